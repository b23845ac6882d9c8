//! The keychain of the operating system: it keeps the passphrase of a workspace's key file for whoever is logged in.
//!
//! **Invariant:** nobody waits for it for ever, and nothing is locked with words that it does not give back.

use std::{sync::mpsc, thread, time::Duration};

use keyring::{Entry, Error};
use muster_model::ids::WorkspaceId;
use muster_sync::{
    bundle::Passphrase,
    node::{Handle, clock, command::Command},
};
use zeroize::Zeroizing;

/// Under which name words are kept; the other half is the workspace's id.
const SERVICE: &str = "muster";
/// How long to wait for it: somebody may have to type the keychain's own password first.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why the keychain is of no use.
#[derive(Debug, thiserror::Error)]
pub enum KeychainError {
    /// There is none, or it refuses.
    #[error("there is no keychain here that can be used: {0}")]
    None(String),
    /// It says nothing.
    #[error("the keychain does not answer")]
    Silent,
    /// It gave back something else than it was given.
    #[error("the keychain does not give back what it was given")]
    Forgetful,
    /// The operating system gives no randomness.
    #[error(transparent)]
    NoDice(#[from] clock::NoDice),
}

/// Makes words that nobody knows, has the keychain keep them for `workspace`, and returns them.
pub fn make(workspace: WorkspaceId) -> Result<Passphrase, KeychainError> {
    let mut bytes = Zeroizing::new([0; 32]);
    clock::dice(&mut *bytes)?;
    let words = Zeroizing::new(data_encoding::BASE64URL_NOPAD.encode(&*bytes));
    let given = words.clone();
    ask(workspace, move |entry| entry.set_password(&given))?;
    match ask(workspace, |entry| entry.get_password().map(Zeroizing::new))? {
        kept if kept == words => Ok(Passphrase::of(&words)),
        _other => Err(KeychainError::Forgetful),
    }
}

/// Returns the words kept for `workspace`; `None` where there are none.
pub fn words(workspace: WorkspaceId) -> Result<Option<Passphrase>, KeychainError> {
    ask(workspace, |entry| match entry.get_password() {
        Ok(words) => Ok(Some(Passphrase::of(&Zeroizing::new(words)))),
        Err(Error::NoEntry) => Ok(None),
        Err(err) => Err(err),
    })
}

/// Has the keychain forget the words of `workspace`; there may be none.
pub fn forget(workspace: WorkspaceId) -> Result<(), KeychainError> {
    ask(workspace, |entry| match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(err) => Err(err),
    })
}

/// Opens every workspace whose key file the keychain opens, and returns those that stay locked.
pub async fn open_locked(node: &Handle) -> Vec<WorkspaceId> {
    let shelf = node.shelf().borrow().clone();
    let locked: Vec<WorkspaceId> = shelf.damaged.iter().filter_map(|it| it.locked).collect();
    let mut left = Vec::new();
    for workspace in locked {
        let kept = words(workspace).unwrap_or_else(|err| {
            tracing::debug!(%err, "the keychain is not asked");
            None
        });
        let opened = match kept {
            Some(passphrase) => node.call(Command::Unlock { workspace, passphrase }).await.is_ok(),
            None => false,
        };
        if !opened {
            left.push(workspace);
        }
    }
    left
}

/// Asks the keychain something, on a thread of its own: it may wait for a person, or for ever.
fn ask<T: Send + 'static>(
    workspace: WorkspaceId,
    wish: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, KeychainError> {
    let (tell, told) = mpsc::sync_channel(1);
    let asking = move || {
        let answer = Entry::new(SERVICE, &workspace.to_string()).and_then(|it| wish(&it));
        drop(tell.send(answer));
    };
    let thread = thread::Builder::new().name("keychain".to_owned()).spawn(asking);
    thread.map_err(|err| KeychainError::None(err.to_string()))?;
    match told.recv_timeout(PATIENCE) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(err)) => Err(KeychainError::None(err.to_string())),
        Err(_silent) => Err(KeychainError::Silent),
    }
}

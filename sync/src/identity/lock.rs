//! The key file under a passphrase: the plain key file, as an age file, in text.
//!
//! **Invariant:** at every moment one complete key file stands at its place. A new one is written beside it, synced,
//! opened again, and only then takes its name.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::Path,
};

use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::{
    Identity, IdentityError,
    file::{self, LOCKED, TITLE},
};
use crate::{bundle::Passphrase, store::folder};

/// Work a passphrase costs whoever guesses: 2^17 rounds of scrypt, some tenths of a second and 128 MiB each.
const WORK: u8 = 17;
/// Work a passphrase may ask of whoever opens the file.
const MAX_WORK: u8 = 20;
/// Longest key file within the lock.
const MAX: u64 = 4096;

impl Identity {
    /// Reads a key file that is under `words`; one that is under none opens too.
    pub fn unlock(path: &Path, words: &Passphrase) -> Result<Self, IdentityError> {
        let text = file::read(path)?;
        match Self::parse(&text) {
            Err(IdentityError::Locked) => open(&sealed(&text).unwrap_or_default(), words),
            parsed => parsed,
        }
    }

    /// Puts the key file of this device under `words`, or under none. Durable on return; on error the key file is as it
    /// was.
    ///
    /// What the disk keeps of the former file where nothing refers to it any more is not in our hands.
    pub fn protect(&self, path: &Path, words: Option<&Passphrase>) -> Result<(), IdentityError> {
        let text = match words {
            Some(words) if words.is_weak() => return Err(IdentityError::WeakPassphrase),
            Some(words) => locked(&self.text(), words)?,
            None => self.text(),
        };
        let new = path.with_extension("new");
        match fs::remove_file(&new) {
            Ok(()) => {}
            Err(err) if err.kind() == io::ErrorKind::NotFound => {}
            Err(err) => return Err(err.into()),
        }
        let mut file = folder::create_private(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        let again = match words {
            Some(words) => Self::unlock(&new, words)?,
            None => Self::load(&new)?,
        };
        if again.seed != self.seed {
            fs::remove_file(&new)?;
            let sentence = "what was written does not read as it should".to_owned();
            return Err(IdentityError::NotProtected(sentence));
        }
        fs::rename(&new, path)?;
        Ok(folder::sync_folder(path)?)
    }
}

/// Returns the age file in the text of a key file, if there is one.
pub(super) fn sealed(text: &str) -> Option<Vec<u8>> {
    let mut lines = text.lines().map(str::trim_end).filter(|it| !it.starts_with('#'));
    lines.next()?;
    let sealed = BASE64.decode(lines.next()?.strip_prefix("sealed ")?.as_bytes()).ok()?;
    lines.next().is_none().then_some(sealed)
}

fn locked(plain: &str, words: &Passphrase) -> Result<Zeroizing<String>, IdentityError> {
    let wrong = |err: &dyn std::fmt::Display| IdentityError::NotProtected(err.to_string());
    let mut recipient = age::scrypt::Recipient::new(words.secret());
    recipient.set_work_factor(WORK);
    let sealed = age::encrypt(&recipient, plain.as_bytes()).map_err(|err| wrong(&err))?;
    Ok(Zeroizing::new(format!(
        "{TITLE}{LOCKED}\n\
         # This file opens with its passphrase only. Without the passphrase it is of no use to anybody.\n\
         sealed {}\n",
        BASE64.encode(&sealed)
    )))
}

fn open(sealed: &[u8], words: &Passphrase) -> Result<Identity, IdentityError> {
    let file = age::Decryptor::new_buffered(sealed).map_err(|_err| IdentityError::Damaged)?;
    let mut identity = age::scrypt::Identity::new(words.secret());
    identity.set_max_work_factor(MAX_WORK);
    let only = std::iter::once(&identity as &dyn age::Identity);
    let reader = file.decrypt(only).map_err(|err| {
        let wrong = matches!(
            err,
            age::DecryptError::NoMatchingKeys
                | age::DecryptError::DecryptionFailed
                | age::DecryptError::KeyDecryptionFailed
        );
        if wrong { IdentityError::WrongPassphrase } else { IdentityError::Damaged }
    })?;
    let mut text = Zeroizing::new(String::new());
    reader.take(MAX).read_to_string(&mut text).map_err(|_err| IdentityError::Damaged)?;
    // A lock within a lock is nothing we write.
    Identity::parse(&text).map_err(|_err| IdentityError::Damaged)
}

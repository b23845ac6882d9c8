//! The async shell: one task owns every replica, hears commands, the network and the clock, and takes no decisions.
//!
//! **Invariant:** this room alone reads the clock and rolls dice.

pub mod clock;
pub mod command;
pub mod event;
pub mod exchanges;

mod desk;
mod keeper;
mod opening;
mod rest;
mod rooms;
mod sleep;
mod tally;
mod waits;
mod warm;
mod word;

use std::sync::Arc;

use tokio::sync::{broadcast, mpsc, oneshot, watch};

use self::{
    command::{Command, CommandError, Options, Reply},
    event::{Happening, Shelf},
    keeper::Keeper,
};

type Asked = (Command, oneshot::Sender<Result<Reply, CommandError>>);

/// A way to talk to the node; clones talk to the same one.
#[derive(Debug, Clone)]
pub struct Handle {
    commands: mpsc::Sender<Asked>,
    shelf: watch::Receiver<Arc<Shelf>>,
    happenings: broadcast::Sender<Happening>,
}

impl Handle {
    /// Asks for something and waits for the answer.
    pub async fn call(&self, command: Command) -> Result<Reply, CommandError> {
        let (answer, wait) = oneshot::channel();
        let sent = self.commands.send((command, answer)).await;
        sent.map_err(|_gone| CommandError::Stopped)?;
        wait.await.map_err(|_gone| CommandError::Stopped)?
    }

    /// Watches everything there is to show.
    pub fn shelf(&self) -> watch::Receiver<Arc<Shelf>> {
        self.shelf.clone()
    }

    /// Hears what happens from now on.
    pub fn happenings(&self) -> broadcast::Receiver<Happening> {
        self.happenings.subscribe()
    }

    /// Closes connections and files, and waits until that is done.
    pub async fn stop(&self) {
        if let Err(gone) = self.call(Command::Stop).await {
            tracing::debug!(%gone, "the node had stopped before");
        }
    }

    /// Returns once every workspace is on the shelf, or the node has ended.
    pub async fn ready(&self) {
        if self.shelf().wait_for(|it| it.reading == 0).await.is_err() {
            tracing::debug!("the node ended before all was read");
        }
    }
}

/// Starts the node on the current tokio runtime, with every workspace of the data directory: opened, or as it was shown
/// last until there is something to do. Returns once all are on the shelf.
pub async fn start(options: Options) -> Result<Handle, CommandError> {
    let handle = begin(options).await?;
    handle.ready().await;
    Ok(handle)
}

/// Starts like [`start`], and returns while logs are still being read: [`Shelf::reading`] says how many.
#[expect(
    clippy::disallowed_methods,
    clippy::unused_async,
    reason = "the node's own task: it ends when its last handle goes, or by `stop`; async because it needs a runtime"
)]
pub async fn begin(options: Options) -> Result<Handle, CommandError> {
    let (commands, asked) = mpsc::channel(64);
    let (show, shelf) = watch::channel(Arc::new(Shelf::default()));
    let (happenings, _) = broadcast::channel(256);
    let keeper = Keeper::open(options, show, happenings.clone())?;
    drop(tokio::spawn(keeper.run(asked)));
    Ok(Handle { commands, shelf, happenings })
}

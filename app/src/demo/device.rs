//! One device of the example: a data directory and the node on it, with or without a network.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use muster_model::{
    edit::Edit,
    ids::{EnvelopeId, WorkspaceId},
    workspace::{Review, Workspace},
};
use muster_sync::node::{
    self, Handle,
    command::{Address, Command, CommandError, Mode, Options, Reply, Synced},
    event::Shown,
};

use super::{DemoError, content::Person};

/// A device that runs.
pub(super) struct Device {
    /// Whose.
    pub(super) person: &'static Person,
    node: Handle,
}

/// Where packets may go while a device runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Net {
    /// Nowhere: no endpoint is opened.
    Off,
    /// This machine.
    Loopback,
}

impl Device {
    /// Starts the device of `person`.
    pub(super) async fn start(
        dir: &Path,
        person: &'static Person,
        net: Net,
    ) -> Result<Self, DemoError> {
        let (mode, network) = match net {
            Net::Off => (Mode::Off, false),
            Net::Loopback => (Mode::Loopback, true),
        };
        let data_dir = dir.join(person.folder);
        let node = node::start(Options { data_dir, mode: Some(mode), network })
            .await
            .map_err(|err| DemoError::Command(person.name.to_owned(), err))?;
        Ok(Self { person, node })
    }

    /// Switches it off.
    pub(super) async fn stop(self) {
        self.node.stop().await;
    }

    /// Asks its node.
    pub(super) async fn ask(&self, command: Command) -> Result<Reply, DemoError> {
        self.node.call(command).await.map_err(|err| self.failed(err))
    }

    fn failed(&self, err: CommandError) -> DemoError {
        DemoError::Command(self.person.name.to_owned(), err)
    }

    /// Changes the workspace.
    pub(super) async fn edit(
        &self,
        workspace: WorkspaceId,
        edit: Edit,
    ) -> Result<Vec<EnvelopeId>, DemoError> {
        let reply = self.ask(Command::Edit { workspace, edit }).await?;
        let Reply::Saved { envelopes } = reply else { return Err(unexpected(&reply)) };
        Ok(envelopes)
    }

    /// Where it listens.
    pub(super) async fn address(&self, workspace: WorkspaceId) -> Result<Address, DemoError> {
        let reply = self.ask(Command::Address { workspace }).await?;
        let Reply::Address(address) = reply else { return Err(unexpected(&reply)) };
        Ok(address)
    }

    /// Exchanges with everybody it reaches until nothing is left.
    pub(super) async fn sync(&self, workspace: WorkspaceId) -> Result<Synced, DemoError> {
        let reply = self.ask(Command::SyncUntilIdle { workspace, patience_ms: 20_000 }).await?;
        let Reply::Synced(synced) = reply else { return Err(unexpected(&reply)) };
        Ok(synced)
    }

    /// What it shows of the workspace.
    pub(super) fn workspace(&self, id: WorkspaceId) -> Result<Arc<Workspace>, DemoError> {
        let shown: Option<Arc<Shown>> = self.node.shelf().borrow().workspaces.get(&id).cloned();
        shown
            .map(|it| Arc::clone(&it.workspace))
            .ok_or_else(|| DemoError::Missing(format!("the workspace on {}", self.person.device)))
    }

    /// What it shows of the review.
    pub(super) fn review(&self, id: WorkspaceId) -> Result<Arc<Review>, DemoError> {
        let workspace = self.workspace(id)?;
        workspace
            .current_review()
            .cloned()
            .ok_or_else(|| DemoError::Missing(format!("the review on {}", self.person.device)))
    }
}

/// A reply that does not belong to the question.
pub(super) fn unexpected(reply: &Reply) -> DemoError {
    DemoError::Unexpected(format!("{reply:?}").chars().take(80).collect())
}

/// Says why a place can't be used.
pub(super) fn place(path: &Path, err: &io::Error) -> DemoError {
    DemoError::Place { path: path.to_owned(), why: err.to_string() }
}

/// Makes sure that `dir` is there and empty.
pub(super) fn prepare(dir: &Path) -> Result<(), DemoError> {
    prepare_beside(dir)?;
    let mut entries = fs::read_dir(dir).map_err(|err| place(dir, &err))?;
    if entries.next().is_none() {
        return Ok(());
    }
    Err(DemoError::Place {
        path: dir.to_owned(),
        why: "there is something in it already".to_owned(),
    })
}

/// Makes sure that `dir` is there.
pub(super) fn prepare_beside(dir: &Path) -> Result<(), DemoError> {
    fs::create_dir_all(dir).map_err(|err| place(dir, &err))
}

/// Moves every workspace of one data directory to another.
pub(super) fn move_workspaces(from: &Path, to: &Path) -> Result<(), DemoError> {
    let (from, to): (PathBuf, PathBuf) = (from.join("workspaces"), to.join("workspaces"));
    prepare_beside(&to)?;
    for entry in fs::read_dir(&from).map_err(|err| place(&from, &err))? {
        let entry = entry.map_err(|err| place(&from, &err))?;
        let target = to.join(entry.file_name());
        fs::rename(entry.path(), &target).map_err(|err| place(&target, &err))?;
    }
    Ok(())
}

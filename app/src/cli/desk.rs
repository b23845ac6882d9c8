//! What a command works on: the node of the data directory, and the workspace meant.

use std::{
    convert::Infallible,
    path::{Path, PathBuf},
    sync::Arc,
};

use muster_model::{
    edit::Edit,
    framework::Framework,
    ids::{EnvelopeId, WorkspaceId},
    time::At,
    workspace::{Review, Workspace},
};
use muster_sync::node::{
    self, Handle, clock,
    command::{Command, Mode, Reply},
    event::{Shelf, Shown},
};
use tokio::sync::broadcast::error::RecvError;

use super::{Globals, Need, failure::Failure, find, words};
use crate::keychain;

/// An opened data directory.
pub(super) struct Desk {
    node: Handle,
    wanted: Option<String>,
    review: Option<String>,
    mode: Option<Mode>,
    verbose: bool,
    data_dir: PathBuf,
}

/// A review with what belongs to it.
pub(super) struct Round {
    /// The workspace.
    pub(super) shown: Arc<Shown>,
    /// The review.
    pub(super) review: Arc<Review>,
    /// Its framework.
    pub(super) framework: Arc<Framework>,
}

impl Round {
    /// The workspace.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.shown.workspace
    }
}

impl Desk {
    /// Opens the data directory.
    pub(super) async fn open(globals: &Globals, need: Need) -> Result<Self, Failure> {
        let options = globals.options(need)?;
        let data_dir = options.data_dir.clone();
        let node = node::start(options).await?;
        unlock(&node, globals).await?;
        Ok(Self {
            node,
            wanted: globals.workspace.clone(),
            review: globals.review.clone(),
            mode: globals.mode(),
            verbose: globals.verbose,
            data_dir,
        })
    }

    /// Closes it: returns when everything is on disk and connections are closed.
    pub(super) async fn close(self) {
        self.node.stop().await;
    }

    /// What had to be mended when the data directory was opened.
    pub(super) fn mended(&self) -> Vec<String> {
        let sentence = |it: &Arc<Shown>| {
            let name = Some(it.workspace.name.as_str()).filter(|it| !it.is_empty());
            it.sync.mended.as_ref().map(|it| format!("{}: {it}", name.unwrap_or("A workspace")))
        };
        let here = self.shelf();
        here.workspaces.values().filter_map(sentence).collect()
    }

    /// Where everything of this device lies.
    pub(super) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// What overrides the workspaces' own network mode in this run.
    pub(super) fn mode(&self) -> Option<Mode> {
        self.mode
    }

    /// Everything that is here.
    pub(super) fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.node.shelf().borrow())
    }

    /// The workspace meant.
    pub(super) fn shown(&self) -> Result<Arc<Shown>, Failure> {
        find::workspace(&self.shelf(), self.wanted.as_deref())
    }

    /// The workspace called `name`.
    pub(super) fn shown_as(&self, name: &str) -> Result<Arc<Shown>, Failure> {
        find::workspace(&self.shelf(), Some(name))
    }

    /// What the person called the review meant, if they said.
    pub(super) fn review_wanted(&self) -> Option<&str> {
        self.review.as_deref()
    }

    /// The review meant, with its workspace and framework.
    pub(super) fn round(&self) -> Result<Round, Failure> {
        let shown = self.shown()?;
        let review = find::review(&shown.workspace, self.review.as_deref())?;
        let framework = Arc::clone(find::framework_of(&shown.workspace, &review)?);
        Ok(Round { shown, review, framework })
    }

    /// The review of `now` as everything claimed until `moment` made it.
    pub(super) async fn round_at(&self, now: &Round, moment: At) -> Result<Round, Failure> {
        let workspace = now.workspace().id;
        let reply = self.ask(Command::Until { workspace, moment }).await?;
        let Reply::Past(past) = reply else { return Err(unexpected(&reply)) };
        let review = past.reviews.get(&now.review.id).cloned().ok_or_else(|| {
            let headline = format!("{} was not open at {moment}", now.review.title);
            Failure::failed(headline, "Name a later moment; `muster history` lists them")
        })?;
        let shown = Arc::new(Shown { workspace: past, sync: now.shown.sync.clone() });
        Ok(Round { shown, review, framework: Arc::clone(&now.framework) })
    }

    /// Which workspace was named, if one was.
    pub(super) fn meant(&self) -> Option<&str> {
        self.wanted.as_deref()
    }

    /// Asks the node.
    /// Returns the node itself, for what is shared with the window.
    pub(super) fn node(&self) -> &Handle {
        &self.node
    }

    pub(super) async fn ask(&self, command: Command) -> Result<Reply, Failure> {
        Ok(self.node.call(command).await?)
    }

    /// Changes the workspace. Returns once the change is on disk.
    pub(super) async fn edit(
        &self,
        workspace: WorkspaceId,
        edit: Edit,
    ) -> Result<Vec<EnvelopeId>, Failure> {
        let reply = self.ask(Command::Edit { workspace, edit }).await?;
        let Reply::Saved { envelopes } = reply else { return Err(unexpected(&reply)) };
        Ok(envelopes)
    }

    /// Tells on standard error what happens, if that was asked for. Never ends.
    pub(super) async fn overhear(&self) -> Infallible {
        if self.verbose {
            self.tell_happenings(|line| line).await
        } else {
            std::future::pending().await
        }
    }

    /// Tells on standard error what happens and when, if that is not told anyway. Never ends.
    pub(super) async fn keep_log(&self) -> Infallible {
        let dated = |line: String| format!("{} {line}", clock::now());
        if self.verbose { std::future::pending().await } else { self.tell_happenings(dated).await }
    }

    /// Tells on standard error what happens. Never ends.
    async fn tell_happenings(&self, written: impl Fn(String) -> String) -> Infallible {
        let mut heard = self.node.happenings();
        let mut out = super::Out::standard(super::Form::People);
        loop {
            let line = match heard.recv().await {
                Ok(happening) => words::happening(&happening, &self.shelf()),
                Err(RecvError::Lagged(missed)) => format!("{missed} happenings were not told"),
                Err(RecvError::Closed) => std::future::pending().await,
            };
            if out.aside(written(line)).is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

/// Opens what is under a passphrase, if one was given: all that it opens, and at least one.
async fn unlock(node: &Handle, globals: &Globals) -> Result<(), Failure> {
    let shelf = Arc::clone(&node.shelf().borrow());
    let locked: Vec<WorkspaceId> = shelf.damaged.iter().filter_map(|it| it.locked).collect();
    if locked.is_empty() {
        return Ok(());
    }
    let Some(words) = globals.words()? else {
        drop(keychain::open_locked(node).await);
        return Ok(());
    };
    let mut refused = None;
    let mut opened = 0_usize;
    for workspace in locked {
        let passphrase = words.clone();
        match node.call(Command::Unlock { workspace, passphrase }).await {
            Ok(_done) => opened = opened.saturating_add(1),
            Err(err) => refused = Some(err),
        }
    }
    match refused {
        Some(err) if opened == 0 => Err(err.into()),
        Some(_) | None => Ok(()),
    }
}

/// A reply that does not belong to the question.
pub(super) fn unexpected(reply: &Reply) -> Failure {
    tracing::error!(?reply, "unexpected reply");
    Failure::failed("The node answered something else than was asked", "Please report this")
}

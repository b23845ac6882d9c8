//! What was asked of the node, and what came back.

use std::sync::Arc;

use muster_model::{
    ids::{EnvelopeId, WorkspaceId},
    workspace::{QuestionHistory, Workspace},
};
use muster_sync::{
    node::command::{Address, CommandError, Look, Reply, Synced, Verified},
    ticket::Ticket,
};

use muster_sync::{bundle::BundleError, replica::Carried};

use crate::{
    advice::{self, Advice},
    say::say,
};

use super::undo::Step;

/// Why something was asked: where its answer belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A change a person made; `undo` takes it back.
    Edit {
        /// What restores the value before, if anything does.
        undo: Option<Step>,
    },
    /// A change that takes one back; `redo` makes it again.
    Undo {
        /// What makes it again.
        redo: Option<Step>,
    },
    /// A change that makes one again; `undo` takes it back.
    Redo {
        /// What takes it back.
        undo: Option<Step>,
    },
    /// A workspace is begun.
    Create,
    /// A review is opened, or the assessment before it.
    NewReview,
    /// A ticket is made.
    Ticket,
    /// A ticket is looked at.
    Look,
    /// A workspace is joined.
    Join,
    /// The network mode is set, or an address is typed.
    Network,
    /// An exchange was asked for.
    Sync,
    /// Where this device listens.
    Address,
    /// The history of a question.
    History,
    /// The workspace as it was.
    Past,
    /// A check of everything.
    Verify,
    /// A workspace is removed from this device.
    Remove,
    /// The example workspace is made.
    Example,
    /// What an assessment holds is written out, before it is destroyed.
    Parting,
    /// A file to carry is packed.
    Pack,
    /// A bundle is looked into, or taken in.
    Carry,
    /// A file is attached to an answer.
    Attach,
    /// An attached file is opened, to be written where a person said.
    OpenFile,
    /// Nobody waits for it; only a failure is told.
    Quiet,
}

/// Something that was asked for.
#[derive(Debug, Default)]
pub enum Asked<T> {
    /// Not asked.
    #[default]
    Nothing,
    /// On its way.
    Waiting,
    /// Here.
    Here(T),
    /// It failed.
    Failed(Trouble),
}

impl<T> Asked<T> {
    /// Returns it, if it is here.
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(it) => Some(it),
            Self::Nothing | Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// Returns why it failed, if it did.
    pub fn failed(&self) -> Option<&Trouble> {
        match self {
            Self::Failed(it) => Some(it),
            Self::Nothing | Self::Waiting | Self::Here(_) => None,
        }
    }

    /// Says whether it is on its way.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting)
    }
}

/// What went wrong and what to do.
pub type Trouble = Advice;

/// Says `err` to somebody in front of the window: where the command line would name a command, this names a place.
pub fn advise(err: &CommandError) -> Advice {
    let remedy = match err {
        CommandError::NetworkOff => say!("state-switch-on"),
        CommandError::NoWorkspace => say!("state-join-again"),
        CommandError::ReadOnly(_) => say!("state-stays-readable"),
        CommandError::Bundle(BundleError::Foreign) => say!("state-muster-file"),
        CommandError::Bundle(BundleError::NeedsPassphrase) => say!("state-bundle-words"),
        CommandError::Bundle(BundleError::TooLarge) => {
            say!("state-bundle-need")
        }
        CommandError::Bundle(BundleError::OtherWorkspace) => {
            say!("state-bundle-elsewhere")
        }
        CommandError::Refused(_)
        | CommandError::Unreachable
        | CommandError::OtherVersion
        | CommandError::NoRelay
        | CommandError::Ticket(_)
        | CommandError::Network(_)
        | CommandError::NetworkBusy
        | CommandError::DataDir { .. }
        | CommandError::Bundle(_)
        | CommandError::Store(_)
        | CommandError::File(_)
        | CommandError::Identity(_)
        | CommandError::NoDice(_)
        | CommandError::Stopped => return advice::on_command(err),
    };
    Advice { remedy: remedy.to_owned(), ..advice::on_command(err) }
}

/// How joining went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// One is in.
    In(WorkspaceId),
    /// An owner has to decide.
    Waiting {
        /// Into which workspace.
        workspace: WorkspaceId,
        /// Words to compare with the owner.
        words: String,
    },
}

/// Everything that was asked for, and where it stands.
#[derive(Debug, Default)]
pub struct Desk {
    /// The workspace begun, with its recovery code.
    pub created: Asked<(WorkspaceId, String)>,
    /// What was written to open a review.
    pub opened: Asked<Vec<EnvelopeId>>,
    /// The ticket made.
    pub ticket: Asked<Ticket>,
    /// What a ticket leads to.
    pub look: Asked<Look>,
    /// How joining went.
    pub join: Asked<Joined>,
    /// How the exchange went.
    pub sync: Asked<Synced>,
    /// Where this device listens.
    pub address: Asked<Address>,
    /// The history of a question.
    pub history: Asked<QuestionHistory>,
    /// The workspace as it was.
    pub past: Asked<Arc<Workspace>>,
    /// What the check found.
    pub verified: Asked<Verified>,
    /// The example workspace.
    pub example: Asked<WorkspaceId>,
    /// The file to carry, and how many changes are in it.
    pub packed: Asked<(Vec<u8>, usize)>,
    /// An attached file that was opened: its name and what is in it.
    pub file: Asked<(String, Vec<u8>)>,
    /// How many files are being attached now.
    pub attaching: usize,
    /// What a bundle brought or would bring, and into which workspace.
    pub carried: Asked<(WorkspaceId, Carried)>,
    /// Whether what an assessment holds is written out.
    pub parting: Asked<()>,
    /// How far the example is while it is made, or what was written out last.
    pub step: String,
    /// How many changes are not yet known to be on disk.
    pub saving: usize,
    /// Whether Welcome was asked for although there are workspaces.
    pub greeting: bool,
}

impl Desk {
    /// Notes that something was asked for.
    pub fn ask(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::Edit { .. } | Purpose::Undo { .. } | Purpose::Redo { .. } => self.saving += 1,
            Purpose::Create => self.created = Asked::Waiting,
            Purpose::NewReview => self.opened = Asked::Waiting,
            Purpose::Ticket => self.ticket = Asked::Waiting,
            Purpose::Look => self.look = Asked::Waiting,
            Purpose::Join => self.join = Asked::Waiting,
            Purpose::Sync => self.sync = Asked::Waiting,
            Purpose::Address => self.address = Asked::Waiting,
            Purpose::History => self.history = Asked::Waiting,
            Purpose::Past => self.past = Asked::Waiting,
            Purpose::Verify => self.verified = Asked::Waiting,
            Purpose::Example => self.example = Asked::Waiting,
            Purpose::Parting => self.parting = Asked::Waiting,
            Purpose::Pack => self.packed = Asked::Waiting,
            Purpose::Carry => self.carried = Asked::Waiting,
            Purpose::OpenFile => self.file = Asked::Waiting,
            Purpose::Attach => self.attaching = self.attaching.saturating_add(1),
            Purpose::Network | Purpose::Remove | Purpose::Quiet => {}
        }
    }

    /// Puts an answer where it belongs.
    pub fn answer(&mut self, reply: Reply) {
        match reply {
            Reply::Created { workspace, recovery } => {
                self.created = Asked::Here((workspace, recovery));
            }
            Reply::Ticket(it) => self.ticket = Asked::Here(it),
            Reply::Look(it) => self.look = Asked::Here(it),
            Reply::Joined { workspace } => self.join = Asked::Here(Joined::In(workspace)),
            Reply::Waiting { workspace, words } => {
                self.join = Asked::Here(Joined::Waiting { workspace, words });
            }
            Reply::Synced(it) => self.sync = Asked::Here(it),
            Reply::Address(it) => self.address = Asked::Here(it),
            Reply::History(it) => self.history = Asked::Here(it),
            Reply::Verified(it) => self.verified = Asked::Here(it),
            Reply::Packed { bytes, envelopes, .. } => self.packed = Asked::Here((bytes, envelopes)),
            Reply::Carried { workspace, carried } => {
                self.carried = Asked::Here((workspace, carried));
            }
            Reply::File { name, bytes } => self.file = Asked::Here((name, bytes)),
            Reply::Past(it) => self.past = Asked::Here(it),
            Reply::Saved { .. } | Reply::Attached { .. } | Reply::Signed(_) | Reply::Done => {}
        }
    }

    /// Puts a failure where it belongs; returns whether a page shows it there.
    pub fn fail(&mut self, purpose: &Purpose, trouble: &Trouble) -> bool {
        let it = trouble.clone();
        match purpose {
            Purpose::Create => self.created = Asked::Failed(it),
            Purpose::NewReview => self.opened = Asked::Failed(it),
            Purpose::Ticket => self.ticket = Asked::Failed(it),
            Purpose::Look => self.look = Asked::Failed(it),
            Purpose::Join => self.join = Asked::Failed(it),
            Purpose::Sync => self.sync = Asked::Failed(it),
            Purpose::Address => self.address = Asked::Failed(it),
            Purpose::History => self.history = Asked::Failed(it),
            Purpose::Past => self.past = Asked::Failed(it),
            Purpose::Verify => self.verified = Asked::Failed(it),
            Purpose::Example => self.example = Asked::Failed(it),
            Purpose::Parting => self.parting = Asked::Failed(it),
            Purpose::Pack => self.packed = Asked::Failed(it),
            Purpose::Carry => self.carried = Asked::Failed(it),
            Purpose::OpenFile => {
                self.file = Asked::Failed(it);
                return false;
            }
            Purpose::Edit { .. }
            | Purpose::Undo { .. }
            | Purpose::Redo { .. }
            | Purpose::Network
            | Purpose::Remove
            | Purpose::Attach
            | Purpose::Quiet => return false,
        }
        true
    }

    /// Notes that a change came back, saved or refused.
    pub fn came_back(&mut self, purpose: &Purpose) {
        if matches!(purpose, Purpose::Edit { .. } | Purpose::Undo { .. } | Purpose::Redo { .. }) {
            self.saving = self.saving.saturating_sub(1);
        }
        if *purpose == Purpose::Attach {
            self.attaching = self.attaching.saturating_sub(1);
        }
    }
}

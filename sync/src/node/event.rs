//! What the node shows: state is watched, happenings are queued.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use muster_model::{
    ids::{DeviceId, FileId, MemberId, WorkspaceId},
    time::At,
    workspace::Workspace,
};

use super::{
    command::{Address, Mode, Relay},
    exchanges::Exchange,
};
use crate::{files::Standing, wire::Cut};

/// Everything this data directory holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// Workspaces by id.
    pub workspaces: BTreeMap<WorkspaceId, Arc<Shown>>,
    /// Workspaces that can't be opened, each with a sentence; what is readable stays listed.
    pub damaged: Vec<Damaged>,
    /// How many more there are whose logs are being read.
    pub reading: usize,
}

impl Shelf {
    /// Says whether there is nothing to show anew after `before`. Workspaces are not compared but by where they lie: a
    /// new look is made only after something came, and comparing would count what nobody looks at.
    pub(super) fn shows_the_same_as(&self, before: &Self) -> bool {
        let alike = |(one, other): (&Arc<Shown>, &Arc<Shown>)| {
            Arc::ptr_eq(&one.workspace, &other.workspace) && one.sync == other.sync
        };
        self.workspaces.keys().eq(before.workspaces.keys())
            && self.workspaces.values().zip(before.workspaces.values()).all(alike)
            && self.damaged == before.damaged
            && self.reading == before.reading
    }
}

/// A workspace that can't be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Its folder.
    pub path: PathBuf,
    /// What is wrong.
    pub sentence: String,
    /// Set where nothing is wrong but that its key file is under a passphrase.
    pub locked: Option<WorkspaceId>,
}

/// A workspace and how it stands with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What it holds.
    pub workspace: Arc<Workspace>,
    /// How it stands with others.
    pub sync: SyncState,
}

/// How a workspace stands with others. Derived from what peers said they have, never from the absence of errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncState {
    /// Where packets may go.
    pub mode: Mode,
    /// The relay of one's own that is set, whether it is in use or not.
    pub relay: Option<Relay>,
    /// Where this device listens, if it does.
    pub address: Option<Address>,
    /// Other members' devices.
    pub peers: BTreeMap<DeviceId, Peer>,
    /// Files that answers name.
    pub files: Arc<BTreeMap<FileId, FileShown>>,
    /// Envelopes written here that no other device is known to have.
    pub only_here: usize,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// What was damaged when the workspace was opened, and what became of it.
    pub mended: Option<String>,
    /// What went wrong with the network, if anything.
    pub trouble: Option<String>,
    /// Exchanges of the last thirty days, the latest first; at most [`super::exchanges::SHOWN`].
    pub exchanges: Arc<Vec<Exchange>>,
}

/// How a file stands that an answer names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileShown {
    /// On this device.
    pub standing: Standing,
    /// Devices that are connected now and have it.
    pub with: Vec<DeviceId>,
}

/// Another member's device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Peer {
    /// Whose.
    pub member: MemberId,
    /// Whether it is connected now.
    pub online: bool,
    /// When it was last connected, by this device's clock.
    pub last_seen: Option<At>,
    /// Whether it has all that this device has.
    pub has_everything: bool,
    /// How many of this device's envelopes it is known to lack.
    pub lacks: usize,
    /// How it is reached: `same network`, `direct`, `relay` …; empty while offline.
    pub way: String,
    /// Who else saw it later than this device did, as they said.
    pub seen_by: Option<Sighting>,
    /// Why it hung up on this device the last time, where that was out of the ordinary.
    pub cut: Option<Cut>,
}

/// Another device was seen by somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sighting {
    /// By whom.
    pub by: MemberId,
    /// When, by this device's clock and what they said of how long ago it was.
    pub at: At,
}

/// Something that happened, worth a line in a log or a toast.
#[derive(Debug, Clone)]
pub enum Happening {
    /// Envelopes came from a device.
    Received {
        /// Into which workspace.
        workspace: WorkspaceId,
        /// From whom.
        from: DeviceId,
        /// How many.
        envelopes: usize,
    },
    /// A device connected or went away.
    Peer {
        /// In which workspace.
        workspace: WorkspaceId,
        /// Which.
        device: DeviceId,
        /// Whether it came.
        online: bool,
    },
    /// Somebody was admitted or asks to be.
    Knock {
        /// At which workspace.
        workspace: WorkspaceId,
        /// Their name.
        name: String,
        /// Whether they are in.
        admitted: bool,
    },
    /// Something should be told.
    Warning {
        /// About which workspace.
        workspace: Option<WorkspaceId>,
        /// What.
        sentence: String,
    },
}

//! What the window and the command line can ask of the node.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr, sync::Arc};

use muster_model::{
    control::op::Role,
    edit::Edit,
    ids::{DeviceId, EnvelopeId, FileId, MemberId, NodeId, ReviewId, WorkspaceId},
    time::{At, Date},
    workspace::{QuestionHistory, Workspace},
};

pub use crate::relay::{Relay, RelayError, RelayUrl, Token};
use crate::{
    bundle::{Need, Passphrase},
    identity::{Recovery, Statement},
    refusal::Refusal,
    replica::{Carried, PackError},
    ticket::Ticket,
};

/// Where packets may go. Nothing leaves the machine before a person chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Files only.
    #[default]
    Off,
    /// This network: mDNS, typed addresses and those in tickets.
    Lan,
    /// This network, and a relay that one's own organisation runs for devices elsewhere ([`Relay`]).
    Relay,
    /// This network, and the public relays of iroh's makers for devices elsewhere.
    Public,
    /// This machine only (`--bind 127.0.0.1`): typed addresses and those in tickets, no mDNS.
    Loopback,
}

impl Mode {
    /// Says whether devices on this network look for each other.
    pub fn looks_around(self) -> bool {
        match self {
            Self::Lan | Self::Relay | Self::Public => true,
            Self::Off | Self::Loopback => false,
        }
    }
}

/// Where another device can be reached: `ENDPOINT@IP:PORT[,IP:PORT…][,https://RELAY]`, as `muster address` prints it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Address {
    /// Its iroh endpoint key.
    pub endpoint: [u8; 32],
    /// Its sockets.
    pub sockets: Vec<SocketAddr>,
    /// The relay at which it can be reached, if it uses one.
    #[serde(default)]
    pub relay: Option<RelayUrl>,
}

/// A text that is not an address of a device.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// There is no `@`, or too much of anything.
    #[error("an address looks like ENDPOINT@IP:PORT, as `muster address` prints it")]
    Shape,
    /// What stands before the `@` is not a key.
    #[error("the part before the @ is not a device's key of 64 hexadecimal digits")]
    Endpoint,
    /// What stands after the `@` is not a list of sockets.
    #[error("“{0}” is not an IP address and port, like 192.168.1.20:7300 or [fe80::1]:7300")]
    Socket(String),
    /// The relay in it is none.
    #[error(transparent)]
    Relay(#[from] RelayError),
}

impl Address {
    /// Most sockets read from a text.
    pub const MAX_SOCKETS: usize = 32;
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@", DeviceId::from_bytes(self.endpoint))?;
        let sockets = self.sockets.iter().map(SocketAddr::to_string);
        let places: Vec<String> =
            sockets.chain(self.relay.iter().map(RelayUrl::to_string)).collect();
        f.write_str(&places.join(","))
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (endpoint, sockets) = text.trim().split_once('@').ok_or(AddressError::Shape)?;
        let endpoint: DeviceId = endpoint.parse().ok().ok_or(AddressError::Endpoint)?;
        if sockets.split(',').count() > Self::MAX_SOCKETS {
            return Err(AddressError::Shape);
        }
        let mut address = Self { endpoint: *endpoint.as_bytes(), sockets: Vec::new(), relay: None };
        for place in sockets.split(',').map(str::trim) {
            if place.contains("://") {
                address.relay = Some(place.parse()?);
            } else {
                let head = || AddressError::Socket(place.chars().take(60).collect());
                address.sockets.push(place.parse().ok().ok_or_else(head)?);
            }
        }
        Ok(address)
    }
}

/// A wish.
#[derive(Debug)]
pub enum Command {
    /// Begins a workspace.
    CreateWorkspace {
        /// Its name.
        name: String,
        /// The founder's name.
        me: String,
        /// What the founder calls this device.
        device: String,
    },
    /// Changes a workspace.
    Edit {
        /// Which.
        workspace: WorkspaceId,
        /// How.
        edit: Edit,
    },
    /// Makes a ticket and the invitation behind it.
    MakeTicket {
        /// Which workspace.
        workspace: WorkspaceId,
        /// For whom.
        ticket: TicketWish,
    },
    /// Asks what a ticket leads to, without joining.
    LookAtTicket {
        /// The ticket.
        ticket: Ticket,
        /// Where packets may go.
        mode: Mode,
    },
    /// Joins with a ticket.
    Join {
        /// The ticket.
        ticket: Ticket,
        /// The name others will see.
        name: String,
        /// What the joiner calls this device.
        device: String,
        /// Where packets may go.
        mode: Mode,
    },
    /// Makes a ticket for a further device of somebody else, who lost theirs. An owner's, and an owner decides again
    /// when it is presented.
    InviteBack {
        /// Into which workspace.
        workspace: WorkspaceId,
        /// Whom.
        member: MemberId,
        /// For how long, in milliseconds.
        valid_ms: u64,
    },
    /// Makes an owner of who holds the recovery code.
    Recover {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// The code.
        code: Recovery,
        /// Where to come in, for a device that is in no workspace yet; `None` for one that is in this.
        entrance: Option<Entrance>,
    },
    /// Sets where packets may go and remembers it.
    SetMode {
        /// Which workspace.
        workspace: WorkspaceId,
        /// The mode.
        mode: Mode,
    },
    /// Uses a relay of one's own from now on: [`Mode::Relay`] with it; both are remembered.
    SetRelay {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// Which; `None` forgets it, and [`Mode::Relay`] becomes [`Mode::Lan`].
        relay: Option<Relay>,
    },
    /// Remembers an address typed by a person and dials it if the mode allows.
    Dial {
        /// Which workspace.
        workspace: WorkspaceId,
        /// Where.
        address: Address,
    },
    /// Exchanges with everybody reachable now; answers when nothing is left to exchange, or at the deadline.
    SyncUntilIdle {
        /// Which workspace.
        workspace: WorkspaceId,
        /// Longest wait, in milliseconds.
        patience_ms: u64,
    },
    /// Returns where this device listens.
    Address {
        /// Which workspace.
        workspace: WorkspaceId,
    },
    /// Returns what was ever said to a question.
    History {
        /// Which workspace.
        workspace: WorkspaceId,
        /// In which review.
        review: ReviewId,
        /// Which question.
        question: NodeId,
        /// By whom; by everybody, where nobody is named.
        of: Option<MemberId>,
    },
    /// Returns the workspace as everything claimed until a moment made it.
    Until {
        /// Which workspace.
        workspace: WorkspaceId,
        /// Until when.
        moment: At,
    },
    /// Seals a file, keeps it, and names it in one's answer to a question.
    Attach {
        /// Which workspace.
        workspace: WorkspaceId,
        /// What, and to which answer.
        attached: Attached,
    },
    /// Opens a file that an answer names.
    OpenFile {
        /// Which workspace.
        workspace: WorkspaceId,
        /// Which file.
        file: FileId,
    },
    /// Re-checks every signature and rebuilds every view from the log.
    Verify {
        /// Which workspace.
        workspace: WorkspaceId,
    },
    /// Packs what others lack into a file.
    PackBundle {
        /// Which workspace.
        workspace: WorkspaceId,
        /// What the receiver has already; everything is packed without it.
        need: Option<Need>,
        /// Locks the file under words instead of to the members' devices.
        passphrase: Option<Passphrase>,
    },
    /// Says in a file what is here already.
    Need {
        /// In which workspace.
        workspace: WorkspaceId,
    },
    /// Takes a bundle in; the workspace stands on its cover.
    TakeBundle {
        /// The file.
        bytes: Vec<u8>,
        /// The words it is locked under, if any.
        passphrase: Option<Passphrase>,
        /// Whether to take it, or only to say what it would bring.
        take: Take,
    },
    /// Opens a workspace whose key file is under a passphrase.
    Unlock {
        /// Which.
        workspace: WorkspaceId,
        /// The words.
        passphrase: Passphrase,
    },
    /// Puts the key file of a workspace under a passphrase, or under none.
    Protect {
        /// Which.
        workspace: WorkspaceId,
        /// The words.
        passphrase: Option<Passphrase>,
    },
    /// Signs a file that leaves the workspace, so that anybody can check who wrote it.
    Sign {
        /// As whose device.
        workspace: WorkspaceId,
        /// What is signed.
        bytes: Vec<u8>,
    },
    /// Takes in what another process on this data directory stored.
    Refresh,
    /// Deletes a workspace from this device for good.
    RemoveWorkspace {
        /// Which.
        workspace: WorkspaceId,
    },
    /// Closes connections and files; nothing is answered after this.
    Stop,
}

/// Where a device comes in with the recovery code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// Address of a member's device.
    pub host: Address,
    /// What the new device is called.
    pub device: String,
    /// Where packets may go.
    pub mode: Mode,
}

/// Whether a bundle is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// It is only said what it would bring; nothing changes.
    Rehearse,
    /// It is taken.
    Really,
}

/// A file for one's answer to a question.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// In which review.
    pub review: ReviewId,
    /// To which question.
    pub question: NodeId,
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What kind of evidence it is; may be empty.
    pub kind: String,
    /// Of which day.
    pub date: Option<Date>,
}

impl fmt::Debug for Attached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attached({:?}, {} bytes)", self.name, self.bytes.len())
    }
}

/// For whom a ticket is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketWish {
    /// The role given.
    pub role: Role,
    /// For a further device of oneself.
    pub own_device: bool,
    /// Dimensions assigned on joining.
    pub dimensions: Vec<NodeId>,
    /// How often it may be used.
    pub uses: u32,
    /// For how long, in milliseconds.
    pub valid_ms: u64,
    /// Whom it is meant for.
    pub note: String,
}

/// What a wish led to.
#[derive(Debug)]
pub enum Reply {
    /// A workspace began. Show the recovery code once.
    Created {
        /// Its id.
        workspace: WorkspaceId,
        /// Secret words that can restore ownership.
        recovery: String,
    },
    /// The change is on disk.
    Saved {
        /// The envelopes written, in order; empty if nothing changed.
        envelopes: Vec<EnvelopeId>,
    },
    /// The ticket.
    Ticket(Ticket),
    /// What a ticket leads to.
    Look(Look),
    /// This device was admitted.
    Joined {
        /// Into which workspace.
        workspace: WorkspaceId,
    },
    /// An owner has to decide; ask again later with the same ticket.
    Waiting {
        /// Into which workspace.
        workspace: WorkspaceId,
        /// Words to compare with the owner.
        words: String,
    },
    /// How an exchange went.
    Synced(Synced),
    /// Where this device listens.
    Address(Address),
    /// What was ever said.
    History(QuestionHistory),
    /// The workspace as it was.
    Past(Arc<Workspace>),
    /// A file was attached; the answer that names it is on disk.
    Attached {
        /// Which.
        file: FileId,
        /// The envelopes written, in order.
        envelopes: Vec<EnvelopeId>,
    },
    /// A file that was opened.
    File {
        /// Its name, as claimed.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// What was checked.
    Verified(Verified),
    /// A file to carry, and how many envelopes are in it.
    Packed {
        /// The file.
        bytes: Vec<u8>,
        /// Envelopes in it.
        envelopes: usize,
        /// Attached files in it.
        files: usize,
        /// Files that are here and did not fit.
        left_out: usize,
    },
    /// What a bundle brought, or would bring.
    Carried {
        /// Into which workspace.
        workspace: WorkspaceId,
        /// What.
        carried: Carried,
    },
    /// This device's word for a file.
    Signed(Statement),
    /// It is done.
    Done,
}

/// What a ticket leads to, as the host says before one joins.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Look {
    /// Name of the workspace.
    pub workspace: String,
    /// Who invited.
    pub inviter: String,
    /// The role given.
    pub role: Role,
    /// Titles of the dimensions assigned.
    pub dimensions: Vec<String>,
    /// Whether one is in at once, or an owner decides.
    pub auto_admit: bool,
    /// Words to compare with the inviter.
    pub words: String,
}

/// How an exchange went.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Synced {
    /// Envelopes that came.
    pub received: usize,
    /// Envelopes that went.
    pub sent: usize,
    /// Members' devices reached.
    pub reached: Vec<DeviceId>,
    /// Whether nothing was left to exchange.
    pub idle: bool,
}

/// What `verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Envelopes read and checked.
    pub envelopes: usize,
    /// Of these, sealed for this device.
    pub sealed: usize,
    /// Lanes and boards rebuilt.
    pub views: usize,
    /// Signatures under reviews that were computed again and hold.
    #[serde(skip_serializing_if = "is_none")]
    pub signatures: usize,
    /// Signatures under reviews of which not everything can be read here.
    #[serde(skip_serializing_if = "is_none")]
    pub signatures_unchecked: usize,
    /// Attached files read and checked.
    pub files: usize,
    /// Files that answers name and that are not here, or are damaged.
    pub files_missing: usize,
    /// What is wrong, a sentence each; empty if all is well.
    pub problems: Vec<String>,
}

/// Says whether there is none: workspaces in which nobody signed are told of as ever.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Why a wish was not granted. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// No such workspace on this device.
    #[error("there is no such workspace on this device")]
    NoWorkspace,
    /// The edit itself is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody could be reached.
    #[error("nobody answers at the addresses in the ticket")]
    Unreachable,
    /// Somebody was reached who has no language in common with this version.
    #[error(
        "the device that made the ticket runs another version of Muster, and the two have no language in common"
    )]
    OtherVersion,
    /// The host turned the ticket down.
    #[error("the ticket was not accepted: {0}")]
    Ticket(String),
    /// The network is switched off.
    #[error("the network is switched off for this workspace")]
    NetworkOff,
    /// There is no relay of one's own to use.
    #[error("no relay is set for this workspace")]
    NoRelay,
    /// The network could not be used.
    #[error("the network can't be used: {0}")]
    Network(String),
    /// Another process on this data directory runs the network for this workspace.
    #[error("Muster is already running on this data directory and syncs for it")]
    NetworkBusy,
    /// A folder can't be used.
    #[error("the folder {} can't be used: {source}", path.display())]
    DataDir {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A bundle or need can't be used.
    #[error(transparent)]
    Bundle(#[from] crate::bundle::BundleError),
    /// An attached file can't be kept, found or opened.
    #[error(transparent)]
    File(#[from] crate::files::FileError),
    /// The disk failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// Keys could not be read or written.
    #[error(transparent)]
    Identity(#[from] crate::identity::IdentityError),
    /// The workspace is open read-only.
    #[error("this workspace is open read-only: {0}")]
    ReadOnly(String),
    /// The operating system gives no randomness.
    #[error(transparent)]
    NoDice(#[from] super::clock::NoDice),
    /// The node has stopped.
    #[error("Muster is shutting down")]
    Stopped,
}

/// Where workspaces live on this machine and how the node behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data directory.
    pub data_dir: PathBuf,
    /// Overrides every workspace's remembered mode for this run (`--offline`, `--bind 127.0.0.1`).
    pub mode: Option<Mode>,
    /// Whether to start networking for the workspaces whose mode allows it.
    pub network: bool,
}

impl From<crate::replica::WriteError> for CommandError {
    fn from(err: crate::replica::WriteError) -> Self {
        use crate::replica::WriteError;
        match err {
            WriteError::Refused(why) => Self::Refused(why),
            WriteError::Store(err) => Self::Store(err),
            WriteError::NoDice(err) => Self::NoDice(err),
        }
    }
}

impl From<PackError> for CommandError {
    fn from(err: PackError) -> Self {
        match err {
            PackError::Bundle(err) => Self::Bundle(err),
            PackError::Store(err) => Self::Store(err),
        }
    }
}

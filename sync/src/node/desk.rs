//! One open workspace: its replica, its connections, and what others are known to have.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use muster_model::{
    ids::{DeviceId, FileId, WorkspaceId},
    time::At,
    workspace::Workspace,
};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::{
    command::{Address, CommandError, Mode},
    event::{FileShown, Peer, Shown, SyncState},
    opening::Opened,
    rooms::Room,
    waits::Waits,
};
use crate::{
    engine::{
        peers::{By, Peers},
        session::{Session, Standing},
    },
    files::{Files, FolderCabinet},
    net::{self, Net},
    replica::Replica,
    store::{Lock, StoreError},
};

const MODE: &str = "mode";
const ADDRESSES: &str = "addresses";
const SEEN: &str = "seen";
const ADDRESS: &str = "address";

/// A connection's number in this process.
pub(super) type LinkId = u64;

/// One connection.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) endpoint: [u8; 32],
    pub(super) session: Session,
    pub(super) out: mpsc::Sender<Vec<u8>>,
    pub(super) way: String,
    pub(super) synced: bool,
    /// Whether it was told that files are understood here.
    pub(super) told_able: bool,
}

/// What another device was last known to have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastSeen {
    at: At,
    everything: bool,
    lacks: u32,
    /// Envelopes here when that was said.
    count: u64,
    /// Envelopes of this device it then had.
    has_mine: u64,
}

/// The network of a workspace while it runs.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) net: Arc<Net>,
    pub(super) peers: Peers,
    /// Held while this process runs the network.
    pub(super) _lock: Lock,
}

/// One open workspace.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) room: Room,
    pub(super) replica: Replica,
    pub(super) files: Files,
    pub(super) mode: Mode,
    pub(super) line: Option<Line>,
    pub(super) links: BTreeMap<LinkId, Link>,
    /// Connections that stand, until it is said whether they are kept.
    pub(super) arrived: BTreeMap<LinkId, (net::Link, By)>,
    pub(super) waits: Waits,
    /// Whom somebody asked to reach; others are not waited for.
    pub(super) named: BTreeSet<[u8; 32]>,
    pub(super) workspace: Arc<Workspace>,
    addresses: BTreeMap<[u8; 32], Address>,
    seen: BTreeMap<DeviceId, LastSeen>,
    read_only: Option<String>,
    mended: Option<String>,
    pub(super) trouble: Option<String>,
}

impl Desk {
    pub(super) fn new(
        room: Room,
        opened: Opened,
        mode: Option<Mode>,
    ) -> Result<Self, CommandError> {
        let Opened { mut replica, mended, read_only } = opened;
        let kept = read_note(&mut replica, MODE)?;
        let addresses: Vec<Address> = read_note(&mut replica, ADDRESSES)?.unwrap_or_default();
        let seen: Vec<(DeviceId, LastSeen)> = read_note(&mut replica, SEEN)?.unwrap_or_default();
        let workspace = Arc::new(replica.snapshot());
        let mut files = Files::open(Box::new(FolderCabinet::new(room.files())))?;
        drop(files.look(&workspace, Duration::ZERO));
        Ok(Self {
            room,
            replica,
            files,
            mode: mode.or(kept).unwrap_or_default(),
            line: None,
            links: BTreeMap::new(),
            arrived: BTreeMap::new(),
            waits: Waits::default(),
            named: BTreeSet::new(),
            workspace,
            addresses: addresses.into_iter().map(|it| (it.endpoint, it)).collect(),
            seen: seen.into_iter().collect(),
            read_only,
            mended,
            trouble: None,
        })
    }

    pub(super) fn id(&self) -> WorkspaceId {
        self.replica.workspace()
    }

    /// Refuses where nothing can be written.
    pub(super) fn writable(&self) -> Result<(), CommandError> {
        match &self.read_only {
            Some(why) => Err(CommandError::ReadOnly(why.clone())),
            None => Ok(()),
        }
    }

    /// Stops writing after the disk failed; what is on it stays.
    pub(super) fn fail(&mut self, err: &StoreError) {
        self.read_only = Some(err.to_string());
    }

    /// Remembers where packets may go.
    pub(super) fn set_mode(&mut self, mode: Mode) -> Result<(), CommandError> {
        self.mode = mode;
        write_note(&mut self.replica, MODE, &mode)
    }

    /// Remembers where a device can be reached.
    pub(super) fn learn(&mut self, address: Address) -> Result<(), CommandError> {
        if address.sockets.is_empty() || self.addresses.get(&address.endpoint) == Some(&address) {
            return Ok(());
        }
        if let Some(line) = &self.line {
            line.net.learn(&address);
        }
        self.addresses.insert(address.endpoint, address);
        let all: Vec<&Address> = self.addresses.values().collect();
        write_note(&mut self.replica, ADDRESSES, &all)
    }

    /// Returns every address known of other members' devices.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.addresses.values()
    }

    pub(super) fn set_address(&mut self, address: &Address) -> Result<(), CommandError> {
        write_note(&mut self.replica, ADDRESS, address)
    }

    /// Returns where this device listens, or listened last.
    pub(super) fn address(&mut self) -> Result<Option<Address>, CommandError> {
        match &self.line {
            Some(line) => Ok(Some(line.net.address())),
            None => read_note(&mut self.replica, ADDRESS),
        }
    }

    /// Returns the endpoints of all members' devices but this one.
    pub(super) fn endpoints(&self) -> BTreeMap<[u8; 32], DeviceId> {
        let members = self.workspace.members.values();
        let cards = members.flat_map(|it| &it.devices);
        let others = cards.filter(|it| it.device != self.replica.identity().device());
        others.map(|it| (it.endpoint, it.device)).collect()
    }

    /// Says whether the device at `endpoint` is a member's.
    pub(super) fn knows(&self, endpoint: &[u8; 32]) -> bool {
        self.endpoints().contains_key(endpoint)
    }

    /// Remembers what the device at the other end of `link` has.
    pub(super) fn note_standing(&mut self, link: LinkId, standing: Standing, now: At) {
        let Some(endpoint) = self.links.get(&link).map(|it| it.endpoint) else { return };
        let Some(device) = self.endpoints().get(&endpoint).copied() else { return };
        let count = self.replica.index().count();
        let has_mine = self.replica.mine().saturating_sub(u64::from(standing.lacks));
        let Standing { everything, lacks } = standing;
        let last = LastSeen { at: now, everything, lacks, count, has_mine };
        // What was known already is no news: nobody has to look again.
        let same = |it: &LastSeen| LastSeen { at: now, ..*it } == last;
        if !self.seen.get(&device).is_some_and(same) {
            self.seen.insert(device, last);
        }
    }

    /// Notes again what everybody connected has: whose device it is may have come only with what they sent.
    pub(super) fn note_standings(&mut self, now: At) {
        let index = self.replica.index();
        let said =
            self.links.iter().filter_map(|(id, it)| Some((*id, it.session.standing(index)?)));
        for (link, standing) in said.collect::<Vec<_>>() {
            self.note_standing(link, standing, now);
        }
    }

    /// Notes that the device at the other end of `link` was here until now.
    pub(super) fn note_parting(&mut self, link: LinkId, now: At) {
        let Some(endpoint) = self.links.get(&link).map(|it| it.endpoint) else { return };
        let device = self.endpoints().get(&endpoint).copied();
        if let Some(seen) = device.and_then(|it| self.seen.get_mut(&it)) {
            seen.at = now;
        }
    }

    /// Tells who waits which members are connected: who they are may have come only with what they sent.
    pub(super) fn note_reached(&mut self, now: Duration) {
        if !self.waits.any() {
            return;
        }
        let endpoints = self.endpoints();
        for link in self.links.values() {
            if let Some(device) = endpoints.get(&link.endpoint) {
                self.waits.reached(now, *device);
            }
        }
    }

    /// Writes down who was seen, for the next start.
    pub(super) fn keep_seen(&mut self) {
        let seen: Vec<(DeviceId, LastSeen)> = self.seen.iter().map(|(id, it)| (*id, *it)).collect();
        if let Err(err) = write_note(&mut self.replica, SEEN, &seen) {
            tracing::warn!(%err, "who was seen could not be written down");
        }
    }

    /// Makes a new snapshot.
    pub(super) fn look(&mut self) {
        self.workspace = Arc::new(self.replica.snapshot());
    }

    /// Returns what to show.
    pub(super) fn shown(&self) -> Shown {
        let online: BTreeMap<[u8; 32], &Link> =
            self.links.values().map(|it| (it.endpoint, it)).collect();
        let me = self.replica.identity().device();
        let mut peers = BTreeMap::new();
        for member in self.workspace.members.values() {
            for card in member.devices.iter().filter(|it| it.device != me) {
                let link = online.get(&card.endpoint);
                let seen = self.seen.get(&card.device);
                let current = seen.is_some_and(|it| it.count == self.replica.index().count());
                let peer = Peer {
                    member: member.id,
                    online: link.is_some(),
                    last_seen: seen.map(|it| it.at),
                    has_everything: current && seen.is_some_and(|it| it.everything),
                    lacks: seen.map_or(0, |it| usize::try_from(it.lacks).unwrap_or(usize::MAX)),
                    way: link.map(|it| it.way.clone()).unwrap_or_default(),
                };
                peers.insert(card.device, peer);
            }
        }
        let address = self.line.as_ref().map(|it| it.net.address());
        let sync = SyncState {
            mode: self.mode,
            address,
            only_here: self.only_here(&peers),
            files: Arc::new(self.files_shown()),
            peers,
            read_only: self.read_only.clone(),
            mended: self.mended.clone(),
            trouble: self.trouble.clone(),
        };
        Shown { workspace: Arc::clone(&self.workspace), sync }
    }

    /// Returns how every file stands that an answer names.
    fn files_shown(&self) -> BTreeMap<FileId, FileShown> {
        let endpoints = self.endpoints();
        let device = |link: LinkId| endpoints.get(&self.links.get(&link)?.endpoint).copied();
        let shown = self.files.named().keys().map(|id| {
            let with = self.files.holders(*id).filter_map(device).collect();
            (*id, FileShown { standing: self.files.standing(*id), with })
        });
        shown.collect()
    }

    /// Counts envelopes written here that no other device is known to have.
    fn only_here(&self, peers: &BTreeMap<DeviceId, Peer>) -> usize {
        let mine = self.replica.mine();
        let seen = peers.keys().filter_map(|device| self.seen.get(device));
        let elsewhere = seen.map(|it| it.has_mine).max().unwrap_or(0);
        usize::try_from(mine.saturating_sub(elsewhere)).unwrap_or(usize::MAX)
    }

    /// Says whether somebody who is waited for may still be reached: those asked for by name, else all being dialled.
    pub(super) fn is_searching(&self) -> bool {
        let Some(line) = &self.line else { return false };
        if self.named.is_empty() {
            line.peers.is_dialling()
        } else {
            self.named.iter().any(|it| line.peers.link(it).is_none())
        }
    }

    /// Says whether nothing is left to exchange with anybody connected.
    pub(super) fn is_idle(&self) -> bool {
        self.files.is_idle() && self.links.values().all(|it| it.synced && it.session.is_idle())
    }
}

fn read_note<T: for<'de> Deserialize<'de>>(
    replica: &mut Replica,
    name: &str,
) -> Result<Option<T>, CommandError> {
    let bytes = replica.note(name)?;
    Ok(bytes.and_then(|it| serde_json::from_slice(&it).ok()))
}

fn write_note<T: Serialize>(
    replica: &mut Replica,
    name: &str,
    value: &T,
) -> Result<(), CommandError> {
    let bytes = serde_json::to_vec(value).map_err(|err| CommandError::Refused(err.to_string()))?;
    Ok(replica.set_note(name, &bytes)?)
}

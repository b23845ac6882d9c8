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
use tokio::{
    sync::{mpsc, oneshot},
    task::AbortHandle,
};

use super::{
    clock,
    command::{Address, CommandError, Mode, Relay},
    event::{FileShown, Peer, Shown, Sighting, SyncState},
    exchanges::{Exchange, Outcome, SHOWN},
    opening::Opened,
    rest::Rest,
    rooms::Room,
    tally::{End, Tally},
    waits::Waits,
    warm::Warm,
    word,
};
use crate::{
    engine::{
        peers::{By, Peers},
        session::{Session, Standing},
    },
    files::{Files, FolderCabinet},
    identity::Identity,
    net::{self, Net, Reach},
    replica::Replica,
    store::{Lock, SqliteStore, StoreError},
    ticket::Ticket,
    wire::Cut,
};

const MODE: &str = "mode";
const ADDRESSES: &str = "addresses";
const SEEN: &str = "seen";
const ADDRESS: &str = "address";
const RELAY: &str = "relay";
const HOUR_MS: u64 = 3_600_000;

/// A connection's number in this process.
pub(super) type LinkId = u64;

/// One connection.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) endpoint: [u8; 32],
    pub(super) session: Session,
    pub(super) out: mpsc::Sender<Vec<u8>>,
    pub(super) road: net::Road,
    pub(super) synced: bool,
    pub(super) tally: Tally,
    /// Tells the task of the connection why it is to hang up.
    pub(super) farewell: oneshot::Sender<Cut>,
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
    /// The latest dial to each device, whether under way or over.
    pub(super) dials: BTreeMap<[u8; 32], AbortHandle>,
    /// Names under which this device is announced on this network.
    pub(super) names: BTreeSet<String>,
    /// Where others were last told that this device is.
    pub(super) address: Address,
    /// What was last told to be wrong with it.
    pub(super) trouble: Option<String>,
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
    pub(super) relay: Option<Relay>,
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
    /// Who else saw whom, as they said.
    sightings: BTreeMap<DeviceId, Sighting>,
    /// Why others hung up, where that was out of the ordinary, by their endpoint.
    cuts: BTreeMap<[u8; 32], Cut>,
    exchanges: Arc<Vec<Exchange>>,
    read_only: Option<String>,
    mended: Option<String>,
    pub(super) trouble: Option<String>,
    rest: Rest,
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
        let relay = read_relay(&mut replica)?;
        let exchanges = Arc::new(replica.exchanges(clock::now(), SHOWN)?);
        let workspace = Arc::new(replica.snapshot());
        let mut files = Files::open(Box::new(FolderCabinet::new(room.files())))?;
        drop(files.look(&workspace, Duration::ZERO));
        forget_destroyed(&workspace, &mut replica, &mut files);
        Ok(Self {
            room,
            replica,
            files,
            mode: mode.or(kept).unwrap_or_default(),
            relay,
            line: None,
            links: BTreeMap::new(),
            arrived: BTreeMap::new(),
            waits: Waits::default(),
            named: BTreeSet::new(),
            workspace,
            addresses: addresses.into_iter().map(|it| (it.endpoint, it)).collect(),
            seen: seen.into_iter().collect(),
            sightings: BTreeMap::new(),
            cuts: BTreeMap::new(),
            exchanges,
            read_only,
            mended,
            trouble: None,
            rest: Rest::default(),
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

    /// Remembers the relay of one's own.
    pub(super) fn set_relay(&mut self, relay: Option<Relay>) -> Result<(), CommandError> {
        write_relay(&mut self.replica, relay.as_ref())?;
        self.relay = relay;
        Ok(())
    }

    /// Returns how far packets may go.
    pub(super) fn reach(&self) -> Reach {
        Reach { mode: self.mode, relay: self.relay.clone() }
    }

    /// Remembers where a device can be reached. Who does not say at which relay is believed to be where they were.
    pub(super) fn learn(&mut self, mut address: Address) -> Result<(), CommandError> {
        let known = self.addresses.get(&address.endpoint);
        if address.relay.is_none() {
            address.relay = known.and_then(|it| it.relay.clone());
        }
        let nowhere = address.sockets.is_empty() && address.relay.is_none();
        if nowhere || known == Some(&address) {
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

    /// Returns where a device was last said to be: nowhere, if nobody said so yet.
    pub(super) fn address_of(&self, endpoint: [u8; 32]) -> Address {
        let nowhere = || Address { endpoint, sockets: Vec::new(), relay: None };
        self.addresses.get(&endpoint).cloned().unwrap_or_else(nowhere)
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

    /// Returns a ticket that leads to this device.
    pub(super) fn ticket(&mut self, secret: [u8; 16]) -> Result<Ticket, CommandError> {
        let hosts = self.address()?.into_iter().collect();
        let relay = self.relay.clone().filter(|_| self.mode == Mode::Relay);
        Ok(Ticket { workspace: self.id(), secret, hosts, relay })
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

    /// Takes in that a neighbour saw somebody so many minutes ago, if nobody saw them later.
    pub(super) fn hear_sighting(&mut self, from: DeviceId, whom: [u8; 8], minutes: u32, now: At) {
        let owner = self
            .workspace
            .members
            .values()
            .find(|it| it.devices.iter().any(|card| card.device == from));
        let Some(by) = owner.map(|it| it.id) else { return };
        let me = self.replica.identity().device();
        let mut devices = self.workspace.members.values().flat_map(|it| &it.devices);
        let found = devices.find(|it| word::short(&it.device) == whom && it.device != me);
        let Some(device) = found.map(|it| it.device) else { return };
        let at = At(now.0.saturating_sub(u64::from(minutes).saturating_mul(60_000)));
        let later = self.sightings.get(&device).is_none_or(|it| it.at < at);
        if later && device != from {
            self.sightings.insert(device, Sighting { by, at });
        }
    }

    /// Returns whom this device saw, the latest first, each with the minutes since.
    pub(super) fn sightings(&self, now: At) -> Vec<([u8; 8], u32)> {
        let online: BTreeSet<[u8; 32]> = self.links.values().map(|it| it.endpoint).collect();
        let endpoints = self.endpoints();
        let here =
            endpoints.iter().filter(|(it, _)| online.contains(*it)).map(|(_, it)| (*it, now));
        let before = self.seen.iter().map(|(device, it)| (*device, it.at));
        let last: BTreeMap<DeviceId, At> = before.chain(here).collect();
        let mut last: Vec<(DeviceId, At)> = last.into_iter().collect();
        last.sort_unstable_by_key(|it| std::cmp::Reverse(it.1));
        let minutes =
            |at: At| u32::try_from(now.0.saturating_sub(at.0) / 60_000).unwrap_or(u32::MAX);
        last.into_iter().map(|(device, at)| (word::short(&device), minutes(at))).collect()
    }

    /// Remembers why a device hung up, or that it serves again.
    pub(super) fn note_cut(&mut self, endpoint: [u8; 32], cut: Option<Cut>) {
        match cut.filter(|it| !it.is_ordinary()) {
            Some(cut) => drop(self.cuts.insert(endpoint, cut)),
            None => drop(self.cuts.remove(&endpoint)),
        }
    }

    /// Returns why a device hung up the last time, where that was out of the ordinary.
    pub(super) fn cut_by(&self, endpoint: &[u8; 32]) -> Option<&Cut> {
        self.cuts.get(endpoint)
    }

    /// Writes an exchange down.
    pub(super) fn log(&mut self, exchange: Exchange) {
        // Who is turned away for the same reason at every try, reads it once an hour.
        let last = self.exchanges.iter().find(|it| it.device == exchange.device);
        let again = last.is_some_and(|it| {
            matches!(it.outcome, Outcome::TurnedAway(_))
                && it.outcome == exchange.outcome
                && (exchange.sent, exchange.received) == (0, 0)
                && exchange.ended.0.saturating_sub(it.ended.0) < HOUR_MS
        });
        if again || self.read_only.is_some() {
            return;
        }
        if let Err(err) = self.replica.log_exchange(&exchange) {
            tracing::warn!(%err, "an exchange could not be written down");
            return;
        }
        let exchanges = Arc::make_mut(&mut self.exchanges);
        exchanges.insert(0, exchange);
        exchanges.truncate(SHOWN);
    }

    /// Reads again what other processes on this data directory wrote down.
    pub(super) fn read_log(&mut self) {
        match self.replica.exchanges(clock::now(), SHOWN) {
            Ok(exchanges) => self.exchanges = Arc::new(exchanges),
            Err(err) => tracing::warn!(%err, "the log of exchanges can't be read"),
        }
    }

    /// Writes down what moved on connections that rest by now.
    pub(super) fn log_rested(&mut self, now: Duration) {
        let endpoints = self.endpoints();
        let rested: Vec<Exchange> = self
            .links
            .values_mut()
            .filter_map(|it| it.tally.rested(now, *endpoints.get(&it.endpoint)?, it.road.way()))
            .collect();
        for line in rested {
            self.log(line);
        }
    }

    /// Takes a connection away, writes down what it moved, and tells the other side why, if this side ends it.
    pub(super) fn hang_up(&mut self, number: LinkId, end: &End) -> Option<[u8; 32]> {
        let mut link = self.links.remove(&number)?;
        let endpoint = link.endpoint;
        let former = || self.former(&endpoint);
        if let Some(device) = self.endpoints().get(&endpoint).copied().or_else(former) {
            let last = link.tally.over(clock::now(), device, link.road.way(), end);
            if let Some(last) = last {
                self.log(last);
            }
        }
        match end {
            End::Theirs(cut) => {
                if let Some(cut) = cut.clone() {
                    self.note_cut(endpoint, Some(cut));
                }
            }
            End::Ours(cut) => {
                if link.farewell.send(cut.clone()).is_err() {
                    tracing::trace!("the connection had ended before");
                }
            }
        }
        Some(endpoint)
    }

    /// Returns the device of somebody who was a member once.
    fn former(&self, endpoint: &[u8; 32]) -> Option<DeviceId> {
        self.replica.former_device(endpoint)
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
                    way: link.map(|it| it.road.way().name().to_owned()).unwrap_or_default(),
                    seen_by: self
                        .sightings
                        .get(&card.device)
                        .copied()
                        .filter(|it| link.is_none() && seen.is_none_or(|seen| seen.at < it.at)),
                    cut: self.cuts.get(&card.endpoint).cloned(),
                };
                peers.insert(card.device, peer);
            }
        }
        let address = self.line.as_ref().map(|it| it.net.address());
        let trouble = self.line.as_ref().and_then(|it| it.net.trouble());
        let sync = SyncState {
            mode: self.mode,
            relay: self.relay.clone(),
            address,
            only_here: self.only_here(&peers),
            files: Arc::new(self.files_shown()),
            peers,
            read_only: self.read_only.clone(),
            mended: self.mended.clone(),
            trouble: trouble.or_else(|| self.trouble.clone()),
            exchanges: Arc::clone(&self.exchanges),
        };
        Shown { workspace: Arc::clone(&self.workspace), sync }
    }

    /// Returns what is shown, for the next start; `None` where nothing can be kept.
    pub(super) fn warm(&mut self) -> Option<Warm> {
        if self.read_only.is_some() || self.mended.is_some() || self.is_protected() {
            return None;
        }
        let last = SqliteStore::last_row(&self.room.log()).ok()?;
        // What others wrote before that row was asked for, and is not taken in, would be missing.
        if self.replica.changed_outside().ok()? {
            return None;
        }
        let mode = read_note(&mut self.replica, MODE).ok()?;
        let shown = self.shown();
        let rests = self.replica.rests(&shown.workspace);
        Warm::of((&shown, &rests), last, mode, self.replica.identity().local_key())
    }

    /// Says whether the keys lie under a passphrase: then nothing is shown before it is given.
    fn is_protected(&self) -> bool {
        Identity::load(&self.room.key()).is_err()
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

    /// Condenses the log while nothing is written or exchanged.
    pub(super) fn use_rest(&mut self, now: Duration) {
        if !self.is_idle() {
            self.rest.disturb(now);
        } else if self.read_only.is_none() {
            self.rest.use_for(&mut self.replica, now);
        }
    }

    /// Returns what a word and its answer take now with the farthest of those connected.
    pub(super) fn round_trip(&self) -> Duration {
        self.links.values().map(|it| it.road.round_trip()).max().unwrap_or_default()
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
    let bytes =
        serde_json::to_vec(value).map_err(|err| CommandError::Refused(err.to_string().into()))?;
    Ok(replica.set_note(name, &bytes)?)
}

/// Reads the relay of one's own. It may hold a token, so that it is sealed; an older version wrote it open.
fn read_relay(replica: &mut Replica) -> Result<Option<Relay>, CommandError> {
    let Some(bytes) = replica.note(RELAY)? else { return Ok(None) };
    let key = replica.identity().local_key();
    if let Some(opened) = key.open_note(RELAY, &bytes) {
        return Ok(serde_json::from_slice(&opened).ok().flatten());
    }
    let open: Option<Relay> = serde_json::from_slice(&bytes).ok().flatten();
    if let Some(relay) = &open
        && let Err(err) = write_relay(replica, Some(relay))
    {
        tracing::info!(%err, "the relay stays unsealed on the disk");
    }
    Ok(open)
}

fn write_relay(replica: &mut Replica, relay: Option<&Relay>) -> Result<(), CommandError> {
    let refused = |sentence: String| CommandError::Refused(sentence.into());
    let bytes = serde_json::to_vec(&relay).map_err(|err| refused(err.to_string()))?;
    let mut nonce = [0; 24];
    clock::dice(&mut nonce).map_err(|err| refused(err.to_string()))?;
    let sealed = replica.identity().local_key().seal_note(RELAY, nonce, &bytes);
    let sealed = sealed.ok_or_else(|| refused("the relay's name is too long".to_owned()))?;
    Ok(replica.set_note(RELAY, &sealed)?)
}

/// Forgets the files that only destroyed content named. What can't be done now is done at the next look.
pub(super) fn forget_destroyed(workspace: &Workspace, replica: &mut Replica, files: &mut Files) {
    if workspace.destroyed.is_empty() || !replica.has_files_to_forget().unwrap_or(false) {
        return;
    }
    let forgot = files.forget_unnamed().map_err(|err| err.to_string());
    if let Err(err) = forgot.and_then(|()| replica.forgot_files().map_err(|err| err.to_string())) {
        tracing::info!(%err, "files of destroyed answers are forgotten later");
    }
}

//! The one task that owns every workspace: it hears wishes, the network and the clock, and performs what the
//! session and the replica say.

mod door;
mod exchange;
mod files;
mod surroundings;
mod waking;
mod wishes;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use muster_model::ids::WorkspaceId;
use tokio::{
    sync::{broadcast, mpsc, watch},
    task::JoinSet,
    time::{Instant, MissedTickBehavior},
};

use self::door::Knocked;
use super::{
    Asked, clock,
    command::{CommandError, Mode, Options},
    desk::{Desk, Line, LinkId},
    event::{Damaged, Happening, Shelf},
    opening,
    rooms::Room,
    sleep::Watchman,
    tally::End,
    waits::{self, answer},
    warm::{self, Asleep},
};
use crate::{
    engine::peers::{self, By, Peers},
    identity::IdentityError,
    net::{self, Incoming, Net},
    replica::{JoinAnswer, JoinAsk},
    store::Lock,
    wire::Cut,
};

/// How often the keeper looks at the clock.
const BEAT: Duration = Duration::from_millis(200);
/// How many beats between writing down who was seen.
const KEEP_SEEN: u64 = 50;
/// How many beats between telling neighbours who was seen.
const TELL_SEEN: u64 = 300;
/// Most events taken together before the disk is asked.
const TOGETHER: usize = 512;

/// What the tasks around the keeper tell it.
#[derive(Debug)]
pub(super) enum Heard {
    /// Somebody connected, or knocked.
    Incoming(WorkspaceId, Incoming),
    /// A dial ended.
    Dialled(WorkspaceId, [u8; 32], Result<net::Link, net::NetError>),
    /// A frame came.
    Frame(WorkspaceId, LinkId, Vec<u8>),
    /// A connection ended; why, if the other side said.
    Gone(WorkspaceId, LinkId, Option<Cut>),
    /// This device's addresses, or what does not work, may have changed.
    Moved(WorkspaceId),
    /// A device of somebody was found on this network.
    Found(WorkspaceId, [u8; 32]),
    /// A ticket was presented and answered.
    Knocked(Box<Knocked>),
}

/// The keeper's state.
#[derive(Debug)]
pub(super) struct Keeper {
    options: Options,
    started: Instant,
    desks: BTreeMap<WorkspaceId, Desk>,
    /// Workspaces whose log is not read yet, and what was shown of them last.
    asleep: BTreeMap<WorkspaceId, Asleep>,
    damaged: Vec<Damaged>,
    /// How many workspaces there are of which nothing is known before their logs are read.
    unread: usize,
    show: watch::Sender<Arc<Shelf>>,
    happenings: broadcast::Sender<Happening>,
    tell: mpsc::Sender<Heard>,
    heard: mpsc::Receiver<Heard>,
    tasks: JoinSet<()>,
    links: LinkId,
    attempts: net::Attempts,
    watchman: Watchman,
    /// Wishes that wait until lanes are read, in the order in which they are granted.
    put_off: VecDeque<waking::PutOff>,
}

impl Keeper {
    /// Looks what there is in the data directory; the logs are read when it runs.
    pub(super) fn open(
        options: Options,
        show: watch::Sender<Arc<Shelf>>,
        happenings: broadcast::Sender<Happening>,
    ) -> Result<Self, CommandError> {
        let (tell, heard) = mpsc::channel(1024);
        let mut keeper = Self {
            options,
            started: Instant::now(),
            desks: BTreeMap::new(),
            asleep: BTreeMap::new(),
            damaged: Vec::new(),
            unread: 0,
            show,
            happenings,
            tell,
            heard,
            tasks: JoinSet::new(),
            links: 0,
            attempts: net::Attempts::default(),
            watchman: Watchman::default(),
            put_off: VecDeque::new(),
        };
        keeper.look_into_rooms()?;
        keeper.publish();
        Ok(keeper)
    }

    fn rooms(&self) -> Result<Vec<Room>, CommandError> {
        let path = || self.options.data_dir.clone();
        Room::all(&self.options.data_dir)
            .map_err(|source| CommandError::DataDir { path: path(), source })
    }

    /// Looks what was shown last of workspaces that are on the disk. Their logs are read when there is something to do.
    fn look_into_rooms(&mut self) -> Result<(), CommandError> {
        for room in self.rooms()? {
            match warm::read(&room, self.options.mode) {
                Some(asleep) => drop(self.asleep.insert(asleep.shown.workspace.id, asleep)),
                None => self.unread = self.unread.saturating_add(1),
            }
        }
        Ok(())
    }

    /// Reads the logs of workspaces of which nothing is known yet.
    fn read_rooms(&mut self) {
        if self.unread == 0 {
            return;
        }
        if let Err(err) = self.open_rooms(&BTreeMap::new()) {
            // They could be listed a moment ago.
            tracing::warn!(%err, "workspaces can't be opened");
        }
        self.unread = 0;
        self.publish();
    }

    /// Reads the logs of workspaces of which only what was shown last is known.
    fn wake(&mut self) {
        if self.asleep.is_empty() {
            return;
        }
        let asleep = std::mem::take(&mut self.asleep);
        if let Err(err) = self.open_rooms(&asleep) {
            // What can't be listed now could be a moment ago: it is tried again.
            tracing::warn!(%err, "workspaces can't be opened");
            self.asleep = asleep;
            return;
        }
        for (id, Asleep { room, shown, .. }) in asleep {
            warm::forget(&room);
            if let Some(desk) = self.desks.get_mut(&id)
                && desk.workspace == shown.workspace
            {
                desk.workspace = Arc::clone(&shown.workspace);
            }
        }
        self.publish();
    }

    /// Opens workspaces that are on the disk and neither open nor asleep, those of `woken` with what is known of them,
    /// and forgets those that are gone.
    fn open_rooms(&mut self, woken: &BTreeMap<WorkspaceId, Asleep>) -> Result<(), CommandError> {
        let rooms = self.rooms()?;
        self.damaged.clear();
        for room in rooms {
            let is_asleep = self.asleep.values().any(|it| it.room == room);
            if is_asleep || self.desks.values().any(|it| it.room == room) {
                continue;
            }
            let path = room.folder().to_owned();
            let asleep = woken.values().find(|it| it.room == room && it.fits());
            let opened = opening::open(&room, asleep.and_then(Asleep::rests));
            let opened = opened.and_then(|it| Desk::new(room.clone(), it, self.options.mode));
            match opened {
                Ok(desk) => drop(self.desks.insert(desk.id(), desk)),
                Err(err) => {
                    let shut = matches!(err, CommandError::Identity(IdentityError::Locked));
                    let locked = if shut { opening::workspace_of(&room).ok() } else { None };
                    self.damaged.push(Damaged { path, sentence: err.to_string(), locked });
                }
            }
        }
        self.desks.retain(|_, desk| desk.room.log().exists());
        Ok(())
    }

    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// Works until told to stop.
    pub(super) async fn run(mut self, mut asked: mpsc::Receiver<Asked>) {
        self.read_rooms();
        if self.options.network {
            self.wake();
            self.start_networks().await;
        }
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut beats = 0_u64;
        loop {
            let next_answer = self.next_answer();
            tokio::select! {
                wish = asked.recv() => {
                    let Some((command, to)) = wish else { break };
                    if matches!(command, super::command::Command::Stop) {
                        self.wake_all().await;
                        self.stop().await;
                        answer(to, Ok(super::command::Reply::Done));
                        return;
                    }
                    self.grant(command, to).await;
                }
                Some(heard) = self.heard.recv() => self.hear_all(heard),
                () = tokio::task::yield_now(), if !self.put_off.is_empty() => {
                    self.wake_some().await;
                }
                Some(done) = self.tasks.join_next(), if !self.tasks.is_empty() => {
                    if let Err(err) = done && !err.is_cancelled() {
                        tracing::warn!(%err, "a task ended badly");
                    }
                }
                _ = beat.tick() => {
                    beats = beats.wrapping_add(1);
                    self.beat(beats);
                }
                () = tokio::time::sleep(next_answer.unwrap_or(BEAT)), if next_answer.is_some() => {
                    self.answer_waits();
                }
            }
        }
        self.wake_all().await;
        self.stop().await;
    }

    /// Takes everything that was heard by now, then asks the disk once.
    fn hear_all(&mut self, first: Heard) {
        let mut batch = exchange::Batch::default();
        self.hear(first, &mut batch);
        for _ in 1..TOGETHER {
            let Ok(next) = self.heard.try_recv() else { break };
            self.hear(next, &mut batch);
        }
        self.settle(batch);
    }

    fn hear(&mut self, heard: Heard, batch: &mut exchange::Batch) {
        match heard {
            Heard::Incoming(workspace, Incoming::Sync(link)) => {
                self.linked(workspace, link, By::Them, batch);
            }
            Heard::Incoming(workspace, Incoming::Join { remote, request, reply }) => {
                self.answer_knock(workspace, remote, &request, reply);
            }
            Heard::Dialled(workspace, _, Ok(link)) => self.linked(workspace, link, By::Us, batch),
            Heard::Dialled(workspace, endpoint, Err(err)) => {
                tracing::debug!(%err, "a device was not reached");
                self.note_unreached(workspace, endpoint, err);
                self.meet(workspace, peers::Input::Failed(endpoint), batch);
            }
            Heard::Frame(workspace, link, bytes) => self.frame(workspace, link, &bytes, batch),
            Heard::Gone(workspace, link, why) => {
                self.gone(workspace, link, &End::Theirs(why), batch);
            }
            Heard::Moved(workspace) => self.moved(workspace, batch),
            Heard::Found(workspace, endpoint) => {
                if self.desks.get(&workspace).is_some_and(|it| it.knows(&endpoint)) {
                    self.meet(workspace, peers::Input::Near(endpoint), batch);
                }
            }
            Heard::Knocked(knocked) => self.knocked(*knocked, batch),
        }
    }

    /// What happens on every beat, whether anybody said anything or not.
    fn beat(&mut self, beats: u64) {
        if !self.asleep.values().all(Asleep::fits) {
            self.wake();
        }
        let mut batch = exchange::Batch::default();
        let now = self.now();
        let slept = self.watchman.slept(clock::now(), now);
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            self.take_in_outside(id, &mut batch);
            if slept {
                self.woke(id, &mut batch);
            }
            if beats.is_multiple_of(TELL_SEEN) {
                self.tell_neighbours(id, &mut batch);
            }
            self.tick(id, &mut batch);
            if let Some(desk) = self.desks.get_mut(&id) {
                desk.use_rest(now);
            }
            if beats.is_multiple_of(KEEP_SEEN)
                && let Some(desk) = self.desks.get_mut(&id)
                && !desk.links.is_empty()
            {
                desk.keep_seen();
            }
        }
        self.settle(batch);
        self.answer_waits();
    }

    /// Answers those who waited long enough.
    fn answer_waits(&mut self) {
        let now = self.now();
        for desk in self.desks.values_mut().filter(|it| it.waits.any()) {
            let inside = desk.workspace.me.is_some();
            let (idle, searching, workspace) = (desk.is_idle(), desk.is_searching(), desk.id());
            let round_trip = desk.round_trip();
            let standing = waits::Standing { now, idle, searching, inside, workspace, round_trip };
            desk.waits.check(standing);
            if !desk.waits.any() {
                desk.named.clear();
            }
        }
    }

    /// Returns how long until somebody who waits has waited long enough, unless something happens.
    fn next_answer(&self) -> Option<Duration> {
        let now = self.now();
        self.desks.values().filter_map(|it| it.waits.due(now, || it.round_trip())).min()
    }

    /// Shows the present state to whoever watches, if it differs from what they see.
    fn publish(&mut self) {
        let asleep = self.asleep.iter().map(|(id, it)| (*id, Arc::clone(&it.shown)));
        let open = self.desks.iter().map(|(id, desk)| (*id, Arc::new(desk.shown())));
        let workspaces = asleep.chain(open).collect();
        let now = Shelf { workspaces, damaged: self.damaged.clone(), reading: self.unread };
        self.show.send_if_modified(|shown| {
            let same = shown.shows_the_same_as(&now);
            if !same {
                *shown = Arc::new(now);
            }
            !same
        });
    }

    fn happen(&self, happening: Happening) {
        if self.happenings.send(happening).is_err() {
            tracing::trace!("nobody listens");
        }
    }

    /// Tells a warning about a workspace.
    fn warn(&self, workspace: Option<WorkspaceId>, sentence: impl Into<String>) {
        self.happen(Happening::Warning { workspace, sentence: sentence.into() });
    }

    async fn start_networks(&mut self) {
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            if let Err(err) = self.start_network(id).await {
                if let Some(desk) = self.desks.get_mut(&id) {
                    desk.trouble = Some(err.to_string());
                }
                self.warn(Some(id), err.to_string());
            }
        }
        self.publish();
    }

    /// Runs the network of a workspace if its mode allows; does nothing if it runs.
    async fn start_network(&mut self, id: WorkspaceId) -> Result<(), CommandError> {
        let desk = self.desks.get_mut(&id).ok_or(CommandError::NoWorkspace)?;
        if desk.line.is_some() || desk.mode == Mode::Off {
            return Ok(());
        }
        let Some(lock) = Lock::try_take(&desk.room.network_lock())? else {
            return Err(CommandError::NetworkBusy);
        };
        let secret = desk.replica.identity().endpoint_secret();
        let bound = Net::bind(secret, desk.reach(), None).await;
        let net = bound.map_err(|err| CommandError::Network(err.to_string()))?;
        let mut batch = exchange::Batch::touching(id);
        self.adopt(id, net, lock, &mut batch)?;
        self.settle(batch);
        Ok(())
    }

    /// Puts a bound network to work.
    fn adopt(
        &mut self,
        id: WorkspaceId,
        net: Net,
        lock: Lock,
        batch: &mut exchange::Batch,
    ) -> Result<(), CommandError> {
        let net = Arc::new(net);
        let seed = clock::seed()?;
        let desk = self.desks.get_mut(&id).ok_or(CommandError::NoWorkspace)?;
        for address in desk.addresses() {
            net.learn(address);
        }
        let address = net.address();
        desk.set_address(&address)?;
        net.let_in(desk.endpoints().into_keys().collect());
        net.keep_out(desk.replica.former_endpoints());
        let met: Vec<[u8; 32]> = desk.addresses().map(|it| it.endpoint).collect();
        desk.trouble = None;
        let peers = Peers::new(address.endpoint, seed);
        let names = std::collections::BTreeSet::new();
        desk.line = Some(Line {
            net: Arc::clone(&net),
            peers,
            dials: BTreeMap::new(),
            names,
            address,
            trouble: None,
            _lock: lock,
        });
        self.tasks.spawn(listen(id, net, self.tell.clone()));
        self.look_around(id);
        for endpoint in met {
            self.meet(id, peers::Input::Met(endpoint), batch);
        }
        Ok(())
    }

    /// Ends the network of a workspace.
    async fn stop_network(&mut self, id: WorkspaceId) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let links: Vec<LinkId> = desk.links.keys().copied().collect();
        let round_trip = desk.round_trip();
        for link in links {
            desk.hang_up(link, &End::Ours(Cut::Leaving));
        }
        if desk.line.is_some() {
            desk.keep_seen();
        }
        if let Some(line) = desk.line.take() {
            line.net.close(round_trip).await;
        }
    }

    async fn stop(&mut self) {
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            self.stop_network(id).await;
        }
        self.tasks.shutdown().await;
        for (_, desk) in std::mem::take(&mut self.desks) {
            let mut desk = desk;
            let (room, warm) = (desk.room.clone(), desk.warm());
            // The log is as it will lie there only when it is closed.
            drop(desk);
            if let Some(warm) = warm {
                warm.write(&room);
            }
        }
    }

    /// Answers somebody at the door.
    fn answer_knock(
        &mut self,
        workspace: WorkspaceId,
        remote: [u8; 32],
        request: &[u8],
        reply: net::Replier,
    ) {
        let (now, at) = (self.now(), clock::now());
        let Some(desk) = self.desks.get_mut(&workspace) else { return };
        // Dropping the replier turns them away.
        if !desk.knows(&remote) && !self.attempts.allow(remote, now) {
            return;
        }
        let Some(ask) = JoinAsk::parse(request) else { return };
        let said = desk.replica.host(&ask, at);
        let admitted = matches!(said, JoinAnswer::Welcome { .. });
        let waits = matches!(said, JoinAnswer::Waiting { .. });
        // The gate must know the newcomer before they hear that they are in.
        self.settle(exchange::Batch::touching(workspace));
        if !reply.send(said.to_bytes()) {
            tracing::debug!("whoever knocked has gone");
        }
        if admitted || waits {
            self.happen(Happening::Knock { workspace, name: ask.name, admitted });
        }
    }
}

/// Tells the keeper who comes and who is found.
async fn listen(id: WorkspaceId, net: Arc<Net>, tell: mpsc::Sender<Heard>) {
    let mut moves = net.moves();
    loop {
        let heard = tokio::select! {
            Ok(()) = moves.changed() => Heard::Moved(id),
            incoming = net.accept() => match incoming {
                Some(incoming) => Heard::Incoming(id, incoming),
                None => return,
            },
            endpoint = net.discovered() => Heard::Found(id, endpoint),
        };
        if tell.send(heard).await.is_err() {
            return;
        }
    }
}

//! The one task that owns every workspace: it hears wishes, the network and the clock, and performs what the
//! session and the replica say.

mod door;
mod exchange;
mod wishes;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

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
    waits::{self, answer},
};
use crate::{
    engine::peers::{self, Peers},
    net::{self, Incoming, Net},
    replica::JoinAsk,
    store::Lock,
};

/// How often the keeper looks at the clock.
const BEAT: Duration = Duration::from_millis(200);
/// How many beats between writing down who was seen.
const KEEP_SEEN: u64 = 50;
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
    /// A connection ended.
    Gone(WorkspaceId, LinkId),
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
    damaged: Vec<Damaged>,
    show: watch::Sender<Arc<Shelf>>,
    happenings: broadcast::Sender<Happening>,
    tell: mpsc::Sender<Heard>,
    heard: mpsc::Receiver<Heard>,
    tasks: JoinSet<()>,
    links: LinkId,
    limiter: net::JoinLimiter,
}

impl Keeper {
    /// Opens every workspace of the data directory.
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
            damaged: Vec::new(),
            show,
            happenings,
            tell,
            heard,
            tasks: JoinSet::new(),
            links: 0,
            limiter: net::JoinLimiter::default(),
        };
        keeper.open_rooms()?;
        keeper.publish();
        Ok(keeper)
    }

    /// Opens workspaces that are on the disk and not open yet, and forgets those that are gone.
    fn open_rooms(&mut self) -> Result<(), CommandError> {
        let rooms = Room::all(&self.options.data_dir).map_err(|err| CommandError::DataDir {
            path: self.options.data_dir.clone(),
            source: err,
        })?;
        self.damaged.clear();
        for room in rooms {
            if self.desks.values().any(|it| it.room == room) {
                continue;
            }
            let path = room.folder().to_owned();
            let opened = opening::open(&room).and_then(|it| Desk::new(room, it, self.options.mode));
            match opened {
                Ok(desk) => drop(self.desks.insert(desk.id(), desk)),
                Err(err) => self.damaged.push(Damaged { path, sentence: err.to_string() }),
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
        if self.options.network {
            self.start_networks().await;
        }
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut beats = 0_u64;
        loop {
            tokio::select! {
                wish = asked.recv() => {
                    let Some((command, to)) = wish else { break };
                    if matches!(command, super::command::Command::Stop) {
                        self.stop().await;
                        answer(to, Ok(super::command::Reply::Done));
                        return;
                    }
                    self.grant(command, to).await;
                }
                Some(heard) = self.heard.recv() => self.hear_all(heard),
                Some(done) = self.tasks.join_next(), if !self.tasks.is_empty() => {
                    if let Err(err) = done { tracing::warn!(%err, "a task ended badly"); }
                }
                _ = beat.tick() => {
                    beats = beats.wrapping_add(1);
                    self.beat(beats);
                }
            }
        }
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
                self.welcome(workspace, link, batch)
            }
            Heard::Incoming(workspace, Incoming::Join(knock)) => {
                self.answer_knock(workspace, knock)
            }
            Heard::Dialled(workspace, endpoint, Ok(link)) => {
                self.meet(workspace, endpoint, peers::Input::Connected(endpoint));
                self.connected(workspace, link, true, batch);
            }
            Heard::Dialled(workspace, endpoint, Err(err)) => {
                tracing::debug!(%err, "a device was not reached");
                self.meet(workspace, endpoint, peers::Input::Failed(endpoint));
            }
            Heard::Frame(workspace, link, bytes) => self.frame(workspace, link, &bytes, batch),
            Heard::Gone(workspace, link) => self.gone(workspace, link),
            Heard::Found(workspace, endpoint) => {
                if self.desks.get(&workspace).is_some_and(|it| it.knows(&endpoint)) {
                    self.meet(workspace, endpoint, peers::Input::Met(endpoint));
                }
            }
            Heard::Knocked(knocked) => self.knocked(*knocked),
        }
    }

    /// What happens on every beat, whether anybody said anything or not.
    fn beat(&mut self, beats: u64) {
        let mut batch = exchange::Batch::default();
        let now = self.now();
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            self.take_in_outside(id, &mut batch);
            self.tick(id, now, &mut batch);
            if beats.is_multiple_of(KEEP_SEEN)
                && let Some(desk) = self.desks.get_mut(&id)
                && !desk.links.is_empty()
            {
                desk.keep_seen();
            }
        }
        self.settle(batch);
        for desk in self.desks.values_mut().filter(|it| it.waits.any()) {
            let inside = desk.workspace.me.is_some();
            let (idle, workspace) = (desk.is_idle(now), desk.id());
            desk.waits.check(waits::Standing { now, idle, inside, workspace });
        }
    }

    /// Shows the present state to whoever watches, if it differs from what they see.
    fn publish(&mut self) {
        let workspaces =
            self.desks.iter().map(|(id, desk)| (*id, Arc::new(desk.shown()))).collect();
        let shelf = Shelf { workspaces, damaged: self.damaged.clone() };
        self.show.send_if_modified(|shown| {
            let same = **shown == shelf;
            if !same {
                *shown = Arc::new(shelf);
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
        let bind = net::Bind {
            secret: desk.replica.identity().endpoint_secret(),
            mode: desk.mode,
            port: desk.port()?,
            service: Some(desk.replica.service_name()),
        };
        let bound = Net::bind(bind).await;
        let net = bound.map_err(|err| CommandError::Network(err.to_string()))?;
        self.adopt(id, net, lock)
    }

    /// Puts a bound network to work.
    fn adopt(&mut self, id: WorkspaceId, net: Net, lock: Lock) -> Result<(), CommandError> {
        let net = Arc::new(net);
        let seed = clock::seed()?;
        let now = self.now();
        let desk = self.desks.get_mut(&id).ok_or(CommandError::NoWorkspace)?;
        for address in desk.addresses() {
            net.learn(address);
        }
        desk.set_address(&net.address())?;
        let met: Vec<[u8; 32]> = desk.addresses().map(|it| it.endpoint).collect();
        desk.line = Some(Line { net: Arc::clone(&net), peers: Peers::new(seed), _lock: lock });
        desk.trouble = None;
        let tell = self.tell.clone();
        self.tasks.spawn(async move {
            while let Some(incoming) = net.next().await {
                let heard = match incoming {
                    net::Event::Incoming(it) => Heard::Incoming(id, it),
                    net::Event::Found(endpoint) => Heard::Found(id, endpoint),
                };
                if tell.send(heard).await.is_err() {
                    break;
                }
            }
        });
        tracing::debug!(?now, "the network runs");
        for endpoint in met {
            self.meet(id, endpoint, peers::Input::Met(endpoint));
        }
        Ok(())
    }

    /// Ends the network of a workspace.
    async fn stop_network(&mut self, id: WorkspaceId) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        desk.links.clear();
        if desk.line.is_some() {
            desk.keep_seen();
        }
        if let Some(line) = desk.line.take() {
            line.net.close().await;
        }
    }

    async fn stop(&mut self) {
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            self.stop_network(id).await;
        }
        self.tasks.shutdown().await;
        self.desks.clear();
    }

    /// Answers somebody at the door.
    fn answer_knock(&mut self, workspace: WorkspaceId, knock: net::Knock) {
        let (now, at) = (self.now(), clock::now());
        if !self.limiter.allow(now, knock.remote) {
            knock.refuse();
            return;
        }
        let Some(desk) = self.desks.get_mut(&workspace) else {
            knock.refuse();
            return;
        };
        let Some(ask) = JoinAsk::parse(&knock.request) else {
            knock.refuse();
            return;
        };
        let said = desk.replica.host(&ask, at);
        let admitted = matches!(said, crate::replica::JoinAnswer::Welcome { .. });
        let waits = matches!(said, crate::replica::JoinAnswer::Waiting { .. });
        knock.answer(said.to_bytes());
        if admitted || waits {
            self.happen(Happening::Knock { workspace, name: ask.name, admitted });
        }
        self.settle(exchange::Batch::touching(workspace));
    }
}

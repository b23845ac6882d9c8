//! Sessions at work: frames in, frames out, and one visit to the disk for all that came together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use muster_model::ids::{EnvelopeId, WorkspaceId};
use tokio::sync::mpsc;

use super::{Heard, Keeper};
use crate::{
    engine::{
        peers,
        session::{Action, Input, Role, Session, Setup},
    },
    net,
    node::{
        clock,
        command::Address,
        desk::{Link, LinkId},
        event::Happening,
    },
    wire::Message,
};

/// Frames that may wait to be sent on one connection.
const QUEUE: usize = 2_048;

/// Records that came together, by workspace and connection.
#[derive(Debug, Default)]
pub(super) struct Batch {
    records: BTreeMap<WorkspaceId, Vec<(LinkId, Vec<Vec<u8>>)>>,
    touched: BTreeSet<WorkspaceId>,
}

impl Batch {
    /// A batch without records that still has `workspace` looked at.
    pub(super) fn touching(workspace: WorkspaceId) -> Self {
        Self { records: BTreeMap::new(), touched: BTreeSet::from([workspace]) }
    }

    pub(super) fn touch(&mut self, workspace: WorkspaceId) {
        self.touched.insert(workspace);
    }
}

impl Keeper {
    /// Lets a member's device in that connected to us; cuts off anybody else.
    pub(super) fn welcome(&mut self, id: WorkspaceId, link: net::Link, batch: &mut Batch) {
        let known = self.desks.get(&id).is_some_and(|it| it.knows(&link.remote()));
        if known {
            self.meet(id, link.remote(), peers::Input::Connected(link.remote()));
            self.connected(id, link, false, batch);
        } else {
            self.warn(
                Some(id),
                "a device that is no member's tried to connect and was turned away",
            );
        }
    }

    /// Puts a connection to work.
    pub(super) fn connected(
        &mut self,
        id: WorkspaceId,
        link: net::Link,
        dialled: bool,
        batch: &mut Batch,
    ) {
        let now = self.now();
        self.links = self.links.wrapping_add(1);
        let number = self.links;
        let Ok(seed) = clock::seed() else { return };
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let role = if dialled { Role::Dialer } else { Role::Listener };
        let device = desk.replica.identity().device();
        let session = Session::new(&Setup { role, device, seed }, now);
        let (out, to_send) = mpsc::channel(QUEUE);
        let (endpoint, way) = (link.remote(), link.way().to_owned());
        let sockets = link.sockets();
        desk.links.insert(number, Link { endpoint, session, out, way, synced: false });
        if let Err(err) = desk.learn(Address { endpoint, sockets }) {
            tracing::warn!(%err, "an address could not be remembered");
        }
        if let Some(device) = desk.endpoints().get(&endpoint).copied() {
            desk.waits.reached(now, device);
            self.happen(Happening::Peer { workspace: id, device, online: true });
        }
        let tell = self.tell.clone();
        self.tasks.spawn(carry(id, number, link, to_send, tell));
        self.input(id, number, Input::Connected, batch);
        if let Some(word) = self.address_book(id) {
            self.input(id, number, Input::Present(word), batch);
        }
        batch.touch(id);
    }

    /// What to tell a neighbour about where others are; small enough for one word.
    fn address_book(&mut self, id: WorkspaceId) -> Option<Vec<u8>> {
        let desk = self.desks.get_mut(&id)?;
        let own = desk.line.as_ref()?.net.address();
        let mut known = vec![own];
        known.extend(desk.addresses().take(8).cloned());
        while !known.is_empty() {
            let word = postcard::to_stdvec(&known).ok()?;
            if word.len() <= crate::wire::MAX_PRESENCE {
                return Some(word);
            }
            known.pop();
        }
        None
    }

    /// Takes a frame.
    pub(super) fn frame(&mut self, id: WorkspaceId, link: LinkId, bytes: &[u8], batch: &mut Batch) {
        let input = match Message::decode(bytes) {
            Ok(message) => Input::Message(message),
            Err(err) => Input::Garbled(err),
        };
        self.input(id, link, input, batch);
    }

    /// Forgets a connection that ended.
    pub(super) fn gone(&mut self, id: WorkspaceId, link: LinkId) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some(link) = desk.links.remove(&link) else { return };
        desk.keep_seen();
        let still = desk.links.values().any(|it| it.endpoint == link.endpoint);
        let device = desk.endpoints().get(&link.endpoint).copied();
        if !still {
            self.meet(id, link.endpoint, peers::Input::Lost(link.endpoint));
            if let Some(device) = device {
                self.happen(Happening::Peer { workspace: id, device, online: false });
            }
        }
        self.publish();
    }

    /// Lets the dialling rules hear something, and dials whom they say.
    pub(super) fn meet(&mut self, id: WorkspaceId, endpoint: [u8; 32], input: peers::Input) {
        let now = self.now();
        let Some(line) = self.desks.get_mut(&id).and_then(|it| it.line.as_mut()) else { return };
        tracing::trace!(?input, endpoint = ?endpoint.first(), "peers");
        let actions = line.peers.handle(now, input);
        let net = std::sync::Arc::clone(&line.net);
        self.dial_all(id, &net, actions);
    }

    fn dial_all(
        &mut self,
        id: WorkspaceId,
        net: &std::sync::Arc<net::Net>,
        actions: Vec<peers::Action>,
    ) {
        for action in actions {
            let peers::Action::Dial(endpoint) = action;
            let (net, tell) = (std::sync::Arc::clone(net), self.tell.clone());
            self.tasks.spawn(async move {
                let dialled = net.dial(endpoint).await;
                if tell.send(Heard::Dialled(id, endpoint, dialled)).await.is_err() {
                    tracing::debug!("the keeper is gone");
                }
            });
        }
    }

    /// Lets every session and the dialling rules see the time.
    pub(super) fn tick(&mut self, id: WorkspaceId, now: std::time::Duration, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let links: Vec<LinkId> = desk.links.keys().copied().collect();
        let dials = desk.line.as_mut().map(|line| {
            let actions = line.peers.handle(now, peers::Input::Tick);
            (std::sync::Arc::clone(&line.net), actions)
        });
        if let Some((net, actions)) = dials {
            self.dial_all(id, &net, actions);
        }
        for link in links {
            self.input(id, link, Input::Tick, batch);
        }
    }

    /// Takes in what another process on this data directory wrote.
    pub(super) fn take_in_outside(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let changed = desk.replica.changed_outside().and_then(|changed| {
            if changed { desk.replica.refresh().map(|()| true) } else { Ok(false) }
        });
        match changed {
            Ok(true) => batch.touch(id),
            Ok(false) => {}
            Err(err) => {
                desk.fail(&err);
                batch.touch(id);
            }
        }
    }

    /// Gives a session one input and performs what it says, until it says nothing more.
    pub(super) fn input(&mut self, id: WorkspaceId, link: LinkId, input: Input, batch: &mut Batch) {
        let now = self.now();
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let Some(desk) = self.desks.get_mut(&id) else { return };
            let Some(open) = desk.links.get_mut(&link) else { return };
            let actions = open.session.handle(desk.replica.index(), now, input);
            for action in actions {
                if let Some(next) = self.perform(id, link, action, batch) {
                    inputs.push_back(next);
                }
            }
        }
    }

    fn perform(
        &mut self,
        id: WorkspaceId,
        number: LinkId,
        action: Action,
        batch: &mut Batch,
    ) -> Option<Input> {
        let now = self.now();
        let desk = self.desks.get_mut(&id)?;
        let link = desk.links.get_mut(&number)?;
        match action {
            Action::Send(message) => {
                let records = count_records(&message);
                if link.out.try_send(message.encode()).is_err() {
                    tracing::debug!("a connection does not keep up and is cut");
                    self.cut(id, number);
                } else if records > 0 {
                    desk.waits.moved(now, 0, records);
                }
            }
            Action::Fetch { ids, budget } => {
                let (records, looked_up) = match desk.replica.records(&ids, budget) {
                    Ok(read) => read,
                    Err(err) => {
                        desk.fail(&err);
                        self.cut(id, number);
                        return None;
                    }
                };
                return Some(Input::Fetched { records, looked_up });
            }
            Action::Accept(records) => {
                batch.records.entry(id).or_default().push((number, records));
            }
            Action::PeerHas(standing) => {
                desk.note_standing(number, standing, clock::now());
                batch.touch(id);
            }
            Action::Synced { equal } => {
                link.synced = true;
                tracing::debug!(equal, "a round is over");
                batch.touch(id);
            }
            Action::Presence(word) => self.hear_addresses(id, &word),
            Action::Close(reason) => {
                self.warn(Some(id), format!("a connection was cut: {reason}"));
                self.cut(id, number);
            }
        }
        None
    }

    fn hear_addresses(&mut self, id: WorkspaceId, word: &[u8]) {
        let Ok(heard) = postcard::from_bytes::<Vec<Address>>(word) else { return };
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let wanted = |it: &Address| desk.knows(&it.endpoint) && it.sockets.len() <= 8;
        let wanted: Vec<Address> = heard.into_iter().filter(wanted).collect();
        for address in wanted {
            let endpoint = address.endpoint;
            let Some(desk) = self.desks.get_mut(&id) else { return };
            match desk.learn(address) {
                Ok(()) => self.meet(id, endpoint, peers::Input::Met(endpoint)),
                Err(err) => tracing::warn!(%err, "an address could not be remembered"),
            }
        }
    }

    /// Ends a connection from this side; its task ends when its queue closes.
    fn cut(&mut self, id: WorkspaceId, link: LinkId) {
        self.gone(id, link);
    }

    /// Stores what came together, then tells everybody what became of it.
    pub(super) fn settle(&mut self, batch: Batch) {
        let mut batch = batch;
        let mut touched = BTreeSet::new();
        // Sessions answer what was settled; what they hand out then is settled in turn.
        while !batch.records.is_empty() || !batch.touched.is_empty() {
            let mut next = Batch::default();
            touched.extend(batch.touched.iter().copied());
            for (id, parts) in std::mem::take(&mut batch.records) {
                touched.insert(id);
                self.store(id, parts, &mut next);
            }
            for id in std::mem::take(&mut batch.touched) {
                self.tell_fresh(id, &BTreeMap::new(), &mut next);
            }
            next.touched.retain(|it| !touched.contains(it));
            batch = next;
        }
        for id in &touched {
            self.refreshed(*id);
        }
        if !touched.is_empty() {
            self.publish();
        }
    }

    fn store(&mut self, id: WorkspaceId, parts: Vec<(LinkId, Vec<Vec<u8>>)>, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let lengths: Vec<(LinkId, usize, u64)> = parts
            .iter()
            .map(|(link, records)| {
                let bytes =
                    records.iter().map(|it| u64::try_from(it.len()).unwrap_or(u64::MAX)).sum();
                (*link, records.len(), bytes)
            })
            .collect();
        let all: Vec<Vec<u8>> = parts.into_iter().flat_map(|(_, records)| records).collect();
        let told = match desk.replica.accept(&all) {
            Ok(told) => told,
            Err(err) => {
                desk.fail(&err);
                let sentence = format!("what came from others could not be stored: {err}");
                self.warn(Some(id), sentence);
                lengths.iter().for_each(|(link, ..)| self.cut(id, *link));
                return;
            }
        };
        let mut told = told.into_iter();
        let mut came: BTreeMap<LinkId, BTreeSet<EnvelopeId>> = BTreeMap::new();
        let mut settled = Vec::new();
        for (link, count, bytes) in lengths {
            let here: Vec<_> = told.by_ref().take(count).collect();
            let refused = here.iter().filter(|it| it.is_err()).count();
            let ids: Vec<EnvelopeId> = here.into_iter().filter_map(Result::ok).collect();
            came.entry(link).or_default().extend(ids.iter().copied());
            settled.push((link, Input::Settled { ids, bytes, refused }));
        }
        desk.waits.moved(now, all.len(), 0);
        for (link, input) in settled {
            self.input(id, link, input, batch);
        }
        self.tell_fresh(id, &came, batch);
    }

    /// Tells every session what is new here and did not come by it.
    fn tell_fresh(
        &mut self,
        id: WorkspaceId,
        came: &BTreeMap<LinkId, BTreeSet<EnvelopeId>>,
        batch: &mut Batch,
    ) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        if desk.writable().is_ok() {
            match desk.replica.tend(clock::now()) {
                Ok(wrote) => tracing::trace!(wrote, "tended"),
                Err(err) => tracing::warn!(%err, "keys could not be handed on"),
            }
        }
        let fresh = desk.replica.drain_fresh();
        if fresh.is_empty() {
            return;
        }
        let links: Vec<(LinkId, [u8; 32])> =
            desk.links.iter().map(|(number, it)| (*number, it.endpoint)).collect();
        let endpoints = desk.endpoints();
        for (link, endpoint) in links {
            let by_it = came.get(&link);
            let is_news = |it: &EnvelopeId| !by_it.is_some_and(|ids| ids.contains(it));
            let news: Vec<EnvelopeId> = fresh.iter().copied().filter(is_news).collect();
            let received = fresh.len().saturating_sub(news.len());
            if let (Some(from), true) = (endpoints.get(&endpoint), received > 0) {
                let from = *from;
                self.happen(Happening::Received { workspace: id, from, envelopes: received });
            }
            if !news.is_empty() {
                self.input(id, link, Input::Stored(news), batch);
            }
        }
    }

    /// Looks again at a workspace that changed: new snapshot, new neighbours.
    fn refreshed(&mut self, id: WorkspaceId) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        desk.look();
        let strangers: Vec<LinkId> = if desk.workspace.me.is_some() {
            let known = desk.endpoints();
            let unknown = desk.links.iter().filter(|(_, it)| !known.contains_key(&it.endpoint));
            unknown.map(|(number, _)| *number).collect()
        } else {
            Vec::new()
        };
        for link in strangers {
            self.cut(id, link);
        }
    }
}

fn count_records(message: &Message) -> usize {
    match message {
        Message::Data { records, .. } | Message::Push { records, .. } => records.len(),
        Message::Hello { .. }
        | Message::Summary(_)
        | Message::Buckets { .. }
        | Message::Have { .. }
        | Message::Want(_)
        | Message::Ack { .. }
        | Message::Done(_)
        | Message::Presence(_) => 0,
    }
}

/// Carries frames between one connection and the keeper.
async fn carry(
    id: WorkspaceId,
    number: LinkId,
    link: net::Link,
    mut to_send: mpsc::Receiver<Vec<u8>>,
    tell: mpsc::Sender<Heard>,
) {
    let (mut speak, mut listen) = link.split();
    let speaking = async {
        while let Some(frame) = to_send.recv().await {
            if let Err(err) = speak.send(&frame).await {
                tracing::debug!(%err, "a frame could not be sent");
                return;
            }
        }
        speak.finish().await;
    };
    let listening = async {
        loop {
            match listen.recv().await {
                Ok(Some(frame)) => {
                    if tell.send(Heard::Frame(id, number, frame)).await.is_err() {
                        return;
                    }
                }
                Ok(None) => return,
                Err(err) => {
                    tracing::debug!(%err, "a connection broke");
                    return;
                }
            }
        }
    };
    // Whichever side ends first ends the connection.
    tokio::select! { () = speaking => {}, () = listening => {} }
    if tell.send(Heard::Gone(id, number)).await.is_err() {
        tracing::debug!("the keeper is gone");
    }
}

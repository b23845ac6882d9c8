//! Sessions at work: frames in, frames out, and one visit to the disk for all that came together.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use muster_model::ids::{EnvelopeId, WorkspaceId};
use tokio::sync::mpsc;

use super::{Heard, Keeper};
use crate::{
    engine::{
        files,
        peers::{self, By},
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
pub(super) const QUEUE: usize = 2_048;

/// Records, by the connection they came by.
type Came = Vec<(LinkId, Vec<Vec<u8>>)>;

/// Records that came together, by workspace and connection.
#[derive(Debug, Default)]
pub(super) struct Batch {
    records: BTreeMap<WorkspaceId, Came>,
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
    /// Takes a connection that stands; the dialling rules say whether it is kept.
    pub(super) fn linked(&mut self, id: WorkspaceId, link: net::Link, by: By, batch: &mut Batch) {
        self.links = self.links.wrapping_add(1);
        let number = self.links;
        let endpoint = link.remote();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        // A newcomer does not know yet who the members are, and dials only whom their ticket names.
        if !desk.knows(&endpoint) && (by == By::Them || desk.workspace.me.is_some()) {
            self.warn(
                Some(id),
                "a device that is no member's tried to connect and was turned away",
            );
            return;
        }
        desk.arrived.insert(number, (link, by));
        self.meet(id, peers::Input::Connected { endpoint, link: number, by }, batch);
    }

    /// Starts a session on a connection that is kept.
    fn begin(&mut self, id: WorkspaceId, number: LinkId, batch: &mut Batch) {
        let now = self.now();
        let Ok(seed) = clock::seed() else { return };
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some((link, by)) = desk.arrived.remove(&number) else { return };
        let role = if by == By::Us { Role::Dialer } else { Role::Listener };
        let device = desk.replica.identity().device();
        let session = Session::new(&Setup { role, device, seed }, now);
        let (out, to_send) = mpsc::channel(QUEUE);
        let (endpoint, way) = (link.remote(), link.way().to_owned());
        desk.links
            .insert(number, Link { endpoint, session, out, way, synced: false, told_able: false });
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
            Ok(Message::Able(_)) => {
                return self.about_files(id, files::Input::Able(link), batch);
            }
            Ok(Message::File(message)) => {
                self.about_files(id, files::Input::Message(link, message), batch);
                return self.serve_files(id, link, batch);
            }
            Ok(message) => Input::Message(message),
            Err(err) => Input::Garbled(err),
        };
        self.input(id, link, input, batch);
    }

    /// Forgets a connection that ended.
    pub(super) fn gone(&mut self, id: WorkspaceId, number: LinkId, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        desk.arrived.remove(&number);
        desk.note_parting(number, clock::now());
        let Some(link) = desk.links.remove(&number) else { return };
        desk.keep_seen();
        let endpoint = link.endpoint;
        self.about_files(id, files::Input::Gone(number), batch);
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let still = desk.links.values().any(|it| it.endpoint == endpoint);
        let device = desk.endpoints().get(&endpoint).copied();
        if let (false, Some(device)) = (still, device) {
            self.happen(Happening::Peer { workspace: id, device, online: false });
        }
        self.meet(id, peers::Input::Lost { endpoint, link: number }, batch);
        batch.touch(id);
    }

    /// Lets the dialling rules hear something, and does what they say.
    pub(super) fn meet(&mut self, id: WorkspaceId, input: peers::Input, batch: &mut Batch) {
        let now = self.now();
        let Some(line) = self.desks.get_mut(&id).and_then(|it| it.line.as_mut()) else { return };
        let todo = line.peers.handle(now, input);
        let net = Arc::clone(&line.net);
        for wish in todo {
            match wish {
                peers::Action::Dial(endpoint) => self.dial_now(id, Arc::clone(&net), endpoint),
                peers::Action::Open(kept) => self.begin(id, kept, batch),
                peers::Action::Hangup(other) => self.gone(id, other, batch),
            }
        }
    }

    fn dial_now(&mut self, id: WorkspaceId, net: Arc<net::Net>, endpoint: [u8; 32]) {
        let tell = self.tell.clone();
        self.tasks.spawn(async move {
            let dialled = net.dial(endpoint).await;
            if tell.send(Heard::Dialled(id, endpoint, dialled)).await.is_err() {
                tracing::debug!("the keeper is gone");
            }
        });
    }

    /// Lets every session and the dialling rules see the time.
    pub(super) fn tick(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get(&id) else { return };
        let links: Vec<LinkId> = desk.links.keys().copied().collect();
        for link in links {
            self.input(id, link, Input::Tick, batch);
            self.serve_files(id, link, batch);
        }
        self.about_files(id, files::Input::Tick, batch);
        self.meet(id, peers::Input::Tick, batch);
    }

    /// Takes in what another process on this data directory wrote.
    pub(super) fn take_in_outside(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let changed = desk.replica.changed_outside().and_then(|changed| {
            if changed { desk.replica.refresh().map(|()| true) } else { Ok(false) }
        });
        match changed {
            Ok(true) => {
                batch.touch(id);
                self.refresh_files(id, batch);
            }
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
                if link.out.try_send(message.frame()).is_err() {
                    tracing::debug!("a connection does not keep up and is cut");
                    self.gone(id, number, batch);
                } else if records > 0 {
                    desk.waits.moved(now, 0, records);
                }
            }
            Action::Fetch { ids, budget } => {
                let (records, looked_up) = match desk.replica.records(&ids, budget) {
                    Ok(read) => read,
                    Err(err) => {
                        desk.fail(&err);
                        self.gone(id, number, batch);
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
                self.say_able(id, number);
            }
            Action::Synced { equal } => {
                link.synced = true;
                tracing::debug!(equal, "a round is over");
                batch.touch(id);
                self.say_able(id, number);
            }
            Action::Presence(word) => self.hear_addresses(id, &word, batch),
            Action::Close(reason) => {
                self.warn(Some(id), format!("a connection was cut: {reason}"));
                self.gone(id, number, batch);
            }
        }
        None
    }

    fn hear_addresses(&mut self, id: WorkspaceId, word: &[u8], batch: &mut Batch) {
        let Ok(heard) = postcard::from_bytes::<Vec<Address>>(word) else { return };
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let wanted = |it: &Address| desk.knows(&it.endpoint) && it.sockets.len() <= 8;
        let wanted: Vec<Address> = heard.into_iter().filter(wanted).collect();
        for address in wanted {
            let endpoint = address.endpoint;
            let Some(desk) = self.desks.get_mut(&id) else { return };
            match desk.learn(address) {
                Ok(()) => self.meet(id, peers::Input::Met(endpoint), batch),
                Err(err) => tracing::warn!(%err, "an address could not be remembered"),
            }
        }
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
        let mut next = Batch::default();
        for id in &touched {
            self.refreshed(*id, &mut next);
        }
        if !touched.is_empty() {
            self.publish();
        }
    }

    fn store(&mut self, id: WorkspaceId, parts: Came, batch: &mut Batch) {
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
                for (link, ..) in &lengths {
                    self.gone(id, *link, batch);
                }
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
    fn refreshed(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        desk.look();
        desk.note_standings(clock::now());
        desk.note_reached(now);
        let workspace = Arc::clone(&desk.workspace);
        let todo = desk.files.look(&workspace, now);
        self.do_files(id, todo, batch);
        let Some(desk) = self.desks.get_mut(&id) else { return };
        if let Some(line) = &desk.line {
            line.net.let_in(desk.endpoints().into_keys().collect());
        }
        let strangers: Vec<LinkId> = if desk.workspace.me.is_some() {
            let known = desk.endpoints();
            let unknown = desk.links.iter().filter(|(_, it)| !known.contains_key(&it.endpoint));
            unknown.map(|(number, _)| *number).collect()
        } else {
            Vec::new()
        };
        for link in strangers {
            self.gone(id, link, batch);
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
        | Message::Presence(_)
        | Message::Able(_)
        | Message::File(_) => 0,
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

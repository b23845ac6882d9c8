//! Sessions at work: frames in, frames out, and one visit to the disk for all that came together.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use muster_model::ids::{DeviceId, EnvelopeId, WorkspaceId};
use tokio::sync::{mpsc, oneshot};

use super::{Heard, Keeper};
use crate::{
    engine::{
        files,
        peers::{self, By},
        session::{Action, Input, Reason, Role, Session, Setup},
    },
    envelope::EnvelopeError,
    net,
    node::{
        clock,
        desk::{Link, LinkId, forget_destroyed},
        event::Happening,
        tally::{End, Tally},
        warm,
    },
    replica::Accepted,
    wire::{Cut, Message, WireError},
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
            link.close(&Cut::Stranger);
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
        let (farewell, goodbye) = oneshot::channel();
        let (endpoint, road) = (link.remote(), link.road());
        let tally = Tally::new(now, clock::now());
        let (synced, told_able) = (false, false);
        let kept = Link { endpoint, session, out, road, synced, tally, farewell, told_able };
        desk.links.insert(number, kept);
        if let Some(device) = desk.endpoints().get(&endpoint).copied() {
            desk.waits.reached(now, device);
            self.happen(Happening::Peer { workspace: id, device, online: true });
        }
        let tell = self.tell.clone();
        self.tasks.spawn(carry((id, number), link, (to_send, goodbye), tell));
        self.input(id, number, Input::Connected, batch);
        batch.touch(id);
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
    pub(super) fn gone(&mut self, id: WorkspaceId, number: LinkId, end: &End, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        if let (Some((link, _)), End::Ours(cut)) = (desk.arrived.remove(&number), end) {
            link.close(cut);
        }
        desk.note_parting(number, clock::now());
        let before = desk.links.get(&number).and_then(|it| desk.cut_by(&it.endpoint).cloned());
        let Some(endpoint) = desk.hang_up(number, end) else { return };
        if matches!(end, End::Theirs(Some(cut)) if !cut.is_ordinary()) {
            desk.waits.heard_out(now);
        }
        desk.keep_seen();
        self.about_files(id, files::Input::Gone(number), batch);
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let still = desk.links.values().any(|it| it.endpoint == endpoint);
        let device = desk.endpoints().get(&endpoint).copied();
        if let (false, Some(device)) = (still, device) {
            self.happen(Happening::Peer { workspace: id, device, online: false });
        }
        if let End::Theirs(Some(cut)) = end
            && !cut.is_ordinary()
            && before.as_ref() != Some(cut)
        {
            self.warn(Some(id), format!("another device hung up: {cut}"));
        }
        self.meet(id, peers::Input::Lost { endpoint, link: number }, batch);
        batch.touch(id);
    }

    /// Ends a connection and tells the other side why.
    pub(super) fn cut(&mut self, id: WorkspaceId, number: LinkId, why: Cut, batch: &mut Batch) {
        self.gone(id, number, &End::Ours(why), batch);
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
                peers::Action::Hangup(other, why) => {
                    let why = match why {
                        peers::Why::Another => Cut::Replaced,
                        peers::Why::Full => Cut::Full,
                        peers::Why::Forgotten => Cut::Removed,
                    };
                    self.cut(id, other, why, batch);
                }
            }
        }
    }

    fn dial_now(&mut self, id: WorkspaceId, net: Arc<net::Net>, endpoint: [u8; 32]) {
        let tell = self.tell.clone();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let address = desk.address_of(endpoint);
        let Some(line) = desk.line.as_mut() else { return };
        let dial = self.tasks.spawn(async move {
            let dialled = net.dial(&address).await;
            if tell.send(Heard::Dialled(id, endpoint, dialled)).await.is_err() {
                tracing::debug!("the keeper is gone");
            }
        });
        if let Some(before) = line.dials.insert(endpoint, dial) {
            before.abort();
        }
    }

    /// Lets every session and the dialling rules see the time.
    pub(super) fn tick(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        desk.log_rested(now);
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
                desk.read_log();
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
                    self.cut(id, number, Cut::Slow, batch);
                } else if records > 0 {
                    link.tally.moved(now, clock::now(), (records, 0));
                    desk.waits.moved(now, 0, records);
                }
            }
            Action::Fetch { ids, budget } => {
                let (records, looked_up) = match desk.replica.records(&ids, budget) {
                    Ok(read) => read,
                    Err(err) => {
                        desk.fail(&err);
                        self.cut(id, number, Cut::Disk, batch);
                        return None;
                    }
                };
                return Some(Input::Fetched { records, looked_up });
            }
            Action::Accept(records) => {
                batch.records.entry(id).or_default().push((number, records));
            }
            Action::PeerHas(standing) => {
                link.tally.stands(standing.everything);
                desk.note_standing(number, standing, clock::now());
                batch.touch(id);
                self.say_able(id, number);
            }
            Action::Synced { equal } => {
                let first = !std::mem::replace(&mut link.synced, true);
                link.tally.stands(equal);
                let endpoint = link.endpoint;
                desk.note_cut(endpoint, None);
                desk.waits.heard_out(now);
                if first {
                    self.tell_neighbour(id, number, batch);
                }
                tracing::debug!(equal, "a round is over");
                batch.touch(id);
                self.say_able(id, number);
            }
            Action::Presence(word) => self.hear_word(id, number, &word, batch),
            Action::Close(reason) => {
                self.warn(Some(id), format!("a connection was cut: {reason}"));
                self.cut(id, number, cut_of(reason), batch);
            }
        }
        None
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
                    self.cut(id, *link, Cut::Disk, batch);
                }
                return;
            }
        };
        let mut told = told.into_iter();
        let mut came: BTreeMap<LinkId, BTreeSet<EnvelopeId>> = BTreeMap::new();
        let mut settled = Vec::new();
        let mut greedy = BTreeSet::new();
        for (link, count, bytes) in lengths {
            let here: Vec<_> = told.by_ref().take(count).collect();
            // Whoever brings what another wrote too much of, is not to blame.
            let over = here.iter().filter_map(|it| match it {
                Err(EnvelopeError::OverQuota { author }) => Some(*author),
                Err(_) | Ok(_) => None,
            });
            let over: Vec<DeviceId> = over.collect();
            let forged = |it: &&Accepted| it.as_ref().is_err_and(EnvelopeError::blames_the_bearer);
            let refused = here.iter().filter(forged).count();
            greedy.extend(over.into_iter().map(|author| (link, author)));
            let ids: Vec<EnvelopeId> = here.into_iter().filter_map(Result::ok).flatten().collect();
            came.entry(link).or_default().extend(ids.iter().copied());
            settled.push((link, Input::Settled { ids, bytes, refused }));
        }
        desk.waits.moved(now, all.len(), 0);
        for (link, input) in settled {
            self.input(id, link, input, batch);
        }
        self.tell_fresh(id, &came, batch);
        self.stop_greedy(id, &greedy, batch);
    }

    /// Cuts off devices that bring more of their own than one device may write.
    fn stop_greedy(
        &mut self,
        id: WorkspaceId,
        greedy: &BTreeSet<(LinkId, DeviceId)>,
        batch: &mut Batch,
    ) {
        for (link, author) in greedy {
            let Some(desk) = self.desks.get(&id) else { return };
            let endpoint = desk.links.get(link).map(|it| it.endpoint);
            let theirs = endpoint.and_then(|it| desk.endpoints().get(&it).copied());
            let sentence = format!(
                "device {} has written more than one device may; nothing more of it is kept",
                author.short()
            );
            self.warn(Some(id), sentence);
            if theirs == Some(*author) {
                self.cut(id, *link, Cut::Quota, batch);
            }
        }
    }

    /// Tells every session what is new here and did not come by it.
    fn tell_fresh(
        &mut self,
        id: WorkspaceId,
        came: &BTreeMap<LinkId, BTreeSet<EnvelopeId>>,
        batch: &mut Batch,
    ) {
        let now = self.now();
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
            let Some(desk) = self.desks.get_mut(&id) else { return };
            let by_it = came.get(&link);
            let is_news = |it: &EnvelopeId| !by_it.is_some_and(|ids| ids.contains(it));
            let news: Vec<EnvelopeId> = fresh.iter().copied().filter(is_news).collect();
            let received = fresh.len().saturating_sub(news.len());
            if let (Some(from), true) = (endpoints.get(&endpoint), received > 0) {
                let from = *from;
                if let Some(open) = desk.links.get_mut(&link) {
                    open.tally.moved(now, clock::now(), (0, received));
                }
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
        let gone = desk.workspace.destroyed.len();
        desk.look();
        if desk.workspace.destroyed.len() > gone {
            // Another process may have kept what it showed before it heard of that.
            warm::forget(&desk.room);
        }
        desk.note_standings(clock::now());
        desk.note_reached(now);
        let workspace = Arc::clone(&desk.workspace);
        let todo = desk.files.look(&workspace, now);
        forget_destroyed(&workspace, &mut desk.replica, &mut desk.files);
        self.do_files(id, todo, batch);
        let Some(desk) = self.desks.get_mut(&id) else { return };
        if let Some(line) = &desk.line {
            line.net.let_in(desk.endpoints().into_keys().collect());
            line.net.keep_out(desk.replica.former_endpoints());
        }
        let strangers: Vec<LinkId> = if desk.workspace.me.is_some() {
            let known = desk.endpoints();
            let unknown = desk.links.iter().filter(|(_, it)| !known.contains_key(&it.endpoint));
            unknown.map(|(number, _)| *number).collect()
        } else {
            Vec::new()
        };
        for link in strangers {
            self.cut(id, link, Cut::Removed, batch);
        }
        self.look_around(id);
    }
}

/// Returns what to tell a device that is cut off for `reason`.
pub(super) fn cut_of(reason: Reason) -> Cut {
    match reason {
        Reason::Garbled(WireError::Newer(_)) => Cut::Newer,
        Reason::Garbled(WireError::Older(_)) => Cut::Older,
        Reason::Garbled(_) | Reason::Unexpected(_) | Reason::FalseFile => Cut::Garbled,
        Reason::Flood => Cut::Flood,
        Reason::Forged => Cut::Forged,
        Reason::Silent => Cut::Silent,
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

/// What waits to be sent on a connection, and why it is hung up in the end.
type ToSend = (mpsc::Receiver<Vec<u8>>, oneshot::Receiver<Cut>);

/// Carries frames between one connection and the keeper.
async fn carry(
    (id, number): (WorkspaceId, LinkId),
    link: net::Link,
    (mut to_send, mut goodbye): ToSend,
    tell: mpsc::Sender<Heard>,
) {
    let (mut speak, mut listen) = link.split();
    let speaking = async {
        while let Some(frame) = to_send.recv().await {
            if let Err(err) = speak.send(&frame).await {
                tracing::debug!(%err, "a frame could not be sent");
                // Whoever hung up said why to the side that listens.
                std::future::pending::<()>().await;
            }
        }
        speak.finish(&goodbye.try_recv().unwrap_or(Cut::Leaving)).await;
    };
    let listening = async {
        loop {
            match listen.recv().await {
                Ok(Some(frame)) => {
                    if tell.send(Heard::Frame(id, number, frame)).await.is_err() {
                        return None;
                    }
                }
                Ok(None) => return None,
                Err(net::NetError::Refused(cut)) => return Some(cut),
                Err(err) => {
                    tracing::debug!(%err, "a connection broke");
                    return None;
                }
            }
        }
    };
    // Whichever side ends first ends the connection.
    let why = tokio::select! { () = speaking => None, why = listening => why };
    if tell.send(Heard::Gone(id, number, why)).await.is_err() {
        tracing::debug!("the keeper is gone");
    }
}

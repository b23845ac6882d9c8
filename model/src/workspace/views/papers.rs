//! Lanes and boards, and everything that was taken for them: who may write where, what waits, what was refused.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::{Arc, OnceLock},
};

use super::{
    Change, Taken,
    authority::{Authority, Logs, Target, Verdict},
    offer::{self, Document, Hands, Offer, Piece},
    resting::{Look, Rest, Settled},
};
use crate::{
    control::fold::{Control, ReviewRecord},
    document::{self, Board, Lane, Memory},
    ids::{AssessmentId, ChangeHash, DeviceId, EnvelopeId, MemberId, ReviewId, StreamId},
    workspace::warning::Barred,
};

/// The documents of a workspace.
#[derive(Debug, Default)]
pub(super) struct Papers {
    authority: Authority,
    lanes: BTreeMap<(ReviewId, MemberId), Lane>,
    boards: BTreeMap<AssessmentId, Board>,
    /// Lanes that nobody looked into yet. What was written in them is among the records once they are woken.
    resting: BTreeMap<StreamId, Rest>,
    records: BTreeMap<EnvelopeId, Record>,
    waiting: BTreeMap<StreamId, BTreeSet<EnvelopeId>>,
    /// Changes past the end of what counts of their device, and not built upon.
    dropped: BTreeMap<StreamId, BTreeSet<EnvelopeId>>,
    /// Such changes that count all the same: somebody in good standing built on them.
    adopted: BTreeSet<EnvelopeId>,
    revisions: BTreeMap<StreamId, u64>,
    /// How many changes came for a stream, whatever became of them.
    came: BTreeMap<StreamId, u64>,
    /// How often every document was forgotten.
    generation: u64,
    memory: Option<Arc<dyn Memory>>,
    hands: Option<Arc<dyn Hands>>,
}

#[derive(Debug)]
pub(super) struct Record {
    pub(super) change: Change,
    state: State,
    /// The changes in it, each with those it follows on, once somebody asked.
    links: OnceLock<Links>,
}

/// Changes, each with those it follows on.
pub(super) type Links = Vec<(ChangeHash, Vec<ChangeHash>)>;

impl Record {
    fn of(change: Change) -> Self {
        Self { change, state: State::Waiting(Vec::new()), links: OnceLock::new() }
    }

    fn links(&self) -> &Links {
        self.links.get_or_init(|| document::links(&self.change.payload))
    }
}

#[derive(Debug)]
pub(super) enum State {
    Applied,
    /// For these changes; for the control history, if there are none.
    Waiting(Vec<ChangeHash>),
    Refused(Barred),
    /// It lies past the end of what counts of its device, or of its author's time in a role.
    Past,
}

impl Papers {
    pub(super) fn remember(&mut self, memory: Arc<dyn Memory>) {
        self.memory = Some(memory);
    }

    /// Lets `hands` admit what is for several documents.
    pub(super) fn use_hands(&mut self, hands: Arc<dyn Hands>) {
        self.hands = Some(hands);
    }

    /// Says whether it is settled already what every one of `changes` writes on.
    pub(super) fn permits(&self, changes: &[Change]) -> bool {
        changes.iter().all(|it| self.permit(it).is_ok())
    }

    /// Returns a lane that is awake, if anything of it was taken.
    pub(super) fn lane(&self, review: ReviewId, member: MemberId) -> Option<&Lane> {
        self.lanes.get(&(review, member))
    }

    /// Returns a lane, awake or not, if anything of it was taken.
    pub(super) fn look(&self, review: ReviewId, member: MemberId) -> Option<Look<'_>> {
        let awake = self.lane(review, member).map(Look::Awake);
        awake.or_else(|| self.rest(review, member).map(Look::Resting))
    }

    /// Returns a lane that is at rest.
    pub(super) fn rest(&self, review: ReviewId, member: MemberId) -> Option<&Rest> {
        if self.resting.is_empty() {
            return None;
        }
        self.resting.get(&StreamId::lane(review, member))
    }

    pub(super) fn board(&self, assessment: AssessmentId) -> Option<&Board> {
        self.boards.get(&assessment)
    }

    /// Returns the lanes of `review` in which something was written.
    pub(super) fn lanes_of(&self, review: ReviewId) -> impl Iterator<Item = (MemberId, &Lane)> {
        let from = (review, MemberId::from_bytes([0; MemberId::LEN]));
        let to = (review, MemberId::from_bytes([u8::MAX; MemberId::LEN]));
        let lanes = self.lanes.range(from..=to);
        lanes.filter(|(_, lane)| lane.changes() > 0).map(|((_, member), lane)| (*member, lane))
    }

    /// Returns everybody who should have a lane in `record`: asked to answer, ready to, or having written.
    pub(super) fn people(&self, record: &ReviewRecord) -> BTreeSet<MemberId> {
        let mut people = record.people();
        people.extend(self.lanes_of(record.id).map(|(member, _)| member));
        people.extend(self.resting_in(record.id).map(|it| it.member));
        people
    }

    /// Returns a number that changes whenever the view of `stream` may.
    pub(super) fn revision(&self, stream: StreamId) -> u64 {
        self.revisions.get(&stream).copied().unwrap_or_default()
    }

    /// Returns how many changes came for `stream`, whatever became of them.
    pub(super) fn came(&self, stream: StreamId) -> u64 {
        self.came.get(&stream).copied().unwrap_or_default()
    }

    /// Returns a number that changes whenever something that was taken may be read otherwise than before, not only
    /// more of it.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns everything that was ever taken and is awake, whatever became of it.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.records.values().map(|it| &it.change)
    }

    /// Returns everything that was ever taken for streams that are `wanted` and awake, with what the changes in it follow
    /// on.
    pub(super) fn linked(
        &self,
        wanted: impl Fn(StreamId) -> bool,
    ) -> impl Iterator<Item = (&Change, &Links)> {
        let known = self.records.values().filter(move |it| wanted(it.change.stream));
        known.map(|it| (&it.change, it.links()))
    }

    pub(super) fn state(&self, envelope: EnvelopeId) -> Taken {
        match self.records.get(&envelope).map(|it| &it.state) {
            Some(State::Applied) => Taken::Applied,
            Some(State::Refused(why)) => Taken::Refused(why.clone()),
            Some(State::Past) => Taken::Refused(Barred::Past),
            Some(State::Waiting(_)) | None => Taken::Waiting,
        }
    }

    /// Says whether what counts of `device` depends on how its log runs.
    pub(super) fn follows(&self, device: DeviceId) -> bool {
        self.authority.has_ends(device)
    }

    /// Returns the changes that don't count any more, and those that do because others built on them.
    pub(super) fn past_the_end(&self) -> (Vec<&Change>, Vec<&Change>) {
        let change = |it: &EnvelopeId| self.records.get(it).map(|it| &it.change);
        let dropped = self.dropped.values().flatten().filter_map(change).collect();
        (dropped, self.adopted.iter().filter_map(change).collect())
    }

    /// Returns what `stream` builds.
    pub(super) fn target(&self, stream: StreamId) -> Option<Target> {
        self.authority.target(stream)
    }

    fn permit(&self, change: &Change) -> Result<Target, State> {
        match self.authority.permit(change) {
            Verdict::May(target) => Ok(target),
            Verdict::Past(target) if self.adopted.contains(&change.envelope) => Ok(target),
            Verdict::Past(_) => Err(State::Past),
            Verdict::Unknown => Err(State::Waiting(Vec::new())),
            Verdict::MayNot(why) => Err(State::Refused(why)),
        }
    }

    /// Returns every change that was refused: its author, and why.
    pub(super) fn refused(&self) -> impl Iterator<Item = (DeviceId, &Barred)> {
        self.records.values().filter_map(|it| match &it.state {
            State::Refused(why) => Some((it.change.author, why)),
            State::Applied | State::Waiting(_) | State::Past => None,
        })
    }

    /// Reconsiders everything that depends on who may write where.
    pub(super) fn settle(&mut self, control: &Control, logs: &Logs) {
        let now = Authority::of(control, logs);
        if now == self.authority {
            return;
        }
        let mut late = self.dropped.keys();
        let counts_now = late.any(|stream| now.announces(*stream, &self.authority));
        let grows = now.extends(&self.authority) && !counts_now;
        self.authority = now;
        if !grows {
            self.stir(&self.at_rest().collect::<Vec<_>>());
            self.start_again();
        }
        let waiting = self.waiting.clone();
        self.admit_all(waiting.into_iter().map(|(it, ids)| (it, ids.into_iter().collect())));
    }

    /// Takes changes; those known already change nothing.
    pub(super) fn take(&mut self, changes: Vec<Change>) {
        let mut fresh: BTreeMap<StreamId, Vec<EnvelopeId>> = BTreeMap::new();
        if !self.resting.is_empty() {
            let streams: BTreeSet<StreamId> = changes.iter().map(|it| it.stream).collect();
            self.wake(&streams.into_iter().collect::<Vec<_>>());
        }
        for change in changes {
            let (id, stream) = (change.envelope, change.stream);
            if let Entry::Vacant(room) = self.records.entry(id) {
                room.insert(Record::of(change));
                self.waiting.entry(stream).or_default().insert(id);
                fresh.entry(stream).or_default().push(id);
            }
        }
        for (stream, ids) in &fresh {
            *self.came.entry(*stream).or_default() += u64::try_from(ids.len()).unwrap_or(u64::MAX);
        }
        self.admit_all(fresh);
    }

    /// Lays a lane to rest of which nothing is known yet.
    pub(super) fn lay(&mut self, rest: Rest) {
        let stream = rest.stream();
        let many = rest.written.count();
        self.came.insert(stream, u64::try_from(many).unwrap_or(u64::MAX));
        *self.revisions.entry(stream).or_default() += 1;
        self.resting.insert(stream, rest);
    }

    /// Returns the streams of the lanes at rest.
    pub(super) fn at_rest(&self) -> impl Iterator<Item = StreamId> {
        self.resting.keys().copied()
    }

    /// Returns the lanes of `review` that are at rest.
    pub(super) fn resting_in(&self, review: ReviewId) -> impl Iterator<Item = &Rest> {
        self.resting.values().filter(move |it| it.review == review)
    }

    /// Returns the lanes that are at rest, or could be: everything in them counts, and their devices keep their word.
    pub(super) fn settled(&self) -> Vec<Settled> {
        let resting = self.resting.values().map(|it| Settled {
            review: it.review,
            member: it.member,
            heads: it.heads.clone(),
            envelopes: it.written.envelopes(),
        });
        let mut of: BTreeMap<StreamId, Option<Vec<EnvelopeId>>> = BTreeMap::new();
        for (id, record) in &self.records {
            let all = of.entry(record.change.stream).or_insert_with(|| Some(Vec::new()));
            match (&record.state, all.as_mut()) {
                (State::Applied, Some(all)) if !self.adopted.contains(id) => all.push(*id),
                (State::Applied | State::Waiting(_) | State::Refused(_) | State::Past, _) => {
                    *all = None;
                }
            }
        }
        let awake = self.lanes.iter().filter_map(|((review, member), lane)| {
            let envelopes = of.remove(&StreamId::lane(*review, *member))??;
            let (review, member) = (*review, *member);
            let fine = lane.changes() > 0 && lane.void().is_empty();
            fine.then(|| Settled { review, member, heads: lane.heads(), envelopes })
        });
        resting.chain(awake).collect()
    }

    /// Wakes those of `streams` that are at rest.
    pub(super) fn wake(&mut self, streams: &[StreamId]) {
        let rested: Vec<(StreamId, Vec<ChangeHash>)> = streams
            .iter()
            .filter_map(|it| Some((*it, self.resting.get(it)?.heads.clone())))
            .collect();
        if rested.is_empty() {
            return;
        }
        let woken = self.stir(streams);
        self.admit_all(woken);
        for (stream, heads) in rested {
            debug_assert_eq!(
                self.heads(stream),
                heads,
                "a lane came to what it was known to come to"
            );
        }
    }

    /// Returns the heads of a lane that is awake.
    fn heads(&self, stream: StreamId) -> Vec<ChangeHash> {
        match self.authority.target(stream) {
            Some(Target::Lane(review, member)) => {
                self.lane(review, member).map(Lane::heads).unwrap_or_default()
            }
            Some(Target::Board(_)) | None => Vec::new(),
        }
    }

    /// Takes what was written in those of `streams` that are at rest as if it had just come.
    fn stir(&mut self, streams: &[StreamId]) -> BTreeMap<StreamId, Vec<EnvelopeId>> {
        let rests = streams.iter().filter_map(|it| Some((*it, self.resting.remove(it)?)));
        let mut read: Vec<(StreamId, Rest, Vec<Change>)> =
            rests.map(|(stream, rest)| (stream, rest, Vec::new())).collect();
        let piece = |(_, rest, changes): &mut (StreamId, Rest, Vec<Change>)| {
            *changes = rest.written.changes();
        };
        match self.hands.as_deref().filter(|_| read.len() > 1) {
            Some(hands) => {
                let pieces = read.iter_mut().map(|it| -> Piece<'_> { Box::new(|| piece(it)) });
                hands.work(&mut pieces.collect::<Vec<_>>());
            }
            None => read.iter_mut().for_each(piece),
        }
        let mut out = BTreeMap::new();
        for (stream, _, changes) in read {
            let ids: Vec<EnvelopeId> = changes.iter().map(|it| it.envelope).collect();
            self.waiting.entry(stream).or_default().extend(&ids);
            self.records.extend(changes.into_iter().map(|it| (it.envelope, Record::of(it))));
            out.insert(stream, ids);
        }
        out
    }

    /// Lets those count after all that are past their end, but that somebody in good standing built on.
    fn adopt(&mut self, stream: StreamId) {
        let Some(dropped) = self.dropped.get(&stream).cloned() else { return };
        // An envelope counts as a whole: with it all that any of its changes follows on.
        let mut holder: BTreeMap<ChangeHash, EnvelopeId> = BTreeMap::new();
        let mut follows: BTreeMap<EnvelopeId, Vec<ChangeHash>> = BTreeMap::new();
        let mut wanted: Vec<ChangeHash> = Vec::new();
        for (id, record) in self.records.iter().filter(|(_, it)| it.change.stream == stream) {
            let is_dropped = dropped.contains(id);
            if !is_dropped && self.permit(&record.change).is_err() {
                continue;
            }
            for (hash, deps) in record.links() {
                if is_dropped {
                    holder.insert(*hash, *id);
                    follows.entry(*id).or_default().extend(deps);
                } else {
                    wanted.extend(deps);
                }
            }
        }
        let mut taken: BTreeSet<EnvelopeId> = BTreeSet::new();
        while let Some(hash) = wanted.pop() {
            if let Some(id) = holder.get(&hash)
                && taken.insert(*id)
            {
                wanted.extend(follows.remove(id).unwrap_or_default());
            }
        }
        if taken.is_empty() {
            return;
        }
        self.adopted.extend(&taken);
        if let Some(dropped) = self.dropped.get_mut(&stream) {
            dropped.retain(|it| !taken.contains(it));
        }
        self.dropped.retain(|_, it| !it.is_empty());
        for id in &taken {
            self.waiting.entry(stream).or_default().insert(*id);
        }
        self.admit(stream, taken.into_iter().collect());
    }

    /// Forgets every document, but nothing that was taken.
    fn start_again(&mut self) {
        self.generation = self.generation.saturating_add(1);
        self.lanes.clear();
        self.boards.clear();
        self.waiting.clear();
        self.dropped.clear();
        self.adopted.clear();
        for (id, record) in &mut self.records {
            record.state = State::Waiting(Vec::new());
            self.waiting.entry(record.change.stream).or_default().insert(*id);
        }
        for revision in self.revisions.values_mut() {
            *revision += 1;
        }
    }

    /// Offers changes to the documents of their streams, then whatever waited for them.
    fn admit_all(&mut self, all: impl IntoIterator<Item = (StreamId, Vec<EnvelopeId>)>) {
        let mut offers: Vec<Offer> = all.into_iter().map(|(it, ids)| self.offer(it, ids)).collect();
        offer::admit(&mut offers, &self.records, self.hands.as_deref());
        for offer in offers {
            let stream = offer.stream;
            let verdicts = self.put_back(offer);
            let unblocked = self.note(stream, verdicts);
            self.admit(stream, unblocked);
            self.adopt(stream);
        }
        self.waiting.retain(|_, it| !it.is_empty());
    }

    /// Offers `candidates` to the document of `stream`, then whatever waited for them.
    fn admit(&mut self, stream: StreamId, mut candidates: Vec<EnvelopeId>) {
        while !candidates.is_empty() {
            let mut offer = self.offer(stream, candidates);
            offer::admit(std::slice::from_mut(&mut offer), &self.records, None);
            let verdicts = self.put_back(offer);
            candidates = self.note(stream, verdicts);
        }
    }

    /// Notes what became of changes, and returns those that waited for them.
    fn note(&mut self, stream: StreamId, verdicts: Vec<(EnvelopeId, State)>) -> Vec<EnvelopeId> {
        let mut news = false;
        for (id, state) in verdicts {
            news |= matches!(state, State::Applied);
            if !matches!(state, State::Waiting(_))
                && let Some(waiting) = self.waiting.get_mut(&stream)
            {
                waiting.remove(&id);
            }
            if matches!(state, State::Past) {
                self.dropped.entry(stream).or_default().insert(id);
            }
            if let Some(record) = self.records.get_mut(&id) {
                record.state = state;
            }
        }
        if !news {
            return Vec::new();
        }
        *self.revisions.entry(stream).or_default() += 1;
        self.unblocked(stream)
    }

    /// Takes the document of `stream` out of its place and puts `candidates` beside it.
    fn offer(&mut self, stream: StreamId, candidates: Vec<EnvelopeId>) -> Offer {
        let known = candidates.iter().filter_map(|it| self.records.get(it));
        let permits: Vec<Result<Target, State>> = known.map(|it| self.permit(&it.change)).collect();
        let target = permits.iter().find_map(|it| it.as_ref().ok().copied());
        let document = target.map(|it| {
            let there = match it {
                Target::Lane(review, member) => {
                    self.lanes.remove(&(review, member)).map(|it| Document::Lane(Box::new(it)))
                }
                Target::Board(assessment) => {
                    self.boards.remove(&assessment).map(|it| Document::Board(Box::new(it)))
                }
            };
            (it, there.unwrap_or_else(|| Document::new(it, stream, self.memory.clone())))
        });
        Offer::of(stream, candidates, permits, document)
    }

    /// Puts a document back in its place, and returns what became of the changes that were offered to it.
    fn put_back(&mut self, mut offer: Offer) -> Vec<(EnvelopeId, State)> {
        match offer.document.take() {
            Some((Target::Lane(review, member), Document::Lane(lane))) => {
                self.lanes.insert((review, member), *lane);
            }
            Some((Target::Board(assessment), Document::Board(board))) => {
                self.boards.insert(assessment, *board);
            }
            Some(_) | None => {}
        }
        offer.verdicts()
    }

    /// Returns those waiting in `stream` for changes that are here now.
    fn unblocked(&self, stream: StreamId) -> Vec<EnvelopeId> {
        let Some(target) = self.authority.target(stream) else { return Vec::new() };
        let is_here: Box<dyn Fn(&ChangeHash) -> bool> = match target {
            Target::Lane(review, member) => {
                let Some(lane) = self.lane(review, member) else { return Vec::new() };
                let void: BTreeSet<ChangeHash> = lane.void().into_iter().map(|it| it.0).collect();
                Box::new(move |it| lane.has(&[*it]) || void.contains(it))
            }
            Target::Board(assessment) => {
                let Some(board) = self.board(assessment) else { return Vec::new() };
                let void: BTreeSet<ChangeHash> = board.void().into_iter().map(|it| it.0).collect();
                Box::new(move |it| board.has(&[*it]) || void.contains(it))
            }
        };
        let waits_no_more = |id: &&EnvelopeId| match self.records.get(id).map(|it| &it.state) {
            Some(State::Waiting(missing)) => !missing.is_empty() && missing.iter().all(&is_here),
            Some(State::Applied | State::Refused(_) | State::Past) | None => false,
        };
        self.waiting.get(&stream).into_iter().flatten().filter(waits_no_more).copied().collect()
    }
}

//! Lanes and boards, and everything that was taken for them: who may write where, what waits, what was refused.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Change, Taken};
use crate::{
    control::{
        fold::{Control, ReviewRecord},
        op::Role,
    },
    document::{AdmitError, Admitted, Board, Lane},
    ids::{AssessmentId, ChangeHash, DeviceId, EnvelopeId, MemberId, ReviewId, StreamId},
};

/// The documents of a workspace.
#[derive(Debug, Default)]
pub(super) struct Papers {
    authority: Authority,
    lanes: BTreeMap<(ReviewId, MemberId), Lane>,
    boards: BTreeMap<AssessmentId, Board>,
    records: BTreeMap<EnvelopeId, Record>,
    waiting: BTreeMap<StreamId, BTreeSet<EnvelopeId>>,
    revisions: BTreeMap<StreamId, u64>,
}

/// Who may write where, as the control history has it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Authority {
    devices: BTreeMap<DeviceId, (MemberId, Role)>,
    targets: BTreeMap<StreamId, Target>,
}

/// What a stream builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Lane(ReviewId, MemberId),
    Board(AssessmentId),
}

#[derive(Debug)]
struct Record {
    change: Change,
    state: State,
}

#[derive(Debug)]
enum State {
    Applied,
    /// For these changes; for the control history, if there are none.
    Waiting(Vec<ChangeHash>),
    Refused(String),
}

impl Authority {
    fn of(control: &Control) -> Self {
        let devices = control.cards().map(|(it, card)| (card.device, (it.id, it.role)));
        let lanes = control.lane_streams().map(|(it, review, who)| (it, Target::Lane(review, who)));
        let boards =
            control.assessments.keys().map(|it| (StreamId::board(*it), Target::Board(*it)));
        Self { devices: devices.collect(), targets: lanes.chain(boards).collect() }
    }

    /// Says whether everything that was so before is so still.
    fn extends(&self, before: &Self) -> bool {
        before.devices.iter().all(|(device, it)| self.devices.get(device) == Some(it))
            && before.targets.keys().all(|it| self.targets.contains_key(it))
    }

    /// Says what `change` writes on, or why it waits or may not.
    fn permit(&self, change: &Change) -> Result<Target, State> {
        let no_one = || State::Waiting(Vec::new());
        let target = *self.targets.get(&change.stream).ok_or_else(no_one)?;
        let (member, role) = *self.devices.get(&change.author).ok_or_else(no_one)?;
        let refused = |text: &str| Err(State::Refused(text.to_owned()));
        match target {
            Target::Lane(_, owner) if owner != member => {
                refused("these are somebody else’s answers")
            }
            Target::Lane(..) if role < Role::Respondent => refused("an observer does not answer"),
            Target::Board(_)
                if role < Role::Facilitator && !Board::only_comments(&change.payload) =>
            {
                refused("only facilitators and owners do more than comment")
            }
            Target::Lane(..) | Target::Board(_) => Ok(target),
        }
    }
}

impl Papers {
    /// Says whether it is settled already what every one of `changes` writes on.
    pub(super) fn permits(&self, changes: &[Change]) -> bool {
        changes.iter().all(|it| self.authority.permit(it).is_ok())
    }

    pub(super) fn lane(&self, review: ReviewId, member: MemberId) -> Option<&Lane> {
        self.lanes.get(&(review, member))
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
        people
    }

    /// Returns a number that changes whenever the view of `stream` may.
    pub(super) fn revision(&self, stream: StreamId) -> u64 {
        self.revisions.get(&stream).copied().unwrap_or_default()
    }

    pub(super) fn state(&self, envelope: EnvelopeId) -> Taken {
        match self.records.get(&envelope).map(|it| &it.state) {
            Some(State::Applied) => Taken::Applied,
            Some(State::Refused(why)) => Taken::Refused(why.clone()),
            Some(State::Waiting(_)) | None => Taken::Waiting,
        }
    }

    /// Returns every change that was refused: its author, and why.
    pub(super) fn refused(&self) -> impl Iterator<Item = (DeviceId, &str)> {
        self.records.values().filter_map(|it| match &it.state {
            State::Refused(why) => Some((it.change.author, why.as_str())),
            State::Applied | State::Waiting(_) => None,
        })
    }

    /// Reconsiders everything that depends on who may write where.
    pub(super) fn settle(&mut self, control: &Control) {
        let now = Authority::of(control);
        if now == self.authority {
            return;
        }
        let grows = now.extends(&self.authority);
        self.authority = now;
        if !grows {
            self.start_again();
        }
        for (stream, ids) in self.waiting.clone() {
            self.admit(stream, ids.into_iter().collect());
        }
    }

    /// Takes changes; those known already change nothing.
    pub(super) fn take(&mut self, changes: Vec<Change>) {
        let mut fresh: BTreeMap<StreamId, Vec<EnvelopeId>> = BTreeMap::new();
        for change in changes {
            let (id, stream) = (change.envelope, change.stream);
            if let Entry::Vacant(room) = self.records.entry(id) {
                room.insert(Record { change, state: State::Waiting(Vec::new()) });
                self.waiting.entry(stream).or_default().insert(id);
                fresh.entry(stream).or_default().push(id);
            }
        }
        for (stream, ids) in fresh {
            self.admit(stream, ids);
        }
    }

    /// Forgets every document, but nothing that was taken.
    fn start_again(&mut self) {
        self.lanes.clear();
        self.boards.clear();
        self.waiting.clear();
        for (id, record) in &mut self.records {
            record.state = State::Waiting(Vec::new());
            self.waiting.entry(record.change.stream).or_default().insert(*id);
        }
        for revision in self.revisions.values_mut() {
            *revision += 1;
        }
    }

    /// Offers `candidates` to the document of `stream`, then whatever waited for them.
    fn admit(&mut self, stream: StreamId, mut candidates: Vec<EnvelopeId>) {
        while !candidates.is_empty() {
            let verdicts = self.offer(stream, &candidates);
            let mut news = false;
            for (id, state) in candidates.iter().zip(verdicts) {
                news |= matches!(state, State::Applied);
                if !matches!(state, State::Waiting(_))
                    && let Some(waiting) = self.waiting.get_mut(&stream)
                {
                    waiting.remove(id);
                }
                if let Some(record) = self.records.get_mut(id) {
                    record.state = state;
                }
            }
            candidates = if news { self.unblocked(stream) } else { Vec::new() };
            if news {
                *self.revisions.entry(stream).or_default() += 1;
            }
        }
        self.waiting.retain(|_, it| !it.is_empty());
    }

    fn offer(&mut self, stream: StreamId, candidates: &[EnvelopeId]) -> Vec<State> {
        let known = candidates.iter().filter_map(|it| self.records.get(it));
        let permits: Vec<Result<Target, State>> =
            known.map(|it| self.authority.permit(&it.change)).collect();
        let Some(target) = permits.iter().find_map(|it| it.as_ref().ok().copied()) else {
            return permits.into_iter().filter_map(Result::err).collect();
        };
        let permitted = candidates.iter().zip(&permits).filter(|(_, it)| it.is_ok());
        let payloads: Vec<(DeviceId, &[u8])> = permitted
            .filter_map(|(it, _)| self.records.get(it))
            .map(|it| (it.change.author, it.change.payload.as_slice()))
            .collect();
        let verdicts = match target {
            Target::Lane(review, member) => {
                let lane = self.lanes.entry((review, member));
                lane.or_insert_with(|| Lane::new(stream)).admit_all(&payloads)
            }
            Target::Board(assessment) => {
                let board = self.boards.entry(assessment);
                board.or_insert_with(|| Board::new(stream)).admit_all(&payloads)
            }
        };
        let mut verdicts = verdicts.into_iter().map(verdict);
        let next = |it: Result<Target, State>| match it {
            Ok(_) => verdicts.next().unwrap_or(State::Waiting(Vec::new())),
            Err(state) => state,
        };
        permits.into_iter().map(next).collect()
    }

    /// Returns those waiting in `stream` for changes that are here now.
    fn unblocked(&self, stream: StreamId) -> Vec<EnvelopeId> {
        let Some(target) = self.authority.targets.get(&stream) else { return Vec::new() };
        let is_here: Box<dyn Fn(&ChangeHash) -> bool> = match target {
            Target::Lane(review, member) => {
                let Some(lane) = self.lane(*review, *member) else { return Vec::new() };
                let void: BTreeSet<ChangeHash> = lane.void().into_iter().map(|it| it.0).collect();
                Box::new(move |it| lane.has(&[*it]) || void.contains(it))
            }
            Target::Board(assessment) => {
                let Some(board) = self.board(*assessment) else { return Vec::new() };
                let void: BTreeSet<ChangeHash> = board.void().into_iter().map(|it| it.0).collect();
                Box::new(move |it| board.has(&[*it]) || void.contains(it))
            }
        };
        let waits_no_more = |id: &&EnvelopeId| match self.records.get(id).map(|it| &it.state) {
            Some(State::Waiting(missing)) => !missing.is_empty() && missing.iter().all(&is_here),
            Some(State::Applied | State::Refused(_)) | None => false,
        };
        self.waiting.get(&stream).into_iter().flatten().filter(waits_no_more).copied().collect()
    }
}

fn verdict(admitted: Result<Admitted, AdmitError>) -> State {
    match admitted {
        Ok(_) => State::Applied,
        Err(AdmitError::Missing(hashes)) => State::Waiting(hashes),
        Err(
            err @ (AdmitError::TooLarge(_)
            | AdmitError::Unreadable(_)
            | AdmitError::Foreign
            | AdmitError::OutOfLine
            | AdmitError::TornPast
            | AdmitError::Misplaced
            | AdmitError::Blind
            | AdmitError::Failed(_)),
        ) => State::Refused(err.to_string()),
    }
}

//! One lane, as this device can see it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    resting::{Answers, Look},
    review::Source,
};
use crate::{
    answer::{Answer, Stated},
    control::{
        fold::{LaneRecord, ReviewRecord},
        op::{Role, Secrecy},
    },
    document::Lane,
    ids::{ChangeHash, MemberId, NodeId, StreamId},
    workspace::{Access, Alarm, LaneView},
};

/// What a lane looks like, and on which grounds.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) view: LaneView,
    /// The heads that count here; none where nothing counts.
    pub(super) heads: Vec<ChangeHash>,
    /// Whether something counts that can't be read here.
    pub(super) hidden: bool,
    /// How many changes of the lane were read for it.
    read: usize,
    grounds: Grounds,
}

/// What a lane's look depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grounds {
    revision: u64,
    access: Access,
    record: Option<LaneRecord>,
    revealed: bool,
    /// Documents only grow until all of them are forgotten.
    generation: u64,
    /// Whether it was known from the last time, and not read.
    resting: bool,
}

/// What counts of a lane.
#[derive(Default)]
struct Round {
    counted: Answers,
    heads: Vec<ChangeHash>,
    /// What counts is not all here.
    missing: bool,
}

impl Seen {
    /// Looks at the lane of `member`, or returns what was seen `before` if nothing about it changed.
    pub(super) fn of(
        source: &Source<'_>,
        record: &ReviewRecord,
        member: MemberId,
        before: Option<&Self>,
    ) -> Self {
        let lane_record = record.lanes.get(&member);
        let grounds = Grounds {
            revision: source.papers.revision(StreamId::lane(record.id, member)),
            access: access(source, record, member),
            record: lane_record.cloned(),
            revealed: record.reveal.is_some(),
            generation: source.papers.generation(),
            resting: source.papers.rest(record.id, member).is_some(),
        };
        if let Some(before) = before
            && before.grounds == grounds
        {
            return before.clone();
        }
        let lane = source.papers.look(record.id, member);
        let lane = lane.filter(|_| grounds.access != Access::Sealed);
        let (generation, resting) = (grounds.generation, grounds.resting);
        let alike =
            |it: &&Self| (it.grounds.generation, it.grounds.resting) == (generation, resting);
        let before = before.filter(alike);
        let known = before.filter(|it| !resting && it.grounds.access != Access::Sealed);
        let known = known.map(|it| (&it.view.answers, it.read));
        let answers = lane.as_ref().map(|it| it.answers(known)).unwrap_or_default();
        let round = match (grounds.access, grounds.revealed) {
            (Access::Sealed, _) => {
                Round { missing: is_hidden(record, lane_record), ..Round::default() }
            }
            (Access::Mine | Access::Readable, false) => Round::open(lane.as_ref(), &answers),
            (Access::Mine | Access::Readable, true) => {
                let blank = || Lane::new(StreamId::lane(record.id, member));
                Round::revealed((lane.as_ref(), &answers), lane_record, blank, before)
            }
        };
        let sealed = grounds.access == Access::Sealed;
        let changed = if grounds.revealed && !sealed && !round.missing {
            late(&answers, &round.counted)
        } else {
            BTreeSet::new()
        };
        let absent = (round.missing && !sealed).then_some(Alarm::NotHere);
        let read = lane.as_ref().map_or(0, Look::changes);
        let alarm = lane_record.and_then(|it| it.alarm).or(absent);
        let handed_in = lane_record.and_then(LaneRecord::handed_in);
        let view = LaneView {
            member,
            access: grounds.access,
            handed_in: handed_in.map(|it| (it.at, it.heads.clone())),
            answers,
            counted: round.counted,
            late: changed,
            alarm,
        };
        Self { view, heads: round.heads, hidden: round.missing, read, grounds }
    }
}

impl Round {
    /// Before the reveal everything counts as it is.
    fn open(lane: Option<&Look<'_>>, answers: &Answers) -> Self {
        let heads = lane.map(Look::heads).unwrap_or_default();
        Self { counted: Arc::clone(answers), heads, missing: false }
    }

    /// After it, what it pinned.
    fn revealed(
        (lane, answers): (Option<&Look<'_>>, &Answers),
        record: Option<&LaneRecord>,
        blank: impl FnOnce() -> Lane,
        before: Option<&Seen>,
    ) -> Self {
        let pinned = record.and_then(|it| it.pinned.as_ref());
        // Most of a crowd hand in nothing: no document has to be made to say so.
        let Some(pinned) = pinned.filter(|it| !it.heads.is_empty()) else {
            return Self::default();
        };
        // What counted then counts now: what was said later is not in its past.
        if let Some(before) = before.filter(|it| !it.hidden && it.heads == pinned.heads) {
            let (counted, heads) = (Arc::clone(&before.view.counted), before.heads.clone());
            return Self { counted, heads, missing: false };
        }
        let counted = match lane {
            Some(lane) => lane.answers_at(&pinned.heads, answers),
            None => Look::Awake(&blank()).answers_at(&pinned.heads, answers),
        };
        match counted {
            // Where nothing was written, every way of saying so is the same.
            Some(counted) if counted.is_empty() => Self::default(),
            Some(counted) => Self { counted, heads: pinned.heads.clone(), missing: false },
            None => Self { missing: true, ..Self::default() },
        }
    }
}

fn access(source: &Source<'_>, record: &ReviewRecord, member: MemberId) -> Access {
    let mine = source.me == Some(member);
    let has_key = record.lanes.get(&member).is_some_and(|it| !it.keys.is_empty());
    let readable = if has_key {
        (source.readable)(record.id, member)
    } else {
        // Nobody has written yet. What would be seen, if they had?
        mine || match record.secrecy {
            Secrecy::Open => true,
            Secrecy::Blind => {
                record.reveal.is_some() || source.my_role() >= Some(Role::Facilitator)
            }
            Secrecy::Strict => record.reveal.is_some(),
        }
    };
    match (readable, mine) {
        (true, true) => Access::Mine,
        (true, false) => Access::Readable,
        (false, _) => Access::Sealed,
    }
}

/// Says whether a lane that is sealed here counts, or may.
fn is_hidden(record: &ReviewRecord, lane: Option<&LaneRecord>) -> bool {
    let Some(lane) = lane else { return false };
    if record.reveal.is_some() {
        lane.pinned.as_ref().is_some_and(|it| !it.heads.is_empty())
    } else {
        !lane.keys.is_empty()
    }
}

/// Returns the questions that are answered otherwise now than when it counted.
fn late(now: &BTreeMap<NodeId, Stated>, counted: &BTreeMap<NodeId, Stated>) -> BTreeSet<NodeId> {
    let all: BTreeSet<&NodeId> = now.keys().chain(counted.keys()).collect();
    let differs = |it: &&NodeId| said(now.get(*it)) != said(counted.get(*it));
    all.into_iter().filter(differs).cloned().collect()
}

/// Returns what is said, whoever said it when; nothing where all was taken back.
fn said(stated: Option<&Stated>) -> Vec<Option<&Answer>> {
    let Some(stated) = stated else { return Vec::new() };
    let values = std::iter::once(&stated.now).chain(&stated.rivals);
    let all: Vec<Option<&Answer>> = values.map(|it| it.answer.as_ref()).collect();
    if all.iter().all(Option::is_none) { Vec::new() } else { all }
}

//! Lanes at rest: kept when the program ends, so that the next start need not unfold and admit what nobody looks into.
//!
//! What a checkpoint holds and what a lane came to follow from records in the log. Both were computed by this device when
//! it kept them, under the same history, and are computed again as soon as somebody writes in the lane or asks for it.
//!
//! **Invariant:** with or without what was kept the same is shown, listed and sent. What does not fit the log is as good
//! as not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use muster_model::{
    ids::{ChangeHash, DeviceId, EnvelopeId, MemberId, ReviewId, StreamId},
    late::Late,
    workspace::{
        Access, Workspace,
        views::{Change, Rest, Written},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    Replica, batch,
    chains::{Link, Run},
    condense::Held,
};
use crate::{
    checkpoint::Signed,
    engine::index::Entry,
    envelope::{Header, Kind, Verified},
    keys::ContentKey,
};

/// What is kept of lanes for the next start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rests {
    /// The operations under which all of it held.
    operations: [u8; 32],
    lanes: Vec<Lane>,
    checkpoints: BTreeMap<EnvelopeId, Held>,
}

/// A lane in which everything counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Lane {
    review: ReviewId,
    member: MemberId,
    heads: Vec<ChangeHash>,
    checkpoints: BTreeSet<EnvelopeId>,
    /// Envelopes that are in none of these.
    loose: BTreeSet<EnvelopeId>,
}

/// What was kept, while the log is read.
#[derive(Debug, Default)]
pub(super) struct Resting {
    operations: [u8; 32],
    checkpoints: BTreeMap<EnvelopeId, Arc<Held>>,
    lanes: BTreeMap<StreamId, Awaited>,
    /// What was shown then.
    shown: Option<Arc<Workspace>>,
    /// Set where what was kept does not fit the log.
    is_misfit: bool,
}

/// A lane at rest, and what came of it so far.
#[derive(Debug)]
struct Awaited {
    lane: Lane,
    signed: Vec<Signed>,
    loose: Vec<Change>,
}

impl Awaited {
    /// Says whether all that it holds came.
    fn is_here(&self) -> bool {
        self.signed.len() == self.lane.checkpoints.len()
            && self.loose.len() == self.lane.loose.len()
    }
}

impl Resting {
    pub(super) fn of(rests: Rests, shown: Arc<Workspace>) -> Self {
        let awaited = |lane: Lane| {
            let stream = StreamId::lane(lane.review, lane.member);
            (stream, Awaited { lane, signed: Vec::new(), loose: Vec::new() })
        };
        let checkpoints = rests.checkpoints.into_iter().map(|(name, it)| (name, Arc::new(it)));
        Self {
            operations: rests.operations,
            checkpoints: checkpoints.collect(),
            lanes: rests.lanes.into_iter().map(awaited).collect(),
            shown: Some(shown),
            is_misfit: false,
        }
    }

    /// Says whether what was kept does not fit the log.
    pub(super) fn is_misfit(&self) -> bool {
        self.is_misfit
    }

    /// Takes note of a checkpoint that need not be unfolded; returns any other.
    pub(super) fn take(&mut self, signed: Signed) -> Option<Signed> {
        let it = signed.checkpoint();
        let Some(lane) = self.lanes.get_mut(&it.stream()).filter(|_| !it.is_bare()) else {
            return Some(signed);
        };
        let held = self.checkpoints.get(&signed.name());
        if held.is_none_or(|held| held.ids.len() != it.covered()) {
            return Some(signed);
        }
        lane.signed.push(signed);
        None
    }
}

/// What was written in a lane at rest: checkpoints with their keys, and changes that are in none.
struct Lying {
    checkpoints: Vec<(Signed, Arc<Held>, ContentKey)>,
    loose: Vec<Change>,
}

impl Written for Lying {
    fn changes(&self) -> Vec<Change> {
        let mut out = self.loose.clone();
        for (signed, _, key) in &self.checkpoints {
            match unfolded(signed, key) {
                Ok(changes) => out.extend(changes),
                // It was unfolded before, or it would not rest.
                Err(err) => tracing::error!(%err, ?signed, "a lane can't be read any more"),
            }
        }
        out
    }

    fn count(&self) -> usize {
        self.checkpoints.iter().fold(self.loose.len(), |sum, it| sum.saturating_add(it.1.ids.len()))
    }

    fn envelopes(&self) -> Vec<EnvelopeId> {
        let loose = self.loose.iter().map(|it| it.envelope);
        loose.chain(self.checkpoints.iter().flat_map(|it| it.1.ids.iter().copied())).collect()
    }
}

fn unfolded(
    signed: &Signed,
    key: &ContentKey,
) -> Result<Vec<Change>, crate::envelope::EnvelopeError> {
    let change = |it: &Verified| Ok(change(it, it.open(key)?));
    signed.expand(Some(key))?.iter().map(change).collect()
}

/// Returns the change that an envelope of a lane or a board carries.
pub(super) fn change(envelope: &Verified, payload: Vec<u8>) -> Change {
    let Header { author, stream, key, .. } = *envelope.header();
    let (envelope, under) = (envelope.id(), Some(key));
    Change { envelope, author, stream, under, payload: payload.into() }
}

impl Replica {
    /// Returns what the next start need not read, given what is `shown`.
    pub fn rests(&self, shown: &Workspace) -> Rests {
        let mut rests = Rests { operations: self.views.name_of_operations(), ..Rests::default() };
        for settled in self.views.settled_lanes() {
            let (review, member) = (settled.review, settled.member);
            let lane = shown.reviews.get(&review).and_then(|it| it.lanes.get(&member));
            if lane.is_none_or(|it| it.access == Access::Sealed) {
                continue;
            }
            let mut loose: BTreeSet<EnvelopeId> = settled.envelopes.into_iter().collect();
            let all = loose.len();
            let mut covered = 0_usize;
            let mut held = BTreeMap::new();
            for (name, it) in self.condensed.held_in(StreamId::lane(review, member)) {
                for id in &it.ids {
                    loose.remove(id);
                }
                covered = covered.saturating_add(it.ids.len());
                held.insert(name, it.clone());
            }
            // Each in one checkpoint at most, and all that are in one are in the lane.
            if loose.len().saturating_add(covered) != all {
                continue;
            }
            let checkpoints = held.keys().copied().collect();
            rests.lanes.push(Lane { review, member, heads: settled.heads, checkpoints, loose });
            rests.checkpoints.extend(held);
        }
        rests
    }

    /// Returns how many lanes rest.
    pub fn at_rest(&self) -> usize {
        self.views.at_rest()
    }

    /// Says whether a lane of `review` rests.
    pub fn rests_in(&self, review: ReviewId) -> bool {
        self.views.rests_in(review)
    }

    /// Wakes some of the lanes that rest in `review`, one on each processor; `false` where none did.
    pub fn wake_some(&mut self, review: ReviewId) -> bool {
        self.views.wake_some(review, batch::hands())
    }

    /// Believes the checkpoints that need not be unfolded, all at once: their envelopes are as many as all the others.
    pub(super) fn believe_folded(&mut self) {
        let signed = self.resting.lanes.values().flat_map(|it| &it.signed);
        let folded: Vec<(&Signed, Arc<Held>)> = signed
            .filter_map(|it| Some((it, Arc::clone(self.resting.checkpoints.get(&it.name())?))))
            .collect();
        if folded.is_empty() {
            return;
        }
        let (mut runs, mut places, mut fits) = (Vec::new(), Vec::new(), true);
        for (signed, held) in &folded {
            for (author, length) in &held.lengths {
                self.quota.count_all(*author, *length);
            }
            let mut ids = held.ids.iter();
            for ((author, numbers, before), last) in signed.runs().zip(signed.end_ids()) {
                let (first, end) = (*numbers.start(), *numbers.end());
                let mut prev = before;
                for (seq, id) in numbers.zip(&mut ids) {
                    places.push(Place { id: *id, author, seq, prev, name: signed.name() });
                    prev = *id;
                }
                fits &= prev == last;
                runs.push(Link::Folded(Run { author, first, prev: before, last, end }));
            }
        }
        let entry =
            |it: &Place| Entry { id: it.id, author: it.author, seq: it.seq, control: false };
        fits &= self.index.insert_all(&places.iter().map(entry).collect::<Vec<_>>());
        // What follows goes into trees by id, and a tree is soon made of what is sorted.
        places.sort_unstable_by_key(|it| it.id);
        let packed = || places.iter().map(|it| (it.id, it.name));
        self.index.pack_all(packed());
        self.condensed.note_all(folded, packed());
        self.views.take_links(places.iter().map(|it| (it.id, it.author, it.prev)));
        for run in runs {
            self.let_through(run);
        }
        for link in self.chains.fill(places.iter().map(|it| (it.id, it.author, it.seq))) {
            self.go_through(link);
        }
        self.resting.is_misfit |= !fits;
    }

    /// Keeps a change of a lane at rest for when it is woken; returns any other.
    pub(super) fn take_resting(&mut self, kind: Kind, change: Change) -> Option<Change> {
        let lane = self.resting.lanes.get_mut(&change.stream).filter(|_| kind == Kind::Lane);
        match lane {
            Some(it) if it.lane.loose.contains(&change.envelope) => {
                it.loose.push(change);
                None
            }
            Some(_) | None => Some(change),
        }
    }

    /// Lays lanes to rest, once the log is read. Where not all came that was kept of them, or not all holds any more, it
    /// says so: then the log has to be read as if nothing had been kept.
    pub(super) fn lay_to_rest(&mut self) {
        let Resting { operations, mut checkpoints, lanes, shown, is_misfit } =
            std::mem::take(&mut self.resting);
        let Some(shown) = shown else { return };
        let rests: Option<Vec<Rest>> =
            lanes.into_values().map(|it| self.rest(it, &mut checkpoints, &shown)).collect();
        let rests = rests.filter(|_| !is_misfit);
        let laid = rests.is_some_and(|it| self.views.lay_to_rest(it, operations));
        self.resting.is_misfit = !laid;
    }

    fn rest(
        &self,
        awaited: Awaited,
        checkpoints: &mut BTreeMap<EnvelopeId, Arc<Held>>,
        shown: &Arc<Workspace>,
    ) -> Option<Rest> {
        let is_here = awaited.is_here();
        let Awaited { lane: Lane { review, member, heads, .. }, signed, loose } = awaited;
        let whole = |signed: Signed| {
            let held = checkpoints.remove(&signed.name())?;
            let key = self.ring.get(&signed.checkpoint().key())?.clone();
            let through = signed.end_ids().all(|it| self.chains.is_through(&it));
            through.then_some((signed, held, key))
        };
        let checkpoints = signed.into_iter().map(whole).collect::<Option<Vec<_>>>()?;
        let shown = Arc::clone(shown);
        let answers = Late::new(move || {
            let lane = shown.reviews.get(&review).and_then(|it| it.lanes.get(&member));
            lane.map(|it| Arc::clone(&it.answers)).unwrap_or_default()
        });
        let written: Arc<dyn Written> = Arc::new(Lying { checkpoints, loose });
        is_here.then_some(Rest { review, member, heads, answers, written })
    }

    /// Lets through what a log goes on with, and what waited for it.
    pub(super) fn let_through(&mut self, link: Link) {
        for through in self.chains.offer(link) {
            self.go_through(through);
        }
    }

    fn go_through(&mut self, link: Link) {
        if let Link::Whole(envelope) = link {
            self.views.take_link(envelope.header().author, envelope.id(), envelope.header().prev);
            self.open_or_keep(envelope);
        }
    }
}

/// Where an envelope stands, and in which checkpoint.
struct Place {
    id: EnvelopeId,
    author: DeviceId,
    seq: u32,
    prev: EnvelopeId,
    name: EnvelopeId,
}

//! Content that is to be destroyed, and what is left of it.
//!
//! Once the control history says that an assessment is destroyed, every envelope of its lanes and its board gives its
//! content up: what stays proves its place in its author's log, so that what follows it can be read and replicas still
//! compare what they have.
//!
//! **Invariant:** an envelope without its content counts as here only while the history says that it was destroyed.
//! Otherwise it is looked for like one that never came, so that nobody can hide an answer by passing it on bare.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    control::op::Op,
    ids::{AssessmentId, EnvelopeId, MemberId, ReviewId, StreamId},
    time::At,
};

use super::{Replica, WriteError, write::refuse};
use crate::{
    engine::index::Entry,
    envelope::{self, Sealed},
    refusal::Refusal,
    store::StoreError,
};

/// Set while the file may hold content that was destroyed, or files that only such content named.
const UNTIDY: &str = "destroyed-untidy";
/// Set while files beside the log may be left that only destroyed content named.
const FILES: &str = "destroyed-files";

/// Which content is to be destroyed, and which is.
#[derive(Debug, Default)]
pub(super) struct Doomed {
    /// The streams that the history says are destroyed, as of the last look.
    streams: BTreeSet<StreamId>,
    /// Of which assessments, and how many members there were: the streams follow from these.
    basis: (BTreeSet<AssessmentId>, usize),
    /// Envelopes that still have the content that they could give up.
    whole: BTreeMap<StreamId, BTreeSet<EnvelopeId>>,
    /// How many envelopes can't give their content up: written in format 1.
    fixed: BTreeMap<StreamId, usize>,
    /// Envelopes without their content, whether rightly or not.
    bare: BTreeMap<EnvelopeId, (StreamId, Entry)>,
    /// Set when what counts as here has to be found out anew.
    stale: bool,
}

impl Doomed {
    /// Says whether the content of `envelope` is destroyed.
    pub(super) fn covers(&self, envelope: &envelope::Verified) -> bool {
        let header = envelope.header();
        header.kind.may_be_bare() && self.streams.contains(&header.stream)
    }

    /// Says whether the envelope is here without its content, and should not be.
    pub(super) fn is_hollow(&self, id: &EnvelopeId) -> bool {
        self.bare.get(id).is_some_and(|(stream, _)| !self.streams.contains(stream))
    }

    /// Returns the envelopes that lack the content they should have.
    pub(super) fn hollow(&self) -> impl Iterator<Item = EnvelopeId> {
        let should = self.bare.iter().filter(|(_, (stream, _))| !self.streams.contains(stream));
        should.map(|(id, _)| *id)
    }

    /// Says whether the content of all that belongs to `stream` is destroyed.
    pub(super) fn is_doomed(&self, stream: &StreamId) -> bool {
        self.streams.contains(stream)
    }

    /// Returns the envelopes of `stream` that have their content in a record of their own.
    pub(super) fn whole_of(&self, stream: &StreamId) -> BTreeSet<EnvelopeId> {
        self.whole.get(stream).cloned().unwrap_or_default()
    }

    /// Notes that envelopes of `stream` are in a checkpoint now; returns how many of them were not.
    pub(super) fn forget_whole(&mut self, stream: &StreamId, ids: &[EnvelopeId]) -> usize {
        let Some(whole) = self.whole.get_mut(stream) else { return 0 };
        ids.iter().filter(|it| whole.remove(*it)).count()
    }

    /// Notes a record of an envelope that is known already, maybe from a checkpoint: it has its content, too.
    pub(super) fn note_spare(&mut self, envelope: &envelope::Verified) {
        if envelope.can_be_bare() && !envelope.is_covered() {
            self.whole.entry(envelope.header().stream).or_default().insert(envelope.id());
        }
    }

    /// Notes an envelope that has its content.
    pub(super) fn note_whole(&mut self, envelope: &envelope::Verified) {
        let header = envelope.header();
        if !header.kind.may_be_bare() {
            return;
        }
        if envelope.is_covered() {
            // It is in a checkpoint, and gives its content up with that.
        } else if envelope.can_be_bare() {
            self.whole.entry(header.stream).or_default().insert(envelope.id());
        } else {
            let fixed = self.fixed.entry(header.stream).or_default();
            *fixed = fixed.saturating_add(1);
        }
        // What was missed came back: what builds on it can be read now.
        self.stale |= self.bare.remove(&envelope.id()).is_some();
    }

    /// Notes an envelope without its content; returns whether it counts as here, and `None` if it was noted before.
    pub(super) fn note_bare(&mut self, stream: StreamId, entry: Entry) -> Option<bool> {
        if self.bare.insert(entry.id, (stream, entry)).is_some() {
            return None;
        }
        Some(self.streams.contains(&stream))
    }
}

impl Replica {
    /// Looks which content the history says is destroyed, and counts as here what rightly has none.
    pub(super) fn weigh_destroyed(&mut self) {
        let control = self.views.control();
        let basis = (control.destroyed.keys().copied().collect(), control.members.len());
        if basis == self.doomed.basis {
            return;
        }
        let streams = control.destroyed_streams();
        let doomed = &mut self.doomed;
        doomed.stale |= !doomed.streams.is_subset(&streams);
        doomed.basis = basis;
        doomed.streams = streams;
        for (stream, entry) in doomed.bare.values() {
            if doomed.streams.contains(stream) && self.index.insert(*entry) {
                self.fresh.push(entry.id);
            }
        }
    }

    /// Destroys what is to be destroyed and is not yet. On return it is gone from the log; what can't be wiped from the
    /// file now is wiped at the next chance.
    pub(super) fn carry_out_destruction(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.doomed.stale) {
            self.rebuild_quietly()?;
        }
        let Doomed { streams, whole, .. } = &self.doomed;
        let doomed = streams.iter().filter_map(|it| whole.get(it));
        let ids: Vec<EnvelopeId> = doomed.flatten().copied().collect();
        let checkpoints = self.condensed.of(streams);
        if ids.is_empty() && checkpoints.is_empty() {
            return Ok(());
        }
        // They are noted until it is done: what fails now is tried again.
        self.strip(&ids, &checkpoints)?;
        self.rebuild_quietly()?;
        self.wipe()
    }

    fn strip(&mut self, ids: &[EnvelopeId], checkpoints: &[EnvelopeId]) -> Result<(), StoreError> {
        let mut bare = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(record) = self.store.get(*id)? else { continue };
            match Sealed::parse(&record).and_then(|it| it.verify(self.workspace)) {
                Ok(envelope) => bare.push(envelope.bare()),
                Err(err) => tracing::warn!(%err, id = %id.short(), "not destroyed"),
            }
        }
        self.store.begin()?;
        let mut done = self.store.replace(&bare).and_then(|()| self.strip_checkpoints(checkpoints));
        for note in [UNTIDY, FILES] {
            done = done.and_then(|()| self.store.set_note(note, &[1]));
        }
        match done {
            Ok(()) => self.store.commit(),
            Err(err) => {
                self.store.rollback()?;
                Err(err)
            }
        }
    }

    /// Wipes what the file still holds of content that was destroyed: right after that, and where somebody else was
    /// reading then, at the next start. It writes the whole file anew.
    pub(super) fn wipe(&mut self) -> Result<(), StoreError> {
        if self.store.note(UNTIDY)?.is_none_or(|it| it != [1]) {
            return Ok(());
        }
        match self.store.wipe() {
            Ok(()) => self.store.set_note(UNTIDY, &[0]),
            Err(err) => {
                tracing::info!(%err, "destroyed content is wiped from the file later");
                Ok(())
            }
        }
    }

    /// Returns the envelopes that are kept but don't count as here: they lack the content they should have.
    pub fn hollow(&self) -> impl Iterator<Item = EnvelopeId> {
        self.doomed.hollow()
    }

    /// Returns whether files may be left that only destroyed content named.
    pub fn has_files_to_forget(&mut self) -> Result<bool, StoreError> {
        Ok(self.store.note(FILES)?.is_some_and(|it| it == [1]))
    }

    /// Remembers that no such files are left.
    pub fn forgot_files(&mut self) -> Result<(), StoreError> {
        self.store.set_note(FILES, &[0])
    }

    /// Builds all again and still tells what came in before.
    fn rebuild_quietly(&mut self) -> Result<(), StoreError> {
        let fresh = std::mem::take(&mut self.fresh);
        self.rebuild()?;
        self.fresh = fresh;
        Ok(())
    }

    /// Destroys an assessment, unless an older version wrote part of it: that would stay.
    pub(super) fn destroy(
        &mut self,
        assessment: AssessmentId,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let control = self.views.control();
        let of_it = |it: &(StreamId, ReviewId, MemberId)| {
            control.reviews.get(&it.1).is_some_and(|review| review.assessment == assessment)
        };
        let lanes = control.lane_streams().filter(of_it).map(|(stream, ..)| stream);
        let streams = lanes.chain([StreamId::board(assessment)]);
        let fixed: usize = streams.filter_map(|it| self.doomed.fixed.get(&it)).sum();
        if fixed == 0 {
            return self.op(Op::Destroy { assessment }, now);
        }
        refuse(Refusal::OldForm { entries: fixed })
    }
}

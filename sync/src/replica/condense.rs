//! Checkpoints in the log: what each stands for, and making them.
//!
//! **Invariant:** an envelope that a checkpoint covers is here as if it had come by itself. Nothing is dropped but what a
//! checkpoint gives back, which is made only of lanes that the control history opened to every member: whoever can't
//! read a lane can't check a checkpoint of it.

mod keys;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use muster_model::{
    control::op::Secrecy,
    ids::{DeviceId, EnvelopeId, KeyId, StreamId},
    workspace::warning::{Flaw, Warning},
};
use serde::{Deserialize, Serialize};

use super::{Accepted, Replica, batch};
use crate::{
    checkpoint::{self, Checkpoint, CheckpointError, LEAST, MAX_COVERED, Signed},
    envelope::{EnvelopeError, Sealed, Verified},
    keys::{ContentKey, KeyRing},
    store::StoreError,
};

/// Fewest new envelopes in a lane for a checkpoint at leisure.
const AT_LEISURE: usize = 64;
/// How many checkpoints are unfolded together.
const TOGETHER: usize = 8;

/// The checkpoints in the log.
#[derive(Debug, Default)]
pub(super) struct Condensed {
    /// By name.
    rows: BTreeMap<EnvelopeId, Row>,
    /// Which checkpoint holds an envelope with its content.
    whole: BTreeMap<EnvelopeId, EnvelopeId>,
    /// Which one holds its place without its content.
    bare: BTreeMap<EnvelopeId, EnvelopeId>,
    /// Those whose key is not here.
    shut: Vec<Signed>,
    /// Those without content that were read and not believed yet.
    bare_ones: Vec<Signed>,
    /// Keys that somebody handed out, whether that counts or not.
    heard: KeyRing,
    /// Keys of lanes that somebody sealed for this device, whether that counts or not; opened when one is needed.
    wraps: Vec<(KeyId, Vec<u8>)>,
    /// How many envelopes a lane had outside checkpoints when nothing could be gained by one.
    tried: BTreeMap<(StreamId, KeyId), usize>,
}

#[derive(Debug)]
struct Row {
    stream: StreamId,
    key: KeyId,
    is_bare: bool,
    held: Arc<Held>,
}

impl Row {
    fn of(checkpoint: &Checkpoint, held: Arc<Held>) -> Self {
        let (stream, key) = (checkpoint.stream(), checkpoint.key());
        Self { stream, key, is_bare: checkpoint.is_bare(), held }
    }
}

/// What is in a checkpoint, as far as those have to know who do not unfold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    /// The envelopes, run by run.
    pub(super) ids: Vec<EnvelopeId>,
    /// How long their records were, all together, by their authors.
    pub(super) lengths: BTreeMap<DeviceId, u64>,
}

impl Held {
    fn of(covered: &[Verified]) -> Self {
        let mut lengths: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for it in covered {
            let length = lengths.entry(it.header().author).or_default();
            *length = length.saturating_add(u64::try_from(it.record().len()).unwrap_or(u64::MAX));
        }
        Self { ids: covered.iter().map(Verified::id).collect(), lengths }
    }
}

impl Condensed {
    /// Returns the checkpoint that holds the envelope with its content.
    pub(super) fn whole(&self, id: &EnvelopeId) -> Option<EnvelopeId> {
        self.whole.get(id).copied()
    }

    /// Returns the checkpoint that holds the place of the envelope without its content.
    pub(super) fn bare(&self, id: &EnvelopeId) -> Option<EnvelopeId> {
        self.bare.get(id).copied()
    }

    /// Says whether the envelope is in a checkpoint.
    pub(super) fn covers(&self, id: &EnvelopeId) -> bool {
        self.whole.contains_key(id) || self.bare.contains_key(id)
    }

    /// Returns how many envelopes have to be new in a lane for a checkpoint at leisure: so many that over the years each
    /// is packed a handful of times and not with every answer.
    fn worth(&self, (stream, key): (StreamId, KeyId)) -> usize {
        let covered: usize = self.growing((stream, key)).map(|(_, it)| it.held.ids.len()).sum();
        AT_LEISURE.max(covered / 4)
    }

    /// Returns the checkpoints of a lane that a new one takes in.
    fn growing(
        &self,
        (stream, key): (StreamId, KeyId),
    ) -> impl Iterator<Item = (EnvelopeId, &Row)> {
        let growing = move |it: &&Row| {
            (it.stream, it.key) == (stream, key)
                && !it.is_bare
                && it.held.ids.len() < MAX_COVERED / 2
        };
        self.rows.iter().map(|(name, it)| (*name, it)).filter(move |(_, it)| growing(it))
    }

    /// Returns the checkpoints of these streams that have their content.
    pub(super) fn of(&self, streams: &BTreeSet<StreamId>) -> Vec<EnvelopeId> {
        let of = self.rows.iter().filter(|(_, it)| !it.is_bare && streams.contains(&it.stream));
        of.map(|(name, _)| *name).collect()
    }

    fn note(&mut self, signed: &Signed, held: Held) {
        let (name, it) = (signed.name(), signed.checkpoint());
        let by_id = if it.is_bare() { &mut self.bare } else { &mut self.whole };
        by_id.extend(held.ids.iter().map(|id| (*id, name)));
        self.rows.insert(name, Row::of(it, Arc::new(held)));
    }

    /// Notes many that have their content; `packed` says of each envelope in which it is.
    pub(super) fn note_all<'a>(
        &mut self,
        all: impl IntoIterator<Item = (&'a Signed, Arc<Held>)>,
        packed: impl IntoIterator<Item = (EnvelopeId, EnvelopeId)>,
    ) {
        let row = |(it, held): (&Signed, _)| (it.name(), Row::of(it.checkpoint(), held));
        self.rows.extend(all.into_iter().map(row));
        self.whole.append(&mut packed.into_iter().collect());
    }

    /// Returns the checkpoints of `stream` that have their content, each with what is in it.
    pub(super) fn held_in(&self, stream: StreamId) -> impl Iterator<Item = (EnvelopeId, &Held)> {
        let rows = self.rows.iter().filter(move |(_, it)| !it.is_bare && it.stream == stream);
        rows.map(|(name, it)| (*name, &*it.held))
    }

    /// Forgets checkpoints that others took the place of.
    fn forget(&mut self, names: &[EnvelopeId]) {
        for name in names {
            let Some(row) = self.rows.remove(name) else { continue };
            for id in &row.held.ids {
                for held in [&mut self.whole, &mut self.bare] {
                    if held.get(id) == Some(name) {
                        held.remove(id);
                    }
                }
            }
        }
    }

    /// Returns the checkpoints that are of no use beside one of `stream` that covers all of `ids` with their content.
    fn outdone(
        &self,
        name: EnvelopeId,
        stream: StreamId,
        ids: &BTreeSet<EnvelopeId>,
    ) -> Vec<EnvelopeId> {
        let within = |(other, it): &(&EnvelopeId, &Row)| {
            **other != name && it.stream == stream && it.held.ids.iter().all(|id| ids.contains(id))
        };
        self.rows.iter().filter(within).map(|(other, _)| *other).collect()
    }
}

impl Replica {
    /// Returns how many envelopes stand in checkpoints.
    pub fn condensed(&self) -> usize {
        self.condensed.whole.len()
    }

    /// Makes checkpoints of all lanes that are worth it, and drops what they cover. Returns how many envelopes were
    /// condensed that were not before.
    ///
    /// What is shown, what is listed and what others are sent stays the same. Each lane is a step of its own: what was
    /// done before a failure is done.
    pub fn condense(&mut self) -> Result<usize, StoreError> {
        self.condense_from(LEAST)
    }

    /// Condenses like [`Self::condense`] what came to `least` envelopes in a lane since it was done before.
    pub fn condense_from(&mut self, least: usize) -> Result<usize, StoreError> {
        let mut done = 0_usize;
        for (stream, key) in self.open_to_all() {
            // What does not fit into one goes into another.
            loop {
                let more = self.condense_lane((stream, key), least)?;
                done = done.saturating_add(more);
                if more == 0 {
                    break;
                }
            }
        }
        if done > 0 {
            self.tidy();
        }
        Ok(done)
    }

    /// Makes one checkpoint, of a lane in which enough is new, and returns how many envelopes it took in; 0 if there is
    /// none to make. For moments when nothing else is to be done: it takes as long as some thousand envelopes do.
    pub fn condense_next(&mut self) -> Result<usize, StoreError> {
        for lane in self.open_to_all() {
            let outside = self.doomed.whole_of(&lane.0).len();
            let least = self.condensed.worth(lane);
            if outside < least || self.condensed.tried.get(&lane) == Some(&outside) {
                continue;
            }
            let done = self.condense_lane(lane, least)?;
            if done > 0 {
                return Ok(done);
            }
            self.condensed.tried.insert(lane, outside);
        }
        Ok(0)
    }

    /// Gives room back that envelopes took before they were condensed.
    pub fn tidy(&mut self) {
        if let Err(err) = self.store.tidy() {
            tracing::info!(%err, "the log keeps its size for now");
        }
    }

    /// Returns the lanes that every member can read for good, each with the keys for which that holds: those handed out
    /// openly, in a review without secrecy or after its reveal.
    fn open_to_all(&self) -> BTreeSet<(StreamId, KeyId)> {
        let mut out = BTreeSet::new();
        for (id, review) in &self.views.control().reviews {
            if review.secrecy != Secrecy::Open && review.reveal.is_none() {
                continue;
            }
            for (member, lane) in &review.lanes {
                let open = lane.open.iter().map(|it| ContentKey::from_bytes(*it).id());
                let named = open.filter(|it| lane.keys.contains(it) && self.ring.contains(it));
                out.extend(named.map(|key| (StreamId::lane(*id, *member), key)));
            }
        }
        out
    }

    fn condense_lane(
        &mut self,
        (stream, key): (StreamId, KeyId),
        least: usize,
    ) -> Result<usize, StoreError> {
        if self.doomed.whole_of(&stream).len() < least {
            return Ok(0);
        }
        self.store.begin()?;
        match self.replace_by_checkpoint((stream, key), least) {
            Ok(made) => {
                if let Err(err) = self.store.commit() {
                    self.store.rollback()?;
                    // Where it is done all the same, the log tells.
                    self.read_on()?;
                    return Err(err);
                }
                let Some((signed, held, instead)) = made else { return Ok(0) };
                let whole = self.doomed.forget_whole(&stream, &held.ids);
                self.forget_checkpoints(&instead);
                self.note_checkpoint(&signed, held);
                Ok(whole)
            }
            Err(err) => {
                self.store.rollback()?;
                Err(err)
            }
        }
    }

    /// Writes a checkpoint of the lane within a transaction; `None` where none is worth it. Returns what it covers, and
    /// which checkpoints it takes the place of.
    fn replace_by_checkpoint(
        &mut self,
        (stream, key): (StreamId, KeyId),
        least: usize,
    ) -> Result<Option<Made>, StoreError> {
        // Somebody else may have written meanwhile, or destroyed.
        self.catch_up()?;
        if !self.open_to_all().contains(&(stream, key)) || self.doomed.is_doomed(&stream) {
            return Ok(None);
        }
        let Some(content_key) = self.ring.get(&key).cloned() else { return Ok(None) };
        let mut all = Vec::new();
        for id in self.doomed.whole_of(&stream) {
            let Some(record) = self.store.get(id)? else { continue };
            // Of a run the last signature is checked once the checkpoint is made; it holds for all before it.
            let envelope = Sealed::parse(&record).and_then(|it| it.unchecked(self.workspace));
            all.extend(envelope.ok().filter(|it| it.header().key == key));
        }
        if all.len() < least {
            return Ok(None);
        }
        let fresh = all.len();
        let growing: Vec<EnvelopeId> =
            self.condensed.growing((stream, key)).map(|(name, _)| name).collect();
        for name in growing {
            let Some((signed, expanded)) = self.read_checkpoint(name)? else { continue };
            all.extend(signed.ends(&expanded));
            all.extend(expanded);
        }
        let made = checkpoint::make((self.workspace, stream), &content_key, &all, least);
        let Some((signed, covered)) = made else { return Ok(None) };
        let held = Held::of(&covered);
        let set: BTreeSet<EnvelopeId> = held.ids.iter().copied().collect();
        // Where it only holds again what others do, nothing is gained.
        let gained = all.iter().take(fresh).filter(|it| set.contains(&it.id())).count();
        if gained < least {
            return Ok(None);
        }
        let instead = self.condensed.outdone(signed.name(), stream, &set);
        let gone: Vec<EnvelopeId> = held.ids.iter().chain(&instead).copied().collect();
        self.store.condense(&signed, &gone)?;
        Ok(Some((signed, held, instead)))
    }

    /// Reads a checkpoint from the log, and what it covers; `None` if it is not what it was or its key is not here.
    pub(super) fn read_checkpoint(
        &mut self,
        name: EnvelopeId,
    ) -> Result<Option<(Signed, Vec<Verified>)>, StoreError> {
        let Some(record) = self.store.get(name)? else { return Ok(None) };
        let signed = Checkpoint::parse(&record).and_then(|it| it.verify(self.workspace));
        let expanded = signed.and_then(|it| Ok((it.clone(), self.expand(&it)?)));
        if let Err(err) = &expanded {
            tracing::warn!(%err, "a checkpoint in the log can't be read");
        }
        Ok(expanded.ok())
    }

    /// Computes what a checkpoint covers.
    pub(super) fn expand(&mut self, signed: &Signed) -> Result<Vec<Verified>, EnvelopeError> {
        if signed.checkpoint().is_bare() {
            return signed.expand(None);
        }
        let key = self.key_to_check_with(signed.checkpoint().key());
        signed.expand(Some(&key.ok_or(CheckpointError::Shut)?))
    }

    /// Notes a checkpoint that is in the log. [`Self::settle`] believes it, or whatever does so once its key is here.
    pub(super) fn take_checkpoint(&mut self, signed: Signed) {
        if self.condensed.rows.contains_key(&signed.name()) {
            return;
        }
        let Some(signed) = self.resting.take(signed) else { return };
        let waiting = if signed.checkpoint().is_bare() {
            &mut self.condensed.bare_ones
        } else {
            &mut self.condensed.shut
        };
        if waiting.iter().all(|it| it.name() != signed.name()) {
            waiting.push(signed);
        }
    }

    /// Believes what a checkpoint in the log covers.
    pub(super) fn take_covered(&mut self, signed: &Signed, covered: Vec<Verified>) {
        self.note_checkpoint(signed, Held::of(&covered));
        for envelope in covered {
            self.take(envelope);
        }
    }

    /// Says whether there are checkpoints in the log that were not believed yet.
    pub(super) fn has_unopened_checkpoints(&self) -> bool {
        !(self.condensed.shut.is_empty() && self.condensed.bare_ones.is_empty())
    }

    /// Tries the checkpoints whose key was not here, and then believes those that need none: what is without its content
    /// in one record may have it in another. Returns whether one more could be read.
    pub(super) fn open_checkpoints(&mut self) -> bool {
        if !self.condensed.shut.is_empty() {
            if self.try_checkpoints() {
                return true;
            }
            self.listen(None);
            if self.try_checkpoints() {
                return true;
            }
        }
        let bare = std::mem::take(&mut self.condensed.bare_ones);
        let any = !bare.is_empty();
        for signed in bare {
            match signed.expand(None) {
                Ok(places) => self.take_covered(&signed, places),
                Err(err) => self.cannot_be_read(&signed, err),
            }
        }
        any
    }

    /// Tells of a checkpoint in the log that does not hold.
    fn cannot_be_read(&mut self, signed: &Signed, err: EnvelopeError) {
        self.strange.push(set_aside(signed, err.into()));
    }

    fn try_checkpoints(&mut self) -> bool {
        let shut = std::mem::take(&mut self.condensed.shut);
        let keyed = |it: Signed| (self.key_at_hand(it.checkpoint().key()), it);
        let (open, shut): (Vec<_>, Vec<_>) =
            shut.into_iter().map(keyed).partition(|it| it.0.is_some());
        self.condensed.shut = shut.into_iter().map(|(_, it)| it).collect();
        // Not all at once: what they unfold to is many times as long.
        for some in open.chunks(TOGETHER) {
            let unfolded = batch::each_long(some, |(key, it)| it.expand(key.as_ref()));
            for ((_, signed), covered) in some.iter().zip(unfolded) {
                match covered {
                    Ok(covered) => self.take_covered(signed, covered),
                    Err(err) => self.cannot_be_read(signed, err),
                }
            }
        }
        !open.is_empty()
    }

    /// Returns what to tell of checkpoints in the log whose key never came.
    pub(super) fn shut_checkpoints(&self) -> impl Iterator<Item = Warning> {
        let why = || Flaw::Checkpoint(CheckpointError::Shut.into());
        self.condensed.shut.iter().map(move |it| set_aside(it, why()))
    }

    /// Takes a checkpoint from elsewhere and stores it if anything in it is new. Returns which envelopes it covers.
    pub(super) fn accept_checkpoint(&mut self, signed: Signed) -> Result<Accepted, StoreError> {
        let name = signed.name();
        if let Some(row) = self.condensed.rows.get(&name) {
            return Ok(Ok(row.held.ids.iter().copied().chain([name]).collect()));
        }
        // Whoever sends what is here already is not to keep this device busy unfolding it. Whether the record holds nobody
        // knows then: it brought nothing.
        if self.index.hollow() == 0 && signed.end_ids().all(|it| self.chains.is_through(&it)) {
            return Ok(Ok(Vec::new()));
        }
        let covered = match self.expand(&signed) {
            Ok(covered) => covered,
            Err(err) => return Ok(Err(err)),
        };
        let ids: Vec<EnvelopeId> = covered.iter().map(Verified::id).collect();
        let is_bare = signed.checkpoint().is_bare();
        let doomed = self.doomed.is_doomed(&signed.checkpoint().stream());
        let is_news =
            |id: &EnvelopeId| !(self.index.contains(id) || is_bare && self.doomed.is_hollow(id));
        if !ids.iter().any(is_news) {
            return Ok(Ok(ids.into_iter().chain([name]).collect()));
        }
        let mut room = self.quota.batch(|it| self.is_known(it));
        for envelope in covered.iter().filter(|it| !self.index.contains(&it.id())) {
            if let Err(err) = self.check_room(envelope, &mut room) {
                return Ok(Err(err));
            }
        }
        let (signed, covered) = match signed.bare(&covered) {
            Some(bare) if doomed && !is_bare => {
                let places = bare.expand(None);
                match places {
                    Ok(places) => (bare, places),
                    Err(err) => return Ok(Err(err)),
                }
            }
            Some(_) | None => (signed, covered),
        };
        // What it holds whole need not be kept besides. One without content takes nothing away.
        let set: BTreeSet<EnvelopeId> = ids.iter().copied().collect();
        let instead = if signed.checkpoint().is_bare() {
            Vec::new()
        } else {
            self.condensed.outdone(signed.name(), signed.checkpoint().stream(), &set)
        };
        let spared: &[EnvelopeId] = if signed.checkpoint().is_bare() { &[] } else { &ids };
        let gone: Vec<EnvelopeId> = spared.iter().chain(&instead).copied().collect();
        self.store.condense(&signed, &gone)?;
        if !signed.checkpoint().is_bare() {
            self.doomed.forget_whole(&signed.checkpoint().stream(), &ids);
        }
        self.forget_checkpoints(&instead);
        self.take_covered(&signed, covered);
        Ok(Ok(ids.into_iter().chain([name]).collect()))
    }

    fn note_checkpoint(&mut self, signed: &Signed, held: Held) {
        self.index.pack(signed.name(), &held.ids);
        self.condensed.note(signed, held);
    }

    fn forget_checkpoints(&mut self, names: &[EnvelopeId]) {
        for name in names {
            if let Some(row) = self.condensed.rows.get(name) {
                self.index.unpack(name, &row.held.ids);
            }
        }
        self.condensed.forget(names);
    }

    /// Puts what is left of checkpoints of destroyed lanes in their places, within a transaction.
    pub(super) fn strip_checkpoints(&mut self, names: &[EnvelopeId]) -> Result<(), StoreError> {
        for name in names {
            let Some((signed, expanded)) = self.read_checkpoint(*name)? else { continue };
            let Some(bare) = signed.bare(&expanded) else {
                tracing::warn!(name = %name.short(), "a checkpoint was not destroyed");
                continue;
            };
            self.store.condense(&bare, &[*name])?;
        }
        Ok(())
    }
}

fn set_aside(signed: &Signed, why: Flaw) -> Warning {
    Warning::SetAside { envelope: signed.name(), device: signed.author(), why }
}

/// A checkpoint that was written, what it covers, and the checkpoints it takes the place of.
type Made = (Signed, Held, Vec<EnvelopeId>);

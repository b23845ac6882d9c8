//! What the other side is to be sent: what it asked for, and what is new.

use std::collections::{BTreeSet, VecDeque};

use muster_model::ids::EnvelopeId;

use super::{Demand, Reason, Seen, WINDOW, length};
use crate::{
    engine::index::Index,
    wire::{MAX_RECORD, MAX_RECORDS, Message, Part},
};

/// Most envelopes waiting to be pushed; the next round brings what is beyond.
const MAX_QUEUED: usize = 1 << 16;
/// Most records read at once.
const MAX_READ: usize = 512;
/// Record bytes read at once, about.
const BUDGET: usize = 256 * 1024;
/// Record bytes in a message, about: the other side stores them at one stroke.
const PACK: usize = 64 * 1024;

#[derive(Debug, Default)]
pub(super) struct Supply {
    asked: VecDeque<EnvelopeId>,
    /// Whether a question of the other side stands.
    answering: bool,
    urgent: VecDeque<EnvelopeId>,
    fresh: VecDeque<EnvelopeId>,
    reading: Option<Reading>,
    unacknowledged: u64,
    /// Envelopes sent so far.
    pub(super) sent: usize,
}

/// What may be pushed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Push<'a> {
    /// Nothing yet: the other side is still saying what it has.
    Later,
    /// All but what it said it has.
    AllBut(&'a Demand),
}

#[derive(Debug)]
struct Reading {
    ids: Vec<EnvelopeId>,
    of: Queue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Queue {
    Urgent,
    Fresh,
    Asked,
}

impl Supply {
    /// The other side asks. Of what is kept together each record is looked up once.
    pub(super) fn asked(&mut self, index: &Index, ids: &[EnvelopeId]) -> Result<(), Reason> {
        if self.answering || ids.is_empty() {
            return Err(Reason::Unexpected(
                "an empty question, or one before the last was answered",
            ));
        }
        self.answering = true;
        self.asked = bearers(index, ids).collect();
        Ok(())
    }

    /// Envelopes are new here.
    pub(super) fn push(&mut self, index: &Index, ids: &[EnvelopeId]) {
        for id in bearers(index, ids) {
            if self.urgent.len() + self.fresh.len() < MAX_QUEUED {
                let queue = if index.is_control(&id) { &mut self.urgent } else { &mut self.fresh };
                queue.push_back(id);
            }
        }
    }

    /// The other side turned out to have these.
    pub(super) fn forget(&mut self, ids: &[EnvelopeId]) {
        if !self.urgent.is_empty() || !self.fresh.is_empty() {
            let ids: BTreeSet<&EnvelopeId> = ids.iter().collect();
            self.urgent.retain(|it| !ids.contains(it));
            self.fresh.retain(|it| !ids.contains(it));
        }
    }

    /// The other side has taken in `bytes`.
    pub(super) fn acknowledged(&mut self, bytes: u64) -> Result<(), Reason> {
        let left = self.unacknowledged.checked_sub(bytes);
        self.unacknowledged = left.ok_or(Reason::Unexpected("it took in what was not sent"))?;
        Ok(())
    }

    /// Returns what to read next, and about how many bytes of it. `push` tells what may be pushed now.
    pub(super) fn next(&mut self, push: Push<'_>) -> Option<(Vec<EnvelopeId>, usize)> {
        if self.reading.is_some() || self.unacknowledged >= WINDOW {
            return None;
        }
        let may = matches!(push, Push::AllBut(_));
        let (urgent, fresh) = (may && !self.urgent.is_empty(), may && !self.fresh.is_empty());
        let of = match (urgent, fresh, self.answering) {
            (true, _, _) => Queue::Urgent,
            (false, true, _) => Queue::Fresh,
            (false, false, true) => Queue::Asked,
            (false, false, false) => return None,
        };
        let queue = self.queue(of);
        let mut ids: Vec<EnvelopeId> = queue.drain(..queue.len().min(MAX_READ)).collect();
        if let (Push::AllBut(demand), Queue::Urgent | Queue::Fresh) = (push, of) {
            ids.retain(|it| !demand.is_theirs(it));
            if ids.is_empty() {
                return self.next(push);
            }
        }
        self.reading = Some(Reading { ids: ids.clone(), of });
        Some((ids, BUDGET))
    }

    fn queue(&mut self, of: Queue) -> &mut VecDeque<EnvelopeId> {
        match of {
            Queue::Urgent => &mut self.urgent,
            Queue::Fresh => &mut self.fresh,
            Queue::Asked => &mut self.asked,
        }
    }

    /// Records were read; returns the messages that carry them. `seen` is what this side has.
    pub(super) fn fetched(
        &mut self,
        mut records: Vec<Vec<u8>>,
        looked_up: usize,
        seen: Seen,
    ) -> Vec<Message> {
        let Some(Reading { ids, of }) = self.reading.take() else { return Vec::new() };
        // Who looks up nothing would be asked for ever.
        let looked_up = if looked_up == 0 { ids.len() } else { looked_up };
        let queue = self.queue(of);
        ids.into_iter().skip(looked_up).rev().for_each(|id| queue.push_front(id));
        records.retain(|it| it.len() <= MAX_RECORD);
        self.unacknowledged = self.unacknowledged.saturating_add(length(&records));
        self.sent = self.sent.saturating_add(records.len());
        let packs = pack(records);
        match of {
            Queue::Urgent | Queue::Fresh => {
                packs.into_iter().map(|records| Message::Push { records, seen }).collect()
            }
            Queue::Asked => self.answer(packs),
        }
    }

    fn answer(&mut self, mut packs: Vec<Vec<Vec<u8>>>) -> Vec<Message> {
        let done = self.asked.is_empty();
        if done {
            self.answering = false;
            if packs.is_empty() {
                packs.push(Vec::new());
            }
        }
        let n = packs.len();
        let part = |i| if done && i + 1 == n { Part::Last } else { Part::More };
        let data = |(i, records)| Message::Data { records, part: part(i) };
        packs.into_iter().enumerate().map(data).collect()
    }

    /// Returns whether records are being read.
    pub(super) fn is_fetching(&self) -> bool {
        self.reading.is_some()
    }

    /// Returns whether nothing waits to be sent or acknowledged.
    pub(super) fn is_idle(&self) -> bool {
        let queued = self.urgent.is_empty() && self.fresh.is_empty();
        queued && !self.answering && self.reading.is_none() && self.unacknowledged == 0
    }
}

/// Returns by what names these are to be had, each once.
fn bearers<'a>(
    index: &'a Index,
    ids: &'a [EnvelopeId],
) -> impl Iterator<Item = EnvelopeId> + use<'a> {
    let mut known = BTreeSet::new();
    ids.iter().map(|id| index.bearer(id)).filter(move |it| known.insert(*it))
}

/// Puts records into packs of a handy size.
fn pack(records: Vec<Vec<u8>>) -> Vec<Vec<Vec<u8>>> {
    let mut packs = Vec::new();
    let mut pack = Vec::new();
    let mut size = 0;
    for record in records {
        if !pack.is_empty() && (size + record.len() > PACK || pack.len() >= MAX_RECORDS) {
            packs.push(std::mem::take(&mut pack));
            size = 0;
        }
        size += record.len();
        pack.push(record);
    }
    if !pack.is_empty() {
        packs.push(pack);
    }
    packs
}

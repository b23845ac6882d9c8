//! What this side still wants from the other, and what came and is not settled yet.

use std::collections::{BTreeSet, VecDeque};

use muster_model::ids::EnvelopeId;

use super::{MAX_REFUSED, MAX_UNSETTLED, Reason, length};
use crate::{engine::index::Index, wire::MAX_IDS};

/// Most ids remembered for asking; the next round brings what is beyond.
const MAX_QUEUED: usize = 1 << 18;
/// Most ids remembered as not to be had from this side.
const MAX_SHUNNED: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Demand {
    control: VecDeque<EnvelopeId>,
    rest: VecDeque<EnvelopeId>,
    asked: BTreeSet<EnvelopeId>,
    /// Records the standing question may still bring; `None` where no question stands.
    due: Option<usize>,
    shunned: BTreeSet<EnvelopeId>,
    unsettled: u64,
    refused: usize,
}

impl Demand {
    /// The other side listed what it has.
    pub(super) fn offered(
        &mut self,
        index: &Index,
        control: Vec<EnvelopeId>,
        rest: Vec<EnvelopeId>,
    ) {
        let lacking = |it: &EnvelopeId| !index.contains(it);
        let room = MAX_QUEUED.saturating_sub(self.control.len() + self.rest.len());
        self.control.extend(control.into_iter().filter(lacking).take(room));
        let room = MAX_QUEUED.saturating_sub(self.control.len() + self.rest.len());
        self.rest.extend(rest.into_iter().filter(lacking).take(room));
    }

    /// Returns what to ask for now: the control history first, the rest once all has been offered.
    pub(super) fn next(&mut self, index: &Index, all_offered: bool) -> Option<Vec<EnvelopeId>> {
        if self.due.is_some() {
            return None;
        }
        if self.unsettled == 0 {
            self.give_up();
        }
        let room = MAX_IDS.saturating_sub(self.asked.len());
        let mut ids = Vec::new();
        while ids.len() < room {
            let rest = || if all_offered { self.rest.pop_front() } else { None };
            let Some(id) = self.control.pop_front().or_else(rest) else { break };
            let known = index.contains(&id) || self.shunned.contains(&id);
            if !known && self.asked.insert(id) {
                ids.push(id);
            }
        }
        if ids.is_empty() {
            return None;
        }
        self.due = Some(ids.len());
        Some(ids)
    }

    /// What was asked for, answered, settled and still isn't here, is not asked of this side again.
    fn give_up(&mut self) {
        for id in std::mem::take(&mut self.asked) {
            if self.shunned.len() < MAX_SHUNNED {
                self.shunned.insert(id);
            }
        }
    }

    /// Records came for the standing question.
    pub(super) fn answered(&mut self, records: &[Vec<u8>], last: bool) -> Result<(), Reason> {
        let due = self.due.ok_or(Reason::Unexpected("an answer without a question"))?;
        let left = due.checked_sub(records.len());
        let left = left.ok_or(Reason::Unexpected("more than was asked for"))?;
        self.due = if last { None } else { Some(left) };
        self.pushed(records)
    }

    /// Records came.
    pub(super) fn pushed(&mut self, records: &[Vec<u8>]) -> Result<(), Reason> {
        self.unsettled = self.unsettled.saturating_add(length(records));
        if self.unsettled > MAX_UNSETTLED { Err(Reason::Flood) } else { Ok(()) }
    }

    /// Records were verified and stored, or refused.
    pub(super) fn settled(
        &mut self,
        ids: &[EnvelopeId],
        bytes: u64,
        refused: usize,
    ) -> Result<(), Reason> {
        self.unsettled = self.unsettled.saturating_sub(bytes);
        for id in ids {
            self.asked.remove(id);
        }
        self.refused = self.refused.saturating_add(refused);
        if self.refused > MAX_REFUSED { Err(Reason::Forged) } else { Ok(()) }
    }

    /// Returns whether records wait for being settled.
    pub(super) fn is_settling(&self) -> bool {
        self.unsettled > 0
    }

    /// Returns whether nothing is wanted, asked for or unsettled.
    pub(super) fn is_idle(&self) -> bool {
        let queued = self.control.is_empty() && self.rest.is_empty();
        queued && self.due.is_none() && self.unsettled == 0
    }
}

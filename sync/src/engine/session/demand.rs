//! What this side still wants from the other, and what came and is not settled yet.

use std::collections::{BTreeSet, VecDeque};

use muster_model::ids::EnvelopeId;

use super::{MAX_REFUSED, MAX_UNSETTLED, Reason, length};
use crate::{
    engine::{Dice, index::Index},
    wire::{MAX_IDS, Part},
};

/// Most ids remembered for asking; the next round brings what is beyond.
const MAX_QUEUED: usize = 1 << 17;
/// Fewest ids asked for at once, if there are as many.
const FEW: usize = 64;
/// Most ids remembered as not to be had from this side.
const MAX_SHUNNED: usize = 4096;

#[derive(Debug)]
pub(super) struct Demand {
    control: VecDeque<EnvelopeId>,
    rest: VecDeque<EnvelopeId>,
    /// What the other side offered in this round and this side lacked then.
    theirs: BTreeSet<EnvelopeId>,
    /// How many ids to ask for at once: more while this side is the only source, few while others bring the same.
    stride: usize,
    /// Whether the standing question has been compared with what others brought meanwhile.
    compared: bool,
    asked: BTreeSet<EnvelopeId>,
    /// Records the standing question may still bring; `None` where no question stands.
    due: Option<usize>,
    shunned: BTreeSet<EnvelopeId>,
    unsettled: u64,
    refused: usize,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            control: VecDeque::new(),
            rest: VecDeque::new(),
            theirs: BTreeSet::new(),
            stride: FEW,
            compared: false,
            asked: BTreeSet::new(),
            due: None,
            shunned: BTreeSet::new(),
            unsettled: 0,
            refused: 0,
        }
    }
}

impl Demand {
    /// The other side listed what it has.
    pub(super) fn offered(
        &mut self,
        index: &Index,
        control: Vec<EnvelopeId>,
        rest: Vec<EnvelopeId>,
    ) {
        let lacking = |it: &EnvelopeId| !index.knows(it);
        let known = (self.control.len(), self.rest.len());
        // However much else there is, the control history comes whole: without it others are strangers.
        let room = MAX_QUEUED.saturating_sub(self.control.len());
        self.control.extend(control.into_iter().filter(lacking).take(room));
        let room = MAX_QUEUED.saturating_sub(self.control.len() + self.rest.len());
        self.rest.extend(rest.into_iter().filter(lacking).take(room));
        let new = self.control.iter().skip(known.0).chain(self.rest.iter().skip(known.1));
        let room = MAX_QUEUED.saturating_sub(self.theirs.len());
        self.theirs.extend(new.take(room));
    }

    /// Returns what to ask for now: the control history first, the rest once all has been `offered`.
    pub(super) fn next(&mut self, index: &Index, offered: Part) -> Option<Vec<EnvelopeId>> {
        if self.due.is_some() {
            return None;
        }
        if self.unsettled == 0 {
            self.give_up();
        }
        let room = self.stride.min(MAX_IDS.saturating_sub(self.asked.len()));
        let mut ids = Vec::new();
        while ids.len() < room {
            let rest = || match offered {
                Part::More => None,
                Part::Last => self.rest.pop_front(),
            };
            let Some(id) = self.control.pop_front().or_else(rest) else { break };
            let known = index.knows(&id) || self.shunned.contains(&id);
            if !known && self.asked.insert(id) {
                ids.push(id);
            }
        }
        if ids.is_empty() {
            return None;
        }
        self.due = Some(ids.len());
        self.compared = false;
        Some(ids)
    }

    /// The first part of an answer came. Where other sessions have brought much of the same meanwhile, they are going
    /// down the same list: this one then goes on somewhere else, in smaller steps.
    pub(super) fn compare(&mut self, index: &Index, dice: &mut Dice) {
        if self.compared || self.due.is_none() {
            return;
        }
        self.compared = true;
        let brought = self.asked.iter().filter(|it| index.knows(it)).count();
        if brought * 4 <= self.asked.len() {
            self.stride = (self.stride * 2).min(MAX_IDS);
            return;
        }
        self.stride = (self.stride / 2).max(FEW);
        turn(&mut self.control, dice);
        turn(&mut self.rest, dice);
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
    pub(super) fn answered(&mut self, records: &[Vec<u8>], part: Part) -> Result<(), Reason> {
        let due = self.due.ok_or(Reason::Unexpected("an answer without a question"))?;
        let left = due.checked_sub(records.len());
        let left = left.ok_or(Reason::Unexpected("more than was asked for"))?;
        self.due = match part {
            Part::More => Some(left),
            Part::Last => None,
        };
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

    /// Returns whether the other side has said in this round that it has the envelope.
    pub(super) fn is_theirs(&self, id: &EnvelopeId) -> bool {
        self.theirs.contains(id)
    }

    /// The round is over.
    pub(super) fn rest(&mut self) {
        self.theirs.clear();
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

/// Begins a list somewhere else, unless it is short.
fn turn(list: &mut VecDeque<EnvelopeId>, dice: &mut Dice) {
    if list.len() > FEW {
        let n = u64::try_from(list.len()).unwrap_or(u64::MAX);
        let at = usize::try_from(dice.below(n)).unwrap_or(0);
        list.rotate_left(at.min(list.len()));
    }
}

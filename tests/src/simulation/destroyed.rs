//! What was said is destroyed or only seems to be, or is kept in another form.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    edit::Edit,
    ids::{EnvelopeId, StreamId},
};
use muster_sync::{
    checkpoint::Checkpoint,
    envelope::{Sealed, Verified},
};

use super::Simulation;
use crate::{dice::Dice, world::impersonal};

/// Envelopes that are worth a checkpoint here, where lanes are short.
const FEW: usize = 2;

impl Simulation {
    /// Ana alone may, on her first device: nobody can take her out, so that what she destroyed stays so.
    pub(super) fn destroy(&mut self, who: usize) -> Result<(), String> {
        let name = self.name(who);
        if self.owns(&name) && name != "ana" {
            return Ok(());
        }
        let shown = self.world.sees(&name);
        let Some(assessment) = shown.assessments.keys().next().copied() else { return Ok(()) };
        // A disk that fails at the last moment may have kept it all the same.
        self.destroyed |= name == "ana" && self.closed;
        let written = self.world.edit(&name, Edit::Destroy(assessment));
        if written.is_ok() && !self.destroyed {
            return Err(format!("{name} could destroy the assessment"));
        }
        self.note(who, written)
    }

    /// A device puts checkpoints in the place of lanes, be they as short as they are here. Nothing else changes.
    pub(super) fn condense(&mut self, who: usize) -> Result<(), String> {
        let name = self.name(who);
        let replica = &mut self.world.device(&name).replica;
        let before = (replica.index().root(), impersonal(replica.snapshot()));
        match replica.condense_from(FEW) {
            Ok(many) => self.condensed += many,
            Err(err) => return self.failed(who % self.names.len(), &err),
        }
        let replica = &mut self.world.device(&name).replica;
        let (root, shown) = (replica.index().root(), impersonal(replica.snapshot()));
        if root != before.0 {
            return Err(format!("{name} lists something else since it was condensed"));
        }
        match self.changed(&before.1, &shown) {
            None => Ok(()),
            Some(what) => {
                Err(format!("{name} shows something else since it was condensed: {what}"))
            }
        }
    }

    /// What is passed on without its content stays missing where nothing was destroyed.
    pub(super) fn hollow(&mut self, from: usize, to: usize, lot: u64) -> Result<(), String> {
        let mut records = self.world.records(&self.name(from));
        Dice::new(lot).shuffle(&mut records);
        let getter = self.name(to);
        let (craft, replica) =
            (Arc::clone(self.world.craft()), &self.world.device(&getter).replica);
        let workspace = replica.workspace();
        let opened = records.iter().filter_map(|it| Sealed::parse(it).ok());
        let opened = opened.filter(|it| it.header().kind.may_be_bare()).take(5);
        let verified = opened.filter_map(|it| it.verify_by(&*craft, workspace).ok());
        let all: Vec<Verified> = verified.filter(Verified::can_be_bare).collect();
        let lacking = all.iter().map(Verified::id).filter(|it| !replica.index().contains(it));
        let lacking: Vec<EnvelopeId> = lacking.collect();
        let bare: Vec<Vec<u8>> = all.iter().map(|it| it.bare().record().to_vec()).collect();
        self.hand(to, &bare)?;
        let after = self.world.device(&getter).replica.index();
        if self.destroyed || !lacking.iter().any(|it| after.contains(it)) {
            return Ok(());
        }
        Err(format!("{getter} counts as here what came without its content"))
    }

    /// Where it is known that everything was destroyed, nothing of it is left. Returns whether it was.
    pub(super) fn check_destroyed(&mut self, gone: &BTreeSet<String>) -> Result<bool, String> {
        let shown = self.world.sees("ana");
        let Some(assessment) = shown.destroyed.keys().next().copied() else { return Ok(false) };
        let lanes = shown.members.keys().map(|it| StreamId::lane(self.review, *it));
        let streams: BTreeSet<StreamId> = lanes.chain([StreamId::board(assessment)]).collect();
        for name in self.names.clone().into_iter().filter(|it| !gone.contains(it)) {
            let records = self.world.records(&name);
            let left = records.iter().filter_map(|it| Sealed::parse(it).ok()).filter(|it| {
                let header = it.header();
                header.kind.may_be_bare() && streams.contains(&header.stream) && !it.is_bare()
            });
            let checkpoints = records.iter().filter_map(|it| Checkpoint::parse(it).ok());
            let whole = checkpoints.filter(|it| !it.is_bare() && streams.contains(&it.stream()));
            let left = left.count() + whole.count();
            if left > 0 {
                return Err(format!("{left} entries are left on {name} of what was destroyed"));
            }
        }
        Ok(true)
    }
}

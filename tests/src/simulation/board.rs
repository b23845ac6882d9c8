//! What is set out to be done, and who signs for what came out.

use muster_model::{
    edit::Edit,
    ids::ActionId,
    plan::{Entry, Status},
    signing::Standing,
    time::At,
    workspace::Workspace,
};

use super::Simulation;
use crate::dice::Dice;

impl Simulation {
    /// Somebody plans an action, or says where it stands; several may at once, of the same.
    pub(super) fn plan(&mut self, who: usize, lot: u64) -> Result<(), String> {
        let name = self.name(who);
        let shown = self.world.sees(&name);
        let Some(assessment) = shown.assessments.keys().next().copied() else { return Ok(()) };
        let mut dice = Dice::new(lot);
        let founder = self.world.device("ana").replica.identity().device();
        let action = ActionId::made(founder, At(lot % 4), "an action", 0);
        let mut entries = Vec::new();
        if dice.once_in(2) {
            entries.push((action, Entry::Title(format!("do it, in {} ways", dice.below(3)))));
        }
        let status = if dice.once_in(2) { Status::InProgress } else { Status::Open };
        entries.push((action, Entry::Status(status)));
        let may = self.rules(&name);
        let written = self.world.edit(&name, Edit::Plan { assessment, entries });
        if written.is_ok() && !may {
            return Err(format!("{name} could plan an action"));
        }
        self.note(who, written)
    }

    /// Somebody asks a person to sign, or to sign no more.
    pub(super) fn call(&mut self, who: usize, person: usize, lot: u64) -> Result<(), String> {
        let (name, target) = (self.name(who), self.name(person));
        let person = self.people.get(&target).cloned().unwrap_or_default();
        let shown = self.world.sees(&name);
        let member = shown.members.values().find(|it| it.name == person).map(|it| it.id);
        let Some(member) = member else { return Ok(()) };
        let may = self.rules(&name);
        let (add, remove) =
            if lot.is_multiple_of(4) { (vec![], vec![member]) } else { (vec![member], vec![]) };
        let adds = !add.is_empty();
        let edit = Edit::AskToSign { review: self.review, add, remove };
        let written = self.world.edit(&name, edit);
        if written.is_ok() && !may {
            return Err(format!("{name} could ask for a signature"));
        }
        // A disk that fails at the last moment may have kept it all the same.
        if adds && may {
            self.called.insert(person);
        }
        self.note(who, written)
    }

    /// Somebody signs what they are shown.
    pub(super) fn sign(&mut self, who: usize) -> Result<(), String> {
        let name = self.name(who);
        let shown = self.world.sees(&name);
        let Some(review) = shown.reviews.get(&self.review) else { return Ok(()) };
        let (fingerprint, note) = (review.fingerprint.clone(), "as shown".to_owned());
        let may = self.may_sign(&name);
        let edit = Edit::SignOff { review: self.review, fingerprint, note };
        let written = self.world.edit(&name, edit);
        if written.is_ok() && !may {
            return Err(format!("{name} could sign without being asked"));
        }
        self.note(who, written)
    }

    fn may_sign(&self, name: &str) -> bool {
        self.rules(name) || self.people.get(name).is_some_and(|it| self.called.contains(it))
    }

    /// Nobody's name stands under the review who could not sign it; and where nobody went, lied or took another role,
    /// what was signed is what the documents say.
    pub(super) fn check_signed(&self, name: &str, shown: &Workspace) -> Result<(), String> {
        let Some(found) = shown.sign_offs.get(&self.review) else { return Ok(()) };
        let quiet = !self.parted && self.roles.is_empty() && self.misdeeds == 0;
        for it in &found.signatures {
            let by = shown.members.get(&it.by).map_or("?", |it| it.name.as_str());
            let may = by == "ana" || self.trusted.contains(by) || self.called.contains(by);
            if !may || !(self.revealed || self.secrecy == muster_model::control::op::Secrecy::Open)
            {
                return Err(format!("{name} is shown a signature of {by}"));
            }
            if quiet && matches!(it.standing, Standing::Broken(_)) {
                return Err(format!("{name} is shown a broken signature of {by}"));
            }
        }
        Ok(())
    }
}

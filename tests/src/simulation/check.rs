//! What must hold, whatever happened.

use std::collections::BTreeSet;

use muster_model::{
    control::op::{Role, Secrecy},
    edit::Edit,
    workspace::{Access, Review, ReviewState, Workspace},
};

use super::{Simulation, Told};
use crate::{
    dice::Dice,
    malice::FORGED,
    world::{Cut, impersonal},
};

/// Says where two views differ first.
pub(super) fn difference(a: &Workspace, b: &Workspace) -> Option<String> {
    let same_but_order = |it: &Workspace| {
        let mut it = it.clone();
        it.warnings.sort();
        it.warnings.dedup();
        it
    };
    let (a, b) = (same_but_order(a), same_but_order(b));
    if a == b {
        return None;
    }
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let pair = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    let (a, b) = pair.unwrap_or(("one of them ends", "earlier"));
    Some(format!("{} / {}", a.trim(), b.trim()))
}

impl Simulation {
    /// Nobody is shown what nobody may have written, or what is sealed.
    pub(super) fn check_views(&mut self) -> Result<(), String> {
        for name in self.names.clone() {
            let shown = self.world.sees(&name);
            self.check_authorised(&name, &shown)?;
            self.check_sealed(&name, &shown)?;
        }
        Ok(())
    }

    fn check_authorised(&self, name: &str, shown: &Workspace) -> Result<(), String> {
        let people: BTreeSet<&String> = self.people.values().collect();
        for member in shown.members.values() {
            let role = if member.name == "ana" { Role::Owner } else { Role::Respondent };
            if !people.contains(&member.name) || member.role != role {
                return Err(format!("{name} is shown {member:?}"));
            }
        }
        if shown.invites.values().any(|it| it.note == FORGED) {
            return Err(format!("{name} is shown a forged invitation"));
        }
        let Some(review) = shown.reviews.get(&self.review) else { return Ok(()) };
        let state_is_fine = match review.state {
            ReviewState::Open => true,
            ReviewState::Revealed => self.revealed,
            ReviewState::Closed => self.closed,
        };
        if !state_is_fine {
            return Err(format!("{name} is shown a review that is {:?}", review.state));
        }
        check_lanes(name, shown, review)
    }

    /// Nothing of one person's answers is open to another who may not read yet.
    fn check_sealed(&self, name: &str, shown: &Workspace) -> Result<(), String> {
        let own = self.people.get(name).is_some_and(|it| it == "ana");
        let may_read = own && self.secrecy == Secrecy::Blind;
        if self.revealed || self.secrecy == Secrecy::Open || may_read {
            return Ok(());
        }
        let Some(review) = shown.reviews.get(&self.review) else { return Ok(()) };
        for lane in review.lanes.values().filter(|it| Some(it.member) != shown.me) {
            let empty = lane.answers.is_empty() && lane.counted.is_empty();
            if lane.access != Access::Sealed || !empty {
                return Err(format!("{name} reads another's lane"));
            }
        }
        Ok(())
    }

    /// Before anything is revealed no word of another stands anywhere in a view.
    fn check_no_word(&mut self) -> Result<(), String> {
        for name in self.names.clone() {
            let person = self.people.get(&name).cloned().unwrap_or_default();
            if person == "ana" && self.secrecy == Secrecy::Blind {
                continue;
            }
            let text = format!("{:?}", self.world.sees(&name));
            let others = self.people.values().filter(|it| **it != person);
            for other in others {
                if text.contains(&format!("needle-{other}-")) {
                    return Err(format!("{name} holds words of {other} in the open"));
                }
            }
        }
        Ok(())
    }

    /// The network heals; then all must have and show the same.
    pub(super) fn end(mut self) -> Result<Told, String> {
        self.drain()?;
        self.wires.cut_everything();
        self.wires.mend();
        self.heal()?;
        self.check_views()?;
        if !self.revealed && self.secrecy != Secrecy::Open {
            self.check_no_word()?;
        }
        self.check_sets()?;
        if !self.closed && !self.revealed {
            let written = self.world.edit("ana", Edit::Reveal(self.review));
            self.revealed = written.is_ok();
            self.spread(0, None)?;
            self.drain()?;
            self.heal()?;
            self.check_sets()?;
            self.check_views()?;
        }
        self.check_same()?;
        let envelopes = usize::try_from(self.world.device("ana").replica.index().count());
        Ok(Told {
            envelopes: envelopes.unwrap_or(0),
            messages: self.wires.delivered,
            misdeeds: self.misdeeds,
            devices: self.names.len(),
        })
    }

    /// Everybody is connected with the next, all in a ring, until nothing is on its way.
    fn heal(&mut self) -> Result<(), String> {
        self.wires.cut_everything();
        for n in 0..self.names.len() {
            self.connect(n, n + 1)?;
        }
        self.drain()
    }

    fn check_sets(&mut self) -> Result<(), String> {
        let whole = self.world.device("ana").replica.index().root();
        for name in self.names.clone() {
            let replica = &self.world.device(&name).replica;
            if replica.index().root() != whole {
                return Err(format!("{name} does not have what all have"));
            }
            if let Some(lost) = self.saved.iter().find(|it| !replica_has(replica, it)) {
                return Err(format!("{name} lacks {lost}, which was reported as saved"));
            }
        }
        let last = self.names.last().cloned().unwrap_or_default();
        let again = self.world.meet("ana", &last, Cut::Never);
        if again.records > 0 || again.messages > 2 {
            return Err(format!("a second exchange moves something: {again:?}"));
        }
        Ok(())
    }

    /// All show the same, and what they show is what they would build from the log in another order.
    fn check_same(&mut self) -> Result<(), String> {
        let first = impersonal(self.world.sees("ana"));
        for (n, name) in self.names.clone().into_iter().enumerate() {
            let shown = self.world.sees(&name);
            let mine = impersonal(shown.clone());
            if self.revealed
                && let Some(what) = difference(&first, &mine)
            {
                return Err(format!("{name} does not show what ana shows: {what}"));
            }
            // Starting anew checks every signature again: a third of the devices does.
            if (n + self.steps).is_multiple_of(3) {
                let mut records = self.world.records(&name);
                Dice::new(u64::try_from(n).unwrap_or(0)).shuffle(&mut records);
                self.world.restart(&name, &records);
            } else {
                let rebuilt = self.world.device(&name).replica.rebuild();
                rebuilt.map_err(|it| it.to_string())?;
            }
            if let Some(what) = difference(&mine, &impersonal(self.world.sees(&name))) {
                return Err(format!("{name} shows something else when built again: {what}"));
            }
        }
        Ok(())
    }
}

fn replica_has(
    replica: &muster_sync::replica::Replica,
    id: &muster_model::ids::EnvelopeId,
) -> bool {
    replica.index().contains(id)
}

fn check_lanes(name: &str, shown: &Workspace, review: &Review) -> Result<(), String> {
    for lane in review.lanes.values() {
        let who = shown.members.get(&lane.member).map_or("?", |it| it.name.as_str());
        let own = format!("needle-{who}-");
        for stated in lane.answers.values().chain(lane.counted.values()) {
            for value in std::iter::once(&stated.now).chain(&stated.rivals) {
                let said = value.answer.as_ref();
                if said.is_some_and(|it| !it.note.starts_with(&own)) {
                    return Err(format!("{name} is shown in {who}'s lane: {said:?}"));
                }
            }
        }
    }
    let board = &review.board;
    if !board.agreed.is_empty() || board.comments.iter().any(|it| it.3.contains(FORGED)) {
        return Err(format!("{name} is shown a forged board"));
    }
    Ok(())
}

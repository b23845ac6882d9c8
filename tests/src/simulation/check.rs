//! What must hold, whatever happened.

use std::collections::BTreeSet;

use muster_model::{
    control::op::{Role, Secrecy},
    edit::Edit,
    ids::{DeviceId, MemberId},
    workspace::{Access, Review, ReviewState, Workspace},
};

use super::{Simulation, Told};
use crate::{
    dice::Dice,
    kept,
    malice::FORGED,
    world::{Cut, impersonal},
};

/// More devices than this are not connected in a ring, but in a tree.
const CROWD: usize = 32;

/// Says where two views differ first.
pub(super) fn difference(a: &Workspace, b: &Workspace) -> Option<String> {
    if a == b {
        return None;
    }
    let same_but_order = |it: &Workspace| {
        let mut it = it.clone();
        it.warnings.sort_by_cached_key(ToString::to_string);
        it.warnings.dedup();
        it
    };
    let (a, b) = (same_but_order(a), same_but_order(b));
    if a == b {
        return None;
    }
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let pairs = a.lines().zip(b.lines()).filter(|(a, b)| a != b).take(3);
    let told: Vec<String> = pairs.map(|(a, b)| format!("{} / {}", a.trim(), b.trim())).collect();
    Some(if told.is_empty() { "one of them ends earlier".to_owned() } else { told.join("; ") })
}

/// Returns a view without what is told to one person only: of their own changes, and what does not open for them.
pub(super) fn unwarned(shown: &Workspace) -> Workspace {
    Workspace { warnings: Vec::new(), dropped: Vec::new(), ..shown.clone() }
}

impl Simulation {
    /// Says where two views of one device differ. Of changes that don't count it may tell more as long as it is
    /// running: a key that was announced by somebody who turned out to be gone is not looked for again.
    pub(super) fn changed(&self, before: &Workspace, after: &Workspace) -> Option<String> {
        if self.parted || !self.roles.is_empty() {
            difference(&unwarned(before), &unwarned(after))
        } else {
            difference(before, after)
        }
    }

    /// Nobody is shown what nobody may have written, or what is sealed.
    pub(super) fn check_views(&mut self) -> Result<(), String> {
        for name in self.names.clone() {
            let shown = self.world.sees(&name);
            self.check_authorised(&name, &shown)?;
            self.check_sealed(&name, &shown)?;
            self.check_signed(&name, &shown)?;
        }
        Ok(())
    }

    fn check_authorised(&self, name: &str, shown: &Workspace) -> Result<(), String> {
        let people: BTreeSet<&String> = self.people.values().collect();
        for member in shown.members.values() {
            let given = self.roles.get(&member.name);
            let fits = match member.role {
                Role::Owner => member.name == "ana",
                Role::Respondent => member.name != "ana",
                role @ (Role::Facilitator | Role::Observer) => {
                    given.is_some_and(|it| it.contains(&role))
                }
            };
            if !people.contains(&member.name) || !fits || member.team() == Some(FORGED) {
                return Err(format!("{name} is shown {member:?}"));
            }
        }
        if shown.invites.values().any(|it| it.note == FORGED) {
            return Err(format!("{name} is shown a forged invitation"));
        }
        if !shown.destroyed.is_empty() && !self.destroyed {
            return Err(format!("{name} is shown that nothing is left of the assessment"));
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
        let may_read = self.rules(name) && self.secrecy == Secrecy::Blind;
        if self.revealed || self.secrecy == Secrecy::Open || may_read {
            return Ok(());
        }
        let Some(review) = shown.reviews.get(&self.review) else { return Ok(()) };
        let person = self.people.get(name);
        let whose = |it: MemberId| shown.members.get(&it).map(|it| &it.name);
        for lane in review.lanes.values().filter(|it| whose(it.member) != person) {
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
            if self.rules(&name) && self.secrecy == Secrecy::Blind {
                continue;
            }
            let text = format!("{:?}", self.world.sees(&name));
            let mut words = text.split("needle-").skip(1).filter_map(|it| it.split_once('-'));
            if let Some((other, _)) = words.find(|(whose, _)| *whose != person) {
                return Err(format!("{name} holds words of {other} in the open"));
            }
        }
        Ok(())
    }

    /// The network heals; then all must have and show the same.
    pub(super) fn end(mut self) -> Result<Told, String> {
        self.drain()?;
        self.check_budget()?;
        self.repair();
        self.wires.cut_everything();
        self.wires.mend();
        self.heal()?;
        self.check_views()?;
        if !self.revealed && self.secrecy != Secrecy::Open {
            self.check_no_word()?;
        }
        self.check_sets()?;
        if self.state() == Some(ReviewState::Open) {
            let written = self.world.edit("ana", Edit::Reveal(self.review));
            self.revealed |= written.is_ok();
            self.spread(0, None)?;
            self.drain()?;
            self.heal()?;
            self.check_sets()?;
            self.check_views()?;
        }
        let gone = self.gone();
        if self.parted && !gone.is_empty() {
            self.check_parted(&gone)?;
        }
        self.check_same(&gone)?;
        let destroyed = self.check_destroyed(&gone)?;
        // The others show the same.
        let shown = format!("{:?}", self.world.sees("ana"));
        self.trace.update(shown.as_bytes());
        let envelopes = usize::try_from(self.world.device("ana").replica.index().count());
        Ok(Told {
            envelopes: envelopes.unwrap_or(0),
            messages: self.wires.delivered,
            bytes: self.wires.bytes,
            misdeeds: self.misdeeds,
            failures: self.failures,
            gone: gone.len(),
            destroyed: usize::from(destroyed),
            condensed: self.condensed,
            rested: self.rested,
            devices: self.names.len(),
            trace: *self.trace.finalize().as_bytes(),
        })
    }

    /// Every disk works again; devices that stopped with theirs start.
    fn repair(&mut self) {
        for name in self.names.clone() {
            if self.world.device(&name).fuse.blown() {
                self.world.reopen(&name);
            }
            self.world.device(&name).fuse.mend();
        }
    }

    fn state(&mut self) -> Option<ReviewState> {
        self.world.sees("ana").reviews.get(&self.review).map(|it| it.state)
    }

    /// Returns the devices that ana counts as nobody's any more.
    fn gone(&mut self) -> BTreeSet<String> {
        let shown = self.world.sees("ana");
        let there: BTreeSet<DeviceId> =
            shown.members.values().flat_map(|it| &it.devices).map(|it| it.device).collect();
        let is_gone = |it: &&String| {
            let device = self.world.devices.get(*it);
            device.is_none_or(|it| !there.contains(&it.replica.identity().device()))
        };
        self.names.iter().filter(is_gone).cloned().collect()
    }

    /// What is said now is read by all who are still there, and by nobody who is not.
    fn check_parted(&mut self, gone: &BTreeSet<String>) -> Result<(), String> {
        const WORD: &str = "only for those who stayed";
        let question = self.question(0);
        let comment = Edit::Comment { review: self.review, question, text: WORD.to_owned() };
        if self.world.edit("ana", comment).is_err() {
            return Ok(());
        }
        self.spread(0, None)?;
        self.drain()?;
        self.heal()?;
        for name in self.names.clone() {
            let shown = self.world.sees(&name);
            let review = shown.reviews.get(&self.review);
            let reads = review.is_some_and(|it| it.board.comments.iter().any(|it| it.3 == WORD));
            if reads == gone.contains(&name) {
                return Err(format!("{name} reads what is said after they went: {reads}"));
            }
        }
        Ok(())
    }

    /// Everybody hears of everything, also where those who are gone stand between the others and would not pass it on.
    fn heal(&mut self) -> Result<(), String> {
        let all: Vec<usize> = (0..self.names.len()).collect();
        let met = self.meet_all(&all)?;
        // They don't look for what was destroyed, and can't check a checkpoint whose key came after them.
        if !self.destroyed && self.condensed == 0 {
            return if met { Ok(()) } else { Err("the devices never stop talking".to_owned()) };
        }
        let gone = self.gone();
        let stay: Vec<usize> =
            all.into_iter().filter(|it| !gone.contains(&self.name(*it))).collect();
        if self.meet_all(&stay)? {
            Ok(())
        } else {
            Err("the devices never stop talking".to_owned())
        }
    }

    /// Everybody is connected with the next, all in a ring, until nothing is on its way; a crowd in a tree. Returns
    /// whether nothing more moves.
    fn meet_all(&mut self, these: &[usize]) -> Result<bool, String> {
        self.wires.cut_everything();
        if these.len() > CROWD {
            return Ok(self.gather(these));
        }
        for (a, b) in these.iter().zip(these.iter().cycle().skip(1)) {
            self.connect(*a, *b)?;
        }
        self.drain()?;
        Ok(true)
    }

    /// Everybody tells somebody before them, and hears from them, until nothing moves.
    fn gather(&mut self, these: &[usize]) -> bool {
        for _ in 0..12 {
            let many = these.len();
            let mut moved = 0;
            for n in (1..many).rev().chain(1..many) {
                let (Some(above), Some(it)) = (these.get((n - 1) / 8), these.get(n)) else {
                    continue;
                };
                let (above, name) = (self.name(*above), self.name(*it));
                moved += self.world.meet(&above, &name, Cut::Never).records;
            }
            if moved == 0 {
                return true;
            }
        }
        false
    }

    fn check_sets(&mut self) -> Result<(), String> {
        let whole = self.world.device("ana").replica.index().root();
        // Who is gone does not hear that content was destroyed, and looks for it; nor are they told the keys that came
        // after them, without which a checkpoint can't be checked.
        let is_deaf = self.destroyed || self.condensed > 0;
        let deaf = if is_deaf { self.gone() } else { BTreeSet::new() };
        for name in self.names.clone().into_iter().filter(|it| !deaf.contains(it)) {
            let replica = &self.world.device(&name).replica;
            if replica.index().root() != whole {
                return Err(format!("{name} does not have what all have"));
            }
            if let Some(lost) = self.saved.keys().find(|it| !replica.index().contains(it)) {
                return Err(format!("{name} lacks {lost}, which was reported as saved"));
            }
        }
        let last = self.names.iter().rfind(|it| !deaf.contains(*it)).cloned().unwrap_or_default();
        let again = self.world.meet("ana", &last, Cut::Never);
        if again.records > 0 || again.messages > 2 {
            return Err(format!("a second exchange moves something: {again:?}"));
        }
        Ok(())
    }

    /// A device that begins again with what it kept shows and lists the same, before and after its lanes are read.
    fn check_rests(&mut self, name: &str, shown: &Workspace) -> Result<(), String> {
        let all = self.world.device(name).replica.index().root();
        self.rested += self.world.begin_again(name);
        self.check_shows(name, shown)?;
        let replica = &mut self.world.device(name).replica;
        if replica.index().root() != all {
            return Err(format!("{name} does not have what it had before it began again"));
        }
        for (review, it) in &shown.reviews {
            for question in it.lanes.values().flat_map(|it| it.answers.keys()).take(1) {
                drop(replica.history(*review, question, None));
            }
        }
        self.check_shows(name, shown)
    }

    /// All show the same, and what they show is what they would build from the log in another order.
    fn check_same(&mut self, gone: &BTreeSet<String>) -> Result<(), String> {
        let open = self.secrecy == Secrecy::Open
            || self.state().is_none_or(|it| it == ReviewState::Revealed);
        let first = impersonal(self.world.sees("ana"));
        for (n, name) in self.names.clone().into_iter().enumerate() {
            let shown = self.world.sees(&name);
            let mine = impersonal(shown.clone());
            if open
                && !gone.contains(&name)
                && let Some(what) = difference(&unwarned(&first), &unwarned(&mine))
            {
                return Err(format!("{name} does not show what ana shows: {what}"));
            }
            // What is kept for the next start is what is shown: on one device, another one in other plans.
            if n == self.said % self.names.len() && kept::again(&shown).as_ref() != Some(&shown) {
                return Err(format!(
                    "{name} keeps something else for the next start than is shown"
                ));
            }
            // Starting anew checks every signature again: a third of the devices does, other ones in other plans.
            if (n + self.said).is_multiple_of(3) {
                let mut records = self.world.records(&name);
                Dice::new(u64::try_from(n).unwrap_or(0)).shuffle(&mut records);
                self.world.restart(&name, &records);
            } else {
                if (n + self.said) % 3 == 1 {
                    self.check_rests(&name, &shown)?;
                }
                let rebuilt = self.world.device(&name).replica.rebuild();
                rebuilt.map_err(|it| it.to_string())?;
            }
            let again = impersonal(self.world.sees(&name));
            if let Some(what) = self.changed(&mine, &again) {
                return Err(format!("{name} shows something else when built again: {what}"));
            }
        }
        Ok(())
    }
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

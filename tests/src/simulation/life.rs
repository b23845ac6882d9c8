//! What people and fate do to the devices.

#![expect(clippy::expect_used, reason = "a test world that does not work is a failed test")]

use std::sync::Arc;

use muster_model::{
    answer::{Answer, Said},
    control::op::Role,
    edit::Edit,
    evidence::Evidence,
    ids::{EnvelopeId, NodeId},
    workspace::{ReviewState, Workspace},
};
use muster_sync::{
    bundle::Need,
    checkpoint::CheckpointError,
    engine::index::{Index, LAST_BUCKET},
    envelope::EnvelopeError,
    replica::WriteError,
};

use super::{Deed, Simulation};
use crate::{
    dice::Dice,
    malice::{Insider, Misdeed, Scene},
    world::Say,
};

/// What somebody is told who hands on a checkpoint to a device that lacks its key.
const SHUT: EnvelopeError = EnvelopeError::Checkpoint(CheckpointError::Shut);

/// Returns which envelopes an index names.
pub(super) fn ids(index: &Index) -> impl Iterator<Item = EnvelopeId> {
    index.summary().flat_map(move |line| {
        let buckets = index.buckets(line.prefix, 0..=LAST_BUCKET).map(|(n, _)| n);
        let buckets: Vec<u32> = buckets.collect();
        buckets.into_iter().flat_map(move |n| index.ids_in(line.prefix, n).map(|(id, _)| id))
    })
}

impl Simulation {
    #[expect(clippy::too_many_lines, reason = "one line for each thing that can happen")]
    pub(super) fn live(&mut self, deed: &Deed) -> Result<(), String> {
        match *deed {
            Deed::Answer { who, question, level } => self.answer(who, question, level),
            Deed::Withdraw { who, question } => {
                let answers = vec![(self.question(question), None)];
                self.edit(who, Edit::Answer { review: self.review, answers })
            }
            Deed::Comment { who, question } => {
                let (review, question) = (self.review, self.question(question));
                self.edit(who, Edit::Comment { review, question, text: "a word".to_owned() })
            }
            Deed::HandIn { who } => self.edit(who, Edit::Submit(self.review)),
            Deed::Reveal { who } => self.end_round(who, Edit::Reveal(self.review)),
            Deed::Close { who } => self.end_round(who, Edit::CloseReview(self.review)),
            Deed::Join { host } => self.join(host),
            Deed::OwnDevice { host } => self.own_device(host),
            Deed::Connect { a, b } => self.connect(a, b),
            Deed::Break { a, b } => {
                let many = self.names.len();
                self.wires.cut(a % many, b % many);
                Ok(())
            }
            Deed::Split { lot } => {
                self.wires.split(lot);
                Ok(())
            }
            Deed::Mend => {
                self.wires.mend();
                Ok(())
            }
            Deed::Carry { from, to, lot } => self.carry(from, to, lot),
            Deed::Bundle { from, to } => self.bundle(from, to),
            Deed::Crash { who, lot } => self.crash(who, lot),
            Deed::Backup { who } => {
                let name = self.name(who);
                let records = self.world.records(&name);
                self.backups.insert(name, records);
                Ok(())
            }
            Deed::Restore { who } => {
                self.restore(who);
                Ok(())
            }
            Deed::Clock { who, ahead_ms } => {
                let name = self.name(who);
                self.world.turn_clock(&name, ahead_ms);
                Ok(())
            }
            Deed::Garble { a, b, lot } => self.garble(a, b, lot),
            Deed::Forge { from, to, lot } => self.forge(from, to, lot),
            Deed::Replay { to } => {
                let records = self.elsewhere.clone();
                self.hand_forged(to, &records)
            }
            Deed::Revoke { who, device } => self.revoke(who, device),
            Deed::Remove { who, person } => self.remove(who, person),
            Deed::Name { person, role } => self.appoint(person, role),
            Deed::Fail { who, calls, fault } => {
                let name = self.name(who);
                self.world.device(&name).fuse.arm(calls, fault);
                Ok(())
            }
            Deed::Call { who, person, lot } => self.call(who, person, lot),
            Deed::Sign { who } => self.sign(who),
            Deed::Plan { who, lot } => self.plan(who, lot),
            Deed::Destroy { who } => self.destroy(who),
            Deed::Hollow { from, to, lot } => self.hollow(from, to, lot),
            Deed::Condense { who } => self.condense(who),
            Deed::Lie { who, to, misdeed, lot } => self.lie(who, to, misdeed, lot),
        }
    }

    pub(super) fn question(&self, n: usize) -> NodeId {
        let questions = self.world.framework.questions();
        let at = n.checked_rem(questions.len()).unwrap_or(0);
        questions.get(at).expect("the small framework has questions").id.clone()
    }

    /// Notes what was reported as saved; a refusal is part of life, a failing disk is not.
    pub(super) fn note(
        &mut self,
        who: usize,
        written: Result<Vec<EnvelopeId>, WriteError>,
    ) -> Result<(), String> {
        match written {
            Ok(ids) => {
                let name = self.name(who);
                self.saved.extend(ids.into_iter().map(|it| (it, name.clone())));
            }
            Err(WriteError::Refused(_)) => {}
            Err(err) => return self.failed(who % self.names.len(), &err),
        }
        self.spread(who % self.names.len(), None)
    }

    fn edit(&mut self, who: usize, edit: Edit) -> Result<(), String> {
        let written = self.world.edit(&self.name(who), edit);
        self.note(who, written)
    }

    fn answer(&mut self, who: usize, question: usize, level: usize) -> Result<(), String> {
        let name = self.name(who);
        self.said += 1;
        let person = self.people.get(&name).cloned().unwrap_or_default();
        let note = format!("needle-{person}-{}", self.said);
        let question = self.question(question);
        if self.said.is_multiple_of(3) {
            return self.show(who, question, note);
        }
        let written = self.world.answer(&name, self.review, &Say { question, level, note });
        self.note(who, written)
    }

    /// Answers that they don't know, with a link and words for evidence.
    fn show(&mut self, who: usize, question: NodeId, note: String) -> Result<(), String> {
        let link = Evidence::of_link(&format!("https://example.org/{note}"), "log", None);
        let evidence = vec![link, Evidence::of(note.clone())];
        let answer = Answer { note, evidence, ..Answer::of(Said::DontKnow) };
        let answers = vec![(question, Some(answer))];
        let written =
            self.world.edit(&self.name(who), Edit::Answer { review: self.review, answers });
        self.note(who, written)
    }

    fn end_round(&mut self, who: usize, edit: Edit) -> Result<(), String> {
        let name = self.name(who);
        let may = self.rules(&name);
        let written = self.world.edit(&name, edit);
        if written.is_ok() && !may {
            return Err(format!("{name} could end a round"));
        }
        self.note(who, written)?;
        if may {
            let shown = self.world.sees(&name);
            let state = shown.reviews.get(&self.review).map(|it| it.state);
            self.revealed |= state == Some(ReviewState::Revealed);
            self.closed |= state == Some(ReviewState::Closed);
        }
        Ok(())
    }

    /// Says whether the person of `name` is or once was more than a respondent.
    pub(super) fn rules(&self, name: &str) -> bool {
        self.people.get(name).is_some_and(|it| it == "ana" || self.trusted.contains(it))
    }

    pub(super) fn owns(&self, name: &str) -> bool {
        self.people.get(name).is_some_and(|it| it == "ana")
    }

    /// Ana's first device stays, so that somebody can end the story.
    fn revoke(&mut self, who: usize, device: usize) -> Result<(), String> {
        let (name, target) = (self.name(who), self.name(device));
        if target == "ana" || name == target {
            return Ok(());
        }
        let device = self.world.device(&target).replica.identity().device();
        let may = self.owns(&name) || self.people.get(&name) == self.people.get(&target);
        let written = self.world.edit(&name, Edit::RevokeDevice(device));
        if written.is_ok() && !may {
            return Err(format!("{name} could revoke {target}"));
        }
        self.parted |= written.is_ok();
        self.note(who, written)
    }

    fn remove(&mut self, who: usize, person: usize) -> Result<(), String> {
        let (name, target) = (self.name(who), self.name(person));
        let person = self.people.get(&target).cloned().unwrap_or_default();
        let shown = self.world.sees(&name);
        let member = shown.members.values().find(|it| it.name == person).map(|it| it.id);
        let Some(member) = member.filter(|_| person != "ana") else { return Ok(()) };
        let may = self.owns(&name) || self.people.get(&name) == Some(&person);
        let written = self.world.edit(&name, Edit::Remove(member));
        if written.is_ok() && !may {
            return Err(format!("{name} could remove {person}"));
        }
        self.parted |= written.is_ok();
        self.note(who, written)
    }

    /// Who lied before is not trusted: what they wrote might take effect by it.
    fn appoint(&mut self, person: usize, role: Role) -> Result<(), String> {
        let person = self.people.get(&self.name(person)).cloned().unwrap_or_default();
        let shown = self.world.sees("ana");
        let member = shown.members.values().find(|it| it.name == person).map(|it| it.id);
        let Some(member) = member.filter(|_| person != "ana") else { return Ok(()) };
        if role > Role::Respondent && self.liars.contains(&person) {
            return Ok(());
        }
        let written = self.world.edit("ana", Edit::SetRole { member, role });
        if role > Role::Respondent {
            self.trusted.insert(person.clone());
        }
        self.roles.entry(person).or_default().insert(role);
        self.note(0, written)
    }

    fn join(&mut self, host: usize) -> Result<(), String> {
        let (host, name) = (self.name(host), format!("p{}", self.names.len()));
        if self.names.len() < 8 && self.owns(&host) {
            self.world.device(&host).fuse.mend();
            self.world.join(&host, &name);
            self.arrive(&host, &name, &name)?;
        }
        Ok(())
    }

    fn own_device(&mut self, host: usize) -> Result<(), String> {
        let (host, name) = (self.name(host), format!("p{}", self.names.len()));
        let inside = self.world.sees(&host).me.is_some();
        if self.names.len() < 8 && inside {
            let person = self.people.get(&host).cloned().unwrap_or_default();
            self.world.device(&host).fuse.mend();
            self.world.join_own(&host, &name);
            self.arrive(&host, &name, &person)?;
        }
        Ok(())
    }

    fn arrive(&mut self, host: &str, name: &str, person: &str) -> Result<(), String> {
        if self.world.devices.contains_key(name) {
            self.wires.whole(self.names.len());
            self.names.push(name.to_owned());
            self.people.insert(name.to_owned(), person.to_owned());
            self.world.device(name).replica.drain_fresh();
        }
        let host = self.names.iter().position(|it| it == host).unwrap_or(0);
        self.spread(host, None)
    }

    fn carry(&mut self, from: usize, to: usize, lot: u64) -> Result<(), String> {
        let mut dice = Dice::new(lot);
        let mut records = self.world.records(&self.name(from));
        let twice = records.clone();
        records.extend(twice.into_iter().filter(|_| dice.once_in(4)));
        dice.shuffle(&mut records);
        records.truncate(dice.below(records.len() + 1));
        self.hand(to, &records)
    }

    pub(super) fn hand(&mut self, to: usize, records: &[Vec<u8>]) -> Result<(), String> {
        let name = self.name(to);
        match self.world.device(&name).replica.accept(records) {
            // Whose keys did not come yet, can't tell whether a checkpoint holds.
            Ok(told) => match told.into_iter().filter_map(Result::err).find(|it| *it != SHUT) {
                Some(err) => Err(format!("{name} turns away what a replica made: {err}")),
                None => self.spread(to % self.names.len(), None),
            },
            Err(err) => self.failed(to % self.names.len(), &err),
        }
    }

    fn bundle(&mut self, from: usize, to: usize) -> Result<(), String> {
        let (giver, getter) = (self.name(from), self.name(to));
        let told =
            |err: &dyn std::error::Error| format!("a bundle from {giver} to {getter}: {err}");
        for name in [&giver, &getter] {
            self.world.device(name).fuse.mend();
        }
        let need = self.world.device(&getter).replica.need().bytes().map_err(|it| told(&it))?;
        let need = Need::parse(&need).map_err(|it| told(&it))?;
        let now = self.world.hour(&giver);
        let giving = &mut self.world.device(&giver).replica;
        let had: Vec<EnvelopeId> = ids(giving.index()).collect();
        let packed = giving.pack_bundle(Some(&need), None, now);
        let (file, _many) = packed.map_err(|it| told(&it))?;
        let device = self.world.device(&getter).replica.identity().device();
        let shown = self.world.sees(&giver);
        let known = shown.members.values().flat_map(|it| &it.devices).any(|it| it.device == device);
        let taking = &mut self.world.device(&getter).replica;
        let opened = match taking.open_bundle(&file, None) {
            Ok(opened) if known => opened,
            Ok(_) => return Err(format!("{getter} opens a bundle that was not made for it")),
            Err(_) if !known => return Ok(()),
            Err(err) => return Err(told(&err)),
        };
        self.unpack(&getter, &opened.records)?;
        let taking = &self.world.device(&getter).replica;
        if !had.iter().all(|it| taking.index().knows(it)) {
            return Err(format!("{getter} lacks something that {giver}'s bundle should bring"));
        }
        self.spread(to % self.names.len(), None)
    }

    /// Takes what a bundle holds; it must bring what was announced.
    fn unpack(&mut self, getter: &str, records: &[Vec<u8>]) -> Result<(), String> {
        let told = |err: &dyn std::error::Error| format!("a bundle for {getter}: {err}");
        let taking = &mut self.world.device(getter).replica;
        let rehearsed = taking.rehearse(records).map_err(|it| told(&it))?;
        let brought = taking.take_records(records).map_err(|it| told(&it))?;
        if rehearsed.new != brought.new || !brought.refused.is_empty() {
            return Err(format!("a bundle brought {brought:?}, announced was {rehearsed:?}"));
        }
        Ok(())
    }

    fn crash(&mut self, who: usize, lot: u64) -> Result<(), String> {
        let name = self.name(who);
        self.wires.cut_all(who % self.names.len());
        // Some go on with the disk they have, some of them with what they kept of it, the others with all of it in another
        // order.
        if lot.is_multiple_of(2) {
            let before = self.world.sees(&name);
            if lot.is_multiple_of(4) {
                self.world.reopen(&name);
            } else {
                self.rested += self.world.begin_again(&name);
            }
            return self.check_shows(&name, &before);
        }
        let mut records = self.world.records(&name);
        let before = self.world.sees(&name);
        Dice::new(lot).shuffle(&mut records);
        self.world.restart(&name, &records);
        self.check_shows(&name, &before)
    }

    pub(super) fn check_shows(&mut self, name: &str, before: &Workspace) -> Result<(), String> {
        let after = self.world.sees(name);
        match self.changed(before, &after) {
            None => Ok(()),
            Some(what) => Err(format!("{name} shows something else after a restart: {what}")),
        }
    }

    fn restore(&mut self, who: usize) {
        let name = self.name(who);
        let Some(records) = self.backups.get(&name).cloned() else { return };
        self.wires.cut_all(who % self.names.len());
        let had: Vec<EnvelopeId> = ids(self.world.device(&name).replica.index()).collect();
        self.world.restart(&name, &records);
        // What was on this disk alone went with it, and nothing else did.
        for id in had {
            let kept = self.world.devices.values().any(|it| it.replica.index().contains(&id));
            if !kept {
                self.saved.remove(&id);
            } else if let Some(by) = self.saved.get_mut(&id)
                && *by == name
                && !self.world.devices.get(&name).is_some_and(|it| it.replica.index().contains(&id))
            {
                // Only the others have it.
                by.clear();
            }
        }
    }

    fn forge(&mut self, from: usize, to: usize, lot: u64) -> Result<(), String> {
        let mut dice = Dice::new(lot);
        let records = self.world.records(&self.name(from));
        let forged: Vec<Vec<u8>> = (0..8)
            .filter_map(|_| {
                let record = dice.clone().one_of(&records)?.clone();
                let spoilt = rechecked(dice.spoil(&record));
                (spoilt != record).then_some(spoilt)
            })
            .collect();
        self.misdeeds += forged.len();
        self.hand_forged(to, &forged)
    }

    fn hand_forged(&mut self, to: usize, records: &[Vec<u8>]) -> Result<(), String> {
        let name = self.name(to);
        let replica = &mut self.world.device(&name).replica;
        let before = replica.index().root();
        let told = match replica.accept(records) {
            Ok(told) => told,
            Err(err) => return self.failed(to % self.names.len(), &err),
        };
        if let Some(id) = told.into_iter().flatten().flatten().next() {
            return Err(format!("{name} took {id}, which nobody of this workspace wrote"));
        }
        let same = self.world.device(&name).replica.index().root() == before;
        if same { Ok(()) } else { Err(format!("{name} has more after refusing something")) }
    }

    /// A member writes what they must not, and hands it to somebody.
    fn lie(&mut self, who: usize, to: usize, misdeed: Misdeed, lot: u64) -> Result<(), String> {
        let name = self.name(who);
        if self.rules(&name) {
            return Ok(());
        }
        self.liars.extend(self.people.get(&name).cloned());
        let mut dice = Dice::new(lot);
        let shown = self.world.sees(&name);
        let Some(scene) = Scene::of(&shown, &mut dice) else { return Ok(()) };
        let records = self.world.records(&name);
        let replica = &self.world.device(&name).replica;
        let (identity, workspace) = (replica.identity().clone(), replica.workspace());
        let (craft, me) = (Arc::clone(self.world.craft()), (&identity, workspace));
        let mut insider = Insider::by(craft, me, &records, dice);
        let written = insider.commit(misdeed, &scene);
        self.misdeeds += written.len();
        self.hand(to, &written)
    }
}

/// Makes length and check of a spoilt record right, so that what lies behind them is tried.
fn rechecked(mut record: Vec<u8>) -> Vec<u8> {
    let Some((_head, body)) = record.split_at_checked(12) else { return record };
    let len = u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes();
    let check = blake3::hash(body);
    let head = len.into_iter().chain(check.as_bytes().iter().copied().take(8));
    for (it, byte) in record.iter_mut().zip(head) {
        *it = byte;
    }
    record
}

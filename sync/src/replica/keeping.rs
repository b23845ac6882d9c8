//! Which keys are here, and who should get one of ours.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    control::{
        fold::{Control, LaneRecord, ReviewRecord},
        op::{DeviceCard, Op, Role, Secrecy, Wrap},
    },
    ids::{DeviceId, KeyId, MemberId, ReviewId},
    time::At,
    workspace::ReviewState,
};

use super::{Replica, WriteError};
use crate::{
    craft::Craft,
    keys::{ContentKey, KeyRing, KeysPayload, Link},
};

/// Most times a device says of one other that a key it sent does not open.
const MAX_COMPLAINTS: usize = 8;

/// What the keys stream says about keys that are not open to everybody.
#[derive(Debug, Default)]
pub(super) struct Handed {
    /// Which key was sealed to which device, and by which devices. Nobody but that device knows whether it opens.
    pub(super) to: BTreeMap<(KeyId, DeviceId), BTreeSet<DeviceId>>,
    /// Devices that said that what they were sent of a key does not open.
    pub(super) lacking: BTreeSet<(KeyId, DeviceId)>,
    /// What was sent to this device and does not open, and by whom.
    pub(super) useless: BTreeMap<KeyId, BTreeSet<DeviceId>>,
    /// Keys sealed under newer ones, by the newer.
    pub(super) links: BTreeMap<KeyId, Vec<Link>>,
    /// How many of these were ever taken.
    linked: usize,
}

/// On what grounds keys were last looked for. What follows from them is not looked for again.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Operations, links and keys, when the history handed out nothing new.
    harvested: Option<[usize; 3]>,
    /// Operations and keys of lanes, when the history still handed out all of these.
    kept: Option<[usize; 2]>,
}

impl Handed {
    /// Returns every key that follows from `key`, itself included. What is only said to follow, and can't be opened
    /// with what is in `ring`, does not.
    pub(super) fn reach(&self, key: KeyId, ring: &KeyRing) -> BTreeSet<KeyId> {
        let mut out = BTreeSet::new();
        let mut open = vec![key];
        while let Some(id) = open.pop() {
            if out.insert(id)
                && let Some(key) = ring.get(&id)
            {
                let links = self.links.get(&id).into_iter().flatten();
                let unknown = links.filter(|it| !out.contains(&it.older));
                open.extend(unknown.filter(|it| it.open(key).is_some()).map(|it| it.older));
            }
        }
        out
    }

    /// Says whether `device` should be sent `key`, by `me`: nobody did, or it says that what it was sent does not
    /// open, and `me` did not send it yet.
    pub(super) fn lacks(&self, key: KeyId, device: DeviceId, me: DeviceId) -> bool {
        self.to
            .get(&(key, device))
            .is_none_or(|by| self.lacking.contains(&(key, device)) && !by.contains(&me))
    }
}

impl Replica {
    /// Opens what can be opened with keys that came along, until nothing more opens, then admits what was opened.
    pub(super) fn settle(&mut self) {
        self.believe_folded();
        // Operations may wait behind what a checkpoint holds, and keys of lanes count only once all operations are known:
        // a later one may say that they were not to be handed out.
        while self.has_unopened_checkpoints() {
            self.open_linked();
            if !self.open_checkpoints() {
                break;
            }
        }
        self.open_all();
        while self.open_checkpoints() {
            self.open_all();
        }
        self.lay_to_rest();
        if !self.changes.is_empty() {
            self.admit_changes();
        }
        self.weigh_destroyed();
    }

    fn open_all(&mut self) {
        while !self.harvest().is_empty() {
            let ready: Vec<KeyId> =
                self.sealed.keys().copied().filter(|it| self.ring.contains(it)).collect();
            if ready.is_empty() {
                break;
            }
            self.open_with(ready);
        }
    }

    /// Opens what can be opened with keys that members sent to this device, and those that these lead to.
    fn open_linked(&mut self) {
        loop {
            for key in self.linked_keys() {
                self.ring.insert(key);
            }
            let ready: Vec<KeyId> =
                self.sealed.keys().copied().filter(|it| self.ring.contains(it)).collect();
            if ready.is_empty() {
                break;
            }
            self.open_with(ready);
        }
    }

    fn open_with(&mut self, keys: Vec<KeyId>) {
        for key in keys {
            for envelope in self.sealed.remove(&key).unwrap_or_default() {
                self.open_or_keep(envelope);
            }
        }
    }

    /// Returns keys that those here lead to.
    fn linked_keys(&self) -> Vec<ContentKey> {
        let mut found = Vec::new();
        for (newer, links) in &self.handed.links {
            let Some(newer) = self.ring.get(newer) else { continue };
            let lacking = links.iter().filter(|it| !self.ring.contains(&it.older));
            found.extend(lacking.filter_map(|it| it.open(newer)));
        }
        found
    }

    /// Adds to the ring what the control history hands out to this device; returns which were new,
    /// and any that came in other ways since.
    fn harvest(&mut self) -> Vec<KeyId> {
        let grounds = [self.views.operations(), self.handed.linked, self.ring.len()];
        let mut new =
            if self.looked.harvested == Some(grounds) { Vec::new() } else { self.look_for_keys() };
        if new.is_empty() {
            self.looked.harvested = Some(grounds);
        }
        new.extend(self.sealed.keys().copied().filter(|it| self.ring.contains(it)));
        new
    }

    fn look_for_keys(&mut self) -> Vec<KeyId> {
        let device = self.identity.device();
        let mut found = Vec::new();
        for review in self.views.control().reviews.values() {
            for lane in review.lanes.values() {
                found.extend(lane.open.iter().map(|it| ContentKey::from_bytes(*it)));
                found.extend(self.unwrap_lane(lane, device));
            }
        }
        found.retain(|it| !self.ring.contains(&it.id()));
        self.lane_keys.extend(found.iter().map(ContentKey::id));
        found.extend(self.linked_keys());
        let mut new: Vec<KeyId> = Vec::new();
        for key in found {
            let id = key.id();
            if !self.ring.contains(&id) {
                new.push(self.ring.insert(key));
            }
        }
        new
    }

    /// Says whether the control history does not hand out any more a key of a lane that is here because it did.
    pub(super) fn lost_a_key(&mut self) -> bool {
        let grounds = [self.views.operations(), self.lane_keys.len()];
        if self.lane_keys.is_empty() || self.looked.kept == Some(grounds) {
            return false;
        }
        let device = self.identity.device();
        let mut left = self.lane_keys.clone();
        for lane in self.views.control().reviews.values().flat_map(|it| it.lanes.values()) {
            for open in &lane.open {
                left.remove(&ContentKey::from_bytes(*open).id());
            }
            left.retain(|key| !lane.wraps.contains_key(&(*key, device)));
        }
        if left.is_empty() {
            self.looked.kept = Some(grounds);
        }
        !left.is_empty()
    }

    fn unwrap_lane(&self, lane: &LaneRecord, device: DeviceId) -> Vec<ContentKey> {
        let wanted = lane.keys.iter().filter(|key| !self.ring.contains(key));
        wanted
            .filter_map(|key| {
                let mut copies = lane.wraps_for(*key, device);
                copies.find_map(|sealed| self.unwrap(*key, sealed))
            })
            .collect()
    }

    /// Keeps a lane key that this device made itself, though nobody else may count the operation that names it: who was
    /// removed without knowing keeps what they wrote.
    pub(super) fn keep_own_key(&mut self, op: &Op) {
        let Op::LaneKey { review, member, key, open, wraps } = op else { return };
        self.own_keys.entry((*review, *member)).or_default().insert(*key);
        if self.ring.contains(key) {
            return;
        }
        let device = self.identity.device();
        let open = open.map(ContentKey::from_bytes).filter(|it| it.id() == *key);
        let own = || wraps.iter().filter(|it| it.device == device);
        if let Some(key) = open.or_else(|| own().find_map(|it| self.unwrap(*key, &it.sealed))) {
            self.ring.insert(key);
        }
    }

    fn unwrap(&self, id: KeyId, sealed: &[u8]) -> Option<ContentKey> {
        let key = self.craft.unwrap(sealed, &self.identity).ok()?;
        (key.id() == id).then_some(key)
    }

    /// Takes the keys that `author` sent to this device, and remembers who was sent which.
    pub(super) fn take_keys(&mut self, author: DeviceId, keys: KeysPayload) {
        let device = self.identity.device();
        self.handed.linked = self.handed.linked.saturating_add(keys.links.len());
        for link in keys.links {
            self.handed.links.entry(link.newer).or_default().push(link);
        }
        for (id, wrap) in &keys.wraps {
            if wrap.sealed.is_empty() {
                // Only the device itself knows that it can't open what it was sent.
                if wrap.device == author {
                    self.handed.lacking.insert((*id, author));
                }
                continue;
            }
            self.handed.to.entry((*id, wrap.device)).or_default().insert(author);
            if wrap.device == device && !self.ring.contains(id) {
                match self.unwrap(*id, &wrap.sealed) {
                    Some(key) => drop(self.ring.insert(key)),
                    None => drop(self.handed.useless.entry(*id).or_default().insert(author)),
                }
            }
        }
    }

    /// Returns the keys of which this device was sent nothing that opens.
    pub(super) fn unopened(&self) -> impl Iterator<Item = (KeyId, &BTreeSet<DeviceId>)> {
        let useless = self.handed.useless.iter().map(|(key, by)| (*key, by));
        useless.filter(|(key, _)| !self.ring.contains(key))
    }

    /// Says to all, once for each key, that nothing this device was sent of it opens: a copy of that key without
    /// anything in it. Who can, sends it again. Returns whether anything was written.
    fn tend_lacking(&mut self) -> Result<bool, WriteError> {
        let device = self.identity.device();
        if self.is_out() {
            return Ok(false);
        }
        let handed = &self.handed;
        let said = |key: &KeyId| handed.lacking.contains(&(*key, device));
        // Whoever sends rubbish without end must not make this device write without end.
        let patient = |by: &DeviceId| {
            let complaints =
                handed.useless.iter().filter(|(key, all)| all.contains(by) && said(key));
            complaints.count() < MAX_COMPLAINTS
        };
        let next = self.unopened().find(|(key, by)| !said(key) && by.iter().any(patient));
        let Some((key, _)) = next else { return Ok(false) };
        let wraps = vec![(key, Wrap { device, sealed: Vec::new() })];
        let keys = KeysPayload { wraps, links: Vec::new() };
        self.together(|it| Ok(vec![it.write_keys(&keys)?]))?;
        Ok(true)
    }

    /// Does what this device owes others: hands its lane keys to who may read them by now, and publishes those that a
    /// reveal could not: in a strict review any, in a blind one what the revealer had not heard of. Returns whether
    /// anything was written.
    pub fn tend(&mut self, now: At) -> Result<bool, WriteError> {
        let mut wrote = false;
        for op in self.owed() {
            self.write_now(op, now)?;
            wrote = true;
        }
        wrote |= self.tend_lacking()?;
        Ok(self.tend_epoch(now)? || wrote)
    }

    fn owed(&self) -> Vec<Op> {
        let control = self.views.control();
        let Some(me) = control.member_of(&self.identity.device()).map(|it| it.id) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (id, review) in &control.reviews {
            let Some(lane) = review.lanes.get(&me) else { continue };
            for key in lane.keys.iter().filter_map(|it| self.ring.get(it)) {
                let published =
                    lane.open.iter().any(|it| ContentKey::from_bytes(*it).id() == key.id());
                if review.state == ReviewState::Open {
                    out.extend(self.owed_wraps(*id, me, key));
                } else if review.reveal.is_some() && review.secrecy != Secrecy::Open && !published {
                    out.push(Op::PublishKey { review: *id, key: *key.as_bytes() });
                }
            }
        }
        out.extend(self.owed_again(me));
        out.extend(self.owed_for_the_gone());
        out
    }

    /// A key of a lane that was announced in vain, by somebody who could not know yet that they may not answer, is
    /// announced anew once they may again: what they wrote with it counts, and nobody else can read it.
    fn owed_again(&self, me: MemberId) -> Vec<Op> {
        let control = self.views.control();
        let may = control.role_of(&self.identity.device()) >= Some(Role::Respondent);
        let mut out = Vec::new();
        let own = self.own_keys.iter().filter(|((_, member), _)| may && *member == me);
        for ((id, _), keys) in own {
            let Some(review) = control.reviews.get(id) else { continue };
            if review.state == ReviewState::Closed {
                continue;
            }
            let announced = control.lane_keys(*id, me);
            let lost = keys.iter().filter(|it| !announced.contains(it));
            for key in lost.filter_map(|it| self.ring.get(it)) {
                out.push(self.named_to_all(review, me, key));
            }
        }
        out
    }

    /// After a reveal a facilitator opens the lanes of those who are gone and can't do it themselves any more: else
    /// not all would see the same result.
    fn owed_for_the_gone(&self) -> Vec<Op> {
        let control = self.views.control();
        if control.role_of(&self.identity.device()) < Some(Role::Facilitator) {
            return Vec::new();
        }
        let gone =
            |it: &MemberId| control.members.get(it).is_none_or(|member| member.devices.is_empty());
        let mut out = Vec::new();
        for (id, review) in &control.reviews {
            if review.reveal.is_none() || review.secrecy == Secrecy::Open {
                continue;
            }
            for (member, lane) in review.lanes.iter().filter(|(it, _)| gone(it)) {
                let open: BTreeSet<KeyId> =
                    lane.open.iter().map(|it| ContentKey::from_bytes(*it).id()).collect();
                let closed = lane.keys.iter().filter(|it| !open.contains(it));
                out.extend(closed.filter_map(|it| self.ring.get(it)).map(|key| Op::LaneKey {
                    review: *id,
                    member: *member,
                    key: key.id(),
                    open: Some(*key.as_bytes()),
                    wraps: Vec::new(),
                }));
            }
        }
        out
    }

    /// What is written in a lane builds on what this person's other devices wrote there. Should one of these turn out
    /// to be revoked, its word of a key is worth nothing, and nobody could read on: so whoever builds on it names the
    /// key to all themselves.
    pub(super) fn keys_to_stand_for(&self, review: ReviewId, me: MemberId) -> Vec<Op> {
        let Some(record) = self.views.control().reviews.get(&review) else { return Vec::new() };
        let Some(lane) = record.lanes.get(&me) else { return Vec::new() };
        let foreign = lane.keys.iter().filter(|key| !self.named_before(review, me, key));
        let known = foreign.filter_map(|it| self.ring.get(it));
        known.map(|key| self.named_to_all(record, me, key)).collect()
    }

    /// Says whether this device itself ever named a key of `me`'s lane.
    fn named_before(&self, review: ReviewId, me: MemberId, key: &KeyId) -> bool {
        self.own_keys.get(&(review, me)).is_some_and(|it| it.contains(key))
    }

    /// Names a key of `me`'s lane to all who may read it by now.
    fn named_to_all(&self, record: &ReviewRecord, me: MemberId, key: &ContentKey) -> Op {
        let sealed = record.secrecy != Secrecy::Open && record.reveal.is_none();
        let (open, wraps) = if sealed {
            let to = readers(self.views.control(), me, record.secrecy);
            (None, wrap_for(&*self.craft, key, to))
        } else {
            (Some(*key.as_bytes()), Vec::new())
        };
        Op::LaneKey { review: record.id, member: me, key: key.id(), open, wraps }
    }

    fn owed_wraps(&self, review: ReviewId, me: MemberId, key: &ContentKey) -> Option<Op> {
        let control = self.views.control();
        let record = control.reviews.get(&review)?;
        if record.secrecy == Secrecy::Open {
            return None;
        }
        let lane = record.lanes.get(&me)?;
        let id = key.id();
        let mut lacking = readers(control, me, record.secrecy);
        lacking.retain(|it| !lane.given.contains(&(id, it.device)));
        if lacking.is_empty() {
            return None;
        }
        if !self.named_before(review, me, &id) {
            return Some(self.named_to_all(record, me, key));
        }
        let wraps = wrap_for(&*self.craft, key, lacking);
        (!wraps.is_empty()).then_some(Op::LaneKey {
            review,
            member: me,
            key: id,
            open: None,
            wraps,
        })
    }
}

/// Returns the devices that may read `me`'s lane before the reveal.
pub(super) fn readers(control: &Control, me: MemberId, secrecy: Secrecy) -> Vec<&DeviceCard> {
    let early = |role: Role| secrecy != Secrecy::Strict && role >= Role::Facilitator;
    let all = control.cards().filter(|(member, _)| member.id == me || early(member.role));
    all.map(|(_, card)| card).collect()
}

/// Seals `key` to each device; a device whose recipient is no recipient gets none.
pub(super) fn wrap_for<'a>(
    craft: &dyn Craft,
    key: &ContentKey,
    cards: impl IntoIterator<Item = &'a DeviceCard>,
) -> Vec<Wrap> {
    let wraps = cards.into_iter().filter_map(|card| match craft.wrap(key, &card.recipient) {
        Ok(sealed) => Some(Wrap { device: card.device, sealed }),
        Err(err) => {
            tracing::warn!(%err, device = %card.device.short(), "no key for a device");
            None
        }
    });
    wraps.collect()
}

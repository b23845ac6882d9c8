//! Which keys are here, and who should get one of ours.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    control::{
        fold::{Control, LaneRecord},
        op::{DeviceCard, Op, Role, Secrecy, Wrap},
    },
    ids::{DeviceId, KeyId, MemberId, ReviewId},
    time::At,
    workspace::ReviewState,
};

use super::{Replica, WriteError};
use crate::keys::{self, ContentKey, KeysPayload, Link};

/// What the keys stream says about keys that are not open to everybody.
#[derive(Debug, Default)]
pub(super) struct Handed {
    /// Which key was sealed to which device.
    pub(super) to: BTreeSet<(KeyId, DeviceId)>,
    /// Keys with which control history, boards or packs were sealed, whatever became of the operation that named them.
    pub(super) used: BTreeSet<KeyId>,
    /// Keys sealed under newer ones, by the newer.
    pub(super) links: BTreeMap<KeyId, Vec<Link>>,
}

impl Handed {
    /// Returns every key that follows from `key`, itself included.
    pub(super) fn reach(&self, key: KeyId) -> BTreeSet<KeyId> {
        let mut out = BTreeSet::new();
        let mut open = vec![key];
        while let Some(key) = open.pop() {
            if out.insert(key) {
                open.extend(self.links.get(&key).into_iter().flatten().map(|it| it.older));
            }
        }
        out
    }
}

impl Replica {
    /// Opens what can be opened with keys that came along, until nothing more opens, then admits what was opened.
    pub(super) fn settle(&mut self) {
        self.open_all();
        if !self.changes.is_empty() {
            self.admit_changes();
        }
    }

    fn open_all(&mut self) {
        while !self.harvest().is_empty() {
            let ready: Vec<KeyId> =
                self.sealed.keys().copied().filter(|it| self.ring.contains(it)).collect();
            if ready.is_empty() {
                break;
            }
            for key in ready {
                for envelope in self.sealed.remove(&key).unwrap_or_default() {
                    self.open_or_keep(envelope);
                }
            }
        }
    }

    /// Adds to the ring what the control history hands out to this device; returns which were new,
    /// and any that came in other ways since.
    fn harvest(&mut self) -> Vec<KeyId> {
        let device = self.identity.device();
        let mut found = Vec::new();
        for review in self.views.control().reviews.values() {
            for lane in review.lanes.values() {
                found.extend(lane.open.iter().map(|it| ContentKey::from_bytes(*it)));
                found.extend(self.unwrap_lane(lane, device));
            }
        }
        for (newer, links) in &self.handed.links {
            let Some(newer) = self.ring.get(newer) else { continue };
            let lacking = links.iter().filter(|it| !self.ring.contains(&it.older));
            found.extend(lacking.filter_map(|it| it.open(newer)));
        }
        let mut new: Vec<KeyId> = Vec::new();
        for key in found {
            let id = key.id();
            if !self.ring.contains(&id) {
                new.push(self.ring.insert(key));
            }
        }
        let openable = self.sealed.keys().copied().filter(|it| self.ring.contains(it));
        new.extend(openable);
        new
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

    fn unwrap(&self, id: KeyId, sealed: &[u8]) -> Option<ContentKey> {
        let key = keys::unwrap(sealed, &self.identity).ok()?;
        (key.id() == id).then_some(key)
    }

    /// Takes the keys meant for this device, and remembers who has which.
    pub(super) fn take_keys(&mut self, keys: KeysPayload) {
        let device = self.identity.device();
        for link in keys.links {
            self.handed.links.entry(link.newer).or_default().push(link);
        }
        for (id, wrap) in &keys.wraps {
            self.handed.to.insert((*id, wrap.device));
            if wrap.device == device && !self.ring.contains(id) {
                match self.unwrap(*id, &wrap.sealed) {
                    Some(key) => drop(self.ring.insert(key)),
                    None => self
                        .strange
                        .push(format!("the key {} sent to this device does not open", id.short())),
                }
            }
        }
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
        out
    }

    fn owed_wraps(&self, review: ReviewId, me: MemberId, key: &ContentKey) -> Option<Op> {
        let control = self.views.control();
        let record = control.reviews.get(&review)?;
        if record.secrecy == Secrecy::Open {
            return None;
        }
        let lane = record.lanes.get(&me)?;
        let lacking = readers(control, me, record.secrecy)
            .into_iter()
            .filter(|it| lane.wraps_for(key.id(), it.device).next().is_none());
        let wraps = wrap_for(key, lacking);
        let id = key.id();
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
    key: &ContentKey,
    cards: impl IntoIterator<Item = &'a DeviceCard>,
) -> Vec<Wrap> {
    let wraps = cards.into_iter().filter_map(|card| match keys::wrap_for(key, card) {
        Ok(wrap) => Some(wrap),
        Err(err) => {
            tracing::warn!(%err, device = %card.device.short(), "no key for a device");
            None
        }
    });
    wraps.collect()
}

//! Who goes and who comes back: the keys that change with them, and the ends of their logs.

use muster_model::{
    control::{
        fold::Control,
        op::{Cut, DeviceCard, Op, Role, Wrap},
    },
    ids::{DeviceId, EnvelopeId, KeyId, MemberId, StreamId},
    time::At,
};

use super::{Replica, WriteError, keeping::wrap_for, write::refuse};
use crate::{
    craft::Craft,
    envelope::Kind,
    identity::Recovery,
    keys::{self, ContentKey, KeysPayload, Link, keys_stream_key},
    refusal::Refusal,
    ticket,
};

impl Replica {
    /// Says whether this device was revoked, or went with its owner.
    pub fn is_out(&self) -> bool {
        self.views.control().former.contains_key(&self.identity.device())
    }

    /// Makes this device's member an owner, or says why the code is not the one of this workspace.
    pub fn recover(&mut self, code: &Recovery, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        let device = self.identity.device();
        let control = self.views.control();
        if control.recovery != Some(code.device()) {
            return refuse(Refusal::OtherCode);
        }
        let Some(card) = control.card(&device).cloned() else {
            return refuse(Refusal::OtherDevice);
        };
        let proof =
            ticket::prove_code(self.workspace, &code.signer(), &card, self.identity.signer());
        self.together(|it| Ok(vec![it.write_op(Op::Recover { card, proof }, now)?]))
    }

    /// Returns the key to seal control and board with: the latest that is here.
    pub(super) fn present_key(&self) -> Result<KeyId, WriteError> {
        let epochs = &self.views.control().epochs;
        match epochs.iter().rev().find(|it| self.ring.contains(it)) {
            Some(key) => Ok(*key),
            None => refuse(Refusal::NotAdmitted),
        }
    }

    pub(super) fn set_role(
        &mut self,
        member: MemberId,
        role: Role,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        if role < Role::Owner {
            self.check_not_last_owner(|it| it.0 == member)?;
        }
        let cuts = self.cuts(member);
        Ok(vec![self.write_op(Op::SetRole { member, role, cuts }, now)?])
    }

    pub(super) fn remove_member(
        &mut self,
        member: MemberId,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        self.check_not_last_owner(|it| it.0 == member)?;
        let cuts = self.cuts(member);
        let mut ids = vec![self.write_op(Op::Remove { member, cuts }, now)?];
        ids.extend(self.renew_key(now)?);
        Ok(ids)
    }

    pub(super) fn revoke_device(
        &mut self,
        device: DeviceId,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        self.check_not_last_owner(|it| it.1 == device)?;
        let cut = Cut { device, heads: self.chains.ends(device) };
        let mut ids = vec![self.write_op(Op::Revoke { cut }, now)?];
        ids.extend(self.renew_key(now)?);
        Ok(ids)
    }

    /// Refuses what leaves nobody who decides: then only the recovery code would help.
    fn check_not_last_owner(
        &self,
        goes: impl Fn((MemberId, DeviceId)) -> bool,
    ) -> Result<(), WriteError> {
        let cards = self.views.control().cards();
        let mut owners = cards.filter(|(it, _)| it.role == Role::Owner);
        if owners.any(|(member, card)| !goes((member.id, card.device))) {
            Ok(())
        } else {
            refuse(Refusal::LastOwner)
        }
    }

    /// Returns the ends of the logs of `member`'s devices.
    fn cuts(&self, member: MemberId) -> Vec<Cut> {
        let cards = self.views.control().cards().filter(|(it, _)| it.id == member);
        let devices = cards.map(|(_, card)| card.device);
        devices.map(|device| Cut { device, heads: self.chains.ends(device) }).collect()
    }

    /// Says whether this device may change the workspace's key.
    fn keeps_keys(&self, control: &Control) -> bool {
        control.role_of(&self.identity.device()) >= Some(Role::Facilitator)
    }

    /// Makes a new key if somebody who knows the present one is gone, as far as this device may.
    fn renew_key(&mut self, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        let control = self.views.control();
        if !control.rekey || !self.keeps_keys(control) {
            return Ok(Vec::new());
        }
        let mut bytes = [0; 32];
        self.craft.roll(&mut bytes)?;
        let key = ContentKey::from_bytes(bytes);
        let cards: Vec<&DeviceCard> = control.cards().map(|(_, card)| card).collect();
        let wraps =
            wrap_for(&*self.craft, &key, cards).into_iter().map(|it| (key.id(), it)).collect();
        let links = links(&*self.craft, &key, &self.unlinked(None))?;
        let id = self.ring.insert(key);
        let keys = self.write_keys(&KeysPayload { wraps, links })?;
        // Whoever can read that there is a new key has it.
        let named = self.write_op_under(id, Op::Epoch { key: id }, now)?;
        Ok(vec![keys, named])
    }

    /// Returns the keys of the past that do not follow from `known`, nor from each other, the latest first.
    fn unlinked(&self, known: Option<KeyId>) -> Vec<ContentKey> {
        let mut reached = known.map(|it| self.handed.reach(it, &self.ring)).unwrap_or_default();
        let mut out = Vec::new();
        // Nothing but what the history names: a key that is new to others may be here before the word that names it,
        // and must not be sealed under one that somebody knows who is gone.
        let control = self.views.control();
        let named = control.epochs.iter().rev().chain(&control.strays);
        let all = named.filter_map(|it| self.ring.get(it));
        for key in all {
            if !reached.contains(&key.id()) {
                reached.extend(self.handed.reach(key.id(), &self.ring));
                out.push(key.clone());
            }
        }
        out
    }

    /// Writes what a device that comes in needs to read everything: the present key, and older ones that do not
    /// follow from it.
    pub(super) fn hand_keys(&mut self, card: &DeviceCard) -> Result<EnvelopeId, WriteError> {
        let present = self.present_key()?;
        let mut keys = self.unlinked(Some(present));
        keys.extend(self.ring.get(&present).cloned());
        let wraps: Vec<(KeyId, Wrap)> = keys
            .iter()
            .flat_map(|key| {
                wrap_for(&*self.craft, key, [card]).into_iter().map(|it| (key.id(), it))
            })
            .collect();
        if wraps.is_empty() {
            return refuse(Refusal::NoUsableKey);
        }
        self.write_keys(&KeysPayload { wraps, links: Vec::new() })
    }

    pub(super) fn write_keys(&mut self, keys: &KeysPayload) -> Result<EnvelopeId, WriteError> {
        let payload = keys.encode().map_err(|err| WriteError::Refused(err.to_string().into()))?;
        let under = keys_stream_key(self.workspace).id();
        let stream: StreamId = keys::STREAM;
        self.write(Kind::Keys, stream, under, &payload)
    }

    /// Makes the key that is due, hands the present one to members' devices that lack it, and seals under it what does
    /// not follow from it yet. Returns whether anything was written.
    pub(super) fn tend_epoch(&mut self, now: At) -> Result<bool, WriteError> {
        let mut wrote = false;
        let control = self.views.control();
        if control.rekey && self.keeps_keys(control) {
            self.together(|it| it.renew_key(now))?;
            wrote = true;
        }
        let Ok(present) = self.present_key() else { return Ok(wrote) };
        let control = self.views.control();
        if !self.keeps_keys(control) {
            return Ok(self.link_strays(present)? || wrote);
        }
        let me = self.identity.device();
        let lacks = |card: &DeviceCard| self.handed.lacks(present, card.device, me);
        let lacking: Vec<&DeviceCard> =
            control.cards().map(|(_, card)| card).filter(|it| lacks(it)).collect();
        let Some(key) = self.ring.get(&present) else { return Ok(wrote) };
        let wraps: Vec<(KeyId, Wrap)> =
            wrap_for(&*self.craft, key, lacking).into_iter().map(|it| (present, it)).collect();
        // Made at the same time as the present key, or by somebody whose word was void.
        let links = links(&*self.craft, key, &self.unlinked(Some(present)))?;
        if wraps.is_empty() && links.is_empty() {
            return Ok(wrote);
        }
        let keys = KeysPayload { wraps, links };
        self.together(|it| Ok(vec![it.write_keys(&keys)?]))?;
        Ok(true)
    }
}

impl Replica {
    /// Seals under the present key those that somebody named in vain: what was written with them before that was known
    /// is part of the history, and who was never given them has to read it to go on. Any member does this, for those
    /// who keep the keys may be the ones who lack them. Returns whether anything was written.
    fn link_strays(&mut self, present: KeyId) -> Result<bool, WriteError> {
        let control = self.views.control();
        if control.member_of(&self.identity.device()).is_none() {
            return Ok(false);
        }
        let mut strays = self.unlinked(Some(present));
        strays.retain(|it| control.strays.contains(&it.id()));
        let Some(key) = self.ring.get(&present) else { return Ok(false) };
        let links = links(&*self.craft, key, &strays)?;
        if links.is_empty() {
            return Ok(false);
        }
        let keys = KeysPayload { wraps: Vec::new(), links };
        self.together(|it| Ok(vec![it.write_keys(&keys)?]))?;
        Ok(true)
    }
}

/// Seals each of `older` under `newer`.
fn links(
    craft: &dyn Craft,
    newer: &ContentKey,
    older: &[ContentKey],
) -> Result<Vec<Link>, WriteError> {
    let mut out = Vec::new();
    for key in older {
        let mut nonce = [0; 24];
        craft.roll(&mut nonce)?;
        out.extend(Link::seal(key, newer, nonce));
    }
    Ok(out)
}

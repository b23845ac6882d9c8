//! Roles, removals, revoked devices and the recovery code.

use super::{Author, Step, Void};
use crate::{
    control::{
        fold::{
            Claim,
            state::{Admission, Former, Tenure},
            strikes::{Deed, Strike},
        },
        op::{Cut, DeviceCard, Role},
    },
    ids::{DeviceId, EnvelopeId, InviteId, MemberId},
    workspace::{Removed, ReviewState},
};

impl Step<'_> {
    /// Gives a device its place.
    pub(super) fn seat(&mut self, card: &DeviceCard, member: MemberId) {
        let order = self.control.admissions.len();
        let admission = Admission { op: self.id, order, by_code: None };
        self.control.admissions.insert(card.device, admission);
        self.control.devices.insert(card.device, member);
        if let Some(role) = self.control.members.get(&member).map(|it| it.role) {
            let fresh = || Tenure { first: role, later: Vec::new() };
            self.control.tenures.entry(member).or_insert_with(fresh);
        }
    }

    pub(super) fn set_role(
        &mut self,
        author: Author,
        (member, role): (MemberId, Role),
        cuts: &[Cut],
    ) -> Result<(), Void> {
        let target = self.control.members.get(&member).ok_or(Void::NoSuchMember)?;
        if author.role < Role::Owner {
            return Err(Void::NotOwner);
        }
        if target.removed.is_some() {
            return Err(Void::MemberRemoved);
        }
        let own = self.rank().ok_or(Void::Stranger)?;
        let overruled = self.ground.strikes.iter().any(|(id, it)| {
            let same = matches!(it.deed, Deed::Role(other, _) if other == member);
            same && self.crosses(id) && (it.rank, id) < (own, self.id)
        });
        if overruled {
            return Err(Void::Overruled);
        }
        self.strike(Deed::Role(member, role))?;
        self.appoint(member, role, cuts);
        Ok(())
    }

    fn appoint(&mut self, member: MemberId, role: Role, cuts: &[Cut]) {
        if let Some(target) = self.control.members.get_mut(&member) {
            target.role = role;
        }
        if let Some(tenure) = self.control.tenures.get_mut(&member) {
            tenure.later.push((role, cuts.to_vec()));
        }
    }

    pub(super) fn remove(
        &mut self,
        author: Author,
        member: MemberId,
        cuts: &[Cut],
    ) -> Result<(), Void> {
        let target = self.control.members.get(&member).ok_or(Void::NoSuchMember)?;
        if author.role < Role::Owner && author.member != member {
            return Err(Void::NotOwner);
        }
        if self.control.removed_by.get(&member).is_some_and(|it| self.after(self.id, *it)) {
            return Err(Void::AlreadyRemoved);
        }
        let devices: Vec<DeviceCard> = target.devices.clone();
        self.strike(Deed::Remove(member))?;
        for card in devices {
            if self.falls(card.device, self.id) {
                self.part(&card, member, heads(cuts, card.device));
            }
        }
        for cut in cuts {
            // Gone already, by somebody who did not know of this.
            if let Some(former) = self.control.former.get_mut(&cut.device)
                && former.member == member
                && former.by != self.id
            {
                former.cuts.push(cut.heads.clone());
            }
        }
        let (at, by) = (self.at(), author.member);
        if let Some(target) = self.control.members.get_mut(&member)
            && target.devices.is_empty()
        {
            target.removed.get_or_insert(Removed { at, by });
            self.control.removed_by.entry(member).or_insert(self.id);
        }
        self.withdraw_for(member);
        self.unassign(member);
        Ok(())
    }

    pub(super) fn revoke(&mut self, author: Author, cut: &Cut) -> Result<(), Void> {
        let member = self.control.whose(&cut.device).ok_or(Void::NoSuchDevice)?;
        if author.role < Role::Owner && author.member != member {
            return Err(Void::NotOwner);
        }
        if self.control.former.get(&cut.device).is_some_and(|it| self.after(self.id, it.by)) {
            return Err(Void::AlreadyRevoked);
        }
        self.strike(Deed::Revoke(cut.device))?;
        if let Some(card) = self.control.card(&cut.device).cloned() {
            self.part(&card, member, cut.heads.clone());
        } else if let Some(former) = self.control.former.get_mut(&cut.device) {
            former.cuts.push(cut.heads.clone());
        }
        Ok(())
    }

    /// Lets an invitation stand, in its renewer's name.
    pub(super) fn renew_invite(&mut self, author: Author, id: InviteId) -> Result<(), Void> {
        if author.role < Role::Owner {
            return Err(Void::NotOwner);
        }
        let invite = self.control.invites.get_mut(&id).ok_or(Void::NoSuchInvite)?;
        invite.revoked = false;
        invite.by = author.member;
        self.control.invited_by.insert(id, (self.id, self.entry.author));
        Ok(())
    }

    /// Brings in who holds the recovery code. Who passes it on does not matter: the code speaks for itself, once for
    /// each device.
    pub(super) fn recover(&mut self, card: &DeviceCard, proof: &[u8]) -> Result<(), Void> {
        self.rooted()?;
        let code = self.control.recovery.ok_or(Void::NoProof)?;
        let code = InviteId::from_bytes(*code.as_bytes());
        if self.control.former.contains_key(&card.device) {
            return Err(Void::DeviceRevoked);
        }
        if self.control.admissions.get(&card.device).is_some_and(|it| it.by_code.is_some()) {
            return Err(Void::AlreadyAdmitted);
        }
        if !(self.ground.verify)(self.id, &Claim { invite: &code, card, name: None, proof }) {
            return Err(Void::NoProof);
        }
        let founder = self.control.founder.ok_or(Void::Rootless)?;
        let member = self.control.devices.get(&card.device).copied().unwrap_or(founder);
        if !self.control.devices.contains_key(&card.device) {
            if let Some(record) = self.control.members.get_mut(&member) {
                record.devices.push(card.clone());
                record.removed = None;
            }
            self.control.removed_by.remove(&member);
            self.seat(card, member);
            self.control.requests.remove(&card.device);
        }
        if let Some(admission) = self.control.admissions.get_mut(&card.device) {
            admission.by_code = Some(self.id);
        }
        if self.control.members.get(&member).is_some_and(|it| it.role < Role::Owner) {
            self.appoint(member, Role::Owner, &[]);
        }
        Ok(())
    }

    /// Refuses what was done for `member` in ignorance of their removal.
    pub(super) fn knows_of_removal(&self, member: MemberId) -> Result<(), Void> {
        let ignored = self.ground.strikes.iter().any(|(id, it)| {
            matches!(it.deed, Deed::Remove(other) if other == member) && self.crosses(id)
        });
        if ignored { Err(Void::MemberRemoved) } else { Ok(()) }
    }

    /// Says whether who made an invitation is gone without this operation being seen by whoever removed them.
    pub(super) fn inviter_goes(&self, (made, device): (EnvelopeId, DeviceId)) -> bool {
        let Some(member) = self.control.whose(&device) else { return true };
        self.ground.strikes.iter().any(|(id, it)| {
            let hit = match it.deed {
                Deed::Role(..) => false,
                Deed::Remove(target) => target == member && self.falls(device, id),
                Deed::Revoke(target) => target == device,
            };
            hit && id != made && !self.after(id, self.id)
        })
    }

    /// Has effect only if it is believed in this reading; says in any case that it could.
    fn strike(&mut self, deed: Deed) -> Result<(), Void> {
        let rank = self.rank().ok_or(Void::Stranger)?;
        self.found.insert(self.id, Strike { deed, rank });
        if self.ground.strikes.stands(self.id) { Ok(()) } else { Err(Void::Circular) }
    }

    /// Takes a device out, with every invitation made on it.
    fn part(&mut self, card: &DeviceCard, member: MemberId, heads: Vec<EnvelopeId>) {
        let device = card.device;
        self.control.devices.remove(&device);
        if let Some(member) = self.control.members.get_mut(&member) {
            member.devices.retain(|it| it.device != device);
        }
        let former = Former { member, card: card.clone(), cuts: vec![heads], by: self.id };
        self.control.former.insert(device, former);
        self.control.partings.insert(self.id);
        for (id, invite) in &mut self.control.invites {
            let made_there = self.control.invited_by.get(id).is_some_and(|it| it.1 == device);
            invite.revoked |= made_there;
        }
        self.drop_requests();
    }

    /// Takes back the invitations for further devices of `member`.
    fn withdraw_for(&mut self, member: MemberId) {
        let gone = self.control.removed_by.contains_key(&member);
        for invite in self.control.invites.values_mut() {
            invite.revoked |= gone && invite.member == Some(member);
        }
        self.drop_requests();
    }

    fn drop_requests(&mut self) {
        let invites = &self.control.invites;
        let usable = |id: &InviteId| invites.get(id).is_some_and(|it| !it.revoked);
        self.control.requests.retain(|_, it| usable(&it.invite));
    }

    /// Asks nothing more of `member` where they never began to answer.
    fn unassign(&mut self, member: MemberId) {
        if !self.control.removed_by.contains_key(&member) {
            return;
        }
        for review in self.control.reviews.values_mut() {
            if review.state == ReviewState::Open && !review.lanes.contains_key(&member) {
                review.assignments.remove(&member);
            }
        }
    }
}

fn heads(cuts: &[Cut], device: DeviceId) -> Vec<EnvelopeId> {
    let named = cuts.iter().filter(|it| it.device == device);
    named.flat_map(|it| it.heads.iter().copied()).collect()
}

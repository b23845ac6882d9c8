//! The beginning, invitations and joining.

use super::{Author, Step, Void, line};
use crate::{
    control::{
        fold::Claim,
        op::{Op, Role},
    },
    ids::{DeviceId, EnvelopeId, InviteId, MemberId, NodeId},
    workspace::{InTeam, Invite, Member, Request, ReviewState},
};

/// Most devices that wait with one ticket: who holds it can make as many as they like.
const MAX_WAITING: usize = 100;

impl Step<'_> {
    pub(super) fn genesis(&mut self) -> Result<(), Void> {
        let Op::Genesis { workspace, member, card, recovery, .. } = &self.entry.body.op else {
            return Ok(());
        };
        let first = EnvelopeId::from_bytes(*self.control.workspace.as_bytes()) == self.id;
        if !first || !self.entry.body.parents.is_empty() {
            return Err(Void::SecondBeginning);
        }
        if card.device != self.entry.author {
            return Err(Void::ForeignBeginning);
        }
        let id = MemberId::of_first_device(card.device);
        self.control.name = line(workspace);
        self.control.recovery = Some(*recovery);
        self.control.founder = Some(id);
        let founder = Member {
            id,
            name: line(member),
            role: Role::Owner,
            devices: vec![card.clone()],
            joined: self.at(),
            seniority: 0,
            teams: Vec::new(),
            removed: None,
        };
        self.control.members.insert(id, founder);
        self.seat(card, id);
        Ok(())
    }

    pub(super) fn invite(&mut self, author: Author) -> Result<(), Void> {
        let Op::Invite { invite, role, member, dimensions, uses, expires, auto_admit, note } =
            &self.entry.body.op
        else {
            return Ok(());
        };
        // Who comes with a further device keeps the role they have.
        let role = match member {
            Some(member) => {
                self.knows_of_removal(*member)?;
                self.control.members.get(member).map(|it| it.role).ok_or(Void::NoSuchMember)?
            }
            None => *role,
        };
        may_decide(author, *member, role)?;
        if self.control.invites.contains_key(invite) {
            return Err(Void::InviteExists);
        }
        if *uses == 0 {
            return Err(Void::NoUses);
        }
        let invited = Invite {
            id: *invite,
            role,
            member: *member,
            dimensions: dimensions.clone(),
            uses_left: *uses,
            expires: *expires,
            // Higher roles wait for an owner who compares the words.
            auto_admit: *auto_admit && member.is_none() && role <= Role::Respondent,
            revoked: false,
            note: if note.is_empty() { String::new() } else { line(note) },
            by: author.member,
        };
        self.control.invites.insert(*invite, invited);
        self.control.invited_by.insert(*invite, (self.id, self.entry.author));
        Ok(())
    }

    pub(super) fn revoke_invite(&mut self, author: Author, invite: InviteId) -> Result<(), Void> {
        let invite = self.control.invites.get_mut(&invite).ok_or(Void::NoSuchInvite)?;
        if author.member != invite.by {
            may_decide(author, invite.member, invite.role)?;
        }
        invite.revoked = true;
        let id = invite.id;
        self.control.requests.retain(|_, it| it.invite != id);
        Ok(())
    }

    pub(super) fn request(&mut self) -> Result<(), Void> {
        let Op::Request { invite, card, name, proof } = &self.entry.body.op else {
            return Ok(());
        };
        self.usable(*invite, card.device)?;
        if self.control.refused.contains(&(*invite, card.device)) {
            return Err(Void::Refused);
        }
        if !(self.ground.verify)(self.id, &Claim { invite, card, name: Some(name), proof }) {
            return Err(Void::NoProof);
        }
        let request = Request {
            invite: *invite,
            card: card.clone(),
            name: line(name),
            proof: proof.clone(),
            at: self.at(),
        };
        let waiting = self.control.requests.values().filter(|it| it.invite == *invite).count();
        let known = self.control.requests.contains_key(&card.device);
        if !known && waiting >= MAX_WAITING {
            return Err(Void::Crowd);
        }
        // Several may pass the same request on; the first is as good as the last.
        self.control.requests.entry(card.device).or_insert(request);
        Ok(())
    }

    pub(super) fn admit(&mut self, author: Author) -> Result<(), Void> {
        let Op::Admit { invite: id, card, name, proof } = &self.entry.body.op else {
            return Ok(());
        };
        let invite = self.usable(*id, card.device)?.clone();
        if self.at() >= invite.expires {
            return Err(Void::Expired);
        }
        if !invite.auto_admit {
            may_decide(author, invite.member, invite.role)?;
        }
        if !(self.ground.verify)(self.id, &Claim { invite: id, card, name: Some(name), proof }) {
            return Err(Void::NoProof);
        }
        match invite.member {
            Some(member) => {
                self.knows_of_removal(member)?;
                let record = self.control.members.get_mut(&member).ok_or(Void::NoSuchMember)?;
                record.devices.push(card.clone());
                record.removed = None;
                self.control.removed_by.remove(&member);
                self.seat(card, member);
            }
            None => self.join(&invite, name)?,
        }
        if let Some(invite) = self.control.invites.get_mut(id) {
            invite.uses_left = invite.uses_left.saturating_sub(1);
            if invite.uses_left == 0 {
                self.control.requests.retain(|_, it| it.invite != *id);
            }
        }
        self.control.requests.remove(&card.device);
        Ok(())
    }

    fn join(&mut self, invite: &Invite, name: &str) -> Result<(), Void> {
        let Some(card) = self.entry.body.op.card() else { return Ok(()) };
        let id = MemberId::of_first_device(card.device);
        if self.control.members.contains_key(&id) {
            return Err(Void::Twice);
        }
        let member = Member {
            id,
            name: line(name),
            role: invite.role,
            devices: vec![card.clone()],
            joined: self.at(),
            seniority: self.control.members.len(),
            teams: Vec::new(),
            removed: None,
        };
        self.control.members.insert(id, member);
        self.seat(card, id);
        if invite.role >= Role::Respondent {
            self.assign_in_open_reviews(id, &invite.dimensions);
        }
        Ok(())
    }

    /// Says in which team a member is. What others said without knowing of each other stands side by side, the latest
    /// in the one order first.
    pub(super) fn set_team(
        &mut self,
        author: Author,
        member: MemberId,
        team: &str,
    ) -> Result<(), Void> {
        author.may_facilitate()?;
        let (id, at, past) = (self.id, self.at(), self.ground.past);
        let target = self.control.members.get_mut(&member).ok_or(Void::NoSuchMember)?;
        let name = if team.trim().is_empty() { String::new() } else { line(team) };
        target.teams.retain(|it| !past.includes(id, it.op));
        target.teams.insert(0, InTeam { name, by: author.member, at, op: id });
        Ok(())
    }

    fn assign_in_open_reviews(&mut self, member: MemberId, dimensions: &[NodeId]) {
        if dimensions.is_empty() {
            return;
        }
        for review in self.control.reviews.values_mut() {
            if review.state == ReviewState::Open {
                let nodes = review.assignments.entry(member).or_default();
                nodes.extend(dimensions.iter().cloned());
            }
        }
    }

    pub(super) fn refuse(&mut self, author: Author, device: DeviceId) -> Result<(), Void> {
        let request = self.control.requests.get(&device).ok_or(Void::NotWaiting)?;
        let id = request.invite;
        let invite = self.control.invites.get(&id).ok_or(Void::NoSuchInvite)?;
        may_decide(author, invite.member, invite.role)?;
        self.control.requests.remove(&device);
        self.control.refused.insert((id, device));
        Ok(())
    }

    /// Returns the invitation `id`, if `device` can still come in with it and the author had seen it.
    fn usable(&self, id: InviteId, device: DeviceId) -> Result<&Invite, Void> {
        let invite = self.control.invites.get(&id).ok_or(Void::NoSuchInvite)?;
        let made = self.control.invited_by.get(&id).ok_or(Void::NoSuchInvite)?;
        if !self.after(self.id, made.0) {
            Err(Void::InviteUnseen)
        } else if invite.revoked || self.inviter_goes(*made) {
            Err(Void::InviteRevoked)
        } else if self.control.devices.contains_key(&device) {
            Err(Void::AlreadyAdmitted)
        } else if self.control.former.contains_key(&device) {
            Err(Void::DeviceRevoked)
        } else if invite.uses_left == 0 {
            Err(Void::Used)
        } else {
            Ok(invite)
        }
    }
}

/// Says whether `author` may invite, admit and refuse for `role`, or for a further device of `member`.
fn may_decide(author: Author, member: Option<MemberId>, role: Role) -> Result<(), Void> {
    let may = match (author.role, member) {
        (Role::Owner, _) => true,
        (Role::Facilitator | Role::Respondent | Role::Observer, Some(member)) => {
            member == author.member
        }
        (Role::Facilitator, None) => role <= Role::Respondent,
        (Role::Respondent | Role::Observer, None) => false,
    };
    if may {
        return Ok(());
    }
    Err(match (author.role, member) {
        (_, Some(_)) => Void::NotTheirInvite,
        (Role::Facilitator, None) => Void::NotOwner,
        (Role::Owner | Role::Respondent | Role::Observer, None) => Void::NotFacilitator,
    })
}

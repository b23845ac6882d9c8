//! What each operation needs to take effect, and what it then does.
//!
//! A rule reads nothing but the state at its point of the one order and the causal past of its operation.

mod people;
mod reviews;
mod sign_off;
mod trust;

use std::collections::BTreeMap;

use super::{
    Ground,
    state::Control,
    strikes::{Deed, Rank, Strike},
};
use crate::{
    control::op::{Entry, Op, Role},
    ids::{DeviceId, EnvelopeId, MemberId},
    time::At,
};

/// Why an operation has no effect.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error,
)]
pub enum Void {
    /// A workspace begins only once.
    #[error("a workspace begins only once")]
    SecondBeginning,
    /// The beginning of the workspace names another device than the one that signed it.
    #[error("the beginning of the workspace names another device than the one that signed it")]
    ForeignBeginning,
    /// It does not follow from the beginning of this workspace.
    #[error("it does not follow from the beginning of this workspace")]
    Rootless,
    /// Its author is not a member.
    #[error("its author is not a member")]
    Stranger,
    /// Only an owner may do this.
    #[error("only an owner may do this")]
    NotOwner,
    /// Only a facilitator or an owner may do this.
    #[error("only a facilitator or an owner may do this")]
    NotFacilitator,
    /// This invitation is not theirs to decide on.
    #[error("this invitation is not theirs to decide on")]
    NotTheirInvite,
    /// The person it names is not a member.
    #[error("the person it names is not a member")]
    NoSuchMember,
    /// There is such an invitation already.
    #[error("there is such an invitation already")]
    InviteExists,
    /// An invitation needs at least one use.
    #[error("an invitation needs at least one use")]
    NoUses,
    /// There is no such invitation.
    #[error("there is no such invitation")]
    NoSuchInvite,
    /// Its author had not seen the invitation.
    #[error("its author had not seen the invitation")]
    InviteUnseen,
    /// The invitation was taken back.
    #[error("the invitation was taken back")]
    InviteRevoked,
    /// Ticket expired.
    #[error("ticket expired")]
    Expired,
    /// Ticket already used.
    #[error("ticket already used")]
    Used,
    /// The device is a member’s already.
    #[error("the device is a member’s already")]
    AlreadyAdmitted,
    /// The joiner did not prove to hold the ticket and the device, under this name.
    #[error("the joiner did not prove to hold the ticket and the device, under this name")]
    NoProof,
    /// The device was refused.
    #[error("the device was refused")]
    Refused,
    /// Too many devices wait with this ticket.
    #[error("too many devices wait with this ticket")]
    Crowd,
    /// That device is not waiting.
    #[error("that device is not waiting")]
    NotWaiting,
    /// There is no such assessment.
    #[error("there is no such assessment")]
    NoSuchAssessment,
    /// What was in the assessment is destroyed.
    #[error("what was in the assessment is destroyed")]
    Destroyed,
    /// One of its reviews is not closed.
    #[error("one of its reviews is not closed")]
    StillOpen,
    /// There is no such review.
    #[error("there is no such review")]
    NoSuchReview,
    /// The review is closed.
    #[error("the review is closed")]
    Closed,
    /// The review is revealed already.
    #[error("the review is revealed already")]
    AlreadyRevealed,
    /// The review is not revealed yet.
    #[error("the review is not revealed yet")]
    NotRevealed,
    /// An observer does not answer.
    #[error("an observer does not answer")]
    Observer,
    /// The key was not announced by whose lane it is.
    #[error("the key was not announced by whose lane it is")]
    ForeignKey,
    /// A key is handed out openly only in an open review or after the reveal.
    #[error("a key is handed out openly only in an open review or after the reveal")]
    SealedReview,
    /// Its author has no lane in the review.
    #[error("its author has no lane in the review")]
    NoLane,
    /// An id of this workspace exists twice.
    #[error("an id of this workspace exists twice")]
    Twice,
    /// Its author had been removed.
    #[error("its author had been removed")]
    AuthorRemoved,
    /// Its device had been revoked.
    #[error("its device had been revoked")]
    DeviceRevoked,
    /// The person it names had been removed.
    #[error("the person it names had been removed")]
    MemberRemoved,
    /// The person it names is removed already.
    #[error("the person it names is removed already")]
    AlreadyRemoved,
    /// The device is revoked already.
    #[error("the device is revoked already")]
    AlreadyRevoked,
    /// There is no such device.
    #[error("there is no such device")]
    NoSuchDevice,
    /// Somebody more senior gave them another role at the same time.
    #[error("somebody more senior gave them another role at the same time")]
    Overruled,
    /// It depends on what it takes away.
    #[error("it depends on what it takes away")]
    Circular,
    /// Its author was not asked to sign.
    #[error("its author was not asked to sign")]
    NotAsked,
    /// It was made by a newer version of Muster.
    #[error("it was made by a newer version of Muster")]
    Newer,
}

impl Void {
    /// Says whether somebody else was only quicker to do the same: worth a line in the log, no worry.
    pub(super) fn is_harmless(self) -> bool {
        match self {
            Self::InviteExists
            | Self::AlreadyAdmitted
            | Self::NotWaiting
            | Self::Refused
            | Self::Closed
            | Self::Destroyed
            | Self::StillOpen
            | Self::AlreadyRevealed
            | Self::AlreadyRemoved
            | Self::AlreadyRevoked => true,
            Self::SecondBeginning
            | Self::ForeignBeginning
            | Self::Rootless
            | Self::Stranger
            | Self::NotOwner
            | Self::NotFacilitator
            | Self::NotTheirInvite
            | Self::NoSuchMember
            | Self::NoUses
            | Self::NoSuchInvite
            | Self::InviteUnseen
            | Self::InviteRevoked
            | Self::Expired
            | Self::Used
            | Self::NoProof
            | Self::Crowd
            | Self::NoSuchAssessment
            | Self::NoSuchReview
            | Self::NotRevealed
            | Self::Observer
            | Self::ForeignKey
            | Self::SealedReview
            | Self::NoLane
            | Self::Twice
            | Self::AuthorRemoved
            | Self::DeviceRevoked
            | Self::MemberRemoved
            | Self::NoSuchDevice
            | Self::Overruled
            | Self::Circular
            | Self::NotAsked
            | Self::Newer => false,
        }
    }
}

/// One operation about to be judged.
pub(super) struct Step<'a> {
    pub(super) control: &'a mut Control,
    pub(super) found: &'a mut BTreeMap<EnvelopeId, Strike>,
    pub(super) ground: &'a Ground<'a>,
    pub(super) id: EnvelopeId,
    pub(super) entry: &'a Entry,
}

/// Who does it, as of its point.
#[derive(Debug, Clone, Copy)]
struct Author {
    member: MemberId,
    role: Role,
}

impl Author {
    fn may_own(self) -> Result<(), Void> {
        if self.role >= Role::Owner { Ok(()) } else { Err(Void::NotOwner) }
    }

    fn may_facilitate(self) -> Result<(), Void> {
        if self.role >= Role::Facilitator { Ok(()) } else { Err(Void::NotFacilitator) }
    }
}

impl Step<'_> {
    /// Lets the operation take effect, or says why it has none and changes nothing.
    pub(super) fn apply(mut self) -> Result<(), Void> {
        if let Op::Genesis { .. } = &self.entry.body.op {
            return self.genesis();
        }
        if let Op::Recover { card, proof } = &self.entry.body.op {
            return self.recover(card, proof);
        }
        let author = self.author()?;
        match &self.entry.body.op {
            Op::Genesis { .. } | Op::Recover { .. } => Err(Void::SecondBeginning),
            Op::Invite { .. } => self.invite(author),
            Op::RevokeInvite { invite } => self.revoke_invite(author, *invite),
            Op::Request { .. } => self.request(),
            Op::Admit { .. } => self.admit(author),
            Op::Refuse { device } => self.refuse(author, *device),
            Op::CreateAssessment { .. } => self.create_assessment(author),
            Op::OpenReview { .. } => self.open_review(author),
            Op::Assign { .. } => self.assign(author),
            Op::LaneKey { .. } => self.lane_key(author),
            Op::Submit { review, heads } => self.submit(author, *review, heads),
            Op::Reveal { review, lanes } => self.reveal(author, *review, lanes),
            Op::PublishKey { review, key } => self.publish_key(author, *review, *key),
            Op::CloseReview { review } => self.close_review(author, *review),
            Op::Epoch { key } => {
                author.may_facilitate()?;
                // An old key never comes back: those who were removed may hold it.
                if !self.control.epochs.contains(key) {
                    self.control.epochs.push(*key);
                    self.control.epoch_op = Some(self.id);
                }
                Ok(())
            }
            Op::SetRole { member, role, cuts } => self.set_role(author, (*member, *role), cuts),
            Op::Remove { member, cuts } => self.remove(author, *member, cuts),
            Op::Revoke { cut } => self.revoke(author, cut),
            Op::RenewInvite { invite } => self.renew_invite(author, *invite),
            Op::SetTeam { member, team } => self.set_team(author, *member, team),
            Op::AskToSign { review, add, remove } => self.ask(author, *review, (add, remove)),
            Op::Ratify { .. } => self.ratify(author),
            Op::Destroy { assessment } => self.destroy(author, *assessment),
            Op::Newer => Err(Void::Newer),
        }
    }

    /// Says who does it, and with which role; nobody who was removed or whose device was revoked before, or at the
    /// same time.
    fn author(&self) -> Result<Author, Void> {
        self.rooted()?;
        let device = self.entry.author;
        let member = self.control.whose(&device).ok_or(Void::Stranger)?;
        let member = self.control.members.get(&member).ok_or(Void::Stranger)?;
        let mut role = member.role;
        for (id, strike) in self.ground.strikes.iter() {
            let seen_by_it = self.after(id, self.id);
            if !strike.hits(device, member.id) || seen_by_it || self.withstands(id, strike) {
                continue;
            }
            match strike.deed {
                Deed::Role(_, less) if !self.after(self.id, id) => role = role.min(less),
                Deed::Remove(_) if self.falls(device, id) => return Err(Void::AuthorRemoved),
                Deed::Role(..) | Deed::Remove(_) => {}
                Deed::Revoke(_) => return Err(Void::DeviceRevoked),
            }
        }
        Ok(Author { member: member.id, role })
    }

    fn rooted(&self) -> Result<(), Void> {
        let beginning = EnvelopeId::from_bytes(*self.control.workspace.as_bytes());
        if self.after(self.id, beginning) { Ok(()) } else { Err(Void::Rootless) }
    }

    /// Says whether `later` is `earlier` or follows from it.
    fn after(&self, later: EnvelopeId, earlier: EnvelopeId) -> bool {
        self.ground.past.includes(later, earlier)
    }

    /// Says whether neither this operation nor `other` knew of the other.
    fn crosses(&self, other: EnvelopeId) -> bool {
        !self.after(self.id, other) && !self.after(other, self.id)
    }

    /// Says whether this operation stands against a strike it crosses: it strikes itself, and its author is senior.
    fn withstands(&self, id: EnvelopeId, strike: &Strike) -> bool {
        let takes_away = match &self.entry.body.op {
            Op::Remove { .. } | Op::Revoke { .. } => true,
            Op::SetRole { member, role, .. } => {
                self.control.members.get(member).is_some_and(|it| *role < it.role)
            }
            Op::Genesis { .. }
            | Op::Invite { .. }
            | Op::RevokeInvite { .. }
            | Op::Request { .. }
            | Op::Admit { .. }
            | Op::Refuse { .. }
            | Op::CreateAssessment { .. }
            | Op::OpenReview { .. }
            | Op::Assign { .. }
            | Op::LaneKey { .. }
            | Op::Submit { .. }
            | Op::Reveal { .. }
            | Op::PublishKey { .. }
            | Op::CloseReview { .. }
            | Op::Epoch { .. }
            | Op::RenewInvite { .. }
            | Op::SetTeam { .. }
            | Op::Recover { .. }
            | Op::AskToSign { .. }
            | Op::Ratify { .. }
            | Op::Destroy { .. }
            | Op::Newer => false,
        };
        takes_away
            && self.crosses(id)
            && self.rank().is_some_and(|own| (own, self.id) < (strike.rank, id))
    }

    /// Returns how senior the author speaks.
    fn rank(&self) -> Option<Rank> {
        let admission = self.control.admissions.get(&self.entry.author)?;
        let seniority = self.control.seniority(&self.entry.author)?;
        let ordinary = admission.by_code.is_none();
        Some(Rank { ordinary, seniority, admitted: admission.order })
    }

    /// Says whether `device` goes when `removal` removes its owner: unless it came in afterwards, or by the recovery
    /// code, of which the removal knew nothing.
    fn falls(&self, device: DeviceId, removal: EnvelopeId) -> bool {
        self.control.admissions.get(&device).is_none_or(|it| {
            let saved = it.by_code.is_some_and(|code| !self.after(removal, code));
            !saved && !self.after(it.op, removal)
        })
    }

    fn at(&self) -> At {
        self.entry.body.at
    }
}

/// Returns `text` fit for one line: printable, without the marks that turn writing around, not too long.
pub(super) fn line(text: &str) -> String {
    let is_plain = |it: &char| {
        let turns = matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        !it.is_control() && !turns
    };
    let short: String = text.chars().filter(is_plain).take(200).collect();
    let short = short.trim();
    if short.is_empty() { "(no name)".to_owned() } else { short.to_owned() }
}

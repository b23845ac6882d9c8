//! What each operation does, with the names known at its point of the history.

use super::{rules::line, state::Control};
use crate::{
    control::{
        happening::{Deed, Few, Happening, Invited},
        op::{Entry, Op},
    },
    ids::{AssessmentId, DeviceId, InviteId, MemberId, NodeId, ReviewId},
};

/// Returns what `entry` does, with the names known in `control`.
pub(super) fn happening(control: &Control, entry: &Entry) -> Happening {
    let by = control.whose(&entry.author).and_then(|it| control.members.get(&it));
    let own = by.map(|it| it.id);
    if let Op::Genesis { workspace, member, .. } = &entry.body.op {
        return Happening { who: Some(line(member)), deed: Deed::Founded(line(workspace)) };
    }
    let deed = Telling { control, own }.deed(&entry.body.op);
    Happening { who: by.map(|it| it.name.clone()), deed }
}

/// What is known where the operation stands.
struct Telling<'a> {
    control: &'a Control,
    /// Whose operation it is.
    own: Option<MemberId>,
}

impl Telling<'_> {
    fn deed(&self, op: &Op) -> Deed {
        match op {
            Op::Genesis { workspace, .. } => Deed::Founded(line(workspace)),
            Op::Invite { role, member: None, uses, .. } => Deed::Invited(*role, *uses),
            Op::Invite { member: Some(member), .. } => {
                Deed::PreparedDevice((Some(*member) != self.own).then(|| self.name(*member)))
            }
            Op::RevokeInvite { invite } => Deed::TookBack(self.invited(*invite)),
            Op::RenewInvite { invite } => Deed::LetStand(self.invited(*invite)),
            Op::Request { name, .. } => Deed::WasAsked(line(name)),
            Op::Admit { invite, name, .. } => self.admitted(*invite, name),
            Op::Refuse { device } => Deed::Refused(self.asking(*device)),
            Op::CreateAssessment { title, .. } => Deed::BeganAssessment(line(title)),
            Op::OpenReview { title, .. } => Deed::OpenedReview(line(title)),
            Op::Epoch { .. } if self.control.epochs.is_empty() => Deed::SetKey,
            Op::Epoch { .. } => Deed::ChangedKey,
            Op::SetRole { member, role, .. } => Deed::MadeRole(self.name(*member), *role),
            Op::Remove { member, .. } if Some(*member) == self.own => Deed::Left,
            Op::Remove { member, .. } => Deed::Removed(self.name(*member)),
            Op::Revoke { cut } => self.revoked(cut.device),
            Op::SetTeam { member, team } if team.is_empty() => Deed::OutOfTeam(self.name(*member)),
            Op::SetTeam { member, team } => Deed::IntoTeam(self.name(*member), line(team)),
            Op::Recover { card, .. } => {
                let known = self.control.devices.get(&card.device);
                let member = known.or(self.control.founder.as_ref());
                Deed::Recovered(member.map(|it| self.name(*it)))
            }
            Op::Destroy { assessment } => Deed::Destroyed(self.assessed(*assessment)),
            Op::Newer => Deed::Newer,
            Op::Assign { .. }
            | Op::LaneKey { .. }
            | Op::Submit { .. }
            | Op::Reveal { .. }
            | Op::PublishKey { .. }
            | Op::CloseReview { .. }
            | Op::AskToSign { .. }
            | Op::Ratify { .. } => self.in_review(op),
        }
    }

    fn in_review(&self, op: &Op) -> Deed {
        match op {
            Op::Assign { review, member, add, remove } => {
                let ids = |nodes: &[NodeId]| Few::of(nodes.iter().map(|it| it.as_str().to_owned()));
                let (add, remove) = (ids(add), ids(remove));
                let review = self.title(*review);
                Deed::Assigned { member: self.name(*member), add, remove, review }
            }
            Op::LaneKey { review, member, .. } if Some(*member) == self.own => {
                Deed::GotReady(self.title(*review))
            }
            Op::LaneKey { review, member, .. } => {
                Deed::PassedKey(self.name(*member), self.title(*review))
            }
            Op::Submit { review, .. } => Deed::HandedIn(self.title(*review)),
            Op::Reveal { review, .. } => Deed::Revealed(self.title(*review)),
            Op::PublishKey { review, .. } => Deed::OpenedAnswers(self.title(*review)),
            Op::CloseReview { review } => Deed::Closed(self.title(*review)),
            Op::AskToSign { review, add, remove } => {
                let names = |of: &[MemberId]| Few::of(of.iter().map(|it| self.name(*it)));
                let (add, remove) = (names(add), names(remove));
                Deed::AskedToSign { add, remove, review: self.title(*review) }
            }
            Op::Ratify { review, .. } => Deed::Signed(self.title(*review)),
            Op::Genesis { .. }
            | Op::Invite { .. }
            | Op::RevokeInvite { .. }
            | Op::Request { .. }
            | Op::Admit { .. }
            | Op::Refuse { .. }
            | Op::CreateAssessment { .. }
            | Op::OpenReview { .. }
            | Op::Epoch { .. }
            | Op::SetRole { .. }
            | Op::Remove { .. }
            | Op::Revoke { .. }
            | Op::RenewInvite { .. }
            | Op::SetTeam { .. }
            | Op::Destroy { .. }
            | Op::Recover { .. }
            | Op::Newer => Deed::Newer,
        }
    }

    fn name(&self, member: MemberId) -> String {
        self.control.name_of(member).to_owned()
    }

    fn revoked(&self, device: DeviceId) -> Deed {
        let former = self.control.former.get(&device).map(|it| &it.card);
        let name = self.control.card(&device).or(former).map_or("(unknown)", |it| &it.name);
        match self.control.whose(&device) {
            Some(owner) if Some(owner) != self.own => {
                Deed::Revoked(line(name), Some(self.name(owner)))
            }
            Some(_) => Deed::Revoked(line(name), None),
            None => Deed::RevokedUnknown,
        }
    }

    fn invited(&self, invite: InviteId) -> Invited {
        match self.control.invites.get(&invite) {
            None => Invited::Somebody,
            Some(invite) if !invite.note.is_empty() => Invited::Noted(invite.note.clone()),
            Some(invite) => match invite.member {
                Some(member) => Invited::DeviceOf(self.name(member)),
                None => Invited::Role(invite.role),
            },
        }
    }

    fn admitted(&self, invite: InviteId, name: &str) -> Deed {
        match self.control.invites.get(&invite).and_then(|it| it.member) {
            Some(member) => Deed::CameWithDevice(self.name(member)),
            None => Deed::Joined(line(name)),
        }
    }

    fn asking(&self, device: DeviceId) -> Option<String> {
        self.control.requests.get(&device).map(|it| it.name.clone())
    }

    fn assessed(&self, assessment: AssessmentId) -> Option<String> {
        let gone = || self.control.destroyed.get(&assessment).map(|it| &it.assessment);
        let found = self.control.assessments.get(&assessment).or_else(gone);
        found.map(|it| it.title.clone())
    }

    fn title(&self, review: ReviewId) -> Option<String> {
        let gone = || self.control.destroyed.values().find_map(|it| it.reviews.get(&review));
        let review = self.control.reviews.get(&review).or_else(gone);
        review.map(|it| it.title.clone())
    }
}

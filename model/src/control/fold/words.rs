//! One plain sentence for each operation.

use super::{rules::line, state::Control};
use crate::{
    control::op::{Entry, Op, Role},
    ids::{AssessmentId, DeviceId, InviteId, MemberId, NodeId, ReviewId},
};

/// Says what `entry` does, with the names known in `control`.
pub(super) fn sentence(control: &Control, entry: &Entry) -> String {
    let by = control.whose(&entry.author).and_then(|it| control.members.get(&it));
    let who = by.map_or("Somebody unknown", |it| it.name.as_str());
    let own = by.map(|it| it.id);
    match &entry.body.op {
        Op::Genesis { workspace, member, .. } => {
            format!("{} founded the workspace “{}”", line(member), line(workspace))
        }
        Op::Invite { role, member: None, uses: 1, .. } => {
            format!("{who} invited {}", a_role(*role))
        }
        Op::Invite { role, member: None, uses, .. } => {
            format!("{who} invited up to {uses} {}s", role_word(*role))
        }
        Op::Invite { member: Some(member), .. } if Some(*member) == own => {
            format!("{who} prepared a further device of their own")
        }
        Op::Invite { member: Some(member), .. } => {
            format!("{who} prepared a further device for {}", control.name_of(*member))
        }
        Op::RevokeInvite { invite } => {
            format!("{who} took the invitation of {} back", invited(control, *invite))
        }
        Op::Request { name, .. } => format!("{} asked {who} to be admitted", line(name)),
        Op::Admit { invite, name, .. } => admitted(control, *invite, name),
        Op::Refuse { device } => format!("{who} refused {}", asking(control, *device)),
        Op::CreateAssessment { title, .. } => {
            format!("{who} began the assessment “{}”", line(title))
        }
        Op::OpenReview { title, .. } => format!("{who} opened the review “{}”", line(title)),
        Op::Assign { review, member, add, remove } => {
            let member = control.name_of(*member);
            let review = title(control, *review);
            format!("{who} {} in {review}", assigned(member, add, remove))
        }
        Op::LaneKey { .. }
        | Op::Submit { .. }
        | Op::Reveal { .. }
        | Op::PublishKey { .. }
        | Op::CloseReview { .. }
        | Op::AskToSign { .. }
        | Op::Ratify { .. } => in_review(control, own, who, &entry.body.op),
        Op::Epoch { .. } if control.epochs.is_empty() => {
            format!("{who} set the key of the workspace")
        }
        Op::Epoch { .. } => format!("{who} changed the key of the workspace"),
        Op::SetRole { .. }
        | Op::Remove { .. }
        | Op::Revoke { .. }
        | Op::RenewInvite { .. }
        | Op::SetTeam { .. }
        | Op::Recover { .. } => about_trust(control, own, who, &entry.body.op),
        Op::Destroy { assessment } => {
            format!("{who} destroyed the content of {}", assessed(control, *assessment))
        }
        Op::Newer => format!("{who} did something that needs a newer version of Muster"),
    }
}

fn about_trust(control: &Control, own: Option<MemberId>, who: &str, op: &Op) -> String {
    match op {
        Op::SetRole { member, role, .. } => {
            format!("{who} made {} {}", control.name_of(*member), a_role(*role))
        }
        Op::Remove { member, .. } if Some(*member) == own => format!("{who} left"),
        Op::Remove { member, .. } => format!("{who} removed {}", control.name_of(*member)),
        Op::Revoke { cut } => revoked(control, own, who, cut.device),
        Op::RenewInvite { invite } => {
            format!("{who} let the invitation of {} stand", invited(control, *invite))
        }
        Op::SetTeam { member, team } if team.is_empty() => {
            format!("{who} took {} out of their team", control.name_of(*member))
        }
        Op::SetTeam { member, team } => {
            format!("{who} put {} into the team “{}”", control.name_of(*member), line(team))
        }
        Op::Recover { card, .. } => match control
            .devices
            .get(&card.device)
            .or(control.founder.as_ref())
        {
            Some(member) => {
                format!("The recovery code brought {} back as an owner", control.name_of(*member))
            }
            None => "The recovery code was used".to_owned(),
        },
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
        | Op::AskToSign { .. }
        | Op::Ratify { .. }
        | Op::Destroy { .. }
        | Op::Newer
        | Op::Epoch { .. } => String::new(),
    }
}

fn in_review(control: &Control, own: Option<MemberId>, who: &str, op: &Op) -> String {
    match op {
        Op::LaneKey { review, member, .. } if Some(*member) == own => {
            format!("{who} got ready to answer {}", title(control, *review))
        }
        Op::LaneKey { review, member, .. } => {
            let whose = control.name_of(*member);
            format!("{who} passed on the key to {whose}’s answers in {}", title(control, *review))
        }
        Op::Submit { review, .. } => {
            format!("{who} handed in their answers to {}", title(control, *review))
        }
        Op::Reveal { review, .. } => format!("{who} revealed {}", title(control, *review)),
        Op::PublishKey { review, .. } => {
            format!("{who} opened their answers to {}", title(control, *review))
        }
        Op::CloseReview { review } => format!("{who} closed {}", title(control, *review)),
        Op::AskToSign { review, add, remove } => {
            format!("{who} {} {} off", asked_to_sign(control, add, remove), title(control, *review))
        }
        Op::Ratify { review, .. } => format!("{who} signed {} off", title(control, *review)),
        Op::Genesis { .. }
        | Op::Invite { .. }
        | Op::RevokeInvite { .. }
        | Op::Request { .. }
        | Op::Admit { .. }
        | Op::Refuse { .. }
        | Op::CreateAssessment { .. }
        | Op::OpenReview { .. }
        | Op::Assign { .. }
        | Op::Epoch { .. }
        | Op::SetRole { .. }
        | Op::Remove { .. }
        | Op::Revoke { .. }
        | Op::RenewInvite { .. }
        | Op::SetTeam { .. }
        | Op::Destroy { .. }
        | Op::Newer
        | Op::Recover { .. } => String::new(),
    }
}

fn revoked(control: &Control, own: Option<MemberId>, who: &str, device: DeviceId) -> String {
    let former = control.former.get(&device).map(|it| &it.card);
    let name = control.card(&device).or(former).map_or("(unknown)", |it| &it.name);
    match control.whose(&device) {
        Some(owner) if Some(owner) != own => {
            format!("{who} revoked the device “{}” of {}", line(name), control.name_of(owner))
        }
        Some(_) => format!("{who} revoked their own device “{}”", line(name)),
        None => format!("{who} revoked an unknown device"),
    }
}

/// Returns the word for a role, as people read it and frameworks may weigh it.
pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Observer => "observer",
        Role::Respondent => "respondent",
        Role::Facilitator => "facilitator",
        Role::Owner => "owner",
    }
}

fn a_role(role: Role) -> String {
    let article = match role {
        Role::Observer | Role::Owner => "an",
        Role::Respondent | Role::Facilitator => "a",
    };
    format!("{article} {}", role_word(role))
}

fn invited(control: &Control, invite: InviteId) -> String {
    match control.invites.get(&invite) {
        None => "somebody".to_owned(),
        Some(invite) if !invite.note.is_empty() => invite.note.clone(),
        Some(invite) => match invite.member {
            Some(member) => format!("a further device of {}", control.name_of(member)),
            None => a_role(invite.role),
        },
    }
}

fn admitted(control: &Control, invite: InviteId, name: &str) -> String {
    match control.invites.get(&invite).and_then(|it| it.member) {
        Some(member) => format!("{} came with a further device", control.name_of(member)),
        None => format!("{} joined", line(name)),
    }
}

fn asking(control: &Control, device: DeviceId) -> String {
    let request = control.requests.get(&device);
    request.map_or_else(|| "a device".to_owned(), |it| it.name.clone())
}

fn assessed(control: &Control, assessment: AssessmentId) -> String {
    let gone = || control.destroyed.get(&assessment).map(|it| &it.assessment);
    let found = control.assessments.get(&assessment).or_else(gone);
    found.map_or_else(|| "an unknown assessment".to_owned(), |it| format!("“{}”", it.title))
}

fn title(control: &Control, review: ReviewId) -> String {
    let gone = || control.destroyed.values().find_map(|it| it.reviews.get(&review));
    let review = control.reviews.get(&review).or_else(gone);
    review.map_or_else(|| "an unknown review".to_owned(), |it| format!("“{}”", it.title))
}

fn asked_to_sign(control: &Control, add: &[MemberId], remove: &[MemberId]) -> String {
    let listed = |members: &[MemberId]| {
        let named: Vec<&str> = members.iter().take(3).map(|it| control.name_of(*it)).collect();
        let more = members.len().saturating_sub(named.len());
        let named = named.join(", ");
        if more == 0 { named } else { format!("{named} and {more} more") }
    };
    match (add, remove) {
        ([], []) => "asked nobody to sign".to_owned(),
        (add, []) => format!("asked {} to sign", listed(add)),
        ([], remove) => format!("no longer asks {} to sign", listed(remove)),
        (add, remove) => format!("asked {} instead of {} to sign", listed(add), listed(remove)),
    }
}

fn assigned(member: &str, add: &[NodeId], remove: &[NodeId]) -> String {
    let listed = |nodes: &[NodeId]| {
        let named: Vec<&str> = nodes.iter().take(3).map(NodeId::as_str).collect();
        let more = nodes.len().saturating_sub(named.len());
        let named = named.join(", ");
        if more == 0 { named } else { format!("{named} and {more} more") }
    };
    match (add, remove) {
        ([], []) => format!("assigned nothing to {member}"),
        (add, []) => format!("assigned {} to {member}", listed(add)),
        ([], remove) => format!("took {} from {member}", listed(remove)),
        (add, remove) => {
            format!("assigned {} to {member} instead of {}", listed(add), listed(remove))
        }
    }
}

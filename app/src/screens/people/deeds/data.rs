//! What can be done about people and devices: who may, what follows, and what can't be taken back.
//!
//! **Invariant:** nothing is offered that the fold would refuse; the reason stands beside it instead.

use muster_model::{
    control::op::{DeviceCard, Role},
    edit::Edit,
    ids::{DeviceId, InviteId, MemberId, WorkspaceId},
    time::At,
    workspace::{Member, Workspace},
};
use muster_sync::node::command::Command as NodeCommand;

use crate::screens::{rights, words};

/// How long a ticket is good for that brings somebody back: a week.
const WEEK_MS: u64 = 7 * 24 * 3_600_000;

/// Something that can be done about people and devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Gives somebody another role.
    Role(MemberId),
    /// Removes somebody; of oneself: leaves.
    Remove(MemberId),
    /// Takes a device out.
    Revoke(DeviceId),
    /// Invites somebody again who lost their devices, as who they were.
    Back(MemberId),
    /// Lets an invitation stand again.
    Renew(InviteId),
    /// Becomes an owner with the recovery code.
    Recover,
}

/// What a deed asks of the node.
#[derive(Debug)]
pub enum Wish {
    /// A change.
    Edit(Edit),
    /// A ticket.
    Ticket(NodeCommand),
}

/// A question before a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub title: String,
    /// What follows, a sentence each.
    pub follows: Vec<String>,
    /// What is worth a warning; may be empty.
    pub warning: String,
    /// Whether and how it can be taken back.
    pub undo: &'static str,
    /// The word on the button.
    pub button: &'static str,
}

const FOR_GOOD: &str = "This can't be taken back.";

impl Deed {
    /// Returns its word where it is offered.
    pub fn word(self, workspace: &Workspace) -> &'static str {
        match self {
            Self::Role(_) => "Change role",
            Self::Remove(member) if Some(member) == workspace.me => "Leave",
            Self::Remove(_) => "Remove",
            Self::Revoke(_) => "Revoke",
            Self::Back(_) => "Invite again",
            Self::Renew(_) => "Let it stand again",
            Self::Recover => "Use the recovery code",
        }
    }

    /// Returns why I can't do it, if so.
    pub fn why_not(self, workspace: &Workspace) -> Option<&'static str> {
        let Some(me) = workspace.me else { return rights::outside(workspace) };
        let owner = workspace.my_role() == Some(Role::Owner);
        let not_owner = (!owner).then_some("Only an owner does this");
        match self {
            Self::Role(member) => not_owner.or_else(|| gone(workspace, member)),
            Self::Remove(member) => {
                let mine = member == me;
                let last = is_last_owner(workspace, |it, _| it.id == member);
                let not_theirs = if mine { None } else { not_owner };
                not_theirs.or_else(|| gone(workspace, member)).or(last)
            }
            Self::Revoke(device) => {
                let whose = owner_of(workspace, device).map(|(it, _)| it.id);
                let not_theirs = if whose == Some(me) { None } else { not_owner };
                not_theirs.or_else(|| is_last_owner(workspace, |_, it| it.device == device))
            }
            Self::Back(_) | Self::Renew(_) => not_owner,
            Self::Recover => owner.then_some("You are an owner already"),
        }
    }

    /// Returns what to ask before it is done; `None` where it has become pointless.
    pub fn question(self, workspace: &Workspace, now: At) -> Option<Question> {
        match self {
            Self::Role(member) => role(workspace, workspace.members.get(&member)?),
            Self::Remove(member) => remove(workspace, workspace.members.get(&member)?),
            Self::Revoke(device) => {
                let (member, card) = owner_of(workspace, device)?;
                Some(revoke(workspace, member, card))
            }
            Self::Back(member) => Some(back(workspace.members.get(&member)?)),
            Self::Renew(invite) => renew(workspace, invite, now),
            Self::Recover => (workspace.my_role() < Some(Role::Owner)).then(recover),
        }
    }

    /// Returns what it asks of the node; nothing without the role chosen, where one is.
    pub fn wish(self, workspace: WorkspaceId, role: Option<Role>) -> Option<Wish> {
        Some(match self {
            Self::Role(member) => Wish::Edit(Edit::SetRole { member, role: role? }),
            Self::Remove(member) => Wish::Edit(Edit::Remove(member)),
            Self::Revoke(device) => Wish::Edit(Edit::RevokeDevice(device)),
            Self::Renew(invite) => Wish::Edit(Edit::RenewInvite(invite)),
            Self::Back(member) => {
                Wish::Ticket(NodeCommand::InviteBack { workspace, member, valid_ms: WEEK_MS })
            }
            Self::Recover => return None,
        })
    }
}

fn gone(workspace: &Workspace, member: MemberId) -> Option<&'static str> {
    let removed = workspace.members.get(&member).is_none_or(|it| it.removed.is_some());
    removed.then_some("They are not in any more")
}

/// Refuses what would leave nobody who decides.
fn is_last_owner(
    workspace: &Workspace,
    goes: impl Fn(&Member, &DeviceCard) -> bool,
) -> Option<&'static str> {
    let owners = workspace.members.values().filter(|it| it.role == Role::Owner);
    let mut stay = owners.flat_map(|it| it.devices.iter().map(move |card| (it, card)));
    let nobody = !stay.any(|(member, card)| !goes(member, card));
    nobody.then_some("No owner would be left: make somebody else an owner first")
}

/// Returns whose device that is.
pub fn owner_of(workspace: &Workspace, device: DeviceId) -> Option<(&Member, &DeviceCard)> {
    let mut all = workspace.members.values().flat_map(|it| it.devices.iter().map(move |c| (it, c)));
    all.find(|(_, card)| card.device == device)
}

/// Returns why a role can't be given, if so.
pub fn role_why_not(workspace: &Workspace, member: MemberId, role: Role) -> Option<&'static str> {
    let now = workspace.members.get(&member)?.role;
    if role == now {
        return Some("They have this role now");
    }
    let less = now == Role::Owner && role < Role::Owner;
    if less { is_last_owner(workspace, |it, _| it.id == member) } else { None }
}

fn role(workspace: &Workspace, member: &Member) -> Option<Question> {
    if member.removed.is_some() {
        return None;
    }
    let mine = Some(member.id) == workspace.me;
    let whom = if mine { "you".to_owned() } else { member.name.clone() };
    Some(Question {
        title: format!("Which role for {whom}?"),
        follows: vec![
            "What they did under the role they have stays, as far as it has arrived here. \
             They keep what they could read."
                .to_owned(),
        ],
        warning: if mine {
            "Without the owner's role you can't give it back to yourself: another owner has to."
                .to_owned()
        } else {
            "An owner can remove anybody, you too.".to_owned()
        },
        undo: if mine {
            "Only another owner can take this back."
        } else {
            "You can change it back."
        },
        button: "Give this role",
    })
}

fn remove(workspace: &Workspace, member: &Member) -> Option<Question> {
    if member.removed.is_some() {
        return None;
    }
    let name = &member.name;
    let devices = words::count(member.devices.len(), "device", "devices");
    let mine = Some(member.id) == workspace.me;
    let question = if mine {
        Question {
            title: format!("Leave “{}”?", workspace.name),
            follows: vec![
                format!(
                    "You go with {devices}. What is on this one stays readable here; nothing new comes."
                ),
                "What you answered stays and counts, as far as others have it.".to_owned(),
                "Only an owner can bring you back.".to_owned(),
            ],
            warning: String::new(),
            undo: FOR_GOOD,
            button: "Leave now",
        }
    } else {
        Question {
            title: format!("Remove {name}?"),
            follows: vec![
                format!(
                    "{name} goes with {devices} and keeps what is on them; nobody can take that back."
                ),
                "Nothing new can be read there: a new key protects what comes.".to_owned(),
                format!("What {name} answered stays and counts. {name} is marked as removed."),
            ],
            warning: format!(
                "What {name} wrote and has not arrived here yet will not count. \
                 If it matters, exchange with them first."
            ),
            undo: FOR_GOOD,
            button: "Remove now",
        }
    };
    Some(question)
}

fn revoke(workspace: &Workspace, member: &Member, card: &DeviceCard) -> Question {
    let mine = Some(member.id) == workspace.me;
    let whose = if mine { "of yours".to_owned() } else { format!("of {}", member.name) };
    let mut follows = vec![
        "What is on it stays readable to whoever has it. Nothing new can be read there.".to_owned(),
        "What it wrote counts, as far as it has arrived here; what comes later does not."
            .to_owned(),
    ];
    if member.devices.len() == 1 {
        let who = if mine { "you" } else { member.name.as_str() };
        follows.push(format!(
            "It is the only device of {who}. “Invite again” brings somebody back as who they were."
        ));
    }
    let here = card.device == workspace.device;
    Question {
        title: format!("Revoke “{}” {whose}?", card.name),
        follows,
        warning: if here { "It is the device in front of you.".to_owned() } else { String::new() },
        undo: "It can never come back; the same machine can join again as a new device.",
        button: "Revoke now",
    }
}

fn back(member: &Member) -> Question {
    let name = &member.name;
    Question {
        title: format!("Invite {name} again?"),
        follows: vec![
            format!(
                "For somebody who lost every device: {name} comes back as who they were, with all they answered."
            ),
            format!(
                "Whoever has the ticket can ask to be {name}. You compare six words before you let them in."
            ),
            "It is good for 7 days, once.".to_owned(),
        ],
        warning: match member.devices.len() {
            0 => String::new(),
            n => {
                let devices = words::count(n, "device that is in", "devices that are in");
                format!(
                    "{name} has {devices}. Revoke what is lost: whoever finds it can read what comes."
                )
            }
        },
        undo: "The ticket can be taken back until it is used.",
        button: "Make the ticket",
    }
}

fn renew(workspace: &Workspace, invite: InviteId, now: At) -> Option<Question> {
    let invite = workspace.invites.get(&invite).filter(|it| it.revoked && now < it.expires)?;
    let uses = words::count(usize::try_from(invite.uses_left).unwrap_or(usize::MAX), "use", "uses");
    let role = words::role(invite.role).to_lowercase();
    Some(Question {
        title: "Let this invitation stand again?".to_owned(),
        follows: vec![
            format!(
                "It invites as {role}, with {uses} left until {}.",
                words::moment(invite.expires)
            ),
            "Whoever has its ticket can use it from now on, in your name.".to_owned(),
        ],
        warning: "If you don't know who has the ticket, make a new one instead.".to_owned(),
        undo: "It can be taken back until it is used.",
        button: "Let it stand",
    })
}

fn recover() -> Question {
    Question {
        title: "Become an owner with the recovery code?".to_owned(),
        follows: vec![
            "The code was shown once, when the workspace began: 28 letters and digits in groups of four.".to_owned(),
            "You become an owner here, with everything an owner may do. Everybody sees that it happened.".to_owned(),
        ],
        warning: String::new(),
        undo: "An owner can give you another role again.",
        button: "Become an owner",
    }
}

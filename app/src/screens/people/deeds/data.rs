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

use crate::{
    say::say,
    screens::{rights, words},
};

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

fn for_good() -> &'static str {
    say!("people-for-good")
}

impl Deed {
    /// Returns its word where it is offered.
    pub fn word(self, workspace: &Workspace) -> &'static str {
        match self {
            Self::Role(_) => say!("people-deed-role"),
            Self::Remove(member) if Some(member) == workspace.me => say!("people-deed-leave"),
            Self::Remove(_) => say!("people-deed-remove"),
            Self::Revoke(_) => say!("people-deed-revoke"),
            Self::Back(_) => say!("people-deed-back"),
            Self::Renew(_) => say!("people-deed-renew"),
            Self::Recover => say!("people-deed-recover"),
        }
    }

    /// Returns why I can't do it, if so.
    pub fn why_not(self, workspace: &Workspace) -> Option<&'static str> {
        let Some(me) = workspace.me else { return rights::outside(workspace) };
        let owner = workspace.my_role() == Some(Role::Owner);
        let not_owner = (!owner).then_some(say!("people-only-owner"));
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
            Self::Recover => owner.then_some(say!("people-owner-already")),
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
    removed.then_some(say!("people-not-in"))
}

/// Refuses what would leave nobody who decides.
fn is_last_owner(
    workspace: &Workspace,
    goes: impl Fn(&Member, &DeviceCard) -> bool,
) -> Option<&'static str> {
    let owners = workspace.members.values().filter(|it| it.role == Role::Owner);
    let mut stay = owners.flat_map(|it| it.devices.iter().map(move |card| (it, card)));
    let nobody = !stay.any(|(member, card)| !goes(member, card));
    nobody.then_some(say!("people-last-owner"))
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
        return Some(say!("people-role-already"));
    }
    let less = now == Role::Owner && role < Role::Owner;
    if less { is_last_owner(workspace, |it, _| it.id == member) } else { None }
}

fn role(workspace: &Workspace, member: &Member) -> Option<Question> {
    if member.removed.is_some() {
        return None;
    }
    let mine = Some(member.id) == workspace.me;

    Some(Question {
        title: if mine {
            say!("people-role-title-me").to_owned()
        } else {
            say!("people-role-title", name = &member.name)
        },
        follows: vec![say!("people-role-follows").to_owned()],
        warning: if mine {
            say!("people-role-warning-me").to_owned()
        } else {
            say!("people-role-warning").to_owned()
        },
        undo: if mine { say!("people-role-undo-me") } else { say!("people-role-undo") },
        button: say!("people-role-button"),
    })
}

fn remove(workspace: &Workspace, member: &Member) -> Option<Question> {
    if member.removed.is_some() {
        return None;
    }
    let name = &member.name;
    let n = member.devices.len();
    let mine = Some(member.id) == workspace.me;
    let question = if mine {
        Question {
            title: say!("people-leave-title", name = &workspace.name),
            follows: vec![
                say!("people-leave-devices", n = n),
                say!("people-leave-answers").to_owned(),
                say!("people-leave-back").to_owned(),
            ],
            warning: String::new(),
            undo: for_good(),
            button: say!("people-leave-button"),
        }
    } else {
        Question {
            title: say!("people-remove-title", name = name),
            follows: vec![
                say!("people-remove-devices", name = name, n = n),
                say!("people-remove-key").to_owned(),
                say!("people-remove-answers", name = name),
            ],
            warning: say!("people-remove-warning", name = name),
            undo: for_good(),
            button: say!("people-remove-button"),
        }
    };
    Some(question)
}

fn revoke(workspace: &Workspace, member: &Member, card: &DeviceCard) -> Question {
    let mine = Some(member.id) == workspace.me;

    let mut follows =
        vec![say!("people-revoke-reads").to_owned(), say!("people-revoke-wrote").to_owned()];
    if member.devices.len() == 1 {
        follows.push(if mine {
            say!("people-revoke-only-me").to_owned()
        } else {
            say!("people-revoke-only", name = &member.name)
        });
    }
    let here = card.device == workspace.device;
    Question {
        title: if mine {
            say!("people-revoke-title-me", device = &card.name)
        } else {
            say!("people-revoke-title", device = &card.name, name = &member.name)
        },
        follows,
        warning: if here { say!("people-revoke-here").to_owned() } else { String::new() },
        undo: say!("people-revoke-undo"),
        button: say!("people-revoke-button"),
    }
}

fn back(member: &Member) -> Question {
    let name = &member.name;
    Question {
        title: say!("people-back-title", name = name),
        follows: vec![
            say!("people-back-means", name = name),
            say!("people-back-words", name = name),
            say!("people-back-once").to_owned(),
        ],
        warning: match member.devices.len() {
            0 => String::new(),
            n => say!("people-back-warning", name = name, n = n),
        },
        undo: say!("people-back-undo"),
        button: say!("people-back-button"),
    }
}

fn renew(workspace: &Workspace, invite: InviteId, now: At) -> Option<Question> {
    let invite = workspace.invites.get(&invite).filter(|it| it.revoked && now < it.expires)?;
    let (role, n) = (words::role_within(invite.role), invite.uses_left);
    Some(Question {
        title: say!("people-renew-title").to_owned(),
        follows: vec![
            say!("people-renew-means", role = role, n = n, until = words::moment(invite.expires)),
            say!("people-renew-in-your-name").to_owned(),
        ],
        warning: say!("people-renew-warning").to_owned(),
        undo: say!("people-renew-undo"),
        button: say!("people-renew-button"),
    })
}

fn recover() -> Question {
    Question {
        title: say!("people-recover-title").to_owned(),
        follows: vec![
            say!("people-recover-code").to_owned(),
            say!("people-recover-means").to_owned(),
        ],
        warning: String::new(),
        undo: say!("people-recover-undo"),
        button: say!("people-recover-button"),
    }
}

//! Who took part, and who was invited.

use muster_model::{
    control::op::Role,
    ids::NodeId,
    time::{At, Date},
    workspace::{Access, Member},
};
use serde::Serialize;

use super::is_veiled;
use crate::{
    report::{Source, cast::Cast, options::Naming},
    screens::words,
};

/// Somebody in the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Person {
    /// Name or role; empty where nobody is told apart.
    pub(in crate::report) name: String,
    pub(in crate::report) role: Role,
    /// Devices, by what their owner calls them.
    pub(in crate::report) devices: Vec<String>,
    pub(in crate::report) joined: Option<Date>,
    /// When they were removed or left, and by whom.
    pub(in crate::report) removed: Option<(Date, String)>,
    /// What they were asked to answer: ids, and titles for people.
    pub(in crate::report) assigned: Vec<NodeId>,
    pub(in crate::report) assigned_titles: Vec<String>,
    pub(in crate::report) handed_in: Option<At>,
    /// Questions answered; `None` where that can't be read or may not be said.
    pub(in crate::report) answered: Option<usize>,
    /// What is wrong with their part of the round, if anything.
    pub(in crate::report) alarm: Option<String>,
    /// Whether their answers are sealed on the device that made the report.
    pub(in crate::report) sealed: bool,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Invited {
    /// Whom it is meant for, as the inviter wrote it.
    pub(in crate::report) note: String,
    pub(in crate::report) role: Role,
    pub(in crate::report) dimensions: Vec<NodeId>,
    pub(in crate::report) uses_left: u32,
    pub(in crate::report) expires: At,
    pub(in crate::report) auto_admit: bool,
    pub(in crate::report) revoked: bool,
    pub(in crate::report) by: String,
}

/// Everybody, in the order they came; without names in the order of roles.
pub(super) fn people(source: Source<'_>, cast: &Cast) -> Vec<Person> {
    let mut members: Vec<&Member> = source.workspace.members.values().collect();
    members.sort_by_key(|it| (it.seniority, it.id));
    let mut all: Vec<Person> = members.iter().map(|it| person(source, cast, it)).collect();
    if cast.naming != Naming::Names {
        all.sort_by(|a, b| b.role.cmp(&a.role).then_with(|| a.name.cmp(&b.name)));
    }
    all
}

fn person(source: Source<'_>, cast: &Cast, it: &Member) -> Person {
    let Source { review, framework, .. } = source;
    let lane = review.lanes.get(&it.id);
    let named = cast.naming == Naming::Names;
    // Who was asked what tells who somebody is.
    let told = cast.naming != Naming::Anonymous;
    let assigned = review.assignments.get(&it.id).filter(|_| told).into_iter().flatten();
    let assigned: Vec<NodeId> = assigned.cloned().collect();
    let title = |id: &NodeId| {
        framework.node(id).map_or_else(|| id.to_string(), |it| words::question(framework, it))
    };
    let sealed = lane.is_some_and(|it| it.access == Access::Sealed);
    let mine = source.workspace.me == Some(it.id);
    let readable = lane.filter(|_| told && !sealed && (mine || !is_veiled(review)));
    let removed = it.removed.as_ref().filter(|_| told);
    Person {
        name: cast.key(it.id),
        role: it.role,
        devices: it.devices.iter().filter(|_| named).map(|it| it.name.clone()).collect(),
        joined: named.then(|| it.joined.date()),
        removed: removed.map(|it| (it.at.date(), cast.label(it.by))),
        assigned_titles: assigned.iter().map(title).collect(),
        assigned,
        handed_in: lane.filter(|_| named).and_then(|it| it.handed_in.as_ref()).map(|it| it.0),
        answered: readable
            .map(|it| it.counted.values().filter(|it| it.now.answer.is_some()).count()),
        alarm: lane.filter(|_| told).and_then(|it| it.alarm).map(|it| it.to_string()),
        sealed: told && sealed,
    }
}

/// Every invitation; without names nobody is said to be invited.
pub(super) fn invitations(source: Source<'_>, cast: &Cast) -> Vec<Invited> {
    if cast.naming != Naming::Names {
        return Vec::new();
    }
    let mut all: Vec<_> = source.workspace.invites.values().collect();
    all.sort_by_key(|it| (it.expires, it.id));
    let invited = |it: &&muster_model::workspace::Invite| Invited {
        note: it.note.clone(),
        role: it.role,
        dimensions: it.dimensions.clone(),
        uses_left: it.uses_left,
        expires: it.expires,
        auto_admit: it.auto_admit,
        revoked: it.revoked,
        by: cast.label(it.by),
    };
    all.iter().map(invited).collect()
}

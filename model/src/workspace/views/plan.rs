//! The plan of an assessment, as its board tells it.

use std::collections::BTreeMap;

use crate::{
    control::fold::Control,
    document::{ActionComment, PlanPage, PlanStep, Wrote},
    ids::{ActionId, MemberId},
    plan::{Action, Comment, Entry, Noted, Origin, Owner, Plan, Step},
    workspace::Workspace,
};

/// Puts together what people set out to do.
pub(super) fn plan(control: &Control, page: &PlanPage) -> Plan {
    let noted = |it: &Wrote| Noted {
        entry: it.entry.clone(),
        by: it.device.and_then(|it| control.whose(&it)),
        at: it.at,
    };
    let mut actions: BTreeMap<ActionId, Action> = BTreeMap::new();
    for (id, it) in page {
        let values = it.standing.iter();
        let standing = values.map(|(field, all)| (*field, all.iter().map(noted).collect()));
        let step = |it: &PlanStep| Step {
            noted: noted(&it.wrote),
            before: it.before.clone(),
            stands: it.stands,
        };
        let history = it.history.iter().map(step).collect();
        let said = |it: &ActionComment| Comment {
            text: it.text.clone(),
            by: it.device.and_then(|it| control.whose(&it)),
            at: it.at,
        };
        let comments = it.comments.iter().map(said).collect();
        if let Some(action) = Action::of(*id, standing.collect(), history) {
            actions.insert(*id, Action { comments, beyond: it.beyond, ..action });
        }
    }
    Plan { actions }
}

/// Says what was written into plans at the same time and differently.
pub(super) fn conflicts(workspace: &Workspace) -> Vec<String> {
    let mut out = Vec::new();
    for action in workspace.plans.values().flat_map(|it| it.actions.values()) {
        for (field, values) in &action.torn {
            let said: Vec<String> = values
                .iter()
                .map(|it| format!("{} by {}", words(workspace, &it.entry), by(workspace, it.by)))
                .collect();
            out.push(format!(
                "the {field} of the action “{}” was set differently at the same time: {}. The first counts until it \
                 is set again",
                action.title,
                said.join(", ")
            ));
        }
    }
    out
}

fn by(workspace: &Workspace, member: Option<MemberId>) -> &str {
    member.and_then(|it| workspace.members.get(&it)).map_or("somebody", |it| &it.name)
}

fn words(workspace: &Workspace, entry: &Entry) -> String {
    let some = match entry {
        Entry::Title(it) | Entry::Description(it) => Some(it.clone()).filter(|it| !it.is_empty()),
        Entry::Origin(it) => it.as_ref().map(|it| match it {
            Origin::Gap(node) => format!("the gap of {node}"),
            Origin::Disagreement(node) => format!("the disagreement about {node}"),
            Origin::Finding(text) => text.clone(),
        }),
        Entry::Review(it) => {
            it.and_then(|it| workspace.reviews.get(&it)).map(|it| it.title.clone())
        }
        Entry::Node(it) => it.as_ref().map(ToString::to_string),
        Entry::Owner(it) => it.as_ref().map(|it| match it {
            Owner::Member(id) => by(workspace, Some(*id)).to_owned(),
            Owner::Named(name) => name.clone(),
        }),
        Entry::Due(it) => it.map(|it| it.to_string()),
        Entry::Effort(it) | Entry::Impact(it) => it.map(|it| it.word().to_owned()),
        Entry::Status(it) => Some(match it.closed() {
            Some(day) => format!("{} on {day}", it.word()),
            None => it.word().to_owned(),
        }),
    };
    some.unwrap_or_else(|| "nothing".to_owned())
}

//! The plan of an assessment, as its board tells it.

use std::collections::BTreeMap;

use crate::{
    control::fold::Control,
    document::{ActionComment, PlanPage, PlanStep, Wrote},
    ids::{ActionId, MemberId},
    plan::{Action, Comment, Entry, Noted, Origin, Owner, Plan, Status, Step},
    workspace::{
        Workspace,
        warning::{Torn, Value, Warning},
    },
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
pub(super) fn conflicts(workspace: &Workspace) -> Vec<Warning> {
    let mut out = Vec::new();
    for action in workspace.plans.values().flat_map(|it| it.actions.values()) {
        for (field, values) in &action.torn {
            let said = values.iter().map(|it| (value(workspace, &it.entry), by(workspace, it.by)));
            let what = Torn::Action(*field, action.title.clone());
            out.push(Warning::Torn { what, said: said.collect() });
        }
    }
    out
}

fn by(workspace: &Workspace, member: Option<MemberId>) -> Option<String> {
    member.and_then(|it| workspace.members.get(&it)).map(|it| it.name.clone())
}

fn value(workspace: &Workspace, entry: &Entry) -> Value {
    let some = match entry {
        Entry::Title(it) | Entry::Description(it) => {
            Some(it.clone()).filter(|it| !it.is_empty()).map(Value::Words)
        }
        Entry::Origin(it) => it.as_ref().map(|it| match it {
            Origin::Gap(node) => Value::Gap(node.clone()),
            Origin::Disagreement(node) => Value::Disagreement(node.clone()),
            Origin::Finding(text) => Value::Words(text.clone()),
        }),
        Entry::Review(it) => {
            it.and_then(|it| workspace.reviews.get(&it)).map(|it| Value::Words(it.title.clone()))
        }
        Entry::Node(it) => it.as_ref().map(|it| Value::Words(it.to_string())),
        Entry::Owner(it) => it.as_ref().map(|it| match it {
            Owner::Member(id) => by(workspace, Some(*id)).map_or(Value::Somebody, Value::Words),
            Owner::Named(name) => Value::Words(name.clone()),
        }),
        Entry::Due(it) => it.map(Value::Day),
        Entry::Effort(it) | Entry::Impact(it) => it.map(Value::Grade),
        Entry::Status(it) => Some(match *it {
            Status::Open => Value::Open,
            Status::InProgress => Value::InProgress,
            Status::Done(day) => Value::Done(day),
            Status::Dropped(day) => Value::DroppedOn(day),
        }),
    };
    some.unwrap_or(Value::Nothing)
}

//! What goes along when an assessment goes on by another version of its framework: what is aimed at, what narrows it,
//! and what people still set out to do.
//!
//! Numbers that were counted belong to the review they were counted for, and stay there.

use std::collections::BTreeMap;

use super::versions;
use crate::{
    framework::{Framework, Node},
    ids::{ActionId, NodeId},
    plan::{Action, Entry, Field, Origin, Plan},
    setting::{Setting, Settings},
};

/// What is written into the assessment that goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Along {
    /// Targets and baselines, all of which the new version takes.
    pub settings: Vec<Setting>,
    /// Fields of actions that are not closed.
    pub entries: Vec<(ActionId, Entry)>,
    /// How many actions these are.
    pub actions: usize,
    /// Settings that stay behind, because the new version has no such place or level.
    pub left: Vec<Setting>,
    /// Actions that go along without their place, because the new version has none like it.
    pub adrift: Vec<ActionId>,
}

impl Along {
    /// Says whether nothing goes along.
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.entries.is_empty()
    }
}

/// Returns what goes along from an assessment by `before` to one by `after`.
pub fn along(
    before: &Framework,
    after: &Framework,
    settings: &Settings,
    plan: Option<&Plan>,
) -> Along {
    let places = Places::of(before, after);
    let mut out = Along::default();
    for setting in held(settings) {
        let moved = match &setting {
            Setting::Target { node, aim } => {
                let to = places.now(node);
                to.map(|node| Setting::Target { node, aim: aim.clone() })
            }
            Setting::Baselines(_) => Some(setting.clone()),
            Setting::Fact { .. } => continue,
        };
        match moved.filter(|it| after.accepts_setting(it, None).is_ok()) {
            Some(it) => out.settings.push(it),
            None => out.left.push(setting),
        }
    }
    let actions = plan.into_iter().flat_map(|it| it.actions.values());
    for action in actions.filter(|it| it.status.closed().is_none()) {
        out.actions = out.actions.saturating_add(1);
        let (entries, is_adrift) = places.entries(action);
        if is_adrift {
            out.adrift.push(action.id);
        }
        out.entries.extend(entries.into_iter().map(|it| (action.id, it)));
    }
    out
}

fn held(settings: &Settings) -> Vec<Setting> {
    let targets = settings.targets().into_iter();
    let targets = targets.map(|(node, aim)| Setting::Target { node, aim: Some(aim) });
    let baselines = settings.baselines();
    let narrowed = (!baselines.is_empty()).then_some(Setting::Baselines(baselines));
    targets.chain(narrowed).collect()
}

/// Where each place is in another version.
struct Places<'a> {
    before: &'a Framework,
    after: &'a Framework,
    became: BTreeMap<NodeId, Vec<NodeId>>,
}

impl<'a> Places<'a> {
    fn of(before: &'a Framework, after: &'a Framework) -> Self {
        let mut became: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for it in versions::matches(before, after) {
            became.extend(it.before.into_iter().map(|old| (old, it.after.clone())));
        }
        Self { before, after, became }
    }

    /// Returns where `id` is now: a question is what it became, if that is one; any other place is itself.
    fn now(&self, id: &NodeId) -> Option<NodeId> {
        let is_question = self.before.node(id).is_some_and(Node::is_question);
        if !is_question {
            return self.after.node(id).map(|it| it.id.clone());
        }
        match self.became.get(id).map(Vec::as_slice) {
            Some([only]) => Some(only.clone()),
            Some([] | [_, _, ..]) | None => None,
        }
    }

    /// Returns the fields of `action` as they are written again, and whether it lost its place.
    fn entries(&self, action: &Action) -> (Vec<Entry>, bool) {
        let mut is_adrift = false;
        let mut place = |id: &NodeId| {
            let now = self.now(id);
            is_adrift |= now.is_none();
            now
        };
        let mut out = Vec::new();
        for field in Field::ALL {
            let entry = match field {
                Field::Node => Entry::Node(action.node.as_ref().and_then(&mut place)),
                Field::Origin => Entry::Origin(match &action.origin {
                    Some(Origin::Gap(id)) => place(id).map(Origin::Gap),
                    Some(Origin::Disagreement(id)) => place(id).map(Origin::Disagreement),
                    Some(Origin::Finding(text)) => Some(Origin::Finding(text.clone())),
                    None => None,
                }),
                Field::Title
                | Field::Description
                | Field::Review
                | Field::Owner
                | Field::Due
                | Field::Effort
                | Field::Impact
                | Field::Status => action.entry(field),
            };
            if says_something(&entry) {
                out.push(entry);
            }
        }
        (out, is_adrift)
    }
}

fn says_something(entry: &Entry) -> bool {
    match entry {
        Entry::Title(text) | Entry::Description(text) => !text.is_empty(),
        Entry::Origin(it) => it.is_some(),
        Entry::Review(it) => it.is_some(),
        Entry::Node(it) => it.is_some(),
        Entry::Owner(it) => it.is_some(),
        Entry::Due(it) => it.is_some(),
        Entry::Effort(it) | Entry::Impact(it) => it.is_some(),
        Entry::Status(_) => true,
    }
}

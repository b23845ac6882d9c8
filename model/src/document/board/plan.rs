//! The actions of a board: what stands in their fields, and everything that ever did.

use std::collections::BTreeMap;

use super::{Board, Read, in_turn};
use crate::{
    document::{
        chunk::{self, Change, OpName},
        graph::Node,
        schema::{self, ACTION, COMMENT},
    },
    ids::{ActionId, ChangeHash, DeviceId},
    plan::{Entry, Field},
    time::At,
};

/// One value of a field of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrote {
    /// What it says.
    pub entry: Entry,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment claimed.
    pub at: At,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// One step in the history of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// What was written.
    pub wrote: Wrote,
    /// What it replaced.
    pub before: Vec<Entry>,
    /// Whether nothing has replaced it.
    pub stands: bool,
}

/// What a board says about one action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionPage {
    /// Every standing value of each field, what counts first.
    pub standing: BTreeMap<Field, Vec<Wrote>>,
    /// Everything ever written, each after what its author saw.
    pub history: Vec<PlanStep>,
    /// What was said about it, each after what its author saw.
    pub comments: Vec<ActionComment>,
    /// Whether something of it can't be read by this version.
    pub beyond: bool,
}

/// A comment on an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionComment {
    /// The words.
    pub text: String,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment claimed.
    pub at: At,
}

/// Every action of a board.
pub type PlanPage = BTreeMap<ActionId, ActionPage>;

impl Board {
    /// Returns every action. A value that this version can't read is left out, and said to be there.
    pub fn plan(&self) -> PlanPage {
        let mut page = PlanPage::new();
        for (key, values) in self.0.read(ACTION, None) {
            let Some((action, field)) = schema::read_action_key(&key) else { continue };
            let here = page.entry(action).or_default();
            let Some(field) = field else {
                here.beyond = true;
                continue;
            };
            let read: Vec<Wrote> =
                values.iter().rev().filter_map(|it| standing(field, it)).collect();
            here.beyond |= read.len() < values.len();
            if !read.is_empty() {
                here.standing.insert(field, read);
            }
        }
        if !page.is_empty() {
            self.tell(&mut page);
            self.talk(&mut page);
        }
        page
    }

    /// Adds to each action what was said about it.
    fn talk(&self, page: &mut PlanPage) {
        let comments = self.0.read(COMMENT, None);
        for it in in_turn(comments.values().flatten()) {
            let action = schema::read_action_comment_key(&it.key);
            if let Some(here) = action.and_then(|it| page.get_mut(&it)) {
                here.comments.push(ActionComment {
                    text: schema::read_comment(&it.text).1.to_owned(),
                    device: it.node.device,
                    at: schema::read_time(it.node.time),
                });
            }
        }
    }

    /// Adds to each action what was ever written to it. Every change is read once.
    fn tell(&self, page: &mut PlanPage) {
        let graph = &self.0.graph;
        let nodes: Vec<&Node> =
            graph.writers_in(ACTION).into_iter().filter_map(|it| graph.node(it)).collect();
        let mut written: BTreeMap<OpName, Entry> = BTreeMap::new();
        let mut steps: Vec<((u64, ChangeHash, u64), ActionId, PlanStep)> = Vec::new();
        let mut before: Vec<Vec<OpName>> = Vec::new();
        for node in nodes {
            let Ok(chunks) = chunk::parse(&node.bytes) else { continue };
            for change in chunks.iter().map(|it| &it.change) {
                for (name, action, entry, replaces) in entries(change) {
                    let order = (node.start, node.hash, name.counter);
                    written.insert(name, entry.clone());
                    let standing = page.get(&action).and_then(|it| it.standing.get(&entry.field()));
                    let stands =
                        standing.is_some_and(|all| all.iter().any(|it| it.change == node.hash));
                    let wrote = wrote(node, entry);
                    steps.push((order, action, PlanStep { wrote, before: Vec::new(), stands }));
                    before.push(replaces);
                }
            }
        }
        for (step, replaces) in steps.iter_mut().zip(before) {
            step.2.before = replaces.iter().filter_map(|it| written.get(it).cloned()).collect();
        }
        steps.sort_by_key(|it| it.0);
        for (_, action, step) in steps {
            if let Some(here) = page.get_mut(&action) {
                here.history.push(step);
            }
        }
    }
}

/// Returns what a change writes to actions: the name of the operation, where, what, and which operations it replaces.
fn entries(change: &Change) -> impl Iterator<Item = (OpName, ActionId, Entry, Vec<OpName>)> + '_ {
    let here = u64::try_from(ACTION).unwrap_or(u64::MAX).saturating_add(1);
    change
        .puts
        .iter()
        .zip(change.start..)
        .filter(move |(put, _)| put.map.counter == here)
        .filter_map(|(put, counter)| {
            let (action, field) = schema::read_action_key(&put.key)?;
            let entry = schema::read_entry(field?, &put.value)?;
            let name = OpName { counter, actor: change.actor.clone() };
            Some((name, action, entry, put.replaces.clone()))
        })
}

fn standing(field: Field, it: &Read<'_>) -> Option<Wrote> {
    schema::read_entry(field, &it.text).map(|entry| wrote(it.node, entry))
}

fn wrote(node: &Node, entry: Entry) -> Wrote {
    Wrote { entry, device: node.device, at: schema::read_time(node.time), change: node.hash }
}

//! What follows from actions: which rung they lead to, and what they say of gaps.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Action, Plan};
use crate::{
    framework::{Framework, Node},
    gaps::{Gaps, Gate, Planned},
    ids::{NodeId, RungId},
    scoring::Lift,
};

/// A rung that an action helps to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lifted {
    /// Where the ladder stands; `None` at the root.
    pub place: Option<NodeId>,
    /// The rung.
    pub rung: RungId,
    /// Its name.
    pub name: String,
}

/// Returns the rungs that `action` helps to reach: that of `lift` if a question of its way is what the action is about
/// or lies below it, and those of `gates` likewise. What is closed helps no more.
pub fn lifts(
    action: &Action,
    framework: &Framework,
    lift: Option<&Lift>,
    gates: &[Gate],
) -> Vec<Lifted> {
    let Some(node) = action.node.as_ref().and_then(|it| framework.node(it)) else {
        return Vec::new();
    };
    if action.is_closed() {
        return Vec::new();
    }
    let below = questions_of(node);
    let mut out: Vec<Lifted> = Vec::new();
    if let Some(lift) = lift
        && lift.steps.iter().any(|it| below.contains(&it.change.question))
    {
        out.push(Lifted { place: None, rung: lift.rung.id.clone(), name: lift.rung.name.clone() });
    }
    for gate in gates.iter().filter(|it| it.questions.iter().any(|it| below.contains(it))) {
        let found =
            Lifted { place: gate.place.clone(), rung: gate.next.clone(), name: gate.name.clone() };
        if !out.contains(&found) {
            out.push(found);
        }
    }
    out
}

/// Notes in `gaps` what actions of `plan` that are not closed say of each question, the best first, and ranks again.
pub fn rank(gaps: &mut Gaps, plan: &Plan) {
    let ranked = plan.ranked();
    for it in &mut gaps.questions {
        let about = |action: &&&Action| !action.is_closed() && action.node.as_ref() == Some(&it.id);
        it.planned = ranked.iter().find(about).map(|action| Planned {
            action: action.id,
            effort: action.effort,
            impact: action.impact,
        });
    }
    gaps.sort();
}

fn questions_of(node: &Node) -> BTreeSet<NodeId> {
    let mut out = BTreeSet::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        out.insert(node.id.clone());
        open.extend(&node.children);
    }
    out
}

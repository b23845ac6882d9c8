//! How differently two roles see the same things.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    answer::Said,
    framework::Framework,
    ids::NodeId,
    scoring::{Exact, Inputs, exact::median, plan::levels, wiring::Wiring},
};

/// The gap between two roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Perception {
    /// The two roles, in the order of their names.
    pub roles: (String, String),
    /// The mean gap over the questions both spoke to, each in relation to its scale: above nought where the first
    /// role sees things better, from -1 to 1.
    pub mean: Exact,
    /// The questions both spoke to, the widest gap first, then the order of the framework.
    pub gaps: Vec<Gap>,
}

/// The gap on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Which question.
    pub question: NodeId,
    /// Its dimension.
    pub dimension: NodeId,
    /// The middle of each role's answers.
    pub medians: (Exact, Exact),
    /// The first less the second.
    pub difference: Exact,
}

/// Returns the gap of every two roles that spoke to the same questions, the widest first.
pub fn perception(framework: &Framework, inputs: &Inputs) -> Vec<Perception> {
    let wiring = Wiring::of(framework.pack(), &inputs.baselines);
    let mut found: BTreeMap<(&str, &str), Vec<(Exact, Gap)>> = BTreeMap::new();
    for at in &wiring.plan.questions {
        let Some(node) = wiring.plan.node(*at) else { continue };
        let dimension = wiring.plan.spot(*at).and_then(|it| wiring.plan.id(it.dimension));
        let middles: Vec<(&str, Exact)> = by_role(&wiring, inputs, *at)
            .into_iter()
            .filter_map(|(role, mut values)| {
                values.sort();
                Some((role, median(&values)?))
            })
            .collect();
        let scale = wiring.plan.scale_at(*at);
        let ends = scale.and_then(|it| it.low.as_ref().zip(it.high.as_ref()));
        for (index, (one, first)) in middles.iter().enumerate() {
            for (other, second) in middles.iter().skip(index + 1) {
                let gap = first - second;
                let relative = ends.and_then(|(low, high)| gap.over(&(high - low)));
                let row = Gap {
                    question: node.id.clone(),
                    dimension: dimension.clone().unwrap_or_else(|| node.id.clone()),
                    medians: (first.clone(), second.clone()),
                    difference: gap,
                };
                found
                    .entry((one, other))
                    .or_default()
                    .push((relative.unwrap_or_else(Exact::zero), row));
            }
        }
    }
    let mut out: Vec<Perception> = found.into_iter().filter_map(told).collect();
    // The sort is stable: equals keep the order of their names.
    out.sort_by_key(|it| std::cmp::Reverse(size(&it.mean)));
    out
}

fn told((roles, mut rows): ((&str, &str), Vec<(Exact, Gap)>)) -> Option<Perception> {
    let sum: Exact = rows.iter().map(|it| &it.0).sum();
    let mean = sum.over(&Exact::count(rows.len()))?;
    rows.sort_by_key(|it| std::cmp::Reverse(size(&it.0)));
    let gaps = rows.into_iter().map(|it| it.1).collect();
    Some(Perception { roles: (roles.0.to_owned(), roles.1.to_owned()), mean, gaps })
}

fn size(gap: &Exact) -> Exact {
    if gap.is_negative() { -gap } else { gap.clone() }
}

/// Returns the values of a question by the role of whoever gave them.
fn by_role<'a>(
    wiring: &Wiring<'_>,
    inputs: &'a Inputs,
    at: usize,
) -> BTreeMap<&'a str, Vec<Exact>> {
    let mut values: BTreeMap<&str, Vec<Exact>> = BTreeMap::new();
    let answers = wiring.plan.node(at).and_then(|it| inputs.answers.get(&it.id));
    let Some(scale) = wiring.plan.scale_at(at).map(|it| it.scale) else { return values };
    for (member, answer) in answers.into_iter().flatten() {
        let Some(role) = inputs.roles.get(member) else { continue };
        let Said::Option(id) = &answer.said else { continue };
        let level = levels(scale).find(|it| it.id == *id);
        if let Some(value) = level.and_then(|it| it.value.clone()) {
            values.entry(role).or_default().push(value);
        }
    }
    values
}

//! How differently two groups of people see the same things: roles, or teams.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    answer::Said,
    framework::Framework,
    ids::{MemberId, NodeId},
    scoring::{Exact, Inputs, exact::median, plan::levels, wiring::Wiring},
};

/// What puts people into one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Their role.
    Role,
    /// Their team, where they have one.
    Team,
}

impl By {
    /// Every way, in the order shown.
    pub const ALL: [Self; 2] = [Self::Role, Self::Team];

    /// Returns the word of each member, where there is one.
    fn words(self, inputs: &Inputs) -> &BTreeMap<MemberId, String> {
        match self {
            Self::Role => &inputs.roles,
            Self::Team => &inputs.teams,
        }
    }

    /// Returns the groups and who of them said anything, by name.
    pub fn groups(self, inputs: &Inputs) -> BTreeMap<&str, BTreeSet<MemberId>> {
        let spoke: BTreeSet<&MemberId> = inputs.answers.values().flat_map(|it| it.keys()).collect();
        let mut groups: BTreeMap<&str, BTreeSet<MemberId>> = BTreeMap::new();
        for (member, word) in self.words(inputs).iter().filter(|it| spoke.contains(it.0)) {
            groups.entry(word).or_default().insert(*member);
        }
        groups
    }
}

/// The gap between two groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Perception {
    /// What makes them groups.
    pub by: By,
    /// The two, in the order of their names.
    pub groups: (String, String),
    /// How many people of each chose a level on any of these questions.
    pub people: (usize, usize),
    /// The mean gap over the questions both spoke to, each in relation to its scale: above nought where the first
    /// group sees things better, from -1 to 1.
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
    /// How each group sees it.
    pub sides: (View, View),
    /// The first median less the second.
    pub difference: Exact,
}

/// How a group sees a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// The middle of its answers.
    pub median: Exact,
    /// People who chose a level.
    pub n: usize,
    /// Lowest and highest; `None` with one person, who has no spread.
    pub range: Option<(Exact, Exact)>,
}

/// Returns the gap of every two roles, or teams, that spoke to the same questions, the widest first.
pub fn perception(framework: &Framework, inputs: &Inputs, by: By) -> Vec<Perception> {
    let wiring = Wiring::of(framework.pack(), &inputs.baselines);
    let mut found: BTreeMap<(&str, &str), Pair> = BTreeMap::new();
    for at in &wiring.plan.questions {
        let Some(node) = wiring.plan.node(*at) else { continue };
        let dimension = wiring.plan.spot(*at).and_then(|it| wiring.plan.id(it.dimension));
        let dimension = dimension.unwrap_or_else(|| node.id.clone());
        let views: Vec<(&str, View, BTreeSet<MemberId>)> =
            by_group(&wiring, (inputs, by), *at).into_iter().filter_map(View::of).collect();
        let scale = wiring.plan.scale_at(*at);
        let ends = scale.and_then(|it| it.low.as_ref().zip(it.high.as_ref()));
        for (index, (one, first, mine)) in views.iter().enumerate() {
            for (other, second, theirs) in views.iter().skip(index + 1) {
                let difference = &first.median - &second.median;
                let relative = ends.and_then(|(low, high)| difference.over(&(high - low)));
                let gap = Gap {
                    question: node.id.clone(),
                    dimension: dimension.clone(),
                    sides: (first.clone(), second.clone()),
                    difference,
                };
                let pair = found.entry((one, other)).or_default();
                pair.rows.push((relative.unwrap_or_else(Exact::zero), gap));
                pair.people.0.extend(mine);
                pair.people.1.extend(theirs);
            }
        }
    }
    let told = found.into_iter().filter_map(|(groups, it)| it.told(by, groups));
    let mut out: Vec<Perception> = told.collect();
    // The sort is stable: equals keep the order of their names.
    out.sort_by_key(|it| std::cmp::Reverse(size(&it.mean)));
    out
}

/// Two groups while their questions are gone through: each gap in relation to its scale.
#[derive(Default)]
struct Pair {
    rows: Vec<(Exact, Gap)>,
    people: (BTreeSet<MemberId>, BTreeSet<MemberId>),
}

impl Pair {
    fn told(mut self, by: By, groups: (&str, &str)) -> Option<Perception> {
        let sum: Exact = self.rows.iter().map(|it| &it.0).sum();
        let mean = sum.over(&Exact::count(self.rows.len()))?;
        self.rows.sort_by_key(|it| std::cmp::Reverse(size(&it.0)));
        Some(Perception {
            by,
            groups: (groups.0.to_owned(), groups.1.to_owned()),
            people: (self.people.0.len(), self.people.1.len()),
            mean,
            gaps: self.rows.into_iter().map(|it| it.1).collect(),
        })
    }
}

impl View {
    fn of(
        (group, voices): (&str, Vec<(MemberId, Exact)>),
    ) -> Option<(&str, Self, BTreeSet<MemberId>)> {
        let people = voices.iter().map(|it| it.0).collect();
        let mut values: Vec<Exact> = voices.into_iter().map(|it| it.1).collect();
        values.sort();
        let several = values.len() > 1;
        let range = values.first().cloned().zip(values.last().cloned()).filter(|_| several);
        Some((group, Self { median: median(&values)?, n: values.len(), range }, people))
    }
}

fn size(gap: &Exact) -> Exact {
    if gap.is_negative() { -gap } else { gap.clone() }
}

/// Returns the values of a question by the group of whoever gave them.
fn by_group<'a>(
    wiring: &Wiring<'_>,
    (inputs, by): (&'a Inputs, By),
    at: usize,
) -> BTreeMap<&'a str, Vec<(MemberId, Exact)>> {
    let mut values: BTreeMap<&str, Vec<(MemberId, Exact)>> = BTreeMap::new();
    let answers = wiring.plan.node(at).and_then(|it| inputs.spoken(&it.id));
    let Some(scale) = wiring.plan.scale_at(at).map(|it| it.scale) else { return values };
    for (member, answer) in answers.into_iter().flatten() {
        let Some(group) = by.words(inputs).get(member) else { continue };
        let Said::Option(id) = &answer.said else { continue };
        let level = levels(scale).find(|it| it.id == *id);
        if let Some(value) = level.and_then(|it| it.value.clone()) {
            values.entry(group).or_default().push((*member, value));
        }
    }
    values
}

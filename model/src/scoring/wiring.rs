//! What each measure reads at each of its places, worked out once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Exact, plan::Plan};
use crate::{
    framework::{Measure, Of, Pack, Weight},
    ids::Name,
};

/// What a measure reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// All questions below.
    Items,
    /// Itself one level down.
    Children,
    /// Measures listed above, by position.
    Measures(Vec<usize>),
    /// A measure that is not listed above.
    Nowhere(String),
}

impl Source {
    /// Returns what the measure at position `index` of `pack` reads.
    pub(crate) fn of(pack: &Pack, index: usize) -> Self {
        let above = pack.measures.get(..index).unwrap_or_default();
        let find = |name: &str| {
            let found = above.iter().position(|it| it.id.as_str() == name);
            found.ok_or_else(|| name.to_owned())
        };
        let found = match pack.measures.get(index).map(|it| &it.of) {
            Some(Of::One(name)) if name.as_str() == "items" => return Self::Items,
            Some(Of::One(name)) if name.as_str() == "children" => return Self::Children,
            Some(Of::One(name)) => find(name.as_str()).map(|it| vec![it]),
            Some(Of::Many(names)) => names.iter().map(|it| find(it.as_str())).collect(),
            None => Ok(Vec::new()),
        };
        found.map_or_else(Self::Nowhere, Self::Measures)
    }
}

/// One input of a measure at a place.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) origin: Origin,
    pub(crate) weight: Exact,
}

/// Where an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A question, by its position among all questions.
    Question(usize),
    /// A measure at a place.
    Measure(usize, usize),
}

/// A framework wired up: which inputs each measure has at each of its places.
#[derive(Debug)]
pub(crate) struct Wiring<'a> {
    pub(crate) plan: Plan<'a>,
    /// By measure, then by place.
    pub(crate) inputs: Vec<BTreeMap<usize, Vec<Input>>>,
}

impl<'a> Wiring<'a> {
    pub(crate) fn of(pack: &'a Pack, baselines: &BTreeSet<Name>) -> Self {
        let plan = Plan::narrowed(pack, baselines);
        let each = pack.measures.iter().enumerate();
        let inputs = each
            .map(|(index, measure)| {
                let source = Source::of(pack, index);
                let places = plan.places(&measure.at).into_iter();
                places.map(|at| (at, inputs_at(&plan, (index, measure), &source, at))).collect()
            })
            .collect();
        Self { plan, inputs }
    }

    pub(crate) fn measure(&self, index: usize) -> Option<&'a Measure> {
        self.plan.pack.measures.get(index)
    }

    pub(crate) fn inputs_of(&self, index: usize, at: usize) -> &[Input] {
        self.inputs.get(index).and_then(|it| it.get(&at)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn index_of(&self, id: &str) -> Option<usize> {
        self.plan.pack.measures.iter().position(|it| it.id.as_str() == id)
    }
}

fn inputs_at(
    plan: &Plan<'_>,
    (index, measure): (usize, &Measure),
    source: &Source,
    at: usize,
) -> Vec<Input> {
    let selects = |node: usize| measure.filter.as_ref().is_none_or(|it| plan.selects(it, node));
    let depth = |node: usize| {
        let own = plan.spot(at).map_or(0, |it| it.depth);
        plan.spot(node).map_or(0, |it| it.depth.saturating_sub(own))
    };
    let question = |position: usize, node: usize| Input {
        origin: Origin::Question(position),
        weight: weight(plan, measure, node, plan.spot(node).and_then(|it| it.parent)),
    };
    let place = |measured: usize, node: usize| Input {
        origin: Origin::Measure(measured, node),
        weight: weight(plan, measure, node, Some(node)),
    };
    match source {
        Source::Items => {
            let range = plan.question_range(at);
            let nodes = plan.questions_at(at).iter().copied();
            let all = range.zip(nodes).filter(|(_, node)| {
                selects(*node) && measure.select.as_ref().is_none_or(|it| it.depth == depth(*node))
            });
            all.map(|(position, node)| question(position, node)).collect()
        }
        Source::Children => {
            let mut out = Vec::new();
            // A question at which the measure stands is its own input.
            if let Ok(position) = plan.questions.binary_search(&at) {
                out.push(question(position, at));
            }
            let mut open: Vec<usize> = plan.children(at).into_iter().rev().collect();
            while let Some(node) = open.pop() {
                let own = plan.questions.binary_search(&node);
                if plan.is_at(&measure.at, node) {
                    out.extend(selects(node).then(|| place(index, node)));
                } else if let Ok(position) = own {
                    out.extend(selects(node).then(|| question(position, node)));
                } else {
                    open.extend(plan.children(node).into_iter().rev());
                }
            }
            out
        }
        Source::Measures(read) => {
            let many = matches!(measure.of, Of::Many(_));
            let each = read.iter().flat_map(|other| {
                let elsewhere = plan.pack.measures.get(*other).map(|it| &it.at);
                let depth = measure.select.as_ref().map(|it| it.depth);
                let here = depth.is_none() && elsewhere.is_some_and(|it| plan.is_at(it, at));
                let places = match elsewhere {
                    _ if here => vec![at],
                    Some(place) if let Some(depth) = depth => plan.at_depth(place, at, depth),
                    Some(place) if !many => plan.nearest_below(place, at),
                    Some(_) | None => Vec::new(),
                };
                let kept = places.into_iter().filter(|node| here || selects(*node));
                kept.map(|node| place(*other, node)).collect::<Vec<_>>()
            });
            each.collect()
        }
        Source::Nowhere(_) => Vec::new(),
    }
}

fn weight(plan: &Plan<'_>, measure: &Measure, own: usize, belongs: Option<usize>) -> Exact {
    let at = match measure.weight {
        None | Some(Weight::None) => None,
        Some(Weight::Item) => Some(own),
        Some(Weight::Node) => belongs,
    };
    let weight = at.and_then(|it| plan.node(it)).and_then(|it| it.weight.clone());
    weight.unwrap_or_else(Exact::one)
}

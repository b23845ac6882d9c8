//! Two results side by side: what moved, and which conditions made the tier change.
//!
//! The two may be of different versions of a framework; [`versions`] says which question became which.

pub mod along;
pub mod succession;
pub mod versions;

use std::collections::BTreeMap;

use serde::Serialize;

use self::versions::{Fate, Match};
use crate::{
    framework::Framework,
    ids::{NodeId, RungId},
    scoring::{ConditionOutcome, Exact, LadderOutcome, Outcome, QuestionValue, Tier},
};

/// A result with the framework it was computed by.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The result.
    pub outcome: &'a Outcome,
}

/// What is different.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Tier before and after.
    pub tier: (Option<Tier>, Option<Tier>),
    /// How the tier moved.
    pub movement: Movement,
    /// Conditions of the main ladder that came out otherwise, those that decided first.
    pub flipped: Vec<Flip>,
    /// Dimensions in the order of the framework after, those that are gone last.
    pub dimensions: Vec<Moved>,
    /// Questions in the order of the framework after, those that are gone last. Questions without a word on either
    /// side are left out.
    pub questions: Vec<Moved>,
}

impl Comparison {
    /// Counts the questions that moved like this.
    pub fn count(&self, movement: Movement) -> usize {
        self.questions.iter().filter(|it| it.movement == movement).count()
    }
}

/// How something moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// It is better.
    Improved,
    /// It is worse.
    Regressed,
    /// It is the same.
    Unchanged,
    /// It has a value now and had none before.
    New,
    /// It had a value before and nobody confirmed it since.
    NotReconfirmed,
    /// It had a value before and does not apply any more.
    NoLongerApplies,
    /// It had a value before and is no part of the framework any more.
    Removed,
}

/// A dimension or question on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Which: by its id after, or before if it is gone.
    pub id: NodeId,
    /// Its id before, where it had another.
    pub was: Option<NodeId>,
    /// How it moved.
    pub movement: Movement,
    /// The figure before.
    pub before: Option<Exact>,
    /// The figure after.
    pub after: Option<Exact>,
}

/// A condition that came out otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// The rung it stands on.
    pub rung: RungId,
    /// Name of the rung.
    pub name: String,
    /// Whether the tier moved over this rung.
    pub decided: bool,
    /// The condition before, with its figures; `None` if the rung had no such condition.
    pub before: Option<ConditionOutcome>,
    /// The condition after.
    pub after: Option<ConditionOutcome>,
}

/// Compares two results.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Comparison {
    let tier = (before.outcome.tier.clone(), after.outcome.tier.clone());
    let rank = |it: &Option<Tier>| it.as_ref().map(|it| Exact::count(it.rank));
    Comparison {
        movement: moved(rank(&tier.0).as_ref(), rank(&tier.1).as_ref()),
        flipped: flipped(before.outcome, after.outcome),
        dimensions: dimensions(before.outcome, after.outcome),
        questions: questions(before, after),
        tier,
    }
}

fn moved(before: Option<&Exact>, after: Option<&Exact>) -> Movement {
    match (before, after) {
        (Some(before), Some(after)) if after > before => Movement::Improved,
        (Some(before), Some(after)) if after < before => Movement::Regressed,
        (Some(_), Some(_)) | (None, None) => Movement::Unchanged,
        (None, Some(_)) => Movement::New,
        (Some(_), None) => Movement::NotReconfirmed,
    }
}

fn dimensions(before: &Outcome, after: &Outcome) -> Vec<Moved> {
    let known = |outcome: &Outcome, id: &NodeId| outcome.dimensions.iter().any(|it| it.id == *id);
    let figure = |outcome: &Outcome, id: &NodeId| {
        outcome.dimensions.iter().find(|it| it.id == *id).and_then(|it| it.score.clone())
    };
    let gone = before.dimensions.iter().filter(|it| !known(after, &it.id));
    let row = |id: &NodeId| {
        let (was, is) = (figure(before, id), figure(after, id));
        let movement =
            if known(after, id) { moved(was.as_ref(), is.as_ref()) } else { Movement::Removed };
        Moved { id: id.clone(), was: None, movement, before: was, after: is }
    };
    after.dimensions.iter().chain(gone).map(|it| row(&it.id)).collect()
}

/// What a question says, so that it can be compared over versions of its scale.
#[derive(Clone, PartialEq)]
enum Standing {
    /// How far up, and the figure to show.
    At(Vec<Option<Exact>>, Option<Exact>),
    NotApplicable,
    Nothing,
}

impl Standing {
    /// Figures are raw where both scales are the same, else how far up their scale they stand.
    fn of(side: Side<'_>, id: &NodeId, is_relative: &Relative) -> Self {
        let Some(question) = side.outcome.questions.get(id) else { return Self::Nothing };
        let QuestionValue::Value { value, met, credit } = &question.value else {
            return match question.value {
                QuestionValue::NotApplicable => Self::NotApplicable,
                QuestionValue::Blank | QuestionValue::Value { .. } => Self::Nothing,
            };
        };
        let height = match is_relative {
            Relative::No => value.clone(),
            Relative::Yes => value.as_ref().and_then(|it| height(side.framework, id, it)),
        };
        let met = met.map(|it| Exact::count(usize::from(it)));
        Self::At(vec![height, credit.clone(), met], value.clone())
    }

    fn figure(&self) -> Option<Exact> {
        match self {
            Self::At(_, figure) => figure.clone(),
            Self::NotApplicable | Self::Nothing => None,
        }
    }
}

#[derive(PartialEq)]
enum Relative {
    Yes,
    No,
}

/// Returns how far up its scale a value stands, 0 to 1.
fn height(framework: &Framework, id: &NodeId, value: &Exact) -> Option<Exact> {
    let scale = framework.scale_of(framework.node(id)?)?;
    let values = || scale.options.iter().filter_map(|it| it.value.as_ref());
    let (low, high) = match &scale.range {
        Some((low, high)) => (low, high),
        None => (values().min()?, values().max()?),
    };
    (value - low).over(&(high - low))
}

fn questions(before: Side<'_>, after: Side<'_>) -> Vec<Moved> {
    let matches = versions::matches(before.framework, after.framework);
    let mut of_new: BTreeMap<&NodeId, &Match> = BTreeMap::new();
    for it in &matches {
        of_new.extend(it.after.iter().map(|id| (id, it)));
    }
    let mut out = Vec::new();
    for node in after.framework.questions() {
        let Some(found) = of_new.get(&node.id) else { continue };
        let was = found.before.iter().find(|it| **it == node.id).or(found.before.first());
        let same = found.fate == Fate::Same;
        let relative = if same { Relative::No } else { Relative::Yes };
        let is = Standing::of(after, &node.id, &relative);
        let had = was.map_or(Standing::Nothing, |it| Standing::of(before, it, &relative));
        let Some(movement) = step(&had, &is) else { continue };
        let was = was.filter(|it| **it != node.id).cloned();
        let (before, after) = (had.figure(), is.figure());
        out.push(Moved { id: node.id.clone(), was, movement, before, after });
    }
    for it in matches.iter().filter(|it| it.fate == Fate::Removed) {
        for id in &it.before {
            let had = Standing::of(before, id, &Relative::No);
            if let Standing::At(_, figure) = had {
                let movement = Movement::Removed;
                out.push(Moved {
                    id: id.clone(),
                    was: None,
                    movement,
                    before: figure,
                    after: None,
                });
            }
        }
    }
    out
}

fn step(had: &Standing, is: &Standing) -> Option<Movement> {
    match (had, is) {
        (Standing::At(before, _), Standing::At(after, _)) => {
            // The first figure both have decides.
            let both = before.iter().zip(after).find_map(|(a, b)| a.as_ref().zip(b.as_ref()));
            Some(both.map_or(Movement::Unchanged, |(a, b)| moved(Some(a), Some(b))))
        }
        (Standing::NotApplicable | Standing::Nothing, Standing::At(..))
        | (Standing::Nothing, Standing::NotApplicable) => Some(Movement::New),
        (Standing::At(..), Standing::NotApplicable) => Some(Movement::NoLongerApplies),
        (Standing::At(..) | Standing::NotApplicable, Standing::Nothing) => {
            Some(Movement::NotReconfirmed)
        }
        (Standing::NotApplicable, Standing::NotApplicable) => Some(Movement::Unchanged),
        (Standing::Nothing, Standing::Nothing) => None,
    }
}

/// The first ladder at the root.
fn main(outcome: &Outcome) -> Option<&LadderOutcome> {
    outcome.ladders.iter().find(|it| it.place.is_none())
}

fn flipped(before: &Outcome, after: &Outcome) -> Vec<Flip> {
    let Some(ladder) = main(after) else { return Vec::new() };
    let earlier = main(before).filter(|it| it.ladder == ladder.ladder);
    let position = |tier: Option<&Tier>| {
        let found = tier.and_then(|tier| ladder.rungs.iter().position(|it| it.id == tier.id));
        found.map_or(0, |it| it + 1)
    };
    let ranks = [before, after].map(|it| position(it.tier.as_ref()));
    let crossed = ranks.into_iter().min().unwrap_or(0)..ranks.into_iter().max().unwrap_or(0);
    let mut out = Vec::new();
    for (rank, rung) in ladder.rungs.iter().enumerate() {
        let old = earlier.and_then(|it| it.rungs.iter().find(|it| it.id == rung.id));
        let old = old.map_or(&[][..], |it| it.conditions.as_slice());
        let gone = old.iter().filter(|it| !rung.conditions.iter().any(|new| new.text == it.text));
        let pairs = rung
            .conditions
            .iter()
            .map(|new| (old.iter().find(|it| it.text == new.text), Some(new)));
        for (was, is) in pairs.chain(gone.map(|it| (Some(it), None))) {
            if was.map(|it| it.holds) != is.map(|it| it.holds) {
                out.push(Flip {
                    rung: rung.id.clone(),
                    name: rung.name.clone(),
                    decided: crossed.contains(&rank),
                    before: was.cloned(),
                    after: is.cloned(),
                });
            }
        }
    }
    out.sort_by_key(|it| !it.decided);
    out
}

#[cfg(test)]
mod tests;

//! Where people say different things, and what to talk about first.

mod perception;

use std::{collections::BTreeSet, sync::Arc};

pub use perception::{By, Gap, Perception, View, perception};
use serde::Serialize;

use crate::{
    answer::Said,
    framework::Framework,
    ids::{MemberId, NodeId, OptionId},
    scoring::{
        Exact, Inputs,
        exact::median,
        live::Live,
        plan::levels,
        respondents::{Item, State, Worth},
        wiring::Wiring,
    },
};

/// The voices on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// Which question.
    pub question: NodeId,
    /// Its dimension.
    pub dimension: NodeId,
    /// Who chose which option, with its value; sorted by member.
    pub voices: Vec<Voice>,
    /// People who gave an option with a value.
    pub n: usize,
    /// The middle.
    pub median: Option<Exact>,
    /// Lowest and highest; `None` with fewer than two.
    pub range: Option<(Exact, Exact)>,
    /// Distance between the quartiles; `None` with fewer than two. A quartile is the median of its half, the middle
    /// one of an odd count being in neither half.
    pub iqr: Option<Exact>,
    /// Whether the lowest and the highest answer, each taken alone, put the dimension or the whole on different rungs.
    pub splits_tier: bool,
    /// People who said “don't know” or “not applicable” while others gave an option.
    pub unsure: usize,
}

impl Disagreement {
    /// Says whether anybody disagrees.
    pub fn is_any(&self) -> bool {
        self.range.as_ref().is_some_and(|(low, high)| low != high)
    }
}

/// What one person chose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voice {
    /// Who.
    pub member: MemberId,
    /// Which option.
    pub option: OptionId,
    /// What it is worth.
    pub value: Option<Exact>,
}

/// Returns the voices on every question that anybody spoke to, “talk about this first” in front.
///
/// First come questions whose voices alone decide a tier, then the widest range in relation to the scale, then the
/// widest distance between quartiles, then those where more people are unsure; last the order of the framework.
pub fn of(framework: &Framework, inputs: &Inputs) -> Vec<Disagreement> {
    let wiring = Wiring::of(framework.pack(), &inputs.baselines);
    let mut live = Live::of(wiring, inputs);
    let mut found: Vec<(Width, Disagreement)> = Vec::new();
    for position in 0..live.wiring.plan.questions.len() {
        let Some(at) = live.wiring.plan.questions.get(position).copied() else { continue };
        let Some(mut it) = voices(&live.wiring, inputs, at) else { continue };
        let (low, high) = ends(&live.wiring, at, &it.voices);
        if let Some((low, high)) = low.zip(high).filter(|(low, high)| low.option != high.option) {
            it.splits_tier = splits(&mut live, inputs, (position, at), [low, high]);
        }
        found.push((Width::of(&live.wiring, at, &it), it));
    }
    // The sort is stable: equals keep the order of the framework.
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found.into_iter().map(|it| it.1).collect()
}

/// Returns the voices of these people only, in the same way: what is said of `n`, spread and tiers is said of them.
pub fn among(
    framework: &Framework,
    inputs: &Inputs,
    people: &BTreeSet<MemberId>,
) -> Vec<Disagreement> {
    let mut theirs = inputs.clone();
    for voices in theirs.answers.values_mut() {
        Arc::make_mut(voices).retain(|member, _| people.contains(member));
    }
    theirs.answers.retain(|_, voices| !voices.is_empty());
    of(framework, &theirs)
}

/// Says whether two answers, each taken alone, put any place above the question on different rungs. Everything is put
/// back afterwards.
fn splits(
    live: &mut Live<'_>,
    inputs: &Inputs,
    (position, at): (usize, usize),
    ends: [Worth; 2],
) -> bool {
    let Some(before) = live.items.get(position).cloned() else { return false };
    let rungs = ends.map(|worth| {
        let item = Item { state: State::Value(worth), ..before.clone() };
        drop(live.put(position, item));
        let stood = live.follow(inputs, &[at]);
        let rungs = live.rungs_above(position);
        live.restore(stood);
        rungs
    });
    drop(live.put(position, before));
    let [low, high] = rungs;
    low != high
}

/// How much there is to talk about; greater comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Width {
    splits_tier: bool,
    range: Exact,
    iqr: Exact,
    unsure: usize,
}

impl Width {
    fn of(wiring: &Wiring<'_>, at: usize, it: &Disagreement) -> Self {
        let scale = wiring.plan.scale_at(at);
        let ends = scale.and_then(|it| it.low.as_ref().zip(it.high.as_ref()));
        let width = it.range.as_ref().map_or_else(Exact::zero, |(low, high)| high - low);
        let relative = ends.and_then(|(low, high)| width.over(&(high - low)));
        Self {
            splits_tier: it.splits_tier,
            range: relative.unwrap_or(width),
            iqr: it.iqr.clone().unwrap_or_else(Exact::zero),
            unsure: it.unsure,
        }
    }
}

/// Returns what was said to the question at `at`, if anything was.
fn voices(wiring: &Wiring<'_>, inputs: &Inputs, at: usize) -> Option<Disagreement> {
    let node = wiring.plan.node(at)?;
    let scale = wiring.plan.scale_at(at)?.scale;
    let answers = inputs.spoken(&node.id)?;
    let mut voices = Vec::new();
    let mut unsure = 0;
    for (member, answer) in answers {
        match &answer.said {
            Said::Option(id) if Some(id) == scale.na_option.as_ref() => unsure += 1,
            Said::Option(id) => {
                let level = levels(scale).find(|it| it.id == *id);
                voices.extend(level.map(|it| Voice {
                    member: *member,
                    option: it.id.clone(),
                    value: it.value.clone(),
                }));
            }
            Said::DontKnow | Said::NotApplicable { .. } => unsure += 1,
            Said::Text(_) | Said::Number(_) => {}
        }
    }
    if voices.is_empty() && unsure == 0 {
        return None;
    }
    let mut values: Vec<Exact> = voices.iter().filter_map(|it| it.value.clone()).collect();
    values.sort();
    let several = values.len() > 1;
    let range = values.first().cloned().zip(values.last().cloned()).filter(|_| several);
    let dimension = wiring.plan.spot(at).and_then(|it| wiring.plan.id(it.dimension));
    Some(Disagreement {
        question: node.id.clone(),
        dimension: dimension.unwrap_or_else(|| node.id.clone()),
        n: values.len(),
        median: median(&values),
        iqr: quartiles(&values).map(|(low, high)| &high - &low),
        range,
        splits_tier: false,
        unsure: if voices.is_empty() { 0 } else { unsure },
        voices,
    })
}

/// Returns the lower and upper quartile of `sorted`: the medians of its halves, the middle one of an odd count being
/// in neither.
fn quartiles(sorted: &[Exact]) -> Option<(Exact, Exact)> {
    if sorted.len() < 2 {
        return None;
    }
    let half = sorted.len() / 2;
    let lower = sorted.get(..half)?;
    let upper = sorted.get(sorted.len() - half..)?;
    median(lower).zip(median(upper))
}

/// Returns what the lowest and the highest voice alone would be worth.
fn ends(wiring: &Wiring<'_>, at: usize, voices: &[Voice]) -> (Option<Worth>, Option<Worth>) {
    let Some(scale) = wiring.plan.scale_at(at).map(|it| it.scale) else { return (None, None) };
    let position = |voice: &Voice| scale.options.iter().position(|it| it.id == voice.option);
    let worth = |option: usize| {
        let choice = scale.options.get(option)?;
        let (value, credit) = (choice.value.clone(), choice.credit.clone());
        Some(Worth { option, value, met: choice.met, credit })
    };
    // Options stand from low to high.
    let low = voices.iter().filter_map(position).min();
    let high = voices.iter().filter_map(position).max();
    (low.and_then(worth), high.and_then(worth))
}

#[cfg(test)]
mod tests;

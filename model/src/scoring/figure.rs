//! Numbers as people see them: rounded, and exact beside it where the rounding would put them in another band.

use std::collections::BTreeMap;

use super::{ConditionOutcome, Exact, Outcome};
use crate::{
    framework::{Condition, Framework, Limit},
    ids::{MeasureId, NodeId},
};

/// Digits after the point that people are shown.
const DIGITS: u32 = 2;
/// Most digits of a number that does not end, before its fraction is told instead.
const MOST: u32 = 9;

/// A number for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Rounded to two digits, without noughts at the end.
    pub rounded: String,
    /// The exact number, where the rounded one stands on the other side of a limit.
    pub exactly: Option<String>,
}

impl Figure {
    /// Rounds `value`; the exact number goes along where the rounded one is on the other side of one of `limits`.
    pub fn of<'a>(value: &Exact, limits: impl IntoIterator<Item = &'a Exact>) -> Self {
        let rounded = value.rounded(DIGITS);
        let crossed = limits.into_iter().find(|it| (rounded >= **it) != (value >= *it));
        let exactly = crossed.map(|limit| exactly(value, limit));
        Self { rounded: short(value), exactly }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.exactly {
            None => f.write_str(&self.rounded),
            Some(exactly) => write!(f, "{} (exactly {exactly})", self.rounded),
        }
    }
}

fn short(value: &Exact) -> String {
    let text = value.display(DIGITS);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-" || short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

/// Writes `value` with as many digits as it takes to be on its own side of `limit`.
pub(crate) fn exactly(value: &Exact, limit: &Exact) -> String {
    let whole = value.to_string();
    if !whole.contains('/') {
        return whole;
    }
    let side = value >= limit;
    let mut digits = (DIGITS + 1)..=MOST;
    let enough = digits.find(|it| (value.truncated(*it) >= *limit) == side);
    enough.map_or(whole, |it| format!("{}…", value.truncated(it).display(it)))
}

impl ConditionOutcome {
    /// Returns how far beyond or short of its limit it is, for people: never nought where it is not.
    pub fn margin_for_people(&self) -> Option<String> {
        let figure = Figure::of(self.margin.as_ref()?, [&Exact::zero()]);
        Some(figure.exactly.unwrap_or(figure.rounded))
    }

    /// Returns the detail with every fraction as a figure.
    pub fn detail_for_people(&self) -> String {
        let word = |word: &str| {
            let bare = word.trim_end_matches([',', ';']);
            let figure = bare.contains('/').then(|| bare.parse::<Exact>().ok()).flatten();
            let figure = figure.map(|it| Figure::of(&it, &self.limit).to_string());
            figure.map_or_else(|| word.to_owned(), |it| word.replacen(bare, &it, 1))
        };
        self.detail.to_string().split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// The numbers at which the conditions of a framework turn, by measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits(BTreeMap<MeasureId, Vec<Exact>>);

impl Limits {
    /// Collects them from the ladders of `framework`.
    pub fn of(framework: &Framework) -> Self {
        let mut limits = Self::default();
        let rungs = framework.pack().ladders.iter().flat_map(|it| &it.rungs);
        let mut open: Vec<&Condition> = rungs.flat_map(|it| &it.require).collect();
        while let Some(condition) = open.pop() {
            match condition {
                Condition::AnyOf(inner) => open.extend(inner),
                Condition::Each(it) => limits.add(&it.measure, &it.min),
                Condition::Measure(it) => {
                    for limit in it.min.iter().chain(&it.below) {
                        match limit {
                            Limit::Number(number) => limits.add(&it.measure, number),
                            Limit::Measure { .. } => {}
                        }
                    }
                }
                Condition::AllMet(_)
                | Condition::ShareMet(_)
                | Condition::Open(_)
                | Condition::Evidence(_)
                | Condition::Answered(_)
                | Condition::Facts(_)
                | Condition::Ladder(_)
                | Condition::EachLadder(_) => {}
            }
        }
        limits
    }

    fn add(&mut self, measure: &MeasureId, limit: &Exact) {
        self.0.entry(measure.clone()).or_default().push(limit.clone());
    }

    /// Returns the figure of a value of `measure`.
    pub fn figure(&self, measure: &MeasureId, value: &Exact) -> Figure {
        Figure::of(value, self.0.get(measure).into_iter().flatten())
    }

    /// Returns the main figure of a dimension, which is its first measure.
    pub fn score(&self, outcome: &Outcome, dimension: &NodeId, value: &Exact) -> Figure {
        let mut at = outcome.measures.iter().filter(|it| it.place.as_ref() == Some(dimension));
        match at.next() {
            Some(it) => self.figure(&it.measure, value),
            None => Figure::of(value, []),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::told::{Asked, Clause, Several};

    fn told(value: &str, limit: &str) -> String {
        let exact = |it: &str| it.parse::<Exact>().unwrap();
        Figure::of(&exact(value), [&exact(limit)]).to_string()
    }

    #[test]
    fn the_exact_number_stands_beside_a_rounded_one_that_would_be_in_another_band() {
        assert_eq!(told("2.597", "2.6"), "2.6 (exactly 2.597)");
        assert_eq!(told("1036/399", "2.6"), "2.6 (exactly 2.596…)");
        assert_eq!(told("2.6049", "2.6045"), "2.6 (exactly 2.6049)");
        assert_eq!(told("2.6", "2.6"), "2.6");
        assert_eq!(told("2.59", "2.6"), "2.59");
        assert_eq!(told("-0.001", "0"), "0 (exactly -0.001)");
        assert_eq!(told("4.995", "5"), "5 (exactly 4.995)");
    }

    #[test]
    fn fractions_are_told_as_figures_and_other_words_stay() {
        let plain = |detail: Clause| {
            let condition = ConditionOutcome {
                text: Asked::Answered(Exact::one()),
                holds: None,
                value: None,
                limit: Some("2.6".parse().unwrap()),
                margin: None,
                detail: Several(vec![detail]),
            };
            condition.detail_for_people()
        };
        let place = |name: &str, value: &str| (name.to_owned(), Some(value.parse().unwrap()));
        let places = vec![place("Staffing", "20/9"), place("Sites", "1036/399")];
        assert_eq!(
            plain(Clause::Below { places, limit: None }),
            "below: Staffing 2.22, Sites 2.6 (exactly 2.596…)"
        );
        let other = "1 found, the latest of and/or 1/0";
        assert_eq!(plain(Clause::At(other.to_owned(), None)), other);
    }

    #[test]
    fn the_limits_of_a_framework_are_known_by_measure() {
        let framework = crate::framework::shipped_as("five-dimensions").unwrap();
        let overall = framework.pack().measures.iter().find(|it| it.id.as_str() == "overall");
        let overall = overall.unwrap().id.clone();
        let figure = Limits::of(&framework).figure(&overall, &"2.598".parse().unwrap());
        assert_eq!(figure.to_string(), "2.6 (exactly 2.598)");
    }

    proptest! {
        #[test]
        fn what_people_read_is_never_on_the_other_side_of_the_limit(
            (above, below) in (-5000_i64..5000, 1_i64..700),
            limit in -500_i64..500,
        ) {
            let value: Exact = format!("{above}/{below}").parse().unwrap();
            let limit: Exact = format!("{limit}/100").parse().unwrap();
            let figure = Figure::of(&value, [&limit]);
            let read = figure.exactly.unwrap_or(figure.rounded);
            let read: Exact = read.trim_end_matches('…').parse().unwrap();
            prop_assert_eq!(read >= limit, value >= limit);
        }
    }
}

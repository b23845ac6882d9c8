//! Ladders, as they are written: rungs and the conditions that lead to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Place, Where};
use crate::{
    framework::Text,
    ids::{LadderId, MeasureId, Name, NodeId, OptionId, RungId},
    scoring::Exact,
};

/// Tiers, levels or bands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Name.
    pub id: LadderId,
    /// Title for people; the name if empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub title: Text,
    /// Where it is computed.
    pub at: Place,
    /// How rungs follow each other.
    pub mode: LadderMode,
    /// What a rung over nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<Empty>,
    /// What “not applicable” does in `all_met` and `share_met`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na: Option<LadderNa>,
    /// Rungs, lowest first.
    pub rungs: Vec<Rung>,
}

words!(
    /// How rungs follow each other.
    LadderMode {
        /// Up to the first that fails.
        Cumulative,
        /// The highest that holds.
        Highest,
    }
);

words!(
    /// What a condition over nothing says.
    Empty {
        /// It holds.
        Pass,
        /// It fails.
        Fail,
    }
);

words!(
    /// What “not applicable” does to a ladder.
    LadderNa {
        /// It counts as not met.
        Deny,
        /// It is left out.
        Exclude,
    }
);

words!(
    /// What a missing answer does to `all_met` and `share_met`.
    LadderBlank {
        /// It leaves the condition open, as far as it matters.
        Block,
        /// It counts as not met.
        Worst,
    }
);

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Name.
    pub id: RungId,
    /// Name for people.
    pub name: Text,
    /// What it means.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub text: Text,
    /// All must hold; none for a floor.
    #[serde(default)]
    pub require: Vec<Condition>,
}

/// A condition of a rung.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A measure holds at each place below, with exceptions.
    Each(EachCondition),
    /// Every question selected is met.
    AllMet(Selected),
    /// A share of the questions selected is met.
    ShareMet(ShareMet),
    /// What is open stays within limits.
    Open(OpenLimit),
    /// Evidence of a kind is there and young enough.
    Evidence(EvidenceCondition),
    /// Enough is answered.
    Answered(AnsweredCondition),
    /// A number counted outside the questions.
    Facts(FactCondition),
    /// Another ladder here reached a rung.
    Ladder(LadderCondition),
    /// Another ladder reached a rung at each place below where anything applies.
    EachLadder(EachLadderCondition),
    /// One of these holds.
    AnyOf(Vec<Self>),
    /// A measure here is at least, or below.
    #[serde(untagged)]
    Measure(MeasureCondition),
}

/// `{measure, min}` or `{measure, below}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureCondition {
    /// Which.
    pub measure: MeasureId,
    /// At least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Limit>,
    /// Below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Limit>,
}

/// A limit: a number, or another measure times a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Limit {
    /// This number.
    Number(Exact),
    /// That measure, times a number.
    Measure {
        /// Which.
        measure: MeasureId,
        /// Factor.
        times: Exact,
    },
}

/// `{each: {measure, min, except}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EachCondition {
    /// Which.
    pub measure: MeasureId,
    /// At least this, everywhere …
    pub min: Exact,
    /// … but in so many places.
    #[serde(default)]
    pub except: u32,
}

/// `{all_met: {where, blank}}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selected {
    /// Which questions.
    #[serde(default, rename = "where")]
    pub filter: Where,
    /// What a missing answer does; `block` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<LadderBlank>,
}

/// `{share_met: {where, min, blank}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareMet {
    /// Which questions.
    #[serde(default, rename = "where")]
    pub filter: Where,
    /// Smallest share, 0 to 1.
    pub min: Exact,
    /// What a missing answer does; `block` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<LadderBlank>,
}

/// `{open: {points_max, but, never}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenLimit {
    /// Only questions worth at most so many points may be open …
    pub points_max: Exact,
    /// … and these, whatever they are worth …
    #[serde(default)]
    pub but: Vec<But>,
    /// … but never these.
    #[serde(default)]
    pub never: Vec<NodeId>,
}

/// A question that may be open: `3.13.11`, or `{node: 3.13.11, at_least: partly}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum But {
    /// Whatever is said of it.
    Always(NodeId),
    /// Only from an option up.
    From {
        /// Which.
        node: NodeId,
        /// The lowest option it may stand at.
        at_least: OptionId,
    },
}

impl But {
    /// Returns the question.
    pub fn node(&self) -> &NodeId {
        match self {
            Self::Always(node) | Self::From { node, .. } => node,
        }
    }
}

/// `{evidence: {kind, max_age_days, at_least}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceCondition {
    /// Which kind.
    pub kind: String,
    /// How old it may be, in days before the day of the result.
    pub max_age_days: u32,
    /// How many.
    #[serde(default = "EvidenceCondition::one")]
    pub at_least: u32,
}

impl EvidenceCondition {
    fn one() -> u32 {
        1
    }
}

/// `{answered: {share}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnsweredCondition {
    /// Smallest share of applicable questions, 0 to 1.
    pub share: Exact,
}

/// `{facts: {id, max}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactCondition {
    /// Which fact.
    pub id: Name,
    /// At most.
    pub max: Exact,
}

/// `{ladder: {id, min}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderCondition {
    /// Which.
    pub id: LadderId,
    /// Lowest rung.
    pub min: RungId,
}

/// `{each_ladder: {ladder, min}}`; a place where nothing applies is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EachLadderCondition {
    /// Which.
    pub ladder: LadderId,
    /// Lowest rung.
    pub min: RungId,
}

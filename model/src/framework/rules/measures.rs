//! Measures, as they are written: numbers computed from answers or other measures.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{
    framework::Text,
    ids::{MeasureId, Name, NodeId, OptionId, ScaleId},
    scoring::Exact,
};

words!(
    /// How a measure is computed.
    Operator {
        /// Weighted mean.
        Mean,
        /// Weighted sum.
        Sum,
        /// Lowest.
        Min,
        /// Highest.
        Max,
        /// Middle.
        Median,
        /// Met (or credit) over countable, 0 to 1.
        Share,
        /// How many are met (or the sum of credits).
        Count,
        /// A start value less the points of what is open.
        Deduct,
        /// Levels stacked: a level counts as far as the ones below are complete.
        Stack,
    }
);

words!(
    /// Weights of a mean or sum.
    Weight {
        /// Each input's own weight.
        Item,
        /// The weight of the node the input belongs to.
        Node,
        /// All alike.
        None,
    }
);

words!(
    /// What counts.
    Count {
        /// Whether it is met.
        Met,
        /// The credit of the option.
        Credit,
    }
);

words!(
    /// What “not applicable” does to a measure.
    Na {
        /// It is left out.
        Exclude,
        /// It counts as met.
        AsMet,
        /// It counts as the target of the question: the one set for the review, else the best option.
        AsTarget,
        /// It counts as the lowest value.
        Worst,
        /// The measure has no value.
        Block,
    }
);

/// What a missing answer does to a measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blank {
    /// It counts as the lowest value.
    Worst,
    /// It counts as the lowest value once anything is answered; before that the measure has no value.
    WorstOnceBegun,
    /// It is left out.
    Skip,
    /// It is left out as long as no larger share than this is missing; beyond that the measure has no value.
    SkipUpTo(Exact),
    /// The measure has no value.
    Block,
    /// It counts as this.
    Value(Exact),
}

/// What a measure is computed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Of {
    /// `items` (all questions below), `children` (the same measure one level down), or another measure:
    /// at the same place if it is computed there, else at the places below.
    One(Name),
    /// Several measures at the same place.
    Many(Vec<MeasureId>),
}

/// Which inputs count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Where {
    /// Nodes of exactly this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// Nodes up to this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_max: Option<u32>,
    /// Nodes with this tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Nodes without this tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_tag: Option<String>,
    /// Only these nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<NodeId>,
}

/// A number computed from answers or other measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Name.
    pub id: MeasureId,
    /// Title for people; the name if empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub title: Text,
    /// Where it is computed.
    pub at: Place,
    /// From what.
    pub of: Of,
    /// From which.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Where>,
    /// How.
    pub op: Operator,
    /// With which weights; all alike if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// What counts, for `share` and `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// What a missing answer does. No default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<Blank>,
    /// What “not applicable” does. No default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na: Option<Na>,
    /// Maps the scale's range onto 0 to 1 before computing.
    #[serde(default)]
    pub normalise: bool,
    /// Maps 0 to 1 back onto this scale's range afterwards.
    #[serde(default)]
    pub denormalise: bool,
    /// The scale meant by `denormalise`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleId>,
    /// Highest value an input may bring: a number, or `target` for the target of each question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Name>,
    /// Where `deduct` starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Exact>,
    /// Option that costs `points_partial` under `deduct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_option: Option<OptionId>,
    /// Multiplies the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Exact>,
    /// Highest outcome while answers are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incomplete_cap: Option<Exact>,
    /// Which number of an input counts, if not its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which inputs, by depth below the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub select: Option<Select>,
    /// Rounds the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

/// Inputs by depth: questions, or places at which another measure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Select {
    /// Levels below the place; 1 is a child.
    pub depth: u32,
}

/// How to round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Digits after the point.
    pub digits: u32,
    /// Which way.
    pub mode: RoundMode,
}

words!(
    /// Which way to round.
    RoundMode {
        /// Half away from zero.
        HalfUp,
        /// Towards zero.
        Trunc,
    }
);

//! The rules of a framework, as they are written: respondents, measures, ladders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Text;
use crate::{
    ids::{LadderId, MeasureId, Name, NodeId, OptionId, RungId, ScaleId},
    scoring::Exact,
};

/// How several respondents become one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Respondents {
    /// The statistic.
    pub combine: Combine,
    /// Who counts as one voice.
    pub by: Voice,
    /// Weight of a role's voice; 1 if left out.
    pub role_weights: BTreeMap<String, Exact>,
    /// Fewest voices for a value.
    pub quorum: u32,
    /// Whether the agreed answer replaces the statistic.
    pub agreed: Agreed,
    /// When a question counts as not applicable.
    pub na: NaRule,
    /// Spread from which a question is flagged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag_spread: Option<Exact>,
    /// Whether a role's or team's answers about itself are left out: to questions that are tagged `about:ROLE`, or
    /// stand below a node that is.
    pub self_excluded: bool,
}

impl Default for Respondents {
    fn default() -> Self {
        Self {
            combine: Combine::Median,
            by: Voice::Person,
            role_weights: BTreeMap::new(),
            quorum: 1,
            agreed: Agreed::Overrides,
            na: NaRule::Majority,
            flag_spread: None,
            self_excluded: false,
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }
    };
}

words!(
    /// A statistic over voices.
    Combine {
        /// The middle; of an even count the middle of the two.
        Median,
        /// The sum over the count.
        Mean,
        /// The lowest.
        Min,
        /// The highest.
        Max,
        /// The most frequent; of several the lowest.
        Mode,
    }
);
words!(
    /// Who counts as one voice.
    Voice {
        /// Each person.
        Person,
        /// Each team, by its own median.
        Team,
        /// Each role, by its own median.
        Role,
    }
);
words!(
    /// Whether the agreed answer replaces the statistic.
    Agreed {
        /// It does.
        Overrides,
        /// It is shown only.
        None,
    }
);
words!(
    /// When a question counts as not applicable.
    NaRule {
        /// More than half of those who answered say so.
        Majority,
        /// One says so.
        Any,
        /// Everybody who answered says so.
        All,
    }
);
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

/// Where a measure or ladder is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Place {
    /// Once, over everything.
    Root,
    /// At every node.
    Every,
    /// At every node of this kind.
    Kind(String),
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        match text.as_str() {
            "root" => Self::Root,
            "*" => Self::Every,
            _ => Self::Kind(text),
        }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        match place {
            Place::Root => "root".to_owned(),
            Place::Every => "*".to_owned(),
            Place::Kind(kind) => kind,
        }
    }
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
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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

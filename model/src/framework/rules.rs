//! The rules of a framework, as they are written: respondents here, measures and ladders in their own files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scoring::Exact;

/// An enum that is written as one word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }
    };
}

mod ladders;
mod measures;

pub use ladders::{
    AnsweredCondition, But, Condition, EachCondition, EachLadderCondition, Empty,
    EvidenceCondition, FactCondition, Ladder, LadderBlank, LadderCondition, LadderMode, LadderNa,
    Limit, MeasureCondition, OpenLimit, Rung, Selected, ShareMet,
};
pub use measures::{
    Blank, Count, Measure, Na, Of, Operator, Round, RoundMode, Select, Weight, Where,
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

//! Where people say different things, and what to talk about first.

use serde::Serialize;

use crate::{
    ids::{MemberId, NodeId, OptionId},
    scoring::Exact,
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
    /// Distance between the quartiles; `None` with fewer than two.
    pub iqr: Option<Exact>,
    /// Whether the lowest and the highest answer alone would put the dimension on different rungs.
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

//! The rule of a measure at a place.

use std::fmt;

use crate::{
    framework::{Blank, Operator},
    scoring::Exact,
};

/// How a measure is computed at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What is done with the numbers.
    pub op: Operator,
    /// Whether they weigh differently.
    pub is_weighted: bool,
    /// How many go in.
    pub n: usize,
    /// Whether all of them are questions.
    pub of_questions: bool,
    /// What is deducted from.
    pub start: Option<Exact>,
    /// What it is multiplied with.
    pub times: Option<Exact>,
    /// What becomes of what is missing.
    pub blank: Blank,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let op = match self.op {
            Operator::Mean if self.is_weighted => "weighted mean",
            Operator::Mean => "mean",
            Operator::Sum if self.is_weighted => "weighted sum",
            Operator::Sum => "sum",
            Operator::Min => "lowest",
            Operator::Max => "highest",
            Operator::Median => "median",
            Operator::Share => "share met",
            Operator::Count => "number met",
            Operator::Deduct => "points left",
            Operator::Stack => "levels stacked",
        };
        let noun = match (self.of_questions, self.n) {
            (true, 1) => "question",
            (true, _) => "questions",
            (false, 1) => "value",
            (false, _) => "values",
        };
        write!(f, "{op} of {} {noun}", self.n)?;
        self.start.iter().try_for_each(|it| write!(f, ", from {it}"))?;
        self.times.iter().try_for_each(|it| write!(f, ", times {it}"))?;
        f.write_str(match &self.blank {
            Blank::Worst => "; what is missing counts as the worst",
            Blank::WorstOnceBegun => {
                "; once anything is answered, what is missing counts as the worst"
            }
            Blank::Skip => "; what is missing is left out",
            Blank::SkipUpTo(share) => {
                return write!(f, "; what is missing is left out, up to a share of {share}");
            }
            Blank::Value(_) => "; what is missing counts as a fixed value",
            Blank::Block => "; no value while anything is missing",
        })
    }
}

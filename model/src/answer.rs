//! What one respondent says to one question.

use serde::{Deserialize, Serialize};

use crate::{
    evidence::Evidence,
    ids::{ChangeHash, DeviceId, OptionId},
    time::{At, Date},
};

/// What is said. A question without an answer is none of these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// An option of the question's scale. Never a number: numbers change with the scale.
    Option(OptionId),
    /// The question does not apply, and why.
    NotApplicable {
        /// Never empty.
        reason: String,
    },
    /// The respondent looked and does not know.
    DontKnow,
    /// Free text, for an open question.
    Text(String),
    /// A number, for a question without options: an exact decimal as text.
    Number(String),
}

/// How an answer is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Somebody says so.
    #[default]
    Claimed,
    /// It is written down.
    Documented,
    /// It was tried on that day.
    Tested(Date),
}

/// One respondent's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Answer {
    /// What is said.
    pub said: Said,
    /// Why; empty when nothing was written.
    pub note: String,
    /// How it is known.
    pub basis: Basis,
    /// Words, links and files that show it, in the order given.
    pub evidence: Vec<Evidence>,
}

impl Answer {
    /// An answer that says only `said`.
    pub fn of(said: Said) -> Self {
        Self { said, note: String::new(), basis: Basis::default(), evidence: Vec::new() }
    }
}

/// One value of an answer, with who claimed it when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// The answer; `None` where it was taken back.
    pub answer: Option<Answer>,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment the author claimed.
    pub at: At,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// The state of one respondent's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// What counts: the latest by the document's total order.
    pub now: Value,
    /// Values written at the same time on another device: a conflict if any, shown and never lost.
    pub rivals: Vec<Value>,
}

impl Stated {
    /// Says whether two devices of this person disagree.
    pub fn is_conflict(&self) -> bool {
        !self.rivals.is_empty()
    }
}

/// One line of a question's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The value written.
    pub value: Value,
    /// Whether it still counts, or is one of several that do.
    pub standing: bool,
}

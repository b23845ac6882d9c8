//! Whether an answer fits its question.

use std::fmt;

use super::{Framework, Node, OpenAnswer, Permission};
use crate::{
    answer::{Answer, Said},
    ids::{NodeId, OptionId},
    scoring::Exact,
};

/// Longest text of an answer's field, in bytes.
const TEXT: usize = 32 * 1024;
/// Most pieces of evidence.
const EVIDENCE: usize = 64;

/// Why an answer does not fit its question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The framework has no such question.
    #[error("the framework has no question “{0}”")]
    NoQuestion(NodeId),
    /// The scale has no such option.
    #[error("question “{question}” has no level “{option}”: use one of {known}")]
    NoOption {
        /// Which question.
        question: NodeId,
        /// Which option.
        option: OptionId,
        /// What there is.
        known: String,
    },
    /// The question takes text or a number.
    #[error("question “{0}” is an open question: it takes {1}, not a level")]
    Open(NodeId, Takes),
    /// The question takes a level.
    #[error("question “{0}” takes a level, not free text or a number")]
    NotOpen(NodeId),
    /// Not applicable is not allowed here.
    #[error("question “{0}” can't be “not applicable”")]
    NoNa(NodeId),
    /// Not applicable without a reason.
    #[error("question “{0}”: “not applicable” needs a reason")]
    NoReason(NodeId),
    /// No number, or a share outside 0 to 100.
    #[error("question “{0}” takes {1}")]
    NoNumber(NodeId, Takes),
    /// Too much of something.
    #[error("question “{0}”: the {1} is too long")]
    TooLong(NodeId, Part),
}

/// What an open question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// A share from 0 to 100.
    Share,
    /// Any number.
    Number,
}

/// A part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is noted.
    Note,
    /// What proves it.
    Evidence,
    /// The answer to an open question.
    Text,
    /// Why it is not applicable.
    Reason,
}

impl Takes {
    fn of(open: &OpenAnswer) -> Self {
        match open {
            OpenAnswer::Text => Self::Text,
            OpenAnswer::Percent => Self::Share,
            OpenAnswer::Number => Self::Number,
        }
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "free text",
            Self::Share => "a share from 0 to 100",
            Self::Number => "a number",
        })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Evidence => "evidence",
            Self::Text => "text",
            Self::Reason => "reason",
        })
    }
}

impl Framework {
    /// Checks that `answer` can be given to `question`.
    ///
    /// # Errors
    ///
    /// Says what does not fit.
    pub fn accepts(&self, question: &NodeId, answer: &Answer) -> Result<(), AnswerError> {
        let node = self.node(question).filter(|it| it.is_question());
        let node = node.ok_or_else(|| AnswerError::NoQuestion(question.clone()))?;
        self.accepts_said(node, &answer.said)?;
        let evidence = answer.evidence.iter().map(|it| it.stored().len()).sum::<usize>();
        if answer.note.len() > TEXT {
            return Err(AnswerError::TooLong(question.clone(), Part::Note));
        }
        if answer.evidence.len() > EVIDENCE || evidence > TEXT {
            return Err(AnswerError::TooLong(question.clone(), Part::Evidence));
        }
        Ok(())
    }

    fn accepts_said(&self, node: &Node, said: &Said) -> Result<(), AnswerError> {
        let id = || node.id.clone();
        match said {
            Said::DontKnow => Ok(()),
            Said::NotApplicable { reason } => self.accepts_na(node, reason),
            Said::Option(option) => self.accepts_option(node, option),
            Said::Text(text) if text.len() > TEXT => Err(AnswerError::TooLong(id(), Part::Text)),
            Said::Text(_) => match (&node.scale, &node.answer) {
                (None, None | Some(OpenAnswer::Text)) => Ok(()),
                (None, Some(open)) => Err(AnswerError::NoNumber(id(), Takes::of(open))),
                (Some(_), _) => Err(AnswerError::NotOpen(id())),
            },
            Said::Number(number) => match (&node.scale, &node.answer) {
                (None, Some(open @ (OpenAnswer::Percent | OpenAnswer::Number))) => {
                    let value = number.parse::<Exact>().ok();
                    let fits = value.is_some_and(|it| *open == OpenAnswer::Number || is_share(&it));
                    if fits { Ok(()) } else { Err(AnswerError::NoNumber(id(), Takes::of(open))) }
                }
                (None, _) => Err(AnswerError::NoNumber(id(), Takes::Text)),
                (Some(_), _) => Err(AnswerError::NotOpen(id())),
            },
        }
    }

    fn accepts_na(&self, node: &Node, reason: &str) -> Result<(), AnswerError> {
        let denied = self.scale_of(node).is_some_and(|it| it.na == Permission::Deny);
        if denied {
            return Err(AnswerError::NoNa(node.id.clone()));
        }
        if reason.trim().is_empty() {
            return Err(AnswerError::NoReason(node.id.clone()));
        }
        if reason.len() > TEXT {
            return Err(AnswerError::TooLong(node.id.clone(), Part::Reason));
        }
        Ok(())
    }

    fn accepts_option(&self, node: &Node, option: &OptionId) -> Result<(), AnswerError> {
        let Some(scale) = self.scale_of(node) else {
            let open = node.answer.as_ref().unwrap_or(&OpenAnswer::Text);
            return Err(AnswerError::Open(node.id.clone(), Takes::of(open)));
        };
        if scale.option(option).is_some() {
            return Ok(());
        }
        let known: Vec<&str> = scale.options.iter().map(|it| it.id.as_str()).collect();
        Err(AnswerError::NoOption {
            question: node.id.clone(),
            option: option.clone(),
            known: known.join(", "),
        })
    }
}

fn is_share(value: &Exact) -> bool {
    (Exact::whole(0)..=Exact::whole(100)).contains(value)
}

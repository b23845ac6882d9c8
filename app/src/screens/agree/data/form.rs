//! What is being decided on a question, before it is recorded.

use std::collections::BTreeMap;

use muster_model::{
    answer::Said,
    edit::{Agreement, Decision},
    ids::{MemberId, NodeId, OptionId},
    workspace::Review,
};

use crate::say::say;

/// The outcome chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A level.
    Level(OptionId),
    /// It does not apply here; the reason says why.
    NotApplicable,
}

/// A decision in the making. Nothing is chosen beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The outcome.
    pub choice: Option<Choice>,
    /// How it came about.
    pub kind: Option<Decision>,
    /// Why.
    pub reason: String,
    /// Who disagrees, and with which words.
    pub dissent: BTreeMap<MemberId, String>,
}

impl Form {
    /// Returns what it records, or what is still missing.
    pub fn agreement(&self, review: &Review, question: &NodeId) -> Result<Agreement, &'static str> {
        let Some(decision) = self.kind else {
            return Err(match self.choice {
                None => say!("agree-lacks-both"),
                Some(_) => say!("agree-lacks-kind"),
            });
        };
        let reason = self.reason.trim().to_owned();
        let said = match &self.choice {
            _ if decision == Decision::LeftOpen => None,
            Some(Choice::Level(option)) => Some(Said::Option(option.clone())),
            Some(Choice::NotApplicable) if reason.is_empty() => {
                return Err(say!("agree-lacks-na-reason"));
            }
            Some(Choice::NotApplicable) => Some(Said::NotApplicable { reason: reason.clone() }),
            None => return Err(say!("agree-lacks-level")),
        };
        if decision == Decision::Facilitator && reason.is_empty() {
            return Err(say!("agree-lacks-reason"));
        }
        let dissent = self.dissent.iter().map(|(who, it)| (*who, it.trim().to_owned())).collect();
        let based_on = review.spoken(question);
        Ok(Agreement { said, decision, reason, dissent, based_on })
    }

    /// Says whether anything was chosen or typed.
    pub fn is_begun(&self) -> bool {
        *self != Self::default()
    }
}

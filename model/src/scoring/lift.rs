//! What would lead to the next rung: a small set of answers to change, and the result if they were changed.

mod changed;
mod search;

use serde::Serialize;

use self::{changed::changed, search::Search};
use super::{
    Inputs, Outcome, Tier, score,
    told::{Asked, Several},
};
use crate::{
    framework::Framework,
    ids::{LadderId, NodeId, OptionId},
};

/// Most sets that are tried to prove that none is smaller.
const TRIES: usize = 4000;

/// An answer changed: from now on everybody says this.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Which question.
    pub question: NodeId,
    /// Which option.
    pub to: OptionId,
    /// Whether it is also shown to be so, with evidence and a test on the day of the result.
    pub proven: bool,
}

/// A way to the next rung of the main ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lift {
    /// The ladder.
    pub ladder: LadderId,
    /// The rung it leads to.
    pub rung: Tier,
    /// What to change, in the order of the framework. Every one of them is needed, none further than needed.
    pub steps: Vec<Step>,
    /// Whether no smaller set exists; else it is not proven smallest.
    pub is_smallest: bool,
    /// Every set of at most so many changes was tried.
    pub tried_up_to: usize,
}

/// One change with where it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The option that counts now: the one chosen, or the next below a value in between; `None` if unanswered.
    pub from: Option<OptionId>,
    /// What to change.
    pub change: Change,
}

/// Why there is no lift.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLift {
    /// The framework has no ladder at the root.
    #[error("this framework has no tiers")]
    NoLadder,
    /// There is nothing above.
    #[error("the highest tier is reached")]
    AtTop,
    /// Answers alone do not lead there.
    #[error("no change of answers leads to “{rung}”: {why}")]
    OutOfReach {
        /// The name of the next rung.
        rung: String,
        /// What would still fail.
        why: Several<Asked>,
    },
}

/// Returns a small set of changes that leads to the next rung of the main ladder.
///
/// Sets are tried by size, smallest first, as long as there are few of them; beyond that, everything is changed and
/// what is not needed taken back, and the result says that it is not proven smallest. What does not apply stays so.
///
/// # Errors
///
/// Says why there is none.
pub fn lift(framework: &Framework, inputs: &Inputs) -> Result<Lift, NoLift> {
    let mut search = Search::of(framework, inputs)?;
    let (set, tried_up_to) = match search.smallest() {
        Ok(set) => {
            let before = set.len().saturating_sub(1);
            (set, before)
        }
        Err(tried) => (search.trimmed()?, tried),
    };
    let is_smallest = set.len() <= tried_up_to + 1;
    Ok(search.told(&set, (is_smallest, tried_up_to)))
}

/// Returns the result of `inputs` with `changes`.
pub fn what_if(framework: &Framework, inputs: &Inputs, changes: &[Change]) -> Outcome {
    score(framework, &changed(framework.pack(), inputs, changes))
}

//! What has to be done or proven again, in words.

use muster_model::{
    framework::Framework,
    ids::NodeId,
    scoring::{Outcome, Stale},
};

use crate::{say::say, screens::words};

/// Something to be done or proven again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The question.
    pub id: NodeId,
    /// The question in words.
    pub question: String,
    /// What is due, and since when.
    pub words: String,
}

impl Due {
    /// Returns everything that is due, in the order of the framework.
    pub fn all(outcome: &Outcome, framework: &Framework) -> Vec<Self> {
        let due = outcome.stale.iter().map(|it| {
            let node = framework.node(&it.question);
            let question = node.map(|node| words::question(framework, node));
            Self {
                id: it.question.clone(),
                question: question.unwrap_or_else(|| it.question.to_string()),
                words: told(it),
            }
        });
        due.collect()
    }
}

/// Says what is due and since when.
fn told(it: &Stale) -> String {
    let rhythm = match it.what.as_str() {
        "" => say!("results-rhythm-evidence", n = it.every_days),
        what => say!("results-rhythm", what = what, n = it.every_days),
    };
    let since = match (it.last, it.overdue) {
        (Some(last), Some(overdue)) => {
            say!("results-overdue", day = words::day(last), n = overdue)
        }
        _ => say!("results-no-record").to_owned(),
    };
    format!("{rhythm}, {since}")
}

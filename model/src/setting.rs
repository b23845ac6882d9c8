//! What facilitators set beside the answers: what is aimed at, what narrows the framework, what was counted outside
//! the questions.
//!
//! A setting is made in a review, or before the first one, and holds from there on: later reviews begin with it,
//! earlier ones never hear of it. What was counted is the exception: it belongs to the review it was counted for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MemberId, Name, NodeId, OptionId, ReviewId, RungId},
    scoring::Exact,
    time::At,
};

/// What is aimed at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// An option: of a question, or of every question below that has it and no nearer target.
    Option(OptionId),
    /// A rung of the ladder that stands at a place.
    Rung(RungId),
}

/// One thing that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// What is aimed at.
    Target {
        /// Where: a question, or a place above questions.
        node: NodeId,
        /// What; `None` takes it back.
        aim: Option<Aim>,
    },
    /// The baselines that narrow the framework; none for the whole of it.
    Baselines(BTreeSet<Name>),
    /// A number counted outside the questions.
    Fact {
        /// Its name in the framework.
        id: Name,
        /// The number; `None` takes it back.
        number: Option<Exact>,
    },
}

/// What a setting is about. A later setting about the same replaces it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The target of a node.
    Target(NodeId),
    /// The baselines.
    Baselines,
    /// A number by name.
    Fact(Name),
}

impl Setting {
    /// Returns what it is about.
    pub fn about(&self) -> About {
        match self {
            Self::Target { node, .. } => About::Target(node.clone()),
            Self::Baselines(_) => About::Baselines,
            Self::Fact { id, .. } => About::Fact(id.clone()),
        }
    }
}

/// What one person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement<T> {
    /// What; `None` where it was taken back.
    pub value: Option<T>,
    /// Who; `None` if unknown.
    pub by: Option<MemberId>,
    /// When, as claimed.
    pub at: At,
}

/// What holds, with everything that was set at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held<T> {
    /// What counts.
    pub now: Statement<T>,
    /// What others set at the same time, and differs: a conflict if any, shown and never lost.
    pub rivals: Vec<Statement<T>>,
    /// The review in which it was set; `None` before the first.
    pub since: Option<ReviewId>,
}

/// Everything that is set for a review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What narrows the framework.
    pub baselines: Option<Held<BTreeSet<Name>>>,
    /// What was counted outside the questions.
    pub facts: BTreeMap<Name, Held<Exact>>,
    /// What is aimed at.
    pub targets: BTreeMap<NodeId, Held<Aim>>,
}

impl Settings {
    /// Returns the baselines that count.
    pub fn baselines(&self) -> BTreeSet<Name> {
        let held = self.baselines.as_ref().and_then(|it| it.now.value.clone());
        held.unwrap_or_default()
    }

    /// Returns the numbers that count.
    pub fn facts(&self) -> BTreeMap<Name, Exact> {
        counting(&self.facts)
    }

    /// Returns the targets that count, where they were set.
    pub fn targets(&self) -> BTreeMap<NodeId, Aim> {
        counting(&self.targets)
    }

    /// Returns what brings back what counts now, after something else was set about the same.
    pub fn restoring(&self, about: &About) -> Setting {
        self.setting(about).unwrap_or_else(|| match about {
            About::Target(node) => Setting::Target { node: node.clone(), aim: None },
            About::Baselines => Setting::Baselines(BTreeSet::new()),
            About::Fact(id) => Setting::Fact { id: id.clone(), number: None },
        })
    }

    /// Returns what counts about `about`, as it would be set again; `None` where nothing is set.
    pub fn setting(&self, about: &About) -> Option<Setting> {
        match about {
            About::Target(node) => {
                let aim = self.targets.get(node)?.now.value.clone();
                Some(Setting::Target { node: node.clone(), aim })
            }
            About::Baselines => {
                self.baselines.as_ref().map(|_| Setting::Baselines(self.baselines()))
            }
            About::Fact(id) => {
                let number = self.facts.get(id)?.now.value.clone();
                Some(Setting::Fact { id: id.clone(), number })
            }
        }
    }

    /// Returns how many settings are there that were not, or say something else.
    pub fn changed_from(&self, before: Option<&Self>) -> usize {
        let old = Self::default();
        let old = before.unwrap_or(&old);
        let facts = self.facts.iter().filter(|(it, held)| old.facts.get(*it) != Some(*held));
        let aims = self.targets.iter().filter(|(it, held)| old.targets.get(*it) != Some(*held));
        let narrowed = usize::from(self.baselines != old.baselines);
        facts.count().saturating_add(aims.count()).saturating_add(narrowed)
    }

    /// Says whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.baselines.is_none() && self.facts.is_empty() && self.targets.is_empty()
    }
}

fn counting<T: Clone>(held: &BTreeMap<Name, Held<T>>) -> BTreeMap<Name, T> {
    let one = |(name, it): (&Name, &Held<T>)| Some((name.clone(), it.now.value.clone()?));
    held.iter().filter_map(one).collect()
}

//! What can be set beside the answers to a framework: which levels a place can aim at, which numbers it counts, which
//! baselines narrow it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choice, Condition, Framework, Node, Place, Rung, Voice};
use crate::{
    ids::{Name, NodeId, OptionId, ReviewId},
    scoring::plan::levels,
    setting::{Aim, Setting},
};

/// Most digits of a number that is counted.
const DIGITS: usize = 30;

/// Why something can't be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// The framework has no such place.
    #[error("the framework has no dimension or question “{0}”")]
    NoNode(NodeId),
    /// The place has no such level.
    #[error("“{node}” has no level “{aim}” to aim at: use one of {known}")]
    NoAim {
        /// Which place.
        node: NodeId,
        /// Which level.
        aim: Name,
        /// What there is.
        known: String,
    },
    /// The place has no levels at all.
    #[error("“{0}” has no levels to aim at")]
    Aimless(NodeId),
    /// The framework has no such baseline.
    #[error("the framework has no baseline “{name}”: {}", there_is(.known))]
    NoBaseline {
        /// Which.
        name: Name,
        /// What there is.
        known: Vec<Name>,
    },
    /// The framework counts no such number.
    #[error("the framework counts no “{id}”: {}", there_is(.known))]
    NoFact {
        /// Which.
        id: Name,
        /// What there is.
        known: Vec<Name>,
    },
    /// The number is too long.
    #[error("the number for “{0}” is too long")]
    TooLong(Name),
    /// Numbers belong to one review.
    #[error("“{0}” is counted for a review, and there is none yet")]
    NoReview(Name),
}

/// A level that a place can aim at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level<'a> {
    /// An option of a scale.
    Option(&'a Choice),
    /// A rung of the ladder here.
    Rung(&'a Rung),
}

impl Level<'_> {
    /// Returns it as it is set.
    pub fn aim(&self) -> Aim {
        match self {
            Self::Option(it) => Aim::Option(it.id.clone()),
            Self::Rung(it) => Aim::Rung(it.id.clone()),
        }
    }
}

impl Framework {
    /// Says whether `node` is asked where `baselines` narrow the framework. Questions without a scale always are.
    pub fn asks(&self, node: &Node, baselines: &BTreeSet<Name>) -> bool {
        node.is_question() && (node.scale.is_none() || self.pack().is_in(baselines, &node.tags))
    }

    /// Returns the names of numbers that the conditions of this framework need, each once, in their order.
    pub fn facts(&self) -> Vec<Name> {
        let rungs = self.pack().ladders.iter().flat_map(|it| &it.rungs);
        let mut open: Vec<&Condition> = rungs.flat_map(|it| &it.require).collect();
        open.reverse();
        let mut out: Vec<Name> = Vec::new();
        while let Some(condition) = open.pop() {
            match condition {
                Condition::Facts(it) if !out.contains(&it.id) => out.push(it.id.clone()),
                Condition::AnyOf(some) => open.extend(some.iter().rev()),
                Condition::Facts(_)
                | Condition::Each(_)
                | Condition::AllMet(_)
                | Condition::ShareMet(_)
                | Condition::Open(_)
                | Condition::Evidence(_)
                | Condition::Answered(_)
                | Condition::Ladder(_)
                | Condition::EachLadder(_)
                | Condition::Measure(_) => {}
            }
        }
        out
    }

    /// Says whether results depend on who is in which team.
    pub fn counts_teams(&self) -> bool {
        let rule = &self.pack().respondents;
        rule.by == Voice::Team || rule.self_excluded
    }

    /// Returns the levels that `node` can aim at: the options of its scale, or of the scales of all questions below, then
    /// the rungs of the ladders here.
    pub fn levels_at<'a>(&'a self, node: &'a Node) -> Vec<Level<'a>> {
        let mut out = Vec::new();
        let mut open = vec![node];
        let mut known: BTreeSet<&Name> = BTreeSet::new();
        while let Some(node) = open.pop() {
            for option in node
                .is_question()
                .then(|| self.scale_of(node))
                .flatten()
                .into_iter()
                .flat_map(levels)
            {
                if known.insert(&option.id) {
                    out.push(Level::Option(option));
                }
            }
            open.extend(node.children.iter().rev());
        }
        for ladder in &self.pack().ladders {
            let here = match &ladder.at {
                Place::Root => false,
                Place::Every => node.status.is_live(),
                Place::Kind(kind) => node.status.is_live() && node.kind == *kind,
            };
            if here {
                out.extend(ladder.rungs.iter().map(Level::Rung));
            }
        }
        out
    }

    /// Returns what each question aims at, given what was set: its own target, else that of the nearest place above
    /// whose option it has.
    pub fn aims(&self, targets: &BTreeMap<NodeId, Aim>) -> BTreeMap<NodeId, OptionId> {
        let mut out = BTreeMap::new();
        if targets.is_empty() {
            return out;
        }
        let mut open: Vec<(&Node, Vec<&OptionId>)> =
            self.dimensions().iter().map(|it| (it, Vec::new())).collect();
        while let Some((node, mut above)) = open.pop() {
            if let Some(Aim::Option(option)) = targets.get(&node.id) {
                above.insert(0, option);
            }
            if let Some(scale) = node.is_question().then(|| self.scale_of(node)).flatten() {
                let fits = above.iter().find(|it| scale.option(it).is_some());
                out.extend(fits.map(|it| (node.id.clone(), (*it).clone())));
            }
            open.extend(node.children.iter().map(|it| (it, above.clone())));
        }
        out
    }

    /// Checks that `setting` can be made: in a review, or before the first.
    ///
    /// # Errors
    ///
    /// Says what does not fit.
    pub fn accepts_setting(
        &self,
        setting: &Setting,
        review: Option<ReviewId>,
    ) -> Result<(), SettingError> {
        match setting {
            Setting::Target { node, aim } => self.accepts_aim(node, aim.as_ref()),
            Setting::Baselines(names) => {
                let known = &self.pack().baselines;
                match names.iter().find(|it| !known.contains_key(*it)) {
                    None => Ok(()),
                    Some(name) => {
                        let known = known.keys().cloned().collect();
                        Err(SettingError::NoBaseline { name: name.clone(), known })
                    }
                }
            }
            Setting::Fact { id, number } => {
                let known = self.facts();
                if !known.contains(id) {
                    let known = known.into_iter().collect();
                    return Err(SettingError::NoFact { id: id.clone(), known });
                }
                if number.as_ref().is_some_and(|it| it.to_string().len() > DIGITS) {
                    return Err(SettingError::TooLong(id.clone()));
                }
                if review.is_some() { Ok(()) } else { Err(SettingError::NoReview(id.clone())) }
            }
        }
    }

    fn accepts_aim(&self, id: &NodeId, aim: Option<&Aim>) -> Result<(), SettingError> {
        let node = self.node(id).ok_or_else(|| SettingError::NoNode(id.clone()))?;
        let Some(aim) = aim else { return Ok(()) };
        let levels = self.levels_at(node);
        if levels.iter().any(|it| it.aim() == *aim) {
            return Ok(());
        }
        if levels.is_empty() {
            return Err(SettingError::Aimless(id.clone()));
        }
        let (Aim::Option(name) | Aim::Rung(name)) = aim;
        let known: Vec<String> = levels.iter().map(|it| id_of(it).to_string()).collect();
        Err(SettingError::NoAim { node: id.clone(), aim: name.clone(), known: known.join(", ") })
    }
}

fn id_of<'a>(level: &Level<'a>) -> &'a Name {
    match level {
        Level::Option(it) => &it.id,
        Level::Rung(it) => &it.id,
    }
}

fn there_is(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) }
}

//! What facilitators set beside the answers: targets, baselines, what was counted.

use std::collections::BTreeSet;

use muster_model::{
    framework::{Framework, aim::Level},
    ids::{Name, NodeId, ReviewId},
    setting::{Aim, Held, Statement},
    time::At,
};
use serde::Serialize;

use crate::{
    report::{Source, cast::Cast, options::Naming},
    say::say,
    screens::words,
};

/// Everything that is set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Settings {
    pub(in crate::report) targets: Vec<Set>,
    pub(in crate::report) baselines: Option<Set>,
    pub(in crate::report) counted: Vec<Set>,
}

/// One thing that is set, and what was said about it at the same time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Set {
    /// The node or number it is about; empty for baselines.
    pub(in crate::report) about: String,
    pub(in crate::report) title: String,
    pub(in crate::report) now: Stated,
    pub(in crate::report) rivals: Vec<Stated>,
    /// In which review it was set; `None` before the first.
    pub(in crate::report) since: Option<ReviewId>,
}

/// What somebody set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Stated {
    /// Ids and numbers, as they were chosen; empty where it was taken back.
    pub(in crate::report) value: Vec<String>,
    /// For people.
    pub(in crate::report) words: String,
    pub(in crate::report) by: String,
    pub(in crate::report) at: Option<At>,
}

/// Gathers what is set for the review.
pub(super) fn settings(source: Source<'_>, cast: &Cast) -> Settings {
    let Source { review, framework, .. } = source;
    let target = |(node, held): (&NodeId, &Held<Aim>)| {
        let found = framework.node(node);
        let title = found.map_or_else(|| node.to_string(), |it| words::question(framework, it));
        let told = |it: &Aim| {
            let (Aim::Option(id) | Aim::Rung(id)) = it;
            (vec![id.to_string()], aim(framework, node, it))
        };
        set((node.to_string(), title), held, cast, told)
    };
    let counted = |(id, held): (&Name, &Held<_>)| {
        let told = |it: &muster_model::scoring::Exact| (vec![it.to_string()], words::figure(it));
        set((id.to_string(), id.to_string()), held, cast, told)
    };
    let baselines = |held: &Held<BTreeSet<Name>>| {
        let told = |it: &BTreeSet<Name>| {
            let ids: Vec<String> = it.iter().map(ToString::to_string).collect();
            let words = if ids.is_empty() {
                say!("reports-whole-framework").to_owned()
            } else {
                ids.join(", ")
            };
            (ids, words)
        };
        set((String::new(), say!("reports-baselines").to_owned()), held, cast, told)
    };
    Settings {
        targets: review.settings.targets.iter().map(target).collect(),
        baselines: review.settings.baselines.as_ref().map(baselines),
        counted: review.settings.facts.iter().map(counted).collect(),
    }
}

fn set<T>(
    (about, title): (String, String),
    held: &Held<T>,
    cast: &Cast,
    told: impl Fn(&T) -> (Vec<String>, String),
) -> Set {
    let stated = |it: &Statement<T>| {
        let (value, words) = it
            .value
            .as_ref()
            .map_or_else(|| (Vec::new(), say!("words-taken-back").to_owned()), &told);
        Stated {
            value,
            words,
            by: it.by.map_or_else(String::new, |it| cast.key(it)),
            at: (cast.naming == Naming::Names).then_some(it.at),
        }
    };
    Set {
        about,
        title,
        now: stated(&held.now),
        rivals: held.rivals.iter().map(stated).collect(),
        since: held.since,
    }
}

/// Names what is aimed at.
fn aim(framework: &Framework, node: &NodeId, aim: &Aim) -> String {
    let levels = framework.node(node).map(|it| framework.levels_at(it)).unwrap_or_default();
    let (Aim::Option(id) | Aim::Rung(id)) = aim;
    let options = levels.iter().filter(|it| matches!(it, Level::Option(_)));
    let place = options.zip(1_usize..).find(|(it, _)| it.aim() == *aim).map(|it| it.1);
    let label = match levels.into_iter().find(|it| it.aim() == *aim) {
        Some(Level::Option(it)) => framework.plain(&it.label).to_owned(),
        Some(Level::Rung(it)) => framework.plain(&it.name).to_owned(),
        None => String::new(),
    };
    match place {
        _ if label.is_empty() => id.to_string(),
        Some(place) => say!("words-level-label", n = place, label = label),
        None => label,
    }
}

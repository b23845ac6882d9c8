//! What is different now from what was signed.

use std::collections::BTreeSet;

use crate::{
    answer::{Answer, Stated},
    edit::Agreement,
    ids::{MemberId, NodeId},
    setting::{Held, Settings},
    time::Date,
    workspace::{LaneView, Review},
};

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Change {
    /// Somebody says something else.
    Answer {
        /// The question.
        question: NodeId,
        /// Who.
        member: MemberId,
        /// Whether it counts; after the reveal it is outside the round.
        counts: bool,
    },
    /// The agreed answer is another one.
    Agreed(NodeId),
    /// The target is another one.
    Target(NodeId),
    /// A counted number is another one.
    Fact(NodeId),
    /// The review is narrowed otherwise.
    Baselines,
    /// Somebody has another role or team, which the result weighs.
    Person(MemberId),
    /// Other questions are assigned, and coverage with them.
    Assigned(NodeId),
    /// The result speaks of another day.
    Day(Date),
}

impl Change {
    /// Says whether the result counts on it. Of a target, a role, an assignment or the day that can't be said: where
    /// they count, the figures show it.
    pub fn counts(&self) -> bool {
        match self {
            Self::Answer { counts, .. } => *counts,
            Self::Agreed(_) | Self::Fact(_) | Self::Baselines => true,
            Self::Target(_) | Self::Person(_) | Self::Assigned(_) | Self::Day(_) => false,
        }
    }

    /// Says whether it is an answer, given or agreed.
    pub fn is_answer(&self) -> bool {
        match self {
            Self::Answer { .. } | Self::Agreed(_) => true,
            Self::Target(_)
            | Self::Fact(_)
            | Self::Baselines
            | Self::Person(_)
            | Self::Assigned(_)
            | Self::Day(_) => false,
        }
    }

    /// Returns the question it is about.
    pub fn question(&self) -> Option<&NodeId> {
        match self {
            Self::Answer { question, .. } | Self::Agreed(question) => Some(question),
            Self::Target(_)
            | Self::Fact(_)
            | Self::Baselines
            | Self::Person(_)
            | Self::Assigned(_)
            | Self::Day(_) => None,
        }
    }
}

/// Returns what `now` says otherwise than `then`: answers first, by question.
pub fn changes(then: &Review, now: &Review) -> Vec<Change> {
    let mut out = BTreeSet::new();
    let members: BTreeSet<MemberId> = then.lanes.keys().chain(now.lanes.keys()).copied().collect();
    for member in members {
        let (was, is) = (then.lanes.get(&member), now.lanes.get(&member));
        out.extend(answers(member, was, is));
    }
    out.extend(agreed(then, now));
    out.extend(settings(&then.settings, &now.settings));
    if let (Some(was), Some(is)) = (&then.inputs, &now.inputs) {
        let both = |it: &&MemberId| was.roles.contains_key(it) && is.roles.contains_key(it);
        let differs = |it: &&MemberId| {
            was.roles.get(*it) != is.roles.get(*it) || was.teams.get(*it) != is.teams.get(*it)
        };
        out.extend(was.roles.keys().filter(both).filter(differs).map(|it| Change::Person(*it)));
        let moved = was.assigned.symmetric_difference(&is.assigned);
        out.extend(moved.map(|it| Change::Assigned(it.clone())));
    }
    if then.as_of != now.as_of {
        out.insert(Change::Day(now.as_of));
    }
    out.into_iter().collect()
}

fn answers(member: MemberId, then: Option<&LaneView>, now: Option<&LaneView>) -> Vec<Change> {
    let stated = |lane: Option<&LaneView>, question: &NodeId| {
        let answers = lane.map(|it| &it.answers);
        answers.map(|it| said(it.get(question))).unwrap_or_default()
    };
    let counted = |lane: Option<&LaneView>, question: &NodeId| {
        let answers = lane.map(|it| &it.counted);
        answers.map(|it| said(it.get(question))).unwrap_or_default()
    };
    let lanes = || then.into_iter().chain(now);
    let questions: BTreeSet<NodeId> =
        lanes().flat_map(|it| it.answers.keys().chain(it.counted.keys())).cloned().collect();
    let change = |question: NodeId| {
        let counts = counted(then, &question) != counted(now, &question);
        let differs = counts || stated(then, &question) != stated(now, &question);
        differs.then_some(Change::Answer { question, member, counts })
    };
    questions.into_iter().filter_map(change).collect()
}

/// Returns what is said, whoever said it when; nothing where all was taken back.
fn said(stated: Option<&Stated>) -> Vec<Answer> {
    let values = stated.into_iter().flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
    values.filter_map(|it| it.answer.clone()).collect()
}

fn agreed(then: &Review, now: &Review) -> Vec<Change> {
    let values = |review: &Review, question: &NodeId| -> Vec<Agreement> {
        let all = review.board.agreed.get(question).into_iter().flatten();
        all.map(|(it, _, _)| it.clone()).collect()
    };
    let questions: BTreeSet<&NodeId> =
        then.board.agreed.keys().chain(now.board.agreed.keys()).collect();
    let differs = |it: &&NodeId| values(then, it) != values(now, it);
    questions.into_iter().filter(differs).map(|it| Change::Agreed(it.clone())).collect()
}

fn settings(then: &Settings, now: &Settings) -> Vec<Change> {
    let mut out = Vec::new();
    let targets: BTreeSet<&NodeId> = then.targets.keys().chain(now.targets.keys()).collect();
    let differs = |it: &&NodeId| value(then.targets.get(*it)) != value(now.targets.get(*it));
    out.extend(targets.into_iter().filter(differs).map(|it| Change::Target(it.clone())));
    let facts: BTreeSet<&NodeId> = then.facts.keys().chain(now.facts.keys()).collect();
    let differs = |it: &&NodeId| value(then.facts.get(*it)) != value(now.facts.get(*it));
    out.extend(facts.into_iter().filter(differs).map(|it| Change::Fact(it.clone())));
    if value(then.baselines.as_ref()) != value(now.baselines.as_ref()) {
        out.push(Change::Baselines);
    }
    out
}

/// Returns what is set, whoever set it when.
fn value<T: Clone>(held: Option<&Held<T>>) -> Vec<Option<T>> {
    let all = held.into_iter().flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
    all.map(|it| it.value.clone()).collect()
}

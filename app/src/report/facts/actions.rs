//! What people set out to do, with everything that was ever set.

use std::collections::BTreeMap;

use muster_model::{
    gaps::Gate,
    ids::{ActionId, NodeId, ReviewId},
    plan::{self, Entry, Field, Grade, Noted, Origin, Owner, Status},
    scoring::Lift,
    time::{At, Date},
};
use serde::Serialize;

use super::is_veiled;
use super::questions::Comment;
use crate::{
    report::{Source, cast::Cast, options::Naming},
    say::say,
    screens::{targets, words},
};

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Action {
    pub(in crate::report) id: ActionId,
    pub(in crate::report) title: String,
    pub(in crate::report) description: String,
    pub(in crate::report) origin: Option<Origin>,
    /// In which review it came up.
    pub(in crate::report) review: Option<ReviewId>,
    /// Title of that review.
    pub(in crate::report) review_title: String,
    pub(in crate::report) node: Option<NodeId>,
    /// Title of what it is about.
    pub(in crate::report) about: String,
    /// Who sees to it: a member as people stand in this report, or a name.
    pub(in crate::report) owner: String,
    pub(in crate::report) due: Option<Date>,
    pub(in crate::report) effort: Option<Grade>,
    pub(in crate::report) impact: Option<Grade>,
    pub(in crate::report) status: Status,
    /// Since when it is done or dropped.
    pub(in crate::report) closed: Option<Date>,
    /// Whether it was due before the day the report speaks of, and was not closed.
    pub(in crate::report) overdue: bool,
    /// Names of the tiers it helps to reach.
    pub(in crate::report) lifts: Vec<String>,
    /// Fields that were set differently at the same time, all values, what counts first.
    pub(in crate::report) torn: BTreeMap<Field, Vec<Said>>,
    pub(in crate::report) history: Vec<Step>,
    /// What was said about it.
    pub(in crate::report) comments: Vec<Comment>,
    /// Whether it holds something that this version can't read.
    pub(in crate::report) beyond: bool,
    /// Digits that tell it from others, for people.
    #[serde(skip)]
    pub(in crate::report) short: String,
}

/// What somebody set a field to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Said {
    pub(in crate::report) words: String,
    pub(in crate::report) by: String,
    pub(in crate::report) at: Option<At>,
}

/// A step in the history of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Step {
    pub(in crate::report) field: Field,
    #[serde(flatten)]
    pub(in crate::report) said: Said,
    /// What stood there before.
    pub(in crate::report) before: Vec<String>,
    pub(in crate::report) stands: bool,
}

/// Gathers the plan of the assessment, ranked; what is overdue is so on `day`.
pub(in crate::report) fn actions(
    source: Source<'_>,
    cast: &Cast,
    lift: Option<&Lift>,
    day: Date,
) -> Vec<Action> {
    let Some(plan) = source.workspace.plans.get(&source.review.assessment) else {
        return Vec::new();
    };
    // Gates come from answers, so they are left out where answers are.
    let gates = if is_veiled(source.review) {
        Vec::new()
    } else {
        targets::data::gaps(source.framework, source.review).gates
    };
    let told = Told { source, cast, day };
    plan.ranked().into_iter().map(|it| told.action(it, lift, &gates)).collect()
}

struct Told<'a> {
    source: Source<'a>,
    cast: &'a Cast,
    day: Date,
}

impl Told<'_> {
    fn action(&self, it: &plan::Action, lift: Option<&Lift>, gates: &[Gate]) -> Action {
        let framework = self.source.framework;
        let mut lifts: Vec<String> =
            plan::lifts(it, framework, lift, gates).into_iter().map(|it| it.name).collect();
        lifts.dedup();
        let origin = it.origin.clone().map(|it| match it {
            Origin::Finding(text) => Origin::Finding(self.cast.text(&text)),
            known @ (Origin::Gap(_) | Origin::Disagreement(_)) => known,
        });
        let torn = it.torn.iter().map(|(field, all)| (*field, all.iter().map(|it| self.said(it))));
        Action {
            id: it.id,
            title: self.cast.text(&it.title),
            description: self.cast.text(&it.description),
            origin,
            review: it.review,
            review_title: it.review.map_or_else(String::new, |it| self.review(it)),
            node: it.node.clone(),
            about: it.node.as_ref().map_or_else(String::new, |it| words::place(framework, it)),
            owner: it.owner.as_ref().map_or_else(String::new, |it| self.owner(it)),
            due: it.due,
            effort: it.effort,
            impact: it.impact,
            status: it.status,
            closed: it.status.closed(),
            overdue: it.is_overdue(self.day),
            lifts,
            torn: torn.map(|(field, all)| (field, all.collect())).collect(),
            history: it.history.iter().map(|it| self.step(it)).collect(),
            comments: it.comments.iter().map(|it| self.comment(it)).collect(),
            beyond: it.beyond,
            short: it.id.short(),
        }
    }

    fn step(&self, it: &plan::Step) -> Step {
        Step {
            field: it.noted.entry.field(),
            said: self.said(&it.noted),
            before: it.before.iter().map(|it| self.words(it)).collect(),
            stands: it.stands,
        }
    }

    fn said(&self, it: &Noted) -> Said {
        Said {
            words: self.words(&it.entry),
            by: it.by.map_or_else(String::new, |it| self.cast.key(it)),
            at: (self.cast.naming == Naming::Names).then_some(it.at),
        }
    }

    fn comment(&self, it: &plan::Comment) -> Comment {
        Comment {
            by: it.by.map_or_else(String::new, |it| self.cast.key(it)),
            at: (self.cast.naming == Naming::Names).then_some(it.at),
            text: self.cast.text(&it.text),
        }
    }

    fn review(&self, id: ReviewId) -> String {
        let found = self.source.workspace.reviews.get(&id);
        found.map_or_else(|| id.short(), |it| self.cast.text(&it.title))
    }

    fn owner(&self, owner: &Owner) -> String {
        match owner {
            Owner::Member(id) => self.cast.label(*id),
            Owner::Named(name) => match self.cast.naming {
                Naming::Names => name.clone(),
                Naming::Roles | Naming::Anonymous => say!("reports-somebody-else").to_owned(),
            },
        }
    }

    fn words(&self, entry: &Entry) -> String {
        match entry {
            Entry::Owner(Some(it)) => self.owner(it),
            Entry::Review(Some(it)) => self.review(*it),
            Entry::Title(_)
            | Entry::Description(_)
            | Entry::Origin(_)
            | Entry::Review(None)
            | Entry::Node(_)
            | Entry::Owner(None)
            | Entry::Due(_)
            | Entry::Effort(_)
            | Entry::Impact(_)
            | Entry::Status(_) => {
                self.cast.text(&words::entry(self.source.workspace, self.source.framework, entry))
            }
        }
    }
}

//! Assessments that follow on one another: the same thing assessed by another version of its framework.
//!
//! Nothing is moved: the earlier assessment stays with its reviews and its own pack. What people said last is offered
//! again in the next review, and counts once they confirm it.

use std::collections::{BTreeMap, BTreeSet};

use super::versions::{self, Fate};
use crate::{
    answer::Answer,
    framework::{Framework, Node},
    ids::{MemberId, NodeId},
    time::Date,
    workspace::{Assessment, Review, ReviewState, Workspace},
};

/// What somebody said the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The answer, as the question takes it now.
    pub answer: Answer,
    /// What became of the question since; [`Fate::Same`] within one version.
    pub fate: Fate,
}

/// How long after a review the next one is due, in days: half a year.
pub const EVERY_DAYS: i64 = 182;

/// When the next review is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextReview {
    /// The day.
    pub due: Date,
    /// Days until then; negative once it has passed.
    pub days: i64,
}

impl NextReview {
    /// Says when, in words.
    pub fn words(&self) -> String {
        let span = |days: i64| match days {
            1 => "1 day".to_owned(),
            2..=59 => format!("{days} days"),
            _ => format!("{} months", (days + 15) / 30),
        };
        let due = self.due;
        match self.days {
            0 => "The next review is due today".to_owned(),
            days if days > 0 => format!("The next review is due in {}, on {due}", span(days)),
            days => format!("The next review was due {} ago, on {due}", span(-days)),
        }
    }
}

impl Workspace {
    /// Returns `review` and those before it of the same thing, oldest first.
    pub fn line_of<'a>(&'a self, review: &'a Review) -> Vec<&'a Review> {
        let mut out = vec![review];
        let mut last = review;
        while let Some(before) = self.review_before(last) {
            out.push(before);
            last = before;
        }
        out.reverse();
        out
    }

    /// Returns when the review after `review` is due, seen from `today`; `None` where it is open still, or where there
    /// is one already.
    pub fn next_review(&self, review: &Review, today: Date) -> Option<NextReview> {
        let mine = self.assessments.get(&review.assessment)?;
        let follows = |it: &Review| {
            let theirs = self.assessments.get(&it.assessment);
            it.ordinal > review.ordinal && theirs.is_some_and(|it| self.is_in_line(mine, it))
        };
        if review.state == ReviewState::Open || self.reviews.values().any(|it| follows(it)) {
            return None;
        }
        let due = Date::of_days(review.as_of.days().saturating_add(EVERY_DAYS));
        Some(NextReview { due, days: due.days().saturating_sub(today.days()) })
    }

    /// Says whether two assessments are of the same thing, by versions of one framework.
    pub fn is_in_line(&self, one: &Assessment, other: &Assessment) -> bool {
        let name = |it: &Assessment| self.frameworks.get(&it.framework).map(|it| &it.pack().id);
        one.id == other.id
            || (one.title == other.title
                && one.scope == other.scope
                && name(one).is_some()
                && name(one) == name(other))
    }

    /// Returns the review before `review`: of its assessment, or of one that it follows on.
    pub fn review_before(&self, review: &Review) -> Option<&Review> {
        let mine = self.assessments.get(&review.assessment)?;
        let in_line = |it: &&Review| {
            let theirs = self.assessments.get(&it.assessment);
            it.ordinal < review.ordinal && theirs.is_some_and(|it| self.is_in_line(mine, it))
        };
        self.reviews.values().map(AsRef::as_ref).filter(in_line).max_by_key(|it| it.ordinal)
    }

    /// Returns the latest of the assessments in line with `assessment`: the one reviewed last, else begun last.
    pub fn latest_in_line<'a>(&'a self, assessment: &'a Assessment) -> &'a Assessment {
        let reviewed = |it: &Assessment| {
            let of_it = self.reviews.values().filter(|review| review.assessment == it.id);
            of_it.map(|it| it.ordinal).max()
        };
        let line = self.assessments.values().filter(|it| self.is_in_line(assessment, it));
        line.max_by_key(|it| (reviewed(it), it.created, it.id)).unwrap_or(assessment)
    }

    /// Returns what `member` said to `question` in the review before `review`, as far as it can be said again.
    pub fn said_before(
        &self,
        review: &Review,
        member: MemberId,
        question: &NodeId,
    ) -> Option<Earlier> {
        let before = self.review_before(review)?;
        let lane = before.lanes.get(&member)?;
        let said = |it: &NodeId| lane.counted.get(it)?.now.answer.clone();
        if before.assessment == review.assessment {
            return Some(Earlier { answer: said(question)?, fate: Fate::Same });
        }
        let (old, new) = (self.framework_of(before)?, self.framework_of(review)?);
        if old.hash() == new.hash() {
            return Some(Earlier { answer: said(question)?, fate: Fate::Same });
        }
        let found = versions::origin(old, new, question);
        let told: Vec<(&NodeId, Answer)> =
            found.before.iter().filter_map(|it| Some((it, said(it)?))).collect();
        let answer = versions::carried(new, &found, &told).ok()?.clone();
        Some(Earlier { answer, fate: found.fate })
    }
}

/// Who answers what, over to another version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Who is asked what.
    pub assigned: BTreeSet<(MemberId, NodeId)>,
    /// Who was asked what there is nothing of any more.
    pub gone: Vec<(MemberId, NodeId)>,
}

/// Takes assignments over: what is still there stays, a question becomes what it became, a part that is gone becomes
/// what its questions became.
pub fn assignments(
    before: &Framework,
    after: &Framework,
    assigned: &BTreeMap<MemberId, BTreeSet<NodeId>>,
) -> Asked {
    let mut became: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for it in versions::matches(before, after) {
        became.extend(it.before.into_iter().map(|old| (old, it.after.clone())));
    }
    let mut asked = Asked::default();
    for (member, node) in assigned.iter().flat_map(|it| it.1.iter().map(|node| (*it.0, node))) {
        let is_question = before.node(node).is_some_and(Node::is_question);
        if after.node(node).is_some() && !is_question {
            asked.assigned.insert((member, node.clone()));
            continue;
        }
        let questions = before.node(node).map(below).unwrap_or_default();
        let mut news = questions.into_iter().filter_map(|it| became.get(it)).flatten().peekable();
        if news.peek().is_none() {
            asked.gone.push((member, node.clone()));
        }
        asked.assigned.extend(news.map(|it| (member, it.clone())));
    }
    asked
}

fn below(node: &Node) -> Vec<&NodeId> {
    let mut out = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.is_question() {
            out.push(&node.id);
        }
        open.extend(&node.children);
    }
    out
}

/// A part of the rules by which answers become a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Scales.
    Scales,
    /// Weights or levels of questions.
    Weights,
    /// How several respondents become one value.
    Respondents,
    /// Measures.
    Measures,
    /// Ladders.
    Ladders,
    /// What has to be done again.
    Cadence,
    /// Baselines.
    Baselines,
}

impl Part {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Scales => "scales",
            Self::Weights => "weights or levels of questions",
            Self::Respondents => "how several respondents become one value",
            Self::Measures => "measures",
            Self::Ladders => "ladders",
            Self::Cadence => "what has to be done again",
            Self::Baselines => "baselines",
        }
    }
}

/// Names the parts of the rules that two versions do not share, in words.
pub fn rules_changed(before: &Framework, after: &Framework) -> Vec<&'static str> {
    parts_changed(before, after).into_iter().map(Part::words).collect()
}

/// Returns the parts of the rules that two versions do not share, so that equal answers may lead to another result.
pub fn parts_changed(before: &Framework, after: &Framework) -> Vec<Part> {
    let (old, new) = (before.pack(), after.pack());
    let weights = |it: &Framework| {
        let each = it.nodes().into_iter().map(|it| (it.id.clone(), (it.weight.clone(), it.level)));
        each.collect::<BTreeMap<_, _>>()
    };
    let (was, is) = (weights(before), weights(after));
    let weighed = was.iter().any(|(id, it)| is.get(id).is_some_and(|now| now != it));
    [
        (Part::Scales, old.scales != new.scales),
        (Part::Weights, weighed),
        (Part::Respondents, old.respondents != new.respondents),
        (Part::Measures, old.measures != new.measures),
        (Part::Ladders, old.ladders != new.ladders),
        (Part::Cadence, old.cadence != new.cadence),
        (Part::Baselines, old.baselines != new.baselines),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect()
}

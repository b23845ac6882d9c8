//! X-ray: standing checks of a review, each with where it strikes and why that matters.
//!
//! It marks and changes nothing: no check touches a figure. One more check is one more variant of [`Check`], a line in
//! [`Check::ALL`], and what finds it in `Look::find`.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    answer::{Answer, Basis, Said},
    control::op::Secrecy,
    framework::{Framework, Node},
    gaps,
    ids::{MemberId, NodeId},
    plan::Plan,
    scoring::{Exact, Inputs, Outcome, QuestionValue},
    time::Date,
    workspace::{Access, Review, ReviewState},
};

/// Something that is looked at in every review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Something was written in two places at once, and nobody chose.
    Undecided,
    /// Somebody who was asked has not handed in.
    NotHandedIn,
    /// Nobody has answered.
    Unanswered,
    /// Nobody was asked.
    Unassigned,
    /// An agreed answer was based on answers that are others now.
    BasisMoved,
    /// People disagree, and the group has not said what counts.
    NotAgreed,
    /// A high level was claimed and never tested.
    NeverTested,
    /// What shows it is older than it lasts.
    EvidenceOld,
    /// It has to be done again by now.
    Due,
    /// Only one person spoke.
    OneVoice,
    /// It is said not to apply, without a reason.
    NoReason,
    /// More is said not to apply than one would expect.
    ManyNotApplicable,
    /// It is below what is aimed at.
    BelowTarget,
    /// An action is past its day.
    Overdue,
    /// Somebody changed an answer after the reveal; it does not count.
    Late,
}

impl Check {
    /// Every check, what matters most to the result first.
    pub const ALL: [Self; 15] = [
        Self::Undecided,
        Self::NotHandedIn,
        Self::Unanswered,
        Self::Unassigned,
        Self::BasisMoved,
        Self::NotAgreed,
        Self::NeverTested,
        Self::EvidenceOld,
        Self::Due,
        Self::OneVoice,
        Self::NoReason,
        Self::ManyNotApplicable,
        Self::BelowTarget,
        Self::Overdue,
        Self::Late,
    ];

    /// Returns what was found, for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::Undecided => "Written in two places at once, and nobody chose",
            Self::NotHandedIn => "Not handed in",
            Self::Unanswered => "Nobody has answered",
            Self::Unassigned => "Nobody is assigned",
            Self::BasisMoved => "An answer moved since the group agreed",
            Self::NotAgreed => "People disagree, and nothing is agreed",
            Self::NeverTested => "A high level, never tested",
            Self::EvidenceOld => "Evidence is older than it lasts",
            Self::Due => "Due to be done again",
            Self::OneVoice => "Only one person answered",
            Self::NoReason => "Not applicable, without a reason",
            Self::ManyNotApplicable => "Much is said not to apply",
            Self::BelowTarget => "Below its target",
            Self::Overdue => "Actions past their day",
            Self::Late => "Changed after the reveal",
        }
    }

    /// Returns why it matters.
    pub fn why(self) -> &'static str {
        match self {
            Self::Undecided => {
                "The later value counts until somebody chooses; it may be the wrong one."
            }
            Self::NotHandedIn => "What they have not sent may be missing from the result.",
            Self::Unanswered => "What is missing can still change the tier.",
            Self::Unassigned => "Nobody will notice that it stays open.",
            Self::BasisMoved => "What the group decided may not fit any more.",
            Self::NotAgreed => "A figure in the middle hides that people see different things.",
            Self::NeverTested => "A level this high is worth little until somebody tried it.",
            Self::EvidenceOld => "What was shown then may not be so now.",
            Self::Due => "What is done in turns counts only while it is kept up.",
            Self::OneVoice => "Where one person speaks, no disagreement can show.",
            Self::NoReason => {
                "Whoever reads it later can't tell whether it was left out on purpose."
            }
            Self::ManyNotApplicable => {
                "What does not apply is left out of the figures, which rise by it."
            }
            Self::BelowTarget => "The group aims higher than it stands.",
            Self::Overdue => "What was promised is not done, or nobody said so.",
            Self::Late => "It is kept and shown, and stands outside the round.",
        }
    }
}

/// A check that struck, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which.
    pub check: Check,
    /// Why it matters.
    pub why: &'static str,
    /// Where, in the order of the framework; empty where it is about no question.
    pub questions: Vec<NodeId>,
    /// Who, where it is about people.
    pub people: Vec<MemberId>,
    /// Titles of actions, where it is about those.
    pub actions: Vec<String>,
}

impl Finding {
    /// Returns how many places it strikes.
    pub fn count(&self) -> usize {
        self.questions.len().max(self.people.len()).max(self.actions.len()).max(1)
    }
}

/// Least share of a scale that is a high level: the fourth of five.
const HIGH: (usize, usize) = (3, 4);

/// From how many questions on, and from which share on, much is said not to apply.
const MANY: (usize, usize) = (3, 4);

/// Looks at `review` and the plan of its assessment, if there is one, as of `today`; what matters most comes first. A
/// round that is still secret is looked at only as far as it is open to everybody.
pub fn findings(
    framework: &Framework,
    review: &Review,
    plan: Option<&Plan>,
    today: Date,
) -> Vec<Finding> {
    let (Some(outcome), Some(inputs)) = (&review.result, &review.inputs) else {
        return Vec::new();
    };
    let veiled = review.secrecy != Secrecy::Open && review.state == ReviewState::Open;
    let asked = review.questions(framework);
    let look = Look { framework, review, outcome, inputs, plan, today, asked, veiled };
    Check::ALL.into_iter().filter_map(|it| look.finding(it)).collect()
}

/// Everything a check may look at.
struct Look<'a> {
    framework: &'a Framework,
    review: &'a Review,
    outcome: &'a Outcome,
    inputs: &'a Inputs,
    plan: Option<&'a Plan>,
    today: Date,
    asked: Vec<&'a Node>,
    veiled: bool,
}

/// Where a check strikes.
#[derive(Default)]
struct Places {
    questions: BTreeSet<NodeId>,
    people: BTreeSet<MemberId>,
    actions: Vec<String>,
}

impl Places {
    fn questions(questions: BTreeSet<NodeId>) -> Self {
        Self { questions, ..Self::default() }
    }
}

impl<'a> Look<'a> {
    fn finding(&self, check: Check) -> Option<Finding> {
        let found = self.find(check);
        if found.questions.is_empty() && found.people.is_empty() && found.actions.is_empty() {
            return None;
        }
        let in_order = self.asked.iter().filter(|it| found.questions.contains(&it.id));
        let mut questions: Vec<NodeId> = in_order.map(|it| it.id.clone()).collect();
        let beside = found.questions.iter().filter(|it| !questions.contains(it)).cloned();
        let beside: Vec<NodeId> = beside.collect();
        questions.extend(beside);
        let people = found.people.into_iter().collect();
        let actions = found.actions;
        Some(Finding { check, why: check.why(), questions, people, actions })
    }

    fn find(&self, check: Check) -> Places {
        match check {
            Check::Undecided => Places::questions(self.undecided()),
            Check::NotHandedIn => self.not_handed_in(),
            Check::Unanswered => Places::questions(self.unanswered()),
            Check::Unassigned => Places::questions(self.unassigned()),
            Check::BasisMoved => Places::questions(self.basis_moved()),
            Check::NotAgreed => Places::questions(self.not_agreed()),
            Check::NeverTested => Places::questions(self.never_tested()),
            Check::EvidenceOld => Places::questions(self.stale(&|what| what.is_empty())),
            Check::Due => Places::questions(self.stale(&|what| !what.is_empty())),
            Check::OneVoice => Places::questions(self.one_voice()),
            Check::NoReason => Places::questions(self.no_reason()),
            Check::ManyNotApplicable => Places::questions(self.many_not_applicable()),
            Check::BelowTarget => Places::questions(self.below_target()),
            Check::Overdue => self.overdue(),
            Check::Late => self.late(),
        }
    }

    fn undecided(&self) -> BTreeSet<NodeId> {
        if self.veiled {
            return BTreeSet::new();
        }
        let torn = self.review.board.torn.keys();
        self.inputs.conflicts.iter().chain(torn).cloned().collect()
    }

    fn not_handed_in(&self) -> Places {
        let open =
            |it: &&MemberId| self.review.lanes.get(*it).is_none_or(|lane| lane.handed_in.is_none());
        let people = self.review.assignments.keys().filter(open).copied().collect();
        Places { people, ..Places::default() }
    }

    fn unanswered(&self) -> BTreeSet<NodeId> {
        if self.veiled {
            return BTreeSet::new();
        }
        let blank = |it: &&&Node| {
            let found = self.outcome.questions.get(&it.id);
            found.is_some_and(|it| it.value == QuestionValue::Blank)
        };
        self.asked.iter().filter(blank).map(|it| it.id.clone()).collect()
    }

    fn unassigned(&self) -> BTreeSet<NodeId> {
        let free = |it: &&&Node| !self.inputs.assigned.contains(&it.id);
        self.asked.iter().filter(free).map(|it| it.id.clone()).collect()
    }

    fn basis_moved(&self) -> BTreeSet<NodeId> {
        let moved = |question: &NodeId| {
            let agreed = self.review.board.agreed.get(question).and_then(|it| it.first());
            agreed.is_some_and(|(it, _, _)| !self.review.moved_since(question, it).is_empty())
        };
        self.review.board.agreed.keys().filter(|it| moved(it)).cloned().collect()
    }

    fn not_agreed(&self) -> BTreeSet<NodeId> {
        if self.veiled {
            return BTreeSet::new();
        }
        let open = self.review.disagreements.iter().filter(|it| it.is_any());
        let agreed = |it: &NodeId| self.review.board.agreed.contains_key(it);
        open.map(|it| it.question.clone()).filter(|it| !agreed(it)).collect()
    }

    /// The answers to `question` that count, as far as they may be looked at.
    fn voices(&self, question: &NodeId) -> impl Iterator<Item = (MemberId, &'a Answer)> {
        let all = self.inputs.spoken(question).filter(|_| !self.veiled);
        all.into_iter().flatten().map(|(member, it)| (*member, it))
    }

    fn never_tested(&self) -> BTreeSet<NodeId> {
        let strikes = |node: &&&Node| {
            let tested = |it: &Answer| match it.basis {
                Basis::Tested(day) => day <= self.inputs.as_of,
                Basis::Claimed | Basis::Documented => false,
            };
            self.is_high(node) && !self.voices(&node.id).any(|(_, it)| tested(it))
        };
        self.asked.iter().filter(strikes).map(|it| it.id.clone()).collect()
    }

    /// Says whether what counts for `node` is high on its scale of at least three steps.
    fn is_high(&self, node: &Node) -> bool {
        let value = match self.outcome.questions.get(&node.id).map(|it| &it.value) {
            Some(QuestionValue::Value { value: Some(value), .. }) if !self.veiled => value,
            Some(
                QuestionValue::Value { .. } | QuestionValue::NotApplicable | QuestionValue::Blank,
            )
            | None => return false,
        };
        let Some(scale) = self.framework.scale_of(node) else { return false };
        let values: BTreeSet<&Exact> =
            scale.options.iter().filter_map(|it| it.value.as_ref()).collect();
        let (Some(low), Some(high)) = (values.first(), values.last()) else { return false };
        let share = (value - *low).over(&(*high - *low));
        let least = Exact::count(HIGH.0).over(&Exact::count(HIGH.1));
        values.len() > 2 && share.zip(least).is_some_and(|(share, least)| share >= least)
    }

    /// What is due whose kind of duty `fits`; evidence that has aged has none.
    fn stale(&self, fits: &dyn Fn(&str) -> bool) -> BTreeSet<NodeId> {
        let due = self.outcome.stale.iter().filter(|it| !self.veiled && fits(&it.what));
        due.map(|it| it.question.clone()).collect()
    }

    fn one_voice(&self) -> BTreeSet<NodeId> {
        let one = |node: &&&Node| self.voices(&node.id).count() == 1;
        self.asked.iter().filter(one).map(|it| it.id.clone()).collect()
    }

    fn no_reason(&self) -> BTreeSet<NodeId> {
        let bare = |it: &Answer| match &it.said {
            Said::NotApplicable { reason } => reason.trim().chars().count() < 3,
            Said::Option(_) | Said::DontKnow | Said::Text(_) | Said::Number(_) => false,
        };
        let strikes = |node: &&&Node| self.voices(&node.id).any(|(_, it)| bare(it));
        self.asked.iter().filter(strikes).map(|it| it.id.clone()).collect()
    }

    fn many_not_applicable(&self) -> BTreeSet<NodeId> {
        if self.veiled {
            return BTreeSet::new();
        }
        let out_of = |it: &&&Node| {
            let found = self.outcome.questions.get(&it.id);
            found.is_some_and(|it| it.value == QuestionValue::NotApplicable)
        };
        let all: BTreeSet<NodeId> =
            self.asked.iter().filter(out_of).map(|it| it.id.clone()).collect();
        let many = all.len() >= MANY.0 && all.len().saturating_mul(MANY.1) >= self.asked.len();
        if many { all } else { BTreeSet::new() }
    }

    fn below_target(&self) -> BTreeSet<NodeId> {
        let targets = self.review.settings.targets();
        if targets.is_empty() || self.veiled {
            return BTreeSet::new();
        }
        let gaps = gaps::of(self.framework, self.inputs, &targets, self.outcome);
        gaps.questions.into_iter().map(|it| it.id).collect()
    }

    fn overdue(&self) -> Places {
        let all = self.plan.map(Plan::ranked).unwrap_or_default();
        let late = all.into_iter().filter(|it| it.is_overdue(self.today));
        Places { actions: late.map(|it| it.title.clone()).collect(), ..Places::default() }
    }

    fn late(&self) -> Places {
        let mut out = Places::default();
        let lanes = self.review.lanes.values().filter(|it| it.access != Access::Sealed);
        for lane in lanes.filter(|it| !it.late.is_empty()) {
            out.people.insert(lane.member);
            out.questions.extend(lane.late.iter().cloned());
        }
        out
    }
}

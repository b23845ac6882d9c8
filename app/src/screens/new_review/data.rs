//! What New review shows: four steps from a framework to an open review, each with what is missing.
//!
//! **Invariant:** nothing is chosen beforehand; “same as last time” is a choice of its own.

mod check;
pub mod moving;

use std::{collections::BTreeMap, sync::Arc};

use check::{notes, problems, summary};
use moving::Moving;
use muster_model::{
    compare::succession::assignments,
    control::op::Secrecy,
    edit::Edit,
    framework::{Framework, shipped, shipped_as},
    ids::{AssessmentId, EnvelopeId, FrameworkHash, NodeId, ReviewId, WorkspaceId},
    time::{At, Date},
    workspace::{Assessment, Review, Workspace},
};

use crate::{
    say::say,
    screens::{
        assign::data::{Assigned, Grid},
        rights,
    },
};

/// Where one is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Which questions.
    #[default]
    Framework,
    /// About what.
    Scope,
    /// Who answers, and who sees what.
    People,
    /// All of it at a glance.
    Check,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 4] = [Self::Framework, Self::Scope, Self::People, Self::Check];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Framework => say!("new-review-framework"),
            Self::Scope => say!("new-review-step-scope"),
            Self::People => say!("new-review-step-people"),
            Self::Check => say!("new-review-step-check"),
        }
    }

    /// Returns the step after it.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Framework => Some(Self::Scope),
            Self::Scope => Some(Self::People),
            Self::People => Some(Self::Check),
            Self::Check => None,
        }
    }

    /// Returns the step before it.
    pub fn back(self) -> Option<Self> {
        match self {
            Self::Framework => None,
            Self::Scope => Some(Self::Framework),
            Self::People => Some(Self::Scope),
            Self::Check => Some(Self::People),
        }
    }
}

/// About what the review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The next one of an assessment that is there.
    Existing(AssessmentId),
    /// The next one of an assessment that went by another version of the framework so far.
    Moved(AssessmentId),
    /// Something that was not assessed before.
    New,
}

/// How far opening is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Opening {
    /// Not begun.
    #[default]
    Not,
    /// The assessment is being made.
    Assessment,
    /// The review is being opened.
    Review,
}

/// What is chosen and typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// In which workspace.
    pub workspace: Option<WorkspaceId>,
    /// Where one is.
    pub step: Step,
    /// The framework.
    pub framework: Option<FrameworkHash>,
    /// About what.
    pub subject: Option<Subject>,
    /// What a new assessment is called.
    pub name: String,
    /// What it is about: the unit of analysis.
    pub scope: String,
    /// What the review is called.
    pub title: String,
    /// Who sees what before the reveal.
    pub secrecy: Option<Secrecy>,
    /// When answers are wanted; may be empty.
    pub due: String,
    /// Who answers what.
    pub assigned: Assigned,
    /// Whether people were carried over from the last review.
    pub carried: Option<ReviewId>,
    /// How far opening is.
    pub opening: Opening,
    /// Whether one tried to go on with something missing.
    pub tried: bool,
    /// What becomes of questions and answers by another version, and what that was computed from.
    pub moving: Option<(moving::Key, Arc<Moving>)>,
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Frameworks to choose from.
    pub frameworks: Vec<Choice>,
    /// The review before, to be repeated.
    pub last: Option<Last>,
    /// Assessments of the chosen framework.
    pub assessments: Vec<Known>,
    /// Assessments by another version of it.
    pub movable: Vec<Known>,
    /// What would do as a title.
    pub title_hint: String,
    /// People by dimensions; `None` until a framework is chosen.
    pub grid: Option<Grid>,
    /// What is wrong with each step, in the order of the steps.
    pub problems: [Vec<&'static str>; 4],
    /// What should be known before opening.
    pub notes: Vec<String>,
    /// All of it in words: label and value.
    pub summary: Vec<(&'static str, String)>,
}

/// A framework to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The framework.
    pub framework: Arc<Framework>,
    /// Its title.
    pub title: String,
    /// Version, size and publisher.
    pub facts: String,
    /// What it is for.
    pub purpose: String,
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.framework.hash() == other.framework.hash()
    }
}

/// The review before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Which.
    pub id: ReviewId,
    /// What it was, in words.
    pub words: String,
}

/// An assessment that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub id: AssessmentId,
    /// Its title.
    pub title: String,
    /// Scope, and how many reviews it had.
    pub facts: String,
}

impl Page {
    /// Decides what to show; `shipped` are the frameworks of the program and those imported on this device.
    pub fn of(workspace: &Workspace, shipped: &[Arc<Framework>], draft: &Draft, now: At) -> Self {
        let all = frameworks(workspace, shipped);
        let framework = draft.framework.and_then(|hash| all.get(&hash));
        let grid = framework.map(|it| Grid::of(workspace, it, draft.assigned.clone()));
        Self {
            frameworks: ordered(&all, shipped)
                .into_iter()
                .map(|it| Choice::of(it, origin(workspace, &all, it)))
                .collect(),
            last: last(workspace).map(|it| Last::of(workspace, it)),
            assessments: assessments(workspace, draft),
            movable: movable(workspace, framework.map(AsRef::as_ref)),
            title_hint: title_hint(now),
            problems: Step::ALL.map(|step| problems(workspace, draft, step, now)),
            notes: notes(workspace, draft, grid.as_ref()),
            summary: summary(workspace, draft, framework, grid.as_ref()),
            grid,
        }
    }

    /// Returns what is missing in `step`.
    pub fn problems_of(&self, step: Step) -> &[&'static str] {
        let all = Step::ALL.into_iter().zip(&self.problems);
        all.filter(|it| it.0 == step).map(|it| it.1.as_slice()).next().unwrap_or_default()
    }

    /// Returns the first step with something missing.
    pub fn unfinished(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|it| !self.problems_of(*it).is_empty())
    }
}

/// Returns why I can't open a review, if so.
pub fn why_not(workspace: &Workspace) -> Option<&'static str> {
    rights::runs(workspace, say!("new-review-not-mine"))
}

type Frameworks = BTreeMap<FrameworkHash, Arc<Framework>>;

fn frameworks(workspace: &Workspace, shipped: &[Arc<Framework>]) -> Frameworks {
    let here = workspace.frameworks.values().chain(shipped);
    here.map(|it| (it.hash(), Arc::clone(it))).collect()
}

/// Those of the workspace first, then those of the program that are not in use yet.
fn ordered<'a>(all: &'a Frameworks, shipped: &[Arc<Framework>]) -> Vec<&'a Arc<Framework>> {
    let ours: Vec<FrameworkHash> = shipped.iter().map(|it| it.hash()).collect();
    let used = all.values().filter(|it| !ours.contains(&it.hash()));
    used.chain(ours.iter().filter_map(|it| all.get(it))).collect()
}

/// Returns where a framework comes from, where that is worth a word.
fn origin(workspace: &Workspace, all: &Frameworks, it: &Framework) -> &'static str {
    let used = workspace.assessments.values().any(|at| at.framework == it.hash());
    let twin = all.values().any(|at| at.pack().id == it.pack().id && at.hash() != it.hash());
    let comes = shipped_as(it.pack().id.as_str()).is_some_and(|at| at.hash() == it.hash());
    match (used, comes, twin) {
        (true, _, _) => say!("new-review-used-before"),
        (false, false, _) => say!("new-review-imported"),
        (false, true, true) => say!("new-review-as-it-comes"),
        (false, true, false) => "",
    }
}

impl Choice {
    fn of(framework: &Arc<Framework>, origin: &str) -> Self {
        let pack = framework.pack();
        let dimensions = say!("new-review-n-dimensions", n = framework.dimensions().len());
        let questions = say!("new-review-n-questions", n = framework.questions().len());
        let mut facts =
            vec![say!("new-review-version", version = &pack.version), dimensions, questions];
        facts.extend((!pack.publisher.is_empty()).then(|| pack.publisher.clone()));
        facts.extend((!origin.is_empty()).then(|| origin.to_owned()));
        Self {
            title: framework.plain(&pack.title).to_owned(),
            facts: facts.join(" · "),
            purpose: framework.plain(&pack.purpose).to_owned(),
            framework: Arc::clone(framework),
        }
    }
}

/// Returns the frameworks that come with the program.
pub fn of_the_program() -> Vec<Arc<Framework>> {
    shipped()
}

fn last(workspace: &Workspace) -> Option<&Arc<Review>> {
    let known = |it: &&Arc<Review>| workspace.framework_of(it).is_some();
    workspace.reviews.values().filter(known).max_by_key(|it| (it.ordinal, it.id))
}

impl Last {
    fn of(workspace: &Workspace, review: &Review) -> Self {
        let assessment = workspace.assessments.get(&review.assessment);
        let about = assessment.map(about).unwrap_or_default();
        let people = review.assignments.values().filter(|it| !it.is_empty()).count();
        let people = say!("new-review-n-people", n = people);
        Self { id: review.id, words: format!("{}: {about}, {people}", review.title) }
    }
}

fn about(assessment: &Assessment) -> String {
    match assessment.scope.as_str() {
        "" => assessment.title.clone(),
        scope => format!("{} · {scope}", assessment.title),
    }
}

fn assessments(workspace: &Workspace, draft: &Draft) -> Vec<Known> {
    let fitting = workspace.assessments.values().filter(|it| Some(it.framework) == draft.framework);
    let known = fitting.map(|it| {
        let n = workspace.reviews.values().filter(|review| review.assessment == it.id).count();
        let n = say!("new-review-n-reviews", n = n);
        let facts = if it.scope.is_empty() { n } else { format!("{} · {n}", it.scope) };
        Known { id: it.id, title: it.title.clone(), facts }
    });
    known.collect()
}

fn movable(workspace: &Workspace, framework: Option<&Framework>) -> Vec<Known> {
    let known = moving::candidates(workspace, framework).map(|it| {
        let version = workspace.frameworks.get(&it.framework).map(|it| it.pack().version.as_str());
        let facts = say!("new-review-by-version", version = version.unwrap_or_default());
        let facts = match it.scope.as_str() {
            "" => facts,
            scope => format!("{scope} · {facts}"),
        };
        Known { id: it.id, title: it.title.clone(), facts }
    });
    known.collect()
}

fn title_hint(now: At) -> String {
    let date = now.date().to_string();
    let year: String = date.chars().take(4).collect();
    let month: String = date.chars().skip(5).take(2).collect();
    let half = if month.as_str() <= "06" { 1 } else { 2 };
    format!("{year} H{half}")
}

impl Draft {
    /// Begins anew where another workspace is shown.
    pub fn settle(&mut self, workspace: &Workspace) {
        if self.workspace != Some(workspace.id) {
            *self = Self { workspace: Some(workspace.id), ..Self::default() };
        }
        self.assigned.retain(|(member, _)| workspace.members.contains_key(member));
    }

    /// Chooses a framework; what hangs on another one is forgotten.
    pub fn choose(&mut self, framework: &Framework, workspace: &Workspace) {
        if self.framework == Some(framework.hash()) {
            return;
        }
        self.framework = Some(framework.hash());
        self.carried = None;
        let known = |it: &NodeId| framework.node(it).is_some();
        self.assigned.retain(|(_, node)| known(node));
        self.subject = None;
        self.moving = None;
        let mut here = workspace.assessments.values();
        if !here.any(|it| it.framework == framework.hash())
            && moving::candidates(workspace, Some(framework)).next().is_none()
        {
            // Nothing to choose from: only something new is possible.
            self.subject = Some(Subject::New);
        }
    }

    /// Takes who answered what in `review`, as far as they are here and it is asked again.
    pub fn carry_people(&mut self, workspace: &Workspace, review: &Review) {
        let Some(framework) = workspace.framework_of(review) else { return };
        let here = review.assignments.iter().filter(|it| workspace.members.contains_key(it.0));
        let all = here.flat_map(|(who, nodes)| nodes.iter().map(|it| (*who, it.clone())));
        self.assigned = all.filter(|(_, node)| framework.node(node).is_some()).collect();
        self.carried = Some(review.id);
    }

    /// Goes on with an assessment by another version: takes its people, as far as they are asked anything again.
    pub fn go_on_with(&mut self, workspace: &Workspace, id: AssessmentId, to: &Framework) {
        self.subject = Some(Subject::Moved(id));
        let last = moving::last_of(workspace, id);
        let Some((last, from)) = last.and_then(|it| Some((it, workspace.framework_of(it)?))) else {
            return;
        };
        let asked = assignments(from, to, &last.assignments).assigned.into_iter();
        self.assigned = asked.filter(|it| workspace.members.contains_key(&it.0)).collect();
        self.carried = Some(last.id);
    }

    /// Computes what becomes of questions and answers, unless that is known.
    pub fn look_ahead(&mut self, workspace: &Workspace, shipped: &[Arc<Framework>]) {
        let Some(Subject::Moved(id)) = self.subject else { return };
        let all = frameworks(workspace, shipped);
        let to = self.framework.and_then(|it| all.get(&it));
        let Some((assessment, to)) = workspace.assessments.get(&id).zip(to) else { return };
        let key = moving::key(workspace, assessment, to);
        if self.moving.as_ref().is_none_or(|it| it.0 != key) {
            let moving = Moving::of(workspace, assessment, to);
            self.moving = moving.map(|it| (key, Arc::new(it)));
        }
    }

    /// Returns title and scope of the assessment.
    fn named<'a>(&'a self, workspace: &'a Workspace) -> (&'a str, &'a str) {
        match self.subject {
            Some(Subject::Existing(id) | Subject::Moved(id)) => {
                let it = workspace.assessments.get(&id);
                it.map_or(("", ""), |it| (it.title.as_str(), it.scope.as_str()))
            }
            Some(Subject::New) | None => (self.name.trim(), self.scope.trim()),
        }
    }

    /// Takes framework, scope, people and secrecy of `review`; its title and day stay to be said.
    pub fn same_as(&mut self, workspace: &Workspace, review: &Review) {
        let Some(framework) = workspace.framework_of(review) else { return };
        self.framework = Some(framework.hash());
        self.subject = Some(Subject::Existing(review.assessment));
        self.secrecy = Some(review.secrecy);
        self.carry_people(workspace, review);
        self.step = Step::Scope;
        self.tried = false;
    }

    /// Reads the due day; empty is none.
    pub fn due(&self) -> Result<Option<Date>, &str> {
        match self.due.trim() {
            "" => Ok(None),
            text => text.parse().ok().map(Some).ok_or(text),
        }
    }

    /// Returns the assessment the review would belong to, if it is there already.
    pub fn assessment(&self, workspace: &Workspace) -> Option<AssessmentId> {
        match self.subject? {
            Subject::Existing(id) => workspace.assessments.contains_key(&id).then_some(id),
            Subject::New | Subject::Moved(_) => {
                let (title, scope) = self.named(workspace);
                let same = |it: &&Assessment| {
                    Some(it.framework) == self.framework && it.title == title && it.scope == scope
                };
                workspace.assessments.values().find(same).map(|it| it.id)
            }
        }
    }

    /// Returns the change that comes next: the assessment if there is none, else the review.
    pub fn next_edit(
        &self,
        workspace: &Workspace,
        shipped: &[Arc<Framework>],
    ) -> Option<(Opening, Edit)> {
        if let Some(assessment) = self.assessment(workspace) {
            return Some((Opening::Review, self.open(assessment)?));
        }
        let all = frameworks(workspace, shipped);
        let pack = all.get(&self.framework?)?.canonical();
        let edit = match self.subject? {
            Subject::Moved(from) => Edit::GoOn { from, pack },
            Subject::New | Subject::Existing(_) => {
                let (title, scope) = self.named(workspace);
                Edit::CreateAssessment { pack, title: title.to_owned(), scope: scope.to_owned() }
            }
        };
        Some((Opening::Assessment, edit))
    }

    /// Returns the change that opens the review of `assessment`.
    pub fn open(&self, assessment: AssessmentId) -> Option<Edit> {
        Some(Edit::OpenReview {
            assessment,
            title: self.title.trim().to_owned(),
            secrecy: self.secrecy?,
            due: self.due().ok()?,
            assignments: self.assigned.iter().cloned().collect(),
        })
    }
}

/// Returns the assessment that was made by one of `written`, once it is in `workspace`.
pub fn assessment_of(workspace: &Workspace, written: &[EnvelopeId]) -> Option<AssessmentId> {
    let mut ids = written.iter().rev().map(|it| AssessmentId::of_op(*it));
    ids.find(|it| workspace.assessments.contains_key(it))
}

/// Returns the review that was opened by one of `written`, once it is in `workspace`.
pub fn review_of(workspace: &Workspace, written: &[EnvelopeId]) -> Option<ReviewId> {
    let mut ids = written.iter().rev().map(|it| ReviewId::of_op(*it));
    ids.find(|it| workspace.reviews.contains_key(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_suggested_is_of_this_half_year() {
        let at = |days: i64| At(u64::try_from(days * 86_400_000).unwrap());
        let day = |text: &str| text.parse::<Date>().unwrap().days();
        assert_eq!(title_hint(at(day("2026-06-30"))), "2026 H1");
        assert_eq!(title_hint(at(day("2026-07-01"))), "2026 H2");
    }

    #[test]
    fn a_due_day_is_a_day_or_nothing() {
        let draft = |due: &str| Draft { due: due.to_owned(), ..Draft::default() };
        assert_eq!(draft(" ").due(), Ok(None));
        assert!(matches!(draft("2026-12-15").due(), Ok(Some(_))));
        assert_eq!(draft("15.12.2026").due(), Err("15.12.2026"));
    }
}

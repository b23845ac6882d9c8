//! From answers to a tier: exact, pure and total.
//!
//! **Invariant:** no float, no clock, no order of evaluation. The same inputs give the same [`Outcome`], to the byte.

mod band;
mod cadence;
pub mod exact;
pub(crate) mod explain;
mod figure;
pub(crate) mod ladder;
mod lift;
pub(crate) mod live;
pub(crate) mod measure;
pub(crate) mod plan;
pub(crate) mod respondents;
mod scorer;
pub mod told;
pub(crate) mod wiring;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Serialize;

pub use exact::Exact;
pub use figure::{Figure, Limits};
pub use lift::{Change, Lift, NoLift, Step, lift, what_if};
pub use scorer::Scorer;

use told::{Asked, Clause, How, Rule, Several};

use crate::{
    answer::{Answer, Said},
    framework::Framework,
    ids::{FrameworkHash, LadderId, MeasureId, MemberId, Name, NodeId, OptionId, RungId},
    time::Date,
};

/// Scores `inputs` by `framework`: one value per question, measures from top to bottom, then ladders.
pub fn score(framework: &Framework, inputs: &Inputs) -> Outcome {
    let wiring = wiring::Wiring::of(framework.pack(), &inputs.baselines);
    let live = live::Live::of(wiring, inputs);
    explain::Whole::of(&live, inputs).outcome(framework)
}

/// What a result was worked out from, so that the next one is not worked out from the beginning.
#[derive(Debug, Clone)]
pub struct Worked {
    framework: FrameworkHash,
    inputs: Arc<Inputs>,
    items: Vec<respondents::Item>,
    people: respondents::People,
}

/// Scores like [`score`], given what was worked out `before`.
pub fn score_after(
    framework: &Framework,
    inputs: &Arc<Inputs>,
    before: Option<Worked>,
) -> (Outcome, Worked) {
    let wiring = wiring::Wiring::of(framework.pack(), &inputs.baselines);
    let before = before.filter(|it| it.framework == framework.hash());
    let items = before.and_then(|it| {
        respondents::items_after(&wiring.plan, inputs, (&it.inputs, &it.items, &it.people))
    });
    let items = items.unwrap_or_else(|| respondents::items(&wiring.plan, inputs));
    let (framework_hash, inputs) = (framework.hash(), Arc::clone(inputs));
    let worked = Worked {
        framework: framework_hash,
        inputs: Arc::clone(&inputs),
        items: items.0.clone(),
        people: items.1.clone(),
    };
    let live = live::Live::on(wiring, &inputs, items);
    (explain::Whole::of(&live, &inputs).outcome(framework), worked)
}

/// What people say to one question.
pub type Spoken = BTreeMap<MemberId, Answer>;

/// Everything a result depends on besides the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Who said what: question → member → what counts. Shared with what was computed before and after.
    pub answers: BTreeMap<NodeId, Arc<Spoken>>,
    /// What the group agreed on.
    pub agreed: BTreeMap<NodeId, Said>,
    /// Role or team words per member, for weights; missing is fine.
    pub roles: BTreeMap<MemberId, String>,
    /// Questions where one person's devices say different things; the result says so.
    pub conflicts: BTreeSet<NodeId>,
    /// Questions assigned to somebody.
    pub assigned: BTreeSet<NodeId>,
    /// Numbers counted outside the questions, by name.
    pub facts: BTreeMap<String, Exact>,
    /// Team words per member, for voices by team; where nobody has one, `roles` hold them.
    pub teams: BTreeMap<MemberId, String>,
    /// The option aimed at, by question; the best option where none is set.
    pub targets: BTreeMap<NodeId, OptionId>,
    /// The baselines that narrow the framework, by name: what any of them names stays. Answers outside are kept and do
    /// not count. None: the whole framework.
    pub baselines: BTreeSet<Name>,
    /// The day the result speaks of, for the age of evidence.
    pub as_of: Date,
}

impl Inputs {
    /// Nothing said yet, as of a day.
    pub fn on(as_of: Date) -> Self {
        Self {
            answers: BTreeMap::new(),
            agreed: BTreeMap::new(),
            roles: BTreeMap::new(),
            conflicts: BTreeSet::new(),
            assigned: BTreeSet::new(),
            facts: BTreeMap::new(),
            teams: BTreeMap::new(),
            targets: BTreeMap::new(),
            baselines: BTreeSet::new(),
            as_of,
        }
    }

    /// Returns what people say to `question`, if anybody says anything.
    pub fn spoken(&self, question: &NodeId) -> Option<&Spoken> {
        self.answers.get(question).map(Arc::as_ref)
    }

    /// Returns the questions to which people may say something else than in `other`; `None` where more than that differs.
    fn turned_since<'a>(&'a self, other: &'a Self) -> Option<BTreeSet<&'a NodeId>> {
        let Self {
            answers,
            agreed,
            roles,
            conflicts,
            assigned,
            facts,
            teams,
            targets,
            baselines,
            as_of,
        } = self;
        let same = (agreed, roles, conflicts, assigned, facts)
            == (&other.agreed, &other.roles, &other.conflicts, &other.assigned, &other.facts)
            && (teams, targets, baselines, as_of)
                == (&other.teams, &other.targets, &other.baselines, &other.as_of);
        // What is shared was not written on since.
        let says_the_same = |it: &&NodeId| match (answers.get(*it), other.answers.get(*it)) {
            (Some(here), Some(there)) => Arc::ptr_eq(here, there),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let asked = || answers.keys().chain(other.answers.keys());
        same.then(|| asked().filter(|it| !says_the_same(it)).collect())
    }

    /// Returns what people say to `question`, to be changed.
    pub fn spoken_mut(&mut self, question: NodeId) -> &mut Spoken {
        Arc::make_mut(self.answers.entry(question).or_default())
    }
}

/// The result of a review: tier, numbers and why. (Called *result* everywhere people read.)
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The framework that was applied.
    pub framework: FrameworkHash,
    /// The tier: the rung reached on the main ladder, or `None` while it can't be determined.
    pub tier: Option<Tier>,
    /// Why there is no tier.
    pub undetermined: Option<Clause>,
    /// Each dimension in the order of the framework.
    pub dimensions: Vec<DimensionOutcome>,
    /// Every measure at every place.
    pub measures: Vec<MeasureOutcome>,
    /// Every ladder at every place.
    pub ladders: Vec<LadderOutcome>,
    /// How much is answered.
    pub coverage: Coverage,
    /// Worst and best tier the missing answers can lead to; `None` when nothing is missing.
    pub provisional: Option<Provisional>,
    /// The one value of each question and where it came from.
    pub questions: BTreeMap<NodeId, QuestionOutcome>,
    /// What has to be done or proven again, in the order of the framework. It marks, and changes no figure.
    pub stale: Vec<Stale>,
}

impl Outcome {
    /// Returns the ladder that gives `dimension` its tier: the first one computed there.
    pub fn ladder_of(&self, dimension: &NodeId) -> Option<&LadderOutcome> {
        self.ladders.iter().find(|it| it.place.as_ref() == Some(dimension))
    }
}

/// Something whose time has come round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stale {
    /// The question.
    pub question: NodeId,
    /// What has to be done again, in English or the pack's first language; empty for evidence that has aged.
    pub what: String,
    /// How long it lasts, in days.
    pub every_days: u32,
    /// The day of the last record; `None` if there is none.
    pub last: Option<Date>,
    /// Days overdue; `None` if there is no record.
    pub overdue: Option<i64>,
}

/// A rung reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tier {
    /// Name.
    pub id: RungId,
    /// Name for people, in English or the pack's first language.
    pub name: String,
    /// Position from the bottom, 0 first.
    pub rank: usize,
}

/// The result of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionOutcome {
    /// The dimension.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// Its main figure: the first measure computed at dimensions.
    pub score: Option<Exact>,
    /// The range of that figure while answers are missing.
    pub worst: Option<Exact>,
    /// The range of that figure while answers are missing.
    pub best: Option<Exact>,
    /// Lowest and highest figure the scale allows, for drawing.
    pub range: Option<(Exact, Exact)>,
    /// The rung of the first ladder computed at dimensions.
    pub tier: Option<Tier>,
    /// Questions answered.
    pub answered: usize,
    /// Questions that apply.
    pub applicable: usize,
    /// People who answered any of them.
    pub people: usize,
}

/// One measure at one place, with what went in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeasureOutcome {
    /// Which.
    pub measure: MeasureId,
    /// Where; `None` at the root.
    pub place: Option<NodeId>,
    /// Title of the measure.
    pub title: String,
    /// The exact value, if there is one.
    pub value: Option<Exact>,
    /// Why there is none.
    pub blocked: Option<Clause>,
    /// The rule (“weighted mean of 8 questions”).
    pub rule: Rule,
    /// What was used: name and value.
    pub used: Vec<(String, Exact)>,
    /// What was left out, with the reason.
    pub excluded: Vec<(String, Clause)>,
    /// What is missing.
    pub missing: Vec<String>,
}

/// One ladder at one place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LadderOutcome {
    /// Which.
    pub ladder: LadderId,
    /// Where; `None` at the root.
    pub place: Option<NodeId>,
    /// Title of the ladder.
    pub title: String,
    /// The rung reached.
    pub reached: Option<Tier>,
    /// Why none could be determined.
    pub undetermined: Option<Clause>,
    /// Every rung with its conditions, lowest first.
    pub rungs: Vec<RungOutcome>,
    /// The rung whose conditions stop the climb, if not at the top.
    pub stopped_by: Option<RungId>,
    /// Lowest and highest rung the missing answers here can lead to; `None` when nothing is missing here.
    pub provisional: Option<Provisional>,
}

/// One rung and its conditions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RungOutcome {
    /// Which.
    pub id: RungId,
    /// Name for people.
    pub name: String,
    /// Whether all conditions hold; `None` if that can't be said.
    pub holds: Option<bool>,
    /// Each condition.
    pub conditions: Vec<ConditionOutcome>,
}

/// One condition with its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConditionOutcome {
    /// What is asked (“overall at least 2.6”).
    pub text: Asked,
    /// Whether it holds; `None` if a value is missing.
    pub holds: Option<bool>,
    /// The value found.
    pub value: Option<Exact>,
    /// The limit.
    pub limit: Option<Exact>,
    /// Value less limit: how far beyond or short.
    pub margin: Option<Exact>,
    /// What would change it, or which places fail; may be empty.
    pub detail: Several<Clause>,
}

/// How much is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Questions with a value.
    pub answered: usize,
    /// Questions that apply.
    pub applicable: usize,
    /// Questions assigned to somebody.
    pub assigned: usize,
    /// People who answered.
    pub people: usize,
}

/// The band of rungs while answers are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provisional {
    /// Lowest rung reachable.
    pub worst: Option<Tier>,
    /// Highest rung reachable.
    pub best: Option<Tier>,
    /// Whether both are exact; else the band may be wider than what can happen.
    pub exact: bool,
}

/// The one value of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionOutcome {
    /// What came out.
    pub value: QuestionValue,
    /// How: `agreed answer`, `median of 3`, `one answer` …
    pub how: How,
    /// People who gave an option.
    pub n: usize,
    /// People who do not know.
    pub dont_know: usize,
    /// People who said it does not apply.
    pub not_applicable: usize,
}

/// What came out for a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionValue {
    /// A number, whether it is met, and the credit.
    Value {
        /// The value.
        value: Option<Exact>,
        /// Whether the requirement is met.
        met: Option<bool>,
        /// Share of the requirement earned.
        credit: Option<Exact>,
    },
    /// It does not apply.
    NotApplicable,
    /// Nobody has said anything that counts.
    Blank,
}

#[cfg(test)]
mod tests;

//! A review with people, questions and answers, for the window to show.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    answer::{Answer, Said, Stated, Value},
    control::op::Secrecy,
    disagreement,
    framework::{Framework, shipped},
    ids::{ChangeHash, MemberId, Name, NodeId, ReviewId},
    scoring::{self, Inputs},
    setting::{Aim, Held, Statement},
    time::At,
    workspace::{Access, Member, Review, ReviewState, Workspace},
};
use muster_sync::node::{command::Mode, event::Shelf};

use super::pretend::{self, NOW};

/// The people of the review; the first is me.
pub(super) const PEOPLE: [&str; 4] = ["Mara Okafor", "Jonas Weber", "Li Na", "Priya Raman"];

/// The first framework that ships.
pub(super) fn framework() -> Arc<Framework> {
    shipped().remove(0)
}

pub(super) fn node(id: &str) -> NodeId {
    id.parse().unwrap()
}

/// Returns the person at `place`.
pub(super) fn person(workspace: &Workspace, place: usize) -> MemberId {
    workspace.members.values().find(|it| it.seniority == place).unwrap().id
}

/// An answer that names level `level`, 1 is lowest.
pub(super) fn level(level: u32) -> Answer {
    let option: Name = format!("level{level}").parse().unwrap();
    Answer::of(Said::Option(option))
}

fn value(answer: Answer, n: u8) -> Value {
    let at = At(NOW.0 - 60_000 * u64::from(n));
    Value { answer: Some(answer), device: None, at, change: ChangeHash::from_bytes([n; 32]) }
}

/// A workspace with one review, in which everybody is assigned leadership and staffing.
pub(super) struct Story {
    pub(super) workspace: Workspace,
    pub(super) review: Review,
    pub(super) framework: Arc<Framework>,
}

impl Story {
    /// Nobody has answered yet.
    pub(super) fn begin(secrecy: Secrecy, state: ReviewState) -> Self {
        let mut workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
        pretend::open_review(&mut workspace, "2026 H2", secrecy, state);
        let framework = framework();
        let hash = framework.hash();
        workspace.frameworks.insert(hash, Arc::clone(&framework));
        for it in workspace.assessments.values_mut() {
            it.framework = hash;
        }
        let id = ReviewId::from_bytes([3; 16]);
        let mut review = Review::clone(&workspace.reviews[&id]);
        let both: BTreeSet<NodeId> = ["leadership", "staffing"].map(node).into();
        review.assignments = workspace.members.keys().map(|it| (*it, both.clone())).collect();
        let hidden = secrecy != Secrecy::Open && state == ReviewState::Open;
        for lane in review.lanes.values_mut() {
            let mine = Some(lane.member) == workspace.me;
            lane.access = match (mine, hidden) {
                (true, _) => Access::Mine,
                (false, true) => Access::Sealed,
                (false, false) => Access::Readable,
            };
        }
        review.sealed = hidden;
        Self { workspace, review, framework }
    }

    /// The person at `place` says `answer` to `question`.
    pub(super) fn says(mut self, place: usize, question: &str, answer: Answer) -> Self {
        let member = person(&self.workspace, place);
        let lane = self.review.lanes.get_mut(&member).unwrap();
        let stated = Stated { now: value(answer, 1), rivals: Vec::new() };
        Arc::make_mut(&mut lane.answers).insert(node(question), stated);
        lane.counted = Arc::clone(&lane.answers);
        self
    }

    /// My other device says `answer` to `question` at the same time.
    pub(super) fn also_says(mut self, question: &str, answer: Answer) -> Self {
        let member = person(&self.workspace, 0);
        let lane = self.review.lanes.get_mut(&member).unwrap();
        let stated = Arc::make_mut(&mut lane.answers).get_mut(&node(question)).unwrap();
        stated.rivals.push(value(answer, 2));
        self
    }

    /// Everybody answers everything assigned with the same level but Priya, who is `apart` higher on the first.
    pub(super) fn all_say(mut self, common: u32, apart: u32) -> Self {
        for place in 0..PEOPLE.len() {
            for question in self.framework.clone().questions() {
                let id = question.id.to_string();
                if question.scale.is_some() {
                    let first = id == "leadership.ownership" && place == 3;
                    self = self.says(place, &id, level(common + if first { apart } else { 0 }));
                }
            }
        }
        self
    }

    /// Somebody aims at level `level` in `place`; others, at the same time, at other levels.
    pub(super) fn aims(mut self, place: &str, level: u32, others: &[(usize, u32)]) -> Self {
        let statement = |who: usize, level: u32| Statement {
            value: Some(Aim::Option(format!("level{level}").parse().unwrap())),
            by: Some(person(&self.workspace, who)),
            at: NOW,
        };
        let held = Held {
            now: statement(0, level),
            rivals: others.iter().map(|(who, level)| statement(*who, *level)).collect(),
            since: Some(self.review.id),
        };
        self.review.settings.targets.insert(node(place), held);
        self
    }

    /// Nobody has said anything to `question` after all.
    pub(super) fn forgets(mut self, question: &str) -> Self {
        for lane in self.review.lanes.values_mut() {
            Arc::make_mut(&mut lane.answers).remove(&node(question));
            lane.counted = Arc::clone(&lane.answers);
        }
        self
    }

    /// Puts it on a shelf, scored.
    pub(super) fn shelf(mut self) -> Shelf {
        let mut inputs = Inputs::on(NOW.date());
        for lane in self.review.lanes.values().filter(|it| it.access != Access::Sealed) {
            for (question, stated) in lane.counted.iter() {
                if let Some(answer) = &stated.now.answer {
                    inputs.spoken_mut(question.clone()).insert(lane.member, answer.clone());
                }
            }
        }
        let word = |it: &Member| muster::screens::words::role(it.role).to_lowercase();
        let roles = self.workspace.members.values().map(|it| (it.id, word(it))).collect();
        let settings = &self.review.settings;
        let targets = self.framework.aims(&settings.targets());
        let baselines = settings.baselines();
        let inputs = Inputs { roles, targets, baselines, ..inputs };
        self.review.result = Some(Arc::new(scoring::score(&self.framework, &inputs)));
        self.review.disagreements = Arc::new(disagreement::of(&self.framework, &inputs).into());
        self.review.inputs = Some(Arc::new(inputs));
        self.review.fingerprint = "KELO MIRA TUSK BENA".to_owned();
        self.workspace.reviews.insert(self.review.id, Arc::new(self.review));
        pretend::shelf(vec![(self.workspace, Mode::Off)])
    }
}

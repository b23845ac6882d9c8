//! What becomes of questions and answers where an assessment goes on by another version of its framework.

use std::sync::Arc;

use muster_model::{
    compare::{
        succession::rules_changed,
        versions::{self, Fate, Match, Migration},
    },
    framework::Framework,
    ids::{AssessmentId, FrameworkHash, NodeId},
    scoring::Inputs,
    workspace::{Assessment, Review, Workspace},
};

use crate::screens::words;

/// What a preview was computed from.
pub type Key = (AssessmentId, FrameworkHash, String);

/// The preview: nothing is changed by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// From which version to which.
    pub versions: String,
    /// By fate: its word, questions, answers offered again of those there were.
    pub counts: Vec<(&'static str, String, String)>,
    /// Every question that is not the same: its fate, and what it became.
    pub changed: Vec<(&'static str, String)>,
    /// Answers that stay in the review before only, a sentence each.
    pub stays: Vec<String>,
    /// What else should be known.
    pub notes: Vec<String>,
}

/// Returns the assessments that `framework` could go on with: another version of it is used, and it is not yet.
pub fn candidates<'a>(
    workspace: &'a Workspace,
    framework: Option<&'a Framework>,
) -> impl Iterator<Item = &'a Assessment> {
    let fits = move |it: &&Assessment| {
        let used = workspace.frameworks.get(&it.framework);
        let other = used.zip(framework).is_some_and(|(used, framework)| {
            used.hash() != framework.hash() && used.pack().id == framework.pack().id
        });
        let mut line = workspace.assessments.values().filter(|at| workspace.is_in_line(it, at));
        let goes_by_it = line.any(|at| framework.is_some_and(|to| at.framework == to.hash()));
        other && !goes_by_it && workspace.latest_in_line(it).id == it.id
    };
    workspace.assessments.values().filter(fits)
}

/// Returns the last review of `assessment`.
pub fn last_of(workspace: &Workspace, assessment: AssessmentId) -> Option<&Arc<Review>> {
    let of_it = workspace.reviews.values().filter(|it| it.assessment == assessment);
    of_it.max_by_key(|it| it.ordinal)
}

/// Returns what the preview of `assessment` depends on.
pub fn key(workspace: &Workspace, assessment: &Assessment, to: &Framework) -> Key {
    let last = last_of(workspace, assessment.id);
    (assessment.id, to.hash(), last.map(|it| it.inputs_hash.clone()).unwrap_or_default())
}

impl Moving {
    /// Says what would become of `assessment` by the version `to`.
    pub fn of(workspace: &Workspace, assessment: &Assessment, to: &Framework) -> Option<Self> {
        let from = workspace.frameworks.get(&assessment.framework)?;
        let last = last_of(workspace, assessment.id);
        let nothing = || Inputs::on(muster_model::time::Date::of_days(0));
        let inputs = last.and_then(|it| it.inputs.as_deref().cloned()).unwrap_or_else(nothing);
        let found = versions::migrate(from, to, &inputs);
        Some(Self {
            versions: format!("Version {} to {}", from.pack().version, to.pack().version),
            counts: counts(&found),
            changed: changed((from, to), &found),
            stays: stays(workspace, from, &found),
            notes: notes(last.map(AsRef::as_ref), (from, to)),
        })
    }
}

fn counts(found: &Migration) -> Vec<(&'static str, String, String)> {
    let of = |fate: Fate| {
        let sum =
            |count: &dyn Fn(&versions::Row) -> usize| found.of(fate).map(count).sum::<usize>();
        let (was, is) = (sum(&|it| it.found.before.len()), sum(&|it| it.found.after.len()));
        let questions = match fate {
            Fate::Same | Fate::Reworded | Fate::Removed => {
                words::count(was, "question", "questions")
            }
            Fate::New => words::count(is, "question", "questions"),
            Fate::Split | Fate::Merged | Fate::Regrouped => {
                format!("{} became {is}", words::count(was, "question", "questions"))
            }
        };
        let (answers, again) = (sum(&|it| it.answers), sum(&|it| it.taken_over));
        let answers = match (answers, fate) {
            (0, _) => String::new(),
            (1, Fate::Removed) => "1 answer stays where it is".to_owned(),
            (n, Fate::Removed) => format!("{n} answers stay where they are"),
            (n, Fate::Same) => format!("{again} of {n} answers to confirm"),
            (n, Fate::Reworded | Fate::Split | Fate::Merged | Fate::Regrouped | Fate::New) => {
                format!("{again} of {n} answers to look at again")
            }
        };
        (was + is > 0).then_some((fate.word(), questions, answers))
    };
    Fate::ALL.into_iter().filter_map(of).collect()
}

fn changed((from, to): (&Framework, &Framework), found: &Migration) -> Vec<(&'static str, String)> {
    let others = found.rows.iter().map(|it| &it.found).filter(|it| it.fate != Fate::Same);
    others.map(|it| (it.fate.word(), became((from, to), it))).collect()
}

fn became((from, to): (&Framework, &Framework), found: &Match) -> String {
    let names = |framework: &Framework, ids: &[NodeId]| {
        let name = |id: &NodeId| {
            framework.node(id).map_or_else(|| id.to_string(), |it| words::question(framework, it))
        };
        ids.iter().map(name).collect::<Vec<_>>()
    };
    let (was, is) = (names(from, &found.before), names(to, &found.after));
    match found.fate {
        Fate::Same | Fate::New => is.join(" · "),
        Fate::Removed => was.join(" · "),
        Fate::Reworded | Fate::Split | Fate::Merged | Fate::Regrouped => {
            format!("“{}” became “{}”", was.join("”, “"), is.join("”, “"))
        }
    }
}

fn stays(workspace: &Workspace, from: &Framework, found: &Migration) -> Vec<String> {
    let told = found.set_aside.iter().map(|it| {
        let node = from.node(&it.question);
        let question =
            node.map_or_else(|| it.question.to_string(), |node| words::question(from, node));
        let who = it.member.map(|id| words::who(workspace, id).name);
        let who = who.unwrap_or_else(|| "the agreed answer".to_owned());
        format!("{question} ({who}): {}", it.why)
    });
    told.collect()
}

fn notes(last: Option<&Review>, (from, to): (&Framework, &Framework)) -> Vec<String> {
    let mut out = Vec::new();
    match last {
        None => out.push("Nothing was reviewed by the version before.".to_owned()),
        Some(it) if it.sealed => out.push(
            "Answers that are sealed here are not counted. The devices of those who gave them \
             offer them all the same."
                .to_owned(),
        ),
        Some(_) => {}
    }
    let rules = rules_changed(from, to);
    if !rules.is_empty() {
        let rules = rules.join(", ");
        out.push(format!("Also changed: {rules}. Equal answers may lead to another result."));
    }
    out
}

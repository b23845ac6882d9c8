//! What becomes of questions and answers where an assessment goes on by another version of its framework.

use std::sync::Arc;

use muster_model::{
    compare::{
        succession::{Part, parts_changed},
        versions::{self, Aside, Fate, Match, Migration},
    },
    framework::Framework,
    ids::{AssessmentId, FrameworkHash, NodeId},
    scoring::Inputs,
    workspace::{Assessment, Review, Workspace},
};

use crate::{
    say::{self, Tongue, say},
    screens::words,
};

/// What a preview was computed from, and in which language.
pub type Key = (AssessmentId, FrameworkHash, String, Tongue);

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
    (
        assessment.id,
        to.hash(),
        last.map(|it| it.inputs_hash.clone()).unwrap_or_default(),
        say::tongue(),
    )
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
            versions: say!(
                "new-review-versions",
                from = &from.pack().version,
                to = &to.pack().version
            ),
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
                say!("new-review-n-questions", n = was)
            }
            Fate::New => say!("new-review-n-questions", n = is),
            Fate::Split | Fate::Merged | Fate::Regrouped => {
                say!("new-review-became-n", was = was, is = is)
            }
        };
        let (answers, again) = (sum(&|it| it.answers), sum(&|it| it.taken_over));
        let answers = match (answers, fate) {
            (0, _) => String::new(),
            (n, Fate::Removed) => say!("new-review-answers-stay", n = n),
            (n, Fate::Same) => say!("new-review-to-confirm", again = again, n = n),
            (n, Fate::Reworded | Fate::Split | Fate::Merged | Fate::Regrouped | Fate::New) => {
                say!("new-review-to-look-again", again = again, n = n)
            }
        };
        (was + is > 0).then_some((fate_word(fate), questions, answers))
    };
    Fate::ALL.into_iter().filter_map(of).collect()
}

fn changed((from, to): (&Framework, &Framework), found: &Migration) -> Vec<(&'static str, String)> {
    let others = found.rows.iter().map(|it| &it.found).filter(|it| it.fate != Fate::Same);
    others.map(|it| (fate_first(it.fate), became((from, to), it))).collect()
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
            say!(
                "new-review-became",
                was = was.join(say!("new-review-became-between")),
                is = is.join(say!("new-review-became-between"))
            )
        }
    }
}

fn stays(workspace: &Workspace, from: &Framework, found: &Migration) -> Vec<String> {
    let told = found.set_aside.iter().map(|it| {
        let node = from.node(&it.question);
        let question =
            node.map_or_else(|| it.question.to_string(), |node| words::question(from, node));
        let who = it.member.map(|id| words::who(workspace, id).name);
        let who = who.unwrap_or_else(|| say!("new-review-agreed-answer").to_owned());
        format!("{question} ({who}): {}", aside_word(it.why))
    });
    told.collect()
}

fn notes(last: Option<&Review>, (from, to): (&Framework, &Framework)) -> Vec<String> {
    let mut out = Vec::new();
    match last {
        None => out.push(say!("new-review-none-before").to_owned()),
        Some(it) if it.sealed => out.push(say!("new-review-sealed-uncounted").to_owned()),
        Some(_) => {}
    }
    let rules: Vec<&str> = parts_changed(from, to).into_iter().map(part_word).collect();
    if !rules.is_empty() {
        let rules = rules.join(", ");
        out.push(say!("new-review-rules-changed", rules = rules));
    }
    out
}

fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => say!("new-review-fate-same"),
        Fate::Reworded => say!("new-review-fate-reworded"),
        Fate::Split => say!("new-review-fate-split"),
        Fate::Merged => say!("new-review-fate-merged"),
        Fate::Regrouped => say!("new-review-fate-regrouped"),
        Fate::New => say!("new-review-fate-new"),
        Fate::Removed => say!("new-review-fate-removed"),
    }
}

/// Returns the word of a fate at the beginning of a line.
fn fate_first(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => say!("new-review-fate-first-same"),
        Fate::Reworded => say!("new-review-fate-first-reworded"),
        Fate::Split => say!("new-review-fate-first-split"),
        Fate::Merged => say!("new-review-fate-first-merged"),
        Fate::Regrouped => say!("new-review-fate-first-regrouped"),
        Fate::New => say!("new-review-fate-first-new"),
        Fate::Removed => say!("new-review-fate-first-removed"),
    }
}

fn aside_word(why: Aside) -> &'static str {
    match why {
        Aside::Unknown => say!("new-review-aside-unknown"),
        Aside::Unsaid => say!("new-review-aside-unsaid"),
        Aside::Gone => say!("new-review-aside-gone"),
        Aside::Differing => say!("new-review-aside-differing"),
        Aside::NoOption => say!("new-review-aside-no-option"),
    }
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Scales => say!("new-review-part-scales"),
        Part::Weights => say!("new-review-part-weights"),
        Part::Respondents => say!("new-review-part-respondents"),
        Part::Measures => say!("new-review-part-measures"),
        Part::Ladders => say!("new-review-part-ladders"),
        Part::Cadence => say!("new-review-part-cadence"),
        Part::Baselines => say!("new-review-part-baselines"),
    }
}

//! `muster framework diff`: two versions of a framework side by side.

use std::collections::BTreeMap;

use muster_model::{
    compare::{
        succession::rules_changed,
        versions::{self, Fate, Match},
    },
    framework::{Framework, Node},
    ids::NodeId,
};
use serde_json::{Value, json};

use super::{brief, title};
use crate::cli::{failure::Failure, out::Out, words};

/// Names questions as people call them.
pub(in crate::cli) fn names(framework: &Framework, ids: &[NodeId]) -> String {
    let name = |it: &NodeId| framework.node(it).map_or_else(|| it.to_string(), words::name);
    ids.iter().map(name).collect::<Vec<_>>().join(" + ")
}

/// Says which questions became which: `S2 → S2 + S2a`.
pub(in crate::cli) fn became(before: &Framework, after: &Framework, found: &Match) -> String {
    let (was, is) = (names(before, &found.before), names(after, &found.after));
    let title = |framework: &Framework, ids: &[NodeId]| {
        let only = ids.first().filter(|_| ids.len() == 1);
        only.and_then(|it| framework.node(it)).map(|it: &Node| words::title(it).to_owned())
    };
    let told = title(after, &found.after).or_else(|| title(before, &found.before));
    let told = told.map_or_else(String::new, |it| format!("  {it}"));
    match found.fate {
        Fate::Same => format!("{is}{told}"),
        Fate::Reworded if was == is => format!("{is}{told}"),
        Fate::New => format!("{is}{told}"),
        Fate::Removed => format!("{was}{told}"),
        Fate::Reworded | Fate::Split | Fate::Merged | Fate::Regrouped => {
            format!("{was} → {is}{told}")
        }
    }
}

/// Counts matches and questions by fate: `(matches, questions before, questions after)`.
pub(in crate::cli) fn counts(found: &[Match]) -> BTreeMap<Fate, (usize, usize, usize)> {
    let mut counts: BTreeMap<Fate, (usize, usize, usize)> = BTreeMap::new();
    for it in found {
        let (matches, before, after) = counts.entry(it.fate).or_default();
        *matches += 1;
        *before += it.before.len();
        *after += it.after.len();
    }
    counts
}

/// Tells what is different, question by question and in the rules.
pub(super) fn run(before: &Framework, after: &Framework, out: &mut Out) -> Result<(), Failure> {
    let found = versions::matches(before, after);
    let (was, is) = (before.pack(), after.pack());
    out.line(format!("{} {} → {} {}", title(before), was.version, title(after), is.version))?;
    if before.hash() == after.hash() {
        out.line("These are the same framework, to the last letter.")?;
    } else if was.id != is.id {
        let sentence = "These are two frameworks, not two versions of one: questions belong together \
                        where their ids are equal or a crosswalk of the second joins them.";
        out.line(sentence)?;
    }
    let counts = counts(&found);
    for fate in Fate::ALL {
        let Some((_, before_n, after_n)) = counts.get(&fate) else { continue };
        let questions = match fate {
            Fate::Same | Fate::Reworded | Fate::Removed => before_n.to_string(),
            Fate::New => after_n.to_string(),
            Fate::Split | Fate::Merged | Fate::Regrouped => format!("{before_n} → {after_n}"),
        };
        out.line(format!("\n{}: {questions}", crate::advice::sentence(fate.word())))?;
        for it in found.iter().filter(|it| it.fate == fate && fate != Fate::Same) {
            out.line(format!("  {}", became(before, after, it)))?;
        }
    }
    let rules = rules_changed(before, after);
    if !rules.is_empty() {
        out.line(format!(
            "\nAlso changed: {}. Equal answers may lead to another result.",
            rules.join(", ")
        ))?;
    }
    out.json(json!({
        "before": brief(before), "after": brief(after), "counts": told(&counts),
        "matches": found, "rules_changed": rules,
    }))
}

/// Puts counts into the shape for machines.
pub(in crate::cli) fn told(counts: &BTreeMap<Fate, (usize, usize, usize)>) -> Value {
    let one = |fate: Fate| {
        let (matches, before, after) = counts.get(&fate).copied().unwrap_or_default();
        let count = json!({ "matches": matches, "before": before, "after": after });
        (fate.word().to_owned(), count)
    };
    Value::Object(Fate::ALL.map(one).into_iter().collect())
}

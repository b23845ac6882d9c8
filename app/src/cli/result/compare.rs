//! `muster compare`: two reviews side by side.

use muster_model::{
    compare::{self, Comparison, Moved, Movement, Side},
    scoring::{ConditionOutcome, Exact},
    workspace::{Review, Workspace},
};
use serde_json::json;

use super::condition_text;
use crate::cli::{desk::Desk, failure::Failure, find, out::Out, words};

/// Where the framework got a newer version in between, questions are matched by their ids and its crosswalk.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Compare {
    /// The earlier review, by title or id
    before: String,
    /// The later review, by title or id
    after: String,
}

impl Compare {
    pub(in crate::cli) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let workspace = &shown.workspace;
        let (was, is) = (
            find::review(workspace, Some(&self.before))?,
            find::review(workspace, Some(&self.after))?,
        );
        let found = compare::compare(side(workspace, &was)?, side(workspace, &is)?);
        let framework = find::framework_of(workspace, &is)?;
        out.line(format!("{} → {}", was.title, is.title))?;
        let (before, after) = &found.tier;
        let (before, after) = (words::tier(before.as_ref()), words::tier(after.as_ref()));
        out.line(format!("\nTier: {before} → {after} ({})", word(found.movement)))?;
        flips(&found, out)?;
        let head = ["", "before", "after", ""].map(str::to_owned);
        let title = |it: &Moved| {
            framework
                .node(&it.id)
                .map_or_else(|| it.id.to_string(), |it| words::title(it).to_owned())
        };
        let mut rows = vec![Vec::from(head)];
        rows.extend(found.dimensions.iter().map(|it| row(title(it), it)));
        out.line("")?;
        out.table(&rows)?;
        changes(&found, out, &|it| {
            framework.node(&it.id).map_or_else(|| it.id.to_string(), words::name)
        })?;
        out.json(json!({ "before": was.id, "after": is.id, "comparison": found }))
    }
}

fn side<'a>(workspace: &'a Workspace, review: &'a Review) -> Result<Side<'a>, Failure> {
    let framework = find::framework_of(workspace, review)?;
    let outcome = review.result.as_deref().ok_or_else(|| {
        let headline = format!("{} has no result yet", review.title);
        Failure::failed(headline, "Sync first: part of the review is not here")
    })?;
    Ok(Side { framework, outcome })
}

fn flips(found: &Comparison, out: &mut Out) -> Result<(), Failure> {
    let decided = found.flipped.iter().filter(|it| it.decided);
    for flip in decided {
        let told = |it: &Option<ConditionOutcome>| {
            it.as_ref().map_or_else(|| "no such condition".to_owned(), condition_text)
        };
        out.line(format!("  {}, before: {}", flip.name, told(&flip.before)))?;
        out.line(format!("  {}, after:  {}", flip.name, told(&flip.after)))?;
    }
    Ok(())
}

fn row(title: String, moved: &Moved) -> Vec<String> {
    let figure =
        |it: &Option<Exact>| it.as_ref().map_or_else(|| "-".to_owned(), |it| it.display(2));
    vec![title, figure(&moved.before), figure(&moved.after), word(moved.movement).to_owned()]
}

/// Tells how many questions moved each way, and which those are that did.
fn changes(
    found: &Comparison,
    out: &mut Out,
    name: &dyn Fn(&Moved) -> String,
) -> Result<(), Failure> {
    let ways = [
        Movement::Improved,
        Movement::Regressed,
        Movement::New,
        Movement::NotReconfirmed,
        Movement::NoLongerApplies,
        Movement::Removed,
    ];
    let same = words::count(found.count(Movement::Unchanged), "question", "questions");
    out.line(format!("\n{same} unchanged"))?;
    for way in ways.into_iter().filter(|it| found.count(*it) > 0) {
        out.line(format!("\n{} ({}):", heading(way), found.count(way)))?;
        for it in found.questions.iter().filter(|it| it.movement == way) {
            let figure =
                |it: &Option<Exact>| it.as_ref().map_or_else(|| "-".to_owned(), super::figure);
            let (before, after) = (figure(&it.before), figure(&it.after));
            out.line(format!("  {}: {before} → {after}", name(it)))?;
        }
    }
    Ok(())
}

fn word(movement: Movement) -> &'static str {
    match movement {
        Movement::Improved => "improved",
        Movement::Regressed => "worse",
        Movement::Unchanged => "same",
        Movement::New => "new",
        Movement::NotReconfirmed => "not re-confirmed",
        Movement::NoLongerApplies => "no longer applies",
        Movement::Removed => "removed",
    }
}

fn heading(movement: Movement) -> String {
    crate::advice::sentence(word(movement))
}

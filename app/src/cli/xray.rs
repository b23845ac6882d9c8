//! `muster xray`: what to look at before anybody relies on the result.

use muster_model::xray::Finding;
use muster_sync::node::clock;
use serde_json::{Value, json};

use super::{
    desk::{Desk, Round},
    failure::Failure,
    out::Out,
};
use crate::xrayed;

/// Standing checks: what was claimed and never tested, what aged, who is missing, where one voice stands for all, what
/// was decided on answers that moved. It marks, and changes no figure.
#[derive(Debug, clap::Args)]
pub(super) struct Xray;

impl Xray {
    pub(super) fn run(desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let found = xrayed::findings(
            round.workspace(),
            &round.framework,
            &round.review,
            clock::now().date(),
        );
        out.line(format!("{}: {}", round.review.title, xrayed::headline(&found)))?;
        for it in &found {
            print(&round, it, out)?;
        }
        let told: Vec<Value> = found.iter().map(|it| told(&round, it)).collect();
        out.json(json!({ "review": round.review.id, "findings": told }))
    }
}

/// Prints a finding: what, where, why, and what puts it right.
pub(super) fn print(round: &Round, it: &Finding, out: &mut Out) -> Result<(), Failure> {
    let places = xrayed::places(round.workspace(), &round.framework, it);
    out.line(format!("\n{} ({}): {places}", it.check.what(), it.count()))?;
    out.line(format!("  {}", it.why))?;
    out.line(format!("  {}", fix(round, it)))
}

fn fix(round: &Round, it: &Finding) -> String {
    let first = it.questions.first().map(|it| xrayed::question(&round.framework, it));
    xrayed::command(it.check, first.as_deref())
}

/// Returns a finding for machines.
pub(super) fn told(round: &Round, it: &Finding) -> Value {
    let page = xrayed::page(it.check);
    json!({
        "check": it.check, "what": it.check.what(), "why": it.why, "questions": it.questions,
        "people": it.people, "actions": it.actions, "count": it.count(), "fix": fix(round, it), "page": page.word(),
    })
}

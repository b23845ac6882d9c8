//! `muster lift` and `muster result --what-if`: what would lead to the next tier, and what a change would lead to.

use muster_model::{
    framework::Framework,
    scoring::{self, Change, Inputs, NoLift, Outcome},
};
use serde_json::json;

use crate::cli::{
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};

/// It counts answers to change, not effort: which of them is worth it is for people to say.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Lift {
    /// Say only how many
    #[arg(long)]
    count: bool,
}

impl Lift {
    pub(in crate::cli) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let framework = &round.framework;
        let inputs = scored(&round)?;
        let lift = match scoring::lift(framework, inputs) {
            Ok(lift) => lift,
            Err(NoLift::AtTop) => {
                out.line("The highest tier is reached.")?;
                return out.json(json!({ "lift": null, "why": NoLift::AtTop.to_string() }));
            }
            Err(err @ (NoLift::NoLadder | NoLift::OutOfReach { .. })) => {
                let remedy = match &err {
                    NoLift::NoLadder => {
                        "`muster gaps` shows what each part asks for next, and what is short of its target"
                    }
                    NoLift::OutOfReach { .. } | NoLift::AtTop => {
                        "`muster result --explain` shows every rule with its numbers"
                    }
                };
                return Err(Failure::failed(crate::advice::sentence(&err.to_string()), remedy));
            }
        };
        let count = words::count(lift.steps.len(), "answer", "answers");
        let sure = if lift.is_smallest { "no smaller set does" } else { "not proven smallest" };
        out.line(format!("{} is {count} away ({sure})", lift.rung.name))?;
        for step in lift.steps.iter().filter(|_| !self.count) {
            let node = framework.node(&step.change.question);
            let title = node.map_or_else(|| step.change.question.to_string(), words::name);
            let option = |id| option(framework, node, id);
            let from = step.from.as_ref().map_or_else(|| "not answered".to_owned(), option);
            let proof = if step.change.proven { ", with proof" } else { "" };
            out.line(format!("  {title}: {from} → {}{proof}", option(&step.change.to)))?;
        }
        out.json(json!({ "lift": lift }))
    }
}

fn option(
    framework: &Framework,
    node: Option<&muster_model::framework::Node>,
    id: &muster_model::ids::OptionId,
) -> String {
    words::said(framework, node, &muster_model::answer::Said::Option(id.clone()))
}

/// Returns what was scored.
fn scored(round: &Round) -> Result<&Inputs, Failure> {
    round.review.inputs.as_deref().ok_or_else(|| {
        Failure::failed("There is no result yet", "Sync first: part of the review is not here")
    })
}

/// Computes the result as it would be if everybody said this: `QUESTION=LEVEL` each.
pub(super) fn what_if(round: &Round, wishes: &[String]) -> Result<Outcome, Failure> {
    let framework = &round.framework;
    let mut changes = Vec::new();
    for wish in wishes {
        let (question, level) = wish.split_once('=').ok_or_else(|| {
            let headline = format!("“{wish}” is not QUESTION=LEVEL");
            Failure::usage(headline, "Write it like `--what-if S2=4,S3=3`")
        })?;
        let node = find::question(framework, question.trim())?;
        let to = find::level(framework, node, level.trim())?.id.clone();
        changes.push(Change { question: node.id.clone(), to, proven: false });
    }
    Ok(scoring::what_if(framework, scored(round)?, &changes))
}

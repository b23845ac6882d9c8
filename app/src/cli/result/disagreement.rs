//! `muster disagreement`: where people say different things.

use muster_model::{
    answer::Stated,
    disagreement::{By, Disagreement, Perception, View, perception},
    ids::NodeId,
    scoring::Exact,
};
use serde_json::{Value, json};

use crate::cli::{
    desk::{Desk, Round},
    failure::Failure,
    out::Out,
    words,
};

/// Widest gaps told of each two groups.
const FEW: usize = 5;

/// In a blind review before the reveal it knows only what can be read on this device.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// All questions with two or more voices, also where people agree
    #[arg(long)]
    all: bool,
}

impl Show {
    pub(in crate::cli) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let rows: Vec<&Disagreement> = round
            .review
            .disagreements
            .iter()
            .filter(|it| it.is_any() || (self.all && it.n > 1) || it.unsure > 0)
            .collect();
        if rows.is_empty() {
            out.line("Nobody disagrees, as far as can be read here.")?;
        }
        for row in &rows {
            print(&round, row, out)?;
        }
        let gaps = gaps(&round);
        for it in &gaps {
            gap(&round, it, out)?;
        }
        if round.review.sealed {
            out.line("Sealed answers are not among these.")?;
        }
        let told: Vec<Value> = rows.iter().map(|it| told(&round, it)).collect();
        out.json(json!({
            "review": round.review.id, "sealed": round.review.sealed, "disagreements": told,
            "perception": gaps, "conflicts": conflicts(&round),
        }))
    }
}

fn print(round: &Round, row: &Disagreement, out: &mut Out) -> Result<(), Failure> {
    let question = round.framework.node(&row.question);
    let name = question.map_or_else(|| row.question.to_string(), words::name);
    let title = question.map_or("", words::title);
    let splits = if row.splits_tier { "  [splits a tier boundary]" } else { "" };
    out.line(format!("{name}  {title}{splits}"))?;
    let mut figures = vec![format!("n {}", row.n)];
    if let Some(median) = &row.median {
        figures.push(format!("median {}", median.display(2)));
    }
    if let Some((low, high)) = &row.range {
        figures.push(format!("from {} to {}", low.display(2), high.display(2)));
    }
    if row.unsure > 0 {
        figures.push(words::count(row.unsure, "unsure", "unsure"));
    }
    out.line(format!("    {}", figures.join(", ")))?;
    for voice in &row.voices {
        let lane = round.review.lanes.get(&voice.member);
        let stated = lane.and_then(|it| it.counted.get(&row.question));
        let note = stated.and_then(|it| it.now.answer.as_ref()).map_or("", |it| it.note.as_str());
        let said = muster_model::answer::Said::Option(voice.option.clone());
        let said = words::said(&round.framework, question, &said);
        let apart = if note.is_empty() { "" } else { ": " };
        let who = words::member(round.workspace(), voice.member);
        out.line(format!("    {who}  {said}{apart}{note}"))?;
    }
    Ok(())
}

/// How differently roles and teams see the same questions, the widest gap first.
fn gaps(round: &Round) -> Vec<Perception> {
    let inputs = round.review.inputs.as_deref().into_iter();
    let each = inputs.flat_map(|it| By::ALL.map(|by| perception(&round.framework, it, by)));
    each.flatten().collect()
}

fn gap(round: &Round, it: &Perception, out: &mut Out) -> Result<(), Failure> {
    let (one, other) = (&it.groups.0, &it.groups.1);
    let questions = words::count(it.gaps.len(), "question", "questions");
    out.line(format!(
        "\nPerception gap: {one} (n {}) and {other} (n {}), over {questions}",
        it.people.0, it.people.1
    ))?;
    let percent = (&it.mean * &Exact::count(100)).rounded(0);
    out.line(match (percent.is_zero(), percent.is_negative()) {
        (true, _) => "    on average both see the same".to_owned(),
        (false, false) => {
            format!("    on average {one} sees it better by {percent} % of the scale")
        }
        (false, true) => {
            format!("    on average {other} sees it better by {} % of the scale", -&percent)
        }
    })?;
    for row in it.gaps.iter().filter(|it| !it.difference.is_zero()).take(FEW) {
        let name = round.framework.node(&row.question);
        let name = name.map_or_else(|| row.question.to_string(), words::name);
        let (first, second) = (view(&row.sides.0), view(&row.sides.1));
        out.line(format!("    {name}  {one} {first}, {other} {second}"))?;
    }
    Ok(())
}

/// Says a median with its n, and the spread where there is more than one voice.
fn view(it: &View) -> String {
    let spread = it.range.as_ref().filter(|it| it.0 != it.1);
    let spread = spread.map_or_else(String::new, |it| {
        format!(", {} to {}", super::figure(&it.0), super::figure(&it.1))
    });
    format!("{} (n {}{spread})", super::figure(&it.median), it.n)
}

fn told(round: &Round, row: &Disagreement) -> Value {
    let voices: Vec<Value> = row
        .voices
        .iter()
        .map(|it| {
            json!({
                "member": it.member, "name": words::member(round.workspace(), it.member),
                "option": it.option, "value": it.value,
            })
        })
        .collect();
    json!({
        "question": row.question, "dimension": row.dimension, "n": row.n, "median": row.median,
        "range": row.range, "iqr": row.iqr, "splits_tier": row.splits_tier, "unsure": row.unsure,
        "voices": voices,
    })
}

/// Questions where one person's devices say different things.
fn conflicts(round: &Round) -> Vec<Value> {
    let mut all = Vec::new();
    for lane in round.review.lanes.values() {
        let mine = lane.answers.iter().filter(|(_, it)| Stated::is_conflict(it));
        let questions: Vec<&NodeId> = mine.map(|(id, _)| id).collect();
        if !questions.is_empty() {
            all.push(json!({ "member": lane.member, "questions": questions }));
        }
    }
    all
}

//! What people set out to do: every action with all that was entered, and what was set before.

use std::collections::BTreeSet;

use muster_model::plan::{Field, Grade, Origin};

use super::{Facts, cells, columns, pair, table};
use crate::{
    charts::matrix,
    report::{
        document::{Align, Block},
        facts::{Action, ActionStep},
    },
    screens::words,
};

/// Width of the picture.
const WIDE: f32 = 520.0;

/// Writes the plan: a table to look over, then each action at length.
pub(super) fn actions(facts: &Facts) -> Vec<Block> {
    if facts.actions.is_empty() {
        return Vec::new();
    }
    let mut out = vec![Block::Text(counted(facts))];
    out.extend(picture(facts));
    let head = columns(&[
        ("", 6, Align::End),
        ("Action", 38, Align::Start),
        ("Owner", 18, Align::Start),
        ("Due", 20, Align::Start),
        ("Impact", 14, Align::Start),
        ("Effort", 14, Align::Start),
        ("Status", 20, Align::Start),
    ]);
    let rows = facts.actions.iter().zip(1_usize..).map(|(it, number)| {
        cells([
            number.to_string(),
            it.title.clone(),
            some(&it.owner),
            it.due.map_or_else(|| "–".to_owned(), |it| it.to_string()),
            grade(it.impact),
            grade(it.effort),
            status(it),
        ])
    });
    out.push(table("", head, rows.collect()));
    for (it, number) in facts.actions.iter().zip(1_usize..) {
        out.push(Block::Heading(format!("{number} {}", it.title)));
        out.push(Block::Facts(told(it)));
        if !it.description.is_empty() {
            out.push(Block::Text(it.description.clone()));
        }
        for (field, values) in &it.torn {
            let said: Vec<String> = values
                .iter()
                .map(|it| match it.by.as_str() {
                    "" => it.words.clone(),
                    by => format!("{} by {by}", it.words),
                })
                .collect();
            out.push(Block::Note(format!(
                "Its {field} was set differently at the same time: {}. The first counts until it is set again.",
                said.join(", ")
            )));
        }
        if it.beyond {
            out.push(Block::Note(
                "A newer version of the program wrote something here that this one can't show."
                    .to_owned(),
            ));
        }
        let past = later(it);
        if !past.is_empty() {
            out.push(Block::List(past));
        }
    }
    out
}

/// Draws effort against impact of what is not closed and graded; the numbers are those of the table.
fn picture(facts: &Facts) -> Option<Block> {
    let place = |it: Grade| Grade::ALL.iter().position(|at| *at == it).unwrap_or(0);
    let dot = |(it, number): (&Action, usize)| {
        let (effort, impact) = (place(it.effort?), place(it.impact?));
        it.closed.is_none().then(|| matrix::Dot { number, title: it.title.clone(), effort, impact })
    };
    let dots: Vec<matrix::Dot> = facts.actions.iter().zip(1..).filter_map(dot).collect();
    let scene = || Block::Chart(matrix::matrix("Effort and impact", &dots, WIDE));
    (!dots.is_empty()).then(scene)
}

fn counted(facts: &Facts) -> String {
    let all = facts.actions.len();
    let closed = facts.actions.iter().filter(|it| it.closed.is_some()).count();
    let late = facts.actions.iter().filter(|it| it.overdue).count();
    let late = match late {
        0 => String::new(),
        n => format!(" {n} overdue on {}.", facts.review.as_of),
    };
    format!("{}, {closed} of them closed.{late}", words::count(all, "action", "actions"))
}

/// The actions to see to first, a line each.
pub(super) fn first_lines(facts: &Facts, most: usize) -> Vec<String> {
    let line = |it: &Action| {
        let owner = Some(&it.owner).filter(|it| !it.is_empty());
        let due = it.due.map(|it| format!("due {it}"));
        let more: Vec<String> = owner.cloned().into_iter().chain(due).collect();
        if more.is_empty() {
            it.title.clone()
        } else {
            format!("{} ({})", it.title, more.join(", "))
        }
    };
    facts.actions.iter().filter(|it| it.closed.is_none()).take(most).map(line).collect()
}

fn told(it: &Action) -> Vec<(String, String)> {
    let origin = match &it.origin {
        None => String::new(),
        Some(Origin::Gap(_)) => "A gap".to_owned(),
        Some(Origin::Disagreement(_)) => "A disagreement".to_owned(),
        Some(Origin::Finding(text)) => format!("A finding: {text}"),
    };
    let made = it.history.first().map(by).unwrap_or_default();
    let made = made.trim_start_matches([',', ' ']).to_owned();
    let mut out = vec![
        pair("About", &it.about),
        pair("Came from", &origin),
        pair("In review", &it.review_title),
        pair("Leads to", &it.lifts.join(", ")),
        pair("Written", &made),
    ];
    out.retain(|it| !it.1.is_empty());
    out
}

/// What was set after it was first written down, a line each.
fn later(it: &Action) -> Vec<String> {
    let begun = it.history.first().and_then(|it| it.said.at);
    let mut seen: BTreeSet<Field> = BTreeSet::new();
    let mut out = Vec::new();
    for it in &it.history {
        let again = !seen.insert(it.field) || !it.before.is_empty() || it.said.at != begun;
        out.extend(again.then(|| step(it)));
    }
    out
}

fn step(it: &ActionStep) -> String {
    let before = match it.before.as_slice() {
        [] => String::new(),
        some => format!(" (before: {})", some.join("; ")),
    };
    let field = match it.field {
        Field::Node => "about",
        Field::Title
        | Field::Description
        | Field::Origin
        | Field::Review
        | Field::Owner
        | Field::Due
        | Field::Effort
        | Field::Impact
        | Field::Status => it.field.name(),
    };
    format!("{}: {}{before}{}", words::capital(field), it.said.words, by(it))
}

fn by(it: &ActionStep) -> String {
    let at = it.said.at.map(|it| it.date().to_string());
    match (it.said.by.as_str(), at) {
        ("", None) => String::new(),
        ("", Some(at)) => format!(", on {at}"),
        (by, None) => format!(", {by}"),
        (by, Some(at)) => format!(", {by} on {at}"),
    }
}

fn status(it: &Action) -> String {
    let word = words::capital(it.status.word());
    match it.closed {
        Some(day) => format!("{word} on {day}"),
        None if it.overdue => format!("{word}, overdue"),
        None => word,
    }
}

fn grade(it: Option<Grade>) -> String {
    it.map_or("–", Grade::word).to_owned()
}

fn some(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

//! What people set out to do: every action with all that was entered, and what was set before.

use super::{Facts, cells, columns, pair, table};
use crate::{
    report::{
        document::{Align, Block},
        facts::{Action, ActionStep},
    },
    screens::words,
};
use muster_model::plan::{Grade, Origin};

/// Writes the plan: a table to look over, then each action at length.
pub(super) fn actions(facts: &Facts) -> Vec<Block> {
    if facts.actions.is_empty() {
        return Vec::new();
    }
    let mut out = vec![Block::Text(counted(facts))];
    let head = columns(&[
        ("Action", 40, Align::Start),
        ("Owner", 16, Align::Start),
        ("Due", 14, Align::Start),
        ("Impact", 11, Align::Start),
        ("Effort", 11, Align::Start),
        ("Status", 18, Align::Start),
        ("Leads to", 18, Align::Start),
    ]);
    let rows = facts.actions.iter().map(|it| {
        cells([
            it.title.clone(),
            some(&it.owner),
            it.due.map_or_else(|| "–".to_owned(), |it| it.to_string()),
            grade(it.impact),
            grade(it.effort),
            status(it),
            some(&it.lifts.join(", ")),
        ])
    });
    out.push(table("", head, rows.collect()));
    for it in &facts.actions {
        out.push(Block::Heading(it.title.clone()));
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
        let past: Vec<String> = it.history.iter().map(step).collect();
        if past.len() > 1 {
            out.push(Block::List(past));
        }
    }
    out
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
        pair("Owner", &it.owner),
        pair("Due", &it.due.map(|it| it.to_string()).unwrap_or_default()),
        pair("Impact", it.impact.map_or("", Grade::word)),
        pair("Effort", it.effort.map_or("", Grade::word)),
        pair("Status", &status(it)),
        pair("Leads to", &it.lifts.join(", ")),
        pair("Written", &made),
    ];
    out.retain(|it| !it.1.is_empty());
    out
}

fn step(it: &ActionStep) -> String {
    let before = match it.before.as_slice() {
        [] => String::new(),
        some => format!(" (before: {})", some.join("; ")),
    };
    format!("{}: {}{before}{}", words::capital(it.field.name()), it.said.words, by(it))
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

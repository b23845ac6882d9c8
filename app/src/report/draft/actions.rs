//! What people set out to do: every action with all that was entered, and what was set before.

use std::collections::BTreeSet;

use muster_model::plan::{Field, Grade, Origin};

use super::{Facts, cells, columns, pair, table, who};
use crate::{
    charts::matrix,
    report::{
        document::{Align, Block},
        facts::{Action, ActionComment, ActionStep},
    },
    say::say,
    screens::{plan, words},
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
        (say!("reports-action"), 38, Align::Start),
        (say!("reports-owner"), 18, Align::Start),
        (say!("reports-due"), 20, Align::Start),
        (say!("reports-impact"), 14, Align::Start),
        (say!("reports-effort"), 14, Align::Start),
        (say!("reports-status"), 20, Align::Start),
    ]);
    let rows = facts.actions.iter().zip(1_usize..).map(|(it, number)| {
        cells([
            number.to_string(),
            it.title.clone(),
            some(&it.owner),
            it.due.map_or_else(|| "–".to_owned(), words::day),
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
                    by => say!("reports-action-value-by", value = &it.words, name = by),
                })
                .collect();
            let (field, values) = (plan::data::field_word(*field), said.join(", "));
            out.push(Block::Note(say!("reports-action-torn", field = field, values = values)));
        }
        if it.beyond {
            out.push(Block::Note(say!("reports-action-beyond").to_owned()));
        }
        let past = later(it);
        if !past.is_empty() {
            out.push(Block::List(past));
        }
        if !it.comments.is_empty() {
            out.push(Block::List(it.comments.iter().map(comment).collect()));
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
    let scene = || Block::Chart(matrix::matrix(say!("reports-matrix"), &dots, WIDE));
    (!dots.is_empty()).then(scene)
}

fn counted(facts: &Facts) -> String {
    let all = facts.actions.len();
    let closed = facts.actions.iter().filter(|it| it.closed.is_some()).count();
    let late = facts.actions.iter().filter(|it| it.overdue).count();
    let counted = say!("reports-actions", n = all, closed = closed);
    match late {
        0 => counted,
        n => {
            let late = say!("reports-actions-late", n = n, day = words::day(facts.review.as_of));
            format!("{counted} {late}")
        }
    }
}

/// The actions to see to first, a line each.
pub(super) fn first_lines(facts: &Facts, most: usize) -> Vec<String> {
    let line = |it: &Action| {
        let owner = Some(&it.owner).filter(|it| !it.is_empty());
        let due = it.due.map(|it| say!("reports-action-due", day = words::day(it)));
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
        Some(Origin::Gap(_)) => say!("reports-origin-gap").to_owned(),
        Some(Origin::Disagreement(_)) => say!("reports-origin-disagreement").to_owned(),
        Some(Origin::Finding(text)) => say!("reports-origin-finding", text = text),
    };
    let made = it.history.first().map(by).unwrap_or_default();
    let made = made.trim_start_matches([',', ' ']).to_owned();
    let mut out = vec![
        pair(say!("reports-about"), &it.about),
        pair(say!("reports-came-from"), &origin),
        pair(say!("reports-in-review"), &it.review_title),
        pair(say!("reports-leads-to"), &it.lifts.join(", ")),
        pair(say!("reports-written"), &made),
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
        some => format!(" {}", say!("reports-action-before", values = some.join("; "))),
    };
    let field = plan::data::field_word(it.field);
    format!("{field}: {}{before}{}", it.said.words, by(it))
}

fn by(it: &ActionStep) -> String {
    let at = it.said.at.map(|it| words::day(it.date()));
    match (it.said.by.as_str(), at) {
        ("", None) => String::new(),
        ("", Some(at)) => format!(", {}", say!("reports-on", day = at)),
        (by, None) => format!(", {by}"),
        (by, Some(at)) => format!(", {}", say!("reports-by-on", name = by, day = at)),
    }
}

fn comment(it: &ActionComment) -> String {
    match it.at {
        Some(at) => {
            let (name, at) = (who(&it.by), words::moment(at));
            say!("reports-action-comment-at", name = name, at = at, text = &it.text)
        }
        None => say!("reports-action-comment", name = who(&it.by), text = &it.text),
    }
}

fn status(it: &Action) -> String {
    let word = words::capital(words::status(it.status));
    match it.closed {
        Some(day) => say!("words-status-on", status = word, day = words::day(day)),
        None if it.overdue => say!("reports-action-overdue", status = word),
        None => word,
    }
}

fn grade(it: Option<Grade>) -> String {
    it.map_or("–", words::grade).to_owned()
}

fn some(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

//! A document as Markdown: tables and lists, charts in words.

use super::document::{Align, Block, Card, Column, Document, Part, Table};
use crate::say::say;

/// Writes `document`.
pub(super) fn bytes(document: &Document) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, &format!("# {}", plain(&document.title)));
    line(&mut out, "");
    line(&mut out, &plain(&document.subtitle));
    if let Some(draft) = &document.draft {
        line(&mut out, &format!("\n> **{}**", plain(draft)));
    }
    facts(&mut out, &document.facts);
    for part in &document.parts {
        one(&mut out, part);
    }
    line(&mut out, "\n---\n");
    line(&mut out, &plain(&document.footer));
    out.into_bytes()
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn one(out: &mut String, part: &Part) {
    line(out, &format!("\n## {}", plain(part.section.title())));
    for it in &part.blocks {
        block(out, it);
    }
}

fn block(out: &mut String, it: &Block) {
    match it {
        Block::Heading(text) => line(out, &format!("\n### {}", plain(text))),
        Block::Text(text) => line(out, &format!("\n{}", plain(text))),
        Block::Note(text) => line(out, &format!("\n> {}", plain(text))),
        Block::List(all) => {
            line(out, "");
            for it in all {
                line(out, &format!("- {}", plain(it)));
            }
        }
        Block::Facts(all) => facts(out, all),
        Block::Tier(tier) => {
            let step = tier
                .step
                .map(|(at, of)| format!(" ({})", say!("reports-tier-of", n = at + 1, of = of)));
            let step = step.unwrap_or_default();
            line(out, &format!("\n**{}**{step}", plain(&tier.name)));
            if !tier.words.is_empty() {
                line(out, &format!("\n{}", plain(&tier.words)));
            }
        }
        Block::Table(it) => table(out, it),
        Block::Chart(scene) => line(out, &format!("\n*{}*", plain(&scene.describe()))),
        Block::Card(it) => card(out, it),
        Block::Signatures(all) => {
            for it in all {
                let date = say!("reports-date");
                line(out, &format!("\n{}: ____________________  {date}: __________", plain(it)));
            }
        }
    }
}

fn facts(out: &mut String, all: &[(String, String)]) {
    line(out, "");
    for (what, which) in all {
        line(out, &format!("- **{}**: {}", plain(what), plain(which)));
    }
}

fn table(out: &mut String, it: &Table) {
    line(out, "");
    if !it.caption.is_empty() {
        line(out, &format!("**{}**\n", plain(&it.caption)));
    }
    let heads: Vec<String> = it.columns.iter().map(|it| plain(&it.title)).collect();
    line(out, &format!("| {} |", heads.join(" | ")));
    let rule = |it: &Column| match it.align {
        Align::Start => "---",
        Align::Middle => ":-:",
        Align::End => "--:",
    };
    let rules: Vec<&str> = it.columns.iter().map(rule).collect();
    line(out, &format!("| {} |", rules.join(" | ")));
    for row in &it.rows {
        let cells: Vec<String> = row.iter().map(|it| plain(&it.text)).collect();
        line(out, &format!("| {} |", cells.join(" | ")));
    }
}

fn card(out: &mut String, it: &Card) {
    line(out, &format!("\n#### {}", plain(&it.title)));
    if !it.outcome.is_empty() {
        line(out, &format!("\n{}", plain(&it.outcome)));
    }
    line(out, "");
    for said in &it.said {
        // A plus begins an answer, and nothing else does: the file is checked by it.
        let people = if said.people > 1 {
            format!(" ({})", say!("reports-count-people", n = said.people))
        } else {
            String::new()
        };
        let mark = if said.people > 0 { "+" } else { "-" };
        line(out, &format!("{mark} **{}**{people}: {}", plain(&said.who), plain(&said.words)));
        for more in &said.more {
            line(out, &format!("  - {}", plain(more)));
        }
    }
}

/// Returns `text` on one line, with everything Markdown means something by made plain.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            it if it.is_control() => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    // A line must not begin as a list, a rule or a number would.
    if out.starts_with(['+', '-', '=', '!']) {
        out.insert(0, '\\');
    }
    out
}

//! A document as the template reads it: JSON, in letters that the fonts have.

use serde_json::{Value, json};

use crate::{
    report::{
        document::{Align, Block, Card, Cell, Document, Said, Table},
        html::colours,
    },
    say::say,
};

/// Says which letters can be shown.
type Shows<'a> = &'a dyn Fn(char) -> bool;

/// Returns year, month and day of `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Option<[u16; 3]> {
    let mut parts = text.split('-').map(|it| it.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// Puts `document` into words for the template; letters that can't be shown are counted and told of.
pub(super) fn of(document: &Document, logo: Option<&str>, shows: Shows<'_>) -> Value {
    let mut teller = Teller { shows, lost: 0, level: 1, below: 1 };
    let mut parts: Vec<Value> = document
        .parts
        .iter()
        .map(|part| {
            teller.level = if document.one_page { 1 } else { 2 };
            teller.below = teller.level;
            let blocks: Vec<Value> = part.blocks.iter().map(|it| teller.block(it)).collect();
            json!({ "title": part.section.title(), "blocks": blocks })
        })
        .collect();
    let mut out = json!({
        "title": teller.text(&document.title),
        "subtitle": teller.text(&document.subtitle),
        "workspace": teller.text(&document.workspace),
        "date": date(&document.date).unwrap_or([2000, 1, 1]),
        "day": document.day,
        "draft": document.draft.as_ref().map(|it| teller.text(it)),
        "footer": teller.text(&document.footer),
        "facts": teller.pairs(&document.facts),
        "logo": logo,
        "language": crate::say::tongue().code(),
        "words": {
            "draft": say!("reports-watermark"),
            "name": say!("reports-name"),
            "signature": say!("reports-signature"),
            "date": say!("reports-date"),
            "logo": say!("report-logo"),
        },
        "one-page": document.one_page,
    });
    if teller.lost > 0 {
        let text = say!("reports-letters-lost", n = teller.lost);
        let block = json!({ "kind": "note", "text": teller.text(&text) });
        parts.push(json!({ "title": say!("reports-letters"), "blocks": [block] }));
    }
    if let Some(object) = out.as_object_mut() {
        object.insert("parts".to_owned(), Value::Array(parts));
    }
    out
}

struct Teller<'a> {
    shows: Shows<'a>,
    lost: usize,
    /// The level a heading within the part has.
    level: u8,
    /// The level a card's heading has: one below, once there was such a heading.
    below: u8,
}

impl Teller<'_> {
    /// Returns `text` in letters the fonts have.
    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter == '\n' || (self.shows)(letter) {
                out.push(letter);
            } else if letter.is_whitespace() {
                out.push(' ');
            } else if !letter.is_control() && !is_mark(letter) {
                self.lost += 1;
                out.push(if (self.shows)('□') { '□' } else { '?' });
            }
        }
        out
    }

    fn texts(&mut self, all: &[String]) -> Vec<String> {
        all.iter().map(|it| self.text(it)).collect()
    }

    fn pairs(&mut self, all: &[(String, String)]) -> Vec<[String; 2]> {
        all.iter().map(|(what, which)| [self.text(what), self.text(which)]).collect()
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Heading(text) => self.heading(text),
            Block::Text(text) => json!({ "kind": "text", "text": self.text(text) }),
            Block::Note(text) => json!({ "kind": "note", "text": self.text(text) }),
            Block::List(all) => json!({ "kind": "list", "items": self.texts(all) }),
            Block::Facts(all) => json!({ "kind": "facts", "items": self.pairs(all) }),
            Block::Tier(it) => json!({
                "kind": "tier", "name": self.text(&it.name), "words": self.text(&it.words), "step": step(it.step),
            }),
            Block::Table(it) => self.table(it),
            Block::Chart(scene) => json!({
                "kind": "chart", "svg": self.text(&scene.svg()), "alt": self.text(&scene.describe()),
                "width": scene.width,
            }),
            Block::Card(it) => self.card(it),
            Block::Signatures(all) => json!({ "kind": "signatures", "items": self.texts(all) }),
        }
    }

    fn heading(&mut self, text: &str) -> Value {
        let level = self.level;
        self.below = level + 1;
        json!({ "kind": "heading", "text": self.text(text), "level": level })
    }

    fn table(&mut self, it: &Table) -> Value {
        let columns: Vec<Value> = it
            .columns
            .iter()
            .map(|column| {
                let align = match column.align {
                    Align::Start => "start",
                    Align::Middle => "middle",
                    Align::End => "end",
                };
                json!({ "title": self.text(&column.title), "share": column.share, "align": align })
            })
            .collect();
        let mut cell = |it: &Cell| json!({ "text": self.text(&it.text), "step": step(it.step) });
        let rows: Vec<Vec<Value>> =
            it.rows.iter().map(|row| row.iter().map(&mut cell).collect()).collect();
        json!({ "kind": "table", "caption": self.text(&it.caption), "columns": columns, "rows": rows })
    }

    fn card(&mut self, it: &Card) -> Value {
        let said: Vec<Value> = it.said.iter().map(|it| self.said(it)).collect();
        json!({
            "kind": "card", "title": self.text(&it.title), "outcome": self.text(&it.outcome),
            "said": said, "level": self.below,
        })
    }

    fn said(&mut self, it: &Said) -> Value {
        json!({
            "who": self.text(&it.who), "words": self.text(&it.words), "step": step(it.step),
            "more": self.texts(&it.more),
        })
    }
}

/// Marks that change how the letter before them looks, and are no letter of their own.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

fn step(step: Option<(usize, usize)>) -> Value {
    step.map_or(Value::Null, |(at, of)| {
        let [on, ink] = colours(at, of);
        let words = say!("reports-tier-of", n = at + 1, of = of);
        json!({ "place": at, "of": of, "on": on, "ink": ink, "told": words })
    })
}

//! A document as one HTML file: no script, nothing fetched, charts inside.

use std::fmt::{self, Write as _};

use data_encoding::BASE64;

use super::{
    document::{Align, Block, Card, Cell, Document, Part, Said, Table, Tier},
    logo::Kind,
};
use crate::{
    say::{self, say},
    theme::{self, Contrast, Tokens},
};

/// Writes `document`.
pub(super) fn bytes(document: &Document, style: &str) -> Vec<u8> {
    let mut out = Page(String::new());
    let language = say::tongue().code();
    out.add(format_args!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"
    ));
    out.0.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    out.put("title", "", &format!("{} · {}", document.title, document.subtitle));
    out.0.push_str("<style>\n");
    out.0.push_str(style);
    out.0.push_str("</style>\n</head>\n<body>\n");
    out.head(document);
    for part in &document.parts {
        out.part(part);
    }
    out.put("footer", "", &document.footer);
    out.0.push_str("</body>\n</html>\n");
    out.0.into_bytes()
}

/// What was written so far.
struct Page(String);

impl Page {
    /// Writes an element that holds only words.
    fn put(&mut self, tag: &str, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.add(format_args!("<{tag}{class}>{}</{tag}>\n", escaped(text)));
    }

    /// Writing to a string cannot fail.
    fn add(&mut self, what: fmt::Arguments<'_>) {
        if self.0.write_fmt(what).is_err() {
            tracing::error!("a string could not grow");
        }
    }

    fn open(&mut self, tag: &str) {
        self.add(format_args!("<{tag}>\n"));
    }

    fn head(&mut self, document: &Document) {
        if let Some(draft) = &document.draft {
            self.put("div", "draft", draft);
        }
        self.open("header");
        if let Some(logo) = &document.logo {
            let kind = match logo.kind() {
                Kind::Png => "png",
                Kind::Jpeg => "jpeg",
            };
            let data = BASE64.encode(logo.bytes());
            self.add(format_args!("<img alt=\"Logo\" src=\"data:image/{kind};base64,{data}\">\n"));
        }
        self.put("p", "over", &document.workspace);
        self.put("h1", "", &document.title);
        self.put("p", "over", &document.subtitle);
        self.facts(&document.facts);
        if document.parts.len() > 1 {
            let contents = escaped(say!("reports-contents"));
            self.add(format_args!("<nav aria-label=\"{contents}\"><ol>\n"));
            for part in &document.parts {
                let (id, title) = (part.section.id(), part.section.title());
                self.add(format_args!("<li><a href=\"#{id}\">{}</a></li>\n", escaped(title)));
            }
            self.0.push_str("</ol></nav>\n");
        }
        self.open("/header");
    }

    fn part(&mut self, part: &Part) {
        self.add(format_args!("<section id=\"{}\">\n", part.section.id()));
        self.put("h2", "", part.section.title());
        for block in &part.blocks {
            self.block(block);
        }
        self.open("/section");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.put("h3", "", text),
            Block::Text(text) => self.put("p", "", text),
            Block::Note(text) => self.put("p", "note", text),
            Block::List(all) => {
                self.open("ul");
                for it in all {
                    self.put("li", "", it);
                }
                self.open("/ul");
            }
            Block::Facts(all) => self.facts(all),
            Block::Tier(tier) => self.tier(tier),
            Block::Table(table) => self.table(table),
            Block::Chart(scene) => {
                self.open("figure");
                self.0.push_str(&scene.svg());
                self.open("/figure");
            }
            Block::Card(card) => self.card(card),
            Block::Signatures(all) => {
                self.0.push_str("<div class=\"sign\">\n");
                for it in all {
                    self.put("div", "", &say!("reports-sign-here", name = it));
                    self.put("div", "", say!("reports-date"));
                }
                self.open("/div");
            }
        }
    }

    fn facts(&mut self, all: &[(String, String)]) {
        self.open("dl");
        for (what, which) in all {
            self.put("dt", "", what);
            self.put("dd", "", which);
        }
        self.open("/dl");
    }

    fn tier(&mut self, tier: &Tier) {
        self.0.push_str("<div class=\"tier\">\n");
        let style = tier.step.map(style_of).unwrap_or_default();
        self.add(format_args!("<span class=\"name\"{style}>{}</span>\n", escaped(&tier.name)));
        if let Some((at, of)) = tier.step {
            self.put("span", "over", &say!("reports-tier-of", n = at + 1, of = of));
        }
        self.open("/div");
        if !tier.words.is_empty() {
            self.put("p", "", &tier.words);
        }
    }

    fn table(&mut self, table: &Table) {
        self.open("table");
        if !table.caption.is_empty() {
            self.put("caption", "", &table.caption);
        }
        self.0.push_str("<thead><tr>");
        for column in &table.columns {
            let class = class_of(column.align);
            self.add(format_args!("<th scope=\"col\"{class}>{}</th>", escaped(&column.title)));
        }
        self.0.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.0.push_str("<tr>");
            for (cell, column) in row.iter().zip(&table.columns) {
                self.add(format_args!("<td{}>{}</td>", class_of(column.align), cell_of(cell)));
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</tbody>\n");
        self.open("/table");
    }

    fn card(&mut self, card: &Card) {
        self.0.push_str("<article class=\"card\">\n");
        self.put("h4", "", &card.title);
        if !card.outcome.is_empty() {
            self.put("p", "out", &card.outcome);
        }
        self.open("ul");
        for it in &card.said {
            self.said(it);
        }
        self.open("/ul");
        self.open("/article");
    }

    fn said(&mut self, it: &Said) {
        let chip = it.step.map(chip).unwrap_or_default();
        // The number of people is what the file is checked by.
        self.add(format_args!(
            "<li data-people=\"{}\">{chip} <b>{}</b>: {}",
            it.people,
            escaped(&it.who),
            escaped(&it.words)
        ));
        for line in &it.more {
            self.put("p", "more", line);
        }
        self.0.push_str("</li>\n");
    }
}

fn cell_of(cell: &Cell) -> String {
    match cell.step {
        Some(step) => {
            format!("<span class=\"step\"{}>{}</span>", style_of(step), escaped(&cell.text))
        }
        None => escaped(&cell.text),
    }
}

fn chip(step: (usize, usize)) -> String {
    format!("<span class=\"step\"{}>{}</span>", style_of(step), step.0 + 1)
}

fn class_of(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Middle => " class=\"middle\"",
        Align::End => " class=\"end\"",
    }
}

fn style_of((at, of): (usize, usize)) -> String {
    let [on, ink] = colours(at, of);
    format!(" style=\"background:{on};color:{ink}\"")
}

/// Returns the colour of a level on paper and the ink to write on it, as `#rrggbb`.
pub(super) fn colours(at: usize, of: usize) -> [String; 2] {
    let pair = theme::ramp(Tokens::of(egui::Theme::Light, Contrast::Normal), at, of);
    [pair.on, pair.ink].map(|it| format!("#{:02x}{:02x}{:02x}", it.r(), it.g(), it.b()))
}

/// Returns `text` as HTML shows it: without what HTML means something by, and without control letters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|it| !it.is_control() || *it == '\n') {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

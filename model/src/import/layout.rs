//! A framework as rows of a spreadsheet, and back: what the framework builder writes and reads.
//!
//! Each row says in `row` what it is: `framework` (one key of the header), `node`, `scale`, `option`, or one of the
//! lists of the rules. Words stand in a column for each language (`text:en`, `anchor:en:level1`); what has no column
//! stands as JSON in `data`; a column nobody knows belongs to the node and is kept. **Invariant:** what
//! [`lines_of`] writes, [`tree_of`] reads back, whatever is in it.

mod read;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub(super) use self::read::tree_of;
use super::{sheet::cell, table::Table};
use crate::{framework::Pack, scoring::Exact};

/// Which keys of a part have columns.
struct Shape {
    /// One word or number.
    plain: &'static [&'static str],
    /// Text by language, and the word in its columns.
    words: &'static [(&'static str, &'static str)],
    /// Text by option and language.
    by_option: &'static [(&'static str, &'static str)],
    /// Where other keys go.
    rest: Rest,
}

/// Where keys go that have no column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Into columns of their own.
    Columns,
    /// Into `data`.
    Data,
}

const NODE: Shape = Shape {
    plain: &[
        "kind",
        "ref",
        "assessable",
        "scale",
        "answer",
        "level",
        "weight",
        "points",
        "points_partial",
        "na_needs",
        "met_needs",
        "status",
    ],
    words: &[("text", "text"), ("guidance", "guidance")],
    by_option: &[("anchors", "anchor"), ("recommendation", "advice")],
    rest: Rest::Columns,
};
const SCALE: Shape = Shape { plain: &["na"], words: &[], by_option: &[], rest: Rest::Data };
const OPTION: Shape = Shape {
    plain: &["value", "met", "credit"],
    words: &[("label", "text")],
    by_option: &[],
    rest: Rest::Data,
};
/// Columns every row may have.
const COMMON: [&str; 5] = ["row", "id", "parent", "tags", "data"];
/// Keys of nodes that stand in `data`.
const INSIDE: [&str; 3] = ["evidence", "depends_on", "children"];

/// Lists of the pack that are kept as they are, one row for each item.
const LISTS: [(&str, &str); 5] = [
    ("measures", "measure"),
    ("ladders", "ladder"),
    ("cadence", "cadence"),
    ("benchmarks", "benchmark"),
    ("mappings", "mapping"),
];

/// Deepest tree that a framework may have.
const MAX_DEPTH: usize = 24;

/// A row to be written: what it is, and its cells by column.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) cells: BTreeMap<String, String>,
}

impl Line {
    fn of(row: &str, id: &str) -> Self {
        let mut line = Self::default();
        line.set("row", row.to_owned());
        line.set("id", id.to_owned());
        line
    }

    fn set(&mut self, column: &str, cell: String) {
        if !cell.is_empty() {
            self.cells.insert(column.to_owned(), cell);
        }
    }

    /// What the row is.
    pub(super) fn sort(&self) -> &str {
        self.cells.get("row").map_or("", String::as_str)
    }
}

/// Returns the rows of a pack.
pub(super) fn lines_of(pack: &Pack) -> Vec<Line> {
    // Every key of the model is text, so nothing in a pack fails to serialise.
    let Ok(Value::Object(mut whole)) = serde_json::to_value(pack) else { return Vec::new() };
    let mut take = |key: &str| whole.remove(key).unwrap_or_default();
    let (nodes, scales, baselines) = (take("nodes"), take("scales"), take("baselines"));
    let lists: Vec<(&str, Value)> = LISTS.iter().map(|it| (it.1, take(it.0))).collect();
    let mut out = Vec::new();
    for (key, value) in whole {
        let mut line = Line::of("framework", &key);
        let words =
            ["title", "purpose"].contains(&key.as_str()).then(|| words(&mut line, "text", &value));
        if words != Some(true) {
            line.set("data", encoded(&value));
        }
        out.push(line);
    }
    for (name, scale) in entries(scales) {
        scale_lines(&name, scale, &mut out);
    }
    for node in items(nodes) {
        node_lines(node, "", &mut out);
    }
    for (name, baseline) in entries(baselines) {
        let mut line = Line::of("baseline", &name);
        line.set("data", baseline.to_string());
        out.push(line);
    }
    for (sort, list) in lists {
        for item in items(list) {
            let mut line = Line::of(sort, "");
            line.set("data", item.to_string());
            out.push(line);
        }
    }
    out
}

fn entries(value: Value) -> Map<String, Value> {
    if let Value::Object(it) = value { it } else { Map::new() }
}

fn items(value: Value) -> Vec<Value> {
    if let Value::Array(it) = value { it } else { Vec::new() }
}

fn scale_lines(name: &str, scale: Value, out: &mut Vec<Line>) {
    let mut scale = entries(scale);
    let options = items(scale.remove("options").unwrap_or_default());
    let mut line = Line::of("scale", name);
    fill(&mut line, scale, &SCALE);
    out.push(line);
    for option in options {
        let mut option = entries(option);
        let id = option.remove("id").unwrap_or_default();
        let mut line = Line::of("option", id.as_str().unwrap_or_default());
        line.set("parent", name.to_owned());
        fill(&mut line, option, &OPTION);
        out.push(line);
    }
}

fn node_lines(node: Value, parent: &str, out: &mut Vec<Line>) {
    let mut node = entries(node);
    let children = items(node.remove("children").unwrap_or_default());
    let id = node.remove("id").unwrap_or_default();
    let id = id.as_str().unwrap_or_default().to_owned();
    let mut line = Line::of("node", &id);
    line.set("parent", parent.to_owned());
    fill(&mut line, node, &NODE);
    out.push(line);
    for child in children {
        node_lines(child, &id, out);
    }
}

/// Spreads the keys of a part over the cells of its row.
fn fill(line: &mut Line, mut part: Map<String, Value>, shape: &Shape) {
    for (key, column) in shape.words {
        if part.get(*key).is_some_and(|it| words(line, column, it)) {
            part.remove(*key);
        }
    }
    for (key, column) in shape.by_option {
        if part.get(*key).is_some_and(|it| words_by_option(line, column, it)) {
            part.remove(*key);
        }
    }
    for key in shape.plain {
        match part.remove(*key) {
            Some(Value::Bool(it)) => line.set(key, if it { "yes" } else { "no" }.to_owned()),
            Some(Value::Number(it)) => line.set(key, it.to_string()),
            Some(Value::String(it)) => line.set(key, it),
            Some(other) => drop(part.insert((*key).to_owned(), other)),
            None => {}
        }
    }
    let mut rest = Map::new();
    for (key, value) in part {
        if shape.rest == Rest::Columns && key == "tags" {
            line.set("tags", joined(&value));
        } else if shape.rest == Rest::Columns && is_column(&key) && !has_column(&key) {
            line.set(&key, encoded(&value));
        } else {
            rest.insert(key, value);
        }
    }
    if !rest.is_empty() {
        line.set("data", Value::Object(rest).to_string());
    }
}

/// Says whether a key can head a column.
fn is_column(key: &str) -> bool {
    !key.is_empty()
        && key.trim() == key
        && key.len() <= 80
        && !key.contains(char::is_control)
        && cell::unguard(&cell::guard(key)) == key
        && !key.starts_with('\'')
}

/// Says whether a key, as a header, means something in this layout.
fn has_column(key: &str) -> bool {
    let head = key.split(':').next().unwrap_or_default();
    let shapes = [NODE, SCALE, OPTION];
    COMMON.contains(&key)
        || INSIDE.contains(&key)
        || shapes.iter().any(|shape| {
            let mut words = shape.words.iter().chain(shape.by_option);
            shape.plain.contains(&key) || words.any(|it| it.0 == key || it.1 == head)
        })
}

/// Writes text by language; says whether all of it fits into columns.
fn words(line: &mut Line, column: &str, value: &Value) -> bool {
    let Some(by_language) = value.as_object() else { return false };
    let fits = |(language, words): (&String, &Value)| {
        is_column(language)
            && !language.contains(':')
            && words.as_str().is_some_and(|it| !it.is_empty())
    };
    if !by_language.iter().all(fits) {
        return false;
    }
    for (language, words) in by_language {
        line.set(&format!("{column}:{language}"), words.as_str().unwrap_or_default().to_owned());
    }
    true
}

fn words_by_option(line: &mut Line, column: &str, value: &Value) -> bool {
    let Some(by_option) = value.as_object() else { return false };
    let mut cells = Vec::new();
    for (option, texts) in by_option {
        let texts = texts.as_object().filter(|it| !it.is_empty());
        for (language, words) in texts.into_iter().flatten() {
            let words = words.as_str().filter(|it| !it.is_empty());
            let Some(words) = words.filter(|_| is_column(language) && !language.contains(':'))
            else {
                return false;
            };
            cells.push((format!("{column}:{language}:{option}"), words.to_owned()));
        }
        if texts.is_none() || !is_column(option) {
            return false;
        }
    }
    for (column, words) in cells {
        line.set(&column, words);
    }
    true
}

/// Writes a list of words into one cell; as JSON where joining would change it.
fn joined(value: &Value) -> String {
    let words: Option<Vec<String>> = value
        .as_array()
        .map(|it| it.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect());
    let words = words.unwrap_or_default();
    let plain = cell::join(&words);
    if cell::split(&plain) == words && !plain.starts_with('[') { plain } else { value.to_string() }
}

/// Writes text as it is, and everything else (and text that looks like it) as JSON.
fn encoded(value: &Value) -> String {
    match value.as_str() {
        Some(text) if is_plain(text) => text.to_owned(),
        Some(_) | None => value.to_string(),
    }
}

fn is_plain(text: &str) -> bool {
    let like_json = text.trim_start().starts_with(['{', '[']);
    !text.is_empty() && !like_json && serde_json::from_str::<Value>(text).is_err()
}

/// Keeps a spreadsheet from running what is written, but leaves numbers alone.
pub(super) fn guarded(text: &str) -> String {
    let number = text.parse::<Exact>().is_ok() && !text.starts_with('+');
    if number { text.to_owned() } else { cell::guard(text) }
}

/// Says whether a table is of this layout.
pub(super) fn is_layout(table: &Table) -> bool {
    let has = |name: &str| table.header.iter().any(|it| it == name);
    has_rows(table)
        && (has("data") || has("parent") || table.header.iter().any(|it| it.starts_with("text:")))
}

/// Says whether a table may be one sheet of this layout.
fn has_rows(table: &Table) -> bool {
    ["row", "id"].iter().all(|name| table.header.iter().any(|it| it == name))
}

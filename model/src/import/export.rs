//! A framework for the builder: as CSV or XLSX to be edited in a spreadsheet, or as YAML.
//!
//! **Invariant:** importing what is written here gives the same framework, unknown keys included.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    layout::{self, Line, guarded},
    sheet::cell,
    workbook,
};
use crate::framework::Framework;

/// Why a framework was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A workbook can't hold it, for instance because a cell has more than 32,767 characters.
    #[error("a workbook can't hold it: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Columns in the order people read them; all others follow by name.
const ORDER: [&str; 22] = [
    "row",
    "id",
    "parent",
    "kind",
    "ref",
    "text",
    "guidance",
    "assessable",
    "scale",
    "answer",
    "level",
    "weight",
    "points",
    "points_partial",
    "tags",
    "status",
    "value",
    "met",
    "credit",
    "anchor",
    "advice",
    "data",
];

/// Writes a framework as one sheet.
pub fn csv(framework: &Framework) -> Vec<u8> {
    let lines = layout::lines_of(framework.pack());
    let all: Vec<&Line> = lines.iter().collect();
    let mut out = String::new();
    for row in rows_of(&all) {
        cell::push_record(&mut out, row.iter().map(String::as_str));
    }
    out.into_bytes()
}

/// Writes a framework as a workbook: the tree, the scales, and everything else on a sheet each.
///
/// # Errors
///
/// The workbook could not be packed.
pub fn xlsx(framework: &Framework) -> Result<Vec<u8>, ExportError> {
    let lines = layout::lines_of(framework.pack());
    let sheet = |wanted: &dyn Fn(&str) -> bool| {
        let lines: Vec<&Line> = lines.iter().filter(|it| wanted(it.sort())).collect();
        rows_of(&lines)
    };
    let is_scale = |it: &str| ["scale", "option"].contains(&it);
    let sheets = [
        ("nodes".to_owned(), sheet(&|it| it == "node")),
        ("scales".to_owned(), sheet(&is_scale)),
        ("framework".to_owned(), sheet(&|it| it != "node" && !is_scale(it))),
    ];
    let filled: Vec<(String, Vec<Vec<String>>)> =
        sheets.into_iter().filter(|it| it.1.len() > 1).collect();
    Ok(workbook::write(&filled)?)
}

/// Writes a framework as a pack in YAML.
pub fn yaml(framework: &Framework) -> Vec<u8> {
    // Every key of the model is text, so nothing in a pack fails to serialise.
    let value = serde_json::to_value(framework.pack()).unwrap_or_default();
    let mut out = String::new();
    if let Value::Object(entries) = &value {
        let first = ["muster_pack", "id", "version", "title"];
        let begin = first.iter().filter_map(|it| Some((*it, entries.get(*it)?)));
        let rest = entries.iter().filter(|it| !first.contains(&it.0.as_str()));
        for (key, value) in begin.chain(rest.map(|it| (it.0.as_str(), it.1))) {
            entry(&mut out, 0, key, value);
        }
    }
    out.into_bytes()
}

/// Lays rows out below one header.
fn rows_of(lines: &[&Line]) -> Vec<Vec<String>> {
    let used: BTreeSet<&str> =
        lines.iter().flat_map(|it| it.cells.keys()).map(String::as_str).collect();
    let rank = |column: &str| {
        let head = column.split(':').next().unwrap_or_default();
        ORDER.iter().position(|it| *it == column || (*it == head && column.contains(':')))
    };
    let mut columns: Vec<&str> = used.into_iter().collect();
    columns.sort_by_key(|it| (rank(it).unwrap_or(ORDER.len()), *it));
    let mut out = vec![columns.iter().map(|it| cell::guard(it)).collect()];
    for line in lines {
        let cell = |it: &&str| line.cells.get(*it).map(|it| guarded(it)).unwrap_or_default();
        out.push(columns.iter().map(cell).collect());
    }
    out
}

fn entry(out: &mut String, depth: usize, key: &str, value: &Value) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&quoted(key));
    out.push(':');
    block(out, depth, value);
}

/// Writes a value behind a key or a dash.
fn block(out: &mut String, depth: usize, value: &Value) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                out.push_str(&"  ".repeat(depth + 1));
                out.push('-');
                in_item(out, depth + 1, item);
            }
        }
        Value::Object(entries) if !entries.is_empty() => {
            out.push('\n');
            for (key, value) in entries {
                entry(out, depth + 1, key, value);
            }
        }
        Value::String(text) => {
            out.push(' ');
            out.push_str(&quoted(text));
            out.push('\n');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            out.push(' ');
            out.push_str(&value.to_string());
            out.push('\n');
        }
    }
}

/// Writes an item of a list; a table begins on the line of the dash.
fn in_item(out: &mut String, depth: usize, item: &Value) {
    let Value::Object(entries) = item else { return block(out, depth, item) };
    if entries.is_empty() {
        return block(out, depth, item);
    }
    // Names first, so that a reader sees what it is about.
    let sorted: BTreeMap<(bool, &str), &Value> =
        entries.iter().map(|(key, value)| ((key != "id", key.as_str()), value)).collect();
    for (index, ((_, key), value)) in sorted.into_iter().enumerate() {
        out.push_str(&if index == 0 { " ".to_owned() } else { "  ".repeat(depth + 1) });
        out.push_str(&quoted(key));
        out.push(':');
        block(out, depth + 1, value);
    }
}

/// Writes a word plainly where it can't be taken for anything else, else in quotes.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-.".contains(&it))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { yaml_string(text) }
}

/// JSON quotes text the way YAML reads it, but for a few characters that YAML wants escaped.
fn yaml_string(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    let mut out = String::with_capacity(json.len());
    for char in json.chars() {
        let printable = !matches!(
            char,
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
        if printable {
            out.push(char);
        } else {
            out.push_str(&["\\u", &format!("{:04x}", u32::from(char))].concat());
        }
    }
    out
}

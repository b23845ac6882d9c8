//! Rows of a spreadsheet → the tree of a pack; each value knows its row.

use std::collections::BTreeMap;

use super::{LISTS, MAX_DEPTH, NODE, OPTION, Rest, SCALE, Shape, has_column, has_rows};
use crate::{
    framework::parse::{
        json,
        tree::{Data, Entry, Limits, Located},
    },
    import::{
        ImportError, Trouble,
        sheet::cell,
        table::{Row, Table},
    },
};

/// Puts the rows of all tables together to the tree of a pack; each value knows its line.
pub(in crate::import) fn tree_of(path: &str, tables: &[Table]) -> Result<Located, ImportError> {
    let mut gather = Gather { path, ..Gather::default() };
    for table in tables.iter().filter(|it| has_rows(it)) {
        for row in &table.rows {
            gather.row(table, row)?;
        }
    }
    gather.tree()
}

#[derive(Default)]
struct Gather<'a> {
    path: &'a str,
    top: Vec<Entry>,
    lists: BTreeMap<&'static str, Vec<Located>>,
    tables: BTreeMap<&'static str, Vec<Entry>>,
    options: BTreeMap<String, Vec<Located>>,
    nodes: Vec<Planted>,
}

/// A node with the id of its parent.
struct Planted {
    id: String,
    parent: String,
    line: u32,
    entries: Vec<Entry>,
}

/// A row with its cells by column, guards taken away.
struct Cells<'a> {
    line: u32,
    by_column: Vec<(&'a str, &'a str)>,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        self.by_column.iter().find(|it| it.0 == column).map_or("", |it| it.1)
    }

    fn text(&self, words: &str) -> Located {
        Located { line: self.line, data: Data::Text(words.to_owned()) }
    }

    fn entry(&self, key: &str, value: Located) -> Entry {
        Entry { key: key.to_owned(), line: self.line, value }
    }

    fn table(&self, entries: Vec<Entry>) -> Located {
        Located { line: self.line, data: Data::Table(entries) }
    }
}

impl Gather<'_> {
    fn fail<T>(&self, line: u32, what: String, hint: &str) -> Result<T, ImportError> {
        Err(ImportError::Unsound(Trouble::of(self.path, Some(line), what, hint)))
    }

    fn row(&mut self, table: &Table, row: &Row) -> Result<(), ImportError> {
        let columns = table.header.iter().map(|it| cell::unguard(it));
        let filled = columns.enumerate().map(|it| (it.1, cell::unguard(row.cell(it.0))));
        let by_column = filled.filter(|it| !it.0.is_empty() && !it.1.is_empty()).collect();
        let cells = Cells { line: row.line, by_column };
        match cells.get("row").trim() {
            "" => Ok(()),
            "framework" => {
                let value = match words_of(&cells, "text") {
                    Some(words) => words,
                    None => self.decoded(&cells, cells.get("data"))?,
                };
                self.top.push(cells.entry(cells.get("id"), value));
                Ok(())
            }
            "scale" => {
                let entries = self.part(&cells, &SCALE)?;
                self.tables
                    .entry("scales")
                    .or_default()
                    .push(cells.entry(cells.get("id"), cells.table(entries)));
                Ok(())
            }
            "option" => {
                let mut entries = self.part(&cells, &OPTION)?;
                entries.push(cells.entry("id", cells.text(cells.get("id"))));
                self.options
                    .entry(cells.get("parent").to_owned())
                    .or_default()
                    .push(cells.table(entries));
                Ok(())
            }
            "node" => {
                let mut entries = self.part(&cells, &NODE)?;
                entries.push(cells.entry("id", cells.text(cells.get("id"))));
                let (id, parent) = (cells.get("id").to_owned(), cells.get("parent").to_owned());
                self.nodes.push(Planted { id, parent, line: cells.line, entries });
                Ok(())
            }
            "baseline" => {
                let value = self.decoded(&cells, cells.get("data"))?;
                self.tables
                    .entry("baselines")
                    .or_default()
                    .push(cells.entry(cells.get("id"), value));
                Ok(())
            }
            other => {
                let Some((key, _)) = LISTS.iter().find(|it| it.1 == other) else {
                    let shown: String = other.chars().take(40).collect();
                    let hint = "use framework, node, scale, option, baseline, measure, ladder, cadence, benchmark \
                                or mapping";
                    return self.fail(cells.line, format!("“{shown}” is no sort of row"), hint);
                };
                let value = self.decoded(&cells, cells.get("data"))?;
                self.lists.entry(key).or_default().push(value);
                Ok(())
            }
        }
    }

    /// Reads a cell: JSON where it is JSON, else text.
    fn decoded(&self, cells: &Cells<'_>, written: &str) -> Result<Located, ImportError> {
        let text = || Located { line: cells.line, data: Data::Text(written.to_owned()) };
        if serde_json::from_str::<serde::de::IgnoredAny>(written).is_err() {
            if written.trim_start().starts_with(['{', '[']) {
                let what = "the JSON in this row is broken".to_owned();
                return self.fail(
                    cells.line,
                    what,
                    "look at commas, quotes and brackets in “data”",
                );
            }
            return Ok(text());
        }
        let mut read = json::read_within(written, Limits::PACK).map_err(|mut it| {
            it.line = Some(cells.line);
            ImportError::Broken(Trouble::from_problem(self.path, it))
        })?;
        set_line(&mut read, cells.line);
        Ok(read)
    }

    /// Reads the cells of a node, scale or option.
    fn part(&self, cells: &Cells<'_>, shape: &Shape) -> Result<Vec<Entry>, ImportError> {
        let mut out = Vec::new();
        for (key, column) in shape.words {
            out.extend(words_of(cells, column).map(|it| cells.entry(key, it)));
        }
        for (key, column) in shape.by_option {
            out.extend(by_option(cells, column).map(|it| cells.entry(key, it)));
        }
        for (column, written) in &cells.by_column {
            if shape.plain.contains(column) {
                out.push(cells.entry(column, plain_value(cells, column, written)));
            } else if shape.rest == Rest::Columns && *column == "tags" {
                out.push(cells.entry("tags", self.tags(cells, written)?));
            } else if shape.rest == Rest::Columns && !has_column(column) {
                out.push(cells.entry(column, self.decoded(cells, written)?));
            }
        }
        if let Data::Table(entries) = self.decoded(cells, cells.get("data"))?.data {
            out.extend(entries);
        } else if !cells.get("data").is_empty() {
            let what = "“data” is not a table in JSON".to_owned();
            return self.fail(
                cells.line,
                what,
                "write it like {\"key\": \"value\"}, or leave it empty",
            );
        }
        Ok(out)
    }

    fn tags(&self, cells: &Cells<'_>, written: &str) -> Result<Located, ImportError> {
        if written.starts_with('[') {
            return self.decoded(cells, written);
        }
        let words = cell::split(written).iter().map(|it| cells.text(it)).collect();
        Ok(Located { line: cells.line, data: Data::List(words) })
    }

    /// Puts everything in its place.
    fn tree(mut self) -> Result<Located, ImportError> {
        let mut top = std::mem::take(&mut self.top);
        let entry = |key: &str, data| Entry {
            key: key.to_owned(),
            line: 1,
            value: Located { line: 1, data },
        };
        for scale in self.tables.get_mut("scales").into_iter().flatten() {
            if let Some(options) = self.options.remove(&scale.key)
                && let Data::Table(entries) = &mut scale.value.data
            {
                let value = Located { line: scale.line, data: Data::List(options) };
                entries.push(Entry { key: "options".to_owned(), line: scale.line, value });
            }
        }
        if let Some((name, options)) = self.options.iter().next() {
            let line = options.first().map_or(1, |it| it.line);
            let shown: String = name.chars().take(60).collect();
            let what = format!("the option belongs to a scale “{shown}”");
            return self.fail(line, what, "no row is a scale called so; correct “parent”");
        }
        for (key, list) in std::mem::take(&mut self.lists) {
            top.push(entry(key, Data::List(list)));
        }
        for (key, table) in std::mem::take(&mut self.tables) {
            top.push(entry(key, Data::Table(table)));
        }
        let nodes = self.grown()?;
        top.push(entry("nodes", Data::List(nodes)));
        if !top.iter().any(|it| it.key == "muster_pack") {
            top.push(entry("muster_pack", Data::Whole("1".to_owned())));
        }
        self.once(&top)?;
        Ok(Located { line: 1, data: Data::Table(top) })
    }

    fn once(&self, top: &[Entry]) -> Result<(), ImportError> {
        let mut seen = std::collections::BTreeSet::new();
        for entry in top {
            if !seen.insert(entry.key.as_str()) {
                let what = format!("the key “{}” of the framework stands in two rows", entry.key);
                return self.fail(entry.line, what, "leave one of them");
            }
        }
        Ok(())
    }

    /// Puts each node below its parent, from the last to the first.
    fn grown(&mut self) -> Result<Vec<Located>, ImportError> {
        let nodes = std::mem::take(&mut self.nodes);
        let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
        for node in &nodes {
            let above = match (node.parent.as_str(), depths.get(node.parent.as_str())) {
                ("", _) => 0,
                (_, Some(depth)) => *depth,
                (parent, None) => {
                    let what = format!("“{}” stands below “{parent}”", node.id);
                    let hint = "no row above is a node called so; put the parent first";
                    return self.fail(node.line, what, hint);
                }
            };
            if above >= MAX_DEPTH {
                let what = "the tree is nested too deeply".to_owned();
                return self.fail(node.line, what, "24 levels are the limit");
            }
            if depths.insert(&node.id, above + 1).is_some() {
                let what = format!("the node “{}” is there twice", node.id);
                return self.fail(node.line, what, "give each node its own id");
            }
        }
        let mut below: BTreeMap<String, Vec<Located>> = BTreeMap::new();
        for mut node in nodes.into_iter().rev() {
            if let Some(mut children) = below.remove(&node.id) {
                children.reverse();
                let value = Located { line: node.line, data: Data::List(children) };
                node.entries.push(Entry { key: "children".to_owned(), line: node.line, value });
            }
            let grown = Located { line: node.line, data: Data::Table(node.entries) };
            below.entry(node.parent).or_default().push(grown);
        }
        let mut tops = below.remove("").unwrap_or_default();
        tops.reverse();
        Ok(tops)
    }
}

/// Gathers the columns `COLUMN:LANGUAGE`; `COLUMN` alone is English.
fn words_of(cells: &Cells<'_>, column: &str) -> Option<Located> {
    let mut entries = Vec::new();
    for (name, written) in &cells.by_column {
        let language = name.strip_prefix(column).and_then(|it| it.strip_prefix(':'));
        let language = if *name == column { Some("en") } else { language };
        entries.extend(language.map(|it| cells.entry(it.trim(), cells.text(written))));
    }
    (!entries.is_empty()).then(|| cells.table(entries))
}

fn by_option(cells: &Cells<'_>, column: &str) -> Option<Located> {
    let mut options: Vec<Entry> = Vec::new();
    for (name, written) in &cells.by_column {
        let rest = name.strip_prefix(column).and_then(|it| it.strip_prefix(':'));
        let Some((language, option)) = rest.and_then(|it| it.split_once(':')) else { continue };
        let words = cells.entry(language, cells.text(written));
        let found = options.iter_mut().find(|it| it.key == option);
        match found.map(|it| &mut it.value.data) {
            Some(Data::Table(texts)) => texts.push(words),
            _ => options.push(cells.entry(option, cells.table(vec![words]))),
        }
    }
    (!options.is_empty()).then(|| cells.table(options))
}

/// Reads a cell of a column that takes one plain word or number.
fn plain_value(cells: &Cells<'_>, column: &str, written: &str) -> Located {
    let truth = match written.trim().to_lowercase().as_str() {
        "yes" | "true" | "x" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    };
    let data = match (column, truth) {
        ("assessable" | "met", Some(it)) => Data::Bool(it),
        ("level", _) => Data::Whole(written.trim().to_owned()),
        _ => Data::Text(written.to_owned()),
    };
    Located { line: cells.line, data }
}

fn set_line(value: &mut Located, line: u32) {
    value.line = line;
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|it| set_line(it, line)),
        Data::Table(entries) => {
            for entry in entries {
                entry.line = line;
                set_line(&mut entry.value, line);
            }
        }
        Data::Null | Data::Bool(_) | Data::Whole(_) | Data::Float(_) | Data::Text(_) => {}
    }
}

//! `XLSForm`s: a survey with groups and choices, as a workbook or as one CSV for each sheet.
//!
//! Of `relevant`, what means “asked only if that was answered like this” is kept; every other expression stays with
//! the question as a remark, and the question is always asked. Nothing is ever evaluated.

mod relevant;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use self::relevant::Relevant;
use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, ORIGINAL, Rule, counted},
    table::{Row, Table, plain},
    tree::{Sprout, grow},
};
use crate::{
    framework::{Node, OpenAnswer, Permission, Status, Text},
    ids::{Name, NodeId, ScaleId},
    scoring::Exact,
};

/// Columns that are kept with a question as they are.
const KEPT: [&str; 7] =
    ["relevant", "constraint", "required", "calculation", "appearance", "default", "choice filter"];
/// Columns with the number an answer is worth.
const WORTH: [&str; 4] = ["value", "score", "points", "weight"];
/// Types that ask nobody anything.
const SILENT: [&str; 14] = [
    "calculate",
    "hidden",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
    "xml-external",
    "csv-external",
];

/// Returns the sheet with this name.
fn sheet<'a>(tables: &'a [Table], name: &str) -> Option<&'a Table> {
    tables.iter().find(|it| it.name.trim().eq_ignore_ascii_case(name))
}

/// Says whether these sheets are a form.
pub(super) fn is_form(tables: &[Table]) -> bool {
    sheet(tables, "survey")
        .is_some_and(|it| it.column(&["type"]).is_some() && it.column(&["name"]).is_some())
}

/// Reads a form.
pub(super) fn framework(file: &File<'_>, tables: &[Table]) -> Result<Imported, ImportError> {
    let Some(survey) = sheet(tables, "survey") else {
        let hint = "a form has a sheet “survey”";
        return Err(ImportError::Unknown(Trouble::of(file.path, None, "no XLSForm", hint)));
    };
    let mut reader = Reader::of(Draft::of(Format::Xlsform, file), survey);
    reader.settings(sheet(tables, "settings"));
    if let Some(choices) = sheet(tables, "choices") {
        reader.choices(choices);
    }
    for row in &survey.rows {
        reader.row(row)?;
    }
    if let Some(open) = reader.open.last() {
        let what = format!("the group “{}” is not ended", open.0);
        return reader.fail(open.1, &what, "add a row “end_group”");
    }
    reader.relevance();
    let Reader { mut draft, sprouts, silent, .. } = reader;
    if silent > 0 {
        let what = counted(silent, "row", "rows")
            + " that ask nobody anything left out (calculations, times, devices)";
        draft.notes.add("survey", what);
    }
    draft.pack.nodes = grow(file.path, sprouts)?;
    let valued =
        draft.pack.scales.values().any(|it| it.options.iter().all(|it| it.value.is_some()));
    build::measures(&mut draft.pack, if valued { Rule::Mean } else { Rule::Share });
    draft.finish()
}

struct Reader<'a> {
    draft: Draft,
    survey: &'a Table,
    language: String,
    lists: BTreeMap<String, ScaleId>,
    /// Groups that are open: id and line.
    open: Vec<(NodeId, u32)>,
    /// Conditions of the groups that are open.
    conditions: Vec<String>,
    /// Ids of questions by their names.
    names: BTreeMap<String, NodeId>,
    /// Lines of the rows by group and name.
    rows: BTreeMap<(String, String), u32>,
    waiting: Vec<(usize, Vec<String>)>,
    sprouts: Vec<Sprout>,
    silent: usize,
}

impl<'a> Reader<'a> {
    fn of(draft: Draft, survey: &'a Table) -> Self {
        Self {
            draft,
            survey,
            language: "en".to_owned(),
            lists: BTreeMap::new(),
            open: Vec::new(),
            conditions: Vec::new(),
            names: BTreeMap::new(),
            rows: BTreeMap::new(),
            waiting: Vec::new(),
            sprouts: Vec::new(),
            silent: 0,
        }
    }

    fn fail<T>(&self, line: u32, what: &str, hint: &str) -> Result<T, ImportError> {
        Err(ImportError::Unsound(Trouble::of(&self.draft.path, Some(line), what, hint)))
    }

    fn settings(&mut self, settings: Option<&Table>) {
        let value = |names: &[&str]| {
            let table = settings?;
            let cell = table.rows.first()?.cell(table.column(names)?).trim();
            (!cell.is_empty()).then_some(cell)
        };
        if let Some(language) = value(&["default language"]).and_then(tag_of) {
            self.language = language;
        }
        let slug =
            build::slug(value(&["form id", "id string"]).unwrap_or(self.draft.pack.id.as_str()));
        self.draft.pack.id = Name::nearest(if slug.is_empty() { "form" } else { &slug });
        let title = value(&["form title"]).unwrap_or("Form").to_owned();
        self.draft.pack.title = Text::from([(self.language.clone(), title)]);
        self.draft.pack.languages = vec![self.language.clone()];
        if let Some(version) = value(&["version"]) {
            version.clone_into(&mut self.draft.pack.version);
        }
    }

    /// Gathers `label`, `label::English (en)` and the like.
    fn words(&mut self, table: &Table, row: &Row, wanted: &str) -> Text {
        let mut out = Text::new();
        for (column, header) in table.header.iter().enumerate() {
            let (name, language) = header.split_once(':').unwrap_or((header, ""));
            let language = language.trim_start_matches(':').trim();
            let words = row.cell(column).trim();
            if !plain(name).eq(wanted) || words.is_empty() {
                continue;
            }
            let usual = self.language.clone();
            match (language, tag_of(language)) {
                ("", _) => self.draft.put(&mut out, &usual, words),
                (_, Some(tag)) => self.draft.put(&mut out, &tag, words),
                (name, None) => self.draft.put(&mut out, name, words),
            }
        }
        out
    }

    fn choices(&mut self, table: &Table) {
        let column = |names: &[&str]| table.column(names);
        let (list, name) = (column(&["list name", "list"]), column(&["name", "value"]));
        let (Some(list), Some(name)) = (list, name) else {
            self.draft
                .notes
                .add("choices", "the sheet has no columns list_name and name, and is left out");
            return;
        };
        let worth = column(&WORTH).filter(|it| *it != name);
        let mut found: BTreeMap<String, Vec<crate::framework::Choice>> = BTreeMap::new();
        for row in &table.rows {
            let (list, id) = (row.cell(list).trim(), row.cell(name).trim());
            if list.is_empty() || id.is_empty() {
                continue;
            }
            let label = self.words(table, row, "label");
            let mut option = build::choice(Name::nearest(id), label);
            let number =
                worth.map(|it| row.cell(it).trim()).filter(|it| !it.is_empty()).unwrap_or(id);
            option.value = number.parse::<Exact>().ok();
            found.entry(list.to_owned()).or_default().push(option);
        }
        for (list, mut options) in found {
            let numbered = options.iter().all(|it| it.value.is_some());
            if numbered {
                options.sort_by(|a, b| a.value.cmp(&b.value));
            } else {
                for option in &mut options {
                    option.value = None;
                }
            }
            self.draft.count("list");
            let name = Name::nearest(&list);
            self.draft.pack.scales.insert(name.clone(), build::scale(options, Permission::Allow));
            self.lists.insert(list, name);
        }
    }

    fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        self.survey.column(&[name]).map_or("", |it| row.cell(it).trim())
    }

    fn row(&mut self, row: &Row) -> Result<(), ImportError> {
        let written = self.cell(row, "type").to_lowercase();
        let (sort, _) = written.split_once(' ').unwrap_or((&written, ""));
        let whole = written.replace(' ', "_");
        match whole.as_str() {
            "" => return Ok(()),
            "begin_group" | "begin_repeat" => return self.begin(row),
            "end_group" | "end_repeat" => {
                self.conditions.pop();
                if self.open.pop().is_none() {
                    return self.fail(
                        row.line,
                        "a group ends here that did not begin",
                        "remove the row",
                    );
                }
                return Ok(());
            }
            _ => {}
        }
        if SILENT.contains(&sort) {
            self.silent += 1;
            return Ok(());
        }
        let mut node = self.node(row, "question")?;
        let list = self.cell(row, "type").get(sort.len()..).unwrap_or_default().trim().to_owned();
        let list = list.split(' ').next().unwrap_or_default().to_owned();
        node.assessable = true;
        match sort {
            "select_one" => {
                let Some(scale) = self.lists.get(&list).cloned() else {
                    let what = format!("there is no list of choices “{list}”");
                    return self.fail(row.line, &what, "add it to the sheet “choices”");
                };
                self.draft.counts.choices +=
                    self.draft.pack.scales.get(&scale).map_or(0, |it| it.options.len());
                node.scale = Some(scale);
            }
            "note" => {
                node.assessable = false;
                node.status = Status::Info;
                "note".clone_into(&mut node.kind);
            }
            "integer" | "decimal" | "range" => node.answer = Some(OpenAnswer::Number),
            other => {
                if other != "text" {
                    let what = format!("an answer of the type “{}” is given as text", short(other));
                    self.draft.notes.add(node.id.as_str(), what);
                }
                node.answer = Some(OpenAnswer::Text);
            }
        }
        self.draft.counts.questions += usize::from(node.assessable);
        self.draft.count(sort);
        self.plant(node, row);
        Ok(())
    }

    fn node(&mut self, row: &Row, kind: &str) -> Result<Node, ImportError> {
        let name = self.cell(row, "name").to_owned();
        let mut id = self.draft.node_id(&name, row.line)?;
        let group = self.open.last().map_or(String::new(), |it| it.0.to_string());
        if let Some(first) = self.rows.insert((group, name.clone()), row.line) {
            let what =
                format!("“{}” is there twice in its group, first in line {first}", short(&name));
            let hint = "give each row of a group its own name";
            return self.fail(row.line, &what, hint);
        }
        if self.names.contains_key(&name)
            && let Some((group, _)) = self.open.last()
        {
            id = self.draft.node_id(&format!("{group}/{name}"), row.line)?;
        }
        self.names.entry(name.clone()).or_insert_with(|| id.clone());
        let mut node = build::node(id, kind);
        node.text = self.words(self.survey, row, "label");
        node.guidance = self.words(self.survey, row, "hint");
        if node.text.is_empty() {
            self.draft.put(&mut node.text, &self.language.clone(), &name);
        }
        let mut kept = Map::new();
        for key in KEPT {
            let written = self.cell(row, key);
            if !written.is_empty() {
                kept.insert(key.to_owned(), Value::String(written.to_owned()));
            }
        }
        if !kept.is_empty() {
            node.extra.insert(ORIGINAL.to_owned(), Value::Object(kept));
        }
        Ok(node)
    }

    fn begin(&mut self, row: &Row) -> Result<(), ImportError> {
        let kind = if self.open.is_empty() { "dimension" } else { "topic" };
        let node = self.node(row, kind)?;
        if self.cell(row, "type").to_lowercase().ends_with("repeat") {
            self.draft.notes.add(node.id.as_str(), "a group that repeats is asked once");
        }
        self.draft.counts.groups += 1;
        let id = node.id.clone();
        let parent = self.open.last().map(|it| it.0.clone());
        self.sprouts.push(Sprout { node, parent, line: row.line });
        self.open.push((id, row.line));
        self.conditions.push(self.cell(row, "relevant").to_owned());
        Ok(())
    }

    fn plant(&mut self, node: Node, row: &Row) {
        let own = self.cell(row, "relevant").to_owned();
        let all: Vec<String> =
            self.conditions.iter().cloned().chain([own]).filter(|it| !it.is_empty()).collect();
        if !all.is_empty() && node.assessable {
            self.waiting.push((self.sprouts.len(), all));
        }
        let parent = self.open.last().map(|it| it.0.clone());
        self.sprouts.push(Sprout { node, parent, line: row.line });
    }

    /// Joins questions with those they wait for.
    fn relevance(&mut self) {
        let scales: BTreeMap<NodeId, BTreeSet<String>> = self
            .sprouts
            .iter()
            .filter_map(|it| {
                let scale = self.draft.pack.scales.get(it.node.scale.as_ref()?)?;
                let options = scale.options.iter().map(|it| it.id.to_string()).collect();
                Some((it.node.id.clone(), options))
            })
            .collect();
        for (place, written) in std::mem::take(&mut self.waiting) {
            let understood = match written.as_slice() {
                [one] => Relevant::of(one, &self.names, &scales),
                _ => None,
            };
            let Some(sprout) = self.sprouts.get_mut(place) else { continue };
            match understood {
                Some(it) if it.0.node != sprout.node.id => sprout.node.depends_on = Some(it.0),
                Some(_) | None => {
                    let shown = short(&written.join(" and "));
                    let what =
                        format!("the condition “{shown}” is kept as a remark; it is always asked");
                    self.draft.notes.add(sprout.node.id.as_str(), what);
                }
            }
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Returns the language in `English (en)`, or of a well-known name, or the tag itself.
fn tag_of(name: &str) -> Option<String> {
    let inside = name.split_once('(').and_then(|it| it.1.split_once(')')).map(|it| it.0.trim());
    if let Some(tag) = inside {
        return build::language_tag(tag);
    }
    let known = [
        ("english", "en"),
        ("german", "de"),
        ("deutsch", "de"),
        ("french", "fr"),
        ("français", "fr"),
        ("francais", "fr"),
        ("spanish", "es"),
        ("español", "es"),
        ("italian", "it"),
        ("italiano", "it"),
        ("portuguese", "pt"),
        ("português", "pt"),
        ("dutch", "nl"),
        ("nederlands", "nl"),
        ("arabic", "ar"),
        ("polish", "pl"),
        ("japanese", "ja"),
        ("chinese", "zh"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
    ];
    let lower = name.trim().to_lowercase();
    if let Some((_, tag)) = known.iter().find(|it| it.0 == lower) {
        return Some((*tag).to_owned());
    }
    build::language_tag(name).filter(|it| it.split('-').next().is_some_and(|it| it.len() <= 3))
}

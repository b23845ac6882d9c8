//! Lists of requirements as tables of any make: each column has a role, guessed from its name and content.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, Rule},
    table::{Row, Table, plain},
    tree::{Sprout, grow},
};
use crate::{
    framework::Node,
    ids::{Name, NodeId},
    scoring::{Exact, exact::ExactError},
};

/// Rows shown before somebody decides.
const SHOWN: usize = 8;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The name that never changes.
    Id,
    /// The id of the row this one is below.
    Parent,
    /// A heading: rows with the same words stand below it. Several such columns stand inside each other.
    Group,
    /// The question or requirement.
    Text,
    /// Help for answering.
    Guidance,
    /// Maturity level.
    Level,
    /// Weight.
    Weight,
    /// Points taken while the requirement is open.
    Points,
    /// Points taken while it is partly met.
    PointsPartial,
    /// Labels, apart by commas.
    Tags,
    /// Kept with the requirement under the name of the column.
    Keep,
    /// Left out.
    Ignore,
}

/// A table as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Names of the columns.
    pub header: Vec<String>,
    /// What each column is taken for.
    pub roles: Vec<Role>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are.
    pub total: usize,
}

/// Names of columns by role, the most telling first.
const NAMES: [(Role, &[&str]); 8] = [
    (
        Role::Id,
        &[
            "id",
            "identifier",
            "urn",
            "control id",
            "control identifier",
            "requirement id",
            "practice id",
            "question id",
            "subcategory id",
            "ref id",
            "ref",
            "reference",
            "code",
            "key",
            "number",
            "no",
            "nr",
            "#",
        ],
    ),
    (Role::Parent, &["parent", "parent id", "parent urn"]),
    (
        Role::Text,
        &[
            "question",
            "requirement",
            "control title",
            "control",
            "practice",
            "criterion",
            "statement",
            "title",
            "name",
            "text",
            "activity",
            "subcategory description",
            "requirement text",
            "control text",
            "subcategory",
            "description",
        ],
    ),
    (
        Role::Guidance,
        &[
            "guidance",
            "help",
            "discussion",
            "description",
            "control implementation",
            "implementation guidance",
            "explanation",
            "details",
            "rationale",
            "supplemental guidance",
            "implementation example",
        ],
    ),
    (Role::Level, &["level", "maturity level", "maturity", "mil"]),
    (Role::Weight, &["weight"]),
    (Role::PointsPartial, &["points partial", "partial points", "partial value", "partial"]),
    (Role::Points, &["points", "value", "score", "deduction"]),
];
const GROUPS: [&str; 14] = [
    "function",
    "dimension",
    "domain",
    "pillar",
    "theme",
    "family",
    "category",
    "chapter",
    "section",
    "area",
    "practice area",
    "topic",
    "group",
    "objective",
];
const TAGS: [&str; 4] = ["tags", "labels", "baseline", "groups"];

/// Shows a table, and what its columns are taken for.
pub(super) fn preview(table: &Table) -> Preview {
    let rows = table.rows.iter().take(SHOWN).map(|it| it.cells.clone()).collect();
    Preview { header: table.header.clone(), roles: guess(table), rows, total: table.rows.len() }
}

/// Guesses what each column is for.
fn guess(table: &Table) -> Vec<Role> {
    let mut roles = vec![Role::Keep; table.header.len()];
    let mut set = |column: usize, role: Role| {
        if let Some(slot) = roles.get_mut(column).filter(|it| **it == Role::Keep) {
            *slot = role;
            return true;
        }
        false
    };
    for (role, names) in NAMES {
        let fits = |column: &usize| match role {
            // A column that says it is the id is believed: then one that stands twice is told with its line.
            Role::Id => is_unique(table, *column) || is_outright(table, *column),
            Role::Level => all(table, *column, |it| it.parse::<u32>().is_ok()),
            Role::Weight | Role::Points | Role::PointsPartial => {
                all(table, *column, |it| it.parse::<Exact>().is_ok_and(|it| !it.is_negative()))
            }
            Role::Parent
            | Role::Group
            | Role::Text
            | Role::Guidance
            | Role::Tags
            | Role::Keep
            | Role::Ignore => true,
        };
        let found = names.iter().filter_map(|it| table.column(&[it])).filter(fits);
        for column in found {
            if set(column, role) {
                break;
            }
        }
    }
    for (column, name) in table.header.iter().enumerate() {
        let name = plain(name);
        if name.is_empty() {
            set(column, Role::Ignore);
        } else if GROUPS.contains(&name.as_str()) {
            set(column, Role::Group);
        } else if TAGS.contains(&name.as_str()) {
            set(column, Role::Tags);
        }
    }
    roles
}

/// Says whether a column is called the id, and has one in every row.
fn is_outright(table: &Table, column: usize) -> bool {
    let name = table.header.get(column).map(|it| plain(it)).unwrap_or_default();
    ["id", "identifier", "urn"].contains(&name.as_str())
        && table.rows.iter().all(|it| !it.cell(column).trim().is_empty())
}

fn is_unique(table: &Table, column: usize) -> bool {
    let mut seen = BTreeSet::new();
    table.rows.iter().map(|it| it.cell(column).trim()).all(|it| !it.is_empty() && seen.insert(it))
}

fn all(table: &Table, column: usize, fits: impl Fn(&str) -> bool) -> bool {
    let mut filled =
        table.rows.iter().map(|it| it.cell(column).trim()).filter(|it| !it.is_empty()).peekable();
    filled.peek().is_some() && filled.all(fits)
}

/// Reads a framework from a table; `roles` are guessed if none are given.
pub(super) fn framework(
    file: &File<'_>,
    table: &Table,
    roles: Option<&[Role]>,
) -> Result<Imported, ImportError> {
    refuse_answers(file, table)?;
    let mut draft = Draft::of(Format::List, file);
    let title = draft.pack.id.as_str().replace(['-', '_'], " ");
    draft.pack.title = build::english(&title);
    draft.pack.languages = vec!["en".to_owned()];
    let slug = build::slug(draft.pack.id.as_str());
    draft.pack.id = Name::nearest(if slug.is_empty() { "list" } else { &slug });
    let guessed = guess(table);
    let mut reader = Reader {
        roles: roles.unwrap_or(&guessed),
        table,
        draft,
        groups: BTreeMap::new(),
        sprouts: Vec::new(),
    };
    reader.columns()?;
    for row in &table.rows {
        reader.row(row)?;
    }
    let Reader { mut draft, sprouts, .. } = reader;
    draft.count_many("row", table.rows.len());
    draft.count_many("column", table.header.len());
    draft.pack.nodes = grow(file.path, sprouts)?;
    build::measures(&mut draft.pack, Rule::Share);
    draft.finish()
}

/// Sheets of answers have a door of their own.
fn refuse_answers(file: &File<'_>, table: &Table) -> Result<(), ImportError> {
    let answers = table.column(&["question"]).is_some() && table.column(&["dont know"]).is_some();
    if !answers {
        return Ok(());
    }
    let what = "this is a sheet of answers, not a framework";
    let hint = "import it as answers to the framework they belong to";
    Err(ImportError::NoFramework(Trouble::of(file.path, None, what, hint)))
}

struct Reader<'a> {
    roles: &'a [Role],
    table: &'a Table,
    draft: Draft,
    /// Headings met so far, by the words on the way to them.
    groups: BTreeMap<Vec<String>, NodeId>,
    sprouts: Vec<Sprout>,
}

impl Reader<'_> {
    /// Says what the columns were taken for; a list without words is refused.
    fn columns(&mut self) -> Result<(), ImportError> {
        let mut said = Vec::new();
        for (name, role) in self.table.header.iter().zip(self.roles) {
            let role = match role {
                Role::Id => "id",
                Role::Parent => "parent",
                Role::Group => "heading",
                Role::Text => "text",
                Role::Guidance => "guidance",
                Role::Level => "level",
                Role::Weight => "weight",
                Role::Points => "points",
                Role::PointsPartial => "points if partly met",
                Role::Tags => "tags",
                Role::Keep | Role::Ignore => continue,
            };
            said.push(format!("“{name}” is the {role}"));
        }
        let named = self.roles.iter().any(|it| matches!(it, Role::Id | Role::Text));
        if !named {
            let columns: Vec<&str> = self.table.header.iter().take(8).map(String::as_str).collect();
            let what = format!("none of the columns {} is an id or a text", columns.join(", "));
            let hint = "call one of them “id” or “question”, or say which is which";
            return Err(ImportError::Unknown(Trouble::of(&self.draft.path, Some(1), what, hint)));
        }
        self.draft.notes.add("columns", said.join(", "));
        Ok(())
    }

    fn cells<'r>(&self, row: &'r Row, wanted: Role) -> Vec<&'r str> {
        let columns = self.roles.iter().enumerate().filter(|it| *it.1 == wanted);
        columns.map(|it| row.cell(it.0).trim()).filter(|it| !it.is_empty()).collect()
    }

    fn one<'r>(&self, row: &'r Row, wanted: Role) -> &'r str {
        self.cells(row, wanted).first().copied().unwrap_or_default()
    }

    fn row(&mut self, row: &Row) -> Result<(), ImportError> {
        let (id, text) = (self.one(row, Role::Id), self.one(row, Role::Text));
        let groups: Vec<String> =
            self.cells(row, Role::Group).into_iter().map(str::to_owned).collect();
        if id.is_empty() && text.is_empty() {
            let what = format!("line {} has neither an id nor a text and is left out", row.line);
            self.draft.notes.add("", what);
            return Ok(());
        }
        let made = format!("q-{}", digest(&[groups.join("\n").as_str(), text]));
        let name = if id.is_empty() { &made } else { id };
        let mut node = build::node(self.draft.node_id(name, row.line)?, "question");
        id.clone_into(&mut node.reference);
        self.draft.put(&mut node.text, "en", text);
        let guidance = self.cells(row, Role::Guidance).join("\n\n");
        self.draft.put(&mut node.guidance, "en", &guidance);
        self.figures(&mut node, row)?;
        for (column, role) in self.roles.iter().enumerate().filter(|it| *it.1 == Role::Keep) {
            let (key, value) = (self.table.header.get(column), row.cell(column).trim());
            if let (Role::Keep, Some(key), false) = (role, key, value.is_empty()) {
                let key = build::free_key(key);
                node.extra.insert(key, value.into());
            }
        }
        node.assessable = true;
        node.scale = Some(build::compliance(&mut self.draft.pack));
        let parent = self.one(row, Role::Parent);
        let parent = match parent {
            "" => self.group(&groups, row.line)?,
            parent => Some(self.draft.node_id(parent, row.line)?),
        };
        self.sprouts.push(Sprout { node, parent, line: row.line });
        Ok(())
    }

    fn figures(&mut self, node: &mut Node, row: &Row) -> Result<(), ImportError> {
        let number = |role| match self.one(row, role) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|err: ExactError| {
                let hint = "correct the number, or give the column another role";
                ImportError::Unsound(Trouble::of(
                    &self.draft.path,
                    Some(row.line),
                    err.to_string(),
                    hint,
                ))
            }),
        };
        node.weight = number(Role::Weight)?;
        node.points = number(Role::Points)?;
        node.points_partial = number(Role::PointsPartial)?;
        node.level = self.one(row, Role::Level).parse().ok();
        let tags = self.cells(row, Role::Tags);
        let tags = tags.iter().flat_map(|it| it.split([',', ';', '|'])).map(str::trim);
        node.tags = tags.filter(|it| !it.is_empty()).map(str::to_owned).collect();
        Ok(())
    }

    /// Returns the heading at the end of this way, putting up those that are missing.
    fn group(&mut self, words: &[String], line: u32) -> Result<Option<NodeId>, ImportError> {
        let Some((last, above)) = words.split_last() else { return Ok(None) };
        if let Some(found) = self.groups.get(words) {
            return Ok(Some(found.clone()));
        }
        let parent = self.group(above, line)?;
        let columns = self.roles.iter().enumerate().filter(|it| *it.1 == Role::Group);
        let kind = columns.map(|it| it.0).nth(above.len()).and_then(|it| self.table.header.get(it));
        let kind = kind.map_or("group".to_owned(), |it| plain(it));
        let id = format!("{}-{}", build::slug(last), digest(&[&words.join("\n")]));
        let mut node = build::node(self.draft.node_id(id.trim_start_matches('-'), line)?, &kind);
        self.draft.put(&mut node.text, "en", last);
        self.draft.count(&kind);
        let id = node.id.clone();
        self.sprouts.push(Sprout { node, parent, line });
        self.groups.insert(words.to_vec(), id.clone());
        Ok(Some(id))
    }
}

/// Eight letters and digits that stand for these words.
fn digest(words: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(word.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(8).collect()
}

//! NIST OSCAL catalogs, and profiles that choose from one.
//!
//! A control that is made of `security_requirement`s is assessed as a whole; enhancements are assessed by
//! themselves. CSF 2.0 as first published marks its dead subcategories by nothing but the lack of examples.

mod alter;
mod profile;
mod prose;
pub(super) mod xml;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

pub(super) use self::profile::profile;
use self::prose::Params;
use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, ORIGINAL, Rule},
};
use crate::{
    framework::{Node, Status, parse::tree::Located},
    ids::{Name, ScaleId},
};

/// Reads a catalog.
pub(super) fn catalog(file: &File<'_>, tree: &Located) -> Result<Imported, ImportError> {
    let Some(catalog) = tree.get("catalog") else {
        let hint = "a catalog begins with {\"catalog\": …}";
        return Err(ImportError::Unknown(Trouble::of(file.path, None, "no OSCAL catalog", hint)));
    };
    let mut reader = Reader::of(Draft::of(Format::OscalCatalog, file), catalog);
    reader.header(catalog);
    reader.tree(catalog)?;
    reader.finish()
}

/// What a profile wants of a catalog.
#[derive(Debug)]
enum Choice {
    All,
    Only(BTreeSet<String>),
}

struct Reader<'a> {
    draft: Draft,
    params: Params<'a>,
    scale: ScaleId,
    choice: Choice,
    /// Subcategories without examples are dead, because nothing else says so.
    dead_without_example: bool,
    links: usize,
}

impl<'a> Reader<'a> {
    fn of(mut draft: Draft, catalog: &'a Located) -> Self {
        let mut params = Params::default();
        let mut signs = Signs::default();
        collect(catalog, &mut params, &mut signs);
        let scale = build::compliance(&mut draft.pack);
        draft.count_many("param", params.len());
        draft.count_many("part", signs.parts);
        draft.count_many("example", signs.examples);
        let dead_without_example = signs.examples > 0 && signs.status == 0;
        Self { draft, params, scale, choice: Choice::All, dead_without_example, links: 0 }
    }

    fn header(&mut self, source: &Located) {
        let Some(meta) = source.get("metadata") else { return };
        let language = build::language_tag(meta.text("language")).unwrap_or("en".to_owned());
        let mut title = std::mem::take(&mut self.draft.pack.title);
        self.draft.put(&mut title, &language, meta.text("title"));
        let pack = &mut self.draft.pack;
        pack.title = title;
        pack.languages = vec![language];
        if !meta.text("version").is_empty() {
            meta.text("version").clone_into(&mut pack.version);
        }
        let marked = |name: &str| meta.list("props").iter().find(|it| it.text("name") == name);
        let named = ["framework-version-identifier", "framework-identifier"];
        let id = named.iter().find_map(|it| marked(it)).map(|it| build::slug(it.text("value")));
        let id = id.unwrap_or_else(|| build::slug(meta.text("title")));
        pack.id = Name::nearest(if id.is_empty() { "catalog" } else { &id });
        let organisation = meta.list("parties").iter().find(|it| !it.text("name").is_empty());
        organisation.map_or("", |it| it.text("name")).clone_into(&mut pack.publisher);
        marked("copyright").map_or("", |it| it.text("value")).clone_into(&mut pack.copyright);
        pack.source = format!("urn:uuid:{}", source.text("uuid"));
    }

    fn tree(&mut self, catalog: &'a Located) -> Result<(), ImportError> {
        let mut nodes = Vec::new();
        for group in sorted(catalog.list("groups")) {
            nodes.extend(self.group(group)?);
        }
        for control in sorted(catalog.list("controls")) {
            nodes.extend(self.control(control, "")?);
        }
        self.draft.pack.nodes = nodes;
        Ok(())
    }

    fn group(&mut self, group: &'a Located) -> Result<Option<Node>, ImportError> {
        let mut id = group.text("id").to_owned();
        if id.is_empty() {
            id = build::slug(group.text("title"));
        }
        let kind = group.first_text(&["class"]);
        let kind = if kind.is_empty() { "group" } else { kind };
        let mut node = build::node(self.draft.node_id(&id, group.line)?, kind);
        self.words(&mut node, group);
        for inner in sorted(group.list("groups")) {
            node.children.extend(self.group(inner)?);
        }
        for control in sorted(group.list("controls")) {
            node.children.extend(self.control(control, "")?);
        }
        let wanted = matches!(self.choice, Choice::All) || !node.children.is_empty();
        if wanted {
            self.draft.once(&node.id, group.line)?;
            self.draft.count("group");
        }
        Ok(wanted.then_some(node))
    }

    fn control(&mut self, at: &'a Located, above: &str) -> Result<Option<Node>, ImportError> {
        let class = at.text("class");
        let kind = if class.is_empty() { "control" } else { class };
        let mut node = build::node(self.draft.node_id(at.text("id"), at.line)?, kind);
        for inner in sorted(at.list("controls")) {
            node.children.extend(self.control(inner, kind)?);
        }
        let chosen = match &self.choice {
            Choice::All => true,
            Choice::Only(ids) => ids.contains(at.text("id")),
        };
        if !chosen && node.children.is_empty() {
            return Ok(None);
        }
        self.draft.once(&node.id, at.line)?;
        self.draft.count("control");
        self.draft.count(kind);
        self.words(&mut node, at);
        let part = kind == "security_requirement" && above == "requirement";
        let frame = kind == "category" || !chosen;
        node.assessable = !part && !frame;
        node.status = self.status(at, &node);
        node.scale = (node.assessable && node.status == Status::Live).then(|| self.scale.clone());
        if node.assessable && node.scale.is_none() {
            // What was withdrawn is not answered any more.
            node.assessable = false;
        }
        self.rest(&mut node, at);
        Ok(Some(node))
    }

    fn status(&self, at: &Located, node: &Node) -> Status {
        let is_withdrawn = at.list("props").iter().any(|it| {
            it.text("name") == "status" && it.text("value").eq_ignore_ascii_case("withdrawn")
        });
        let dead = self.dead_without_example
            && match node.kind.as_str() {
                "subcategory" => !has_example(at),
                "category" => {
                    !node.children.is_empty()
                        && node.children.iter().all(|it| it.status == Status::Withdrawn)
                }
                _ => false,
            };
        if is_withdrawn || dead { Status::Withdrawn } else { Status::Live }
    }

    /// Title, label and prose.
    fn words(&mut self, node: &mut Node, at: &'a Located) {
        let label = at.list("props").iter().find(|it| it.text("name") == "label");
        let label = label.map_or("", |it| it.text("value"));
        let id = at.text("id");
        let reference = if label.is_empty() || at.text("title").is_empty() { id } else { label };
        let title = at.text("title");
        let named = !title.is_empty() && title != id && title != label;
        reference.clone_into(&mut node.reference);
        let (statement, more) = self.params.of_parts(at.list("parts"));
        let language = self.draft.pack.languages.first().cloned().unwrap_or("en".to_owned());
        let words = if named || statement.is_empty() { title } else { &statement };
        let mut text = std::mem::take(&mut node.text);
        self.draft.put(&mut text, &language, words);
        node.text = text;
        let shown = if named { statement.as_str() } else { "" };
        let guidance = [shown, more.as_str()].join("\n\n");
        let mut text = std::mem::take(&mut node.guidance);
        self.draft.put(&mut text, &language, &guidance);
        node.guidance = text;
    }

    /// Keeps what a pack has no place for.
    fn rest(&mut self, node: &mut Node, at: &Located) {
        let mut kept = Map::new();
        let known = ["label", "sort-id", "status"];
        let props: Vec<Value> = at
            .list("props")
            .iter()
            .filter(|it| !known.contains(&it.text("name")))
            .map(Located::faithful)
            .collect();
        if !props.is_empty() {
            kept.insert("props".to_owned(), Value::Array(props));
        }
        if let Some(params) = at.get("params") {
            kept.insert("params".to_owned(), params.faithful());
        }
        let links = at.list("links");
        let near: Vec<&str> = links
            .iter()
            .filter(|it| it.text("rel") != "reference")
            .map(|it| it.text("href"))
            .collect();
        self.links += links.len() - near.len();
        if !near.is_empty() {
            kept.insert("links".to_owned(), json!(near));
        }
        if !kept.is_empty() {
            node.extra.insert(ORIGINAL.to_owned(), Value::Object(kept));
        }
    }

    fn finish(mut self) -> Result<Imported, ImportError> {
        if self.links > 0 {
            let what = build::counted(self.links, "link", "links") + " to literature left out";
            self.draft.notes.add("", what);
        }
        if self.dead_without_example {
            let what = "subcategories without an example are taken as withdrawn: this edition marks them by nothing else";
            self.draft.notes.add("", what);
        }
        let groups = self.draft.counts.kinds.get("group").copied().unwrap_or_default();
        self.draft.counts.groups = groups;
        build::measures(&mut self.draft.pack, Rule::Share);
        self.draft.finish()
    }
}

/// What shows how a catalog marks its dead controls.
#[derive(Default)]
struct Signs {
    examples: usize,
    parts: usize,
    status: usize,
}

/// Gathers the parameters of a catalog, and how it marks what was withdrawn.
fn collect<'a>(at: &'a Located, params: &mut Params<'a>, signs: &mut Signs) {
    at.list("params").iter().for_each(|it| params.add(it));
    let is_example = |it: &&Located| it.text("name") == "example";
    if at.text("class") == "subcategory" {
        signs.examples += at.list("parts").iter().filter(is_example).count();
    }
    signs.status += at.list("props").iter().filter(|it| it.text("name") == "status").count();
    signs.parts += at.list("parts").len();
    for key in ["groups", "controls", "parts"] {
        at.list(key).iter().for_each(|it| collect(it, params, signs));
    }
}

fn has_example(at: &Located) -> bool {
    at.list("parts").iter().any(|it| it.text("name") == "example")
}

/// Siblings in the order their source wants, if all of them say where they stand.
fn sorted(items: &[Located]) -> Vec<&Located> {
    fn place(it: &Located) -> &str {
        let prop = it.list("props").iter().find(|it| it.text("name") == "sort-id");
        prop.map_or("", |it| it.text("value"))
    }
    let mut out: Vec<&Located> = items.iter().collect();
    if out.iter().all(|it| !place(it).is_empty()) {
        out.sort_by_key(|it| place(it));
    }
    out
}

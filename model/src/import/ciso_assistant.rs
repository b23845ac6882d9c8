//! CISO Assistant libraries: requirements with scores, questions, groups and translations.
//!
//! Identity is the `urn`; a `ref_id` is what people call it. A library without a framework is refused with a
//! sentence that says what it holds.

mod groups;
mod questions;
mod scores;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use self::{questions::Asked, scores::Scores};
use super::{
    File, Format, ImportError, Imported, Options, Trouble,
    build::{self, Draft, ORIGINAL, Rule, counted},
    tree::{Sprout, grow},
};
use crate::{
    framework::{
        Node, Status, Text,
        parse::tree::{Entry, Located},
    },
    ids::{Name, NodeId, ScaleId},
};

/// Keys of a node that a pack has a place for.
const KNOWN: [&str; 17] = [
    "urn",
    "assessable",
    "depth",
    "parent_urn",
    "ref_id",
    "name",
    "description",
    "annotation",
    "typical_evidence",
    "translations",
    "weight",
    "implementation_groups",
    "min_score",
    "max_score",
    "scores_definition_ref",
    "scores_definition",
    "questions",
];

/// Says whether this is a library.
pub(super) fn is_library(tree: &Located) -> bool {
    let objects = tree.get("objects").is_some_and(|it| it.entries().is_some());
    objects && (tree.get("urn").is_some() || tree.get("ref_id").is_some())
}

/// Reads the framework of a library.
pub(super) fn framework(
    file: &File<'_>,
    tree: &Located,
    options: &Options,
) -> Result<Imported, ImportError> {
    let objects = tree.get("objects").unwrap_or(tree);
    let found = objects.get("framework").or_else(|| objects.get("frameworks"));
    let many = found.and_then(Located::items);
    let Some(source) = many.map_or(found, <[Located]>::first) else {
        return Err(nothing(file, objects));
    };
    let mut reader = Reader::of(Draft::of(Format::CisoAssistant, file), tree, source);
    if many.is_some_and(|it| it.len() > 1) {
        reader.draft.notes.add("objects", "only the first of several frameworks is read");
    }
    reader.header(tree, source);
    reader.left_out(objects);
    let nodes = source.list("requirement_nodes");
    let mut sprouts = Vec::new();
    for node in nodes {
        reader.node(node, &mut sprouts)?;
    }
    reader.questions.settle(&mut reader.draft, &mut sprouts);
    reader.draft.counts.nodes = nodes.len();
    reader.draft.counts.assessable = nodes.iter().filter(|it| it.is_true("assessable")).count();
    let baselines = groups::baselines(&mut reader.draft, source, &sprouts, options.groups);
    reader.draft.pack.baselines = baselines;
    let mut nodes = grow(file.path, sprouts)?;
    nodes.iter_mut().for_each(mark_notes);
    reader.draft.pack.nodes = nodes;
    reader.finish()
}

/// Says what a library holds that has no framework.
fn nothing(file: &File<'_>, objects: &Located) -> ImportError {
    let mut found = Vec::new();
    for entry in objects.entries().unwrap_or_default() {
        let count = entry.value.items().map_or(1, <[Located]>::len);
        found.push(match entry.key.as_str() {
            "risk_matrix" => counted(count, "risk matrix", "risk matrices"),
            "requirement_mapping_set" | "requirement_mapping_sets" => {
                let sets = entry.value.items().unwrap_or(std::slice::from_ref(&entry.value));
                let rows: Vec<String> = sets
                    .iter()
                    .map(|it| it.list("requirement_mappings").len().to_string())
                    .collect();
                let sets = counted(count, "mapping set", "mapping sets");
                format!("{sets} with {} rows", rows.join(" and "))
            }
            "threats" => counted(count, "threat", "threats"),
            "reference_controls" => counted(count, "reference control", "reference controls"),
            "preset" | "presets" => counted(count, "preset", "presets"),
            "metric_definitions" => counted(count, "metric", "metrics"),
            other => {
                let shown: String = other.chars().take(40).collect();
                format!("“{shown}”")
            }
        });
    }
    let found = if found.is_empty() { "nothing".to_owned() } else { found.join(" and ") };
    let what = format!("this CISO Assistant library holds {found}, no framework");
    let hint = "choose a library that has “framework” among its objects";
    ImportError::NoFramework(Trouble::of(file.path, Some(objects.line), what, hint))
}

/// Reads nodes one by one.
struct Reader<'a> {
    draft: Draft,
    language: String,
    scores: Scores,
    questions: Asked<'a>,
    scored: bool,
}

impl<'a> Reader<'a> {
    fn of(mut draft: Draft, tree: &Located, source: &Located) -> Self {
        let locale = source.first_text(&["locale"]);
        let locale = if locale.is_empty() { tree.text("locale") } else { locale };
        let language = build::language_tag(locale).unwrap_or("en".to_owned());
        let scores = Scores::of(&mut draft, source, &language);
        let questions = Asked::new(language.clone());
        Self { draft, language, scores, questions, scored: false }
    }

    fn header(&mut self, tree: &Located, source: &Located) {
        let pack = &mut self.draft.pack;
        let name = [source, tree].iter().map(|it| it.text("ref_id")).find(|it| !it.is_empty());
        let slug = build::slug(name.unwrap_or_default());
        if !slug.is_empty() {
            pack.id = Name::nearest(&slug);
        }
        let version = tree.text("version");
        if !version.is_empty() {
            version.clone_into(&mut pack.version);
        }
        tree.text("provider").clone_into(&mut pack.publisher);
        tree.text("copyright").clone_into(&mut pack.copyright);
        source.text("urn").clone_into(&mut pack.source);
        pack.languages = vec![self.language.clone()];
        let title = self.words(source, &["name"]);
        self.draft.pack.title = if title.is_empty() { self.words(tree, &["name"]) } else { title };
        if self.draft.pack.title.is_empty() {
            self.draft.pack.title = build::english(self.draft.pack.id.as_str());
        }
        self.draft.pack.purpose = self.words(source, &["description"]);
        let kept = ["publication_date", "packager", "urn"];
        let kept: Map<String, Value> = kept
            .iter()
            .filter_map(|it| Some(((*it).to_owned(), tree.get(it)?.faithful())))
            .collect();
        self.draft.pack.extra.insert(ORIGINAL.to_owned(), Value::Object(kept));
    }

    fn left_out(&mut self, objects: &Located) {
        for (key, name) in [
            ("threats", "threats"),
            ("reference_controls", "reference controls"),
            ("risk_matrix", "risk matrices"),
            ("requirement_mapping_sets", "mapping sets"),
        ] {
            let count = objects.list(key).len();
            if count > 0 {
                self.draft.notes.add(key, format!("{count} {name} are left out"));
            }
        }
    }

    /// Joins the words at `keys` in every language they are written in.
    fn words(&mut self, at: &Located, keys: &[&str]) -> Text {
        let mut out = Text::new();
        let language = self.language.clone();
        self.draft.put(&mut out, &language, &joined(at, keys));
        let translations = at.get("translations").and_then(Located::entries).unwrap_or_default();
        for Entry { key, value, .. } in translations {
            self.draft.put(&mut out, key, &joined(value, keys));
        }
        out
    }

    fn node(&mut self, at: &'a Located, out: &mut Vec<Sprout>) -> Result<(), ImportError> {
        let id = self.draft.node_id(at.text("urn"), at.line)?;
        let parent = at.text("parent_urn");
        let parent =
            (!parent.is_empty()).then(|| self.draft.node_id(parent, at.line)).transpose()?;
        let assessable = at.is_true("assessable");
        let kind = match (assessable, &parent) {
            (true, _) => "requirement",
            (false, None) => "section",
            (false, Some(_)) => "topic",
        };
        let mut node = build::node(id, kind);
        at.text("ref_id").clone_into(&mut node.reference);
        let named = !at.text("name").is_empty();
        node.text = self.words(at, if named { &["name"] } else { &["description"] });
        let help = ["description", "annotation", "typical_evidence"];
        node.guidance =
            self.words(at, if named { &help } else { help.get(1..).unwrap_or_default() });
        node.tags = at.word_list("implementation_groups").into_iter().map(str::to_owned).collect();
        node.weight = at.text("weight").parse().ok();
        if at.text("display_mode") == "splash" {
            node.status = Status::Info;
        }
        for (count, key) in [("weight", "weight"), ("min_score", "own-scale")] {
            if at.get(count).is_some() {
                self.draft.count(key);
            }
        }
        if node.reference.is_empty() {
            self.draft.count("without-ref");
        }
        keep(&mut node, at);
        if assessable {
            self.draft.count("requirement");
            node.assessable = true;
            node.scale = Some(self.scale(at));
        }
        let children = self.questions.of_node(&mut self.draft, &mut node, at, &self.scores)?;
        let above = node.id.clone();
        out.push(Sprout { node, parent, line: at.line });
        let below = |(node, line)| Sprout { node, parent: Some(above.clone()), line };
        out.extend(children.into_iter().map(below));
        Ok(())
    }

    fn scale(&mut self, at: &Located) -> ScaleId {
        let found = self.scores.of_node(&mut self.draft, at);
        self.scored |= found.is_some();
        found.unwrap_or_else(|| build::compliance(&mut self.draft.pack))
    }

    fn finish(mut self) -> Result<Imported, ImportError> {
        let rule = match (self.questions.adds_up(), self.scored || self.questions.has_scores()) {
            (true, _) => Rule::Sum,
            (false, true) => Rule::Mean,
            (false, false) => Rule::Share,
        };
        self.scores.keep_used(&mut self.draft.pack);
        build::measures(&mut self.draft.pack, rule);
        self.draft.finish()
    }
}

fn joined(at: &Located, keys: &[&str]) -> String {
    let words = keys.iter().map(|it| at.text(it)).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join("\n\n")
}

/// Keeps what a pack has no place for.
fn keep(node: &mut Node, at: &Located) {
    let entries = at.entries().unwrap_or_default();
    let kept: Map<String, Value> = entries
        .iter()
        .filter(|it| !KNOWN.contains(&it.key.as_str()))
        .map(|it| (it.key.clone(), it.value.faithful()))
        .collect();
    if !kept.is_empty() {
        node.extra.insert(ORIGINAL.to_owned(), Value::Object(kept));
    }
}

/// What lies below a requirement and asks for nothing is there to be read.
fn mark_notes(node: &mut Node) {
    for child in &mut node.children {
        mark_notes(child);
        if node.assessable && !child.assessable && child.children.is_empty() {
            child.status = Status::Info;
            "note".clone_into(&mut child.kind);
        }
    }
}

/// A place for what refers to a node by its urn.
type ById<T> = BTreeMap<NodeId, T>;

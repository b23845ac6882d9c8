//! NIST CPRT exports: a flat list of elements, a tree by `projection`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, Rule},
    tree::{Sprout, grow},
};
use crate::{
    framework::{Node, Status, parse::tree::Located},
    ids::{Name, NodeId},
};

/// Says whether this is an export.
pub(super) fn is_export(tree: &Located) -> bool {
    elements_of(tree).is_some_and(|it| it.get("elements").is_some())
}

fn elements_of(tree: &Located) -> Option<&Located> {
    tree.get("response").unwrap_or(tree).get("elements")
}

/// Reads an export.
pub(super) fn framework(file: &File<'_>, tree: &Located) -> Result<Imported, ImportError> {
    let Some(export) = elements_of(tree) else {
        let hint = "an export begins with {\"response\": {\"elements\": …}}";
        return Err(ImportError::Unknown(Trouble::of(file.path, None, "no CPRT export", hint)));
    };
    let mut draft = Draft::of(Format::Cprt, file);
    header(&mut draft, export);
    let elements: Vec<Element<'_>> = export.list("elements").iter().map(Element::of).collect();
    let parents = parents(&elements, export.list("relationships"));
    draft.count_many("element", elements.len());
    draft.count_many("relationship", export.list("relationships").len());
    let scale = build::compliance(&mut draft.pack);
    let assessed = assessed_kind(&elements);
    let mut sprouts = Vec::new();
    let mut help: BTreeMap<NodeId, Vec<&str>> = BTreeMap::new();
    for element in &elements {
        draft.count(element.kind);
        let parent = parents.get(&element.key).map(|it| draft.node_id(it, element.at.line));
        let parent = parent.transpose()?;
        if let ("discussion" | "example", Some(parent)) = (element.kind, &parent) {
            help.entry(parent.clone()).or_default().push(element.at.text("text"));
            continue;
        }
        if element.kind == "requirement_type" {
            continue;
        }
        let mut node = element.node(&mut draft)?;
        if Some(element.kind) == assessed && node.status == Status::Live {
            node.assessable = true;
            node.scale = Some(scale.clone());
        }
        sprouts.push(Sprout { node, parent, line: element.at.line });
    }
    tag_by_type(&mut sprouts, &elements, export.list("relationships"));
    for sprout in &mut sprouts {
        if let Some(texts) = help.get(&sprout.node.id) {
            let mut guidance = std::mem::take(&mut sprout.node.guidance);
            let own = guidance.get("en").cloned().unwrap_or_default();
            draft.put(&mut guidance, "en", &format!("{own}\n\n{}", texts.join("\n\n")));
            sprout.node.guidance = guidance;
        }
    }
    draft.pack.nodes = grow(file.path, sprouts)?;
    draft.counts.groups = draft.pack.nodes.len();
    build::measures(&mut draft.pack, Rule::Share);
    draft.finish()
}

fn header(draft: &mut Draft, export: &Located) {
    let Some(document) = export.list("documents").first() else { return };
    let mut title = std::mem::take(&mut draft.pack.title);
    draft.put(&mut title, "en", document.text("name"));
    let pack = &mut draft.pack;
    pack.title = title;
    pack.id = Name::nearest(&build::slug(document.text("doc_identifier")));
    if !document.text("version").is_empty() {
        document.text("version").clone_into(&mut pack.version);
    }
    document.text("website").clone_into(&mut pack.source);
    if export.list("documents").len() > 1 {
        draft.notes.add("documents", "the title is that of the first of several documents");
    }
}

struct Element<'a> {
    at: &'a Located,
    kind: &'a str,
    id: &'a str,
    /// The id without padding: relations write 3.1.1 for 03.01.01.
    key: String,
}

impl<'a> Element<'a> {
    fn of(at: &'a Located) -> Self {
        let id = at.text("element_identifier");
        Self { at, kind: at.text("element_type"), id, key: unpadded(id) }
    }

    fn node(&self, draft: &mut Draft) -> Result<Node, ImportError> {
        let mut node = build::node(draft.node_id(self.id, self.at.line)?, self.kind);
        self.id.clone_into(&mut node.reference);
        let (title, text) = (self.at.text("title"), self.at.text("text"));
        // A title of one letter only repeats the end of the id.
        let named = title.chars().count() > 2 && title != self.id;
        let mut words = std::mem::take(&mut node.text);
        draft.put(&mut words, "en", if named || text.is_empty() { title } else { text });
        node.text = words;
        if named {
            let mut words = std::mem::take(&mut node.guidance);
            draft.put(&mut words, "en", text);
            node.guidance = words;
        }
        let withdrawn = self.kind.starts_with("withdraw") || title.starts_with("[Withdrawn");
        if withdrawn {
            node.status = Status::Withdrawn;
        }
        Ok(node)
    }
}

/// Takes the leading noughts out of the numbers in an id.
fn unpadded(id: &str) -> String {
    let mut out = String::new();
    let mut chars = id.chars().peekable();
    let mut in_number = false;
    while let Some(char) = chars.next() {
        let padding = char == '0' && !in_number && chars.peek().is_some_and(char::is_ascii_digit);
        if !padding {
            out.push(char);
            in_number = char.is_ascii_digit();
        }
    }
    out
}

/// Returns the parent's id by the key of its child: by relation, else by the longest id that the child's begins with.
fn parents<'a>(elements: &[Element<'a>], relations: &[Located]) -> BTreeMap<String, &'a str> {
    let by_key: BTreeMap<&str, &Element<'a>> =
        elements.iter().map(|it| (it.key.as_str(), it)).collect();
    let mut out = BTreeMap::new();
    for relation in relations {
        let from = by_key.get(unpadded(relation.text("source_element_identifier")).as_str());
        let to = by_key.get(unpadded(relation.text("dest_element_identifier")).as_str());
        if let (Some(from), Some(to)) = (from, to)
            && relation.text("relationship_identifier") == "projection"
            && to.kind != "requirement_type"
        {
            out.entry(to.key.clone()).or_insert(from.id);
        }
    }
    for element in elements {
        if out.contains_key(&element.key) {
            continue;
        }
        let bare = element.key.split_once('-').filter(|it| it.0.chars().all(char::is_alphabetic));
        let bare = bare.map(|it| it.1).filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        let mut head = bare.unwrap_or(&element.key);
        if let Some(found) = bare.and_then(|it| by_key.get(it)) {
            out.insert(element.key.clone(), found.id);
            continue;
        }
        while let Some((shorter, _)) = head.rsplit_once(['.', '-']) {
            head = shorter;
            if let Some(found) = by_key.get(head).filter(|it| it.key != element.key) {
                out.insert(element.key.clone(), found.id);
                break;
            }
        }
    }
    out
}

/// Returns the kind that is assessed: the most telling word the export has.
fn assessed_kind<'a>(elements: &[Element<'a>]) -> Option<&'a str> {
    let there: BTreeSet<&str> = elements.iter().map(|it| it.kind).collect();
    let known =
        ["requirement", "subcategory", "control", "practice", "task", "security_requirement"];
    known.into_iter().find_map(|it| there.get(it).copied())
}

/// A requirement carries its type as a tag.
fn tag_by_type(sprouts: &mut [Sprout], elements: &[Element<'_>], relations: &[Located]) {
    let types: BTreeMap<&str, &str> = elements
        .iter()
        .filter(|it| it.kind == "requirement_type")
        .map(|it| (it.key.as_str(), it.id))
        .collect();
    let mut tags: BTreeMap<String, &str> = BTreeMap::new();
    for relation in relations {
        let to = unpadded(relation.text("dest_element_identifier"));
        if let Some(id) = types.get(to.as_str()) {
            tags.insert(unpadded(relation.text("source_element_identifier")), id);
        }
    }
    for sprout in sprouts {
        let tag = tags.get(&unpadded(sprout.node.id.as_str()));
        sprout.node.tags.extend(tag.map(|it| (*it).to_owned()));
    }
}

//! Trees of any make, as YAML or JSON: tables with a name, and lists of tables inside them.
//!
//! The list a table stands in says its kind (`domains`, `objectives`, `practices` …). What has no list of tables
//! inside can be assessed.

use serde_json::{Map, Value};

use super::{
    File, Format, ImportError, Imported,
    build::{self, Draft, ORIGINAL, Rule},
};
use crate::{
    framework::{
        Node,
        parse::tree::{Entry, Located},
    },
    ids::Name,
};

const ID: [&str; 9] =
    ["id", "urn", "identifier", "code", "short_code", "ref_id", "ref", "key", "number"];
const TEXT: [&str; 7] =
    ["question", "text", "requirement", "title", "full_name", "name", "statement"];
const HELP: [&str; 5] = ["guidance", "description", "purpose", "help", "discussion"];
const LEVEL: [&str; 3] = ["level", "mil", "maturity"];
/// Deepest tree.
const MAX_DEPTH: usize = 12;

/// Returns the list of tables inside a table that makes the tree go on: the one that goes deepest, else the longest.
fn inside(at: &Located) -> Option<&Entry> {
    let lists = at.entries()?.iter().filter(|it| {
        let items = it.value.items().unwrap_or_default();
        !items.is_empty() && items.iter().all(is_item)
    });
    lists.max_by_key(|it| (height(&it.value, 0), it.value.items().map_or(0, <[Located]>::len)))
}

fn is_item(at: &Located) -> bool {
    at.entries().is_some()
        && !at.first_text(&ID).is_empty()
        && !at.first_text(&[&TEXT[..], &ID[..]].concat()).is_empty()
}

fn height(list: &Located, depth: usize) -> usize {
    if depth > MAX_DEPTH {
        return 0;
    }
    let first = list.items().and_then(<[Located]>::first).and_then(inside);
    1 + first.map_or(0, |it| height(&it.value, depth + 1))
}

/// Says whether this is a tree with at least two levels.
pub(super) fn is_outline(tree: &Located) -> bool {
    inside(tree).is_some_and(|it| height(&it.value, 0) >= 2)
}

/// Reads a tree.
pub(super) fn framework(file: &File<'_>, tree: &Located) -> Result<Imported, ImportError> {
    let mut draft = Draft::of(Format::Outline, file);
    draft.pack.languages = vec!["en".to_owned()];
    let title = tree.first_text(&["full_name", "title", "name"]).to_owned();
    draft.pack.title =
        build::english(if title.is_empty() { draft.pack.id.as_str() } else { &title });
    let slug = build::slug(tree.first_text(&["id", "ref_id", "name", "title"]));
    if !slug.is_empty() {
        draft.pack.id = Name::nearest(&slug);
    }
    if !tree.text("version").is_empty() {
        tree.text("version").clone_into(&mut draft.pack.version);
    }
    tree.first_text(&["publisher", "provider", "source_publisher"])
        .clone_into(&mut draft.pack.publisher);
    tree.text("copyright").clone_into(&mut draft.pack.copyright);
    tree.first_text(&["source", "url", "source_url"]).clone_into(&mut draft.pack.source);
    let mut nodes = Vec::new();
    if let Some(list) = inside(tree) {
        for item in list.value.items().unwrap_or_default() {
            nodes.push(node(&mut draft, (&list.key, item), "", 0)?);
        }
    }
    draft.pack.nodes = nodes;
    build::measures(&mut draft.pack, Rule::Share);
    draft.finish()
}

fn node(
    draft: &mut Draft,
    (list, at): (&str, &Located),
    above: &str,
    depth: usize,
) -> Result<Node, ImportError> {
    let kind = match (list.strip_suffix("ies"), list.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => list.to_owned(),
    };
    let own = at.first_text(&ID);
    // A bare number only says which one it is of those beside it.
    let numbered = own.bytes().all(|it| it.is_ascii_digit()) && !above.is_empty();
    let id = if numbered { format!("{above}-{own}") } else { own.to_owned() };
    let mut node = build::node(draft.node_id(&id, at.line)?, &kind);
    draft.once(&node.id, at.line)?;
    node.reference.clone_from(&id);
    draft.put(&mut node.text, "en", at.first_text(&TEXT));
    draft.put(&mut node.guidance, "en", at.first_text(&HELP));
    node.level = at.first_text(&LEVEL).parse().ok();
    node.weight = at.text("weight").parse().ok();
    node.tags = at.word_list("tags").into_iter().map(str::to_owned).collect();
    draft.count(&kind);
    let list = inside(at).filter(|_| depth < MAX_DEPTH);
    for item in list.and_then(|it| it.value.items()).unwrap_or_default() {
        let key = list.map_or("", |it| it.key.as_str());
        node.children.push(self::node(draft, (key, item), &id, depth + 1)?);
    }
    if node.children.is_empty() {
        node.assessable = true;
        node.scale = Some(build::compliance(&mut draft.pack));
        if let Some(level) = node.level {
            draft.count(&format!("level {level}"));
        }
    }
    let taken = [&ID[..], &TEXT[..], &HELP[..], &LEVEL[..], &["weight", "tags"]].concat();
    let rest = at.entries().unwrap_or_default().iter();
    let rest: Map<String, Value> = rest
        .filter(|it| {
            !taken.contains(&it.key.as_str())
                && Some(it.key.as_str()) != list.map(|it| it.key.as_str())
        })
        .map(|it| (it.key.clone(), it.value.faithful()))
        .collect();
    if !rest.is_empty() {
        node.extra.insert(ORIGINAL.to_owned(), Value::Object(rest));
    }
    Ok(node)
}

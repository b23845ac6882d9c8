//! `OpenSSF` best practices criteria: ordered maps of level, section, subsection, criterion.
//!
//! A MUST is met or it is not; a SHOULD may stay open with a reason; a SUGGESTED one only has to be answered.

use serde_json::{Map, Value};

use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, ORIGINAL, Rule},
};
use crate::{
    framework::{
        Condition, Count, Empty, Ladder, LadderMode, LadderNa, Measure, Na, Node, Permission,
        Place, Rung, Selected, Status, Where, parse::tree::Located,
    },
    ids::{Name, ScaleId},
};

/// Names of the levels, as the badge has them.
const LEVELS: [&str; 3] = ["passing", "silver", "gold"];
/// Keys of a criterion that a pack has a place for.
const KNOWN: [&str; 8] = [
    "category",
    "description",
    "details",
    "rationale",
    "na_allowed",
    "na_justification_required",
    "met_url_required",
    "obsolete",
];

/// Returns the entries of a table, or of an ordered map.
fn pairs(at: &Located) -> Vec<(&str, &Located)> {
    let items =
        at.items().unwrap_or_default().iter().flat_map(|it| it.entries().unwrap_or_default());
    let entries = at.entries().unwrap_or_default().iter().chain(items);
    entries.map(|it| (it.key.as_str(), &it.value)).collect()
}

/// Says whether this is a list of criteria.
pub(super) fn is_criteria(tree: &Located) -> bool {
    let mut here = tree;
    for _ in 0..3 {
        let Some((_, next)) = pairs(here).into_iter().next() else { return false };
        here = next;
    }
    pairs(here).first().is_some_and(|(_, it)| is_category(it.text("category")))
}

fn is_category(word: &str) -> bool {
    ["MUST", "SHOULD", "SUGGESTED"].contains(&word)
}

/// Reads the criteria.
pub(super) fn framework(file: &File<'_>, tree: &Located) -> Result<Imported, ImportError> {
    let mut draft = Draft::of(Format::Openssf, file);
    draft.pack.id = Name::nearest("openssf-best-practices");
    draft.pack.title = build::english("OpenSSF best practices");
    draft.pack.languages = vec!["en".to_owned()];
    "OpenSSF".clone_into(&mut draft.pack.publisher);
    "OpenSSF best practices badge criteria".clone_into(&mut draft.pack.source);
    let mut nodes = Vec::new();
    for (number, level) in pairs(tree) {
        nodes.push(frame(&mut draft, file, (number, level), &[])?);
    }
    draft.pack.nodes = nodes;
    rules(&mut draft);
    draft.finish()
}

/// A level, section or subsection.
fn frame(
    draft: &mut Draft,
    file: &File<'_>,
    (name, at): (&str, &Located),
    above: &[&str],
) -> Result<Node, ImportError> {
    let mut way = above.to_vec();
    way.push(name);
    let kind = ["level", "section", "subsection"].get(above.len()).copied().unwrap_or("subsection");
    let slugs: Vec<String> = way.iter().map(|it| build::slug(it)).collect();
    let id = format!("level-{}", slugs.join("/"));
    let mut node = build::node(draft.node_id(&id, at.line)?, kind);
    draft.once(&node.id, at.line)?;
    let number = name.parse::<usize>().ok().filter(|_| above.is_empty());
    let title = number.and_then(|it| LEVELS.get(it).copied()).unwrap_or(name);
    draft.put(&mut node.text, "en", title);
    if above.is_empty() {
        draft.counts.groups += 1;
    }
    for (name, inner) in pairs(at) {
        if is_category(inner.text("category")) {
            node.children.push(criterion(draft, (name, inner), &way)?);
        } else if way.len() < 3 && !pairs(inner).is_empty() {
            node.children.push(frame(draft, file, (name, inner), &way)?);
        } else {
            let what = format!("“{}” has no category", name.chars().take(40).collect::<String>());
            let hint = "a criterion is MUST, SHOULD or SUGGESTED";
            return Err(ImportError::Unsound(Trouble::of(file.path, Some(inner.line), what, hint)));
        }
    }
    Ok(node)
}

fn criterion(
    draft: &mut Draft,
    (name, at): (&str, &Located),
    way: &[&str],
) -> Result<Node, ImportError> {
    let level = way.first().copied().unwrap_or_default();
    let category = at.text("category");
    let mut node = build::node(draft.node_id(&format!("{level}.{name}"), at.line)?, "criterion");
    draft.once(&node.id, at.line)?;
    name.clone_into(&mut node.reference);
    let words = at.text("description");
    draft.put(&mut node.text, "en", if words.is_empty() { name } else { words });
    let help = [at.text("details"), at.text("rationale")].join("\n\n");
    draft.put(&mut node.guidance, "en", &help);
    node.level = level.parse().ok();
    node.tags.push(category.to_owned());
    draft.count(category);
    draft.count(&format!("level {level}"));
    draft.count(&format!("level {level} {category}"));
    draft.count("criterion");
    if at.is_true("met_url_required") {
        node.met_needs = Some("evidence".to_owned());
    }
    if at.is_true("na_justification_required") {
        node.na_needs = Some("reason".to_owned());
    }
    if at.is_true("obsolete") {
        node.status = Status::Withdrawn;
    } else {
        node.assessable = true;
        let na = if at.is_true("na_allowed") { Permission::Allow } else { Permission::Deny };
        node.scale = Some(scale(draft, category, na));
    }
    let entries = at.entries().unwrap_or_default().iter();
    let rest: Map<String, Value> = entries
        .filter(|it| !KNOWN.contains(&it.key.as_str()))
        .map(|it| (it.key.clone(), it.value.faithful()))
        .collect();
    if !rest.is_empty() {
        node.extra.insert(ORIGINAL.to_owned(), Value::Object(rest));
    }
    Ok(node)
}

fn scale(draft: &mut Draft, category: &str, na: Permission) -> ScaleId {
    let ending = if na == Permission::Allow { "-or-na" } else { "" };
    let name = Name::nearest(&format!("{}{ending}", category.to_lowercase()));
    if draft.pack.scales.contains_key(&name) {
        return name;
    }
    let option = |id: &str, label: &str, met: bool| {
        let mut option = build::choice(Name::nearest(id), build::english(label));
        option.met = Some(met);
        option
    };
    let mut options = vec![option("unmet", "Unmet", category == "SUGGESTED")];
    if category == "SHOULD" {
        options.push(option("unmet-with-reason", "Unmet, for a stated reason", true));
    }
    options.push(option("met", "Met", true));
    draft.pack.scales.insert(name.clone(), build::scale(options, na));
    name
}

/// Share of what a level asks for, and the badge that follows.
fn rules(draft: &mut Draft) {
    for (id, at) in [("level", Place::Kind("level".to_owned())), ("overall", Place::Root)] {
        let plain = build::measure(id, at, Rule::Share);
        let measure =
            Measure { count: Some(Count::Met), na: Some(Na::AsMet), weight: None, ..plain };
        draft.pack.measures.push(measure);
    }
    let mut rungs = vec![Rung {
        id: Name::nearest("in-progress"),
        name: build::english("In progress"),
        text: crate::framework::Text::new(),
        require: Vec::new(),
    }];
    let levels: std::collections::BTreeSet<u32> = build::all_nodes(&draft.pack)
        .iter()
        .filter(|it| it.is_question())
        .filter_map(|it| it.level)
        .collect();
    for level in levels {
        let name = usize::try_from(level).ok().and_then(|it| LEVELS.get(it).copied());
        let name = name.map_or_else(|| format!("level {level}"), str::to_owned);
        let filter = Where { level: Some(level), ..Where::default() };
        rungs.push(Rung {
            id: Name::nearest(&build::slug(&name)),
            name: build::english(&name),
            text: crate::framework::Text::new(),
            require: vec![Condition::AllMet(Selected { filter, blank: None })],
        });
    }
    draft.pack.ladders.push(Ladder {
        id: Name::nearest("badge"),
        title: build::english("Badge"),
        at: Place::Root,
        mode: LadderMode::Cumulative,
        empty: Some(Empty::Fail),
        na: Some(LadderNa::Exclude),
        rungs,
    });
}

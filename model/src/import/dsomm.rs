//! The `DevSecOps` maturity model: dimension, subdimension, activity, as tables inside each other.
//!
//! Files may repeat anchors and merge old ones; `meta.yaml` brings the steps of progress, if it is there.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    File, Format, ImportError, Imported,
    build::{self, Draft, ORIGINAL, Rule},
    samm::Read,
    tree::{Sprout, grow},
};
use crate::{
    framework::{
        Permission,
        parse::tree::{Entry, Located},
    },
    ids::{Name, NodeId, ScaleId},
    scoring::Exact,
};

/// Keys of an activity that a pack has a place for.
const KNOWN: [&str; 9] =
    ["uuid", "risk", "measure", "description", "assessment", "level", "tags", "<<", "comments"];

/// Says whether a file has activities.
pub(super) fn is_part(tree: &Located) -> bool {
    activities(tree).next().is_some()
}

/// Returns every activity with the names above it.
fn activities(tree: &Located) -> impl Iterator<Item = ([&Entry; 2], &Entry)> {
    fn inside(at: &Located) -> impl Iterator<Item = &Entry> {
        at.entries().unwrap_or_default().iter().filter(|it| !it.key.starts_with('_'))
    }
    inside(tree).flat_map(|top| {
        inside(&top.value).flat_map(move |sub| {
            let found = inside(&sub.value).filter(|it| it.value.get("uuid").is_some());
            found.map(move |it| ([top, sub], it))
        })
    })
}

/// Reads a folder, or one file that holds everything.
pub(super) fn framework(files: &[Read<'_>]) -> Result<Imported, ImportError> {
    let folder = File { path: "dsomm", bytes: b"" };
    let mut draft = Draft::of(Format::Dsomm, &folder);
    draft.pack.title = build::english("DevSecOps Maturity Model");
    draft.pack.languages = vec!["en".to_owned()];
    "OWASP".clone_into(&mut draft.pack.publisher);
    "OWASP DevSecOps Maturity Model".clone_into(&mut draft.pack.source);
    let scale = scale(&mut draft, files);
    let mut reader = Reader { draft, scale, frames: BTreeMap::new(), sprouts: Vec::new() };
    let mut left = 0;
    for (file, tree) in files {
        if !is_part(tree) {
            let used = tree.get("_meta").is_some() || tree.get("progressDefinition").is_some();
            left += usize::from(!used);
        }
        (*file.path).clone_into(&mut reader.draft.path);
        for (above, activity) in activities(tree) {
            reader.activity(above, activity)?;
        }
    }
    reader.descriptions(files);
    let Reader { mut draft, sprouts, .. } = reader;
    if left > 0 {
        draft.notes.add(
            "",
            build::counted(left, "file", "files") + " without activities left out (tools, teams)",
        );
    }
    draft.notes.add("dependsOn", "what an activity builds on is kept, but every activity is asked");
    draft.pack.nodes = grow("dsomm", sprouts)?;
    build::measures(&mut draft.pack, Rule::Share);
    draft.finish()
}

struct Reader {
    draft: Draft,
    scale: ScaleId,
    /// Dimensions and subdimensions by their names.
    frames: BTreeMap<Vec<String>, NodeId>,
    sprouts: Vec<Sprout>,
}

impl Reader {
    fn frame(&mut self, way: &[&Entry]) -> Result<Option<NodeId>, ImportError> {
        let Some((last, above)) = way.split_last() else { return Ok(None) };
        let key: Vec<String> = way.iter().map(|it| it.key.clone()).collect();
        if let Some(found) = self.frames.get(&key) {
            return Ok(Some(found.clone()));
        }
        let parent = self.frame(above)?;
        let kind = if above.is_empty() { "dimension" } else { "subdimension" };
        let slug = build::slug(&last.key);
        let id = parent.as_ref().map_or(slug.clone(), |it| format!("{it}/{slug}"));
        let mut node = build::node(self.draft.node_id(&id, last.line)?, kind);
        self.draft.put(&mut node.text, "en", &last.key);
        self.draft.count(kind);
        let id = node.id.clone();
        self.frames.insert(key, id.clone());
        self.sprouts.push(Sprout { node, parent, line: last.line });
        Ok(Some(id))
    }

    fn activity(&mut self, above: [&Entry; 2], activity: &Entry) -> Result<(), ImportError> {
        let parent = self.frame(&above)?;
        let at = Activity(&activity.value);
        let id = self
            .draft
            .node_id(at.get("uuid").and_then(Located::words).unwrap_or_default(), activity.line)?;
        let mut node = build::node(id, "activity");
        let text = |key| at.get(key).and_then(Located::words).unwrap_or_default();
        self.draft.put(&mut node.text, "en", &activity.key);
        let help = ["measure", "risk", "description", "assessment"].map(text);
        let help: Vec<&str> = help.into_iter().filter(|it| !it.is_empty()).collect();
        self.draft.put(&mut node.guidance, "en", &help.join("\n\n"));
        node.level = text("level").parse().ok();
        if let Some(level) = node.level {
            self.draft.count(&format!("level {level}"));
            node.tags.push(format!("level-{level}"));
        }
        node.tags.extend(at.word_list("tags").into_iter().map(str::to_owned));
        node.tags.dedup();
        let rest: Map<String, Value> = activity
            .value
            .entries()
            .unwrap_or_default()
            .iter()
            .filter(|it| !KNOWN.contains(&it.key.as_str()))
            .map(|it| (it.key.clone(), it.value.faithful()))
            .collect();
        if !rest.is_empty() {
            node.extra.insert(ORIGINAL.to_owned(), Value::Object(rest));
        }
        node.assessable = true;
        node.scale = Some(self.scale.clone());
        self.draft.count("activity");
        self.sprouts.push(Sprout { node, parent, line: activity.line });
        Ok(())
    }

    /// Words about dimensions stand in files of their own.
    fn descriptions(&mut self, files: &[Read<'_>]) {
        for (_, tree) in files {
            let Some(meta) = tree.get("_meta") else { continue };
            let id = self.frames.get(&vec![meta.text("label").to_owned()]);
            let sprout = self.sprouts.iter_mut().find(|it| Some(&it.node.id) == id);
            if let Some(sprout) = sprout {
                self.draft.put(&mut sprout.node.guidance, "en", meta.text("description"));
            }
        }
    }
}

/// An activity: what it does not say itself, the one it is merged from says.
struct Activity<'a>(&'a Located);

impl<'a> Activity<'a> {
    fn get(&self, key: &str) -> Option<&'a Located> {
        let mut here = self.0;
        // A merge of a merge of a merge is as far as anybody goes.
        for _ in 0..8 {
            if let Some(found) = here.get(key) {
                return Some(found);
            }
            here = here.get("<<")?;
        }
        None
    }

    fn word_list(&self, key: &str) -> Vec<&'a str> {
        let items = self.get(key).and_then(Located::items).unwrap_or_default();
        items.iter().filter_map(Located::words).filter(|it| !it.is_empty()).collect()
    }
}

/// The steps of progress, as `meta.yaml` has them, else done or not done.
fn scale(draft: &mut Draft, files: &[Read<'_>]) -> ScaleId {
    let defined = files.iter().find_map(|it| it.1.get("progressDefinition"));
    let steps = defined.and_then(Located::entries).unwrap_or_default();
    let mut options = Vec::new();
    for step in steps {
        let share = step.value.words().unwrap_or_else(|| step.value.text("score"));
        let share = share.trim_end_matches('%').trim().parse::<Exact>().ok();
        let Some(credit) = share.and_then(|it| it.over(&Exact::whole(100))) else { continue };
        let mut option =
            build::choice(Name::nearest(&build::slug(&step.key)), build::english(&step.key));
        option.met = Some(credit == Exact::one());
        option.credit = Some(credit);
        options.push(option);
    }
    options.sort_by(|a, b| a.credit.cmp(&b.credit));
    draft.count_many("progress state", options.len());
    if options.len() < 2 {
        let what = "the steps of progress stand in meta.yaml, which is not here; done or not done is asked";
        draft.notes.add("", what);
        options = [("not-done", "Not done", 0), ("done", "Done", 1)]
            .map(|(id, label, credit)| {
                let mut option = build::choice(Name::nearest(id), build::english(label));
                option.met = Some(credit == 1);
                option.credit = Some(Exact::whole(credit));
                option
            })
            .to_vec();
    }
    let name = Name::nearest("progress");
    draft.pack.scales.insert(name.clone(), build::scale(options, Permission::Allow));
    name
}

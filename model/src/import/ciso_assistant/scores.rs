//! Score scales: the one of the framework, alternatives by name, and those of single nodes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{
    framework::{Choice, Pack, Permission, Scale, Text, parse::tree::Located},
    ids::{Name, ScaleId},
    import::build::{self, Draft, ORIGINAL},
    scoring::Exact,
};

/// Most steps of a scale that is given by its ends only.
const MAX_STEPS: i64 = 20;

/// The scales of a library.
#[derive(Debug, Default)]
pub(super) struct Scores {
    usual: Option<ScaleId>,
    alternatives: BTreeMap<String, ScaleId>,
}

impl Scores {
    pub(super) fn of(draft: &mut Draft, source: &Located, language: &str) -> Self {
        let mut out = Self::default();
        let defined = source.get("scores_definition");
        let usual = defined.map(|it| it.get("scale").unwrap_or(it)).and_then(Located::items);
        let ends = (source.text("min_score").parse().ok(), source.text("max_score").parse().ok());
        out.usual = add(draft, "score", (usual.unwrap_or_default(), ends), language);
        let others = defined.and_then(|it| it.get("alternatives")).and_then(Located::entries);
        for entry in others.unwrap_or_default() {
            let levels = entry.value.items().unwrap_or_default();
            if let Some(scale) = add(draft, &entry.key, (levels, (None, None)), language) {
                out.alternatives.insert(entry.key.clone(), scale);
            }
        }
        out
    }

    /// Returns the scale a node is scored on, if it is scored.
    pub(super) fn of_node(&self, draft: &mut Draft, at: &Located) -> Option<ScaleId> {
        let named = at.text("scores_definition_ref");
        if let Some(scale) = self.alternatives.get(named) {
            return Some(scale.clone());
        }
        if !named.is_empty() {
            let what = format!("there is no scale “{}”; the usual one is taken", short(named));
            draft.notes.add(at.text("urn"), what);
        }
        let own = at.get("scores_definition").and_then(Located::items).unwrap_or_default();
        let (low, high) = (at.text("min_score").parse().ok(), at.text("max_score").parse().ok());
        if own.is_empty() && (low.is_none() || high.is_none()) {
            return self.usual.clone();
        }
        let ends = [at.text("min_score"), at.text("max_score")].join("-");
        let name = if own.is_empty() { format!("score-{ends}") } else { short(at.text("urn")) };
        add(draft, &name, (own, (low, high)), "en").or_else(|| self.usual.clone())
    }

    pub(super) fn usual(&self) -> Option<&ScaleId> {
        self.usual.as_ref()
    }

    /// Takes scales away that no node uses.
    #[expect(clippy::unused_self, reason = "it is about these scales, wherever they are kept")]
    pub(super) fn keep_used(&self, pack: &mut Pack) {
        let used: BTreeSet<ScaleId> =
            build::all_nodes(pack).into_iter().filter_map(|it| it.scale.clone()).collect();
        pack.scales.retain(|name, _| used.contains(name));
    }
}

type Levels<'a> = (&'a [Located], (Option<i64>, Option<i64>));

/// Adds a scale to the pack, if it has at least two steps.
fn add(draft: &mut Draft, name: &str, levels: Levels<'_>, language: &str) -> Option<ScaleId> {
    let name = Name::nearest(name);
    if draft.pack.scales.contains_key(&name) {
        return Some(name);
    }
    let mut found: BTreeMap<Exact, (Text, Text)> = BTreeMap::new();
    for level in levels.0 {
        let Ok(score) = level.text("score").parse::<Exact>() else { continue };
        let (mut label, mut words) = (Text::new(), Text::new());
        draft.put(&mut label, language, level.text("name"));
        draft.put(&mut words, language, level.text("description"));
        let translations = level.get("translations").and_then(Located::entries);
        for entry in translations.unwrap_or_default() {
            draft.put(&mut label, &entry.key, entry.value.text("name"));
            draft.put(&mut words, &entry.key, entry.value.text("description"));
        }
        found.insert(score, (label, words));
    }
    if let (Some(low), Some(high)) = levels.1 {
        if high.saturating_sub(low) <= MAX_STEPS {
            for step in low..=high {
                found.entry(Exact::whole(step)).or_default();
            }
        } else if found.is_empty() {
            for step in 0..=10 {
                let part = Exact::whole(high.saturating_sub(low)).over(&Exact::whole(10));
                let score = &part.unwrap_or_else(Exact::zero) * &Exact::whole(step);
                found.entry(&Exact::whole(low) + &score).or_default();
            }
            let what = format!("the score from {low} to {high} is given in ten steps");
            draft.notes.add(name.as_str(), what);
        }
    }
    if found.len() < 2 {
        return None;
    }
    draft.pack.scales.insert(name.clone(), scale_of(found));
    Some(name)
}

fn scale_of(found: BTreeMap<Exact, (Text, Text)>) -> Scale {
    let (low, high) = (found.keys().next().cloned(), found.keys().next_back().cloned());
    let mut described = Map::new();
    let mut options = Vec::new();
    for (score, (label, words)) in found {
        let id = Name::nearest(&score.to_string());
        if !words.is_empty() {
            let words: Map<String, Value> =
                words.into_iter().map(|(key, it)| (key, Value::String(it))).collect();
            described.insert(id.to_string(), Value::Object(words));
        }
        options.push(Choice { value: Some(score), ..build::choice(id, label) });
    }
    let mut scale = build::scale(options, Permission::Allow);
    scale.range = low.zip(high);
    if !described.is_empty() {
        scale.extra.insert(ORIGINAL.to_owned(), Value::Object(described));
    }
    scale
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

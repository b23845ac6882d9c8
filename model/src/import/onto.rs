//! Official wording, imported by its user, put beside the questions of a framework by identifier.
//!
//! The question stays as it is, because scales and advice are written for it; the official words come first in its
//! guidance, and by themselves under the key `official`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::Imported;
use crate::{
    framework::{Framework, Node, Problem, Text, in_language},
    ids::NodeId,
};

/// Key under which official wording is kept with a node.
pub const OFFICIAL: &str = "official";

/// A framework with official wording, and how much of both fits together.
#[derive(Debug, Clone, PartialEq)]
pub struct Worded {
    /// The framework.
    pub framework: Framework,
    /// Nodes that got official words.
    pub matched: usize,
    /// Questions of the framework that the source says nothing about.
    pub without: Vec<NodeId>,
    /// What can be assessed in the source and has no question in the framework.
    pub unused: Vec<String>,
}

/// Why wording was not attached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OntoError {
    /// No identifier is the same in both.
    #[error("none of the {0} questions has an identifier that occurs in the source")]
    Strangers(usize),
    /// The outcome is no sound framework.
    #[error("with these words the framework does not hold together: {0}")]
    Unsound(Problem),
}

/// Puts the words of `source` beside the nodes of `framework` that have the same identifier.
///
/// # Errors
///
/// Nothing fits, or what comes of it is no sound framework.
pub fn onto(framework: &Framework, source: &Imported) -> Result<Worded, OntoError> {
    let official = source.framework.nodes();
    let mut by_name: BTreeMap<String, &Node> = BTreeMap::new();
    for node in official.iter().rev() {
        // What people call a node counts for more than its id.
        by_name.entry(spelled(node.id.as_str())).or_insert(node);
    }
    for node in official.iter().filter(|it| !it.reference.is_empty()) {
        by_name.insert(spelled(&node.reference), node);
    }
    let mut pack = framework.pack().clone();
    let mut used = BTreeSet::new();
    let mut matched = 0;
    let mut open: Vec<&mut Node> = pack.nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        let names = [node.reference.as_str(), node.id.as_str()];
        let found =
            names.iter().filter(|it| !it.is_empty()).find_map(|it| by_name.get(&spelled(it)));
        if let Some(found) = found {
            matched += 1;
            used.insert(found.id.clone());
            attach(node, found);
        }
        open.extend(node.children.iter_mut());
    }
    let questions = framework.questions();
    if matched == 0 {
        return Err(OntoError::Strangers(questions.len()));
    }
    let from = source.framework.pack();
    for language in &from.languages {
        if !pack.languages.contains(language) {
            pack.languages.push(language.clone());
        }
    }
    let title = in_language(&from.title, "en");
    pack.copyright = joined(&pack.copyright, &[&source.copyright, title]);
    pack.licence = joined(&pack.licence, &[&from.licence]);
    let framework = Framework::of(pack).map_err(|problems| {
        let first = problems.into_iter().next();
        first.map_or(OntoError::Strangers(0), OntoError::Unsound)
    })?;
    let without = framework.questions().into_iter().filter(|it| !it.extra.contains_key(OFFICIAL));
    let without = without.map(|it| it.id.clone()).collect();
    let unused = source.framework.questions().into_iter().filter(|it| !used.contains(&it.id));
    let unused = unused
        .map(|it| if it.reference.is_empty() { it.id.to_string() } else { it.reference.clone() })
        .collect();
    Ok(Worded { framework, matched, without, unused })
}

/// Joins a line about rights with what comes in, each once.
fn joined(own: &str, more: &[&str]) -> String {
    let mut out: Vec<&str> = Vec::new();
    for words in std::iter::once(&own).chain(more) {
        let words = words.trim();
        if !words.is_empty() && !out.contains(&words) {
            out.push(words);
        }
    }
    out.join("; ")
}

fn attach(node: &mut Node, official: &Node) {
    let mut words: Text = official.text.clone();
    for (language, more) in &official.guidance {
        let own = words.entry(language.clone()).or_default();
        *own = [own.as_str(), more]
            .iter()
            .filter(|it| !it.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n\n");
    }
    node.extra
        .insert(OFFICIAL.to_owned(), json!({"text": official.text, "guidance": official.guidance}));
    for (language, official) in words {
        let own = node.guidance.get(&language).cloned().unwrap_or_default();
        let parts = [official.as_str(), own.as_str()];
        let all =
            parts.iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join("\n\n");
        // Words that would be too long to keep stand under `official` only.
        if all.len() <= 20_000 {
            node.guidance.insert(language, all);
        }
    }
}

/// Spells an identifier the same way for all sources: `03.01.01`, `3.1.1` and `AC.L1-3.1.1` are one.
pub fn spelled(reference: &str) -> String {
    let plain = match reference.split_once('-') {
        Some((head, tail))
            if head.contains(".L") && tail.starts_with(|it: char| it.is_ascii_digit()) =>
        {
            tail
        }
        Some(_) | None => reference,
    };
    let parts = plain.trim().split('.').map(|it| {
        let digits = !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let short = it.trim_start_matches('0');
        if !digits {
            it.to_lowercase()
        } else if short.is_empty() {
            "0".to_owned()
        } else {
            short.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join(".")
}

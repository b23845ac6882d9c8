//! What a pack must keep to beyond its form; all problems at once.
//!
//! What scoring does not do yet is refused here with a sentence: nothing in a pack is ever silently ignored.

mod header;
mod ladders;
mod measures;
mod nodes;
mod scales;

use std::{collections::BTreeSet, fmt};

use super::{
    Condition, Extra, Node, Pack, Text, Where,
    problem::{Problems, Trail},
};
use crate::scoring::{Exact, plan::Plan};

const MAX_NODES: usize = 20_000;
const MAX_DEPTH: usize = 24;
const MAX_CONDITIONS: usize = 2000;
const MAX_ANY_OF: usize = 8;
const MAX_TEXT: usize = 20_000;
const MAX_DENOMINATOR: u32 = 1000;
const MAX_PLACES: u32 = 9;
const MAX_BITS: u64 = 64;

/// What an answer may need before it counts as met.
pub(crate) const PROOFS: [&str; 4] = ["evidence", "documented", "tested", "reason"];
/// What “not applicable” may need before it counts.
pub(crate) const NA_NEEDS: [&str; 2] = ["reason", "approval"];
/// Numbers of an answer that a measure may use.
pub(crate) const FIELDS: [&str; 3] = ["value", "met", "credit"];

/// Keys of a pack, a node and a scale, to tell a slip from a key of a source.
const PACK: [&str; 19] = [
    "muster_pack",
    "id",
    "version",
    "title",
    "purpose",
    "publisher",
    "licence",
    "copyright",
    "source",
    "languages",
    "nodes",
    "scales",
    "respondents",
    "measures",
    "ladders",
    "cadence",
    "benchmarks",
    "mappings",
    "baselines",
];
const NODE: [&str; 21] = [
    "id",
    "kind",
    "ref",
    "text",
    "guidance",
    "assessable",
    "scale",
    "answer",
    "anchors",
    "weight",
    "level",
    "tags",
    "points",
    "points_partial",
    "evidence",
    "na_needs",
    "met_needs",
    "status",
    "recommendation",
    "depends_on",
    "children",
];
const SCALE: [&str; 5] = ["options", "range", "na_option", "blank_option", "na"];

/// Checks everything.
pub(super) fn all(pack: &Pack, problems: &mut Problems<'_>) {
    if !fits(pack, problems) {
        return;
    }
    let plan = Plan::of(pack);
    let tags = plan.spots.iter().flat_map(|it| &it.node.tags).map(String::as_str).collect();
    let mut check = Check { plan: &plan, tags, problems };
    check.header();
    check.nodes();
    check.scales();
    check.respondents();
    check.measures();
    check.ladders();
}

/// Bounds the tree before anything walks it.
fn fits(pack: &Pack, problems: &mut Problems<'_>) -> bool {
    let mut count = 0;
    let mut level: Vec<&Node> = pack.nodes.iter().collect();
    let mut depth = 0;
    while !level.is_empty() {
        count += level.len();
        depth += 1;
        if count > MAX_NODES || depth > MAX_DEPTH {
            let hint = "20,000 nodes and 24 levels are the limit; split the framework";
            problems.add(&Trail::default().key("nodes"), "the tree is too large", hint);
            return false;
        }
        level = level.into_iter().flat_map(|it| &it.children).collect();
    }
    let rungs = pack.ladders.iter().flat_map(|it| &it.rungs);
    if rungs.map(|it| conditions(&it.require, 0)).sum::<usize>() > MAX_CONDITIONS {
        let hint = "2,000 conditions, eight levels of “any_of” deep, are the limit";
        problems.add(&Trail::default().key("ladders"), "there are too many conditions", hint);
        return false;
    }
    true
}

/// Counts conditions; nested too deeply, they count as too many.
fn conditions(list: &[Condition], depth: usize) -> usize {
    if depth > MAX_ANY_OF {
        return MAX_CONDITIONS + 1;
    }
    let inner = list
        .iter()
        .map(|it| if let Condition::AnyOf(inner) = it { conditions(inner, depth + 1) } else { 0 });
    list.len() + inner.sum::<usize>()
}

struct Check<'a, 'p, 't> {
    plan: &'a Plan<'a>,
    tags: BTreeSet<&'a str>,
    problems: &'p mut Problems<'t>,
}

impl<'a> Check<'a, '_, '_> {
    fn pack(&self) -> &'a Pack {
        self.plan.pack
    }

    fn add(&mut self, trail: &Trail, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.add(trail, what, hint);
    }

    /// Texts are in declared languages and not endless.
    fn text(&mut self, trail: &Trail, text: &Text) {
        for (language, words) in text {
            let here = trail.key(language);
            if !self.pack().languages.contains(language) {
                let what = format!("the language “{}” is not declared", short(language));
                self.add(
                    &here,
                    what,
                    "add it to “languages” at the top, or write the text in one of those",
                );
            }
            if words.trim().is_empty() {
                self.add(&here, "the text is empty", "write it, or leave the key out");
            }
            if words.len() > MAX_TEXT {
                self.add(&here, "the text is longer than 20,000 bytes", "shorten it");
            }
        }
    }

    /// A text that must be there.
    fn needed_text(&mut self, trail: &Trail, text: &Text) {
        if text.is_empty() {
            self.add(trail, "the text is missing", "write it as {en: …}");
        }
        self.text(trail, text);
    }

    /// A number small enough to compute with for ever.
    fn number(&mut self, trail: &Trail, number: &Exact) {
        if !number.is_plain((MAX_PLACES, MAX_DENOMINATOR), MAX_BITS) {
            let hint = "use at most nine digits after the point, or a fraction over at most 1000";
            self.add(
                trail,
                format!("{} is finer or larger than needed", short(&number.to_string())),
                hint,
            );
        }
    }

    fn between(&mut self, trail: &Trail, number: &Exact, low: i64, high: i64) {
        self.number(trail, number);
        if *number < Exact::whole(low) || *number > Exact::whole(high) {
            let what = format!("{} is outside its range", short(&number.to_string()));
            self.add(trail, what, format!("use a number from {low} to {high}"));
        }
    }

    fn not_negative(&mut self, trail: &Trail, number: &Exact) {
        self.number(trail, number);
        if number.is_negative() {
            self.add(trail, "a number below nought makes no sense here", "use nought or more");
        }
    }

    fn at_most(&mut self, trail: &Trail, count: usize, limit: usize) {
        if count > limit {
            self.add(
                trail,
                format!("there are {count} entries here"),
                format!("{limit} are the limit"),
            );
        }
    }

    /// A name from a closed list.
    fn one_of(&mut self, trail: &Trail, word: &str, known: &[&str]) {
        if !known.contains(&word) {
            let what = format!("“{}” is not known here", short(word));
            self.add(trail, what, format!("use one of: {}", known.join(", ")));
        }
    }

    /// A filter names nodes, tags and levels that are there.
    fn filter(&mut self, trail: &Trail, filter: &Where) {
        let trail = trail.key("where");
        for (index, id) in filter.ids.iter().enumerate() {
            if !self.plan.by_id.contains_key(id) {
                self.nowhere(&trail.key("ids").index(index), "node", id);
            }
        }
        for (key, tag) in [("tag", &filter.tag), ("not_tag", &filter.not_tag)] {
            let Some(tag) = tag else { continue };
            self.tag(&trail.key(key), tag);
        }
    }

    fn tag(&mut self, trail: &Trail, tag: &str) {
        if !self.tags.contains(tag) {
            self.nowhere(trail, "tag on any node", tag);
        }
    }

    fn nowhere(&mut self, trail: &Trail, sort: &str, name: impl fmt::Display) {
        let what = format!("there is no {sort} “{}”", short(&name.to_string()));
        self.add(trail, what, "check the spelling, or add it");
    }

    /// Every name once.
    fn unique<'n>(&mut self, trail: &Trail, names: impl Iterator<Item = (usize, &'n str)>) {
        let mut seen = BTreeSet::new();
        for (index, name) in names {
            if !seen.insert(name) {
                let what = format!("the id “{}” is taken already", short(name));
                self.add(&trail.index(index).key("id"), what, "give each its own id");
            }
        }
    }

    /// Keys that are ours but for a slip are refused; all others belong to the source and are kept.
    fn extra(&mut self, trail: &Trail, extra: &Extra, known: &[&str]) {
        for key in extra.keys() {
            if let Some(meant) = known.iter().find(|it| is_slip(key, it)) {
                let what = format!("the key “{}” is not known here", short(key));
                self.add(
                    &trail.key(key),
                    what,
                    format!("write “{meant}”, or rename it if it is the source's own"),
                );
            }
        }
    }

    fn known_kind(&mut self, trail: &Trail, place: &super::Place) {
        if self.plan.places(place).is_empty() {
            let place = String::from(place.clone());
            let what = format!("no live node is of the kind “{}”", short(&place));
            self.add(trail, what, "use root, * or a kind that nodes have");
        }
    }
}

/// Says whether a node takes `key` for one of its own, or for a slip in one.
pub(crate) fn is_node_key(key: &str) -> bool {
    NODE.iter().any(|it| is_slip(key, it))
}

/// Says whether `key` is `known` in another spelling, or with one letter wrong, missing, added or swapped.
fn is_slip(key: &str, known: &str) -> bool {
    let key: Vec<char> = key.to_lowercase().replace(['-', ' '], "_").chars().collect();
    let known: Vec<char> = known.chars().collect();
    if key == known {
        return true;
    }
    let (longer, shorter) = if key.len() > known.len() { (&key, &known) } else { (&known, &key) };
    let is_plural = longer.strip_suffix(&['s']) == Some(shorter.as_slice());
    if known.len() < 5 || longer.len() > shorter.len() + 1 || is_plural {
        return false;
    }
    let head = longer.iter().zip(shorter).take_while(|(a, b)| a == b).count();
    let (longer, shorter) =
        (longer.get(head..).unwrap_or_default(), shorter.get(head..).unwrap_or_default());
    match (longer, shorter) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a, b, rest @ ..], [c, d, more @ ..]) if (a, b) == (d, c) => rest == more,
        ([_, rest @ ..], shorter) => rest == shorter,
        ([], _) => false,
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_a_key_of_the_source() {
        for (key, known) in [
            ("wieght", "weight"),
            ("weigh", "weight"),
            ("weightt", "weight"),
            ("Weight", "weight"),
            ("na-needs", "na_needs"),
            ("assesable", "assessable"),
            ("chidlren", "children"),
            ("lavel", "level"),
        ] {
            assert!(is_slip(key, known), "{key}");
        }
        for (key, known) in [
            ("answers", "answer"),
            ("label", "level"),
            ("texts", "text"),
            ("rid", "id"),
            ("way", "weight"),
            ("", "level"),
        ] {
            assert!(!is_slip(key, known), "{key}");
        }
    }
}

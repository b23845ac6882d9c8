//! Title, languages, peer figures, crosswalks, baselines, cadence.

use super::{Check, PACK, short};
use crate::{framework::problem::Trail, ids::Name};

impl Check<'_, '_, '_> {
    pub(super) fn header(&mut self) {
        let (top, pack) = (Trail::default(), self.pack());
        if pack.version.trim().is_empty() {
            self.add(&top.key("version"), "the version is empty", "number it, like “1”");
        }
        if pack.languages.is_empty() {
            let hint = "list them, the original first: [en]";
            self.add(&top.key("languages"), "no language is declared", hint);
        }
        self.at_most(&top.key("languages"), pack.languages.len(), 100);
        for (index, language) in pack.languages.iter().enumerate() {
            let fits = (2..=35).contains(&language.len())
                && language.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
            if !fits {
                let what = format!("“{}” is not a language tag", short(language));
                self.add(&top.key("languages").index(index), what, "write it like en, de or pt-BR");
            }
        }
        self.needed_text(&top.key("title"), &pack.title);
        self.text(&top.key("purpose"), &pack.purpose);
        self.extra(&top, &pack.extra, &PACK);
        self.benchmarks();
        self.references();
    }

    fn benchmarks(&mut self) {
        let top = Trail::default().key("benchmarks");
        self.at_most(&top, self.pack().benchmarks.len(), 1000);
        for (index, it) in self.pack().benchmarks.iter().enumerate() {
            let trail = top.index(index);
            self.needed_text(&trail.key("text"), &it.text);
            self.number(&trail.key("figure"), &it.figure);
            if let Some(node) = it.node.as_ref().filter(|it| !self.plan.by_id.contains_key(it)) {
                self.nowhere(&trail.key("node"), "node", node);
            }
            let known = |id: &Name| self.pack().measures.iter().any(|it| it.id == *id);
            if let Some(measure) = it.measure.as_ref().filter(|it| !known(it)) {
                self.nowhere(&trail.key("measure"), "measure", measure);
            }
            for (key, text) in [("source", &it.source), ("date", &it.date)] {
                if text.trim().is_empty() {
                    let hint = "a peer figure is shown with its source and date, or not at all";
                    self.add(&trail.key(key), format!("the {key} is empty"), hint);
                }
            }
        }
    }

    fn references(&mut self) {
        let (top, pack) = (Trail::default(), self.pack());
        self.at_most(&top.key("mappings"), pack.mappings.len(), 100_000);
        for (index, it) in pack.mappings.iter().enumerate() {
            if !self.plan.by_id.contains_key(&it.node) {
                self.nowhere(&top.key("mappings").index(index).key("node"), "node", &it.node);
            }
        }
        self.at_most(&top.key("cadence"), pack.cadence.len(), 1000);
        for (index, it) in pack.cadence.iter().enumerate() {
            let trail = top.key("cadence").index(index);
            self.text(&trail.key("text"), &it.text);
            if it.every_days == 0 || it.every_days > 36_500 {
                let what = "so many days make no rhythm";
                self.add(&trail.key("every_days"), what, "use 1 to 36500");
            }
            for (place, node) in it.nodes.iter().enumerate() {
                if !self.plan.by_id.contains_key(node) {
                    self.nowhere(&trail.key("nodes").index(place), "node", node);
                }
            }
        }
        for (name, it) in &pack.baselines {
            let trail = top.key("baselines").key(name);
            self.text(&trail.key("title"), &it.title);
            for (place, tag) in it.tags.iter().enumerate() {
                self.tag(&trail.key("tags").index(place), tag);
            }
        }
    }
}

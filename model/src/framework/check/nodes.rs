//! The tree: ids, scales, words, conditions on other answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, NA_NEEDS, NODE, PROOFS, short};
use crate::{
    framework::{Node, problem::Trail},
    ids::{NodeId, OptionId},
};

impl Check<'_, '_, '_> {
    pub(super) fn nodes(&mut self) {
        let top = Trail::default().key("nodes");
        if self.pack().nodes.is_empty() {
            self.add(
                &top,
                "there are no nodes",
                "a framework needs at least one dimension with a question",
            );
            return;
        }
        let mut seen = BTreeSet::new();
        for (index, node) in self.pack().nodes.iter().enumerate() {
            self.node(&top.index(index), node, &mut seen);
        }
        if self.plan.questions.is_empty() {
            let hint = "give a node “assessable: true” and a “scale”";
            self.add(&top, "there is nothing to answer on a scale", hint);
        }
        self.circles();
    }

    fn node(&mut self, trail: &Trail, node: &Node, seen: &mut BTreeSet<NodeId>) {
        if !seen.insert(node.id.clone()) {
            let what = format!("the id “{}” is taken already", short(node.id.as_str()));
            self.add(&trail.key("id"), what, "give each node its own id, for ever");
        }
        if node.kind.trim().is_empty() || ["root", "*"].contains(&node.kind.as_str()) {
            let what = "this word can't be a kind";
            self.add(
                &trail.key("kind"),
                what,
                "use dimension, topic, question, criterion or the source's word",
            );
        }
        self.text(&trail.key("text"), &node.text);
        if node.is_question() && node.text.is_empty() && node.reference.is_empty() {
            let hint = "write the question as {en: …}, or give its “ref”";
            self.add(&trail.key("text"), "a question without words", hint);
        }
        self.text(&trail.key("guidance"), &node.guidance);
        self.at_most(&trail.key("tags"), node.tags.len(), 100);
        self.extra(trail, &node.extra, &NODE);
        self.figures(trail, node);
        self.answering(trail, node);
        for (index, child) in node.children.iter().enumerate() {
            self.node(&trail.key("children").index(index), child, seen);
        }
    }

    fn figures(&mut self, trail: &Trail, node: &Node) {
        let figures = [
            ("weight", &node.weight),
            ("points", &node.points),
            ("points_partial", &node.points_partial),
        ];
        for (key, figure) in figures {
            if let Some(figure) = figure {
                self.not_negative(&trail.key(key), figure);
            }
        }
        if let Some(needs) = &node.na_needs {
            self.one_of(&trail.key("na_needs"), needs, &NA_NEEDS);
        }
        if let Some(needs) = &node.met_needs {
            self.one_of(&trail.key("met_needs"), needs, &PROOFS);
        }
        if let Some(evidence) = &node.evidence {
            let trail = trail.key("evidence");
            if evidence.kind.trim().is_empty() {
                self.add(
                    &trail.key("kind"),
                    "the kind of evidence is empty",
                    "name it, like exercise-record",
                );
            }
            if evidence.max_age_days.is_some_and(|it| it > 36_500) {
                self.add(
                    &trail.key("max_age_days"),
                    "that is more than a century",
                    "use 36500 at most",
                );
            }
        }
    }

    /// What can be answered has a scale or is open; the words for options fit the scale.
    fn answering(&mut self, trail: &Trail, node: &Node) {
        let scale = node.scale.as_ref();
        if let Some(name) = scale.filter(|it| !self.pack().scales.contains_key(it)) {
            self.nowhere(&trail.key("scale"), "scale", name);
            return;
        }
        if node.assessable && scale.is_none() && node.answer.is_none() {
            let hint = "give it a “scale”, or “answer: text” for an open question";
            self.add(trail, "nobody can answer this: it has no scale", hint);
        }
        if scale.is_some() && node.answer.is_some() {
            let what = "a question is answered on a scale or openly, not both";
            self.add(&trail.key("answer"), what, "leave out “scale” or “answer”");
        }
        for (key, texts) in [("anchors", &node.anchors), ("recommendation", &node.recommendation)] {
            for (option, text) in texts {
                let trail = trail.key(key).key(option);
                self.text(&trail, text);
                if !self.has_option(node, option) {
                    self.nowhere(&trail, "option on the scale of this node", option);
                }
            }
        }
        if let Some(depends) = &node.depends_on {
            let trail = trail.key("depends_on");
            let other = self.plan.by_id.get(&depends.node).and_then(|it| self.plan.node(*it));
            let Some(other) = other.filter(|it| it.is_question() && it.scale.is_some()) else {
                self.nowhere(&trail.key("node"), "question with a scale called", &depends.node);
                return;
            };
            if depends.options.is_empty() {
                self.add(&trail.key("options"), "no option is named", "name those that lead here");
            }
            for (index, option) in depends.options.iter().enumerate() {
                if !self.has_option(other, option) {
                    self.nowhere(
                        &trail.key("options").index(index),
                        "option on that scale",
                        option,
                    );
                }
            }
        }
    }

    fn has_option(&self, node: &Node, option: &OptionId) -> bool {
        let scale = node.scale.as_ref().and_then(|it| self.pack().scales.get(it));
        scale.is_some_and(|it| it.option(option).is_some())
    }

    /// No question waits for itself.
    fn circles(&mut self) {
        let waits: BTreeMap<usize, usize> = self
            .plan
            .spots
            .iter()
            .enumerate()
            .filter_map(|(at, spot)| {
                let other = self.plan.by_id.get(&spot.node.depends_on.as_ref()?.node)?;
                Some((at, *other))
            })
            .collect();
        let mut settled = BTreeSet::new();
        for start in waits.keys() {
            let mut path = BTreeSet::new();
            let mut here = *start;
            while !settled.contains(&here) && path.insert(here) {
                match waits.get(&here) {
                    Some(next) => here = *next,
                    None => break,
                }
            }
            let is_circle = !settled.contains(&here) && waits.contains_key(&here);
            settled.extend(path);
            if is_circle {
                let trail = self.trail_to(here).key("depends_on");
                let what = "this question waits for itself, in a circle";
                self.add(&trail, what, "break the circle");
            }
        }
    }

    /// Returns where the node at `at` stands in the pack.
    pub(super) fn trail_to(&self, at: usize) -> Trail {
        let parent = self.plan.spot(at).and_then(|it| it.parent);
        let siblings = self.plan.children(parent.unwrap_or(self.plan.root()));
        let index = siblings.iter().position(|it| *it == at).unwrap_or(0);
        match parent {
            Some(parent) => self.trail_to(parent).key("children").index(index),
            None => Trail::default().key("nodes").index(index),
        }
    }
}

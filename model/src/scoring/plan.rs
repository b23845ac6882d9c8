//! A framework laid out flat, so that scoring never searches the tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    framework::{Choice, Node, Pack, Place, Scale, Where},
    ids::{Name, NodeId},
    scoring::Exact,
};

/// A node in its place: nodes stand in the order of the pack, parents first.
#[derive(Debug)]
pub(crate) struct Spot<'a> {
    pub(crate) node: &'a Node,
    pub(crate) parent: Option<usize>,
    /// One past the last node below.
    pub(crate) end: usize,
    pub(crate) depth: u32,
    /// The top-level node above, or itself.
    pub(crate) dimension: usize,
}

/// A scale with its figures.
#[derive(Debug)]
pub(crate) struct ScalePlan<'a> {
    pub(crate) scale: &'a Scale,
    /// Ends of the scale, as declared, else as its options have them.
    pub(crate) low: Option<Exact>,
    pub(crate) high: Option<Exact>,
    /// Lowest and highest value an option has.
    pub(crate) floor: Option<Exact>,
    pub(crate) ceiling: Option<Exact>,
}

impl<'a> ScalePlan<'a> {
    fn of(scale: &'a Scale) -> Self {
        let values = || levels(scale).filter_map(|it| it.value.clone());
        let (low, high) = match &scale.range {
            Some((low, high)) => (Some(low.clone()), Some(high.clone())),
            None => (values().min(), values().max()),
        };
        Self { scale, low, high, floor: values().min(), ceiling: values().max() }
    }
}

/// Returns the options that say something: not those that stand for “not applicable” or “not answered”.
pub(crate) fn levels(scale: &Scale) -> impl Iterator<Item = &Choice> {
    scale.options.iter().filter(|it| {
        let id = Some(&it.id);
        id != scale.na_option.as_ref() && id != scale.blank_option.as_ref()
    })
}

/// A pack laid out flat.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) spots: Vec<Spot<'a>>,
    pub(crate) by_id: BTreeMap<&'a NodeId, usize>,
    /// Live questions with a scale, in order: what counts.
    pub(crate) questions: Vec<usize>,
    /// Whether any question is asked only after a certain answer to another.
    pub(crate) has_dependents: bool,
    pub(crate) scales: BTreeMap<&'a str, ScalePlan<'a>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn of(pack: &'a Pack) -> Self {
        Self::whole(pack)
    }

    /// Lays out `pack` with only the questions of its baselines called so; one it does not have narrows nothing.
    pub(crate) fn narrowed(pack: &'a Pack, baselines: &BTreeSet<Name>) -> Self {
        let mut plan = Self::whole(pack);
        let spots = &plan.spots;
        let stays =
            |at: &usize| spots.get(*at).is_none_or(|it| pack.is_in(baselines, &it.node.tags));
        plan.questions.retain(stays);
        plan
    }

    fn whole(pack: &'a Pack) -> Self {
        let mut plan = Self {
            pack,
            spots: Vec::new(),
            by_id: BTreeMap::new(),
            questions: Vec::new(),
            has_dependents: false,
            scales: pack.scales.iter().map(|(id, it)| (id.as_str(), ScalePlan::of(it))).collect(),
        };
        for node in &pack.nodes {
            plan.add(node, None, 1);
        }
        plan
    }

    fn add(&mut self, node: &'a Node, parent: Option<usize>, depth: u32) {
        let here = self.spots.len();
        let dimension = parent.and_then(|it| self.spots.get(it)).map_or(here, |it| it.dimension);
        self.spots.push(Spot { node, parent, end: here + 1, depth, dimension });
        self.by_id.insert(&node.id, here);
        self.has_dependents |= node.depends_on.is_some();
        let scaled = node.scale.as_ref().is_some_and(|it| self.scales.contains_key(it.as_str()));
        if node.is_question() && scaled {
            self.questions.push(here);
        }
        for child in &node.children {
            self.add(child, Some(here), depth + 1);
        }
        let end = self.spots.len();
        if let Some(spot) = self.spots.get_mut(here) {
            spot.end = end;
        }
    }

    /// The place “root”, which no node has.
    pub(crate) fn root(&self) -> usize {
        self.spots.len()
    }

    pub(crate) fn spot(&self, at: usize) -> Option<&Spot<'a>> {
        self.spots.get(at)
    }

    pub(crate) fn node(&self, at: usize) -> Option<&'a Node> {
        self.spots.get(at).map(|it| it.node)
    }

    pub(crate) fn id(&self, at: usize) -> Option<NodeId> {
        self.node(at).map(|it| it.id.clone())
    }

    /// Names a place for people.
    pub(crate) fn name(&self, at: usize) -> String {
        self.node(at).map_or_else(|| "the whole".to_owned(), |node| self.title(node))
    }

    /// Names a node for people: what it is called, else its text, else its id.
    pub(crate) fn title(&self, node: &Node) -> String {
        if !node.reference.is_empty() {
            return node.reference.clone();
        }
        let text = self.pack.plain(&node.text);
        if text.is_empty() { node.id.to_string() } else { text.to_owned() }
    }

    pub(crate) fn scale_at(&self, at: usize) -> Option<&ScalePlan<'a>> {
        self.scales.get(self.node(at)?.scale.as_ref()?.as_str())
    }

    /// Returns the nodes below `at`, without it.
    pub(crate) fn below(&self, at: usize) -> Range<usize> {
        match self.spots.get(at) {
            Some(spot) => at + 1..spot.end,
            None => 0..self.spots.len(),
        }
    }

    /// Returns which of the questions stand at or below `at`, by their position among all questions.
    pub(crate) fn question_range(&self, at: usize) -> Range<usize> {
        let range = match self.spots.get(at) {
            Some(spot) => at..spot.end,
            None => 0..self.spots.len(),
        };
        let from = self.questions.partition_point(|it| *it < range.start);
        let to = self.questions.partition_point(|it| *it < range.end);
        from..to
    }

    /// Returns the questions at or below `at`.
    pub(crate) fn questions_at(&self, at: usize) -> &[usize] {
        self.questions.get(self.question_range(at)).unwrap_or_default()
    }

    /// Returns the direct children of `at`.
    pub(crate) fn children(&self, at: usize) -> Vec<usize> {
        let below = self.below(at);
        let mut out = Vec::new();
        let mut next = below.start;
        while next < below.end {
            out.push(next);
            next = self.spots.get(next).map_or(below.end, |it| it.end);
        }
        out
    }

    /// Says whether something declared at `place` is computed at `at`.
    pub(crate) fn is_at(&self, place: &Place, at: usize) -> bool {
        match (place, self.node(at)) {
            (Place::Root, None) => true,
            (Place::Every, Some(node)) => node.status.is_live(),
            (Place::Kind(kind), Some(node)) => node.status.is_live() && node.kind == *kind,
            (Place::Root, Some(_)) | (Place::Every | Place::Kind(_), None) => false,
        }
    }

    /// Returns where something declared at `place` is computed, in order.
    pub(crate) fn places(&self, place: &Place) -> Vec<usize> {
        (0..=self.root()).filter(|at| self.is_at(place, *at)).collect()
    }

    /// Returns the nearest places below `at` where something declared at `place` is computed.
    pub(crate) fn nearest_below(&self, place: &Place, at: usize) -> Vec<usize> {
        let below = self.below(at);
        let mut out = Vec::new();
        let mut next = below.start;
        while next < below.end {
            if self.is_at(place, next) {
                out.push(next);
                next = self.spots.get(next).map_or(below.end, |it| it.end);
            } else {
                next += 1;
            }
        }
        out
    }

    /// Returns the places `depth` levels below `at` where something declared at `place` is computed.
    pub(crate) fn at_depth(&self, place: &Place, at: usize, depth: u32) -> Vec<usize> {
        let own = self.spot(at).map_or(0, |it| it.depth);
        let fits = |it: &usize| self.spot(*it).is_some_and(|spot| spot.depth == own + depth);
        self.below(at).filter(fits).filter(|it| self.is_at(place, *it)).collect()
    }

    /// Returns the roles or teams that the node at `at` is about: its tags `about:ROLE` and those above it.
    pub(crate) fn about(&self, at: usize) -> BTreeSet<&'a str> {
        let mut about = BTreeSet::new();
        let mut here = self.spot(at);
        while let Some(spot) = here {
            about.extend(spot.node.tags.iter().filter_map(|it| it.strip_prefix("about:")));
            here = spot.parent.and_then(|it| self.spot(it));
        }
        about
    }

    /// Says whether the node at `at` is asked and counted: a live question, and in the baseline if it has a scale.
    pub(crate) fn is_asked(&self, at: usize) -> bool {
        let Some(node) = self.node(at) else { return false };
        node.is_question() && (node.scale.is_none() || self.questions.binary_search(&at).is_ok())
    }

    /// Says whether the node at `at` is one of those selected.
    pub(crate) fn selects(&self, filter: &Where, at: usize) -> bool {
        let Some(node) = self.node(at) else { return false };
        filter.level.is_none_or(|it| node.level == Some(it))
            && filter.level_max.is_none_or(|it| node.level.is_some_and(|level| level <= it))
            && filter.tag.as_ref().is_none_or(|it| node.tags.contains(it))
            && filter.not_tag.as_ref().is_none_or(|it| !node.tags.contains(it))
            && (filter.ids.is_empty() || filter.ids.contains(&node.id))
    }

    /// Returns the questions at or below `at` that `filter` selects.
    pub(crate) fn selected(&self, filter: &Where, at: usize) -> Vec<usize> {
        let all = self.questions_at(at).iter().copied();
        all.filter(|question| self.selects(filter, *question)).collect()
    }

    /// Returns the kinds of evidence that live questions ask for.
    pub(crate) fn evidence_kinds(&self) -> BTreeSet<&'a str> {
        let live = self.spots.iter().filter(|it| it.node.is_question());
        live.filter_map(|it| Some(it.node.evidence.as_ref()?.kind.as_str())).collect()
    }
}

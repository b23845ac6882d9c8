//! Searches for sets of changes that reach a rung.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Lift, NoLift, Step, TRIES, Tier, changed};
use crate::{
    framework::{But, Condition, Framework, Ladder, Limit, Node, Pack, Where},
    ids::{NodeId, OptionId},
    scoring::{
        Exact, Inputs, ladder,
        live::Live,
        plan::levels,
        respondents::{self, Item, State},
        score,
        told::{Asked, Several},
        wiring::Wiring,
    },
    time::Date,
};

pub(super) struct Search<'a> {
    framework: &'a Framework,
    inputs: &'a Inputs,
    live: Live<'a>,
    ladder: (usize, &'a Ladder),
    /// Rank of the rung to reach.
    goal: usize,
    candidates: Vec<Candidate>,
    /// Which candidates are applied, by question.
    applied: BTreeMap<usize, usize>,
    base: BTreeMap<usize, (Item, Option<Vec<Date>>)>,
}

/// A change that may help.
#[derive(Clone)]
struct Candidate {
    question: usize,
    at: usize,
    item: Item,
    days: Option<Vec<Date>>,
    change: Change,
}

/// A set of candidates by their position.
type Set = Vec<usize>;

impl<'a> Search<'a> {
    pub(super) fn of(framework: &'a Framework, inputs: &'a Inputs) -> Result<Self, NoLift> {
        let wiring = Wiring::of(framework.pack(), &inputs.baselines);
        let live = Live::of(wiring, inputs);
        let ladder = live.main().ok_or(NoLift::NoLadder)?;
        let root = live.wiring.plan.root();
        let climb = live.climb(ladder.0, root).ok_or(NoLift::NoLadder)?;
        let goal = climb.stopped_by.ok_or(NoLift::AtTop)?;
        let mut search = Self {
            framework,
            inputs,
            live,
            ladder,
            goal,
            candidates: Vec::new(),
            applied: BTreeMap::new(),
            base: BTreeMap::new(),
        };
        search.gather();
        Ok(search)
    }

    /// Collects what may be changed: to the best option where better answers never harm, else to any.
    fn gather(&mut self) {
        let only_best = is_monotone(self.framework.pack());
        let mut candidates = Vec::new();
        for question in 0..self.live.items.len() {
            let Some(item) = self.live.items.get(question).cloned() else { continue };
            if let (State::NotApplicable(_), false) = (&item.state, item.is_unsettled) {
                continue;
            }
            let Some(at) = self.live.wiring.plan.questions.get(question).copied() else { continue };
            let days = self.live.records.get(&at).cloned();
            let Some(scale) = self.live.wiring.plan.scale_at(at) else { continue };
            let mut options: Vec<OptionId> = levels(scale.scale).map(|it| it.id.clone()).collect();
            if only_best {
                options = options.pop().into_iter().collect();
            }
            for option in options {
                let Some(id) = self.live.wiring.plan.id(at) else { continue };
                let change = Change { question: id, to: option, proven: true };
                let found = self.candidate((question, at), change);
                candidates.extend(found.filter(|it| it.differs(&item, days.as_ref())));
            }
            self.base.insert(question, (item, days));
        }
        self.candidates = candidates;
    }

    fn candidate(&self, (question, at): (usize, usize), change: Change) -> Option<Candidate> {
        let plan = &self.live.wiring.plan;
        let id = change.question.clone();
        // Only what concerns the question itself is copied.
        let own = Inputs {
            answers: self.inputs.answers.get_key_value(&id).map(cloned).into_iter().collect(),
            agreed: self.inputs.agreed.get_key_value(&id).map(cloned).into_iter().collect(),
            targets: self.inputs.targets.get_key_value(&id).map(cloned).into_iter().collect(),
            roles: self.inputs.roles.clone(),
            teams: self.inputs.teams.clone(),
            ..Inputs::on(self.inputs.as_of)
        };
        let own = changed(self.framework.pack(), &own, std::slice::from_ref(&change));
        let item = respondents::item(plan, &own, question)?;
        let mut records = ladder::Records::new();
        ladder::record_at(plan, &own, at, &mut records);
        Some(Candidate { question, at, item, days: records.remove(&at), change })
    }

    /// Tries all sets by size.
    ///
    /// # Errors
    ///
    /// Returns the size up to which every set was tried in vain.
    pub(super) fn smallest(&mut self) -> Result<Set, usize> {
        let classes = self.classes();
        let mut tries = TRIES / if self.live.wiring.plan.has_dependents { 8 } else { 1 };
        for size in 1..=self.base.len() {
            let sets = sets_of(&classes, size);
            if sets > tries {
                return Err(size - 1);
            }
            tries -= sets;
            let mut set = Set::new();
            if self.any_of(&classes, size, &mut set) {
                return Ok(set);
            }
        }
        Err(self.base.len())
    }

    /// Goes through the sets of `size` more changes, taking from each class its first ones.
    fn any_of(&mut self, classes: &[Class], size: usize, set: &mut Set) -> bool {
        if size == 0 {
            return self.reaches(set);
        }
        let Some((class, rest)) = classes.split_first() else { return false };
        let before = set.len();
        for n in (0..=class.len().min(size)).rev() {
            // Every way to change the first n questions of the class, one option each.
            if self.choices(class.get(..n).unwrap_or_default(), rest, size - n, set) {
                return true;
            }
            set.truncate(before);
        }
        false
    }

    fn choices(
        &mut self,
        questions: &[Vec<usize>],
        rest: &[Class],
        size: usize,
        set: &mut Set,
    ) -> bool {
        let Some((first, others)) = questions.split_first() else {
            return self.any_of(rest, size, set);
        };
        for candidate in first {
            let before = set.len();
            set.push(*candidate);
            if self.choices(others, rest, size, set) {
                return true;
            }
            set.truncate(before);
        }
        false
    }

    /// Groups questions that can stand for each other: same place, same rules, same answer, named nowhere.
    fn classes(&self) -> Vec<Class> {
        let plan = &self.live.wiring.plan;
        let named = named(plan.pack);
        let mut classes: BTreeMap<String, Class> = BTreeMap::new();
        let mut by_question: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, it) in self.candidates.iter().enumerate() {
            by_question.entry(it.question).or_default().push(index);
        }
        for (question, own) in by_question {
            let at = own.first().and_then(|it| self.candidates.get(*it)).map(|it| it.at);
            let spot = at.and_then(|it| plan.spot(it));
            let Some((spot, base)) = spot.zip(self.base.get(&question)) else { continue };
            let several_options = own.len() > 1 || plan.has_dependents;
            let key = if several_options || named.contains(&spot.node.id) {
                format!("{question:09}")
            } else {
                let node = spot.node;
                let rules =
                    (&node.scale, &node.weight, node.level, &node.points, &node.points_partial);
                let needs = (&node.tags, &node.evidence, &node.met_needs, &node.children.len());
                let state = (&base.0.state, &base.1, &base.0.target, base.0.is_unsettled);
                let kind = (spot.parent, &node.kind);
                format!("like {kind:?} {rules:?} {needs:?} {state:?}")
            };
            classes.entry(key).or_default().push(own);
        }
        classes.into_values().collect()
    }

    /// Changes everything, then takes back what is not needed, the least useful first.
    ///
    /// # Errors
    ///
    /// Says what fails even so.
    pub(super) fn trimmed(&mut self) -> Result<Set, NoLift> {
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, it) in self.candidates.iter().enumerate() {
            // Options stand from low to high: the last one stays.
            best.insert(it.question, index);
        }
        let mut set: Set = best.into_values().collect();
        if !self.reaches(&set) {
            let why = self.why_not(&set);
            let rung = self.ladder.1.rungs.get(self.goal);
            let rung =
                rung.map_or_else(String::new, |it| ladder::rung_name(&self.live.wiring.plan, it));
            return Err(NoLift::OutOfReach { rung, why });
        }
        let gains: BTreeMap<usize, Gain> = set.iter().map(|it| (*it, self.gain(*it))).collect();
        set.sort_by(|a, b| gains.get(a).cmp(&gains.get(b)).then(b.cmp(a)));
        loop {
            let before = set.len();
            for it in set.clone() {
                let without: Set = set.iter().copied().filter(|other| *other != it).collect();
                if self.reaches(&without) {
                    set = without;
                }
            }
            if set.len() == before {
                return Ok(set);
            }
        }
    }

    /// Says how much a change alone adds at the root.
    fn gain(&mut self, candidate: usize) -> Gain {
        let root = self.live.wiring.plan.root();
        let figure = |live: &Live<'_>| -> Option<Exact> {
            live.cells.iter().find_map(|it| it.get(&root)?.value().cloned())
        };
        self.apply(&[]);
        let before = figure(&self.live);
        self.apply(&[candidate]);
        let after = figure(&self.live);
        let own = |item: &Item| match &item.state {
            State::Value(worth) => worth.value.clone(),
            State::NotApplicable(_) | State::Blank => None,
        };
        let found = self.candidates.get(candidate);
        let new = found.and_then(|it| own(&it.item)).unwrap_or_else(Exact::zero);
        let old = found.and_then(|it| own(&self.base.get(&it.question)?.0));
        let at_root = before.zip(after).map(|(before, after)| &after - &before);
        (at_root, &new - &old.unwrap_or_else(Exact::zero))
    }

    fn reaches(&mut self, set: &[usize]) -> bool {
        let root = self.live.wiring.plan.root();
        if self.live.wiring.plan.has_dependents {
            let outcome = score(self.framework, &self.changed(set));
            let id = &self.ladder.1.id;
            let found = outcome.ladders.iter().find(|it| it.ladder == *id && it.place.is_none());
            let rungs = found.map_or(&[][..], |it| it.rungs.as_slice());
            return ladder::passes(self.ladder.1.mode, rungs, self.goal) == Ok(true);
        }
        self.apply(set);
        let climb = self.live.climb(self.ladder.0, root);
        let rungs = climb.map_or(&[][..], |it| it.rungs.as_slice());
        ladder::passes(self.ladder.1.mode, rungs, self.goal) == Ok(true)
    }

    /// Makes exactly the changes of `set` stand.
    fn apply(&mut self, set: &[usize]) {
        let wanted: BTreeMap<usize, usize> =
            set.iter().filter_map(|it| Some((self.candidates.get(*it)?.question, *it))).collect();
        let mut places = Vec::new();
        let before: Vec<(usize, usize)> = self.applied.iter().map(|it| (*it.0, *it.1)).collect();
        for (question, candidate) in before {
            if wanted.get(&question) != Some(&candidate) {
                let base = self.base.get(&question).cloned();
                self.put(question, base, &mut places);
            }
        }
        for (question, candidate) in &wanted {
            if self.applied.get(question) != Some(candidate) {
                let found = self.candidates.get(*candidate);
                let found = found.map(|it| (it.item.clone(), it.days.clone()));
                self.put(*question, found, &mut places);
            }
        }
        self.applied = wanted;
        drop(self.live.follow(self.inputs, &places));
    }

    fn put(
        &mut self,
        question: usize,
        state: Option<(Item, Option<Vec<Date>>)>,
        places: &mut Vec<usize>,
    ) {
        let at = self.live.wiring.plan.questions.get(question).copied();
        let (Some(at), Some((item, days))) = (at, state) else { return };
        drop(self.live.put(question, item));
        match days {
            Some(days) => drop(self.live.records.insert(at, days)),
            None => drop(self.live.records.remove(&at)),
        }
        places.push(at);
    }

    fn changed(&self, set: &[usize]) -> Inputs {
        let changes = set.iter().filter_map(|it| self.candidates.get(*it));
        let changes: Vec<Change> = changes.map(|it| it.change.clone()).collect();
        changed(self.framework.pack(), self.inputs, &changes)
    }

    /// Says which conditions fail even with `set`.
    fn why_not(&self, set: &[usize]) -> Several<Asked> {
        let outcome = score(self.framework, &self.changed(set));
        let id = &self.ladder.1.id;
        let found = outcome.ladders.iter().find(|it| it.ladder == *id && it.place.is_none());
        let rungs = found.map_or(&[][..], |it| it.rungs.as_slice());
        let stopping = rungs.iter().take(self.goal + 1).flat_map(|it| &it.conditions);
        let stopping = stopping.filter(|it| it.holds != Some(true)).map(|it| it.text.clone());
        Several(stopping.take(6).collect())
    }

    /// Lowers each change as far as it still reaches, and puts the set into words.
    pub(super) fn told(
        &mut self,
        set: &[usize],
        (is_smallest, tried_up_to): (bool, usize),
    ) -> Lift {
        let mut set = set.to_vec();
        set.sort_unstable();
        for place in 0..set.len() {
            let Some(found) = set.get(place).and_then(|it| self.candidates.get(*it)).cloned()
            else {
                continue;
            };
            let scale = self.live.wiring.plan.scale_at(found.at);
            let options: Vec<OptionId> = scale
                .map(|it| levels(it.scale).map(|it| it.id.clone()).collect())
                .unwrap_or_default();
            let tries = options.into_iter().flat_map(|it| [(it.clone(), false), (it, true)]);
            for (option, proven) in tries {
                let change = Change { question: found.change.question.clone(), to: option, proven };
                let lower = self.candidate((found.question, found.at), change);
                let Some(lower) = lower else { continue };
                self.candidates.push(lower);
                let mut trial = set.clone();
                let last = self.candidates.len() - 1;
                trial.get_mut(place).into_iter().for_each(|it| *it = last);
                if self.reaches(&trial) {
                    set = trial;
                    break;
                }
            }
        }
        let plan = &self.live.wiring.plan;
        let steps = set.iter().filter_map(|it| self.candidates.get(*it)).map(|it| {
            let scale = plan.scale_at(it.at).map(|it| it.scale);
            let from = match self.base.get(&it.question).map(|it| &it.0.state) {
                Some(State::Value(worth)) => scale.and_then(|it| it.options.get(worth.option)),
                Some(State::NotApplicable(_) | State::Blank) | None => None,
            };
            Step { from: from.map(|it| it.id.clone()), change: it.change.clone() }
        });
        let steps = steps.collect();
        let rung = ladder::tier(plan, self.ladder.1, self.goal).unwrap_or_else(|| Tier {
            id: self.ladder.1.id.clone(),
            name: String::new(),
            rank: self.goal,
        });
        Lift { ladder: self.ladder.1.id.clone(), rung, steps, is_smallest, tried_up_to }
    }
}

/// How much a change adds at the root, and by itself.
type Gain = (Option<Exact>, Exact);

/// Questions that can stand for each other, each with its candidates.
type Class = Vec<Vec<usize>>;

impl Candidate {
    fn differs(&self, item: &Item, days: Option<&Vec<Date>>) -> bool {
        self.item.state != item.state || self.days.as_ref() != days || item.is_unsettled
    }
}

fn cloned<K: Clone, V: Clone>((key, value): (&K, &V)) -> (K, V) {
    (key.clone(), value.clone())
}

/// Counts the sets of `size` changes; saturates.
fn sets_of(classes: &[Class], size: usize) -> usize {
    let mut ways = vec![0_usize; size + 1];
    ways.first_mut().into_iter().for_each(|it| *it = 1);
    for class in classes {
        let options = class.iter().map(Vec::len).max().unwrap_or(0);
        let mut next = ways.clone();
        for (have, count) in ways.iter().enumerate().filter(|it| *it.1 > 0) {
            let mut each = *count;
            for more in 1..=class.len().min(size - have) {
                each = each.saturating_mul(options);
                next.get_mut(have + more).into_iter().for_each(|it| *it = it.saturating_add(each));
            }
        }
        ways = next;
    }
    ways.last().copied().unwrap_or(0)
}

/// Says whether a better answer never leads to a lower rung.
fn is_monotone(pack: &Pack) -> bool {
    fn rises(condition: &Condition) -> bool {
        match condition {
            Condition::Measure(it) => {
                it.below.is_none() && !matches!(it.min, Some(Limit::Measure { .. }))
            }
            Condition::AnyOf(inner) => inner.iter().all(rises),
            Condition::Each(_)
            | Condition::AllMet(_)
            | Condition::ShareMet(_)
            | Condition::Open(_)
            | Condition::Evidence(_)
            | Condition::Answered(_)
            | Condition::Facts(_)
            | Condition::Ladder(_)
            | Condition::EachLadder(_) => true,
        }
    }
    let conditions =
        pack.ladders.iter().flat_map(|it| &it.rungs).flat_map(|it| &it.require).all(rises);
    let measures =
        pack.measures.iter().all(|it| !it.times.as_ref().is_some_and(Exact::is_negative));
    let scales = pack.scales.values().all(|scale| {
        let met = levels(scale).map(|it| it.met == Some(true) || !it.met_if.is_empty());
        let credit = levels(scale).map(|it| it.credit.as_ref());
        let mut values = levels(scale).filter_map(|it| it.value.as_ref());
        met.is_sorted() && credit.is_sorted() && !values.any(Exact::is_negative)
    });
    conditions && measures && scales && !has_dependents(&pack.nodes)
}

fn has_dependents(nodes: &[Node]) -> bool {
    nodes.iter().any(|it| it.depends_on.is_some() || has_dependents(&it.children))
}

/// Returns the nodes that a rule names, so that nothing can stand for them.
fn named(pack: &Pack) -> BTreeSet<&NodeId> {
    fn of<'a>(condition: &'a Condition, into: &mut BTreeSet<&'a NodeId>) {
        let filter: Option<&Where> = match condition {
            Condition::AllMet(it) => Some(&it.filter),
            Condition::ShareMet(it) => Some(&it.filter),
            Condition::Open(it) => {
                into.extend(it.but.iter().map(But::node).chain(&it.never));
                None
            }
            Condition::AnyOf(inner) => {
                for it in inner {
                    of(it, into);
                }
                None
            }
            Condition::Measure(_)
            | Condition::Each(_)
            | Condition::Evidence(_)
            | Condition::Answered(_)
            | Condition::Facts(_)
            | Condition::Ladder(_)
            | Condition::EachLadder(_) => None,
        };
        into.extend(filter.into_iter().flat_map(|it| &it.ids));
    }
    let mut named = BTreeSet::new();
    named.extend(pack.measures.iter().filter_map(|it| it.filter.as_ref()).flat_map(|it| &it.ids));
    let rungs = pack.ladders.iter().flat_map(|it| &it.rungs);
    rungs.flat_map(|it| &it.require).for_each(|it| of(it, &mut named));
    named
}

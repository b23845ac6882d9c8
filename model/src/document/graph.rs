//! The changes of one document and what each follows on: their causal past.
//!
//! Everything here is a function of the *set* of changes that passed the checks, whatever the order
//! they came in. That holds for a device that breaks its word, too: two changes that claim to
//! follow as next on the same change of the same actor are twins, and of twins the one with the
//! lowest hash stands. The others, and all that build on them, are kept but *void*: not part of the
//! document. It can't be hidden: both twins bear their device's signature.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    chunk::OpName,
    clock::{Clock, Number, Place},
    pen::Actor,
    schema::Slot,
};
use crate::ids::{ChangeHash, DeviceId};

/// A change that passed the checks.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Its hash.
    pub(super) hash: ChangeHash,
    /// The device that signed it; `None` for the genesis.
    pub(super) device: Option<DeviceId>,
    /// Its writer; set when it is added.
    pub(super) actor: Number,
    /// Its place among the writer's changes.
    pub(super) seq: u64,
    /// Counter of its first operation.
    pub(super) start: u64,
    /// Number of its operations.
    pub(super) len: u64,
    /// The moment claimed.
    pub(super) time: i64,
    /// What it follows on.
    pub(super) deps: Vec<Place>,
    /// All it knows, itself included.
    pub(super) clock: Clock,
    /// The writer's change before it.
    pub(super) previous: Option<Place>,
    /// Where it writes, and the counter of the first operation there.
    pub(super) writes: Box<[(Slot, u64)]>,
    /// Whether it is part of the document.
    pub(super) standing: bool,
    /// The chunk.
    pub(super) bytes: Arc<[u8]>,
}

impl Node {
    /// Returns the highest counter of its operations.
    pub(super) fn max_op(&self) -> u64 {
        self.start.saturating_add(self.len).saturating_sub(1)
    }
}

/// All changes of one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    by_hash: BTreeMap<ChangeHash, Place>,
    actors: BTreeMap<Actor, Number>,
    names: Vec<Actor>,
    /// Changes that follow as next on the same change of the same actor.
    next: BTreeMap<(Number, Option<Place>), Vec<Place>>,
    /// Actors with twins.
    forked: BTreeSet<Number>,
    slots: BTreeMap<Slot, Vec<(Place, u64)>>,
    /// Standing changes by actor and first counter.
    ops: BTreeMap<(Number, u64), Place>,
    heads: BTreeSet<Place>,
    /// Whether changes that stood no longer do.
    fallen: bool,
}

/// A moment to which a graph can be taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    len: usize,
    fallen: bool,
}

impl Mark {
    /// Returns the place of the first change added after this moment.
    pub(super) fn place(self) -> Place {
        self.len
    }
}

/// The past of a change holds two branches of one actor.
#[derive(Debug)]
pub(super) struct Torn;

impl Graph {
    /// Returns how many changes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a change.
    pub(super) fn node(&self, place: Place) -> Option<&Node> {
        self.nodes.get(place)
    }

    /// Returns the changes from `from` on.
    pub(super) fn since(&self, from: Place) -> &[Node] {
        self.nodes.get(from..).unwrap_or_default()
    }

    /// Returns the place of a change.
    pub(super) fn find(&self, hash: &ChangeHash) -> Option<Place> {
        self.by_hash.get(hash).copied()
    }

    /// Returns the number of an actor, giving it one if it is new.
    fn number(&mut self, actor: &Actor) -> Number {
        if let Some(known) = self.actors.get(actor) {
            return *known;
        }
        let number = self.names.len();
        self.names.push(actor.clone());
        self.actors.insert(actor.clone(), number);
        number
    }

    /// Returns the number of an actor that has written.
    pub(super) fn actor(&self, actor: &Actor) -> Option<Number> {
        self.actors.get(actor).copied()
    }

    /// Returns the heads of the document: standing changes that no standing change follows on.
    pub(super) fn heads(&self) -> impl Iterator<Item = Place> {
        self.heads.iter().copied()
    }

    /// Returns the hashes of the heads, sorted.
    pub(super) fn head_hashes(&self) -> Vec<ChangeHash> {
        let mut out: Vec<ChangeHash> =
            self.heads.iter().filter_map(|it| self.nodes.get(*it)).map(|it| it.hash).collect();
        out.sort_unstable();
        out
    }

    /// Returns what a change that follows on `deps` knows.
    pub(super) fn past(&self, deps: impl Iterator<Item = Place>) -> Result<Clock, Torn> {
        let mut out: Option<Clock> = None;
        for node in deps.filter_map(|it| self.nodes.get(it)) {
            let Some(known) = &mut out else {
                out = Some(node.clock.clone());
                continue;
            };
            let mut news = Vec::new();
            for (actor, tip) in node.clock.beside(known) {
                match known.get(actor) {
                    Some(other) if self.is_on(other, tip) => {}
                    Some(other) if !self.is_on(tip, other) => return Err(Torn),
                    Some(_) | None => news.push((actor, tip)),
                }
            }
            known.learn(news);
        }
        Ok(out.unwrap_or_default())
    }

    /// Returns `tips` and all that they follow on.
    pub(super) fn before(&self, tips: impl Iterator<Item = Place>) -> BTreeSet<Place> {
        let mut out = BTreeSet::new();
        let mut open: Vec<Place> = tips.collect();
        while let Some(place) = open.pop() {
            if out.insert(place) {
                open.extend(self.nodes.get(place).into_iter().flat_map(|it| &it.deps));
            }
        }
        out
    }

    /// Says whether `place` is `tip` or an earlier change on the same branch of the same actor.
    fn is_on(&self, tip: Place, place: Place) -> bool {
        let (Some(last), Some(wanted)) = (self.nodes.get(tip), self.nodes.get(place)) else {
            return false;
        };
        if last.actor != wanted.actor || last.seq < wanted.seq {
            return false;
        }
        if !self.forked.contains(&last.actor) {
            return true;
        }
        let mut at = Some(tip);
        while let Some(here) = at {
            if here == place {
                return true;
            }
            at = self.nodes.get(here).filter(|it| it.seq > wanted.seq).and_then(|it| it.previous);
        }
        false
    }

    /// Says whether `clock` knows the change at `place`.
    fn knows(&self, clock: &Clock, place: Place) -> bool {
        let actor = self.nodes.get(place).map(|it| it.actor);
        actor.and_then(|it| clock.get(it)).is_some_and(|tip| self.is_on(tip, place))
    }

    /// Returns the writes to `slot` that count for somebody who knows `clock`: those that no other
    /// known write has replaced, as the names of their first operations, sorted.
    pub(super) fn visible(&self, slot: &Slot, clock: &Clock) -> Vec<OpName> {
        let name = |(place, counter): (Place, u64)| {
            let actor = self.names.get(self.nodes.get(place)?.actor)?.clone();
            Some(OpName { counter, actor })
        };
        let mut out: Vec<OpName> =
            self.visible_writes(slot, clock).into_iter().filter_map(name).collect();
        out.sort_unstable();
        out
    }

    /// Returns the changes behind [`visible`](Self::visible), each with its counter.
    pub(super) fn visible_writes(&self, slot: &Slot, clock: &Clock) -> Vec<(Place, u64)> {
        let mut out: Vec<(Place, u64)> = Vec::new();
        // A write replaces all writes it knows; and a later place never is in the past of an
        // earlier one.
        for (place, counter) in self.writers(slot).iter().rev().copied() {
            let replaced = |(by, _): &(Place, u64)| {
                self.nodes.get(*by).is_some_and(|it| self.knows(&it.clock, place))
            };
            if self.knows(clock, place) && !out.iter().any(replaced) {
                out.push((place, counter));
            }
        }
        out
    }

    /// Returns all changes that write to `slot`, void ones too, each with its counter.
    pub(super) fn writers(&self, slot: &Slot) -> &[(Place, u64)] {
        self.slots.get(slot).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns all standing changes that write in `field`, each once.
    pub(super) fn writers_in(&self, field: usize) -> BTreeSet<Place> {
        let from = Slot { field, key: "".into() };
        let here = self.slots.range(from..).take_while(|(slot, _)| slot.field == field);
        let places = here.flat_map(|(_, writes)| writes.iter().map(|it| it.0));
        places.filter(|it| self.stands(*it)).collect()
    }

    /// Returns the standing change that holds the operation `counter` of `actor`.
    pub(super) fn of_op(&self, actor: &[u8], counter: u64) -> Option<&Node> {
        let number = *self.actors.get(actor)?;
        let (_, place) = self.ops.range((number, 0)..=(number, counter)).next_back()?;
        self.nodes.get(*place).filter(|it| it.max_op() >= counter)
    }

    /// Says whether changes of `actor` are void.
    pub(super) fn is_spoiled(&self, actor: &Actor) -> bool {
        let number = self.actor(actor).filter(|_| self.has_void());
        number.is_some_and(|it| self.nodes.iter().any(|node| node.actor == it && !node.standing))
    }

    /// Says whether any change is not part of the document, or may not be.
    pub(super) fn has_void(&self) -> bool {
        !self.forked.is_empty()
    }

    /// Returns the changes that are not part of the document.
    pub(super) fn void(&self) -> impl Iterator<Item = &Node> {
        let any = self.has_void();
        self.nodes.iter().filter(move |it| any && !it.standing)
    }

    /// Adds a change of `actor` that passed the checks.
    pub(super) fn add(&mut self, actor: &Actor, mut node: Node) {
        node.actor = self.number(actor);
        let place = self.nodes.len();
        node.clock.learn([(node.actor, place)]);
        self.by_hash.insert(node.hash, place);
        for (slot, counter) in &node.writes {
            self.slots.entry(slot.clone()).or_default().push((place, *counter));
        }
        let twins = self.next.entry((node.actor, node.previous)).or_default();
        twins.push(place);
        let alone = twins.len() == 1;
        if !alone {
            self.forked.insert(node.actor);
        }
        node.standing = alone && node.deps.iter().all(|it| self.stands(*it));
        if node.standing {
            self.stand(place, &node);
        }
        self.nodes.push(node);
        if !alone {
            self.settle();
        }
    }

    /// Gives back the room that was kept for more changes, where many came at once.
    pub(super) fn trim(&mut self) {
        self.nodes.shrink_to_fit();
    }

    /// Returns this moment.
    pub(super) fn mark(&self) -> Mark {
        Mark { len: self.nodes.len(), fallen: self.fallen }
    }

    /// Says whether changes that stood no longer do, since [`forget_fallen`](Self::forget_fallen).
    pub(super) fn has_fallen(&self) -> bool {
        self.fallen
    }

    /// Notes that the document knows of what fell.
    pub(super) fn forget_fallen(&mut self) {
        self.fallen = false;
    }

    /// Returns those of `places` that are not in the past of another of them.
    pub(super) fn tips(&self, mut places: Vec<Place>) -> Vec<Place> {
        places.sort_unstable();
        places.dedup();
        let mut out: Vec<Place> = Vec::new();
        for place in places.into_iter().rev() {
            let known =
                |by: &Place| self.nodes.get(*by).is_some_and(|it| self.knows(&it.clock, place));
            if !out.iter().any(known) {
                out.push(place);
            }
        }
        out
    }

    /// Says whether a change is part of the document.
    pub(super) fn stands(&self, place: Place) -> bool {
        self.nodes.get(place).is_some_and(|it| it.standing)
    }

    fn stand(&mut self, place: Place, node: &Node) {
        self.ops.insert((node.actor, node.start), place);
        for dep in &node.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(place);
    }

    /// Decides for every change whether it stands.
    fn settle(&mut self) {
        self.ops.clear();
        self.heads.clear();
        let mut nodes = std::mem::take(&mut self.nodes);
        let mut stands: Vec<bool> = Vec::with_capacity(nodes.len());
        for place in 0..nodes.len() {
            let Some(node) = nodes.get(place) else { continue };
            let twins = self.next.get(&(node.actor, node.previous));
            let hash = |it: &Place| nodes.get(*it).map(|it| it.hash);
            let first = twins.into_iter().flatten().filter_map(hash).min();
            let standing = first == Some(node.hash)
                && node.deps.iter().all(|it| stands.get(*it).copied().unwrap_or(false));
            self.fallen |= node.standing && !standing;
            stands.push(standing);
            if standing {
                self.stand(place, node);
            }
        }
        nodes.iter_mut().zip(stands).for_each(|(node, it)| node.standing = it);
        self.nodes = nodes;
    }

    /// Takes back all changes since `mark`.
    pub(super) fn rewind(&mut self, mark: Mark) {
        let from = mark.len;
        if from >= self.nodes.len() {
            return;
        }
        for node in self.nodes.drain(from..) {
            self.by_hash.remove(&node.hash);
            for (slot, _) in &node.writes {
                if let Some(places) = self.slots.get_mut(slot) {
                    places.retain(|(it, _)| *it < from);
                }
            }
        }
        self.next.retain(|_, it| {
            it.retain(|place| *place < from);
            !it.is_empty()
        });
        self.forked =
            self.next.iter().filter(|(_, it)| it.len() > 1).map(|((actor, _), _)| *actor).collect();
        self.settle();
        self.fallen = mark.fallen;
    }
}

//! What a lane and a board have in common: an Automerge document, and the graph of its changes.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::RangeFull,
    sync::Arc,
};

use automerge::{
    Automerge, ObjId, ObjType, ROOT, ReadDoc as _, ScalarValueRef, ValueRef,
    transaction::{CommitOptions, Transactable as _},
};

use super::{
    Payload,
    admit::{self, AdmitError, Admitted, DraftError},
    chunk::{self, Change, Chunk, MAX_COUNTER, MAX_DEPS, MAX_DRAFT, MAX_OPS, OpName, Put},
    clock::{Clock, Place},
    graph::{Graph, Mark, Node},
    pen::{Actor, Pen},
    schema::{self, Kind, Slot},
    trial::{self, ENCODING, Fault, Legible, Memory, Tried},
};
use crate::{
    ids::{ChangeHash, DeviceId, StreamId},
    time::At,
};

/// So many payloads at once are no part of a conversation.
const MANY: usize = 64;

/// A document that admits changes.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    kind: Kind,
    genesis: Actor,
    /// The document as it is without any change but the genesis.
    blank: Automerge,
    doc: Automerge,
    maps: Vec<ObjId>,
    pub(super) graph: Graph,
    memory: Option<Arc<dyn Memory>>,
}

/// A value read from the document: one of those that stand.
#[derive(Debug, Clone)]
pub(super) struct Read<'a> {
    /// Key.
    pub(super) key: String,
    /// Text.
    pub(super) text: String,
    /// The change that wrote it.
    pub(super) node: &'a Node,
    /// Counter of the operation that wrote it.
    pub(super) counter: u64,
}

impl Paper {
    /// Makes the document of `stream` with nothing in it.
    pub(super) fn new(kind: Kind, stream: StreamId) -> Self {
        Self::remembering(kind, stream, None)
    }

    /// Makes the document of `stream`; what `memory` knows is not tried again.
    pub(super) fn remembering(
        kind: Kind,
        stream: StreamId,
        memory: Option<Arc<dyn Memory>>,
    ) -> Self {
        let genesis = Actor::genesis(stream);
        let name = name(kind, &genesis, &[]);
        let known = memory.as_ref().and_then(|it| it.recall(&name));
        let first = known.unwrap_or_else(|| {
            let first = blank(kind, &genesis);
            if let Some(memory) = &memory {
                memory.keep(name, &first);
            }
            first
        });
        Self::on(kind, genesis, first, memory)
    }

    /// Begins on `first`, the first state of the document.
    fn on(kind: Kind, genesis: Actor, first: Tried, memory: Option<Arc<dyn Memory>>) -> Self {
        let Tried { doc: blank, maps } = first;
        let mut graph = Graph::default();
        if let [hash] = trial::heads_of(&blank).as_slice() {
            let first = Node {
                hash: *hash,
                device: None,
                actor: 0,
                seq: 1,
                start: 1,
                len: u64::try_from(kind.fields().len()).unwrap_or(u64::MAX),
                time: 0,
                deps: Vec::new(),
                clock: Clock::default(),
                previous: None,
                writes: Box::default(),
                standing: false,
                bytes: Arc::default(),
            };
            graph.add(&genesis, first);
        }
        Self { kind, genesis, doc: blank.clone(), blank, maps, graph, memory }
    }

    /// Takes payloads in. Those that wait for others among them are tried again after those.
    pub(super) fn admit_all(
        &mut self,
        payloads: &[(DeviceId, Payload)],
    ) -> Vec<Result<Admitted, AdmitError>> {
        let mark = self.graph.mark();
        let mut batch = Batch::of(payloads, self.memory.as_deref());
        batch.stage(self);
        match self.settle(mark) {
            Ok(()) => {
                if payloads.len() > MANY {
                    self.graph.trim();
                }
                batch.results(&self.graph)
            }
            Err(fault) => {
                self.graph.rewind(mark);
                match payloads {
                    [_] => vec![Err(fault.into())],
                    many => self.one_by_one(many),
                }
            }
        }
    }

    /// The slow road, for when a trial of many failed: finds out which it was.
    fn one_by_one(
        &mut self,
        payloads: &[(DeviceId, Payload)],
    ) -> Vec<Result<Admitted, AdmitError>> {
        let mut out: Vec<Result<Admitted, AdmitError>> =
            payloads.iter().map(|_| Err(AdmitError::Missing(Vec::new()))).collect();
        loop {
            let before = self.graph.len();
            for (result, payload) in out.iter_mut().zip(payloads) {
                if matches!(result, Err(AdmitError::Missing(_))) {
                    let mut one = self.admit_all(std::slice::from_ref(payload));
                    *result = one.pop().unwrap_or(Ok(Admitted::default()));
                }
            }
            if self.graph.len() == before {
                return out;
            }
        }
    }

    /// Checks the chunks of one payload and adds them to the graph, all or none.
    fn stage(&mut self, device: DeviceId, chunks: &[Chunk]) -> Result<(), AdmitError> {
        let mark = self.graph.mark();
        for chunk in chunks {
            let ground = (&self.graph, self.kind, &self.genesis);
            match admit::check(ground, device, chunk) {
                Ok(Some(node)) => self.graph.add(&chunk.change.actor, node),
                Ok(None) => {}
                Err(err) => {
                    self.graph.rewind(mark);
                    return Err(err);
                }
            }
        }
        Ok(())
    }

    /// Brings the document to what the graph says, if Automerge comes out of the trial well.
    fn settle(&mut self, mark: Mark) -> Result<(), Fault> {
        let fallen = self.graph.has_fallen();
        let (base, from) = if fallen { (&self.blank, 1) } else { (&self.doc, mark.place()) };
        let standing = self.graph.since(from).iter().filter(|it| it.standing);
        let chunks: Vec<(&[u8], ChangeHash)> =
            standing.map(|it| (it.bytes.as_ref(), it.hash)).collect();
        if chunks.is_empty() && !fallen {
            return Ok(());
        }
        let heads = self.graph.head_hashes();
        let name = name(self.kind, &self.genesis, &heads);
        let known = self.memory.as_ref().and_then(|it| it.recall(&name));
        self.doc = if let Some(tried) = known {
            tried.doc
        } else {
            let doc = trial::run(base.clone(), &chunks, &heads, &self.maps)?;
            if let Some(memory) = &self.memory {
                memory.keep(name, &Tried { doc: doc.clone(), maps: self.maps.clone() });
            }
            doc
        };
        self.graph.forget_fallen();
        Ok(())
    }

    /// Writes one change that follows on what stands.
    pub(super) fn draft(
        &self,
        pen: &Pen,
        at: At,
        strokes: impl Fn(&OpName) -> Result<Vec<(Slot, Vec<String>)>, DraftError>,
    ) -> Result<Vec<u8>, DraftError> {
        let mut bytes = self.compose(pen, at, &strokes)?;
        if self.graph.is_spoiled(&pen.actor()) {
            // Somebody else writes with this pen. From now on each change has a name of its own.
            bytes = self.compose(&pen.aside(&bytes), at, &strokes)?;
        }
        if bytes.len() > MAX_DRAFT { Err(DraftError::TooLarge) } else { Ok(bytes) }
    }

    /// Admits what was just drafted so far that the next draft follows on it. Nothing is tried: what counts is what a
    /// document makes of it that admits it whole.
    pub(super) fn follow(&mut self, device: DeviceId, payload: &[u8]) {
        let followed = chunk::parse(payload).map(|it| self.stage(device, &it));
        debug_assert!(matches!(followed, Ok(Ok(()))), "what was just drafted fits");
    }

    fn compose(
        &self,
        pen: &Pen,
        at: At,
        strokes: impl Fn(&OpName) -> Result<Vec<(Slot, Vec<String>)>, DraftError>,
    ) -> Result<Vec<u8>, DraftError> {
        let actor = pen.actor();
        let heads = match self.kind {
            Kind::Lane => self.all_heads(&actor),
            Kind::Board => {
                // Which slots there are does not depend on the name; only keys nobody has used do.
                let slots = strokes(&OpName { counter: 0, actor: actor.clone() })?;
                self.own_heads(pen, slots.iter().map(|it| &it.0))
            }
        };
        let clock = self.graph.past(heads.iter().copied()).unwrap_or_default();
        let nodes = || heads.iter().filter_map(|it| self.graph.node(*it));
        let start = nodes().map(Node::max_op).max().unwrap_or(0) + 1;
        let previous = self.graph.actor(&actor).and_then(|it| clock.get(it));
        let seq = previous.and_then(|it| self.graph.node(it)).map_or(0, |it| it.seq) + 1;
        let strokes = strokes(&OpName { counter: start, actor: actor.clone() })?;
        let puts = self.puts(&strokes, &clock);
        let last = start.saturating_add(u64::try_from(puts.len()).unwrap_or(u64::MAX));
        if puts.is_empty() {
            return Err(DraftError::Empty);
        }
        let replaced: usize = puts.iter().map(|it| it.replaces.len()).sum();
        if puts.len().max(replaced) > MAX_OPS || last >= MAX_COUNTER {
            return Err(DraftError::TooLarge);
        }
        let mut deps: Vec<ChangeHash> = nodes().map(|it| it.hash).collect();
        deps.sort_unstable();
        let change = Change { deps, actor, seq, start, time: schema::time(at), puts };
        Ok(chunk::encode(&change).0)
    }

    /// Returns what the next change of `actor` on a lane follows on: all heads, unless somebody
    /// made more of them than a change may name. That with the actor's own last change is always
    /// among them.
    fn all_heads(&self, actor: &Actor) -> Vec<Place> {
        let mut heads: Vec<Place> = self.graph.heads().collect();
        let own = |it: &Place| self.graph.node(*it)?.clock.get(self.graph.actor(actor)?);
        heads.sort_by_key(|it| std::cmp::Reverse(own(it)));
        heads.truncate(MAX_DEPS);
        heads
    }

    /// Returns what the next change of `pen` on a board follows on: what its device wrote, and what
    /// it replaces, and nothing else. A board has many writers, and who builds on another's change
    /// falls with it if that one's device writes a twin of it.
    fn own_heads<'a>(&self, pen: &Pen, slots: impl Iterator<Item = &'a Slot>) -> Vec<Place> {
        let own = |it: &Place| self.graph.node(*it).is_some_and(|it| it.device == Some(pen.device));
        let own: Vec<Place> = (0..self.graph.len()).filter(own).collect();
        let now = self.now();
        let replaced = slots.flat_map(|it| self.graph.visible_writes(it, &now));
        let mut all: Vec<Place> = replaced.map(|(place, _)| place).collect();
        all.extend(own.into_iter().filter(|it| self.graph.stands(*it)));
        let mut out = self.graph.tips(all);
        if out.is_empty() {
            out.push(0);
        }
        let foreign = |it: &Node| it.device != Some(pen.device);
        out.sort_by_key(|it| self.graph.node(*it).is_none_or(foreign));
        out.truncate(MAX_DEPS);
        out
    }

    fn puts(&self, strokes: &[(Slot, Vec<String>)], clock: &Clock) -> Vec<Put> {
        let mut out = Vec::new();
        for (slot, values) in strokes {
            let before = self.graph.visible(slot, clock);
            for (value, i) in values.iter().zip(0_u64..) {
                let field = u64::try_from(slot.field).unwrap_or(0) + i;
                let name = |it: &OpName| OpName {
                    counter: it.counter.saturating_add(i),
                    actor: it.actor.clone(),
                };
                out.push(Put {
                    map: OpName { counter: field + 1, actor: self.genesis.clone() },
                    key: Arc::clone(&slot.key),
                    value: value.as_str().into(),
                    replaces: before.iter().map(name).collect(),
                });
            }
        }
        out
    }

    /// Returns what somebody knows who knows the whole document.
    pub(super) fn now(&self) -> Clock {
        self.graph.past(self.graph.heads()).unwrap_or_default()
    }

    /// Reads a field: per key all values that stand, what counts last.
    pub(super) fn read(
        &self,
        field: usize,
        heads: Option<&[ChangeHash]>,
    ) -> BTreeMap<String, Vec<Read<'_>>> {
        let Some(map) = self.maps.get(field) else {
            return BTreeMap::new();
        };
        let heads: Option<Vec<automerge::ChangeHash>> =
            heads.map(|some| some.iter().map(|it| automerge::ChangeHash(*it.as_bytes())).collect());
        let range = match &heads {
            None => self.doc.map_range::<_, RangeFull>(map, ..),
            Some(at) => self.doc.map_range_at::<_, RangeFull>(map, .., at),
        };
        let mut out = BTreeMap::new();
        for item in range {
            let values = if item.conflict {
                self.rivals(map, &item.key, heads.as_deref())
            } else {
                let text = match &item.value {
                    ValueRef::Scalar(ScalarValueRef::Str(text)) => text.to_string(),
                    ValueRef::Scalar(_) | ValueRef::Object(_) => String::new(),
                };
                self.value(&item.key, text, &item.id()).into_iter().collect()
            };
            out.insert(item.key.into_owned(), values);
        }
        out
    }

    /// Reads what stands under one key of a field, what counts last.
    pub(super) fn read_key(&self, field: usize, key: &str) -> Vec<Read<'_>> {
        self.maps.get(field).map(|map| self.rivals(map, key, None)).unwrap_or_default()
    }

    /// Returns all values that stand under one key, what counts last.
    fn rivals(
        &self,
        map: &ObjId,
        key: &str,
        heads: Option<&[automerge::ChangeHash]>,
    ) -> Vec<Read<'_>> {
        let all = match heads {
            None => self.doc.get_all(map, key),
            Some(at) => self.doc.get_all_at(map, key, at),
        };
        let text = |it: &automerge::Value<'_>| it.as_str().unwrap_or_default().to_owned();
        let read = |(value, id): (automerge::Value<'_>, ObjId)| self.value(key, text(&value), &id);
        all.unwrap_or_default().into_iter().filter_map(read).collect()
    }

    fn value(&self, key: &str, text: String, id: &ObjId) -> Option<Read<'_>> {
        let ObjId::Id(counter, actor, _) = id else {
            return None;
        };
        let node = self.graph.of_op(actor.to_bytes(), *counter)?;
        Some(Read { key: key.to_owned(), text, node, counter: *counter })
    }

    /// Says whether `heads` are known and can stand together, be it as part of the document or not.
    pub(super) fn has(&self, heads: &[ChangeHash]) -> bool {
        let places: Option<Vec<Place>> = heads.iter().map(|it| self.graph.find(it)).collect();
        places.is_some_and(|it| self.graph.past(it.into_iter()).is_ok())
    }

    /// Says whether all of `heads` are part of the document.
    pub(super) fn stands(&self, heads: &[ChangeHash]) -> bool {
        let node = |it: &ChangeHash| self.graph.find(it).and_then(|it| self.graph.node(it));
        heads.iter().all(|it| node(it).is_some_and(|it| it.standing))
    }

    /// Returns a document of nothing but `heads` and their past.
    pub(super) fn at(&self, heads: &[ChangeHash]) -> Option<Self> {
        let past = self.graph.before(heads.iter().filter_map(|it| self.graph.find(it)));
        let payloads: Vec<(DeviceId, Payload)> = past
            .into_iter()
            .filter_map(|it| self.graph.node(it))
            .filter_map(|it| Some((it.device?, Arc::clone(&it.bytes))))
            .collect();
        let (genesis, maps) = (self.genesis.clone(), self.maps.clone());
        let first = Tried { doc: self.blank.clone(), maps };
        let mut out = Self::on(self.kind, genesis, first, self.memory.clone());
        out.admit_all(&payloads).iter().all(Result::is_ok).then_some(out)
    }

    /// Returns the document as an Automerge file.
    pub(super) fn export(&self) -> Vec<u8> {
        self.doc.save()
    }
}

/// Breaks a document on purpose, so that the next trial fails.
#[cfg(test)]
impl Paper {
    pub(super) fn sabotage(&mut self) {
        self.doc = Automerge::new_with_encoding(ENCODING);
    }

    pub(super) fn repair(&mut self) {
        self.doc = self.blank.clone();
    }
}

/// Makes the first state of a document and returns the maps in it, in the order of the fields.
fn blank(kind: Kind, genesis: &Actor) -> Tried {
    let mut doc = Automerge::new_with_encoding(ENCODING).with_actor(genesis.0.as_ref().into());
    let mut maps = Vec::new();
    let mut change = doc.transaction();
    for field in kind.fields() {
        maps.extend(change.put_object(ROOT, *field, ObjType::Map));
    }
    change.commit_with(CommitOptions::default().with_time(0));
    Tried { doc, maps }
}

/// Names a document by what it holds: its heads, and with them everything they follow on.
fn name(kind: Kind, genesis: &Actor, heads: &[ChangeHash]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.name()).update(&genesis.0);
    for head in heads {
        hasher.update(head.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// Reads the chunks of a payload; those that `memory` knows are not read again.
fn read(payload: &Payload, memory: Option<&dyn Memory>) -> Result<Arc<[Chunk]>, AdmitError> {
    admit::check_size(payload)?;
    let Some(memory) = memory else { return Ok(chunk::parse_shared(payload)?.into()) };
    let name = *blake3::hash(payload).as_bytes();
    if let Some(Legible(chunks)) = memory.recall_read(&name) {
        return Ok(chunks);
    }
    let chunks: Arc<[Chunk]> = chunk::parse_shared(payload)?.into();
    memory.keep_read(name, &Legible(Arc::clone(&chunks)));
    Ok(chunks)
}

/// Payloads on their way in.
struct Batch {
    items: Vec<Item>,
    waiting: BTreeMap<ChangeHash, Vec<usize>>,
}

struct Item {
    device: DeviceId,
    chunks: Arc<[Chunk]>,
    new: std::ops::Range<usize>,
    error: Option<AdmitError>,
}

impl Batch {
    fn of(payloads: &[(DeviceId, Payload)], memory: Option<&dyn Memory>) -> Self {
        let item = |(device, payload): &(DeviceId, Payload)| {
            let (chunks, error) = match read(payload, memory) {
                Ok(chunks) => (chunks, None),
                Err(err) => (Arc::default(), Some(err)),
            };
            Item { device: *device, chunks, new: 0..0, error }
        };
        let items = payloads.iter().map(item).collect();
        Self { items, waiting: BTreeMap::new() }
    }

    /// Stages what can be staged, in the order of the causal past.
    fn stage(&mut self, paper: &mut Paper) {
        let mut queue: VecDeque<usize> = (0..self.items.len()).collect();
        while let Some(i) = queue.pop_front() {
            let Some(item) = self.items.get_mut(i).filter(|it| !it.chunks.is_empty()) else {
                continue;
            };
            let from = paper.graph.len();
            item.error = paper.stage(item.device, &item.chunks).err();
            item.new = from..paper.graph.len();
            if let Some(AdmitError::Missing(hashes)) = &item.error {
                for hash in hashes.iter().take(1) {
                    self.waiting.entry(*hash).or_default().push(i);
                }
            }
            for node in paper.graph.since(from) {
                queue.extend(self.waiting.remove(&node.hash).into_iter().flatten());
            }
        }
    }

    fn results(self, graph: &Graph) -> Vec<Result<Admitted, AdmitError>> {
        let result = |it: Item| {
            let new = it.new.len();
            let void = |at: &usize| graph.node(*at).is_some_and(|it| !it.standing);
            let admitted = Admitted { new, void: it.new.filter(void).count() };
            it.error.map_or(Ok(admitted), Err)
        };
        self.items.into_iter().map(result).collect()
    }
}

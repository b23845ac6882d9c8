//! Lanes: one respondent's answers in one review.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Payload,
    admit::{AdmitError, Admitted, DraftError},
    chunk,
    graph::Node,
    paper::{Paper, Read},
    pen::Pen,
    schema::{self, Kind, LANE, Slot},
    trial::Memory,
};
use crate::{
    answer::{Answer, Past, Stated, Value},
    ids::{ChangeHash, DeviceId, NodeId, StreamId},
    time::At,
};

/// One respondent's answers in one review.
#[derive(Debug, Clone)]
pub struct Lane(pub(super) Paper);

impl Lane {
    /// Makes the lane of `stream` with nothing in it.
    pub fn new(stream: StreamId) -> Self {
        Self(Paper::new(Kind::Lane, stream))
    }

    /// Makes the lane of `stream` with nothing in it; what `memory` knows is not tried again.
    pub fn remembering(stream: StreamId, memory: Option<Arc<dyn Memory>>) -> Self {
        Self(Paper::remembering(Kind::Lane, stream, memory))
    }

    /// Writes `answers` as one change on top of all that stands; `None` takes an answer back.
    ///
    /// The lane itself only changes when the payload is admitted. Admit it before the next draft,
    /// or never: two drafts of one pen on one state exclude each other.
    pub fn draft(
        &self,
        pen: &Pen,
        at: At,
        answers: &[(NodeId, Option<Answer>)],
    ) -> Result<Vec<u8>, DraftError> {
        let mut seen = BTreeSet::new();
        if let Some((twice, _)) = answers.iter().find(|(question, _)| !seen.insert(question)) {
            return Err(DraftError::Twice(twice.clone()));
        }
        let stroke = |(question, answer): &(NodeId, Option<Answer>)| {
            (slot(question), schema::answer(answer.as_ref()).to_vec())
        };
        self.0.draft(pen, at, |_| Ok(answers.iter().map(stroke).collect()))
    }

    /// Writes `turns` as one change each, as if they had been given one after the other. Much quicker than that.
    pub fn draft_turns(
        &self,
        pen: &Pen,
        at: At,
        turns: &[Vec<(NodeId, Option<Answer>)>],
    ) -> Result<Vec<Vec<u8>>, DraftError> {
        let mut next = self.clone();
        let mut out = Vec::with_capacity(turns.len());
        for answers in turns {
            let payload = next.draft(pen, at, answers)?;
            next.0.follow(pen.device, &payload);
            out.push(payload);
        }
        Ok(out)
    }

    /// Takes in a payload signed by `device`: all of it or nothing. One that is known already
    /// changes nothing.
    pub fn admit(&mut self, device: DeviceId, payload: &[u8]) -> Result<Admitted, AdmitError> {
        self.0.admit_all(&[(device, payload.into())]).pop().unwrap_or(Ok(Admitted::default()))
    }

    /// Takes in many payloads, in any order; much quicker than one by one.
    pub fn admit_all(
        &mut self,
        payloads: impl IntoIterator<Item = (DeviceId, impl Into<Payload>)>,
    ) -> Vec<Result<Admitted, AdmitError>> {
        let payloads: Vec<_> = payloads.into_iter().map(|(by, it)| (by, it.into())).collect();
        self.0.admit_all(&payloads)
    }

    /// Returns the heads, sorted. A lane in which nothing was written has one head, which everybody
    /// computes alike.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.0.graph.head_hashes()
    }

    /// Says whether all of `heads` are here, and can stand together.
    pub fn has(&self, heads: &[ChangeHash]) -> bool {
        self.0.has(heads)
    }

    /// Returns every answer as of now; answers that were taken back are in it, too, without a
    /// value.
    pub fn answers(&self) -> BTreeMap<NodeId, Stated> {
        self.read(None)
    }

    /// Returns every answer as of `heads`; `None` if one of them is not here.
    ///
    /// What was handed in stays readable, even if its device makes it void afterwards.
    pub fn answers_at(&self, heads: &[ChangeHash]) -> Option<BTreeMap<NodeId, Stated>> {
        if !self.has(heads) {
            None
        } else if self.0.stands(heads) {
            Some(self.read(Some(heads)))
        } else {
            self.0.at(heads).map(|it| Self(it).read(None))
        }
    }

    fn read(&self, heads: Option<&[ChangeHash]>) -> BTreeMap<NodeId, Stated> {
        let [said, note, basis, evidence] =
            std::array::from_fn::<_, { LANE.len() }, _>(|field| self.0.read(field, heads));
        let mut out = BTreeMap::new();
        for (key, said) in said {
            let Ok(question) = key.parse::<NodeId>() else { continue };
            let rest = [&note, &basis, &evidence].map(|it| it.get(&key));
            out.extend(stated(&said, rest).map(|it| (question, it)));
        }
        out
    }

    /// Returns every answer like [`Self::answers`], given what that returned when the lane had `changes`: only what was
    /// written since is read. `None` where what stood then may not stand any more.
    pub fn answers_after(
        &self,
        before: &BTreeMap<NodeId, Stated>,
        changes: usize,
    ) -> Option<BTreeMap<NodeId, Stated>> {
        let graph = &self.0.graph;
        // The genesis is one more.
        let from = changes.checked_add(1).filter(|it| *it <= graph.len() && !graph.has_void())?;
        let written = graph.since(from).iter().flat_map(|it| it.writes.iter());
        let keys: BTreeSet<&str> = written.map(|(slot, _)| slot.key.as_ref()).collect();
        let mut out = before.clone();
        for key in keys {
            let Ok(question) = key.parse::<NodeId>() else { continue };
            let [said, rest @ ..] =
                std::array::from_fn::<_, { LANE.len() }, _>(|field| self.0.read_key(field, key));
            match stated(&said, rest.each_ref().map(Some)) {
                Some(now) => drop(out.insert(question, now)),
                None => drop(out.remove(&question)),
            }
        }
        debug_assert_eq!(out, self.answers(), "what was not written on is what it was");
        Some(out)
    }

    /// Returns everything ever written to `question`, in causal order, whether it stands or not.
    pub fn history(&self, question: &NodeId) -> Vec<Past> {
        let slot = slot(question);
        let graph = &self.0.graph;
        let now = graph.visible_writes(&slot, &self.0.now());
        let mut out: Vec<((u64, ChangeHash), Past)> = Vec::new();
        for (place, counter) in graph.writers(&slot) {
            let Some(node) = graph.node(*place) else { continue };
            let standing = node.standing && now.contains(&(*place, *counter));
            let past = Past { value: value(node, written(node, *counter)), standing };
            out.push(((node.start, node.hash), past));
        }
        out.sort_by_key(|(order, _)| *order);
        out.into_iter().map(|(_, past)| past).collect()
    }

    /// Returns the changes that are kept but do not count, each with its device: that device wrote
    /// two different changes in one place.
    pub fn void(&self) -> Vec<(ChangeHash, Option<DeviceId>)> {
        self.0.graph.void().map(|it| (it.hash, it.device)).collect()
    }

    /// Returns the lane as a plain Automerge file.
    pub fn export(&self) -> Vec<u8> {
        self.0.export()
    }

    /// Returns the number of changes that were written: void ones count, the genesis doesn't.
    pub fn changes(&self) -> usize {
        self.0.graph.len().saturating_sub(1)
    }
}

fn slot(question: &NodeId) -> Slot {
    Slot { field: 0, key: question.as_str().into() }
}

fn value(node: &Node, answer: Option<Answer>) -> Value {
    Value { answer, device: node.device, at: schema::read_time(node.time), change: node.hash }
}

/// Puts together what stands to one question, by field; nothing where nothing does.
fn stated(said: &[Read<'_>], rest: [Option<&Vec<Read<'_>>>; 3]) -> Option<Stated> {
    let mut values: Vec<Value> = said.iter().map(|it| value(it.node, whole(it, rest))).collect();
    let now = values.pop()?;
    values.reverse();
    Some(Stated { now, rivals: values })
}

/// Puts one answer together from its four fields.
fn whole(said: &Read<'_>, rest: [Option<&Vec<Read<'_>>>; 3]) -> Option<Answer> {
    let of_same_change = |it: Option<&Vec<Read<'_>>>| -> String {
        let found = it.into_iter().flatten().find(|it| it.node.hash == said.node.hash);
        found.map(|it| it.text.clone()).unwrap_or_default()
    };
    let [note, basis, evidence] = rest.map(of_same_change);
    schema::read_answer([&said.text, &note, &basis, &evidence])
}

/// Reads an answer from the change that wrote it.
fn written(node: &Node, counter: u64) -> Option<Answer> {
    let chunks = chunk::parse(&node.bytes).ok()?;
    let puts = &chunks.first()?.change.puts;
    let from = usize::try_from(counter.checked_sub(node.start)?).ok()?;
    match puts.get(from..from.checked_add(LANE.len())?)? {
        [a, b, c, d] => schema::read_answer([&a.value, &b.value, &c.value, &d.value]),
        _ => None,
    }
}

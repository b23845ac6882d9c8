//! The security boundary: whether a change may enter a document.
//!
//! **Invariant:** each answer is a function of the change and its causal past alone, never of the
//! order in which changes came. A change that was refused stays refused; only one whose past is not
//! here yet may be offered again.

use std::sync::Arc;

use super::{
    chunk::{Chunk, ChunkError, MAX_ACTORS, MAX_BYTES, MAX_COUNTER, OpName},
    clock::Place,
    graph::{Graph, Node},
    pen::Actor,
    schema::{Kind, Stroke},
    trial::Fault,
};
use crate::ids::{ChangeHash, DeviceId, NodeId};

/// What became of an admitted payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Changes that were not known before.
    pub new: usize,
    /// How many of those are void for now: their device wrote two different changes in one place,
    /// and they are, or build on, the one that does not count.
    pub void: usize,
}

/// Why a payload was not admitted. Nothing of it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum AdmitError {
    /// It follows on changes that are not here: offer it again when they are.
    #[error("{} earlier changes are not here yet", .0.len())]
    Missing(Vec<ChangeHash>),
    /// It is larger than any honest payload.
    #[error("it has {0} bytes, more than a payload may have")]
    TooLarge(usize),
    /// It is not what our own encoder writes.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] ChunkError),
    /// It was written under the name of another device.
    #[error("it was not written under its device's name")]
    Foreign,
    /// Its numbers do not continue those of its past, or exceed every limit.
    #[error("its numbers do not continue those of its past")]
    OutOfLine,
    /// It follows on both of two changes that exclude each other.
    #[error("its past holds two changes of which only one can stand")]
    TornPast,
    /// It writes what such a document does not hold.
    #[error("it writes what does not belong here")]
    Misplaced,
    /// It does not replace exactly the values its writer had before their eyes.
    #[error("it does not replace what its past holds")]
    Blind,
    /// Automerge did not take it on a copy of the document.
    #[error("the trial on a copy failed: {0}")]
    Failed(#[from] Fault),
}

impl AdmitError {
    /// Says whether offering the payload again is pointless.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Missing(_))
    }
}

/// Why an edit could not be made into a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// There is nothing to write.
    #[error("there is nothing to write")]
    Empty,
    /// A question occurs twice.
    #[error("“{0}” is answered twice")]
    Twice(NodeId),
    /// Something is set twice.
    #[error("the same is set twice")]
    SetTwice,
    /// It does not fit into one change.
    #[error("this is too much for one change")]
    TooLarge,
}

/// Checks `chunk`, signed by `device`, against its causal past. `None`: it is known already.
pub(super) fn check(
    (graph, kind, genesis): (&Graph, Kind, &Actor),
    device: DeviceId,
    chunk: &Chunk,
) -> Result<Option<Node>, AdmitError> {
    let change = &chunk.change;
    if !change.actor.is_of(device) {
        return Err(AdmitError::Foreign);
    }
    if graph.find(&chunk.hash).is_some() {
        return Ok(None);
    }
    let deps = places(graph, &change.deps)?;
    let clock = graph.past(deps.iter().copied()).map_err(|_it| AdmitError::TornPast)?;
    let top = deps.iter().filter_map(|it| graph.node(*it)).map(Node::max_op).max().unwrap_or(0);
    let previous = graph.actor(&change.actor).and_then(|it| clock.get(it));
    let last = previous.and_then(|it| graph.node(it)).map_or(0, |it| it.seq);
    let len = u64::try_from(change.puts.len()).unwrap_or(u64::MAX);
    let room = MAX_COUNTER.checked_sub(change.start).is_some_and(|it| it > len)
        && clock.len() <= MAX_ACTORS;
    if change.seq != last + 1 || change.start != top + 1 || !room || change.time < 0 {
        return Err(AdmitError::OutOfLine);
    }
    let strokes = kind.strokes(change, genesis).ok_or(AdmitError::Misplaced)?;
    let sees = |it: &Stroke<'_>, before: &[OpName]| {
        it.puts.iter().zip(0..).all(|(put, i)| replaces(&put.replaces, before, i))
    };
    if !strokes.iter().all(|(slot, it)| sees(it, &graph.visible(slot, &clock))) {
        return Err(AdmitError::Blind);
    }
    Ok(Some(Node {
        hash: chunk.hash,
        device: Some(device),
        actor: 0,
        seq: change.seq,
        start: change.start,
        len,
        time: change.time,
        deps,
        clock,
        previous,
        writes: strokes.into_iter().map(|(slot, it)| (slot, it.first)).collect(),
        standing: false,
        bytes: Arc::clone(&chunk.bytes),
    }))
}

/// Finds what a change follows on.
fn places(graph: &Graph, deps: &[ChangeHash]) -> Result<Vec<Place>, AdmitError> {
    if deps.is_empty() || !deps.is_sorted_by(|a, b| a < b) {
        return Err(AdmitError::OutOfLine);
    }
    let missing: Vec<ChangeHash> =
        deps.iter().filter(|it| graph.find(it).is_none()).copied().collect();
    if !missing.is_empty() {
        return Err(AdmitError::Missing(missing));
    }
    Ok(deps.iter().filter_map(|it| graph.find(it)).collect())
}

/// Says whether `names` are the `i`-th operations of the writes that begin with `before`.
fn replaces(names: &[OpName], before: &[OpName], i: u64) -> bool {
    let fits = |(name, first): (&OpName, &OpName)| {
        name.actor == first.actor && Some(name.counter) == first.counter.checked_add(i)
    };
    names.len() == before.len() && names.iter().zip(before).all(fits)
}

/// Refuses a payload by its size alone.
pub(super) fn check_size(payload: &[u8]) -> Result<(), AdmitError> {
    if payload.len() > MAX_BYTES { Err(AdmitError::TooLarge(payload.len())) } else { Ok(()) }
}

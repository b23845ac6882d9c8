//! Change chunks, taken apart and put together by ourselves before Automerge sees a byte.
//!
//! Only one kind of change is known here: it puts strings into maps. Whatever else Automerge's
//! format can say (objects, lists, marks, counters, deletions, compressed data, unknown columns) is
//! refused, and so is every spelling of a change that differs from the one our encoder writes:
//! Automerge rebuilds changes from its own columns, and a spelling it can't rebuild makes a
//! document that can't be loaded.

use std::{borrow::Cow, sync::Arc};

use sha2::{Digest as _, Sha256};

use super::{
    columns::{self, Reader, roll, unroll},
    pen::Actor,
};
use crate::ids::ChangeHash;

/// Largest payload, in bytes.
pub(super) const MAX_BYTES: usize = 256 * 1024;
/// Largest payload we draft: an envelope needs room for its own.
pub(super) const MAX_DRAFT: usize = MAX_BYTES - 1024;
/// Most operations in a payload, and most predecessors.
pub(super) const MAX_OPS: usize = 20_000;
/// Longest key, in bytes.
pub(super) const MAX_KEY: usize = 1024;
/// Highest counter of an operation.
pub(super) const MAX_COUNTER: u64 = 1 << 30;
/// Most names under which the past of a change may have been written: one per start of the app.
pub(super) const MAX_ACTORS: usize = 1 << 14;
/// Most changes that one change may name as what it follows on.
pub(super) const MAX_DEPS: usize = 256;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE: u8 = 1;
const STRING: u64 = 6;
const PUT: u64 = 1;

/// The columns that such a change has, by their numbers in Automerge's format, in its order.
mod column {
    pub(super) const OBJ_ACTOR: u64 = 1;
    pub(super) const OBJ_COUNTER: u64 = 2;
    pub(super) const KEY: u64 = 21;
    pub(super) const INSERT: u64 = 52;
    pub(super) const ACTION: u64 = 66;
    pub(super) const VALUE_META: u64 = 86;
    pub(super) const VALUE: u64 = 87;
    pub(super) const PRED_COUNT: u64 = 112;
    pub(super) const PRED_ACTOR: u64 = 113;
    pub(super) const PRED_COUNTER: u64 = 115;
    pub(super) const ALL: [u64; 10] = [
        OBJ_ACTOR,
        OBJ_COUNTER,
        KEY,
        INSERT,
        ACTION,
        VALUE_META,
        VALUE,
        PRED_COUNT,
        PRED_ACTOR,
        PRED_COUNTER,
    ];

    /// Returns the place of a column among all.
    pub(super) fn place(id: u64) -> Option<usize> {
        ALL.iter().position(|it| *it == id)
    }
}

/// Why bytes are not a change we know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum ChunkError {
    /// The bytes do not begin as a chunk, or end too early.
    #[error("it is no whole chunk")]
    Torn,
    /// The checksum does not fit.
    #[error("its checksum is wrong")]
    Checksum,
    /// It is a document, a bundle, or compressed.
    #[error("it is a chunk of type {0}, not a plain change")]
    Kind(u8),
    /// Some number or text in it can't be read, or a run is longer than allowed.
    #[error("its {0} cannot be read")]
    Field(Cow<'static, str>),
    /// It holds a column that putting strings into maps does not need.
    #[error("it has the unknown column {0}")]
    Column(u64),
    /// It does something other than putting strings into maps.
    #[error("it does more than put texts into maps")]
    Deed,
    /// It could have been written otherwise.
    #[error("it is not spelled the one right way")]
    Spelling,
}

impl ChunkError {
    /// Says that the field of this name can't be read.
    pub(super) const fn field(name: &'static str) -> Self {
        Self::Field(Cow::Borrowed(name))
    }
}

/// The name of an operation; sorts as Automerge sorts them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OpName {
    /// Counter.
    pub(super) counter: u64,
    /// Actor.
    pub(super) actor: Actor,
}

/// One operation: puts a string under a key of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Put {
    /// The operation that made the map.
    pub(super) map: OpName,
    /// Key.
    pub(super) key: Arc<str>,
    /// Value.
    pub(super) value: Arc<str>,
    /// What it replaces, sorted.
    pub(super) replaces: Vec<OpName>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What it follows on, sorted.
    pub(super) deps: Vec<ChangeHash>,
    /// Who wrote it.
    pub(super) actor: Actor,
    /// Its place among the writer's changes, from 1.
    pub(super) seq: u64,
    /// Counter of its first operation.
    pub(super) start: u64,
    /// The moment claimed: milliseconds since 1970 (Automerge takes no notice of it).
    pub(super) time: i64,
    /// What it does; never empty.
    pub(super) puts: Vec<Put>,
}

/// A change with its bytes and its hash.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    /// The bytes.
    pub(super) bytes: Arc<[u8]>,
    /// SHA-256 as Automerge takes it.
    pub(super) hash: ChangeHash,
    /// What they say.
    pub(super) change: Change,
}

/// Splits a payload into its chunks and reads each.
pub(super) fn parse(payload: &[u8]) -> Result<Vec<Chunk>, ChunkError> {
    parse_keeping(payload, |it| it.into())
}

/// Reads a payload like [`parse`]. Where it is one chunk, that is kept where the payload is.
pub(super) fn parse_shared(payload: &Arc<[u8]>) -> Result<Vec<Chunk>, ChunkError> {
    let is_all = |it: &[u8]| it.len() == payload.len();
    parse_keeping(payload, |it| if is_all(it) { Arc::clone(payload) } else { it.into() })
}

fn parse_keeping(
    payload: &[u8],
    keep: impl Fn(&[u8]) -> Arc<[u8]>,
) -> Result<Vec<Chunk>, ChunkError> {
    let mut rest = Reader(payload);
    let mut out = Vec::new();
    let mut room = MAX_OPS;
    while !rest.is_empty() {
        let (bytes, data, hash) = split(&mut rest)?;
        let change = body(data, room)?;
        room = room.saturating_sub(change.puts.len());
        let is_right = head(&hash, data.len()).len() + data.len() == bytes.len();
        if !is_right || self::data(&change) != data {
            return Err(ChunkError::Spelling);
        }
        out.push(Chunk { bytes: keep(bytes), hash, change });
    }
    if out.is_empty() { Err(ChunkError::Torn) } else { Ok(out) }
}

/// Takes one chunk; returns it, what follows its header, and the hash of that.
fn split<'a>(rest: &mut Reader<'a>) -> Result<(&'a [u8], &'a [u8], ChangeHash), ChunkError> {
    let whole = rest.0;
    if rest.array() != Some(MAGIC) {
        return Err(ChunkError::Torn);
    }
    let checksum: [u8; 4] = rest.array().ok_or(ChunkError::Torn)?;
    let kind = rest.byte().ok_or(ChunkError::Torn)?;
    if kind != CHANGE {
        return Err(ChunkError::Kind(kind));
    }
    let len = rest.unsigned().and_then(|it| usize::try_from(it).ok()).ok_or(ChunkError::Torn)?;
    let data = rest.take(len).ok_or(ChunkError::Torn)?;
    let hash = hash(data);
    if !hash.as_bytes().starts_with(&checksum) {
        return Err(ChunkError::Checksum);
    }
    let bytes = whole.get(..whole.len() - rest.0.len()).ok_or(ChunkError::Torn)?;
    Ok((bytes, data, hash))
}

fn hash(data: &[u8]) -> ChangeHash {
    let mut head = vec![CHANGE];
    columns::unsigned(columns::len(data.len()), &mut head);
    let mut hasher = Sha256::new();
    hasher.update(&head);
    hasher.update(data);
    ChangeHash::from_bytes(hasher.finalize().into())
}

fn body(data: &[u8], room: usize) -> Result<Change, ChunkError> {
    let mut from = Reader(data);
    let n_deps = from
        .unsigned()
        .filter(|it| *it <= columns::len(MAX_DEPS))
        .ok_or(ChunkError::field("past"))?;
    let deps: Option<Vec<ChangeHash>> =
        (0..n_deps).map(|_| from.array().map(ChangeHash::from_bytes)).collect();
    let deps = deps.ok_or(ChunkError::field("past"))?;
    let actor = actor(&mut from)?;
    let seq = from.unsigned().ok_or(ChunkError::field("sequence"))?;
    let start = from.unsigned().ok_or(ChunkError::field("first counter"))?;
    let time = from.signed().ok_or(ChunkError::field("time"))?;
    if from.text() != Some("") {
        return Err(ChunkError::field("message"));
    }
    let mut actors = vec![actor.clone()];
    let n_actors = from.unsigned().filter(|it| *it <= 4096).ok_or(ChunkError::field("actors"))?;
    for _ in 0..n_actors {
        actors.push(self::actor(&mut from)?);
    }
    let puts = Columns::split(&mut from)?.puts(&actors, room)?;
    if !from.is_empty() {
        return Err(ChunkError::field("end"));
    }
    Ok(Change { deps, actor, seq, start, time, puts })
}

fn actor(from: &mut Reader<'_>) -> Result<Actor, ChunkError> {
    let len = from.unsigned().and_then(|it| usize::try_from(it).ok());
    let fits = len.filter(|it| [Actor::PEN_LEN, Actor::GENESIS_LEN].contains(it));
    let bytes = fits.and_then(|it| from.take(it)).ok_or(ChunkError::field("actor"))?;
    Ok(Actor(bytes.into()))
}

/// The bytes of each column, in the order of [`column::ALL`].
struct Columns<'a>([Option<&'a [u8]>; column::ALL.len()]);

impl<'a> Columns<'a> {
    fn split(from: &mut Reader<'a>) -> Result<Self, ChunkError> {
        let torn = || ChunkError::field("list of columns");
        let n = from.unsigned().filter(|it| *it <= 64).ok_or_else(torn)?;
        let mut sizes = Vec::with_capacity(column::ALL.len());
        for _ in 0..n {
            let id = from.unsigned().ok_or_else(torn)?;
            let len = from.unsigned().and_then(|it| usize::try_from(it).ok()).ok_or_else(torn)?;
            sizes.push((column::place(id).ok_or(ChunkError::Column(id))?, len));
        }
        let mut out = [None; column::ALL.len()];
        for (place, len) in sizes {
            let column = from.take(len).ok_or_else(torn)?;
            let twice = out.get_mut(place).and_then(|it| it.replace(column));
            if twice.is_some() {
                return Err(ChunkError::Spelling);
            }
        }
        Ok(Self(out))
    }

    fn get(&self, id: u64) -> &'a [u8] {
        column::place(id).and_then(|it| *self.0.get(it)?).unwrap_or_default()
    }

    fn numbers(&self, id: u64, limit: usize) -> Result<Vec<u64>, ChunkError> {
        unroll(self.get(id), limit, Reader::unsigned).ok_or(ChunkError::field("column"))
    }

    fn puts(&self, actors: &[Actor], room: usize) -> Result<Vec<Put>, ChunkError> {
        let actions = self.numbers(column::ACTION, room)?;
        let n = actions.len();
        let inserts = Reader(self.get(column::INSERT)).unsigned();
        if n == 0 || actions.iter().any(|it| *it != PUT) || inserts != Some(columns::len(n)) {
            return Err(ChunkError::Deed);
        }
        let maps = self.names(&[column::OBJ_ACTOR, column::OBJ_COUNTER], actors, n)?;
        let keys = unroll(self.get(column::KEY), n, |it| it.text().map(Arc::<str>::from))
            .ok_or(ChunkError::field("keys"))?;
        let values = self.values(n)?;
        let replaces = self.replaces(actors, n)?;
        let even = [maps.len(), keys.len(), values.len(), replaces.len()];
        if even.iter().any(|it| *it != n) {
            return Err(ChunkError::Deed);
        }
        let puts = maps.into_iter().zip(keys).zip(values).zip(replaces);
        Ok(puts.map(|(((map, key), value), replaces)| Put { map, key, value, replaces }).collect())
    }

    fn names(&self, ids: &[u64; 2], actors: &[Actor], n: usize) -> Result<Vec<OpName>, ChunkError> {
        let [actor, counter] = *ids;
        let who = self.numbers(actor, n)?;
        let what = self.numbers(counter, n)?;
        if who.len() != what.len() {
            return Err(ChunkError::Deed);
        }
        who.into_iter().zip(what).map(|(who, what)| name(actors, who, what)).collect()
    }

    fn values(&self, n: usize) -> Result<Vec<Arc<str>>, ChunkError> {
        let mut raw = Reader(self.get(column::VALUE));
        let mut out = Vec::new();
        for meta in self.numbers(column::VALUE_META, n)? {
            if meta & 0xf != STRING {
                return Err(ChunkError::Deed);
            }
            let bytes = usize::try_from(meta >> 4).ok().and_then(|it| raw.take(it));
            let text = bytes.and_then(|it| std::str::from_utf8(it).ok());
            out.push(text.ok_or(ChunkError::field("values"))?.into());
        }
        if raw.is_empty() { Ok(out) } else { Err(ChunkError::Spelling) }
    }

    fn replaces(&self, actors: &[Actor], n: usize) -> Result<Vec<Vec<OpName>>, ChunkError> {
        let field = || ChunkError::field("predecessors");
        let who = self.numbers(column::PRED_ACTOR, MAX_OPS)?;
        let steps = unroll(self.get(column::PRED_COUNTER), MAX_OPS, Reader::signed);
        let steps = steps.filter(|it| it.len() == who.len()).ok_or_else(field)?;
        let mut names = who.into_iter().zip(steps);
        let mut counter = 0_i64;
        let mut out = Vec::new();
        for count in self.numbers(column::PRED_COUNT, n)? {
            let mut some = Vec::new();
            for _ in 0..count {
                let (who, step) = names.next().ok_or_else(field)?;
                counter = counter.checked_add(step).ok_or_else(field)?;
                some.push(name(actors, who, u64::try_from(counter).map_err(|_it| field())?)?);
            }
            out.push(some);
        }
        if names.next().is_none() { Ok(out) } else { Err(ChunkError::Spelling) }
    }
}

fn name(actors: &[Actor], who: u64, counter: u64) -> Result<OpName, ChunkError> {
    let actor = usize::try_from(who).ok().and_then(|it| actors.get(it));
    let actor = actor.ok_or(ChunkError::field("actors"))?.clone();
    Ok(OpName { counter, actor })
}

/// Writes `change` the one right way: as Automerge would.
pub(super) fn encode(change: &Change) -> (Vec<u8>, ChangeHash) {
    let data = data(change);
    let hash = hash(&data);
    let mut out = head(&hash, data.len());
    out.extend_from_slice(&data);
    (out, hash)
}

/// Writes what stands before `len` bytes of data.
fn head(hash: &ChangeHash, len: usize) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(hash.as_bytes().iter().take(4));
    out.push(CHANGE);
    columns::unsigned(columns::len(len), &mut out);
    out
}

fn data(change: &Change) -> Vec<u8> {
    let mut named: Vec<&Actor> = change.puts.iter().flat_map(actors_of).collect();
    named.retain(|it| **it != change.actor);
    named.sort_unstable();
    named.dedup();
    let index: Vec<&Actor> = std::iter::once(&change.actor).chain(named.iter().copied()).collect();

    let mut data = Vec::new();
    columns::unsigned(columns::len(change.deps.len()), &mut data);
    change.deps.iter().for_each(|it| data.extend_from_slice(it.as_bytes()));
    put_actor(&change.actor, &mut data);
    columns::unsigned(change.seq, &mut data);
    columns::unsigned(change.start, &mut data);
    columns::signed(change.time, &mut data);
    columns::text("", &mut data);
    columns::unsigned(columns::len(named.len()), &mut data);
    for other in &named {
        put_actor(other, &mut data);
    }
    put_columns(&rows(&change.puts, &index), &mut data);
    data
}

fn actors_of(put: &Put) -> impl Iterator<Item = &Actor> {
    std::iter::once(&put.map.actor).chain(put.replaces.iter().map(|it| &it.actor))
}

fn put_actor(actor: &Actor, out: &mut Vec<u8>) {
    columns::unsigned(columns::len(actor.0.len()), out);
    out.extend_from_slice(&actor.0);
}

fn put_columns(columns: &[(u64, Vec<u8>)], out: &mut Vec<u8>) {
    let full: Vec<&(u64, Vec<u8>)> = columns.iter().filter(|it| !it.1.is_empty()).collect();
    columns::unsigned(columns::len(full.len()), out);
    for (id, bytes) in &full {
        columns::unsigned(*id, out);
        columns::unsigned(columns::len(bytes.len()), out);
    }
    for (_, bytes) in full {
        out.extend_from_slice(bytes);
    }
}

/// Writes the columns. `index` is the writer and then, sorted, whoever else is named.
fn rows(puts: &[Put], index: &[&Actor]) -> [(u64, Vec<u8>); 10] {
    let of = |it: &Actor| match index.split_first() {
        Some((writer, others)) if it != *writer => {
            others.binary_search(&it).map_or(0, |at| columns::len(at.saturating_add(1)))
        }
        Some(_) | None => 0,
    };
    let numbers = |it: Vec<u64>| roll(&it, |value, out| columns::unsigned(*value, out));
    let preds = || puts.iter().flat_map(|it| &it.replaces);
    let mut last = 0_i64;
    let steps: Vec<i64> = preds()
        .map(|it| {
            let next = i64::try_from(it.counter).unwrap_or(i64::MAX);
            let step = next.wrapping_sub(last);
            last = next;
            step
        })
        .collect();
    let keys: Vec<&str> = puts.iter().map(|it| it.key.as_ref()).collect();
    let values: Vec<&str> = puts.iter().map(|it| it.value.as_ref()).collect();
    let mut inserts = Vec::new();
    columns::unsigned(columns::len(puts.len()), &mut inserts);
    let metas = puts.iter().map(|it| (columns::len(it.value.len()) << 4) | STRING).collect();
    [
        (column::OBJ_ACTOR, numbers(puts.iter().map(|it| of(&it.map.actor)).collect())),
        (column::OBJ_COUNTER, numbers(puts.iter().map(|it| it.map.counter).collect())),
        (column::KEY, roll(&keys, |it, out| columns::text(it, out))),
        (column::INSERT, inserts),
        (column::ACTION, numbers(vec![PUT; puts.len()])),
        (column::VALUE_META, numbers(metas)),
        (column::VALUE, values.concat().into_bytes()),
        (
            column::PRED_COUNT,
            numbers(puts.iter().map(|it| columns::len(it.replaces.len())).collect()),
        ),
        (column::PRED_ACTOR, numbers(preds().map(|it| of(&it.actor)).collect())),
        (column::PRED_COUNTER, roll(&steps, |it, out| columns::signed(*it, out))),
    ]
}

//! Payloads laid out so that like stands by like, which packs many times better than one payload after the other.
//!
//! Every part of a change has a stream of its own; numbers are written as what they differ by from the one before, and
//! hashes that can be computed are left out. A payload that is not made of changes goes into a stream as it is.
//!
//! ```text
//! columns = count | (stream | len | bytes)*        numbers are LEB128; streams in ascending order
//! ```

use std::collections::BTreeMap;

use super::change::{self, Change, Hash, MAX_NAME, MOST};
use crate::envelope::MAX_PAYLOAD;

/// The streams. Those of the changes' own columns follow, two for each.
mod stream {
    /// Of each payload: in how many chunks it comes, 0 if it is no such thing.
    pub(super) const FORM: u64 = 0;
    /// Payloads that are no chunks.
    pub(super) const RAW: u64 = 1;
    /// How many changes it follows on, and how far back each was named last; 0 for what was not.
    pub(super) const DEPS: u64 = 2;
    /// Names of changes that were not named before.
    pub(super) const HASHES: u64 = 3;
    /// Places of names of writers, from 1; 0 for one that did not occur.
    pub(super) const ACTORS: u64 = 4;
    /// Names of writers.
    pub(super) const NAMES: u64 = 5;
    pub(super) const SEQ: u64 = 6;
    pub(super) const START: u64 = 7;
    pub(super) const TIME: u64 = 8;
    pub(super) const MESSAGE: u64 = 9;
    pub(super) const OTHERS: u64 = 10;
    /// Which columns there are: 0 for the same as before.
    pub(super) const SHAPE: u64 = 11;
    pub(super) const EXTRA: u64 = 12;
    /// Lengths of column 0; its bytes are in the next.
    pub(super) const COLUMN: u64 = 16;
}

/// The column that says which counters are replaced. They are near to the change's own.
const REPLACED: u64 = 115;

/// Returns a length as a number.
pub(super) fn len(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// Writes a LEB128 number without sign.
pub(super) fn number(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Reads bytes from the front; every step may find that there are too few.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut out = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            out |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(out);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let mut out = 0_i64;
        for shift in (0..64_u32).step_by(7) {
            let [byte] = self.array()?;
            out |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64_u32.saturating_sub(shift.saturating_add(7));
                return Some((out << unused) >> unused);
            }
        }
        None
    }

    /// Takes a number that is at most `most`.
    pub(super) fn count(&mut self, most: usize) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|it| *it <= most)
    }

    /// Takes a length and as many bytes.
    pub(super) fn blob(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        self.bytes(len)
    }
}

/// Lays payloads out behind `out`.
pub(super) fn lay(payloads: &[&[u8]], out: &mut Vec<u8>) {
    let mut writer = Writer::default();
    for payload in payloads {
        let changes = change::parse(payload).unwrap_or_default();
        writer.number(stream::FORM, len(changes.len()));
        for (change, hash) in &changes {
            writer.change(change, *hash);
        }
        if changes.is_empty() {
            writer.blob(stream::RAW, payload);
        }
    }
    number(len(writer.streams.len()), out);
    for (id, bytes) in &writer.streams {
        number(*id, out);
        number(len(bytes.len()), out);
        out.extend_from_slice(bytes);
    }
}

/// Returns the `many` payloads laid out in `bytes`; `None` unless these are just so many, and all together at most
/// `most` bytes long.
pub(super) fn gather(bytes: &[u8], many: usize, most: usize) -> Option<Vec<Vec<u8>>> {
    let mut from = Reader(bytes);
    let mut streams = BTreeMap::new();
    let mut last = None;
    for _ in 0..from.number()? {
        let id = from.number().filter(|it| last.is_none_or(|last| *it > last))?;
        last = Some(id);
        streams.insert(id, Reader(from.blob()?));
    }
    let mut gatherer = Gatherer { streams, room: most, known: Known::default() };
    let mut out = Vec::with_capacity(many);
    for _ in 0..many {
        out.push(gatherer.payload()?);
    }
    let all_read = from.0.is_empty() && gatherer.streams.values().all(|it| it.0.is_empty());
    all_read.then_some(out)
}

/// What was met so far; both sides come to the same.
#[derive(Default)]
struct Known {
    hashes: Vec<Hash>,
    actors: Vec<Vec<u8>>,
    /// Of each writer, the number of the last change.
    seqs: Vec<u64>,
    start: u64,
    time: u64,
    shape: Vec<u64>,
}

#[derive(Default)]
struct Writer {
    streams: BTreeMap<u64, Vec<u8>>,
    known: Known,
    /// Where each hash stands among those known, and each name.
    places: BTreeMap<Hash, usize>,
    names: BTreeMap<Vec<u8>, usize>,
}

impl Writer {
    fn stream(&mut self, id: u64) -> &mut Vec<u8> {
        self.streams.entry(id).or_default()
    }

    fn number(&mut self, id: u64, value: u64) {
        number(value, self.stream(id));
    }

    fn blob(&mut self, id: u64, bytes: &[u8]) {
        self.number(id, len(bytes.len()));
        self.stream(id).extend_from_slice(bytes);
    }

    fn change(&mut self, change: &Change, hash: Hash) {
        self.number(stream::DEPS, len(change.deps.len()));
        for dep in &change.deps {
            if let Some(at) = self.places.get(dep) {
                let back = self.known.hashes.len().saturating_sub(*at);
                self.number(stream::DEPS, len(back));
            } else {
                self.number(stream::DEPS, 0);
                self.stream(stream::HASHES).extend_from_slice(dep);
                self.note(*dep);
            }
        }
        let actor = self.actor(&change.actor);
        let last = self.known.seqs.get_mut(actor).map(|it| std::mem::replace(it, change.seq));
        self.number(stream::SEQ, step(last.unwrap_or_default(), change.seq));
        let start = std::mem::replace(&mut self.known.start, change.start);
        self.number(stream::START, step(start, change.start));
        let time = std::mem::replace(&mut self.known.time, change.time.cast_unsigned());
        self.number(stream::TIME, step(time, change.time.cast_unsigned()));
        self.blob(stream::MESSAGE, &change.message);
        self.number(stream::OTHERS, len(change.others.len()));
        for other in &change.others {
            self.actor(other);
        }
        self.columns(change);
        self.blob(stream::EXTRA, &change.extra);
        self.note(hash);
    }

    fn columns(&mut self, change: &Change) {
        let shape: Vec<u64> = change.columns.iter().map(|(id, _)| *id).collect();
        if shape == self.known.shape {
            self.number(stream::SHAPE, 0);
        } else {
            self.number(stream::SHAPE, len(shape.len()).saturating_add(1));
            for id in &shape {
                self.number(stream::SHAPE, *id);
            }
            self.known.shape = shape;
        }
        for (id, column) in &change.columns {
            let [lengths, bytes] = streams_of(*id);
            let near = (*id == REPLACED).then(|| nearer(column, change.start)).flatten();
            let twice = len(near.as_ref().map_or(column.len(), Vec::len)).saturating_mul(2);
            self.number(lengths, twice.saturating_add(u64::from(near.is_some())));
            self.stream(bytes).extend_from_slice(near.as_ref().unwrap_or(column));
        }
    }

    fn note(&mut self, hash: Hash) {
        self.places.insert(hash, self.known.hashes.len());
        self.known.hashes.push(hash);
    }

    fn actor(&mut self, name: &[u8]) -> usize {
        if let Some(at) = self.names.get(name).copied() {
            self.number(stream::ACTORS, len(at).saturating_add(1));
            return at;
        }
        let at = self.names.len();
        self.number(stream::ACTORS, 0);
        self.blob(stream::NAMES, name);
        self.names.insert(name.to_vec(), at);
        self.known.seqs.push(0);
        at
    }
}

struct Gatherer<'a> {
    streams: BTreeMap<u64, Reader<'a>>,
    /// How many more bytes payloads may have.
    room: usize,
    known: Known,
}

impl<'a> Gatherer<'a> {
    fn stream(&mut self, id: u64) -> &mut Reader<'a> {
        self.streams.entry(id).or_default()
    }

    fn number(&mut self, id: u64) -> Option<u64> {
        self.stream(id).number()
    }

    fn payload(&mut self) -> Option<Vec<u8>> {
        let chunks = self.number(stream::FORM)?;
        let mut out = Vec::new();
        if chunks == 0 {
            out.extend_from_slice(self.stream(stream::RAW).blob()?);
        }
        for _ in 0..chunks {
            let (bytes, hash) = self.change()?.write();
            self.known.hashes.push(hash);
            out.extend_from_slice(&bytes);
            if out.len() > MAX_PAYLOAD {
                return None;
            }
        }
        self.room = self.room.checked_sub(out.len())?;
        Some(out)
    }

    fn change(&mut self) -> Option<Change> {
        let count = self.stream(stream::DEPS).count(MOST)?;
        let deps: Option<Vec<Hash>> = (0..count).map(|_| self.dep()).collect();
        let deps = deps?;
        let (at, actor) = self.actor()?;
        let by = self.number(stream::SEQ)?;
        let seq = self.known.seqs.get_mut(at)?;
        *seq = stepped(*seq, by);
        let seq = *seq;
        self.known.start = stepped(self.known.start, self.number(stream::START)?);
        self.known.time = stepped(self.known.time, self.number(stream::TIME)?);
        let (start, time) = (self.known.start, self.known.time.cast_signed());
        let message = self.stream(stream::MESSAGE).blob()?.to_vec();
        let count = self.stream(stream::OTHERS).count(MOST)?;
        let others: Option<Vec<Vec<u8>>> =
            (0..count).map(|_| self.actor().map(|(_, name)| name)).collect();
        let columns = self.columns(start)?;
        let extra = self.stream(stream::EXTRA).blob()?.to_vec();
        Some(Change { deps, actor, seq, start, time, message, others: others?, columns, extra })
    }

    fn dep(&mut self) -> Option<Hash> {
        let back = usize::try_from(self.number(stream::DEPS)?).ok()?;
        if back > 0 {
            let at = self.known.hashes.len().checked_sub(back)?;
            return self.known.hashes.get(at).copied();
        }
        let hash = self.stream(stream::HASHES).array()?;
        self.known.hashes.push(hash);
        Some(hash)
    }

    fn actor(&mut self) -> Option<(usize, Vec<u8>)> {
        let place = usize::try_from(self.number(stream::ACTORS)?).ok()?;
        if let Some(at) = place.checked_sub(1) {
            return Some((at, self.known.actors.get(at)?.clone()));
        }
        let name = self.stream(stream::NAMES).blob().filter(|it| it.len() <= MAX_NAME)?.to_vec();
        let at = self.known.actors.len();
        self.known.actors.push(name.clone());
        self.known.seqs.push(0);
        Some((at, name))
    }

    fn columns(&mut self, start: u64) -> Option<Vec<(u64, Vec<u8>)>> {
        if let Some(count) = self.number(stream::SHAPE)?.checked_sub(1) {
            let count = usize::try_from(count).ok().filter(|it| *it <= MOST)?;
            let shape: Option<Vec<u64>> = (0..count).map(|_| self.number(stream::SHAPE)).collect();
            self.known.shape = shape?;
        }
        let mut out = Vec::with_capacity(self.known.shape.len());
        for id in self.known.shape.clone() {
            let [lengths, bytes] = streams_of(id);
            let twice = self.number(lengths)?;
            let column = self.stream(bytes).bytes(usize::try_from(twice / 2).ok()?)?;
            let column = if twice % 2 == 0 { column.to_vec() } else { farther(column, start)? };
            out.push((id, column));
        }
        Some(out)
    }
}

/// Returns the streams of the lengths and of the bytes of a column.
fn streams_of(column: u64) -> [u64; 2] {
    let lengths = column.saturating_mul(2).saturating_add(stream::COLUMN);
    [lengths, lengths.saturating_add(1)]
}

/// Returns how far it is from `from` to `to`, small numbers for short ways in either direction.
fn step(from: u64, to: u64) -> u64 {
    let by = to.wrapping_sub(from).cast_signed();
    ((by << 1) ^ (by >> 63)).cast_unsigned()
}

/// Goes so far from `from`.
fn stepped(from: u64, step: u64) -> u64 {
    let by = (step >> 1) ^ 0_u64.wrapping_sub(step & 1);
    from.wrapping_add(by)
}

/// Returns the column with its first counter told by how far it lies before `start`; `None` where that gains nothing.
fn nearer(column: &[u8], start: u64) -> Option<Vec<u8>> {
    let told = retold(column, start)?;
    (farther(&told, start)? == column).then_some(told)
}

/// Undoes [`nearer`].
fn farther(column: &[u8], start: u64) -> Option<Vec<u8>> {
    retold(column, start)
}

/// Puts `start` less the first counter in its place: done twice, it is as before.
fn retold(column: &[u8], start: u64) -> Option<Vec<u8>> {
    let mut reader = Reader(column);
    let run = reader.signed()?;
    let first = reader.signed()?;
    let mut out = Vec::with_capacity(column.len().saturating_add(8));
    change::signed(run, &mut out);
    change::signed(start.cast_signed().wrapping_sub(first), &mut out);
    out.extend_from_slice(reader.0);
    Some(out)
}

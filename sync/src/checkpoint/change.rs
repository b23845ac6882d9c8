//! The chunks that the payload of a lane is made of, taken apart no further than it takes to lay like by like.
//!
//! What a change means is not known here: `muster_model::document` alone decides what it admits. All there is to know is
//! which bytes follow from others: a chunk's checksum, and the names of the chunks it builds on, are hashes of chunks.
//! Source: <https://automerge.org/automerge-binary-format-spec/>.
//!
//! **Invariant:** a payload is taken apart only if it can be put together again byte for byte.

use sha2::{Digest as _, Sha256};

use super::columns::{Reader, len, number};

/// Bytes that a chunk begins with.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The type of a chunk that is one change, not compressed.
const CHANGE: u8 = 1;
/// Most chunks that one may name as what it follows on, and most names and columns in one: more is not taken apart.
pub(super) const MOST: usize = 256;
/// Longest name of a writer.
pub(super) const MAX_NAME: usize = 64;

/// Name of a chunk: SHA-256 of all that follows its checksum.
pub(super) type Hash = [u8; 32];

/// The parts of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) deps: Vec<Hash>,
    pub(super) actor: Vec<u8>,
    pub(super) seq: u64,
    pub(super) start: u64,
    pub(super) time: i64,
    pub(super) message: Vec<u8>,
    pub(super) others: Vec<Vec<u8>>,
    /// By number, as they stand.
    pub(super) columns: Vec<(u64, Vec<u8>)>,
    pub(super) extra: Vec<u8>,
}

/// Takes a payload apart, each chunk with its name; `None` if it is anything but chunks that come together again.
pub(super) fn parse(payload: &[u8]) -> Option<Vec<(Change, Hash)>> {
    let mut reader = Reader(payload);
    let mut out = Vec::new();
    while !reader.0.is_empty() {
        let whole = reader.0;
        let [magic, _checksum] = [reader.array::<4>()?, reader.array::<4>()?];
        if magic != MAGIC || reader.array()? != [CHANGE] {
            return None;
        }
        let data = reader.blob()?;
        let change = body(data)?;
        let (again, hash) = change.write();
        if !whole.starts_with(&again) || again.len() != whole.len().checked_sub(reader.0.len())? {
            return None;
        }
        out.push((change, hash));
    }
    (!out.is_empty()).then_some(out)
}

fn body(data: &[u8]) -> Option<Change> {
    let mut reader = Reader(data);
    let count = reader.count(MOST)?;
    let deps: Option<Vec<Hash>> = (0..count).map(|_| reader.array()).collect();
    let deps = deps?;
    let actor = name(&mut reader)?;
    let (seq, start, time) = (reader.number()?, reader.number()?, reader.signed()?);
    let message = reader.blob()?.to_vec();
    let count = reader.count(MOST)?;
    let others: Option<Vec<Vec<u8>>> = (0..count).map(|_| name(&mut reader)).collect();
    let count = reader.count(MOST)?;
    let mut sizes = Vec::with_capacity(count);
    for _ in 0..count {
        let id = reader.number().filter(|it| u32::try_from(*it).is_ok())?;
        sizes.push((id, usize::try_from(reader.number()?).ok()?));
    }
    let mut columns = Vec::with_capacity(sizes.len());
    for (id, size) in sizes {
        columns.push((id, reader.bytes(size)?.to_vec()));
    }
    let extra = reader.0.to_vec();
    Some(Change { deps, actor, seq, start, time, message, others: others?, columns, extra })
}

fn name(reader: &mut Reader<'_>) -> Option<Vec<u8>> {
    reader.blob().filter(|it| it.len() <= MAX_NAME).map(<[u8]>::to_vec)
}

impl Change {
    /// Returns the chunk and its name.
    pub(super) fn write(&self) -> (Vec<u8>, Hash) {
        let mut data = Vec::new();
        number(len(self.deps.len()), &mut data);
        self.deps.iter().for_each(|it| data.extend_from_slice(it));
        blob(&self.actor, &mut data);
        number(self.seq, &mut data);
        number(self.start, &mut data);
        signed(self.time, &mut data);
        blob(&self.message, &mut data);
        number(len(self.others.len()), &mut data);
        self.others.iter().for_each(|it| blob(it, &mut data));
        number(len(self.columns.len()), &mut data);
        for (id, column) in &self.columns {
            number(*id, &mut data);
            number(len(column.len()), &mut data);
        }
        self.columns.iter().for_each(|(_, it)| data.extend_from_slice(it));
        data.extend_from_slice(&self.extra);

        let mut hashed = vec![CHANGE];
        blob(&data, &mut hashed);
        let hash: Hash = Sha256::digest(&hashed).into();
        let (checksum, _) = hash.split_at(4);
        ([&MAGIC, checksum, &hashed].concat(), hash)
    }
}

fn blob(bytes: &[u8], out: &mut Vec<u8>) {
    number(len(bytes.len()), out);
    out.extend_from_slice(bytes);
}

/// Writes a LEB128 number with sign.
pub(super) fn signed(mut value: i64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        let done = (value == 0 && low & 0x40 == 0) || (value == -1 && low & 0x40 != 0);
        if done {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

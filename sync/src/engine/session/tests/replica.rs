//! A replica that takes every record for genuine.

use std::collections::BTreeMap;

use muster_model::ids::{DeviceId, EnvelopeId};

use super::{Index, Input, length};
use crate::engine::index::Entry;

#[derive(Debug, Default)]
pub(crate) struct Replica {
    pub(crate) index: Index,
    pub(crate) store: BTreeMap<EnvelopeId, Vec<u8>>,
    /// What others sent, in order.
    pub(crate) arrived: Vec<Entry>,
}

impl Replica {
    /// Writes an envelope whose record has 69 bytes and `size` more.
    pub(crate) fn put(&mut self, entry: Entry, size: usize) {
        if self.index.insert(entry) {
            self.store.insert(entry.id, record(&entry, size));
        }
    }

    /// Keeps envelopes that are here together in one record, in the place of their own.
    pub(crate) fn pack(&mut self, entries: &[Entry]) {
        let bytes: Vec<u8> = entries.iter().flat_map(|it| record(it, 0)).collect();
        let name = EnvelopeId::from_bytes(*blake3::hash(&bytes).as_bytes());
        let ids: Vec<EnvelopeId> = entries.iter().map(|it| it.id).collect();
        for id in &ids {
            self.store.remove(id);
        }
        self.index.pack(name, &ids);
        self.store.insert(name, [PACK, &bytes].concat());
    }

    /// Reads records for a session.
    pub(crate) fn fetch(&self, ids: &[EnvelopeId], budget: usize) -> Input {
        let mut records = Vec::new();
        let mut bytes = 0;
        let mut looked_up = 0;
        for id in ids {
            if bytes >= budget {
                break;
            }
            looked_up += 1;
            if let Some(record) = self.store.get(id) {
                bytes += record.len();
                records.push(record.clone());
            }
        }
        Input::Fetched { records, looked_up }
    }

    /// Takes records in; returns what to tell the session they came through, and what is new to the others.
    pub(crate) fn take(&mut self, records: &[Vec<u8>]) -> (Input, Vec<EnvelopeId>) {
        let (mut ids, mut fresh, mut refused) = (Vec::new(), Vec::new(), 0);
        for record in records {
            if let Some(held) = record.strip_prefix(PACK) {
                let entries: Vec<Entry> = held.chunks(BARE).filter_map(read).collect();
                let new = entries.iter().filter(|it| self.index.insert(**it));
                fresh.extend(new.map(|it| it.id));
                self.pack(&entries);
                ids.extend(entries.iter().map(|it| it.id));
                ids.push(EnvelopeId::from_bytes(*blake3::hash(held).as_bytes()));
                continue;
            }
            let Some(entry) = read(record) else {
                refused += 1;
                continue;
            };
            if self.index.insert(entry) {
                self.store.insert(entry.id, record.clone());
                self.arrived.push(entry);
                fresh.push(entry.id);
            }
            ids.push(entry.id);
        }
        (Input::Settled { ids, bytes: length(records), refused }, fresh)
    }
}

/// How a record begins that holds many.
const PACK: &[u8] = b"many in one";
/// Length of the shortest record.
const BARE: usize = 69;

/// Returns an envelope; each tenth of a device is of the control history.
pub(crate) fn entry(device: u8, seq: u32, fork: u8) -> Entry {
    let author = DeviceId::from_bytes([device; 32]);
    let mut id = [0; 32];
    id.copy_from_slice(
        blake3::hash(&[&[device, fork], &seq.to_le_bytes()[..]].concat()).as_bytes(),
    );
    Entry { id: EnvelopeId::from_bytes(id), author, seq, control: seq.is_multiple_of(10) }
}

fn record(entry: &Entry, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(BARE + size);
    bytes.extend(entry.id.as_bytes());
    bytes.extend(entry.author.as_bytes());
    bytes.extend(entry.seq.to_le_bytes());
    bytes.push(u8::from(entry.control));
    bytes.resize(BARE + size, 0);
    bytes
}

fn read(record: &[u8]) -> Option<Entry> {
    Some(Entry {
        id: EnvelopeId::from_bytes(record.get(..32)?.try_into().ok()?),
        author: DeviceId::from_bytes(record.get(32..64)?.try_into().ok()?),
        seq: u32::from_le_bytes(record.get(64..68)?.try_into().ok()?),
        control: *record.get(68)? == 1,
    })
}

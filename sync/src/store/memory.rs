//! A store that forgets with the process: for tests and for looking around.

use std::collections::BTreeMap;

use muster_model::ids::EnvelopeId;

use super::{EnvelopeStore, StoreError, Stored};
use crate::{checkpoint, envelope::Verified, keys::LocalKey};

/// Keeps envelopes in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    held: Held,
    before: Option<Before>,
    key: Option<LocalKey>,
}

#[derive(Debug, Clone, Default)]
struct Held {
    rows: BTreeMap<u64, Stored>,
    by_id: BTreeMap<EnvelopeId, u64>,
    notes: BTreeMap<String, Vec<u8>>,
    /// Dated lines, in the order they were written.
    lines: Vec<(u64, Vec<u8>)>,
}

impl Held {
    fn last(&self) -> u64 {
        self.rows.last_key_value().map_or(0, |(last, _)| *last)
    }
}

/// How things stood when writing began.
#[derive(Debug, Clone)]
struct Before {
    /// The last row.
    last: u64,
    /// Records that were replaced or dropped, each with the name it was found as.
    replaced: Vec<(EnvelopeId, Stored)>,
    notes: BTreeMap<String, Vec<u8>>,
}

impl MemoryStore {
    /// Marks what is appended from now on as checked, with `key`.
    #[must_use]
    pub fn with_local_key(mut self, key: LocalKey) -> Self {
        self.key = Some(key);
        self
    }
}

impl EnvelopeStore for MemoryStore {
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.before.is_some() {
            return Err(StoreError::OutOfTurn("begin twice"));
        }
        self.before = Some(Before {
            last: self.held.last(),
            replaced: Vec::new(),
            notes: self.held.notes.clone(),
        });
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let begun = self.before.take();
        begun.map(drop).ok_or(StoreError::OutOfTurn("commit what was not begun"))
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if let Some(before) = self.before.take() {
            self.held.rows.split_off(&before.last.saturating_add(1));
            self.held.by_id.retain(|_, row| *row <= before.last);
            for (id, stored) in before.replaced.into_iter().rev() {
                self.held.by_id.insert(id, stored.row);
                self.held.rows.insert(stored.row, stored);
            }
            self.held.notes = before.notes;
        }
        Ok(())
    }

    fn append(&mut self, envelopes: &[Verified]) -> Result<Vec<bool>, StoreError> {
        let held = &mut self.held;
        let mut fresh = Vec::with_capacity(envelopes.len());
        for envelope in envelopes {
            let is_new = !held.by_id.contains_key(&envelope.id());
            fresh.push(is_new);
            if is_new {
                let row = held.last().saturating_add(1);
                let record = envelope.record().to_vec();
                let mark = self.key.as_ref().map(|key| key.mark(envelope.workspace(), &record));
                held.rows.insert(row, Stored { row, record, mark });
                held.by_id.insert(envelope.id(), row);
            }
        }
        Ok(fresh)
    }

    fn replace(&mut self, envelopes: &[Verified]) -> Result<(), StoreError> {
        let held = &mut self.held;
        for envelope in envelopes {
            let Some(row) = held.by_id.get(&envelope.id()).copied() else { continue };
            let record = envelope.record().to_vec();
            let mark = self.key.as_ref().map(|key| key.mark(envelope.workspace(), &record));
            let old = held.rows.insert(row, Stored { row, record, mark });
            if let Some(before) = &mut self.before {
                before.replaced.extend(old.map(|old| (envelope.id(), old)));
            }
        }
        Ok(())
    }

    fn condense(
        &mut self,
        checkpoint: &checkpoint::Signed,
        instead: &[EnvelopeId],
    ) -> Result<(), StoreError> {
        let held = &mut self.held;
        let (name, record) = (checkpoint.name(), checkpoint.record().to_vec());
        if !held.by_id.contains_key(&name) {
            let row = held.last().saturating_add(1);
            let mark = self.key.as_ref().map(|key| key.mark(checkpoint.workspace(), &record));
            held.rows.insert(row, Stored { row, record, mark });
            held.by_id.insert(name, row);
        }
        for id in instead.iter().filter(|it| **it != name) {
            let Some(row) = held.by_id.remove(id) else { continue };
            let old = held.rows.remove(&row);
            if let Some(before) = self.before.as_mut().filter(|it| row <= it.last) {
                before.replaced.extend(old.map(|old| (*id, old)));
            }
        }
        Ok(())
    }

    fn since(&mut self, row: u64, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let Some(first) = row.checked_add(1) else { return Ok(Vec::new()) };
        Ok(self.held.rows.range(first..).take(limit).map(|(_, stored)| stored.clone()).collect())
    }

    fn get(&mut self, id: EnvelopeId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.held.by_id.get(&id);
        Ok(row.and_then(|row| self.held.rows.get(row)).map(|stored| stored.record.clone()))
    }

    fn changed(&mut self) -> Result<bool, StoreError> {
        Ok(false)
    }

    fn note(&mut self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.held.notes.get(key).cloned())
    }

    fn set_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.held.notes.insert(key.to_owned(), value.to_vec());
        Ok(())
    }

    fn add_line(&mut self, at: u64, line: &[u8], keep: (u64, usize)) -> Result<(), StoreError> {
        let lines = &mut self.held.lines;
        lines.push((at, line.to_vec()));
        lines.retain(|(at, _)| *at >= keep.0);
        lines.drain(..lines.len().saturating_sub(keep.1));
        Ok(())
    }

    fn lines(&mut self, since: u64, limit: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let lines = self.held.lines.iter().rev().filter(|(at, _)| *at >= since).take(limit);
        Ok(lines.map(|(_, line)| line.clone()).collect())
    }
}

//! The log of a workspace as one `SQLite` file.
//!
//! Write-ahead log, `synchronous=FULL`: after a commit the bytes are on the disk, not in its queue. The schema is
//! the format. Records stand in ascending rows; a record whose content is destroyed gives way to what is left, and those
//! that a checkpoint covers to the checkpoint.

use std::{
    fs::File,
    path::{Path, PathBuf},
    slice,
};

use muster_model::ids::EnvelopeId;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{EnvelopeStore, Known, StoreError, Stored};
use crate::{
    checkpoint,
    envelope::{MAX_RECORD, Sealed, Verified},
    keys::LocalKey,
};

mod file;
mod lines;
mod pages;
mod salvage;

use file::{data_version, refusal};

pub use salvage::{Salvaged, salvage};

/// Keeps envelopes in an `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    db: Connection,
    key: Option<LocalKey>,
    seen: i64,
    /// Set by a failed append: what was begun can only be rolled back.
    spoilt: bool,
    /// Held while the log is open, so that nobody puts another in its place meanwhile.
    #[expect(dead_code, reason = "it is there to be dropped")]
    shared: Option<File>,
}

impl SqliteStore {
    /// Opens the log at `path`, or begins one if there is no file.
    ///
    /// A damaged file is refused ([`StoreError::Damaged`]), be it one byte in one record: what is damaged can only
    /// be fetched again once it is gone. [`salvage`] reads what is left.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            file::create(path)?;
        }
        Self::open_existing(path)
    }

    /// Opens the log at `path` as [`Self::open`] does, but where there is no file, that is damage too.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Damaged { what: "its file is gone".to_owned() });
        }
        let shared = file::share(path)?;
        let store = Self::checked(file::open(path)?)?;
        store.check_records()?;
        Ok(Self { shared, ..store })
    }

    /// Opens the log at `path` for reading only. It must be there. Damaged records are left in it; they don't verify.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::checked(file::open_read_only(path)?)
    }

    /// Marks what is appended from now on as checked, with `key`.
    #[must_use]
    pub fn with_local_key(mut self, key: LocalKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Copies the log into a new file at `path` while others may go on writing. The file appears whole or not
    /// at all, and must not be there yet.
    pub fn backup(&self, path: &Path) -> Result<(), StoreError> {
        file::copy(&self.db, path)
    }

    /// Puts a new log with `records` and `notes` in the place of the damaged one at `path`.
    ///
    /// The damaged file, if there is one, is kept beside it under the name that is returned. Refused
    /// ([`StoreError::Busy`]) while any process has the log open for writing: it would go on with the old file.
    pub fn replace_with(
        path: &Path,
        records: &[Known],
        notes: &[(String, Vec<u8>)],
    ) -> Result<PathBuf, StoreError> {
        let _alone = file::alone(path)?;
        let new = file::fill(path, |store| {
            records.iter().try_for_each(|record| match record {
                Known::Envelope(envelope) => store.append(slice::from_ref(envelope)).map(drop),
                Known::Checkpoint(checkpoint) => store.condense(checkpoint, &[]),
            })?;
            notes.iter().try_for_each(|(key, value)| store.set_note(key, value))
        })?;
        file::replace(path, &new)
    }

    /// Returns the row of the last record of the log at `path`, 0 if it has none. Nothing is checked.
    pub(crate) fn last_row(path: &Path) -> Result<u64, StoreError> {
        let db = file::open_read_only(path)?;
        let last: Option<i64> =
            db.query_row("SELECT max(row) FROM envelope", [], |row| row.get(0)).map_err(refusal)?;
        Ok(last.and_then(|it| u64::try_from(it).ok()).unwrap_or(0))
    }

    /// Looks through the whole file and says what is wrong with it, a sentence each.
    pub fn problems(&mut self) -> Result<Vec<String>, StoreError> {
        let mut query = self.db.prepare("PRAGMA integrity_check(20)").map_err(refusal)?;
        let rows = query.query_map([], |row| row.get::<_, String>(0)).map_err(refusal)?;
        let found = rows.collect::<Result<Vec<_>, _>>().map_err(refusal)?;
        Ok(found.into_iter().filter(|it| it != "ok").collect())
    }

    fn checked(db: Connection) -> Result<Self, StoreError> {
        let quick = db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        let found = quick.map_err(refusal)?;
        if found != "ok" {
            tracing::info!(found, "the log is damaged");
            return Err(StoreError::Damaged { what: "its pages contradict each other".to_owned() });
        }
        let seen = data_version(&db)?;
        Ok(Self { seen, ..Self::of(db) })
    }

    /// Compares every record with its check: about a second for a gigabyte.
    fn check_records(&self) -> Result<(), StoreError> {
        let sql = "SELECT row, record FROM envelope ORDER BY row";
        let mut query = self.db.prepare(sql).map_err(refusal)?;
        let mut rows = query.query([]).map_err(refusal)?;
        while let Some(row) = rows.next().map_err(refusal)? {
            let record = row.get_ref(1).map_err(refusal)?.as_blob().unwrap_or_default();
            if !Sealed::is_whole(record) {
                let number: i64 = row.get(0).map_err(refusal)?;
                let what = format!("envelope {number} is not as it was written");
                return Err(StoreError::Damaged { what });
            }
        }
        Ok(())
    }

    fn of(db: Connection) -> Self {
        Self { db, key: None, seen: 0, spoilt: false, shared: None }
    }

    fn begun(&self) -> bool {
        !self.db.is_autocommit()
    }

    fn insert(&self, envelopes: &[Verified]) -> Result<Vec<bool>, StoreError> {
        let sql = "INSERT INTO envelope (id, mark, record) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
        let mut insert = self.db.prepare_cached(sql).map_err(refusal)?;
        let one = |envelope: &Verified| {
            let record = envelope.record();
            let mark = self.key.as_ref().map(|key| key.mark(envelope.workspace(), record));
            let added = insert.execute(params![envelope.id().as_bytes(), mark, record]);
            added.map(|rows| rows == 1).map_err(refusal)
        };
        envelopes.iter().map(one).collect()
    }
}

impl SqliteStore {
    /// Does `work` as part of what was begun, or as a deed of its own; `deed` says what it is.
    fn write<T>(
        &mut self,
        deed: &'static str,
        work: impl FnOnce(&Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.spoilt {
            return Err(StoreError::OutOfTurn(deed));
        }
        if self.begun() {
            let done = work(self);
            self.spoilt = done.is_err();
            return done;
        }
        self.begin()?;
        match work(self) {
            Ok(done) => self.commit().map(|()| done),
            Err(err) => {
                self.rollback()?;
                Err(err)
            }
        }
    }

    fn exchange(
        &self,
        checkpoint: &checkpoint::Signed,
        instead: &[EnvelopeId],
    ) -> Result<(), StoreError> {
        let (name, record) = (checkpoint.name(), checkpoint.record());
        let sql = "INSERT INTO envelope (id, mark, record) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
        let mut insert = self.db.prepare_cached(sql).map_err(refusal)?;
        let mark = self.key.as_ref().map(|key| key.mark(checkpoint.workspace(), record));
        insert.execute(params![name.as_bytes(), mark, record]).map_err(refusal)?;
        let mut delete =
            self.db.prepare_cached("DELETE FROM envelope WHERE id = ?1").map_err(refusal)?;
        instead
            .iter()
            .filter(|it| **it != name)
            .try_for_each(|id| delete.execute(params![id.as_bytes()]).map(drop).map_err(refusal))
    }

    fn update(&self, envelopes: &[Verified]) -> Result<(), StoreError> {
        let sql = "UPDATE envelope SET mark = ?2, record = ?3 WHERE id = ?1";
        let mut update = self.db.prepare_cached(sql).map_err(refusal)?;
        envelopes.iter().try_for_each(|envelope| {
            let record = envelope.record();
            let mark = self.key.as_ref().map(|key| key.mark(envelope.workspace(), record));
            let updated = update.execute(params![envelope.id().as_bytes(), mark, record]);
            updated.map(drop).map_err(refusal)
        })
    }
}

impl EnvelopeStore for SqliteStore {
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.begun() {
            return Err(StoreError::OutOfTurn("begin twice"));
        }
        self.spoilt = false;
        self.db.execute_batch("BEGIN IMMEDIATE").map_err(refusal)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        if self.spoilt {
            self.rollback()?;
            return Err(StoreError::OutOfTurn("commit after an append had failed"));
        }
        if !self.begun() {
            return Err(StoreError::OutOfTurn("commit what was not begun"));
        }
        let committed = self.db.execute_batch("COMMIT").map_err(refusal);
        if committed.is_err() {
            self.rollback()?;
        }
        committed
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.spoilt = false;
        if self.begun() { self.db.execute_batch("ROLLBACK").map_err(refusal) } else { Ok(()) }
    }

    fn append(&mut self, envelopes: &[Verified]) -> Result<Vec<bool>, StoreError> {
        self.write("append after an append had failed", |it| it.insert(envelopes))
    }

    fn replace(&mut self, envelopes: &[Verified]) -> Result<(), StoreError> {
        self.write("replace after an append had failed", |it| it.update(envelopes))
    }

    fn condense(
        &mut self,
        checkpoint: &checkpoint::Signed,
        instead: &[EnvelopeId],
    ) -> Result<(), StoreError> {
        self.write("condense after an append had failed", |it| it.exchange(checkpoint, instead))
    }

    fn tidy(&mut self) -> Result<(), StoreError> {
        if file::is_mostly_free(&self.db)? { file::wipe(&self.db) } else { Ok(()) }
    }

    fn wipe(&mut self) -> Result<(), StoreError> {
        file::wipe(&self.db)
    }

    fn since(&mut self, row: u64, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let Ok(row) = i64::try_from(row) else { return Ok(Vec::new()) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "SELECT row, record, mark FROM envelope WHERE row > ?1 ORDER BY row LIMIT ?2";
        let mut query = self.db.prepare_cached(sql).map_err(refusal)?;
        let mut rows = query.query(params![row, limit]).map_err(refusal)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(refusal)? {
            found.push(stored(row)?);
        }
        Ok(found)
    }

    fn get(&mut self, id: EnvelopeId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT row, record, mark FROM envelope WHERE id = ?1")
            .map_err(refusal)?;
        let mut rows = query.query([id.as_bytes()]).map_err(refusal)?;
        let found = rows.next().map_err(refusal)?.map(stored).transpose()?;
        let whole = found.filter(|it| Sealed::is_whole(&it.record));
        Ok(whole.map(|it| it.record))
    }

    fn changed(&mut self) -> Result<bool, StoreError> {
        let now = data_version(&self.db)?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }

    fn note(&mut self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query =
            self.db.prepare_cached("SELECT value FROM note WHERE key = ?1").map_err(refusal)?;
        query.query_row([key], |row| row.get(0)).optional().map_err(refusal)
    }

    fn set_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
        let set = self.db.prepare_cached(sql).and_then(|mut it| it.execute(params![key, value]));
        self.spoilt |= set.is_err() && self.begun();
        set.map(drop).map_err(refusal)
    }

    fn add_line(&mut self, at: u64, line: &[u8], keep: (u64, usize)) -> Result<(), StoreError> {
        lines::add(&self.db, at, line, keep)
    }

    fn lines(&mut self, since: u64, limit: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        lines::read(&self.db, since, limit)
    }
}

/// Takes a row apart. What is no record comes as it is, and will not verify.
fn stored(row: &rusqlite::Row<'_>) -> Result<Stored, StoreError> {
    let number: i64 = row.get(0).map_err(refusal)?;
    let record = row.get_ref(1).map_err(refusal)?.as_blob().unwrap_or_default();
    let mark = row.get_ref(2).map_err(refusal)?.as_blob_or_null().unwrap_or_default();
    Ok(Stored {
        row: u64::try_from(number).unwrap_or_default(),
        record: record.get(..MAX_RECORD).unwrap_or(record).to_vec(),
        mark: mark.and_then(|it| it.try_into().ok()),
    })
}

#[cfg(test)]
mod tests;

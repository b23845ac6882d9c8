//! Reads what is left of a damaged log, by every road there is. The file itself is not touched.

use std::{collections::BTreeSet, fs, io::ErrorKind, path::Path};

use rusqlite::{Connection, OpenFlags, params};

use super::{file, pages};
use crate::{
    checkpoint::Checkpoint,
    store::{Known, StoreError},
};

/// What was left of a damaged log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Records, as they were stored; their signatures are still to be checked.
    pub records: Vec<Vec<u8>>,
    /// Settings of this device.
    pub notes: Vec<(String, Vec<u8>)>,
    /// What is lost, as a sentence; `None` if everything was read.
    pub lost: Option<String>,
}

/// Reads every record that can still be read in the log at `path`.
///
/// First through `SQLite`, row by row from both ends; then, whatever came of that, in the raw bytes of the file and
/// of its write-ahead log.
pub fn salvage(path: &Path) -> Result<Salvaged, StoreError> {
    let wal = fs::read(file::beside(path, "-wal")).unwrap_or_default();
    let bytes = match fs::read(path) {
        Err(err) if err.kind() == ErrorKind::NotFound => Vec::new(),
        read => read?,
    };

    let mut found = Found::default();
    let last_row = match file::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Ok(db) => {
            found.notes = notes(&db);
            found.rows(&db)
        }
        Err(err) => {
            tracing::info!(%err, "the damaged log can't be opened; reading its bytes");
            found.stopped = true;
            None
        }
    };
    pages::records(&bytes, &wal, &mut |record| found.take(record));
    Ok(found.tell(last_row))
}

#[derive(Debug, Default)]
struct Found {
    salvaged: Vec<Vec<u8>>,
    seen: BTreeSet<[u8; 32]>,
    notes: Vec<(String, Vec<u8>)>,
    /// Whether some road ended before its goal.
    stopped: bool,
    /// How many rows there are, as far as they could be counted.
    rows: usize,
    /// Whether one of them stands for others: then rows are numbered with gaps.
    gaps: bool,
}

impl Found {
    /// Takes a record once, if it is one.
    fn take(&mut self, record: &[u8]) {
        self.gaps |= Checkpoint::is_named_in(record);
        if Known::has_shape(record) && self.seen.insert(*blake3::hash(record).as_bytes()) {
            self.salvaged.push(record.to_vec());
        }
    }

    /// Reads rows upwards until one fails, then downwards; returns the highest row met.
    fn rows(&mut self, db: &Connection) -> Option<i64> {
        let up = "SELECT row, record FROM envelope WHERE row > ?1 ORDER BY row";
        let reached = self.walk(db, up, 0);
        if !self.stopped {
            return reached;
        }
        let down = "SELECT row, record FROM envelope WHERE row > ?1 ORDER BY row DESC";
        let already = self.salvaged.len();
        let highest = self.walk(db, down, reached.unwrap_or(0));
        if let Some(from_below) = self.salvaged.get_mut(already..) {
            from_below.reverse();
        }
        highest.max(reached)
    }

    /// Reads rows after `row` in the order of `sql` until the end or a failure; returns the highest row met.
    fn walk(&mut self, db: &Connection, sql: &str, row: i64) -> Option<i64> {
        let mut highest = None;
        let walked = db.prepare(sql).and_then(|mut query| {
            let mut rows = query.query(params![row])?;
            while let Some(row) = rows.next()? {
                highest = highest.max(Some(row.get::<_, i64>(0)?));
                self.rows = self.rows.saturating_add(1);
                match row.get_ref(1)?.as_blob() {
                    Ok(record) => self.take(record),
                    Err(err) => tracing::info!(%err, "a row of the damaged log holds no record"),
                }
            }
            Ok(())
        });
        if let Err(err) = walked {
            tracing::info!(%err, "the damaged log can't be read further");
            self.stopped = true;
        }
        highest
    }

    fn tell(self, last_row: Option<i64>) -> Salvaged {
        let read = self.salvaged.len();
        let written = match last_row.and_then(|it| usize::try_from(it).ok()) {
            Some(_) if self.gaps && self.stopped => None,
            Some(_) if self.gaps => Some(self.rows),
            numbered => numbered,
        };
        let lost = match written.map(|it| (it, it.saturating_sub(read))) {
            Some((_, 0)) if !self.stopped => None,
            Some((written, lost)) if lost > 0 => {
                Some(format!("{lost} of at least {written} envelopes can't be read any more"))
            }
            Some(_) | None if read == 0 => Some("nothing can be read any more".to_owned()),
            Some(_) | None => Some("how many are lost is not known".to_owned()),
        };
        Salvaged { records: self.salvaged, notes: self.notes, lost }
    }
}

fn notes(db: &Connection) -> Vec<(String, Vec<u8>)> {
    let mut notes = Vec::new();
    let read = db.prepare("SELECT key, value FROM note").and_then(|mut query| {
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            notes.push((row.get(0)?, row.get(1)?));
        }
        Ok(())
    });
    if let Err(err) = read {
        tracing::info!(%err, "not all settings in the damaged log can be read");
    }
    notes
}

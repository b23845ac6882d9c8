//! The small log beside the envelopes: a table that is made when it is first written to, and may be dropped any time.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::file::refusal;
use crate::store::StoreError;

const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS line (
        row   INTEGER PRIMARY KEY,
        at    INTEGER NOT NULL,
        text  BLOB NOT NULL
    ) STRICT;
";

/// Writes a line, and forgets what is older or beyond what is kept.
pub(super) fn add(
    db: &Connection,
    at: u64,
    line: &[u8],
    (since, most): (u64, usize),
) -> Result<(), StoreError> {
    if !exists(db)? {
        db.execute_batch(TABLE).map_err(refusal)?;
    }
    let sql = "INSERT INTO line (at, text) VALUES (?1, ?2)";
    db.prepare_cached(sql)
        .and_then(|mut it| it.execute(params![signed(at), line]))
        .map_err(refusal)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = "DELETE FROM line WHERE at < ?1 OR row <= (SELECT max(row) FROM line) - ?2";
    let forgotten =
        db.prepare_cached(sql).and_then(|mut it| it.execute(params![signed(since), most]));
    forgotten.map(drop).map_err(refusal)
}

/// Returns lines dated `since` or later, the latest first.
pub(super) fn read(db: &Connection, since: u64, limit: usize) -> Result<Vec<Vec<u8>>, StoreError> {
    if !exists(db)? {
        return Ok(Vec::new());
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = "SELECT text FROM line WHERE at >= ?1 ORDER BY row DESC LIMIT ?2";
    let mut query = db.prepare_cached(sql).map_err(refusal)?;
    let rows = query.query_map(params![signed(since), limit], |row| row.get(0)).map_err(refusal)?;
    rows.collect::<Result<_, _>>().map_err(refusal)
}

fn exists(db: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'line'";
    let found = db.prepare_cached(sql).map_err(refusal)?.query_row([], |_| Ok(())).optional();
    found.map(|it| it.is_some()).map_err(refusal)
}

fn signed(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

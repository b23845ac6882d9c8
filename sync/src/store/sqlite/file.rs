//! The file under a log: how it is begun, opened, copied and put aside.
//!
//! **Invariant:** a log has its name only while it is whole; nothing here deletes a log.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::SqliteStore;
use crate::store::{EnvelopeStore as _, StoreError, folder};

/// `user_version` of the files this version writes. In 1 every record had its content, in 2 each was one envelope.
const FORMAT: i64 = 3;
/// The oldest that is read.
const OLDEST: i64 = 1;
/// `application_id`: “MSTR”.
const APPLICATION: i64 = 0x4d53_5452;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// What `SQLite` says where the disk has no room for what it keeps beside a file (`SQLITE_IOERR_SHMSIZE`).
const NO_ROOM_BESIDE: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
/// What `SQLite` keeps beside a file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

const SCHEMA: &str = "
    CREATE TABLE envelope (
        row    INTEGER PRIMARY KEY,
        id     BLOB NOT NULL UNIQUE,
        mark   BLOB,
        record BLOB NOT NULL
    ) STRICT;
    CREATE TABLE note (
        key    TEXT PRIMARY KEY,
        value  BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// Begins an empty log at `path`. If another process is faster, its log stands.
pub(super) fn create(path: &Path) -> Result<(), StoreError> {
    if left_behind(path) {
        let what = "its file is gone, only the write-ahead log is left".to_owned();
        return Err(StoreError::Damaged { what });
    }
    let new = fill(path, |_| Ok(()))?;
    match folder::publish(&new, path) {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        published => Ok(published?),
    }
}

/// Writes a complete log under a passing name beside `path` and returns that name.
pub(super) fn fill(
    path: &Path,
    content: impl FnOnce(&mut SqliteStore) -> Result<(), StoreError>,
) -> Result<PathBuf, StoreError> {
    let new = prepare(path)?;
    let filled = fill_new(&new, content);
    match filled {
        Ok(()) => Ok(new),
        Err(err) => {
            forget(&new);
            Err(err)
        }
    }
}

fn fill_new(
    new: &Path,
    content: impl FnOnce(&mut SqliteStore) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let db = connect(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    db.pragma_update(None, "application_id", APPLICATION).map_err(refusal)?;
    db.pragma_update(None, "user_version", FORMAT).map_err(refusal)?;
    settle(&db)?;
    let mut store = SqliteStore::of(db);
    store.begin()?;
    store.db.execute_batch(SCHEMA).map_err(refusal)?;
    content(&mut store)?;
    store.commit()?;
    store.db.close().map_err(|(_, err)| refusal(err))?;
    Ok(OpenOptions::new().write(true).open(new)?.sync_all()?)
}

/// Opens a log for reading and writing.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    for file in std::iter::once(path.to_owned()).chain(BESIDE.map(|it| beside(path, it))) {
        let tightened = File::open(&file).and_then(|open| folder::tighten(&file, &open));
        if let Err(err) = tightened.or_else(unless_missing) {
            tracing::warn!(path = %file.display(), %err, "others may read the log");
        }
    }
    File::open(path)?;
    let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    check_format(path, &db)?;
    if db.is_readonly(MAIN_DB).map_err(refusal)? {
        return Err(StoreError::NotWritable);
    }
    settle(&db)?;
    let found = db.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    if found.map_err(refusal)? < FORMAT {
        // The tables are the same; an older version would take what is new in them for damage.
        db.pragma_update(None, "user_version", FORMAT).map_err(refusal)?;
    }
    Ok(db)
}

/// Opens a log for reading, also where nothing can be written beside it.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, StoreError> {
    File::open(path)?;
    let db = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match check_format(path, &db) {
        // A medium that can't be written, with a log that was closed in order: nobody can change it under us.
        Err(StoreError::NotWritable | StoreError::Full) if !left_behind(path) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            let db = connect(Path::new(&format!("file:{}?immutable=1", escaped(path)?)), flags)?;
            check_format(path, &db)?;
            Ok(db)
        }
        checked => checked.map(|()| db),
    }
}

/// Says to [`alone`] that somebody works with the log at `path`, until the file returned is dropped. `None` where
/// the file system knows no locks.
pub(super) fn share(path: &Path) -> Result<Option<File>, StoreError> {
    let Ok(file) = guard(path) else { return Ok(None) };
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
        Err(TryLockError::Error(err)) => {
            tracing::warn!(%err, "the log can't be guarded");
            Ok(None)
        }
    }
}

/// Makes sure that nobody works with the log at `path`, until the file returned is dropped.
pub(super) fn alone(path: &Path) -> Result<File, StoreError> {
    let file = guard(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
        Err(TryLockError::Error(err)) if err.kind() != io::ErrorKind::Unsupported => {
            Err(err.into())
        }
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Opens the file whose lock says who works with the log. It stays; what is in it does not matter.
fn guard(path: &Path) -> io::Result<File> {
    let guard = beside(path, ".guard");
    match folder::create_private(&guard) {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).open(&guard)
        }
        made => made,
    }
}

/// Copies an open log into the new file `path`.
pub(super) fn copy(db: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    }
    let new = prepare(path)?;
    let copied = db.backup(MAIN_DB, &new, None::<fn(rusqlite::backup::Progress)>);
    let finished = copied.map_err(refusal).and_then(|()| {
        OpenOptions::new().write(true).open(&new)?.sync_all()?;
        remove_beside(&new)?;
        Ok(folder::publish(&new, path)?)
    });
    if finished.is_err() {
        forget(&new);
    }
    finished
}

/// Puts the finished log `new` in the place of the one at `path`, and that one aside, under the name returned.
pub(super) fn replace(path: &Path, new: &Path) -> Result<PathBuf, StoreError> {
    let free = |it: &PathBuf| !it.exists() && BESIDE.iter().all(|end| !beside(it, end).exists());
    let names = (1_u32..10_000).map(|number| beside(path, &format!(".damaged-{number}")));
    let aside = names.into_iter().find(free);
    let aside = aside.ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;

    // A second name first, so that the damaged file has one at every moment.
    if fs::hard_link(path, &aside).is_err() && path.exists() {
        fs::copy(path, &aside)?;
    }
    for end in BESIDE {
        fs::rename(beside(path, end), beside(&aside, end)).or_else(unless_missing)?;
    }
    fs::rename(new, path)?;
    folder::sync_folder(path)?;
    Ok(aside)
}

/// Writes the file anew from what is in it, so that nothing is left of what was in it before, and empties the
/// write-ahead log.
pub(super) fn wipe(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch("VACUUM").map_err(refusal)?;
    let busy = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    if busy.map_err(refusal)? == 0 { Ok(()) } else { Err(StoreError::Busy) }
}

/// Says whether at least half of the file, and a quarter of a megabyte, is room that nothing takes any more.
pub(super) fn is_mostly_free(db: &Connection) -> Result<bool, StoreError> {
    let pages = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (free, all) =
        (pages("freelist_count").map_err(refusal)?, pages("page_count").map_err(refusal)?);
    Ok(free >= 64 && free >= all / 2)
}

/// Returns a number that changes when another connection writes.
pub(super) fn data_version(db: &Connection) -> Result<i64, StoreError> {
    db.pragma_query_value(None, "data_version", |row| row.get(0)).map_err(refusal)
}

/// Connects to the file `path`, which must be there.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let db = db.map_err(refusal)?;
    db.busy_timeout(PATIENCE).map_err(refusal)?;
    // What a stranger may have put into the schema is not run.
    db.pragma_update(None, "trusted_schema", false).map_err(refusal)?;
    db.pragma_update(None, "cell_size_check", true).map_err(refusal)?;
    Ok(db)
}

/// Sets how a log is written. `fullfsync` matters on macOS only, where `fsync` alone does not reach the disk.
fn settle(db: &Connection) -> Result<(), StoreError> {
    let mode = db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0));
    let mode: String = mode.map_err(refusal)?;
    if mode != "wal" {
        return Err(io::Error::other(format!("no write-ahead log here, but {mode}")).into());
    }
    for (name, value) in [
        ("synchronous", "FULL"),
        ("fullfsync", "1"),
        ("checkpoint_fullfsync", "1"),
        ("secure_delete", "ON"),
    ] {
        db.pragma_update(None, name, value).map_err(refusal)?;
    }
    Ok(())
}

fn check_format(path: &Path, db: &Connection) -> Result<(), StoreError> {
    if fs::metadata(path)?.len() == 0 {
        return Err(StoreError::Damaged { what: "the file is empty".to_owned() });
    }
    let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = number("application_id").map_err(refusal)?;
    match number("user_version").map_err(refusal)? {
        _ if application != APPLICATION => Err(StoreError::Foreign),
        OLDEST..=FORMAT => Ok(()),
        found if found > FORMAT => Err(StoreError::Newer { found }),
        found => Err(StoreError::Damaged { what: format!("there is no format {found}") }),
    }
}

/// Makes an empty file for the owner only, under a passing name beside `path`.
fn prepare(path: &Path) -> Result<PathBuf, StoreError> {
    if let Some(parent) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
        folder::make_private(parent)?;
    }
    let new = beside(path, &format!(".new-{}", std::process::id()));
    fs::remove_file(&new).or_else(unless_missing)?;
    remove_beside(&new)?;
    folder::create_private(&new)?;
    Ok(new)
}

/// Returns whether there is a write-ahead log, of which the file knows nothing yet.
fn left_behind(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|it| it.len() > 0)
}

/// Removes a passing file that came to nothing.
fn forget(new: &Path) {
    if let Err(err) = fs::remove_file(new).or_else(unless_missing).and_then(|()| remove_beside(new))
    {
        tracing::warn!(path = %new.display(), %err, "a passing file stays behind");
    }
}

fn remove_beside(path: &Path) -> io::Result<()> {
    BESIDE.iter().try_for_each(|end| fs::remove_file(beside(path, end)).or_else(unless_missing))
}

/// Returns the name of a file that belongs to `path`.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn unless_missing(err: io::Error) -> io::Result<()> {
    if err.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(err) }
}

/// Writes a path as it stands in a `file:` URI.
fn escaped(path: &Path) -> Result<String, StoreError> {
    let text = path.to_str().ok_or(io::Error::from(io::ErrorKind::InvalidFilename))?;
    Ok(text.replace('%', "%25").replace('?', "%3f").replace('#', "%23"))
}

/// Says what a refusal by `SQLite` means to us.
pub(super) fn refusal(err: rusqlite::Error) -> StoreError {
    use rusqlite::Error;

    let damaged = |what: &str| StoreError::Damaged { what: what.to_owned() };
    let refusal = match err.sqlite_error_code() {
        Some(_) if err.sqlite_error().is_some_and(|it| it.extended_code == NO_ROOM_BESIDE) => {
            StoreError::Full
        }
        Some(ErrorCode::DiskFull) => StoreError::Full,
        // The file can be read, that was tried; what is kept beside it can't be made.
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => StoreError::NotWritable,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DatabaseCorrupt) => damaged("its pages are not as they were written"),
        Some(ErrorCode::NotADatabase) => damaged("the file is no log any more"),
        // What we ask is always the same; where it makes no sense, the tables are not ours any more.
        Some(ErrorCode::Unknown | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
            damaged("its tables are not as they were made")
        }
        Some(_) => return StoreError::Io(io::Error::other(err)),
        None if matches!(err, Error::InvalidPath(_) | Error::NulError(_)) => {
            return StoreError::Io(io::Error::other(err));
        }
        None => damaged("a row is not as it was written"),
    };
    tracing::info!(%err, "the log refused");
    refusal
}

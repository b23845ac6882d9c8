//! What the log file promises: to be there after a crash, and to say so when it is not as it was written.

use std::{collections::BTreeSet, fs};

use expect_test::{Expect, expect};
use muster_model::ids::WorkspaceId;

use super::*;
use crate::store::tests::{ann, envelopes};

struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn log(&self) -> PathBuf {
        self.path("log.sqlite")
    }

    fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.log()).unwrap()
    }

    /// Copies the files as they are now: what a crash leaves.
    fn crash(&self, name: &str) -> PathBuf {
        let copy = self.path(name);
        for end in ["", "-wal"] {
            let from = file::beside(&self.log(), end);
            if from.exists() {
                fs::copy(from, file::beside(&copy, end)).unwrap();
            }
        }
        copy
    }
}

fn all(store: &mut SqliteStore) -> Vec<Vec<u8>> {
    store.since(0, usize::MAX).unwrap().into_iter().map(|it| it.record).collect()
}

fn records(written: &[Verified]) -> Vec<Vec<u8>> {
    written.iter().map(|it| it.record().to_vec()).collect()
}

fn known(written: &[Verified]) -> Vec<Known> {
    written.iter().cloned().map(Known::Envelope).collect()
}

/// Payload lengths as they occur: answers, batches, a pack.
fn lens() -> Vec<usize> {
    let pattern = [40, 300, 90, 3_700, 10, 5_000, 200, 20_000, 60, 100];
    pattern.into_iter().cycle().take(100).chain([200_000, 50]).collect()
}

fn refused(path: &Path, expect: &Expect) {
    let told = match SqliteStore::open(path) {
        Ok(_) => "opened".to_owned(),
        Err(err) => err.to_string(),
    };
    expect.assert_eq(&told);
}

#[test]
fn a_log_is_there_again_after_closing() {
    let room = Room::new();
    let (_, written) = envelopes(&lens());
    room.open().append(&written).unwrap();
    assert_eq!(all(&mut room.open()), records(&written));
    assert_eq!(room.open().problems().unwrap(), Vec::<String>::new());
    assert_eq!(
        fs::read_dir(room.folder.path()).unwrap().count(),
        2,
        "log and guard; the rest is gone"
    );
}

#[test]
fn the_format_of_the_file_is_the_same_for_ever() {
    let room = Room::new();
    let store = room.open();
    let number =
        |name| store.db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let mut sql =
        store.db.prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name").unwrap();
    let sql: Vec<String> =
        sql.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let sql: Vec<String> =
        sql.iter().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mode: String = store.db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    let golden = format!(
        "{:x} {} {mode} synchronous={} page={}\n{}\n",
        number("application_id"),
        number("user_version"),
        number("synchronous"),
        number("page_size"),
        sql.join("\n"),
    );
    expect![[r"
        4d535452 3 wal synchronous=2 page=4096
        CREATE TABLE envelope ( row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, mark BLOB, record BLOB NOT NULL ) STRICT
        CREATE TABLE note ( key TEXT PRIMARY KEY, value BLOB NOT NULL ) STRICT, WITHOUT ROWID
    "]].assert_eq(&golden);
}

#[test]
fn a_crash_keeps_what_was_committed_and_nothing_else() {
    let room = Room::new();
    let (_, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written[..50]).unwrap();
    store.begin().unwrap();
    store.append(&written[50..]).unwrap();
    let during = room.crash("during.sqlite");
    store.commit().unwrap();
    let after = room.crash("after.sqlite");

    assert_eq!(all(&mut SqliteStore::open(&during).unwrap()), records(&written[..50]));
    assert_eq!(all(&mut SqliteStore::open(&after).unwrap()), records(&written));
}

#[test]
fn two_processes_see_what_the_other_wrote() {
    let room = Room::new();
    let (_, written) = envelopes(&[10, 20, 30]);
    let (mut window, mut command_line) = (room.open(), room.open());
    window.append(&written[..1]).unwrap();
    assert!(command_line.changed().unwrap());
    assert!(!command_line.changed().unwrap());
    assert!(!window.changed().unwrap(), "one's own writing is no news");
    assert_eq!(command_line.append(&written[..2]).unwrap(), [false, true]);
    assert!(window.changed().unwrap());
    assert_eq!(window.since(1, 10).unwrap().len(), 1);
}

#[test]
fn two_processes_do_not_write_at_once() {
    let room = Room::new();
    let (_, written) = envelopes(&[10]);
    let (mut window, mut command_line) = (room.open(), room.open());
    command_line.db.busy_timeout(std::time::Duration::ZERO).unwrap();
    window.begin().unwrap();
    assert!(matches!(command_line.begin(), Err(StoreError::Busy)));
    assert!(matches!(command_line.append(&written), Err(StoreError::Busy)));
    assert_eq!(all(&mut command_line).len(), 0, "reading goes on");
    window.commit().unwrap();
    assert_eq!(command_line.append(&written).unwrap(), [true]);
}

#[test]
fn a_full_disk_loses_nothing_and_leaves_no_half() {
    let room = Room::new();
    let (_, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written[..10]).unwrap();
    let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let limit = |store: &SqliteStore, pages: i64| {
        store.db.query_row(&format!("PRAGMA max_page_count={pages}"), [], |_| Ok(())).unwrap();
    };
    limit(&store, pages + 3);

    assert!(matches!(store.append(&written[10..]), Err(StoreError::Full)));
    assert_eq!(all(&mut store), records(&written[..10]));

    store.begin().unwrap();
    assert!(matches!(store.append(&written[10..]), Err(StoreError::Full)));
    assert!(matches!(store.append(&written[10..11]), Err(StoreError::OutOfTurn(_))));
    assert!(matches!(store.commit(), Err(StoreError::OutOfTurn(_))), "half can't be committed");
    assert_eq!(all(&mut store), records(&written[..10]));

    store.begin().unwrap();
    assert!(matches!(store.append(&written[10..]), Err(StoreError::Full)));
    store.rollback().unwrap();
    limit(&store, 1_000_000);
    assert_eq!(store.append(&written[10..]).unwrap().len(), written.len() - 10);
    drop(store);
    assert_eq!(all(&mut room.open()), records(&written));
}

#[test]
fn a_log_opened_for_reading_is_not_written() {
    let room = Room::new();
    let (_, written) = envelopes(&[10, 20]);
    assert!(matches!(SqliteStore::open_read_only(&room.log()), Err(StoreError::Io(_))));
    let mut writer = room.open();
    writer.append(&written[..1]).unwrap();
    let mut reader = SqliteStore::open_read_only(&room.log()).unwrap();
    assert!(matches!(reader.append(&written[1..]), Err(StoreError::NotWritable)));
    assert!(matches!(reader.set_note("mode", b"lan"), Err(StoreError::NotWritable)));
    writer.append(&written[1..]).unwrap();
    assert!(reader.changed().unwrap());
    assert_eq!(all(&mut reader), records(&written));
}

#[test]
fn a_backup_is_a_whole_log_and_overwrites_nothing() {
    let room = Room::new();
    let (_, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written).unwrap();
    store.set_note("mode", b"lan").unwrap();
    let copy = room.path("backup.sqlite");
    store.backup(&copy).unwrap();
    assert!(matches!(store.backup(&copy), Err(StoreError::Io(_))));
    let mut copy = SqliteStore::open(&copy).unwrap();
    assert_eq!(all(&mut copy), records(&written));
    assert_eq!(copy.note("mode").unwrap().as_deref(), Some(b"lan".as_slice()));
}

#[cfg(unix)]
#[test]
fn the_log_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Room::new();
    let (_, written) = envelopes(&[10]);
    let path = room.path("workspace").join("log.sqlite");
    let mut store = SqliteStore::open(&path).unwrap();
    store.append(&written).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    for end in ["", "-wal", "-shm"] {
        assert_eq!(mode(&file::beside(&path, end)), 0o600, "{end}");
    }
    drop(store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    SqliteStore::open(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn what_is_not_our_log_is_refused_with_a_sentence() {
    let room = Room::new();
    let (_, written) = envelopes(&[10]);
    room.open().append(&written).unwrap();
    let db = Connection::open(room.log()).unwrap();
    db.pragma_update(None, "user_version", 7).unwrap();
    refused(&room.log(), &expect!["the log was made by a newer version of Muster (format 7)"]);
    db.pragma_update(None, "application_id", 7).unwrap();
    refused(&room.log(), &expect!["the file is not a Muster log"]);
    for (name, bytes) in
        [("empty", vec![]), ("text", b"hello ".repeat(500)), ("zeros", vec![0; 9000])]
    {
        fs::write(room.path(name), bytes).unwrap();
        let told = SqliteStore::open(&room.path(name)).unwrap_err();
        assert!(matches!(told, StoreError::Damaged { .. } | StoreError::Foreign), "{name}: {told}");
    }
    assert!(SqliteStore::open(room.folder.path()).is_err());
}

/// Returns what `salvage` finds in the file, after checking that all of it is genuine.
fn salvaged(path: &Path, workspace: WorkspaceId, written: &[Verified]) -> Salvaged {
    let found = salvage(path).unwrap();
    let honest: BTreeSet<&[u8]> = written.iter().map(Verified::record).collect();
    let distinct: BTreeSet<&[u8]> = found.records.iter().map(Vec::as_slice).collect();
    assert_eq!(distinct.len(), found.records.len(), "each once");
    assert!(distinct.is_subset(&honest));
    assert!(found.records.iter().all(|it| Sealed::parse(it).unwrap().verify(workspace).is_ok()));
    assert!(found.lost.is_some() || found.records.len() == written.len());
    found
}

/// Opens a damaged file: it is refused, or what it gives is genuine.
fn told_or_true(path: &Path, written: &[Verified]) {
    let read = SqliteStore::open_read_only(path).and_then(|mut store| store.since(0, usize::MAX));
    match read {
        Ok(rows) => {
            let genuine = |row: &Stored| written.iter().any(|it| it.record() == row.record);
            assert!(rows.iter().all(|row| genuine(row) || Sealed::parse(&row.record).is_err()));
        }
        Err(err) => assert!(
            matches!(
                err,
                StoreError::Damaged { .. } | StoreError::Foreign | StoreError::Newer { .. }
            ),
            "{err:?}"
        ),
    }
}

#[test]
fn a_log_in_order_is_salvaged_whole() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written).unwrap();
    store.set_note("mode", b"lan").unwrap();
    drop(store);
    let found = salvaged(&room.log(), workspace, &written);
    assert_eq!(found.records, records(&written));
    assert_eq!(found.notes, [("mode".to_owned(), b"lan".to_vec())]);
    assert_eq!(found.lost, None);
}

#[test]
fn a_truncated_log_gives_what_is_left() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    room.open().append(&written).unwrap();
    let whole = fs::read(room.log()).unwrap();
    let mut found = Vec::new();
    for part in 0..20 {
        let path = room.path(&format!("cut-{part}.sqlite"));
        fs::write(&path, &whole[..whole.len() * part / 20]).unwrap();
        let opened = SqliteStore::open(&path).map(|mut it| it.since(0, usize::MAX));
        assert!(matches!(opened, Err(StoreError::Damaged { .. })), "{part}: {opened:?}");
        found.push(salvaged(&path, workspace, &written).records.len());
    }
    expect![[r#"
        "0 5 14 22 28 40 47 54 60 70 82 88 95 100 100 100 100 100 100 100"
    "#]]
    .assert_debug_eq(&found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
}

#[test]
fn a_log_with_a_destroyed_head_gives_every_record() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    room.open().with_local_key(ann().local_key()).append(&written[..60]).unwrap();
    room.open().append(&written[60..]).unwrap();
    let mut bytes = fs::read(room.log()).unwrap();
    bytes[..4096].fill(0xee);
    fs::write(room.log(), &bytes).unwrap();
    refused(&room.log(), &expect!["the log is damaged: the file is no log any more"]);
    let found = salvaged(&room.log(), workspace, &written);
    assert_eq!(found.records.len(), written.len(), "long records too, with and without a mark");
    expect![[r#"
        "how many are lost is not known"
    "#]]
    .assert_debug_eq(&found.lost.unwrap());
}

#[test]
fn what_is_only_in_the_write_ahead_log_is_salvaged_too() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written).unwrap();
    let crashed = room.crash("crashed.sqlite");
    let mut wal = fs::read(file::beside(&crashed, "-wal")).unwrap();
    wal[..32].fill(0);
    fs::write(file::beside(&crashed, "-wal"), wal).unwrap();
    assert_eq!(salvaged(&crashed, workspace, &written).records.len(), written.len());
}

#[test]
fn one_wrong_byte_in_one_record_is_found_and_healed_by_peers() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    room.open().append(&written).unwrap();
    let mut bytes = fs::read(room.log()).unwrap();
    let head = &written[30].record()[12..112];
    let copies = (0..bytes.len() - 100).filter(|at| &bytes[*at..*at + 100] == head);
    // Pages that were split hold stale copies.
    copies.collect::<Vec<_>>().into_iter().for_each(|at| bytes[at] ^= 1);
    fs::write(room.log(), &bytes).unwrap();

    refused(&room.log(), &expect!["the log is damaged: envelope 31 is not as it was written"]);
    let mut reader = SqliteStore::open_read_only(&room.log()).unwrap();
    let rows = reader.since(0, usize::MAX).unwrap();
    let key = ann().local_key();
    assert_eq!(rows.iter().filter(|it| it.verify(workspace, &key).is_err()).count(), 1);
    assert_eq!(reader.get(written[30].id()).unwrap(), None, "nobody is sent a damaged record");
    drop(reader);

    let found = salvaged(&room.log(), workspace, &written);
    expect!["1 of at least 102 envelopes can't be read any more"].assert_eq(&found.lost.unwrap());
    let kept = [&written[..30], &written[31..]].concat();
    assert_eq!(found.records, records(&kept));
    SqliteStore::replace_with(&room.log(), &known(&kept), &[]).unwrap();
    assert_eq!(room.open().append(&written[30..=30]).unwrap(), [true]);
}

#[test]
fn a_log_whose_file_is_gone_is_not_begun_anew() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written).unwrap();
    let crashed = room.crash("crashed.sqlite");
    fs::remove_file(&crashed).unwrap();
    refused(
        &crashed,
        &expect!["the log is damaged: its file is gone, only the write-ahead log is left"],
    );
    let found = salvaged(&crashed, workspace, &written);
    assert_eq!(found.records.len(), written.len());
    assert!(found.lost.is_some());
    SqliteStore::replace_with(&crashed, &known(&written), &[]).unwrap();
    assert_eq!(all(&mut SqliteStore::open(&crashed).unwrap()), records(&written));
}

#[test]
fn nobody_puts_another_log_in_the_place_of_one_that_is_open() {
    let room = Room::new();
    let (_, written) = envelopes(&[10, 20]);
    let mut window = room.open();
    let replaced = SqliteStore::replace_with(&room.log(), &known(&written), &[]);
    assert!(matches!(replaced, Err(StoreError::Busy)));
    window.append(&written).unwrap();
    assert_eq!(all(&mut room.open()), records(&written));
    drop(window);
    SqliteStore::replace_with(&room.log(), &known(&written), &[]).unwrap();
}

#[test]
fn a_log_that_is_gone_is_missed_where_there_should_be_one() {
    let room = Room::new();
    let missed = SqliteStore::open_existing(&room.log()).unwrap_err();
    expect!["the log is damaged: its file is gone"].assert_eq(&missed.to_string());
    let found = salvage(&room.log()).unwrap();
    assert_eq!(found.records, Vec::<Vec<u8>>::new());
    expect!["nothing can be read any more"].assert_eq(&found.lost.unwrap());
    SqliteStore::replace_with(&room.log(), &[], &[]).unwrap();
    assert_eq!(all(&mut SqliteStore::open_existing(&room.log()).unwrap()).len(), 0);
}

#[cfg(unix)]
#[test]
fn a_log_where_nothing_can_be_written_is_still_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Room::new();
    let (_, written) = envelopes(&[10, 20]);
    let path = room.path("stick").join("log #1?.sqlite");
    SqliteStore::open(&path).unwrap().append(&written).unwrap();
    let allow =
        |mode| fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(mode));
    allow(0o500).unwrap();
    // The administrator may write everywhere; then this is an ordinary reading.
    let barred = fs::write(path.with_extension("probe"), "").is_err();
    let opened = SqliteStore::open(&path).map(drop);
    let read = SqliteStore::open_read_only(&path).map(|mut it| all(&mut it));
    allow(0o700).unwrap();
    assert_eq!(read.unwrap(), records(&written));
    assert_eq!(matches!(opened, Err(StoreError::NotWritable)), barred, "{opened:?}");
}

#[test]
fn what_could_not_be_begun_leaves_nothing_behind() {
    let room = Room::new();
    let new = file::fill(&room.log(), |_| Err(StoreError::Full));
    assert!(matches!(new, Err(StoreError::Full)));
    assert_eq!(fs::read_dir(room.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_log_with_bytes_overwritten_gives_what_is_left() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens()[..40]);
    room.open().append(&written).unwrap();
    let whole = fs::read(room.log()).unwrap();
    let mut dice = blake3::Hasher::new().update(b"overwritten").finalize_xof();
    let mut found = 0;
    for round in 0..40 {
        let mut bytes = whole.clone();
        for _ in 0..=round % 5 {
            let mut roll = [0; 8];
            dice.fill(&mut roll);
            let at = usize::try_from(u64::from_be_bytes(roll) % whole.len() as u64).unwrap();
            let end = (at + usize::from(roll[0]) * 8).min(whole.len());
            dice.fill(&mut bytes[at..end]);
        }
        let path = room.path(&format!("overwritten-{round}.sqlite"));
        fs::write(&path, &bytes).unwrap();
        told_or_true(&path, &written);
        found += salvaged(&path, workspace, &written).records.len();
    }
    assert!(found > 40 * 40 * 8 / 10, "{found} of {}", 40 * 40);
}

#[test]
fn a_salvaged_log_takes_the_place_of_the_damaged_one() {
    let room = Room::new();
    let (workspace, written) = envelopes(&lens());
    room.open().append(&written).unwrap();
    let mut bytes = fs::read(room.log()).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    fs::write(room.log(), &bytes).unwrap();

    let found = salvaged(&room.log(), workspace, &written);
    let verified: Vec<Verified> = found
        .records
        .iter()
        .map(|it| Sealed::parse(it).unwrap().verify(workspace).unwrap())
        .collect();
    let aside = SqliteStore::replace_with(
        &room.log(),
        &known(&verified),
        &[("mode".to_owned(), b"off".to_vec())],
    );
    assert_eq!(fs::read(aside.unwrap()).unwrap(), bytes, "the damaged file is kept");

    let mut store = room.open();
    assert_eq!(all(&mut store), found.records);
    assert_eq!(store.note("mode").unwrap().as_deref(), Some(b"off".as_slice()));
    // Peers send the rest.
    let fresh = store.append(&written).unwrap();
    assert_eq!(fresh.iter().filter(|it| !**it).count(), verified.len());
    drop(store);
    fs::write(room.log(), "damaged again").unwrap();
    let again = SqliteStore::replace_with(&room.log(), &known(&verified), &[]).unwrap();
    assert_eq!(fs::read(again).unwrap(), b"damaged again");
}

#[test]
fn what_gave_its_content_up_is_in_no_byte_of_the_file_any_more() {
    let room = Room::new();
    let (_, written) = envelopes(&lens());
    let mut store = room.open();
    store.append(&written).unwrap();
    let doomed: Vec<&Verified> = written.iter().filter(|it| it.can_be_bare()).collect();
    assert!(doomed.len() > 50);
    // Short ones read like the first, which stays; what is far from the beginning is in them alone.
    let tell = 500;
    let left = || {
        let read = |end: &str| fs::read(file::beside(&room.log(), end)).unwrap_or_default();
        let bytes = [read(""), read("-wal")].concat();
        let places: BTreeSet<&[u8]> = bytes.windows(24).collect();
        // A long record goes on in other pages.
        let held = |it: &&&Verified| {
            let content = it.record().get(tell..it.record().len() - 64).unwrap_or_default();
            content.chunks_exact(24).any(|it| places.contains(it))
        };
        doomed.iter().filter(held).count()
    };
    assert_eq!(left(), doomed.iter().filter(|it| it.record().len() >= tell + 24 + 64).count());
    let bare: Vec<Verified> = doomed.iter().map(|it| it.bare()).collect();
    store.begin().unwrap();
    store.replace(&bare).unwrap();
    store.rollback().unwrap();
    assert_eq!(all(&mut store), records(&written), "what was not committed never was");
    store.replace(&bare).unwrap();
    store.wipe().unwrap();
    assert_eq!(left(), 0);
    let kept = |it: &Verified| it.bare().record().to_vec();
    assert_eq!(all(&mut store), written.iter().map(kept).collect::<Vec<_>>());
    drop(store);
    assert_eq!(left(), 0);
    assert_eq!(all(&mut room.open()).len(), written.len());
}

#[test]
fn a_condensed_log_is_smaller_whole_after_a_crash_and_can_be_salvaged() {
    let room = Room::new();
    let (workspace, written) = envelopes(&[300; 1_000]);
    let (signed, covered) = crate::store::tests::condensed(&written);
    let mut store = room.open();
    store.append(&written).unwrap();
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let crashed = room.crash("before.sqlite");
    store.begin().unwrap();
    store.condense(&signed, &covered).unwrap();
    let during = room.crash("during.sqlite");
    store.commit().unwrap();
    let after = room.crash("after.sqlite");
    store.tidy().unwrap();
    drop(store);
    assert!(size(&room.log()) * 20 < 700 * 1_000, "{}", size(&room.log()));
    for (path, rows) in [(&crashed, 1_000), (&during, 1_000), (&after, 2), (&room.log(), 2)] {
        let mut store = SqliteStore::open(path).unwrap();
        assert_eq!(all(&mut store).len(), rows);
        assert_eq!(store.problems().unwrap(), Vec::<String>::new());
    }
    let left = all(&mut room.open());
    let found = salvage(&room.log()).unwrap();
    assert_eq!((&found.records, &found.lost), (&left, &None));
    // And where only bytes are left to read.
    let mut bytes = fs::read(room.log()).unwrap();
    bytes[..100].fill(0);
    fs::write(room.log(), &bytes).unwrap();
    let found = salvage(&room.log()).unwrap();
    assert!(found.records.contains(&signed.record().to_vec()));
    assert!(found.lost.is_some());
    let kept: Vec<Known> =
        found.records.iter().map(|it| Known::read(it, workspace).unwrap()).collect();
    assert_eq!(kept.iter().map(Known::envelopes).sum::<usize>(), 1_000);
    SqliteStore::replace_with(&room.log(), &kept, &[]).unwrap();
    assert_eq!(all(&mut room.open()).len(), 2);
}

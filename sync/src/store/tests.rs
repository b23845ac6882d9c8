//! What every store promises, and what marks and locks do.

use muster_model::ids::StreamId;

use super::*;
use crate::{
    envelope::{Draft, Kind, NO_PREV, seal},
    identity::Identity,
    keys::ContentKey,
};

/// Ann, who writes what these tests store.
pub(super) fn ann() -> Identity {
    Identity::from_seed([1; 32])
}

/// Returns a workspace and `lens.len()` envelopes in it, with payloads that long.
pub(super) fn envelopes(lens: &[usize]) -> (WorkspaceId, Vec<Verified>) {
    let key = ContentKey::from_bytes([9; 32]);
    let mut written: Vec<Verified> = Vec::new();
    for (seq, len) in (1..).zip(lens) {
        let kind = if seq == 1 { Kind::Control } else { Kind::Lane };
        let prev = written.last().map_or(NO_PREV, Verified::id);
        let draft = Draft { seq, prev, stream: StreamId::CONTROL, kind, nonce: [3; 24] };
        let workspace = written.first().map(Verified::workspace);
        written.push(seal(ann().signer(), workspace, &draft, &key, &vec![0x5a; *len]).unwrap());
    }
    (written[0].workspace(), written)
}

fn records(store: &mut dyn EnvelopeStore) -> Vec<Vec<u8>> {
    store.since(0, usize::MAX).unwrap().into_iter().map(|it| it.record).collect()
}

/// Runs a promise on every kind of store.
fn on_each(promise: impl Fn(&mut dyn EnvelopeStore)) {
    promise(&mut MemoryStore::default());
    let folder = tempfile::tempdir().unwrap();
    promise(&mut SqliteStore::open(&folder.path().join("log.sqlite")).unwrap());
}

#[test]
fn what_was_appended_is_there_once_and_in_order() {
    let (_, written) = envelopes(&[10, 20, 5000, 30]);
    on_each(|store| {
        assert_eq!(store.append(&written[..2]).unwrap(), [true, true]);
        assert_eq!(store.append(&written).unwrap(), [false, false, true, true]);
        assert_eq!(
            store.append(&[written[0].clone(), written[0].clone()]).unwrap(),
            [false, false]
        );

        let all = store.since(0, usize::MAX).unwrap();
        assert!(all.iter().map(|it| &it.record[..]).eq(written.iter().map(Verified::record)));
        assert!(all.is_sorted_by_key(|it| it.row));
        assert_eq!(store.since(all[1].row, 1).unwrap(), all[2..3]);
        assert_eq!(store.since(all[3].row, 9).unwrap(), []);
        assert_eq!(store.since(u64::MAX, 9).unwrap(), []);
        assert_eq!(store.get(written[2].id()).unwrap().as_deref(), Some(written[2].record()));
        assert_eq!(store.get(EnvelopeId::from_bytes([0; 32])).unwrap(), None);
        assert!(!store.changed().unwrap());
    });
}

#[test]
fn the_same_envelope_twice_in_one_go_is_stored_once() {
    let (_, written) = envelopes(&[10]);
    on_each(|store| {
        let twice = [written[0].clone(), written[0].clone()];
        assert_eq!(store.append(&twice).unwrap(), [true, false]);
        assert_eq!(records(store).len(), 1);
    });
}

#[test]
fn what_was_not_committed_never_was() {
    let (_, written) = envelopes(&[10, 20, 30]);
    on_each(|store| {
        store.append(&written[..1]).unwrap();
        store.set_note("mode", b"off").unwrap();

        store.begin().unwrap();
        store.append(&written[1..]).unwrap();
        store.set_note("mode", b"lan").unwrap();
        assert_eq!(records(store).len(), 3);
        store.rollback().unwrap();
        assert_eq!(records(store).len(), 1);
        assert_eq!(store.note("mode").unwrap().as_deref(), Some(b"off".as_slice()));

        store.begin().unwrap();
        store.append(&written[1..]).unwrap();
        store.commit().unwrap();
        store.rollback().unwrap();
        assert_eq!(records(store).len(), 3);
    });
}

#[test]
fn deeds_out_of_turn_are_refused() {
    on_each(|store| {
        assert!(matches!(store.commit(), Err(StoreError::OutOfTurn(_))));
        store.begin().unwrap();
        assert!(matches!(store.begin(), Err(StoreError::OutOfTurn(_))));
        store.commit().unwrap();
        assert!(matches!(store.commit(), Err(StoreError::OutOfTurn(_))));
    });
}

#[test]
fn settings_are_remembered() {
    on_each(|store| {
        assert_eq!(store.note("mode").unwrap(), None);
        store.set_note("mode", b"lan").unwrap();
        store.set_note("mode", b"off").unwrap();
        store.set_note("", b"").unwrap();
        assert_eq!(store.note("mode").unwrap().as_deref(), Some(b"off".as_slice()));
        assert_eq!(store.note("").unwrap().as_deref(), Some(b"".as_slice()));
    });
}

/// Returns a record whose signature is wrong, with a check that fits, as a forger would write it.
fn forged(honest: &Verified) -> Vec<u8> {
    let mut signed = honest.record()[12..].to_vec();
    *signed.last_mut().unwrap() ^= 1;
    let check = blake3::hash(&signed);
    [&honest.record()[..4], &check.as_bytes()[..8], &signed].concat()
}

#[test]
fn a_mark_of_this_device_spares_the_signature_and_no_other_does() {
    let (workspace, written) = envelopes(&[10]);
    let key = ann().local_key();
    let mut store = MemoryStore::default().with_local_key(key.clone());
    store.append(&written).unwrap();
    let honest = store.since(0, 1).unwrap().remove(0);
    assert_eq!(honest.verify(workspace, &key).unwrap(), Known::Envelope(written[0].clone()));
    assert_eq!(honest.verify_fully(workspace).unwrap(), Known::Envelope(written[0].clone()));

    // Only who holds the key can have made this mark, so the wrong signature goes unnoticed: it is not looked at.
    let record = forged(&written[0]);
    let mark = Some(key.mark(workspace, &record));
    let marked = Stored { row: 1, record: record.clone(), mark };
    assert!(marked.verify(workspace, &key).is_ok());
    assert_eq!(marked.verify_fully(workspace), Err(EnvelopeError::Signature));

    // Whoever does not hold it can't: another device's mark, another workspace's, one moved from another row, none.
    let bob = Identity::from_seed([2; 32]).local_key();
    let elsewhere = WorkspaceId::from_bytes([8; 32]);
    for mark in
        [Some(bob.mark(workspace, &record)), Some(key.mark(elsewhere, &record)), honest.mark, None]
    {
        let forged = Stored { row: 1, record: record.clone(), mark };
        assert_eq!(forged.verify(workspace, &key), Err(EnvelopeError::Signature));
    }
}

#[test]
fn a_lock_is_held_by_one_until_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("network.lock");
    let held = Lock::try_take(&path).unwrap();
    assert!(held.is_some());
    assert!(Lock::try_take(&path).unwrap().is_none());
    drop(held);
    assert!(Lock::try_take(&path).unwrap().is_some());
    assert!(Lock::try_take(&folder.path().join("no").join("such")).is_err());
}

#[test]
fn lines_beside_the_envelopes_are_forgotten_by_age_and_by_number() {
    on_each(|store| {
        assert!(store.lines(0, 10).unwrap().is_empty());
        for at in 1..=9_u8 {
            store.add_line(u64::from(at), &[at], (0, 5)).unwrap();
        }
        assert_eq!(store.lines(0, 10).unwrap(), [[9], [8], [7], [6], [5]]);
        assert_eq!(store.lines(8, 10).unwrap(), [[9], [8]]);
        assert_eq!(store.lines(0, 2).unwrap(), [[9], [8]]);
        store.add_line(10, &[10], (9, 5)).unwrap();
        assert_eq!(store.lines(0, 10).unwrap(), [[10], [9]]);
    });
}

/// Returns a checkpoint of all but the first of `written`, and what it covers.
pub(super) fn condensed(written: &[Verified]) -> (checkpoint::Signed, Vec<EnvelopeId>) {
    let key = ContentKey::from_bytes([9; 32]);
    let of = (written[0].workspace(), StreamId::CONTROL);
    let (signed, covered) = checkpoint::make(of, &key, written, 2).unwrap();
    (signed, covered.iter().map(Verified::id).collect())
}

#[test]
fn a_checkpoint_takes_the_place_of_what_it_covers() {
    let (workspace, written) = envelopes(&[10; 40]);
    let (signed, covered) = condensed(&written);
    assert_eq!(covered.len(), 39);
    on_each(|store| {
        store.append(&written).unwrap();
        let rows = store.since(0, usize::MAX).unwrap();
        store.condense(&signed, &covered).unwrap();
        let left = store.since(0, usize::MAX).unwrap();
        assert_eq!((left.len(), &left[0]), (2, &rows[0]));
        assert!(left[1].row > rows[39].row, "whoever reads on comes to it");
        assert_eq!(left[1].verify_fully(workspace).unwrap(), Known::Checkpoint(signed.clone()));
        assert_eq!(store.get(written[5].id()).unwrap(), None);
        assert_eq!(store.get(signed.name()).unwrap().as_deref(), Some(signed.record()));
        // Twice is as good as once, also where it is told to go for itself.
        store.condense(&signed, &[signed.name()]).unwrap();
        assert_eq!(store.since(0, usize::MAX).unwrap(), left);
        store.tidy().unwrap();
        assert_eq!(store.since(0, usize::MAX).unwrap(), left);
    });
}

#[test]
fn condensing_happens_or_does_not() {
    let (_, written) = envelopes(&[10; 40]);
    let (signed, covered) = condensed(&written);
    on_each(|store| {
        store.append(&written[..20]).unwrap();
        let before = store.since(0, usize::MAX).unwrap();
        store.begin().unwrap();
        store.append(&written[20..]).unwrap();
        store.condense(&signed, &covered).unwrap();
        assert_eq!(store.since(0, usize::MAX).unwrap().len(), 2);
        store.rollback().unwrap();
        assert_eq!(store.since(0, usize::MAX).unwrap(), before);
        assert_eq!(store.get(written[5].id()).unwrap().as_deref(), Some(written[5].record()));
        assert_eq!(store.get(signed.name()).unwrap(), None);
        assert_eq!(store.append(&written).unwrap()[19..21], [false, true]);
    });
}

#[test]
fn a_mark_vouches_for_a_checkpoint_as_it_does_for_an_envelope() {
    let (workspace, written) = envelopes(&[10; 40]);
    let (signed, _) = condensed(&written);
    let key = ann().local_key();
    let mut store = MemoryStore::default().with_local_key(key.clone());
    store.condense(&signed, &[]).unwrap();
    let stored = store.since(0, 1).unwrap().remove(0);
    assert!(stored.mark.is_some());
    assert_eq!(stored.verify(workspace, &key).unwrap(), Known::Checkpoint(signed.clone()));
    let other = WorkspaceId::from_bytes([0; 32]);
    assert_eq!(stored.verify(other, &key), Err(EnvelopeError::Signature));
}

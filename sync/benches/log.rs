//! What an answer costs on its way to the disk and back: seal, append, verify, open.

use muster_model::ids::{StreamId, WorkspaceId};
use muster_sync::{
    envelope::{Draft, Kind, NO_PREV, Sealed, Verified, seal},
    identity::Identity,
    keys::ContentKey,
    store::{EnvelopeStore as _, SqliteStore},
};

fn main() {
    divan::main();
}

/// As many as 50 people give to 120 questions.
const ANSWERS: u32 = 6_000;

fn ann() -> Identity {
    Identity::from_seed([1; 32])
}

fn key() -> ContentKey {
    ContentKey::from_bytes([9; 32])
}

fn envelopes(count: u32) -> Vec<Verified> {
    let mut written: Vec<Verified> = Vec::new();
    for seq in 1..=count {
        let prev = written.last().map_or(NO_PREV, Verified::id);
        let draft =
            Draft { seq, prev, stream: StreamId::CONTROL, kind: Kind::Control, nonce: [3; 24] };
        let workspace = written.first().map(Verified::workspace);
        written.extend(seal(ann().signer(), workspace, &draft, &key(), &[7; 200]));
    }
    written
}

fn workspace(written: &[Verified]) -> WorkspaceId {
    written.first().map_or(WorkspaceId::from_bytes([0; 32]), Verified::workspace)
}

/// One answer becomes a signed envelope.
#[divan::bench]
fn seal_an_answer(bencher: divan::Bencher<'_, '_>) {
    let ann = ann();
    let workspace = workspace(&envelopes(1));
    let draft = Draft {
        seq: 1,
        prev: NO_PREV,
        stream: StreamId::CONTROL,
        kind: Kind::Lane,
        nonce: [3; 24],
    };
    bencher.bench(|| seal(ann.signer(), Some(workspace), &draft, &key(), &[7; 200]));
}

/// An envelope from a peer is checked and opened.
#[divan::bench]
fn verify_and_open(bencher: divan::Bencher<'_, '_>) {
    let written = envelopes(1);
    let workspace = workspace(&written);
    bencher.bench(|| {
        written
            .iter()
            .map(|it| Sealed::parse(it.record())?.verify(workspace)?.open(&key()))
            .collect::<Vec<_>>()
    });
}

/// One answer is on disk.
#[divan::bench]
fn append_durably(bencher: divan::Bencher<'_, '_>) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let Ok(mut store) = SqliteStore::open(&folder.path().join("log.sqlite")) else { return };
    let written = envelopes(ANSWERS);
    let mut next = written.chunks(1).cycle();
    bencher.bench_local(|| next.next().map(|it| store.append(it)));
}

/// A log of 6,000 envelopes is opened, checked, read and believed by its marks.
#[divan::bench(sample_count = 20)]
fn open_six_thousand(bencher: divan::Bencher<'_, '_>) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("log.sqlite");
    let written = envelopes(ANSWERS);
    let (workspace, local) = (workspace(&written), ann().local_key());
    let begun = SqliteStore::open(&path).map(|it| it.with_local_key(local.clone()));
    if begun.and_then(|mut it| it.append(&written)).is_err() {
        return;
    }
    bencher.bench_local(|| {
        let rows = SqliteStore::open(&path).and_then(|mut it| it.since(0, usize::MAX));
        rows.map(|rows| rows.iter().filter(|it| it.verify(workspace, &local).is_ok()).count())
    });
}

//! How long lanes take: reading all answers, writing and admitting one more, rebuilding from changes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark that can't be set up has nothing to say"
)]

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use muster_model::{
    answer::{Answer, Said},
    document::{Lane, Pen},
    ids::{DeviceId, NodeId, StreamId},
    time::At,
};

fn main() {
    divan::main();
}

const STREAM: StreamId = StreamId::from_bytes([1; 16]);
const PEN: Pen = Pen { device: DeviceId::from_bytes([2; 32]), incarnation: [3; 8] };
/// A usual questionnaire, and the longest known one.
const SIZES: [usize; 2] = [120, 1_196];

fn question(i: usize) -> NodeId {
    format!("dimension.topic.question-{i}").parse().unwrap()
}

fn answer(level: usize) -> Answer {
    let option = format!("level-{level}").parse().unwrap();
    let note = "seen on site, to be looked at again next time".into();
    Answer { note, ..Answer::of(Said::Option(option)) }
}

/// A lane with `n` answers, each a change of its own, and its payloads.
fn filled(n: usize) -> &'static (Lane, Vec<Vec<u8>>) {
    static FILLED: [OnceLock<(Lane, Vec<Vec<u8>>)>; 2] = [OnceLock::new(), OnceLock::new()];
    let Some((_, place)) = SIZES.iter().zip(&FILLED).find(|(size, _)| **size == n) else {
        panic!("no lane of {n} answers")
    };
    place.get_or_init(|| {
        let mut lane = Lane::new(STREAM);
        let mut payloads = Vec::new();
        for i in 0..n {
            let edit = [(question(i), Some(answer(i % 5)))];
            let payload = lane.draft(&PEN, At(1), &edit).unwrap();
            lane.admit(PEN.device, &payload).unwrap();
            payloads.push(payload);
        }
        (lane, payloads)
    })
}

#[divan::bench(args = SIZES)]
fn read_all_answers(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    bencher.bench_local(|| black_box(lane).answers());
}

#[divan::bench(args = SIZES)]
fn draft_one_change(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    let edit = [(question(7), Some(answer(8)))];
    bencher.bench_local(|| black_box(lane).draft(&PEN, At(2), &edit));
}

#[divan::bench(args = SIZES)]
fn admit_one_change(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    let payload = lane.draft(&PEN, At(2), &[(question(7), Some(answer(8)))]).unwrap();
    bencher
        .with_inputs(|| lane.clone())
        .bench_local_refs(|lane| lane.admit(PEN.device, black_box(&payload)));
}

#[divan::bench(args = SIZES)]
fn rebuild_from_changes(bencher: Bencher<'_, '_>, n: usize) {
    let (_, payloads) = filled(n);
    let all: Vec<(DeviceId, &[u8])> =
        payloads.iter().map(|it| (PEN.device, it.as_slice())).collect();
    bencher.bench_local(|| {
        let mut lane = Lane::new(STREAM);
        let results = lane.admit_all(black_box(all.clone()));
        (lane, results)
    });
}

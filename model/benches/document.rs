//! How long lanes take: reading all answers, admitting one more, rebuilding from changes.

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

fn question(i: usize) -> NodeId {
    format!("dimension.topic.question-{i}").parse().unwrap()
}

fn answer(i: usize) -> Answer {
    let option = ["initial", "managed", "defined", "measured"][i % 4].parse().unwrap();
    let note = format!("seen on site {i}, to be looked at again next time");
    Answer { note, ..Answer::of(Said::Option(option)) }
}

/// A lane with `n` answers, each a change of its own, and its payloads.
fn filled(n: usize) -> (Lane, Vec<Vec<u8>>) {
    // A copy per step would be slow: write in rounds of one change per question by drafting ahead.
    let mut lane = Lane::new(STREAM);
    let mut payloads = Vec::new();
    for i in 0..n {
        let payload = lane.draft(&PEN, At(1), &[(question(i), Some(answer(i)))]).unwrap();
        lane.admit(PEN.device, &payload).unwrap();
        payloads.push(payload);
    }
    (lane, payloads)
}

#[divan::bench(args = [120, 1_196])]
fn read_all_answers(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    bencher.bench_local(|| black_box(&lane).answers());
}

#[divan::bench(args = [120, 1_196])]
fn draft_one_change(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    let edit = [(question(7), Some(answer(8)))];
    bencher.bench_local(|| black_box(&lane).draft(&PEN, At(2), &edit));
}

#[divan::bench(args = [120, 1_196])]
fn admit_one_change(bencher: Bencher<'_, '_>, n: usize) {
    let (lane, _) = filled(n);
    let payload = lane.draft(&PEN, At(2), &[(question(7), Some(answer(8)))]).unwrap();
    bencher
        .with_inputs(|| lane.clone())
        .bench_local_refs(|lane| lane.admit(PEN.device, black_box(&payload)));
}

#[divan::bench(args = [120, 1_196])]
fn rebuild_from_changes(bencher: Bencher<'_, '_>, n: usize) {
    let (_, payloads) = filled(n);
    let all: Vec<(DeviceId, &[u8])> =
        payloads.iter().map(|it| (PEN.device, it.as_slice())).collect();
    bencher.bench_local(|| {
        let mut lane = Lane::new(STREAM);
        lane.admit_all(black_box(&all));
        lane
    });
}

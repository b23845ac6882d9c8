//! How long a result takes: the default framework with fifty people, and a large framework with many.

#![expect(clippy::unwrap_used, reason = "a benchmark that falls over says so")]

use std::{collections::BTreeMap, fmt::Write as _};

use divan::{Bencher, black_box};
use muster_model::{
    answer::{Answer, Said},
    disagreement,
    framework::{Framework, shipped::FILES},
    ids::MemberId,
    scoring::{Inputs, score},
};

fn main() {
    divan::main();
}

fn default_framework() -> Framework {
    let (name, bytes) = FILES[0];
    Framework::parse(bytes, name).unwrap()
}

/// 46 dimensions of 26 questions.
fn large_framework() -> Framework {
    let mut pack = r#"
muster_pack: 1
id: large
version: "1"
title: {en: Large}
languages: [en]
scales: {s: {options: [{id: level1, value: 1}, {id: level2, value: 2}, {id: level3, value: 3}]}}
measures:
  - {id: part, at: dimension, of: items, op: mean, weight: item, blank: skip, na: exclude}
  - {id: whole, at: root, of: part, op: mean, blank: block, na: exclude}
ladders:
  - {id: tier, at: root, mode: cumulative, rungs: [{id: low, name: {en: Low}}, {id: high, name: {en: High}, require: [{measure: whole, min: 2}]}]}
nodes:
"#
    .to_owned();
    for d in 0..46 {
        writeln!(pack, "  - id: d{d}\n    kind: dimension\n    text: {{en: D}}\n    children:")
            .unwrap();
        for q in 0..26 {
            writeln!(pack, "      - {{id: d{d}q{q}, assessable: true, scale: s, text: {{en: Q}}}}")
                .unwrap();
        }
    }
    Framework::parse(pack.as_bytes(), "large.yaml").unwrap()
}

fn answered(framework: &Framework, people: u8) -> Inputs {
    let mut answers = BTreeMap::new();
    let questions = framework.questions().into_iter().filter(|it| it.scale.is_some());
    for (index, question) in questions.enumerate().filter(|it| it.0 % 7 != 3) {
        let each = (0..people).map(|person| {
            let level = 1 + (usize::from(person) + index) % 3;
            let said = Said::Option(format!("level{level}").parse().unwrap());
            (MemberId::from_bytes([person; 16]), Answer::of(said))
        });
        answers.insert(question.id.clone(), each.collect());
    }
    Inputs { answers, ..Inputs::on("2026-11-21".parse().unwrap()) }
}

#[divan::bench]
fn parse_the_default_framework(bencher: Bencher<'_, '_>) {
    bencher.bench(|| black_box(default_framework()));
}

#[divan::bench]
fn score_fifty_people(bencher: Bencher<'_, '_>) {
    let framework = default_framework();
    let inputs = answered(&framework, 50);
    bencher.bench(|| black_box(score(&framework, &inputs)));
}

#[divan::bench]
fn compare_fifty_people(bencher: Bencher<'_, '_>) {
    let framework = default_framework();
    let inputs = answered(&framework, 50);
    bencher.bench(|| black_box(disagreement::of(&framework, &inputs)));
}

#[divan::bench(sample_count = 10)]
fn score_a_large_framework(bencher: Bencher<'_, '_>) {
    let framework = large_framework();
    let inputs = answered(&framework, 250);
    bencher.bench(|| black_box(score(&framework, &inputs)));
}

#[divan::bench(sample_count = 10)]
fn compare_in_a_large_framework(bencher: Bencher<'_, '_>) {
    let framework = large_framework();
    let inputs = answered(&framework, 250);
    bencher.bench(|| black_box(disagreement::of(&framework, &inputs)));
}

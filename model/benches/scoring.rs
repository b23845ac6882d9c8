//! How long a result takes: the default framework with fifty people, and a large framework with many.

#![expect(clippy::unwrap_used, reason = "a benchmark that falls over says so")]

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use divan::{Bencher, black_box};
use muster_model::{
    answer::{Answer, Said},
    disagreement,
    framework::{Framework, shipped_as},
    ids::MemberId,
    scoring::{Inputs, Scorer, lift, score},
};

fn main() {
    divan::main();
}

fn default_framework() -> Framework {
    let shipped = shipped_as("five-dimensions").unwrap();
    Framework::parse(&shipped.canonical(), "").unwrap()
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

fn member(number: u16) -> MemberId {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(number.to_be_bytes()).for_each(|(to, from)| *to = from);
    MemberId::from_bytes(bytes)
}

fn answered(framework: &Framework, people: u16) -> Inputs {
    let mut answers = BTreeMap::new();
    let questions = framework.questions().into_iter().filter(|it| it.scale.is_some());
    for (index, question) in questions.enumerate() {
        let each = (0..people).map(|person| {
            let level = 1 + (usize::from(person) + index) % 3;
            let said = Said::Option(format!("level{level}").parse().unwrap());
            (member(person), Answer::of(said))
        });
        answers.insert(question.id.clone(), Arc::new(each.collect()));
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

/// Promised: at most 20 ms on one core.
#[divan::bench(sample_count = 20)]
fn score_1196_questions_with_500_people(bencher: Bencher<'_, '_>) {
    let framework = large_framework();
    let inputs = answered(&framework, 500);
    bencher.bench(|| black_box(score(&framework, &inputs)));
}

/// A plain pass over the same answers, to compare with.
#[divan::bench(sample_count = 20)]
fn pass_over_the_answers_of_500_people(bencher: Bencher<'_, '_>) {
    let inputs = answered(&large_framework(), 500);
    let options = |it: &Answer| match &it.said {
        Said::Option(id) => id.as_str().len(),
        Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => 0,
    };
    bencher.bench(|| {
        let all = inputs.answers.values().flat_map(|it| it.values());
        black_box(all.map(options).sum::<usize>())
    });
}

/// Promised: at most 50 µs.
#[divan::bench]
fn follow_one_changed_answer_of_500_people(bencher: Bencher<'_, '_>) {
    let framework = large_framework();
    let mut scorer = Scorer::new(&framework, answered(&framework, 500));
    let (question, person) = ("d7q7".parse().unwrap(), member(7));
    let mut level = 0;
    bencher.bench_local(|| {
        level = level % 3 + 1;
        let said = Said::Option(format!("level{level}").parse().unwrap());
        scorer.answer(&question, person, Some(Answer::of(said)));
        black_box(scorer.tier())
    });
}

#[divan::bench]
fn find_the_way_to_the_next_tier(bencher: Bencher<'_, '_>) {
    let framework = default_framework();
    let inputs = answered(&framework, 50);
    bencher.bench(|| black_box(lift(&framework, &inputs)));
}

#[divan::bench(sample_count = 10)]
fn compare_in_a_large_framework(bencher: Bencher<'_, '_>) {
    let framework = large_framework();
    let inputs = answered(&framework, 250);
    bencher.bench(|| black_box(disagreement::of(&framework, &inputs)));
}

//! How long a report takes, in every form: the usual review, and the largest.
//!
//! Prints a table. `cargo bench -p muster --bench report`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement, not a program: it reads the clock, prints, and stops at the first surprise"
)]

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc, time::Instant};

use muster::report::{self, Form, Options, Source};
use muster_model::{
    answer::{Answer, Said, Stated, Value},
    control::op::{Role, Secrecy},
    disagreement,
    framework::Framework,
    ids::{AssessmentId, ChangeHash, DeviceId, MemberId, NodeId, ReviewId, WorkspaceId},
    late::Late,
    scoring::{Inputs, score},
    time::At,
    workspace::{Access, Assessment, Content, LaneView, Member, Review, ReviewState, Workspace},
};

pub(crate) const NOW: At = At(1_795_000_000_000);

fn main() {
    // `cargo test --benches` only asks whether it starts.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    measure("40 questions × 5 people", 5, 8, 5);
    measure("1,196 questions × 50 people", 46, 26, 50);
}

fn measure(title: &str, dimensions: usize, each: usize, people: u16) {
    println!("{title}");
    let framework = Arc::new(framework(dimensions, each));
    let workspace = workspace(&framework, people);
    let review = workspace.reviews.values().next().unwrap();
    let source = Source { workspace: &workspace, review, framework: &framework };
    for form in Form::ALL {
        let begun = Instant::now();
        match report::make(source, &Options::default(), form) {
            Ok(made) => {
                let size = made.bytes.len() >> 10;
                println!(
                    "  {:15} {:7.2?} {size:6} KiB, {}",
                    form.name(),
                    begun.elapsed(),
                    made.counts
                );
            }
            Err(err) => println!("  {:15} {:7.2?} {err}", form.name(), begun.elapsed()),
        }
    }
}

pub(crate) fn framework(dimensions: usize, each: usize) -> Framework {
    let mut pack = r#"
muster_pack: 1
id: large
version: "1"
title: {en: A framework to measure with}
languages: [en]
scales: {s: {options: [{id: level1, value: 1}, {id: level2, value: 2}, {id: level3, value: 3}, {id: level4, value: 4}]}}
measures:
  - {id: part, at: dimension, of: items, op: mean, weight: item, blank: skip, na: exclude}
  - {id: whole, at: root, of: part, op: mean, blank: block, na: exclude}
ladders:
  - {id: tier, at: root, mode: cumulative, rungs: [{id: low, name: {en: Low}}, {id: high, name: {en: High}, require: [{measure: whole, min: 3}]}]}
nodes:
"#
    .to_owned();
    for d in 0..dimensions {
        writeln!(
            pack,
            "  - id: d{d}\n    kind: dimension\n    text: {{en: Dimension {d}}}\n    children:"
        )
        .unwrap();
        for q in 0..each {
            let text = format!(
                "Does practice {q} of dimension {d} hold everywhere, and who looks after it?"
            );
            writeln!(
                pack,
                "      - {{id: d{d}q{q}, assessable: true, scale: s, text: {{en: \"{text}\"}}}}"
            )
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

/// Everybody answers everything; every eighth answer has a note and evidence.
fn lane(framework: &Framework, number: u16) -> LaneView {
    let mut answers: BTreeMap<NodeId, Stated> = BTreeMap::new();
    for (nth, node) in framework.questions().iter().enumerate() {
        let level = (nth * 7 + usize::from(number) * 3 + nth * usize::from(number) % 5) % 4 + 1;
        let option = format!("level{level}").parse().unwrap();
        let mut answer = Answer::of(Said::Option(option));
        if (nth + usize::from(number)).is_multiple_of(8) {
            answer.note =
                format!("Person {number} saw this in place at the last round, number {nth}.");
            answer.evidence.push(format!("record-{number}-{nth}").into());
        }
        let change = ChangeHash::from_bytes([1; 32]);
        let now = Value { answer: Some(answer), device: None, at: NOW, change };
        answers.insert(node.id.clone(), Stated { now, rivals: Vec::new() });
    }
    let answers = Arc::new(answers);
    LaneView {
        member: member(number),
        access: Access::Readable,
        handed_in: None,
        counted: Arc::clone(&answers),
        answers,
        late: std::collections::BTreeSet::new(),
        alarm: None,
    }
}

pub(crate) fn workspace(framework: &Arc<Framework>, people: u16) -> Workspace {
    let person = |number: u16| Member {
        id: member(number),
        name: format!("Person {number}"),
        role: Role::Respondent,
        devices: Vec::new(),
        joined: NOW,
        seniority: number.into(),
        removed: None,
        teams: Vec::new(),
    };
    let id = AssessmentId::from_bytes([2; 16]);
    let review = Arc::new(review(framework, id, people));
    let assessment = Assessment {
        id,
        framework: framework.hash(),
        title: "A large assessment".to_owned(),
        scope: "everything".to_owned(),
        created: NOW,
    };
    Workspace {
        id: WorkspaceId::from_bytes([1; 32]),
        name: "Measured".to_owned(),
        me: Some(member(0)),
        device: DeviceId::from_bytes([1; 32]),
        members: (0..people).map(|it| (member(it), person(it))).collect(),
        invites: BTreeMap::new(),
        requests: BTreeMap::new(),
        frameworks: BTreeMap::from([(framework.hash(), Arc::clone(framework))]),
        assessments: BTreeMap::from([(id, assessment)]),
        destroyed: BTreeMap::new(),
        reviews: BTreeMap::from([(review.id, review)]),
        events: Vec::new(),
        warnings: Vec::new(),
        dropped: Vec::new(),
        out: None,
        settings: BTreeMap::new(),
        plans: BTreeMap::new(),
        sign_offs: BTreeMap::new(),
    }
}

fn review(framework: &Framework, assessment: AssessmentId, people: u16) -> Review {
    let lanes: BTreeMap<MemberId, LaneView> =
        (0..people).map(|it| (member(it), lane(framework, it))).collect();
    let mut inputs = Inputs::on(NOW.date());
    for lane in lanes.values() {
        for (question, stated) in lane.counted.iter() {
            let voices = inputs.spoken_mut(question.clone());
            voices.extend(stated.now.answer.clone().map(|it| (lane.member, it)));
        }
    }
    Review {
        id: ReviewId::from_bytes([3; 16]),
        assessment,
        title: "2026 H2".to_owned(),
        secrecy: Secrecy::Open,
        state: ReviewState::Closed,
        due: None,
        opened: NOW,
        revealed: None,
        ordinal: 0,
        as_of: NOW.date(),
        assignments: BTreeMap::new(),
        settings: muster_model::setting::Settings::default(),
        sealed: false,
        inputs_hash: "00".repeat(32),
        fingerprint: "AAAA-BBBB-CCCC-DDDD".to_owned(),
        content: Late::from(Content {
            lanes,
            result: Some(Arc::new(score(framework, &inputs))),
            disagreements: Arc::new(disagreement::of(framework, &inputs).into()),
            inputs: Some(Arc::new(inputs)),
            ..Content::default()
        }),
    }
}

//! Stories about people who say different things.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::{answer::Answer, ids::Name, scoring::score};

const PACK: &str = r#"
muster_pack: 1
id: two
version: "1"
title: {en: Two}
languages: [en]
scales:
  s:
    options:
      - {id: "1", value: "1"}
      - {id: "2", value: "2"}
      - {id: "3", value: "3"}
      - {id: "4", value: "4"}
      - {id: "5", value: "5"}
measures:
  - {id: part, at: dimension, of: items, op: mean, blank: skip, na: exclude}
  - {id: whole, at: root, of: part, op: mean, blank: skip, na: exclude}
ladders:
  - {id: step, at: dimension, mode: cumulative, rungs: [{id: low, name: {en: Low}}, {id: up, name: {en: Up}, require: [{measure: part, min: 3}]}]}
  - {id: tier, at: root, mode: cumulative, rungs: [{id: low, name: {en: Low}}, {id: up, name: {en: Up}, require: [{measure: whole, min: 3}]}]}
nodes:
  - {id: a, kind: dimension, text: {en: A}, children: [{id: a1, assessable: true, scale: s, text: {en: a1}}, {id: a2, assessable: true, scale: s, text: {en: a2}}]}
  - {id: b, kind: dimension, text: {en: B}, children: [{id: b1, assessable: true, scale: s, text: {en: b1}}, {id: b2, assessable: true, scale: s, text: {en: b2}}]}
"#;

fn framework() -> Framework {
    Framework::parse(PACK.as_bytes(), "a.yaml").unwrap()
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// Lines like `a1: 3 4 dk na`, one word for each person.
fn inputs(script: &str) -> Inputs {
    let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
    for line in script.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (question, words) = line.split_once(": ").unwrap();
        for (who, word) in words.split_whitespace().enumerate() {
            let said = match word {
                "-" => continue,
                "dk" => Said::DontKnow,
                "na" => Said::NotApplicable { reason: "so".to_owned() },
                option => Said::Option(name(option)),
            };
            let member = MemberId::from_bytes([u8::try_from(who).unwrap(); 16]);
            inputs.spoken_mut(name(question)).insert(member, Answer::of(said));
        }
    }
    inputs
}

fn check(script: &str, expected: &Expect) {
    let mut out = String::new();
    for it in of(&framework(), &inputs(script)) {
        let figure = |it: &Option<Exact>| it.as_ref().map_or("-".to_owned(), ToString::to_string);
        let range =
            it.range.as_ref().map_or("-".to_owned(), |(low, high)| format!("{low}..{high}"));
        let splits = if it.splits_tier { " splits" } else { "" };
        writeln!(
            out,
            "{}/{}: n={} median={} range={range} iqr={} unsure={}{splits}",
            it.dimension,
            it.question,
            it.n,
            figure(&it.median),
            figure(&it.iqr),
            it.unsure
        )
        .unwrap();
    }
    expected.assert_eq(&out);
}

#[test]
fn what_decides_a_tier_is_talked_about_first() {
    check(
        "
        a1: 1 5
        a2: 1 1
        b1: 5 4
        b2: 2 2
        ",
        &expect![[r"
            a/a1: n=2 median=3 range=1..5 iqr=4 unsure=0 splits
            b/b1: n=2 median=4.5 range=4..5 iqr=1 unsure=0
            a/a2: n=2 median=1 range=1..1 iqr=0 unsure=0
            b/b2: n=2 median=2 range=2..2 iqr=0 unsure=0
        "]],
    );
}

#[test]
fn one_voice_has_no_spread() {
    check(
        "a1: 3\na2: dk na\nb1: 3 dk",
        &expect![[r"
        b/b1: n=1 median=3 range=- iqr=- unsure=1
        a/a1: n=1 median=3 range=- iqr=- unsure=0
        a/a2: n=0 median=- range=- iqr=- unsure=0
    "]],
    );
}

#[test]
fn quartiles_are_the_medians_of_the_halves() {
    check(
        "
        a1: 1 2 3 4 5
        a2: 1 2 3 4
        b1: 1 5
        b2: 1 1 1 1 1 1 5
        ",
        &expect![[r"
            b/b1: n=2 median=3 range=1..5 iqr=4 unsure=0 splits
            a/a1: n=5 median=3 range=1..5 iqr=3 unsure=0 splits
            b/b2: n=7 median=1 range=1..5 iqr=0 unsure=0 splits
            a/a2: n=4 median=2.5 range=1..4 iqr=2 unsure=0 splits
        "]],
    );
}

#[test]
fn nobody_having_spoken_there_is_nothing_to_talk_about() {
    check("", &expect![[r""]]);
}

proptest! {
    #[test]
    fn a_tier_is_split_exactly_if_either_voice_alone_gives_another(
        said in prop::collection::vec(prop::collection::vec(prop::option::of(1_u8..6), 3), 4),
    ) {
        let mut script = String::new();
        for (question, words) in ["a1", "a2", "b1", "b2"].iter().zip(&said) {
            let words: Vec<String> = words.iter().map(|it| it.map_or("-".to_owned(), |it| it.to_string())).collect();
            writeln!(script, "{question}: {}", words.join(" ")).unwrap();
        }
        let (framework, inputs) = (framework(), inputs(&script));
        let found = of(&framework, &inputs);
        for it in &found {
            let Some((low, high)) = &it.range else { continue };
            let tiers = |value: &Exact| {
                let mut alone = inputs.clone();
                alone.agreed.insert(it.question.clone(), Said::Option(name(&value.to_string())));
                let outcome = score(&framework, &alone);
                let dimension = outcome.dimensions.iter().find(|of| of.id == it.dimension).unwrap();
                (dimension.tier.clone(), outcome.tier.clone())
            };
            prop_assert_eq!(it.splits_tier, tiers(low) != tiers(high), "{}", script);
        }
        let splits: Vec<bool> = found.iter().map(|it| it.splits_tier).collect();
        prop_assert!(splits.is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn roles_that_see_things_differently_are_told_the_widest_gap_first() {
    let mut inputs = inputs(
        "
        a1: 5 4 1 2
        a2: 3 3 3 3
        b1: 2 - 4 dk
        b2: 5 5 - -
        ",
    );
    for (person, role) in [(0, "lead"), (1, "lead"), (2, "staff"), (3, "staff")] {
        inputs.roles.insert(MemberId::from_bytes([person; 16]), role.to_owned());
    }
    let mut out = String::new();
    for it in perception(&framework(), &inputs, By::Role) {
        let (one, other) = it.people;
        writeln!(out, "{} ({one}) and {} ({other}): {}", it.groups.0, it.groups.1, it.mean)
            .unwrap();
        for gap in &it.gaps {
            let told = |it: &View| match &it.range {
                Some((low, high)) => format!("{} (n={} {low}..{high})", it.median, it.n),
                None => format!("{} (n={})", it.median, it.n),
            };
            let (first, second) = (told(&gap.sides.0), told(&gap.sides.1));
            let place = format!("{}/{}", gap.dimension, gap.question);
            writeln!(out, "  {place}: {first} {second} {}", gap.difference).unwrap();
        }
    }
    expect![[r"
        lead (2) and staff (2): 1/12
          a/a1: 4.5 (n=2 4..5) 1.5 (n=2 1..2) 3
          b/b1: 2 (n=1) 4 (n=1) -2
          a/a2: 3 (n=2 3..3) 3 (n=2 3..3) 0
    "]]
    .assert_eq(&out);
    assert_eq!(perception(&framework(), &inputs, By::Team), [], "nobody is in a team");
}

#[test]
fn among_some_people_only_their_voices_are_told() {
    let inputs = inputs("a1: 5 4 1 2");
    let few = [0, 1].map(|person| MemberId::from_bytes([person; 16])).into();
    let found = among(&framework(), &inputs, &few);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].n, found[0].median.clone()), (2, Some("4.5".parse().unwrap())));
    let alone = [MemberId::from_bytes([0; 16])].into();
    assert_eq!(among(&framework(), &inputs, &alone)[0].range, None, "one person has no spread");
}

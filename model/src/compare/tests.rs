//! What moved between two results, and between two versions.

use std::fmt::Write as _;

use expect_test::expect;
use proptest::prelude::*;

use super::{
    versions::{matches, migrate},
    *,
};
use crate::{
    answer::{Answer, Said},
    ids::{MemberId, Name},
    scoring::{Inputs, score},
};

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
measures:
  - {id: part, at: dimension, of: items, op: mean, blank: skip, na: exclude}
  - {id: whole, at: root, of: part, op: mean, blank: block, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    empty: fail
    rungs:
      - {id: low, name: {en: Low}}
      - {id: mid, name: {en: Mid}, require: [{measure: whole, min: "2"}, {each: {measure: part, min: "1.5"}}]}
      - {id: top, name: {en: Top}, require: [{measure: whole, min: "3"}, {facts: {id: incidents, max: 0}}]}
nodes:
  - id: a
    kind: dimension
    text: {en: A}
    children:
      - {id: a1, assessable: true, scale: s, text: {en: a1}}
      - {id: a2, assessable: true, scale: s, text: {en: a2}}
  - id: b
    kind: dimension
    text: {en: B}
    children:
      - {id: b1, assessable: true, scale: s, text: {en: b1}}
      - {id: b2, assessable: true, scale: s, text: {en: b2}}
      - {id: b3, assessable: true, scale: s, text: {en: b3}}
"#;

/// The same, with a1 reworded, a2 split, b1 and b2 merged, b3 gone and b5 new.
fn later() -> String {
    let nodes = PACK.find("nodes:").unwrap();
    let head = PACK.get(..nodes).unwrap().replace("version: \"1\"", "version: \"2\"");
    format!(
        r"{head}
mappings:
  - {{node: a3, framework: two, other: a2, relation: subset}}
  - {{node: b4, framework: two, other: b1, relation: superset}}
  - {{node: b4, framework: two, other: b2, relation: superset}}
  - {{node: b4, framework: another, other: b3, relation: equal}}
nodes:
  - id: a
    kind: dimension
    text: {{en: A}}
    children:
      - {{id: a1, assessable: true, scale: s, text: {{en: a1 anew}}}}
      - {{id: a2, assessable: true, scale: s, text: {{en: a2}}}}
      - {{id: a3, assessable: true, scale: s, text: {{en: a3}}}}
  - id: b
    kind: dimension
    text: {{en: B}}
    children:
      - {{id: b4, assessable: true, scale: s, text: {{en: b4}}}}
      - {{id: b5, assessable: true, scale: s, text: {{en: b5}}}}
"
    )
}

fn framework(pack: &str) -> Framework {
    Framework::parse(pack.as_bytes(), "a.yaml").unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// Words like `a1=3 b2=na`, one person a line.
fn inputs(script: &str) -> Inputs {
    let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
    inputs.facts.insert("incidents".to_owned(), Exact::zero());
    for (person, line) in (1..).zip(script.lines()) {
        for word in line.split_whitespace() {
            let (question, word) = word.split_once('=').unwrap();
            let said = match word {
                "na" => Said::NotApplicable { reason: "so".to_owned() },
                option => Said::Option(name(option)),
            };
            let voices = inputs.spoken_mut(name(question));
            voices.insert(MemberId::from_bytes([person; 16]), Answer::of(said));
        }
    }
    inputs
}

fn told(before: (&str, &str), after: (&str, &str)) -> String {
    let frameworks = [framework(before.0), framework(after.0)];
    let outcomes =
        [score(&frameworks[0], &inputs(before.1)), score(&frameworks[1], &inputs(after.1))];
    let side = |it: usize| Side { framework: &frameworks[it], outcome: &outcomes[it] };
    let comparison = compare(side(0), side(1));
    let tier = |it: &Option<Tier>| it.as_ref().map_or("-".to_owned(), |it| it.name.clone());
    let mut out = String::new();
    let (was, is) = (tier(&comparison.tier.0), tier(&comparison.tier.1));
    writeln!(out, "{was} to {is}: {:?}", comparison.movement).unwrap();
    for it in &comparison.flipped {
        let holds = |it: &Option<ConditionOutcome>| it.as_ref().map(|it| it.holds);
        let text = it.after.as_ref().or(it.before.as_ref()).map(|it| it.text.to_string());
        let decided = if it.decided { " decided" } else { "" };
        writeln!(
            out,
            "  {}: {} {:?} to {:?}{decided}",
            it.name,
            text.unwrap(),
            holds(&it.before),
            holds(&it.after)
        )
        .unwrap();
    }
    for it in comparison.dimensions.iter().chain(&comparison.questions) {
        let figure = |it: &Option<Exact>| it.as_ref().map_or("-".to_owned(), ToString::to_string);
        let was = it.was.as_ref().map_or(String::new(), |it| format!(" (was {it})"));
        writeln!(
            out,
            "{}{was}: {:?} {} {}",
            it.id,
            it.movement,
            figure(&it.before),
            figure(&it.after)
        )
        .unwrap();
    }
    out
}

#[test]
fn what_moved_is_told_with_the_conditions_that_flipped() {
    expect![[r"
        Low to Mid: Improved
          Mid: whole at least 2 Some(Some(false)) to Some(Some(true)) decided
        a: Improved 1.5 2
        b: Improved 2 2.5
        a1: Improved 1 3
        a2: Regressed 2 1
        b1: NotReconfirmed 2 -
        b2: Unchanged 2 2
        b3: New - 3
    "]]
    .assert_eq(&told((PACK, "a1=1 a2=2 b1=2 b2=2 b3=na"), (PACK, "a1=3 a2=1 b2=2 b3=3")));
    expect![[r"
        Top to -: NotReconfirmed
          Mid: whole at least 2 Some(Some(true)) to Some(None) decided
          Mid: part at least 1.5 everywhere Some(Some(true)) to Some(None) decided
          Top: whole at least 3 Some(Some(true)) to Some(None) decided
        a: Unchanged 3 3
        b: NotReconfirmed 3 -
        a1: Unchanged 3 3
        a2: NotReconfirmed 3 -
        b1: NotReconfirmed 3 -
    "]]
    .assert_eq(&told((PACK, "a1=3 a2=3 b1=3"), (PACK, "a1=3")));
    expect![[r"
        Mid to Mid: Unchanged
        a: Unchanged 2 2
        b: Unchanged 2 2
        a1: Unchanged 2 2
        b1: NoLongerApplies 2 -
        b2: New - 2
    "]]
    .assert_eq(&told((PACK, "a1=2 b1=2"), (PACK, "a1=2 b1=na b2=2")));
}

#[test]
fn results_of_two_versions_are_compared_question_by_question() {
    expect![[r"
        Low to Low: Unchanged
        a: Improved 1.5 5/3
        b: Regressed 7/3 2
        a1: Improved 1 2
        a2: Unchanged 2 2
        a3 (was a2): Regressed 2 1
        b4 (was b1): Improved 2 3
        b5: New - 1
        b3: Removed 3 -
    "]]
    .assert_eq(&told((PACK, "a1=1 a2=2 b1=2 b2=2 b3=3"), (&later(), "a1=2 a2=2 a3=1 b4=3 b5=1")));
}

#[test]
fn each_question_of_a_version_is_found_in_the_other() {
    let mut out = String::new();
    for it in matches(&framework(PACK), &framework(&later())) {
        let names = |it: &[NodeId]| it.iter().map(Name::as_str).collect::<Vec<_>>().join("+");
        writeln!(out, "{:?}: {} → {}", it.fate, names(&it.before), names(&it.after)).unwrap();
    }
    expect![[r"
        Reworded: a1 → a1
        Split: a2 → a2+a3
        Merged: b1+b2 → b4
        New:  → b5
        Removed: b3 → 
    "]]
    .assert_eq(&out);
    let same = matches(&framework(PACK), &framework(PACK));
    assert!(same.len() == 5 && same.iter().all(|it| it.fate == Fate::Same));
    let wider = PACK.replace("{id: \"3\", value: \"3\"}", "{id: \"3\", value: \"4\"}");
    let other = matches(&framework(PACK), &framework(&wider));
    assert!(other.iter().all(|it| it.fate == Fate::Reworded), "options are part of a question");
}

#[test]
fn a_preview_says_what_is_taken_over_and_what_is_set_aside() {
    let mut given = inputs("a1=1 a2=2 b1=2 b2=2 b3=3\na2=3 b1=1 b2=2\nb1=3");
    given.agreed.insert(name("b3"), Said::Option(name("2")));
    given.agreed.insert(name("a2"), Said::Option(name("2")));
    given.assigned.insert(name("b2"));
    let found = migrate(&framework(PACK), &framework(&later()), &given);
    let mut out = String::new();
    for it in &found.rows {
        let names = |it: &[NodeId]| it.iter().map(Name::as_str).collect::<Vec<_>>().join("+");
        let look = if it.look_again { " look again" } else { "" };
        writeln!(
            out,
            "{:?} {}→{}: {} of {}{look}",
            it.found.fate,
            names(&it.found.before),
            names(&it.found.after),
            it.taken_over,
            it.answers
        )
        .unwrap();
    }
    for it in &found.set_aside {
        let who = it.member.map_or("the group".to_owned(), |it| it.short());
        writeln!(out, "{} of {who}: {}", it.question, it.why).unwrap();
    }
    for (question, voices) in &found.inputs.answers {
        writeln!(out, "{question}: {} voices", voices.len()).unwrap();
    }
    let agreed: Vec<&str> = found.inputs.agreed.keys().map(Name::as_str).collect();
    let asked: Vec<&str> = found.inputs.assigned.iter().map(Name::as_str).collect();
    writeln!(out, "agreed {}, asked {}", agreed.join(" "), asked.join(" ")).unwrap();
    expect![[r"
        Reworded a1→a1: 1 of 1 look again
        Split a2→a2+a3: 3 of 3 look again
        Merged b1+b2→b4: 2 of 5 look again
        New →b5: 0 of 0
        Removed b3→: 0 of 2
        b1 of 02020202: several questions became one and were answered differently
        b2 of 02020202: several questions became one and were answered differently
        b1 of 03030303: several questions became one and were answered differently
        b3 of the group: the question is gone
        b3 of 01010101: the question is gone
        a1: 1 voices
        a2: 2 voices
        a3: 2 voices
        b4: 1 voices
        agreed a2 a3, asked b4
    "]]
    .assert_eq(&out);
}

/// Some answers of three people.
fn some() -> impl Strategy<Value = Inputs> {
    prop::collection::vec(prop::option::of(1_u8..5), 18).prop_map(|said| {
        let mut lines = vec![String::new(); 3];
        for (index, said) in said.iter().enumerate() {
            let question = ["a1", "a2", "b1", "b2", "b3", "gone"][index % 6];
            if let Some(said) = said {
                let word = if *said > 3 { "na".to_owned() } else { said.to_string() };
                write!(lines[index / 6], "{question}={word} ").unwrap();
            }
        }
        inputs(&lines.join("\n"))
    })
}

proptest! {
    #[test]
    fn no_answer_is_lost_between_versions(given in some(), back in any::<bool>()) {
        let (old, new) = (framework(PACK), framework(&later()));
        let (before, after) = if back { (&new, &old) } else { (&old, &new) };
        let found = migrate(before, after, &given);
        let all: usize = given.answers.values().map(|it| it.len()).sum();
        let taken: usize = found.rows.iter().map(|it| it.taken_over).sum();
        prop_assert_eq!(taken + found.set_aside.len(), all);
        for it in &found.set_aside {
            let said = &given.answers[&it.question][&it.member.unwrap()];
            prop_assert_eq!(said, &it.answer);
        }
        for (question, voices) in &found.inputs.answers {
            for answer in voices.values() {
                prop_assert!(after.accepts(question, answer).is_ok());
            }
        }
    }

    #[test]
    fn to_the_same_version_everything_is_taken_over(given in some()) {
        let framework = framework(PACK);
        let found = migrate(&framework, &framework, &given);
        prop_assert!(found.set_aside.iter().all(|it| it.question == name("gone")));
        prop_assert_eq!(score(&framework, &found.inputs), score(&framework, &given));
    }

    #[test]
    fn looked_at_from_the_other_side_better_is_worse(one in some(), other in some()) {
        let framework = framework(PACK);
        let outcomes = [score(&framework, &one), score(&framework, &other)];
        let side = |it: usize| Side { framework: &framework, outcome: &outcomes[it] };
        let (there, back) = (compare(side(0), side(1)), compare(side(1), side(0)));
        prop_assert_eq!(there.count(Movement::Improved), back.count(Movement::Regressed));
        prop_assert_eq!(there.count(Movement::Unchanged), back.count(Movement::Unchanged));
        prop_assert_eq!(there.flipped.len(), back.flipped.len());
    }
}

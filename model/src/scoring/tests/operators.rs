//! Each operator and each condition, by small examples.

use super::*;

/// One dimension with four questions on a scale that says everything, and one measure `m` at the root.
fn pack(measure: &str) -> String {
    with_ladder(measure, "[]")
}

fn with_ladder(measure: &str, rungs: &str) -> String {
    format!(
        r#"
muster_pack: 1
id: four
version: "1"
title: {{en: Four}}
languages: [en]
scales:
  s:
    range: ["0", "4"]
    options:
      - {{id: none, value: "0", met: false, credit: "0"}}
      - {{id: part, value: "2", met: false, credit: "0.5"}}
      - {{id: most, value: "3", met: true, credit: "0.75", met_if: [{{tag: strict, needs: documented}}]}}
      - {{id: full, value: "4", met: true, credit: "1"}}
  percent: {{options: [{{id: low, value: "0"}}, {{id: high, value: "100"}}]}}
measures:
  - {measure}
ladders:
  - {{id: t, at: root, mode: cumulative, empty: fail, na: exclude, rungs: [{{id: floor, name: {{en: Floor}}}}, {{id: top, name: {{en: Top}}, require: {rungs}}}]}}
nodes:
  - id: d
    kind: dimension
    text: {{en: D}}
    weight: "2"
    children:
      - {{id: q1, assessable: true, scale: s, text: {{en: One}}, weight: "1", level: 1, points: 1, tags: [basic]}}
      - {{id: q2, assessable: true, scale: s, text: {{en: Two}}, weight: "2", level: 1, points: 3, points_partial: 2, tags: [basic, strict]}}
      - {{id: q3, assessable: true, scale: s, text: {{en: Three}}, weight: "3", level: 2, points: 5, met_needs: tested}}
      - {{id: q4, assessable: true, scale: s, text: {{en: Four}}, weight: "4", level: 3, points: 5}}
"#
    )
}

fn value(rule: &str, script: &str) -> String {
    let measure = format!("{{id: m, at: root, of: items, {rule}}}");
    let outcome = score(&framework(&pack(&measure)), &inputs(script));
    let it = &outcome.measures[0];
    it.value.as_ref().map_or_else(|| it.blocked.as_ref().unwrap().to_string(), ToString::to_string)
}

const ALL: &str = "a: q1=full q2=part q3=none q4=most";
const POLICY: &str = "blank: block, na: exclude";

#[test]
fn averages_sums_and_extremes() {
    let all = |op: &str| value(&format!("{op}, {POLICY}"), ALL);
    assert_eq!(all("op: mean"), "2.25");
    assert_eq!(all("op: mean, weight: item"), "2");
    assert_eq!(all("op: mean, weight: node"), "2.25");
    assert_eq!(all("op: sum"), "9");
    assert_eq!(all("op: sum, weight: item"), "20");
    assert_eq!(all("op: min"), "0");
    assert_eq!(all("op: max"), "4");
    assert_eq!(all("op: median"), "2.5");
    assert_eq!(value(&format!("op: median, {POLICY}"), "a: q1=full q2=part q3=none q4=na"), "2");
}

#[test]
fn shares_and_counts() {
    let all = |op: &str| value(&format!("{op}, {POLICY}"), ALL);
    assert_eq!(all("op: share"), "0.5");
    assert_eq!(all("op: share, weight: item"), "0.5");
    assert_eq!(all("op: share, count: credit"), "0.5625");
    assert_eq!(all("op: count"), "2");
    assert_eq!(all("op: count, count: credit"), "2.25");
    assert_eq!(all("op: share, times: 100, round: {digits: 0, mode: trunc}"), "50");
    assert_eq!(value(&format!("op: share, {POLICY}"), "a: q1=full q2=na q3=na q4=none"), "0.5");
    assert_eq!(
        value("op: share, blank: block, na: as_met", "a: q1=full q2=na q3=na q4=none"),
        "0.75"
    );
    assert_eq!(value("op: share, blank: worst, na: worst", "a: q1=full q2=na"), "0.25");
    assert_eq!(value("op: share, blank: {value: \"0.5\"}, na: worst", "a: q1=full"), "0.625");
}

#[test]
fn points_are_deducted_for_what_is_open() {
    let rule = "op: deduct, start: 14, partial_option: part";
    assert_eq!(
        value(&format!("{rule}, {POLICY}"), "a: q1=full q2=full q3=full@2026-01-01 q4=full"),
        "14"
    );
    assert_eq!(value(&format!("{rule}, {POLICY}"), "a: q1=none q2=none q3=none q4=none"), "0");
    assert_eq!(
        value(&format!("{rule}, {POLICY}"), "a: q1=full q2=part q3=full@2026-01-01 q4=part"),
        "7"
    );
    assert_eq!(value(&format!("{rule}, {POLICY}"), "a: q1=full q2=full q3=na q4=full"), "14");
    assert_eq!(value(&format!("{rule}, blank: worst, na: worst"), "a: q1=full q2=full q3=na"), "4");
    assert_eq!(value(&format!("{rule}, blank: skip, na: exclude"), "a: q1=none"), "13");
}

#[test]
fn a_level_counts_as_far_as_the_ones_below_are_complete() {
    let rule = format!("op: stack, {POLICY}");
    assert_eq!(value(&rule, "a: q1=full q2=none q3=full@2026-01-01 q4=full"), "0.5");
    assert_eq!(value(&rule, "a: q1=full q2=full q3=none q4=full"), "1");
    assert_eq!(value(&rule, "a: q1=full q2=full q3=full@2026-01-01 q4=full"), "3");
    assert_eq!(value(&rule, "a: q1=full q2=full q3=na q4=none"), "1");
    let credit = format!("op: stack, count: credit, {POLICY}");
    assert_eq!(value(&credit, "a: q1=full q2=part q3=none q4=full"), "0.75");
}

#[test]
fn numbers_are_mapped_capped_multiplied_and_rounded() {
    let all = |rule: &str| value(&format!("{rule}, {POLICY}"), ALL);
    assert_eq!(all("op: mean, normalise: true"), "0.5625");
    assert_eq!(all("op: mean, normalise: true, denormalise: true, scale: percent"), "56.25");
    assert_eq!(all("op: mean, cap: \"3\""), "2");
    assert_eq!(all("op: mean, field: credit"), "0.5625");
    assert_eq!(all("op: sum, field: met"), "2");
    assert_eq!(all("op: mean, round: {digits: 1, mode: half_up}"), "2.3");
    assert_eq!(all("op: mean, round: {digits: 1, mode: trunc}"), "2.2");
    assert_eq!(all("op: mean, where: {tag: basic}"), "3");
    assert_eq!(all("op: mean, where: {not_tag: basic}"), "1.5");
    assert_eq!(all("op: mean, where: {level_max: 2}"), "2");
    assert_eq!(all("op: mean, where: {ids: [q1, q3]}"), "2");
    assert_eq!(all("op: mean, select: {depth: 2}"), "2.25");
    assert_eq!(value("op: mean, blank: skip, na: exclude, incomplete_cap: 3", "a: q1=full"), "3");
    assert_eq!(value("op: mean, blank: skip, na: exclude, incomplete_cap: 3", "a: q1=part"), "2");
}

#[test]
fn what_needs_proof_is_not_met_without_it_and_the_claim_stays_visible() {
    let look = |script: &str| {
        let measure = format!("{{id: m, at: root, of: items, op: count, {POLICY}}}");
        let outcome = score(&framework(&pack(&measure)), &inputs(script));
        let read = |id: &str| {
            let it = &outcome.questions[&name(id)];
            let QuestionValue::Value { met, .. } = it.value else { panic!("{id}") };
            (met, it.how.to_string())
        };
        (read("q2"), read("q3"))
    };
    let (q2, q3) = look("a: q1=full q2=most q3=full q4=full");
    let claimed = "one answer; claimed as met, but what it needs as proof is missing";
    assert_eq!(q2, (Some(false), claimed.to_owned()));
    assert_eq!(q3, (Some(false), claimed.to_owned()));
    let (q2, q3) = look("a: q1=full q2=most@doc q3=full@2026-11-21 q4=full");
    assert_eq!(q2, (Some(true), "one answer".to_owned()));
    assert_eq!(q3, (Some(true), "one answer".to_owned()));
    let (q2, q3) = look("a: q1=full q2=most@2026-11-22 q3=full@doc q4=full");
    assert_eq!((q2.0, q3.0), (Some(false), Some(false)));
}

#[test]
fn a_value_in_between_is_met_only_if_the_option_below_is() {
    let measure = format!("{{id: m, at: root, of: items, op: count, {POLICY}}}");
    let met = |script: &str| {
        let outcome = score(&framework(&pack(&measure)), &inputs(script));
        let QuestionValue::Value { met, value, .. } = &outcome.questions[&name("q1")].value else {
            panic!()
        };
        (value.as_ref().unwrap().to_string(), *met)
    };
    assert_eq!(met("a: q1=part\nb: q1=full"), ("3".to_owned(), Some(true)));
    assert_eq!(met("a: q1=part\nb: q1=most"), ("2.5".to_owned(), Some(false)));
    assert_eq!(met("a: q1=most\nb: q1=full"), ("3.5".to_owned(), Some(true)));
}

fn judged(condition: &str, script: &str) -> String {
    let measure = format!("{{id: m, at: root, of: items, op: mean, {POLICY}}}");
    let outcome =
        score(&framework(&with_ladder(&measure, &format!("[{condition}]"))), &inputs(script));
    let it = &outcome.ladders[0].rungs[1].conditions[0];
    let holds = match it.holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "open",
    };
    format!("{holds}: {} [{}]", it.text, it.detail)
}

#[test]
fn every_condition_says_what_it_found() {
    let all = "a: q1=full q2=part q3=none q4=most\nfact: incidents=2";
    let mut out = String::new();
    for condition in [
        "{measure: m, min: \"2.25\"}",
        "{measure: m, below: \"2.25\"}",
        "{measure: m, min: {measure: m, times: \"0.5\"}}",
        "{all_met: {where: {level: 1}}}",
        "{all_met: {where: {ids: [q1, q4]}}}",
        "{share_met: {min: \"0.5\"}}",
        "{open: {points_max: 5}}",
        "{open: {points_max: 1}}",
        "{open: {points_max: 1, but: [q2, q3]}}",
        "{open: {points_max: 5, never: [q3]}}",
        "{answered: {share: 1}}",
        "{facts: {id: incidents, max: 2}}",
        "{facts: {id: incidents, max: 1}}",
        "{facts: {id: unheard-of, max: 1}}",
        "{any_of: [{measure: m, min: 3}, {facts: {id: incidents, max: 2}}]}",
        "{any_of: [{measure: m, min: 3}, {facts: {id: unheard-of, max: 2}}]}",
    ] {
        writeln!(out, "{}", judged(condition, all)).unwrap();
    }
    expect![[r"
        yes: m at least 2.25 []
        no: m below 2.25 []
        yes: m at least 0.5 times m []
        no: every question of level 1 is met [1 of 2 met; not met: Two]
        yes: every question among 2 named is met [2 of 2 met]
        yes: a share of 0.5 of the questions is met [2 of 4 met]
        yes: nothing worth more than 5 points is open []
        no: nothing worth more than 1 points is open [open: Two, Three]
        yes: nothing worth more than 1 points is open but for q2, q3 []
        no: nothing worth more than 5 points is open and none of q3 [open: Three]
        yes: a share of 1 is answered [4 of 4 answered]
        yes: incidents at most 2 []
        no: incidents at most 1 []
        open: unheard of at most 1 [nobody has counted: unheard of]
        yes: m at least 3, or incidents at most 2 []
        open: m at least 3, or unheard of at most 2 [nobody has counted: unheard of]
    "]]
    .assert_eq(&out);
}

#[test]
fn what_is_not_answered_leaves_a_condition_open_unless_it_has_failed_already() {
    let mut out = String::new();
    for (condition, script) in [
        ("{all_met: {}}", "a: q1=full"),
        ("{all_met: {}}", "a: q1=none"),
        ("{all_met: {where: {tag: basic}}}", "a: q1=na q2=na"),
        ("{share_met: {min: \"0.5\"}}", "a: q1=full q2=full"),
        ("{share_met: {min: \"0.5\"}}", "a: q1=none q2=none q3=none"),
        ("{share_met: {min: \"0.5\"}}", "a: q1=none q2=none"),
        ("{open: {points_max: 3}}", "a: q1=none q2=none"),
        ("{open: {points_max: 3}}", "a: q4=none"),
        ("{measure: m, min: 0}", "a: q1=full"),
        ("{measure: m, min: 0}", "a: q1=na q2=na q3=na q4=na"),
        ("{answered: {share: \"0.5\"}}", "a: q1=full q2=na"),
    ] {
        writeln!(out, "{}", judged(condition, script)).unwrap();
    }
    expect![[r"
        open: every question is met [1 of 4 met; not answered: Two, Three, Four]
        no: every question is met [0 of 4 met; not met: One; not answered: Two, Three, Four]
        no: every question tagged basic is met [nothing here applies]
        yes: a share of 0.5 of the questions is met [2 of 4 met]
        no: a share of 0.5 of the questions is met [0 of 4 met; not met: One, Two, Three; not answered: Four]
        open: a share of 0.5 of the questions is met [0 of 4 met; not met: One, Two; not answered: Three, Four]
        open: nothing worth more than 3 points is open [not answered: Three, Four]
        no: nothing worth more than 3 points is open [open: Four]
        open: m at least 0 [m: 3 of 4 questions not answered]
        no: m at least 0 [m: nothing here applies]
        no: a share of 0.5 is answered [1 of 3 answered]
    "]].assert_eq(&out);
}

#[test]
fn a_question_is_asked_only_if_another_answer_leads_to_it() {
    let measure = "{id: m, at: root, of: items, op: mean, blank: skip, na: exclude}";
    let pack =
        pack(measure).replace("id: q4, ", "id: q4, depends_on: {node: q1, options: [full]}, ");
    let how = |script: &str| {
        score(&framework(&pack), &inputs(script)).questions[&name("q4")].how.to_string()
    };
    assert_eq!(how(""), "not asked until another question is answered");
    assert_eq!(how("a: q1=none q4=full"), "not asked, because of the answer to another question");
    assert_eq!(how("a: q1=full"), "not answered");
    assert_eq!(how("a: q1=full q4=part"), "one answer");
    assert_eq!(
        how("a: q1=full q4=part\nagreed: q1=none"),
        "not asked, because of the answer to another question"
    );
}

#[test]
fn measures_may_be_computed_level_by_level() {
    let pack = r#"
muster_pack: 1
id: deep
version: "1"
title: {en: Deep}
languages: [en]
scales: {s: {options: [{id: no, value: 0}, {id: yes, value: 1}], na: deny}}
measures:
  - {id: score, at: "*", of: children, op: mean, weight: item, blank: block}
  - {id: all, at: root, of: score, op: mean, weight: node, blank: block}
  - {id: twice, at: root, of: [all, all], op: sum, blank: block}
nodes:
  - id: a
    kind: dimension
    weight: 3
    children:
      - {id: a1, kind: topic, children: [{id: x, assessable: true, scale: s, text: {en: x}}, {id: y, assessable: true, scale: s, text: {en: y}}]}
      - {id: a2, kind: topic, weight: 2, children: [{id: z, assessable: true, scale: s, text: {en: z}}]}
  - {id: b, kind: dimension, assessable: true, scale: s, text: {en: b}}
"#;
    check(
        pack,
        "p: x=yes y=no z=yes b=no",
        &expect![[r"
        tier: - (this framework has no tiers)
        score a: 5/6
        score a1: 0.5
        score x: 1
        score y: 0
        score a2: 1
        score z: 1
        score b: 0
        all: 0.625
        twice: 1.25
    "]],
    );
}

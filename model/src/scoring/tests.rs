//! Stories and laws of scoring.

mod laws;
mod lifts;
mod operators;
mod policies;
mod settled;

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::answer::Basis;

/// Five dimensions with one question each, tiers as in the pack that ships; option ids are their values.
const FIVE: &str = r#"
muster_pack: 1
id: five
version: "1"
title: {en: Five}
languages: [en]
scales:
  fine:
    range: ["1", "5"]
    options:
      - {id: "1", value: "1"}
      - {id: "1.59", value: "1.59"}
      - {id: "1.6", value: "1.6"}
      - {id: "2.59", value: "2.59"}
      - {id: "2.6", value: "2.6"}
      - {id: "3", value: "3"}
      - {id: "3.95", value: "3.95"}
      - {id: "4", value: "4"}
      - {id: "5", value: "5"}
measures:
  - {id: dimension, at: dimension, of: items, op: mean, weight: item, blank: block, na: exclude}
  - {id: overall, at: root, of: dimension, op: mean, blank: block, na: exclude}
ladders:
  - id: dimension_tier
    at: dimension
    mode: cumulative
    rungs:
      - {id: early, name: {en: Early-Stage}}
      - {id: strategic, name: {en: Strategic}, require: [{measure: dimension, min: "2.6"}]}
      - {id: optimized, name: {en: Optimized}, require: [{measure: dimension, min: "4.0"}]}
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: early, name: {en: Early-Stage}}
      - id: strategic
        name: {en: Strategic}
        require:
          - {measure: overall, min: "2.6"}
          - each: {measure: dimension, min: "2.6", except: 1}
          - each: {measure: dimension, min: "1.6"}
      - id: optimized
        name: {en: Optimized}
        require:
          - {measure: overall, min: "4.0"}
          - each: {measure: dimension, min: "2.6"}
          - evidence: {kind: exercise-record, max_age_days: 365}
nodes:
  - {id: L, kind: dimension, text: {en: Leadership}, children: [{id: l, assessable: true, scale: fine, text: {en: l}}]}
  - {id: S, kind: dimension, text: {en: Staffing}, children: [{id: s, assessable: true, scale: fine, text: {en: s}}]}
  - {id: P, kind: dimension, text: {en: Processes}, children: [{id: p, assessable: true, scale: fine, text: {en: p}, evidence: {kind: exercise-record}}]}
  - {id: T, kind: dimension, text: {en: Technology}, children: [{id: t, assessable: true, scale: fine, text: {en: t}}]}
  - {id: M, kind: dimension, text: {en: Measurement}, children: [{id: m, assessable: true, scale: fine, text: {en: m}}]}
"#;

fn framework(pack: &str) -> Framework {
    Framework::parse(pack.as_bytes(), "pack.yaml").unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn member(name: &str) -> MemberId {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    MemberId::from_bytes(bytes)
}

fn name(text: &str) -> OptionId {
    text.parse().unwrap()
}

fn said(text: &str) -> Said {
    match text {
        "na" => Said::NotApplicable { reason: "not here".to_owned() },
        "dk" => Said::DontKnow,
        option => Said::Option(name(option)),
    }
}

fn answer(text: &str) -> Answer {
    // `4@2026-05-01` was tested that day, `4@doc` is documented.
    let (text, basis) = match text.split_once('@') {
        Some((text, "doc")) => (text, Basis::Documented),
        Some((text, day)) => (text, Basis::Tested(day.parse().unwrap())),
        None => (text, Basis::Claimed),
    };
    Answer { basis, ..Answer::of(said(text)) }
}

fn nobody() -> Inputs {
    Inputs::on("2026-11-21".parse().unwrap())
}

/// Lines like `alice: l=3 s=na`, `agreed: l=4`, `fact: incidents=2`, `role: alice=it`.
fn inputs(script: &str) -> Inputs {
    let mut inputs = nobody();
    for line in script.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (who, what) = line.split_once(": ").unwrap();
        for word in what.split_whitespace() {
            let (key, value) = word.split_once('=').unwrap();
            match who {
                "agreed" => drop(inputs.agreed.insert(name(key), said(value))),
                "fact" => drop(inputs.facts.insert(key.to_owned(), value.parse().unwrap())),
                "role" => drop(inputs.roles.insert(member(key), value.to_owned())),
                _ => drop(inputs.spoken_mut(name(key)).insert(member(who), answer(value))),
            }
        }
    }
    inputs
}

fn render(outcome: &Outcome) -> String {
    let tier = |tier: &Option<Tier>| tier.as_ref().map_or("-".to_owned(), |it| it.name.clone());
    let mut out = format!("tier: {}", tier(&outcome.tier));
    if let Some(why) = &outcome.undetermined {
        write!(out, " ({why})").unwrap();
    }
    if let Some(band) = &outcome.provisional {
        let exact = if band.exact { "" } else { ", at most" };
        write!(out, "\nband: {} to {}{exact}", tier(&band.worst), tier(&band.best)).unwrap();
    }
    for it in &outcome.measures {
        let place = it.place.as_ref().map_or(String::new(), |it| format!(" {it}"));
        let value = it.value.as_ref().map_or_else(
            || it.blocked.as_ref().map_or_else(String::new, ToString::to_string),
            ToString::to_string,
        );
        write!(out, "\n{}{place}: {value}", it.measure).unwrap();
    }
    out.push('\n');
    out
}

fn check(pack: &str, script: &str, expected: &Expect) {
    expected.assert_eq(&render(&score(&framework(pack), &inputs(script))));
}

fn tier_of(pack: &str, script: &str) -> String {
    let outcome = score(&framework(pack), &inputs(script));
    outcome.tier.map_or("-".to_owned(), |it| it.id.to_string())
}

#[test]
fn at_the_limit_a_tier_is_reached_and_just_below_it_is_not() {
    assert_eq!(tier_of(FIVE, "a: l=2.6 s=2.6 p=2.6 t=2.6 m=2.6"), "strategic");
    assert_eq!(tier_of(FIVE, "a: l=2.59 s=2.6 p=2.6 t=2.6 m=2.6"), "early");
    assert_eq!(tier_of(FIVE, "a: l=2.59 s=3 p=2.6 t=2.6 m=2.6"), "strategic");
    assert_eq!(tier_of(FIVE, "a: l=2.59 s=2.59 p=5 t=5 m=5"), "early");
    assert_eq!(tier_of(FIVE, "a: l=1.6 s=5 p=5 t=5 m=5"), "strategic");
    assert_eq!(tier_of(FIVE, "a: l=1.59 s=5 p=5 t=5 m=5"), "early");
}

#[test]
fn the_highest_tier_needs_an_exercise_of_the_last_year() {
    let with = |p: &str| tier_of(FIVE, &format!("a: l=4 s=4 p={p} t=4 m=4"));
    assert_eq!(with("4"), "strategic");
    assert_eq!(with("4@doc"), "strategic");
    assert_eq!(with("4@2026-11-21"), "optimized");
    assert_eq!(with("4@2025-11-21"), "optimized");
    assert_eq!(with("4@2025-11-20"), "strategic");
    assert_eq!(with("4@2026-11-22"), "strategic");
}

#[test]
fn a_figure_shown_as_the_limit_stays_below_it() {
    let script = "a: l=3.95 s=3.95 p=3.95@2026-11-01 t=3.95 m=3.95";
    let outcome = score(&framework(FIVE), &inputs(script));
    assert_eq!(outcome.tier.unwrap().id.as_str(), "strategic");
    let top = outcome.ladders.iter().find(|it| it.place.is_none()).unwrap().rungs.last().unwrap();
    let overall = &top.conditions[0];
    assert_eq!(overall.text.to_string(), "overall at least 4");
    assert_eq!(overall.holds, Some(false));
    assert_eq!(overall.margin.as_ref().unwrap().to_string(), "-0.05");
    assert_eq!(overall.detail.to_string(), "rounded 4.0, exactly 3.95: below 4");
    assert_eq!(overall.value.as_ref().unwrap().display(1), "4.0");
}

#[test]
fn a_blank_dimension_leaves_the_tier_open_and_never_makes_it_the_lowest() {
    check(
        FIVE,
        "a: l=3 s=3 p=3 t=1.6",
        &expect![[r"
        tier: - (“Strategic” can't be judged: overall: Measurement has no value yet; Measurement: its question is not answered)
        band: Early-Stage to Strategic
        dimension L: 3
        dimension S: 3
        dimension P: 3
        dimension T: 1.6
        dimension M: its question is not answered
        overall: Measurement has no value yet
    "]],
    );
}

#[test]
fn a_tier_that_no_missing_answer_can_change_is_said() {
    check(
        FIVE,
        "a: l=1 s=1 p=1 t=1",
        &expect![[r"
            tier: Early-Stage
            band: Early-Stage to Early-Stage
            dimension L: 1
            dimension S: 1
            dimension P: 1
            dimension T: 1
            dimension M: its question is not answered
            overall: Measurement has no value yet
        "]],
    );
}

#[test]
fn a_dimension_that_does_not_apply_has_no_score_and_is_left_out() {
    check(
        FIVE,
        "a: l=3 s=3 p=3 t=3 m=na",
        &expect![[r"
        tier: Strategic
        dimension L: 3
        dimension S: 3
        dimension P: 3
        dimension T: 3
        dimension M: nothing here applies
        overall: 3
    "]],
    );
    check(
        FIVE,
        "a: l=na s=na p=na t=na m=na",
        &expect![[r"
            tier: - (“Strategic” can't be judged: overall: nothing here applies; nothing here applies)
            dimension L: nothing here applies
            dimension S: nothing here applies
            dimension P: nothing here applies
            dimension T: nothing here applies
            dimension M: nothing here applies
            overall: nothing here applies
        "]],
    );
}

#[test]
fn nobody_having_answered_anything_is_open_to_everything() {
    check(
        FIVE,
        "",
        &expect![[r"
            tier: - (“Strategic” can't be judged: overall: Leadership, Staffing, Processes, Technology, Measurement have no value yet; Leadership: its question is not answered; Staffing: its question is not answered; Processes: its question is not answered; Technology: its question is not answered; Measurement: its question is not answered)
            band: Early-Stage to Optimized
            dimension L: its question is not answered
            dimension S: its question is not answered
            dimension P: its question is not answered
            dimension T: its question is not answered
            dimension M: its question is not answered
            overall: Leadership, Staffing, Processes, Technology, Measurement have no value yet
        "]],
    );
}

#[test]
fn what_people_see_says_why() {
    let outcome = score(&framework(FIVE), &inputs("a: l=3 s=2.59 p=3 t=1.59 m=3\nb: l=5 m=na"));
    let ladder = outcome.ladders.iter().find(|it| it.place.is_none()).unwrap();
    let mut out = String::new();
    for rung in &ladder.rungs {
        writeln!(out, "{} {:?}", rung.name, rung.holds).unwrap();
        for it in &rung.conditions {
            let figure =
                |it: &Option<Exact>| it.as_ref().map_or("-".to_owned(), ToString::to_string);
            let figures = [figure(&it.value), figure(&it.limit), figure(&it.margin)].join(" ");
            writeln!(out, "  {} {:?} [{figures}] {}", it.text, it.holds, it.detail).unwrap();
        }
    }
    writeln!(out, "stopped by {:?}", ladder.stopped_by.as_ref().map(Name::as_str)).unwrap();
    for it in outcome.measures.iter().filter(|it| it.place.is_none()) {
        writeln!(
            out,
            "{}: {:?}",
            it.rule,
            it.used.iter().map(|it| format!("{} {}", it.0, it.1)).collect::<Vec<_>>()
        )
        .unwrap();
    }
    for (id, it) in &outcome.questions {
        writeln!(out, "{id}: {} n={} na={}", it.how, it.n, it.not_applicable).unwrap();
    }
    expect![[r#"
        Early-Stage Some(true)
        Strategic Some(false)
          overall at least 2.6 Some(true) [2.836 2.6 0.236] 
          dimension at least 2.6 everywhere but in one place Some(false) [2.59 2.6 -0.01] below: Technology 1.59, Staffing 2.59
          dimension at least 1.6 everywhere Some(false) [1.59 1.6 -0.01] below: Technology 1.59
        Optimized Some(false)
          overall at least 4 Some(false) [2.836 4 -1.164] 
          dimension at least 2.6 everywhere Some(false) [1.59 2.6 -1.01] below: Technology 1.59, Staffing 2.59
          exercise record not older than 365 days Some(false) [0 1 -1] none is recorded
        stopped by Some("strategic")
        mean of 5 values; no value while anything is missing: ["Leadership 4", "Staffing 2.59", "Processes 3", "Technology 1.59", "Measurement 3"]
        l: median of 2 n=2 na=0
        m: one answer n=1 na=1
        p: one answer n=1 na=0
        s: one answer n=1 na=0
        t: one answer n=1 na=0
    "#]].assert_eq(&out);
}

/// One dimension of ten questions on a scale of five.
fn ten(measure: &str, extra: &str) -> String {
    let mut questions = String::new();
    for it in 0..10 {
        writeln!(
            questions,
            "      - {{id: q{it}, assessable: true, scale: s, text: {{en: q{it}}}}}"
        )
        .unwrap();
    }
    format!(
        r#"
muster_pack: 1
id: ten
version: "1"
title: {{en: Ten}}
languages: [en]
scales:
  s:
    options:
      - {{id: "1", value: "1"}}
      - {{id: "2", value: "2"}}
      - {{id: "3", value: "3"}}
      - {{id: "4", value: "4"}}
      - {{id: "5", value: "5"}}
{extra}
measures:
  - {measure}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {{id: low, name: {{en: Low}}}}
      - {{id: mid, name: {{en: Mid}}, require: [{{measure: total, min: "2"}}]}}
      - {{id: high, name: {{en: High}}, require: [{{measure: total, min: "4"}}]}}
nodes:
  - id: d
    kind: dimension
    text: {{en: D}}
    children:
{questions}"#
    )
}

const MEAN: &str = "{id: total, at: root, of: items, op: mean, blank: skip, na: exclude}";

#[test]
fn one_answer_of_ten_leaves_a_band() {
    check(
        &ten(MEAN, ""),
        "a: q0=5",
        &expect![[r"
        tier: High
        band: Low to High
        total: 5
    "]],
    );
    check(
        &ten(MEAN, ""),
        "a: q0=5 q1=5 q2=5 q3=5 q4=5 q5=5 q6=5 q7=5",
        &expect![[r"
        tier: High
        band: High to High
        total: 5
    "]],
    );
}

#[test]
fn what_is_missing_counts_as_the_measure_says() {
    let with = |blank: &str| {
        let measure =
            format!("{{id: total, at: root, of: items, op: mean, blank: {blank}, na: worst}}");
        let outcome = score(&framework(&ten(&measure, "")), &inputs("a: q0=5 q1=na"));
        let total = &outcome.measures[0];
        total
            .value
            .as_ref()
            .map_or_else(|| total.blocked.as_ref().unwrap().to_string(), ToString::to_string)
    };
    assert_eq!(with("worst"), "1.4");
    assert_eq!(with("skip"), "3");
    assert_eq!(with("{value: \"2\"}"), "2.2");
    assert_eq!(with("block"), "8 of 10 questions not answered");
}

#[test]
fn several_voices_become_one_value() {
    let with = |rule: &str, script: &str| {
        let pack = ten(MEAN, &format!("respondents: {rule}"));
        let outcome = score(&framework(&pack), &inputs(script));
        let it = outcome.questions[&name("q0")].clone();
        let value = match it.value {
            QuestionValue::Value { value, .. } => {
                value.map_or("no number".to_owned(), |it| it.to_string())
            }
            QuestionValue::NotApplicable => "n/a".to_owned(),
            QuestionValue::Blank => "blank".to_owned(),
        };
        format!("{value}: {}", it.how)
    };
    let three = "a: q0=1\nb: q0=2\nc: q0=5";
    assert_eq!(with("{}", three), "2: median of 3");
    assert_eq!(with("{combine: mean}", three), "8/3: mean of 3");
    assert_eq!(with("{combine: min}", three), "1: lowest of 3");
    assert_eq!(with("{combine: max}", three), "5: highest of 3");
    assert_eq!(
        with("{combine: mode}", "a: q0=5\nb: q0=5\nc: q0=1\nd: q0=1"),
        "1: most frequent of 4"
    );
    assert_eq!(with("{}", "a: q0=2\nb: q0=5"), "3.5: median of 2");
    assert_eq!(with("{}", "a: q0=2"), "2: one answer");
    assert_eq!(with("{}", "a: q0=dk"), "blank: nobody knows");
    assert_eq!(with("{}", "a: q0=2\nb: q0=dk"), "2: one answer");
    assert_eq!(with("{quorum: 2}", "a: q0=2\nb: q0=dk"), "blank: 1 of 2 voices needed");
    assert_eq!(
        with("{flag_spread: 3}", "a: q0=2\nb: q0=5"),
        "3.5: median of 2; the answers are 3 apart"
    );
    assert_eq!(with("{}", "a: q0=2\nb: q0=5\nagreed: q0=4"), "4: agreed answer");
    assert_eq!(with("{agreed: none}", "a: q0=2\nagreed: q0=4"), "2: one answer");
    assert_eq!(with("{}", "a: q0=na\nb: q0=5"), "5: one answer");
    assert_eq!(with("{}", "a: q0=na\nb: q0=5\nc: q0=na"), "n/a: 2 of 3 say it does not apply");
    assert_eq!(with("{na: any}", "a: q0=na\nb: q0=5"), "n/a: 1 of 2 say it does not apply");
    assert_eq!(with("{na: all}", "a: q0=na\nb: q0=5\nc: q0=na"), "5: one answer");
    assert_eq!(with("{}", "a: q0=9"), "blank: not answered");
    let roles = "role: a=it b=it c=hr\n";
    let voices = format!("{roles}a: q0=1\nb: q0=1\nc: q0=5");
    assert_eq!(with("{by: role}", &voices), "3: median of 2 roles");
    assert_eq!(with("{combine: mean, role_weights: {hr: 3}}", &voices), "3.4: mean of 3");
    assert_eq!(with("{role_weights: {hr: 3}}", &voices), "5: median of 3");
}

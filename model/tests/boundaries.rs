//! Where a result tips over: the cases that calculators get wrong, each with its own small framework.
#![cfg(test)]

use std::fmt::Write as _;

use muster_model::{
    answer::{Answer, Basis, Said},
    framework::Framework,
    ids::MemberId,
    scoring::{Inputs, Outcome, score},
};

const DEFAULT: &[u8] = include_bytes!("../../assets/frameworks/five-dimensions.yaml");

fn framework(pack: &[u8]) -> Framework {
    Framework::parse(pack, "pack.yaml").unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// One person says words like `q1=met`, on the day the result speaks of.
fn said(framework: &Framework, words: &str) -> Outcome {
    let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
    let person = MemberId::from_bytes([1; 16]);
    for word in words.split_whitespace() {
        let (question, word) = word.split_once('=').unwrap();
        let said = match word {
            "na" => Said::NotApplicable { reason: "not here".to_owned() },
            option => Said::Option(option.parse().unwrap()),
        };
        let answer = Answer { basis: Basis::Tested(inputs.as_of), ..Answer::of(said) };
        let question = question.parse().unwrap();
        framework.accepts(&question, &answer).unwrap();
        inputs.spoken_mut(question).insert(person, answer);
    }
    score(framework, &inputs)
}

fn tier(outcome: &Outcome) -> &str {
    outcome.tier.as_ref().map_or("none", |it| it.id.as_str())
}

fn figure(outcome: &Outcome, measure: &str) -> String {
    let found = outcome.measures.iter().find(|it| it.measure.as_str() == measure).unwrap();
    found.value.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// Thirty requirements of one point, one of five with a part that costs three, a plan that is worth nothing and must
/// be there, and one that may never stay open.
fn deducting() -> Framework {
    let mut pack = r#"
muster_pack: 1
id: deducting
version: "1"
title: {en: Deducting}
languages: [en]
scales:
  s:
    options:
      - {id: open, met: false}
      - {id: part, met: false}
      - {id: met, met: true}
measures:
  - {id: points, at: root, of: items, op: deduct, start: 110, partial_option: part, blank: worst, na: as_met}
ladders:
  - id: status
    at: root
    mode: cumulative
    empty: fail
    na: exclude
    rungs:
      - {id: not-eligible, name: {en: Not eligible}}
      - id: conditional
        name: {en: Conditional}
        require:
          - {measure: points, min: 88}
          - any_of:
              - {open: {points_max: 1, never: [plan, guests]}}
      - {id: final, name: {en: Final}, require: [{all_met: {}}]}
nodes:
  - id: all
    kind: dimension
    text: {en: All}
    children:
      - {id: keys, assessable: true, scale: s, text: {en: keys}, points: 5, points_partial: 3}
      - {id: plan, assessable: true, scale: s, text: {en: plan}, points: 0}
      - {id: guests, assessable: true, scale: s, text: {en: guests}, points: 1}
"#
    .to_owned();
    for it in 0..30 {
        writeln!(
            pack,
            "      - {{id: p{it}, assessable: true, scale: s, text: {{en: p{it}}}, points: 1}}"
        )
        .unwrap();
    }
    framework(pack.as_bytes())
}

/// Everything is met but so many of one point, and what is named.
fn deducted(open: usize, others: &str) -> (String, String) {
    let framework = deducting();
    let mut words = "keys=met plan=met guests=met".to_owned();
    for it in 0..30 {
        write!(words, " p{it}={}", if it < open { "open" } else { "met" }).unwrap();
    }
    let outcome = said(&framework, &format!("{words} {others}"));
    (figure(&outcome, "points"), tier(&outcome).to_owned())
}

fn is(points: &str, status: &str) -> (String, String) {
    (points.to_owned(), status.to_owned())
}

#[test]
fn eighty_seven_points_are_too_few_and_eighty_eight_are_enough() {
    assert_eq!(deducted(23, ""), is("87", "not-eligible"));
    assert_eq!(deducted(22, ""), is("88", "conditional"));
    assert_eq!(deducted(0, ""), is("110", "final"));
}

#[test]
fn eighty_eight_points_do_not_help_if_something_excluded_is_open() {
    assert_eq!(deducted(21, "guests=open"), is("88", "not-eligible"));
    assert_eq!(deducted(0, "plan=open"), is("110", "not-eligible"));
    assert_eq!(deducted(0, "keys=open"), is("105", "not-eligible"));
    assert_eq!(deducted(0, "keys=part"), is("107", "not-eligible"));
    assert_eq!(deducted(0, "guests=na"), is("110", "final"));
}

/// Means of answers with decimals, and a limit at 2.6 and at 5.
fn averaging() -> Framework {
    framework(
        br#"
muster_pack: 1
id: averaging
version: "1"
title: {en: Averaging}
languages: [en]
scales:
  s:
    options:
      - {id: "0", value: "0"}
      - {id: "2", value: "2"}
      - {id: "2.59", value: "2.59"}
      - {id: "2.6", value: "2.6"}
      - {id: "3.2", value: "3.2"}
      - {id: "4.9", value: "4.9"}
      - {id: "5", value: "5"}
measures:
  - {id: mean, at: root, of: items, op: mean, blank: skip, na: exclude}
ladders:
  - id: band
    at: root
    mode: cumulative
    empty: fail
    rungs:
      - {id: low, name: {en: Low}}
      - {id: middle, name: {en: Middle}, require: [{measure: mean, min: "2.6"}]}
      - {id: high, name: {en: High}, require: [{measure: mean, min: "5"}]}
nodes:
  - {id: a, kind: dimension, assessable: true, scale: s, text: {en: a}}
  - {id: b, kind: dimension, assessable: true, scale: s, text: {en: b}}
"#,
    )
}

#[test]
fn just_below_the_limit_is_below_it() {
    assert_eq!(tier(&said(&averaging(), "a=2.59 b=2.59")), "low");
    assert_eq!(tier(&said(&averaging(), "a=2.59 b=2.6")), "low", "2.595, shown as 2.6");
    assert_eq!(tier(&said(&averaging(), "a=2.6 b=2.6")), "middle");
    assert_eq!(tier(&said(&averaging(), "a=2 b=3.2")), "middle", "a sum that floats get wrong");
}

#[test]
fn a_figure_shown_as_five_stays_in_the_band_below_and_both_are_said() {
    let outcome = said(&averaging(), "a=4.9 b=5");
    assert_eq!((tier(&outcome), figure(&outcome, "mean").as_str()), ("middle", "4.95"));
    let rungs = &outcome.ladders[0].rungs;
    let condition = &rungs[2].conditions[0];
    assert_eq!(condition.value.as_ref().unwrap().display(1), "5.0");
    assert_eq!(condition.detail.to_string(), "rounded 5.0, exactly 4.95: below 5");
}

/// Two objectives with practices of three levels; a practice counts if it is largely or fully there.
fn levelled() -> Framework {
    framework(
        br#"
muster_pack: 1
id: levelled
version: "1"
title: {en: Levelled}
languages: [en]
scales:
  s:
    na: deny
    options:
      - {id: NI, met: false}
      - {id: PI, met: false}
      - {id: LI, met: true}
      - {id: FI, met: true}
measures:
  - {id: first, at: root, of: items, where: {level: 1}, op: share, blank: worst}
  - {id: second, at: root, of: items, where: {level: 2}, op: share, blank: worst}
  - {id: third, at: root, of: items, where: {level: 3}, op: share, blank: worst}
ladders:
  - id: mil
    at: root
    mode: cumulative
    rungs:
      - {id: "0", name: {en: Level 0}}
      - {id: "1", name: {en: Level 1}, require: [{measure: first, min: 1}]}
      - {id: "2", name: {en: Level 2}, require: [{measure: second, min: 1}]}
      - {id: "3", name: {en: Level 3}, require: [{measure: third, min: 1}]}
nodes:
  - id: domain
    kind: dimension
    text: {en: Domain}
    children:
      - {id: a1, assessable: true, scale: s, text: {en: a}, level: 1}
      - {id: b1, assessable: true, scale: s, text: {en: b}, level: 1}
      - {id: a2, assessable: true, scale: s, text: {en: c}, level: 2}
      - {id: a3, assessable: true, scale: s, text: {en: d}, level: 3}
"#,
    )
}

#[test]
fn one_practice_of_level_one_that_is_only_partly_there_holds_everything_back() {
    assert_eq!(tier(&said(&levelled(), "a1=FI b1=PI a2=FI a3=FI")), "0");
    assert_eq!(tier(&said(&levelled(), "a1=FI b1=LI a2=FI a3=FI")), "3");
}

#[test]
fn levels_two_and_three_count_for_nothing_while_level_one_is_open() {
    assert_eq!(tier(&said(&levelled(), "a1=FI a2=FI a3=FI")), "0", "one is not answered");
    assert_eq!(tier(&said(&levelled(), "a1=FI b1=FI a3=FI")), "1", "levels are not skipped");
    assert_eq!(tier(&said(&levelled(), "")), "0");
}

/// Answers to the default framework: `level` says what is said, or nothing, by question and its place among the
/// questions of its dimension.
fn default(level: impl Fn(&str, usize) -> Option<&'static str>) -> Outcome {
    let framework = framework(DEFAULT);
    let mut words = String::new();
    for dimension in framework.dimensions() {
        let scored = dimension.children.iter().filter(|it| it.scale.is_some());
        for (place, node) in scored.enumerate() {
            if let Some(level) = level(dimension.id.as_str(), place) {
                write!(words, " {}={level}", node.id).unwrap();
            }
        }
    }
    said(&framework, &words)
}

#[test]
fn where_nothing_applies_there_is_no_score() {
    assert_eq!(figure(&said(&averaging(), "a=na b=na"), "mean"), "none");
    let outcome = default(|_, _| Some("na"));
    assert_eq!((tier(&outcome), figure(&outcome, "overall").as_str()), ("none", "none"));
    assert!(outcome.dimensions.iter().all(|it| it.score.is_none()));
    assert!(outcome.undetermined.is_some());
}

#[test]
fn one_answer_of_ten_makes_no_tier() {
    let one = default(|_, place| (place == 0).then_some("level4"));
    assert_eq!(tier(&one), "none");
    let why = one.undetermined.unwrap().to_string();
    assert!(why.contains("9 of 10 questions not answered"), "{why}");
    let band = one.provisional.unwrap();
    assert_eq!(band.worst.unwrap().id.as_str(), "early-stage");
    assert_eq!(band.best.unwrap().id.as_str(), "optimized");
    let three = default(|_, place| (place < 3).then_some("level4"));
    assert_eq!(tier(&three), "strategic", "as many as the short form asks");
}

#[test]
fn a_dimension_that_does_not_apply_leaves_the_tier_open() {
    let outcome =
        default(|dimension, _| Some(if dimension == "measurement" { "na" } else { "level4" }));
    assert_eq!((tier(&outcome), figure(&outcome, "overall").as_str()), ("none", "none"));
    assert!(outcome.undetermined.unwrap().to_string().contains("Measurement does not apply"));
    let scores: Vec<bool> = outcome.dimensions.iter().map(|it| it.score.is_some()).collect();
    assert_eq!(scores, [true, true, true, true, false]);
    // One question that does not apply is simply left out.
    let outcome = default(|dimension, place| {
        Some(if dimension == "measurement" && place == 0 { "na" } else { "level4" })
    });
    assert_eq!(figure(&outcome, "overall"), "4");
}

//! What is settled although answers are missing, and what stays open.

use super::*;

/// Two areas with four questions each, of which the first two are of level 1.
fn areas(measures: &str, ladders: &str) -> Framework {
    let mut nodes = String::new();
    for area in ["a", "b"] {
        writeln!(nodes, "  - {{id: {area}, kind: area, ref: {}, children: [", area.to_uppercase())
            .unwrap();
        for it in 1..=4 {
            let level = if it < 3 { 1 } else { 2 };
            writeln!(
                nodes,
                "      {{id: {area}{it}, assessable: true, scale: s, level: {level}, points: {it}, text: {{en: {area}{it}}}, evidence: {{kind: drill}}}},"
            )
            .unwrap();
        }
        nodes.push_str("    ]}\n");
    }
    framework(&format!(
        r#"
muster_pack: 1
id: areas
version: "1"
title: {{en: Areas}}
languages: [en]
scales:
  s:
    options:
      - {{id: n, value: "0", met: false, credit: "0"}}
      - {{id: p, label: {{en: Partly}}, value: "1", met: false, credit: "0.5"}}
      - {{id: y, value: "2", met: true, credit: "1"}}
measures:
{measures}
ladders:
{ladders}
nodes:
{nodes}"#
    ))
}

const SUM: &str = "  - {id: sum, at: root, of: items, op: sum, blank: skip, na: exclude}";

/// Two rungs at the root, the upper with `conditions`.
fn rooted(conditions: &str) -> String {
    format!(
        "  - {{id: tier, at: root, mode: cumulative, na: exclude, rungs: [{{id: low, name: {{en: Low}}}}, {{id: high, name: {{en: High}}, require: [{conditions}]}}]}}"
    )
}

/// Three rungs in each area: low, half, full.
const AREA: &str = r#"  - id: state
    at: area
    mode: cumulative
    na: exclude
    rungs:
      - {id: low, name: {en: Low}}
      - {id: half, name: {en: Half}, require: [{share_met: {min: "0.5"}}]}
      - {id: full, name: {en: Full}, require: [{all_met: {}}]}
"#;

fn words(framework: &Framework, script: &str) -> String {
    let outcome = score(framework, &inputs(script));
    let tier = |it: Option<&Tier>| it.map_or("-".to_owned(), |it| it.id.to_string());
    let mut out = String::new();
    for it in &outcome.ladders {
        let place = it.place.as_ref().map_or("root".to_owned(), ToString::to_string);
        write!(out, "{place}: {}", tier(it.reached.as_ref())).unwrap();
        if let Some(band) = &it.provisional {
            let exact = if band.exact { "" } else { ", at most" };
            let (worst, best) = (tier(band.worst.as_ref()), tier(band.best.as_ref()));
            write!(out, " [{worst} to {best}{exact}]").unwrap();
        }
        if let Some(why) = &it.undetermined {
            write!(out, " {why}").unwrap();
        }
        out.push('\n');
        for it in it.rungs.iter().flat_map(|it| &it.conditions).filter(|_| it.place.is_none()) {
            let holds = it.holds.map_or("open", |holds| if holds { "yes" } else { "no" });
            writeln!(out, "  {holds}: {} [{}]", it.text, it.detail).unwrap();
        }
    }
    out
}

#[test]
fn a_blank_counts_as_not_met_where_the_rung_says_so_and_is_named() {
    let with = |blank: &str| {
        let condition = format!("all_met: {{where: {{level: 1}}{blank}}}");
        words(&areas(SUM, &rooted(&format!("{{{condition}}}"))), "x: a1=y a2=y b1=y")
    };
    expect![[r"
        root: low [low to high]
          no: every question of level 1 is met [3 of 4 met; not answered: b2]
    "]]
    .assert_eq(&with(", blank: worst"));
    expect![[r"
        root: - [low to high] “High” can't be judged: 3 of 4 met; not answered: b2
          open: every question of level 1 is met [3 of 4 met; not answered: b2]
    "]]
    .assert_eq(&with(""));
    let whole = areas(SUM, &rooted("{all_met: {where: {level: 1}, blank: worst}}"));
    assert_eq!(
        words(&whole, "x: a1=y a2=y b1=y b2=y").lines().next().unwrap(),
        "root: high [high to high]"
    );
}

#[test]
fn a_share_or_count_that_is_too_small_names_what_it_lacks() {
    let measures = "  - {id: done, at: root, of: items, where: {level: 1}, op: share, blank: worst, na: exclude}\n  \
                    - {id: credits, at: root, of: items, where: {level: 2}, op: count, count: credit, blank: worst, na: exclude}";
    let framework =
        areas(measures, &rooted("{measure: done, min: 1}, {measure: credits, min: \"3.5\"}"));
    expect![[r"
        root: low [low to low]
          no: done at least 1 [not met: a2; not answered: b1]
          no: credits at least 3.5 [not met: a3; not answered: b4]
    "]]
    .assert_eq(&words(&framework, "x: a1=y a2=n b2=na a3=p a4=y b3=y"));
}

#[test]
fn every_part_says_where_it_can_still_end() {
    let framework = areas(SUM, AREA);
    expect![[r"
        a: half
        b: - [low to full] “Half” can't be judged: 1 of 4 met; not answered: b2, b3, b4
    "]]
    .assert_eq(&words(&framework, "x: a1=y a2=y a3=y a4=p b1=y"));
    expect![[r"
        a: - [low to full] “Half” can't be judged: 0 of 4 met; not answered: a1, a2, a3, a4
        b: - [low to full] “Half” can't be judged: 0 of 4 met; not answered: b1, b2, b3, b4
    "]]
    .assert_eq(&words(&framework, ""));
}

#[test]
fn an_item_may_be_open_only_from_an_option_up_and_the_text_names_it() {
    let ladders =
        rooted("{open: {points_max: 2, but: [{node: a3, at_least: p}, b4], never: [b1]}}");
    let framework = areas(SUM, &ladders);
    let with = |a3: &str| format!("x: a1=y a2=n {a3} a4=y b1=y b2=y b3=y b4=n");
    expect![[r"
        root: high
          yes: nothing worth more than 2 points is open but for a3 from “Partly” up, b4 and none of b1 []
    "]].assert_eq(&words(&framework, &with("a3=p")));
    expect![[r"
        root: low
          no: nothing worth more than 2 points is open but for a3 from “Partly” up, b4 and none of b1 [open: a3]
    "]].assert_eq(&words(&framework, &with("a3=n")));
    expect![[r"
        root: - [low to high] “High” can't be judged: not answered: a3
          open: nothing worth more than 2 points is open but for a3 from “Partly” up, b4 and none of b1 [not answered: a3]
    "]].assert_eq(&words(&framework, &with("")));
}

#[test]
fn an_item_excused_from_an_option_it_does_not_have_is_refused() {
    let pack = FIVE.replace(
        "- {measure: overall, min: \"4.0\"}",
        "- open: {points_max: 0, but: [{node: l, at_least: gone}]}",
    );
    let problems = Framework::parse(pack.as_bytes(), "a.yaml").unwrap_err();
    let found = problems.iter().map(ToString::to_string).find(|it| it.contains("gone"));
    expect!["line 45: ladders[1].rungs[2].require[0].open.but[0].at_least: there is no option of that question called “gone” (check the spelling, or add it)"].assert_eq(&found.unwrap());
}

#[test]
fn what_is_open_above_the_rung_that_is_needed_changes_nothing() {
    let ladders = format!("{AREA}{}", rooted("{each_ladder: {ladder: state, min: half}}"));
    let framework = areas(SUM, &ladders);
    expect![[r"
        a: - [half to full] “Full” can't be judged: 3 of 4 met; not answered: a4
        b: - [half to full] “Full” can't be judged: 2 of 4 met; not answered: b3, b4
        root: high [high to high]
          yes: state at least “Half” everywhere []
    "]]
    .assert_eq(&words(&framework, "x: a1=y a2=y a3=y b1=y b2=y"));
    expect![[r"
        a: - [half to full] “Full” can't be judged: 3 of 4 met; not answered: a4
        b: - [low to full] “Half” can't be judged: 1 of 4 met; not answered: b2, b3, b4
        root: - [low to high] “High” can't be judged: B: “Half” can't be judged: 1 of 4 met; not answered: b2, b3, b4
          open: state at least “Half” everywhere [B: “Half” can't be judged: 1 of 4 met; not answered: b2, b3, b4]
    "]].assert_eq(&words(&framework, "x: a1=y a2=y a3=y b1=y"));
    let same = AREA.replace("at: area", "at: root");
    let ladders = format!("{same}{}", rooted("{ladder: {id: state, min: half}}"));
    let framework = areas(SUM, &ladders);
    assert_eq!(tier(&framework, "x: a1=y a2=y a3=y a4=y", "tier"), "high");
    let highest = ladders.replacen("cumulative", "highest", 1);
    assert_eq!(tier(&areas(SUM, &highest), "x: a1=y a2=y a3=y a4=y", "tier"), "high");
}

fn tier(framework: &Framework, script: &str, ladder: &str) -> String {
    let outcome = score(framework, &inputs(script));
    let found = outcome.ladders.into_iter().find(|it| it.ladder.as_str() == ladder).unwrap();
    found.reached.map_or("-".to_owned(), |it| it.id.to_string())
}

#[test]
fn a_part_where_nothing_applies_is_left_out() {
    let ladders = format!("{AREA}{}", rooted("{each_ladder: {ladder: state, min: half}}"));
    let framework = areas(SUM, &ladders);
    expect![[r"
        a: - nothing here applies
        b: half
        root: high
          yes: state at least “Half” everywhere []
    "]]
    .assert_eq(&words(&framework, "x: a1=na a2=na a3=na a4=na b1=y b2=y b3=n b4=n"));
    expect![[r"
        a: - nothing here applies
        b: low [low to low]
        root: low [low to low]
          no: state at least “Half” everywhere [below: B]
    "]]
    .assert_eq(&words(&framework, "x: a1=na a2=na a3=na a4=na b1=n b2=n b3=n"));
    let none = "x: a1=na a2=na a3=na a4=na b1=na b2=na b3=na b4=na";
    expect![[r"
        a: - nothing here applies
        b: - nothing here applies
        root: - nothing here applies
          open: state at least “Half” everywhere [nothing here applies]
    "]]
    .assert_eq(&words(&framework, none));
    // Where “not applicable” counts as not met, something is there to judge.
    let denied = areas(SUM, &ladders.replacen("na: exclude", "na: deny", 1));
    assert_eq!(tier(&denied, "x: a1=na a2=na a3=na a4=na b1=y b2=y b3=y b4=y", "tier"), "low");
}

#[test]
fn one_answer_makes_no_nought_of_what_nobody_has_looked_at() {
    let measures = "  - {id: area, at: area, of: items, op: mean, blank: worst_once_begun, na: exclude}\n  \
                    - {id: whole, at: root, of: area, op: mean, blank: worst_once_begun, na: exclude}";
    let framework = areas(measures, &rooted("{measure: whole, min: 1}"));
    let look = |script: &str| render(&score(&framework, &inputs(script)));
    expect![[r"
        tier: Low
        band: Low to High
        area a: 0.5
        area b: nothing is answered yet
        whole: 0.25
    "]]
    .assert_eq(&look("x: a1=y"));
    expect![[r"
        tier: - (“High” can't be judged: whole: nothing is answered yet)
        band: Low to High
        area a: nothing is answered yet
        area b: nothing is answered yet
        whole: nothing is answered yet
    "]]
    .assert_eq(&look(""));
    expect![[r"
        tier: High
        area a: 2
        area b: nothing here applies
        whole: 2
    "]]
    .assert_eq(&look("x: a1=y a2=y a3=y a4=y b1=na b2=na b3=na b4=na"));
    let outcome = score(&framework, &inputs("x: a1=y"));
    let rule = "mean of 2 values; once anything is answered, what is missing counts as the worst";
    assert_eq!(outcome.measures.last().unwrap().rule.to_string(), rule);
}

#[test]
fn what_has_failed_settles_the_rung_whatever_else_is_open() {
    let ladders = format!(
        "{AREA}{}",
        rooted("{each_ladder: {ladder: state, min: half}}, {all_met: {where: {level: 2}}}")
    );
    let framework = areas(SUM, &ladders);
    expect![[r"
        a: low [low to low]
        b: - [low to full] “Half” can't be judged: 1 of 4 met; not answered: b2, b3, b4
        root: low [low to low]
          no: state at least “Half” everywhere [below: A; one place has no value and can't change that]
          no: every question of level 2 is met [0 of 4 met; not met: a3; not answered: a4, b3, b4]
    "]].assert_eq(&words(&framework, "x: a1=n a2=n a3=p b1=y"));
}

#[test]
fn what_fails_only_because_answers_are_missing_settles_nothing() {
    let measures = "  - {id: all, at: root, of: items, op: mean, blank: block, na: exclude}";
    for early in ["{answered: {share: 1}}", "{evidence: {kind: drill, max_age_days: 30}}"] {
        let framework = areas(measures, &rooted(&format!("{early}, {{measure: all, min: 1}}")));
        let outcome = score(&framework, &inputs("x: a1=y a2=y"));
        assert_eq!(outcome.tier, None, "{early}");
        assert_eq!(outcome.provisional.unwrap().best.unwrap().id.as_str(), "high", "{early}");
    }
    // A figure that counts a blank as the worst may still rise.
    let low = "{id: area, at: area, of: items, op: mean, blank: worst, na: exclude}";
    let measures = format!("  - {low}\n{measures}");
    let framework = areas(
        &measures,
        &rooted("{each: {measure: area, min: 1}}, {facts: {id: incidents, max: 1}}"),
    );
    let tier = |script: &str| score(&framework, &inputs(script)).tier.map(|it| it.id.to_string());
    assert_eq!(tier("x: a1=y"), None);
    assert_eq!(tier("x: a1=n a2=n a3=n a4=n b1=y").as_deref(), Some("low"));
    // With everything answered the evidence can no longer come.
    let framework = areas(
        &measures,
        &rooted("{evidence: {kind: drill, max_age_days: 30}}, {facts: {id: incidents, max: 1}}"),
    );
    let all = "x: a1=y a2=y a3=y a4=y b1=y b2=y b3=y b4=y";
    assert_eq!(score(&framework, &inputs(all)).tier.unwrap().id.as_str(), "low");
}

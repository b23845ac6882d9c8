//! What is missing, does not apply, is aimed at, is outside the baseline, or is due again.

use super::*;

/// One dimension with ten questions about a CISO, worth 0 to 4.
fn pack(measure: &str, extra: &str) -> String {
    let mut nodes = String::new();
    for it in 0..10 {
        let tags = match it {
            0 => {
                ", tags: [core, about:ciso], evidence: {kind: drill, max_age_days: 100}, met_needs: tested"
            }
            1 => ", tags: [core]",
            2 => ", met_needs: reason",
            _ => "",
        };
        writeln!(
            nodes,
            "      - {{id: q{it}, assessable: true, scale: s, text: {{en: q{it}}}{tags}}}"
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
      - {{id: "0", value: "0", met: false}}
      - {{id: "1", value: "1", met: false}}
      - {{id: "2", value: "2", met: true}}
      - {{id: "4", value: "4", met: true}}
baselines: {{small: {{tags: [core]}}}}
cadence: [{{nodes: [d], every_days: 200, text: {{en: Drill}}}}]
{extra}
measures:
  - {measure}
ladders:
  - id: tier
    at: root
    mode: cumulative
    empty: fail
    na: exclude
    rungs: [{{id: low, name: {{en: Low}}}}, {{id: high, name: {{en: High}}, require: [{{measure: m, min: 2}}]}}]
nodes:
  - id: d
    kind: dimension
    text: {{en: D}}
    children:
{nodes}"#
    )
}

fn with(rule: &str) -> String {
    pack(&format!("{{id: m, at: root, of: items, {rule}}}"), "")
}

fn value(rule: &str, inputs: &Inputs) -> String {
    let outcome = score(&framework(&with(rule)), inputs);
    let it = &outcome.measures[0];
    it.value.as_ref().map_or_else(|| it.blocked.as_ref().unwrap().to_string(), ToString::to_string)
}

#[test]
fn one_answer_of_ten_is_too_little_to_say_anything() {
    let rule = "op: mean, blank: {skip_up_to: \"0.7\"}, na: exclude";
    assert_eq!(value(rule, &inputs("a: q0=4")), "9 of 10 questions not answered");
    assert_eq!(value(rule, &inputs("a: q0=4 q1=2")), "8 of 10 questions not answered");
    assert_eq!(value(rule, &inputs("a: q0=4 q1=4 q2=4")), "4");
    // What does not apply is not missing.
    let most = "q3=na q4=na q5=na q6=na q7=na q8=na q9=na";
    assert_eq!(value(rule, &inputs(&format!("a: q0=4 {most}"))), "4");
    let outcome = score(&framework(&with(rule)), &inputs("a: q0=4"));
    assert_eq!(outcome.tier, None);
    assert_eq!(outcome.provisional.unwrap().best.unwrap().id.as_str(), "high");
}

#[test]
fn what_does_not_apply_may_leave_the_whole_open() {
    let all = |na: &str| {
        let words: Vec<String> = (1..10).map(|it| format!("q{it}=4")).collect();
        value(
            &format!("op: mean, blank: block, na: {na}"),
            &inputs(&format!("a: q0=na {}", words.join(" "))),
        )
    };
    assert_eq!(all("exclude"), "4");
    assert_eq!(all("worst"), "3.6");
    assert_eq!(all("as_met"), "4");
    assert_eq!(all("as_target"), "4");
    assert_eq!(all("block"), "q0 does not apply");
    // Then no answer can change it, and there is nothing to promise.
    let rule = "op: mean, blank: block, na: block";
    let outcome = score(&framework(&with(rule)), &inputs("a: q0=na q1=4"));
    assert_eq!((outcome.tier, outcome.provisional), (None, None));
}

#[test]
fn a_target_caps_what_counts_and_stands_in_for_what_does_not_apply() {
    let aim = |script: &str, targets: &[(&str, &str)]| {
        let targets = targets.iter().map(|(node, option)| (name(node), name(option)));
        Inputs { targets: targets.collect(), ..inputs(script) }
    };
    let only = "where: {ids: [q3, q4]}, blank: block";
    let capped = format!("op: sum, {only}, na: exclude, cap: target");
    assert_eq!(value(&capped, &aim("a: q3=4 q4=4", &[("q3", "1")])), "5");
    assert_eq!(value(&capped, &aim("a: q3=0 q4=4", &[("q3", "1")])), "4");
    let stands_in = format!("op: sum, {only}, na: as_target");
    assert_eq!(value(&stands_in, &aim("a: q3=na q4=4", &[("q3", "2")])), "6");
    assert_eq!(value(&stands_in, &aim("a: q3=na q4=1", &[])), "5", "the best, if none is set");
    assert_eq!(value(&stands_in, &aim("a: q3=na q4=1", &[("q3", "7")])), "5", "not on the scale");
    let met = format!("op: count, {only}, na: as_target");
    assert_eq!(value(&met, &aim("a: q3=na q4=1", &[("q3", "2")])), "1");
    let normal = format!("op: mean, normalise: true, {only}, na: as_target, cap: target");
    assert_eq!(value(&normal, &aim("a: q3=na q4=4", &[("q3", "2"), ("q4", "1")])), "0.375");
}

#[test]
fn a_target_of_something_without_targets_is_refused() {
    let problems = |measure: &str| {
        let measures = format!(
            "{{id: n, at: root, of: items, op: mean, blank: block, na: exclude}}\n  - {measure}"
        );
        let problems = Framework::parse(pack(&measures, "").as_bytes(), "a.yaml").unwrap_err();
        problems.iter().map(ToString::to_string).find(|it| it.contains("target")).unwrap()
    };
    let said = problems("{id: m, at: root, of: n, op: mean, blank: block, na: as_target}");
    assert!(said.contains("only a question whose value counts has a target"), "{said}");
    let said =
        problems("{id: m, at: root, of: n, op: mean, blank: block, na: exclude, cap: target}");
    assert!(said.contains("only questions have a target"), "{said}");
    let said =
        problems("{id: m, at: root, of: items, op: mean, blank: block, na: exclude, cap: targt}");
    assert!(said.contains("“targt” is no cap (use “target” or a number)"), "{said}");
}

#[test]
fn a_baseline_narrows_the_framework_and_loses_no_answer() {
    let framework = framework(&with("op: mean, blank: block, na: exclude"));
    let whole = inputs("a: q0=4 q1=2 q5=0");
    let narrowed = Inputs { baselines: [name("small")].into(), ..whole.clone() };
    let outcome = score(&framework, &narrowed);
    assert_eq!(outcome.measures[0].value.as_ref().unwrap().to_string(), "3");
    assert_eq!((outcome.coverage.answered, outcome.coverage.applicable), (2, 2));
    assert_eq!(outcome.tier.unwrap().id.as_str(), "high");
    assert_eq!(outcome.questions.len(), 10);
    assert_eq!(outcome.questions[&name("q5")].how.to_string(), "outside the baseline");
    // Without the baseline everything is back.
    let outcome = score(&framework, &whole);
    assert_eq!(outcome.questions[&name("q5")].how.to_string(), "one answer");
    assert_eq!(outcome.coverage.applicable, 10);
    // A baseline that is not there gives no result instead of a wrong one.
    let lost = Inputs { baselines: [name("gone")].into(), ..narrowed };
    let outcome = score(&framework, &lost);
    assert_eq!(outcome.tier, None);
    assert_eq!(outcome.undetermined.unwrap().to_string(), "there is no baseline “gone”");
}

#[test]
fn nobody_judges_themselves() {
    let pack = pack(
        "{id: m, at: root, of: items, op: mean, blank: skip, na: exclude}",
        "respondents: {self_excluded: true}",
    );
    let how = |script: &str, question: &str| {
        let outcome = score(&framework(&pack), &inputs(script));
        outcome.questions[&name(question)].how.to_string()
    };
    let script = "role: a=ciso b=it\na: q0=4 q1=4\nb: q0=1 q1=1";
    assert_eq!(how(script, "q0"), "one answer; 1 about oneself left out");
    assert_eq!(how(script, "q1"), "median of 2");
    assert_eq!(how("role: a=ciso\na: q0=4", "q0"), "not answered; 1 about oneself left out");
    let problems = Framework::parse(pack.replace("about:ciso", "aboutness").as_bytes(), "a.yaml");
    let problems: Vec<String> = problems.unwrap_err().iter().map(ToString::to_string).collect();
    assert!(problems[0].contains("no question says whom it is about"), "{problems:?}");
}

#[test]
fn a_team_is_one_voice_by_its_own_middle() {
    let rule = |rule: &str, script: &str, teams: &[(&str, &str)]| {
        let measure = "{id: m, at: root, of: items, op: mean, blank: skip, na: exclude}";
        let framework = framework(&pack(measure, &format!("respondents: {rule}")));
        let teams = teams.iter().map(|(who, team)| (member(who), (*team).to_owned()));
        let inputs = Inputs { teams: teams.collect(), ..inputs(script) };
        let it = score(&framework, &inputs).questions[&name("q1")].clone();
        match it.value {
            QuestionValue::Value { value: Some(value), .. } => format!("{value}: {}", it.how),
            QuestionValue::Value { .. } | QuestionValue::NotApplicable | QuestionValue::Blank => {
                it.how.to_string()
            }
        }
    };
    let script = "role: a=x b=x c=x\na: q1=4\nb: q1=4\nc: q1=0";
    let teams = [("a", "north"), ("b", "north"), ("c", "south")];
    assert_eq!(rule("{by: team}", script, &teams), "2: median of 2 teams");
    assert_eq!(rule("{by: role}", script, &teams), "4: one role");
    assert_eq!(rule("{by: person}", script, &teams), "4: median of 3");
    assert_eq!(
        rule("{by: team, combine: mean, role_weights: {south: 3}}", script, &teams),
        "1: mean of 2 teams"
    );
    assert_eq!(rule("{by: team, quorum: 3}", script, &teams), "2 of 3 voices needed");
    assert_eq!(rule("{by: team}", script, &[]), "4: one team", "else by role");
}

#[test]
fn a_test_that_is_older_than_the_question_allows_proves_nothing() {
    let met = |script: &str, question: &str| {
        let rule = "op: count, blank: skip, na: exclude";
        let outcome = score(&framework(&with(rule)), &inputs(script));
        let QuestionValue::Value { met, .. } = outcome.questions[&name(question)].value else {
            panic!()
        };
        met.unwrap()
    };
    assert!(met("a: q0=4@2026-08-13", "q0"), "100 days");
    assert!(!met("a: q0=4@2026-08-12", "q0"), "101 days");
    assert!(!met("a: q0=4", "q0"));
    assert!(!met("a: q2=4", "q2"), "no reason is given");
    let mut inputs = inputs("a: q2=4");
    let said = inputs.spoken_mut(name("q2")).get_mut(&member("a")).unwrap();
    "because".clone_into(&mut said.note);
    let outcome = score(&framework(&with("op: count, blank: skip, na: exclude")), &inputs);
    assert_eq!(outcome.measures[0].value, Some(Exact::one()));
}

#[test]
fn what_is_due_again_is_marked_and_changes_no_figure() {
    let rule = "op: mean, blank: skip, na: exclude";
    let look = |script: &str| {
        let outcome = score(&framework(&with(rule)), &inputs(script));
        let mut out = String::new();
        for it in &outcome.stale {
            let last = it.last.map_or("never".to_owned(), |it| it.to_string());
            writeln!(
                out,
                "{} {} every {}: {last} {:?}",
                it.question, it.what, it.every_days, it.overdue
            )
            .unwrap();
        }
        out
    };
    let script =
        "a: q0=4@2026-08-12 q1=4@2026-05-05 q3=4@2026-05-04 q4=4 q5=na q6=dk q7=4@2026-11-22";
    expect![[r"
        q0  every 100: 2026-08-12 Some(1)
        q3 Drill every 200: 2026-05-04 Some(1)
        q4 Drill every 200: never None
        q7 Drill every 200: never None
    "]]
    .assert_eq(&look(script));
    assert_eq!(look(""), "");
}

#[test]
fn another_measure_may_be_read_at_a_depth() {
    let pack = r#"
muster_pack: 1
id: deep
version: "1"
title: {en: Deep}
languages: [en]
scales: {s: {options: [{id: no, value: 0}, {id: yes, value: 1}], na: deny}}
measures:
  - {id: score, at: "*", of: children, op: mean, blank: block}
  - {id: tops, at: root, of: score, op: mean, blank: block}
  - {id: topics, at: root, of: score, select: {depth: 2}, op: mean, blank: block}
nodes:
  - id: a
    kind: dimension
    children:
      - {id: a1, kind: topic, children: [{id: x, assessable: true, scale: s, text: {en: x}}]}
      - {id: a2, kind: topic, children: [{id: y, assessable: true, scale: s, text: {en: y}}]}
  - id: b
    kind: dimension
    children:
      - {id: b1, kind: topic, children: [{id: z, assessable: true, scale: s, text: {en: z}}]}
"#;
    let outcome = score(&framework(pack), &inputs("p: x=yes y=no z=no"));
    let at_root = outcome.measures.iter().filter(|it| it.place.is_none());
    let values: Vec<String> =
        at_root.map(|it| it.value.as_ref().map_or("-".to_owned(), ToString::to_string)).collect();
    assert_eq!(values, ["0.25", "1/3"]);
    let wrong = pack.replace("depth: 2", "depth: 7");
    let problems = Framework::parse(wrong.as_bytes(), "a.yaml").unwrap_err();
    assert!(problems[0].to_string().contains("is not computed at that depth"), "{problems:?}");
}

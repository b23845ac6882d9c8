//! An assessor at work, by command line, with the real program: every framework that ships, from the first question to
//! the reason of the result; and what is set beside the answers, on several machines.

use std::fmt::Write as _;

use expect_test::expect;
use serde_json::{Value, json};

use crate::household::{Device, Household, at_once};

/// Every framework that ships, as `framework list` names it.
const SHIPPED: [&str; 12] = [
    "c2m2-2",
    "cisa-secure-by-design",
    "cmm-staged",
    "cmmc-2-l1",
    "cmmc-2-l2",
    "cncf-cloud-native",
    "five-dimensions",
    "iso-27001-2022",
    "it-security",
    "nist-csf-2.0",
    "owasp-samm-2",
    "security-engineering",
];

/// Ana alone with an assessment by `framework`; she is asked everything.
fn begun(place: &tempfile::TempDir, framework: &str, baseline: Option<&str>) -> Device {
    let name = framework.rsplit('/').next().unwrap();
    let ana = Device::at(place.path().join(format!("{name}-{}", baseline.unwrap_or("whole"))));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", framework, "--title", "Security"]);
    if let Some(baseline) = baseline {
        ana.ok(&["assessment", "set", "--baseline", baseline]);
    }
    ana.ok(&["review", "open", "2026 H2", "--assign", "me=all"]);
    ana
}

/// Fills the sheet of a device: in turn the highest, the second and the middle level, and every eleventh not at all.
fn fill(device: &Device, framework: &str) {
    let sheet = device.dir.join("answers.csv");
    let path = sheet.to_str().unwrap();
    device.ok(&["answers", "export", path]);
    let asked = std::fs::read_to_string(&sheet).unwrap();
    let known = device.json(&["framework", "questions", framework]);
    let mut filled = "question,level,text\n".to_owned();
    for (n, question) in known["questions"].as_array().unwrap().iter().enumerate() {
        let id = question["id"].as_str().unwrap();
        let is_asked = asked.lines().any(|it| it.starts_with(&format!("{id},")));
        if !is_asked || n % 11 == 10 {
            continue;
        }
        match question["levels"].as_array().map(Vec::as_slice).unwrap_or_default() {
            [] => writeln!(filled, "{id},,30").unwrap(),
            levels => {
                let level = [levels.len() - 1, 1, levels.len() / 2][n % 3];
                writeln!(filled, "{id},{},", levels[level]["id"].as_str().unwrap()).unwrap();
            }
        }
    }
    std::fs::write(&sheet, filled).unwrap();
    device.ok(&["answers", "import", path]);
}

/// What an assessor reads off the screen at the end, in a line.
fn assessed(place: &tempfile::TempDir, framework: &str) -> String {
    let device = begun(place, framework, None);
    fill(&device, framework);
    device.ok(&["submit"]);
    let result = device.json(&["result"]);
    let explained = device.ok(&["result", "--explain"]);
    for measure in result["measures"].as_array().unwrap() {
        let title = measure["title"].as_str().unwrap();
        assert!(explained.contains(title), "{framework}: “{title}” is not explained");
    }
    assert!(device.ok(&["disagreement"]).contains("Nobody disagrees"));
    let gaps = device.json(&["gaps"]);
    let lift = device.run(&["lift", "--json"]);
    let lift = if lift.code == 0 {
        let told: Value = serde_json::from_str(&lift.out).unwrap();
        let steps = told["lift"]["steps"].as_array().map(Vec::len);
        steps.map_or("at the top".to_owned(), |it| format!("{it} answers to the next"))
    } else {
        // Frameworks without an overall tier say so, and where to look instead.
        assert!(lift.err.contains("has no tiers") && lift.err.contains("muster gaps"));
        "no tiers".to_owned()
    };
    let coverage = &result["coverage"];
    let gates = gaps["gates"].as_array().unwrap();
    let asked: usize = gates.iter().map(|it| it["questions"].as_array().unwrap().len()).sum();
    format!(
        "{framework}: {} · {} of {} · {lift} · {} gates, {asked} questions\n",
        result["tier"].as_str().unwrap_or("-"),
        coverage["answered"],
        coverage["applicable"],
        gates.len(),
    )
}

#[test]
fn every_framework_that_ships_can_be_assessed_from_the_first_question_to_the_reason() {
    let place = tempfile::tempdir().unwrap();
    let listed = Device::at(place.path().join("list")).json(&["framework", "list"]);
    let mut listed: Vec<&str> = listed["frameworks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    listed.sort_unstable();
    assert_eq!(listed, SHIPPED, "a framework that ships is not tried here");
    let told = at_once(SHIPPED.map(|it| {
        let place = &place;
        move || assessed(place, it)
    }));
    expect![[r"
        c2m2-2: - · 324 of 356 · no tiers · 10 gates, 31 questions
        cisa-secure-by-design: - · 26 of 28 · 1 answers to the next · 1 gates, 4 questions
        cmm-staged: 1 Initial · 55 of 60 · 14 answers to the next · 1 gates, 14 questions
        cmmc-2-l1: - · 16 of 17 · 1 answers to the next · 1 gates, 1 questions
        cmmc-2-l2: - · 100 of 110 · 7 answers to the next · 1 gates, 7 questions
        cncf-cloud-native: Begun · 45 of 49 · 13 answers to the next · 1 gates, 13 questions
        five-dimensions: Strategic · 42 of 46 · 10 answers to the next · 1 gates, 0 questions
        iso-27001-2022: Draft · 85 of 93 · 8 answers to the next · 1 gates, 0 questions
        it-security: Defined · 37 of 40 · 2 answers to the next · 1 gates, 0 questions
        nist-csf-2.0: Repeatable · 97 of 106 · 17 answers to the next · 1 gates, 0 questions
        owasp-samm-2: - · 82 of 90 · no tiers · 0 gates, 0 questions
        security-engineering: - · 35 of 38 · 3 answers to the next · 1 gates, 3 questions
    "]]
    .assert_eq(&told.concat());
}

#[test]
fn a_baseline_asks_eight_points_and_later_the_rest_without_losing_an_answer() {
    let place = tempfile::tempdir().unwrap();
    let ana = begun(&place, "security-engineering", Some("first-steps"));
    fill(&ana, "security-engineering");
    let narrow = ana.json(&["result"]);
    assert_eq!(narrow["coverage"]["applicable"], json!(8));
    assert_eq!(narrow["tier"], json!(null), "no area is asked, so no level is known");
    let status = ana.json(&["review", "status"]);
    assert_eq!(status["people"][0]["assigned"], json!(8), "{status}");
    ana.ok(&["assessment", "set", "--no-baseline"]);
    let whole = ana.json(&["result"]);
    assert_eq!(whole["coverage"]["applicable"], json!(38));
    assert_eq!(whole["coverage"]["answered"], narrow["coverage"]["answered"]);
    assert_ne!(whole["fingerprint"], narrow["fingerprint"]);
    let refused = ana.run(&["assessment", "set", "--baseline", "everything"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("There is: first-steps."), "{}", refused.err);
}

#[test]
fn a_current_profile_is_held_against_a_target_profile() {
    let place = tempfile::tempdir().unwrap();
    let ana = begun(&place, "nist-csf-2.0", Some("short"));
    fill(&ana, "nist-csf-2.0");
    ana.ok(&["target", "all", "3"]);
    ana.ok(&["target", "Govern", "adaptive"]);
    // A target profile may come as a sheet, and goes out as one.
    let sheet = ana.dir.join("profile.csv");
    let path = sheet.to_str().unwrap();
    ana.ok(&["target", "export", path]);
    let text = std::fs::read_to_string(&sheet).unwrap();
    let row = |id: &str| text.lines().find(|it| it.starts_with(id)).unwrap().to_owned();
    assert!(row("GV.RM-02").starts_with("GV.RM-02,adaptive,"), "{text}");
    assert!(row("PR.AA-03").starts_with("PR.AA-03,repeatable,"), "{text}");
    std::fs::write(&sheet, text.replace("GV.RM-02,adaptive", "GV.RM-02,partial")).unwrap();
    ana.ok(&["target", "import", path]);
    let gaps = ana.json(&["gaps", "--all"]);
    let govern = gaps["dimensions"].as_array().unwrap().iter().find(|it| it["id"] == "GV").unwrap();
    assert_eq!(govern["target"], json!("3.5"), "five categories at 4, one at 1");
    let questions = gaps["questions"].as_array().unwrap();
    assert!(questions.iter().all(|it| it["id"] != "GV.RM-02"), "it stands beyond its target");
    // What leads to the next tier comes first, then the largest gap.
    let rank = |it: &Value| Some((it["lifts"].as_bool()?, it["gap"].as_str()?.parse().ok()?));
    let ranks: Vec<(bool, f64)> = questions.iter().filter_map(rank).collect();
    assert!(!ranks.is_empty() && ranks.is_sorted_by(|a, b| a >= b), "{ranks:?}");
    ana.ok(&["target", "Govern", "--clear"]);
    let list = ana.json(&["target", "list"]);
    assert!(list["targets"].as_array().unwrap().iter().all(|it| it["id"] != "GV"));
}

#[test]
fn a_gate_that_is_far_away_shows_only_its_next_step() {
    let place = tempfile::tempdir().unwrap();
    let ana = begun(&place, "c2m2-2", None);
    ana.ok(&["target", "ASSET", "mil3"]);
    let gaps = ana.json(&["gaps", "ASSET"]);
    let gate = &gaps["gates"][0];
    assert_eq!(
        (gate["name"].as_str(), gaps["dimensions"][0]["rungs"].as_u64()),
        (Some("MIL1"), Some(3))
    );
    let level_one = gate["questions"].as_array().unwrap();
    assert_eq!(level_one.len(), 5);
    for question in level_one {
        ana.ok(&["answer", question.as_str().unwrap(), "FI"]);
    }
    assert_eq!(ana.json(&["gaps", "ASSET"])["gates"][0]["name"], json!("MIL2"));
    let refused = ana.run(&["target", "ASSET", "mil9"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("MIL0, MIL1, MIL2, MIL3"), "{}", refused.err);
}

/// A framework that needs a number counted, and gives each team one voice.
const COUNTS: &str = r#"
muster_pack: 1
id: counts
version: "1"
title: {en: Counts}
languages: [en]
scales:
  level:
    options:
      - {id: low, label: {en: Low}, value: "1"}
      - {id: mid, label: {en: Middle}, value: "2"}
      - {id: high, label: {en: High}, value: "3"}
respondents: {combine: median, by: team}
measures:
  - {id: part, at: dimension, of: items, op: mean, blank: skip, na: exclude}
  - {id: whole, at: root, of: part, op: mean, blank: skip, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: begun, name: {en: Begun}}
      - id: calm
        name: {en: Calm}
        require: [{measure: whole, min: "2"}, {facts: {id: days_lost, max: "3"}}]
nodes:
  - id: part
    kind: dimension
    text: {en: Part}
    children: [{id: q, text: {en: "How?"}, assessable: true, scale: level}]
"#;

#[test]
fn a_number_and_a_team_reach_the_result_on_every_machine() {
    let place = tempfile::tempdir().unwrap();
    let pack = place.path().join("counts.yaml");
    std::fs::write(&pack, COUNTS).unwrap();
    let [ana, ben] = ["ana", "ben"].map(|it| Device::at(place.path().join(it)));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let framework = pack.to_str().unwrap();
    ana.ok(&["assessment", "create", "--framework", framework, "--title", "Counts"]);
    let early = ana.run(&["assessment", "set", "--fact", "days_lost=1"]);
    assert_eq!(early.code, 1, "{early:?}");
    assert!(early.err.contains("muster review open"), "{}", early.err);
    let ticket = ana.invite(&[]);
    let online = ana.serve();
    ben.here(&["join", &ticket, "--me", "Ben"]);
    ana.ok(&["review", "open", "2026 H2", "--assign", "Ana=all", "--assign", "Ben=all"]);
    ben.reach(&online);
    ana.ok(&["answer", "q", "high"]);
    ben.ok(&["answer", "q", "low"]);
    // Ben may not; he is told who may.
    for args in [
        &["assessment", "set", "--fact", "days_lost=0"][..],
        &["target", "part", "high"],
        &["members", "team", "me", "IT"],
    ] {
        let refused = ben.run(&[&["--offline"], args].concat());
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.err.contains("facilitator"), "{}", refused.err);
    }
    ben.reach(&online);
    let tier = |device: &Device| device.json(&["result"])["tier"].clone();
    assert_eq!(tier(&ana), Value::Null, "nobody has counted");
    ana.ok(&["assessment", "set", "--fact", "days_lost=2.5"]);
    assert_eq!(tier(&ana), json!("Calm"));
    let alone = ana.json(&["result"])["fingerprint"].clone();
    for who in ["Ana", "Ben"] {
        ana.ok(&["members", "team", who, "IT"]);
    }
    ana.ok(&["target", "part", "high"]);
    ben.reach(&online);
    let texts = [&ana, &ben].map(|it| it.ok(&["result", "--json"]));
    assert_eq!(texts[0], texts[1], "both are shown the same result");
    assert_ne!(ana.json(&["result"])["fingerprint"], alone);
    for args in [&["target", "list"][..], &["gaps"], &["assessment", "show"], &["lift"]] {
        assert_eq!(ana.run(args), ben.run(args), "{args:?}");
    }
    let members = ben.json(&["members", "list"]);
    assert!(members["members"].as_array().unwrap().iter().all(|it| it["team"] == "IT"));
    let wrong = ana.run(&["assessment", "set", "--fact", "hours=1"]);
    assert!(wrong.err.contains("days_lost"), "{}", wrong.err);
}

#[test]
fn what_two_facilitators_set_at_once_is_shown_to_both_with_both_values() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["members", "role", "Ben", "facilitator", "--yes"]);
    ben.meet(ana);
    ana.ok(&["--offline", "target", "staffing", "4"]);
    ben.ok(&["--offline", "target", "staffing", "strategic"]);
    ana.ok(&["--offline", "members", "team", "Cleo", "Plant"]);
    ben.ok(&["--offline", "members", "team", "Cleo", "Office"]);
    ben.meet(ana);
    ana.meet(ben);
    let lists = [ana, ben].map(|it| it.ok(&["target", "list", "--json"]));
    assert_eq!(lists[0], lists[1]);
    let list: Value = serde_json::from_str(&lists[0]).unwrap();
    assert_eq!(list["targets"][0]["rivals"].as_array().unwrap().len(), 1, "{list}");
    let fingerprints = [ana, ben].map(|it| it.json(&["result"])["fingerprint"].clone());
    assert_eq!(fingerprints[0], fingerprints[1]);
    let told = ana.ok(&["members", "list"]);
    assert!(told.contains("Plant") && told.contains("Office"), "{told}");
    // Setting it again settles it, for both.
    ana.ok(&["--offline", "target", "staffing", "5"]);
    ana.ok(&["--offline", "members", "team", "Cleo", "Plant"]);
    ben.meet(ana);
    let list = ben.json(&["target", "list"]);
    assert_eq!(list["targets"][0]["aim"], json!({"option": "level5"}));
    assert_eq!(list["targets"][0]["rivals"], json!([]));
    assert!(!ben.ok(&["members", "list"]).contains("Office"));
}

#[test]
fn a_framework_is_written_out_edited_in_a_sheet_checked_and_brought_back_without_loss() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    for framework in ["five-dimensions", "cmmc-2-l2", "c2m2-2"] {
        let file = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
        let whole = file(&format!("{framework}.csv"));
        ana.ok(&["framework", "export", framework, &whole]);
        // Somebody else's device, on which it has another name and comes back from each kind of file.
        let text = std::fs::read_to_string(&whole).unwrap();
        let rename = |line: &str| {
            let is_name = line.starts_with("framework,id,");
            let line = if is_name { line.replace(framework, "our-own") } else { line.to_owned() };
            line + "\n"
        };
        let edited: String = text.lines().map(rename).collect();
        assert_ne!(edited, text);
        std::fs::write(&whole, &edited).unwrap();
        let told = ana.ok(&["framework", "check", &whole]);
        assert!(told.contains("is a good sheet"), "{told}");
        let first = Device::at(place.path().join(format!("first-{framework}")));
        first.ok(&["framework", "import", &whole]);
        for ending in ["xlsx", "yaml", "json", "csv"] {
            let copy = file(&format!("{framework}-copy.{ending}"));
            first.ok(&["framework", "export", "our-own", &copy]);
            first.ok(&["framework", "check", &copy]);
            let next = Device::at(place.path().join(format!("{ending}-{framework}")));
            next.ok(&["framework", "import", &copy]);
            let again = file(&format!("{framework}-again-{ending}.csv"));
            next.ok(&["framework", "export", "our-own", &again]);
            assert_eq!(std::fs::read_to_string(&again).unwrap(), edited, "{framework} by {ending}");
        }
        // What is spoilt on the way is named with its line, and nothing is kept.
        let spoilt = edited.replacen("node,", "knot,", 1);
        std::fs::write(&whole, &spoilt).unwrap();
        let told = ana.run(&["framework", "check", &whole]);
        assert_eq!(told.code, 1, "{told:?}");
        assert!(told.out.contains("line "), "{told:?}");
        let listed = ana.json(&["framework", "list"]);
        assert!(!listed.to_string().contains("our-own"));
    }
}

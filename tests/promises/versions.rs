//! Newer versions of a framework: what becomes of questions and answers is told first, old reviews stay as they are,
//! and what people said last is offered to them again.

use std::{fs, path::Path};

use expect_test::expect;
use serde_json::{Value, json};

use crate::household::{Device, Household};

/// Writes the framework with S2 reworded, S3 split, L4 and L5 merged and M3 gone, as its version 2.
fn newer(device: &Device, place: &Path) -> String {
    let path = place.join("two.json").to_str().unwrap().to_owned();
    device.ok(&["framework", "export", "five-dimensions", &path]);
    let mut pack: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    pack["version"] = "2".into();
    let children = |pack: &mut Value, at: usize| pack["nodes"][at]["children"].take();
    let Value::Array(mut leading) = children(&mut pack, 0) else { panic!() };
    let Value::Array(mut staffing) = children(&mut pack, 1) else { panic!() };
    let Value::Array(mut measuring) = children(&mut pack, 4) else { panic!() };
    staffing[1]["text"]["en"] = "Do people have the time that security takes?".into();
    let mut half = staffing[2].clone();
    half["id"] = "staffing.skills-night".into();
    half["ref"] = "S3b".into();
    staffing.insert(3, half);
    let mut one = leading[3].clone();
    one["id"] = "leadership.one".into();
    one["ref"] = "L45".into();
    leading.splice(3..5, [one]);
    measuring.remove(2);
    pack["nodes"][0]["children"] = leading.into();
    pack["nodes"][1]["children"] = staffing.into();
    pack["nodes"][4]["children"] = measuring.into();
    let gone = ["leadership.risk-acceptance", "leadership.agenda", "measurement.control-tests"];
    let is_gone = |it: &Value| gone.contains(&it.as_str().unwrap_or_default());
    for key in ["mappings", "benchmarks"] {
        pack[key].as_array_mut().unwrap().retain(|it| !is_gone(&it["node"]));
    }
    for it in pack["cadence"].as_array_mut().unwrap() {
        it["nodes"].as_array_mut().unwrap().retain(|it| !is_gone(it));
    }
    let row = |node: &str, other: &str| json!({"node": node, "framework": "five-dimensions", "other": other, "relation": "equal"});
    pack["mappings"].as_array_mut().unwrap().extend([
        row("staffing.skills-night", "staffing.skills"),
        row("leadership.one", gone[0]),
        row("leadership.one", gone[1]),
    ]);
    pack["cadence"].as_array_mut().unwrap().retain(|it| it["nodes"] != json!([]));
    fs::write(&path, pack.to_string()).unwrap();
    path
}

#[test]
fn an_assessment_goes_on_by_a_newer_version_and_no_answer_is_lost() {
    let all = Household::founded(&[]);
    for (question, level) in
        [("S1", "4"), ("S2", "3"), ("S3", "2"), ("L4", "3"), ("L5", "3"), ("M3", "2")]
    {
        all.ben.ok(&["answer", question, level, "--note", "as in May"]);
    }
    all.ana.ok(&["answer", "L4", "2"]);
    all.ana.ok(&["answer", "L5", "4"]);
    all.ana.meet(&all.ben);
    all.ana.ok(&["review", "close", "--yes"]);
    let before = all.ana.json(&["result", "--review", "2026 H2"]);

    let place = tempfile::tempdir().unwrap();
    let two = newer(&all.ana, place.path());
    let told = all.ana.ok(&["framework", "diff", "five-dimensions", &two]);
    assert!(told.contains("Same: 46") && told.contains("S3 → S3 + S3b"), "{told}");

    let migrate = ["assessment", "migrate", "--to", &two];
    let rehearsed = all.ana.ok(&[&migrate[..], &["--dry-run"]].concat());
    let (head, _) = rehearsed.split_once("  merged ").unwrap();
    expect![[r"
        “Security”: version 1 → 2

                  questions  answers last time  offered again
        same      46         1                  1
        reworded  1          1                  1, to be looked at
        split     1 → 2      1                  1, to be looked at
        merged    2 → 1      4                  2, to be looked at
        removed   1 → 0      1                  0
    "]]
    .assert_eq(head);
    assert!(rehearsed.contains("L4 (Ana): several questions became one"), "{rehearsed}");
    assert!(rehearsed.contains("M3 (Ben): the question is gone"), "{rehearsed}");
    let assessments = |device: &Device| {
        device.json(&["assessment", "list"])["assessments"].as_array().map(Vec::len)
    };
    assert_eq!(assessments(&all.ana), Some(1), "a rehearsal changes nothing");

    all.ana.ok(&[&migrate[..], &["--open", "2027 H1"]].concat());
    all.ana.meet(&all.ben);
    assert_eq!(assessments(&all.ben), Some(2));
    let status = all.ben.json(&["result"]);
    assert_eq!(status["framework"]["version"], "2");
    assert_eq!(status["coverage"]["answered"], 0, "nothing counts until it is confirmed");
    let seen = all.ben.json(&["answer", "S2"]);
    assert_eq!(seen["last_time"]["question"], "reworded");
    for question in ["S1", "S2", "S3", "S3b", "L45"] {
        all.ben.ok(&["answer", question, "--confirm"]);
    }
    let refused = all.ben.run(&["answer", "M2", "--confirm"]);
    assert_eq!(refused.code, 2, "what was not said can't be confirmed: {refused:?}");
    let said = all.ben.json(&["answer", "S3b"]);
    assert_eq!(said["values"][0]["answer"]["note"], "as in May");

    let compared = all.ben.json(&["compare", "2026 H2", "2027 H1"]);
    let moved = |id: &str| {
        let all = compared["comparison"]["questions"].as_array().unwrap();
        all.iter().find(|it| it["id"] == id).unwrap()["movement"].clone()
    };
    assert_eq!(moved("staffing.roles"), "unchanged");
    assert_eq!(moved("measurement.control-tests"), "removed");
    let after = all.ana.json(&["result", "--review", "2026 H2"]);
    assert_eq!(after, before, "the review before stays as it was, by its own version");
}

#[test]
fn only_a_version_of_the_same_framework_can_be_moved_to() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", "cmm-staged", "--title", "Yard"]);
    for (to, why) in [
        ("cmm-staged", "of this version already"),
        ("five-dimensions", "no version of cmm-staged"),
        ("nowhere", "There is no framework"),
    ] {
        let told = ana.run(&["assessment", "migrate", "--to", to]);
        assert_eq!(told.code, 2, "{told:?}");
        assert!(told.err.contains(why), "{told:?}");
    }
    let told = ana.json(&["framework", "diff", "cmm-staged", "cmm-staged"]);
    assert_eq!(told["counts"]["same"]["before"], 60);
    assert_eq!(told["rules_changed"], json!([]));
}

#[test]
fn targets_and_open_actions_go_along_and_what_has_no_place_any_more_is_named() {
    let all = Household::founded(&[]);
    let ana = &all.ana;
    for (place, level) in [("S1", "4"), ("S2", "3"), ("L4", "4"), ("M3", "3"), ("Technology", "3")]
    {
        ana.ok(&["target", place, level]);
    }
    ana.ok(&["action", "add", "Test the backups", "--gap", "S2", "--owner", "Ben"]);
    ana.ok(&["action", "add", "Write it down", "--gap", "M3", "--due", "2027-01-15"]);
    ana.ok(&["action", "add", "Over", "--gap", "S1"]);
    ana.ok(&["action", "set", "Over", "--status", "done"]);
    let place = tempfile::tempdir().unwrap();
    let two = newer(ana, place.path());
    let migrate = ["assessment", "migrate", "--to", &two];
    let told = ana.ok(&[&migrate[..], &["--dry-run"]].concat());
    assert!(told.contains("4 targets and baselines and 2 open actions go along"), "{told}");
    assert!(told.contains("1 action goes along without a place"), "{told}");
    assert!(told.contains("stays behind: there is no such place or level"), "{told}");
    assert_eq!(ana.json(&["assessment", "list"])["assessments"].as_array().unwrap().len(), 1);

    let made = ana.json(&[&migrate[..], &["--open", "2027 H1"]].concat());
    assert_eq!(made["along"], json!({"settings": 4, "actions": 2, "left": 1}));
    let targets = ana.json(&["target", "list"]);
    let set: Vec<&str> = targets["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        set,
        ["leadership.one", "staffing.roles", "staffing.capacity", "technology"],
        "{targets}"
    );
    let actions = ana.json(&["action", "list"]);
    let told: Vec<(&str, &Value)> = actions["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["title"].as_str().unwrap(), &it["node"]))
        .collect();
    assert_eq!(told.len(), 2, "{actions}");
    assert!(told.contains(&("Write it down", &Value::Null)), "{told:?}");
    // What was is still there, and a second call takes nothing twice.
    let before = ana.json(&["action", "list", "--all", "--review", "2026 H2"]);
    assert_eq!(before["actions"].as_array().unwrap().len(), 3, "{before}");
    let again = ana.run(&migrate);
    assert!(again.code == 2 && again.err.contains("of this version already"), "{again:?}");
    assert_eq!(ana.json(&["action", "list"])["actions"].as_array().unwrap().len(), 2);
}

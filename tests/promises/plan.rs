//! The plan by command line, with the real program: from a gap to an action that is done, on several machines.

use serde_json::{Value, json};

use crate::household::{Device, Household};

fn actions(device: &Device) -> Value {
    device.json(&["action", "list", "--all", "--as-of", "2026-12-01"])["actions"].clone()
}

#[test]
fn what_two_facilitators_change_offline_in_one_action_is_shown_to_both_with_both_values() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["members", "role", "Ben", "facilitator", "--yes"]);
    let added = ana.ok(&["--offline", "action", "add", "Test the backups", "--gap", "T4"]);
    assert!(added.contains("“Test the backups” is added"), "{added}");
    ben.meet(ana);
    // Another field each is no conflict; the same field is one, and both values stay.
    ana.ok(&["--offline", "action", "set", "Test", "--due", "2026-11-30", "--effort", "low"]);
    ben.ok(&["--offline", "action", "set", "Test", "--due", "2027-01-15", "--impact", "high"]);
    ben.meet(ana);
    ana.meet(ben);
    let told = [ana, ben].map(actions);
    assert_eq!(told[0], told[1]);
    let action = &told[0][0];
    assert_eq!((&action["effort"], &action["impact"]), (&json!("low"), &json!("high")));
    let torn = action["torn"].as_object().unwrap();
    assert_eq!(torn.keys().collect::<Vec<_>>(), ["due"], "{action}");
    let mut due: Vec<&str> =
        torn["due"].as_array().unwrap().iter().map(|it| it["value"].as_str().unwrap()).collect();
    due.sort_unstable();
    assert_eq!(due, ["2026-11-30", "2027-01-15"]);
    for device in [ana, ben] {
        let shown = device.ok(&["action", "show", "Test"]);
        assert!(shown.contains("2026-11-30 by Ana"), "{shown}");
        assert!(shown.contains("2027-01-15 by Ben"), "{shown}");
        let fingerprint = device.json(&["result"])["fingerprint"].clone();
        assert_eq!(fingerprint, ana.json(&["result"])["fingerprint"]);
    }
    // It stands among the conflicts, and waits for either of them.
    let waiting = ben.undecided(&["conflicts"]);
    let conflict = &waiting["conflicts"][0];
    assert_eq!((&conflict["kind"], &conflict["field"]), (&json!("action"), &json!("due")));
    assert_eq!(conflict["values"].as_array().unwrap().len(), 2);
    let wrong = ben.run(&["conflicts", "keep", "Test", "3", "--field", "due"]);
    assert!(wrong.err.contains("There is no value 3"), "{}", wrong.err);
    let second = conflict["values"][1]["value"].clone();
    ben.ok(&["--offline", "conflicts", "keep", "Test", "2", "--field", "due"]);
    ben.meet(ana);
    ana.meet(ben);
    assert_eq!(actions(ana)[0]["due"], second);
    assert_eq!(ana.json(&["conflicts"])["conflicts"], json!([]));
    // Setting it again settles it too, for both; the history tells of all.
    ana.ok(&["--offline", "action", "set", "Test", "--due", "2026-12-15"]);
    ben.meet(ana);
    let action = &actions(ben)[0];
    assert_eq!((&action["due"], &action["torn"]), (&json!("2026-12-15"), &json!({})));
    let history = action["history"].as_array().unwrap();
    let settled = history.iter().filter(|it| it["field"] == "due").nth(2).unwrap();
    assert_eq!(settled["before"].as_array().unwrap().len(), 2, "{settled}");
}

#[test]
fn a_gap_becomes_an_action_that_is_late_then_done_and_asks_about_the_answer() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["target", "staffing", "4"]);
    let refused = ana.run(&["action", "list"]);
    assert!(refused.out.contains("Nothing is planned yet"), "{}", refused.out);
    let added = ana.json(&[
        "action",
        "add",
        "--gap",
        "S2",
        "--owner",
        "Ben",
        "--due",
        "2026-11-01",
        "--effort",
        "low",
        "--impact",
        "high",
    ]);
    let id = added["id"].as_str().unwrap();
    assert_eq!(added["action"]["origin"]["kind"], json!("gap"));
    assert_eq!(added["action"]["owner_name"], json!("Ben"));
    ana.ok(&["action", "add", "Rehearse", "--finding", "nobody answered", "--owner", "The port"]);
    ana.ok(&["action", "add", "--question", "S3"]);
    let late = ana.json(&["action", "list", "--overdue", "--as-of", "2026-11-02"]);
    assert_eq!(late["actions"].as_array().unwrap().len(), 1);
    assert_eq!(late["actions"][0]["id"], json!(id));
    assert_eq!(
        ana.json(&["action", "list", "--overdue", "--as-of", "2026-11-01"])["actions"],
        json!([])
    );
    let gaps = ana.json(&["gaps", "staffing", "--all"]);
    let planned = |it: &&Value| it["planned"]["action"] == json!(id);
    assert!(gaps["questions"].as_array().unwrap().iter().any(|it| planned(&it)), "{gaps}");

    ben.meet(ana);
    let mine = ben.json(&["action", "list", "--mine"]);
    assert_eq!(mine["actions"].as_array().unwrap().len(), 1, "{mine}");
    // Whoever may not plan may say something about it.
    ben.ok(&["--offline", "action", "comment", id, "two people more from March"]);
    ben.meet(ana);
    let said = ana.json(&["action", "show", id])["comments"].clone();
    assert_eq!(said[0]["text"], json!("two people more from March"));
    assert!(ana.ok(&["action", "show", id]).contains("Ben: two people more from March"));
    assert_eq!(ben.run(&["action", "comment", id, " "]).code, 2);
    let may_not = ben.run(&["action", "close", id]);
    assert_eq!(may_not.code, 1);
    assert!(
        may_not.err.contains("Only a facilitator or an owner plans actions"),
        "{}",
        may_not.err
    );
    assert_eq!(actions(ben), actions(ana), "nothing changed");

    let closed = ana.ok(&["action", "close", id, "--on", "2026-11-20"]);
    assert!(closed.contains("Does this change the answer to S2?"), "{closed}");
    assert!(closed.contains("muster answer S2 LEVEL"), "{closed}");
    let shown = ana.json(&["action", "show", id]);
    assert_eq!((&shown["status"], &shown["closed"]), (&json!("done"), &json!("2026-11-20")));
    assert_eq!(shown["overdue"], json!(false));
}

#[test]
fn a_plan_is_written_whole_or_not_at_all() {
    let household = Household::founded(&[]);
    let Household { ana, .. } = &household;
    let file = |ending: &str| ana.dir.join(format!("plan.{ending}")).display().to_string();
    let none = ana.run(&["action", "export", &file("csv")]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("There are no actions yet"), "{}", none.err);
    ana.ok(&["action", "add", "=cmd|'/c calc'!A1", "--owner", "@SUM(1)", "--due", "2026-12-24"]);
    for ending in ["csv", "xlsx", "ics", "json"] {
        let told = ana.ok(&["action", "export", &file(ending)]);
        assert!(told.contains("1 action"), "{told}");
        let again = ana.run(&["action", "export", &file(ending)]);
        assert!(again.err.contains("is there already"), "{}", again.err);
    }
    let csv = std::fs::read_to_string(file("csv")).unwrap();
    assert!(csv.contains("'=cmd") && csv.contains("'@SUM") && !csv.contains(",=cmd"), "{csv}");
    let poam: Value = serde_json::from_slice(&std::fs::read(file("json")).unwrap()).unwrap();
    let body = &poam["plan-of-action-and-milestones"];
    assert_eq!(body["poam-items"].as_array().unwrap().len(), 1);
    assert_eq!(body["risks"][0]["deadline"], json!("2026-12-24T23:59:59Z"));
    assert_eq!(body["poam-items"][0]["related-risks"][0]["risk-uuid"], body["risks"][0]["uuid"]);
    let wrong = ana.run(&["action", "export", &file("pdf")]);
    assert_eq!(wrong.code, 2);
    let nowhere = ana.run(&["action", "export", "/nowhere/at/all/plan.csv"]);
    assert_eq!(nowhere.code, 1);
}

#[test]
fn what_a_sheet_of_actions_takes_out_it_brings_back() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["members", "role", "Ben", "facilitator", "--yes"]);
    ana.ok(&[
        "action",
        "add",
        "=Fill the posts",
        "--question",
        "S2",
        "--owner",
        "Ben",
        "--due",
        "2026-12-24",
        "--effort",
        "low",
        "--impact",
        "high",
        "--status",
        "in-progress",
        "--description",
        "first\nthen",
    ]);
    ana.ok(&["action", "add", "Rehearse", "--finding", "nobody answered", "--owner", "The port"]);
    ana.ok(&["action", "close", "Rehearse", "--on", "2026-11-17"]);
    let file = |name: &str| ana.dir.join(name).display().to_string();
    let report = file("report.xlsx");
    ana.ok(&["report", "--out", &report]);
    for name in ["plan.csv", "plan.xlsx"] {
        ana.ok(&["action", "export", &file(name)]);
    }
    for sheet in [&report, &file("plan.csv"), &file("plan.xlsx")] {
        let same = ana.json(&["action", "import", sheet]);
        assert_eq!(same["same"], json!(2), "{sheet}: {same}");
        assert_eq!(same["saved"], json!([]));
    }
    // Elsewhere, and changed: one is changed, one is new, nothing else moves.
    ben.meet(ana);
    let text = std::fs::read_to_string(file("plan.csv")).unwrap();
    let changed = text.replace("2026-12-24", "2027-03-01") + ",Buy a lock,open,,,,,low,,,,,,,,\n";
    std::fs::write(file("plan.csv"), changed).unwrap();
    let told = ben.ok(&["action", "import", &file("plan.csv"), "--dry-run"]);
    assert!(told.contains("It would bring 1 new, 1 changed, 1 the same"), "{told}");
    assert_eq!(actions(ben), actions(ana), "a trial writes nothing");
    ben.ok(&["action", "import", &file("plan.csv")]);
    ben.meet(ana);
    let all = actions(ana);
    let posts = all.as_array().unwrap().iter().find(|it| it["title"] == "=Fill the posts").unwrap();
    assert_eq!((&posts["due"], &posts["owner_name"]), (&json!("2027-03-01"), &json!("Ben")));
    assert_eq!(posts["description"], json!("first\nthen"));
    assert!(all.as_array().unwrap().iter().any(|it| it["title"] == "Buy a lock"));
    let bad = ana.dir.join("bad.csv");
    std::fs::write(&bad, "title,status,due\nx,open,soon\n").unwrap();
    let refused = ana.run(&["action", "import", bad.to_str().unwrap()]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("line 2, due"), "{}", refused.err);
}

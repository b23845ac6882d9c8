//! Reviews follow on one another: nothing counts until it is said again, and what got worse lowers the tier.

use std::fmt::Write as _;

use serde_json::json;

use crate::household::{Device, Household};

const QUESTIONS: &str = "five-dimensions";

/// Answers every question that has levels.
fn answers(device: &Device, level: u32) {
    let all = device.json(&["framework", "questions", QUESTIONS]);
    let mut sheet = "question,level\n".to_owned();
    for it in all["questions"].as_array().unwrap() {
        if it["levels"].as_array().is_some_and(|it| !it.is_empty()) {
            writeln!(sheet, "{},{level}", it["id"].as_str().unwrap()).unwrap();
        }
    }
    let path = device.dir.join("sheet.csv");
    std::fs::write(&path, sheet).unwrap();
    device.ok(&["answers", "import", path.to_str().unwrap()]);
}

#[test]
fn last_values_count_only_once_they_are_confirmed_and_a_regression_lowers_the_tier() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", QUESTIONS, "--title", "Security"]);
    ana.ok(&["review", "open", "2026 H1", "--assign", "me=all"]);
    answers(&ana, 3);
    ana.ok(&["submit"]);
    let first = ana.json(&["result"]);
    assert_eq!(first["tier"], json!("Strategic"));
    ana.ok(&["review", "close"]);
    let listed = ana.json(&["review", "list"]);
    assert_eq!(listed["next"].as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(listed["next"][0]["days"], json!(182));

    ana.ok(&["review", "open", "2026 H2", "--assign", "me=all"]);
    assert_eq!(ana.json(&["review", "list"])["next"], json!([]));
    let carried = ana.json(&["result"]);
    assert_eq!(carried["coverage"]["answered"], json!(0), "what was said last time counts unasked");
    assert_eq!(carried["tier"], json!(null));
    ana.ok(&["answer", "staffing.capacity", "--confirm"]);
    assert_eq!(ana.json(&["result"])["coverage"]["answered"], json!(1));
    answers(&ana, 1);
    let second = ana.json(&["result"]);
    assert_eq!(second["tier"], json!("Early-Stage"), "a lower answer did not lower the tier");
    let compared = ana.json(&["compare", "2026 H1", "2026 H2"]);
    assert_eq!(compared["comparison"]["movement"], json!("regressed"), "{compared}");

    // The result of the first review, and of a moment before it was opened.
    let then = ana.json(&["--review", "2026 H1", "result", "--at", "2099-01-01"]);
    assert_eq!((&then["tier"], &then["fingerprint"]), (&first["tier"], &then["fingerprint"]));
    let told = ana.run(&["--review", "2026 H1", "result", "--at", "2001-01-01"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("was not open"), "{told:?}");
    assert_eq!(ana.run(&["result", "--at", "soon"]).code, 2);
    let opened = ana.json(&["result", "--at", "opened"]);
    assert_eq!(opened["coverage"]["answered"], json!(0));
}

#[test]
fn a_card_of_too_few_people_is_refused_with_a_sentence() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["--offline", "answer", "staffing.capacity", "4"]);
    ben.ok(&["--offline", "answer", "staffing.capacity", "2"]);
    ben.meet(ana);
    let file = ana.dir.join("card.json");
    let file = file.to_str().unwrap();
    let told = ana.run(&["benchmark", "export", file, "--cohort", "ports", "--yes"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("at least 5 people"), "{told:?}");
    assert!(!std::path::Path::new(file).exists());
    let told = ana.run(&["benchmark", "export", file, "--cohort", "ports", "--least", "2"]);
    assert_eq!(told.code, 2, "{told:?}");
    std::fs::write(file, "{\"format\":\"muster benchmark\",\"version\":9}").unwrap();
    let told = ana.run(&["benchmark", "import", file]);
    assert!(told.err.contains("newer version"), "{told:?}");
    assert_eq!(ana.json(&["benchmark", "list"])["cards"], json!([]));
}

//! Real processes on one machine: people answer offline, meet in any order, and all show the same result.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::household::{Device, Household, at_once};

const QUESTION: &str = "staffing.capacity";

/// Says the same of every device that may differ between runs, but not between devices: the whole result.
fn check_same_result(household: &Household) -> Value {
    let texts = household.all().map(|it| it.ok(&["result", "--json"]));
    assert_eq!(texts[0], texts[1], "Ana and Ben are shown different results");
    assert_eq!(texts[0], texts[2], "Ana and Cleo are shown different results");
    let result: Value = serde_json::from_str(&texts[0]).unwrap();
    assert_eq!(result["sealed"], json!(false));
    assert!(result["fingerprint"].as_str().is_some_and(|it| !it.is_empty()));
    assert!(result["dimensions"].as_array().is_some_and(|it| it.len() == 5));
    result
}

fn answer_some(device: &Device, first: usize) {
    let questions = device.json(&["framework", "questions", "five-dimensions"]);
    let mut sheet = "question,level,note\n".to_owned();
    let all = questions["questions"].as_array().unwrap();
    let with_levels = all.iter().filter(|it| !it["levels"].as_array().is_none_or(Vec::is_empty));
    for (n, question) in with_levels.enumerate() {
        let level = (first + n) % 4 + 1;
        writeln!(sheet, "{},{level},said {n}", question["id"].as_str().unwrap()).unwrap();
    }
    let path = device.dir.join("sheet.csv");
    std::fs::write(&path, sheet).unwrap();
    device.ok(&["--offline", "answers", "import", path.to_str().unwrap()]);
}

#[test]
fn three_people_answer_offline_and_come_to_one_result_in_whatever_order_they_meet() {
    let begun = Household::founded(&["--blind"]);
    at_once(begun.all().into_iter().enumerate().map(|(n, device)| {
        move || {
            answer_some(device, n);
            device.ok(&["--offline", "answer", QUESTION, "2", "--note", "by hand"]);
            device.ok(&["--offline", "submit"]);
        }
    }));
    let mut fingerprints = Vec::new();
    for order in 0..3 {
        let household = begun.copied();
        let Household { ana, ben, cleo, .. } = &household;
        // Before the reveal Ana has to hear of everybody; afterwards everybody of the reveal.
        match order {
            0 => {
                let online = ana.serve();
                at_once([ben, cleo].map(|it| || it.reach(&online)));
            }
            1 => {
                cleo.meet(ben);
                ben.meet(ana);
            }
            _ => {
                ben.meet(cleo);
                ana.meet(cleo);
            }
        }
        ana.ok(&["--offline", "review", "reveal"]);
        match order {
            0 => {
                cleo.meet(ana);
                ben.meet(cleo);
            }
            1 => {
                ana.meet(ben);
                cleo.meet(ben);
            }
            _ => {
                let online = ana.serve();
                at_once([cleo, ben].map(|it| || it.reach(&online)));
            }
        }
        let result = check_same_result(&household);
        assert_eq!(result["coverage"]["people"], json!(3), "{result}");
        fingerprints.push(result["fingerprint"].clone());
    }
    assert_eq!(fingerprints[0], fingerprints[1]);
    assert_eq!(fingerprints[0], fingerprints[2]);
}

#[test]
fn a_colleague_carries_answers_to_somebody_while_their_author_is_switched_off() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    ana.ok(&["--offline", "answer", QUESTION, "4", "--note", "all posts are filled"]);
    cleo.meet(ana);
    // From here on Ana is off.
    ben.ok(&["--offline", "answer", QUESTION, "2", "--note", "two vacancies"]);
    ben.meet(cleo);
    let texts = [ben, cleo].map(|it| it.ok(&["result", "--json"]));
    assert_eq!(texts[0], texts[1]);
    for device in [ben, cleo] {
        let told = device.json(&["disagreement"]);
        let rows = told["disagreements"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{told}");
        assert_eq!(rows[0]["question"], json!(QUESTION));
        let mut voices: Vec<_> = rows[0]["voices"].as_array().unwrap().iter().collect();
        voices.sort_by_key(|it| it["name"].to_string());
        let said: Vec<_> = voices.iter().map(|it| (&it["name"], &it["option"])).collect();
        let (ana, ben) = (json!("Ana"), json!("Ben"));
        assert_eq!(said, [(&ana, &json!("level4")), (&ben, &json!("level2"))]);
        assert!(device.ok(&["disagreement"]).contains("all posts are filled"));
    }
    // Ana comes back and meets only Cleo.
    ana.meet(cleo);
    check_same_result(&household);
    assert!(ana.ok(&["disagreement"]).contains("two vacancies"));
}

#[test]
fn what_one_person_said_on_two_devices_stays_until_they_choose_and_the_loser_stays_readable() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    let phone = Device::at(ben.dir.with_file_name("phone"));
    let ticket = ben.invite(&["--own-device"]);
    let online = ben.serve();
    phone.here(&["join", &ticket, "--me", "Ben"]);
    drop(online);
    ben.ok(&["--offline", "answer", QUESTION, "2", "--note", "at the desk"]);
    phone.ok(&["--offline", "answer", QUESTION, "4", "--note", "on the train"]);
    phone.meet(ben);
    for device in [ben, &phone] {
        let told = device.run(&["submit"]);
        assert_eq!(told.code, 3, "a person has to decide first: {told:?}");
        let both = device.run(&["answer", QUESTION]);
        assert_eq!(both.code, 3);
        assert!(both.out.contains("at the desk") && both.out.contains("on the train"), "{both:?}");
        let conflicts = device.json(&["disagreement"])["conflicts"].clone();
        assert_eq!(conflicts[0]["questions"], json!([QUESTION]), "{conflicts}");
    }
    let waiting = phone.undecided(&["conflicts"]);
    assert_eq!(waiting["conflicts"][0]["values"].as_array().map(Vec::len), Some(2), "{waiting}");
    assert_eq!(waiting["conflicts"][0]["mine"], json!(true));
    assert_eq!(phone.run(&["conflicts", "keep", QUESTION, "3"]).code, 2, "there are two values");
    let both = phone.undecided(&["answer", QUESTION]);
    let values = both["values"].as_array().unwrap();
    let chosen = values.iter().position(|it| it.to_string().contains("at the desk")).unwrap() + 1;
    phone.ok(&["--offline", "conflicts", "keep", QUESTION, &chosen.to_string()]);
    assert_eq!(phone.json(&["conflicts"])["conflicts"], json!([]));
    phone.meet(ben);
    cleo.meet(ben);
    ana.meet(cleo);
    for device in [ben, &phone, cleo, ana] {
        assert_eq!(device.json(&["disagreement"])["conflicts"], json!([]));
        let told = device.json(&["history", "--question", QUESTION]);
        let mut said: Vec<(String, bool)> = told["members"][0]["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| {
                let note = it["answer"]["note"].as_str().unwrap().to_owned();
                (note, it["standing"].as_bool().unwrap())
            })
            .collect();
        said.sort();
        let wanted = [("at the desk", false), ("at the desk", true), ("on the train", false)]
            .map(|(a, b)| (a.to_owned(), b));
        assert_eq!(said, wanted, "{told}");
    }
    check_same_result(&household);
    phone.ok(&["submit"]);
}

//! Attached files: sealed, brought by whoever has them, said to be missing or damaged where they are.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::household::{Device, Household};

const QUESTION: &str = "staffing.capacity";

/// Some bytes that look like nothing.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_le_bytes()[7]
    };
    (0..len).map(|_| next()).collect()
}

/// Answers and attaches `bytes` on `device`; returns the file's id.
pub(crate) fn attach(device: &Device, name: &str, bytes: &[u8]) -> String {
    device.ok(&["--offline", "answer", QUESTION, "2"]);
    let path = device.dir.join(name);
    fs::write(&path, bytes).unwrap();
    let told = device.json(&["--offline", "evidence", "add", QUESTION, path.to_str().unwrap()]);
    fs::remove_file(path).unwrap();
    told["file"].as_str().unwrap().to_owned()
}

/// How the files stand that `device` knows of.
fn standings(device: &Device) -> Vec<Value> {
    let told = device.json(&["--offline", "evidence", "list"]);
    let all = told["evidence"].as_array().unwrap().iter();
    all.map(|it| it["standing"].clone()).collect()
}

fn got(device: &Device, id: &str) -> Vec<u8> {
    let out = device.dir.join("got");
    let path = out.to_str().unwrap();
    device.ok(&["--offline", "evidence", "get", id, "--out", path, "--force"]);
    fs::read(out).unwrap()
}

pub(crate) fn kept(device: &Device) -> Vec<PathBuf> {
    let folder = device.log().with_file_name("files");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|it| it.unwrap().path()).collect()
}

#[test]
fn a_file_goes_to_those_who_may_read_the_answer_and_to_nobody_else() {
    let all = Household::founded(&["--blind"]);
    let bytes = noise(700_000);
    let id = attach(&all.ben, "minutes.pdf", &bytes);
    assert_eq!(standings(&all.ben), ["here"]);
    all.ben.meet(&all.ana);
    all.cleo.meet(&all.ana);
    // Ana leads the round; Cleo answers in it and is blind.
    assert_eq!(got(&all.ana, &id), bytes);
    assert_eq!(standings(&all.cleo), Vec::<Value>::new());
    assert_eq!(kept(&all.cleo), Vec::<PathBuf>::new());
    let refused = all.cleo.run(&["evidence", "get", &id, "--out", "-"]);
    assert_eq!(refused.code, 1, "{refused:?}");

    all.ana.ok(&["--offline", "review", "reveal", "--yes"]);
    all.cleo.meet(&all.ana);
    assert_eq!(got(&all.cleo, &id), bytes);
    let words = all.cleo.ok(&["--offline", "evidence", "list"]);
    assert!(words.contains("minutes.pdf (file ") && words.contains("it is here"), "{words}");
}

#[test]
fn what_is_not_here_says_who_has_it_and_what_is_damaged_comes_again() {
    let all = Household::founded(&[]);
    let bytes = noise(300_000);
    let id = attach(&all.ben, "log.txt", &bytes);
    all.ben.meet(&all.ana);
    for path in kept(&all.ana) {
        let mut spoiled = fs::read(&path).unwrap();
        let at = spoiled.len() - 9;
        spoiled[at] ^= 1;
        fs::write(path, spoiled).unwrap();
    }
    let told = all.ana.run(&["--offline", "evidence", "get", &id, "--out", "-"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("The file is damaged on this device"), "{}", told.err);
    let told = all.ana.run(&["--offline", "verify"]);
    assert_eq!(told.code, 1);
    assert!(told.out.contains("“log.txt” is damaged"), "{}", told.out);

    for path in kept(&all.ana) {
        fs::remove_file(path).unwrap();
    }
    assert_eq!(standings(&all.ana), ["elsewhere"]);
    let words = all.ana.ok(&["--offline", "evidence", "list"]);
    assert!(words.contains("not here yet; it comes when a device that has it"), "{words}");
    all.ana.meet(&all.ben);
    assert_eq!(got(&all.ana, &id), bytes);
    all.ana.ok(&["--offline", "verify"]);
}

#[test]
fn a_bundle_brings_files_in_whatever_order_it_comes() {
    let all = Household::founded(&["--blind"]);
    let (first, second) = (noise(150_000), b"a short note".to_vec());
    let (one, two) = (attach(&all.ben, "one", &first), attach(&all.ben, "two", &second));
    all.ben.meet(&all.ana);
    let early = all.ana.dir.join("early.bundle");
    all.ana.ok(&["bundle", "export", early.to_str().unwrap()]);
    all.ana.ok(&["--offline", "review", "reveal", "--yes"]);
    let need = all.cleo.dir.join("cleo.need");
    all.cleo.ok(&["bundle", "need", need.to_str().unwrap()]);
    let late = all.ana.dir.join("late.bundle");
    let wish = ["bundle", "export", late.to_str().unwrap(), "--for", need.to_str().unwrap()];
    let told = all.ana.json(&wish);
    assert_eq!((&told["files"], &told["files_left_out"]), (&json!(2), &json!(0)));

    let orders = [[&early, &late], [&late, &early]];
    for order in orders {
        let copy = all.copied();
        for file in order {
            copy.cleo.ok(&["bundle", "import", file.to_str().unwrap()]);
        }
        assert_eq!(got(&copy.cleo, &one), first);
        assert_eq!(got(&copy.cleo, &two), second);
        let again = copy.cleo.json(&["bundle", "import", late.to_str().unwrap()]);
        assert_eq!(again["carried"]["new_files"], json!(0));
    }
    // Whoever has them already says so, and they are not carried twice.
    let need = all.ben.dir.join("ben.need");
    all.ben.ok(&["bundle", "need", need.to_str().unwrap()]);
    let spare = all.ana.dir.join("spare.bundle");
    let wish = ["bundle", "export", spare.to_str().unwrap(), "--for", need.to_str().unwrap()];
    assert_eq!(all.ana.json(&wish)["files"], json!(0));
}

#[test]
fn evidence_is_added_listed_and_taken_out_and_wrong_wishes_change_nothing() {
    let all = Household::founded(&[]);
    let ben = &all.ben;
    let early = ben.run(&["--offline", "evidence", "add", QUESTION, "https://example.org"]);
    assert_eq!(early.code, 1, "{early:?}");
    let id = attach(ben, "plan.txt", b"the plan");
    let link = ["evidence", "add", QUESTION, "https://example.org/runs", "--kind", "log"];
    ben.ok(&[&["--offline"], &link[..], &["--date", "2026-05-01"]].concat());
    let missing = ben.run(&["--offline", "evidence", "add", QUESTION, "/no/such/file"]);
    assert!(missing.err.contains("There is no file /no/such/file"), "{missing:?}");
    let listed = ben.json(&["--offline", "evidence", "list", QUESTION]);
    let text = |n: usize| listed["evidence"][n]["text"].as_str().unwrap().to_owned();
    assert_eq!(text(1), "https://example.org/runs (log, 2026-05-01)");
    assert!(!listed.to_string().contains("\"key\""), "{listed}");
    // A new level leaves it where it is.
    ben.ok(&["--offline", "answer", QUESTION, "3"]);
    ben.ok(&["--offline", "evidence", "remove", QUESTION, id.get(..8).unwrap()]);
    let rest = ben.json(&["--offline", "evidence", "list"]);
    assert_eq!(rest["evidence"].as_array().unwrap().len(), 1, "{rest}");
}

#[test]
fn a_table_of_answers_goes_out_and_comes_back_without_losing_a_file() {
    let all = Household::founded(&[]);
    let id = attach(&all.ben, "plan.txt", b"the plan");
    let sheet = all.ben.dir.join("sheet.csv");
    let sheet = sheet.to_str().unwrap();
    all.ben.ok(&["--offline", "answers", "export", sheet]);
    assert!(!fs::read_to_string(sheet).unwrap().contains("muster-evidence"));
    let told = all.ben.json(&["--offline", "answers", "import", sheet]);
    assert_eq!((&told["same"], &told["changed"]), (&json!(1), &json!(0)));
    assert_eq!(got(&all.ben, &id), b"the plan");
}

#[test]
fn a_key_file_under_a_passphrase_opens_with_it_and_with_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let words = place.path().join("words");
    let wrong = place.path().join("wrong");
    fs::write(&words, "four kettles on a hill\n").unwrap();
    fs::write(&wrong, "four kettles in a mill\n").unwrap();
    let told = ana.said("four kettles on a hill\n", &["workspace", "protect", "--passphrase", "-"]);
    assert_eq!(told.code, 0, "{told:?}");
    let key = ana.log().with_file_name("key");
    let text = fs::read_to_string(&key).unwrap();
    assert!(text.starts_with("muster device key 2\n"), "{text}");

    let shut = ana.run(&["workspace", "show"]);
    assert_eq!(shut.code, 1);
    assert!(shut.err.contains("under a passphrase"), "{}", shut.err);
    let refused = ana.run(&["--passphrase-file", wrong.to_str().unwrap(), "workspace", "show"]);
    assert!(refused.err.contains("does not open the key file"), "{}", refused.err);
    assert_eq!(fs::read_to_string(&key).unwrap(), text, "nothing changed");
    let file = ["--passphrase-file", words.to_str().unwrap()];
    let shown = ana.ok(&[&file[..], &["workspace", "show"]].concat());
    assert!(shown.contains("Harbour"), "{shown}");
    let told = ana.said("four kettles on a hill\n", &["--unlock", "-", "workspace", "show"]);
    assert_eq!(told.code, 0, "{told:?}");

    ana.ok(&[&file[..], &["workspace", "protect", "--none"]].concat());
    assert!(ana.ok(&["workspace", "show"]).contains("Harbour"));
}

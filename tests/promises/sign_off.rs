//! A signature that later edits cannot fake and cannot undo: people sign on their own devices, all see the same, and
//! what was signed can be checked by whoever has nothing but a file.

use serde_json::{Value, json};

use crate::household::{Device, Household};

const QUESTION: &str = "staffing.capacity";

/// A review that is revealed everywhere: everybody answered one question, Ben and Ana are asked to sign.
fn revealed() -> Household {
    let household = Household::founded(&["--blind"]);
    let Household { ana, ben, cleo, .. } = &household;
    for (device, level) in [(ana, "4"), (ben, "2"), (cleo, "3")] {
        device.ok(&["--offline", "answer", QUESTION, level]);
        device.ok(&["--offline", "submit"]);
    }
    ben.meet(ana);
    cleo.meet(ana);
    ana.ok(&["review", "reveal"]);
    ana.ok(&["sign", "--ask", "Ben", "me"]);
    ben.meet(ana);
    cleo.meet(ana);
    household
}

fn sign(device: &Device, note: &str) -> Value {
    device.json(&["--offline", "sign", "--yes", "--note", note])
}

/// What `sign --list` says on every device; all must say the same.
fn listed(household: &Household) -> Value {
    let told = household.all().map(|it| it.json(&["sign", "--list"]));
    assert_eq!(told[0], told[1], "Ana and Ben are shown different signatures");
    assert_eq!(told[0], told[2], "Ana and Cleo are shown different signatures");
    told[0]["sign_off"].clone()
}

fn states(sign_off: &Value) -> Vec<(&str, &str)> {
    let people = sign_off["people"].as_array().unwrap();
    people.iter().map(|it| (it["name"].as_str().unwrap(), it["state"].as_str().unwrap())).collect()
}

#[test]
fn two_people_sign_an_edit_after_it_shows_everywhere_and_what_was_signed_still_holds() {
    let household = revealed();
    let Household { ana, ben, cleo, .. } = &household;
    // The X-ray is shown first, and nothing is signed behind it.
    let told = ben.run(&["--offline", "sign"]);
    assert_eq!(told.code, 3, "{told:?}");
    assert!(told.err.contains("look at before you sign"), "{told:?}");
    let signed = sign(ben, "seen on site");
    assert_eq!(signed["sign_off"]["headline"], json!("Signed by 1 of 2"));
    ben.meet(ana);
    let again = sign(ana, "");
    assert_eq!(signed["fingerprint"], again["fingerprint"]);
    cleo.meet(ana);
    ben.meet(ana);
    let before = listed(&household);
    assert_eq!(before["headline"], json!("Signed off by 2 people"));
    // Cleo was not asked, and is no facilitator.
    let told = cleo.run(&["--offline", "sign", "--yes"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("not asked to sign"), "{told:?}");

    // Two answers move: one outside the round, one that the group decides.
    cleo.ok(&["--offline", "answer", "staffing.hiring-keeping", "1"]);
    ana.ok(&["agree", QUESTION, "4", "--kind", "facilitator", "--reason", "the posts are filled"]);
    cleo.meet(ana);
    ben.meet(ana);
    let after = listed(&household);
    assert_eq!(
        after["headline"],
        json!("Signed off by 2 people · changed since sign-off: 2 answers")
    );
    assert_eq!(states(&after), [("Ben", "changed-since"), ("Ana", "changed-since")]);
    assert_eq!(after["people"][0]["fingerprint"], signed["fingerprint"]);
    for device in household.all() {
        let told = device.json(&["verify"]);
        assert_eq!(told["found"]["signatures"], json!(2), "{told}");
        assert_eq!(told["ok"], json!(true), "{told}");
    }
    // Whoever signs again signs what is there now.
    sign(ben, "");
    ben.meet(ana);
    sign(ana, "");
    ben.meet(ana);
    cleo.meet(ana);
    assert_eq!(states(&listed(&household)), [("Ben", "signed"), ("Ana", "signed")]);
}

#[test]
fn a_report_is_a_draft_until_all_have_signed_and_proves_it_without_a_workspace() {
    let household = revealed();
    let Household { ana, ben, .. } = &household;
    let report = |name: &str| {
        let path = ana.dir.join(name);
        let text = path.to_str().unwrap().to_owned();
        ana.ok(&["report", "--out", &text, "--force"]);
        (path, text)
    };
    let (page, _) = report("r.md");
    assert!(std::fs::read_to_string(&page).unwrap().contains("Draft: waiting for 2 signatures"));
    sign(ben, "seen on site");
    ben.meet(ana);
    sign(ana, "");
    let (page, _) = report("r.md");
    let told = std::fs::read_to_string(&page).unwrap();
    assert!(!told.contains("Draft"), "{told}");
    assert!(told.contains("seen on site"), "{told}");

    let (file, path) = report("r.json");
    let nowhere = Device::at(ana.dir.join("nowhere"));
    let checked = nowhere.json(&["verify", &path]);
    let names: Vec<&str> = checked["sign_off"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Ben", "Ana"]);
    assert_eq!(checked["sign_off"][0]["this_result"], json!(true));
    let bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(12).position(|it| it == b"seen on site").unwrap();
    // Any byte of what was signed, flipped, is refused, and most by the place.
    for nth in (at.saturating_sub(400)..at + 400).step_by(7) {
        let mut torn = bytes.clone();
        torn[nth] ^= 1;
        std::fs::write(&file, &torn).unwrap();
        let told = nowhere.run(&["verify", &path]);
        assert_eq!(told.code, 1, "byte {nth}: {told:?}");
    }
    let mut torn = bytes.clone();
    torn[at] ^= 1;
    std::fs::write(&file, &torn).unwrap();
    let told = nowhere.run(&["verify", &path]);
    assert!(told.err.contains("sign_off"), "{told:?}");
}

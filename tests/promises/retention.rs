//! Retention: what an assessment held is written out, then destroyed on every device.

use std::{fs, path::Path};

use serde_json::json;

use crate::{
    evidence::{attach, kept},
    household::Household,
};

#[test]
fn an_assessment_that_is_over_is_written_out_and_destroyed_on_every_device() {
    let all = Household::founded(&[]);
    let folder = all.ana.dir.join("kept");
    let into = ["--export", folder.to_str().unwrap(), "--yes"];
    attach(&all.ben, "minutes.pdf", &vec![7; 30_000]);
    all.ben.ok(&["submit"]);
    all.ben.meet(&all.ana);
    all.cleo.meet(&all.ana);
    assert_eq!((kept(&all.ana).len(), kept(&all.ben).len()), (1, 1));

    // Not while it goes on, not by somebody else, not by accident.
    let destroy = ["assessment", "destroy"];
    let told = all.ana.run(&[&destroy[..], &into].concat());
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("is not closed"), "{told:?}");
    all.ana.ok(&["review", "close", "--yes"]);
    all.ben.meet(&all.ana);
    let told = all.ben.run(&[&destroy[..], &["--without-export", "--yes"]].concat());
    assert!(told.code == 1 && told.err.contains("Only an owner may do this"), "{told:?}");
    assert_eq!(all.ana.run(&destroy).code, 2, "it asks what to write out");
    let told = all.ana.run(&[&destroy[..], &into[..2]].concat());
    assert_eq!(told.code, 3, "{told:?}");
    assert!(!folder.exists());
    let result = all.ana.json(&["result"]);

    refused_and_kept(&all, &result);
    let told = all.ana.json(&[&destroy[..], &into].concat());
    assert_eq!(told["files"], json!(2), "{told}");
    let mut written: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    written.sort();
    let is_report = |it: &&std::path::PathBuf| it.extension().is_some_and(|it| it == "json");
    let report = written.iter().find(is_report).unwrap();
    let checked = all.ana.json(&["verify", report.to_str().unwrap()]);
    assert_eq!(checked["fingerprint"], result["fingerprint"], "{checked}");
    let minutes = written.iter().find(|it| !is_report(it)).unwrap();
    assert_eq!(fs::read(minutes).unwrap(), vec![7; 30_000]);

    // Everybody who hears of it has nothing left, and is told what there was.
    all.ben.meet(&all.ana);
    all.cleo.meet(&all.ben);
    for device in [&all.ana, &all.ben, &all.cleo] {
        let listed = device.json(&["assessment", "list"]);
        assert_eq!(listed["assessments"], json!([]));
        assert_eq!(listed["destroyed"][0]["reviews"].as_array().unwrap().len(), 1, "{listed}");
        assert_eq!(kept(device).len(), 0);
        let told = device.run(&["result"]);
        assert_eq!(told.code, 1, "{told:?}");
        assert!(told.err.contains("destroyed"), "{told:?}");
        let verified = device.json(&["verify"]);
        assert_eq!(verified["found"]["problems"], json!([]), "{verified}");
    }
    assert!(all.cleo.ok(&["history"]).contains("destroyed the content of"));
}

/// What can't be written out first is not destroyed.
fn refused_and_kept(all: &Household, result: &serde_json::Value) {
    let into = |folder: &Path| {
        let folder = folder.to_str().unwrap().to_owned();
        all.ana.run(&["assessment", "destroy", "--export", &folder, "--yes"])
    };
    // A folder that can't be written.
    let blocked = all.ana.dir.join("blocked");
    fs::write(&blocked, "a file").unwrap();
    assert_eq!(into(&blocked).code, 1);
    assert_eq!(all.ana.json(&["result"]), *result);
    // Evidence that would be lost with it.
    let file = kept(&all.ana).remove(0);
    let aside = file.with_extension("aside");
    fs::rename(&file, &aside).unwrap();
    let told = into(&all.ana.dir.join("other"));
    assert!(told.code == 1 && told.err.contains("minutes.pdf"), "{told:?}");
    assert!(told.err.contains("Nothing was destroyed"), "{told:?}");
    assert_eq!(all.ana.json(&["result"]), *result);
    fs::rename(&aside, &file).unwrap();
}

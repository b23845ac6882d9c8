//! What stands at the door: no display, no place to write, a second instance, words that can't be meant. One sentence
//! each, an exit code that says what kind, and nothing changed.

use std::{fmt::Write as _, fs};

use expect_test::{Expect, expect};
use serde_json::json;

use crate::household::{Device, Household};

const HERE: [&str; 2] = ["--bind", "127.0.0.1"];

fn device(place: &tempfile::TempDir) -> Device {
    Device::at(place.path().join("ana"))
}

/// Runs each command, which must fail with one sentence and perhaps what to do, and say nothing else.
fn check(device: &Device, commands: &[&[&str]], expected: &Expect) {
    let mut text = String::new();
    let place = device.dir.parent().unwrap().to_str().unwrap();
    for args in commands {
        let told = device.run(args);
        assert_eq!(told.out, "", "{args:?}");
        let mut lines = told.err.lines();
        let (headline, remedy) = (lines.next().unwrap_or_default(), lines.next());
        assert!(headline.starts_with("muster: ") || told.code == 2, "{args:?}: {told:?}");
        assert!(headline.starts_with("error: ") || lines.next().is_none(), "{args:?}: {told:?}");
        assert!(remedy.is_none_or(|it| it.is_empty() || it.ends_with('.')), "{args:?}: {told:?}");
        let headline = headline.replace(place, "PLACE");
        writeln!(text, "{} {headline}", told.code).unwrap();
    }
    expected.assert_eq(&text);
}

#[test]
fn without_a_display_the_window_says_so_and_names_the_command_line() {
    let place = tempfile::tempdir().unwrap();
    let told = device(&place).run(&[]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    expect![[r"
        muster: No window can be opened here: neither DISPLAY nor WAYLAND_DISPLAY is set.
        Everything can be done from the command line too: see `muster --help`.
    "]]
    .assert_eq(&told.err);
}

#[test]
fn where_nothing_can_be_written_a_sentence_names_the_place() {
    let place = tempfile::tempdir().unwrap();
    let file = Device::at(place.path().join("file"));
    fs::write(&file.dir, "a file stands where the folder should be").unwrap();
    check(
        &file,
        &[&["workspace", "create", "Harbour", "--me", "Ana"], &["workspace", "list"], &["result"]],
        &expect![[r"
            1 muster: The folder PLACE/file can't be used: not a directory.
            1 muster: The folder PLACE/file can't be used: not a directory.
            1 muster: The folder PLACE/file can't be used: not a directory.
        "]],
    );
    let doctor = file.run(&["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(doctor.out.contains("can't be written"), "{doctor:?}");
    assert_eq!(fs::read_to_string(&file.dir).unwrap(), "a file stands where the folder should be");
}

#[test]
fn what_cannot_begin_leaves_nothing_behind_and_is_told_in_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let ana = device(&place);
    check(
        &ana,
        &[
            &["result"],
            &["workspace", "create", "", "--me", "Ana"],
            &["workspace", "create", "Harbour", "--me", "a\nb"],
            &["join", "hello", "--me", "Ben"],
            &["join", "muster1abc", "--me", "Ben"],
            &["join", "muster3abc", "--me", "Ben"],
        ],
        &expect![[r"
            1 muster: There is no workspace here yet.
            1 muster: A workspace needs a name of 1 to 200 printable characters.
            1 muster: A member needs a name of 1 to 200 printable characters.
            1 muster: This is not a ticket; tickets begin with “muster1”.
            1 muster: The ticket is incomplete or mistyped.
            1 muster: The ticket was made by a newer version of Muster.
        "]],
    );
    assert!(!ana.dir.join("workspaces").exists(), "nothing was begun");
}

/// A device in the middle of a review that opened a moment ago.
fn at_work(place: &tempfile::TempDir) -> Device {
    let ana = device(place);
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", "five-dimensions", "--title", "Security"]);
    ana.ok(&["review", "open", "2026 H2", "--assign", "Ana=all"]);
    ana.ok(&["answer", "staffing.capacity", "2"]);
    ana
}

#[test]
fn what_cannot_be_meant_in_a_review_changes_nothing_and_is_told_in_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let ana = at_work(&place);
    let before = ana.json(&["verify"]);
    let sheet = place.path().join("sheet.csv");
    fs::write(&sheet, "something else").unwrap();
    check(
        &ana,
        &[
            &["answer", "staffing.capacity", "9"],
            &["answer", "no.such", "2"],
            &["answer", "staffing.capacity", "2", "--basis", "tested"],
            &["answer", "staffing.capacity", "--na", " "],
            &["assessment", "create", "--framework", "no.such", "--title", "X"],
            &["review", "open", "X", "--assign", "Zoe=all"],
            &["invite", "--take-back", "zzz"],
            &["sync", "--to", "nonsense"],
            &["--offline", "sync"],
            &["--workspace", "Other", "result"],
            &["--review", "2025", "result"],
            &["answers", "import", "no such file"],
            &["answers", "export", sheet.to_str().unwrap()],
            &["workspace", "remove", "Harbour"],
            &["review", "reveal"],
            &["frobnicate"],
            &["--bind", "10.0.0.1", "sync"],
        ],
        &expect![[r"
            2 muster: “S2” has no level “9”.
            2 muster: There is no question “no.such”.
            2 muster: When was it tested?
            2 muster: Why does it not apply?
            2 muster: There is no framework “no.such”.
            2 muster: There is no member “Zoe”.
            2 muster: No single invitation begins with “zzz”.
            2 muster: An address looks like ENDPOINT@IP:PORT, as `muster address` prints it.
            1 muster: The network is switched off for this workspace.
            2 muster: There is no workspace “Other”.
            2 muster: There is no review “2025”.
            1 muster: no such file can't be read: no such file or directory.
            1 muster: PLACE/sheet.csv is there already.
            3 muster: “Harbour” would be deleted from this device for good.
            3 muster: Not handed in yet: Ana.
            2 error: unrecognized subcommand 'frobnicate'
            2 error: invalid value '10.0.0.1' for '--bind <127.0.0.1>': only 127.0.0.1 can be bound to; to use this network, leave --bind out
        "]],
    );
    assert_eq!(before, ana.json(&["verify"]), "nothing was written");
}

#[test]
fn a_sheet_with_problems_changes_nothing_and_each_is_told_with_its_line() {
    let place = tempfile::tempdir().unwrap();
    let ana = at_work(&place);
    let before = ana.json(&["verify"]);
    let sheet = place.path().join("sheet.csv");
    fs::write(&sheet, "question,level\nstaffing.skills,3\nstaffing.capacity,9\nno.such,1\n")
        .unwrap();
    let import = ana.run(&["answers", "import", sheet.to_str().unwrap()]);
    assert_eq!((import.code, import.out.as_str()), (1, ""));
    expect![[r"
        line 3, level: “staffing.capacity” has no level “9” (levels are level1 (By chance), level2 (In parts), level3 (In place), level4 (Checked), level5 (Improving))
        line 4, question: there is no question “no.such” in this framework (`muster framework questions` lists them)
        muster: The sheet has 2 problems; nothing was changed.
        Mend the lines named above, then import again.
    "]].assert_eq(&import.err);
    assert_eq!(before, ana.json(&["verify"]), "nothing was written");
}

#[test]
fn a_second_instance_works_beside_the_first_but_leaves_the_network_to_it() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    let online = ana.serve();
    for args in [&["sync"][..], &["serve", "--for", "1s"]] {
        let told = ana.run(&[&HERE, args].concat());
        assert_eq!(told.code, 1, "{told:?}");
        let sentence = "muster: Muster is already running on this data directory and syncs for it.";
        assert_eq!(told.err.lines().next(), Some(sentence));
    }
    // What the second writes, the first sends.
    ana.ok(&["answer", "staffing.capacity", "2", "--note", "from the side"]);
    ben.reach(&online);
    assert!(ben.ok(&["history", "--question", "staffing.capacity"]).contains("from the side"));
    // And what comes to the first, the second shows.
    ben.ok(&["answer", "staffing.capacity", "4", "--note", "from afar"]);
    ben.reach(&online);
    assert!(ana.ok(&["disagreement"]).contains("from afar"));
    assert_eq!(ana.json(&["verify"])["ok"], json!(true));
}

#[test]
fn a_ticket_that_is_used_up_foreign_or_taken_back_is_refused_with_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let [ana, ben, cleo] = ["ana", "ben", "cleo"].map(|it| Device::at(place.path().join(it)));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let (used, back) = (ana.invite(&[]), ana.invite(&["--note", "for nobody"]));
    let invites = ana.json(&["invite", "--list"]);
    let all = invites["invites"].as_array().unwrap();
    let nobody = all.iter().find(|it| it["note"] == json!("for nobody")).unwrap();
    ana.ok(&["invite", "--take-back", nobody["id"].as_str().unwrap()]);
    let online = ana.serve();
    ben.here(&["join", &used, "--me", "Ben"]);
    let join = |ticket| [&HERE[..], &["join", ticket, "--me", "Cleo"]].concat();
    check(
        &cleo,
        &[&join(&used), &join(&back)],
        &expect![[r"
        1 muster: The ticket was not accepted: it was already used.
        1 muster: The ticket was not accepted: the invitation was taken back.
    "]],
    );
    check(
        &ben,
        &[&join(&used)],
        &expect![[r"
        1 muster: You are a member of this workspace on this device already.
    "]],
    );
    assert_eq!(cleo.json(&["workspace", "list"])["workspaces"], json!([]));
    drop(online);
}

#[cfg(unix)]
#[test]
fn who_serves_and_is_told_to_end_says_goodbye_and_keeps_all() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let mut online = ana.serve();
    let asked =
        std::process::Command::new("kill").args(["-TERM", &online.id().to_string()]).status();
    assert!(asked.unwrap().success());
    assert!(online.ended().success(), "it ended as if it had fallen");
    assert_eq!(ana.json(&["verify"])["ok"], serde_json::json!(true));
}

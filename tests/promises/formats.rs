//! What was written once is read for ever: a data directory of the first version, and where the bytes of each format
//! are pinned; and what a newer version wrote is refused with a sentence.

use std::{fs, path::Path};

use expect_test::{Expect, expect, expect_file};
use muster_model::framework::Framework;
use muster_sync::{
    envelope::Sealed, identity::Identity, keys::KeysPayload, ticket::Ticket, wire::Message,
};

use crate::household::{Device, copy};

fn here() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/promises/formats"))
}

/// The device of the founder of a small review, as version 0.1.0 left it.
fn first(place: &tempfile::TempDir) -> Device {
    let device = Device::at(place.path().join("first"));
    copy(&here().join("first"), &device.dir);
    device
}

#[test]
fn a_data_directory_of_the_first_version_shows_the_same_for_ever() {
    let place = tempfile::tempdir().unwrap();
    let device = first(&place);
    let reads: [(&str, &[&str]); 11] = [
        ("workspace.json", &["workspace", "show"]),
        ("members.json", &["members", "list"]),
        ("assessments.json", &["assessment", "list"]),
        ("reviews.json", &["review", "list"]),
        ("status.json", &["review", "status"]),
        ("result.json", &["result"]),
        ("disagreement.json", &["disagreement", "--all"]),
        ("answer.json", &["answer", "q"]),
        ("history.json", &["history"]),
        ("said.json", &["history", "--question", "q"]),
        ("verify.json", &["verify"]),
    ];
    for (file, args) in reads {
        expect_file![here().join(file)].assert_eq(&device.ok(&[args, &["--json"]].concat()));
    }
    expect_file![here().join("answers.csv")].assert_eq(&device.ok(&["answers", "export", "-"]));
    // It is not only read: it goes on.
    device.ok(&["--offline", "answer", "q", "no", "--note", "years later"]);
    assert!(device.ok(&["history", "--question", "q"]).contains("years later"));
    assert!(device.ok(&["verify"]).contains("All is well."));
}

#[test]
fn what_a_newer_version_wrote_is_refused_with_a_sentence() {
    let check = |refused: String, expected: Expect| expected.assert_eq(&refused);
    let ticket = "muster3abc".parse::<Ticket>().unwrap_err();
    check(ticket.to_string(), expect!["the ticket was made by a newer version of Muster"]);
    check(
        Message::decode(&[2, 1]).map(drop).unwrap_err().to_string(),
        expect!["the message is cut short"],
    );
    check(
        KeysPayload::parse(&[3]).map(drop).unwrap_err().to_string(),
        expect!["these keys were handed out by a newer version of Muster (format 3)"],
    );
    let pack = Framework::parse(b"muster_pack: 2\nid: x\n", "pack.yaml").map(drop).unwrap_err();
    check(
        pack[0].to_string(),
        expect![
            "line 1: this pack has format 2, made for a newer version of Muster (update Muster, then open it again)"
        ],
    );

    let place = tempfile::tempdir().unwrap();
    let device = first(&place);
    let log = device.log();
    let key = log.with_file_name("key");
    let text = fs::read_to_string(&key).unwrap();
    let newer = text.replacen("key 1", "key 3", 1);
    assert_ne!(text, newer);
    fs::write(&key, newer).unwrap();
    check(
        Identity::load(&key).map(drop).unwrap_err().to_string(),
        expect!["the key file was made by a newer version of Muster (format 3)"],
    );
    check(
        device.run(&["result"]).err,
        expect![[r"
        muster: The only workspace here can't be opened: the key file was made by a newer version of Muster (format 3).
        `muster doctor` says more.
    "]],
    );
    fs::write(&key, text).unwrap();
    let mut bytes = fs::read(&log).unwrap();
    // The format stands in the header of the file, as `user_version`.
    bytes[63] = 4;
    fs::write(&log, &bytes).unwrap();
    check(
        device.run(&["result"]).err,
        expect![[r"
        muster: The only workspace here can't be opened: the log was made by a newer version of Muster (format 4).
        `muster doctor` says more.
    "]],
    );
    assert_eq!(fs::read(&log).unwrap(), bytes, "and is left as it is");
}

#[test]
fn a_record_of_a_newer_version_is_refused_with_a_sentence() {
    // Length, check, version 3; long enough to be one.
    let mut signed = vec![3; 142 + 256 + 16 + 64];
    let mut record = u32::try_from(signed.len()).unwrap().to_be_bytes().to_vec();
    record.extend_from_slice(&blake3::hash(&signed).as_bytes()[..8]);
    record.append(&mut signed);
    expect!["the envelope was made by a newer version of Muster (format 3)"]
        .assert_eq(&Sealed::parse(&record).unwrap_err().to_string());
}

#[test]
fn the_bytes_of_every_format_are_pinned_where_they_are_written() {
    let pinned = [
        ("sync/src/envelope/tests.rs", "the_bytes_are_the_same_for_ever"),
        ("sync/src/envelope/tests.rs", "the_bytes_of_format_1_are_the_same_for_ever_and_open"),
        ("sync/src/checkpoint/tests.rs", "a_checkpoint_of_the_first_version_is_read_for_ever"),
        ("sync/src/wire/tests.rs", "the_bytes_of_version_2_stay_as_they_are"),
        ("sync/src/wire/tests.rs", "who_speaks_version_1_is_told_to_update"),
        ("sync/src/ticket/tests.rs", "the_text_of_a_ticket_is_the_same_for_ever"),
        ("sync/src/keys/tests.rs", "the_bytes_of_handed_out_keys_are_the_same_for_ever"),
        ("sync/src/identity/tests.rs", "the_keys_of_a_seed_are_the_same_for_ever"),
        ("sync/src/identity/tests.rs", "the_text_of_the_key_file_is_the_same_for_ever"),
        ("sync/src/identity/tests.rs", "the_recovery_code_is_the_same_for_ever"),
        ("model/src/control/op.rs", "what_was_signed_once_is_read_for_ever"),
        ("model/src/control/op.rs", "what_was_signed_off_once_is_read_for_ever"),
        ("model/src/control/op.rs", "what_was_destroyed_once_is_read_for_ever"),
    ];
    for (file, test) in pinned {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(file);
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(&format!("fn {test}(")), "{file} has no test {test}");
    }
}

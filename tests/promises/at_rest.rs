//! Nothing can be read where bytes lie or pass by: not in the data directory, not in a bundle, not on the wire.

use std::{fs, path::Path};

use muster_model::control::op::Secrecy;
use muster_sync::{node::command::Address, ticket::Ticket};
use muster_tests::world::{World, overhear};

use crate::{
    household::{Device, files},
    tap::{Manners, Tap},
};

/// Everything that would tell whoever finds it something.
const WORDS: [&str; 14] = [
    "Quillwater Holdings",
    "Ottoline Brackenridge",
    "Peregrine Thistlewood",
    "Lighthouse programme",
    "Second lantern",
    "marzipan-and-treacle",
    "copper-kettle-evidence",
    "brass-lantern-minutes",
    "velvet-thimble-within",
    "staffing.capacity",
    "five-dimensions",
    "tinfoil-halyard",
    "relay.quillwater.example",
    "By chance",
];

/// Fails where `bytes` hold one of the words, in the usual encodings of text.
fn check_unreadable(place: &str, bytes: &[u8]) {
    let lower = bytes.to_ascii_lowercase();
    for word in WORDS {
        let word = word.to_ascii_lowercase();
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let base64 = data_encoding::BASE64_NOPAD.encode(word.as_bytes()).to_ascii_lowercase();
        for needle in [word.as_bytes(), &wide, base64.as_bytes()] {
            let found = lower.windows(needle.len()).any(|it| it == needle);
            assert!(!found, "{place} tells “{word}” to whoever looks");
        }
    }
}

fn check_folder(folder: &Path) {
    let found = files(folder);
    assert!(found.iter().map(|(_, it)| it.len()).sum::<usize>() > 20_000, "there is something");
    for (path, bytes) in found {
        let path = path.strip_prefix(folder).unwrap().display().to_string();
        check_unreadable(&path, &bytes);
        check_unreadable("the name of a file", path.as_bytes());
    }
}

#[test]
fn a_finder_of_a_disk_or_a_stick_reads_no_answer_no_name_and_no_title() {
    let place = tempfile::tempdir().unwrap();
    let [ana, ben] = ["ana", "ben"].map(|it| Device::at(place.path().join(it)));
    ana.ok(&["workspace", "create", "Quillwater Holdings", "--me", "Ottoline Brackenridge"]);
    let title = "Lighthouse programme";
    ana.ok(&["assessment", "create", "--framework", "five-dimensions", "--title", title]);
    let ticket = ana.invite(&["--note", "Peregrine Thistlewood"]);
    let online = ana.serve();
    ben.here(&["join", &ticket, "--me", "Peregrine Thistlewood"]);
    ana.ok(&[
        "review",
        "open",
        "Second lantern",
        "--blind",
        "--assign",
        "Ottoline Brackenridge=all",
    ]);
    let answer = ["--note", "marzipan-and-treacle", "--basis", "documented"];
    let answer = [&["answer", "staffing.capacity", "2"], &answer[..]].concat();
    ana.ok(&[&answer[..], &["--evidence", "copper-kettle-evidence"]].concat());
    let minutes = place.path().join("brass-lantern-minutes.txt");
    fs::write(&minutes, "velvet-thimble-within ".repeat(4_000)).unwrap();
    ana.ok(&["evidence", "add", "staffing.capacity", minutes.to_str().unwrap()]);
    ben.reach(&online);
    drop(online);
    let attached = files(&ana.log().with_file_name("files"));
    assert!(attached.len() == 1 && attached[0].1.len() > 88_000, "the file is kept");
    let bundle = place.path().join("all.bundle");
    let need = place.path().join("ben.need");
    ana.ok(&["bundle", "export", bundle.to_str().unwrap()]);
    ben.ok(&["bundle", "need", need.to_str().unwrap()]);

    let relay = ["--offline", "network", "relay", "https://relay.quillwater.example"];
    let told = ana.said("tinfoil-halyard\n", &[&relay[..], &["--token", "-"]].concat());
    assert_eq!(told.code, 0, "{told:?}");
    ana.ok(&["--offline", "network", "off"]);
    // It is still known to the device itself.
    let told = ana.json(&["--offline", "network"]);
    assert_eq!(told["relay"]["has_token"], serde_json::json!(true), "{told}");

    check_folder(&ana.dir);
    check_folder(&ben.dir);
    for file in [bundle, need] {
        check_unreadable("a file to carry", &fs::read(file).unwrap());
    }
    // The words are there to be found by those who may.
    let shown = ana.ok(&["history", "--question", "staffing.capacity"]);
    assert!(shown.contains("marzipan-and-treacle"), "{shown}");
}

#[test]
fn who_listens_on_the_wire_while_somebody_joins_and_syncs_reads_nothing() {
    let place = tempfile::tempdir().unwrap();
    let [ana, ben] = ["ana", "ben"].map(|it| Device::at(place.path().join(it)));
    ana.ok(&["workspace", "create", "Quillwater Holdings", "--me", "Ottoline Brackenridge"]);
    let title = "Lighthouse programme";
    ana.ok(&["assessment", "create", "--framework", "five-dimensions", "--title", title]);
    ana.ok(&["review", "open", "Second lantern", "--assign", "Ottoline Brackenridge=all"]);
    ana.ok(&["answer", "staffing.capacity", "2", "--note", "marzipan-and-treacle"]);
    let online = ana.serve();
    let (endpoint, there) = online.address.split_once('@').unwrap();
    let tap = Tap::before(there.parse().unwrap(), Manners::Quiet);
    let mut ticket: Ticket = ana.invite(&[]).parse().unwrap();
    let mut host: Address = online.address.parse().unwrap();
    host.sockets = vec![tap.at];
    ticket.hosts = vec![host];
    ben.here(&["join", &ticket.to_string(), "--me", "Peregrine Thistlewood"]);
    let by_tap = format!("{endpoint}@{}", tap.at);
    ben.here(&["sync", "--until-idle", "--to", &by_tap]);
    drop(online);
    let heard = tap.heard();
    let said = ben.ok(&["history", "--question", "staffing.capacity"]);
    assert!(said.contains("marzipan-and-treacle"), "Ben has it: {said}");
    assert!(heard.len() > 20_000, "and it went by: {} bytes", heard.len());
    check_unreadable("the wire", &heard);
}

#[test]
fn even_without_the_encryption_of_the_connection_an_exchange_tells_nothing() {
    let mut world = World::founded_by("Ottoline Brackenridge");
    world.join("Ottoline Brackenridge", "Peregrine Thistlewood");
    let review = world.open_review(Secrecy::Open);
    let host = "Ottoline Brackenridge: staffing.capacity=2 marzipan-and-treacle";
    world.play(review, host);
    let mut newcomer = world.devices.remove("Peregrine Thistlewood").unwrap();
    let host = world.device("Ottoline Brackenridge");
    let heard = overhear(&mut newcomer.replica, &mut host.replica);
    assert!(heard.len() > 10_000, "the framework and the answer went over: {}", heard.len());
    check_unreadable("the wire", &heard);
    let shown = newcomer.replica.snapshot();
    assert!(
        format!("{shown:?}").contains("marzipan-and-treacle"),
        "and the other side can read it"
    );
}

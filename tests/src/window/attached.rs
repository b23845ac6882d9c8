//! Files on Answer: where each is, how one comes in and goes out; and a workspace under a passphrase.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    answer::Answer,
    control::op::Secrecy,
    evidence::{Evidence, FileRef},
    ids::FileId,
    workspace::ReviewState,
};
use muster_sync::{
    files::Standing,
    node::event::{Damaged, FileShown, Shown},
};

use super::{
    comes,
    content::{Story, level},
    drop_on, open, press, press_anywhere, pretend,
    pretend::Pretend,
    sees, type_into,
};

const ID: FileId = FileId::from_bytes([0xab; 32]);

fn proven() -> Answer {
    let (size, name) = (2_345_678, "minutes.pdf".to_owned());
    let file = FileRef { id: ID, key: [7; 32], size, name };
    let link = Evidence::of_link("https://example.org/runs", "log", None);
    Answer {
        evidence: vec!["in the safe".into(), Evidence::of_file(file, "", None), link],
        ..level(3)
    }
}

/// Answer, with a file that stands so and that the second person has.
fn answering(standing: Standing) -> (Harness<'static, App>, Pretend) {
    let story = Story::begin(Secrecy::Blind, ReviewState::Open);
    let mut shelf = story.says(0, "leadership.ownership", proven()).shelf();
    for shown in shelf.workspaces.values_mut() {
        let mut sync = shown.sync.clone();
        let with = sync.peers.keys().next().copied().into_iter().collect();
        sync.files = Arc::new([(ID, FileShown { standing, with })].into());
        *shown = Arc::new(Shown { workspace: Arc::clone(&shown.workspace), sync });
    }
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Answer);
    let first = "leadership.ownership".parse().unwrap();
    window.state_mut().state_mut().question = Some(first);
    window.run();
    (window, pretend)
}

const FILE: &str = "minutes.pdf (file abababab, 2.3 MB)";

#[test]
fn a_file_that_is_here_can_be_saved_and_taken_out_and_the_typed_lines_stay() {
    let (mut window, pretend) = answering(Standing::Here);
    assert!(sees(&window, FILE));
    assert!(sees(&window, "https://example.org/runs (log)"));
    press_anywhere(&mut window, &format!("Save a copy of {FILE}"));
    let wished = pretend.wished();
    assert!(wished.last().unwrap().contains("OpenFile"), "{wished:?}");
    let take_out = format!("Take {FILE} out of my answer");
    press_anywhere(&mut window, &take_out);
    let wished = pretend.wished();
    let last = wished.last().unwrap();
    assert!(last.contains("in the safe") && last.contains("runs (log)"), "{last}");
    assert!(!last.contains("minutes.pdf"), "{last}");
}

#[test]
fn a_file_that_is_not_here_says_so_and_who_has_it() {
    for (standing, words) in [
        (Standing::Missing, "not here yet;"),
        (Standing::Damaged, "damaged on this device;"),
        (Standing::Coming(3, 12), "it is coming: 25 %"),
        (Standing::OverQuota, "not fetched:"),
    ] {
        let (window, _) = answering(standing);
        let found = window.query_all_by_label_contains(words).count();
        assert_eq!(found, 1, "{words}");
        assert!(!sees(&window, &format!("Save a copy of {FILE}")));
    }
    let (window, _) = answering(Standing::Missing);
    assert!(window.query_all_by_label_contains(" has it").count() > 0);
}

#[test]
fn a_file_dropped_on_an_answer_is_attached_to_it() {
    let (mut window, pretend) = answering(Standing::Here);
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("log.txt");
    std::fs::write(&path, "what happened").unwrap();
    drop_on(&mut window, &path);
    let wish = "Attached(\"log.txt\", 13 bytes)";
    let came = comes(&mut window, |_| pretend.wished().iter().any(|it| it.contains(wish)));
    assert!(came, "{:?}", pretend.wished());
    assert!(sees(&window, "The file is being sealed"));
}

#[test]
fn a_workspace_under_a_passphrase_is_unlocked_on_home() {
    let mut shelf = pretend::several();
    shelf.damaged.push(Damaged {
        path: "/home/mara/muster/0707".into(),
        sentence: "its key file is under a passphrase".to_owned(),
        locked: Some(pretend::workspace_id(7)),
    });
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().go(Screen::Home);
    window.run();
    press(&mut window, "Unlock");
    type_into(&mut window, "Passphrase", "four kettles on a hill");
    let open: Vec<_> = window
        .query_all(By::new().label("Unlock").predicate(|it| it.role() == Role::Button))
        .collect();
    open.last().unwrap().click_accesskit();
    drop(open);
    window.run();
    let wished = pretend.wished();
    let last = wished.last().unwrap();
    assert!(last.contains("Unlock") && last.contains("Passphrase(…)"), "{last}");
    assert!(!last.contains("kettles"), "{last}");
}

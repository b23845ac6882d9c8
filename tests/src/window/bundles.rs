//! Bundles: what goes into one, who can open it, and what one would bring before anything changes.

use std::{fs, path::PathBuf};

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};
use muster::{
    advice::Advice,
    app::App,
    command::{Intent, Screen},
    state::asked::{Purpose, advise},
};
use muster_model::{ids::WorkspaceId, workspace::gain::Gain};
use muster_sync::{
    bundle::{self, BundleError, Lock, Passphrase},
    node::{
        command::{Command, CommandError, Mode, Reply},
        event::Shelf,
    },
    replica::Carried,
};
use tempfile::TempDir;

use super::{
    SMALL,
    content::PEOPLE,
    drop_on, everything_fits, founded, open_sized, press, press_anywhere,
    pretend::{self, Pretend},
    sees, until, until_so,
};

fn shelf() -> Shelf {
    let workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    pretend::shelf(vec![(workspace, Mode::Off)])
}

fn on_people_sized(size: (f32, f32)) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open_sized(shelf(), size.0, size.1);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    (window, pretend)
}

fn on_people() -> (Harness<'static, App>, Pretend) {
    on_people_sized((1280.0, 800.0))
}

fn answer(window: &mut Harness<'_, App>, pretend: &Pretend, it: (Purpose, Result<Reply, Advice>)) {
    pretend.0.borrow_mut().answers.push(it);
    window.run();
}

fn words() -> Passphrase {
    Passphrase::of("amber canal dune fern")
}

/// A bundle of `workspace` under a passphrase, on the disk.
fn bundle_of(workspace: WorkspaceId) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("carried.bundle");
    let bytes =
        bundle::pack(workspace, pretend::NOW, &Lock::Passphrase(&words()), &[b"record".to_vec()]);
    fs::write(&path, bytes.unwrap()).unwrap();
    (place, path)
}

fn carried() -> Carried {
    let gain = Gain {
        answers: 14,
        people: vec!["Tom Brandt".to_owned(), "Ana Ruiz".to_owned()],
        conflicts: 1,
        ..Gain::default()
    };
    Carried { envelopes: 40, new: 21, unread: 2, gain, refused: Vec::new(), files: 0, new_files: 0 }
}

fn brings(window: &mut Harness<'_, App>, pretend: &Pretend) {
    let workspace = pretend::workspace_id(1);
    let reply = Reply::Carried { workspace, carried: carried() };
    answer(window, pretend, (Purpose::Carry, Ok(reply)));
}

fn secret(window: &mut Harness<'_, App>, name: &str, text: &str) {
    let field = || By::new().label(name).predicate(|it| it.role() == Role::PasswordInput);
    window.get(field()).focus();
    window.run();
    window.get(field()).type_text(text);
    window.run();
}

/// Drops the bundle, says the words, and sees what it would bring.
fn seen() -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = on_people();
    let (_place, path) = bundle_of(pretend::workspace_id(1));
    drop_on(&mut window, &path);
    until(&mut window, "This bundle is under a passphrase");
    secret(&mut window, "Passphrase", "amber canal dune fern");
    press(&mut window, "Look into it");
    brings(&mut window, &pretend);
    (window, pretend)
}

#[test]
fn a_bundle_for_members_is_packed_after_both_choices() {
    let (mut window, pretend) = on_people();
    press_anywhere(&mut window, "Write a bundle");
    assert!(window.get_by_label("Pack").accesskit_node().is_disabled(), "nothing is chosen yet");
    press(&mut window, "Everything: for somebody of whom you know nothing");
    assert!(window.get_by_label("Pack").accesskit_node().is_disabled());
    press(&mut window, "Members' devices: every device that is a member now, and nobody else");
    press(&mut window, "Pack");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].starts_with("PackBundle"), "{wished:?}");
    assert!(wished[0].ends_with("need: None, passphrase: None }"), "{wished:?}");
    assert!(sees(&window, "The file is being packed"));
    let reply = Reply::Packed { bytes: vec![0; 3000], envelopes: 12, files: 0, left_out: 0 };
    answer(&mut window, &pretend, (Purpose::Pack, Ok(reply)));
    assert!(sees(&window, "It holds 12 changes, 3 KB"));
    assert!(sees(&window, "Save file"));
}

#[test]
fn a_passphrase_is_typed_twice_and_long_enough() {
    let (mut window, pretend) = on_people();
    press_anywhere(&mut window, "Write a bundle");
    press(&mut window, "Everything: for somebody of whom you know nothing");
    window.get_by_label_contains("Whoever has a passphrase").click();
    window.run();
    secret(&mut window, "Passphrase", "amber canal dune fern");
    assert!(window.get_by_label("Pack").accesskit_node().is_disabled());
    secret(&mut window, "Passphrase again", "amber canal dune fern");
    press(&mut window, "Pack");
    let wished = pretend.wished();
    assert!(wished[0].ends_with("passphrase: Some(Passphrase(…)) }"), "{wished:?}");
    let weak = Err(advise(&CommandError::Bundle(BundleError::WeakPassphrase)));
    answer(&mut window, &pretend, (Purpose::Pack, weak));
    assert!(sees(&window, "The file was not packed"));
    press(&mut window, "Close");
    assert!(!sees(&window, "The file was not packed"));
}

#[test]
fn only_what_a_need_file_lacks_needs_that_file() {
    let (mut window, _) = on_people();
    press_anywhere(&mut window, "Write a bundle");
    window.get_by_label_contains("Only what a need file lacks").click();
    window.run();
    window.get_by_label_contains("Members' devices: every").click();
    window.run();
    assert!(sees(&window, "Open need file"));
    assert!(window.get_by_label("Pack").accesskit_node().is_disabled());
}

#[test]
fn a_need_file_is_written_for_whoever_packs() {
    let (mut window, pretend) = on_people();
    press_anywhere(&mut window, "Write a need file");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].starts_with("Need {"), "{wished:?}");
    let reply = Reply::Packed { bytes: vec![0; 900], envelopes: 40, files: 0, left_out: 0 };
    answer(&mut window, &pretend, (Purpose::Pack, Ok(reply)));
    assert!(sees(&window, "It names 40 changes, 1 KB"));
}

#[test]
fn a_dropped_bundle_says_what_it_would_bring_before_anything_changes() {
    let (mut window, pretend) = seen();
    assert!(sees(&window, "+14 answers, 2 people, 1 conflict"));
    assert!(sees(&window, "New people: Tom Brandt and Ana Ruiz"));
    assert!(window.query_all_by_label_contains("Nothing is changed yet").next().is_some());
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].ends_with("take: Rehearse }"), "nothing but a rehearsal so far");
    press(&mut window, "Take it in");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 2);
    assert!(wished[1].ends_with("passphrase: Some(Passphrase(…)), take: Really }"));
    brings(&mut window, &pretend);
    assert!(sees(&window, "The bundle is taken in"));
    assert!(sees(&window, "Into Northwind Hospitals; saved here."));
    press(&mut window, "Close");
    assert!(!sees(&window, "The bundle is taken in"));
}

#[test]
fn a_bundle_can_be_left_alone() {
    let (mut window, pretend) = seen();
    press(&mut window, "Leave it");
    assert!(!sees(&window, "What the bundle brings"));
    assert_eq!(pretend.wished().len(), 1, "only the rehearsal");
}

#[test]
fn a_wrong_passphrase_is_said_and_typed_again() {
    let (mut window, pretend) = on_people();
    window.state_mut().state_mut().go(Screen::Home);
    window.run();
    let (_place, path) = bundle_of(pretend::workspace_id(1));
    drop_on(&mut window, &path);
    until(&mut window, "This bundle is under a passphrase");
    secret(&mut window, "Passphrase", "amber canal dune");
    press(&mut window, "Look into it");
    let wrong = Err(advise(&CommandError::Bundle(BundleError::WrongPassphrase)));
    answer(&mut window, &pretend, (Purpose::Carry, wrong));
    assert!(sees(&window, "The passphrase does not open the bundle"));
    secret(&mut window, "Passphrase", " fern");
    press(&mut window, "Look into it");
    assert_eq!(pretend.wished().len(), 2);
    brings(&mut window, &pretend);
    assert!(sees(&window, "+14 answers, 2 people, 1 conflict"));
}

#[test]
fn what_is_no_bundle_or_of_elsewhere_is_refused_without_asking_the_node() {
    let (mut window, pretend) = on_people();
    let (_place, path) = bundle_of(pretend::workspace_id(9));
    drop_on(&mut window, &path);
    until(&mut window, "The workspace of this bundle is not on this device");
    press(&mut window, "Close");
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("holiday.bundle");
    fs::write(&path, b"not ours").unwrap();
    drop_on(&mut window, &path);
    until(&mut window, "This bundle can't be taken in");
    assert!(window.query_all_by_label_contains("not a Muster bundle").next().is_some());
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn with_a_real_node_ones_own_bundle_brings_nothing_new() {
    let place = tempfile::tempdir().unwrap();
    let mut window = founded(&place.path().join("data"));
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    let workspace = window.state().state().workspace.unwrap();
    let pack = Command::PackBundle { workspace, need: None, passphrase: None };
    window.state_mut().wish(Intent::Ask(pack, Purpose::Pack));
    until_so(&mut window, |it| it.state().state().desk.packed.here().is_some());
    let (bytes, envelopes) = window.state().state().desk.packed.here().unwrap().clone();
    assert!(envelopes > 0);
    let path = place.path().join("own.bundle");
    muster::screens::files::write(&path, &bytes).unwrap();
    drop_on(&mut window, &path);
    until(&mut window, "What the bundle brings");
    assert!(sees(&window, "Nothing new"));
    assert!(window.get_by_label("Take it in").accesskit_node().is_disabled());
}

#[test]
fn the_dialogs_fit_a_small_window() {
    for size in SMALL {
        let (mut window, _) = on_people_sized(size);
        everything_fits(&window);
        press_anywhere(&mut window, "Write a bundle");
        press_anywhere(&mut window, "Only what a need file lacks");
        press_anywhere(&mut window, "Whoever has a passphrase");
        everything_fits(&window);
        let height = window.ctx.content_rect().height();
        let pack = window.get_by_label("Pack").rect();
        assert!(pack.bottom() <= height, "{pack:?} of {height}");
        press(&mut window, "Cancel");
        let (_place, path) = bundle_of(pretend::workspace_id(1));
        drop_on(&mut window, &path);
        until(&mut window, "This bundle is under a passphrase");
        everything_fits(&window);
    }
}

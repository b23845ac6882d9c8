//! Whole journeys on a real node, by name as a screen reader would; what is looked at in the end is what is on the disk.

use std::path::Path;

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen};
use muster_model::{
    answer::Said,
    control::op::{Role, Secrecy},
    edit::{Agreement, Decision, Edit},
    ids::NodeId,
    workspace::{ReviewState, Workspace},
};
use muster_sync::node::{
    self,
    command::{Command, Mode, Options, Reply},
};

use super::{
    drop_on, over_node, press, press_anywhere, sees,
    trust::{Two, answers, at_length, device, edit, meet, named, question, shown},
    type_into, until, until_so,
};

fn off(data_dir: &Path) -> Options {
    Options { data_dir: data_dir.to_owned(), mode: Some(Mode::Off), network: false }
}

/// A window that others can reach, on this machine only.
fn reachable(data_dir: &Path) -> Harness<'static, App> {
    let options = Options { mode: Some(Mode::Loopback), network: true, ..off(data_dir) };
    over_node(options)
}

pub(super) fn window(data_dir: &Path) -> Harness<'static, App> {
    over_node(off(data_dir))
}

/// What a fresh start finds on the disk.
pub(super) fn stored(data_dir: &Path) -> Vec<Workspace> {
    at_length(async {
        let node = node::start(off(data_dir)).await.unwrap();
        let shelf = node.shelf().borrow().clone();
        node.stop().await;
        shelf.workspaces.values().map(|it| Workspace::clone(&it.workspace)).collect()
    })
}

pub(super) fn begin(window: &mut Harness<'_, App>, organisation: &str) {
    type_into(window, "Organisation", organisation);
    // The names are remembered from one workspace to the next.
    if window.state().state().settings.me.is_empty() {
        type_into(window, "Your name", "Mara");
        type_into(window, "This device", "Laptop");
    }
    let button = egui::accesskit::Role::Button;
    window.get_by_role_and_label(button, "Start a review").click();
    until(window, "I have written it down");
    press(window, "I have written it down");
}

/// Opens a blind review, step by step, in which each of `who` answers everything.
pub(super) fn open_review(window: &mut Harness<'_, App>, who: &[&str]) {
    press(window, "Open a review");
    press_anywhere(window, "Five dimensions, three tiers: Version");
    press(window, "Next");
    type_into(window, "Name", "Security programme");
    press(window, "Next");
    type_into(window, "Title", "2026 H2");
    press(window, "Next");
    for it in who {
        press_anywhere(window, &format!("All for {it}"));
    }
    press_anywhere(window, "Blind: Nobody sees");
    press(window, "Next");
    press(window, "Open review");
    until(window, "Start answering");
}

/// Says whether nothing is on its way to the disk.
pub(super) fn is_saved(window: &Harness<'_, App>) -> bool {
    window.state().state().desk.saving == 0
}

#[test]
fn from_the_first_start_to_a_review_of_ones_own_and_an_invitation() {
    let place = tempfile::tempdir().unwrap();
    let mut window = reachable(place.path());
    begin(&mut window, "Northwind");
    open_review(&mut window, &["Mara"]);
    press(&mut window, "Start answering");
    window.key_press(egui::Key::Num3);
    window.run();
    until_so(&mut window, |it| {
        let shelf = it.state().shelf();
        let workspace = &shelf.workspaces.values().next().unwrap().workspace;
        let lanes = &workspace.current_review().unwrap().lanes;
        lanes.values().any(|it| !it.answers.is_empty())
    });
    window.state_mut().state_mut().go(Screen::Invite);
    window.run();
    press(&mut window, "Respondent: Answers their own dimensions");
    press_anywhere(&mut window, "Make ticket");
    until_so(&mut window, |it| it.state().state().desk.ticket.here().is_some());
    drop(window);

    let [workspace] = stored(place.path()).try_into().unwrap();
    assert_eq!(workspace.name, "Northwind");
    let review = workspace.current_review().unwrap();
    assert_eq!((review.title.as_str(), review.state), ("2026 H2", ReviewState::Open));
    assert_eq!(review.secrecy, Secrecy::Blind);
    let lane = &review.lanes[&workspace.me.unwrap()];
    assert_eq!(lane.answers.len(), 1, "the answer is on the disk");
    let invites: Vec<_> = workspace.invites.values().map(|it| (it.role, it.uses_left)).collect();
    assert_eq!(invites, [(Role::Respondent, 1)]);
}

#[test]
fn ten_answers_by_keyboard_alone_are_handed_in() {
    let two = Two::with(false);
    let data_dir = two.place.path().join("other");
    let review = {
        let [workspace] = stored(&data_dir).try_into().unwrap();
        *workspace.reviews.keys().next().unwrap()
    };
    at_length(async {
        let one = device(&two.place.path().join("one")).await;
        let now = shown(&one);
        let all: Vec<NodeId> = ["staffing", "leadership"].map(|it| it.parse().unwrap()).into();
        let member = named(&now, "Jonas").id;
        edit(&one, two.workspace, Edit::Assign { review, member, add: all, remove: Vec::new() })
            .await;
        one.stop().await;
    });
    two.meet();
    let mut window = window(&data_dir);
    window.state_mut().state_mut().open(two.workspace);
    window.run();
    press(&mut window, "Start answering");
    for nth in 0..10 {
        let key = if nth % 2 == 0 { egui::Key::Num2 } else { egui::Key::Num3 };
        window.key_press(key);
        window.run();
        window.key_press(egui::Key::Enter);
        window.run();
    }
    until_so(&mut window, is_saved);
    press(&mut window, "Hand in");
    until(&mut window, "Hand in now");
    press(&mut window, "Hand in now");
    until_so(&mut window, is_saved);
    drop(window);

    let [workspace] = stored(&data_dir).try_into().unwrap();
    let review = workspace.current_review().unwrap();
    let lane = &review.lanes[&workspace.me.unwrap()];
    assert!(lane.handed_in.is_some());
    let said = lane.answers.values().filter_map(|it| it.now.answer.as_ref()).map(|it| &it.said);
    let levels = said.filter(|it| matches!(it, Said::Option(_))).count();
    assert!(levels >= 8, "{levels} of ten keys were answers; the rest were open questions");
}

#[test]
fn what_is_revealed_is_compared_and_agreed_with_dissent() {
    let two = Two::with(false);
    answers(&two, "one", "level2");
    answers(&two, "other", "level4");
    two.meet();
    let data_dir = two.place.path().join("one");
    let mut window = window(&data_dir);
    window.state_mut().state_mut().open(two.workspace);
    window.run();
    press(&mut window, "Reveal");
    press(&mut window, "Reveal now");
    until(&mut window, "People disagree on 1 question");
    window.state_mut().state_mut().go(Screen::Compare);
    window.run();
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    press(&mut window, "Start agreeing");
    window.key_press(egui::Key::Num2);
    window.key_press(egui::Key::J);
    window.run();
    press_anywhere(&mut window, "Jonas disagrees");
    type_into(&mut window, "In the words of Jonas", "The new rota works");
    type_into(&mut window, "Reason", "It has not been through a winter.");
    press_anywhere(&mut window, "Record");
    until_so(&mut window, |it| {
        let shelf = it.state().shelf();
        let workspace = &shelf.workspaces[&two.workspace].workspace;
        !workspace.current_review().unwrap().board.agreed.is_empty()
    });
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    assert!(sees(&window, "Every disagreement has an outcome"));
    press(&mut window, "Look at the result");
    assert_eq!(window.state().state().screen, Screen::Results);
    drop(window);

    let [workspace] = stored(&data_dir).try_into().unwrap();
    let review = workspace.current_review().unwrap();
    assert_eq!(review.state, ReviewState::Revealed);
    let (agreed, by, _) = &review.board.agreed[&question().0][0];
    assert_eq!(agreed.said, Some(Said::Option("level2".parse().unwrap())));
    assert_eq!(agreed.decision, Decision::Majority);
    assert_eq!(agreed.reason, "It has not been through a winter.");
    let jonas = named(&workspace, "Jonas").id;
    assert_eq!(agreed.dissent, [(jonas, "The new rota works".to_owned())]);
    assert_eq!(*by, workspace.me);
}

/// Jonas may decide as well, and everything is open.
fn both_decide() -> Two {
    let two = Two::with(false);
    answers(&two, "one", "level2");
    answers(&two, "other", "level4");
    two.meet();
    at_length(async {
        let one = device(&two.place.path().join("one")).await;
        let now = shown(&one);
        let (member, role) = (named(&now, "Jonas").id, Role::Facilitator);
        edit(&one, two.workspace, Edit::SetRole { member, role }).await;
        edit(&one, two.workspace, Edit::Reveal(*now.reviews.keys().next().unwrap())).await;
        one.stop().await;
    });
    two.meet();
    two
}

/// Records an outcome on the device in `dir`, without any network.
fn agree(two: &Two, dir: &str, level: &str, reason: &str) {
    at_length(async {
        let node = node::start(off(&two.place.path().join(dir))).await.unwrap();
        let review = *shown(&node).reviews.keys().next().unwrap();
        let agreement = Agreement {
            said: Some(Said::Option(level.parse().unwrap())),
            decision: Decision::Facilitator,
            reason: reason.to_owned(),
            dissent: Vec::new(),
            based_on: Vec::new(),
        };
        let agreed = vec![(question().0, Some(agreement))];
        edit(&node, two.workspace, Edit::Agree { review, agreed }).await;
        node.stop().await;
    });
}

#[test]
fn what_two_facilitators_decided_at_once_is_chosen_from_in_the_window_and_stored_for_both() {
    let two = both_decide();
    agree(&two, "one", "level2", "as the plants see it");
    agree(&two, "other", "level4", "as the offices see it");
    let [mara, _] = two.meet();
    assert_eq!(mara.clashes().len(), 1);
    let mut window = window(&two.place.path().join("one"));
    window.state_mut().state_mut().open(two.workspace);
    window.run();
    press(&mut window, "Conflicts");
    for reason in ["“as the plants see it”", "“as the offices see it”"] {
        assert!(window.query_by_label_contains(reason).is_some(), "{reason} is there to read");
    }
    press_anywhere(&mut window, ": Level 4");
    until_so(&mut window, |it| it.query_by_label_contains("Keep this").is_none());
    assert!(window.query_by_label_contains("Not kept: Level 2").is_some());
    drop(window);
    for shown in two.meet() {
        assert_eq!(shown.clashes(), []);
        let review = shown.reviews.values().next().unwrap();
        let [(agreed, _, _)] = review.board.agreed[&question().0].as_slice() else {
            panic!("one outcome stands")
        };
        assert_eq!(agreed.said, Some(Said::Option("level4".parse().unwrap())));
        assert_eq!(agreed.reason, "as the offices see it");
    }
}

#[test]
fn what_is_over_is_written_into_a_folder_and_then_destroyed() {
    let two = Two::with(false);
    answers(&two, "one", "level2");
    at_length(async {
        let one = device(&two.place.path().join("one")).await;
        let review = *shown(&one).reviews.keys().next().unwrap();
        edit(&one, two.workspace, Edit::Reveal(review)).await;
        edit(&one, two.workspace, Edit::CloseReview(review)).await;
        one.stop().await;
    });
    let data_dir = two.place.path().join("one");
    let mut window = window(&data_dir);
    window.state_mut().state_mut().open(two.workspace);
    window.state_mut().state_mut().go(Screen::History);
    window.run();
    let folder = two.place.path().join("kept");
    press_anywhere(&mut window, "Destroy the content of");
    type_into(&mut window, "Folder", folder.to_str().unwrap());
    type_into(&mut window, "Type its title to go on", "Security");
    press(&mut window, "Destroy for good");
    until_so(&mut window, |it| !stored_beside(it, &two).destroyed.is_empty());
    drop(window);

    let written = std::fs::read_to_string(folder.join("1-2026-H2.json")).unwrap();
    assert!(written.contains("staffing.capacity") && written.contains("level2"));
    let [workspace] = stored(&data_dir).try_into().unwrap();
    assert!(workspace.assessments.is_empty() && workspace.reviews.is_empty());
}

#[test]
fn a_bundle_carries_answers_from_one_window_to_the_other() {
    let two = Two::with(false);
    answers(&two, "other", "level4");
    let path = two.place.path().join("from-jonas.bundle");
    at_length(async {
        let node = node::start(off(&two.place.path().join("other"))).await.unwrap();
        let pack = Command::PackBundle { workspace: two.workspace, need: None, passphrase: None };
        let Reply::Packed { bytes, .. } = node.call(pack).await.unwrap() else { panic!() };
        muster::screens::files::write(&path, &bytes).unwrap();
        node.stop().await;
    });
    let data_dir = two.place.path().join("one");
    let mut window = window(&data_dir);
    window.state_mut().state_mut().open(two.workspace);
    window.run();
    drop_on(&mut window, &path);
    until(&mut window, "What the bundle brings");
    let jonas_said = |workspace: &Workspace| {
        let lane = &workspace.current_review().unwrap().lanes[&named(workspace, "Jonas").id];
        lane.answers.len()
    };
    assert_eq!(jonas_said(&stored_beside(&window, &two)), 0, "looking changes nothing");
    press(&mut window, "Take it in");
    until(&mut window, "The bundle is taken in");
    drop(window);
    let [workspace] = stored(&data_dir).try_into().unwrap();
    assert_eq!(jonas_said(&workspace), 1);
}

fn stored_beside(window: &Harness<'_, App>, two: &Two) -> Workspace {
    Workspace::clone(&window.state().shelf().workspaces[&two.workspace].workspace)
}

#[test]
fn what_is_done_in_one_workspace_stays_out_of_the_other() {
    let place = tempfile::tempdir().unwrap();
    let mut window = reachable(place.path());
    begin(&mut window, "Northwind");
    window.state_mut().state_mut().go(Screen::Welcome);
    window.run();
    begin(&mut window, "Harbour");
    let open = |window: &Harness<'_, App>| {
        let state = window.state();
        state.state().workspace(state.shelf()).map(|it| it.name.clone())
    };
    assert_eq!(open(&window).as_deref(), Some("Harbour"), "what was typed before is gone");
    window.key_press_modifiers(egui::Modifiers::ALT, egui::Key::Num1);
    window.run();
    press_anywhere(&mut window, "Open Northwind");
    assert_eq!(open(&window).as_deref(), Some("Northwind"));
    window.state_mut().state_mut().go(Screen::Invite);
    window.run();
    press(&mut window, "Observer: Reads results once they are revealed");
    press_anywhere(&mut window, "Make ticket");
    until_so(&mut window, |it| it.state().state().desk.ticket.here().is_some());
    drop(window);

    let mut invites: Vec<(String, usize)> =
        stored(place.path()).into_iter().map(|it| (it.name, it.invites.len())).collect();
    invites.sort();
    assert_eq!(invites, [("Harbour".to_owned(), 0), ("Northwind".to_owned(), 1)]);
}

#[test]
fn the_two_devices_of_a_journey_end_with_the_same_result() {
    let two = Two::with(false);
    answers(&two, "one", "level2");
    answers(&two, "other", "level4");
    let codes = at_length(async {
        let one = device(&two.place.path().join("one")).await;
        let other = device(&two.place.path().join("other")).await;
        let review = *shown(&one).reviews.keys().next().unwrap();
        meet(&other, &one, two.workspace).await;
        edit(&one, two.workspace, Edit::Reveal(review)).await;
        meet(&other, &one, two.workspace).await;
        let code = |it: &Workspace| it.current_review().unwrap().fingerprint.clone();
        let codes = [code(&shown(&one)), code(&shown(&other))];
        one.stop().await;
        other.stop().await;
        codes
    });
    assert_eq!(codes[0], codes[1]);
    for (dir, code) in ["one", "other"].iter().zip(&codes) {
        let mut window = window(&two.place.path().join(dir));
        window.state_mut().state_mut().open(two.workspace);
        window.state_mut().state_mut().go(Screen::Results);
        window.run();
        assert!(sees(&window, code), "{dir} shows {code}");
    }
}

//! Frameworks: what there is to choose from, its questions, and bringing another one along.

use std::{fs, path::Path, sync::Arc};

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen, library};
use muster_model::framework::{Framework, shipped, shipped_as};
use muster_sync::node::{command::Mode, event::Shelf};
use tempfile::TempDir;

use super::{
    SMALL,
    content::{PEOPLE, Story},
    drop_on, everything_fits, open_sized, press, press_anywhere,
    pretend::{self, Pretend},
    sees, type_into, until,
};

const LIST: &str = "Ref,Area,Control,Notes\n\
                    A1,Access,Accounts of leavers are closed the same day,Ask the help desk\n\
                    A2,Access,Administrators use a second factor,\n\
                    B1,Backup,Backups are restored once a year,\n";

/// The window on Frameworks, over a data directory of its own.
fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend, TempDir) {
    looking_sized(shelf, (1280.0, 800.0))
}

fn looking_sized(shelf: Shelf, size: (f32, f32)) -> (Harness<'static, App>, Pretend, TempDir) {
    let place = tempfile::tempdir().unwrap();
    let (mut window, pretend) = open_sized(shelf, size.0, size.1);
    let state = window.state_mut().state_mut();
    state.data_dir = Some(place.path().to_owned());
    state.go(Screen::Frameworks);
    window.run();
    (window, pretend, place)
}

fn fresh() -> Shelf {
    let workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    pretend::shelf(vec![(workspace, Mode::Off)])
}

fn title(framework: &Framework) -> String {
    framework.plain(&framework.pack().title).to_owned()
}

fn kept(place: &Path) -> Vec<Arc<Framework>> {
    library::read(place).frameworks
}

/// Drops a file of this name and content on the window and waits until `seen` is said of it.
fn bring(window: &mut Harness<'_, App>, file: (&str, &str), seen: &str) -> TempDir {
    let from = tempfile::tempdir().unwrap();
    let path = from.path().join(file.0);
    fs::write(&path, file.1).unwrap();
    drop_on(window, &path);
    until(window, seen);
    from
}

#[test]
fn every_framework_of_the_program_has_a_card_with_purpose_size_time_tiers_and_licence() {
    let (window, _, _place) = looking(fresh());
    for framework in shipped() {
        assert!(sees(&window, &title(&framework)), "{}", title(&framework));
    }
    assert!(sees(&window, "Tiers: Early-Stage, Strategic, Optimized"));
    let licences = window.query_all_by_label_contains("Licence: ").count();
    assert_eq!(licences, shipped().len());
    let rough = window.query_all_by_label_contains("for one person to answer all").count();
    assert_eq!(rough, shipped().len());
}

#[test]
fn an_imported_framework_and_one_in_use_stand_among_them() {
    let place = tempfile::tempdir().unwrap();
    let mut pack = shipped_as("cisa-secure-by-design").unwrap().pack().clone();
    pack.title.insert("en".to_owned(), "Our own goals".to_owned());
    let bytes = serde_json::to_vec(&pack).unwrap();
    let ours = Framework::parse(&bytes, "ours.json").unwrap();
    library::keep(place.path(), &ours).unwrap();
    fs::write(place.path().join("frameworks/bad.json"), "{").unwrap();
    let shelf = Story::begin(
        muster_model::control::op::Secrecy::Open,
        muster_model::workspace::ReviewState::Open,
    )
    .shelf();
    let (mut window, _) = open_sized(shelf, 1280.0, 800.0);
    window.state_mut().state_mut().data_dir = Some(place.path().to_owned());
    window.state_mut().state_mut().go(Screen::Frameworks);
    until(&mut window, "Our own goals");
    assert!(sees(&window, "Imported on this device"));
    assert!(sees(&window, "Used in Northwind Hospitals"));
    assert!(window.query_all_by_label_contains("bad.json").next().is_some(), "a bad file is named");
    window.state_mut().state_mut().go(Screen::NewReview);
    window.run();
    let choice = window.query_all_by_label_contains("Our own goals: Version").next();
    assert!(choice.is_some(), "it can be chosen for a review");
}

#[test]
fn the_questions_are_read_with_their_levels_before_one_decides() {
    let (mut window, pretend, _place) = looking(fresh());
    let framework = shipped().remove(0);
    press(&mut window, &format!("Look at the questions of {}", title(&framework)));
    let first = framework.questions()[0];
    let words = muster::screens::words::question(&framework, first);
    assert!(sees(&window, &words), "the first dimension is unfolded");
    let (option, anchor) = first.anchors.first_key_value().unwrap();
    let label = framework.plain(&framework.scale_of(first).unwrap().option(option).unwrap().label);
    let level = format!("{label}: {}", framework.plain(anchor));
    assert!(!sees(&window, &level));
    let row = window
        .get_all_by_label(&words)
        .find(|it| it.accesskit_node().role() == egui::accesskit::Role::Button)
        .unwrap();
    row.click();
    window.run();
    assert!(sees(&window, &level), "{level}");
    assert_eq!(pretend.wished(), [""; 0], "reading changes nothing");
    press(&mut window, "All frameworks");
    assert!(sees(&window, "Import file"));
}

#[test]
fn using_one_leads_to_a_new_review_with_it() {
    let (mut window, _, _place) = looking(fresh());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::NewReview);
    window.run();
    press(&mut window, "Look at all frameworks");
    assert_eq!(window.state().state().screen, Screen::Frameworks);
    let framework = shipped().remove(1);
    press(&mut window, &format!("Use {}", title(&framework)));
    assert_eq!(window.state().state().screen, Screen::NewReview);
    type_into(&mut window, "Name", "Product security");
    type_into(&mut window, "Title", "2026 H2");
    press(&mut window, "Next");
    window.get_by_label_contains("Open: Everybody sees").click();
    window.run();
    press(&mut window, "Next");
    assert!(sees(&window, &title(&framework)), "the check names it");
}

#[test]
fn without_a_workspace_one_can_look_but_not_use() {
    let (window, _, _place) = looking(pretend::several());
    let name = format!("Use {}", title(&shipped()[0]));
    assert!(window.get_by_label(&name).accesskit_node().is_disabled());
}

#[test]
fn one_is_found_by_a_word() {
    let (mut window, _, _place) = looking(fresh());
    type_into(&mut window, "Find a framework", "samm");
    assert!(sees(&window, &title(&shipped_as("owasp-samm-2").unwrap())));
    assert!(!sees(&window, &title(&shipped_as("c2m2-2").unwrap())));
}

#[test]
fn a_dropped_list_is_seen_before_it_is_kept() {
    let (mut window, _, place) = looking(fresh());
    let _from = bring(&mut window, ("controls.csv", LIST), "Found: list");
    assert!(sees(&window, "What each column is for: 3 rows"));
    assert!(sees(&window, "What Control is for"));
    assert!(window.query_all_by_label_contains("Administrators use a second").next().is_some());
    assert!(kept(place.path()).is_empty(), "nothing is stored by looking");
    press(&mut window, "Keep on this device");
    until(&mut window, "Imported on this device");
    let kept = kept(place.path());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].questions().len(), 3);
}

#[test]
fn a_column_is_given_another_role_and_the_list_is_read_again() {
    let (mut window, _, place) = looking(fresh());
    let _from = bring(&mut window, ("controls.csv", LIST), "Found: list");
    let chooser = |window: &Harness<'_, App>| {
        window.get_by_label("What Notes is for").accesskit_node().value()
    };
    assert_eq!(chooser(&window).as_deref(), Some("Kept beside it"));
    press(&mut window, "What Notes is for");
    // A worker begins at once and wakes the window in its own time.
    window.get_by_label("Help for answering").click();
    window.run_steps(4);
    assert_eq!(chooser(&window).as_deref(), Some("Help for answering"));
    until(&mut window, "Keep on this device");
    for _ in 0..200_000 {
        window.run_steps(1);
        if !sees(&window, "It is being read") {
            break;
        }
    }
    press(&mut window, "Keep on this device");
    until(&mut window, "Imported on this device");
    let kept = kept(place.path());
    let guided = kept[0].questions().into_iter().filter(|it| !it.guidance.is_empty()).count();
    assert_eq!(guided, 1, "the help desk is named in the guidance");
}

#[test]
fn the_words_of_a_source_are_put_beside_the_questions_of_a_framework_of_the_program() {
    let (mut window, _, place) = looking(fresh());
    let official = "Ref,Question\nS2,Official words about time\nZ9,Something else\n";
    let _from = bring(&mut window, ("official.csv", official), "Found: list");
    press(&mut window, "Choose: What its words are for");
    press(&mut window, "Beside the questions of Five dimensions, three tiers");
    until(&mut window, "1 part gets the words of the source, beside its own");
    assert!(sees(&window, "Unused in the source: 1 (Z9)"));
    press(&mut window, "Keep on this device");
    until(&mut window, "Imported on this device");
    let kept = kept(place.path());
    assert_eq!(kept[0].pack().id.as_str(), "five-dimensions");
    let worded = |it: &&&muster_model::framework::Node| it.extra.contains_key("official");
    assert_eq!(kept[0].questions().iter().filter(worded).count(), 1);
}

#[test]
fn how_the_groups_of_a_library_add_up_can_be_said() {
    let library = "urn: u\nref_id: R\nname: N\nobjects:\n  framework:\n    urn: f\n    \
                   implementation_groups_definition:\n    - {ref_id: L1, name: Low}\n    - {ref_id: L2, name: High}\n    \
                   requirement_nodes:\n    - {urn: a, assessable: true, name: A, implementation_groups: [L1]}\n    \
                   - {urn: b, assessable: true, name: B, implementation_groups: [L2]}\n";
    let (mut window, _, place) = looking(fresh());
    let _from = bring(&mut window, ("library.yaml", library), "Found: CISO Assistant library");
    press(&mut window, "Choose: How its groups add up");
    press(&mut window, "A group holds all groups before it as well");
    for _ in 0..200_000 {
        window.run_steps(1);
        if !sees(&window, "It is being read") {
            break;
        }
    }
    press(&mut window, "Keep on this device");
    until(&mut window, "Imported on this device");
    let kept = kept(place.path());
    let tags = |at: usize| kept[0].pack().baselines.values().nth(at).unwrap().tags.len();
    assert_eq!((tags(0), tags(1)), (1, 2), "the second group holds the first");
}

#[test]
fn a_pack_with_mistakes_is_refused_with_line_and_hint_for_each() {
    let pack = "muster_pack: 1\nid: ours\nversion: '1'\ntitle: Ours\nnodes:\n  - id: a\n    \
                text: One\n    assessable: true\n    scale: gone\n  - id: a\n    text: Two\n    \
                assessable: true\n    scale: gone\n";
    let (mut window, _, place) = looking(fresh());
    let _from = bring(&mut window, ("ours.yaml", pack), "Nothing was stored.");
    let places = window.query_all_by_label_contains("ours.yaml, line ").count();
    assert!(places > 1, "{places} problems are told");
    assert!(!sees(&window, "Keep on this device"));
    assert!(kept(place.path()).is_empty());
    press(&mut window, "All frameworks");
    assert!(sees(&window, "Import file"));
}

#[test]
fn what_is_no_framework_is_refused_in_a_sentence() {
    let (mut window, _, place) = looking(fresh());
    let _from = bring(&mut window, ("plan.pdf", "%PDF-1.7 …"), "Nothing was stored.");
    assert!(window.query_all_by_label_contains("PDF").next().is_some());
    assert!(kept(place.path()).is_empty());
    let empty = tempfile::tempdir().unwrap();
    drop_on(&mut window, empty.path());
    until(&mut window, "There is no file in it");
}

#[test]
fn a_dropped_framework_is_taken_up_on_home_too() {
    let (mut window, _, _place) = looking(fresh());
    window.state_mut().state_mut().go(Screen::Home);
    window.run();
    let _from = bring(&mut window, ("controls.csv", LIST), "Found: list");
    assert_eq!(window.state().state().screen, Screen::Frameworks);
}

#[test]
fn a_window_that_may_only_read_keeps_nothing() {
    let (mut window, _, place) = looking(fresh());
    window.state_mut().state_mut().read_only = Some("another window is open".to_owned());
    window.run();
    assert!(window.get_by_label("Import file").accesskit_node().is_disabled());
    drop_on(&mut window, place.path());
    assert!(sees(&window, "Import file"), "a drop is not taken up either");
}

#[test]
fn frameworks_fit_a_small_window() {
    for size in SMALL {
        let (mut window, _, _place) = looking_sized(fresh(), size);
        everything_fits(&window);
        let first = title(&shipped()[0]);
        press_anywhere(&mut window, &format!("Look at the questions of {first}"));
        everything_fits(&window);
        press(&mut window, "All frameworks");
        let _from = bring(&mut window, ("controls.csv", LIST), "Found: list");
        everything_fits(&window);
    }
}

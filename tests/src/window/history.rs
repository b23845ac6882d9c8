//! History: two reviews side by side, and why the tier is another.

use std::{collections::BTreeMap, sync::Arc};

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{advice::Advice, app::App, command::Screen, state::asked::Purpose};
use muster_model::{
    control::{
        fold::Destroyed,
        op::{Role, Secrecy},
    },
    ids::{EnvelopeId, ReviewId},
    time::At,
    workspace::{Assessment, Review, ReviewState, Workspace},
};
use muster_sync::node::{
    command::{Mode, Reply},
    event::Shelf,
};

use super::{
    SMALL,
    content::Story,
    everything_fits, open_sized, press, press_anywhere,
    pretend::{self, Pretend},
    sees, type_into,
};

fn of(level: u32) -> Workspace {
    let shelf = Story::begin(Secrecy::Open, ReviewState::Closed).all_say(level, 0).shelf();
    Workspace::clone(&shelf.workspaces.values().next().unwrap().workspace)
}

/// Reviews in which everybody said these levels, one after the other.
fn reviews(levels: &[(&str, u32)]) -> Shelf {
    let mut workspace = of(levels[0].1);
    workspace.reviews.clear();
    for (at, (title, level)) in levels.iter().enumerate() {
        let review = of(*level).reviews.pop_first().unwrap().1;
        let id = ReviewId::from_bytes([u8::try_from(at).unwrap() + 1; 16]);
        let review =
            Review { id, title: (*title).to_owned(), ordinal: at, ..Review::clone(&review) };
        workspace.reviews.insert(id, Arc::new(review));
    }
    pretend::shelf(vec![(workspace, Mode::Off)])
}

fn looking(shelf: Shelf, size: (f32, f32)) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open_sized(shelf, size.0, size.1);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::History);
    window.run();
    (window, pretend)
}

const WIDE: (f32, f32) = (1280.0, 800.0);

#[test]
fn the_latest_review_is_compared_with_the_one_before_it() {
    let (window, pretend) = looking(reviews(&[("2026 H1", 2), ("2026 H2", 3)]), WIDE);
    let chosen = |name: &str| window.get_by_label(name).accesskit_node().value().unwrap();
    assert!(chosen("The review before").starts_with("2026 H1"), "{}", chosen("The review before"));
    assert!(chosen("The review after").starts_with("2026 H2"), "{}", chosen("The review after"));
    assert!(sees(&window, "The tier is higher than before."));
    assert!(sees(&window, "Why the tier is another"));
    assert!(window.query_all_by_label_contains("Before: does not hold").next().is_some());
    assert!(window.query_all_by_label_contains("After: holds").next().is_some());
    assert!(window.query_all_by_label_contains("Improved: ").next().is_some());
    assert!(window.query_all_by_label_contains("Worse: ").next().is_none());
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn another_pair_is_chosen() {
    let three = [("2025 H2", 4), ("2026 H1", 2), ("2026 H2", 3)];
    let (mut window, _) = looking(reviews(&three), WIDE);
    assert!(sees(&window, "The tier is higher than before."));
    press(&mut window, "The review before");
    window.get_by_label_contains("2025 H2 · ").click();
    window.run();
    assert!(window.query_all_by_label_contains("Worse: ").next().is_some());
    assert!(window.query_all_by_label_contains("Improved: ").next().is_none());
}

#[test]
fn one_review_alone_has_nothing_beside_it() {
    let (mut window, _) = looking(reviews(&[("2026 H1", 3)]), WIDE);
    assert!(window.query_all_by_label_contains("Two reviews with results").next().is_some());
    press(&mut window, "Open a new review");
    assert_eq!(window.state().state().screen, Screen::NewReview);
}

#[test]
fn history_fits_a_small_window() {
    for size in SMALL {
        let (window, _) = looking(reviews(&[("2026 H1", 2), ("2026 H2", 3)]), size);
        everything_fits(&window);
    }
}

#[test]
fn an_owner_destroys_what_was_said_only_after_typing_its_title() {
    let shelf = reviews(&[("2026 H1", 2), ("2026 H2", 3)]);
    let shown = shelf.workspaces.values().next().unwrap();
    let title = shown.workspace.assessments.values().next().unwrap().title.clone();
    let (mut window, pretend) = looking(shelf, WIDE);
    press_anywhere(&mut window, "Destroy the content of");
    assert!(sees(&window, &format!("Destroy the content of “{title}”?")));
    press(&mut window, "Destroy for good");
    assert_eq!(pretend.wished(), Vec::<String>::new(), "the title was not typed");
    type_into(&mut window, "Type its title to go on", &title);
    press(&mut window, "Destroy for good");
    assert_eq!(pretend.wished(), Vec::<String>::new(), "nobody said where it is written first");
    press(&mut window, "Write nothing first");
    press(&mut window, "Destroy for good");
    let wished = pretend.wished();
    assert!(wished.len() == 1 && wished[0].contains("Destroy("), "{wished:?}");
}

#[test]
fn what_is_destroyed_is_written_into_a_folder_first_and_kept_where_that_fails() {
    let shelf = reviews(&[("2026 H1", 2), ("2026 H2", 3)]);
    let shown = shelf.workspaces.values().next().unwrap();
    let title = shown.workspace.assessments.values().next().unwrap().title.clone();
    let (mut window, pretend) = looking(shelf, WIDE);
    press_anywhere(&mut window, "Destroy the content of");
    type_into(&mut window, "Folder", "/tmp/out");
    type_into(&mut window, "Type its title to go on", &title);
    press(&mut window, "Destroy for good");
    let wished = pretend.wished();
    assert!(wished.len() == 1 && wished[0].starts_with("Leaving {"), "{wished:?}");
    assert!(wished[0].contains("/tmp/out"), "{wished:?}");
    let failed = Advice::new("The folder is full", "Nothing was destroyed");
    pretend.0.borrow_mut().answers.push((Purpose::Parting, Err(failed)));
    window.run_steps(3);
    assert!(sees(&window, "The folder is full"));
    assert_eq!(pretend.wished().len(), 1, "nothing is destroyed");
    press(&mut window, "Destroy for good");
    pretend.0.borrow_mut().answers.push((Purpose::Parting, Ok(Reply::Done)));
    window.run_steps(3);
    let wished = pretend.wished();
    assert!(wished.len() == 3 && wished[2].contains("Destroy("), "{wished:?}");
    assert!(sees(&window, "Written into /tmp/out"));
    // Whoever closes the dialog meanwhile keeps everything.
    press_anywhere(&mut window, "Destroy the content of");
    type_into(&mut window, "Folder", "/tmp/other");
    type_into(&mut window, "Type its title to go on", &title);
    press(&mut window, "Destroy for good");
    press(&mut window, "Keep it");
    pretend.0.borrow_mut().answers.push((Purpose::Parting, Ok(Reply::Done)));
    window.run_steps(3);
    assert_eq!(pretend.wished().len(), 4);
}

#[test]
fn who_may_not_destroy_is_told_and_what_was_destroyed_is_remembered() {
    let mut shelf = reviews(&[("2026 H1", 2), ("2026 H2", 3)]);
    let shown = shelf.workspaces.values().next().unwrap();
    let mut workspace = Workspace::clone(&shown.workspace);
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (_, assessment) = workspace.assessments.pop_first().unwrap();
    let gone = Destroyed {
        assessment: Assessment { title: "What was".to_owned(), ..assessment.clone() },
        reviews: BTreeMap::new(),
        by: me,
        at: At(1_795_000_000_000),
        op: EnvelopeId::from_bytes([9; 32]),
    };
    workspace.destroyed.insert(assessment.id, Arc::new(gone));
    workspace.assessments.insert(assessment.id, assessment);
    shelf = pretend::shelf(vec![(workspace, Mode::Off)]);
    let (window, pretend) = looking(shelf, WIDE);
    assert!(sees(&window, "What was"));
    window.get_by_label_contains("0 reviews, destroyed by");
    let button = window.get_by_label_contains("Destroy the content of");
    assert!(button.accesskit_node().is_disabled());
    assert_eq!(pretend.wished(), Vec::<String>::new());
}

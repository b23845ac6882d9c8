//! Results: tier, why, what is missing, and the code to read to each other.

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen};
use muster_model::{control::op::Secrecy, workspace::ReviewState};
use muster_sync::node::event::Shelf;

use super::{
    content::{Story, level},
    open, pretend, sees,
};

fn looking(shelf: Shelf) -> Harness<'static, App> {
    let (mut window, _) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Results);
    window.run();
    window
}

#[test]
fn the_tier_is_shown_with_the_rules_that_made_it() {
    let window = looking(Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0).shelf());
    assert!(sees(&window, "Strategic, tier 2 of 3"));
    assert!(
        sees(&window, "Overall score at least 2.6")
            || window.query_by_label_contains("2.6").is_some()
            || window.query_all_by_label_contains("2.6").next().is_some()
    );
    assert!(
        sees(&window, "Fingerprint KELO MIRA TUSK BENA") || sees(&window, "KELO MIRA TUSK BENA")
    );
    assert!(sees(&window, "stops here"));
}

#[test]
fn before_the_reveal_only_my_own_part_counts_and_there_is_no_code() {
    let story =
        Story::begin(Secrecy::Blind, ReviewState::Open).says(0, "leadership.ownership", level(4));
    let window = looking(story.shelf());
    assert!(sees(&window, "Sealed until the reveal"));
    assert!(sees(&window, "Comes with the reveal"));
    assert!(!sees(&window, "KELO MIRA TUSK BENA"));
    assert!(sees(&window, "Not determined yet"));
}

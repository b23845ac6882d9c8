//! Report: what goes into a file to hand out is chosen in words.

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{control::op::Secrecy, workspace::ReviewState};
use muster_sync::node::event::Shelf;

use super::{
    SMALL,
    content::Story,
    everything_fits, open_sized, press,
    pretend::{self, Pretend},
    sees, until,
};

fn looking(shelf: Shelf, size: (f32, f32)) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open_sized(shelf, size.0, size.1);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Report);
    window.run_steps(2);
    (window, pretend)
}

const WIDE: (f32, f32) = (1280.0, 800.0);

fn revealed() -> Shelf {
    Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0).shelf()
}

#[test]
fn what_would_be_in_the_report_is_said_before_it_is_written() {
    let (mut window, pretend) = looking(revealed(), WIDE);
    until(&mut window, "All answers");
    assert!(sees(&window, "The review is not signed off yet"));
    let answers = window.get_by_label("All answers");
    assert_eq!(format!("{:?}", answers.accesskit_node().toggled()), "Some(True)");
    press(&mut window, "All answers");
    let answers = window.get_by_label("All answers");
    assert_eq!(format!("{:?}", answers.accesskit_node().toggled()), "Some(False)");
    press(&mut window, "One page for the board");
    assert!(!sees(&window, "All answers"));
    press(&mut window, "CSV");
    assert!(sees(&window, "One sheet with every answer. It can be imported again."));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_blind_round_says_that_the_report_holds_one_s_own_answers_only() {
    let shelf = Story::begin(Secrecy::Blind, ReviewState::Open).all_say(3, 0).shelf();
    let (mut window, _) = looking(shelf, WIDE);
    until(&mut window, "This round is blind and not revealed yet");
    until(&mut window, "All answers");
    assert!(!sees(&window, "Since last time"));
}

#[test]
fn the_language_of_the_report_is_chosen_apart_from_the_window_s() {
    let (mut window, _) = looking(revealed(), WIDE);
    let chosen = |window: &Harness<'_, App>, word: &str| {
        format!("{:?}", window.get_by_label(word).accesskit_node().toggled())
    };
    let english = chosen(&window, "English");
    assert_ne!(english, chosen(&window, "Deutsch"));
    press(&mut window, "Deutsch");
    assert_eq!(english, chosen(&window, "Deutsch"));
    // The window goes on in its own language.
    assert!(sees(&window, "Language of the report") || sees(&window, "Save report"));
    press(&mut window, "JSON");
    assert!(sees(&window, "This form is for other programs: it is the same in every language."));
}

#[test]
fn names_can_be_left_out() {
    let (mut window, _) = looking(revealed(), WIDE);
    press(&mut window, "Not at all");
    assert!(window.query_all_by_label_contains("Names are taken out").next().is_some());
    until(&mut window, "All answers");
}

#[test]
fn the_report_page_fits_a_small_window() {
    for size in SMALL {
        let (mut window, _) = looking(revealed(), size);
        until(&mut window, "All answers");
        everything_fits(&window);
    }
}

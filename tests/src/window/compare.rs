//! Compare: whose voices are shown, and how differently two roles see the same questions.

use egui::Key;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{control::op::Secrecy, workspace::ReviewState};

use super::{
    SMALL,
    content::{Story, level},
    everything_fits, open_sized, press, pretend, sees,
};

const ALONE: &str = "Not told while names are off: one person alone would have a name.";

/// Mara, who owns it, says 4 where the three others say 2 or 3.
fn looking((width, height): (f32, f32)) -> Harness<'static, App> {
    let mut story = Story::begin(Secrecy::Open, ReviewState::Revealed)
        .says(0, "staffing.capacity", level(4))
        .says(0, "staffing.skills", level(3));
    for (place, said) in [(1, 2), (2, 2), (3, 3)] {
        story = story.says(place, "staffing.capacity", level(said));
    }
    let (mut window, _) = open_sized(story.shelf(), width, height);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Compare);
    window.run();
    window
}

const WIDE: (f32, f32) = (1280.0, 800.0);

fn has(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn two_roles_stand_side_by_side_with_n_and_no_spread_of_one_person() {
    let mut window = looking(WIDE);
    press(&mut window, "Between roles");
    assert!(sees(&window, "Owner and Respondent"));
    assert!(sees(&window, "Owner n = 1, Respondent n = 3, over 1 question"));
    assert!(sees(&window, "On average Owner sees it better, by 50 % of the scale."));
    assert!(has(&window, ": Owner 4 (n 1), Respondent 2 (n 3, 2–3)"));
}

#[test]
fn with_names_off_nothing_is_told_of_one_person_alone() {
    let mut window = looking(WIDE);
    press(&mut window, "Between roles");
    window.key_press(Key::H);
    window.run();
    assert!(sees(&window, ALONE));
    assert!(!has(&window, "Owner 4"));
    window.key_press(Key::H);
    window.run();
    assert!(has(&window, "Owner 4"));
}

#[test]
fn the_voices_of_one_role_are_counted_by_themselves() {
    let mut window = looking(WIDE);
    assert!(has(&window, ": n 4, median 2.5"));
    press(&mut window, "Whose voices are shown");
    press(&mut window, "Respondent: 3 people");
    assert!(has(&window, ": n 3, median 2"), "only theirs");
    assert!(!has(&window, "Mara Okafor: level 4"));
    press(&mut window, "Whose voices are shown");
    press(&mut window, "Owner: 1 person");
    assert!(has(&window, "Nobody disagrees"), "one person has nobody to disagree with");
    window.key_press(Key::H);
    window.run();
    assert!(has(&window, ": n 4, median 2.5"), "with names off it is everybody again");
    press(&mut window, "Whose voices are shown");
    let alone = window.get_by_label("Owner: 1 person");
    assert!(alone.accesskit_node().is_disabled());
}

#[test]
fn compare_fits_a_small_window() {
    for size in SMALL {
        let mut window = looking(size);
        everything_fits(&window);
        press(&mut window, "Between roles");
        everything_fits(&window);
    }
}

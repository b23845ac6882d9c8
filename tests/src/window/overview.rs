//! Overview: the next step for my role, and what waits for me.

use std::{collections::BTreeSet, sync::Arc};

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    control::{
        fold::Void,
        happening::{Deed, Happening},
        op::{DeviceCard, Role, Secrecy},
    },
    ids::{DeviceId, InviteId},
    time::At,
    workspace::{Alarm, Event, LaneView, Request, Review, ReviewState, warning::Farewell},
};
use muster_sync::node::{
    command::Mode,
    event::{Shelf, Shown},
};

use super::{
    content::{PEOPLE, Story, level, person},
    everything_fits, open, open_sized, press,
    pretend::{self, NOW, Pretend},
    sees,
};

fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    (window, pretend)
}

fn blind() -> Story {
    Story::begin(Secrecy::Blind, ReviewState::Open)
}

/// Everybody at these places has handed in.
fn handed_in(mut story: Story, places: &[usize]) -> Story {
    for place in places {
        let member = person(&story.workspace, *place);
        let lane = story.review.lanes.get_mut(&member).unwrap();
        lane.handed_in = Some((At(NOW.0 - 60_000), Vec::new()));
    }
    story
}

fn as_role(mut story: Story, role: Role) -> Story {
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = role;
    story
}

/// I have answered everything.
fn done(story: Story) -> Story {
    let framework = Arc::clone(&story.framework);
    let all = framework.questions().into_iter().filter(|it| {
        it.scale.is_some()
            || it.id.as_str().starts_with("leadership")
            || it.id.as_str().starts_with("staffing")
    });
    all.fold(story, |story, it| story.says(0, it.id.as_str(), level(3)))
}

fn open_questions(window: &Harness<'_, App>) -> bool {
    window.query_by_label_contains("open questions for you").is_some()
}

#[test]
fn the_next_step_is_my_own_answers_first() {
    let (mut window, _) = looking(blind().shelf());
    assert!(open_questions(&window));
    press(&mut window, "Start answering");
    assert_eq!(window.state().state().screen, Screen::Answer);
}

#[test]
fn whoever_runs_the_review_is_told_who_is_missing() {
    let (window, _) = looking(handed_in(done(blind()), &[0, 1]).shelf());
    assert!(sees(&window, "The others are answering"));
    assert!(sees(&window, "Not handed in yet: Li Na and Priya Raman."));
    assert_eq!(window.query_all_by_label("Handed in").count(), 2);
}

#[test]
fn what_others_answered_in_a_blind_round_is_not_even_counted() {
    let story = done(blind()).says(1, "leadership.ownership", level(5));
    let (window, _) = looking(story.shelf());
    assert_eq!(window.query_all_by_label("Not handed in yet").count(), 3);
    assert!(window.query_by_label_contains("Jonas Weber, answered").is_none());
    assert!(window.query_by_label_contains("Mara Okafor, answered: ").is_some());
}

#[test]
fn in_an_open_review_everybody_sees_how_far_the_others_are() {
    let story = Story::begin(Secrecy::Open, ReviewState::Open);
    let story = story.says(1, "leadership.ownership", level(5));
    let (window, _) = looking(story.shelf());
    assert!(window.query_by_label_contains("Jonas Weber, answered: 1 of ").is_some());
}

#[test]
fn the_reveal_asks_first_and_names_who_is_missing() {
    let (mut window, pretend) = looking(handed_in(done(blind()), &[0, 1, 2]).shelf());
    press(&mut window, "Reveal");
    assert!(sees(&window, "Reveal all answers?"));
    assert!(sees(&window, "3 people handed in."));
    assert!(sees(&window, "Not handed in: Priya Raman"));
    press(&mut window, "Not yet");
    assert_eq!(pretend.wished(), [""; 0]);
    press(&mut window, "Reveal");
    press(&mut window, "Reveal now");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].contains("Reveal("), "{wished:?}");
    assert!(!sees(&window, "Reveal all answers?"));
}

#[test]
fn a_strict_round_says_that_answers_may_stay_sealed() {
    let story = Story::begin(Secrecy::Strict, ReviewState::Open);
    let (mut window, _) = looking(handed_in(done(story), &[0]).shelf());
    press(&mut window, "Reveal");
    assert!(window.query_by_label_contains("they stay sealed for good").is_some());
}

#[test]
fn closing_asks_first() {
    let (mut window, pretend) = looking(Story::begin(Secrecy::Open, ReviewState::Revealed).shelf());
    press(&mut window, "Close review");
    assert!(sees(&window, "Close this review?"));
    window.key_press(egui::Key::Escape);
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
    press(&mut window, "Close review");
    press(&mut window, "Close now");
    assert!(pretend.wished()[0].contains("CloseReview("));
}

#[test]
fn a_respondent_sees_no_button_that_is_not_theirs() {
    let (window, _) = looking(handed_in(done(as_role(blind(), Role::Respondent)), &[0]).shelf());
    assert!(sees(&window, "Your part is done"));
    assert!(sees(&window, "3 people have to hand in."));
    assert!(!sees(&window, "Reveal"));
    assert!(!sees(&window, "Close review"));
}

#[test]
fn an_observer_waits_for_the_reveal() {
    let (window, _) = looking(as_role(blind(), Role::Observer).shelf());
    assert!(sees(&window, "You see the result once it is revealed."));
}

#[test]
fn two_values_of_mine_come_before_anything_else() {
    let story = blind().says(0, "leadership.ownership", level(4));
    let story = story.also_says("leadership.ownership", level(2));
    let (mut window, _) = looking(story.shelf());
    assert!(sees(&window, "1 answer has two values"));
    press(&mut window, "Choose");
    let state = window.state().state();
    assert_eq!(state.screen, Screen::Answer);
    assert_eq!(state.question, Some(super::content::node("leadership.ownership")));
}

#[test]
fn who_asks_to_join_waits_for_me() {
    let mut story = blind();
    let device = DeviceId::from_bytes([90; 32]);
    let card = DeviceCard {
        device,
        recipient: String::new(),
        endpoint: [90; 32],
        name: "Phone".to_owned(),
    };
    let (invite, name) = (InviteId::from_bytes([8; 32]), "Tom Brandt".to_owned());
    let request = Request { invite, card, name, proof: Vec::new(), at: NOW };
    story.workspace.requests.insert(device, request);
    let (mut window, _) = looking(story.shelf());
    assert!(sees(&window, "1 person asks to join"));
    press(&mut window, "Tom Brandt asks to join");
    assert_eq!(window.state().state().screen, Screen::People);
}

#[test]
fn an_empty_workspace_leads_to_the_first_review() {
    let workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    let (mut window, _) = looking(pretend::shelf(vec![(workspace, Mode::Off)]));
    assert!(sees(&window, "Northwind Hospitals"));
    press(&mut window, "Open a review");
    assert_eq!(window.state().state().screen, Screen::NewReview);
}

#[test]
fn who_was_not_let_in_yet_reads_the_words_to_an_owner() {
    let mut workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    workspace.me = None;
    let words = muster_sync::ticket::words(workspace.id, &workspace.device);
    let (window, _) = looking(pretend::shelf(vec![(workspace, Mode::Off)]));
    assert!(sees(&window, "An owner has to let you in"));
    assert!(sees(&window, &format!("Compare these words with them: {words}")));
}

#[test]
fn nobody_assigned_leads_to_assign() {
    let mut story = blind();
    for nodes in story.review.assignments.values_mut() {
        *nodes = BTreeSet::new();
    }
    let (mut window, _) = looking(story.shelf());
    assert!(sees(&window, "Nothing is assigned yet"));
    press(&mut window, "Assign dimensions");
    assert_eq!(window.state().state().screen, Screen::Assign);
}

#[test]
fn a_closed_review_leads_to_its_result() {
    let (mut window, _) = looking(Story::begin(Secrecy::Open, ReviewState::Closed).shelf());
    assert!(!sees(&window, "Close review"));
    press(&mut window, "Look at the result");
    assert_eq!(window.state().state().screen, Screen::Results);
}

#[test]
fn an_earlier_review_is_one_press_away() {
    let mut shelf = blind().shelf();
    for shown in shelf.workspaces.values_mut() {
        let mut with = Shown::clone(shown);
        let workspace = Arc::make_mut(&mut with.workspace);
        let now = workspace.reviews.values().next().unwrap();
        let id = muster_model::ids::ReviewId::from_bytes([4; 16]);
        let title = "2027 H1".to_owned();
        let later = Review { id, title, ordinal: 1, ..Review::clone(now) };
        workspace.reviews.insert(id, Arc::new(later));
        *shown = Arc::new(with);
    }
    let (mut window, _) = looking(shelf);
    assert!(window.state().state().review.is_none());
    press(&mut window, "Show review 2026 H2");
    let shown = window.state().state().review;
    assert_eq!(shown, Some(muster_model::ids::ReviewId::from_bytes([3; 16])));
}

#[test]
fn read_only_closes_the_decisions_and_keeps_the_page() {
    let mut shelf = blind().shelf();
    for shown in shelf.workspaces.values_mut() {
        let mut with = Shown::clone(shown);
        with.sync.read_only = Some("the disk is full".to_owned());
        *shown = Arc::new(with);
    }
    let (window, _) = looking(shelf);
    assert!(window.get_by_label("Reveal").accesskit_node().is_disabled());
    assert!(window.get_by_label("Close review").accesskit_node().is_disabled());
    assert!(open_questions(&window));
}

#[test]
fn the_details_tell_what_happened_and_what_took_no_effect() {
    let mut story = blind();
    story.workspace.events.push(Event {
        at: At(NOW.0 - 120_000),
        by: story.workspace.me,
        what: Happening {
            who: Some("Mara Okafor".to_owned()),
            deed: Deed::Revealed(Some("2026 H2".to_owned())),
        },
        void: Some(Void::AlreadyRevealed),
    });
    let (mut window, _) = looking(story.shelf());
    window.key_press(egui::Key::F4);
    window.run();
    assert!(sees(&window, "Mara Okafor revealed “2026 H2”"));
    assert!(sees(&window, "2 minutes ago · no effect: the review is revealed already"));
}

#[test]
fn a_reveal_that_somebody_else_made_closes_the_question_about_it() {
    let (mut window, pretend) = looking(blind().shelf());
    press(&mut window, "Reveal");
    assert!(sees(&window, "Reveal now"));
    let revealed = Story::begin(Secrecy::Blind, ReviewState::Revealed).shelf();
    pretend.0.borrow_mut().shelf = Arc::new(revealed);
    window.run_steps(3);
    assert!(!sees(&window, "Reveal now"));
    assert_eq!(pretend.wished(), [""; 0]);
}

/// My lane after the reveal, as `change` makes it.
fn revealed(change: impl FnOnce(&mut LaneView)) -> Story {
    let mut story = Story::begin(Secrecy::Blind, ReviewState::Revealed);
    story = handed_in(story.says(0, "leadership.ownership", level(3)), &[0, 1]);
    let me = story.workspace.me.unwrap();
    change(story.review.lanes.get_mut(&me).unwrap());
    story
}

#[test]
fn an_entry_that_is_not_what_was_handed_in_raises_an_alarm_before_anything_else() {
    for alarm in [Alarm::Altered, Alarm::LeftOut] {
        let (window, _) = looking(revealed(|it| it.alarm = Some(alarm)).shelf());
        let headline = format!("Alarm about your own entry: {alarm}");
        let shown = window.get_by_label(&headline);
        assert_eq!(shown.accesskit_node().role(), egui::accesskit::Role::Alert);
        assert!(window.query_by_label_contains("Nobody can forge a signature").is_some());
    }
}

#[test]
fn what_nobody_did_wrong_is_a_note_and_a_checked_entry_is_said() {
    let (window, _) = looking(revealed(|it| it.alarm = Some(Alarm::Crossed)).shelf());
    assert!(window.query_by_label_contains("Alarm about").is_none());
    assert!(window.query_by_label_contains("Your own entry: handed in unknown").is_some());
    let (window, _) = looking(revealed(|_| {}).shelf());
    let checked = "Your own entry was checked: what counts is what you handed in.";
    assert!(sees(&window, checked));
    let late = |it: &mut LaneView| {
        it.late.insert("leadership.ownership".parse().unwrap());
    };
    let (window, _) = looking(revealed(late).shelf());
    assert!(sees(&window, "After the reveal, outside the round: 1 answer by you"));
}

#[test]
fn a_device_that_is_out_says_so_and_asks_nobody_to_let_it_in() {
    let mut workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    workspace.me = None;
    workspace.out = Some(Farewell::Revoked);
    let (window, _) = looking(pretend::shelf(vec![(workspace, Mode::Off)]));
    assert!(sees(&window, "This device is out of the workspace"));
    assert!(!sees(&window, "An owner has to let you in"));
}

#[test]
fn the_overview_fits_a_small_window() {
    for (width, height) in super::SMALL {
        let (mut window, _) = open_sized(blind().shelf(), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.run();
        everything_fits(&window);
        window.key_press(egui::Key::F4);
        window.run();
        everything_fits(&window);
    }
}

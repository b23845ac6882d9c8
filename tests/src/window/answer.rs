//! Answer: from the first question to handing in, by keyboard alone.

use egui::{Event, Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen, state::asked::Purpose};
use muster_model::{
    answer::Past,
    control::op::Secrecy,
    workspace::{QuestionHistory, ReviewState},
};
use muster_sync::node::{command::Reply, event::Shelf};

use super::{
    content::{Story, level, node},
    open, open_sized, press, pretend,
    pretend::Pretend,
    sees,
};

fn answering(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Answer);
    window.run();
    (window, pretend)
}

fn begin() -> (Harness<'static, App>, Pretend) {
    answering(Story::begin(Secrecy::Blind, ReviewState::Open).shelf())
}

fn key(window: &mut Harness<'_, App>, key: Key) {
    window.key_press(key);
    window.run();
}

/// Returns what was answered: question and what was said, in the order wished.
fn answered(pretend: &Pretend) -> Vec<String> {
    let pick = |it: &str| {
        let (_, rest) = it.split_once("answers: [(Name(\"")?;
        let (question, rest) = rest.split_once("\")")?;
        let said = rest.trim_start_matches(", ");
        Some(format!("{question} {said}"))
    };
    pretend.wished().iter().filter_map(|it| pick(it)).collect()
}

#[test]
fn ten_questions_are_answered_without_touching_the_mouse() {
    let (mut window, pretend) = begin();
    for level in [Key::Num3, Key::Num1, Key::Num5, Key::Num2, Key::Num4] {
        key(&mut window, level);
        key(&mut window, Key::Enter);
    }
    for _ in 0..5 {
        key(&mut window, Key::Num0);
        key(&mut window, Key::Enter);
    }
    let wished = pretend.wished();
    assert_eq!(wished.len(), 10, "{wished:#?}");
    let said = [
        ("leadership.ownership", "level3"),
        ("leadership.plan", "level1"),
        ("leadership.budget", "level5"),
        ("leadership.risk-acceptance", "level2"),
        ("leadership.agenda", "level4"),
        ("leadership.line-managers", "DontKnow"),
        ("leadership.speaking-up", "DontKnow"),
        ("leadership.crisis-decisions", "DontKnow"),
        ("leadership.outside-view", "DontKnow"),
    ];
    for (wish, (question, answer)) in wished.iter().zip(said) {
        assert!(wish.contains(question) && wish.contains(answer), "{wish}");
    }
    assert!(sees(&window, "My questions answered: 9 of 20") || answered(&pretend).len() == 10);
}

#[test]
fn the_anchors_of_the_question_in_hand_are_always_in_sight() {
    let (window, _) = begin();
    let framework = super::content::framework();
    let question = framework.node(&node("leadership.ownership")).unwrap();
    for anchor in question.anchors.values() {
        let sentence = framework.plain(anchor);
        assert!(window.query_by_label_contains(sentence).is_some(), "{sentence}");
    }
    assert!(sees(&window, "2026 H2 · For: Whole organisation"));
}

#[test]
fn digits_mean_their_place_on_any_keyboard() {
    let (mut window, pretend) = begin();
    // On a French keyboard the key of the digit 2 prints é.
    window.event(Event::Key {
        key: Key::F35,
        physical_key: Some(Key::Num2),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.run();
    assert!(pretend.wished()[0].contains("level2"));
}

#[test]
fn not_applicable_is_kept_only_with_a_reason() {
    let (mut window, pretend) = begin();
    key(&mut window, Key::N);
    assert_eq!(pretend.wished(), [""; 0]);
    assert!(sees(&window, "Not saved yet: “not applicable” needs a reason"));
    window.get_by_label("Why it does not apply (required)").type_text("We have no board");
    window.run();
    key(&mut window, Key::Tab);
    let wished = pretend.wished();
    assert!(wished[0].contains(r#"NotApplicable { reason: "We have no board" }"#), "{wished:?}");
}

#[test]
fn letters_that_are_typed_never_answer() {
    let (mut window, pretend) = begin();
    key(&mut window, Key::Num3);
    key(&mut window, Key::C);
    window.event(Event::Text("No, 1 is wrong".to_owned()));
    for typed in [Key::Num1, Key::N] {
        window.key_press(typed);
        window.step();
    }
    assert_eq!(pretend.wished().len(), 1);
    key(&mut window, Key::Tab);
    let wished = pretend.wished();
    assert_eq!(wished.len(), 2, "{wished:?}");
    assert!(wished[1].contains(r#"note: "No, 1 is wrong""#), "{wished:?}");
    assert!(wished[1].contains("level3"), "{wished:?}");
}

#[test]
fn a_comment_is_kept_when_one_stops_typing() {
    let (mut window, pretend) = begin();
    key(&mut window, Key::Num3);
    key(&mut window, Key::C);
    window.event(Event::Text("Because".to_owned()));
    window.step();
    assert_eq!(pretend.wished().len(), 1);
    for _ in 0..9 {
        window.step();
    }
    let wished = pretend.wished();
    assert_eq!(wished.len(), 2, "{wished:?}");
    assert!(wished[1].contains(r#"note: "Because""#), "{wished:?}");
}

#[test]
fn a_comment_is_kept_when_another_page_is_opened() {
    let (mut window, pretend) = begin();
    key(&mut window, Key::Num3);
    key(&mut window, Key::C);
    window.event(Event::Text("Because".to_owned()));
    window.step();
    window.key_press_modifiers(Modifiers::ALT, Key::Num1);
    window.run();
    assert_eq!(window.state().state().screen, Screen::Home);
    assert!(pretend.wished()[1].contains(r#"note: "Because""#));
}

#[test]
fn two_values_of_my_own_devices_are_shown_and_settled() {
    let story = Story::begin(Secrecy::Open, ReviewState::Open)
        .says(0, "leadership.ownership", level(4))
        .also_says("leadership.ownership", level(2));
    let (mut window, pretend) = answering(story.shelf());
    window.state_mut().state_mut().question = Some(node("leadership.ownership"));
    window.run();
    assert!(sees(&window, "2 values: two of your devices answered at the same time"));
    press(&mut window, "Keep that: level 2, In parts");
    assert!(pretend.wished()[0].contains("level2"));
    assert!(!sees(&window, "2 values: two of your devices answered at the same time"));
}

#[test]
fn handing_in_says_what_is_open_and_is_no_lock() {
    let story =
        Story::begin(Secrecy::Blind, ReviewState::Open).says(0, "leadership.ownership", level(4));
    let (mut window, pretend) = answering(story.shelf());
    press(&mut window, "Hand in");
    assert!(sees(&window, "1 answered"));
    assert!(sees(&window, "19 not answered"));
    press(&mut window, "Hand in now");
    let wished = pretend.wished();
    assert!(wished[0].contains("Submit("), "{wished:?}");
}

#[test]
fn a_closed_review_can_be_read_and_not_changed() {
    let story = Story::begin(Secrecy::Open, ReviewState::Closed);
    let (mut window, pretend) = answering(story.shelf());
    assert!(sees(&window, "Nothing can be changed here"));
    key(&mut window, Key::Num3);
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn answering_fits_a_narrow_window() {
    let story = Story::begin(Secrecy::Blind, ReviewState::Open);
    let (mut window, pretend) = open_sized(story.shelf(), 640.0, 480.0);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Answer);
    window.run();
    key(&mut window, Key::Num3);
    assert_eq!(pretend.wished().len(), 1);
}

#[test]
fn the_details_show_what_one_said_before_and_ask_for_it_once() {
    let story =
        Story::begin(Secrecy::Blind, ReviewState::Open).says(0, "leadership.ownership", level(4));
    let (mut window, pretend) = answering(story.shelf());
    window.state_mut().state_mut().question = Some(node("leadership.ownership"));
    window.run();
    key(&mut window, Key::F4);
    window.run();
    assert_eq!(pretend.wished().len(), 1, "{:?}", pretend.wished());
    assert!(pretend.wished()[0].starts_with("History {"));
    let workspace = pretend.0.borrow().shelf.workspaces[&pretend::workspace_id(1)].clone();
    let review = workspace.workspace.current_review().unwrap();
    let (me, lane) = review.lanes.iter().find(|it| Some(*it.0) == workspace.workspace.me).unwrap();
    let value = lane.answers[&node("leadership.ownership")].now.clone();
    let past = vec![Past { value, standing: true }];
    let reply = Reply::History(QuestionHistory { lanes: vec![(*me, past)] });
    pretend.0.borrow_mut().answers.push((Purpose::History, Ok(reply)));
    window.run();
    assert!(sees(&window, "Level 4, Checked"));
    assert_eq!(pretend.wished().len(), 1);
}

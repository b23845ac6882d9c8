//! Agree: outcomes are recorded one by one or at once, with reason and dissent, and nothing is chosen beforehand.

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen};
use muster_model::{
    answer::Said,
    control::op::{Role, Secrecy},
    edit::{Agreement, Decision},
    ids::ChangeHash,
    workspace::ReviewState,
};

use super::{
    SMALL,
    content::{Story, level, node, person},
    everything_fits, open, open_sized, press, press_anywhere,
    pretend::{self, NOW, Pretend},
    sees, type_into,
};

const FIRST: &str = "leadership.ownership";

fn looking(story: Story) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(story.shelf());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().question = Some(node(FIRST));
    window.state_mut().state_mut().go(Screen::Agree);
    window.run();
    (window, pretend)
}

fn revealed() -> Story {
    Story::begin(Secrecy::Blind, ReviewState::Revealed)
}

/// Priya says two levels more than the others to the first question, and nothing else was asked.
fn apart() -> Story {
    (0..4)
        .fold(revealed(), |story, who| story.says(who, FIRST, level(if who == 3 { 4 } else { 2 })))
}

/// The group has agreed on level 3 of the first question, on the answers that stand.
fn agreed(mut story: Story) -> Story {
    let agreement = Agreement {
        said: Some(Said::Option("level3".parse().unwrap())),
        decision: Decision::Majority,
        reason: "The board has not met since spring.".to_owned(),
        dissent: vec![(person(&story.workspace, 3), "We did meet in May".to_owned())],
        based_on: story.review.spoken(&node(FIRST)),
    };
    let mara = person(&story.workspace, 0);
    story.review.board.agreed.insert(node(FIRST), vec![(agreement, Some(mara), NOW)]);
    story
}

#[test]
fn nothing_is_recorded_before_level_and_kind_are_chosen() {
    let (mut window, pretend) = looking(apart());
    assert!(sees(&window, "Choose what was agreed on, and how it came about"));
    window.key_press(egui::Key::Num3);
    window.run();
    assert!(sees(&window, "Choose how it came about"));
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_majority_is_recorded_with_reason_and_dissent() {
    let (mut window, pretend) = looking(apart());
    window.key_press(egui::Key::Num2);
    window.key_press(egui::Key::J);
    window.run();
    press_anywhere(&mut window, "Priya Raman disagrees");
    type_into(&mut window, "In the words of Priya Raman", "We test it every month");
    type_into(&mut window, "Reason", "Nobody else has seen a test.");
    press_anywhere(&mut window, "Record");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1, "{wished:?}");
    for part in [
        "Option(Name(\"level2\"))",
        "Majority",
        "Nobody else has seen a test.",
        "We test it every month",
        "based_on: [(",
    ] {
        assert!(wished[0].contains(part), "{part} is missing in {}", wished[0]);
    }
}

#[test]
fn those_who_chose_the_level_agreed_on_are_not_asked_for_dissent() {
    let (mut window, _) = looking(apart());
    window.key_press(egui::Key::Num4);
    window.run();
    assert!(sees(&window, "Jonas Weber disagrees"));
    assert!(!sees(&window, "Priya Raman disagrees"));
}

#[test]
fn a_decision_for_others_needs_a_reason() {
    let (mut window, pretend) = looking(apart());
    window.key_press(egui::Key::Num2);
    window.key_press(egui::Key::D);
    window.run();
    assert!(sees(&window, "Say why: a decision for others needs a reason"));
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_question_can_be_left_open_without_a_level() {
    let (mut window, pretend) = looking(apart());
    window.key_press(egui::Key::L);
    window.run();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert!(pretend.wished()[0].contains("said: None, decision: LeftOpen"));
}

#[test]
fn what_nobody_disputes_is_recorded_in_one_step_after_asking() {
    let (mut window, pretend) = looking(revealed().all_say(3, 1));
    press(&mut window, "Record them as agreed");
    assert!(sees(&window, "Record what nobody disputes?"));
    assert_eq!(pretend.wished(), [""; 0]);
    press(&mut window, "Record as agreed");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(!wished[0].contains(FIRST), "Priya said something else there");
    assert!(wished[0].matches("decision: Agreed").count() > 5);
}

#[test]
fn what_stands_is_shown_with_reason_and_dissent() {
    let (window, _) = looking(agreed(apart()));
    for words in [
        " · majority with dissent",
        "The board has not met since spring.",
        "Dissent of Priya Raman: We did meet in May",
    ] {
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    assert!(sees(&window, "Take the agreed answer back"));
}

#[test]
fn an_answer_that_moves_after_the_agreement_is_named() {
    let mut story = agreed(apart());
    let jonas = person(&story.workspace, 1);
    let lane = story.review.lanes.get_mut(&jonas).unwrap();
    let answers = std::sync::Arc::make_mut(&mut lane.answers);
    answers.get_mut(&node(FIRST)).unwrap().now.change = ChangeHash::from_bytes([77; 32]);
    let (window, _) = looking(story);
    let moved = "Answered otherwise since: Jonas Weber";
    assert!(window.query_all_by_label_contains(moved).next().is_some());
}

#[test]
fn taking_an_agreed_answer_back_is_one_change() {
    let (mut window, pretend) = looking(agreed(apart()));
    press_anywhere(&mut window, "Take the agreed answer back");
    let wished = pretend.wished();
    assert!(wished[0].contains("agreed: [(Name(\"leadership.ownership\"), None)]"), "{wished:?}");
}

#[test]
fn a_respondent_reads_and_is_told_who_records() {
    let mut story = agreed(apart());
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (mut window, pretend) = looking(story);
    assert!(!sees(&window, "Record"));
    let why = "A facilitator or an owner records what the group agreed on; everybody reads it here";
    assert!(window.query_all_by_label_contains(why).next().is_some());
    window.key_press(egui::Key::Num2);
    window.key_press(egui::Key::A);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn before_the_reveal_nobody_agrees_on_anything() {
    let story = Story::begin(Secrecy::Blind, ReviewState::Open).says(0, FIRST, level(2));
    let (window, _) = looking(story);
    assert!(sees(&window, "Sealed: nobody's answers are shown before the reveal"));
    assert!(!sees(&window, "Record"));
}

#[test]
fn a_comment_is_kept_by_the_question() {
    let (mut window, pretend) = looking(apart());
    type_into(&mut window, "Your comment", "Look at the minutes of May.");
    press_anywhere(&mut window, "Add the comment");
    assert!(pretend.wished()[0].contains("Look at the minutes of May."));
}

#[test]
fn what_is_begun_on_one_question_waits_there() {
    let (mut window, _) = looking(revealed().all_say(2, 2));
    window.key_press(egui::Key::Num4);
    window.run();
    assert!(sees(&window, "Choose how it came about"));
    press_anywhere(&mut window, "Next question");
    assert!(sees(&window, "Choose what was agreed on, and how it came about"));
    press_anywhere(&mut window, "Previous question");
    assert!(sees(&window, "Choose how it came about"));
}

#[test]
fn agreeing_fits_a_small_window() {
    for (width, height) in SMALL {
        let (mut window, _) = open_sized(agreed(apart()).shelf(), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Agree);
        window.run();
        everything_fits(&window);
    }
}

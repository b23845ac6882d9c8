//! Conflicts: all values of a record that was written in two places at once, and the choice.

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    answer::Said,
    control::op::{Role, Secrecy},
    edit::{Agreement, Decision},
    workspace::{
        Review, ReviewState,
        clash::{Version, Words},
    },
};
use muster_sync::node::event::Shelf;

use super::{
    SMALL,
    content::{Story, level, node, person},
    everything_fits, open, open_sized, press,
    pretend::{self, NOW, Pretend},
    sees,
};

const QUESTION: &str = "leadership.ownership";

fn torn() -> Story {
    let story = Story::begin(Secrecy::Blind, ReviewState::Open);
    story.says(0, QUESTION, level(4)).also_says(QUESTION, level(2))
}

/// Two people who run the review recorded another outcome of one question at the same time.
fn torn_board(role: Role) -> Shelf {
    let mut story = Story::begin(Secrecy::Open, ReviewState::Revealed);
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = role;
    let (mara, jonas) = (person(&story.workspace, 0), person(&story.workspace, 1));
    let version = |at: u32, by, reason: &str| Version {
        words: Words::Agreed(Some(Agreement {
            said: Some(Said::Option(format!("level{at}").parse().unwrap())),
            decision: Decision::Majority,
            reason: reason.to_owned(),
            dissent: vec![(mara, "not with two vacancies".to_owned())],
            based_on: Vec::new(),
        })),
        by: Some(by),
        device: None,
        at: NOW,
    };
    let both = vec![version(3, mara, "most said so"), version(2, jonas, "to be careful")];
    story.review.board.torn.insert(node(QUESTION), both);
    story.shelf()
}

fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    press(&mut window, "Conflicts");
    (window, pretend)
}

/// Says whether anything on the page has `part` in its name.
fn tells(window: &Harness<'_, App>, part: &str) -> bool {
    window.query_all_by_label_contains(part).next().is_some()
}

/// Presses the only thing whose name begins with `beginning`.
fn choose(window: &mut Harness<'_, App>, beginning: &str) {
    window.get_by_label_contains(beginning).click_accesskit();
    window.run();
}

#[test]
fn the_rail_shows_conflicts_only_while_there_are_any() {
    let (mut window, pretend) = open(Story::begin(Secrecy::Blind, ReviewState::Open).shelf());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    assert!(!sees(&window, "Conflicts"));
    pretend.0.borrow_mut().shelf = Arc::new(torn().shelf());
    window.run_steps(3);
    assert!(sees(&window, "Conflicts"));
}

#[test]
fn every_value_stands_there_with_its_author_and_the_one_kept_is_written() {
    let (mut window, pretend) = looking(torn().shelf());
    assert!(sees(&window, "Your answer: two of your devices wrote at the same time"));
    assert!(tells(&window, "counts until somebody chooses"));
    choose(&mut window, "Keep that: Level 2");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1, "{wished:?}");
    assert!(wished[0].contains("Answer {") && wished[0].contains("level2"), "{wished:?}");
    // What was not kept stays readable on the page.
    assert!(tells(&window, "Kept: Level 2"));
    assert!(tells(&window, "Not kept: Level 4"));
}

#[test]
fn what_is_put_off_can_be_shown_again() {
    let (mut window, pretend) = looking(torn().shelf());
    choose(&mut window, "Later: ");
    assert!(sees(&window, "1 put off"));
    assert!(!tells(&window, "Keep this"));
    press(&mut window, "Show them again");
    assert!(tells(&window, "Keep this"));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_new_value_is_written_where_answers_are_written() {
    let (mut window, _) = looking(torn().shelf());
    choose(&mut window, "Write new: ");
    let state = window.state().state();
    assert_eq!((state.screen, state.question.clone()), (Screen::Answer, Some(node(QUESTION))));
}

#[test]
fn two_agreed_answers_are_shown_with_reason_and_dissent_and_a_facilitator_chooses() {
    let (mut window, pretend) = looking(torn_board(Role::Facilitator));
    assert!(sees(&window, "The agreed answer: two people recorded it at the same time"));
    assert!(tells(&window, "“to be careful”"));
    assert!(tells(&window, "Mara Okafor dissents"));
    choose(&mut window, "Keep that: Level 2");
    let wished = pretend.wished();
    assert!(wished[0].contains("Agree {") && wished[0].contains("to be careful"), "{wished:?}");
}

#[test]
fn who_does_not_decide_reads_why_and_sees_all_the_same() {
    for role in [Role::Respondent, Role::Observer] {
        let (window, _) = looking(torn_board(role));
        assert!(sees(&window, "A facilitator or owner chooses for the group"));
        let keep = window.get_by_label_contains("Keep this");
        assert!(keep.accesskit_node().is_disabled());
        assert!(tells(&window, "“most said so”"));
    }
}

#[test]
fn an_answer_of_somebody_else_is_theirs_to_settle() {
    let mut story = Story::begin(Secrecy::Open, ReviewState::Revealed);
    story = story.says(1, QUESTION, level(3));
    let jonas = person(&story.workspace, 1);
    let lane = story.review.lanes.get_mut(&jonas).unwrap();
    let stated = Arc::make_mut(&mut lane.answers).get_mut(&node(QUESTION)).unwrap();
    stated.rivals.push(stated.now.clone());
    let (window, _) = looking(story.shelf());
    assert!(sees(&window, "Only Jonas Weber can choose: it is their answer"));
}

#[test]
fn what_a_blind_round_hides_is_not_listed_even_for_who_could_read_it() {
    let mut story = Story::begin(Secrecy::Blind, ReviewState::Open);
    story = story.says(1, QUESTION, level(3));
    let jonas = person(&story.workspace, 1);
    let lane = story.review.lanes.get_mut(&jonas).unwrap();
    lane.access = muster_model::workspace::Access::Readable;
    let stated = Arc::make_mut(&mut lane.answers).get_mut(&node(QUESTION)).unwrap();
    stated.rivals.push(stated.now.clone());
    let review: &Review = &story.review;
    assert!(review.lanes[&jonas].answers[&node(QUESTION)].is_conflict());
    let (mut window, _) = open(story.shelf());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    assert!(!sees(&window, "Conflicts"));
}

#[test]
fn conflicts_fit_a_small_window() {
    for (width, height) in SMALL {
        let (mut window, _) = open_sized(torn_board(Role::Owner), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Conflicts);
        window.run();
        everything_fits(&window);
    }
}

//! What a role can't do is explained on every page, and nothing that belongs to it is missing.

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    control::op::{Role, Secrecy},
    workspace::{ReviewState, Workspace, warning::Farewell},
};
use muster_sync::node::{command::Mode, event::Shelf};

use super::{
    content::{PEOPLE, Story},
    open,
    pretend::{self, Pretend},
    sees,
};

/// As what somebody looks at a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    Member(Role),
    Removed,
}

const EVERYBODY: [As; 5] = [
    As::Member(Role::Owner),
    As::Member(Role::Facilitator),
    As::Member(Role::Respondent),
    As::Member(Role::Observer),
    As::Removed,
];

const OUT: &str = "This device is out of the workspace; what arrived before stays readable";

fn become_(workspace: &mut Workspace, who: As) {
    let me = workspace.me.unwrap();
    match who {
        As::Member(role) => workspace.members.get_mut(&me).unwrap().role = role,
        As::Removed => {
            workspace.me = None;
            workspace.out = Some(Farewell::Removed(Some("Jonas Weber".to_owned())));
        }
    }
}

fn shelf(secrecy: Secrecy, state: ReviewState, who: As) -> Shelf {
    let mut story = Story::begin(secrecy, state).all_say(3, 1);
    become_(&mut story.workspace, who);
    story.shelf()
}

fn empty(who: As) -> Shelf {
    let mut workspace = pretend::workspace(1, "Northwind Hospitals", &PEOPLE);
    become_(&mut workspace, who);
    pretend::shelf(vec![(workspace, Mode::Off)])
}

fn on(shelf: Shelf, screen: Screen) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(screen);
    window.run();
    (window, pretend)
}

/// What `screen` says to somebody who can't do all of it; nothing to who can.
fn said(screen: Screen, who: As) -> &'static str {
    use As::{Member, Removed};
    use Role::{Facilitator, Observer, Owner, Respondent};
    match (screen, who) {
        (Screen::Overview, Member(Respondent | Observer)) => {
            "Facilitators and owners reveal and close."
        }
        (Screen::NewReview, Member(Respondent | Observer)) => {
            "Facilitators and owners open reviews"
        }
        (Screen::Invite, Member(Facilitator)) => "Owners invite facilitators and owners.",
        (Screen::Invite, Member(Respondent | Observer)) => "Facilitators and owners invite people.",
        (Screen::Assign, Member(Respondent | Observer)) => {
            "Facilitators and owners assign dimensions"
        }
        (Screen::Answer, Member(Observer)) => "Observers read results; they do not answer",
        (Screen::Agree, Member(Respondent | Observer)) => {
            "A facilitator or an owner records what the group agreed on; everybody reads it here"
        }
        (Screen::Targets, Member(Respondent | Observer)) => {
            "Facilitators and owners set targets, baselines and counted numbers"
        }
        (Screen::Plan, Member(Respondent | Observer)) => {
            "Facilitators and owners write the plan. Tell them what became of yours"
        }
        (Screen::Overview, Removed) => "This device is out of the workspace",
        (
            Screen::NewReview
            | Screen::Assign
            | Screen::Answer
            | Screen::Agree
            | Screen::Targets
            | Screen::Plan,
            Removed,
        ) => OUT,
        (_, Removed) => {
            "You are out of this workspace. Jonas Weber removed you from this workspace; what you had stays"
        }
        (_, Member(Owner | Facilitator | Respondent | Observer)) => "",
    }
}

/// Says whether anything on the page says `words`, by itself or with more.
fn tells(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn every_page_says_to_every_role_what_it_cannot_do_there() {
    for who in EVERYBODY {
        let (mut window, _) = on(shelf(Secrecy::Open, ReviewState::Open, who), Screen::Overview);
        for screen in Screen::ALL.into_iter().filter(|it| it.needs_workspace()) {
            window.state_mut().state_mut().go(screen);
            window.run_steps(2);
            let words = said(screen, who);
            assert!(words.is_empty() || tells(&window, words), "{who:?} on {screen:?}: {words}");
            let out = tells(&window, "You are out of this workspace");
            assert_eq!(out, who == As::Removed, "{who:?} on {screen:?}");
        }
    }
}

#[test]
fn every_page_can_be_gone_to_in_every_role() {
    for who in EVERYBODY {
        let shelf = Arc::new(shelf(Secrecy::Open, ReviewState::Revealed, who));
        let (window, _) = on(Shelf::clone(&shelf), Screen::Overview);
        for screen in Screen::ALL.into_iter().filter(|it| *it != Screen::Conflicts) {
            let why_not = screen.why_not(window.state().state(), &shelf);
            assert_eq!(why_not, None, "{who:?} to {screen:?}");
        }
    }
}

#[test]
fn without_a_review_who_can_open_one_is_led_there_and_the_others_hear_who_can() {
    for who in EVERYBODY {
        let (mut window, _) = on(empty(who), Screen::Overview);
        for screen in [Screen::Answer, Screen::Compare, Screen::Agree, Screen::Results] {
            window.state_mut().state_mut().go(screen);
            window.run_steps(2);
            let leads = matches!(who, As::Member(Role::Owner | Role::Facilitator));
            assert_eq!(sees(&window, "Open a new review"), leads, "{who:?} on {screen:?}");
            let hears = tells(&window, "A facilitator or an owner opens one.");
            assert_eq!(hears, matches!(who, As::Member(Role::Respondent | Role::Observer)));
        }
    }
}

#[test]
fn a_respondent_reads_the_round_and_cannot_end_it() {
    let who = As::Member(Role::Respondent);
    let (window, _) = on(shelf(Secrecy::Blind, ReviewState::Open, who), Screen::Overview);
    assert!(!sees(&window, "Reveal") && !sees(&window, "Close review"));
    assert!(sees(&window, "Facilitators and owners reveal and close."));
    let (window, _) = on(shelf(Secrecy::Blind, ReviewState::Closed, who), Screen::Overview);
    assert!(!sees(&window, "Facilitators and owners reveal and close."), "nothing is left to do");
}

#[test]
fn a_button_that_is_off_tells_its_reason_to_a_screen_reader() {
    let who = As::Member(Role::Observer);
    let (window, _) = on(shelf(Secrecy::Open, ReviewState::Open, who), Screen::Answer);
    let button = window.get_by_label("Hand in");
    let node = button.accesskit_node();
    assert!(node.is_disabled());
    assert_eq!(node.description().as_deref(), Some("Observers read results; they do not answer"));
    let (window, _) = on(shelf(Secrecy::Open, ReviewState::Closed, who), Screen::Overview);
    let tab = window.get_by_label("Assign");
    assert_eq!(tab.accesskit_node().description().as_deref(), Some("This review is closed"));
}

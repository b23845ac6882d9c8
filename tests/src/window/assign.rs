//! Assign: who answers what.

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    control::op::{Role, Secrecy},
    workspace::ReviewState,
};
use muster_sync::node::event::Shelf;

use super::{
    content::{Story, framework, person},
    everything_fits, open, open_sized, press,
    pretend::{self, Pretend},
    sees,
};

fn assigning(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Assign);
    window.run();
    (window, pretend)
}

fn story() -> Story {
    Story::begin(Secrecy::Blind, ReviewState::Open)
}

fn title(at: usize) -> String {
    let framework = framework();
    framework.plain(&framework.dimensions()[at].text).to_owned()
}

#[test]
fn a_tick_assigns_one_dimension_to_one_person() {
    let story = story();
    let jonas = person(&story.workspace, 1);
    let (mut window, pretend) = assigning(story.shelf());
    let other = framework()
        .dimensions()
        .iter()
        .position(|it| !["leadership", "staffing"].contains(&it.id.as_str()));
    let at = other.unwrap();
    press(&mut window, &format!("Jonas Weber: {}", title(at)));
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    let id = framework().dimensions()[at].id.clone();
    let expected = format!("member: {jonas:?}, add: [{id:?}], remove: [] }} }}");
    assert!(wished[0].ends_with(&expected), "{wished:?} {expected}");
}

#[test]
fn a_tick_shows_before_the_disk_has_answered_and_can_be_taken_back() {
    let (mut window, pretend) = assigning(story().shelf());
    let at = framework().dimensions().iter().position(|it| it.id.as_str() == "leadership");
    let name = format!("Jonas Weber: {}", title(at.unwrap()));
    let ticked = |window: &Harness<'_, App>| {
        window.get_by_label(&name).accesskit_node().toggled()
            == Some(egui::accesskit::Toggled::True)
    };
    assert!(ticked(&window));
    press(&mut window, &name);
    assert!(!ticked(&window));
    press(&mut window, &name);
    assert!(ticked(&window));
    let wished = pretend.wished();
    assert!(wished[0].contains("add: [], remove: [Name(\"leadership\")]"), "{wished:?}");
    assert!(wished[1].contains("add: [Name(\"leadership\")], remove: []"), "{wished:?}");
}

#[test]
fn everything_is_assigned_with_one_press() {
    let (mut window, pretend) = assigning(story().shelf());
    press(&mut window, "All for Li Na");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    for it in framework().dimensions() {
        assert!(wished[0].contains(&format!("{:?}", it.id)), "{wished:?}");
    }
}

#[test]
fn one_respondent_is_pointed_out_because_no_disagreement_can_show() {
    let mut story = story();
    let first = person(&story.workspace, 0);
    story.review.assignments.retain(|it, _| *it == first);
    let (window, _) = assigning(story.shelf());
    let warned = "Leadership and Staffing: one respondent, no disagreement can show.";
    assert!(sees(&window, warned));
    assert!(sees(&window, "Nobody answers Processes, Technology and Measurement."));
}

#[test]
fn a_respondent_sees_who_answers_what_and_changes_nothing() {
    let mut story = story();
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (mut window, pretend) = assigning(story.shelf());
    assert!(sees(&window, "Facilitators and owners assign dimensions"));
    press(&mut window, &format!("Jonas Weber: {}", title(0)));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn without_the_framework_the_page_says_what_it_waits_for() {
    let mut story = story();
    story.workspace.frameworks.clear();
    let (window, _) = assigning(story.shelf());
    assert!(sees(&window, "The framework is still on its way from the others."));
}

#[test]
fn assigning_fits_a_small_window() {
    for (width, height) in super::SMALL {
        let (mut window, _) = open_sized(story().shelf(), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Assign);
        window.run();
        everything_fits(&window);
    }
}

//! The pages. Each decides what to show in `data`, without a pixel, and draws it.

pub mod answer;
pub mod compare;
pub mod home;
pub mod keys;
pub mod results;
pub mod welcome;
pub mod words;

use muster_model::time::At;
use muster_sync::node::event::Shelf;

use crate::{
    command::{Intents, Screen},
    state::State,
    widgets::text,
};

/// What a page is drawn from and where its wishes go.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The truth.
    pub shelf: &'a Shelf,
    /// What the window shows.
    pub state: &'a State,
    /// What is being typed.
    pub drafts: &'a mut Drafts,
    /// Wishes.
    pub intents: &'a mut Intents,
    /// The wall clock.
    pub now: At,
}

/// What is being typed and is nobody's truth yet: the one thing drawing may change.
#[derive(Debug, Default)]
pub struct Drafts {
    /// On Welcome.
    pub welcome: welcome::Draft,
    /// On Answer.
    pub answer: answer::Draft,
    /// On Compare.
    pub compare: compare::Draft,
    /// On Results.
    pub results: results::Draft,
}

/// Draws the page `screen`.
pub fn ui(screen: Screen, ui: &mut egui::Ui, cx: &mut Cx<'_>) {
    if screen != Screen::Answer {
        answer::leave(cx);
    }
    match screen {
        Screen::Answer => answer::ui(ui, cx),
        Screen::Compare => compare::ui(ui, cx),
        Screen::Results => results::ui(ui, cx),
        Screen::Welcome => welcome::ui(ui, cx),
        Screen::Home => home::ui(ui, cx),
        // The remaining pages are drawn by their own rooms as they arrive.
        Screen::Join
        | Screen::Overview
        | Screen::NewReview
        | Screen::Invite
        | Screen::Assign
        | Screen::People => home::ui(ui, cx),
    }
}

/// Draws the details panel beside `screen`.
pub fn details(screen: Screen, ui: &mut egui::Ui, _cx: &mut Cx<'_>) {
    match screen {
        Screen::Welcome
        | Screen::Home
        | Screen::Join
        | Screen::Overview
        | Screen::Answer
        | Screen::NewReview
        | Screen::Invite
        | Screen::Assign
        | Screen::Compare
        | Screen::Results
        | Screen::People => text::muted(ui, "Nothing more to say about this page"),
    };
}

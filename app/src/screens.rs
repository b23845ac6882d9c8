//! The pages. Each decides what to show in `data`, without a pixel, and draws it.

pub mod agree;
pub mod answer;
pub mod assign;
pub mod bundles;
pub mod compare;
pub mod conflicts;
pub mod destroyed;
pub mod details;
pub mod dropped;
pub mod files;
pub mod frameworks;
pub mod history;
pub mod home;
pub mod invite;
pub mod join;
pub mod keys;
pub mod new_review;
pub mod once;
pub mod overview;
pub mod people;
pub mod plan;
pub mod report;
pub mod results;
pub mod rights;
pub mod settings;
pub mod targets;
pub(crate) mod told;
pub mod welcome;
pub mod words;

use std::sync::Arc;

use muster_model::{
    edit::Edit,
    framework::Framework,
    time::At,
    workspace::{Review, Workspace},
};
use muster_sync::node::event::{Shelf, Shown};

use crate::{
    command::{Intent, Intents, Screen},
    state::State,
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

impl<'a> Cx<'a> {
    /// Returns the workspace shown and how it stands with others.
    pub fn shown(&self) -> Option<&'a Arc<Shown>> {
        self.state.shown(self.shelf)
    }

    /// Returns the workspace shown.
    pub fn workspace(&self) -> Option<&'a Workspace> {
        self.state.workspace(self.shelf)
    }

    /// Returns the review shown.
    pub fn review(&self) -> Option<&'a Arc<Review>> {
        self.state.review(self.shelf)
    }

    /// Returns the framework of the review shown.
    pub fn framework(&self) -> Option<&'a Arc<Framework>> {
        self.state.framework(self.shelf)
    }

    /// Returns why nothing can be changed in the workspace shown, if so.
    pub fn read_only(&self) -> Option<&'a str> {
        let here = self.state.read_only.as_deref();
        here.or_else(|| self.shown()?.sync.read_only.as_deref())
    }

    /// Wishes something.
    pub fn wish(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// Wishes a change to the workspace shown.
    pub fn edit(&mut self, edit: Edit) {
        self.intents.push(Intent::Edit(edit));
    }
}

/// What is being typed and is nobody's truth yet: the one thing drawing may change.
#[derive(Debug, Default)]
pub struct Drafts {
    /// On Welcome.
    pub welcome: welcome::Draft,
    /// On Home.
    pub home: home::Draft,
    /// On Answer.
    pub answer: answer::Draft,
    /// On Compare.
    pub compare: compare::Draft,
    /// On Agree.
    pub agree: agree::Draft,
    /// On Conflicts.
    pub conflicts: conflicts::Draft,
    /// On Assign.
    pub assign: assign::Draft,
    /// On Overview.
    pub overview: overview::Draft,
    /// On Invite.
    pub invite: invite::Draft,
    /// On Join.
    pub join: join::Draft,
    /// On New review.
    pub new_review: new_review::Draft,
    /// On Frameworks.
    pub frameworks: frameworks::Draft,
    /// The frameworks on this device.
    pub packs: frameworks::packs::Packs,
    /// On People & sync.
    pub people: people::Draft,
    /// A file that carries changes, written or taken in.
    pub bundles: bundles::Draft,
    /// About a relay of one's own.
    pub relay: crate::state::relay::Draft,
    /// Beside a page.
    pub details: details::Draft,
    /// On Results.
    pub results: results::Draft,
    /// On History.
    pub history: history::Draft,
    /// On History: what is about to be destroyed.
    pub destroyed: destroyed::Draft,
    /// On Targets and gaps.
    pub targets: targets::Draft,
    /// On Plan.
    pub plan: plan::Draft,
    /// On Report.
    pub report: report::Draft,
    /// On Settings.
    pub settings: settings::Draft,
}

/// Draws the page `screen`.
pub fn ui(screen: Screen, ui: &mut egui::Ui, cx: &mut Cx<'_>) {
    if screen != Screen::Answer {
        answer::leave(cx);
    }
    new_review::follow(ui, cx);
    dropped::hear(screen, ui, cx);
    // Each page keeps its own place: what was scrolled on one is not scrolled on the next.
    ui.push_id(screen, |ui| page(screen, ui, cx));
    bundles::ui(ui, cx);
}

fn page(screen: Screen, ui: &mut egui::Ui, cx: &mut Cx<'_>) {
    match screen {
        Screen::Answer => answer::ui(ui, cx),
        Screen::Compare => compare::ui(ui, cx),
        Screen::Agree => agree::ui(ui, cx),
        Screen::Results => results::ui(ui, cx),
        Screen::History => history::ui(ui, cx),
        Screen::Targets => targets::ui(ui, cx),
        Screen::Plan => plan::ui(ui, cx),
        Screen::Report => report::ui(ui, cx),
        Screen::Overview => overview::ui(ui, cx),
        Screen::Assign => assign::ui(ui, cx),
        Screen::Welcome => welcome::ui(ui, cx),
        Screen::Join => join::ui(ui, cx),
        Screen::People => people::ui(ui, cx),
        Screen::Invite => invite::ui(ui, cx),
        Screen::Conflicts => conflicts::ui(ui, cx),
        Screen::Home => home::ui(ui, cx),
        Screen::NewReview => new_review::ui(ui, cx),
        Screen::Frameworks => frameworks::ui(ui, cx),
        Screen::Settings => settings::ui(ui, cx),
    }
}

//! What the window is showing: pure state, no pixel and no network.
//!
//! **Invariant:** nothing here is the truth about a workspace; that is the shelf. Losing this loses no work.

pub mod asked;
pub mod modes;
pub mod relay;
pub mod settings;
pub mod standing;
pub mod toasts;
pub mod undo;

use std::{path::PathBuf, sync::Arc};

use muster_model::{
    framework::Framework,
    ids::{NodeId, ReviewId, WorkspaceId},
    workspace::{Review, Workspace},
};
use muster_sync::node::event::{Shelf, Shown};

use crate::{
    command::Screen,
    say::{Heard, Tongue},
    state::{asked::Desk, settings::Settings, toasts::Toasts, undo::Undo},
};

/// What lies over the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The command palette.
    Palette,
    /// All keys.
    Keys,
    /// Messages of this session.
    Bell,
    /// The address of a relay of one's own.
    OwnRelay,
    /// What the public relays learn.
    PublicRelays,
}

/// Whether anything has several values, looked up once for each snapshot.
#[derive(Debug, Default)]
pub struct Torn {
    of: Option<Arc<Shown>>,
    any: bool,
}

/// What the window is showing.
#[derive(Debug, Default)]
pub struct State {
    /// Which page.
    pub screen: Screen,
    /// Which workspace; `None` on Welcome and Home.
    pub workspace: Option<WorkspaceId>,
    /// Which review; `None` means the current one.
    pub review: Option<ReviewId>,
    /// Which question, on pages that show one.
    pub question: Option<NodeId>,
    /// Whether the details panel is open.
    pub details: bool,
    /// What lies over the page.
    pub overlay: Overlay,
    /// What was asked of the node and what came back.
    pub desk: Desk,
    /// Messages.
    pub toasts: Toasts,
    /// What can be taken back.
    pub undo: Undo,
    /// Whether anything in the workspace shown has several values.
    pub torn: Torn,
    /// What is remembered from one start to the next.
    pub settings: Settings,
    /// What the surroundings say about language.
    pub heard: Heard,
    /// Why nothing can be changed here, if another window holds this data directory.
    pub read_only: Option<String>,
    /// Where frameworks that somebody imported are kept; without it, none can be.
    pub data_dir: Option<PathBuf>,
}

impl State {
    /// Returns the language the window speaks.
    pub fn tongue(&self) -> Tongue {
        self.heard.tongue(self.settings.language)
    }

    /// Returns the workspace shown and how it stands with others.
    pub fn shown<'a>(&self, on: &'a Shelf) -> Option<&'a Arc<Shown>> {
        on.workspaces.get(&self.workspace?)
    }

    /// Returns the workspace shown.
    pub fn workspace<'a>(&self, on: &'a Shelf) -> Option<&'a Workspace> {
        self.shown(on).map(|it| it.workspace.as_ref())
    }

    /// Says whether anything in the workspace shown has several values.
    pub fn has_conflicts(&self) -> bool {
        self.torn.any
    }

    fn look_for_conflicts(&mut self, on: &Shelf) {
        let now = self.shown(on);
        let same = match (now, &self.torn.of) {
            (Some(now), Some(before)) => Arc::ptr_eq(now, before),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            let any = now.is_some_and(|it| {
                !it.workspace.clashes().is_empty() || !it.workspace.torn_fields().is_empty()
            });
            self.torn = Torn { of: now.cloned(), any };
        }
    }

    /// Returns the review shown: the chosen one, else the current one.
    pub fn review<'a>(&self, on: &'a Shelf) -> Option<&'a Arc<Review>> {
        let workspace = self.workspace(on)?;
        let chosen = self.review.and_then(|it| workspace.reviews.get(&it));
        chosen.or_else(|| workspace.current_review())
    }

    /// Returns the framework of the review shown.
    pub fn framework<'a>(&self, on: &'a Shelf) -> Option<&'a Arc<Framework>> {
        self.workspace(on)?.framework_of(self.review(on)?)
    }

    /// Leads back to a page that exists, when a workspace or review went away.
    pub fn settle(&mut self, on: &Shelf) {
        if self.workspace.is_some_and(|it| !on.workspaces.contains_key(&it)) {
            self.workspace = None;
            self.review = None;
        }
        self.look_for_conflicts(on);
        let lost = self.screen.needs_workspace() && self.workspace.is_none();
        let some = !on.workspaces.is_empty() || on.reading > 0;
        if lost || (self.screen == Screen::Welcome && some && !self.desk.greeting) {
            self.screen = Screen::Home;
        }
        let nothing = !some && on.damaged.is_empty();
        if self.screen == Screen::Home && nothing {
            self.screen = Screen::Welcome;
        }
    }

    /// Goes to `screen`.
    pub fn go(&mut self, screen: Screen) {
        self.screen = screen;
        self.overlay = Overlay::None;
        self.desk.greeting = screen == Screen::Welcome;
    }

    /// Opens the workspace of a device that has one only, once all are known.
    pub fn open_only(&mut self, on: &Shelf) {
        if on.reading > 0 {
            return;
        }
        let mut all = on.workspaces.keys();
        if let (Some(only), None) = (all.next(), all.next()) {
            self.open(*only);
        }
    }

    /// Opens a workspace on its overview.
    pub fn open(&mut self, workspace: WorkspaceId) {
        if self.workspace != Some(workspace) {
            self.review = None;
            self.question = None;
        }
        self.workspace = Some(workspace);
        self.go(Screen::Overview);
    }
}

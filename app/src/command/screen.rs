//! The pages, in the order of the work: Prepare, Answer, Compare, Agree, Results, Plan.

use muster_model::workspace::ReviewState;
use muster_sync::node::event::Shelf;

use crate::{
    say::say,
    state::State,
    theme::icon::{self, Icon},
};

use super::{Key, Keys};

/// A page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// Start, join or look around.
    #[default]
    Welcome,
    /// All workspaces.
    Home,
    /// Join with a ticket or file.
    Join,
    /// Where this review stands and what to do next.
    Overview,
    /// Open a review.
    NewReview,
    /// Frameworks to choose from, and those to bring along.
    Frameworks,
    /// Make a ticket.
    Invite,
    /// Who answers what.
    Assign,
    /// Answer one's questions.
    Answer,
    /// Where people disagree.
    Compare,
    /// What the group makes of it.
    Agree,
    /// What was written in two places at once.
    Conflicts,
    /// Tier, and why.
    Results,
    /// Two reviews side by side.
    History,
    /// What is aimed at, and what is short of it.
    Targets,
    /// What people set out to do.
    Plan,
    /// A file to hand out.
    Report,
    /// People, devices, network.
    People,
    /// Looks, names, folders and networks of this device.
    Settings,
}

/// What a page is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Beside the work.
    Top,
    /// Choosing, inviting, assigning.
    Prepare,
    /// Each alone.
    Answer,
    /// The disagreement map.
    Compare,
    /// Outcomes, question by question.
    Agree,
    /// Tier and why.
    Results,
    /// What is aimed at and what to do.
    Plan,
    /// Beside the work, below.
    Bottom,
}

impl Group {
    /// Returns its word in the rail; empty where there is none.
    pub fn word(self) -> &'static str {
        match self {
            Self::Top | Self::Bottom => "",
            Self::Prepare => say!("command-group-prepare"),
            Self::Answer => say!("command-group-answer"),
            Self::Compare => say!("command-group-compare"),
            Self::Agree => say!("command-group-agree"),
            Self::Results => say!("command-group-results"),
            Self::Plan => say!("command-group-plan"),
        }
    }
}

impl Screen {
    /// Every page.
    pub const ALL: [Self; 19] = [
        Self::Home,
        Self::Overview,
        Self::Invite,
        Self::Assign,
        Self::Answer,
        Self::Compare,
        Self::Agree,
        Self::Results,
        Self::History,
        Self::Targets,
        Self::Plan,
        Self::Report,
        Self::People,
        Self::Conflicts,
        Self::NewReview,
        Self::Frameworks,
        Self::Join,
        Self::Welcome,
        Self::Settings,
    ];

    /// The pages of the rail, in its order.
    pub const RAIL: [(Group, Self); 15] = [
        (Group::Top, Self::Home),
        (Group::Prepare, Self::Overview),
        (Group::Prepare, Self::NewReview),
        (Group::Prepare, Self::Invite),
        (Group::Prepare, Self::Assign),
        (Group::Answer, Self::Answer),
        (Group::Compare, Self::Compare),
        (Group::Agree, Self::Agree),
        (Group::Results, Self::Results),
        (Group::Results, Self::History),
        (Group::Plan, Self::Targets),
        (Group::Plan, Self::Plan),
        (Group::Plan, Self::Report),
        (Group::Bottom, Self::Conflicts),
        (Group::Bottom, Self::People),
    ];

    /// Returns its word in the rail and in titles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Welcome => say!("command-page-welcome"),
            Self::Home => say!("command-page-home"),
            Self::Join => say!("command-page-join"),
            Self::Overview => say!("command-page-overview"),
            Self::NewReview => say!("command-page-new-review"),
            Self::Frameworks => say!("command-page-frameworks"),
            Self::Invite => say!("command-page-invite"),
            Self::Assign => say!("command-page-assign"),
            Self::Answer => say!("command-page-answer"),
            Self::Compare => say!("command-page-compare"),
            Self::Agree => say!("command-page-agree"),
            Self::Conflicts => say!("command-page-conflicts"),
            Self::Results => say!("command-page-results"),
            Self::History => say!("command-page-history"),
            Self::Targets => say!("command-page-targets"),
            Self::Plan => say!("command-page-plan"),
            Self::Report => say!("command-page-report"),
            Self::People => say!("command-page-people"),
            Self::Settings => say!("command-page-settings"),
        }
    }

    /// Returns what settings remember it by, in every language and version.
    pub fn lasting(self) -> &'static str {
        // Same everywhere: it is written to the settings file.
        match self {
            Self::Welcome => "Welcome",
            Self::Home => "Home",
            Self::Join => "Join",
            Self::Overview => "Overview",
            Self::NewReview => "New review",
            Self::Frameworks => "Frameworks",
            Self::Invite => "Invite",
            Self::Assign => "Assign",
            Self::Answer => "Answer",
            Self::Compare => "Compare",
            Self::Agree => "Agree",
            Self::Conflicts => "Conflicts",
            Self::Results => "Results",
            Self::History => "History",
            Self::Targets => "Targets and gaps",
            Self::Plan => "Plan of action",
            Self::Report => "Report",
            Self::People => "People & sync",
            Self::Settings => "Settings",
        }
    }

    /// Returns what going there is called in the palette.
    pub fn go_title(self) -> &'static str {
        match self {
            Self::Welcome => say!("command-go-welcome"),
            Self::Home => say!("command-go-home"),
            Self::Join => say!("command-go-join"),
            Self::Overview => say!("command-go-overview"),
            Self::NewReview => say!("command-go-new-review"),
            Self::Frameworks => say!("command-go-frameworks"),
            Self::Invite => say!("command-go-invite"),
            Self::Assign => say!("command-go-assign"),
            Self::Answer => say!("command-go-answer"),
            Self::Compare => say!("command-go-compare"),
            Self::Agree => say!("command-go-agree"),
            Self::Conflicts => say!("command-go-conflicts"),
            Self::Results => say!("command-go-results"),
            Self::History => say!("command-go-history"),
            Self::Targets => say!("command-go-targets"),
            Self::Plan => say!("command-go-plan"),
            Self::Report => say!("command-go-report"),
            Self::People => say!("command-go-people"),
            Self::Settings => say!("command-go-settings"),
        }
    }

    /// Returns its icon.
    pub fn icon(self) -> Icon {
        match self {
            Self::Welcome => icon::SPROUT,
            Self::Home => icon::HOME,
            Self::Join => icon::TICKET,
            Self::Overview => icon::GAUGE,
            Self::NewReview => icon::CLIPBOARD_LIST,
            Self::Frameworks => icon::LAYERS,
            Self::Invite => icon::USER_PLUS,
            Self::Assign => icon::GRID_3X3,
            Self::Answer => icon::LIST_CHECKS,
            Self::Compare => icon::MESSAGES_SQUARE,
            Self::Agree => icon::HANDSHAKE,
            Self::Conflicts => icon::SPLIT,
            Self::Results => icon::SHIELD_CHECK,
            Self::History => icon::HISTORY,
            Self::Targets => icon::TARGET,
            Self::Plan => icon::ROUTE,
            Self::Report => icon::FILE_TEXT,
            Self::People => icon::USERS,
            Self::Settings => icon::SETTINGS,
        }
    }

    /// Returns the keys that lead there: Alt and its place in the work.
    pub fn keys(self) -> Option<Keys> {
        let key = match self {
            Self::Home => Key::Num1,
            Self::Overview => Key::Num2,
            Self::Invite => Key::Num3,
            Self::Assign => Key::Num4,
            Self::Answer => Key::Num5,
            Self::Compare => Key::Num6,
            Self::Agree => Key::Num7,
            Self::Results => Key::Num8,
            Self::Targets => Key::Num9,
            Self::Plan => Key::P,
            Self::People => Key::Num0,
            Self::Settings => return Some(Keys::ctrl(Key::Comma)),
            Self::Welcome
            | Self::Join
            | Self::NewReview
            | Self::Frameworks
            | Self::History
            | Self::Report
            | Self::Conflicts => return None,
        };
        Some(Keys::alt(key))
    }

    /// Says whether it shows a workspace.
    pub fn needs_workspace(self) -> bool {
        match self {
            Self::Welcome | Self::Home | Self::Join | Self::Frameworks | Self::Settings => false,
            Self::Overview
            | Self::NewReview
            | Self::Invite
            | Self::Assign
            | Self::Answer
            | Self::Compare
            | Self::Agree
            | Self::Conflicts
            | Self::Results
            | Self::History
            | Self::Targets
            | Self::Plan
            | Self::Report
            | Self::People => true,
        }
    }

    /// Says whether the rail shows it only while one can go there: what is mostly empty would only be in the way.
    pub fn is_passing(self) -> bool {
        self == Self::Conflicts
    }

    /// Returns why one can't go there now, if so.
    pub fn why_not(self, state: &State, on: &Shelf) -> Option<&'static str> {
        if !self.needs_workspace() {
            return None;
        }
        if state.workspace(on).is_none() {
            return Some(say!("command-why-workspace-first"));
        }
        let review = state.review(on);
        match self {
            Self::Conflicts if !state.has_conflicts() => Some(say!("command-why-no-conflicts")),
            Self::Assign
            | Self::Answer
            | Self::Compare
            | Self::Agree
            | Self::Results
            | Self::History
            | Self::Targets
            | Self::Plan
            | Self::Report
                if review.is_none() =>
            {
                Some(say!("command-why-review-first"))
            }
            Self::Assign if review.is_some_and(|it| it.state == ReviewState::Closed) => {
                Some(say!("command-why-review-closed"))
            }
            Self::Welcome
            | Self::Home
            | Self::Join
            | Self::Overview
            | Self::NewReview
            | Self::Frameworks
            | Self::Invite
            | Self::Assign
            | Self::Answer
            | Self::Compare
            | Self::Agree
            | Self::Conflicts
            | Self::Results
            | Self::History
            | Self::Targets
            | Self::Plan
            | Self::Report
            | Self::People
            | Self::Settings => None,
        }
    }
}

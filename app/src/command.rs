//! Everything one can do in the window, as one enum: menu, palette, shortcuts, tooltips and `?` come from here.
//!
//! A click is a wish: pages push an [`Intent`], and `app` performs it.

mod keys;
pub mod screen;

use muster_model::{
    edit::Edit,
    ids::{NodeId, ReviewId, WorkspaceId},
};
use muster_sync::node::{
    command::{Command as NodeCommand, Mode, Relay},
    event::Shelf,
};

use crate::{
    bridge::Leaving,
    say::say,
    state::{State, asked::Purpose, settings::Change, toasts::Kind},
    theme::{
        Appearance, Contrast,
        icon::{self, Icon},
    },
};

pub use keys::{Key, Keys};
pub use screen::{Group, Screen};

/// What a click, a key or the palette wishes.
#[derive(Debug)]
pub enum Intent {
    /// A change to the workspace shown.
    Edit(Edit),
    /// Something else the node is to do; the answer goes to the [`Desk`](crate::state::asked::Desk).
    Ask(NodeCommand, Purpose),
    /// A command of the window.
    Run(Command),
    /// Another page.
    Go(Screen),
    /// A workspace.
    Open(WorkspaceId),
    /// Another review of the workspace.
    ShowReview(ReviewId),
    /// A question; pages that show one follow.
    ShowQuestion(Option<NodeId>),
    /// The network mode of the workspace shown; what has to be known first is asked first.
    SetMode(Mode),
    /// A relay of one's own for the workspace shown.
    UseRelay(Relay),
    /// That it is known what the public relays learn.
    KnowPublicRelays,
    /// Another relay of one's own than the one set.
    ChooseRelay,
    /// Text for the clipboard, and what it is in words.
    Copy(String, &'static str),
    /// A message: how it is meant, what happened, what to do.
    Tell(Kind, String, String),
    /// A message out of sight.
    CloseToast(u64),
    /// The palette, the keys or the bell panel away.
    CloseOverlay,
    /// What this person and device are called from now on, as a suggestion for the next workspace.
    Remember {
        /// The person.
        me: String,
        /// The device.
        device: String,
    },
    /// A setting of this device.
    Set(Change),
    /// The example workspace.
    LookAround,
    /// Writes out what an assessment holds, before it is destroyed.
    WriteOut(Leaving),
    /// Forgets what the [`Desk`](crate::state::asked::Desk) holds for a purpose.
    Forget(Purpose),
}

/// Wishes of one frame, in order.
pub type Intents = Vec<Intent>;

/// A command of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// Another page.
    Go(Screen),
    /// The palette.
    Palette,
    /// All keys.
    Keys,
    /// Messages of this session.
    Bell,
    /// The details panel.
    Details,
    /// Takes the last change of mine back.
    Undo,
    /// Makes again what was taken back.
    Redo,
    /// Exchanges with everybody reachable now.
    SyncNow,
    /// No network for this workspace.
    NetworkOff,
    /// This network for this workspace.
    NetworkLan,
    /// A relay of one's own for this workspace.
    NetworkRelay,
    /// The public relays for this workspace.
    NetworkPublic,
    /// Text larger.
    Larger,
    /// Text smaller.
    Smaller,
    /// Text as it was.
    NormalSize,
    /// Light or dark as the system says.
    FollowSystem,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast on or off.
    Contrast,
    /// Re-checks every signature of the workspace.
    Verify,
    /// Closes the window.
    Quit,
}

/// What is true of a command wherever it is shown.
#[derive(Debug, Clone, Copy)]
pub struct Face {
    /// What it does, as a verb.
    pub title: &'static str,
    /// Icon.
    pub icon: Icon,
    /// Keys, if any.
    pub keys: Option<Keys>,
}

impl Command {
    /// Every command, in the order of the palette.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Screen::ALL.into_iter().map(Self::Go).collect();
        all.extend([
            Self::Undo,
            Self::Redo,
            Self::SyncNow,
            Self::NetworkLan,
            Self::NetworkRelay,
            Self::NetworkPublic,
            Self::NetworkOff,
            Self::Details,
            Self::Bell,
            Self::Palette,
            Self::Keys,
            Self::Larger,
            Self::Smaller,
            Self::NormalSize,
            Self::FollowSystem,
            Self::Light,
            Self::Dark,
            Self::Contrast,
            Self::Verify,
            Self::Quit,
        ]);
        all
    }

    /// Returns the name of the page it opens; empty if it opens none.
    pub fn page(self) -> &'static str {
        if let Self::Go(screen) = self { screen.word() } else { "" }
    }

    /// Returns title, icon and keys.
    pub fn face(self) -> Face {
        let of = |title, icon, keys| Face { title, icon, keys };
        match self {
            Self::Go(screen) => of(screen.go_title(), screen.icon(), screen.keys()),
            Self::Palette => {
                of(say!("command-do-palette"), icon::COMMAND, Some(Keys::ctrl(Key::K)))
            }
            Self::Keys => {
                of(say!("command-do-keys"), icon::KEYBOARD, Some(Keys::plain(Key::Questionmark)))
            }
            Self::Bell => of(say!("command-do-bell"), icon::BELL, None),
            Self::Details => {
                of(say!("command-do-details"), icon::PANEL_RIGHT, Some(Keys::plain(Key::F4)))
            }
            Self::Undo => of(say!("command-do-undo"), icon::UNDO_2, Some(Keys::ctrl(Key::Z))),
            Self::Redo => of(say!("command-do-redo"), icon::REDO_2, Some(Keys::ctrl_shift(Key::Z))),
            Self::SyncNow => {
                of(say!("command-do-sync-now"), icon::REFRESH_CW, Some(Keys::plain(Key::F5)))
            }
            Self::NetworkOff => of(say!("command-do-network-off"), icon::WIFI_OFF, None),
            Self::NetworkLan => of(say!("command-do-network-lan"), icon::WIFI, None),
            Self::NetworkRelay => of(say!("command-do-network-relay"), icon::NETWORK, None),
            Self::NetworkPublic => of(say!("command-do-network-public"), icon::GLOBE, None),
            Self::Larger => of(say!("command-do-larger"), icon::PLUS, Some(Keys::ctrl(Key::Plus))),
            Self::Smaller => {
                of(say!("command-do-smaller"), icon::MINUS, Some(Keys::ctrl(Key::Minus)))
            }
            Self::NormalSize => {
                of(say!("command-do-normal-size"), icon::TYPE, Some(Keys::ctrl(Key::Num0)))
            }
            Self::FollowSystem => of(say!("command-do-follow-system"), icon::MONITOR, None),
            Self::Light => of(say!("command-do-light"), icon::SUN, None),
            Self::Dark => of(say!("command-do-dark"), icon::MOON, None),
            Self::Contrast => of(say!("command-do-contrast"), icon::CONTRAST, None),
            Self::Verify => of(say!("command-do-verify"), icon::SHIELD_CHECK, None),
            Self::Quit => of(say!("command-do-quit"), icon::POWER, Some(Keys::ctrl(Key::Q))),
        }
    }

    /// Returns why it can't be done now, if so.
    pub fn why_not(self, state: &State, on: &Shelf) -> Option<&'static str> {
        let no_workspace =
            state.workspace(on).is_none().then_some(say!("command-why-workspace-first"));
        let mode = state.shown(on).map(|it| it.sync.mode);
        match self {
            Self::Go(screen) => screen.why_not(state, on),
            Self::Undo => match (state.read_only.as_ref(), state.undo.back()) {
                (Some(_), _) => Some(say!("command-why-read-only")),
                (None, None) => Some(say!("command-why-nothing-to-undo")),
                (None, Some(_)) => None,
            },
            Self::Redo => {
                state.undo.again().is_none().then_some(say!("command-why-nothing-to-redo"))
            }
            Self::SyncNow => no_workspace
                .or((mode == Some(Mode::Off)).then_some(say!("command-why-network-off"))),
            Self::NetworkOff => no_workspace
                .or((mode == Some(Mode::Off)).then_some(say!("command-why-off-already"))),
            Self::NetworkLan => {
                no_workspace.or((mode == Some(Mode::Lan)).then_some(say!("command-why-on-already")))
            }
            Self::NetworkPublic => no_workspace
                .or((mode == Some(Mode::Public)).then_some(say!("command-why-on-already"))),
            Self::Verify | Self::NetworkRelay => no_workspace,
            Self::Larger => {
                (state.settings.text_percent >= 200).then_some(say!("command-why-largest"))
            }
            Self::Smaller => {
                (state.settings.text_percent <= 70).then_some(say!("command-why-smallest"))
            }
            Self::NormalSize => {
                (state.settings.text_percent == 100).then_some(say!("command-why-size-normal"))
            }
            Self::FollowSystem => already(state, Appearance::System),
            Self::Light => already(state, Appearance::Light),
            Self::Dark => already(state, Appearance::Dark),
            Self::Palette
            | Self::Keys
            | Self::Bell
            | Self::Details
            | Self::Contrast
            | Self::Quit => None,
        }
    }

    /// Says whether it stays as it was set (for a tick in the menu).
    pub fn is_on(self, state: &State) -> bool {
        match self {
            Self::FollowSystem => state.settings.appearance == Appearance::System,
            Self::Light => state.settings.appearance == Appearance::Light,
            Self::Dark => state.settings.appearance == Appearance::Dark,
            Self::Contrast => state.settings.contrast == Contrast::High,
            Self::Details => state.details,
            Self::Go(screen) => state.screen == screen,
            Self::Palette
            | Self::Keys
            | Self::Bell
            | Self::Undo
            | Self::Redo
            | Self::SyncNow
            | Self::NetworkOff
            | Self::NetworkLan
            | Self::NetworkRelay
            | Self::NetworkPublic
            | Self::Larger
            | Self::Smaller
            | Self::NormalSize
            | Self::Verify
            | Self::Quit => false,
        }
    }
}

fn already(state: &State, appearance: Appearance) -> Option<&'static str> {
    (state.settings.appearance == appearance).then_some(say!("command-why-already"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_title_or_a_key() {
        let mut titles = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for command in Command::all() {
            let face = command.face();
            assert!(titles.insert(face.title), "{}", face.title);
            if let Some(found) = face.keys {
                assert!(keys.insert(found.words()), "{}", face.title);
            }
        }
    }

    #[test]
    fn without_a_workspace_every_command_says_what_is_missing() {
        let (state, shelf) = (State::default(), Shelf::default());
        let blocked = |it: Command| it.why_not(&state, &shelf);
        assert_eq!(blocked(Command::Go(Screen::Answer)), Some("Open a workspace first"));
        assert_eq!(blocked(Command::SyncNow), Some("Open a workspace first"));
        assert_eq!(blocked(Command::Undo), Some("Nothing of yours to take back yet"));
        assert_eq!(blocked(Command::Palette), None);
    }
}

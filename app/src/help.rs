//! What each page is for and which keys it has, in words: the `?` overlay, the hints and the manual read it here.

use crate::{command::Screen, say::say};

/// Keys and what they do.
type Keys = Vec<(&'static str, &'static str)>;

/// What is known of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What one does there, in one or two sentences.
    pub about: &'static str,
    /// One line for the first visit; empty where the page speaks for itself.
    pub hint: &'static str,
    /// Its keys and what they do. They count only while nobody is typing.
    pub keys: Vec<(&'static str, &'static str)>,
    /// The command that does the same, for the manual; empty where there is none.
    pub command: &'static str,
}

/// Returns what is known of `screen`.
pub fn of(screen: Screen) -> Help {
    let (about, hint, command) = match screen {
        Screen::Welcome => (say!("help-welcome"), "", "muster workspace create"),
        Screen::Home => (say!("help-home"), "", "muster workspace list"),
        Screen::Join => (say!("help-join"), "", "muster join"),
        Screen::Overview => {
            (say!("help-overview"), say!("help-overview-hint"), "muster review status")
        }
        Screen::NewReview => (say!("help-new-review"), "", "muster review open"),
        Screen::Frameworks => (say!("help-frameworks"), "", "muster framework list"),
        Screen::Invite => (say!("help-invite"), say!("help-invite-hint"), "muster invite"),
        Screen::Assign => (say!("help-assign"), say!("help-assign-hint"), "muster assign"),
        Screen::Answer => (say!("help-answer"), say!("help-answer-hint"), "muster answer"),
        Screen::Compare => (say!("help-compare"), say!("help-compare-hint"), "muster disagreement"),
        Screen::Agree => (say!("help-agree"), say!("help-agree-hint"), "muster agree"),
        Screen::Conflicts => (say!("help-conflicts"), "", "muster conflicts"),
        Screen::Results => (say!("help-results"), say!("help-results-hint"), "muster result"),
        Screen::History => (say!("help-history"), "", "muster compare"),
        Screen::Plan => (say!("help-plan"), "", "muster action list"),
        Screen::Targets => (say!("help-targets"), say!("help-targets-hint"), "muster gaps"),
        Screen::Report => (say!("help-report"), "", "muster report"),
        Screen::People => (say!("help-people"), say!("help-people-hint"), "muster members"),
        Screen::Settings => (say!("help-settings"), "", ""),
    };
    Help { about, hint, keys: keys(screen), command }
}

/// Returns the keys of `screen`.
fn keys(screen: Screen) -> Keys {
    match screen {
        Screen::Answer => answer(),
        Screen::Compare => compare(),
        Screen::Agree => agree(),
        Screen::Plan => plan(),
        Screen::Welcome
        | Screen::Home
        | Screen::Join
        | Screen::Overview
        | Screen::NewReview
        | Screen::Frameworks
        | Screen::Invite
        | Screen::Assign
        | Screen::Conflicts
        | Screen::Results
        | Screen::History
        | Screen::Targets
        | Screen::Report
        | Screen::People
        | Screen::Settings => Vec::new(),
    }
}

fn answer() -> Keys {
    vec![
        ("1 - 9", say!("help-answer-key-digit")),
        ("0", say!("help-answer-key-zero")),
        ("N", say!("help-answer-key-n")),
        ("Q W E", say!("help-answer-key-basis")),
        ("C", say!("help-answer-key-c")),
        ("V", say!("help-answer-key-v")),
        ("M", say!("help-answer-key-m")),
        ("Y", say!("help-answer-key-y")),
        ("F", say!("help-answer-key-f")),
        (say!("help-key-enter"), say!("help-answer-key-enter")),
    ]
}

fn compare() -> Keys {
    vec![
        ("H", say!("help-compare-key-h")),
        (say!("help-key-up-down"), say!("help-compare-key-arrows")),
    ]
}

fn agree() -> Keys {
    vec![
        ("1 - 9", say!("help-agree-key-digit")),
        ("N", say!("help-agree-key-n")),
        ("A J D L", say!("help-agree-key-kinds")),
        (say!("help-key-ctrl-enter"), say!("help-agree-key-record")),
        ("S", say!("help-agree-key-s")),
        ("F", say!("help-agree-key-f")),
        ("H", say!("help-agree-key-h")),
        (say!("help-key-up-down"), say!("help-agree-key-arrows")),
    ]
}

fn plan() -> Keys {
    vec![("N", say!("help-plan-key-n"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_what_it_is_for() {
        for screen in Screen::ALL {
            let help = of(screen);
            assert!(help.about.len() > 30 && help.about.ends_with('.'), "{screen:?}");
            assert!(help.hint.is_empty() || help.hint.chars().count() < 100, "{screen:?}");
        }
    }
}

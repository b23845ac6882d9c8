//! What each page is for and which keys it has, in words: the `?` overlay, the hints and the manual read it here.

use crate::command::Screen;

/// What is known of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// What one does there, in one or two sentences.
    pub about: &'static str,
    /// One line for the first visit; empty where the page speaks for itself.
    pub hint: &'static str,
    /// Its keys and what they do. They count only while nobody is typing.
    pub keys: &'static [(&'static str, &'static str)],
    /// The command that does the same, for the manual; empty where there is none.
    pub command: &'static str,
}

const ANSWER: &[(&str, &str)] = &[
    ("1 - 9", "Choose a level"),
    ("0", "Don't know"),
    ("N", "Not applicable"),
    ("Q W E", "Claimed, documented, tested"),
    ("C", "Write a comment"),
    ("V", "Name evidence, or attach a file"),
    ("M", "Mark for later"),
    ("Y", "Confirm: same as last time"),
    ("F", "List, or one question at a time"),
    ("Enter", "Next open question"),
];

const COMPARE: &[(&str, &str)] = &[("H", "Names on or off"), ("Up Down", "Another question")];

const AGREE: &[(&str, &str)] = &[
    ("1 - 9", "Choose the level agreed on"),
    ("N", "Not applicable"),
    ("A J D L", "Agreed, majority, facilitator's decision, left open"),
    ("Ctrl+Enter", "Record, and on to the next"),
    ("S", "Skip for now"),
    ("F", "Meeting view"),
    ("H", "Names on or off"),
    ("Up Down", "Another question"),
];

const PLAN: &[(&str, &str)] = &[("N", "A new action")];

/// Every page.
const PAGES: &[(Screen, Help)] = &[
    (
        Screen::Welcome,
        Help {
            about: "Begin a workspace, join one with a ticket, or look around in an example. \
                    Nothing here touches the network.",
            hint: "",
            keys: &[],
            command: "muster workspace create",
        },
    ),
    (
        Screen::Home,
        Help {
            about: "All workspaces on this device. Each organisation has its own; they share \
                    nothing. Files that carry changes can be dropped anywhere.",
            hint: "",
            keys: &[],
            command: "muster workspace list",
        },
    ),
    (
        Screen::Join,
        Help {
            about: "Take a ticket from somebody who invited you. Before you join you see the \
                    workspace, who invites you and your role; then six words to compare with \
                    them.",
            hint: "",
            keys: &[],
            command: "muster join",
        },
    ),
    (
        Screen::Overview,
        Help {
            about: "Where this review stands: your next step, how far each dimension and person \
                    is, and what waits for you.",
            hint: "The blue box always names your next step.",
            keys: &[],
            command: "muster review status",
        },
    ),
    (
        Screen::NewReview,
        Help {
            about: "Open a review: framework, scope, people, check. What was said last time \
                    comes along, to be confirmed.",
            hint: "",
            keys: &[],
            command: "muster review open",
        },
    ),
    (
        Screen::Frameworks,
        Help {
            about: "Look at the frameworks that come with Muster, and import others.",
            hint: "",
            keys: &[],
            command: "muster framework list",
        },
    ),
    (
        Screen::Invite,
        Help {
            about: "Make a ticket that lets somebody join in a role. Hand it over yourself: as \
                    text, as a code, as a file.",
            hint: "A ticket counts until it is used up or its day has passed; you can void it \
                   any time.",
            keys: &[],
            command: "muster invite",
        },
    ),
    (
        Screen::Assign,
        Help {
            about: "Say who answers which dimension. Where one person answers alone, no \
                    disagreement can show.",
            hint: "Tick more than one box in a column: several people show where they disagree.",
            keys: &[],
            command: "muster assign",
        },
    ),
    (
        Screen::Answer,
        Help {
            about: "Your questions. Each level is a sentence: take the one that is true today. \
                    Everything is saved as you go; handing in says that these are your answers.",
            hint: "By keyboard: a digit answers, Enter leads on, ? shows all keys.",
            keys: ANSWER,
            command: "muster answer",
        },
    ),
    (
        Screen::Compare,
        Help {
            about: "Where people say different things, what to talk about first on top. Each \
                    dot is a person.",
            hint: "Start with the top rows: there the answers decide about a tier.",
            keys: COMPARE,
            command: "muster disagreement",
        },
    ),
    (
        Screen::Agree,
        Help {
            about: "One question at a time: every voice with its reason, then what the group \
                    makes of it. Dissent is kept and printed.",
            hint: "Nothing is chosen beforehand. What nobody disputes can be recorded at once.",
            keys: AGREE,
            command: "muster agree",
        },
    ),
    (
        Screen::Conflicts,
        Help {
            about: "What was written in two places at once. All values stay until somebody \
                    chooses; none is lost.",
            hint: "",
            keys: &[],
            command: "muster conflicts",
        },
    ),
    (
        Screen::Results,
        Help {
            about: "The tier and why it is so, how sure it is, what would lift it, and a code \
                    to read to each other.",
            hint: "Every number says where it comes from: see “Why this tier” and, below, every \
                   figure.",
            keys: &[],
            command: "muster result",
        },
    ),
    (
        Screen::History,
        Help {
            about: "Two reviews side by side: what moved, and why the tier is another.",
            hint: "",
            keys: &[],
            command: "muster compare",
        },
    ),
    (
        Screen::Plan,
        Help {
            about: "What is to be done, by whom and by when: from a gap, a disagreement or a \
                    finding. As a table, or as a board by status.",
            hint: "",
            keys: PLAN,
            command: "muster action list",
        },
    ),
    (
        Screen::Targets,
        Help {
            about: "What is aimed at, what is short of it, and what the next tier asks for.",
            hint: "Set targets after answering: an aim in sight makes people answer kindly.",
            keys: &[],
            command: "muster gaps",
        },
    ),
    (
        Screen::Report,
        Help {
            about: "A file to hand out: what is in it, and whether it names people, is up to you.",
            hint: "",
            keys: &[],
            command: "muster report",
        },
    ),
    (
        Screen::People,
        Help {
            about: "Who is here, who has everything, what is only on this device, and where \
                    packets may go.",
            hint: "Being offline is normal: changes go out when devices meet, or by file.",
            keys: &[],
            command: "muster members",
        },
    ),
    (
        Screen::Settings,
        Help {
            about: "Looks, names, folders and networks of this device. None of it is part of a \
                    workspace.",
            hint: "",
            keys: &[],
            command: "",
        },
    ),
];

const NOTHING: Help = Help { about: "", hint: "", keys: &[], command: "" };

/// Returns what is known of `screen`.
pub fn of(screen: Screen) -> Help {
    PAGES.iter().find(|it| it.0 == screen).map_or(NOTHING, |it| it.1)
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

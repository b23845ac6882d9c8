//! What an operation does, as data with the names known then. It says itself in English; whoever speaks another language
//! reads the data, never the words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::op::Role;

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Who, by name; nothing where that is not known.
    pub who: Option<String>,
    /// What.
    pub deed: Deed,
}

/// A deed, with the names known when it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Founded the workspace of this name.
    Founded(String),
    /// Invited people into a role, so many at most.
    Invited(Role, u32),
    /// Prepared a further device: somebody else's, by name, or one of their own.
    PreparedDevice(Option<String>),
    /// Took an invitation back.
    TookBack(Invited),
    /// Let an invitation stand.
    LetStand(Invited),
    /// Was asked to admit somebody of this name.
    WasAsked(String),
    /// Somebody of this name joined.
    Joined(String),
    /// Somebody of this name came with a further device.
    CameWithDevice(String),
    /// Refused a device, by the name it gave.
    Refused(Option<String>),
    /// Began an assessment of this title.
    BeganAssessment(String),
    /// Opened a review of this title.
    OpenedReview(String),
    /// Changed what somebody is asked in a review.
    Assigned {
        /// Who, by name.
        member: String,
        /// What is new, by id.
        add: Few,
        /// What is not asked any more.
        remove: Few,
        /// Title of the review, if it is known.
        review: Option<String>,
    },
    /// Got ready to answer a review.
    GotReady(Option<String>),
    /// Passed on the key to somebody's answers in a review.
    PassedKey(String, Option<String>),
    /// Handed in their answers to a review.
    HandedIn(Option<String>),
    /// Revealed a review.
    Revealed(Option<String>),
    /// Opened their own answers to a review.
    OpenedAnswers(Option<String>),
    /// Closed a review.
    Closed(Option<String>),
    /// Changed who is asked to sign a review off.
    AskedToSign {
        /// Who is asked now.
        add: Few,
        /// Who is asked no more.
        remove: Few,
        /// Title of the review, if it is known.
        review: Option<String>,
    },
    /// Signed a review off.
    Signed(Option<String>),
    /// Set the first key of the workspace.
    SetKey,
    /// Changed the key of the workspace.
    ChangedKey,
    /// Gave somebody a role.
    MadeRole(String, Role),
    /// Left.
    Left,
    /// Removed somebody.
    Removed(String),
    /// Revoked a device: its name, and its owner where that is somebody else.
    Revoked(String, Option<String>),
    /// Revoked a device that nobody knows.
    RevokedUnknown,
    /// Took somebody out of their team.
    OutOfTeam(String),
    /// Put somebody into a team.
    IntoTeam(String, String),
    /// The recovery code brought somebody back as an owner, by name if that is known.
    Recovered(Option<String>),
    /// Destroyed what was in an assessment, by title if that is known.
    Destroyed(Option<String>),
    /// Something that needs a newer version.
    Newer,
}

/// Whose invitation it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invited {
    /// Not known.
    Somebody,
    /// As whoever invited noted.
    Noted(String),
    /// For a further device of somebody.
    DeviceOf(String),
    /// For a role.
    Role(Role),
}

/// The first of several names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Few {
    /// The first.
    pub first: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl Few {
    /// Names the first three.
    pub(crate) fn of(names: impl ExactSizeIterator<Item = String>) -> Self {
        let n = names.len();
        let first: Vec<String> = names.take(3).collect();
        Self { more: n - first.len(), first }
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

impl fmt::Display for Few {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first.join(", "))?;
        if self.more == 0 { Ok(()) } else { write!(f, " and {} more", self.more) }
    }
}

impl fmt::Display for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Somebody => f.write_str("somebody"),
            Self::Noted(note) => f.write_str(note),
            Self::DeviceOf(name) => write!(f, "a further device of {name}"),
            Self::Role(role) => f.write_str(a_role(*role)),
        }
    }
}

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = self.who.as_deref().unwrap_or("Somebody unknown");
        match &self.deed {
            Deed::WasAsked(name) => write!(f, "{name} asked {who} to be admitted"),
            Deed::Joined(name) => write!(f, "{name} joined"),
            Deed::CameWithDevice(name) => write!(f, "{name} came with a further device"),
            Deed::Recovered(Some(name)) => {
                write!(f, "The recovery code brought {name} back as an owner")
            }
            Deed::Recovered(None) => f.write_str("The recovery code was used"),
            deed @ (Deed::Founded(_)
            | Deed::Invited(..)
            | Deed::PreparedDevice(_)
            | Deed::TookBack(_)
            | Deed::LetStand(_)
            | Deed::Refused(_)
            | Deed::BeganAssessment(_)
            | Deed::OpenedReview(_)
            | Deed::Assigned { .. }
            | Deed::GotReady(_)
            | Deed::PassedKey(..)
            | Deed::HandedIn(_)
            | Deed::Revealed(_)
            | Deed::OpenedAnswers(_)
            | Deed::Closed(_)
            | Deed::AskedToSign { .. }
            | Deed::Signed(_)
            | Deed::SetKey
            | Deed::ChangedKey
            | Deed::MadeRole(..)
            | Deed::Left
            | Deed::Removed(_)
            | Deed::Revoked(..)
            | Deed::RevokedUnknown
            | Deed::OutOfTeam(_)
            | Deed::IntoTeam(..)
            | Deed::Destroyed(_)
            | Deed::Newer) => write!(f, "{who} {}", deed.done()),
        }
    }
}

impl Deed {
    /// Says what was done, in the past; empty where it begins with another name.
    fn done(&self) -> String {
        match self {
            Self::Founded(name) => format!("founded the workspace “{name}”"),
            Self::Invited(role, 1) => format!("invited {}", a_role(*role)),
            Self::Invited(role, uses) => format!("invited up to {uses} {}s", role_word(*role)),
            Self::PreparedDevice(None) => "prepared a further device of their own".to_owned(),
            Self::PreparedDevice(Some(it)) => format!("prepared a further device for {it}"),
            Self::TookBack(whose) => format!("took the invitation of {whose} back"),
            Self::LetStand(whose) => format!("let the invitation of {whose} stand"),
            Self::Refused(name) => format!("refused {}", name.as_deref().unwrap_or("a device")),
            Self::BeganAssessment(title) => format!("began the assessment “{title}”"),
            Self::OpenedReview(title) => format!("opened the review “{title}”"),
            Self::Assigned { member, add, remove, review } => {
                format!("{} in {}", assigned(member, add, remove), title(review.as_ref()))
            }
            Self::AskedToSign { add, remove, review } => {
                format!("{} {} off", asked_to_sign(add, remove), title(review.as_ref()))
            }
            Self::GotReady(review) => format!("got ready to answer {}", title(review.as_ref())),
            Self::PassedKey(whose, review) => {
                format!("passed on the key to {whose}’s answers in {}", title(review.as_ref()))
            }
            Self::HandedIn(it) => format!("handed in their answers to {}", title(it.as_ref())),
            Self::Revealed(it) => format!("revealed {}", title(it.as_ref())),
            Self::OpenedAnswers(it) => format!("opened their answers to {}", title(it.as_ref())),
            Self::Closed(it) => format!("closed {}", title(it.as_ref())),
            Self::Signed(it) => format!("signed {} off", title(it.as_ref())),
            Self::SetKey => "set the key of the workspace".to_owned(),
            Self::ChangedKey => "changed the key of the workspace".to_owned(),
            Self::MadeRole(member, role) => format!("made {member} {}", a_role(*role)),
            Self::Left => "left".to_owned(),
            Self::Removed(member) => format!("removed {member}"),
            Self::Revoked(name, None) => format!("revoked their own device “{name}”"),
            Self::Revoked(name, Some(of)) => format!("revoked the device “{name}” of {of}"),
            Self::RevokedUnknown => "revoked an unknown device".to_owned(),
            Self::OutOfTeam(member) => format!("took {member} out of their team"),
            Self::IntoTeam(member, team) => format!("put {member} into the team “{team}”"),
            Self::Destroyed(Some(title)) => format!("destroyed the content of “{title}”"),
            Self::Destroyed(None) => "destroyed the content of an unknown assessment".to_owned(),
            Self::Newer => "did something that needs a newer version of Muster".to_owned(),
            Self::WasAsked(_) | Self::Joined(_) | Self::CameWithDevice(_) | Self::Recovered(_) => {
                String::new()
            }
        }
    }
}

/// Returns the word for a role, as people read it and frameworks may weigh it.
pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Observer => "observer",
        Role::Respondent => "respondent",
        Role::Facilitator => "facilitator",
        Role::Owner => "owner",
    }
}

fn a_role(role: Role) -> &'static str {
    match role {
        Role::Observer => "an observer",
        Role::Respondent => "a respondent",
        Role::Facilitator => "a facilitator",
        Role::Owner => "an owner",
    }
}

fn title(review: Option<&String>) -> String {
    review.map_or_else(|| "an unknown review".to_owned(), |it| format!("“{it}”"))
}

fn asked_to_sign(add: &Few, remove: &Few) -> String {
    match (add.is_empty(), remove.is_empty()) {
        (true, true) => "asked nobody to sign".to_owned(),
        (false, true) => format!("asked {add} to sign"),
        (true, false) => format!("no longer asks {remove} to sign"),
        (false, false) => format!("asked {add} instead of {remove} to sign"),
    }
}

fn assigned(member: &str, add: &Few, remove: &Few) -> String {
    match (add.is_empty(), remove.is_empty()) {
        (true, true) => format!("assigned nothing to {member}"),
        (false, true) => format!("assigned {add} to {member}"),
        (true, false) => format!("took {remove} from {member}"),
        (false, false) => format!("assigned {add} to {member} instead of {remove}"),
    }
}

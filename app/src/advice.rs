//! What to do about an error: every one has a headline that says what happened and a remedy.

use muster_sync::{identity::IdentityError, node::command::CommandError, store::StoreError};

/// What to tell a person about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What happened, a sentence without its full stop.
    pub headline: String,
    /// What to do now; may be empty.
    pub remedy: String,
}

impl Advice {
    /// Pairs a headline with a remedy.
    pub fn new(headline: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { headline: headline.into(), remedy: remedy.into() }
    }
}

/// Advises on a command that was not granted. Nothing changed.
pub fn on_command(err: &CommandError) -> Advice {
    match err {
        CommandError::NoWorkspace => Advice::new(
            "There is no such workspace on this device",
            "See what is here with `muster workspace list`, or join it with a ticket",
        ),
        CommandError::Refused(why) => Advice::new(sentence(why), "Nothing was changed"),
        CommandError::Unreachable => Advice::new(
            "Nobody answers at the addresses in the ticket",
            "Ask the person who invited you to keep Muster open with the network on, then try again",
        ),
        CommandError::Ticket(why) => {
            Advice::new(format!("The ticket was not accepted: {why}"), "Ask for a new ticket")
        }
        CommandError::NetworkOff => Advice::new(
            "The network is switched off for this workspace",
            "Switch it on with `muster network lan`, or for one exchange with `muster sync`",
        ),
        CommandError::Network(why) => Advice::new(
            format!("The network can't be used: {why}"),
            "Your work is saved here; it goes out when the network is back",
        ),
        CommandError::NetworkBusy => Advice::new(
            "Muster is already running on this data directory and syncs for it",
            "Leave it running: it sends your changes by itself. To sync from here, close it first",
        ),
        CommandError::Store(err) => on_store(err),
        CommandError::Identity(err) => on_identity(err),
        CommandError::ReadOnly(why) => Advice::new(
            format!("This workspace is open read-only: {why}"),
            "What is saved stays readable; see `muster doctor`",
        ),
        CommandError::NoDice(err) => Advice::new(
            sentence(&err.to_string()),
            "Without it no key is safe. Restart the computer; if it stays, do not use it for Muster",
        ),
        CommandError::Stopped => Advice::new("Muster is shutting down", "Start it again"),
    }
}

/// Advises on a failure of the disk.
pub fn on_store(err: &StoreError) -> Advice {
    match err {
        StoreError::Full => Advice::new(
            "The last change is not saved: the disk is full",
            "Free some space, then do it again; everything before it is saved",
        ),
    }
}

/// Advises on keys that can't be read or written.
pub fn on_identity(err: &IdentityError) -> Advice {
    match err {
        IdentityError::Damaged => Advice::new(
            "The key file of this workspace is damaged",
            "Restore it from a copy, or have yourself invited again as a further device",
        ),
    }
}

/// Makes a sentence of an error's lower-case message.
pub fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

//! What to do about an error: every one has a headline that says what happened and a remedy.

use crate::{
    bridge::BridgeError,
    demo::DemoError,
    report::{ReportError, seal::SealError},
    window::WindowError,
};
use muster_sync::{
    bundle::BundleError,
    files::FileError,
    identity::IdentityError,
    node::command::{AddressError, CommandError, RelayError},
    store::StoreError,
    ticket::TicketError,
    wire::Cut,
};

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

/// Advises on a report that was not made. Nothing was written.
pub fn on_report(err: &ReportError) -> Advice {
    let remedy = match err {
        ReportError::NotBuilt(_) => {
            "Choose another format; HTML can be printed to PDF by any browser"
        }
        ReportError::LongText(_) => {
            "Choose CSV or JSON, which know no such limit, or shorten the text"
        }
        ReportError::Form { .. } => "Choose another format, and report this",
        ReportError::Template(_) => {
            "Mend it, or write the report with --without-template; `muster report --write-template FOLDER` writes one \
             that works"
        }
        ReportError::Incomplete { .. }
        | ReportError::Actions { .. }
        | ReportError::Unreadable(_) => {
            "Nothing was written; choose another format, and report this"
        }
    };
    Advice::new(sentence(&err.to_string()), remedy)
}

/// Advises on a report that does not hold.
pub fn on_seal(err: &SealError) -> &'static str {
    match err {
        SealError::Broken { .. } | SealError::Other => {
            "Check a file that `muster report --format json` wrote"
        }
        SealError::Newer(_) => "Update Muster, then check it again",
        SealError::Changed { .. } | SealError::Respelled(_) | SealError::Signature => {
            "Ask whoever wrote it for the file again, and read the fingerprint to each other"
        }
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
        CommandError::OtherVersion => Advice::new(
            "The device that made the ticket runs another version of Muster, which this one can't talk to",
            "Use the same version on both; the newer one opens what the older one wrote",
        ),
        CommandError::NoRelay => Advice::new(
            "No relay is set for this workspace",
            "Say which: `muster network relay https://relay.example.org`, and `--token -` if it asks for one",
        ),
        CommandError::Network(why) => Advice::new(
            format!("The network can't be used: {why}"),
            "Your work is saved here; it goes out when the network is back",
        ),
        CommandError::NetworkBusy => Advice::new(
            "Muster is already running on this data directory and syncs for it",
            "Leave it running: it sends your changes by itself. To sync from here, close it first",
        ),
        CommandError::DataDir { path, source } => Advice::new(
            format!("The folder {} can't be used: {}", path.display(), plain(source)),
            "Check that it exists and belongs to you, or choose another with --data-dir",
        ),
        CommandError::Bundle(err) => on_bundle(err),
        CommandError::Store(err) => on_store(err),
        CommandError::File(err) => on_file(err),
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

/// Advises on a bundle, or on a file that says what is lacking.
pub fn on_bundle(err: &BundleError) -> Advice {
    let remedy = match err {
        BundleError::Foreign => "Choose a file that `muster bundle` wrote",
        BundleError::Newer { .. } => "Use a newer version of Muster",
        BundleError::Damaged(_) => "Copy the file again, or have it made again",
        BundleError::TooLarge => "Have it made for what is lacking: see `muster bundle need`",
        BundleError::NotForUs => {
            "Have it made again now that this device is a member, or under a passphrase"
        }
        BundleError::NeedsPassphrase => "Say `--passphrase -` and give the words on standard input",
        BundleError::WrongPassphrase => "Check the words, also their case and spaces",
        BundleError::WeakPassphrase => "Use at least ten characters; four or more words are good",
        BundleError::OtherWorkspace => "Choose the workspace with --workspace",
        BundleError::NotSealed(_) => "Please report this",
    };
    Advice::new(sentence(&err.to_string()), remedy)
}

/// Advises on an attached file.
pub fn on_file(err: &FileError) -> Advice {
    let remedy = match err {
        FileError::NotHere => {
            "It comes when a device that has it is connected; or have it brought in a bundle"
        }
        FileError::TooLarge => "Attach a link to it, or the pages that matter",
        FileError::OverQuota => "Attach links, or smaller files",
        FileError::Damaged => "It is fetched again from the next device that has it",
        FileError::WrongKey => "Ask who attached it to attach it again",
        FileError::Newer { .. } => "Use a newer version of Muster",
        FileError::Full => "Free some space, then try again; every answer is saved",
        FileError::Io(_) => "Check the disk; every answer that was reported as saved is on it",
    };
    let said = match err {
        FileError::Io(err) => format!("The file can't be used: {}", plain(err)),
        FileError::NotHere
        | FileError::TooLarge
        | FileError::OverQuota
        | FileError::Damaged
        | FileError::WrongKey
        | FileError::Newer { .. }
        | FileError::Full => sentence(&err.to_string()),
    };
    Advice::new(said, remedy)
}

/// Advises on a failure of the disk or of the log on it.
pub fn on_store(err: &StoreError) -> Advice {
    match err {
        StoreError::Full => Advice::new(
            "The last change is not saved: the disk is full",
            "Free some space, then do it again; everything before it is saved",
        ),
        StoreError::NotWritable => Advice::new(
            "The data directory can be read, but not written",
            "Check who owns it and whether its disk is mounted read-only, or use --data-dir",
        ),
        StoreError::Damaged { what } => Advice::new(
            format!("The log of this workspace is damaged: {what}"),
            "What is readable is kept. Sync with somebody: what is missing comes back",
        ),
        StoreError::Newer { found } => Advice::new(
            format!("This workspace was written by a newer version of Muster (format {found})"),
            "Use that version, or a newer one; this one changes nothing in it",
        ),
        StoreError::Foreign => Advice::new(
            "There is a file in the data directory that is not Muster's",
            "Move it away, or choose another directory with --data-dir",
        ),
        StoreError::Busy => Advice::new(
            "Another process is writing to this workspace and does not finish",
            "Try again in a moment",
        ),
        StoreError::OutOfTurn(what) => Advice::new(
            format!("The last change is not saved: the log was asked to {what}"),
            "Start Muster again; everything before it is saved. Please report this",
        ),
        StoreError::Io(err) => Advice::new(
            format!("The disk failed: {}", plain(err)),
            "Check the disk; what was reported as saved is on it",
        ),
    }
}

/// Advises on keys that can't be read or written.
pub fn on_identity(err: &IdentityError) -> Advice {
    match err {
        IdentityError::Missing => Advice::new(
            "The key file of this workspace is gone",
            "Restore it from a copy, or have yourself invited again as a further device",
        ),
        IdentityError::Damaged => Advice::new(
            "The key file of this workspace is damaged",
            "Restore it from a copy, or have yourself invited again as a further device",
        ),
        IdentityError::Newer { found } => Advice::new(
            format!("The key file was made by a newer version of Muster (format {found})"),
            "Use that version, or a newer one",
        ),
        IdentityError::Locked => Advice::new(
            "The key file of this workspace is under a passphrase",
            "Say `--unlock -` and give the words on standard input, or name a file that holds them in \
             MUSTER_PASSPHRASE_FILE",
        ),
        IdentityError::WrongPassphrase => Advice::new(
            "The passphrase does not open the key file",
            "Check the words, also their case and spaces; nothing was changed",
        ),
        IdentityError::WeakPassphrase => Advice::new(
            "The passphrase is too short: whoever copies the key file can try as many as they like",
            "Use at least ten characters; four or more words are good",
        ),
        IdentityError::NotProtected(why) => Advice::new(
            format!("The key file could not be protected: {why}"),
            "It is as it was. Please report this",
        ),
        IdentityError::Taken => Advice::new(
            "There is a key file already, for another device",
            "Choose another data directory with --data-dir",
        ),
        IdentityError::Io(err) => Advice::new(
            format!("The key file can't be used: {}", plain(err)),
            "Check who owns the data directory and whether its disk is fine",
        ),
    }
}

/// Advises on a text that should be a ticket.
pub fn on_ticket(err: TicketError) -> Advice {
    let remedy = match err {
        TicketError::Empty | TicketError::Foreign | TicketError::TooLong => {
            "Copy the whole ticket: one word that begins with muster1"
        }
        TicketError::WebAddress => "Open the address in a browser and copy the ticket from there",
        TicketError::Damaged => "Copy the whole ticket again, or ask for the ticket as a file",
        TicketError::Newer => "Use a newer version of Muster",
    };
    Advice::new(sentence(&err.to_string()), remedy)
}

/// Advises on a text that should be a device's address.
pub fn on_address(err: &AddressError) -> Advice {
    let remedy = match err {
        AddressError::Shape | AddressError::Endpoint => {
            "Copy the whole line that `muster address` prints on the other device"
        }
        AddressError::Socket(_) | AddressError::Relay(_) => {
            "Correct it, or copy what `muster address` prints there"
        }
    };
    Advice::new(sentence(&err.to_string()), remedy)
}

/// Advises on a text that should be the address of a relay, or a token.
pub fn on_relay(err: RelayError) -> Advice {
    let remedy = match err {
        RelayError::Scheme | RelayError::Host | RelayError::Path | RelayError::TooLong => {
            "Ask whoever runs the relay for its address"
        }
        RelayError::Token => "Copy the token alone, without spaces",
    };
    Advice::new(sentence(&err.to_string()), remedy)
}

/// Advises on why `who` hung up on this device.
pub fn on_cut(who: &str, cut: &Cut) -> Advice {
    let (what, remedy) = match cut {
        Cut::Leaving | Cut::Replaced => ("went away", "Nothing: they connect again by themselves"),
        Cut::Stranger => (
            "does not know this device as a member's",
            "If you were let in a moment ago, wait until that has reached them; else ask an owner",
        ),
        Cut::Removed => (
            "says that this device was removed from the workspace",
            "What is here stays readable. If that was a mistake, an owner can invite you back",
        ),
        Cut::Newer => (
            "runs an older Muster, which does not understand this one",
            "Update Muster there; until then a bundle may do",
        ),
        Cut::Older => (
            "runs a newer Muster, which does not speak with this one any more",
            "Update Muster here",
        ),
        Cut::Flood => ("was sent more by this device than was agreed", "Please report this"),
        Cut::Forged => (
            "was sent changes that no member signed",
            "Run `muster verify` here: it says whether this log is whole",
        ),
        Cut::Silent => (
            "heard nothing from this device for too long",
            "Nothing, if this machine slept; else look at the network between the two",
        ),
        Cut::Quota => (
            "keeps no more of what this device writes: it has written more than one device may",
            "Go on with a further device of yours, and tell an owner",
        ),
        Cut::Full => (
            "is connected with too many others now",
            "Nothing: it is tried again, and others pass the changes on",
        ),
        Cut::Garbled => (
            "did not understand what this device said",
            "Use the same version of Muster on both; if it is the same, please report this",
        ),
        Cut::Disk => ("can't store anything now", "Tell them: their disk is full or fails"),
        Cut::Slow => {
            ("found this device too slow", "Nothing: it is tried again; what has come is kept")
        }
        Cut::NotNow | Cut::Crowd => {
            ("has no time for requests to join now", "Try again in a few minutes")
        }
        Cut::Other(why) => {
            return Advice::new(
                format!("{who} hung up: {why}"),
                "If it happens again, use the same version of Muster on both",
            );
        }
    };
    Advice::new(format!("{who} {what}"), remedy)
}

/// Advises on a window that does not open.
pub fn on_window(err: &WindowError) -> Advice {
    match err {
        WindowError::NoDisplay(_) => Advice::new(
            sentence(&err.to_string()),
            "Everything can be done from the command line too: see `muster --help`",
        ),
        WindowError::Node(BridgeError::Thread(_)) => {
            Advice::new(sentence(&err.to_string()), "Close other programs, then try again")
        }
        WindowError::Node(BridgeError::Node(err)) => on_command(err),
    }
}

/// Advises on an example that did not come to its end.
pub fn on_demo(err: &DemoError) -> Advice {
    match err {
        DemoError::Command(who, err) => {
            let Advice { headline, remedy } = on_command(err);
            Advice::new(format!("The device of {who} failed: {headline}"), remedy)
        }
        DemoError::Unexpected(_) | DemoError::Missing(_) => {
            Advice::new(sentence(&err.to_string()), "Please report this")
        }
        DemoError::Unfinished(_, _) => {
            Advice::new(sentence(&err.to_string()), "The machine may be very busy: try again")
        }
        DemoError::Place { .. } => {
            Advice::new(sentence(&err.to_string()), "Choose an empty directory with --dir")
        }
    }
}

/// Says an I/O error without the number of the operating system.
pub fn plain(err: &std::io::Error) -> String {
    let text = err.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_lowercase()
}

/// Makes a sentence of an error's lower-case message.
pub fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

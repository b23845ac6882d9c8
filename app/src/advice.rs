//! What to do about an error: every one has a headline that says what happened and a remedy.

pub(crate) mod said;

use crate::{
    bridge::BridgeError,
    demo::DemoError,
    parting::PartingError,
    report::{ReportError, seal::SealError},
    say::say,
    screens::told,
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
            say!("advice-report-other-or-print")
        }
        ReportError::LongText(_) => {
            say!("advice-report-csv-or-shorter")
        }
        ReportError::Form { .. } => say!("advice-report-other"),
        ReportError::Template(_) => say!("advice-report-template"),
        ReportError::Incomplete { .. }
        | ReportError::Actions { .. }
        | ReportError::Unreadable(_) => {
            say!("advice-report-nothing-written")
        }
    };
    Advice::new(said::report(err), remedy)
}

/// Advises on a report that does not hold.
pub fn on_seal(err: &SealError) -> &'static str {
    match err {
        SealError::Broken { .. } | SealError::Other => {
            say!("advice-seal-check-json")
        }
        SealError::Newer(_) => say!("advice-seal-update"),
        SealError::Changed { .. } | SealError::Respelled(_) | SealError::Signature => {
            say!("advice-seal-ask-again")
        }
    }
}

/// Advises on a command that was not granted. Nothing changed.
pub fn on_command(err: &CommandError) -> Advice {
    match err {
        CommandError::NoWorkspace => {
            Advice::new(say!("advice-no-workspace"), say!("advice-no-workspace-remedy"))
        }
        CommandError::Refused(why) => Advice::new(
            say!("advice-refused", why = sentence(&told::refusal(why))),
            say!("advice-nothing-changed"),
        ),
        CommandError::Unreachable => {
            Advice::new(say!("advice-unreachable"), say!("advice-unreachable-remedy"))
        }
        CommandError::Ticket(why) => Advice::new(
            say!("advice-ticket-refused", why = why),
            say!("advice-ticket-refused-remedy"),
        ),
        CommandError::NetworkOff => {
            Advice::new(say!("advice-network-off"), say!("advice-network-off-remedy"))
        }
        CommandError::OtherVersion => {
            Advice::new(say!("advice-other-version"), say!("advice-other-version-remedy"))
        }
        CommandError::NoRelay => {
            Advice::new(say!("advice-no-relay"), say!("advice-no-relay-remedy"))
        }
        CommandError::Network(why) => Advice::new(
            say!("advice-network-broken", why = why),
            say!("advice-network-broken-remedy"),
        ),
        CommandError::NetworkBusy => {
            Advice::new(say!("advice-network-busy"), say!("advice-network-busy-remedy"))
        }
        CommandError::DataDir { path, source } => Advice::new(
            say!("advice-data-dir", path = path.display().to_string(), why = plain(source)),
            say!("advice-data-dir-remedy"),
        ),
        CommandError::Bundle(err) => on_bundle(err),
        CommandError::Store(err) => on_store(err),
        CommandError::File(err) => on_file(err),
        CommandError::Identity(err) => on_identity(err),
        CommandError::ReadOnly(why) => {
            Advice::new(say!("advice-read-only", why = why), say!("advice-read-only-remedy"))
        }
        CommandError::NoDice(err) => {
            let why = std::error::Error::source(err).map_or_else(String::new, ToString::to_string);
            Advice::new(say!("advice-no-dice", why = why), say!("advice-no-dice-remedy"))
        }
        CommandError::Stopped => Advice::new(say!("advice-stopped"), say!("advice-stopped-remedy")),
    }
}

/// Advises on a bundle, or on a file that says what is lacking.
pub fn on_bundle(err: &BundleError) -> Advice {
    let remedy = match err {
        BundleError::Foreign => say!("advice-bundle-foreign"),
        BundleError::Newer { .. } => say!("advice-newer-muster"),
        BundleError::Damaged(_) => say!("advice-bundle-damaged"),
        BundleError::TooLarge => say!("advice-bundle-too-large"),
        BundleError::NotForUs => {
            say!("advice-bundle-not-for-us")
        }
        BundleError::NeedsPassphrase => say!("advice-bundle-needs-passphrase"),
        BundleError::WrongPassphrase => say!("advice-check-words"),
        BundleError::WeakPassphrase => say!("advice-longer-words"),
        BundleError::OtherWorkspace => say!("advice-bundle-other-workspace"),
        BundleError::NotSealed(_) => say!("advice-report-this"),
    };
    Advice::new(said::bundle(err), remedy)
}

/// Advises on an attached file.
pub fn on_file(err: &FileError) -> Advice {
    let remedy = match err {
        FileError::NotHere => {
            say!("advice-file-not-here")
        }
        FileError::TooLarge => say!("advice-file-too-large"),
        FileError::OverQuota => say!("advice-file-over-quota"),
        FileError::Damaged => say!("advice-file-damaged"),
        FileError::WrongKey => say!("advice-file-wrong-key"),
        FileError::Newer { .. } => say!("advice-newer-muster"),
        FileError::Full => say!("advice-file-full"),
        FileError::Io(_) => say!("advice-file-io-remedy"),
    };
    Advice::new(said::file(err), remedy)
}

/// Advises on a failure of the disk or of the log on it.
pub fn on_store(err: &StoreError) -> Advice {
    match err {
        StoreError::Full => {
            Advice::new(say!("advice-store-full"), say!("advice-store-full-remedy"))
        }
        StoreError::NotWritable => {
            Advice::new(say!("advice-store-not-writable"), say!("advice-store-not-writable-remedy"))
        }
        StoreError::Damaged { what } => Advice::new(
            say!("advice-store-damaged", what = what),
            say!("advice-store-damaged-remedy"),
        ),
        StoreError::Newer { found } => Advice::new(
            say!("advice-store-newer", found = found),
            say!("advice-store-newer-remedy"),
        ),
        StoreError::Foreign => {
            Advice::new(say!("advice-store-foreign"), say!("advice-store-foreign-remedy"))
        }
        StoreError::Busy => {
            Advice::new(say!("advice-store-busy"), say!("advice-store-busy-remedy"))
        }
        StoreError::OutOfTurn(what) => Advice::new(
            say!("advice-store-out-of-turn", what = *what),
            say!("advice-store-out-of-turn-remedy"),
        ),
        StoreError::Io(err) => {
            Advice::new(say!("advice-store-io", why = plain(err)), say!("advice-store-io-remedy"))
        }
    }
}

/// Advises on keys that can't be read or written.
pub fn on_identity(err: &IdentityError) -> Advice {
    match err {
        IdentityError::Missing => {
            Advice::new(say!("advice-key-missing"), say!("advice-key-restore"))
        }
        IdentityError::Damaged => {
            Advice::new(say!("advice-key-damaged"), say!("advice-key-restore"))
        }
        IdentityError::Newer { found } => {
            Advice::new(say!("advice-key-newer", found = found), say!("advice-key-newer-remedy"))
        }
        IdentityError::Locked => {
            Advice::new(say!("advice-key-locked"), say!("advice-key-locked-remedy"))
        }
        IdentityError::WrongPassphrase => {
            Advice::new(say!("advice-key-wrong"), say!("advice-key-wrong-remedy"))
        }
        IdentityError::WeakPassphrase => {
            Advice::new(say!("advice-key-weak"), say!("advice-longer-words"))
        }
        IdentityError::NotProtected(why) => Advice::new(
            say!("advice-key-not-protected", why = why),
            say!("advice-key-not-protected-remedy"),
        ),
        IdentityError::Taken => {
            Advice::new(say!("advice-key-taken"), say!("advice-key-taken-remedy"))
        }
        IdentityError::Io(err) => {
            Advice::new(say!("advice-key-io", why = plain(err)), say!("advice-key-io-remedy"))
        }
    }
}

/// Advises on what was not written out before an assessment is destroyed. Nothing was destroyed.
pub(crate) fn on_parting(err: &PartingError) -> Advice {
    match err {
        PartingError::Folder { path, source } => Advice::new(
            say!("advice-parting-folder", path = path.display().to_string(), why = plain(source)),
            say!("advice-parting-folder-remedy"),
        ),
        PartingError::Write { path, source } => Advice::new(
            say!("advice-parting-write", path = path.display().to_string(), why = plain(source)),
            say!("advice-parting-folder-remedy"),
        ),
        PartingError::NoFramework => {
            Advice::new(say!("advice-parting-no-framework"), say!("advice-parting-sync-remedy"))
        }
        PartingError::NotSigned => {
            Advice::new(say!("advice-parting-not-signed"), say!("advice-report-this"))
        }
        PartingError::Missing { names } => Advice::new(
            say!("advice-parting-missing", names = names.join(", ")),
            say!("advice-parting-missing-remedy"),
        ),
        PartingError::Report(err) => on_report(err),
        PartingError::Command(err) => on_command(err),
    }
}

/// Advises on a text that should be a ticket.
pub fn on_ticket(err: TicketError) -> Advice {
    let remedy = match err {
        TicketError::Empty | TicketError::Foreign | TicketError::TooLong => {
            say!("advice-ticket-whole")
        }
        TicketError::WebAddress => say!("advice-ticket-web"),
        TicketError::Damaged => say!("advice-ticket-damaged"),
        TicketError::Newer => say!("advice-newer-muster"),
    };
    Advice::new(said::ticket(err), remedy)
}

/// Advises on a text that should be a device's address.
pub fn on_address(err: &AddressError) -> Advice {
    let remedy = match err {
        AddressError::Shape | AddressError::Endpoint => {
            say!("advice-address-whole")
        }
        AddressError::Socket(_) | AddressError::Relay(_) => {
            say!("advice-address-correct")
        }
    };
    Advice::new(said::address(err), remedy)
}

/// Advises on a text that should be the address of a relay, or a token.
pub fn on_relay(err: RelayError) -> Advice {
    let remedy = match err {
        RelayError::Scheme | RelayError::Host | RelayError::Path | RelayError::TooLong => {
            say!("advice-relay-ask")
        }
        RelayError::Token => say!("advice-relay-token"),
    };
    Advice::new(said::relay(err), remedy)
}

/// Advises on why `who` hung up on this device.
pub fn on_cut(who: &str, cut: &Cut) -> Advice {
    let (what, remedy) = match cut {
        Cut::Leaving | Cut::Replaced => {
            (say!("advice-cut-left", who = who), say!("advice-cut-left-remedy"))
        }
        Cut::Stranger => {
            (say!("advice-cut-stranger", who = who), say!("advice-cut-stranger-remedy"))
        }
        Cut::Removed => (say!("advice-cut-removed", who = who), say!("advice-cut-removed-remedy")),
        Cut::Newer => (say!("advice-cut-newer", who = who), say!("advice-cut-newer-remedy")),
        Cut::Older => (say!("advice-cut-older", who = who), say!("advice-cut-older-remedy")),
        Cut::Flood => (say!("advice-cut-flood", who = who), say!("advice-report-this")),
        Cut::Forged => (say!("advice-cut-forged", who = who), say!("advice-cut-forged-remedy")),
        Cut::Silent => (say!("advice-cut-silent", who = who), say!("advice-cut-silent-remedy")),
        Cut::Quota => (say!("advice-cut-quota", who = who), say!("advice-cut-quota-remedy")),
        Cut::Full => (say!("advice-cut-full", who = who), say!("advice-cut-full-remedy")),
        Cut::Garbled => (say!("advice-cut-garbled", who = who), say!("advice-cut-garbled-remedy")),
        Cut::Disk => (say!("advice-cut-disk", who = who), say!("advice-cut-disk-remedy")),
        Cut::Slow => (say!("advice-cut-slow", who = who), say!("advice-cut-slow-remedy")),
        Cut::NotNow | Cut::Crowd => {
            (say!("advice-cut-not-now", who = who), say!("advice-cut-not-now-remedy"))
        }
        Cut::Other(why) => {
            return Advice::new(
                say!("advice-cut-other", who = who, why = why),
                say!("advice-cut-other-remedy"),
            );
        }
    };
    Advice::new(what, remedy)
}

/// Advises on a window that does not open.
pub fn on_window(err: &WindowError) -> Advice {
    match err {
        WindowError::NoDisplay(_) => {
            Advice::new(sentence(&err.to_string()), say!("advice-window-command-line"))
        }
        WindowError::Node(BridgeError::Thread(_)) => {
            Advice::new(sentence(&err.to_string()), say!("advice-window-close-others"))
        }
        WindowError::Node(BridgeError::Node(err)) => on_command(err),
    }
}

/// Advises on an example that did not come to its end.
pub fn on_demo(err: &DemoError) -> Advice {
    match err {
        DemoError::Command(who, err) => {
            let Advice { headline, remedy } = on_command(err);
            Advice::new(say!("advice-demo-failed", who = who, why = headline), remedy)
        }
        DemoError::Unexpected(what) => {
            Advice::new(say!("advice-demo-unexpected", what = what), say!("advice-report-this"))
        }
        DemoError::Missing(what) => {
            Advice::new(say!("advice-demo-missing", what = what), say!("advice-report-this"))
        }
        DemoError::Unfinished(one, other) => Advice::new(
            say!("advice-demo-unfinished", one = one, other = other),
            say!("advice-demo-busy"),
        ),
        DemoError::Place { path, why } => Advice::new(
            say!("advice-demo-place", path = path.display().to_string(), why = why),
            say!("advice-demo-empty-dir"),
        ),
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

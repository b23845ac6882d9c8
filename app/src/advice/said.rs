//! What happened, for errors that also say it themselves: in the language that is spoken, a sentence without its full
//! stop. In English the words are those of the error.

use muster_model::plan::PlanError;
use muster_sync::{
    bundle::BundleError,
    files::FileError,
    identity::RecoveryError,
    node::command::{AddressError, RelayError},
    ticket::TicketError,
    wire::Cut,
};

use super::plain;
use crate::{report::ReportError, say::say};

/// Says what is wrong with a bundle.
pub(crate) fn bundle(err: &BundleError) -> String {
    match err {
        BundleError::Foreign => say!("advice-said-bundle-foreign"),
        BundleError::Newer { found } => return say!("advice-said-bundle-newer", found = *found),
        BundleError::Damaged(why) => return say!("advice-said-bundle-damaged", why = *why),
        BundleError::TooLarge => say!("advice-said-bundle-too-large"),
        BundleError::NotForUs => say!("advice-said-bundle-not-for-us"),
        BundleError::NeedsPassphrase => say!("advice-said-bundle-needs-passphrase"),
        BundleError::WrongPassphrase => say!("advice-said-bundle-wrong-passphrase"),
        BundleError::WeakPassphrase => say!("advice-said-bundle-weak-passphrase"),
        BundleError::OtherWorkspace => say!("advice-said-bundle-other-workspace"),
        BundleError::NotSealed(why) => return say!("advice-said-bundle-not-sealed", why = why),
    }
    .to_owned()
}

/// Says what is wrong with an attached file.
pub(crate) fn file(err: &FileError) -> String {
    match err {
        FileError::NotHere => say!("advice-said-file-not-here"),
        FileError::TooLarge => say!("advice-said-file-too-large"),
        FileError::OverQuota => say!("advice-said-file-over-quota"),
        FileError::Damaged => say!("advice-said-file-damaged"),
        FileError::WrongKey => say!("advice-said-file-wrong-key"),
        FileError::Newer { found } => return say!("advice-said-file-newer", found = *found),
        FileError::Full => say!("advice-said-file-full"),
        FileError::Io(err) => return say!("advice-file-io", why = plain(err)),
    }
    .to_owned()
}

/// Says what is wrong with a ticket.
pub(crate) fn ticket(err: TicketError) -> &'static str {
    match err {
        TicketError::Empty => say!("advice-said-ticket-empty"),
        TicketError::WebAddress => say!("advice-said-ticket-web-address"),
        TicketError::Foreign => say!("advice-said-ticket-foreign"),
        TicketError::TooLong => say!("advice-said-ticket-too-long"),
        TicketError::Damaged => say!("advice-said-ticket-damaged"),
        TicketError::Newer => say!("advice-said-ticket-newer"),
    }
}

/// Says what is wrong with the address of a device.
pub(crate) fn address(err: &AddressError) -> String {
    match err {
        AddressError::Shape => say!("advice-said-address-shape").to_owned(),
        AddressError::Endpoint => say!("advice-said-address-endpoint").to_owned(),
        AddressError::Socket(text) => say!("advice-said-address-socket", text = text),
        AddressError::Relay(err) => relay(*err).to_owned(),
    }
}

/// Says what is wrong with the address of a relay.
pub(crate) fn relay(err: RelayError) -> &'static str {
    match err {
        RelayError::Scheme => say!("advice-said-relay-scheme"),
        RelayError::Host => say!("advice-said-relay-host"),
        RelayError::Path => say!("advice-said-relay-path"),
        RelayError::TooLong => say!("advice-said-relay-too-long"),
        RelayError::Token => say!("advice-said-relay-token"),
    }
}

/// Says what is wrong with a recovery code.
pub(crate) fn recovery(err: RecoveryError) -> &'static str {
    match err {
        RecoveryError::NotACode => say!("advice-said-recovery-no-code"),
        RecoveryError::Mistyped => say!("advice-said-recovery-mistyped"),
    }
}

/// Says what is wrong with an action.
pub(crate) fn plan(err: &PlanError) -> String {
    match err {
        PlanError::NoTitle => say!("advice-said-plan-no-title").to_owned(),
        PlanError::BadTitle => {
            say!("advice-said-plan-bad-title", n = muster_model::plan::MAX_TITLE)
        }
        PlanError::LongText => say!("advice-said-plan-long-text", n = muster_model::plan::MAX_TEXT),
        PlanError::BadComment => say!("advice-said-plan-comment", n = muster_model::plan::MAX_TEXT),
        PlanError::NoAction => say!("advice-said-plan-no-action").to_owned(),
        PlanError::BadName => say!("advice-said-plan-bad-name", n = muster_model::plan::MAX_TITLE),
        PlanError::NoPlace(id) => say!("advice-said-plan-no-place", id = id.as_str()),
    }
}

/// Says why there is no report.
pub(crate) fn report(err: &ReportError) -> String {
    match err {
        ReportError::NotBuilt(form) => say!("advice-said-report-not-built", form = *form),
        ReportError::LongText(text) => say!("advice-said-report-long-text", text = text),
        ReportError::Form { form, why } => say!("advice-said-report-form", form = *form, why = why),
        ReportError::Template(why) => say!("advice-said-report-template", why = why),
        ReportError::Incomplete { wanted, found } => say!(
            "advice-said-report-incomplete",
            found = found.to_string(),
            wanted = wanted.to_string()
        ),
        ReportError::Actions { wanted, found } => {
            say!("advice-said-report-actions", found = *found, wanted = *wanted)
        }
        ReportError::Unreadable(why) => say!("advice-said-report-unreadable", why = why),
    }
}

/// Says why this device hung up.
pub(crate) fn cut(cut: &Cut) -> String {
    match cut {
        Cut::Leaving => say!("advice-said-cut-leaving"),
        Cut::Stranger => say!("advice-said-cut-stranger"),
        Cut::Removed => say!("advice-said-cut-removed"),
        Cut::Newer => say!("advice-said-cut-newer"),
        Cut::Older => say!("advice-said-cut-older"),
        Cut::Flood => say!("advice-said-cut-flood"),
        Cut::Forged => say!("advice-said-cut-forged"),
        Cut::Silent => say!("advice-said-cut-silent"),
        Cut::Quota => say!("advice-said-cut-quota"),
        Cut::Full => say!("advice-said-cut-full"),
        Cut::Garbled => say!("advice-said-cut-garbled"),
        Cut::Disk => say!("advice-said-cut-disk"),
        Cut::Replaced => say!("advice-said-cut-replaced"),
        Cut::Slow => say!("advice-said-cut-slow"),
        Cut::NotNow => say!("advice-said-cut-not-now"),
        Cut::Crowd => say!("advice-said-cut-crowd"),
        Cut::Other(why) => return why.clone(),
    }
    .to_owned()
}

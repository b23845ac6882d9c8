//! What happened in a workspace.

use muster_model::control::{
    happening::{Deed, Few, Happening, Invited},
    op::Role,
};

use crate::{say::say, screens::words};

/// Returns what happened, a sentence.
pub(crate) fn happened(it: &Happening) -> String {
    let who = it.who.as_deref().unwrap_or(say!("told-somebody"));
    match &it.deed {
        Deed::Founded(name) => say!("told-founded", who = who, name = name),
        Deed::Invited(role, 1) => say!("told-invited", who = who, role = a_role(*role)),
        Deed::Invited(role, n) => {
            say!("told-invited-many", who = who, role = words::role_within(*role), n = *n)
        }
        Deed::PreparedDevice(None) => say!("told-prepared-own", who = who),
        Deed::PreparedDevice(Some(of)) => say!("told-prepared", who = who, of = of),
        Deed::TookBack(whose) => say!("told-took-back", who = who, whose = invited(whose)),
        Deed::LetStand(whose) => say!("told-let-stand", who = who, whose = invited(whose)),
        Deed::WasAsked(name) => say!("told-was-asked", who = who, name = name),
        Deed::Joined(name) => say!("told-joined", name = name),
        Deed::CameWithDevice(name) => say!("told-came-with-device", name = name),
        Deed::Refused(None) => say!("told-refused-device", who = who),
        Deed::Refused(Some(name)) => say!("told-refused", who = who, name = name),
        Deed::Recovered(None) => say!("told-recovery-used").to_owned(),
        Deed::Recovered(Some(name)) => say!("told-recovered", name = name),
        Deed::SetKey => say!("told-set-key", who = who),
        Deed::ChangedKey => say!("told-changed-key", who = who),
        Deed::MadeRole(name, role) => {
            say!("told-made-role", who = who, name = name, role = a_role(*role))
        }
        Deed::Left => say!("told-left", who = who),
        Deed::Removed(name) => say!("told-removed", who = who, name = name),
        Deed::Revoked(device, None) => say!("told-revoked-own", who = who, device = device),
        Deed::Revoked(device, Some(of)) => {
            say!("told-revoked", who = who, device = device, of = of)
        }
        Deed::RevokedUnknown => say!("told-revoked-unknown", who = who),
        Deed::OutOfTeam(name) => say!("told-out-of-team", who = who, name = name),
        Deed::IntoTeam(name, team) => say!("told-into-team", who = who, name = name, team = team),
        Deed::Newer => say!("told-newer", who = who),
        deed @ (Deed::BeganAssessment(_)
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
        | Deed::Destroyed(_)) => in_review(who, deed),
    }
}

fn in_review(who: &str, deed: &Deed) -> String {
    match deed {
        Deed::BeganAssessment(title) => say!("told-began", who = who, title = title),
        Deed::OpenedReview(title) => say!("told-opened", who = who, title = title),
        Deed::Assigned { member, add, remove, review } => {
            assigned((who, member), (add, remove), &title(review.as_ref()))
        }
        Deed::AskedToSign { add, remove, review } => {
            asked_to_sign(who, (add, remove), &title(review.as_ref()))
        }
        Deed::GotReady(it) => say!("told-got-ready", who = who, review = title(it.as_ref())),
        Deed::PassedKey(whose, it) => {
            say!("told-passed-key", who = who, whose = whose, review = title(it.as_ref()))
        }
        Deed::HandedIn(it) => say!("told-handed-in", who = who, review = title(it.as_ref())),
        Deed::Revealed(it) => say!("told-revealed", who = who, review = title(it.as_ref())),
        Deed::OpenedAnswers(it) => {
            say!("told-opened-answers", who = who, review = title(it.as_ref()))
        }
        Deed::Closed(it) => say!("told-closed", who = who, review = title(it.as_ref())),
        Deed::Signed(it) => say!("told-signed", who = who, review = title(it.as_ref())),
        Deed::Destroyed(Some(it)) => say!("told-destroyed", who = who, title = it),
        Deed::Destroyed(None) => say!("told-destroyed-unknown", who = who),
        Deed::Founded(_)
        | Deed::Invited(..)
        | Deed::PreparedDevice(_)
        | Deed::TookBack(_)
        | Deed::LetStand(_)
        | Deed::WasAsked(_)
        | Deed::Joined(_)
        | Deed::CameWithDevice(_)
        | Deed::Refused(_)
        | Deed::SetKey
        | Deed::ChangedKey
        | Deed::MadeRole(..)
        | Deed::Left
        | Deed::Removed(_)
        | Deed::Revoked(..)
        | Deed::RevokedUnknown
        | Deed::OutOfTeam(_)
        | Deed::IntoTeam(..)
        | Deed::Recovered(_)
        | Deed::Newer => String::new(),
    }
}

fn assigned((who, member): (&str, &str), (add, remove): (&Few, &Few), review: &str) -> String {
    let (new, gone) = (few(add), few(remove));
    match (add.is_empty(), remove.is_empty()) {
        (true, true) => {
            say!("told-assigned-nothing", who = who, member = member, review = review)
        }
        (false, true) => {
            say!("told-assigned", who = who, member = member, add = new, review = review)
        }
        (true, false) => {
            say!("told-assigned-less", who = who, member = member, remove = gone, review = review)
        }
        (false, false) => say!(
            "told-assigned-instead",
            who = who,
            member = member,
            add = new,
            remove = gone,
            review = review
        ),
    }
}

fn asked_to_sign(who: &str, (add, remove): (&Few, &Few), review: &str) -> String {
    let (new, gone) = (few(add), few(remove));
    match (add.is_empty(), remove.is_empty()) {
        (true, true) => say!("told-asked-nobody", who = who, review = review),
        (false, true) => say!("told-asked-to-sign", who = who, add = new, review = review),
        (true, false) => say!("told-no-longer-asks", who = who, remove = gone, review = review),
        (false, false) => {
            say!("told-asked-instead", who = who, add = new, remove = gone, review = review)
        }
    }
}

pub(super) fn few(it: &Few) -> String {
    let first = it.first.join(", ");
    match it.more {
        0 => first,
        more => say!("told-and-more", names = first, n = more),
    }
}

fn invited(it: &Invited) -> String {
    match it {
        Invited::Somebody => say!("told-whose-somebody").to_owned(),
        Invited::Noted(note) => note.clone(),
        Invited::DeviceOf(name) => say!("told-whose-device", name = name),
        Invited::Role(role) => a_role(*role).to_owned(),
    }
}

/// Returns a role with its article, where the language has one.
fn a_role(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("told-a-role-observer"),
        Role::Respondent => say!("told-a-role-respondent"),
        Role::Facilitator => say!("told-a-role-facilitator"),
        Role::Owner => say!("told-a-role-owner"),
    }
}

fn title(review: Option<&String>) -> String {
    match review {
        Some(it) => say!("words-quoted", text = it),
        None => say!("told-review-unknown").to_owned(),
    }
}

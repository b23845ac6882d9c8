//! What a set of signed operations comes to: members, invitations, reviews, keys.
//!
//! **Invariant:** folding is total and never fails, and the same operations give the same state in whatever
//! order they arrived. An operation that may not be done stays in the log, void, with its reason.

mod order;
mod past;
mod rules;
mod state;
mod words;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use self::{order::Queue, past::Past, rules::Step};
use crate::{
    control::op::{DeviceCard, Entry},
    ids::{EnvelopeId, InviteId, WorkspaceId},
    workspace::Event,
};

pub use self::state::{Control, LaneRecord, Line, Pinned, Reveal, ReviewRecord, Submit};
pub(crate) use self::words::role_word;

/// Checks that a joiner holds a ticket and a device. Pure; the cryptography lives elsewhere.
pub trait Proofs {
    /// Says whether `proof` shows that who sent `card` holds the ticket of `invite` and the device's key.
    fn holds(&self, invite: &InviteId, card: &DeviceCard, proof: &[u8]) -> bool;
}

impl<F: Fn(&InviteId, &DeviceCard, &[u8]) -> bool> Proofs for F {
    fn holds(&self, invite: &InviteId, card: &DeviceCard, proof: &[u8]) -> bool {
        self(invite, card, proof)
    }
}

/// Folds the operations of `workspace`.
pub fn fold(
    workspace: WorkspaceId,
    entries: &BTreeMap<EnvelopeId, Entry>,
    proofs: &dyn Proofs,
) -> Control {
    let verify = |_: EnvelopeId, invite: &InviteId, card: &DeviceCard, proof: &[u8]| {
        proofs.holds(invite, card, proof)
    };
    fold_with(workspace, entries, &verify)
}

/// Like [`Proofs::holds`], told which operation carries the proof, so that a caller can remember the verdict.
pub(crate) type Verify<'a> = &'a dyn Fn(EnvelopeId, &InviteId, &DeviceCard, &[u8]) -> bool;

/// Folds like [`fold`].
pub(crate) fn fold_with(
    workspace: WorkspaceId,
    entries: &BTreeMap<EnvelopeId, Entry>,
    verify: Verify<'_>,
) -> Control {
    let mut control = Control::empty(workspace);
    let mut queue = Queue::of(workspace, entries);
    let mut past = Past::default();
    while let Some((id, entry)) = queue.next() {
        past.add(id, &entry.body.parents);
        let devices = control.devices.len();
        take(&mut control, &past, verify, (id, entry));
        if devices < control.devices.len()
            && let Some(card) = entry.body.op.card()
            && let Some(seniority) = control.seniority(&card.device)
        {
            queue.admitted(card.device, seniority);
        }
        queue.done(id, &|device| control.seniority(device));
    }
    control.pending = queue.pending();
    control
}

/// Reads one operation: what it says goes into the log, what it does into the state.
fn take(control: &mut Control, past: &Past, verify: Verify<'_>, read: (EnvelopeId, &Entry)) {
    let (id, entry) = read;
    let text = words::sentence(control, entry);
    let verdict = Step { control, past, verify, id, entry }.apply();
    let by = control.devices.get(&entry.author).copied();
    let strange = verdict.is_err_and(|it| !it.is_harmless());
    let void = verdict.err().map(|it| it.to_string());
    let event = Event { at: entry.body.at, by, text, void };
    control.log.push(Line { id, author: entry.author, event, strange });
    for parent in &entry.body.parents {
        control.heads.remove(parent);
    }
    control.heads.insert(id);
}

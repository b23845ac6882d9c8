//! What a set of signed operations comes to: members, invitations, reviews, keys.
//!
//! **Invariant:** folding is total and never fails, and the same operations give the same state in whatever
//! order they arrived. An operation that may not be done stays in the log, void, with its reason.

mod order;
mod past;
mod rules;
mod state;
mod strikes;
mod words;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use self::{
    order::Queue,
    past::Past,
    rules::Step,
    strikes::{Strike, Strikes},
};
use crate::{
    control::op::{DeviceCard, Entry},
    ids::{EnvelopeId, InviteId, KeyId, WorkspaceId},
    workspace::Event,
};

pub use self::rules::Void;
pub use self::state::{
    Asked, Control, Destroyed, Former, LaneRecord, Line, Pinned, Ratified, Reveal, ReviewRecord,
    Submit, Tenure,
};
pub(crate) use super::happening::role_word;

/// What somebody who comes in is said to have signed.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The key they hold: the invitation's, or that of the recovery code.
    pub invite: &'a InviteId,
    /// Their device.
    pub card: &'a DeviceCard,
    /// The name they gave; `None` with the recovery code, which brings nobody new.
    pub name: Option<&'a str>,
    /// Their signatures.
    pub proof: &'a [u8],
}

/// Checks that a joiner holds a ticket and a device. Pure; the cryptography lives elsewhere.
pub trait Proofs {
    /// Says whether who holds the key and the device signed what is claimed.
    fn holds(&self, claim: &Claim<'_>) -> bool;
}

impl<F: Fn(&Claim<'_>) -> bool> Proofs for F {
    fn holds(&self, claim: &Claim<'_>) -> bool {
        self(claim)
    }
}

/// Folds the operations of `workspace`.
pub fn fold(
    workspace: WorkspaceId,
    entries: &BTreeMap<EnvelopeId, Entry>,
    proofs: &dyn Proofs,
) -> Control {
    let verify = |_: EnvelopeId, claim: &Claim<'_>| proofs.holds(claim);
    fold_with(workspace, entries, &verify)
}

/// Like [`Proofs::holds`], told which operation carries the proof, so that a caller can remember the verdict.
pub(crate) type Verify<'a> = &'a dyn Fn(EnvelopeId, &Claim<'_>) -> bool;

/// Folds like [`fold`].
pub(crate) fn fold_with(
    workspace: WorkspaceId,
    entries: &BTreeMap<EnvelopeId, Entry>,
    verify: Verify<'_>,
) -> Control {
    let past = Past::of(entries);
    let mut strikes = Strikes::before(entries);
    loop {
        let ground = Ground { past: &past, strikes: &strikes, verify };
        let (control, found) = read(workspace, entries, &ground);
        match strikes.after(found) {
            Some(more) => strikes = more,
            None => return control,
        }
    }
}

/// What is known before a reading.
struct Ground<'a> {
    past: &'a Past,
    strikes: &'a Strikes,
    verify: Verify<'a>,
}

/// Reads everything once; returns what it came to, and which strikes had effect.
fn read(
    workspace: WorkspaceId,
    entries: &BTreeMap<EnvelopeId, Entry>,
    ground: &Ground<'_>,
) -> (Control, BTreeMap<EnvelopeId, Strike>) {
    let mut control = Control::empty(workspace);
    let mut found = BTreeMap::new();
    let mut queue = Queue::of(workspace, entries);
    while let Some((id, entry)) = queue.next() {
        // Whoever builds on what others can't read keeps them waiting for ever: it counts for nobody, nor does what
        // follows from it.
        if !control.is_for_all(ground.past, entry) {
            continue;
        }
        take(&mut control, &mut found, ground, (id, entry));
        if let Some(card) = entry.body.op.card()
            && let Some(seniority) = control.seniority(&card.device)
        {
            queue.admitted(card.device, seniority);
        }
        queue.done(id, &|device| control.seniority(device));
    }
    control.pending = queue.pending();
    let epochs: BTreeSet<KeyId> = control.epochs.iter().copied().collect();
    control.strays.retain(|it| !epochs.contains(it));
    control.weigh_epoch(ground.past);
    (control, found)
}

/// Reads one operation: what it says goes into the log, what it does into the state.
fn take(
    control: &mut Control,
    found: &mut BTreeMap<EnvelopeId, Strike>,
    ground: &Ground<'_>,
    (id, entry): (EnvelopeId, &Entry),
) {
    let what = words::happening(control, entry);
    let named = entry.named();
    let verdict = Step { control, found, ground, id, entry }.apply();
    let by = control.whose(&entry.author);
    let strange = verdict.is_err_and(|it| !it.is_harmless());
    if let Some(key) = named {
        control.naming.entry(key).or_default().insert(id);
        if verdict.is_err() {
            control.strays.insert(key);
        }
    }
    let event = Event { at: entry.body.at, by, what, void: verdict.err() };
    control.log.push(Line { id, author: entry.author, event, strange });
    for parent in &entry.body.parents {
        control.heads.remove(parent);
    }
    control.heads.insert(id);
}

//! Which envelopes have their whole past here.
//!
//! **Invariant:** an envelope is let through once, and only after the one its author wrote before it. A log that
//! forks (an old backup was restored, a machine was cloned) lets both branches through and is remembered as a fork.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::ids::{DeviceId, EnvelopeId};

use crate::envelope::Verified;

/// What came before the first envelope of a log.
const NOTHING: EnvelopeId = EnvelopeId::from_bytes([0; 32]);

/// The end of a log: the number and id of its last envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head {
    /// Number of the last envelope; 0 for an empty log.
    pub(super) seq: u32,
    /// Id of the last envelope; zeros for an empty log.
    pub(super) id: EnvelopeId,
}

impl Head {
    const EMPTY: Self = Self { seq: 0, id: NOTHING };
}

/// Every device's log as far as it is complete.
#[derive(Debug, Default)]
pub(super) struct Chains {
    through: BTreeMap<EnvelopeId, (DeviceId, u32)>,
    /// What nothing follows in its author's log: one, or the ends of the branches of a fork.
    ends: BTreeMap<DeviceId, BTreeSet<EnvelopeId>>,
    forked: BTreeSet<DeviceId>,
    waiting: BTreeMap<EnvelopeId, Vec<Verified>>,
    held: BTreeSet<EnvelopeId>,
    heads: BTreeMap<DeviceId, Head>,
}

impl Chains {
    /// Takes an envelope and returns those that may go through now, each after its predecessor.
    pub(super) fn offer(&mut self, envelope: Verified) -> Vec<Verified> {
        let mut out = Vec::new();
        let mut open = vec![envelope];
        while let Some(envelope) = open.pop() {
            let id = envelope.id();
            if self.through.contains_key(&id) || self.held.contains(&id) {
                continue;
            }
            if self.follows(&envelope) {
                self.pass(&envelope);
                let freed = self.waiting.remove(&id).unwrap_or_default();
                for it in &freed {
                    self.held.remove(&it.id());
                }
                open.extend(freed);
                out.push(envelope);
            } else {
                self.held.insert(id);
                self.waiting.entry(envelope.header().prev).or_default().push(envelope);
            }
        }
        out
    }

    fn follows(&self, envelope: &Verified) -> bool {
        let header = envelope.header();
        if header.prev == NOTHING {
            return header.seq == 1;
        }
        let before = self.through.get(&header.prev);
        before.is_some_and(|(author, seq)| {
            *author == header.author && seq.checked_add(1) == Some(header.seq)
        })
    }

    fn pass(&mut self, envelope: &Verified) {
        let header = envelope.header();
        let id = envelope.id();
        self.through.insert(id, (header.author, header.seq));
        let ends = self.ends.entry(header.author).or_default();
        let goes_on =
            if header.prev == NOTHING { ends.is_empty() } else { ends.remove(&header.prev) };
        if !goes_on {
            self.forked.insert(header.author);
        }
        ends.insert(id);
        let head = self.heads.entry(header.author).or_insert(Head::EMPTY);
        *head = (*head).max(Head { seq: header.seq, id });
    }

    /// Returns the end of the longest branch of `device`'s log.
    pub(super) fn head(&self, device: DeviceId) -> Head {
        self.heads.get(&device).copied().unwrap_or(Head::EMPTY)
    }

    /// Returns the ends of every branch of `device`'s log.
    pub(super) fn ends(&self, device: DeviceId) -> Vec<EnvelopeId> {
        self.ends.get(&device).into_iter().flatten().copied().collect()
    }

    /// Returns how many wait for a predecessor.
    pub(super) fn waiting(&self) -> usize {
        self.held.len()
    }

    /// Returns the devices whose logs forked.
    pub(super) fn forks(&self) -> BTreeSet<DeviceId> {
        self.forked.clone()
    }
}

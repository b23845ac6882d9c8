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

/// A piece of its author's log.
#[derive(Debug)]
pub(super) enum Link {
    /// An envelope.
    Whole(Verified),
    /// Several, one after the other, that are in a checkpoint and were not read.
    Folded(Run),
}

/// Envelopes one after the other in one log.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) author: DeviceId,
    /// Number of the first.
    pub(super) first: u32,
    /// What comes before the first.
    pub(super) prev: EnvelopeId,
    pub(super) last: EnvelopeId,
    /// Number of the last.
    pub(super) end: u32,
}

impl Link {
    /// Returns whose log it is a piece of.
    pub(super) fn author(&self) -> DeviceId {
        match self {
            Self::Whole(envelope) => envelope.header().author,
            Self::Folded(run) => run.author,
        }
    }

    /// Returns the last envelope in it.
    pub(super) fn last(&self) -> Head {
        match self {
            Self::Whole(envelope) => Head { seq: envelope.header().seq, id: envelope.id() },
            Self::Folded(run) => Head { seq: run.end, id: run.last },
        }
    }

    /// Returns what comes before it.
    pub(super) fn prev(&self) -> EnvelopeId {
        match self {
            Self::Whole(envelope) => envelope.header().prev,
            Self::Folded(run) => run.prev,
        }
    }

    fn first(&self) -> u32 {
        match self {
            Self::Whole(envelope) => envelope.header().seq,
            Self::Folded(run) => run.first,
        }
    }
}

/// Every device's log as far as it is complete.
#[derive(Debug, Default)]
pub(super) struct Chains {
    through: BTreeMap<EnvelopeId, (DeviceId, u32)>,
    /// What nothing follows in its author's log: one, or the ends of the branches of a fork.
    ends: BTreeMap<DeviceId, BTreeSet<EnvelopeId>>,
    forked: BTreeSet<DeviceId>,
    waiting: BTreeMap<EnvelopeId, Vec<Link>>,
    held: BTreeSet<EnvelopeId>,
    heads: BTreeMap<DeviceId, Head>,
}

impl Chains {
    /// Takes a link and returns those that may go through now, each after its predecessor.
    pub(super) fn offer(&mut self, link: Link) -> Vec<Link> {
        let mut out = Vec::new();
        let mut open = vec![link];
        while let Some(link) = open.pop() {
            let Head { id, .. } = link.last();
            if self.through.contains_key(&id) || self.held.contains(&id) {
                continue;
            }
            if self.follows(&link) {
                self.pass(&link);
                open.extend(self.freed_by(id));
                out.push(link);
            } else {
                self.held.insert(id);
                self.waiting.entry(link.prev()).or_default().push(link);
            }
        }
        out
    }

    /// Returns those that waited for an envelope.
    fn freed_by(&mut self, id: EnvelopeId) -> Vec<Link> {
        let freed = self.waiting.remove(&id).unwrap_or_default();
        for it in &freed {
            self.held.remove(&it.last().id);
        }
        freed
    }

    fn follows(&self, link: &Link) -> bool {
        let (prev, first) = (link.prev(), link.first());
        if prev == NOTHING {
            return first == 1;
        }
        let before = self.through.get(&prev);
        before.is_some_and(|(author, seq)| {
            *author == link.author() && seq.checked_add(1) == Some(first)
        })
    }

    fn pass(&mut self, link: &Link) {
        let (author, last, prev) = (link.author(), link.last(), link.prev());
        self.through.insert(last.id, (author, last.seq));
        let ends = self.ends.entry(author).or_default();
        let goes_on = if prev == NOTHING { ends.is_empty() } else { ends.remove(&prev) };
        if !goes_on {
            self.forked.insert(author);
        }
        ends.insert(last.id);
        let head = self.heads.entry(author).or_insert(Head::EMPTY);
        *head = (*head).max(last);
    }

    /// Takes the envelopes within runs that went through: id, author and number. Returns those that may go through now,
    /// which are branches of a fork.
    pub(super) fn fill(
        &mut self,
        within: impl IntoIterator<Item = (EnvelopeId, DeviceId, u32)>,
    ) -> Vec<Link> {
        let within = within.into_iter().map(|(id, author, seq)| (id, (author, seq)));
        self.through.append(&mut within.collect());
        let here = self.waiting.keys().filter(|it| self.through.contains_key(*it));
        let here: Vec<EnvelopeId> = here.copied().collect();
        let freed: Vec<Link> = here.into_iter().flat_map(|it| self.freed_by(it)).collect();
        freed.into_iter().flat_map(|it| self.offer(it)).collect()
    }

    /// Says whether an envelope is here with its whole past.
    pub(super) fn is_through(&self, id: &EnvelopeId) -> bool {
        self.through.contains_key(id)
    }

    /// Returns the end of the longest branch of `device`'s log.
    pub(super) fn head(&self, device: DeviceId) -> Head {
        self.heads.get(&device).copied().unwrap_or(Head::EMPTY)
    }

    /// Returns the ends of every branch of `device`'s log.
    pub(super) fn ends(&self, device: DeviceId) -> Vec<EnvelopeId> {
        self.ends.get(&device).into_iter().flatten().copied().collect()
    }

    /// Returns those that were read and wait for a predecessor.
    pub(super) fn held(&self) -> impl Iterator<Item = &Verified> {
        self.waiting.values().flatten().filter_map(|it| match it {
            Link::Whole(envelope) => Some(envelope),
            Link::Folded(_) => None,
        })
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

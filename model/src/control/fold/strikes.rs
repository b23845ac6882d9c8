//! What takes rights away from somebody, and which of it stands.
//!
//! A strike (a removal, a revoked device, another role) reaches further than other operations: what its target does
//! without having seen it is void too. So it has to be known before the history is read. It is found by reading
//! again and again: each reading believes the strikes that had effect in the one before, until nothing changes.
//!
//! Of two that strike each other without knowing, the more senior author's stands: a strike is never void because
//! of a concurrent one of somebody junior.

use std::collections::BTreeMap;

use crate::{
    control::op::{Entry, Op, Role},
    ids::{DeviceId, EnvelopeId, MemberId},
};

/// How senior a device speaks; the least is the most senior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// False for a device that the recovery code brought in.
    pub(super) ordinary: bool,
    /// The member's place in the order of admission.
    pub(super) seniority: usize,
    /// The device's place in the order of admission.
    pub(super) admitted: usize,
}

/// What a strike does to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Role(MemberId, Role),
    Remove(MemberId),
    Revoke(DeviceId),
}

/// An operation that takes rights away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strike {
    pub(super) deed: Deed,
    /// Of its author, when it was read.
    pub(super) rank: Rank,
}

impl Strike {
    /// Says whether `device` of `member` is meant.
    pub(super) fn hits(&self, device: DeviceId, member: MemberId) -> bool {
        match self.deed {
            Deed::Role(target, _) | Deed::Remove(target) => target == member,
            Deed::Revoke(target) => target == device,
        }
    }
}

/// The strikes that are believed during a reading.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    standing: BTreeMap<EnvelopeId, Strike>,
    /// Readings left in which strikes may still come in.
    patience: usize,
}

impl Strikes {
    /// Begins with none. Honest histories settle within as many readings as there are strikes.
    pub(super) fn before(entries: &BTreeMap<EnvelopeId, Entry>) -> Self {
        let is_strike = |it: &&Entry| {
            matches!(it.body.op, Op::SetRole { .. } | Op::Remove { .. } | Op::Revoke { .. })
        };
        let patience = entries.values().filter(is_strike).count().saturating_add(2);
        Self { standing: BTreeMap::new(), patience }
    }

    /// Returns what the next reading has to believe, given what had effect in this one; `None` if that is the same.
    ///
    /// Should strikes bring each other in and out without end, those that fell out stay out.
    pub(super) fn after(&self, found: BTreeMap<EnvelopeId, Strike>) -> Option<Self> {
        if found == self.standing {
            return None;
        }
        let Some(patience) = self.patience.checked_sub(1) else {
            let mut standing = self.standing.clone();
            standing.retain(|id, _| found.contains_key(id));
            let settled = standing.len() == self.standing.len();
            return (!settled).then_some(Self { standing, patience: 0 });
        };
        Some(Self { standing: found, patience })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (EnvelopeId, &Strike)> {
        self.standing.iter().map(|(id, it)| (*id, it))
    }

    pub(super) fn stands(&self, id: EnvelopeId) -> bool {
        self.standing.contains_key(&id)
    }
}

//! What a replica knows of the network around it, and the small log of exchanges beside the envelopes.

use std::collections::BTreeSet;

use muster_model::{
    ids::{DeviceId, InviteId},
    time::At,
};

use super::Replica;
use crate::{
    node::exchanges::{Exchange, KEPT, KEPT_MS},
    store::StoreError,
};

impl Replica {
    /// Returns a secret that every member's device knows and no stranger: the first key of the control history.
    /// `None` for who is not in yet.
    pub fn shared_secret(&self) -> Option<[u8; 32]> {
        let first = self.views.control().epochs.first()?;
        self.ring.get(first).map(|it| *it.as_bytes())
    }

    /// Returns the endpoints of devices that were members' once.
    pub fn former_endpoints(&self) -> BTreeSet<[u8; 32]> {
        self.views.control().former.values().map(|it| it.card.endpoint).collect()
    }

    /// Returns the device that had an endpoint while it was a member's.
    pub fn former_device(&self, endpoint: &[u8; 32]) -> Option<DeviceId> {
        let former = &self.views.control().former;
        former.iter().find(|(_, it)| it.card.endpoint == *endpoint).map(|(device, _)| *device)
    }

    /// Returns invitations that can still be used, those that last longest first.
    pub fn open_invites(&self, now: At) -> Vec<InviteId> {
        let invites = self.views.control().invites.values();
        let usable = |it: &&_| is_usable(it, now);
        let mut open: Vec<(At, InviteId)> =
            invites.filter(usable).map(|it| (it.expires, it.id)).collect();
        open.sort_unstable_by(|a, b| b.cmp(a));
        open.into_iter().map(|(_, id)| id).collect()
    }

    /// Says whether an envelope's author is a member's device, or was.
    pub(super) fn is_known(&self, author: &DeviceId) -> bool {
        let control = self.views.control();
        control.devices.contains_key(author) || control.former.contains_key(author)
    }

    /// Writes one exchange down, and forgets those that are too old.
    pub fn log_exchange(&mut self, exchange: &Exchange) -> Result<(), StoreError> {
        let line = serde_json::to_vec(exchange).unwrap_or_default();
        let oldest = exchange.ended.0.saturating_sub(KEPT_MS);
        self.store.add_line(exchange.ended.0, &line, (oldest, KEPT))
    }

    /// Returns the exchanges written down since `now` less thirty days, the latest first.
    pub fn exchanges(&mut self, now: At, limit: usize) -> Result<Vec<Exchange>, StoreError> {
        let lines = self.store.lines(now.0.saturating_sub(KEPT_MS), limit)?;
        // A line of a newer version may say what this one does not know; the others stay readable.
        Ok(lines.iter().filter_map(|it| serde_json::from_slice(it).ok()).collect())
    }
}

fn is_usable(invite: &muster_model::workspace::Invite, now: At) -> bool {
    !invite.revoked && invite.uses_left > 0 && now < invite.expires
}

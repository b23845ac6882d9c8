//! The network around a workspace: who is announced under which name, what neighbours tell each other in passing, and
//! what becomes of it all when this machine moves or sleeps.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::ids::WorkspaceId;

use super::{Keeper, exchange::Batch};
use crate::{
    engine::{peers, session::Input},
    net::{self, NetError},
    node::{clock, command::Address, desk::LinkId, word},
    wire::Cut,
};

/// Most open invitations under whose names this device is announced, for those who come with a ticket.
const INVITES: usize = 3;

impl Keeper {
    /// Announces this device under the names that others know: the members', and those of open invitations.
    pub(super) fn look_around(&mut self, id: WorkspaceId) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        if desk.line.is_none() || !desk.mode.looks_around() {
            return;
        }
        let invites = desk.replica.open_invites(clock::now());
        let secrets = desk.replica.shared_secret().into_iter();
        let secrets = secrets.chain(invites.iter().take(INVITES).map(|it| *it.as_bytes()));
        let names: BTreeSet<String> = secrets.map(|it| net::service_name(&it)).collect();
        let Some(line) = desk.line.as_mut() else { return };
        for name in names {
            if line.names.insert(name.clone()) {
                let net = Arc::clone(&line.net);
                self.tasks.spawn(async move { net.look_around(name).await });
            }
        }
    }

    /// Tells every neighbour where devices are, and who was seen when.
    pub(super) fn tell_neighbours(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get(&id) else { return };
        let links: Vec<LinkId> = desk.links.keys().copied().collect();
        for link in links {
            self.tell_neighbour(id, link, batch);
        }
    }

    /// Tells one neighbour.
    pub(super) fn tell_neighbour(&mut self, id: WorkspaceId, to: LinkId, batch: &mut Batch) {
        let Some(desk) = self.desks.get(&id) else { return };
        let Some(line) = &desk.line else { return };
        let own = line.net.address();
        let seen = desk.sightings(clock::now());
        for said in word::say(&own, desk.addresses().cloned(), &seen) {
            self.input(id, to, Input::Present(said), batch);
        }
    }

    /// Takes in what a neighbour told in passing.
    pub(super) fn hear_word(
        &mut self,
        id: WorkspaceId,
        link: LinkId,
        said: &[u8],
        batch: &mut Batch,
    ) {
        let heard = word::hear(said);
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let endpoint = desk.links.get(&link).map(|it| it.endpoint);
        let from = endpoint.and_then(|it| desk.endpoints().get(&it).copied());
        if let Some(from) = from {
            let now = clock::now();
            for (whom, minutes) in heard.seen {
                desk.hear_sighting(from, whom, minutes, now);
            }
        }
        let known = desk.endpoints();
        let wanted = heard.addresses.into_iter().filter(|it| known.contains_key(&it.endpoint));
        let wanted: Vec<Address> = wanted.collect();
        for address in wanted {
            let endpoint = address.endpoint;
            let Some(desk) = self.desks.get_mut(&id) else { return };
            match desk.learn(address) {
                Ok(()) => self.meet(id, peers::Input::Met(endpoint), batch),
                Err(err) => tracing::warn!(%err, "an address could not be remembered"),
            }
        }
    }

    /// This device may have another address: remembers it, tells the neighbours and tries those it lost.
    pub(super) fn moved(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some(line) = desk.line.as_mut() else { return };
        let now = line.net.address();
        batch.touch(id);
        let trouble = line.net.trouble();
        if line.trouble != trouble {
            line.trouble.clone_from(&trouble);
            if let Some(trouble) = trouble {
                self.warn(Some(id), trouble);
            }
        }
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some(line) = desk.line.as_mut() else { return };
        if now == line.address {
            return;
        }
        line.address = now.clone();
        if let Err(err) = desk.set_address(&now) {
            tracing::warn!(%err, "the own address could not be remembered");
        }
        self.tell_neighbours(id, batch);
        self.meet(id, peers::Input::Woke, batch);
    }

    /// This machine slept: looks at the network anew and tries everybody again, those who look connected too.
    pub(super) fn woke(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some(line) = desk.line.as_ref() else { return };
        let net = Arc::clone(&line.net);
        self.tasks.spawn(async move { net.look_again().await });
        self.meet(id, peers::Input::Woke, batch);
        let Some(desk) = self.desks.get(&id) else { return };
        let links: Vec<LinkId> = desk.links.keys().copied().collect();
        for link in links {
            self.input(id, link, Input::Refresh, batch);
        }
    }

    /// Remembers why a device can't be talked to, where it is not just away.
    pub(super) fn note_unreached(&mut self, id: WorkspaceId, endpoint: [u8; 32], err: NetError) {
        let Some(desk) = self.desks.get_mut(&id) else { return };
        match err {
            NetError::Version => {
                desk.note_cut(endpoint, Some(Cut::Other(NetError::Version.to_string())));
            }
            NetError::Refused(cut) => desk.note_cut(endpoint, Some(cut)),
            NetError::Bind(_)
            | NetError::Address
            | NetError::Unreachable(_)
            | NetError::TimedOut
            | NetError::Broken(_)
            | NetError::Frame(_)
            | NetError::TooLong => {}
        }
    }
}

//! Looking at a ticket and joining with it, from the joiner's side.

use std::{
    collections::{BTreeSet, btree_map::Entry},
    fs,
    time::Duration,
};

use muster_model::ids::WorkspaceId;
use n0_future::{FuturesUnordered, StreamExt as _};

use super::{Heard, Keeper, exchange::Batch};
use crate::{
    engine::peers,
    envelope::Sealed,
    identity::{Identity, IdentityError, Recovery},
    net::{self, Net, NetError, Reach},
    node::{
        clock,
        command::{Address, CommandError, Entrance, Mode, Reply},
        desk::Desk,
        opening::{self, Opened},
        rooms::Room,
        waits::{AnswerTo, answer},
    },
    refusal::Refusal,
    replica::{JoinAnswer, JoinAsk},
    store::Lock,
    ticket::Ticket,
};

/// How long a joiner waits for everything to arrive.
const ENTRY: Duration = Duration::from_mins(1);
/// How long a joiner waits for anybody to answer.
const PATIENCE: Duration = Duration::from_secs(9);

/// What somebody wants with a ticket.
#[derive(Debug)]
pub(super) struct Knocking {
    pub(super) ticket: Ticket,
    /// Presented instead of what the ticket holds; the ticket then only says where.
    pub(super) code: Option<Recovery>,
    pub(super) name: String,
    pub(super) device: String,
    pub(super) mode: Mode,
    pub(super) look: bool,
}

impl Knocking {
    /// Comes in with the recovery code.
    pub(super) fn with_code(workspace: WorkspaceId, code: Recovery, entrance: Entrance) -> Self {
        let Entrance { host, device, mode } = entrance;
        // Only a name for the key made for joining, so that trying again makes no second device.
        let mut secret = [0; 16];
        secret.iter_mut().zip(code.device().as_bytes()).for_each(|(to, from)| *to = *from);
        let ticket = Ticket { workspace, secret, hosts: vec![host], relay: None };
        Self { ticket, code: Some(code), name: "?".to_owned(), device, mode, look: false }
    }
}

/// How that went.
#[derive(Debug)]
pub(in crate::node) struct Knocked {
    knocking: Knocking,
    identity: Identity,
    to: AnswerTo,
    outcome: Result<(Net, JoinAnswer), CommandError>,
}

impl Keeper {
    /// Presents a ticket to the devices it names.
    pub(super) fn knock(&mut self, knocking: Knocking, to: AnswerTo) {
        let workspace = knocking.ticket.workspace;
        if self.desks.get(&workspace).is_some_and(|it| it.workspace.me.is_some()) {
            return answer(to, Err(CommandError::Refused(Refusal::MemberAlready)));
        }
        if self.desks.get(&workspace).is_some_and(|it| it.replica.is_out()) {
            return answer(to, Err(CommandError::Refused(Refusal::IsOut)));
        }
        if knocking.mode == Mode::Off {
            return answer(to, Err(CommandError::NetworkOff));
        }
        let identity = match self.joining_identity(&knocking.ticket) {
            Ok(identity) => identity,
            Err(err) => return answer(to, Err(err)),
        };
        let tell = self.tell.clone();
        self.tasks.spawn(async move {
            let outcome = ask(&knocking, &identity).await;
            let knocked = Knocked { knocking, identity, to, outcome };
            if tell.send(Heard::Knocked(Box::new(knocked))).await.is_err() {
                tracing::debug!("the keeper is gone");
            }
        });
    }

    /// Returns the identity for a ticket: the same each time it is presented from here.
    fn joining_identity(&self, ticket: &Ticket) -> Result<Identity, CommandError> {
        let folder = self.options.data_dir.join("joining");
        let path = folder.join(ticket.invite_id().to_string());
        match Identity::load(&path) {
            Ok(identity) => Ok(identity),
            Err(IdentityError::Missing) => {
                let mut seed = [0; 32];
                clock::dice(&mut seed)?;
                let identity = Identity::from_seed(seed);
                identity.save(&path)?;
                Ok(identity)
            }
            Err(err) => Err(err.into()),
        }
    }

    /// Takes what came of a ticket.
    pub(super) fn knocked(&mut self, knocked: Knocked, batch: &mut Batch) {
        let Knocked { knocking, identity, to, outcome } = knocked;
        let (net, said) = match outcome {
            Ok(said) => said,
            Err(err) => return answer(to, Err(err)),
        };
        match said {
            JoinAnswer::Look(look) => {
                self.let_go(net);
                answer(to, Ok(Reply::Look(look)));
            }
            JoinAnswer::Waiting { words, .. } => {
                self.let_go(net);
                answer(to, Ok(Reply::Waiting { workspace: knocking.ticket.workspace, words }));
            }
            JoinAnswer::Refused(why) => {
                self.let_go(net);
                answer(to, Err(CommandError::Ticket(why)));
            }
            JoinAnswer::Welcome { genesis } => {
                let entered = self.enter(&knocking, identity, (net, &genesis), batch);
                let id = knocking.ticket.workspace;
                match (entered, self.desks.get_mut(&id)) {
                    (Ok(()), Some(desk)) => {
                        desk.waits.for_entry(to, self.started.elapsed(), ENTRY);
                        self.publish();
                    }
                    (Ok(()), None) => answer(to, Err(CommandError::NoWorkspace)),
                    (Err(err), _) => answer(to, Err(err)),
                }
            }
        }
    }

    fn let_go(&mut self, net: Net) {
        self.tasks.spawn(async move { net.close(net::FAR).await });
    }

    /// Makes the workspace on this device and goes to fetch what it holds.
    fn enter(
        &mut self,
        knocking: &Knocking,
        identity: Identity,
        (net, genesis): (Net, &[u8]),
        batch: &mut Batch,
    ) -> Result<(), CommandError> {
        let Knocking { ticket, mode, .. } = knocking;
        let id = ticket.workspace;
        let first = Sealed::parse(genesis).and_then(|it| it.verify(id)).ok();
        let Some(first) = first.filter(crate::envelope::Verified::is_genesis) else {
            let sentence = "the other device showed the beginning of another workspace";
            return Err(CommandError::Ticket(sentence.to_owned()));
        };
        let room = Room::of(&self.options.data_dir, id);
        if let Entry::Vacant(place) = self.desks.entry(id) {
            let replica = opening::found(&room, id, identity, &[first])?;
            let opened = Opened { replica, mended: None, read_only: None };
            place.insert(Desk::new(room.clone(), opened, Some(*mode))?);
        }
        let joining = self.options.data_dir.join("joining").join(ticket.invite_id().to_string());
        if let Err(err) = fs::remove_file(&joining) {
            tracing::debug!(%err, "the key made for joining stays behind");
        }
        let Some(desk) = self.desks.get_mut(&id) else { return Err(CommandError::NoWorkspace) };
        if ticket.relay.is_some() {
            desk.set_relay(ticket.relay.clone())?;
        }
        desk.set_mode(*mode)?;
        for host in &ticket.hosts {
            desk.learn(host.clone())?;
        }
        let Some(lock) = Lock::try_take(&room.network_lock())? else {
            return Err(CommandError::NetworkBusy);
        };
        self.adopt(id, net, lock, batch)?;
        for host in &ticket.hosts {
            self.meet(id, peers::Input::Met(host.endpoint), batch);
        }
        Ok(())
    }
}

/// Asks each device a ticket names, until one answers.
async fn ask(knocking: &Knocking, identity: &Identity) -> Result<(Net, JoinAnswer), CommandError> {
    let Knocking { ticket, code, name, device, mode, look } = knocking;
    let card = identity.card(device);
    let signer = identity.signer();
    let request = match code {
        None if *look => JoinAsk::to_look(ticket, card, signer),
        None => JoinAsk::to_join(ticket, card, name, signer),
        Some(code) => JoinAsk::with_code(ticket.workspace, code, card, signer),
    };
    let reach = Reach { mode: *mode, relay: ticket.relay.clone() };
    // Those who made the ticket announce themselves under its name: their addresses may have changed since.
    let service = net::service_name(ticket.invite_id().as_bytes());
    let bound = Net::bind(identity.endpoint_secret(), reach, Some(service)).await;
    let net = bound.map_err(|err| CommandError::Network(err.to_string()))?;
    let answered = match ask_all(&net, ticket, &request).await {
        Ok(bytes) => JoinAnswer::parse(&bytes)
            .ok_or_else(|| CommandError::Ticket("its answer can't be read".to_owned())),
        Err(err) => Err(err),
    };
    match answered {
        Ok(said) => Ok((net, said)),
        Err(err) => {
            net.close(net::FAR).await;
            Err(err)
        }
    }
}

/// Asks all devices a ticket names at once, and once more those that turn up on this network; the first answer counts.
async fn ask_all(net: &Net, ticket: &Ticket, request: &JoinAsk) -> Result<Vec<u8>, CommandError> {
    let request = request.to_bytes();
    let ask = |host: Address| {
        let request = request.clone();
        async move { net.ask_to_join(&host, request).await }
    };
    let mut asked: FuturesUnordered<_> = ticket.hosts.iter().cloned().map(ask).collect();
    let mut found = BTreeSet::new();
    let mut worst = CommandError::Unreachable;
    let out_of_time = tokio::time::sleep(PATIENCE);
    tokio::pin!(out_of_time);
    loop {
        tokio::select! {
            Some(answer) = asked.next() => match answer {
                Ok(bytes) => return Ok(bytes),
                Err(NetError::Version) => worst = CommandError::OtherVersion,
                Err(err) => tracing::debug!(%err, "a host of the ticket was not reached"),
            },
            endpoint = net.discovered() => {
                let is_host = ticket.hosts.iter().any(|it| it.endpoint == endpoint);
                if is_host && found.insert(endpoint) {
                    asked.push(ask(Address { endpoint, sockets: Vec::new(), relay: None }));
                }
            }
            () = &mut out_of_time => return Err(worst),
        }
        if asked.is_empty() && !net.looks_around() {
            return Err(worst);
        }
    }
}

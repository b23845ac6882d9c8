//! One answer to each wish.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use muster_model::{
    control::op::Role,
    edit::Edit,
    ids::{MemberId, WorkspaceId},
};

use super::{Keeper, door::Knocking, exchange::Batch};
use crate::{
    bundle::{Cover, Need, Passphrase},
    engine::{peers, session::Input},
    identity::{Identity, Recovery, Statement},
    net::Reach,
    node::{
        clock,
        command::{Command, CommandError, Mode, Relay, Reply, Take, TicketWish},
        desk::Desk,
        exchanges::{Exchange, Outcome, Way},
        opening::{self, Opened},
        rooms::Room,
        waits::{AnswerTo, answer},
    },
    replica::Founding,
};

/// How long to look for devices on this network before giving up.
const SEARCH_LAN: Duration = Duration::from_secs(4);
/// How long to look for devices elsewhere, through a relay.
const SEARCH_FAR: Duration = Duration::from_secs(12);
/// How long to wait for devices that are where they were last, on this machine.
const SEARCH_KNOWN: Duration = Duration::from_millis(1_500);
/// How long to wait for a device that somebody asked for and said where it is: as long as dialling it may take.
const SEARCH_NAMED: Duration = Duration::from_secs(6);

impl Keeper {
    /// Grants a wish, or says why not.
    pub(super) async fn fulfil(&mut self, command: Command, to: AnswerTo) {
        let reply = match command {
            Command::CreateWorkspace { name, me, device } => self.create(&name, &me, &device).await,
            Command::Edit { workspace, edit } => self.edit(workspace, edit),
            Command::MakeTicket { workspace, ticket } => self.make_ticket(workspace, ticket),
            Command::LookAtTicket { ticket, mode } => {
                let (name, device) = ("?".to_owned(), "?".to_owned());
                let look = Knocking { ticket, code: None, name, device, mode, look: true };
                return self.knock(look, to);
            }
            Command::Join { ticket, name, device, mode } => {
                let join = Knocking { ticket, code: None, name, device, mode, look: false };
                return self.knock(join, to);
            }
            Command::InviteBack { workspace, member, valid_ms } => {
                self.invite_back(workspace, member, valid_ms)
            }
            Command::Recover { workspace, code, entrance: Some(entrance) } => {
                return self.knock(Knocking::with_code(workspace, code, entrance), to);
            }
            Command::Recover { workspace, code, entrance: None } => self.recover(workspace, &code),
            Command::SetMode { workspace, mode } => self.set_mode(workspace, mode).await,
            Command::SetRelay { workspace, relay } => self.set_relay(workspace, relay).await,
            Command::Dial { workspace, address } => self.dial(workspace, address),
            Command::SyncUntilIdle { workspace, patience_ms } => {
                return self.sync_until_idle(workspace, patience_ms, to);
            }
            Command::Address { workspace } => self.address(workspace),
            Command::History { workspace, review, question, of } => {
                let desk = self.desk(workspace);
                desk.map(|it| Reply::History(it.replica.history(review, &question, of)))
            }
            Command::Until { workspace, moment } => {
                let desk = self.desk(workspace);
                desk.map(|it| Reply::Past(Arc::new(it.replica.until(moment))))
            }
            Command::Attach { workspace, attached } => self.attach(workspace, attached),
            Command::OpenFile { workspace, file } => self.open_file(workspace, file),
            Command::Verify { workspace } => self.verify(workspace),
            Command::PackBundle { workspace, need, passphrase } => {
                self.pack(workspace, need.as_ref(), passphrase.as_ref())
            }
            Command::Need { workspace } => self.need(workspace),
            Command::TakeBundle { bytes, passphrase, take } => {
                self.take_bundle(&bytes, passphrase.as_ref(), take)
            }
            Command::Unlock { workspace, passphrase } => self.unlock(workspace, &passphrase).await,
            Command::Protect { workspace, passphrase } => {
                self.protect(workspace, passphrase.as_ref())
            }
            Command::Sign { workspace, bytes } => self
                .desk(workspace)
                .map(|it| Reply::Signed(Statement::of(it.replica.identity().signer(), &bytes))),
            Command::Refresh => self.refresh().await,
            Command::RemoveWorkspace { workspace } => self.remove(workspace).await,
            Command::Stop => Ok(Reply::Done),
        };
        answer(to, reply);
    }

    pub(super) fn desk(&mut self, id: WorkspaceId) -> Result<&mut Desk, CommandError> {
        self.desks.get_mut(&id).ok_or(CommandError::NoWorkspace)
    }

    async fn create(&mut self, name: &str, me: &str, device: &str) -> Result<Reply, CommandError> {
        let mut seed = [0; 32];
        clock::dice(&mut seed)?;
        let identity = Identity::from_seed(seed);
        let founding = Founding::prepare(&identity, name, me, device, clock::now())?;
        let workspace = founding.workspace;
        let room = Room::of(&self.options.data_dir, workspace);
        let replica = opening::found(&room, workspace, identity, &founding.envelopes)?;
        let opened = Opened { replica, mended: None, read_only: None };
        let desk = Desk::new(room, opened, self.options.mode)?;
        self.desks.insert(workspace, desk);
        if self.options.network {
            self.start_networks().await;
        }
        self.publish();
        Ok(Reply::Created { workspace, recovery: founding.recovery })
    }

    pub(super) fn edit(&mut self, id: WorkspaceId, edit: Edit) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.writable()?;
        let written = desk.replica.commit(edit, clock::now());
        let envelopes = written.map_err(|err| self.failed(id, err))?;
        self.settle(Batch::touching(id));
        Ok(Reply::Saved { envelopes })
    }

    /// Remembers a failed disk; passes on why a wish was not granted.
    fn failed(&mut self, id: WorkspaceId, err: crate::replica::WriteError) -> CommandError {
        let err = CommandError::from(err);
        if let (CommandError::Store(store), Some(desk)) = (&err, self.desks.get_mut(&id)) {
            desk.fail(store);
            self.publish();
        }
        err
    }

    fn make_ticket(&mut self, id: WorkspaceId, wish: TicketWish) -> Result<Reply, CommandError> {
        let mut secret = [0; 16];
        clock::dice(&mut secret)?;
        let now = clock::now();
        let desk = self.desk(id)?;
        desk.writable()?;
        let me = desk.workspace.me.ok_or(CommandError::NoWorkspace)?;
        let ticket = desk.ticket(secret)?;
        let auto_admit = wish.own_device || (wish.uses == 1 && wish.role <= Role::Respondent);
        let edit = Edit::Invite {
            invite: ticket.invite_id(),
            role: wish.role,
            member: wish.own_device.then_some(me),
            dimensions: wish.dimensions,
            uses: wish.uses,
            expires: now.plus(wish.valid_ms),
            auto_admit,
            note: wish.note,
        };
        self.edit(id, edit)?;
        Ok(Reply::Ticket(ticket))
    }

    fn invite_back(
        &mut self,
        id: WorkspaceId,
        member: MemberId,
        valid_ms: u64,
    ) -> Result<Reply, CommandError> {
        let mut secret = [0; 16];
        clock::dice(&mut secret)?;
        let desk = self.desk(id)?;
        desk.writable()?;
        let ticket = desk.ticket(secret)?;
        let edit = Edit::Invite {
            invite: ticket.invite_id(),
            role: Role::Observer,
            member: Some(member),
            dimensions: Vec::new(),
            uses: 1,
            expires: clock::now().plus(valid_ms),
            auto_admit: false,
            note: String::new(),
        };
        self.edit(id, edit)?;
        Ok(Reply::Ticket(ticket))
    }

    fn recover(&mut self, id: WorkspaceId, code: &Recovery) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.writable()?;
        let written = desk.replica.recover(code, clock::now());
        let envelopes = written.map_err(|err| self.failed(id, err))?;
        self.settle(Batch::touching(id));
        Ok(Reply::Saved { envelopes })
    }

    async fn set_mode(&mut self, id: WorkspaceId, mode: Mode) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        if mode == Mode::Relay && desk.relay.is_none() {
            return Err(CommandError::NoRelay);
        }
        let before = desk.reach();
        desk.set_mode(mode)?;
        self.network_anew(id, &before).await
    }

    async fn set_relay(
        &mut self,
        id: WorkspaceId,
        relay: Option<Relay>,
    ) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        let mode = match (&relay, desk.mode) {
            (Some(_), _) => Mode::Relay,
            (None, Mode::Relay) => Mode::Lan,
            (None, mode) => mode,
        };
        let before = desk.reach();
        desk.set_relay(relay)?;
        desk.set_mode(mode)?;
        self.network_anew(id, &before).await
    }

    /// Runs the network as it is set now; begins anew if that reaches otherwise than `before`.
    async fn network_anew(
        &mut self,
        id: WorkspaceId,
        before: &Reach,
    ) -> Result<Reply, CommandError> {
        if self.desk(id)?.reach() != *before {
            self.stop_network(id).await;
        }
        let started = if self.options.network { self.start_network(id).await } else { Ok(()) };
        self.publish();
        started.map(|()| Reply::Done)
    }

    fn dial(
        &mut self,
        id: WorkspaceId,
        address: crate::node::command::Address,
    ) -> Result<Reply, CommandError> {
        let endpoint = address.endpoint;
        let desk = self.desk(id)?;
        desk.learn(address)?;
        if desk.line.is_none() {
            return Err(CommandError::NetworkOff);
        }
        desk.named.insert(endpoint);
        let mut batch = Batch::default();
        self.meet(id, peers::Input::Called(endpoint), &mut batch);
        self.settle(batch);
        Ok(Reply::Done)
    }

    fn sync_until_idle(&mut self, id: WorkspaceId, patience_ms: u64, to: AnswerTo) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else {
            return answer(to, Err(CommandError::NoWorkspace));
        };
        if desk.line.is_none() {
            let why = if desk.mode == Mode::Off {
                CommandError::NetworkOff
            } else {
                match &desk.trouble {
                    Some(trouble) if *trouble != CommandError::NetworkBusy.to_string() => {
                        CommandError::Network(trouble.clone())
                    }
                    Some(_) | None => CommandError::NetworkBusy,
                }
            };
            return answer(to, Err(why));
        }
        let search = match desk.mode {
            Mode::Relay | Mode::Public => SEARCH_FAR,
            Mode::Lan => SEARCH_LAN,
            Mode::Off | Mode::Loopback => SEARCH_KNOWN,
        };
        let search = if desk.named.is_empty() { search } else { search.max(SEARCH_NAMED) };
        desk.waits.for_idle(to, now, Duration::from_millis(patience_ms), search);
        desk.note_reached(now);
        // A round may have come to its end before anybody asked.
        if desk.links.values().any(|it| it.synced) {
            desk.waits.heard_out(now);
        }
        let links: Vec<_> = desk.links.keys().copied().collect();
        let mut batch = Batch::touching(id);
        for link in links {
            self.input(id, link, Input::Refresh, &mut batch);
        }
        self.settle(batch);
    }

    fn address(&mut self, id: WorkspaceId) -> Result<Reply, CommandError> {
        let address = self.desk(id)?.address()?;
        address.map(Reply::Address).ok_or(CommandError::NetworkOff)
    }

    fn verify(&mut self, id: WorkspaceId) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.replica.refresh()?;
        let mut found = desk.replica.verify()?;
        self.verify_files(id, &mut found)?;
        Ok(Reply::Verified(found))
    }

    fn pack(
        &mut self,
        id: WorkspaceId,
        need: Option<&Need>,
        passphrase: Option<&Passphrase>,
    ) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.replica.refresh()?;
        let carried = desk.files.pack(need);
        let made = desk.replica.pack_with(need, passphrase, clock::now(), &carried.files)?;
        let (bytes, envelopes) = made;
        let (files, left_out) = (carried.files.len(), carried.left_out);
        desk.log(by_bundle((envelopes, 0)));
        Ok(Reply::Packed { bytes, envelopes, files, left_out })
    }

    fn need(&mut self, id: WorkspaceId) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.replica.refresh()?;
        let envelopes = usize::try_from(desk.replica.index().count()).unwrap_or(usize::MAX);
        let need = desk.replica.need().with_files(desk.files.held().keys());
        Ok(Reply::Packed { bytes: need.bytes()?, envelopes, files: 0, left_out: 0 })
    }

    fn take_bundle(
        &mut self,
        bytes: &[u8],
        passphrase: Option<&Passphrase>,
        take: Take,
    ) -> Result<Reply, CommandError> {
        let (cover, _locked) = Cover::read(bytes)?;
        let workspace = cover.workspace;
        let desk = self.desk(workspace)?;
        let opened = desk.replica.open_bundle(bytes, passphrase)?;
        let carried = match take {
            Take::Rehearse => {
                let mut carried = desk.replica.rehearse(&opened.records)?;
                desk.files.rehearse(&opened.files, &mut carried);
                carried
            }
            Take::Really => {
                desk.writable()?;
                let taken = desk.replica.take_records(&opened.records);
                let mut taken = taken.map_err(|err| self.failed(workspace, err.into()))?;
                let desk = self.desk(workspace)?;
                desk.log(by_bundle((0, taken.new)));
                self.settle(Batch::touching(workspace));
                self.take_files(workspace, &opened.files, &mut taken)?;
                taken
            }
        };
        Ok(Reply::Carried { workspace, carried })
    }

    async fn unlock(&mut self, id: WorkspaceId, words: &Passphrase) -> Result<Reply, CommandError> {
        let locked = self.damaged.iter().any(|it| it.locked == Some(id));
        if !locked {
            return self.desk(id).map(|_open| Reply::Done);
        }
        let room = Room::of(&self.options.data_dir, id);
        let identity = Identity::unlock(&room.key(), words)?;
        let opened = opening::open_as(&room, identity)?;
        let desk = Desk::new(room, opened, self.options.mode)?;
        self.desks.insert(id, desk);
        self.damaged.retain(|it| it.locked != Some(id));
        if self.options.network {
            self.start_networks().await;
        }
        self.publish();
        Ok(Reply::Done)
    }

    fn protect(
        &mut self,
        id: WorkspaceId,
        words: Option<&Passphrase>,
    ) -> Result<Reply, CommandError> {
        let desk = self.desk(id)?;
        desk.replica.identity().protect(&desk.room.key(), words)?;
        Ok(Reply::Done)
    }

    /// Takes in what another process did to this data directory: envelopes, and whole workspaces.
    async fn refresh(&mut self) -> Result<Reply, CommandError> {
        self.open_rooms(&BTreeMap::new())?;
        let mut batch = Batch::default();
        let ids: Vec<WorkspaceId> = self.desks.keys().copied().collect();
        for id in ids {
            self.take_in_outside(id, &mut batch);
        }
        self.settle(batch);
        if self.options.network {
            self.start_networks().await;
        }
        self.publish();
        Ok(Reply::Done)
    }

    async fn remove(&mut self, id: WorkspaceId) -> Result<Reply, CommandError> {
        self.stop_network(id).await;
        let desk = self.desks.remove(&id).ok_or(CommandError::NoWorkspace)?;
        let room: Room = desk.room.clone();
        drop(desk);
        let removed = room.remove();
        self.publish();
        let path = room.folder().to_owned();
        removed.map_err(|source| CommandError::DataDir { path, source })?;
        Ok(Reply::Done)
    }
}

/// Returns the line for a bundle that was written or taken in.
fn by_bundle((sent, received): (usize, usize)) -> Exchange {
    let now = clock::now();
    let (device, way, outcome) = (None, Way::Bundle, Outcome::Equal);
    Exchange { begun: now, ended: now, device, way, sent, received, outcome }
}

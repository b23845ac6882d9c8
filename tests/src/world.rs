//! People and their devices, each a replica in memory, and wires between them that can be cut.
//!
//! The clock is turned by hand. Keys and nonces are rolled anew each time, as they must be, unless a world comes from a
//! seed: then it has the same bytes each time.

#![expect(clippy::expect_used, reason = "a test world that does not work is a failed test")]

mod exchange;
mod play;

use std::{collections::BTreeMap, slice, sync::Arc};

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::{self, Framework},
    ids::{EnvelopeId, MemberId, NodeId, ReviewId, WorkspaceId},
    time::At,
    workspace::{Access, Review, Workspace},
};
use muster_sync::{
    checkpoint::Checkpoint,
    craft::{Craft, System},
    envelope::{Sealed, Verified},
    identity::Identity,
    replica::{Founding, JoinAnswer, JoinAsk, Replica, Rests, WriteError},
    store::{EnvelopeStore, Known, MemoryStore},
    ticket::Ticket,
};

use crate::{
    craft::Seeded,
    faults::{Faulty, Fuse},
    kept,
};

pub(crate) use self::exchange::settle;
pub use self::exchange::{Cut, Moved, exchange, overhear};

/// When the world begins.
pub const NOW: At = At(1_795_000_000_000);

/// One device.
#[derive(Debug)]
pub struct Device {
    /// Its name in stories.
    pub name: String,
    /// What it holds.
    pub replica: Replica,
    /// Lets its disk fail.
    pub fuse: Fuse,
    number: u32,
    starts: u32,
    /// How far its clock is off, in milliseconds ahead.
    ahead: u64,
}

/// All devices.
#[derive(Debug)]
pub struct World {
    /// By name; the founder's came first.
    pub devices: BTreeMap<String, Device>,
    /// The framework everybody uses.
    pub framework: Arc<Framework>,
    founder: String,
    now: At,
    made: u32,
    /// What was verified before: restarts are many, and what is verified is tried elsewhere.
    verified: BTreeMap<[u8; 32], Known>,
    craft: Arc<dyn Craft>,
}

/// Returns who the `number`-th device of a world is.
fn identity(number: u32) -> Identity {
    let bytes = number.to_be_bytes();
    Identity::from_seed(blake3::derive_key("muster tests: a device of the world", &bytes))
}

/// Returns a store in memory, with a fuse before it.
fn store(identity: &Identity, records: &[Known]) -> (Box<dyn EnvelopeStore>, Fuse) {
    let mut store = MemoryStore::default().with_local_key(identity.local_key());
    fill(&mut store, records);
    let fuse = Fuse::default();
    (Box::new(Faulty::new(Box::new(store), fuse.clone())), fuse)
}

fn known(envelopes: &[Verified]) -> Vec<Known> {
    envelopes.iter().cloned().map(Known::Envelope).collect()
}

/// Puts `records` into an empty store.
fn fill(store: &mut dyn EnvelopeStore, records: &[Known]) {
    for record in records {
        match record {
            Known::Envelope(it) => store.append(slice::from_ref(it)).map(drop),
            Known::Checkpoint(it) => store.condense(it, &[]),
        }
        .expect("an empty disk has room");
    }
}

/// Returns a name for a start that no device had before.
fn incarnation(number: u32, starts: u32) -> [u8; 8] {
    let mut out = [0; 8];
    let bytes = number.to_be_bytes().into_iter().chain(starts.to_be_bytes());
    out.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    out
}

impl World {
    /// A workspace of `founder`, whose framework is a shipped one.
    ///
    /// # Panics
    /// When the world can't be made.
    pub fn founded_by(founder: &str) -> Self {
        let framework = framework::shipped_as("five-dimensions").expect("a framework is shipped");
        Self::founded_with(founder, framework)
    }

    /// A workspace of `founder` about `framework`.
    ///
    /// # Panics
    /// When the world can't be made.
    pub fn founded_with(founder: &str, framework: Arc<Framework>) -> Self {
        Self::founded_in(Arc::new(System), founder, framework)
    }

    /// A workspace of `founder` about `framework`, all of whose bytes come from `seed`.
    ///
    /// # Panics
    /// When the world can't be made.
    pub fn founded_from(seed: u64, founder: &str, framework: Arc<Framework>) -> Self {
        Self::founded_in(Arc::new(Seeded::new(seed)), founder, framework)
    }

    /// A workspace of `founder` about `framework`, where everything is done by the hands of `craft`.
    ///
    /// # Panics
    /// When the world can't be made.
    pub fn founded_in(craft: Arc<dyn Craft>, founder: &str, framework: Arc<Framework>) -> Self {
        let identity = identity(1);
        let by = (&*craft, &identity);
        let founding = Founding::prepare_by(by, "Harbour", founder, founder, NOW);
        let founding = founding.expect("a workspace can be founded");
        let (store, fuse) = store(&identity, &known(&founding.envelopes));
        let me = (founding.workspace, identity);
        let replica = Replica::open_by(Arc::clone(&craft), me, store, incarnation(1, 1));
        let replica = replica.expect("what was founded can be opened");
        let name = founder.to_owned();
        let device = Device { name, replica, fuse, number: 1, starts: 1, ahead: 0 };
        Self {
            devices: BTreeMap::from([(founder.to_owned(), device)]),
            framework,
            founder: founder.to_owned(),
            now: NOW,
            made: 1,
            verified: BTreeMap::new(),
            craft,
        }
    }

    /// Returns by whose hands everything is done.
    pub fn craft(&self) -> &Arc<dyn Craft> {
        &self.craft
    }

    /// Returns the device called `name`.
    ///
    /// # Panics
    /// When there is none.
    pub fn device(&mut self, name: &str) -> &mut Device {
        self.devices.get_mut(name).expect("the story names a device of the world")
    }

    /// Returns what the device called `name` shows.
    pub fn sees(&mut self, name: &str) -> Workspace {
        self.device(name).replica.snapshot()
    }

    /// Returns the hour, which is another each time.
    pub fn tick(&mut self) -> At {
        self.now = self.now.plus(1_000);
        self.now
    }

    /// Turns the clock of `name` to so many milliseconds ahead.
    pub fn turn_clock(&mut self, name: &str, ahead: u64) {
        self.device(name).ahead = ahead;
    }

    /// Returns the hour on the clock of `name`.
    pub fn hour(&mut self, name: &str) -> At {
        let now = self.tick();
        now.plus(self.device(name).ahead)
    }

    /// Lets `name` do `edit`.
    pub fn edit(&mut self, name: &str, edit: Edit) -> Result<Vec<EnvelopeId>, WriteError> {
        let now = self.hour(name);
        self.device(name).replica.commit(edit, now)
    }

    /// A new person joins on a new device, both called `name`, at the door of `host`.
    ///
    /// # Panics
    /// When the door does not open.
    pub fn join(&mut self, host: &str, name: &str) {
        self.admit(host, name, name, Role::Respondent);
    }

    /// The person of `host` takes a further device, called `name`.
    pub fn join_own(&mut self, host: &str, name: &str) {
        let person = self.person(host);
        self.admit(host, name, &person, Role::Owner);
    }

    /// Returns the person who uses the device `name`.
    pub fn person(&mut self, name: &str) -> String {
        self.sees(name).myself().map(|it| it.name.clone()).unwrap_or_default()
    }

    fn admit(&mut self, host: &str, name: &str, person: &str, role: Role) {
        let now = self.hour(host);
        self.made += 1;
        let number = self.made;
        let framework = self.framework.dimensions().iter().map(|it| it.id.clone()).collect();
        let craft = Arc::clone(&self.craft);
        let host = &mut self.device(host).replica;
        let mut secret = [0; 16];
        secret.iter_mut().zip(number.to_be_bytes()).for_each(|(to, from)| *to = from);
        let workspace = host.workspace();
        let ticket = Ticket { workspace, secret, hosts: Vec::new(), relay: None };
        let own = host.snapshot().me.filter(|_| role == Role::Owner);
        let edit = Edit::Invite {
            invite: ticket.invite_id(),
            role: if own.is_some() { Role::Respondent } else { role },
            member: own,
            dimensions: if own.is_some() { Vec::new() } else { framework },
            uses: 1,
            expires: now.plus(86_400_000),
            auto_admit: true,
            note: String::new(),
        };
        host.commit(edit, now).expect("an owner can invite");
        let identity = identity(number);
        let card = identity.card(name);
        let ask = JoinAsk::to_join(&ticket, card, person, identity.signer());
        let JoinAnswer::Welcome { genesis } = host.host(&ask, now) else { return };
        let genesis =
            Sealed::parse(&genesis).and_then(|it| it.verify_by(&*craft, ticket.workspace));
        let (store, fuse) = store(&identity, &known(&[genesis.expect("the genesis holds")]));
        let me = (ticket.workspace, identity);
        let mut replica = Replica::open_by(craft, me, store, incarnation(number, 1))
            .expect("a joiner can open what the door gave");
        exchange(&mut replica, host, Cut::Never);
        let device = Device { name: name.to_owned(), replica, fuse, number, starts: 1, ahead: 0 };
        self.devices.insert(name.to_owned(), device);
    }

    /// The founder opens a review in which everybody whom they know answers everything.
    ///
    /// # Panics
    /// When it can't be opened.
    pub fn open_review(&mut self, secrecy: Secrecy) -> ReviewId {
        let founder = self.founder.clone();
        let shown = self.sees(&founder);
        let dimensions = self.framework.dimensions();
        let all = |who: &MemberId| {
            let who = *who;
            dimensions.iter().map(move |it| (who, it.id.clone()))
        };
        let assignments = shown.members.keys().flat_map(all).collect();
        let pack = self.framework.canonical();
        if shown.assessments.is_empty() {
            let (title, scope) = ("Security".to_owned(), "all".to_owned());
            let made = self.edit(&founder, Edit::CreateAssessment { pack, title, scope });
            drop(made.expect("an owner can begin an assessment"));
        }
        let shown = self.sees(&founder);
        let assessment = *shown.assessments.keys().next().expect("it was just made");
        let title = "2026 H2".to_owned();
        let edit = Edit::OpenReview { assessment, title, secrecy, due: None, assignments };
        drop(self.edit(&founder, edit).expect("an owner can open a review"));
        let shown = self.sees(&founder);
        shown.current_review().map(|it| it.id).expect("it was just opened")
    }

    /// The device `name` answers `question` with the `level`-th option and a note.
    pub fn answer(
        &mut self,
        name: &str,
        review: ReviewId,
        say: &Say,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let node = self.question(&say.question);
        let options = node.and_then(|it| self.framework.scale_of(&it)).map(|it| it.options.clone());
        let option = options.and_then(|it| it.get(say.level).map(|it| it.id.clone()));
        let (Some(node), Some(option)) = (self.question(&say.question), option) else {
            return Ok(Vec::new());
        };
        let answer = Answer { note: say.note.clone(), ..Answer::of(Said::Option(option)) };
        let answers = vec![(node.id, Some(answer))];
        self.edit(name, Edit::Answer { review, answers })
    }

    fn question(&self, id: &NodeId) -> Option<framework::Node> {
        self.framework.node(id).cloned()
    }

    /// The two meet; the wire may be cut.
    pub fn meet(&mut self, a: &str, b: &str, cut: Cut) -> Moved {
        let Some(mut first) = self.devices.remove(a) else { return Moved::default() };
        let moved = match self.devices.get_mut(b) {
            Some(second) => exchange(&mut first.replica, &mut second.replica, cut),
            None => Moved::default(),
        };
        self.devices.insert(a.to_owned(), first);
        self.tend(a);
        self.tend(b);
        moved
    }

    /// The device `name` does what it owes others.
    ///
    /// # Panics
    /// When it can't.
    pub fn tend(&mut self, name: &str) {
        let _wrote: bool = self.try_tend(name).expect("a device can do what it owes");
    }

    /// The device `name` does what it owes others, if its disk lets it.
    pub fn try_tend(&mut self, name: &str) -> Result<bool, WriteError> {
        let now = self.hour(name);
        self.device(name).replica.tend(now)
    }

    /// Returns all records of `name`, also those that don't count as here, by author and number.
    ///
    /// # Panics
    /// When memory forgot one.
    pub fn records(&mut self, name: &str) -> Vec<Vec<u8>> {
        let device = self.device(name);
        let (replica, fuse) = (&mut device.replica, device.fuse.clone());
        let mut ids = exchange::ids(replica);
        ids.extend(replica.hollow());
        let found = fuse.aside(|| replica.records(&ids, usize::MAX));
        let mut records = found.expect("memory gives what it took").0;
        // By author and number: where bytes are rolled anew each time, a seed finds the same at the same place.
        records.sort_by_cached_key(|it| {
            let (author, seq) = (it.get(13..45), it.get(45..49));
            author.zip(seq).map(|(author, seq)| (author.to_vec(), seq.to_vec()))
        });
        records
    }

    /// `to` gets `records` in this order, by whatever way.
    ///
    /// # Panics
    /// When it turns one away.
    pub fn hand(&mut self, to: &str, records: &[Vec<u8>]) {
        for told in self.device(to).replica.accept(records).expect("memory takes everything") {
            let _ids: Vec<EnvelopeId> = told.expect("what a replica made, another takes");
        }
        self.tend(to);
    }

    /// The device `name` starts anew from `records`: all of its own in some order, or an old backup.
    ///
    /// # Panics
    /// When it can't.
    pub fn restart(&mut self, name: &str, records: &[Vec<u8>]) {
        let workspace = self.device(name).replica.workspace();
        let verified: Vec<Known> = records.iter().map(|it| self.verify(workspace, it)).collect();
        let identity = self.device(name).replica.identity().clone();
        let (store, fuse) = store(&identity, &verified);
        self.start(name, store, fuse);
    }

    fn verify(&mut self, workspace: WorkspaceId, record: &[u8]) -> Known {
        let (craft, all) = (Arc::clone(&self.craft), &mut self.verified);
        let verified = all.entry(*blake3::hash(record).as_bytes()).or_insert_with(|| {
            if Checkpoint::is_named_in(record) {
                return Known::read(record, workspace).expect("what was stored, holds");
            }
            let parsed = Sealed::parse(record);
            let verified = parsed.and_then(|it| it.verify_by(&*craft, workspace));
            Known::Envelope(verified.expect("what was stored, holds"))
        });
        verified.clone()
    }

    /// The device `name` stops wherever it is, and starts anew on the disk it has, which is fine again.
    ///
    /// # Panics
    /// When it can't.
    pub fn reopen(&mut self, name: &str) {
        self.reopen_with(name, None);
    }

    /// The device `name` ends and begins again on the disk it has, with what it kept of what it shows. Returns how many
    /// lanes rest on.
    ///
    /// # Panics
    /// When it can't.
    pub fn begin_again(&mut self, name: &str) -> usize {
        let shown = self.sees(name);
        let rests = self.device(name).replica.rests(&shown);
        let bytes = postcard::to_stdvec(&rests).expect("it can be written");
        let rests = postcard::from_bytes(&bytes).expect("it can be read");
        let shown = Arc::new(kept::again(&shown).expect("it can be kept"));
        self.reopen_with(name, Some((rests, shown)));
        self.device(name).replica.at_rest()
    }

    fn reopen_with(&mut self, name: &str, kept: Option<(Rests, Arc<Workspace>)>) {
        let Some(device) = self.devices.remove(name) else { return };
        let Device { name: called, replica, fuse, number, starts, ahead } = device;
        let (workspace, identity) = (replica.workspace(), replica.identity().clone());
        fuse.mend();
        let mut store = replica.close();
        store.rollback().expect("what was not committed is gone");
        let starts = starts + 1;
        let (craft, me) = (Arc::clone(&self.craft), (workspace, identity));
        let begun = Replica::open_resting(craft, me, store, incarnation(number, starts), kept);
        let replica = begun.expect("what was stored can be opened");
        let device = Device { name: called, replica, fuse, number, starts, ahead };
        self.devices.insert(name.to_owned(), device);
    }

    /// The device `name` moves to another disk, which is empty, with all it has.
    ///
    /// # Panics
    /// When it can't.
    pub fn move_to(&mut self, name: &str, disk: Box<dyn EnvelopeStore>) {
        let workspace = self.device(name).replica.workspace();
        let records = self.records(name);
        let verified: Vec<Known> = records.iter().map(|it| self.verify(workspace, it)).collect();
        let fuse = Fuse::default();
        let mut store = Faulty::new(disk, fuse.clone());
        fill(&mut store, &verified);
        self.start(name, Box::new(store), fuse);
    }

    fn start(&mut self, name: &str, store: Box<dyn EnvelopeStore>, fuse: Fuse) {
        let craft = Arc::clone(&self.craft);
        let device = self.device(name);
        let workspace = device.replica.workspace();
        let identity = device.replica.identity().clone();
        device.starts += 1;
        let incarnation = incarnation(device.number, device.starts);
        device.replica = Replica::open_by(craft, (workspace, identity), store, incarnation)
            .expect("what was stored can be opened");
        device.fuse = fuse;
    }

    /// Everybody meets everybody until nothing moves. Returns how often that took.
    pub fn heal(&mut self) -> usize {
        let names: Vec<String> = self.devices.keys().cloned().collect();
        for round in 1..=20 {
            let mut moved = 0;
            for a in &names {
                for b in names.iter().filter(|it| *it > a) {
                    moved += self.meet(a, b, Cut::Never).records;
                }
            }
            if moved == 0 {
                return round;
            }
        }
        usize::MAX
    }
}

/// What is said to a question.
#[derive(Debug, Clone)]
pub struct Say {
    /// To which.
    pub question: NodeId,
    /// Which option, from 0.
    pub level: usize,
    /// And why.
    pub note: String,
}

/// Returns `workspace` as anybody may see it: without whose device it is on.
pub fn impersonal(mut workspace: Workspace) -> Workspace {
    workspace.me = None;
    workspace.device = muster_model::ids::DeviceId::from_bytes([0; 32]);
    workspace.warnings.sort_by_cached_key(ToString::to_string);
    workspace.warnings.dedup();
    let signatures = workspace.sign_offs.values_mut().flat_map(|it| &mut it.signatures);
    let signed = signatures.filter_map(|it| it.review.as_mut());
    for review in workspace.reviews.values_mut().chain(signed) {
        let mut bare = Review::clone(review);
        for lane in bare.lanes.values_mut() {
            if lane.access == Access::Mine {
                lane.access = Access::Readable;
            }
        }
        *review = bare.into();
    }
    workspace
}

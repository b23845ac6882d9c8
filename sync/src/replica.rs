//! One workspace on this device, and the one door into it.
//!
//! **Invariant:** a change made here and a change made elsewhere take the same path: verified → appended to the log,
//! durably → opened if its key is here → admitted → folded. What is shown can be rebuilt from the log at any time.

mod batch;
mod board;
mod carry;
mod chains;
mod condense;
mod destroy;
mod door;
mod flaw;
mod going_on;
mod join;
mod keeping;
mod neighbours;
mod pack;
mod quota;
mod resting;
mod sign_off;
mod trust;
mod write;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use muster_model::{
    control::{
        fold::{Claim, Control, Proofs},
        op::{Body, BodyError, Entry as OpEntry},
    },
    document::Pen,
    ids::{DeviceId, EnvelopeId, KeyId, MemberId, NodeId, ReviewId, StreamId, WorkspaceId},
    time::At,
    workspace::{
        Access, LaneView, QuestionHistory, Workspace,
        views::{Change, Views},
        warning::{Flaw, Warning},
    },
};

pub use self::{
    carry::{Carried, PackError},
    door::Accepted,
    join::{Answer as JoinAnswer, Ask as JoinAsk, Founding},
    resting::Rests,
    write::WriteError,
};
use self::{
    chains::{Chains, Link},
    condense::Condensed,
    destroy::Doomed,
    keeping::{Handed, Looked},
    pack::PackParts,
    quota::Quota,
    resting::Resting,
};
use crate::{
    craft::{Craft, System},
    engine::index::{Entry, Index, Prefix, hollow_name},
    envelope::{self, Kind},
    identity::Identity,
    keys::{KeyRing, KeysPayload, keys_stream_key},
    node::command::Verified,
    store::{EnvelopeStore, Known, StoreError},
    ticket,
};

/// Format of what control envelopes carry; postcard of [`Body`] follows.
const CONTROL_FORMAT: u8 = 1;

/// How many records are read from the log at once.
const PAGE: usize = 1_000;

/// One workspace on this device.
pub struct Replica {
    workspace: WorkspaceId,
    identity: Identity,
    store: Box<dyn EnvelopeStore>,
    pen: Pen,
    row: u64,
    index: Index,
    chains: Chains,
    ring: KeyRing,
    handed: Handed,
    /// Keys of lanes that this device announced or passed on, whether in vain or not.
    own_keys: BTreeMap<(ReviewId, MemberId), BTreeSet<KeyId>>,
    /// Keys of lanes that are here because the control history hands them out.
    lane_keys: BTreeSet<KeyId>,
    looked: Looked,
    sealed: BTreeMap<KeyId, Vec<envelope::Verified>>,
    packs: PackParts,
    /// Changes opened and not admitted yet: they are admitted together.
    changes: Vec<(Kind, Change)>,
    views: Views,
    craft: Arc<dyn Craft>,
    strange: Vec<Warning>,
    /// Envelopes that came in since last asked.
    fresh: Vec<EnvelopeId>,
    quota: Quota,
    doomed: Doomed,
    condensed: Condensed,
    resting: Resting,
}

impl std::fmt::Debug for Replica {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replica").field("workspace", &self.workspace).finish_non_exhaustive()
    }
}

impl Replica {
    /// Opens a workspace from its log. `incarnation` must never have been used before by this device.
    pub fn open(
        workspace: WorkspaceId,
        identity: Identity,
        store: Box<dyn EnvelopeStore>,
        incarnation: [u8; 8],
    ) -> Result<Self, StoreError> {
        Self::open_by(Arc::new(System), (workspace, identity), store, incarnation)
    }

    /// Opens like [`Self::open`], by the hands of `craft`.
    pub fn open_by(
        craft: Arc<dyn Craft>,
        me: (WorkspaceId, Identity),
        store: Box<dyn EnvelopeStore>,
        incarnation: [u8; 8],
    ) -> Result<Self, StoreError> {
        Self::open_resting(craft, me, store, incarnation, None)
    }

    /// Opens like [`Self::open_by`]. Lanes of which `kept` tells what they came to are not read before they are needed;
    /// with it comes what was shown when it was kept.
    pub fn open_resting(
        craft: Arc<dyn Craft>,
        (workspace, identity): (WorkspaceId, Identity),
        store: Box<dyn EnvelopeStore>,
        incarnation: [u8; 8],
        kept: Option<(Rests, Arc<Workspace>)>,
    ) -> Result<Self, StoreError> {
        let device = identity.device();
        let mut ring = KeyRing::default();
        ring.insert(keys_stream_key(workspace));
        let mut replica = Self {
            workspace,
            identity,
            store,
            pen: Pen { device, incarnation },
            row: 0,
            index: Index::default(),
            chains: Chains::default(),
            ring,
            handed: Handed::default(),
            own_keys: BTreeMap::new(),
            lane_keys: BTreeSet::new(),
            looked: Looked::default(),
            sealed: BTreeMap::new(),
            packs: PackParts::default(),
            changes: Vec::new(),
            views: views(workspace, device, &craft),
            craft,
            strange: Vec::new(),
            fresh: Vec::new(),
            quota: Quota::default(),
            doomed: Doomed::default(),
            condensed: Condensed::default(),
            resting: kept.map(|(rests, shown)| Resting::of(rests, shown)).unwrap_or_default(),
        };
        replica.refresh()?;
        replica.wipe()?;
        replica.fresh.clear();
        Ok(replica)
    }

    /// Ends work on this workspace and gives its log back, for instance to open it again.
    pub fn close(self) -> Box<dyn EnvelopeStore> {
        self.store
    }

    /// Returns the workspace's id.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Returns who this device is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Returns which envelopes are here.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Takes in what stands in the log and is not known yet: at the start all, later what other processes wrote.
    ///
    /// A record that is not what was once written is passed over and told as a warning: peers still have it.
    pub fn refresh(&mut self) -> Result<(), StoreError> {
        self.catch_up()?;
        match self.carry_out_destruction() {
            // Where the log can't be written, what is to be destroyed is only not shown.
            Err(StoreError::NotWritable) => Ok(()),
            done => done,
        }
    }

    /// Takes in what stands in the log, and writes nothing.
    fn catch_up(&mut self) -> Result<(), StoreError> {
        self.read_on()?;
        self.forget_what_was_taken_back()
    }

    fn read_on(&mut self) -> Result<(), StoreError> {
        let key = self.identity.local_key();
        loop {
            let page = self.store.since(self.row, PAGE)?;
            let Some(last) = page.last() else { break };
            self.row = last.row;
            let verified = batch::each(&page, |it| it.verify(self.workspace, &key));
            for (stored, verified) in page.iter().zip(verified) {
                match verified {
                    Ok(Known::Envelope(envelope)) => self.take(envelope),
                    Ok(Known::Checkpoint(signed)) => self.take_checkpoint(signed),
                    Err(err) => {
                        self.strange.push(Warning::Record { row: stored.row, why: err.into() });
                    }
                }
            }
        }
        self.settle();
        if self.resting.is_misfit() { self.rebuild() } else { Ok(()) }
    }

    /// Returns the envelopes that came in by any way since last asked.
    pub fn drain_fresh(&mut self) -> Vec<EnvelopeId> {
        std::mem::take(&mut self.fresh)
    }

    /// Returns how many envelopes this device wrote.
    pub fn mine(&self) -> u64 {
        u64::from(self.index.count_in(Prefix::of_device(&self.identity.device())))
    }

    /// Says whether another process wrote to the log since last asked.
    pub fn changed_outside(&mut self) -> Result<bool, StoreError> {
        self.store.changed()
    }

    /// Begins anew where keys turn out to have been handed out by somebody who might not. What was read with them is
    /// sealed again, as it would be after a restart.
    fn forget_what_was_taken_back(&mut self) -> Result<(), StoreError> {
        if !self.lost_a_key() {
            return Ok(());
        }
        let fresh = std::mem::take(&mut self.fresh);
        self.rebuild()?;
        self.fresh = fresh;
        Ok(())
    }

    /// Returns records by id until their length comes to `budget`, and how many ids were looked up for that. Of what is in
    /// a checkpoint comes the checkpoint, once.
    pub fn records(
        &mut self,
        ids: &[EnvelopeId],
        budget: usize,
    ) -> Result<(Vec<Vec<u8>>, usize), StoreError> {
        let mut records = Vec::new();
        let (mut size, mut looked_up) = (0_usize, 0_usize);
        let mut given = BTreeSet::new();
        for id in ids {
            if size >= budget {
                break;
            }
            looked_up = looked_up.saturating_add(1);
            let record = self.record(id, &mut given)?;
            if let Some(record) = record {
                size = size.saturating_add(record.len());
                records.push(record);
            }
        }
        Ok((records, looked_up))
    }

    /// Returns the record that holds the envelope, unless that is a checkpoint among those `given` already.
    fn record(
        &mut self,
        id: &EnvelopeId,
        given: &mut BTreeSet<EnvelopeId>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(name) = self.condensed.whole(id) {
            return if given.insert(name) { self.store.get(name) } else { Ok(None) };
        }
        let hollow = hollow_name(id);
        let found = match self.store.get(*id)? {
            None if self.index.hollow() > 0 => self.store.get(hollow)?,
            found => found,
        };
        let bare = self.condensed.bare(id).or_else(|| self.condensed.bare(&hollow));
        match (found, bare) {
            (None, Some(name)) if given.insert(name) => self.store.get(name),
            (found, _) => Ok(found),
        }
    }

    /// Re-checks every signature, builds every view again and compares it with what is shown.
    pub fn verify(&mut self) -> Result<Verified, StoreError> {
        let mut found = Verified::default();
        let mut row = 0;
        loop {
            let page = self.store.since(row, PAGE)?;
            let Some(last) = page.last() else { break };
            row = last.row;
            for stored in page {
                let verified = stored.verify_fully(self.workspace).and_then(|known| match known {
                    Known::Envelope(_) => Ok(1),
                    Known::Checkpoint(signed) => self.expand(&signed).map(|it| it.len()),
                });
                found.envelopes = found.envelopes.saturating_add(*verified.as_ref().unwrap_or(&1));
                if let Err(err) = verified {
                    found.problems.push(format!("record {} of the log: {err}", stored.row));
                }
            }
        }
        let shown = self.snapshot();
        self.rebuild()?;
        let rebuilt = self.snapshot();
        self.verify_signatures(&rebuilt, &mut found);
        // What is only told, of changes that do not count, may be more while the program runs: a key announced by
        // somebody who turned out to be gone is not looked for again.
        let told =
            |it: &Workspace| Workspace { warnings: Vec::new(), dropped: Vec::new(), ..it.clone() };
        if told(&shown) != told(&rebuilt) {
            let sentence = "what was shown differed from what the log says; it was built again";
            found.problems.push(sentence.to_owned());
        }
        found.sealed = self.sealed();
        let open = |it: &&LaneView| it.access != Access::Sealed;
        let lanes = rebuilt.reviews.values().map(|it| it.lanes.values().filter(open).count());
        found.views = lanes.sum::<usize>().saturating_add(rebuilt.assessments.len());
        Ok(found)
    }

    /// Believes one envelope that is in the log.
    fn take(&mut self, envelope: envelope::Verified) {
        let header = envelope.header();
        let (id, author, seq) = (envelope.id(), header.author, header.seq);
        let control = matches!(header.kind, Kind::Control | Kind::Keys);
        let entry = Entry { id, author, seq, control };
        let counts = if envelope.is_bare() && !self.index.contains(&id) {
            let Some(counts) = self.doomed.note_bare(header.stream, entry) else { return };
            counts
        } else {
            true
        };
        if counts {
            if !self.index.insert(entry) {
                self.doomed.note_spare(&envelope);
                return;
            }
            self.fresh.push(id);
        } else if self.index.insert_hollow(entry) {
            self.fresh.push(hollow_name(&id));
        }
        if !envelope.is_bare() {
            self.doomed.note_whole(&envelope);
        }
        self.quota.count(author, envelope.record().len());
        self.let_through(Link::Whole(envelope));
    }

    fn open_or_keep(&mut self, envelope: envelope::Verified) {
        if envelope.is_bare() {
            return;
        }
        let Some(key) = self.ring.get(&envelope.header().key) else {
            self.sealed.entry(envelope.header().key).or_default().push(envelope);
            return;
        };
        match envelope.open(key) {
            Ok(payload) => self.interpret(&envelope, payload),
            Err(err) => self.warn(&envelope, err.into()),
        }
    }

    fn interpret(&mut self, envelope: &envelope::Verified, payload: Vec<u8>) {
        let header = envelope.header();
        match header.kind {
            Kind::Control => match control_body(&payload) {
                Ok(body) => {
                    self.condensed.hear(&body.op, self.identity.device());
                    if header.author == self.identity.device() {
                        self.keep_own_key(&body.op);
                    }
                    let (id, under) = (envelope.id(), Some(header.key));
                    let entry = OpEntry { id, author: header.author, under, body };
                    self.views.take_control(entry);
                }
                Err(BodyError) => self.warn(envelope, Flaw::Operation),
            },
            Kind::Keys => match KeysPayload::parse(&payload) {
                Ok(keys) => self.take_keys(header.author, keys),
                Err(err) => self.warn(envelope, err.into()),
            },
            Kind::Lane | Kind::Board => {
                let change = resting::change(envelope, payload);
                let change = self.take_resting(header.kind, change);
                self.changes.extend(change.map(|it| (header.kind, it)));
            }
            Kind::Pack => match self.packs.take(&*self.craft, &payload) {
                Ok(Some(framework)) => self.views.take_pack(framework),
                Ok(None) => {}
                Err(flaw) => self.warn(envelope, flaw.into()),
            },
            // Kept and passed on, not interpreted.
            Kind::Checkpoint | Kind::Other(_) => {}
        }
    }

    /// Admits what was opened. What is refused is told by the views. What is on a board under a key that the history
    /// does not name waits: not everybody could read it.
    fn admit_changes(&mut self) {
        let control = self.views.control();
        let named = |(kind, change): &mut (Kind, Change)| {
            *kind == Kind::Lane || change.under.is_none_or(|it| control.names(&it))
        };
        let changes: Vec<Change> =
            self.changes.extract_if(.., named).map(|(_, change)| change).collect();
        // A log that was read left much room behind it.
        self.changes.shrink_to_fit();
        let told = self.views.take_changes(changes);
        tracing::trace!(changes = told.len(), "admitted");
    }

    fn warn(&mut self, envelope: &envelope::Verified, why: Flaw) {
        let (envelope, device) = (envelope.id(), envelope.header().author);
        self.strange.push(Warning::SetAside { envelope, device, why });
    }

    /// Returns what this device can show.
    pub fn snapshot(&mut self) -> Workspace {
        let open = open_lanes(self.views.control(), &self.ring);
        let readable = |review: ReviewId, member: MemberId| open.contains(&(review, member));
        let mut workspace = self.views.snapshot(&readable);
        workspace.warnings.extend(self.warnings());
        workspace
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut out = self.strange.clone();
        for (key, by) in self.unopened() {
            out.push(Warning::KeyShut { key, from: by.iter().copied().collect() });
        }
        out.extend(self.chains.forks().into_iter().map(Warning::Forked));
        if self.chains.waiting() > 0 {
            out.push(Warning::EnvelopesWait(self.chains.waiting()));
        }
        out.extend(self.shut_checkpoints());
        match self.doomed.hollow().count() {
            0 => {}
            count => out.push(Warning::Hollow(count)),
        }
        out
    }

    /// Returns the lane of `member` in `review` as a plain Automerge file, if it is readable here.
    pub fn export_lane(&mut self, review: ReviewId, member: MemberId) -> Option<Vec<u8>> {
        self.views.wake_lane(review, member);
        self.views.lane(review, member).map(muster_model::document::Lane::export)
    }

    /// Returns what was ever said to a question, `of` one member or of all.
    pub fn history(
        &mut self,
        review: ReviewId,
        question: &NodeId,
        of: Option<MemberId>,
    ) -> QuestionHistory {
        self.views.history(review, question, of)
    }

    /// Returns what this device could show of everything claimed until `moment`.
    pub fn until(&mut self, moment: At) -> Workspace {
        let open = open_lanes(self.views.control(), &self.ring);
        let readable = |review: ReviewId, member: MemberId| open.contains(&(review, member));
        self.views.until(moment).snapshot(&readable)
    }

    /// Returns the number of envelopes that are sealed for this device.
    pub fn sealed(&self) -> usize {
        self.sealed.values().map(Vec::len).sum()
    }

    /// Returns a small local setting.
    pub fn note(&mut self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.note(name)
    }

    /// Remembers a small local setting.
    pub fn set_note(&mut self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.store.set_note(name, value)
    }

    /// Forgets every view and builds all again from the log.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let device = self.identity.device();
        self.row = 0;
        self.index = Index::default();
        self.quota = Quota::default();
        self.doomed = Doomed::default();
        self.condensed = Condensed::default();
        self.chains = Chains::default();
        self.ring = KeyRing::default();
        self.ring.insert(keys_stream_key(self.workspace));
        self.handed = Handed::default();
        self.own_keys = BTreeMap::new();
        self.lane_keys = BTreeSet::new();
        self.looked = Looked::default();
        self.sealed = BTreeMap::new();
        self.packs = PackParts::default();
        self.changes = Vec::new();
        self.views = views(self.workspace, device, &self.craft);
        self.strange = Vec::new();
        self.resting = Resting::default();
        self.read_on()?;
        self.fresh.clear();
        Ok(())
    }

    /// Returns the stream of this device's member in `review`, if it is a member.
    fn my_lane(&self, review: ReviewId) -> Option<(MemberId, StreamId)> {
        let me = self.views.control().member_of(&self.identity.device())?.id;
        Some((me, StreamId::lane(review, me)))
    }
}

/// Makes views with nothing in them.
fn views(workspace: WorkspaceId, device: DeviceId, craft: &Arc<dyn Craft>) -> Views {
    let mut views = Views::new(workspace, device, proofs(workspace, craft));
    if let Some(memory) = craft.memory() {
        views.remember(memory);
    }
    views.use_hands(Arc::new(batch::Threads));
    views
}

/// Lets the fold check that joiners hold their tickets.
fn proofs(workspace: WorkspaceId, craft: &Arc<dyn Craft>) -> Arc<dyn Proofs + Send + Sync> {
    let craft = Arc::clone(craft);
    Arc::new(move |claim: &Claim<'_>| ticket::check_proof(&*craft, workspace, claim))
}

/// Returns the lanes of which a key is here.
fn open_lanes(control: &Control, ring: &KeyRing) -> BTreeSet<(ReviewId, MemberId)> {
    let lanes = control.reviews.iter().flat_map(|(review, it)| {
        it.lanes.iter().map(move |(member, lane)| (*review, *member, lane))
    });
    let open = lanes.filter(|(.., lane)| lane.keys.iter().any(|key| ring.contains(key)));
    open.map(|(review, member, _)| (review, member)).collect()
}

/// Reads what a control envelope carries.
fn control_body(payload: &[u8]) -> Result<Body, BodyError> {
    match payload.split_first() {
        Some((&CONTROL_FORMAT, rest)) => Body::read(rest),
        Some(_) | None => Err(BodyError),
    }
}

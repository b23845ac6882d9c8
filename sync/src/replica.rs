//! One workspace on this device, and the one door into it.
//!
//! **Invariant:** a change made here and a change made elsewhere take the same path: verified → appended to the log,
//! durably → opened if its key is here → admitted → folded. What is shown can be rebuilt from the log at any time.

mod chains;
mod join;
mod keeping;
mod pack;
mod write;

use std::{collections::BTreeMap, sync::Arc};

use muster_model::{
    control::op::{Body, Entry},
    document::Pen,
    ids::{DeviceId, EnvelopeId, KeyId, MemberId, NodeId, ReviewId, StreamId, WorkspaceId},
    workspace::{
        QuestionHistory, Workspace,
        views::{Taken, Views},
    },
};

pub use self::{
    join::{Answer as JoinAnswer, Ask as JoinAsk},
    write::WriteError,
};
use self::{chains::Chains, pack::PackParts};
use crate::{
    engine::index::Index,
    envelope::{Kind, Sealed, Verified},
    identity::Identity,
    keys::{KeyRing, KeysPayload, keys_stream_key},
    store::{EnvelopeStore, StoreError},
    ticket::TicketProofs,
};

/// Format of what control envelopes carry; postcard of [`Body`] follows.
const CONTROL_FORMAT: u8 = 1;

/// How many records are read from the log at once.
const PAGE: usize = 1_000;

/// What came of a batch of envelopes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Envelopes that were new, with author and number.
    pub new: Vec<(EnvelopeId, DeviceId, u32)>,
    /// Why others were turned away.
    pub refused: Vec<String>,
}

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
    sealed: BTreeMap<KeyId, Vec<Verified>>,
    packs: PackParts,
    views: Views,
    strange: Vec<String>,
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
        let device = identity.device();
        let mut ring = KeyRing::default();
        ring.add(keys_stream_key(workspace));
        let mut replica = Self {
            workspace,
            identity,
            store,
            pen: Pen { device, incarnation },
            row: 0,
            index: Index::default(),
            chains: Chains::default(),
            ring,
            sealed: BTreeMap::new(),
            packs: PackParts::default(),
            views: Views::new(workspace, device, Arc::new(TicketProofs(workspace))),
            strange: Vec::new(),
        };
        replica.refresh()?;
        Ok(replica)
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
    pub fn refresh(&mut self) -> Result<Vec<(EnvelopeId, DeviceId, u32)>, StoreError> {
        let mut new = Vec::new();
        loop {
            let page = self.store.since(self.row, PAGE)?;
            let Some(last) = page.last() else { break };
            self.row = last.row;
            for stored in page {
                let read = Sealed::parse(&stored.record).and_then(|it| it.verify(self.workspace));
                match read {
                    Ok(envelope) => new.extend(self.take(envelope)),
                    Err(err) => self.strange.push(format!("record {} of the log: {err}", stored.row)),
                }
            }
        }
        self.settle();
        Ok(new)
    }

    /// Says whether another process wrote to the log since last asked.
    pub fn changed_outside(&mut self) -> Result<bool, StoreError> {
        self.store.changed()
    }

    /// Takes records from elsewhere: the door. Returns only after what was new is on disk.
    pub fn accept(&mut self, records: &[Vec<u8>]) -> Result<Accepted, StoreError> {
        let mut accepted = Accepted::default();
        let mut fine = Vec::new();
        for record in records {
            match Sealed::parse(record).and_then(|it| it.verify(self.workspace)) {
                Ok(envelope) => fine.push(envelope),
                Err(err) => accepted.refused.push(err.to_string()),
            }
        }
        self.store.append(&fine)?;
        for envelope in fine {
            accepted.new.extend(self.take(envelope));
        }
        self.settle();
        Ok(accepted)
    }

    /// Returns records by id, those that are here, at most `bytes` of them but at least one.
    pub fn records(&mut self, ids: &[EnvelopeId], bytes: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut out: Vec<Vec<u8>> = Vec::new();
        let mut size = 0_usize;
        for id in ids {
            let Some(record) = self.store.get(*id)? else { continue };
            size = size.saturating_add(record.len());
            if size > bytes && !out.is_empty() {
                break;
            }
            out.push(record);
        }
        Ok(out)
    }

    /// Believes one envelope that is in the log.
    fn take(&mut self, envelope: Verified) -> Option<(EnvelopeId, DeviceId, u32)> {
        let header = envelope.header();
        let (id, author, seq) = (envelope.id(), header.author, header.seq);
        let control = matches!(header.kind, Kind::Control | Kind::Keys);
        if !self.index.insert(author, seq, id, control) {
            return None;
        }
        for through in self.chains.offer(envelope) {
            self.open_or_keep(through);
        }
        Some((id, author, seq))
    }

    fn open_or_keep(&mut self, envelope: Verified) {
        let Some(key) = self.ring.get(envelope.header().key) else {
            self.sealed.entry(envelope.header().key).or_default().push(envelope);
            return;
        };
        match envelope.open(key) {
            Ok(payload) => self.interpret(&envelope, &payload),
            Err(err) => self.warn(&envelope, &err.to_string()),
        }
    }

    fn interpret(&mut self, envelope: &Verified, payload: &[u8]) {
        let header = envelope.header();
        match header.kind {
            Kind::Control => match control_body(payload) {
                Ok(body) => {
                    let entry = Entry { id: envelope.id(), author: header.author, body };
                    self.views.take_control(entry);
                }
                Err(sentence) => self.warn(envelope, &sentence),
            },
            Kind::Keys => match KeysPayload::parse(payload) {
                Ok(keys) => self.unwrap_keys(&keys.wraps),
                Err(err) => self.warn(envelope, &err.to_string()),
            },
            Kind::Lane | Kind::Board => {
                let (author, stream) = (header.author, header.stream);
                let taken = self.views.take_change(author, stream, envelope.id(), payload);
                if let Taken::Refused(sentence) = taken {
                    self.warn(envelope, &sentence);
                }
            }
            Kind::Pack => match self.packs.take(payload) {
                Ok(Some(framework)) => self.views.take_pack(framework),
                Ok(None) => {}
                Err(sentence) => self.warn(envelope, &sentence),
            },
            // Kept and passed on, not interpreted.
            Kind::Checkpoint | Kind::Other(_) => {}
        }
    }

    fn warn(&mut self, envelope: &Verified, sentence: &str) {
        let author = envelope.header().author.short();
        let id = envelope.id().short();
        self.strange.push(format!("envelope {id} of device {author} was set aside: {sentence}"));
    }

    /// Returns what this device can show.
    pub fn snapshot(&mut self) -> Workspace {
        let ring = &self.ring;
        let control = self.views.control().clone();
        let readable = |review: ReviewId, member: MemberId| {
            control.lane_keys(review, member).iter().any(|key| ring.get(*key).is_some())
        };
        let mut workspace = self.views.snapshot(&readable);
        workspace.warnings.extend(self.warnings());
        workspace
    }

    fn warnings(&self) -> Vec<String> {
        let mut out = self.strange.clone();
        for device in self.chains.forks() {
            out.push(format!(
                "device {} wrote on two branches at once (a restored backup or a copied machine); both are kept",
                device.short()
            ));
        }
        if self.chains.waiting() > 0 {
            let count = self.chains.waiting();
            out.push(format!("{count} envelopes wait for earlier ones of their author"));
        }
        out
    }

    /// Returns what was ever said to a question.
    pub fn history(&self, review: ReviewId, question: &NodeId) -> QuestionHistory {
        self.views.history(review, question)
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
        self.chains = Chains::default();
        self.ring = KeyRing::default();
        self.ring.add(keys_stream_key(self.workspace));
        self.sealed = BTreeMap::new();
        self.packs = PackParts::default();
        self.views = Views::new(self.workspace, device, Arc::new(TicketProofs(self.workspace)));
        self.strange = Vec::new();
        self.refresh().map(drop)
    }

    /// Returns the stream of this device's member in `review`, if it is a member.
    fn my_lane(&self, review: ReviewId) -> Option<(MemberId, StreamId)> {
        let me = self.views.control().member_of(self.identity.device())?;
        Some((me, StreamId::lane(review, me)))
    }
}

/// Reads what a control envelope carries.
fn control_body(payload: &[u8]) -> Result<Body, String> {
    let unread = || "it was made by a newer version of Muster, or is damaged".to_owned();
    match payload.split_first() {
        Some((&CONTROL_FORMAT, rest)) => match postcard::take_from_bytes::<Body>(rest) {
            Ok((body, [])) => Ok(body),
            Ok(_) | Err(_) => Err(unread()),
        },
        Some(_) | None => Err(unread()),
    }
}

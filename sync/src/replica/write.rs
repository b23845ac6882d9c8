//! From what a person wants to envelopes: checked first, then written in one transaction.

use std::{borrow::Cow, collections::BTreeSet};

use muster_model::{
    answer::Answer,
    control::op::{Body, Entry as OpEntry, Op, RevealedLane, Role, Secrecy},
    document::{BoardEdit, Lane},
    edit::Edit,
    framework::Framework,
    ids::{
        AssessmentId, DeviceId, EnvelopeId, FrameworkHash, KeyId, MemberId, NodeId, ReviewId,
        StreamId,
    },
    time::At,
    workspace::ReviewState,
};

use super::{
    CONTROL_FORMAT, Replica,
    keeping::{readers, wrap_for},
    pack,
};
use crate::{
    envelope::{self, Draft, Kind, Verified},
    keys::ContentKey,
    node::clock,
    refusal::Refusal,
    store::StoreError,
};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It can't be done.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The log could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system gives no randomness.
    #[error(transparent)]
    NoDice(#[from] clock::NoDice),
}

/// Refuses for a reason.
pub(super) fn refuse<T>(why: impl Into<Refusal>) -> Result<T, WriteError> {
    Err(WriteError::Refused(why.into()))
}

impl Replica {
    /// Writes what a person wants and returns the envelopes, all on disk; or changes nothing.
    pub fn commit(&mut self, edit: Edit, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        self.together(|it| it.perform(edit, now))
    }

    /// Writes one operation that this device owes others.
    pub(super) fn write_now(&mut self, op: Op, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        self.together(|it| it.write_op(op, now).map(|id| vec![id]))
    }

    /// Runs `work` in one transaction that no other process can interleave with.
    pub(super) fn together(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<Vec<EnvelopeId>, WriteError>,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        self.store.begin()?;
        if let Err(err) = self.catch_up() {
            self.store.rollback()?;
            return Err(err.into());
        }
        let before = self.index.count();
        match work(self) {
            Ok(ids) => match self.store.commit() {
                Ok(()) => {
                    if let Err(err) = self.carry_out_destruction() {
                        tracing::warn!(%err, "what is to be destroyed is still here");
                    }
                    Ok(ids)
                }
                Err(err) => {
                    self.undo(before)?;
                    Err(err.into())
                }
            },
            Err(err) => {
                self.undo(before)?;
                Err(err)
            }
        }
    }

    /// Takes back what was believed but not stored.
    fn undo(&mut self, before: u64) -> Result<(), StoreError> {
        self.store.rollback()?;
        if self.index.count() != before {
            self.rebuild()?;
        }
        Ok(())
    }

    pub(super) fn perform(&mut self, edit: Edit, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        match edit {
            Edit::Answer { review, answers } => self.answer(review, &[answers], now),
            Edit::Agree { review, agreed } => self.agree(review, agreed, now),
            Edit::Comment { review, question, text } => {
                self.check_question(review, &question)?;
                self.on_board(review, &[BoardEdit::Comment { review, question, text }], now)
            }
            Edit::CommentAction { assessment, action, text } => {
                self.comment_action(assessment, action, text, now)
            }
            Edit::Set { assessment, review, settings } => {
                self.set(assessment, review, &settings, now)
            }
            Edit::Plan { assessment, entries } => self.plan(assessment, &entries, now),
            Edit::SetTeam { member, team } => self.op(Op::SetTeam { member, team }, now),
            Edit::Accept(device) => self.admit_waiting(device, now),
            Edit::Refuse(device) => self.op(Op::Refuse { device }, now),
            Edit::RevokeInvite(invite) => self.op(Op::RevokeInvite { invite }, now),
            Edit::Invite { invite, role, member, dimensions, uses, expires, auto_admit, note } => {
                let op = Op::Invite {
                    invite,
                    role,
                    member,
                    dimensions,
                    uses,
                    expires,
                    auto_admit,
                    note,
                };
                self.op(op, now)
            }
            Edit::CreateAssessment { pack, title, scope } => {
                self.create_assessment(&pack, title, scope, now)
            }
            Edit::GoOn { from, pack } => self.go_on(from, pack, now),
            Edit::OpenReview { assessment, title, secrecy, due, assignments } => self
                .open_review(Op::OpenReview { assessment, title, secrecy, due, assignments }, now),
            Edit::Assign { review, member, add, remove } => {
                for node in &add {
                    self.check_node(review, node)?;
                }
                self.op(Op::Assign { review, member, add, remove }, now)
            }
            Edit::Submit(review) => self.submit(review, now),
            Edit::Reveal(review) => self.reveal(review, now),
            Edit::CloseReview(review) => self.op(Op::CloseReview { review }, now),
            Edit::Destroy(assessment) => self.destroy(assessment, now),
            Edit::SetRole { member, role } => self.set_role(member, role, now),
            Edit::Remove(member) => self.remove_member(member, now),
            Edit::RevokeDevice(device) => self.revoke_device(device, now),
            Edit::RenewInvite(invite) => self.op(Op::RenewInvite { invite }, now),
            Edit::AskToSign { review, add, remove } => {
                self.op(Op::AskToSign { review, add, remove }, now)
            }
            Edit::SignOff { review, fingerprint, note } => {
                self.sign_off(review, &fingerprint, note.trim(), now)
            }
        }
    }

    /// Writes an operation; if the fold says it has no effect, that is the refusal.
    pub(super) fn op(&mut self, op: Op, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        let id = self.write_op(op, now)?;
        Ok(vec![id])
    }

    /// Writes an operation into the control stream and believes it; void ones are refused.
    pub(super) fn write_op(&mut self, op: Op, now: At) -> Result<EnvelopeId, WriteError> {
        let key = self.present_key()?;
        self.write_op_under(key, op, now)
    }

    /// Writes an operation like [`Self::write_op`], sealed with the key called `key`.
    pub(super) fn write_op_under(
        &mut self,
        key: KeyId,
        op: Op,
        now: At,
    ) -> Result<EnvelopeId, WriteError> {
        let parents = self.views.control().parents();
        let body = Body { parents, at: now, op };
        let mut payload = vec![CONTROL_FORMAT];
        payload.extend(
            postcard::to_stdvec(&body)
                .map_err(|err| WriteError::Refused(err.to_string().into()))?,
        );
        let envelope = self.next(Kind::Control, StreamId::CONTROL, key, &payload)?;
        let (id, author) = (envelope.id(), self.identity.device());
        // What is void is refused before anything is written: nothing has to be built again for it.
        match self.views.foresee(OpEntry { id, author, under: Some(key), body }) {
            Some(why) => refuse(why),
            None => self.append(envelope),
        }
    }

    /// Seals, signs and appends one envelope, and believes it.
    pub(super) fn write(
        &mut self,
        kind: Kind,
        stream: StreamId,
        key: KeyId,
        payload: &[u8],
    ) -> Result<EnvelopeId, WriteError> {
        let envelope = self.next(kind, stream, key, payload)?;
        self.append(envelope)
    }

    /// Writes like [`Self::write`], one envelope for each of `payloads`; they are admitted together.
    fn write_all(
        &mut self,
        kind: Kind,
        stream: StreamId,
        key: KeyId,
        payloads: &[Vec<u8>],
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let mut ids = Vec::with_capacity(payloads.len());
        for payload in payloads {
            let envelope = self.next(kind, stream, key, payload)?;
            ids.push(envelope.id());
            self.store.append(std::slice::from_ref(&envelope))?;
            self.take(envelope);
        }
        self.settle();
        Ok(ids)
    }

    /// Seals and signs the envelope that comes next in this device's log.
    fn next(
        &self,
        kind: Kind,
        stream: StreamId,
        key: KeyId,
        payload: &[u8],
    ) -> Result<Verified, WriteError> {
        let device = self.identity.device();
        let head = self.chains.head(device);
        let Some(content) = self.ring.get(&key) else {
            return refuse(Refusal::NoKey);
        };
        let seq = head.seq.saturating_add(1);
        let mut draft = Draft { seq, prev: head.id, stream, kind, nonce: [0; 24] };
        if kind == Kind::Lane {
            draft = draft.with_derived_nonce(device, content, payload);
        } else {
            self.craft.roll(&mut draft.nonce)?;
        }
        let sealed =
            envelope::seal(self.identity.signer(), Some(self.workspace), &draft, content, payload);
        sealed.map_err(|err| WriteError::Refused(err.to_string().into()))
    }

    fn append(&mut self, envelope: Verified) -> Result<EnvelopeId, WriteError> {
        let id = envelope.id();
        self.store.append(std::slice::from_ref(&envelope))?;
        self.take(envelope);
        self.settle();
        Ok(id)
    }

    /// Answers like one [`Edit::Answer`] after the other, each a change of its own, in one transaction: for many at once.
    pub fn answer_in_turn(
        &mut self,
        review: ReviewId,
        turns: &[Vec<(NodeId, Option<Answer>)>],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        self.together(|it| it.answer(review, turns, now))
    }

    fn answer(
        &mut self,
        review: ReviewId,
        turns: &[Vec<(NodeId, Option<Answer>)>],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let Some((me, stream)) = self.my_lane(review) else {
            return refuse(Refusal::NotAdmitted);
        };
        let framework = self.framework_of(review)?;
        for (question, answer) in turns.iter().flatten() {
            if let Some(answer) = answer {
                let fits = framework.accepts(question, answer);
                fits.map_err(Refusal::from)?;
            }
        }
        let mut ids = Vec::new();
        let key = self.lane_key(review, me, now, &mut ids)?;
        self.views.wake_lane(review, me);
        let lane = self.views.lane(review, me);
        let lane = lane.map_or_else(|| Cow::Owned(Lane::new(stream)), Cow::Borrowed);
        let drafted = match turns {
            [answers] => lane.draft(&self.pen, now, answers).map(|it| vec![it]),
            many => lane.draft_turns(&self.pen, now, many),
        };
        let payloads = drafted.map_err(Refusal::from)?;
        ids.extend(self.write_all(Kind::Lane, stream, key, &payloads)?);
        Ok(ids)
    }

    /// Returns the key of my lane, made and handed out if there is none.
    fn lane_key(
        &mut self,
        review: ReviewId,
        me: MemberId,
        now: At,
        ids: &mut Vec<EnvelopeId>,
    ) -> Result<KeyId, WriteError> {
        let control = self.views.control();
        let Some(record) = control.reviews.get(&review) else {
            return refuse(Refusal::NoReview);
        };
        if record.state == ReviewState::Closed {
            return refuse(Refusal::ReviewClosed);
        }
        if control.members.get(&me).is_some_and(|it| it.role == Role::Observer) {
            return refuse(Refusal::Observer);
        }
        let secrecy = record.secrecy;
        let sealed = secrecy != Secrecy::Open && record.reveal.is_none();
        for op in self.keys_to_stand_for(review, me) {
            ids.push(self.write_op(op, now)?);
        }
        let control = self.views.control();
        let may_read = readers(control, me, secrecy);
        // What is written from now on is not for those who are gone and know a key.
        if let Some(lane) = control.reviews.get(&review).and_then(|it| it.lanes.get(&me)) {
            let may_read: BTreeSet<DeviceId> = may_read.iter().map(|it| it.device).collect();
            let fits = |key: &&KeyId| {
                let knowing = lane.wraps.keys().filter(|(it, _)| it == *key);
                self.ring.contains(key)
                    && (!sealed || knowing.into_iter().all(|it| may_read.contains(&it.1)))
            };
            if let Some(key) = lane.keys.iter().rev().find(fits) {
                return Ok(*key);
            }
        }
        let mut bytes = [0; 32];
        self.craft.roll(&mut bytes)?;
        let key = ContentKey::from_bytes(bytes);
        let open = (!sealed).then_some(bytes);
        let wraps = if sealed { wrap_for(&*self.craft, &key, may_read) } else { Vec::new() };
        let id = self.ring.insert(key);
        ids.push(self.write_op(Op::LaneKey { review, member: me, key: id, open, wraps }, now)?);
        Ok(id)
    }

    fn create_assessment(
        &mut self,
        pack: &[u8],
        title: String,
        scope: String,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let framework = Framework::parse(pack, "pack.json").map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            WriteError::Refused(Refusal::BadPack { problems: problems.len(), first })
        })?;
        if title.trim().is_empty() {
            return refuse(Refusal::NoTitleOfAssessment);
        }
        let hash = framework.hash();
        let mut ids = Vec::new();
        if !self.views.has_pack(hash) {
            ids.extend(self.write_pack(hash, &framework.canonical())?);
        }
        ids.push(self.write_op(Op::CreateAssessment { framework: hash, title, scope }, now)?);
        Ok(ids)
    }

    fn write_pack(
        &mut self,
        hash: FrameworkHash,
        canonical: &[u8],
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let key = self.present_key()?;
        let parts = pack::cut(hash, canonical)
            .map_err(|err| WriteError::Refused(err.to_string().into()))?;
        parts.iter().map(|part| self.write(Kind::Pack, StreamId::PACKS, key, part)).collect()
    }

    fn open_review(&mut self, op: Op, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        if let Op::OpenReview { assessment, title, assignments, .. } = &op {
            if title.trim().is_empty() {
                return refuse(Refusal::NoTitleOfReview);
            }
            let framework = self.framework(*assessment)?;
            for (member, node) in assignments {
                if !self.views.control().members.contains_key(member) {
                    return refuse(Refusal::AssignedStranger);
                }
                if framework.node(node).is_none() {
                    return refuse(Refusal::AssignedUnknown { node: node.clone() });
                }
            }
        }
        self.op(op, now)
    }

    fn submit(&mut self, review: ReviewId, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        let Some((me, _)) = self.my_lane(review) else {
            return refuse(Refusal::NotAdmitted);
        };
        // What is pinned was read from the log, not known from the last time.
        self.views.wake_lane(review, me);
        let heads = self.views.lane_heads(review, me);
        if heads.is_empty() {
            return refuse(Refusal::NothingToHandIn);
        }
        self.op(Op::Submit { review, heads }, now)
    }

    fn reveal(&mut self, review: ReviewId, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        self.views.wake_review(review);
        let control = self.views.control();
        let Some(record) = control.reviews.get(&review) else {
            return refuse(Refusal::NoReview);
        };
        let strict = record.secrecy == Secrecy::Strict;
        let mut lanes = Vec::new();
        // Who handed nothing in and whose answers can't be seen here takes no part in the round.
        let pins = self.views.pins(review);
        for (member, heads) in pins.into_iter().filter(|(_, heads)| !heads.is_empty()) {
            let keys = record.lanes.get(&member).map(|it| it.keys.as_slice()).unwrap_or_default();
            let known = keys.iter().filter_map(|it| self.ring.get(it)).map(|it| *it.as_bytes());
            let known: Vec<[u8; 32]> = if strict { Vec::new() } else { known.collect() };
            if known.is_empty() {
                lanes.push(RevealedLane { member, key: None, heads });
                continue;
            }
            for key in known {
                lanes.push(RevealedLane { member, key: Some(key), heads: heads.clone() });
            }
        }
        self.op(Op::Reveal { review, lanes }, now)
    }

    fn framework_of(&self, review: ReviewId) -> Result<std::sync::Arc<Framework>, WriteError> {
        match self.views.control().reviews.get(&review) {
            Some(record) => self.framework(record.assessment),
            None => refuse(Refusal::NoReview),
        }
    }

    pub(super) fn framework(
        &self,
        assessment: AssessmentId,
    ) -> Result<std::sync::Arc<Framework>, WriteError> {
        let Some(assessment) = self.views.control().assessments.get(&assessment) else {
            return refuse(Refusal::NoAssessment);
        };
        let pack = self.views.pack(assessment.framework);
        pack.ok_or(WriteError::Refused(Refusal::PackNotHere))
    }

    pub(super) fn check_question(
        &self,
        review: ReviewId,
        question: &NodeId,
    ) -> Result<(), WriteError> {
        let framework = self.framework_of(review)?;
        if framework.node(question).is_some_and(muster_model::framework::Node::is_question) {
            Ok(())
        } else {
            refuse(Refusal::NoQuestion { question: question.clone() })
        }
    }

    fn check_node(&self, review: ReviewId, node: &NodeId) -> Result<(), WriteError> {
        match self.framework_of(review)?.node(node) {
            Some(_) => Ok(()),
            None => refuse(Refusal::AssignedUnknown { node: node.clone() }),
        }
    }
}

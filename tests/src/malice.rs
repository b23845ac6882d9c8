//! What a member may write who keeps to no rule: well sealed, well signed, and not theirs to say.
//!
//! **Invariant:** nothing of it may show in anybody's view; every word of it says [`FORGED`].

use std::{collections::BTreeMap, sync::Arc};

use muster_model::{
    answer::{Answer, Said},
    control::op::{Body, DeviceCard, Op, Role, Wrap},
    document::{Board, BoardEdit, Lane, Pen},
    edit::{Agreement, Decision},
    ids::{
        AssessmentId, DeviceId, EnvelopeId, InviteId, KeyId, MemberId, NodeId, ReviewId, StreamId,
        WorkspaceId,
    },
    time::At,
    workspace::Workspace,
};
use muster_sync::{
    craft::{Craft, System},
    envelope::{self, Draft, Kind, NO_PREV, Sealed, Verified},
    identity::Identity,
    keys::{self, ContentKey, KeysPayload, keys_stream_key},
};

use crate::dice::Dice;

/// What everything an insider writes against the rules says.
pub const FORGED: &str = "forged";
/// Format of what control envelopes carry.
const CONTROL_FORMAT: u8 = 1;

/// What an insider may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misdeed {
    /// Opens everybody's answers.
    Reveal,
    /// Ends the review.
    Close,
    /// Destroys the assessment.
    Destroy,
    /// Invites an owner.
    Promote,
    /// Gives others other questions.
    Assign,
    /// Hands out a key of their own for another's lane.
    ForeignKey,
    /// Writes into another's lane.
    ForeignLane,
    /// Writes into their own lane as somebody else's device.
    ForeignActor,
    /// Writes two things with one number under one pen.
    Equivocate,
    /// Records what the group agreed on.
    Agree,
    /// Seals with a key that nobody has.
    UnknownKey,
    /// Seals what makes no sense.
    Nonsense,
    /// Writes a change with a wrong shape and a right checksum.
    Poison,
    /// Numbers an envelope far ahead of what anybody has.
    Ahead,
    /// Makes a key, gives it to one other alone, and writes with it.
    Whisper,
}

impl Misdeed {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Reveal,
        Self::Close,
        Self::Destroy,
        Self::Promote,
        Self::Assign,
        Self::ForeignKey,
        Self::ForeignLane,
        Self::ForeignActor,
        Self::Equivocate,
        Self::Agree,
        Self::UnknownKey,
        Self::Nonsense,
        Self::Poison,
        Self::Ahead,
        Self::Whisper,
    ];
}

/// Where and against whom.
#[derive(Debug, Clone)]
pub struct Scene {
    /// In which review.
    pub review: ReviewId,
    /// Of which assessment.
    pub assessment: AssessmentId,
    /// Who does it.
    pub me: MemberId,
    /// Against whom.
    pub victim: MemberId,
    /// About which question.
    pub question: NodeId,
    /// With what answer.
    pub said: Said,
    /// A device of the victim, if there is one left.
    pub device: Option<DeviceCard>,
}

impl Scene {
    /// Finds a scene in what an insider is shown; none where there is no review yet, or nobody else.
    pub fn of(shown: &Workspace, dice: &mut Dice) -> Option<Self> {
        let review = shown.current_review()?;
        let framework = shown.framework_of(review)?;
        let me = shown.me?;
        let others: Vec<MemberId> = shown.members.keys().copied().filter(|it| *it != me).collect();
        let questions = framework.questions();
        let with_levels = questions.iter().filter_map(|it| {
            let option = framework.scale_of(it)?.options.first()?;
            Some((it.id.clone(), Said::Option(option.id.clone())))
        });
        let with_levels: Vec<_> = with_levels.collect();
        let (question, said) = dice.one_of(&with_levels)?.clone();
        let victim = *dice.one_of(&others)?;
        let device = shown.members.get(&victim).and_then(|it| it.devices.first().cloned());
        let (review, assessment) = (review.id, review.assessment);
        Some(Self { review, assessment, me, victim, question, said, device })
    }
}

/// A member's device that writes what it likes.
#[derive(Debug)]
pub struct Insider {
    identity: Identity,
    workspace: WorkspaceId,
    ring: BTreeMap<KeyId, ContentKey>,
    epoch: Option<ContentKey>,
    parents: Vec<EnvelopeId>,
    seq: u32,
    prev: EnvelopeId,
    dice: Dice,
    craft: Arc<dyn Craft>,
}

impl Insider {
    /// Knows what the device of `identity` knows from `records`.
    pub fn of(
        identity: &Identity,
        workspace: WorkspaceId,
        records: &[Vec<u8>],
        dice: Dice,
    ) -> Self {
        Self::by(Arc::new(System), (identity, workspace), records, dice)
    }

    /// Knows like [`Self::of`], and works by the hands of `craft`.
    pub fn by(
        craft: Arc<dyn Craft>,
        (identity, workspace): (&Identity, WorkspaceId),
        records: &[Vec<u8>],
        dice: Dice,
    ) -> Self {
        let mut insider = Self {
            identity: identity.clone(),
            workspace,
            ring: BTreeMap::new(),
            epoch: None,
            parents: Vec::new(),
            seq: 0,
            prev: NO_PREV,
            dice,
            craft,
        };
        let parsed = records.iter().filter_map(|it| Sealed::parse(it).ok());
        let me = identity.device();
        let matters = |it: &Sealed| {
            it.header().author == me || matches!(it.header().kind, Kind::Control | Kind::Keys)
        };
        let parsed = parsed.filter(matters);
        let all: Vec<Verified> =
            parsed.filter_map(|it| it.verify_by(&*insider.craft, workspace).ok()).collect();
        for envelope in &all {
            insider.read(envelope);
        }
        insider.find_parents(&all);
        insider
    }

    fn read(&mut self, envelope: &Verified) {
        let header = envelope.header();
        if header.author == self.identity.device() && header.seq > self.seq {
            (self.seq, self.prev) = (header.seq, envelope.id());
        }
        if header.kind != Kind::Keys {
            return;
        }
        let opened = envelope.open(&keys_stream_key(self.workspace)).ok();
        let Some(keys) = opened.and_then(|it| KeysPayload::parse(&it).ok()) else { return };
        for (id, wrap) in keys.wraps {
            if wrap.device == self.identity.device()
                && let Ok(key) = self.craft.unwrap(&wrap.sealed, &self.identity)
            {
                self.ring.insert(id, key);
            }
        }
    }

    fn find_parents(&mut self, all: &[Verified]) {
        let mut ops: BTreeMap<EnvelopeId, Body> = BTreeMap::new();
        for envelope in all.iter().filter(|it| it.header().kind == Kind::Control) {
            let Some(key) = self.ring.get(&envelope.header().key) else { continue };
            let Ok(payload) = envelope.open(key) else { continue };
            if let Some(body) = payload.get(1..).and_then(|it| postcard::from_bytes(it).ok()) {
                ops.insert(envelope.id(), body);
                self.epoch = Some(key.clone());
            }
        }
        let mut heads: Vec<EnvelopeId> = ops.keys().copied().collect();
        heads.retain(|id| !ops.values().any(|it| it.parents.contains(id)));
        self.parents = heads;
    }

    /// Returns the records of `misdeed`; none where this device has no key yet.
    pub fn commit(&mut self, misdeed: Misdeed, scene: &Scene) -> Vec<Vec<u8>> {
        let Some(epoch) = self.epoch.clone() else { return Vec::new() };
        let Scene { review, assessment, me, victim, .. } = scene;
        let (own, foreign) = (StreamId::lane(*review, *me), StreamId::lane(*review, *victim));
        let board = StreamId::board(*assessment);
        match misdeed {
            Misdeed::Reveal => self.op(Op::Reveal { review: *review, lanes: Vec::new() }),
            Misdeed::Close => self.op(Op::CloseReview { review: *review }),
            Misdeed::Destroy => self.op(Op::Destroy { assessment: *assessment }),
            Misdeed::Promote => self.op(promotion()),
            Misdeed::Assign => {
                let (add, remove) = (Vec::new(), vec![scene.question.clone()]);
                self.op(Op::Assign { review: *review, member: *victim, add, remove })
            }
            Misdeed::ForeignKey => {
                let key = self.key().id();
                let wraps = Vec::new();
                self.op(Op::LaneKey { review: *review, member: *victim, key, open: None, wraps })
            }
            Misdeed::ForeignLane => {
                let change = self.change(scene, foreign, self.identity.device());
                self.write(Kind::Lane, foreign, &epoch, &change)
            }
            Misdeed::ForeignActor => {
                let change = self.change(scene, own, DeviceId::from_bytes([9; 32]));
                self.write(Kind::Lane, own, &epoch, &change)
            }
            Misdeed::Equivocate => self.equivocate(scene, board, &epoch),
            Misdeed::Agree => {
                let change = self.agreement(scene, board);
                self.write(Kind::Board, board, &epoch, &change)
            }
            Misdeed::UnknownKey => {
                let (key, change) = (self.key(), self.change(scene, own, self.identity.device()));
                self.write(Kind::Lane, own, &key, &change)
            }
            Misdeed::Nonsense => {
                let kinds = [Kind::Control, Kind::Lane, Kind::Board, Kind::Pack, Kind::Other(200)];
                let kind = *self.dice.one_of(&kinds).unwrap_or(&Kind::Control);
                let n = self.dice.below(2_000);
                let payload = self.dice.bytes(n);
                self.write(kind, own, &epoch, &payload)
            }
            Misdeed::Poison => {
                let change = self.change(scene, board, self.identity.device());
                let change = summed(self.dice.spoil(&change));
                self.write(Kind::Board, board, &epoch, &change)
            }
            Misdeed::Ahead => {
                (self.seq, self.prev) =
                    (self.seq.saturating_add(7), EnvelopeId::from_bytes([7; 32]));
                self.op(Op::CloseReview { review: *review })
            }
            Misdeed::Whisper => self.whisper(scene, board),
        }
    }

    /// Whoever hears it and builds on it would keep everybody else waiting for ever.
    fn whisper(&mut self, scene: &Scene, board: StreamId) -> Vec<Vec<u8>> {
        let key = self.key();
        let wrap = scene.device.as_ref().and_then(|it| {
            let sealed = self.craft.wrap(&key, &it.recipient).ok()?;
            Some(Wrap { device: it.device, sealed })
        });
        let Some(wrap) = wrap else { return Vec::new() };
        let handed = KeysPayload { wraps: vec![(key.id(), wrap)], links: Vec::new() };
        let Ok(handed) = handed.encode() else { return Vec::new() };
        let mut out =
            self.write(Kind::Keys, keys::STREAM, &keys_stream_key(self.workspace), &handed);
        let change = self.agreement(scene, board);
        out.extend(self.write(Kind::Board, board, &key, &change));
        self.epoch = Some(key);
        let team = Op::SetTeam { member: scene.me, team: FORGED.to_owned() };
        out.extend(self.op(team));
        out
    }

    fn key(&mut self) -> ContentKey {
        let bytes = self.dice.bytes(32);
        ContentKey::from_bytes(bytes.try_into().unwrap_or([5; 32]))
    }

    fn pen(&self, device: DeviceId) -> Pen {
        let mut incarnation = [0xee; 8];
        for (it, byte) in incarnation.iter_mut().zip(self.dice.clone().bytes(8)) {
            *it = byte;
        }
        Pen { device, incarnation }
    }

    fn change(&self, scene: &Scene, stream: StreamId, device: DeviceId) -> Vec<u8> {
        let answer = Answer { note: FORGED.to_owned(), ..Answer::of(scene.said.clone()) };
        let answers = [(scene.question.clone(), Some(answer))];
        Lane::new(stream).draft(&self.pen(device), At(1), &answers).unwrap_or_default()
    }

    fn agreement(&self, scene: &Scene, board: StreamId) -> Vec<u8> {
        let agreed = Agreement {
            said: Some(scene.said.clone()),
            decision: Decision::Agreed,
            reason: FORGED.to_owned(),
            dissent: Vec::new(),
            based_on: Vec::new(),
        };
        let (review, question) = (scene.review, scene.question.clone());
        let edit = BoardEdit::Agree { review, question, agreed: Some(agreed) };
        let pen = self.pen(self.identity.device());
        Board::new(board).draft(&pen, At(1), &[edit]).unwrap_or_default()
    }

    /// Two comments with the same number in the log, by the same pen at the same place: a fork, and a clash within
    /// the board. Which of them stands is for all to agree on; that neither says [`FORGED`] is why both may show.
    fn equivocate(&mut self, scene: &Scene, board: StreamId, epoch: &ContentKey) -> Vec<Vec<u8>> {
        let pen = self.pen(self.identity.device());
        let (seq, prev) = (self.seq, self.prev);
        let mut out = Vec::new();
        for text in ["one tongue", "the other tongue"] {
            (self.seq, self.prev) = (seq, prev);
            let (review, question) = (scene.review, scene.question.clone());
            let edit = BoardEdit::Comment { review, question, text: text.to_owned() };
            let change = Board::new(board).draft(&pen, At(1), &[edit]).unwrap_or_default();
            out.extend(self.write(Kind::Board, board, epoch, &change));
        }
        out
    }

    /// Returns a control envelope with `op`, whatever it is.
    pub fn op(&mut self, op: Op) -> Vec<Vec<u8>> {
        let Some(epoch) = self.epoch.clone() else { return Vec::new() };
        let body = Body { parents: self.parents.clone(), at: At(1), op };
        let bytes = postcard::to_stdvec(&body).unwrap_or_default();
        let payload: Vec<u8> = std::iter::once(CONTROL_FORMAT).chain(bytes).collect();
        self.write(Kind::Control, StreamId::CONTROL, &epoch, &payload)
    }

    /// Returns an envelope with `payload`, next in this device's log.
    pub fn write(
        &mut self,
        kind: Kind,
        stream: StreamId,
        key: &ContentKey,
        payload: &[u8],
    ) -> Vec<Vec<u8>> {
        let nonce = self.dice.bytes(24).try_into().unwrap_or([3; 24]);
        self.seq = self.seq.saturating_add(1);
        let draft = Draft { seq: self.seq, prev: self.prev, stream, kind, nonce };
        let sealed =
            envelope::seal(self.identity.signer(), Some(self.workspace), &draft, key, payload);
        let Ok(envelope) = sealed else { return Vec::new() };
        self.prev = envelope.id();
        vec![envelope.record().to_vec()]
    }
}

fn promotion() -> Op {
    Op::Invite {
        invite: InviteId::from_bytes([6; 32]),
        role: Role::Owner,
        member: None,
        dimensions: Vec::new(),
        uses: 9,
        expires: At(u64::MAX),
        auto_admit: true,
        note: FORGED.to_owned(),
    }
}

/// Makes the checksum of one change chunk right.
pub fn summed(mut chunk: Vec<u8>) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};

    let Some((_head, content)) = chunk.split_at_checked(8) else { return chunk };
    let sum = Sha256::digest(content);
    let head = [0x85, 0x6f, 0x4a, 0x83].into_iter().chain(sum.iter().copied().take(4));
    for (it, byte) in chunk.iter_mut().zip(head) {
        *it = byte;
    }
    chunk
}

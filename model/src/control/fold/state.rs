//! The folded state, as everything else reads it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    control::{
        fold::past::Past,
        op::{Cut, DeviceCard, Entry, Role, Secrecy, Snapshot},
    },
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, InviteId, KeyId, MemberId, NodeId,
        ReviewId, StreamId, WorkspaceId,
    },
    time::{At, Date},
    workspace::{Alarm, Assessment, Event, Invite, Member, Request, ReviewState},
};

/// The control history of a workspace, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// Its name; empty until its beginning is here.
    pub name: String,
    /// Who began it.
    pub founder: Option<MemberId>,
    /// Public signing key of the recovery code.
    pub recovery: Option<DeviceId>,
    /// Everybody.
    pub members: BTreeMap<MemberId, Member>,
    /// Whose each device is.
    pub devices: BTreeMap<DeviceId, MemberId>,
    /// Devices that were members' once: revoked, or gone with their owner. They never come back.
    pub former: BTreeMap<DeviceId, Former>,
    /// Under which roles members wrote what.
    pub tenures: BTreeMap<MemberId, Tenure>,
    /// Invitations.
    pub invites: BTreeMap<InviteId, Invite>,
    /// Devices waiting for a decision.
    pub requests: BTreeMap<DeviceId, Request>,
    /// Assessments.
    pub assessments: BTreeMap<AssessmentId, Assessment>,
    /// Reviews.
    pub reviews: BTreeMap<ReviewId, ReviewRecord>,
    /// Assessments whose content is destroyed, with their reviews. They are in neither of the above.
    pub destroyed: BTreeMap<AssessmentId, Arc<Destroyed>>,
    /// Keys that sealed control and board, the present one last.
    pub epochs: Vec<KeyId>,
    /// Keys that somebody named who may not, or was out by then: part of the history was sealed with them all the same.
    pub strays: BTreeSet<KeyId>,
    /// The operations that named each key, whether in vain or not.
    pub(super) naming: BTreeMap<KeyId, BTreeSet<EnvelopeId>>,
    /// Whether somebody who knows the present key is gone: a facilitator has to make another.
    pub rekey: bool,
    /// Every operation read, in the one order.
    pub log: Vec<Line>,
    /// Operations nothing follows yet: the parents of the next one.
    pub heads: BTreeSet<EnvelopeId>,
    /// Operations that wait for others, with those of their parents that are not here.
    pub pending: BTreeMap<EnvelopeId, BTreeSet<EnvelopeId>>,
    /// Operations that made or renewed an invitation, with their authors.
    pub(super) invited_by: BTreeMap<InviteId, (EnvelopeId, DeviceId)>,
    /// How each device came in.
    pub(super) admissions: BTreeMap<DeviceId, Admission>,
    /// Operations that removed a member who is still removed.
    pub(super) removed_by: BTreeMap<MemberId, EnvelopeId>,
    /// Operations that took devices out.
    pub(super) partings: BTreeSet<EnvelopeId>,
    /// The operation that named the present epoch key.
    pub(super) epoch_op: Option<EnvelopeId>,
    /// What was refused stays refused under the same invitation.
    pub(super) refused: BTreeSet<(InviteId, DeviceId)>,
}

/// A device that was a member's once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// Whose.
    pub member: MemberId,
    /// What it said of itself.
    pub card: DeviceCard,
    /// Ends of its log, by each operation that took it out: only what all of them include counts.
    pub cuts: Vec<Vec<EnvelopeId>>,
    /// The operation that took it out first.
    pub(super) by: EnvelopeId,
}

/// Under which roles a member wrote what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// The role they came with.
    pub first: Role,
    /// Every later role, in the one order, with what was written before it.
    pub later: Vec<(Role, Vec<Cut>)>,
}

/// How a device came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) op: EnvelopeId,
    /// Place in the order of admission of devices.
    pub(super) order: usize,
    /// The operation by which the recovery code spoke for it.
    pub(super) by_code: Option<EnvelopeId>,
}

/// An operation in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The operation.
    pub id: EnvelopeId,
    /// The device that signed it.
    pub author: DeviceId,
    /// What it says, and whether it took effect.
    pub event: Event,
    /// Whether it had no effect for a reason people should know: not only because somebody was quicker.
    pub strange: bool,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReviewRecord {
    /// Id.
    pub id: ReviewId,
    /// Of which assessment.
    pub assessment: AssessmentId,
    /// Title.
    pub title: String,
    /// Who sees what before the reveal.
    pub secrecy: Secrecy,
    /// Where it stands.
    pub state: ReviewState,
    /// When answers are wanted.
    pub due: Option<Date>,
    /// When opened, as claimed.
    pub opened: At,
    /// Position among all reviews.
    pub ordinal: usize,
    /// The day the result speaks of: of the closing, else the reveal, else the opening.
    pub as_of: Date,
    /// Who answers what.
    pub assignments: BTreeMap<MemberId, BTreeSet<NodeId>>,
    /// What is known of the lanes of members who made a key, or whom a reveal names.
    pub lanes: BTreeMap<MemberId, LaneRecord>,
    /// The reveal that took effect.
    pub reveal: Option<Reveal>,
    /// Who is asked to sign it off.
    pub asked: BTreeMap<MemberId, Asked>,
    /// Who signed it off, in the one order.
    pub signed: Vec<Ratified>,
}

/// What is known of an assessment whose answers and decisions were destroyed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Destroyed {
    /// What it was.
    pub assessment: Assessment,
    /// Its reviews, as they ended, with the signatures.
    pub reviews: BTreeMap<ReviewId, ReviewRecord>,
    /// Who destroyed it.
    pub by: MemberId,
    /// When, as claimed.
    pub at: At,
    /// The operation.
    pub op: EnvelopeId,
}

/// By whom somebody was asked to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Asked {
    /// Who asks.
    pub by: MemberId,
    /// When, as claimed.
    pub at: At,
}

/// A signature under a review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ratified {
    /// The operation.
    pub op: EnvelopeId,
    /// When, as claimed.
    pub at: At,
    /// Who.
    pub by: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// What they add, in words; may be empty.
    pub note: String,
    /// What is signed.
    pub snapshot: Snapshot,
    /// The device's signature of the statement; not checked here.
    pub proof: Vec<u8>,
}

/// What opened a review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reveal {
    /// The operation.
    pub op: EnvelopeId,
    /// When, as claimed.
    pub at: At,
    /// Who.
    pub by: MemberId,
}

/// What the control history knows of a lane.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LaneRecord {
    /// Keys announced by the member, in the one order: what they write may be sealed with any of them.
    pub keys: Vec<KeyId>,
    /// Keys sealed to single devices. Anybody may pass a key on, so one of several may be rubbish.
    pub wraps: BTreeMap<(KeyId, DeviceId), BTreeSet<Vec<u8>>>,
    /// To which devices the member themselves sealed which key: what others passed on may be rubbish.
    pub given: BTreeSet<(KeyId, DeviceId)>,
    /// Keys handed out openly. Not yet compared with `keys`: what hashes to none of them opens nothing.
    pub open: BTreeSet<[u8; 32]>,
    /// When the lane was handed in, in the one order; the last counts.
    pub submits: Vec<Submit>,
    /// What counts since the reveal; `None` before it, or if the lane takes no part in the round.
    pub pinned: Option<Pinned>,
    /// What is strange about how the reveal and what was handed in fit.
    pub alarm: Option<Alarm>,
}

/// A lane handed in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Submit {
    /// The operation.
    pub op: EnvelopeId,
    /// When, as claimed.
    pub at: At,
    /// The lane's heads, sorted.
    pub heads: Vec<ChangeHash>,
}

/// The heads of a lane that count in the round.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pinned {
    /// Sorted.
    pub heads: Vec<ChangeHash>,
    /// Whether its author handed them in; else the reveal took the lane as it was.
    pub handed_in: bool,
}

impl Control {
    /// Most parents that an operation should name: far more than honest histories need, far fewer than fit.
    pub const MAX_PARENTS: usize = 256;

    pub(super) fn empty(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            name: String::new(),
            founder: None,
            recovery: None,
            members: BTreeMap::new(),
            devices: BTreeMap::new(),
            former: BTreeMap::new(),
            tenures: BTreeMap::new(),
            invites: BTreeMap::new(),
            requests: BTreeMap::new(),
            assessments: BTreeMap::new(),
            reviews: BTreeMap::new(),
            destroyed: BTreeMap::new(),
            epochs: Vec::new(),
            strays: BTreeSet::new(),
            naming: BTreeMap::new(),
            rekey: false,
            log: Vec::new(),
            heads: BTreeSet::new(),
            pending: BTreeMap::new(),
            invited_by: BTreeMap::new(),
            admissions: BTreeMap::new(),
            removed_by: BTreeMap::new(),
            partings: BTreeSet::new(),
            epoch_op: None,
            refused: BTreeSet::new(),
        }
    }

    /// Returns whose device that is.
    pub fn member_of(&self, device: &DeviceId) -> Option<&Member> {
        self.members.get(self.devices.get(device)?)
    }

    /// Returns whose device that is or was.
    pub fn whose(&self, device: &DeviceId) -> Option<MemberId> {
        let former = || self.former.get(device).map(|it| it.member);
        self.devices.get(device).copied().or_else(former)
    }

    /// Returns what a device says of itself.
    pub fn card(&self, device: &DeviceId) -> Option<&DeviceCard> {
        self.member_of(device)?.devices.iter().find(|it| it.device == *device)
    }

    /// Returns what the owner of `device` may do.
    pub fn role_of(&self, device: &DeviceId) -> Option<Role> {
        self.member_of(device).map(|it| it.role)
    }

    /// Returns every admitted device with its member.
    pub fn cards(&self) -> impl Iterator<Item = (&Member, &DeviceCard)> {
        self.members.values().flat_map(|member| member.devices.iter().map(move |it| (member, it)))
    }

    /// Returns everybody, the most senior first.
    pub fn by_seniority(&self) -> Vec<&Member> {
        let mut all: Vec<&Member> = self.members.values().collect();
        all.sort_by_key(|it| it.seniority);
        all
    }

    /// Returns what the next operation should name as its parents: the heads, those that took effect and the latest
    /// first. Not all, if somebody floods the history: what is not named is merged by a later operation.
    pub fn parents(&self) -> Vec<EnvelopeId> {
        let heads = || self.log.iter().rev().filter(|it| self.heads.contains(&it.id));
        let effective = heads().filter(|it| it.event.void.is_none());
        let void = heads().filter(|it| it.event.void.is_some());
        effective.chain(void).map(|it| it.id).take(Self::MAX_PARENTS).collect()
    }

    /// Returns the parents that are named but not here.
    pub fn missing(&self) -> BTreeSet<EnvelopeId> {
        self.pending.values().flatten().copied().collect()
    }

    /// Returns the line of the log about the operation `id`.
    pub fn line(&self, id: EnvelopeId) -> Option<&Line> {
        self.log.iter().find(|it| it.id == id)
    }

    /// Returns the stream of every lane there may be.
    pub fn lane_streams(&self) -> impl Iterator<Item = (StreamId, ReviewId, MemberId)> {
        self.reviews.keys().flat_map(|review| {
            self.members.keys().map(|it| (StreamId::lane(*review, *it), *review, *it))
        })
    }

    /// Returns every stream whose content is to be destroyed.
    pub fn destroyed_streams(&self) -> BTreeSet<StreamId> {
        let lanes = |reviews: &BTreeMap<ReviewId, ReviewRecord>| -> Vec<StreamId> {
            let one = |it: &ReviewId| {
                let review = *it;
                self.members.keys().map(move |member| StreamId::lane(review, *member))
            };
            reviews.keys().flat_map(one).collect()
        };
        let all = |(id, it): (&AssessmentId, &Arc<Destroyed>)| {
            std::iter::once(StreamId::board(*id)).chain(lanes(&it.reviews))
        };
        self.destroyed.iter().flat_map(all).collect()
    }

    /// Returns how many reviews there ever were.
    pub(super) fn reviews_ever(&self) -> usize {
        let gone = self.destroyed.values().map(|it| it.reviews.len());
        gone.fold(self.reviews.len(), usize::saturating_add)
    }

    /// Returns the keys that the lane of `member` in `review` may be sealed with; none before one was announced.
    pub fn lane_keys(&self, review: ReviewId, member: MemberId) -> &[KeyId] {
        let lane = self.reviews.get(&review).and_then(|it| it.lanes.get(&member));
        lane.map(|it| it.keys.as_slice()).unwrap_or_default()
    }

    /// Returns the key that seals control and board now.
    pub fn epoch(&self) -> Option<KeyId> {
        self.epochs.last().copied()
    }

    /// Says whether the history names `key`, so that everybody comes to hold it.
    pub fn names(&self, key: &KeyId) -> bool {
        self.naming.contains_key(key)
    }

    /// Says whether everybody will be able to read `entry`: it is sealed with a key that it names itself, or that was
    /// named before it.
    pub(super) fn is_for_all(&self, past: &Past, entry: &Entry) -> bool {
        let Some(under) = &entry.under else { return true };
        let before = || self.naming.get(under).into_iter().flatten();
        entry.named() == Some(*under) || before().any(|it| past.includes(entry.id, *it))
    }

    pub(super) fn seniority(&self, device: &DeviceId) -> Option<usize> {
        Some(self.members.get(&self.whose(device)?)?.seniority)
    }

    /// Decides whether the present key is older than some parting.
    pub(super) fn weigh_epoch(&mut self, past: &Past) {
        let Some(epoch) = self.epoch_op else { return };
        self.rekey = self.partings.iter().any(|it| !past.includes(epoch, *it));
    }

    /// Returns the name of `member`, for a sentence.
    pub(crate) fn name_of(&self, member: MemberId) -> &str {
        self.members.get(&member).map_or("somebody", |it| it.name.as_str())
    }
}

impl ReviewRecord {
    /// Returns everybody who answers or answered: assigned, with a key, or named by the reveal.
    pub fn people(&self) -> BTreeSet<MemberId> {
        self.assignments.keys().chain(self.lanes.keys()).copied().collect()
    }

    /// Says whether `member` was asked to answer or prepared to.
    pub fn has_lane(&self, member: MemberId) -> bool {
        self.assignments.contains_key(&member)
            || self.lanes.get(&member).is_some_and(|it| !it.keys.is_empty())
    }
}

impl LaneRecord {
    /// Returns the sealed copies of `key` meant for `device`.
    pub fn wraps_for(&self, key: KeyId, device: DeviceId) -> impl Iterator<Item = &[u8]> {
        self.wraps.get(&(key, device)).into_iter().flatten().map(Vec::as_slice)
    }

    /// Returns when and at which heads the lane was handed in last.
    pub fn handed_in(&self) -> Option<&Submit> {
        self.submits.last()
    }
}

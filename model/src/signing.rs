//! Sign-off: what a signature under a review covers, how it stands, and what changed since.
//!
//! **Invariant:** a signature is never believed for its figures. What it pins is computed again from the documents,
//! and only what comes out the same holds.

pub mod since;

use std::{collections::BTreeMap, sync::Arc};

use self::since::Change;
use crate::{
    control::{fold::Asked, op::Snapshot},
    ids::{DeviceId, EnvelopeId, MemberId, ReviewId, RungId, WorkspaceId},
    scoring::Outcome,
    time::At,
    workspace::{Review, views},
};

/// Who is asked to sign a review, and who did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignOff {
    /// Who is asked.
    pub asked: BTreeMap<MemberId, Asked>,
    /// The last signature of each who signed, in the order they signed.
    pub signatures: Vec<Signature>,
    /// Signatures that their authors replaced by later ones.
    pub replaced: usize,
}

/// Somebody's signature under a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The operation.
    pub op: EnvelopeId,
    /// Who signed.
    pub by: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// When, as claimed.
    pub at: At,
    /// What they add, in words; may be empty.
    pub note: String,
    /// What they signed.
    pub snapshot: Snapshot,
    /// The code of what they signed.
    pub fingerprint: String,
    /// The device's signature of the [`Claim::statement`], for those who have nothing but a file.
    pub proof: Vec<u8>,
    /// Whether what they signed is what the documents say.
    pub standing: Standing,
    /// What is different now; empty while nothing is, or while it can't be said.
    pub changes: Vec<Change>,
    /// Whether the result counts on something else now, or has other figures, than what was signed.
    pub outdated: bool,
    /// The review as it was signed, computed again; `None` where it still is as signed, or can't be computed here.
    pub review: Option<Arc<Review>>,
}

/// Whether what was signed is what the documents say.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Standing {
    /// It was computed again, and came out the same.
    Holds,
    /// It can't be computed here.
    Unchecked(Lack),
    /// It comes out otherwise.
    Broken(Place),
}

/// What is not here of what was signed.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    thiserror::Error,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Lack {
    /// Some answers or decisions have not arrived.
    #[error("not everything that was signed has arrived here")]
    Changes,
    /// Some answers are sealed for this device.
    #[error("some of the answers that were signed are sealed for this device")]
    Key,
    /// The framework pack has not arrived.
    #[error("the framework has not arrived here")]
    Framework,
}

/// Where what was signed and what the documents say differ.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Place {
    /// The answers of this member: others counted than the signature names.
    Lane(MemberId),
    /// What counted beside the answers: agreed answers, settings, the day.
    Inputs,
    /// The figures.
    Result,
    /// The tier.
    Tier,
}

/// How far the sign-off of a review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nobody signed, and nobody is asked.
    None,
    /// Somebody who is asked has not signed.
    Waiting {
        /// How many signed of those asked.
        signed: usize,
        /// How many are asked.
        asked: usize,
    },
    /// All who are asked have signed what the result still is; at least one did.
    Signed,
    /// All who are asked have signed, and the result came to count on something else since.
    Changed,
}

impl SignOff {
    /// Returns the signature of `member`.
    pub fn of(&self, member: MemberId) -> Option<&Signature> {
        self.signatures.iter().find(|it| it.by == member)
    }

    /// Returns the members who are asked and have not signed, or whose signature does not hold here.
    pub fn waiting(&self) -> impl Iterator<Item = MemberId> {
        let signed = |it: &MemberId| self.of(*it).is_some_and(Signature::stands);
        self.asked.keys().copied().filter(move |it| !signed(it))
    }

    /// Says how far it has come.
    pub fn progress(&self) -> Progress {
        let waiting = self.waiting().count();
        let standing = || self.signatures.iter().filter(|it| it.stands());
        if waiting > 0 {
            let asked = self.asked.len();
            Progress::Waiting { signed: asked.saturating_sub(waiting), asked }
        } else if standing().next().is_none() {
            Progress::None
        } else if standing().any(|it| it.outdated) {
            Progress::Changed
        } else {
            Progress::Signed
        }
    }

    /// Returns what changed since the first signature that stands; every later one saw some of it.
    pub fn changes(&self) -> &[Change] {
        let standing = self.signatures.iter().filter(|it| it.stands());
        standing.map(|it| it.changes.as_slice()).max_by_key(|it| it.len()).unwrap_or_default()
    }
}

impl Signature {
    /// Says whether it counts: what was signed was computed again here, and came out the same.
    pub fn stands(&self) -> bool {
        self.standing == Standing::Holds
    }

    /// Returns how many answers, given or agreed, are different now.
    pub fn changed_answers(&self) -> usize {
        self.changes.iter().filter(|it| it.is_answer()).count()
    }
}

impl Place {
    /// Says where, with everybody called as `name` says.
    pub fn named(self, name: &dyn Fn(MemberId) -> String) -> String {
        match self {
            Self::Lane(member) => format!("the answers of {}", name(member)),
            Self::Inputs => "what counted beside the answers".to_owned(),
            Self::Result => "the figures".to_owned(),
            Self::Tier => "the tier".to_owned(),
        }
    }
}

/// Returns the hash of the figures of a result: tier, dimensions, measures, ladders and coverage, but no words.
pub fn digest(outcome: &Outcome) -> [u8; 32] {
    let tier = |it: Option<&crate::scoring::Tier>| it.map(|it| it.id.to_string());
    let number = |it: Option<&crate::scoring::Exact>| it.map(ToString::to_string);
    let dimensions: Vec<_> = outcome
        .dimensions
        .iter()
        .map(|it| (it.id.to_string(), number(it.score.as_ref()), tier(it.tier.as_ref())))
        .collect();
    let measures: Vec<_> = outcome
        .measures
        .iter()
        .map(|it| (it.measure.to_string(), it.place.clone(), number(it.value.as_ref())))
        .collect();
    let ladders: Vec<_> = outcome
        .ladders
        .iter()
        .map(|it| (it.ladder.to_string(), it.place.clone(), tier(it.reached.as_ref())))
        .collect();
    let it = &outcome.coverage;
    let coverage = [it.answered, it.applicable, it.assigned, it.people];
    let coverage = coverage.map(|it| u64::try_from(it).unwrap_or(u64::MAX));
    let whole =
        (outcome.framework, tier(outcome.tier.as_ref()), dimensions, measures, ladders, coverage);
    // Nothing in it can fail to be written; if it did, everybody would say so alike.
    let bytes = postcard::to_stdvec(&whole).unwrap_or_default();
    blake3::derive_key("muster result v1", &bytes)
}

/// What a signature is given under, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The review.
    pub review: ReviewId,
    /// Hash of everything the result depends on.
    pub inputs: [u8; 32],
    /// Hash of the result.
    pub result: [u8; 32],
    /// Hash of where every document stood ([`pinned`]).
    pub pinned: [u8; 32],
    /// The tier reached, if one was.
    pub tier: Option<RungId>,
    /// What the signer adds, in words.
    pub note: String,
}

impl Claim {
    /// Returns what somebody claims who signs `snapshot`.
    pub fn of(workspace: WorkspaceId, review: ReviewId, snapshot: &Snapshot, note: &str) -> Self {
        Self {
            workspace,
            review,
            inputs: snapshot.inputs,
            result: snapshot.result,
            pinned: pinned(snapshot),
            tier: snapshot.tier.clone(),
            note: note.to_owned(),
        }
    }

    /// Returns the bytes that a signer's device signs, so that whoever has only a file can check them.
    pub fn statement(&self) -> Vec<u8> {
        let Self { workspace, review, inputs, result, pinned, tier, note } = self;
        let fields = ("muster sign-off v1", workspace, review, inputs, result, pinned, tier, note);
        postcard::to_stdvec(&fields).unwrap_or_default()
    }
}

/// Returns the hash of where every document stood.
pub fn pinned(snapshot: &Snapshot) -> [u8; 32] {
    let bytes = postcard::to_stdvec(&(&snapshot.lanes, &snapshot.board)).unwrap_or_default();
    blake3::derive_key("muster pins v1", &bytes)
}

/// Returns the speakable code of what was signed, from the hash of the inputs and the tier.
pub fn fingerprint(inputs: &[u8; 32], tier: Option<&RungId>) -> String {
    views::fingerprint(&blake3::Hash::from_bytes(*inputs), tier)
}

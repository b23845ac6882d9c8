//! The operations of the control history, as they are signed.
//!
//! **Invariant:** the order of variants and fields is the format (postcard). New variants go to the end.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, FrameworkHash, InviteId, KeyId, MemberId,
        NodeId, ReviewId,
    },
    time::{At, Date},
};

/// An operation in the place its author gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of the envelope that carried it.
    pub id: EnvelopeId,
    /// Device that signed it.
    pub author: DeviceId,
    /// What it says.
    pub body: Body,
}

/// What a control envelope carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Control heads the author saw; empty only for [`Op::Genesis`].
    pub parents: Vec<EnvelopeId>,
    /// Moment the author claims.
    pub at: At,
    /// The operation.
    pub op: Op,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Reads revealed results.
    Observer,
    /// Answers in their own lanes.
    Respondent,
    /// Runs reviews: assignments, reveal, board.
    Facilitator,
    /// Members, roles and keys.
    Owner,
}

/// What others need to know of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCard {
    /// Its signing key.
    pub device: DeviceId,
    /// Its age recipient (`age1…`), for keys sealed to it.
    pub recipient: String,
    /// Its iroh endpoint key.
    pub endpoint: [u8; 32],
    /// What its owner calls it.
    pub name: String,
}

/// A key sealed to one device: an age file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrap {
    /// For whom.
    pub device: DeviceId,
    /// The age file.
    pub sealed: Vec<u8>,
}

/// How much respondents see of each other before the reveal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// Everything at once.
    Open,
    /// Nothing; facilitators can read early.
    Blind,
    /// Nothing, facilitators neither.
    Strict,
}

/// One respondent's lane as a reveal publishes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedLane {
    /// Whose.
    pub member: MemberId,
    /// The lane's key; sealed with the rest of the control history. `None` where the author lacks it.
    pub key: Option<[u8; 32]>,
    /// The lane's heads that count: those handed in, else those the author saw.
    pub heads: Vec<ChangeHash>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// Begins a workspace; its author becomes owner.
    Genesis {
        /// Name of the workspace.
        workspace: String,
        /// Name of the owner.
        member: String,
        /// The owner's device.
        card: DeviceCard,
        /// Public signing key of the recovery code.
        recovery: DeviceId,
        /// Makes two equal workspaces differ.
        nonce: [u8; 16],
    },
    /// Invites somebody.
    Invite {
        /// Derived from the ticket's secret.
        invite: InviteId,
        /// The role given.
        role: Role,
        /// Set for a further device of this member.
        member: Option<MemberId>,
        /// Dimensions the joiner is assigned in every open review.
        dimensions: Vec<NodeId>,
        /// How often the ticket may be used.
        uses: u32,
        /// Not usable from then on.
        expires: At,
        /// Whether any member may admit on presentation.
        auto_admit: bool,
        /// Whom it is meant for, as a note.
        note: String,
    },
    /// Takes an invitation back.
    RevokeInvite {
        /// Which.
        invite: InviteId,
    },
    /// Passes on that somebody presented a ticket that an owner must decide on.
    Request {
        /// Which invitation.
        invite: InviteId,
        /// The device asking.
        card: DeviceCard,
        /// The name they gave.
        name: String,
        /// Signatures that the asker holds ticket and device.
        proof: Vec<u8>,
    },
    /// Admits a device under an invitation: a new member, or a further device of one.
    Admit {
        /// Which invitation.
        invite: InviteId,
        /// The device.
        card: DeviceCard,
        /// Name of the member (ignored for a further device).
        name: String,
        /// Signatures that the joiner holds ticket and device.
        proof: Vec<u8>,
    },
    /// Refuses a request.
    Refuse {
        /// The device that asked.
        device: DeviceId,
    },
    /// Applies a framework to a scope.
    CreateAssessment {
        /// Content hash of the framework.
        framework: FrameworkHash,
        /// Title.
        title: String,
        /// Unit of analysis.
        scope: String,
    },
    /// Opens a review.
    OpenReview {
        /// Of which assessment.
        assessment: AssessmentId,
        /// Title (“2026 H2”).
        title: String,
        /// Who sees what before the reveal.
        secrecy: Secrecy,
        /// When answers are wanted.
        due: Option<Date>,
        /// Who answers what.
        assignments: Vec<(MemberId, NodeId)>,
    },
    /// Changes who answers what.
    Assign {
        /// In which review.
        review: ReviewId,
        /// Who.
        member: MemberId,
        /// Dimensions or questions added.
        add: Vec<NodeId>,
        /// Dimensions or questions taken away.
        remove: Vec<NodeId>,
    },
    /// Hands out the key of a lane.
    LaneKey {
        /// In which review.
        review: ReviewId,
        /// Whose lane; the author is one of their devices, or holds the key and passes it on.
        member: MemberId,
        /// Which key.
        key: KeyId,
        /// The key itself, in a review without secrecy.
        open: Option<[u8; 32]>,
        /// The key for single devices.
        wraps: Vec<Wrap>,
    },
    /// Hands in one's lane as it is now.
    Submit {
        /// In which review.
        review: ReviewId,
        /// Heads of the lane.
        heads: Vec<ChangeHash>,
    },
    /// Opens the lanes to everybody.
    Reveal {
        /// In which review.
        review: ReviewId,
        /// Each respondent's lane.
        lanes: Vec<RevealedLane>,
    },
    /// Publishes one's own lane key after a strict reveal.
    PublishKey {
        /// In which review.
        review: ReviewId,
        /// The key.
        key: [u8; 32],
    },
    /// Ends a review.
    CloseReview {
        /// Which.
        review: ReviewId,
    },
    /// Names the key that seals control and board from now on.
    Epoch {
        /// Which.
        key: KeyId,
    },
}

impl Op {
    /// Returns the device that the operation brings in, if it takes effect.
    pub fn card(&self) -> Option<&DeviceCard> {
        match self {
            Self::Genesis { card, .. } | Self::Admit { card, .. } => Some(card),
            Self::Invite { .. }
            | Self::RevokeInvite { .. }
            | Self::Request { .. }
            | Self::Refuse { .. }
            | Self::CreateAssessment { .. }
            | Self::OpenReview { .. }
            | Self::Assign { .. }
            | Self::LaneKey { .. }
            | Self::Submit { .. }
            | Self::Reveal { .. }
            | Self::PublishKey { .. }
            | Self::CloseReview { .. }
            | Self::Epoch { .. } => None,
        }
    }
}

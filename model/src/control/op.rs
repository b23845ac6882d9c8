//! The operations of the control history, as they are signed.
//!
//! **Invariant:** the order of variants and fields is the format (postcard). New variants go right before
//! [`Op::Newer`], so that an older version knows one it does not know by its number.

mod read;
mod snapshot;

use serde::{Deserialize, Serialize};

pub use self::{
    read::BodyError,
    snapshot::{LanePin, Snapshot},
};

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
    /// The key its envelope is sealed with; `None` where nothing was sealed.
    pub under: Option<KeyId>,
    /// What it says.
    pub body: Body,
}

impl Entry {
    /// Returns the key that this operation names for everybody: the first one comes with the beginning.
    pub(super) fn named(&self) -> Option<KeyId> {
        if let Op::Epoch { key } = &self.body.op {
            return Some(*key);
        }
        self.under.filter(|_| matches!(self.body.op, Op::Genesis { .. }))
    }
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

/// How far the log of a device counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Whose log.
    pub device: DeviceId,
    /// The last envelopes that count, with all before them; several where the log forked, none where nothing counts.
    pub heads: Vec<EnvelopeId>,
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
    /// Gives a member another role.
    SetRole {
        /// Who.
        member: MemberId,
        /// The role from now on.
        role: Role,
        /// What their devices wrote under the role they had.
        cuts: Vec<Cut>,
    },
    /// Removes a member with all their devices; of oneself: leaves.
    Remove {
        /// Who.
        member: MemberId,
        /// What their devices wrote while they belonged.
        cuts: Vec<Cut>,
    },
    /// Takes a device out: lost, stolen, or no longer used.
    Revoke {
        /// Which, and what it wrote while it was its owner's.
        cut: Cut,
    },
    /// Lets an invitation stand whose author is gone.
    RenewInvite {
        /// Which.
        invite: InviteId,
    },
    /// Brings an owner in who holds the recovery code. Whoever passes it on needs no right of their own.
    Recover {
        /// The device: a new one for the founder, or that of a member, who becomes an owner.
        card: DeviceCard,
        /// Signatures of the recovery key and of the device.
        proof: Vec<u8>,
    },
    /// Says in which team a member is.
    SetTeam {
        /// Who.
        member: MemberId,
        /// Name of the team; empty takes it back.
        team: String,
    },
    /// Asks members to sign a review off, or asks them no longer.
    AskToSign {
        /// Which review.
        review: ReviewId,
        /// Who is asked.
        add: Vec<MemberId>,
        /// Who is not asked any more; a signature they gave stays.
        remove: Vec<MemberId>,
    },
    /// Signs a review off as it stands.
    Ratify {
        /// Which review.
        review: ReviewId,
        /// What is signed.
        snapshot: Snapshot,
        /// What the signer adds, in words.
        note: String,
        /// The device's signature of [`crate::signing::Claim::statement`]: it can be checked without the workspace.
        proof: Vec<u8>,
    },
    /// Destroys what was answered and decided in an assessment that is over, on every device. What people did with it
    /// stays in the history, and so do the signatures.
    Destroy {
        /// Which.
        assessment: AssessmentId,
    },
    /// Something only a newer version knows. It is never written, and has no effect.
    #[serde(skip)]
    Newer,
}

impl Op {
    /// How many operations this version knows: the number of the first it does not.
    pub const KNOWN: u32 = 24;

    /// Returns the device that the operation brings in, if it takes effect.
    pub fn card(&self) -> Option<&DeviceCard> {
        match self {
            Self::Genesis { card, .. } | Self::Admit { card, .. } | Self::Recover { card, .. } => {
                Some(card)
            }
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
            | Self::Epoch { .. }
            | Self::SetRole { .. }
            | Self::Remove { .. }
            | Self::Revoke { .. }
            | Self::RenewInvite { .. }
            | Self::SetTeam { .. }
            | Self::AskToSign { .. }
            | Self::Ratify { .. }
            | Self::Destroy { .. }
            | Self::Newer => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::expect;
    use proptest::prelude::*;

    use super::*;

    fn card() -> DeviceCard {
        DeviceCard {
            device: DeviceId::from_bytes([0xd1; 32]),
            recipient: "age1x".to_owned(),
            endpoint: [0xe1; 32],
            name: "pad".to_owned(),
        }
    }

    fn people() -> Vec<Op> {
        let invite = InviteId::from_bytes([0x11; 32]);
        let (name, proof) = ("Ben".to_owned(), vec![1, 2]);
        vec![
            Op::Genesis {
                workspace: "Acme".to_owned(),
                member: "Ana".to_owned(),
                card: card(),
                recovery: DeviceId::from_bytes([0xd2; 32]),
                nonce: [9; 16],
            },
            Op::Invite {
                invite,
                role: Role::Respondent,
                member: Some(MemberId::from_bytes([0x3e; 16])),
                dimensions: vec!["it".parse().unwrap()],
                uses: 300,
                expires: At(1_795_245_480_000),
                auto_admit: true,
                note: "n".to_owned(),
            },
            Op::RevokeInvite { invite },
            Op::Request { invite, card: card(), name: name.clone(), proof: proof.clone() },
            Op::Admit { invite, card: card(), name, proof },
            Op::Refuse { device: DeviceId::from_bytes([0xd1; 32]) },
        ]
    }

    fn reviews() -> Vec<Op> {
        let (review, member) = (ReviewId::from_bytes([0x4e; 16]), MemberId::from_bytes([0x3e; 16]));
        let (title, heads) = ("T".to_owned(), vec![ChangeHash::from_bytes([0xc4; 32])]);
        let node = || "it".parse::<NodeId>().unwrap();
        vec![
            Op::CreateAssessment {
                framework: FrameworkHash::from_bytes([0xf4; 32]),
                title: title.clone(),
                scope: "S".to_owned(),
            },
            Op::OpenReview {
                assessment: AssessmentId::from_bytes([0xa5; 16]),
                title,
                secrecy: Secrecy::Strict,
                due: Date::new(2026, 12, 1),
                assignments: vec![(member, node())],
            },
            Op::Assign { review, member, add: vec![node()], remove: vec![] },
            Op::LaneKey {
                review,
                member,
                key: KeyId::from_bytes([0x6b; 32]),
                open: Some([0x70; 32]),
                wraps: vec![Wrap { device: card().device, sealed: vec![5] }],
            },
            Op::Submit { review, heads: heads.clone() },
            Op::Reveal { review, lanes: vec![RevealedLane { member, key: None, heads }] },
            Op::PublishKey { review, key: [0x70; 32] },
            Op::CloseReview { review },
            Op::Epoch { key: KeyId::from_bytes([0x6b; 32]) },
        ]
    }

    fn trust() -> Vec<Op> {
        let member = MemberId::from_bytes([0x3e; 16]);
        let heads = vec![EnvelopeId::from_bytes([0x4d; 32])];
        let cut = Cut { device: card().device, heads };
        vec![
            Op::SetRole { member, role: Role::Facilitator, cuts: vec![cut.clone()] },
            Op::Remove { member, cuts: vec![cut.clone()] },
            Op::Revoke { cut },
            Op::RenewInvite { invite: InviteId::from_bytes([0x11; 32]) },
            Op::Recover { card: card(), proof: vec![1, 2] },
            Op::SetTeam { member, team: "IT".to_owned() },
        ]
    }

    fn sign_off() -> Vec<Op> {
        let (review, member) = (ReviewId::from_bytes([0x4e; 16]), MemberId::from_bytes([0x3e; 16]));
        let heads = vec![ChangeHash::from_bytes([0xc4; 32])];
        let snapshot = Snapshot {
            lanes: vec![LanePin { member, counted: heads.clone(), seen: heads.clone() }],
            board: heads,
            inputs: [0x17; 32],
            result: [0x4f; 32],
            tier: Some("t".parse().unwrap()),
        };
        vec![
            Op::AskToSign { review, add: vec![member], remove: vec![] },
            Op::Ratify { review, snapshot, note: "n".to_owned(), proof: vec![0x5b; 64] },
        ]
    }

    fn told(ops: Vec<Op>) -> Vec<Body> {
        let parents = vec![EnvelopeId::from_bytes([0x0e; 32])];
        let body = |op| Body { parents: parents.clone(), at: At(1), op };
        ops.into_iter().map(body).collect()
    }

    fn bodies() -> Vec<Body> {
        told(people().into_iter().chain(reviews()).chain(trust()).collect())
    }

    /// Writes bytes as hexadecimal digits, equal ones in a row as `d1*32`.
    fn hex(bytes: &[u8]) -> String {
        let mut out = String::new();
        for run in bytes.chunk_by(|a, b| a == b) {
            match run {
                [it] => write!(out, "{it:02x}").unwrap(),
                [it, ..] => write!(out, "[{it:02x}*{}]", run.len()).unwrap(),
                [] => {}
            }
        }
        out
    }

    fn spelled(bodies: Vec<Body>) -> String {
        let mut text = String::new();
        for body in bodies {
            let bytes = postcard::to_stdvec(&body).unwrap();
            assert_eq!(Body::read(&bytes), Ok(body));
            writeln!(text, "{}", hex(&bytes)).unwrap();
        }
        text
    }

    #[test]
    fn what_was_destroyed_once_is_read_for_ever() {
        let destroy = Op::Destroy { assessment: AssessmentId::from_bytes([0xa5; 16]) };
        expect![[r"
            0120[0e*32]011710[a5*16]
        "]]
        .assert_eq(&spelled(told(vec![destroy])));
    }

    #[test]
    fn what_was_signed_off_once_is_read_for_ever() {
        expect![[r"
            0120[0e*32]011510[4e*16]0110[3e*16]00
            0120[0e*32]011610[4e*16]0110[3e*16]0120[c4*32]0120[c4*32]0120[c4*32][17*32][4f*32][01*2]74016e40[5b*64]
        "]]
        .assert_eq(&spelled(told(sign_off())));
    }

    #[test]
    fn what_only_a_newer_version_knows_keeps_its_place_in_the_history() {
        let known = told(sign_off()).pop().unwrap();
        let mut bytes = postcard::to_stdvec(&(&known.parents, known.at, Op::KNOWN)).unwrap();
        bytes.extend([7; 9]);
        assert_eq!(Body::read(&bytes), Ok(Body { op: Op::Newer, ..known.clone() }));
        // The number of an operation that is known, with too little after it, is damage.
        let torn = postcard::to_stdvec(&(&known.parents, known.at, Op::KNOWN - 1)).unwrap();
        assert_eq!(Body::read(&torn), Err(BodyError));
        assert!(postcard::to_stdvec(&Body { op: Op::Newer, ..known }).is_err());
    }

    #[test]
    fn what_was_signed_once_is_read_for_ever() {
        let text = spelled(bodies());
        expect![[r"
            0120[0e*32]01000441636d6503416e6120[d1*32]056167653178[e1*32]0370616420[d2*32][09*16]
            0120[0e*32][01*2]20[11*32][01*2]10[3e*16]01026974ac02c0b0e0e79f34[01*2]6e
            0120[0e*32]010220[11*32]
            0120[0e*32]010320[11*32]20[d1*32]056167653178[e1*32]037061640342656e020102
            0120[0e*32]010420[11*32]20[d1*32]056167653178[e1*32]037061640342656e020102
            0120[0e*32]010520[d1*32]
            0120[0e*32]010620[f4*32]01540153
            0120[0e*32]010710[a5*16]015402010a323032362d31322d30310110[3e*16]026974
            0120[0e*32]010810[4e*16]10[3e*16]0102697400
            0120[0e*32]010910[4e*16]10[3e*16]20[6b*32]01[70*32]0120[d1*32]0105
            0120[0e*32]010a10[4e*16]0120[c4*32]
            0120[0e*32]010b10[4e*16]0110[3e*16]000120[c4*32]
            0120[0e*32]010c10[4e*16][70*32]
            0120[0e*32]010d10[4e*16]
            0120[0e*32]010e20[6b*32]
            0120[0e*32]010f10[3e*16]020120[d1*32]0120[4d*32]
            0120[0e*32]01[10*2][3e*16]0120[d1*32]0120[4d*32]
            0120[0e*32]011120[d1*32]0120[4d*32]
            0120[0e*32]011220[11*32]
            0120[0e*32]011320[d1*32]056167653178[e1*32]03706164020102
            0120[0e*32]011410[3e*16]024954
        "]]
        .assert_eq(&text);
    }

    proptest! {
        #[test]
        fn damaged_operations_are_read_or_refused(
            which in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let bodies: Vec<Body> = bodies().into_iter().chain(told(sign_off())).collect();
            let mut bytes = postcard::to_stdvec(&bodies[which.index(bodies.len())]).unwrap();
            let len = bytes.len();
            bytes[at.index(len)] = byte;
            bytes.truncate(cut.index(len) + 1);
            if let Ok(body) = postcard::from_bytes::<Body>(&bytes) {
                prop_assert_eq!(postcard::from_bytes::<Body>(&postcard::to_stdvec(&body).unwrap()), Ok(body));
            }
        }
    }
}

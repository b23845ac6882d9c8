//! Who is asked to sign the review, who did, and what proves it.

use muster_model::{
    ids::{DeviceId, MemberId, ReviewId, RungId, WorkspaceId},
    signing::{Claim, Progress, Signature},
    time::At,
};
use serde::Serialize;

use crate::{
    report::{Source, cast::Cast, options::Naming},
    signed::{self, Row},
};

/// The sign-off of the review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct SignedOff {
    /// How far it is, in words.
    pub(in crate::report) headline: String,
    /// Whether all who were asked signed what the result is.
    pub(in crate::report) complete: bool,
    /// Whether the result came to count on something else since.
    pub(in crate::report) changed: bool,
    pub(in crate::report) people: Vec<Approval>,
}

/// One person's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Approval {
    /// Name or role; empty where nobody is told apart.
    pub(in crate::report) name: String,
    /// `asked`, `signed`, `changed-since`, `unchecked` or `broken`.
    pub(in crate::report) state: &'static str,
    /// The same in words.
    pub(in crate::report) text: String,
    pub(in crate::report) at: Option<At>,
    pub(in crate::report) fingerprint: String,
    pub(in crate::report) note: String,
    /// What is different since, a line each.
    pub(in crate::report) changes: Vec<String>,
    /// What lets whoever has only this file check the signature; without names there is none.
    pub(in crate::report) proof: Option<Proof>,
}

/// What was signed, and the device's signature of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Proof {
    pub(in crate::report) workspace: WorkspaceId,
    pub(in crate::report) review: ReviewId,
    pub(in crate::report) inputs: String,
    pub(in crate::report) result: String,
    pub(in crate::report) pinned: String,
    pub(in crate::report) tier: Option<RungId>,
    pub(in crate::report) note: String,
    pub(in crate::report) device: DeviceId,
    pub(in crate::report) signature: String,
}

pub(super) fn signed(source: Source<'_>, cast: &Cast) -> SignedOff {
    let Source { workspace, review, framework } = source;
    let Some(sign_off) = workspace.sign_offs.get(&review.id) else {
        let headline = signed::headline(None);
        return SignedOff { headline, complete: false, changed: false, people: Vec::new() };
    };
    let name = |it: MemberId| cast.label(it);
    let progress = sign_off.progress();
    let approval = |it: Row| {
        let signature = sign_off.of(it.member);
        let proof = signature.filter(|_| cast.naming == Naming::Names);
        Approval {
            name: cast.key(it.member),
            state: it.state.word(),
            text: it.text,
            at: signature.map(|it| it.at),
            fingerprint: it.fingerprint,
            note: cast.text(&it.note),
            changes: it.changes,
            proof: proof.map(|it| proof_of(workspace.id, review.id, it)),
        }
    };
    SignedOff {
        headline: signed::headline(Some(sign_off)),
        complete: progress == Progress::Signed,
        changed: progress == Progress::Changed,
        people: signed::rows(framework, sign_off, &name).into_iter().map(approval).collect(),
    }
}

fn proof_of(workspace: WorkspaceId, review: ReviewId, it: &Signature) -> Proof {
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let claim = Claim::of(workspace, review, &it.snapshot, &it.note);
    Proof {
        workspace,
        review,
        inputs: hex(&claim.inputs),
        result: hex(&claim.result),
        pinned: hex(&claim.pinned),
        tier: claim.tier,
        note: claim.note,
        device: it.device,
        signature: hex(&it.proof),
    }
}

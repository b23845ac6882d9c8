//! A snapshot as bytes, so that the next start can show it before the documents behind it are read.
//!
//! **Invariant:** [`recall`] gives what [`keep`] was given, or nothing. It is shown, and nothing is decided on it: the
//! log is what counts, and is read all the same before anything is written.

mod review;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Assessment, Dropped, Event, Invite, Member, Request, Review, Workspace,
    warning::{Farewell, Warning},
};
use crate::{
    control::{
        fold::{Asked, Destroyed},
        op::Snapshot,
    },
    framework::Framework,
    ids::{
        AssessmentId, DeviceId, EnvelopeId, FrameworkHash, InviteId, MemberId, ReviewId,
        WorkspaceId,
    },
    plan::Plan,
    setting::Settings,
    signing::{SignOff, Signature, Standing, since::Change},
    time::At,
};

/// Format of the head and of every part; what a newer program kept is nothing to this one.
const FORMAT: u8 = 1;

/// A snapshot as bytes: everything but the reviews, and each review by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Everything but the reviews, and where each of them is.
    pub head: Vec<u8>,
    /// The reviews, as they are and as they were signed.
    pub parts: Vec<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    id: WorkspaceId,
    name: String,
    me: Option<MemberId>,
    device: DeviceId,
    members: BTreeMap<MemberId, Member>,
    invites: BTreeMap<InviteId, Invite>,
    requests: BTreeMap<DeviceId, Request>,
    /// In their canonical form.
    frameworks: Vec<(FrameworkHash, Vec<u8>)>,
    assessments: BTreeMap<AssessmentId, Assessment>,
    destroyed: BTreeMap<AssessmentId, Destroyed>,
    settings: BTreeMap<AssessmentId, Settings>,
    plans: BTreeMap<AssessmentId, Plan>,
    /// In the order of the parts.
    reviews: Vec<ReviewId>,
    sign_offs: BTreeMap<ReviewId, KeptSignOff>,
    events: Vec<Event>,
    warnings: Vec<Warning>,
    dropped: Vec<Dropped>,
    out: Option<Farewell>,
}

#[derive(Serialize, Deserialize)]
struct KeptSignOff {
    asked: BTreeMap<MemberId, Asked>,
    signatures: Vec<KeptSignature>,
    replaced: usize,
}

#[derive(Serialize, Deserialize)]
struct KeptSignature {
    op: EnvelopeId,
    by: MemberId,
    device: DeviceId,
    at: At,
    note: String,
    snapshot: Snapshot,
    fingerprint: String,
    proof: Vec<u8>,
    standing: Standing,
    changes: Vec<Change>,
    outdated: bool,
    /// The part that holds the review as it was signed.
    review: Option<usize>,
}

/// Writes `workspace` down; `None` where it holds something that has no written form.
pub fn keep(workspace: &Workspace) -> Option<Kept> {
    let mut parts = Vec::with_capacity(workspace.reviews.len());
    let mut reviews = Vec::with_capacity(workspace.reviews.len());
    for (id, review) in &workspace.reviews {
        reviews.push(*id);
        parts.push(review::keep(review)?);
    }
    let mut sign_offs = BTreeMap::new();
    for (id, it) in &workspace.sign_offs {
        let signatures = it.signatures.iter().map(|it| keep_signature(it, &mut parts));
        let signatures = signatures.collect::<Option<Vec<_>>>()?;
        let (asked, replaced) = (it.asked.clone(), it.replaced);
        sign_offs.insert(*id, KeptSignOff { asked, signatures, replaced });
    }
    let frameworks = workspace.frameworks.iter().map(|(hash, it)| (*hash, it.canonical()));
    let destroyed = workspace.destroyed.iter().map(|(id, it)| (*id, Destroyed::clone(it)));
    let plans = workspace.plans.iter().map(|(id, it)| (*id, Plan::clone(it)));
    let head = Head {
        id: workspace.id,
        name: workspace.name.clone(),
        me: workspace.me,
        device: workspace.device,
        members: workspace.members.clone(),
        invites: workspace.invites.clone(),
        requests: workspace.requests.clone(),
        frameworks: frameworks.collect(),
        assessments: workspace.assessments.clone(),
        destroyed: destroyed.collect(),
        settings: workspace.settings.clone(),
        plans: plans.collect(),
        reviews,
        sign_offs,
        events: workspace.events.clone(),
        warnings: workspace.warnings.clone(),
        dropped: workspace.dropped.clone(),
        out: workspace.out.clone(),
    };
    Some(Kept { head: written(&head)?, parts })
}

/// Reads what [`keep`] wrote: the head, and the parts by their place. `None` if anything about it is not as it was
/// written.
pub fn recall(head: &[u8], part: &dyn Fn(usize) -> Option<Vec<u8>>) -> Option<Workspace> {
    let head: Head = read(head)?;
    let read_framework = |(hash, bytes): (FrameworkHash, Vec<u8>)| {
        let framework = Framework::parse(&bytes, "kept.json").ok()?;
        (framework.hash() == hash).then(|| (hash, Arc::new(framework)))
    };
    let frameworks: Option<BTreeMap<_, _>> =
        head.frameworks.into_iter().map(read_framework).collect();
    let frameworks = frameworks?;
    let assessments = head.assessments;
    let framework =
        |it: AssessmentId| assessments.get(&it).and_then(|it| frameworks.get(&it.framework));
    let review = |place: usize| review::read(&part(place)?, &framework).map(Arc::new);
    let mut reviews = BTreeMap::new();
    for (place, id) in head.reviews.into_iter().enumerate() {
        reviews.insert(id, review(place)?);
    }
    let mut sign_offs = BTreeMap::new();
    for (id, it) in head.sign_offs {
        let signatures = it.signatures.into_iter().map(|it| signature(it, &review));
        let signatures = signatures.collect::<Option<Vec<_>>>()?;
        sign_offs.insert(id, SignOff { asked: it.asked, signatures, replaced: it.replaced });
    }
    Some(Workspace {
        id: head.id,
        name: head.name,
        me: head.me,
        device: head.device,
        members: head.members,
        invites: head.invites,
        requests: head.requests,
        destroyed: head.destroyed.into_iter().map(|(id, it)| (id, Arc::new(it))).collect(),
        settings: head.settings,
        plans: head.plans.into_iter().map(|(id, it)| (id, Arc::new(it))).collect(),
        reviews,
        sign_offs,
        events: head.events,
        warnings: head.warnings,
        dropped: head.dropped,
        out: head.out,
        frameworks,
        assessments,
    })
}

fn keep_signature(signature: &Signature, parts: &mut Vec<Vec<u8>>) -> Option<KeptSignature> {
    let review = match &signature.review {
        Some(review) => {
            parts.push(review::keep(review)?);
            Some(parts.len().saturating_sub(1))
        }
        None => None,
    };
    Some(KeptSignature {
        op: signature.op,
        by: signature.by,
        device: signature.device,
        at: signature.at,
        note: signature.note.clone(),
        snapshot: signature.snapshot.clone(),
        fingerprint: signature.fingerprint.clone(),
        proof: signature.proof.clone(),
        standing: signature.standing,
        changes: signature.changes.clone(),
        outdated: signature.outdated,
        review,
    })
}

fn signature(
    kept: KeptSignature,
    review: &dyn Fn(usize) -> Option<Arc<Review>>,
) -> Option<Signature> {
    let review = match kept.review {
        Some(place) => Some(review(place)?),
        None => None,
    };
    Some(Signature {
        op: kept.op,
        by: kept.by,
        device: kept.device,
        at: kept.at,
        note: kept.note,
        snapshot: kept.snapshot,
        fingerprint: kept.fingerprint,
        proof: kept.proof,
        standing: kept.standing,
        changes: kept.changes,
        outdated: kept.outdated,
        review,
    })
}

fn written(it: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_extend(it, vec![FORMAT]).ok()
}

fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => match postcard::take_from_bytes(rest) {
            Ok((it, [])) => Some(it),
            Ok(_) | Err(_) => None,
        },
        Some(_) | None => None,
    }
}

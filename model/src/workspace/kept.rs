//! A snapshot as bytes, so that the next start can show it before the documents behind it are read.
//!
//! Of reviews that are over, what was said stays where it lies until somebody looks.
//!
//! **Invariant:** [`recall`] gives what [`keep`] was given, or nothing. It is shown, and nothing is decided on it: the
//! log is what counts, and is read all the same before anything is written.

mod review;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use self::review::Cover;
use super::{
    Assessment, Content, Dropped, Event, Invite, Member, Request, Review, ReviewState, Workspace,
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
    late::Late,
    plan::Plan,
    setting::Settings,
    signing::{SignOff, Signature, Standing, since::Change},
    time::At,
};

/// Format of the head and of every part; what a newer program kept is nothing to this one.
const FORMAT: u8 = 2;

/// A snapshot as bytes: everything but the reviews, and each review by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Everything but what was said in reviews.
    pub head: Vec<u8>,
    /// What was said in each review, as it is and as it was signed.
    pub parts: Vec<Vec<u8>>,
}

/// Where the parts of a kept snapshot lie.
pub trait Parts: Send + Sync {
    /// Returns the part at `place`, if it is there as it was written.
    fn part(&self, place: usize) -> Option<Vec<u8>>;

    /// Makes the snapshot anew from what it was made of: asked where a part is not there any more when somebody looks.
    fn anew(&self) -> Option<Arc<Workspace>>;
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
    /// In the order of the parts: each with whether people work on it.
    reviews: Vec<(Cover, bool)>,
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
    /// The review as it was signed, and its part.
    review: Option<(Cover, usize)>,
}

/// Writes `workspace` down; `None` where it holds something that has no written form.
pub fn keep(workspace: &Workspace) -> Option<Kept> {
    let current = current(workspace);
    let mut parts = Vec::with_capacity(workspace.reviews.len());
    let mut reviews = Vec::with_capacity(workspace.reviews.len());
    for review in workspace.reviews.values() {
        reviews.push((Cover::of(review), current.contains(&review.id)));
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

/// Reads what [`keep`] wrote: the head, and of the parts those of reviews that people work on; the others when somebody
/// looks. `None` if anything of what is read now is not as it was written.
pub fn recall(head: &[u8], parts: &Arc<dyn Parts>) -> Option<Workspace> {
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
    let mut reviews = BTreeMap::new();
    for (place, (cover, is_current)) in head.reviews.into_iter().enumerate() {
        let (id, framework) = (cover.id, framework(cover.assessment).cloned());
        let content = if is_current {
            review::read(&parts.part(place)?, framework.as_ref())?.into()
        } else {
            let find = move |it: &Workspace| Some(Content::clone(it.reviews.get(&id)?));
            late(parts, place, framework, find)
        };
        reviews.insert(id, Arc::new(cover.over(content)));
    }
    let mut sign_offs = BTreeMap::new();
    for (id, it) in head.sign_offs {
        let signed = |it: KeptSignature| {
            let framework = it.review.as_ref().and_then(|(it, _)| framework(it.assessment));
            signature(it, id, parts, framework.cloned())
        };
        let signatures = it.signatures.into_iter().map(signed).collect();
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

/// Returns the reviews that people work on: what is not closed, and the last of each assessment.
fn current(workspace: &Workspace) -> BTreeSet<ReviewId> {
    let mut last: BTreeMap<AssessmentId, &Review> = BTreeMap::new();
    for review in workspace.reviews.values() {
        let known = last.entry(review.assessment).or_insert(review);
        if (known.ordinal, known.id) < (review.ordinal, review.id) {
            *known = review;
        }
    }
    let open = workspace.reviews.values().filter(|it| it.state != ReviewState::Closed);
    open.map(|it| it.id).chain(last.values().map(|it| it.id)).collect()
}

/// Leaves the part at `place` where it lies until somebody looks. Should it be gone then, what it held is what `find`
/// returns of the snapshot made anew; nothing, if that can't be made either: then the log can't be read at all.
fn late(
    parts: &Arc<dyn Parts>,
    place: usize,
    framework: Option<Arc<Framework>>,
    find: impl Fn(&Workspace) -> Option<Content> + Send + 'static,
) -> Late<Content> {
    let parts = Arc::clone(parts);
    Late::new(move || {
        let kept = parts.part(place).and_then(|it| review::read(&it, framework.as_ref()));
        kept.or_else(|| find(&*parts.anew()?)).unwrap_or_default()
    })
}

fn keep_signature(signature: &Signature, parts: &mut Vec<Vec<u8>>) -> Option<KeptSignature> {
    let review = match &signature.review {
        Some(review) => {
            parts.push(review::keep(review)?);
            Some((Cover::of(review), parts.len().saturating_sub(1)))
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
    review: ReviewId,
    parts: &Arc<dyn Parts>,
    framework: Option<Arc<Framework>>,
) -> Signature {
    let op = kept.op;
    let find = move |it: &Workspace| {
        let signature = it.sign_offs.get(&review)?.signatures.iter().find(|it| it.op == op)?;
        Some(Content::clone(signature.review.as_ref()?))
    };
    let review =
        kept.review.map(|(cover, place)| Arc::new(cover.over(late(parts, place, framework, find))));
    Signature {
        op,
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
    }
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

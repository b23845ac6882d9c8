//! Signatures under reviews, computed again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::Views;
use crate::{
    control::{
        fold::{Ratified, ReviewRecord},
        op::{LanePin, Snapshot},
    },
    document::Board,
    ids::{ChangeHash, EnvelopeId, MemberId, ReviewId, StreamId},
    signing::{self, Lack, Place, SignOff, Signature, Standing, since},
    workspace::{Access, Review, Workspace, warning::Warning},
};

/// A review as it was signed.
#[derive(Debug, Clone)]
pub(super) struct Frozen {
    grounds: Grounds,
    standing: Standing,
    review: Option<Arc<Review>>,
}

/// What computing it again depends on. What held once, holds until documents are built anew, or a lane opens that can be
/// shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grounds {
    generation: u64,
    /// Of what it reads, revisions, how much came whatever became of it, and which lanes are open here; only of what
    /// could not be told yet.
    reads: Vec<(StreamId, [u64; 2], bool)>,
    /// Whose lanes of the review are open here, pinned or not: the review as it was signed is shown with them.
    open: BTreeSet<MemberId>,
    has_pack: bool,
    /// How many operations are here, whether they count or not: of those before the signature some may come late.
    operations: usize,
}

impl Views {
    /// Returns what somebody signs who signs `review` as it was shown last; `None` where it has no result yet, or not
    /// all that counts can be read here.
    pub fn to_sign(&self, review: &Review) -> Option<Snapshot> {
        let outcome = review.result.as_ref().filter(|_| !review.sealed)?;
        let lanes = self.cache.counted(review.id).into_iter().map(|(member, counted)| LanePin {
            member,
            counted,
            seen: self.lane_heads(review.id, member),
        });
        let lanes = lanes.filter(|it| !it.counted.is_empty() || !it.seen.is_empty()).collect();
        let written = self.board(review.assessment).filter(|it| it.changes() > 0);
        Some(Snapshot {
            lanes,
            board: written.map(Board::heads).unwrap_or_default(),
            inputs: *blake3::Hash::from_hex(&review.inputs_hash).ok()?.as_bytes(),
            result: signing::digest(outcome),
            tier: outcome.tier.as_ref().map(|it| it.id.clone()),
        })
    }

    /// Forgets what was found out about signatures, so that all of it is found out again.
    pub fn doubt_signatures(&mut self) {
        self.frozen.clear();
    }

    /// Computes again what every standing signature says. Where a review still is what was signed, nothing has to be.
    pub(super) fn sign_offs(
        &mut self,
        shown: &Workspace,
        readable: &dyn Fn(ReviewId, MemberId) -> bool,
    ) -> BTreeMap<ReviewId, SignOff> {
        self.wake_signed(shown);
        let mut before = std::mem::take(&mut self.frozen);
        let mut kept: BTreeMap<EnvelopeId, Frozen> = BTreeMap::new();
        let mut out = BTreeMap::new();
        for record in self.control().reviews.values() {
            if record.asked.is_empty() && record.signed.is_empty() {
                continue;
            }
            let Some(review) = shown.reviews.get(&record.id) else { continue };
            let present = self.to_sign(review);
            let mut signatures = Vec::new();
            for ratified in current(record) {
                if present.as_ref() == Some(&ratified.snapshot) {
                    signatures.push(signature(ratified, Standing::Holds, None, review));
                    continue;
                }
                let grounds = self.grounds(record, ratified, readable);
                let known = before
                    .remove(&ratified.op)
                    .filter(|it| it.grounds.cover(it.standing, &grounds));
                let frozen =
                    known.unwrap_or_else(|| self.freeze(record, ratified, grounds, readable));
                let then = frozen.review.clone();
                signatures.push(signature(ratified, frozen.standing, then, review));
                kept.insert(ratified.op, frozen);
            }
            let replaced = record.signed.len().saturating_sub(signatures.len());
            out.insert(record.id, SignOff { asked: record.asked.clone(), signatures, replaced });
        }
        self.frozen = kept;
        out
    }

    /// Wakes the lanes of reviews that are not what somebody signed: what was is computed again.
    fn wake_signed(&mut self, shown: &Workspace) {
        let mut other = Vec::new();
        for record in self.control().reviews.values() {
            if record.signed.is_empty() || self.papers.resting_in(record.id).next().is_none() {
                continue;
            }
            let present = shown.reviews.get(&record.id).and_then(|it| self.to_sign(it));
            if current(record).any(|it| present.as_ref() != Some(&it.snapshot)) {
                other.push(record.id);
            }
        }
        for review in other {
            self.wake_review(review);
        }
    }

    fn grounds(
        &self,
        record: &ReviewRecord,
        ratified: &Ratified,
        readable: &dyn Fn(ReviewId, MemberId) -> bool,
    ) -> Grounds {
        let now = |it: StreamId| [self.papers.revision(it), self.papers.came(it)];
        let lanes = ratified.snapshot.lanes.iter().map(|it| {
            let stream = StreamId::lane(record.id, it.member);
            (stream, now(stream), readable(record.id, it.member))
        });
        let board = StreamId::board(record.assessment);
        let board = (board, now(board), true);
        let assessment = self.control().assessments.get(&record.assessment);
        Grounds {
            generation: self.papers.generation(),
            reads: lanes.chain([board]).collect(),
            open: record.people().into_iter().filter(|it| readable(record.id, *it)).collect(),
            has_pack: assessment.is_some_and(|it| self.packs.contains_key(&it.framework)),
            operations: self.entries.len(),
        }
    }

    /// Computes the review again from nothing but what the signer knew and pinned.
    fn freeze(
        &self,
        record: &ReviewRecord,
        ratified: &Ratified,
        grounds: Grounds,
        readable: &dyn Fn(ReviewId, MemberId) -> bool,
    ) -> Frozen {
        let snapshot = &ratified.snapshot;
        let board = StreamId::board(record.assessment);
        let mut heads: BTreeMap<StreamId, BTreeSet<ChangeHash>> = BTreeMap::new();
        heads.entry(board).or_default().extend(&snapshot.board);
        for pin in &snapshot.lanes {
            let lane = heads.entry(StreamId::lane(record.id, pin.member)).or_default();
            lane.extend(pin.counted.iter().chain(&pin.seen));
        }
        let mut past = self.behind(ratified.op, &heads);
        let review = past.shown(readable).reviews.get(&record.id).cloned();
        let standing = match &review {
            Some(review) => past.verdict(review, snapshot),
            None => Standing::Broken(Place::Inputs),
        };
        let review = review.filter(|_| standing == Standing::Holds);
        Frozen { grounds, standing, review }
    }

    /// Compares what came out with what was signed.
    fn verdict(&self, review: &Review, signed: &Snapshot) -> Standing {
        let sealed = |it: &LanePin| {
            let lane = review.lanes.get(&it.member);
            lane.is_some_and(|it| it.access == Access::Sealed)
        };
        let here = |it: &LanePin| {
            let lane = self.lane(review.id, it.member);
            let all = || it.counted.iter().chain(&it.seen).copied().collect::<Vec<_>>();
            lane.map_or(it.counted.is_empty() && it.seen.is_empty(), |lane| lane.has(&all()))
        };
        if review.inputs.is_none() {
            return Standing::Unchecked(Lack::Framework);
        }
        if signed.lanes.iter().any(sealed) {
            return Standing::Unchecked(Lack::Key);
        }
        let board = self.board(review.assessment);
        let board = board.map_or(signed.board.is_empty(), |it| it.has(&signed.board));
        if !board || !signed.lanes.iter().all(here) {
            return Standing::Unchecked(Lack::Changes);
        }
        let Some(found) = self.to_sign(review) else {
            return Standing::Unchecked(Lack::Key);
        };
        let differing = |member: &MemberId| {
            let of = |it: &Snapshot| {
                it.lanes.iter().find(|it| it.member == *member).map(|it| it.counted.clone())
            };
            of(&found).unwrap_or_default() != of(signed).unwrap_or_default()
        };
        let members: BTreeSet<MemberId> =
            found.lanes.iter().chain(&signed.lanes).map(|it| it.member).collect();
        if let Some(member) = members.into_iter().find(differing) {
            Standing::Broken(Place::Lane(member))
        } else if found.inputs != signed.inputs {
            Standing::Broken(Place::Inputs)
        } else if found.tier != signed.tier {
            Standing::Broken(Place::Tier)
        } else if found.result != signed.result {
            Standing::Broken(Place::Result)
        } else {
            Standing::Holds
        }
    }
}

impl Grounds {
    /// Says whether what was found on these grounds holds on `now`.
    fn cover(&self, standing: Standing, now: &Self) -> bool {
        match standing {
            Standing::Holds => self.generation == now.generation && self.open == now.open,
            Standing::Unchecked(_) | Standing::Broken(_) => self == now,
        }
    }
}

/// Returns the last signature of everybody who signed.
fn current(record: &ReviewRecord) -> impl Iterator<Item = &Ratified> {
    let mut last: BTreeMap<MemberId, EnvelopeId> = BTreeMap::new();
    last.extend(record.signed.iter().map(|it| (it.by, it.op)));
    record.signed.iter().filter(move |it| last.get(&it.by) == Some(&it.op))
}

fn signature(
    ratified: &Ratified,
    standing: Standing,
    then: Option<Arc<Review>>,
    now: &Arc<Review>,
) -> Signature {
    let changes = then.as_ref().map(|then| since::changes(then, now)).unwrap_or_default();
    let figures = now.result.as_ref().map(|it| signing::digest(it));
    let moved = then.is_some() && figures != Some(ratified.snapshot.result);
    Signature {
        op: ratified.op,
        by: ratified.by,
        device: ratified.device,
        at: ratified.at,
        note: ratified.note.clone(),
        fingerprint: signing::fingerprint(
            &ratified.snapshot.inputs,
            ratified.snapshot.tier.as_ref(),
        ),
        snapshot: ratified.snapshot.clone(),
        proof: ratified.proof.clone(),
        standing,
        outdated: moved || changes.iter().any(since::Change::counts),
        changes,
        review: then,
    }
}

/// Says which signatures do not hold, and where.
pub(super) fn broken(workspace: &Workspace) -> Vec<Warning> {
    let mut out = Vec::new();
    let name = |it: MemberId| workspace.members.get(&it).map(|it| it.name.clone());
    for (id, sign_off) in &workspace.sign_offs {
        let title = workspace.reviews.get(id).map_or("", |it| it.title.as_str());
        for it in &sign_off.signatures {
            if let Standing::Broken(place) = it.standing {
                let whose = match place {
                    Place::Lane(member) => name(member),
                    Place::Inputs | Place::Result | Place::Tier => None,
                };
                let (by, review) = (name(it.by), title.to_owned());
                out.push(Warning::SignatureBroken { by, review, place, whose });
            }
        }
    }
    out
}

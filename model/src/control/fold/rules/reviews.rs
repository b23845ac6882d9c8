//! Assessments, reviews, lane keys, handing in and the reveal.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Author, Step, Void, line};
use crate::{
    control::{
        fold::state::{Destroyed, LaneRecord, Pinned, Reveal, ReviewRecord, Submit},
        op::{Op, RevealedLane, Role, Secrecy},
    },
    ids::{AssessmentId, ChangeHash, MemberId, NodeId, ReviewId},
    workspace::{Alarm, Assessment, ReviewState},
};

impl Step<'_> {
    pub(super) fn create_assessment(&mut self, author: Author) -> Result<(), Void> {
        let Op::CreateAssessment { framework, title, scope } = &self.entry.body.op else {
            return Ok(());
        };
        author.may_facilitate()?;
        let id = AssessmentId::of_op(self.id);
        if self.control.assessments.contains_key(&id) {
            return Err(Void::Twice);
        }
        let assessment = Assessment {
            id,
            framework: *framework,
            title: line(title),
            scope: if scope.is_empty() { String::new() } else { line(scope) },
            created: self.at(),
        };
        self.control.assessments.insert(id, assessment);
        Ok(())
    }

    pub(super) fn open_review(&mut self, author: Author) -> Result<(), Void> {
        let Op::OpenReview { assessment, title, secrecy, due, assignments } = &self.entry.body.op
        else {
            return Ok(());
        };
        author.may_facilitate()?;
        self.assessment(*assessment)?;
        let id = ReviewId::of_op(self.id);
        if self.control.reviews.contains_key(&id) {
            return Err(Void::Twice);
        }
        let mut assigned: BTreeMap<MemberId, BTreeSet<NodeId>> = BTreeMap::new();
        for (member, node) in assignments {
            if self.may_be_asked(*member).is_ok() {
                assigned.entry(*member).or_default().insert(node.clone());
            }
        }
        let review = ReviewRecord {
            id,
            assessment: *assessment,
            title: line(title),
            secrecy: *secrecy,
            state: ReviewState::Open,
            due: *due,
            opened: self.at(),
            ordinal: self.control.reviews_ever(),
            as_of: self.at().date(),
            assignments: assigned,
            lanes: BTreeMap::new(),
            reveal: None,
            asked: BTreeMap::new(),
            signed: Vec::new(),
        };
        self.control.reviews.insert(id, review);
        Ok(())
    }

    pub(super) fn assign(&mut self, author: Author) -> Result<(), Void> {
        let Op::Assign { review, member, add, remove } = &self.entry.body.op else {
            return Ok(());
        };
        author.may_facilitate()?;
        if add.is_empty() {
            self.control.members.get(member).ok_or(Void::NoSuchMember)?;
        } else {
            self.may_be_asked(*member)?;
        }
        let review = self.unclosed(*review)?;
        let nodes = review.assignments.entry(*member).or_default();
        for it in remove {
            nodes.remove(it);
        }
        nodes.extend(add.iter().cloned());
        if nodes.is_empty() {
            review.assignments.remove(member);
        }
        Ok(())
    }

    pub(super) fn lane_key(&mut self, author: Author) -> Result<(), Void> {
        let Op::LaneKey { review, member, key, open, wraps } = &self.entry.body.op else {
            return Ok(());
        };
        let may_answer = self.answers(*member);
        let review = self.review(*review)?;
        let known = review.lanes.get(member).is_some_and(|it| it.keys.contains(key));
        if !known {
            may_answer?;
            if author.member != *member {
                return Err(Void::ForeignKey);
            }
            if review.state == ReviewState::Closed {
                return Err(Void::Closed);
            }
        }
        let is_sealed = review.secrecy != Secrecy::Open && review.reveal.is_none();
        if open.is_some() && is_sealed {
            return Err(Void::SealedReview);
        }
        let lane = review.lanes.entry(*member).or_default();
        if !known {
            lane.keys.push(*key);
        }
        lane.open.extend(*open);
        for wrap in wraps {
            if author.member == *member {
                lane.given.insert((*key, wrap.device));
            }
            lane.wraps.entry((*key, wrap.device)).or_default().insert(wrap.sealed.clone());
        }
        Ok(())
    }

    pub(super) fn submit(
        &mut self,
        author: Author,
        review: ReviewId,
        heads: &[ChangeHash],
    ) -> Result<(), Void> {
        self.answers(author.member)?;
        let (op, at, past) = (self.id, self.at(), self.ground.past);
        let review = self.unclosed(review)?;
        if !review.has_lane(author.member) {
            return Err(Void::NoLane);
        }
        let reveal = review.reveal.as_ref().map(|it| it.op);
        let lane = review.lanes.entry(author.member).or_default();
        lane.submits.push(Submit { op, at, heads: sorted(heads) });
        if let Some(reveal) = reveal
            && !past.includes(op, reveal)
        {
            lane.note_crossing();
        }
        Ok(())
    }

    pub(super) fn reveal(
        &mut self,
        author: Author,
        review: ReviewId,
        lanes: &[RevealedLane],
    ) -> Result<(), Void> {
        author.may_facilitate()?;
        let (op, at, past) = (self.id, self.at(), self.ground.past);
        let named: Vec<&RevealedLane> =
            lanes.iter().filter(|it| self.answered(review, it.member)).collect();
        let review = self.unclosed(review)?;
        if review.reveal.is_some() {
            return Err(Void::AlreadyRevealed);
        }
        review.state = ReviewState::Revealed;
        review.as_of = at.date();
        review.reveal = Some(Reveal { op, at, by: author.member });
        let mut heads: BTreeMap<MemberId, Vec<ChangeHash>> = BTreeMap::new();
        for lane in named {
            heads.entry(lane.member).or_insert_with(|| sorted(&lane.heads));
            review.lanes.entry(lane.member).or_default().open.extend(lane.key);
        }
        for (member, lane) in &mut review.lanes {
            let seen = lane.submits.iter().rfind(|it| past.includes(op, it.op)).cloned();
            lane.pin(seen, heads.remove(member));
            if lane.submits.last().is_some_and(|it| !past.includes(op, it.op)) {
                lane.note_crossing();
            }
        }
        Ok(())
    }

    /// A member opens their own lane: in a strict review nobody else can, in a blind one nobody else may
    /// have been able to.
    pub(super) fn publish_key(
        &mut self,
        author: Author,
        review: ReviewId,
        key: [u8; 32],
    ) -> Result<(), Void> {
        let review = self.review(review)?;
        if review.reveal.is_none() {
            return Err(Void::NotRevealed);
        }
        let lane = review.lanes.get_mut(&author.member).ok_or(Void::NoLane)?;
        lane.open.insert(key);
        Ok(())
    }

    pub(super) fn close_review(&mut self, author: Author, review: ReviewId) -> Result<(), Void> {
        author.may_facilitate()?;
        let at = self.at();
        let review = self.unclosed(review)?;
        review.state = ReviewState::Closed;
        review.as_of = at.date();
        Ok(())
    }

    /// Takes what was answered and decided out of everything shown. An assessment that goes on can't be destroyed.
    pub(super) fn destroy(&mut self, author: Author, id: AssessmentId) -> Result<(), Void> {
        author.may_own()?;
        let (op, at, by) = (self.id, self.at(), author.member);
        let assessment = self.assessment(id)?.clone();
        let is_of_it = |it: &ReviewRecord| it.assessment == id;
        let reviews = &mut self.control.reviews;
        if reviews.values().any(|it| is_of_it(it) && it.state != ReviewState::Closed) {
            return Err(Void::StillOpen);
        }
        let reviews = reviews.extract_if(.., |_, it| is_of_it(it)).collect();
        self.control.assessments.remove(&id);
        let destroyed = Destroyed { assessment, reviews, by, at, op };
        self.control.destroyed.insert(id, Arc::new(destroyed));
        Ok(())
    }

    fn assessment(&self, id: AssessmentId) -> Result<&Assessment, Void> {
        let gone = self.control.destroyed.contains_key(&id);
        let none = if gone { Void::Destroyed } else { Void::NoSuchAssessment };
        self.control.assessments.get(&id).ok_or(none)
    }

    /// Returns the review called `id`.
    pub(super) fn review(&mut self, id: ReviewId) -> Result<&mut ReviewRecord, Void> {
        let gone = self.control.destroyed.values().any(|it| it.reviews.contains_key(&id));
        let none = if gone { Void::Destroyed } else { Void::NoSuchReview };
        self.control.reviews.get_mut(&id).ok_or(none)
    }

    /// Says whether `member` has the role to answer.
    fn answers(&self, member: MemberId) -> Result<(), Void> {
        match self.control.members.get(&member).map(|it| it.role) {
            Some(Role::Respondent | Role::Facilitator | Role::Owner) => Ok(()),
            Some(Role::Observer) => Err(Void::Observer),
            None => Err(Void::NoSuchMember),
        }
    }

    /// Says whether `member` can be asked to answer from now on.
    fn may_be_asked(&self, member: MemberId) -> Result<(), Void> {
        self.answers(member)?;
        let removed = self.control.removed_by.contains_key(&member);
        if removed { Err(Void::MemberRemoved) } else { Ok(()) }
    }

    /// Says whether `member` can be asked to answer, or did answer when they could.
    fn answered(&self, review: ReviewId, member: MemberId) -> bool {
        let review = self.control.reviews.get(&review);
        let has_lane = review.is_some_and(|it| it.lanes.contains_key(&member));
        has_lane || self.answers(member).is_ok()
    }

    fn unclosed(&mut self, review: ReviewId) -> Result<&mut ReviewRecord, Void> {
        let review = self.review(review)?;
        match review.state {
            ReviewState::Open | ReviewState::Revealed => Ok(review),
            ReviewState::Closed => Err(Void::Closed),
        }
    }
}

impl LaneRecord {
    /// Decides what counts, from what the revealer had seen handed in and what the reveal names.
    fn pin(&mut self, handed_in: Option<Submit>, named: Option<Vec<ChangeHash>>) {
        let alarm = match (&handed_in, &named) {
            (Some(own), Some(named)) if own.heads != *named => Some(Alarm::Altered),
            (Some(_), None) => Some(Alarm::LeftOut),
            (Some(_) | None, Some(_)) | (None, None) => None,
        };
        self.alarm = alarm;
        self.pinned = match (handed_in, named) {
            (Some(own), _) => Some(Pinned { heads: own.heads, handed_in: true }),
            (None, Some(heads)) => Some(Pinned { heads, handed_in: false }),
            (None, None) => None,
        };
    }

    /// Says so where the latest handing in and the reveal did not know of each other, and it matters.
    fn note_crossing(&mut self) {
        let pinned = self.pinned.as_ref().map(|it| &it.heads);
        if self.alarm.is_none() && self.submits.last().map(|it| &it.heads) != pinned {
            self.alarm = Some(Alarm::Crossed);
        }
    }
}

fn sorted(heads: &[ChangeHash]) -> Vec<ChangeHash> {
    let mut heads = heads.to_vec();
    heads.sort_unstable();
    heads.dedup();
    heads
}

//! What a person wants on the board of an assessment: agreed answers, comments, settings and plans.

use std::collections::BTreeSet;

use muster_model::{
    control::op::Role,
    document::{Board, BoardEdit},
    edit::Agreement,
    ids::{ActionId, AssessmentId, EnvelopeId, NodeId, ReviewId, StreamId},
    plan::{self, Entry, Owner, PlanError},
    setting::Setting,
    time::At,
    workspace::ReviewState,
};

use super::{Replica, WriteError, write::refuse};
use crate::{envelope::Kind, refusal::Refusal};

impl Replica {
    pub(super) fn agree(
        &mut self,
        review: ReviewId,
        agreed: Vec<(NodeId, Option<Agreement>)>,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let mut edits = Vec::with_capacity(agreed.len());
        for (question, agreed) in agreed {
            self.check_question(review, &question)?;
            edits.push(BoardEdit::Agree { review, question, agreed });
        }
        self.on_board(review, &edits, now)
    }

    pub(super) fn on_board(
        &mut self,
        review: ReviewId,
        edits: &[BoardEdit],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let control = self.views.control();
        let Some(assessment) = control.reviews.get(&review).map(|it| it.assessment) else {
            return refuse(Refusal::NoReview);
        };
        let agrees = edits.iter().any(|it| matches!(it, BoardEdit::Agree { .. }));
        let role = control.role_of(&self.identity.device());
        if agrees && role < Some(Role::Facilitator) {
            return refuse(Refusal::OnlyRulersAgree);
        }
        self.write_board(assessment, edits, now)
    }

    /// Sets something beside the answers, all of it in one change.
    pub(super) fn set(
        &mut self,
        assessment: AssessmentId,
        review: Option<ReviewId>,
        settings: &[Setting],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let control = self.views.control();
        if control.role_of(&self.identity.device()) < Some(Role::Facilitator) {
            return refuse(Refusal::OnlyRulersSet);
        }
        let belongs =
            |it: &ReviewId| control.reviews.get(it).is_some_and(|it| it.assessment == assessment);
        if review.as_ref().is_some_and(|it| !belongs(it)) {
            return refuse(Refusal::NoReviewInAssessment);
        }
        let closed = review.and_then(|it| control.reviews.get(&it));
        let closed = closed.is_some_and(|it| it.state == ReviewState::Closed);
        let plans = |it: &Setting| matches!(it, Setting::Target { .. });
        if closed && !settings.iter().all(plans) {
            return refuse(Refusal::ClosedToSettings);
        }
        let framework = self.framework(assessment)?;
        for setting in settings {
            let fits = framework.accepts_setting(setting, review);
            fits.map_err(Refusal::from)?;
        }
        let edits: Vec<BoardEdit> =
            settings.iter().map(|it| BoardEdit::Set { review, setting: it.clone() }).collect();
        self.write_board(assessment, &edits, now)
    }

    /// Writes what people set out to do, all of it in one change.
    pub(super) fn plan(
        &mut self,
        assessment: AssessmentId,
        entries: &[(ActionId, Entry)],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let control = self.views.control();
        if control.role_of(&self.identity.device()) < Some(Role::Facilitator) {
            return refuse(Refusal::OnlyRulersPlan);
        }
        let board = self.views.board(assessment);
        let page = board.map(Board::plan).unwrap_or_default();
        let framework = self.framework(assessment)?;
        let mut titled: BTreeSet<ActionId> = page.into_keys().collect();
        titled.extend(entries.iter().filter(|it| it.1.is_title()).map(|it| it.0));
        for (action, entry) in entries {
            if !titled.contains(action) {
                return refuse(PlanError::NoTitle);
            }
            entry.check(&framework).map_err(Refusal::from)?;
            if let Entry::Owner(Some(Owner::Member(id))) = entry
                && !control.members.contains_key(id)
            {
                return refuse(Refusal::ActionOwnerUnknown);
            }
            if let Entry::Review(Some(id)) = entry
                && !control.reviews.contains_key(id)
            {
                return refuse(Refusal::NoReview);
            }
        }
        let edit = |(action, entry): &(ActionId, Entry)| BoardEdit::Plan {
            action: *action,
            entry: entry.clone(),
        };
        let edits: Vec<BoardEdit> = entries.iter().map(edit).collect();
        self.write_board(assessment, &edits, now)
    }

    pub(super) fn comment_action(
        &mut self,
        assessment: AssessmentId,
        action: ActionId,
        text: String,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        plan::check_comment(&text).map_err(Refusal::from)?;
        let board = self.views.board(assessment);
        if !board.is_some_and(|it| it.plan().contains_key(&action)) {
            return refuse(PlanError::NoAction);
        }
        self.write_board(assessment, &[BoardEdit::CommentAction { action, text }], now)
    }

    fn write_board(
        &mut self,
        assessment: AssessmentId,
        edits: &[BoardEdit],
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let key = self.present_key()?;
        let stream = StreamId::board(assessment);
        let drafted = match self.views.board(assessment) {
            Some(board) => board.draft(&self.pen, now, edits),
            None => Board::new(stream).draft(&self.pen, now, edits),
        };
        let payload = drafted.map_err(Refusal::from)?;
        Ok(vec![self.write(Kind::Board, stream, key, &payload)?])
    }
}

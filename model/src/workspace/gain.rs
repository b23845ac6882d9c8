//! What one snapshot shows that an earlier one did not: the preview of a merge, in numbers and names.

use serde::Serialize;

use super::{LaneView, Workspace};
use crate::{answer::Stated, ids::NodeId};

/// What came to be known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gain {
    /// Answers that are new, or say something else than before.
    pub answers: usize,
    /// Names of people who were not known before.
    pub people: Vec<String>,
    /// Titles of reviews that were not known before.
    pub reviews: Vec<String>,
    /// Answers that two devices of one person now state differently, and did not before.
    pub conflicts: usize,
    /// Agreed answers, comments, settings and actions that are new.
    pub decisions: usize,
}

impl Gain {
    /// Compares what was shown `before` with what is shown `after`.
    pub fn between(before: &Workspace, after: &Workspace) -> Self {
        let mut gain = Self::default();
        let new = after.members.iter().filter(|(id, _)| !before.members.contains_key(id));
        gain.people = new.map(|(_, it)| it.name.clone()).collect();
        for (id, review) in &after.reviews {
            let old = before.reviews.get(id);
            if old.is_none() {
                gain.reviews.push(review.title.clone());
            }
            for (member, lane) in &review.lanes {
                gain.count(lane, old.and_then(|it| it.lanes.get(member)));
            }
            let agreed = |it: &&NodeId| {
                let was = old.and_then(|old| old.board.agreed.get(it));
                was != review.board.agreed.get(it)
            };
            let said = review.board.comments.len();
            let heard = old.map_or(0, |it| it.board.comments.len());
            let decided = review.board.agreed.keys().filter(agreed).count();
            let set = review.settings.changed_from(old.map(|it| &it.settings));
            gain.decisions = gain.decisions.saturating_add(decided).saturating_add(set);
            gain.decisions = gain.decisions.saturating_add(said.saturating_sub(heard));
        }
        for (id, plan) in &after.plans {
            let changed = plan.changed_from(before.plans.get(id).map(AsRef::as_ref));
            gain.decisions = gain.decisions.saturating_add(changed);
        }
        gain
    }

    /// Says whether nothing that people see is different.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    fn count(&mut self, lane: &LaneView, old: Option<&LaneView>) {
        for (question, stated) in lane.answers.iter() {
            let was = old.and_then(|it| it.answers.get(question));
            if was.map(|it| &it.now.answer) != Some(&stated.now.answer) {
                self.answers = self.answers.saturating_add(1);
            }
            if stated.is_conflict() && !was.is_some_and(Stated::is_conflict) {
                self.conflicts = self.conflicts.saturating_add(1);
            }
        }
    }
}

//! What an agreed answer was based on, and whose answer moved since.

use std::collections::BTreeSet;

use super::{Access, Review};
use crate::{
    edit::Agreement,
    ids::{ChangeHash, MemberId, NodeId},
};

impl Review {
    /// Returns everybody's standing answer to `question` as this device can read it: who, and the change that wrote
    /// it. An agreed answer notes this as what it was based on.
    pub fn spoken(&self, question: &NodeId) -> Vec<(MemberId, ChangeHash)> {
        let standing = self.lanes.values().filter_map(|lane| {
            let stated = lane.answers.get(question)?;
            stated.now.answer.as_ref()?;
            Some((lane.member, stated.now.change))
        });
        standing.collect()
    }

    /// Returns whose answer to `question` is another one than when the group agreed: changed, given or taken back
    /// since. Lanes that are sealed here are left out, and so is an agreed answer that does not say what it was
    /// based on.
    pub fn moved_since(&self, question: &NodeId, agreed: &Agreement) -> BTreeSet<MemberId> {
        if agreed.based_on.is_empty() {
            return BTreeSet::new();
        }
        let now: BTreeSet<(MemberId, ChangeHash)> = self.spoken(question).into_iter().collect();
        let then: BTreeSet<(MemberId, ChangeHash)> = agreed.based_on.iter().copied().collect();
        let readable = |member: &MemberId| {
            self.lanes.get(member).is_some_and(|it| it.access != Access::Sealed)
        };
        now.symmetric_difference(&then).map(|(member, _)| *member).filter(readable).collect()
    }
}

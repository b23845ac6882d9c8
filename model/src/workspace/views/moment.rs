//! The workspace as it was: the same door, and less that came through it.
//!
//! **Invariant:** nothing here writes. What is shown of the past is computed from what was known then, never kept.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Views};
use crate::{
    control::op::Entry,
    document,
    ids::{ChangeHash, EnvelopeId, StreamId},
    time::At,
};

impl Views {
    /// Returns the views as everything claimed until `moment` made them, with all it builds on.
    ///
    /// Clocks are not trusted: what claims to be older than what it follows on comes with it only if that does.
    #[must_use]
    pub fn until(&mut self, moment: At) -> Self {
        let all: Vec<StreamId> = self.papers.at_rest().collect();
        self.papers.wake(&all);
        let entries = self.entries.values().filter(|it| it.body.at <= moment);
        let written = |it: &&Change| {
            document::written_at(&it.payload).is_some_and(|written| written <= moment)
        };
        self.part(
            entries.cloned().collect(),
            self.papers.changes().filter(written).cloned().collect(),
        )
    }

    /// Returns the views of somebody who knew nothing but the operation before `op`, and in each stream of `heads`
    /// those changes and what they build on.
    pub(super) fn behind(
        &self,
        op: EnvelopeId,
        heads: &BTreeMap<StreamId, BTreeSet<ChangeHash>>,
    ) -> Self {
        let changes = self.changes_behind(heads);
        self.part(self.operations_behind(op), changes)
    }

    fn part(&self, entries: Vec<Entry>, changes: Vec<Change>) -> Self {
        let mut views = Self::new(self.workspace, self.device, std::sync::Arc::clone(&self.proofs));
        if let Some(memory) = &self.memory {
            views.remember(std::sync::Arc::clone(memory));
        }
        views.packs = self.packs.clone();
        views.logs = self.logs.clone();
        views.checked = self.checked.clone();
        views.entries = entries.into_iter().map(|it| (it.id, it)).collect();
        views.take_changes(changes);
        views
    }

    /// Returns the operations in the causal past of `op`, without it.
    fn operations_behind(&self, op: EnvelopeId) -> Vec<Entry> {
        let mut seen: BTreeSet<EnvelopeId> = BTreeSet::new();
        let parents = |id: &EnvelopeId| {
            let entry = self.entries.get(id);
            entry.map(|it| it.body.parents.clone()).unwrap_or_default()
        };
        let mut open = parents(&op);
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(parents(&id));
            }
        }
        seen.iter().filter_map(|it| self.entries.get(it)).cloned().collect()
    }

    /// Returns the changes that hold `heads` and what they follow on, stream by stream.
    fn changes_behind(&self, heads: &BTreeMap<StreamId, BTreeSet<ChangeHash>>) -> Vec<Change> {
        let mut holder: BTreeMap<(StreamId, ChangeHash), usize> = BTreeMap::new();
        let mut follows: Vec<Vec<ChangeHash>> = Vec::new();
        let mut changes: Vec<&Change> = Vec::new();
        for (change, links) in self.papers.linked(|it| heads.contains_key(&it)) {
            let mut deps = Vec::new();
            for (hash, after) in links {
                holder.entry((change.stream, *hash)).or_insert(changes.len());
                deps.extend(after);
            }
            follows.push(deps);
            changes.push(change);
        }
        let mut open: Vec<(StreamId, ChangeHash)> =
            heads.iter().flat_map(|(stream, all)| all.iter().map(|it| (*stream, *it))).collect();
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        while let Some((stream, hash)) = open.pop() {
            if let Some(nth) = holder.get(&(stream, hash))
                && wanted.insert(*nth)
            {
                let deps = follows.get(*nth).into_iter().flatten();
                open.extend(deps.map(|it| (stream, *it)));
            }
        }
        wanted.into_iter().filter_map(|nth| changes.get(nth)).map(|it| (*it).clone()).collect()
    }
}

//! The one order in which everybody reads the same operations.
//!
//! Parents first; among those that could come next, the most senior author's; then the smaller id. How
//! senior an author is depends on what was read so far, so the order is asked for one operation at a time.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    control::op::Entry,
    ids::{DeviceId, EnvelopeId, WorkspaceId},
};

/// Seniority of a device nobody admitted.
const STRANGER: usize = usize::MAX;

/// Operations not read yet.
#[derive(Debug)]
pub(super) struct Queue<'a> {
    entries: &'a BTreeMap<EnvelopeId, Entry>,
    /// Parents an operation still waits for.
    unread: BTreeMap<EnvelopeId, BTreeSet<EnvelopeId>>,
    children: BTreeMap<EnvelopeId, Vec<EnvelopeId>>,
    ready: BTreeSet<(usize, EnvelopeId)>,
    /// Those of `ready` whose authors nobody admitted, by author.
    strangers: BTreeMap<DeviceId, BTreeSet<EnvelopeId>>,
}

impl<'a> Queue<'a> {
    /// Lines up `entries`; the beginning of `workspace` comes before everything.
    pub(super) fn of(workspace: WorkspaceId, entries: &'a BTreeMap<EnvelopeId, Entry>) -> Self {
        let mut queue = Self {
            entries,
            unread: BTreeMap::new(),
            children: BTreeMap::new(),
            ready: BTreeSet::new(),
            strangers: BTreeMap::new(),
        };
        for (id, entry) in entries {
            let parents: BTreeSet<EnvelopeId> = entry.body.parents.iter().copied().collect();
            for parent in &parents {
                queue.children.entry(*parent).or_default().push(*id);
            }
            if !parents.is_empty() {
                queue.unread.insert(*id, parents);
            } else if id.as_bytes() == workspace.as_bytes() {
                queue.ready.insert((0, *id));
            } else {
                queue.make_ready(*id, None);
            }
        }
        queue
    }

    /// Takes the operation that comes next.
    pub(super) fn next(&mut self) -> Option<(EnvelopeId, &'a Entry)> {
        let (seniority, id) = self.ready.pop_first()?;
        let entry = self.entries.get(&id)?;
        if seniority == STRANGER
            && let Some(own) = self.strangers.get_mut(&entry.author)
        {
            own.remove(&id);
        }
        Some((id, entry))
    }

    /// Lets those follow who waited for `id`; `seniority` knows every device admitted so far.
    pub(super) fn done(&mut self, id: EnvelopeId, seniority: &dyn Fn(&DeviceId) -> Option<usize>) {
        for child in self.children.remove(&id).unwrap_or_default() {
            let Some(unread) = self.unread.get_mut(&child) else { continue };
            unread.remove(&id);
            if unread.is_empty() {
                self.unread.remove(&child);
                let author = self.entries.get(&child).map(|it| it.author);
                self.make_ready(child, author.as_ref().and_then(seniority));
            }
        }
    }

    /// Moves what `device` wrote from the strangers' place to its own.
    pub(super) fn admitted(&mut self, device: DeviceId, seniority: usize) {
        for id in self.strangers.remove(&device).unwrap_or_default() {
            self.ready.remove(&(STRANGER, id));
            self.ready.insert((seniority, id));
        }
    }

    /// Returns what can't be read yet, with the parents that are not here.
    pub(super) fn pending(self) -> BTreeMap<EnvelopeId, BTreeSet<EnvelopeId>> {
        let Self { entries, unread, .. } = self;
        let missing = |parents: BTreeSet<EnvelopeId>| {
            parents.into_iter().filter(|it| !entries.contains_key(it)).collect()
        };
        unread.into_iter().map(|(id, parents)| (id, missing(parents))).collect()
    }

    fn make_ready(&mut self, id: EnvelopeId, seniority: Option<usize>) {
        self.ready.insert((seniority.unwrap_or(STRANGER), id));
        if seniority.is_none()
            && let Some(entry) = self.entries.get(&id)
        {
            self.strangers.entry(entry.author).or_default().insert(id);
        }
    }
}

//! What a change knows: per actor, the last change of theirs in its past.
//!
//! Every start of the app writes under a new name, so there may be thousands of actors; neighbours
//! in the graph share what they know alike.

use std::{collections::BTreeMap, sync::Arc};

/// Number of an actor in a graph.
pub(super) type Number = usize;
/// Place of a change in a graph.
pub(super) type Place = usize;

/// How much a clock keeps beside what it shares.
const RECENT: usize = 32;

/// Per actor the last known change.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    shared: Arc<BTreeMap<Number, Place>>,
    /// Newer than `shared`.
    recent: BTreeMap<Number, Place>,
}

impl Clock {
    /// Returns the last known change of an actor.
    pub(super) fn get(&self, actor: Number) -> Option<Place> {
        self.recent.get(&actor).or_else(|| self.shared.get(&actor)).copied()
    }

    /// Returns the number of actors.
    pub(super) fn len(&self) -> usize {
        let new = self.recent.keys().filter(|it| !self.shared.contains_key(it)).count();
        self.shared.len() + new
    }

    /// Returns what `self` may know otherwise than `other`: all of it, unless both share.
    pub(super) fn beside<'a>(&'a self, other: &Self) -> impl Iterator<Item = (Number, Place)> + 'a {
        let shared = (!Arc::ptr_eq(&self.shared, &other.shared)).then_some(&*self.shared);
        let older = shared.into_iter().flatten().filter(|(it, _)| !self.recent.contains_key(it));
        older.chain(&self.recent).map(|(actor, place)| (*actor, *place))
    }

    /// Learns of later changes.
    pub(super) fn learn(&mut self, news: impl IntoIterator<Item = (Number, Place)>) {
        self.recent.extend(news);
        if self.recent.len() > RECENT {
            let mut all = BTreeMap::clone(&self.shared);
            all.append(&mut self.recent);
            self.shared = Arc::new(all);
        }
    }
}

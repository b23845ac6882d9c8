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
    /// Newer than `shared`, by actor. Mostly there is but one, and thousands of clocks.
    recent: Vec<(Number, Place)>,
}

impl Clock {
    /// Returns the last known change of an actor.
    pub(super) fn get(&self, actor: Number) -> Option<Place> {
        self.recently(actor).or_else(|| self.shared.get(&actor).copied())
    }

    fn recently(&self, actor: Number) -> Option<Place> {
        let at = self.recent.binary_search_by_key(&actor, |it| it.0).ok()?;
        self.recent.get(at).map(|it| it.1)
    }

    /// Returns the number of actors.
    pub(super) fn len(&self) -> usize {
        let new = self.recent.iter().filter(|it| !self.shared.contains_key(&it.0)).count();
        self.shared.len() + new
    }

    /// Returns what `self` may know otherwise than `other`: all of it, unless both share.
    pub(super) fn beside<'a>(&'a self, other: &Self) -> impl Iterator<Item = (Number, Place)> + 'a {
        let shared = (!Arc::ptr_eq(&self.shared, &other.shared)).then_some(&*self.shared);
        let older = shared.into_iter().flatten().map(|(actor, place)| (*actor, *place));
        let older = older.filter(|(it, _)| self.recently(*it).is_none());
        older.chain(self.recent.iter().copied())
    }

    /// Learns of later changes.
    pub(super) fn learn(&mut self, news: impl IntoIterator<Item = (Number, Place)>) {
        for (actor, place) in news {
            match self.recent.binary_search_by_key(&actor, |it| it.0) {
                Ok(at) => self.recent.get_mut(at).into_iter().for_each(|it| it.1 = place),
                Err(at) => {
                    self.recent.reserve_exact(1);
                    self.recent.insert(at, (actor, place));
                }
            }
        }
        if self.recent.len() > RECENT {
            let mut all = BTreeMap::clone(&self.shared);
            all.extend(self.recent.drain(..));
            self.shared = Arc::new(all);
        }
    }
}

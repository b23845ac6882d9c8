//! Which operation came after which: reachability in the graph of parents, without walking it.
//!
//! Operations are laid out in chains. Each knows how far it sees into every chain, and shares that knowledge
//! with its predecessor as long as nothing is merged: a history without forks costs one pointer an operation.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{control::op::Entry, ids::EnvelopeId};

/// The causal order of the operations added so far.
#[derive(Debug, Default)]
pub(crate) struct Past {
    spots: BTreeMap<EnvelopeId, Spot>,
    /// Length of each chain.
    chains: Vec<usize>,
}

/// Where an operation lies, and how much of each other chain lies before it.
#[derive(Debug, Clone)]
struct Spot {
    chain: usize,
    place: usize,
    seen: Arc<BTreeMap<usize, usize>>,
}

impl Past {
    /// Lays out every operation whose past is here.
    pub(crate) fn of(entries: &BTreeMap<EnvelopeId, Entry>) -> Self {
        let mut past = Self::default();
        let mut unread: BTreeMap<EnvelopeId, usize> = BTreeMap::new();
        let mut children: BTreeMap<EnvelopeId, Vec<EnvelopeId>> = BTreeMap::new();
        let mut ready: Vec<EnvelopeId> = Vec::new();
        for (id, entry) in entries {
            let parents: BTreeSet<EnvelopeId> = entry.body.parents.iter().copied().collect();
            if parents.is_empty() {
                ready.push(*id);
            } else {
                unread.insert(*id, parents.len());
            }
            for parent in parents {
                children.entry(parent).or_default().push(*id);
            }
        }
        while let Some(id) = ready.pop() {
            let Some(entry) = entries.get(&id) else { continue };
            past.add(id, &entry.body.parents);
            for child in children.remove(&id).unwrap_or_default() {
                let Some(left) = unread.get_mut(&child) else { continue };
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(child);
                }
            }
        }
        past
    }

    /// Adds `id`, whose `parents` were all added before.
    pub(crate) fn add(&mut self, id: EnvelopeId, parents: &[EnvelopeId]) {
        let before: Vec<Spot> =
            parents.iter().filter_map(|it| self.spots.get(it)).cloned().collect();
        let is_tip = |it: &&Spot| self.chains.get(it.chain) == Some(&(it.place + 1));
        let spot = match (before.as_slice(), before.iter().find(is_tip)) {
            ([only], Some(_)) => Spot { place: only.place + 1, ..only.clone() },
            (_, Some(tip)) => {
                let (chain, place) = (tip.chain, tip.place + 1);
                Spot { chain, place, seen: Arc::new(joined(&before, chain)) }
            }
            (_, None) => {
                let chain = self.chains.len();
                self.chains.push(0);
                Spot { chain, place: 0, seen: Arc::new(joined(&before, chain)) }
            }
        };
        if let Some(length) = self.chains.get_mut(spot.chain) {
            *length = spot.place + 1;
        }
        self.spots.insert(id, spot);
    }

    /// Says whether `earlier` is `later` or lies in its causal past.
    pub(crate) fn includes(&self, later: EnvelopeId, earlier: EnvelopeId) -> bool {
        let (Some(later), Some(earlier)) = (self.spots.get(&later), self.spots.get(&earlier))
        else {
            return false;
        };
        if later.chain == earlier.chain {
            earlier.place <= later.place
        } else {
            later.seen.get(&earlier.chain).is_some_and(|it| earlier.place < *it)
        }
    }
}

/// Returns what `before` see together, except of the chain `own`.
fn joined(before: &[Spot], own: usize) -> BTreeMap<usize, usize> {
    let largest = before.iter().max_by_key(|it| it.seen.len());
    let mut seen = largest.map_or_else(BTreeMap::new, |it| (*it.seen).clone());
    for spot in before {
        let direct = (spot.chain, spot.place + 1);
        let all = spot.seen.iter().map(|(chain, length)| (*chain, *length));
        for (chain, length) in all.chain([direct]) {
            let known = seen.entry(chain).or_default();
            *known = length.max(*known);
        }
    }
    seen.remove(&own);
    seen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: usize) -> EnvelopeId {
        EnvelopeId::from_bytes(*blake3::hash(&number.to_le_bytes()).as_bytes())
    }

    /// Walks every parent.
    fn reaches(parents: &[Vec<usize>], later: usize, earlier: usize) -> bool {
        later == earlier || parents[later].iter().any(|it| reaches(parents, *it, earlier))
    }

    proptest! {
        #[test]
        fn what_came_after_what_is_as_a_walk_over_all_parents_finds(
            picks in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..3), 1..14)
        ) {
            let mut parents: Vec<Vec<usize>> = Vec::new();
            let mut past = Past::default();
            for (number, picks) in picks.iter().enumerate() {
                let chosen: Vec<usize> =
                    if number == 0 { vec![] } else { picks.iter().map(|it| it.index(number)).collect() };
                past.add(id(number), &chosen.iter().map(|it| id(*it)).collect::<Vec<_>>());
                parents.push(chosen);
            }
            for later in 0..parents.len() {
                for earlier in 0..parents.len() {
                    prop_assert_eq!(
                        past.includes(id(later), id(earlier)),
                        reaches(&parents, later, earlier),
                        "{} after {} in {:?}", later, earlier, parents
                    );
                }
            }
        }
    }
}

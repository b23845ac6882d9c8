//! A result that follows each change: only what stands above a changed question is computed again.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Inputs, band,
    ladder::{self, Bench, Climb, Climbs, Records},
    measure::{self, Cell, Cells, Ground, Ranges},
    respondents::{self, Item, People},
    wiring::Wiring,
};
use crate::framework::Ladder;

/// What was computed last.
#[derive(Debug)]
pub(crate) struct Live<'a> {
    pub(crate) wiring: Wiring<'a>,
    pub(crate) items: Vec<Item>,
    /// Who spoke; nothing since an answer changed.
    pub(crate) people: Option<People>,
    pub(crate) ranges: Ranges,
    pub(crate) records: Records,
    pub(crate) cells: Cells,
    pub(crate) climbs: Climbs,
}

/// What stood before a change: by measure or ladder, and place.
#[derive(Debug, Default)]
pub(crate) struct Before {
    cells: Vec<(usize, usize, Cell)>,
    climbs: Vec<(usize, usize, Climb)>,
}

impl<'a> Live<'a> {
    pub(crate) fn of(wiring: Wiring<'a>, inputs: &Inputs) -> Self {
        let items = respondents::items(&wiring.plan, inputs);
        Self::on(wiring, inputs, items)
    }

    /// Computes what stands above `items`.
    pub(crate) fn on(
        wiring: Wiring<'a>,
        inputs: &Inputs,
        (items, people): (Vec<Item>, People),
    ) -> Self {
        let ranges = band::ranges(&wiring);
        let records = ladder::records(&wiring.plan, inputs);
        let (cells, _) = measure::all(Ground { wiring: &wiring, items: &items, ranges: &ranges });
        let bench =
            Bench { wiring: &wiring, items: &items, cells: &cells, inputs, records: &records };
        let climbs = ladder::all(bench);
        Self { wiring, items, people: Some(people), ranges, records, cells, climbs }
    }

    /// Returns the main ladder: the first one at the root.
    pub(crate) fn main(&self) -> Option<(usize, &'a Ladder)> {
        let root = self.wiring.plan.root();
        let mut ladders = self.wiring.plan.pack.ladders.iter().enumerate();
        ladders.find(|it| self.wiring.plan.is_at(&it.1.at, root))
    }

    /// Returns a ladder at a place.
    pub(crate) fn climb(&self, ladder: usize, at: usize) -> Option<&Climb> {
        self.climbs.get(ladder)?.get(&at)
    }

    /// Replaces the item of a question and returns the one before. Nothing above it is computed again yet.
    pub(crate) fn put(&mut self, question: usize, item: Item) -> Option<Item> {
        self.items.get_mut(question).map(|it| std::mem::replace(it, item))
    }

    /// Computes everything again that stands above the nodes at `places`, themselves included, and returns what stood
    /// there before.
    pub(crate) fn follow(&mut self, inputs: &Inputs, places: &[usize]) -> Before {
        let path = self.above(places);
        let mut before = Before::default();
        for index in 0..self.wiring.inputs.len() {
            for at in &path {
                if self.wiring.inputs.get(index).is_some_and(|it| it.contains_key(at)) {
                    let Self { wiring, items, ranges, cells, .. } = self;
                    let cell = cells.get(index).and_then(|it| it.get(at)).cloned();
                    before.cells.extend(cell.map(|it| (index, *at, it)));
                    drop(Ground { wiring, items, ranges }.work(index, *at, cells));
                }
            }
        }
        for (index, ladder) in self.wiring.plan.pack.ladders.iter().enumerate() {
            for at in &path {
                if self.wiring.plan.is_at(&ladder.at, *at) {
                    let Self { wiring, items, cells, records, climbs, .. } = self;
                    let bench = Bench { wiring, items, cells, inputs, records };
                    let climb = bench.climb(ladder, *at, climbs);
                    let was = climbs.get_mut(index).and_then(|it| it.insert(*at, climb));
                    before.climbs.extend(was.map(|it| (index, *at, it)));
                }
            }
        }
        before
    }

    /// Puts back what stood before.
    pub(crate) fn restore(&mut self, before: Before) {
        for (index, at, cell) in before.cells {
            self.cells.get_mut(index).map(|it| it.insert(at, cell));
        }
        for (index, at, climb) in before.climbs {
            self.climbs.get_mut(index).map(|it| it.insert(at, climb));
        }
    }

    /// Returns `places` and all places above them, the lower ones first and the root last.
    fn above(&self, places: &[usize]) -> Vec<usize> {
        let plan = &self.wiring.plan;
        let mut path = BTreeSet::new();
        for start in places {
            let mut here = Some(*start);
            while let Some(at) = here {
                if !path.insert(at) {
                    break;
                }
                here = plan.spot(at).and_then(|it| it.parent);
            }
        }
        // Parents stand before their parts in the order of the framework.
        path.into_iter().rev().chain([plan.root()]).collect()
    }

    /// Returns the rungs reached on the way from a question to the root.
    pub(crate) fn rungs_above(&self, question: usize) -> Vec<Option<usize>> {
        let start = self.wiring.plan.questions.get(question).copied();
        let path = self.above(start.as_slice());
        let on = |it: &BTreeMap<usize, Climb>| -> Vec<Option<usize>> {
            path.iter().filter_map(|at| Some(it.get(at)?.reached)).collect()
        };
        self.climbs.iter().flat_map(on).collect()
    }
}

//! Puts the three stages together and says why: every figure with what went in, every ladder with what stops it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Coverage, DimensionOutcome, Exact, Inputs, LadderOutcome, MeasureOutcome, Outcome, Provisional,
    Tier,
    band::{self, End, Outlook, Reaches, Rungs},
    cadence,
    ladder::{self, Bench, Climbs, Records},
    live::Live,
    measure::{self, Cell, Ground, Ranges, Worked},
    respondents::{self, Item, People, State, Worth},
    told::Clause,
    wiring::{Origin, Wiring},
};
use crate::framework::{Choice, Framework, Ladder};

/// Everything known about a result before it is put into words.
pub(crate) struct Whole<'a> {
    wiring: &'a Wiring<'a>,
    inputs: &'a Inputs,
    items: &'a [Item],
    /// Who said anything, by dimension; sorted.
    people: Cow<'a, People>,
    ranges: &'a Ranges,
    records: &'a Records,
    cells: &'a measure::Cells,
    worked: Vec<BTreeMap<usize, Worked>>,
    climbs: &'a Climbs,
}

impl<'a> Whole<'a> {
    /// Looks at what was computed; measures are worked out once more, to say what went in.
    pub(crate) fn of(live: &'a Live<'_>, inputs: &'a Inputs) -> Self {
        let Live { wiring, items, people, ranges, records, cells, climbs } = live;
        let people = match people {
            Some(people) => Cow::Borrowed(people),
            None => Cow::Owned(respondents::items(&wiring.plan, inputs).1),
        };
        let (_, worked) = measure::all(Ground { wiring, items, ranges });
        Self { wiring, inputs, items, people, ranges, records, cells, worked, climbs }
    }

    fn outlook(&self) -> Outlook<'_> {
        Outlook {
            wiring: self.wiring,
            items: self.items,
            ranges: self.ranges,
            inputs: self.inputs,
            records: self.records,
        }
    }

    /// Returns the main ladder: the first one at the root.
    pub(crate) fn main(&self) -> Option<(usize, &'a Ladder)> {
        let root = self.wiring.plan.root();
        let ladders = self.wiring.plan.pack.ladders.iter().enumerate();
        ladders.into_iter().find(|it| self.wiring.plan.is_at(&it.1.at, root))
    }

    pub(crate) fn outcome(&self, framework: &Framework) -> Outcome {
        let root = self.wiring.plan.root();
        let main = self.main();
        let climb = main.and_then(|it| self.climbs.get(it.0)).and_then(|it| it.get(&root));
        let tier =
            main.zip(climb).and_then(|((_, ladder), climb)| self.tier(ladder, climb.reached?));
        let is_missing = self.items.iter().any(|it| it.is_blank() || it.is_unsettled);
        let reaches = is_missing.then(|| band::reaches(self.outlook()));
        let known = &self.wiring.plan.pack.baselines;
        let unknown = self.inputs.baselines.iter().find(|it| !known.contains_key(*it));
        let tier = tier.filter(|_| unknown.is_none());
        let undetermined = match climb {
            _ if let Some(name) = unknown => Some(Clause::NoBaseline(name.clone())),
            None => Some(Clause::NoTiers),
            Some(climb) if tier.is_none() => {
                Some(climb.undetermined.clone().unwrap_or(Clause::BelowAll))
            }
            Some(_) => None,
        };
        let bands = reaches.as_ref().map(|it| self.bands(it));
        let provisional = main
            .zip(bands.as_ref())
            .and_then(|((index, _), bands)| self.provisional(bands, (index, root)));
        Outcome {
            framework: framework.hash(),
            tier,
            undetermined,
            dimensions: self.dimensions(reaches.as_ref()),
            measures: self.measures(),
            ladders: self.ladders(bands.as_ref()),
            coverage: self.coverage(),
            provisional,
            questions: self.questions(),
            stale: cadence::stale(&self.wiring.plan, self.inputs),
        }
    }

    fn tier(&self, ladder: &Ladder, rank: usize) -> Option<Tier> {
        ladder::tier(&self.wiring.plan, ladder, rank)
    }

    /// Returns the first measure that stands at `at`.
    fn main_measure(&self, at: usize) -> Option<usize> {
        self.wiring.inputs.iter().position(|it| it.contains_key(&at))
    }

    fn dimensions(&self, reaches: Option<&Reaches>) -> Vec<DimensionOutcome> {
        let plan = &self.wiring.plan;
        let tops = plan.children(plan.root()).into_iter();
        tops.filter_map(|at| {
            let node = plan.node(at)?;
            let measure = self.main_measure(at);
            let climbed = self.climbs.iter().position(|it| it.contains_key(&at));
            let climb = climbed.and_then(|it| self.climbs.get(it)?.get(&at));
            let ladder = climbed.and_then(|it| plan.pack.ladders.get(it));
            let items = self.items.get(plan.question_range(at)).unwrap_or_default();
            let is_missing = items.iter().any(|it| it.is_blank() || it.is_unsettled);
            let reach = reaches.filter(|_| is_missing).zip(measure);
            let reach = reach.and_then(|(all, it)| all.get(it)?.get(&at)?.range.clone());
            let title = plan.pack.plain(&node.text);
            Some(DimensionOutcome {
                id: node.id.clone(),
                title: if title.is_empty() { plan.title(node) } else { title.to_owned() },
                score: measure.and_then(|it| self.cells.get(it)?.get(&at)?.value().cloned()),
                worst: reach.as_ref().map(|it| it.0.clone()),
                best: reach.map(|it| it.1),
                range: measure.and_then(|it| self.drawn_range(it, at)),
                tier: ladder
                    .zip(climb)
                    .and_then(|(ladder, climb)| self.tier(ladder, climb.reached?)),
                answered: items.iter().filter(|it| it.applies() && !it.is_blank()).count(),
                applicable: items.iter().filter(|it| it.applies()).count(),
                people: self.people.get(&at).map_or(0, Vec::len),
            })
        })
        .collect()
    }

    fn drawn_range(&self, measure: usize, at: usize) -> Option<(Exact, Exact)> {
        self.ranges.get(measure)?.get(&at).cloned()
    }

    fn coverage(&self) -> Coverage {
        let plan = &self.wiring.plan;
        let is_assigned =
            |at: &&usize| plan.node(**at).is_some_and(|it| self.inputs.assigned.contains(&it.id));
        Coverage {
            answered: self.items.iter().filter(|it| it.applies() && !it.is_blank()).count(),
            applicable: self.items.iter().filter(|it| it.applies()).count(),
            assigned: plan.questions.iter().filter(is_assigned).count(),
            people: self.people.values().flatten().collect::<BTreeSet<_>>().len(),
        }
    }

    fn questions(&self) -> BTreeMap<crate::ids::NodeId, super::QuestionOutcome> {
        let plan = &self.wiring.plan;
        let scaled = plan.questions.iter().zip(self.items);
        let scaled = scaled.filter_map(|(at, item)| Some((plan.id(*at)?, item.outcome.clone())));
        let open = plan.spots.iter().filter(|it| it.node.is_question() && it.node.scale.is_none());
        let open = open.map(|it| {
            let id = it.node.id.clone();
            let outcome = respondents::open_question(self.inputs.spoken(&id));
            (id, outcome)
        });
        let outside = plan.spots.iter().enumerate().filter(|(at, it)| {
            it.node.is_question() && it.node.scale.is_some() && !plan.is_asked(*at)
        });
        let outside = outside.map(|(_, it)| (it.node.id.clone(), respondents::outside()));
        scaled.chain(open).chain(outside).collect()
    }

    fn measures(&self) -> Vec<MeasureOutcome> {
        let mut out = Vec::new();
        for (index, column) in self.worked.iter().enumerate() {
            let Some(measure) = self.wiring.measure(index) else { continue };
            for at in self.in_order(column.keys().copied()) {
                let Some(worked) = column.get(&at) else { continue };
                let name = |from: &Origin| measure::name(self.wiring, *from);
                out.push(MeasureOutcome {
                    measure: measure.id.clone(),
                    place: self.wiring.plan.id(at),
                    title: measure::title(self.wiring.plan.pack, measure),
                    value: worked.cell.value().cloned(),
                    blocked: match &worked.cell {
                        Cell::Value(_) => None,
                        Cell::NotApplicable(why) | Cell::Missing(why) => Some(why.clone()),
                    },
                    rule: measure::rule(measure, self.wiring.inputs_of(index, at)),
                    used: worked.used.iter().map(|it| (name(&it.0), it.1.clone())).collect(),
                    excluded: worked
                        .excluded
                        .iter()
                        .map(|it| (name(&it.0), it.1.clone()))
                        .collect(),
                    missing: worked.missing.iter().map(name).collect(),
                });
            }
        }
        out
    }

    /// The root first, then the order of the framework.
    fn in_order(&self, places: impl Iterator<Item = usize>) -> Vec<usize> {
        let root = self.wiring.plan.root();
        let mut places: Vec<usize> = places.collect();
        places.sort_by_key(|it| (*it != root, *it));
        places
    }

    fn ladders(&self, bands: Option<&Bands>) -> Vec<LadderOutcome> {
        let plan = &self.wiring.plan;
        let mut out = Vec::new();
        for (index, (ladder, column)) in plan.pack.ladders.iter().zip(self.climbs).enumerate() {
            for at in self.in_order(column.keys().copied()) {
                let Some(climb) = column.get(&at) else { continue };
                let stopped_by = climb.stopped_by.and_then(|it| ladder.rungs.get(it));
                out.push(LadderOutcome {
                    ladder: ladder.id.clone(),
                    place: plan.id(at),
                    title: ladder::ladder_title(plan, ladder),
                    reached: climb.reached.and_then(|it| self.tier(ladder, it)),
                    undetermined: climb.undetermined.clone(),
                    rungs: climb.rungs.clone(),
                    stopped_by: stopped_by.map(|it| it.id.clone()),
                    provisional: bands.and_then(|it| self.provisional(it, (index, at))),
                });
            }
        }
        out
    }

    /// Returns which rungs the missing answers can lead to.
    fn bands(&self, reaches: &Reaches) -> Bands {
        let rungs = band::rungs(self.outlook(), reaches);
        Bands { rungs, low: self.landed(End::Low), high: self.landed(End::High) }
    }

    /// Returns the band of a ladder at a place; nothing where all is said.
    fn provisional(&self, bands: &Bands, (index, at): (usize, usize)) -> Option<Provisional> {
        let items = self.items.get(self.wiring.plan.question_range(at)).unwrap_or_default();
        if !items.iter().any(|it| it.is_blank() || it.is_unsettled) {
            return None;
        }
        let ladder = self.wiring.plan.pack.ladders.get(index)?;
        let rungs = *bands.rungs.get(index)?.get(&at)?;
        if rungs.worst > rungs.best {
            // Something can never be judged, whatever is answered.
            return None;
        }
        // Both ends are exact if there are answers that lead there.
        let lands = |climbs: &Climbs, rank: Option<usize>| {
            let climb = climbs.get(index).and_then(|it| it.get(&at));
            climb.is_some_and(|it| it.undetermined.is_none() && it.reached == rank)
        };
        let exact = items.iter().all(|it| !it.is_unsettled)
            && lands(&bands.low, rungs.worst)
            && lands(&bands.high, rungs.best);
        let tier = |rank: Option<usize>| rank.and_then(|it| self.tier(ladder, it));
        Some(Provisional { worst: tier(rungs.worst), best: tier(rungs.best), exact })
    }

    /// Climbs all ladders with everything missing filled in with the lowest, or the highest, options.
    fn landed(&self, end: End) -> Climbs {
        let (items, records) = self.filled(end);
        let ground = Ground { wiring: self.wiring, items: &items, ranges: self.ranges };
        let (cells, _) = measure::all(ground);
        ladder::all(Bench {
            wiring: self.wiring,
            items: &items,
            cells: &cells,
            inputs: self.inputs,
            records: &records,
        })
    }

    /// Returns the items with everything missing filled in, and the evidence that could come with it.
    fn filled(&self, end: End) -> (Vec<Item>, Records) {
        let plan = &self.wiring.plan;
        let mut items = self.items.to_vec();
        let mut records = self.records.clone();
        for (position, at) in plan.questions.iter().enumerate() {
            let Some(item) = items.get_mut(position).filter(|it| it.is_blank()) else { continue };
            if let Some(worth) =
                plan.scale_at(*at).and_then(|it| extreme_of(&it.scale.options, it.scale, end))
            {
                let needs_proof = plan.node(*at).is_some_and(|it| it.met_needs.is_some());
                let met = worth.met.map(|met| met && (end == End::High || !needs_proof));
                item.state = State::Value(Worth { met, ..worth });
            }
            if end == End::High {
                records.entry(*at).or_default().push(self.inputs.as_of);
            }
        }
        (items, records)
    }
}

/// What the missing answers can lead to, by ladder and place.
struct Bands {
    rungs: Vec<BTreeMap<usize, Rungs>>,
    /// With the lowest options everywhere.
    low: Climbs,
    /// With the highest.
    high: Climbs,
}

/// Returns the lowest or highest option.
fn extreme_of(options: &[Choice], scale: &crate::framework::Scale, end: End) -> Option<Worth> {
    let is_level = |it: &Choice| super::plan::levels(scale).any(|level| level.id == it.id);
    let mut all = options.iter().enumerate().filter(|it| is_level(it.1));
    let (option, choice) = match end {
        End::Low => all.next(),
        End::High => all.next_back(),
    }?;
    let met = match end {
        End::Low => choice
            .met
            .filter(|_| choice.met_if.is_empty())
            .or(Some(false).filter(|_| !choice.met_if.is_empty())),
        End::High => choice
            .met
            .map(|it| it || !choice.met_if.is_empty())
            .or(Some(true).filter(|_| !choice.met_if.is_empty())),
    };
    Some(Worth { option, value: choice.value.clone(), met, credit: choice.credit.clone() })
}

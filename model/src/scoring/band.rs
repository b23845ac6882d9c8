//! What the missing answers can still do: lowest and highest figure of every measure, worst and best rung.
//!
//! Every figure becomes a span from its lowest to its highest. **Invariant:** whatever the missing answers turn out
//! to be, the true figure lies within its span; a span may be wider than needed, never narrower.

mod rungs;

use std::collections::BTreeMap;

pub(crate) use rungs::{Rungs, rungs};

use super::{
    Exact, Inputs,
    exact::median,
    ladder::Records,
    measure::{
        Ranges, Used, best, ends, finished, number_of, operate, replacement, rounded_as,
        transformed, worst,
    },
    respondents::{Item, State, Worth},
    wiring::{Input, Origin, Wiring},
};
use crate::framework::{Blank, Measure, Na, Operator, Permission};

/// What a measure can become at a place.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    /// Lowest and highest; nothing if it never has a value.
    pub(crate) range: Option<(Exact, Exact)>,
    /// Whether it can end up without anything that applies.
    may_lack: bool,
    /// Whether it can end up without a value although everything is answered.
    may_miss: bool,
}

/// Reaches by measure, then by place.
pub(crate) type Reaches = Vec<BTreeMap<usize, Reach>>;

/// A span of an input.
struct Span {
    low: Exact,
    high: Exact,
    weight: Exact,
    level: Option<u32>,
    /// Whether it can drop out altogether.
    may_leave: bool,
}

/// Returns the lowest and highest figure every measure can ever have, whatever is answered.
pub(crate) fn ranges(wiring: &Wiring<'_>) -> Ranges {
    let mut ranges: Ranges = Vec::new();
    for (index, inputs) in wiring.inputs.iter().enumerate() {
        ranges.push(BTreeMap::new());
        let Some(measure) = wiring.measure(index) else { continue };
        for at in upwards(wiring, inputs) {
            let spans = wiring.inputs_of(index, at).iter().filter_map(|it| {
                let (low, high) = ends(wiring, &ranges, measure, (it.origin, None))?;
                Some(span(wiring, it, (low, high), Stay::Stays))
            });
            let spans: Vec<Span> = spans.collect();
            let reach = reach(wiring, measure, &spans);
            if let (Some(range), Some(column)) = (reach.range, ranges.get_mut(index)) {
                column.insert(at, range);
            }
        }
    }
    ranges
}

/// Returns places from the leaves up; the root, which reads all others, last.
fn upwards<T>(wiring: &Wiring<'_>, places: &BTreeMap<usize, T>) -> Vec<usize> {
    let root = wiring.plan.root();
    let nodes = places.keys().rev().copied().filter(|it| *it != root);
    nodes.chain(places.contains_key(&root).then_some(root)).collect()
}

/// Whether an input can drop out altogether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    Stays,
    MayLeave,
}

/// One end of what is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Low,
    High,
}

impl End {
    fn turned(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    fn of(self, span: &Span) -> Exact {
        match self {
            Self::Low => span.low.clone(),
            Self::High => span.high.clone(),
        }
    }
}

fn span(wiring: &Wiring<'_>, input: &Input, (low, high): (Exact, Exact), stay: Stay) -> Span {
    let level = match input.origin {
        Origin::Question(position) => {
            let at = wiring.plan.questions.get(position);
            at.and_then(|it| wiring.plan.node(*it)).and_then(|it| it.level)
        }
        Origin::Measure(..) => None,
    };
    Span { low, high, weight: input.weight.clone(), level, may_leave: stay == Stay::MayLeave }
}

/// What is known and what is still open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outlook<'a> {
    pub(crate) wiring: &'a Wiring<'a>,
    pub(crate) items: &'a [Item],
    pub(crate) ranges: &'a Ranges,
    pub(crate) inputs: &'a Inputs,
    pub(crate) records: &'a Records,
}

/// Returns what every measure can become.
pub(crate) fn reaches(outlook: Outlook<'_>) -> Reaches {
    let mut reaches: Reaches = Vec::new();
    for (index, inputs) in outlook.wiring.inputs.iter().enumerate() {
        reaches.push(BTreeMap::new());
        let Some(measure) = outlook.wiring.measure(index) else { continue };
        for at in upwards(outlook.wiring, inputs) {
            let mut spans = Vec::new();
            let (mut is_lost, mut may_miss) = (false, false);
            for input in outlook.wiring.inputs_of(index, at) {
                let fate = outlook.input(measure, input, &reaches);
                is_lost |= fate.span.is_none() && !fate.may_leave;
                may_miss |= fate.may_miss;
                spans.extend(fate.span);
            }
            let reach = if is_lost {
                Reach { range: None, may_lack: false, may_miss: true }
            } else {
                Reach { may_miss, ..reach(outlook.wiring, measure, &spans) }
            };
            if let Some(column) = reaches.get_mut(index) {
                column.insert(at, reach);
            }
        }
    }
    reaches
}

/// What an input can be, before the measure's policies.
#[derive(Default)]
struct Known {
    /// Lowest and highest number, if it can have one.
    range: Option<(Exact, Exact)>,
    /// Whether it may turn out not to apply.
    may_leave: bool,
    /// Whether it may be missing although everything is answered.
    may_miss: bool,
}

/// What an input can be, after the measure's policies.
struct Fate {
    /// The numbers it can bring.
    span: Option<Span>,
    /// Whether it can drop out.
    may_leave: bool,
    /// Whether it can leave the measure without a value.
    may_miss: bool,
}

impl Outlook<'_> {
    fn input(self, measure: &Measure, input: &Input, reaches: &Reaches) -> Fate {
        let target = match input.origin {
            Origin::Question(position) => {
                self.items.get(position).and_then(|it| it.target.as_ref())
            }
            Origin::Measure(..) => None,
        };
        let aimed = target.and_then(|it| it.value.as_ref());
        let ends = ends(self.wiring, self.ranges, measure, (input.origin, aimed));
        let known = match input.origin {
            Origin::Question(position) => self.question(measure, position, (ends.as_ref(), target)),
            Origin::Measure(other, at) => self.measured(measure, (other, at), reaches),
        };
        let mut numbers: Vec<Exact> =
            known.range.into_iter().flat_map(|(low, high)| [low, high]).collect();
        let (mut may_leave, mut may_miss) = (false, false);
        let mut brings = |number: Option<Exact>| match number {
            Some(number) => numbers.push(number),
            None => may_miss = true,
        };
        if known.may_leave {
            match measure.na {
                // Points that are not taken are the best there is under deduct.
                Some(Na::AsMet) => brings(best(measure, ends.clone())),
                Some(Na::Worst) => brings(worst(measure, ends.clone())),
                Some(Na::AsTarget) => {
                    let seen = |it| number_of(self.wiring, measure, input.origin, (it, Some(it)));
                    brings(target.and_then(seen));
                }
                Some(Na::Block) => brings(None),
                Some(Na::Exclude) | None => may_leave = true,
            }
        }
        if known.may_miss {
            match &measure.blank {
                Some(Blank::Worst) => brings(worst(measure, ends)),
                Some(Blank::WorstOnceBegun) => {
                    brings(worst(measure, ends));
                    may_miss = true;
                }
                Some(Blank::Value(value)) => {
                    brings(replacement(self.wiring, measure, input.origin, value));
                }
                Some(Blank::SkipUpTo(_)) => {
                    brings(None);
                    may_leave = true;
                }
                Some(Blank::Skip) => may_leave = true,
                Some(Blank::Block) | None => brings(None),
            }
        }
        let stay = if may_leave { Stay::MayLeave } else { Stay::Stays };
        let range = numbers.iter().min().cloned().zip(numbers.iter().max().cloned());
        let span = range.map(|range| span(self.wiring, input, range, stay));
        Fate { span, may_leave, may_miss }
    }

    fn question(
        self,
        measure: &Measure,
        position: usize,
        (ends, target): (Option<&(Exact, Exact)>, Option<&Worth>),
    ) -> Known {
        let Some(item) = self.items.get(position) else {
            return Known { may_miss: true, ..Known::default() };
        };
        let unsettled = item.is_unsettled;
        match &item.state {
            State::Value(worth) => {
                let from = Origin::Question(position);
                let number = number_of(self.wiring, measure, from, (worth, target));
                let may_miss = number.is_none();
                Known { range: number.map(|it| (it.clone(), it)), may_leave: unsettled, may_miss }
            }
            State::NotApplicable(_) if !unsettled => Known { may_leave: true, ..Known::default() },
            State::NotApplicable(_) | State::Blank => {
                let scale = self.wiring.plan.questions.get(position);
                let scale = scale.and_then(|it| self.wiring.plan.scale_at(*it));
                let allowed = scale.is_some_and(|it| it.scale.na == Permission::Allow);
                Known {
                    range: ends.cloned(),
                    may_leave: unsettled || allowed,
                    may_miss: ends.is_none(),
                }
            }
        }
    }

    fn measured(self, measure: &Measure, (other, at): (usize, usize), reaches: &Reaches) -> Known {
        let Some(reach) = reaches.get(other).and_then(|it| it.get(&at)) else {
            return Known { may_miss: true, ..Known::default() };
        };
        let own = self.ranges.get(other).and_then(|it| it.get(&at));
        let seen = |it: &Exact| transformed(measure, it, own, None);
        let range = reach.range.as_ref().and_then(|it| seen(&it.0).zip(seen(&it.1)));
        let may_miss = reach.may_miss || (range.is_none() && reach.range.is_some());
        Known { range, may_leave: reach.may_lack, may_miss }
    }
}

/// Returns what a measure can become from spans.
fn reach(wiring: &Wiring<'_>, measure: &Measure, spans: &[Span]) -> Reach {
    let may_lack = spans.iter().all(|it| it.may_leave);
    let edge = |end: End| -> Option<Exact> {
        // A negative factor turns the scale around.
        let turned = measure.times.as_ref().is_some_and(Exact::is_negative);
        let number = extreme(measure, spans, if turned { end.turned() } else { end })?;
        Some(rounded_as(measure, finished(wiring, measure, number)?))
    };
    let range = edge(End::Low)
        .zip(edge(End::High))
        .filter(|it| it.0.is_manageable() && it.1.is_manageable());
    Reach { range, may_lack, may_miss: false }
}

/// Returns the lowest or highest outcome of the operator.
fn extreme(measure: &Measure, spans: &[Span], end: End) -> Option<Exact> {
    let is_low = end == End::Low;
    let pick = |it: &Span| end.of(it);
    let used = |it: &Span| Used { number: pick(it), weight: it.weight.clone(), level: it.level };
    match measure.op {
        Operator::Mean | Operator::Share => drawn(spans, end, Average::Mean),
        Operator::Median => drawn(spans, end, Average::Median),
        Operator::Min | Operator::Max => {
            let fixed = || spans.iter().filter(|it| !it.may_leave);
            let (is_min, has_fixed) = (measure.op == Operator::Min, fixed().next().is_some());
            // What pulls towards the edge is taken in, what pulls away may have left.
            let pulls = is_min == is_low;
            let takes_min = if pulls || has_fixed { is_min } else { !is_min };
            let pool: Vec<Exact> = if pulls || !has_fixed {
                spans.iter().map(pick).collect()
            } else {
                fixed().map(pick).collect()
            };
            if takes_min { pool.into_iter().min() } else { pool.into_iter().max() }
        }
        Operator::Sum | Operator::Count => {
            let helps = |it: &Span| {
                let number = pick(it);
                !it.may_leave || if is_low { number.is_negative() } else { !number.is_negative() }
            };
            let kept: Vec<Used> = spans.iter().filter(|it| helps(it)).map(used).collect();
            operate(measure, &kept)
        }
        Operator::Deduct => {
            // The lowest result comes from the highest costs.
            let costs = spans.iter().filter(|it| is_low || !it.may_leave);
            let number = |it: &Span| if is_low { it.high.clone() } else { it.low.clone() };
            let kept: Vec<Used> = costs
                .map(|it| Used { number: number(it), weight: it.weight.clone(), level: it.level })
                .collect();
            operate(measure, &kept)
        }
        Operator::Stack => {
            let kept: Vec<Used> = spans.iter().map(used).collect();
            operate(measure, &kept)
        }
    }
}

#[derive(Clone, Copy)]
enum Average {
    Mean,
    Median,
}

/// Averages what must stay, then draws in what may leave for as long as it pulls the average to the edge.
fn drawn(spans: &[Span], end: End, average: Average) -> Option<Exact> {
    let is_low = end == End::Low;
    let mut kept = Kept::default();
    let mut optional: Vec<(Exact, &Exact)> = Vec::new();
    for it in spans {
        if it.may_leave {
            optional.push((end.of(it), &it.weight));
        } else {
            kept.take(end.of(it), &it.weight);
        }
    }
    optional.sort();
    if !is_low {
        optional.reverse();
    }
    let mut best = kept.average(average);
    for (number, weight) in optional {
        let pulls = match &best {
            None => true,
            Some(best) => {
                if is_low {
                    number < *best
                } else {
                    number > *best
                }
            }
        };
        if !pulls {
            break;
        }
        kept.take(number, weight);
        best = kept.average(average).or(best);
    }
    best
}

#[derive(Default)]
struct Kept {
    numbers: Vec<Exact>,
    sum: Option<(Exact, Exact)>,
}

impl Kept {
    fn take(&mut self, number: Exact, weight: &Exact) {
        let (sum, weights) = self.sum.take().unwrap_or_else(|| (Exact::zero(), Exact::zero()));
        self.sum = Some((&sum + &(&number * weight), &weights + weight));
        let at = self.numbers.partition_point(|it| *it < number);
        self.numbers.insert(at, number);
    }

    fn average(&self, average: Average) -> Option<Exact> {
        match average {
            Average::Mean => self.sum.as_ref().and_then(|(sum, weights)| sum.over(weights)),
            Average::Median => median(&self.numbers),
        }
    }
}

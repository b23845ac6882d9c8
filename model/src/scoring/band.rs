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
        Ranges, Used, best, ends, finished, number_of, operate, rounded_as, transformed, worst,
    },
    respondents::{Item, State},
    wiring::{Input, Origin, Wiring},
};
use crate::framework::{Measure, Na, Operator, Permission};

/// What a measure can become at a place.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    /// Lowest and highest; nothing if it never has a value.
    pub(crate) range: Option<(Exact, Exact)>,
    /// Whether it can end up without a value.
    may_lack: bool,
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
                let (low, high) = ends(wiring, &ranges, measure, it.origin)?;
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
            let mut is_lost = false;
            for input in outlook.wiring.inputs_of(index, at) {
                match outlook.input(measure, input, &reaches) {
                    Ok(it) => spans.extend(it),
                    Err(Lost) => is_lost = true,
                }
            }
            let reach = if is_lost {
                Reach { range: None, may_lack: true }
            } else {
                reach(outlook.wiring, measure, &spans)
            };
            if let Some(column) = reaches.get_mut(index) {
                column.insert(at, reach);
            }
        }
    }
    reaches
}

/// An input that can never have a value.
struct Lost;

/// What is known of an input before the measure's policy for “not applicable”.
struct Known {
    /// Lowest and highest number; nothing if it does not apply.
    range: Option<(Exact, Exact)>,
    /// Whether it may turn out not to apply.
    may_leave: bool,
}

impl Outlook<'_> {
    /// Returns the span of an input, or nothing if it does not count.
    fn input(
        self,
        measure: &Measure,
        input: &Input,
        reaches: &Reaches,
    ) -> Result<Option<Span>, Lost> {
        let ends = ends(self.wiring, self.ranges, measure, input.origin);
        let known = match input.origin {
            Origin::Question(position) => self.question(measure, position, ends.as_ref()),
            Origin::Measure(other, at) => self.measured(measure, (other, at), reaches),
        };
        let Some(known) = known else { return Err(Lost) };
        let for_na = match measure.na {
            // Points that are not taken are the best there is under deduct.
            Some(Na::AsMet) => Some(best(measure, ends)),
            Some(Na::Worst) => Some(worst(measure, ends)),
            Some(Na::Exclude | Na::AsTarget) | None => None,
        };
        let spanned = |low, high, stay| Ok(Some(span(self.wiring, input, (low, high), stay)));
        match (known.range, for_na) {
            (None, None) => Ok(None),
            (None, Some(Some(number))) => spanned(number.clone(), number, Stay::Stays),
            (Some((low, high)), _) if !known.may_leave => spanned(low, high, Stay::Stays),
            (Some((low, high)), None) => spanned(low, high, Stay::MayLeave),
            (Some((low, high)), Some(Some(number))) => {
                spanned(low.min(number.clone()), high.max(number), Stay::Stays)
            }
            (None | Some(_), Some(None)) => Err(Lost),
        }
    }

    fn question(
        self,
        measure: &Measure,
        position: usize,
        ends: Option<&(Exact, Exact)>,
    ) -> Option<Known> {
        let item = self.items.get(position)?;
        let unsettled = item.is_unsettled;
        match &item.state {
            State::Value(worth) => {
                let number = number_of(self.wiring, measure, position, worth)?;
                Some(Known { range: Some((number.clone(), number)), may_leave: unsettled })
            }
            State::NotApplicable(_) if !unsettled => Some(Known { range: None, may_leave: true }),
            State::NotApplicable(_) | State::Blank => {
                let scale = self.wiring.plan.questions.get(position);
                let scale = scale.and_then(|it| self.wiring.plan.scale_at(*it))?.scale;
                let may_leave = unsettled || scale.na == Permission::Allow;
                Some(Known { range: Some(ends?.clone()), may_leave })
            }
        }
    }

    fn measured(
        self,
        measure: &Measure,
        (other, at): (usize, usize),
        reaches: &Reaches,
    ) -> Option<Known> {
        let reach = reaches.get(other)?.get(&at)?;
        let range = self.ranges.get(other).and_then(|it| it.get(&at));
        let seen = |it: &Exact| transformed(measure, it, range);
        let range = match &reach.range {
            Some((low, high)) => Some((seen(low)?, seen(high)?)),
            None => None,
        };
        Some(Known { range, may_leave: reach.may_lack })
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
    Reach { range, may_lack }
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

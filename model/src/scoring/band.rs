//! What the missing answers can still do: lowest and highest figure of every measure, worst and best rung.
//!
//! Every figure becomes a span from its lowest to its highest. **Invariant:** whatever the missing answers turn out
//! to be, the true figure lies within its span; a span may be wider than needed, never narrower.

use std::collections::BTreeMap;

use super::{
    Exact, Inputs,
    exact::median,
    ladder::{Records, fitting, may_not_be_open},
    measure::{
        Input, Origin, Ranges, Used, Wiring, best, ends, finished, number_of, operate, rounded_as,
        transformed, worst,
    },
    plan::levels,
    respondents::{Item, State},
};
use crate::framework::{
    Condition, EachCondition, Empty, EvidenceCondition, Ladder, LadderMode, LadderNa, Limit,
    Measure, MeasureCondition, Na, Operator, Permission, Where,
};

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

/// Whether a condition can come out either way.
#[derive(Debug, Clone, Copy)]
struct Can {
    hold: bool,
    fail: bool,
}

impl Can {
    /// It holds whatever comes.
    const SURE: Self = Self { hold: true, fail: false };
    /// It may hold or not.
    const EITHER: Self = Self { hold: true, fail: true };
}

/// The rungs a ladder can end on; nothing stands for “below the first”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rungs {
    pub(crate) worst: Option<usize>,
    pub(crate) best: Option<usize>,
}

/// Returns the rungs every ladder can end on.
pub(crate) fn rungs(outlook: Outlook<'_>, reaches: &Reaches) -> Vec<BTreeMap<usize, Rungs>> {
    let plan = &outlook.wiring.plan;
    let mut all: Vec<BTreeMap<usize, Rungs>> = Vec::new();
    for ladder in &plan.pack.ladders {
        let places = plan.places(&ladder.at).into_iter();
        let column = places.map(|at| {
            let judge = Judge { outlook, reaches, ladder, at, above: &all };
            let cans: Vec<Can> = ladder.rungs.iter().map(|it| judge.every(&it.require)).collect();
            (at, ends_of(ladder.mode, &cans))
        });
        let column = column.collect();
        all.push(column);
    }
    all
}

fn ends_of(mode: LadderMode, cans: &[Can]) -> Rungs {
    match mode {
        LadderMode::Cumulative => {
            let up_to = |fits: fn(&Can) -> bool| {
                cans.iter().position(|it| !fits(it)).unwrap_or(cans.len()).checked_sub(1)
            };
            Rungs { worst: up_to(|it| !it.fail), best: up_to(|it| it.hold) }
        }
        LadderMode::Highest => Rungs {
            worst: cans.iter().rposition(|it| !it.fail),
            best: cans.iter().rposition(|it| it.hold),
        },
    }
}

struct Judge<'a> {
    outlook: Outlook<'a>,
    reaches: &'a Reaches,
    ladder: &'a Ladder,
    at: usize,
    above: &'a [BTreeMap<usize, Rungs>],
}

impl Judge<'_> {
    fn every(&self, conditions: &[Condition]) -> Can {
        let cans: Vec<Can> = conditions.iter().map(|it| self.condition(it)).collect();
        Can { hold: cans.iter().all(|it| it.hold), fail: cans.iter().any(|it| it.fail) }
    }

    fn condition(&self, condition: &Condition) -> Can {
        match condition {
            Condition::Measure(it) => self.measure(it),
            Condition::Each(it) => self.each(it),
            Condition::AllMet(it) => self.share(&it.filter, &Exact::one()),
            Condition::ShareMet(it) => self.share(&it.filter, &it.min),
            Condition::Open(it) => {
                let plan = &self.outlook.wiring.plan;
                let nodes = plan.questions_at(self.at).iter();
                let strict = nodes
                    .filter(|at| plan.node(**at).is_some_and(|node| may_not_be_open(it, node)));
                let mut can = Can::SURE;
                for at in strict {
                    let met = self.met(*at);
                    can.hold &= met.hold || met.may_leave;
                    can.fail |= met.fail;
                }
                can
            }
            Condition::Evidence(it) => self.evidence(it),
            Condition::Answered(_) => Can::SURE,
            Condition::Facts(it) => match self.outlook.inputs.facts.get(it.id.as_str()) {
                Some(found) => Can { hold: *found <= it.max, fail: *found > it.max },
                None => Can::EITHER,
            },
            Condition::Ladder(it) => self.ladder(it.id.as_str(), it.min.as_str(), vec![self.at]),
            Condition::EachLadder(it) => {
                let plan = &self.outlook.wiring.plan;
                let other = plan.pack.ladders.iter().find(|ladder| ladder.id == it.ladder);
                let places =
                    other.map_or_else(Vec::new, |other| plan.nearest_below(&other.at, self.at));
                if places.is_empty() {
                    self.empty()
                } else {
                    self.ladder(it.ladder.as_str(), it.min.as_str(), places)
                }
            }
            Condition::AnyOf(inner) => {
                let cans: Vec<Can> = inner.iter().map(|it| self.condition(it)).collect();
                Can { hold: cans.iter().any(|it| it.hold), fail: cans.iter().all(|it| it.fail) }
            }
        }
    }

    /// What a condition over nothing can be; not determined is neither.
    fn empty(&self) -> Can {
        Can {
            hold: self.ladder.empty == Some(Empty::Pass),
            fail: self.ladder.empty == Some(Empty::Fail),
        }
    }

    fn reach(&self, measure: &str, at: usize) -> Option<&Reach> {
        self.reaches.get(self.outlook.wiring.index_of(measure)?)?.get(&at)
    }

    fn measure(&self, it: &MeasureCondition) -> Can {
        let Some(reach) = self.reach(it.measure.as_str(), self.at) else { return self.empty() };
        let Some((low, high)) = &reach.range else { return self.empty() };
        let mut can = Can::SURE;
        let mut may_lack = reach.may_lack;
        for (limit, is_min) in [(&it.min, true), (&it.below, false)] {
            let Some(limit) = limit else { continue };
            let (from, to) = match limit {
                Limit::Number(number) => (number.clone(), number.clone()),
                Limit::Measure { measure, times } => {
                    let other = self.reach(measure.as_str(), self.at);
                    let Some(range) = other.and_then(|it| it.range.as_ref()) else {
                        return self.empty();
                    };
                    may_lack |= other.is_some_and(|it| it.may_lack);
                    let (a, b) = (&range.0 * times, &range.1 * times);
                    (a.clone().min(b.clone()), a.max(b))
                }
            };
            let (holds, fails) =
                if is_min { (*high >= from, *low < to) } else { (*low < to, *high >= from) };
            can.hold &= holds;
            can.fail |= fails;
        }
        let empty = self.empty();
        Can {
            hold: can.hold || (may_lack && empty.hold),
            fail: can.fail || (may_lack && empty.fail),
        }
    }

    fn each(&self, it: &EachCondition) -> Can {
        let wiring = self.outlook.wiring;
        let measure = wiring.index_of(it.measure.as_str()).and_then(|it| wiring.measure(it));
        let places = measure.map_or_else(Vec::new, |it| wiring.plan.nearest_below(&it.at, self.at));
        let (mut surely, mut maybe, mut may_be_empty) = (0, 0, true);
        for at in places {
            let Some(reach) = self.reach(it.measure.as_str(), at) else { continue };
            let Some((low, high)) = &reach.range else { continue };
            may_be_empty &= reach.may_lack;
            maybe += usize::from(*low < it.min);
            surely += usize::from(*high < it.min && !reach.may_lack);
        }
        let except = usize::try_from(it.except).unwrap_or(usize::MAX);
        let empty = self.empty();
        Can {
            hold: surely <= except || (may_be_empty && empty.hold),
            fail: maybe > except || (may_be_empty && empty.fail),
        }
    }

    fn share(&self, filter: &Where, min: &Exact) -> Can {
        let (mut surely, mut never, mut both, mut leaving) = (0, 0, 0, 0);
        for at in self.outlook.wiring.plan.selected(filter, self.at) {
            let met = self.met(at);
            match (met.hold, met.fail) {
                (true, false) if !met.may_leave => surely += 1,
                (false, true) if !met.may_leave => never += 1,
                (false, false) => {}
                (true, _) | (_, true) => {
                    both += usize::from(met.hold || met.fail);
                    leaving += usize::from(met.may_leave);
                }
            }
        }
        let total: usize = surely + never + both;
        let share = |met: usize, of: usize| Exact::count(met).over(&Exact::count(of));
        // Best: all open ones are met, or have left; worst: none is met, and those met may have left.
        let best = share(surely + both, total).is_some_and(|it| it >= *min)
            || (leaving > 0 && share(surely, surely + never).is_some_and(|it| it >= *min));
        let worst = share(surely, total).is_some_and(|it| it < *min);
        let empty = self.empty();
        let may_be_empty = surely + never + (both - leaving) == 0;
        Can {
            hold: best || (may_be_empty && empty.hold),
            fail: worst || (may_be_empty && empty.fail),
        }
    }

    /// What being met can become for the question at `at`.
    fn met(&self, at: usize) -> Met {
        let plan = &self.outlook.wiring.plan;
        let position = plan.questions.binary_search(&at).ok();
        let Some(item) = position.and_then(|it| self.outlook.items.get(it)) else {
            return Met { hold: false, fail: false, may_leave: true };
        };
        let denies = self.ladder.na == Some(LadderNa::Deny);
        let unsettled = item.is_unsettled;
        match &item.state {
            State::Value(worth) => {
                let met = worth.met == Some(true);
                Met {
                    hold: met,
                    fail: !met || (unsettled && denies),
                    may_leave: unsettled && !denies,
                }
            }
            State::NotApplicable(_) if !unsettled => {
                Met { hold: false, fail: denies, may_leave: !denies }
            }
            State::NotApplicable(_) | State::Blank => {
                let scale = plan.scale_at(at).map(|it| it.scale);
                let mut options = scale.into_iter().flat_map(levels);
                let can = options.any(|it| it.met == Some(true) || !it.met_if.is_empty());
                let may_be_na = unsettled || scale.is_some_and(|it| it.na == Permission::Allow);
                Met { hold: can, fail: true, may_leave: may_be_na && !denies }
            }
        }
    }

    fn evidence(&self, it: &EvidenceCondition) -> Can {
        let Outlook { wiring, inputs, records, items, .. } = self.outlook;
        let plan = &wiring.plan;
        let fresh = fitting(plan, records, self.at, &it.kind).filter(|(_, day)| {
            let age = inputs.as_of.days() - day.days();
            (0..=i64::from(it.max_age_days)).contains(&age)
        });
        let found = fresh.count();
        let range = plan.spot(self.at).map_or(0..plan.spots.len(), |spot| self.at..spot.end);
        let open = range.filter(|at| {
            let Some(node) = plan.node(*at) else { return false };
            let asks =
                node.is_question() && node.evidence.as_ref().is_some_and(|ask| ask.kind == it.kind);
            let is_open = match plan.questions.binary_search(at) {
                Ok(position) => {
                    items.get(position).is_some_and(|it| it.is_blank() || it.is_unsettled)
                }
                Err(_) => inputs.answers.get(&node.id).is_none_or(BTreeMap::is_empty),
            };
            asks && is_open
        });
        let needed = usize::try_from(it.at_least).unwrap_or(usize::MAX);
        // Whoever answers may name several days.
        let may_come = open.count() > 0;
        Can { hold: found >= needed || may_come, fail: found < needed }
    }

    fn ladder(&self, ladder: &str, min: &str, places: Vec<usize>) -> Can {
        let ladders = &self.outlook.wiring.plan.pack.ladders;
        let index = ladders.iter().position(|it| it.id.as_str() == ladder);
        let other = index.and_then(|it| ladders.get(it));
        let needed = other.and_then(|it| it.rungs.iter().position(|it| it.id.as_str() == min));
        let mut can = Can::SURE;
        for at in places {
            let rungs = index.and_then(|it| self.above.get(it)).and_then(|it| it.get(&at));
            can.hold &= rungs.is_some_and(|it| it.best >= needed);
            can.fail |= rungs.is_none_or(|it| it.worst < needed);
        }
        can
    }
}

struct Met {
    hold: bool,
    fail: bool,
    may_leave: bool,
}

//! Stage 2: measures, computed from top to bottom, each at its places.

use std::collections::BTreeMap;

use super::{
    Exact,
    exact::median,
    respondents::{Item, State, Worth},
    told::{Clause, Rule},
    wiring::{Input, Origin, Wiring},
};
use crate::framework::{Blank, Count, Measure, Na, Operator, Pack, Round, RoundMode, Weight};

/// A measure at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Value(Exact),
    /// Nothing that counts applies here.
    NotApplicable(Clause),
    /// Something is missing.
    Missing(Clause),
}

impl Cell {
    pub(crate) fn value(&self) -> Option<&Exact> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

/// Cells by measure, then by place.
pub(crate) type Cells = Vec<BTreeMap<usize, Cell>>;

/// Lowest and highest figure each measure can ever have at each place.
pub(crate) type Ranges = Vec<BTreeMap<usize, (Exact, Exact)>>;

/// A measure at a place, with what went in.
#[derive(Debug)]
pub(crate) struct Worked {
    pub(crate) cell: Cell,
    pub(crate) used: Vec<(Origin, Exact)>,
    pub(crate) excluded: Vec<(Origin, Clause)>,
    pub(crate) missing: Vec<Origin>,
}

/// What stage 2 computes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) wiring: &'a Wiring<'a>,
    pub(crate) items: &'a [Item],
    pub(crate) ranges: &'a Ranges,
}

/// Computes every measure at every place.
pub(crate) fn all(ground: Ground<'_>) -> (Cells, Vec<BTreeMap<usize, Worked>>) {
    let mut cells: Cells = Vec::new();
    let mut worked = Vec::new();
    for (index, inputs) in ground.wiring.inputs.iter().enumerate() {
        cells.push(BTreeMap::new());
        let mut here = BTreeMap::new();
        // Origin the leaves up: a place may read the same measure at places below it.
        for at in inputs.keys().rev() {
            // The root sorts last and reads everything, so it comes after its parts.
            if *at != ground.wiring.plan.root() {
                here.insert(*at, ground.work(index, *at, &mut cells));
            }
        }
        if inputs.contains_key(&ground.wiring.plan.root()) {
            let at = ground.wiring.plan.root();
            here.insert(at, ground.work(index, at, &mut cells));
        }
        worked.push(here);
    }
    (cells, worked)
}

/// An input as a number.
struct Feed {
    from: Origin,
    weight: Exact,
    level: Option<u32>,
    got: Got,
}

enum Got {
    Number(Exact),
    NotApplicable(Clause),
    Blank,
}

/// Inputs by what they count for.
struct Sorted {
    out: Worked,
    used: Vec<Used>,
    is_blocked: bool,
    /// Names of what does not apply and so leaves the measure without a value.
    barred: Vec<String>,
}

/// A number that counts.
pub(crate) struct Used {
    pub(crate) number: Exact,
    pub(crate) weight: Exact,
    pub(crate) level: Option<u32>,
}

impl<'a> Ground<'a> {
    /// Computes one measure at one place and keeps its cell.
    pub(crate) fn work(self, index: usize, at: usize, cells: &mut Cells) -> Worked {
        let worked = match self.wiring.measure(index) {
            Some(measure) => {
                let inputs = self.wiring.inputs_of(index, at).iter();
                self.resolve(measure, inputs.map(|it| self.feed(measure, it, cells)))
            }
            None => resolve_nothing(),
        };
        if let Some(column) = cells.get_mut(index) {
            column.insert(at, worked.cell.clone());
        }
        worked
    }

    /// Applies the policies for what is missing and what does not apply, then computes.
    fn resolve(self, measure: &Measure, feeds: impl ExactSizeIterator<Item = Feed>) -> Worked {
        let total = feeds.len();
        let (out, used, barred) = (resolve_nothing(), Vec::new(), Vec::new());
        let mut sorted = Sorted { out, used, is_blocked: false, barred };
        for feed in feeds {
            self.sort(measure, feed, &mut sorted);
        }
        let Sorted { mut out, used, mut is_blocked, barred } = sorted;
        if let Some(Blank::SkipUpTo(most)) = &measure.blank {
            let applicable = Exact::count(total - out.excluded.len());
            let share = Exact::count(out.missing.len()).over(&applicable);
            is_blocked |= share.is_some_and(|it| it > *most);
        }
        let waits = measure.blank == Some(Blank::WorstOnceBegun) && total > 0;
        let nothing_yet = (waits && out.missing.len() == total)
            || (!is_blocked && used.is_empty() && !out.missing.is_empty());
        out.cell = if !barred.is_empty() {
            Cell::Missing(Clause::Away(barred))
        } else if nothing_yet {
            Cell::Missing(Clause::NothingYet)
        } else if is_blocked {
            Cell::Missing(lacking(self.wiring, &out.missing, total))
        } else if used.is_empty() && total > 0 {
            Cell::NotApplicable(Clause::NothingApplies)
        } else {
            outcome(self.wiring, measure, &used, &out.missing)
        };
        out
    }

    /// Says what an input counts for, by the measure's policies.
    fn sort(self, measure: &Measure, feed: Feed, into: &mut Sorted) {
        let (wiring, from) = (self.wiring, feed.from);
        let target = self.target(from);
        let ends = || {
            let target = target.and_then(|it| it.value.as_ref());
            ends(wiring, self.ranges, measure, (from, target))
        };
        let number = match feed.got {
            Got::Number(number) => Some(number),
            Got::NotApplicable(why) => match measure.na {
                Some(Na::AsMet) => best(measure, ends()),
                Some(Na::Worst) => worst(measure, ends()),
                Some(Na::AsTarget) => {
                    target.and_then(|it| number_of(wiring, measure, from, (it, Some(it))))
                }
                Some(Na::Block) => return into.barred.push(name(wiring, from)),
                Some(Na::Exclude) | None => return into.out.excluded.push((from, why)),
            },
            Got::Blank => {
                into.out.missing.push(from);
                match &measure.blank {
                    Some(Blank::Worst | Blank::WorstOnceBegun) => worst(measure, ends()),
                    Some(Blank::Value(value)) => replacement(wiring, measure, from, value),
                    Some(Blank::Skip | Blank::SkipUpTo(_)) => return,
                    Some(Blank::Block) | None => None,
                }
            }
        };
        match number {
            Some(number) => {
                into.out.used.push((from, number.clone()));
                into.used.push(Used { number, weight: feed.weight, level: feed.level });
            }
            None => into.is_blocked = true,
        }
    }

    fn feed(self, measure: &Measure, input: &Input, cells: &Cells) -> Feed {
        let (got, level) = match input.origin {
            Origin::Question(position) => {
                let got = match self.items.get(position).map(|it| &it.state) {
                    Some(State::Value(worth)) => {
                        let worth = (worth, self.target(input.origin));
                        let number = number_of(self.wiring, measure, input.origin, worth);
                        number.map_or(Got::Blank, Got::Number)
                    }
                    Some(State::NotApplicable(why)) => Got::NotApplicable(Clause::Came(*why)),
                    Some(State::Blank) | None => Got::Blank,
                };
                (got, node_of(self.wiring, position).and_then(|it| it.level))
            }
            Origin::Measure(other, at) => {
                let got = match cells.get(other).and_then(|it| it.get(&at)) {
                    Some(Cell::Value(value)) => {
                        let range = self.ranges.get(other).and_then(|it| it.get(&at));
                        transformed(measure, value, range, None).map_or(Got::Blank, Got::Number)
                    }
                    Some(Cell::NotApplicable(why)) => Got::NotApplicable(why.clone()),
                    Some(Cell::Missing(_)) | None => Got::Blank,
                };
                (got, None)
            }
        };
        Feed { from: input.origin, weight: input.weight.clone(), level, got }
    }

    fn target(self, from: Origin) -> Option<&'a Worth> {
        match from {
            Origin::Question(position) => self.items.get(position)?.target.as_ref(),
            Origin::Measure(..) => None,
        }
    }
}

fn node_of<'a>(wiring: &Wiring<'a>, position: usize) -> Option<&'a crate::framework::Node> {
    wiring.plan.node(*wiring.plan.questions.get(position)?)
}

/// Returns the number a measure takes from an answer, whose target may cap it.
pub(crate) fn number_of(
    wiring: &Wiring<'_>,
    measure: &Measure,
    from: Origin,
    (worth, target): (&Worth, Option<&Worth>),
) -> Option<Exact> {
    let Origin::Question(position) = from else { return None };
    let node = node_of(wiring, position)?;
    let as_number = |met: bool| if met { Exact::one() } else { Exact::zero() };
    match measure.op {
        Operator::Deduct => {
            let scale = wiring.plan.scales.get(node.scale.as_ref()?.as_str())?.scale;
            let partial = measure.partial_option.as_ref();
            let is_partial =
                scale.options.get(worth.option).is_some_and(|it| Some(&it.id) == partial);
            let points = node.points.clone()?;
            if worth.met? {
                Some(Exact::zero())
            } else if is_partial {
                Some(node.points_partial.clone().unwrap_or(points))
            } else {
                Some(points)
            }
        }
        Operator::Share | Operator::Count | Operator::Stack => match measure.count {
            None | Some(Count::Met) => worth.met.map(as_number),
            Some(Count::Credit) => worth.credit.clone(),
        },
        Operator::Mean | Operator::Sum | Operator::Min | Operator::Max | Operator::Median => {
            match measure.field.as_deref() {
                Some("met") => worth.met.map(as_number),
                Some("credit") => worth.credit.clone(),
                Some(_) | None => {
                    if !measure.normalise && measure.cap.is_none() {
                        return worth.value.clone();
                    }
                    let scale = wiring.plan.scales.get(node.scale.as_ref()?.as_str())?;
                    let range = scale.low.clone().zip(scale.high.clone());
                    let target = target.and_then(|it| it.value.as_ref());
                    transformed(measure, worth.value.as_ref()?, range.as_ref(), target)
                }
            }
        }
    }
}

/// Caps a value and maps it onto 0 to 1, as the measure says.
pub(crate) fn transformed(
    measure: &Measure,
    value: &Exact,
    range: Option<&(Exact, Exact)>,
    target: Option<&Exact>,
) -> Option<Exact> {
    let cap = measure.cap.as_ref().and_then(|it| match it.as_str() {
        "target" => target.cloned(),
        number => number.parse::<Exact>().ok(),
    });
    let value = match cap {
        Some(cap) if cap < *value => cap,
        Some(_) | None => value.clone(),
    };
    if !measure.normalise {
        return Some(value);
    }
    let (low, high) = range?;
    (&value - low).over(&(high - low))
}

/// Returns the lowest and highest number an input could bring.
pub(crate) fn ends(
    wiring: &Wiring<'_>,
    ranges: &Ranges,
    measure: &Measure,
    (from, target): (Origin, Option<&Exact>),
) -> Option<(Exact, Exact)> {
    match from {
        Origin::Question(position) => {
            let node = node_of(wiring, position)?;
            let is_figure = !matches!(
                measure.op,
                Operator::Deduct | Operator::Share | Operator::Count | Operator::Stack
            );
            if measure.op == Operator::Deduct {
                return Some((Exact::zero(), node.points.clone()?));
            }
            if !is_figure || measure.field.as_deref().is_some_and(|it| it != "value") {
                return Some((Exact::zero(), Exact::one()));
            }
            let scale = wiring.plan.scales.get(node.scale.as_ref()?.as_str())?;
            let range = scale.low.clone().zip(scale.high.clone());
            let seen = |it: &Exact| transformed(measure, it, range.as_ref(), target);
            Some((seen(scale.floor.as_ref()?)?, seen(scale.ceiling.as_ref()?)?))
        }
        Origin::Measure(other, at) => {
            let range = ranges.get(other)?.get(&at)?;
            let low = transformed(measure, &range.0, Some(range), None)?;
            Some((low, transformed(measure, &range.1, Some(range), None)?))
        }
    }
}

fn resolve_nothing() -> Worked {
    let cell = Cell::NotApplicable(Clause::NothingToCompute);
    Worked { cell, used: Vec::new(), excluded: Vec::new(), missing: Vec::new() }
}

/// Returns the number of the worst answer: under deduct it costs most, elsewhere it is the lowest.
pub(crate) fn worst(measure: &Measure, ends: Option<(Exact, Exact)>) -> Option<Exact> {
    ends.map(|it| if measure.op == Operator::Deduct { it.1 } else { it.0 })
}

/// Returns the number of the best answer.
pub(crate) fn best(measure: &Measure, ends: Option<(Exact, Exact)>) -> Option<Exact> {
    ends.map(|it| if measure.op == Operator::Deduct { it.0 } else { it.1 })
}

pub(crate) fn replacement(
    wiring: &Wiring<'_>,
    measure: &Measure,
    from: Origin,
    value: &Exact,
) -> Option<Exact> {
    let Origin::Question(position) = from else { return Some(value.clone()) };
    let node = node_of(wiring, position)?;
    let scale = wiring.plan.scales.get(node.scale.as_ref()?.as_str())?;
    let range = scale.low.clone().zip(scale.high.clone());
    let is_value = measure.field.as_deref().is_none_or(|it| it == "value");
    if is_value { transformed(measure, value, range.as_ref(), None) } else { Some(value.clone()) }
}

fn lacking(wiring: &Wiring<'_>, missing: &[Origin], total: usize) -> Clause {
    let n = missing.iter().filter(|it| matches!(it, Origin::Question(_))).count();
    if n == missing.len() {
        return Clause::Unanswered { n, of: total };
    }
    let names = missing.iter().take(5).map(|it| name(wiring, *it)).collect();
    Clause::NoValueYet { names, more: missing.len() > 5 }
}

/// Names an input for people.
pub(crate) fn name(wiring: &Wiring<'_>, from: Origin) -> String {
    match from {
        Origin::Question(position) => {
            wiring.plan.questions.get(position).map_or_else(String::new, |at| wiring.plan.name(*at))
        }
        Origin::Measure(index, at) if at == wiring.plan.root() => {
            wiring.measure(index).map_or_else(String::new, |it| title(wiring.plan.pack, it))
        }
        Origin::Measure(_, at) => wiring.plan.name(at),
    }
}

/// Names a measure for people.
pub(crate) fn title(pack: &Pack, measure: &Measure) -> String {
    let text = pack.plain(&measure.title);
    if text.is_empty() { measure.id.to_string().replace('_', " ") } else { text.to_owned() }
}

fn outcome(wiring: &Wiring<'_>, measure: &Measure, used: &[Used], missing: &[Origin]) -> Cell {
    let Some(number) = operate(measure, used) else {
        return Cell::NotApplicable(Clause::NothingToCompute);
    };
    let Some(number) = finished(wiring, measure, number) else {
        return Cell::Missing(Clause::NoRange);
    };
    let number = match &measure.incomplete_cap {
        Some(cap) if !missing.is_empty() && *cap < number => cap.clone(),
        Some(_) | None => number,
    };
    let number = rounded_as(measure, number);
    if number.is_manageable() { Cell::Value(number) } else { Cell::Missing(Clause::TooLong) }
}

fn rounded(number: &Exact, round: &Round) -> Exact {
    match round.mode {
        RoundMode::HalfUp => number.rounded(round.digits),
        RoundMode::Trunc => number.truncated(round.digits),
    }
}

/// Computes the operator alone.
pub(crate) fn operate(measure: &Measure, used: &[Used]) -> Option<Exact> {
    let numbers = || used.iter().map(|it| &it.number);
    match measure.op {
        Operator::Mean | Operator::Share => {
            let (sum, weights) = weighted(used)?;
            sum.over(&weights)
        }
        Operator::Sum | Operator::Count => weighted(used).map(|it| it.0),
        Operator::Min => numbers().min().cloned(),
        Operator::Max => numbers().max().cloned(),
        Operator::Median => {
            let mut sorted: Vec<Exact> = numbers().cloned().collect();
            sorted.sort();
            median(&sorted)
        }
        Operator::Deduct => {
            let start = measure.start.clone().unwrap_or_else(Exact::zero);
            Some(&start - &numbers().sum::<Exact>())
        }
        Operator::Stack => Some(stacked(used)).filter(|_| !used.is_empty()),
    }
}

/// Returns the weighted sum and the sum of weights; nothing once they have grown beyond bounds.
fn weighted(used: &[Used]) -> Option<(Exact, Exact)> {
    let mut sum = Exact::zero();
    let mut weights = Exact::zero();
    for it in used {
        sum = &sum + &(&it.number * &it.weight);
        weights = &weights + &it.weight;
        if !sum.is_manageable() {
            return None;
        }
    }
    Some((sum, weights))
}

/// A level counts as far as the ones below it are complete: full levels, then the share of the first open one.
fn stacked(used: &[Used]) -> Exact {
    let mut levels: BTreeMap<Option<u32>, (Exact, Exact)> = BTreeMap::new();
    for it in used {
        let (sum, weights) =
            levels.entry(it.level).or_insert_with(|| (Exact::zero(), Exact::zero()));
        *sum = &*sum + &(&it.number * &it.weight);
        *weights = &*weights + &it.weight;
    }
    let mut height = Exact::zero();
    for (sum, weights) in levels.values() {
        let share = sum.over(weights).unwrap_or_else(Exact::one);
        height = &height + &share;
        if share < Exact::one() {
            break;
        }
    }
    height
}

/// Maps the outcome back onto a scale and multiplies it, as the measure says.
pub(crate) fn finished(wiring: &Wiring<'_>, measure: &Measure, number: Exact) -> Option<Exact> {
    let number = if measure.denormalise {
        let scale = wiring.plan.scales.get(measure.scale.as_ref()?.as_str())?;
        let (low, high) = (scale.low.as_ref()?, scale.high.as_ref()?);
        low + &(&number * &(high - low))
    } else {
        number
    };
    Some(measure.times.as_ref().map_or_else(|| number.clone(), |it| &number * it))
}

/// Rounds as the measure says, else not at all.
pub(crate) fn rounded_as(measure: &Measure, number: Exact) -> Exact {
    match &measure.round {
        Some(round) => rounded(&number, round),
        None => number,
    }
}

/// Returns the rule by which `measure` is computed from `inputs`.
pub(crate) fn rule(measure: &Measure, inputs: &[Input]) -> Rule {
    Rule {
        op: measure.op,
        is_weighted: !matches!(measure.weight, None | Some(Weight::None)),
        n: inputs.len(),
        of_questions: inputs.iter().all(|it| matches!(it.origin, Origin::Question(_))),
        start: measure.start.clone().filter(|_| measure.op == Operator::Deduct),
        times: measure.times.clone(),
        blank: measure.blank.clone().unwrap_or(Blank::Block),
    }
}

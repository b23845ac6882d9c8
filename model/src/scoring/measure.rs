//! Stage 2: measures, computed from top to bottom, each at its places.

use std::collections::BTreeMap;

use super::{
    Exact,
    exact::median,
    plan::Plan,
    respondents::{Item, State, Worth},
};
use crate::framework::{Blank, Count, Measure, Na, Of, Operator, Pack, Round, RoundMode, Weight};

/// What a measure reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// All questions below.
    Items,
    /// Itself one level down.
    Children,
    /// Measures listed above, by position.
    Measures(Vec<usize>),
    /// A measure that is not listed above.
    Nowhere(String),
}

impl Source {
    /// Returns what the measure at position `index` of `pack` reads.
    pub(crate) fn of(pack: &Pack, index: usize) -> Self {
        let above = pack.measures.get(..index).unwrap_or_default();
        let find = |name: &str| {
            let found = above.iter().position(|it| it.id.as_str() == name);
            found.ok_or_else(|| name.to_owned())
        };
        let found = match pack.measures.get(index).map(|it| &it.of) {
            Some(Of::One(name)) if name.as_str() == "items" => return Self::Items,
            Some(Of::One(name)) if name.as_str() == "children" => return Self::Children,
            Some(Of::One(name)) => find(name.as_str()).map(|it| vec![it]),
            Some(Of::Many(names)) => names.iter().map(|it| find(it.as_str())).collect(),
            None => Ok(Vec::new()),
        };
        found.map_or_else(Self::Nowhere, Self::Measures)
    }
}

/// One input of a measure at a place.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) origin: Origin,
    pub(crate) weight: Exact,
}

/// Where an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A question, by its position among all questions.
    Question(usize),
    /// A measure at a place.
    Measure(usize, usize),
}

/// A framework wired up: which inputs each measure has at each of its places.
#[derive(Debug)]
pub(crate) struct Wiring<'a> {
    pub(crate) plan: Plan<'a>,
    /// By measure, then by place.
    pub(crate) inputs: Vec<BTreeMap<usize, Vec<Input>>>,
}

impl<'a> Wiring<'a> {
    pub(crate) fn of(pack: &'a Pack) -> Self {
        let plan = Plan::of(pack);
        let each = pack.measures.iter().enumerate();
        let inputs = each
            .map(|(index, measure)| {
                let source = Source::of(pack, index);
                let places = plan.places(&measure.at).into_iter();
                places.map(|at| (at, inputs_at(&plan, (index, measure), &source, at))).collect()
            })
            .collect();
        Self { plan, inputs }
    }

    pub(crate) fn measure(&self, index: usize) -> Option<&'a Measure> {
        self.plan.pack.measures.get(index)
    }

    pub(crate) fn inputs_of(&self, index: usize, at: usize) -> &[Input] {
        self.inputs.get(index).and_then(|it| it.get(&at)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn index_of(&self, id: &str) -> Option<usize> {
        self.plan.pack.measures.iter().position(|it| it.id.as_str() == id)
    }
}

fn inputs_at(
    plan: &Plan<'_>,
    (index, measure): (usize, &Measure),
    source: &Source,
    at: usize,
) -> Vec<Input> {
    let selects = |node: usize| measure.filter.as_ref().is_none_or(|it| plan.selects(it, node));
    let depth = |node: usize| {
        let own = plan.spot(at).map_or(0, |it| it.depth);
        plan.spot(node).map_or(0, |it| it.depth.saturating_sub(own))
    };
    let question = |position: usize, node: usize| Input {
        origin: Origin::Question(position),
        weight: weight(plan, measure, node, plan.spot(node).and_then(|it| it.parent)),
    };
    let place = |measured: usize, node: usize| Input {
        origin: Origin::Measure(measured, node),
        weight: weight(plan, measure, node, Some(node)),
    };
    match source {
        Source::Items => {
            let range = plan.question_range(at);
            let nodes = plan.questions_at(at).iter().copied();
            let all = range.zip(nodes).filter(|(_, node)| {
                selects(*node) && measure.select.as_ref().is_none_or(|it| it.depth == depth(*node))
            });
            all.map(|(position, node)| question(position, node)).collect()
        }
        Source::Children => {
            let mut out = Vec::new();
            // A question at which the measure stands is its own input.
            if let Ok(position) = plan.questions.binary_search(&at) {
                out.push(question(position, at));
            }
            let mut open: Vec<usize> = plan.children(at).into_iter().rev().collect();
            while let Some(node) = open.pop() {
                let own = plan.questions.binary_search(&node);
                if plan.is_at(&measure.at, node) {
                    out.extend(selects(node).then(|| place(index, node)));
                } else if let Ok(position) = own {
                    out.extend(selects(node).then(|| question(position, node)));
                } else {
                    open.extend(plan.children(node).into_iter().rev());
                }
            }
            out
        }
        Source::Measures(read) => {
            let many = matches!(measure.of, Of::Many(_));
            let each = read.iter().flat_map(|other| {
                let elsewhere = plan.pack.measures.get(*other).map(|it| &it.at);
                let here = elsewhere.is_some_and(|it| plan.is_at(it, at));
                let places = match elsewhere {
                    _ if here => vec![at],
                    Some(place) if !many => plan.nearest_below(place, at),
                    Some(_) | None => Vec::new(),
                };
                let kept = places.into_iter().filter(|node| here || selects(*node));
                kept.map(|node| place(*other, node)).collect::<Vec<_>>()
            });
            each.collect()
        }
        Source::Nowhere(_) => Vec::new(),
    }
}

fn weight(plan: &Plan<'_>, measure: &Measure, own: usize, belongs: Option<usize>) -> Exact {
    let at = match measure.weight {
        None | Some(Weight::None) => None,
        Some(Weight::Item) => Some(own),
        Some(Weight::Node) => belongs,
    };
    let weight = at.and_then(|it| plan.node(it)).and_then(|it| it.weight.clone());
    weight.unwrap_or_else(Exact::one)
}

/// A measure at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Value(Exact),
    /// Nothing that counts applies here.
    NotApplicable(String),
    /// Something is missing.
    Missing(String),
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
    pub(crate) excluded: Vec<(Origin, String)>,
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

/// An input as a number, with the ends it could reach.
struct Feed {
    from: Origin,
    weight: Exact,
    level: Option<u32>,
    got: Got,
    ends: Option<(Exact, Exact)>,
}

enum Got {
    Number(Exact),
    NotApplicable(String),
    Blank,
}

/// A number that counts.
pub(crate) struct Used {
    pub(crate) number: Exact,
    pub(crate) weight: Exact,
    pub(crate) level: Option<u32>,
}

impl Ground<'_> {
    /// Computes one measure at one place and keeps its cell.
    pub(crate) fn work(self, index: usize, at: usize, cells: &mut Cells) -> Worked {
        let worked = match self.wiring.measure(index) {
            Some(measure) => {
                let inputs = self.wiring.inputs_of(index, at).iter();
                let feeds: Vec<Feed> = inputs.map(|it| self.feed(measure, it, cells)).collect();
                resolve(self.wiring, measure, feeds)
            }
            None => resolve_nothing(),
        };
        if let Some(column) = cells.get_mut(index) {
            column.insert(at, worked.cell.clone());
        }
        worked
    }

    fn feed(self, measure: &Measure, input: &Input, cells: &Cells) -> Feed {
        let ends = ends(self.wiring, self.ranges, measure, input.origin);
        let (got, level) = match input.origin {
            Origin::Question(position) => {
                let got = match self.items.get(position).map(|it| &it.state) {
                    Some(State::Value(worth)) => figure(self.wiring, measure, position, worth),
                    Some(State::NotApplicable(why)) => Got::NotApplicable(why.clone()),
                    Some(State::Blank) | None => Got::Blank,
                };
                (got, node_of(self.wiring, position).and_then(|it| it.level))
            }
            Origin::Measure(other, at) => {
                let got = match cells.get(other).and_then(|it| it.get(&at)) {
                    Some(Cell::Value(value)) => {
                        let range = self.ranges.get(other).and_then(|it| it.get(&at));
                        transformed(measure, value, range).map_or(Got::Blank, Got::Number)
                    }
                    Some(Cell::NotApplicable(why)) => Got::NotApplicable(why.clone()),
                    Some(Cell::Missing(_)) | None => Got::Blank,
                };
                (got, None)
            }
        };
        Feed { from: input.origin, weight: input.weight.clone(), level, got, ends }
    }
}

fn node_of<'a>(wiring: &Wiring<'a>, position: usize) -> Option<&'a crate::framework::Node> {
    wiring.plan.node(*wiring.plan.questions.get(position)?)
}

/// Returns the number a measure takes from an answer.
fn figure(wiring: &Wiring<'_>, measure: &Measure, position: usize, worth: &Worth) -> Got {
    let number = number_of(wiring, measure, position, worth);
    number.map_or(Got::Blank, Got::Number)
}

pub(crate) fn number_of(
    wiring: &Wiring<'_>,
    measure: &Measure,
    position: usize,
    worth: &Worth,
) -> Option<Exact> {
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
                    let scale = wiring.plan.scales.get(node.scale.as_ref()?.as_str())?;
                    let range = scale.low.clone().zip(scale.high.clone());
                    transformed(measure, worth.value.as_ref()?, range.as_ref())
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
) -> Option<Exact> {
    let cap = measure.cap.as_ref().and_then(|it| it.as_str().parse::<Exact>().ok());
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
    from: Origin,
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
            let low = transformed(measure, scale.floor.as_ref()?, range.as_ref())?;
            Some((low, transformed(measure, scale.ceiling.as_ref()?, range.as_ref())?))
        }
        Origin::Measure(other, at) => {
            let range = ranges.get(other)?.get(&at)?;
            let low = transformed(measure, &range.0, Some(range))?;
            Some((low, transformed(measure, &range.1, Some(range))?))
        }
    }
}

fn resolve_nothing() -> Worked {
    let cell = Cell::NotApplicable("there is nothing to compute".to_owned());
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

/// Applies the policies for what is missing and what does not apply, then computes.
fn resolve(wiring: &Wiring<'_>, measure: &Measure, feeds: Vec<Feed>) -> Worked {
    let total = feeds.len();
    let mut out = resolve_nothing();
    let mut used = Vec::new();
    let mut is_blocked = false;
    for feed in feeds {
        let number = match feed.got {
            Got::Number(number) => Some(number),
            Got::NotApplicable(why) => match measure.na {
                Some(Na::AsMet) => best(measure, feed.ends),
                Some(Na::Worst) => worst(measure, feed.ends),
                Some(Na::Exclude | Na::AsTarget) | None => {
                    out.excluded.push((feed.from, why));
                    continue;
                }
            },
            Got::Blank => {
                out.missing.push(feed.from);
                match &measure.blank {
                    Some(Blank::Worst) => worst(measure, feed.ends),
                    Some(Blank::Value(value)) => replacement(wiring, measure, feed.from, value),
                    Some(Blank::Skip) => continue,
                    Some(Blank::Block) | None => None,
                }
            }
        };
        match number {
            Some(number) => {
                out.used.push((feed.from, number.clone()));
                used.push(Used { number, weight: feed.weight, level: feed.level });
            }
            None => is_blocked = true,
        }
    }
    out.cell = if is_blocked {
        Cell::Missing(missing_words(wiring, &out.missing, total))
    } else if used.is_empty() && !out.missing.is_empty() {
        Cell::Missing("nothing is answered yet".to_owned())
    } else if used.is_empty() && total > 0 {
        Cell::NotApplicable("nothing here applies".to_owned())
    } else {
        outcome(wiring, measure, &used, &out.missing)
    };
    out
}

fn replacement(
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
    if is_value { transformed(measure, value, range.as_ref()) } else { Some(value.clone()) }
}

fn missing_words(wiring: &Wiring<'_>, missing: &[Origin], total: usize) -> String {
    let questions = missing.iter().filter(|it| matches!(it, Origin::Question(_))).count();
    if questions == missing.len() {
        return match total {
            1 => "its question is not answered".to_owned(),
            _ => format!("{questions} of {total} questions not answered"),
        };
    }
    let names: Vec<String> = missing.iter().take(5).map(|it| name(wiring, *it)).collect();
    let more = if missing.len() > 5 { " and more" } else { "" };
    format!(
        "{}{more} {} no value yet",
        names.join(", "),
        if missing.len() == 1 { "has" } else { "have" }
    )
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
        return Cell::NotApplicable("there is nothing to compute".to_owned());
    };
    let Some(number) = finished(wiring, measure, number) else {
        return Cell::Missing("the scale has no range".to_owned());
    };
    let number = match &measure.incomplete_cap {
        Some(cap) if !missing.is_empty() && *cap < number => cap.clone(),
        Some(_) | None => number,
    };
    let number = rounded_as(measure, number);
    if number.is_manageable() {
        Cell::Value(number)
    } else {
        Cell::Missing("the number has grown too long to be exact".to_owned())
    }
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

/// Says the rule in words.
pub(crate) fn rule(measure: &Measure, inputs: &[Input]) -> String {
    let is_weighted = !matches!(measure.weight, None | Some(Weight::None));
    let op = match measure.op {
        Operator::Mean if is_weighted => "weighted mean",
        Operator::Mean => "mean",
        Operator::Sum if is_weighted => "weighted sum",
        Operator::Sum => "sum",
        Operator::Min => "lowest",
        Operator::Max => "highest",
        Operator::Median => "median",
        Operator::Share => "share met",
        Operator::Count => "number met",
        Operator::Deduct => "points left",
        Operator::Stack => "levels stacked",
    };
    let n = inputs.len();
    let is_question = inputs.iter().all(|it| matches!(it.origin, Origin::Question(_)));
    let noun = match (is_question, n) {
        (true, 1) => "question",
        (true, _) => "questions",
        (false, 1) => "value",
        (false, _) => "values",
    };
    let mut out = format!("{op} of {n} {noun}");
    if let (Operator::Deduct, Some(start)) = (measure.op, &measure.start) {
        out = format!("{out}, from {start}");
    }
    if let Some(times) = &measure.times {
        out = format!("{out}, times {times}");
    }
    out.push_str(match &measure.blank {
        Some(Blank::Worst) => "; what is missing counts as the worst",
        Some(Blank::Skip) => "; what is missing is left out",
        Some(Blank::Value(_)) => "; what is missing counts as a fixed value",
        Some(Blank::Block) | None => "; no value while anything is missing",
    });
    out
}

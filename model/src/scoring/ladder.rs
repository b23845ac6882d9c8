//! Stage 3: ladders. Conditions are judged, and each says its figures.

mod judge;

use std::collections::BTreeMap;

use self::judge::{Judge, Judged};
use super::{
    Exact, Inputs, RungOutcome, Tier, measure::Cells, plan::Plan, respondents::Item, told::Clause,
    wiring::Wiring,
};
use crate::{
    answer::{Basis, Said},
    framework::{But, Ladder, LadderMode, Node, OpenLimit, Rung, Scale},
    time::Date,
};

/// A ladder at a place.
#[derive(Debug, Clone)]
pub(crate) struct Climb {
    /// Position of the rung reached.
    pub(crate) reached: Option<usize>,
    /// Why that can't be said.
    pub(crate) undetermined: Option<Clause>,
    pub(crate) rungs: Vec<RungOutcome>,
    /// Position of the rung that stops the climb.
    pub(crate) stopped_by: Option<usize>,
    /// Whether none of its conditions has anything to judge.
    pub(crate) is_void: bool,
    /// Whether a rung has failed only as long as answers are missing.
    pub(crate) may_turn: bool,
}

/// Most reasons that are told why a rung can't be judged.
const MOST: usize = 6;

/// Climbs by ladder, then by place.
pub(crate) type Climbs = Vec<BTreeMap<usize, Climb>>;

/// Days on which something was tested, by node.
pub(crate) type Records = BTreeMap<usize, Vec<Date>>;

/// Collects what was tested, on nodes that ask for evidence.
pub(crate) fn records(plan: &Plan<'_>, inputs: &Inputs) -> Records {
    let mut records = Records::new();
    for at in 0..plan.spots.len() {
        record_at(plan, inputs, at, &mut records);
    }
    records
}

/// Collects what was tested for the node at `at`.
pub(crate) fn record_at(plan: &Plan<'_>, inputs: &Inputs, at: usize, records: &mut Records) {
    records.remove(&at);
    let Some(node) = plan.node(at).filter(|it| it.is_question() && it.evidence.is_some()) else {
        return;
    };
    let answers = inputs.spoken(&node.id).into_iter().flat_map(BTreeMap::values);
    let tested = answers.filter_map(|answer| match (&answer.said, answer.basis) {
        (Said::Option(_) | Said::Text(_) | Said::Number(_), Basis::Tested(day)) => Some(day),
        (Said::DontKnow | Said::NotApplicable { .. }, _)
        | (_, Basis::Claimed | Basis::Documented) => None,
    });
    let mut days: Vec<Date> = tested.collect();
    days.sort_unstable();
    // The same day told by two people is one record.
    days.dedup();
    if !days.is_empty() {
        records.insert(at, days);
    }
}

/// What stage 3 judges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bench<'a> {
    pub(crate) wiring: &'a Wiring<'a>,
    pub(crate) items: &'a [Item],
    pub(crate) cells: &'a Cells,
    pub(crate) inputs: &'a Inputs,
    pub(crate) records: &'a Records,
}

/// Climbs every ladder at every place.
pub(crate) fn all(bench: Bench<'_>) -> Climbs {
    let plan = &bench.wiring.plan;
    let mut climbs = Climbs::new();
    for ladder in &plan.pack.ladders {
        let places = plan.places(&ladder.at).into_iter();
        let column = places.map(|at| (at, bench.climb(ladder, at, &climbs))).collect();
        climbs.push(column);
    }
    climbs
}

/// Names a ladder for people.
pub(crate) fn ladder_title(plan: &Plan<'_>, ladder: &Ladder) -> String {
    let text = plan.pack.plain(&ladder.title);
    if text.is_empty() { ladder.id.to_string().replace('_', " ") } else { text.to_owned() }
}

/// Names a rung for people.
pub(crate) fn rung_name(plan: &Plan<'_>, rung: &Rung) -> String {
    let text = plan.pack.plain(&rung.name);
    if text.is_empty() { rung.id.to_string() } else { text.to_owned() }
}

/// Returns the rung at position `rank` of `ladder`.
pub(crate) fn tier(plan: &Plan<'_>, ladder: &Ladder, rank: usize) -> Option<Tier> {
    let rung = ladder.rungs.get(rank)?;
    Some(Tier { id: rung.id.clone(), name: rung_name(plan, rung), rank })
}

impl<'a> Bench<'a> {
    /// Climbs one ladder at one place; `climbs` has the ladders above it.
    pub(crate) fn climb(self, ladder: &'a Ladder, at: usize, climbs: &Climbs) -> Climb {
        let judge = Judge { bench: self, ladder, at, climbs };
        let judged: Vec<Judged> = ladder.rungs.iter().map(|it| judge.rung(it)).collect();
        let is_void = judged.iter().filter_map(|it| it.is_void).min() == Some(true);
        let may_turn = judged.iter().any(|it| it.may_turn);
        let rungs: Vec<RungOutcome> = judged.into_iter().map(|it| it.outcome).collect();
        let holds: Vec<Option<bool>> = rungs.iter().map(|it| it.holds).collect();
        let (reached, open) = reach(ladder.mode, &holds);
        let (undetermined, stopped_by) = (None, None);
        let mut climb = Climb { reached, undetermined, rungs, stopped_by, is_void, may_turn };
        climb.undetermined =
            open.and_then(|it| climb.rungs.get(it)).map(|rung| climb.why_open(rung));
        let next = if open.is_some() { open } else { Some(reached.map_or(0, |it| it + 1)) };
        climb.stopped_by = next.filter(|it| *it < climb.rungs.len());
        climb.reached = reached.filter(|_| open.is_none());
        climb
    }
}

impl Climb {
    /// Says why `rung` can't be judged.
    fn why_open(&self, rung: &RungOutcome) -> Clause {
        if self.is_void {
            return Clause::NothingApplies;
        }
        let lacking = rung.conditions.iter().filter(|it| it.holds.is_none());
        let said = lacking.flat_map(|it| match it.detail.0.as_slice() {
            [] => vec![Clause::Asked(Box::new(it.text.clone()))],
            detail => detail.to_vec(),
        });
        let mut why: Vec<Clause> = Vec::new();
        for reason in said {
            if !why.contains(&reason) {
                why.push(reason);
            }
        }
        let more = why.len() > MOST;
        why.truncate(MOST);
        Clause::Unjudged { rung: rung.name.clone(), why, more }
    }
}

/// Returns the rung reached, and the rung that leaves it open if one does.
fn reach(mode: LadderMode, holds: &[Option<bool>]) -> (Option<usize>, Option<usize>) {
    match mode {
        LadderMode::Cumulative => {
            let first = holds.iter().position(|it| *it != Some(true));
            let open = first.filter(|it| holds.get(*it) == Some(&None));
            let passed = first.unwrap_or(holds.len());
            (passed.checked_sub(1), open)
        }
        LadderMode::Highest => {
            let top = holds.iter().rposition(|it| *it != Some(false));
            let open = top.filter(|it| holds.get(*it) == Some(&None));
            (if open.is_some() { None } else { top }, open)
        }
    }
}

/// Says whether a ladder with such rungs reaches the one at `needed`, whatever happens above it.
///
/// # Errors
///
/// Returns the rung that leaves it open.
pub(crate) fn passes(
    mode: LadderMode,
    rungs: &[RungOutcome],
    needed: usize,
) -> Result<bool, &RungOutcome> {
    let open = |it: &&RungOutcome| it.holds.is_none();
    match mode {
        LadderMode::Cumulative => {
            let stop = rungs.iter().take(needed + 1).find(|it| it.holds != Some(true));
            stop.filter(open).map_or(Ok(stop.is_none() && needed < rungs.len()), Err)
        }
        LadderMode::Highest => {
            let above = rungs.get(needed..).unwrap_or_default();
            let holds = above.iter().any(|it| it.holds == Some(true));
            above.iter().rfind(open).filter(|_| !holds).map_or(Ok(holds), Err)
        }
    }
}

/// Says whether `limit` allows that `node` is open at an option, by its position, or whatever is said of it.
pub(crate) fn may_be_open(
    limit: &OpenLimit,
    node: &Node,
    scale: Option<&Scale>,
    option: Option<usize>,
) -> bool {
    if limit.never.contains(&node.id) {
        return false;
    }
    let excuses = |but: &But| match but {
        But::Always(id) => *id == node.id,
        But::From { node: id, at_least } => {
            let lowest = scale.and_then(|it| it.options.iter().position(|it| it.id == *at_least));
            *id == node.id && option.zip(lowest).is_some_and(|(option, lowest)| option >= lowest)
        }
    };
    let points = node.points.clone().unwrap_or_else(Exact::zero);
    points <= limit.points_max || limit.but.iter().any(excuses)
}

/// Says whether a question at or below `at` that has no answer yet may still bring evidence of `kind`.
pub(crate) fn may_come(
    (plan, items, inputs): (&Plan<'_>, &[Item], &Inputs),
    at: usize,
    kind: &str,
) -> bool {
    let mut range = plan.spot(at).map_or(0..plan.spots.len(), |spot| at..spot.end);
    range.any(|at| {
        let Some(node) = plan.node(at) else { return false };
        let asks = node.is_question() && node.evidence.as_ref().is_some_and(|ask| ask.kind == kind);
        asks && match plan.questions.binary_search(&at) {
            Ok(position) => items.get(position).is_some_and(|it| it.is_blank() || it.is_unsettled),
            Err(_) => inputs.spoken(&node.id).is_none_or(BTreeMap::is_empty),
        }
    })
}

/// Returns the records of evidence of `kind` at or below `at`.
pub(crate) fn fitting<'r>(
    plan: &'r Plan<'_>,
    records: &'r Records,
    at: usize,
    kind: &'r str,
) -> impl Iterator<Item = (usize, Date)> + 'r {
    let range = plan.spot(at).map_or(0..plan.spots.len(), |spot| at..spot.end);
    let fits = move |node: usize| {
        let asks = plan.node(node).and_then(|it| it.evidence.as_ref());
        asks.is_some_and(|it| it.kind == kind)
    };
    let here = records.range(range).filter(move |it| fits(*it.0));
    here.flat_map(|(node, days)| days.iter().map(|day| (*node, *day)))
}

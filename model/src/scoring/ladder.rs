//! Stage 3: ladders. Conditions are judged, and each says its figures.

use std::collections::BTreeMap;

use super::{
    ConditionOutcome, Exact, Inputs, RungOutcome,
    measure::{Cell, Cells, Wiring, title},
    plan::Plan,
    respondents::{Item, State},
};
use crate::{
    answer::{Basis, Said},
    framework::{
        AnsweredCondition, Condition, EachCondition, EachLadderCondition, Empty, EvidenceCondition,
        FactCondition, Ladder, LadderCondition, LadderMode, LadderNa, Limit, MeasureCondition,
        Node, OpenLimit, Rung, Where,
    },
    ids::{LadderId, MeasureId},
    time::Date,
};

/// A ladder at a place.
#[derive(Debug, Clone)]
pub(crate) struct Climb {
    /// Position of the rung reached.
    pub(crate) reached: Option<usize>,
    /// Why that can't be said.
    pub(crate) undetermined: Option<String>,
    pub(crate) rungs: Vec<RungOutcome>,
    /// Position of the rung that stops the climb.
    pub(crate) stopped_by: Option<usize>,
}

/// Climbs by ladder, then by place.
pub(crate) type Climbs = Vec<BTreeMap<usize, Climb>>;

/// Days on which something was tested, by node.
pub(crate) type Records = BTreeMap<usize, Vec<Date>>;

/// Collects what was tested, on nodes that ask for evidence.
pub(crate) fn records(plan: &Plan<'_>, inputs: &Inputs) -> Records {
    let mut records = Records::new();
    for (at, spot) in plan.spots.iter().enumerate() {
        if !spot.node.is_question() || spot.node.evidence.is_none() {
            continue;
        }
        for answer in inputs.answers.get(&spot.node.id).into_iter().flat_map(BTreeMap::values) {
            let says = match &answer.said {
                Said::Option(_) | Said::Text(_) | Said::Number(_) => true,
                Said::DontKnow | Said::NotApplicable { .. } => false,
            };
            if let (true, Basis::Tested(day)) = (says, answer.basis) {
                records.entry(at).or_default().push(day);
            }
        }
    }
    for days in records.values_mut() {
        days.sort_unstable();
        // The same day told by two people is one record.
        days.dedup();
    }
    records
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

impl<'a> Bench<'a> {
    /// Climbs one ladder at one place; `climbs` has the ladders above it.
    pub(crate) fn climb(self, ladder: &'a Ladder, at: usize, climbs: &Climbs) -> Climb {
        let judge = Judge { bench: self, ladder, at, climbs };
        let rungs: Vec<RungOutcome> = ladder.rungs.iter().map(|it| judge.rung(it)).collect();
        let holds: Vec<Option<bool>> = rungs.iter().map(|it| it.holds).collect();
        let (reached, open) = reach(ladder.mode, &holds);
        let undetermined = open.and_then(|it| rungs.get(it)).map(|rung| {
            let lacking = rung.conditions.iter().filter(|it| it.holds.is_none());
            let said = lacking.flat_map(|it| {
                let why = if it.detail.is_empty() { &it.text } else { &it.detail };
                why.split("; ").map(str::to_owned)
            });
            let mut reasons: Vec<String> = Vec::new();
            for reason in said {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
            let more = if reasons.len() > 6 { " …" } else { "" };
            reasons.truncate(6);
            format!("“{}” can't be judged: {}{more}", rung.name, reasons.join("; "))
        });
        let next = if undetermined.is_some() { open } else { Some(reached.map_or(0, |it| it + 1)) };
        let stopped_by = next.filter(|it| *it < rungs.len());
        let reached = if undetermined.is_some() { None } else { reached };
        Climb { reached, undetermined, rungs, stopped_by }
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

struct Judge<'a> {
    bench: Bench<'a>,
    ladder: &'a Ladder,
    at: usize,
    climbs: &'a Climbs,
}

/// A condition judged, not yet in words.
pub(crate) struct Verdict {
    pub(crate) text: String,
    pub(crate) holds: Option<bool>,
    pub(crate) value: Option<Exact>,
    pub(crate) limit: Option<Exact>,
    pub(crate) detail: String,
}

impl Verdict {
    fn of(text: String, holds: Option<bool>) -> Self {
        Self { text, holds, value: None, limit: None, detail: String::new() }
    }

    fn figures(mut self, value: Option<Exact>, limit: Option<Exact>) -> Self {
        self.value = value;
        self.limit = limit;
        self
    }

    fn detail(mut self, detail: String) -> Self {
        self.detail = detail;
        self
    }

    fn outcome(self) -> ConditionOutcome {
        let margin =
            self.value.as_ref().zip(self.limit.as_ref()).map(|(value, limit)| value - limit);
        ConditionOutcome {
            text: self.text,
            holds: self.holds,
            value: self.value,
            limit: self.limit,
            margin,
            detail: self.detail,
        }
    }
}

impl<'a> Judge<'a> {
    fn plan(&self) -> &'a Plan<'a> {
        &self.bench.wiring.plan
    }

    fn rung(&self, rung: &Rung) -> RungOutcome {
        let verdicts: Vec<Verdict> = rung.require.iter().map(|it| self.condition(it)).collect();
        let holds = every(verdicts.iter().map(|it| it.holds));
        RungOutcome {
            id: rung.id.clone(),
            name: rung_name(self.plan(), rung),
            holds,
            conditions: verdicts.into_iter().map(Verdict::outcome).collect(),
        }
    }

    fn condition(&self, condition: &Condition) -> Verdict {
        match condition {
            Condition::Measure(it) => self.measure(it),
            Condition::Each(it) => self.each(it),
            Condition::AllMet(it) => {
                let words = format!("every question {}is met", words(&it.filter));
                self.share(&it.filter, &Exact::one(), words)
            }
            Condition::ShareMet(it) => {
                let words =
                    format!("a share of {} of the questions {}is met", it.min, words(&it.filter));
                self.share(&it.filter, &it.min, words)
            }
            Condition::Open(it) => self.open(it),
            Condition::Evidence(it) => self.evidence(it),
            Condition::Answered(it) => self.answered(it),
            Condition::Facts(it) => self.fact(it),
            Condition::Ladder(it) => self.ladder(it),
            Condition::EachLadder(it) => self.each_ladder(it),
            Condition::AnyOf(inner) => self.any_of(inner),
        }
    }

    fn cell(&self, measure: &MeasureId, at: usize) -> Option<&'a Cell> {
        let index = self.bench.wiring.index_of(measure.as_str())?;
        self.bench.cells.get(index)?.get(&at)
    }

    fn title(&self, measure: &MeasureId) -> String {
        let found = self.bench.wiring.index_of(measure.as_str());
        let found = found.and_then(|it| self.bench.wiring.measure(it));
        found.map_or_else(|| measure.to_string(), |it| title(self.plan().pack, it))
    }

    fn empty(&self) -> Option<bool> {
        self.ladder.empty.map(|it| it == Empty::Pass)
    }

    /// A value, or what its absence says with the reason.
    fn value(&self, measure: &MeasureId) -> Result<Exact, (Option<bool>, String)> {
        match self.cell(measure, self.at) {
            Some(Cell::Value(value)) => Ok(value.clone()),
            Some(Cell::NotApplicable(why)) => {
                Err((self.empty(), format!("{}: {why}", self.title(measure))))
            }
            Some(Cell::Missing(why)) => Err((None, format!("{}: {why}", self.title(measure)))),
            None => Err((None, format!("{} has no value here", self.title(measure)))),
        }
    }

    fn limit(&self, limit: &Limit) -> Result<Exact, (Option<bool>, String)> {
        match limit {
            Limit::Number(number) => Ok(number.clone()),
            Limit::Measure { measure, times } => self.value(measure).map(|it| &it * times),
        }
    }

    fn measure(&self, it: &MeasureCondition) -> Verdict {
        let bounds = [("at least", &it.min), ("below", &it.below)];
        let said = bounds.iter().filter_map(|(word, limit)| {
            Some(match limit.as_ref()? {
                Limit::Number(number) => format!("{word} {number}"),
                Limit::Measure { measure, times } => {
                    format!("{word} {times} times {}", self.title(measure))
                }
            })
        });
        let text =
            format!("{} {}", self.title(&it.measure), said.collect::<Vec<_>>().join(" and "));
        let value = match self.value(&it.measure) {
            Ok(value) => value,
            Err((holds, why)) => return Verdict::of(text, holds).detail(why),
        };
        let mut holds = true;
        let mut shown = None;
        for (limit, is_min) in [(&it.min, true), (&it.below, false)] {
            let Some(limit) = limit else { continue };
            match self.limit(limit) {
                Ok(limit) => {
                    let fits = if is_min { value >= limit } else { value < limit };
                    // Of two limits the one that fails is shown.
                    if shown.is_none() || (holds && !fits) {
                        shown = Some(limit);
                    }
                    holds &= fits;
                }
                Err((holds, why)) => return Verdict::of(text, holds).detail(why),
            }
        }
        Verdict::of(text, Some(holds))
            .detail(misleading(&value, shown.as_ref()))
            .figures(Some(value), shown)
    }

    fn each(&self, it: &EachCondition) -> Verdict {
        let title = self.title(&it.measure);
        let text = match it.except {
            0 => format!("{title} at least {} everywhere", it.min),
            1 => format!("{title} at least {} everywhere but in one place", it.min),
            n => format!("{title} at least {} everywhere but in {n} places", it.min),
        };
        let wiring = self.bench.wiring;
        let measure = wiring.index_of(it.measure.as_str());
        let place = measure.and_then(|it| wiring.measure(it)).map(|it| &it.at);
        let places = place.map_or_else(Vec::new, |it| self.plan().nearest_below(it, self.at));
        let mut values = Vec::new();
        let mut missing = Vec::new();
        for at in places {
            match self.cell(&it.measure, at) {
                Some(Cell::Value(value)) => values.push((value.clone(), at)),
                Some(Cell::NotApplicable(_)) => {}
                Some(Cell::Missing(why)) => {
                    missing.push(format!("{}: {why}", self.plan().name(at)));
                }
                None => missing.push(self.plan().name(at)),
            }
        }
        if !missing.is_empty() {
            return Verdict::of(text, None).detail(missing.join("; "));
        }
        if values.is_empty() {
            return Verdict::of(text, self.empty()).detail("nothing here applies".to_owned());
        }
        values.sort();
        let except = usize::try_from(it.except).unwrap_or(usize::MAX);
        let short: Vec<String> = values
            .iter()
            .filter(|value| value.0 < it.min)
            .map(|(value, at)| format!("{} {value}", self.plan().name(*at)))
            .collect();
        let detail =
            if short.is_empty() { String::new() } else { format!("below: {}", short.join(", ")) };
        // The one that decides: the lowest after those that are excepted.
        let decides = values.get(except).map(|it| it.0.clone());
        Verdict::of(text, Some(short.len() <= except))
            .detail(detail)
            .figures(decides, Some(it.min.clone()))
    }

    fn share(&self, filter: &Where, min: &Exact, text: String) -> Verdict {
        let mut counts = Counts::default();
        let mut open = Vec::new();
        for node in self.plan().selected(filter, self.at) {
            match self.state(node) {
                Some(State::Value(worth)) if worth.met == Some(true) => counts.met += 1,
                Some(State::Value(_)) => {
                    counts.unmet += 1;
                    open.push(self.plan().name(node));
                }
                Some(State::NotApplicable(_)) if self.ladder.na == Some(LadderNa::Deny) => {
                    counts.unmet += 1;
                }
                Some(State::NotApplicable(_)) => {}
                Some(State::Blank) | None => counts.blank += 1,
            }
        }
        let total = counts.met + counts.unmet + counts.blank;
        if total == 0 {
            return Verdict::of(text, self.empty()).detail("nothing here applies".to_owned());
        }
        let of_total = |n: usize| Exact::count(n).over(&Exact::count(total));
        let low = of_total(counts.met);
        let high = of_total(counts.met + counts.blank);
        let holds = if low.as_ref().is_some_and(|it| it >= min) {
            Some(true)
        } else if high.is_some_and(|it| it < *min) {
            Some(false)
        } else {
            None
        };
        let mut detail = format!("{} of {total} met", counts.met);
        if counts.blank > 0 {
            detail = format!("{detail}, {} not answered", counts.blank);
        }
        if !open.is_empty() {
            let names: Vec<&str> = open.iter().take(10).map(String::as_str).collect();
            let more = if open.len() > 10 { " …" } else { "" };
            detail = format!("{detail}; not met: {}{more}", names.join(", "));
        }
        Verdict::of(text, holds).detail(detail).figures(low, Some(min.clone()))
    }

    fn state(&self, node: usize) -> Option<&'a State> {
        let position = self.plan().questions.binary_search(&node).ok()?;
        self.bench.items.get(position).map(|it| &it.state)
    }

    fn open(&self, it: &OpenLimit) -> Verdict {
        let mut text = format!("nothing worth more than {} points is open", it.points_max);
        for (word, names) in [("but for", &it.but), ("and none of", &it.never)] {
            if !names.is_empty() {
                text = format!("{text} {word} {} named", names.len());
            }
        }
        let mut against = Vec::new();
        let mut unknown = Vec::new();
        for node in self.plan().questions_at(self.at) {
            let Some(here) = self.plan().node(*node) else { continue };
            let name = || self.plan().name(*node);
            match self.state(*node) {
                Some(State::Value(worth)) if worth.met == Some(true) => {}
                Some(State::Value(_)) => against.extend(may_not_be_open(it, here).then(name)),
                Some(State::NotApplicable(_)) => {}
                Some(State::Blank) | None => unknown.extend(may_not_be_open(it, here).then(name)),
            }
        }
        let holds = match (against.is_empty(), unknown.is_empty()) {
            (false, _) => Some(false),
            (true, false) => None,
            (true, true) => Some(true),
        };
        let detail = match holds {
            Some(false) => format!("open: {}", against.join(", ")),
            None => format!("not answered: {}", unknown.join(", ")),
            Some(true) => String::new(),
        };
        Verdict::of(text, holds).detail(detail)
    }

    fn evidence(&self, it: &EvidenceCondition) -> Verdict {
        let kind = it.kind.replace(['-', '_'], " ");
        let text = match it.at_least {
            1 => format!("{kind} not older than {} days", it.max_age_days),
            n => format!("{n} of {kind} not older than {} days", it.max_age_days),
        };
        let as_of = self.bench.inputs.as_of;
        let mut fresh: Vec<Date> = Vec::new();
        let mut stale: Vec<Date> = Vec::new();
        for (_, day) in fitting(self.plan(), self.bench.records, self.at, &it.kind) {
            let age = as_of.days() - day.days();
            if (0..=i64::from(it.max_age_days)).contains(&age) {
                fresh.push(day);
            } else {
                stale.push(day);
            }
        }
        let detail = match (fresh.iter().max(), stale.iter().max()) {
            (Some(day), _) => format!("{} found, the latest of {day}", fresh.len()),
            (None, Some(day)) if *day > as_of => format!("{day} lies after {as_of}"),
            (None, Some(day)) => {
                format!("the latest is of {day}, {} days old", as_of.days() - day.days())
            }
            (None, None) => "none is recorded".to_owned(),
        };
        let needed = usize::try_from(it.at_least).unwrap_or(usize::MAX);
        let figures = (Some(Exact::count(fresh.len())), Some(Exact::whole(it.at_least.into())));
        Verdict::of(text, Some(fresh.len() >= needed)).detail(detail).figures(figures.0, figures.1)
    }

    fn answered(&self, it: &AnsweredCondition) -> Verdict {
        let range = self.plan().question_range(self.at);
        let items = self.bench.items.get(range).unwrap_or_default();
        let applicable = items.iter().filter(|it| it.applies()).count();
        let answered = items.iter().filter(|it| it.applies() && !it.is_blank()).count();
        let text = format!("a share of {} is answered", it.share);
        let detail = format!("{answered} of {applicable} answered");
        match Exact::count(answered).over(&Exact::count(applicable)) {
            Some(share) => {
                let holds = share >= it.share;
                Verdict::of(text, Some(holds))
                    .detail(detail)
                    .figures(Some(share), Some(it.share.clone()))
            }
            None => Verdict::of(text, self.empty()).detail("nothing here applies".to_owned()),
        }
    }

    fn fact(&self, it: &FactCondition) -> Verdict {
        let name = it.id.as_str().replace(['-', '_'], " ");
        let text = format!("{name} at most {}", it.max);
        let Some(found) = self.bench.inputs.facts.get(it.id.as_str()) else {
            return Verdict::of(text, None).detail(format!("nobody has counted: {name}"));
        };
        Verdict::of(text, Some(*found <= it.max)).figures(Some(found.clone()), Some(it.max.clone()))
    }

    /// Returns the rung another ladder reached at `at`, as a rank from 1, or why that can't be said.
    fn rank(&self, (ladder, min): (usize, &LadderId), at: usize) -> Result<usize, String> {
        let climb = self.climbs.get(ladder).and_then(|it| it.get(&at));
        let Some(climb) = climb else { return Err(format!("{min} has no value here")) };
        match &climb.undetermined {
            Some(why) => Err(why.clone()),
            None => Ok(climb.reached.map_or(0, |it| it + 1)),
        }
    }

    fn other(&self, id: &LadderId) -> Option<(usize, &'a Ladder)> {
        self.plan().pack.ladders.iter().enumerate().find(|it| it.1.id == *id)
    }

    fn ladder(&self, it: &LadderCondition) -> Verdict {
        let Some((index, other)) = self.other(&it.id) else {
            return Verdict::of(format!("{} reaches {}", it.id, it.min), None);
        };
        let needed = other.rungs.iter().position(|rung| rung.id == it.min);
        let name = needed
            .and_then(|it| other.rungs.get(it))
            .map_or_else(String::new, |it| rung_name(self.plan(), it));
        let text = format!("{} at least “{name}”", ladder_title(self.plan(), other));
        match self.rank((index, &it.id), self.at) {
            Ok(rank) => Verdict::of(text, needed.map(|it| rank > it)),
            Err(why) => Verdict::of(text, None).detail(why),
        }
    }

    fn each_ladder(&self, it: &EachLadderCondition) -> Verdict {
        let Some((index, other)) = self.other(&it.ladder) else {
            return Verdict::of(format!("{} reaches {} everywhere", it.ladder, it.min), None);
        };
        let needed = other.rungs.iter().position(|rung| rung.id == it.min).unwrap_or(usize::MAX);
        let name =
            other.rungs.get(needed).map_or_else(String::new, |it| rung_name(self.plan(), it));
        let text = format!("{} at least “{name}” everywhere", ladder_title(self.plan(), other));
        let places = self.plan().nearest_below(&other.at, self.at);
        if places.is_empty() {
            return Verdict::of(text, self.empty());
        }
        let (mut short, mut open) = (Vec::new(), Vec::new());
        for at in places {
            match self.rank((index, &it.ladder), at) {
                Ok(rank) if rank > needed => {}
                Ok(_) => short.push(self.plan().name(at)),
                Err(why) => open.push(format!("{}: {why}", self.plan().name(at))),
            }
        }
        if !open.is_empty() {
            return Verdict::of(text, None).detail(open.join("; "));
        }
        let detail =
            if short.is_empty() { String::new() } else { format!("below: {}", short.join(", ")) };
        Verdict::of(text, Some(short.is_empty())).detail(detail)
    }

    fn any_of(&self, inner: &[Condition]) -> Verdict {
        let verdicts: Vec<Verdict> = inner.iter().map(|it| self.condition(it)).collect();
        let text = verdicts.iter().map(|it| it.text.clone()).collect::<Vec<_>>().join(", or ");
        let holds = if verdicts.iter().any(|it| it.holds == Some(true)) {
            Some(true)
        } else if verdicts.iter().any(|it| it.holds.is_none()) {
            None
        } else {
            Some(false)
        };
        let details = verdicts.into_iter().map(|it| it.detail).filter(|it| !it.is_empty());
        Verdict::of(text, holds).detail(details.collect::<Vec<_>>().join("; "))
    }
}

#[derive(Default)]
struct Counts {
    met: usize,
    unmet: usize,
    blank: usize,
}

/// All must hold; one that can't be judged leaves the whole open, so that what is missing never looks like a low tier.
fn every(holds: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for it in holds {
        all = match (all, it) {
            (None, _) | (_, None) => None,
            (Some(a), Some(b)) => Some(a && b),
        };
    }
    all
}

/// Says so where the figure people see suggests another side of the limit than the exact one.
fn misleading(value: &Exact, limit: Option<&Exact>) -> String {
    let Some(limit) = limit else { return String::new() };
    if value.rounded(1) >= *limit && value < limit {
        return format!("shown as {}, but exactly {value}: below {limit}", value.display(1));
    }
    String::new()
}

/// Says whether the conditions of `limit` forbid that `node` is open.
pub(crate) fn may_not_be_open(limit: &OpenLimit, node: &Node) -> bool {
    let points = node.points.clone().unwrap_or_else(Exact::zero);
    limit.never.contains(&node.id) || (points > limit.points_max && !limit.but.contains(&node.id))
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

fn words(filter: &Where) -> String {
    let mut out = String::new();
    if let Some(level) = filter.level {
        out = format!("{out}of level {level} ");
    }
    if let Some(level) = filter.level_max {
        out = format!("{out}up to level {level} ");
    }
    if let Some(tag) = &filter.tag {
        out = format!("{out}tagged {tag} ");
    }
    if let Some(tag) = &filter.not_tag {
        out = format!("{out}not tagged {tag} ");
    }
    if !filter.ids.is_empty() {
        out = format!("{out}among {} named ", filter.ids.len());
    }
    out
}

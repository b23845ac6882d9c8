//! Judges the conditions of a rung at a place, each with its figures.

mod questions;

use self::questions::Open;
use super::{Bench, Climb, Climbs, ladder_title, passes, rung_name};
use crate::{
    framework::{
        Condition, Count, EachCondition, EachLadderCondition, Empty, FactCondition, Ladder,
        LadderCondition, Limit, MeasureCondition, Operator, Rung,
    },
    ids::{LadderId, MeasureId},
    scoring::{
        ConditionOutcome, Exact, RungOutcome, figure,
        measure::{Cell, title},
        plan::Plan,
        respondents::State,
        wiring::Origin,
    },
};

/// Said where a condition has nothing to judge.
pub(super) const NOTHING: &str = "nothing here applies";

pub(super) struct Judge<'a> {
    pub(super) bench: Bench<'a>,
    pub(super) ladder: &'a Ladder,
    pub(super) at: usize,
    pub(super) climbs: &'a Climbs,
}

/// A condition judged, not yet in words.
struct Verdict {
    text: String,
    holds: Option<bool>,
    value: Option<Exact>,
    limit: Option<Exact>,
    detail: String,
    /// Whether a missing answer may still turn it around although it has failed.
    may_turn: bool,
    /// Whether there is nothing to judge.
    is_void: bool,
}

impl Verdict {
    fn of(text: String, holds: Option<bool>) -> Self {
        let (value, limit, detail) = (None, None, String::new());
        Self { text, holds, value, limit, detail, may_turn: false, is_void: false }
    }

    /// There is nothing to judge; then the ladder says what that means.
    fn void(text: String, holds: Option<bool>) -> Self {
        Self { is_void: true, ..Self::of(text, holds) }.detail(NOTHING.to_owned())
    }

    /// It could not be judged.
    fn absent(text: String, absence: Absence) -> Self {
        Self { is_void: absence.is_void, ..Self::of(text, absence.holds) }.detail(absence.why)
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

    /// Says whether it fails whatever is still answered.
    fn has_failed(&self) -> bool {
        self.holds == Some(false) && !self.may_turn
    }

    fn outcome(self) -> ConditionOutcome {
        let margin =
            self.value.as_ref().zip(self.limit.as_ref()).map(|(value, limit)| value - limit);
        let detail = self.all_detail();
        ConditionOutcome {
            text: self.text,
            holds: self.holds,
            value: self.value,
            limit: self.limit,
            margin,
            detail,
        }
    }

    /// The detail, after a word on the figure where its rounding misleads.
    fn all_detail(&self) -> String {
        let both = self.value.as_ref().zip(self.limit.as_ref());
        let rounding = both.map_or_else(String::new, |(value, limit)| misleading(value, limit, 2));
        let parts = [rounding, self.detail.clone()];
        parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// A rung judged.
pub(super) struct Judged {
    pub(super) outcome: RungOutcome,
    /// Whether none of its conditions has anything to judge; nothing if it has none.
    pub(super) is_void: Option<bool>,
    /// Whether it has failed only as long as answers are missing.
    pub(super) may_turn: bool,
}

/// Why there is no value, and what that says.
struct Absence {
    holds: Option<bool>,
    why: String,
    is_void: bool,
}

impl<'a> Judge<'a> {
    fn plan(&self) -> &'a Plan<'a> {
        &self.bench.wiring.plan
    }

    pub(super) fn rung(&self, rung: &Rung) -> Judged {
        let verdicts: Vec<Verdict> = rung.require.iter().map(|it| self.condition(it)).collect();
        let holds = every(&verdicts);
        Judged {
            is_void: verdicts.iter().map(|it| it.is_void).min(),
            may_turn: holds == Some(false) && !verdicts.iter().any(Verdict::has_failed),
            outcome: RungOutcome {
                id: rung.id.clone(),
                name: rung_name(self.plan(), rung),
                holds,
                conditions: verdicts.into_iter().map(Verdict::outcome).collect(),
            },
        }
    }

    fn condition(&self, condition: &Condition) -> Verdict {
        match condition {
            Condition::Measure(it) => self.measure(it),
            Condition::Each(it) => self.each(it),
            Condition::AllMet(it) => self.share((&it.filter, it.blank), &Exact::one()),
            Condition::ShareMet(it) => self.share((&it.filter, it.blank), &it.min),
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
    fn value(&self, measure: &MeasureId) -> Result<Exact, Absence> {
        let absence = |holds, why: &str, is_void| {
            let why = format!("{}: {why}", self.title(measure));
            Err(Absence { holds, why, is_void })
        };
        match self.cell(measure, self.at) {
            Some(Cell::Value(value)) => Ok(value.clone()),
            Some(Cell::NotApplicable(why)) => absence(self.empty(), why, true),
            Some(Cell::Missing(why)) => absence(None, why, false),
            None => absence(None, "no value here", false),
        }
    }

    fn limit(&self, limit: &Limit) -> Result<Exact, Absence> {
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
            Err(absence) => return Verdict::absent(text, absence),
        };
        let (mut holds, mut shown, mut absent) = (true, None, None);
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
                Err(absence) => absent = absent.or(Some(absence)),
            }
        }
        if let Some(absence) = absent.filter(|_| holds) {
            return Verdict::absent(text, absence);
        }
        // People quote a figure with one digit, even where two are shown; then one digit must not mislead either.
        let rounding = shown.as_ref().filter(|it| misleading(&value, it, 2).is_empty());
        let rounding = rounding.map_or_else(String::new, |it| misleading(&value, it, 1));
        let lacking = if holds || it.min.is_none() { String::new() } else { self.lacking(it) };
        let both = [rounding, lacking].into_iter().filter(|it| !it.is_empty());
        let detail = both.collect::<Vec<_>>().join("; ");
        let may_turn = self.lacks_answers(self.at);
        let verdict = Verdict::of(text, Some(holds)).detail(detail).figures(Some(value), shown);
        Verdict { may_turn, ..verdict }
    }

    /// Says whether anything at or below `at` is not answered, so that a figure there may still change.
    fn lacks_answers(&self, at: usize) -> bool {
        let items = self.bench.items.get(self.plan().question_range(at)).unwrap_or_default();
        items.iter().any(|it| it.is_blank() || it.is_unsettled)
    }

    /// Names the questions that a share or count lacks.
    fn lacking(&self, it: &MeasureCondition) -> String {
        let wiring = self.bench.wiring;
        let Some(index) = wiring.index_of(it.measure.as_str()) else { return String::new() };
        let Some(measure) = wiring.measure(index) else { return String::new() };
        if !matches!(measure.op, Operator::Share | Operator::Count) {
            return String::new();
        }
        let mut open = Open::default();
        for input in wiring.inputs_of(index, self.at) {
            let Origin::Question(position) = input.origin else { continue };
            let Some(at) = wiring.plan.questions.get(position) else { continue };
            match self.state(*at) {
                Some(State::Value(worth)) => {
                    let is_full = match measure.count {
                        None | Some(Count::Met) => worth.met == Some(true),
                        Some(Count::Credit) => worth.credit == Some(Exact::one()),
                    };
                    if !is_full {
                        open.unmet.push(*at);
                    }
                }
                Some(State::NotApplicable(_)) => {}
                Some(State::Blank) | None => open.blank.push(*at),
            }
        }
        open.words(self.plan())
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
        if values.is_empty() && missing.is_empty() {
            return Verdict::void(text, self.empty());
        }
        values.sort();
        let except = usize::try_from(it.except).unwrap_or(usize::MAX);
        let short: Vec<String> = values
            .iter()
            .filter(|value| value.0 < it.min)
            .map(|(value, at)| format!("{} {}", self.plan().name(*at), plain(value, &it.min)))
            .collect();
        let fails = short.len() > except;
        // Places where everything is said stay as they are.
        let settled =
            values.iter().filter(|value| value.0 < it.min && !self.lacks_answers(value.1));
        let may_turn = settled.count() <= except;
        if !missing.is_empty() && (!fails || may_turn) {
            return Verdict::of(text, None).detail(missing.join("; "));
        }
        let detail = below(&short, missing.len());
        // The one that decides: the lowest after those that are excepted.
        let decides = values.get(except).map(|it| it.0.clone());
        let verdict = Verdict::of(text, Some(!fails)).detail(detail);
        Verdict { may_turn, ..verdict.figures(decides, Some(it.min.clone())) }
    }

    fn fact(&self, it: &FactCondition) -> Verdict {
        let name = it.id.as_str().replace(['-', '_'], " ");
        let text = format!("{name} at most {}", it.max);
        let Some(found) = self.bench.inputs.facts.get(it.id.as_str()) else {
            return Verdict::of(text, None).detail(format!("nobody has counted: {name}"));
        };
        Verdict::of(text, Some(*found <= it.max)).figures(Some(found.clone()), Some(it.max.clone()))
    }

    fn climb_of(&self, ladder: usize, at: usize) -> Option<&'a Climb> {
        self.climbs.get(ladder)?.get(&at)
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
        let Some((climb, needed)) = self.climb_of(index, self.at).zip(needed) else {
            return Verdict::of(text, None).detail(format!("{} has no value here", it.min));
        };
        let verdict = match climbed(other, climb, needed) {
            Ok(holds) => Verdict::of(text, Some(holds)),
            Err(why) => Verdict::of(text, None).detail(why),
        };
        Verdict { is_void: climb.is_void, may_turn: climb.may_turn, ..verdict }
    }

    fn each_ladder(&self, it: &EachLadderCondition) -> Verdict {
        let Some((index, other)) = self.other(&it.ladder) else {
            return Verdict::of(format!("{} reaches {} everywhere", it.ladder, it.min), None);
        };
        let needed = other.rungs.iter().position(|rung| rung.id == it.min).unwrap_or(usize::MAX);
        let name =
            other.rungs.get(needed).map_or_else(String::new, |it| rung_name(self.plan(), it));
        let text = format!("{} at least “{name}” everywhere", ladder_title(self.plan(), other));
        let (mut short, mut open, mut judged) = (Vec::new(), Vec::new(), 0_usize);
        let mut may_turn = true;
        for at in self.plan().nearest_below(&other.at, self.at) {
            let name = || self.plan().name(at);
            let Some(climb) = self.climb_of(index, at) else {
                open.push(format!("{}: no value", name()));
                continue;
            };
            if climb.is_void {
                continue;
            }
            judged += 1;
            match climbed(other, climb, needed) {
                Ok(true) => {}
                Ok(false) => {
                    short.push(name());
                    may_turn &= climb.may_turn;
                }
                Err(why) => open.push(format!("{}: {why}", name())),
            }
        }
        if judged == 0 && open.is_empty() {
            return Verdict::void(text, self.empty());
        }
        if may_turn && !open.is_empty() {
            return Verdict::of(text, None).detail(open.join("; "));
        }
        let verdict = Verdict::of(text, Some(short.is_empty())).detail(below(&short, open.len()));
        Verdict { may_turn, ..verdict }
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
        let may_turn = !verdicts.iter().all(Verdict::has_failed);
        let is_void = verdicts.iter().all(|it| it.is_void);
        let details = verdicts.iter().map(Verdict::all_detail).filter(|it| !it.is_empty());
        let detail = details.collect::<Vec<_>>().join("; ");
        Verdict { may_turn, is_void, ..Verdict::of(text, holds).detail(detail) }
    }
}

/// Says whether another ladder reaches the rung at position `needed`, or why that can't be said. What happens above that
/// rung plays no part.
fn climbed(other: &Ladder, climb: &Climb, needed: usize) -> Result<bool, String> {
    passes(other.mode, &climb.rungs, needed).map_err(|it| climb.why_open(it))
}

/// All must hold. One that fails for good settles it; else one that can't be judged leaves the whole open, so that what
/// is missing never looks like a low tier.
fn every(verdicts: &[Verdict]) -> Option<bool> {
    if verdicts.iter().any(Verdict::has_failed) {
        Some(false)
    } else if verdicts.iter().any(|it| it.holds.is_none()) {
        None
    } else {
        Some(verdicts.iter().all(|it| it.holds == Some(true)))
    }
}

/// Names the places that are below a limit, and says that those without a value can't change it.
fn below(short: &[String], missing: usize) -> String {
    match (short, missing) {
        ([], _) => String::new(),
        (_, 0) => format!("below: {}", short.join(", ")),
        (_, 1) => {
            format!("below: {}; one place has no value and can't change that", short.join(", "))
        }
        (_, n) => {
            format!("below: {}; {n} places have no value and can't change that", short.join(", "))
        }
    }
}

/// Writes a value below `limit` with two digits, unless it then seemed to reach the limit.
fn plain(value: &Exact, limit: &Exact) -> String {
    let exact = value.to_string();
    let short = exact.contains('/') && value.rounded(2) < *limit;
    if short { value.display(2) } else { exact }
}

/// Says so where the figure rounded to so many digits suggests another side of the limit than the exact one.
fn misleading(value: &Exact, limit: &Exact, digits: u32) -> String {
    let side = |it: &Exact| it >= limit;
    if side(&value.rounded(digits)) == side(value) {
        return String::new();
    }
    let word = if side(value) { "not below" } else { "below" };
    let (rounded, exactly) = (value.display(digits), figure::exactly(value, limit));
    format!("rounded {rounded}, exactly {exactly}: {word} {limit}")
}

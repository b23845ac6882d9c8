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
        told::{Asked, Bound, Clause, Several},
        wiring::Origin,
    },
};

pub(super) struct Judge<'a> {
    pub(super) bench: Bench<'a>,
    pub(super) ladder: &'a Ladder,
    pub(super) at: usize,
    pub(super) climbs: &'a Climbs,
}

/// A condition judged.
struct Verdict {
    text: Asked,
    holds: Option<bool>,
    value: Option<Exact>,
    limit: Option<Exact>,
    detail: Vec<Clause>,
    /// Whether a missing answer may still turn it around although it has failed.
    may_turn: bool,
    /// Whether there is nothing to judge.
    is_void: bool,
}

impl Verdict {
    fn of(text: Asked, holds: Option<bool>) -> Self {
        let (value, limit, detail) = (None, None, Vec::new());
        Self { text, holds, value, limit, detail, may_turn: false, is_void: false }
    }

    /// There is nothing to judge; then the ladder says what that means.
    fn void(text: Asked, holds: Option<bool>) -> Self {
        Self { is_void: true, ..Self::of(text, holds) }.detail(Clause::NothingApplies)
    }

    /// It could not be judged.
    fn absent(text: Asked, absence: Absence) -> Self {
        Self { is_void: absence.is_void, ..Self::of(text, absence.holds) }.detail(absence.why)
    }

    fn figures(mut self, value: Option<Exact>, limit: Option<Exact>) -> Self {
        self.value = value;
        self.limit = limit;
        self
    }

    fn detail(mut self, detail: Clause) -> Self {
        self.detail.push(detail);
        self
    }

    fn details(mut self, details: Vec<Clause>) -> Self {
        self.detail = details;
        self
    }

    /// Says whether it fails whatever is still answered.
    fn has_failed(&self) -> bool {
        self.holds == Some(false) && !self.may_turn
    }

    fn outcome(self) -> ConditionOutcome {
        let margin =
            self.value.as_ref().zip(self.limit.as_ref()).map(|(value, limit)| value - limit);
        let detail = Several(self.all_detail());
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
    fn all_detail(&self) -> Vec<Clause> {
        let both = self.value.as_ref().zip(self.limit.as_ref());
        let rounding = both.and_then(|(value, limit)| misleading(value, limit, 2));
        rounding.into_iter().chain(self.detail.iter().cloned()).collect()
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
    why: Clause,
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
        let absence = |holds, why: &Clause, is_void| {
            let why = Clause::At(self.title(measure), Some(Box::new(why.clone())));
            Err(Absence { holds, why, is_void })
        };
        match self.cell(measure, self.at) {
            Some(Cell::Value(value)) => Ok(value.clone()),
            Some(Cell::NotApplicable(why)) => absence(self.empty(), why, true),
            Some(Cell::Missing(why)) => absence(None, why, false),
            None => absence(None, &Clause::NoValueHere, false),
        }
    }

    fn limit(&self, limit: &Limit) -> Result<Exact, Absence> {
        match limit {
            Limit::Number(number) => Ok(number.clone()),
            Limit::Measure { measure, times } => self.value(measure).map(|it| &it * times),
        }
    }

    fn measure(&self, it: &MeasureCondition) -> Verdict {
        let bound = |limit: &Limit| match limit {
            Limit::Number(number) => Bound::Number(number.clone()),
            Limit::Measure { measure, times } => Bound::Times(times.clone(), self.title(measure)),
        };
        let [min, below] = [&it.min, &it.below].map(|it| it.as_ref().map(bound));
        let text = Asked::Figure { title: self.title(&it.measure), min, below };
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
        let rounding = shown.as_ref().filter(|it| misleading(&value, it, 2).is_none());
        let rounding = rounding.and_then(|it| misleading(&value, it, 1));
        let lacking = if holds || it.min.is_none() { Vec::new() } else { self.lacking(it) };
        let details = rounding.into_iter().chain(lacking).collect();
        let may_turn = self.lacks_answers(self.at);
        let verdict = Verdict::of(text, Some(holds)).details(details).figures(Some(value), shown);
        Verdict { may_turn, ..verdict }
    }

    /// Says whether anything at or below `at` is not answered, so that a figure there may still change.
    fn lacks_answers(&self, at: usize) -> bool {
        let items = self.bench.items.get(self.plan().question_range(at)).unwrap_or_default();
        items.iter().any(|it| it.is_blank() || it.is_unsettled)
    }

    /// Names the questions that a share or count lacks.
    fn lacking(&self, it: &MeasureCondition) -> Vec<Clause> {
        let wiring = self.bench.wiring;
        let Some(index) = wiring.index_of(it.measure.as_str()) else { return Vec::new() };
        let Some(measure) = wiring.measure(index) else { return Vec::new() };
        if !matches!(measure.op, Operator::Share | Operator::Count) {
            return Vec::new();
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
        open.told(self.plan())
    }

    fn each(&self, it: &EachCondition) -> Verdict {
        let title = self.title(&it.measure);
        let text = Asked::Everywhere { title, min: it.min.clone(), except: it.except };
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
                    missing.push(Clause::At(self.plan().name(at), Some(Box::new(why.clone()))));
                }
                None => missing.push(Clause::At(self.plan().name(at), None)),
            }
        }
        if values.is_empty() && missing.is_empty() {
            return Verdict::void(text, self.empty());
        }
        values.sort();
        let except = usize::try_from(it.except).unwrap_or(usize::MAX);
        let short: Vec<(String, Option<Exact>)> = values
            .iter()
            .filter(|value| value.0 < it.min)
            .map(|(value, at)| (self.plan().name(*at), Some(value.clone())))
            .collect();
        let fails = short.len() > except;
        // Places where everything is said stay as they are.
        let settled =
            values.iter().filter(|value| value.0 < it.min && !self.lacks_answers(value.1));
        let may_turn = settled.count() <= except;
        if !missing.is_empty() && (!fails || may_turn) {
            return Verdict::of(text, None).details(missing);
        }
        let details = below(short, Some(&it.min), missing.len());
        // The one that decides: the lowest after those that are excepted.
        let decides = values.get(except).map(|it| it.0.clone());
        let verdict = Verdict::of(text, Some(!fails)).details(details);
        Verdict { may_turn, ..verdict.figures(decides, Some(it.min.clone())) }
    }

    fn fact(&self, it: &FactCondition) -> Verdict {
        let name = it.id.as_str().replace(['-', '_'], " ");
        let text = Asked::Fact { name: name.clone(), max: it.max.clone() };
        let Some(found) = self.bench.inputs.facts.get(it.id.as_str()) else {
            return Verdict::of(text, None).detail(Clause::NotCounted(name));
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
            let (ladder, rung) = (it.id.to_string(), it.min.to_string());
            return Verdict::of(Asked::Unknown { ladder, rung, everywhere: false }, None);
        };
        let needed = other.rungs.iter().position(|rung| rung.id == it.min);
        let name = needed
            .and_then(|it| other.rungs.get(it))
            .map_or_else(String::new, |it| rung_name(self.plan(), it));
        let text = Asked::Rung { title: ladder_title(self.plan(), other), rung: name };
        let Some((climb, needed)) = self.climb_of(index, self.at).zip(needed) else {
            return Verdict::of(text, None).detail(Clause::NoRung(it.min.to_string()));
        };
        let verdict = match climbed(other, climb, needed) {
            Ok(holds) => Verdict::of(text, Some(holds)),
            Err(why) => Verdict::of(text, None).detail(why),
        };
        Verdict { is_void: climb.is_void, may_turn: climb.may_turn, ..verdict }
    }

    fn each_ladder(&self, it: &EachLadderCondition) -> Verdict {
        let Some((index, other)) = self.other(&it.ladder) else {
            let (ladder, rung) = (it.ladder.to_string(), it.min.to_string());
            return Verdict::of(Asked::Unknown { ladder, rung, everywhere: true }, None);
        };
        let needed = other.rungs.iter().position(|rung| rung.id == it.min).unwrap_or(usize::MAX);
        let name =
            other.rungs.get(needed).map_or_else(String::new, |it| rung_name(self.plan(), it));
        let text = Asked::RungEverywhere { title: ladder_title(self.plan(), other), rung: name };
        let (mut short, mut open, mut judged) = (Vec::new(), Vec::new(), 0_usize);
        let mut may_turn = true;
        for at in self.plan().nearest_below(&other.at, self.at) {
            let name = || self.plan().name(at);
            let Some(climb) = self.climb_of(index, at) else {
                open.push(Clause::At(name(), Some(Box::new(Clause::NoValue))));
                continue;
            };
            if climb.is_void {
                continue;
            }
            judged += 1;
            match climbed(other, climb, needed) {
                Ok(true) => {}
                Ok(false) => {
                    short.push((name(), None));
                    may_turn &= climb.may_turn;
                }
                Err(why) => open.push(Clause::At(name(), Some(Box::new(why)))),
            }
        }
        if judged == 0 && open.is_empty() {
            return Verdict::void(text, self.empty());
        }
        if may_turn && !open.is_empty() {
            return Verdict::of(text, None).details(open);
        }
        let holds = Some(short.is_empty());
        let verdict = Verdict::of(text, holds).details(below(short, None, open.len()));
        Verdict { may_turn, ..verdict }
    }

    fn any_of(&self, inner: &[Condition]) -> Verdict {
        let verdicts: Vec<Verdict> = inner.iter().map(|it| self.condition(it)).collect();
        let text = Asked::AnyOf(verdicts.iter().map(|it| it.text.clone()).collect());
        let holds = if verdicts.iter().any(|it| it.holds == Some(true)) {
            Some(true)
        } else if verdicts.iter().any(|it| it.holds.is_none()) {
            None
        } else {
            Some(false)
        };
        let may_turn = !verdicts.iter().all(Verdict::has_failed);
        let is_void = verdicts.iter().all(|it| it.is_void);
        let details = verdicts.iter().flat_map(Verdict::all_detail).collect();
        Verdict { may_turn, is_void, ..Verdict::of(text, holds).details(details) }
    }
}

/// Says whether another ladder reaches the rung at position `needed`, or why that can't be said. What happens above that
/// rung plays no part.
fn climbed(other: &Ladder, climb: &Climb, needed: usize) -> Result<bool, Clause> {
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
fn below(
    places: Vec<(String, Option<Exact>)>,
    limit: Option<&Exact>,
    missing: usize,
) -> Vec<Clause> {
    if places.is_empty() {
        return Vec::new();
    }
    let rest = (missing > 0).then_some(Clause::CanNotChange(missing));
    let limit = limit.cloned();
    std::iter::once(Clause::Below { places, limit }).chain(rest).collect()
}

/// Says so where the figure rounded to so many digits suggests another side of the limit than the exact one.
fn misleading(value: &Exact, limit: &Exact, digits: u32) -> Option<Clause> {
    let side = |it: &Exact| it >= limit;
    (side(&value.rounded(digits)) != side(value)).then(|| Clause::Rounded {
        rounded: value.display(digits),
        exactly: figure::exactly(value, limit),
        is_below: !side(value),
        limit: limit.clone(),
    })
}

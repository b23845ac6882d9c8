//! Which rungs a ladder can still end on.

use std::collections::BTreeMap;

use super::{Outlook, Reach, Reaches};
use crate::{
    framework::{
        Condition, EachCondition, EachLadderCondition, Empty, EvidenceCondition, Ladder,
        LadderCondition, LadderMode, LadderNa, Limit, MeasureCondition, OpenLimit, Permission,
        Where,
    },
    scoring::{
        Exact,
        ladder::{fitting, may_be_open, may_come},
        plan::levels,
        respondents::State,
    },
};

/// Whether a condition can come out either way.
#[derive(Debug, Clone, Copy)]
struct Can {
    hold: bool,
    fail: bool,
    void: Void,
}

/// Whether there may be nothing to judge in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Void {
    Never,
    Maybe,
    Surely,
}

impl From<bool> for Void {
    fn from(may_be: bool) -> Self {
        if may_be { Self::Maybe } else { Self::Never }
    }
}

impl Can {
    /// It holds whatever comes.
    const SURE: Self = Self { hold: true, fail: false, void: Void::Never };
    /// It can't be judged, whatever comes.
    const NEVER: Self = Self { hold: false, fail: false, void: Void::Never };
    /// It may hold or not.
    const EITHER: Self = Self { hold: true, fail: true, void: Void::Never };

    /// What it becomes if there may be nothing to judge, which then says `empty`.
    fn or_empty(self, void: Void, empty: Self) -> Self {
        let may_be = void > Void::Never;
        Self {
            hold: self.hold || (may_be && empty.hold),
            fail: self.fail || (may_be && empty.fail),
            void,
        }
    }
}

/// The rungs a ladder can end on; nothing stands for “below the first”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rungs {
    pub(crate) worst: Option<usize>,
    pub(crate) best: Option<usize>,
    void: Void,
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
            let asked = ladder.rungs.iter().zip(&cans).filter(|it| !it.0.require.is_empty());
            let void = asked.map(|it| it.1.void).min().unwrap_or(Void::Never);
            (at, Rungs { void, ..ends_of(ladder.mode, &cans) })
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
            Rungs { worst: up_to(|it| !it.fail), best: up_to(|it| it.hold), void: Void::Never }
        }
        LadderMode::Highest => Rungs {
            worst: cans.iter().rposition(|it| !it.fail),
            best: cans.iter().rposition(|it| it.hold),
            void: Void::Never,
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
        Can {
            hold: cans.iter().all(|it| it.hold),
            fail: cans.iter().any(|it| it.fail),
            void: cans.iter().map(|it| it.void).min().unwrap_or(Void::Never),
        }
    }

    fn condition(&self, condition: &Condition) -> Can {
        match condition {
            Condition::Measure(it) => self.measure(it),
            Condition::Each(it) => self.each(it),
            Condition::AllMet(it) => self.share(&it.filter, &Exact::one()),
            Condition::ShareMet(it) => self.share(&it.filter, &it.min),
            Condition::Open(it) => self.open(it),
            Condition::Evidence(it) => self.evidence(it),
            Condition::Answered(_) => self.answered(),
            Condition::Facts(it) => match self.outlook.inputs.facts.get(it.id.as_str()) {
                Some(found) => {
                    Can { hold: *found <= it.max, fail: *found > it.max, void: Void::Never }
                }
                None => Can::EITHER,
            },
            Condition::Ladder(it) => self.ladder(it),
            Condition::EachLadder(it) => self.each_ladder(it),
            Condition::AnyOf(inner) => {
                let cans: Vec<Can> = inner.iter().map(|it| self.condition(it)).collect();
                Can {
                    hold: cans.iter().any(|it| it.hold),
                    fail: cans.iter().all(|it| it.fail),
                    void: cans.iter().map(|it| it.void).min().unwrap_or(Void::Never),
                }
            }
        }
    }

    fn open(&self, it: &OpenLimit) -> Can {
        let plan = &self.outlook.wiring.plan;
        let mut can = Can::SURE;
        for at in plan.questions_at(self.at) {
            let Some(node) = plan.node(*at) else { continue };
            let scale = plan.scale_at(*at).map(|it| it.scale);
            if may_be_open(it, node, scale, None) {
                continue;
            }
            let allows = |option: usize| may_be_open(it, node, scale, Some(option));
            let met = self.met(*at);
            let excused = match self.option(*at) {
                Some(option) if allows(option) => continue,
                Some(_) => false,
                None => (0..scale.map_or(0, |it| it.options.len())).any(allows),
            };
            can.hold &= met.hold || met.may_leave || excused;
            can.fail |= met.fail;
        }
        can
    }

    /// Returns the option a question stands at, if that is settled.
    fn option(&self, at: usize) -> Option<usize> {
        let position = self.outlook.wiring.plan.questions.binary_search(&at).ok()?;
        match &self.outlook.items.get(position)?.state {
            State::Value(worth) => Some(worth.option),
            State::NotApplicable(_) | State::Blank => None,
        }
    }

    /// What a condition over nothing can be; not determined is neither.
    fn empty(&self) -> Can {
        let (hold, fail) =
            (self.ladder.empty == Some(Empty::Pass), self.ladder.empty == Some(Empty::Fail));
        Can { hold, fail, void: Void::Surely }
    }

    /// In the end everything is answered, unless nothing applies.
    fn answered(&self) -> Can {
        let questions = self.outlook.wiring.plan.questions_at(self.at);
        let stays = questions.iter().any(|at| {
            let position = self.outlook.wiring.plan.questions.binary_search(at).ok();
            let item = position.and_then(|it| self.outlook.items.get(it));
            let scale = self.outlook.wiring.plan.scale_at(*at);
            item.is_some_and(|it| match it.state {
                State::Value(_) => !it.is_unsettled,
                State::NotApplicable(_) => false,
                State::Blank => {
                    !it.is_unsettled && scale.is_some_and(|it| it.scale.na == Permission::Deny)
                }
            })
        });
        Can { hold: true, fail: !stays && self.empty().fail, void: Void::from(!stays) }
    }

    fn reach(&self, measure: &str, at: usize) -> Option<&Reach> {
        self.reaches.get(self.outlook.wiring.index_of(measure)?)?.get(&at)
    }

    fn measure(&self, it: &MeasureCondition) -> Can {
        let Some(reach) = self.reach(it.measure.as_str(), self.at) else { return self.empty() };
        let nothing = |it: &Reach| if it.may_lack { self.empty() } else { Can::NEVER };
        let Some((low, high)) = &reach.range else { return nothing(reach) };
        let mut can = Can::SURE;
        let mut may_lack = reach.may_lack;
        for (limit, is_min) in [(&it.min, true), (&it.below, false)] {
            let Some(limit) = limit else { continue };
            let (from, to) = match limit {
                Limit::Number(number) => (number.clone(), number.clone()),
                Limit::Measure { measure, times } => {
                    let other = self.reach(measure.as_str(), self.at);
                    let Some(range) = other.and_then(|it| it.range.as_ref()) else {
                        return other.map_or(Can::NEVER, nothing);
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
        can.or_empty(may_lack.into(), self.empty())
    }

    fn each(&self, it: &EachCondition) -> Can {
        let wiring = self.outlook.wiring;
        let measure = wiring.index_of(it.measure.as_str()).and_then(|it| wiring.measure(it));
        let places = measure.map_or_else(Vec::new, |it| wiring.plan.nearest_below(&it.at, self.at));
        let (mut surely, mut maybe, mut may_be_empty, mut is_empty) = (0, 0, true, true);
        for at in places {
            let Some(reach) = self.reach(it.measure.as_str(), at) else { continue };
            let Some((low, high)) = &reach.range else {
                if reach.may_lack {
                    continue;
                }
                return Can::NEVER;
            };
            is_empty = false;
            may_be_empty &= reach.may_lack;
            maybe += usize::from(*low < it.min);
            surely += usize::from(*high < it.min && !reach.may_lack);
        }
        if is_empty {
            return self.empty();
        }
        let except = usize::try_from(it.except).unwrap_or(usize::MAX);
        let can = Can { hold: surely <= except, fail: maybe > except, void: Void::Never };
        can.or_empty(may_be_empty.into(), self.empty())
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
        let may_be_empty = surely + never + (both - leaving) == 0;
        if total == 0 {
            return self.empty();
        }
        let can = Can { hold: best, fail: worst, void: Void::Never };
        can.or_empty(may_be_empty.into(), self.empty())
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
        let needed = usize::try_from(it.at_least).unwrap_or(usize::MAX);
        // Whoever answers may name several days.
        let more = may_come((plan, items, inputs), self.at, &it.kind);
        Can { hold: found >= needed || more, fail: found < needed, void: Void::Never }
    }

    /// Returns a ladder by its id, and the position of one of its rungs.
    fn other(&self, ladder: &str, min: &str) -> Option<(usize, &Ladder, usize)> {
        let mut ladders = self.outlook.wiring.plan.pack.ladders.iter().enumerate();
        let (index, other) = ladders.find(|it| it.1.id.as_str() == ladder)?;
        let needed = other.rungs.iter().position(|it| it.id.as_str() == min)?;
        Some((index, other, needed))
    }

    fn ladder(&self, it: &LadderCondition) -> Can {
        let found = self.other(it.id.as_str(), it.min.as_str());
        let rungs = found.and_then(|it| Some((self.above.get(it.0)?.get(&self.at)?, it.2)));
        let Some((rungs, needed)) = rungs else { return Can::NEVER };
        let (hold, fail) = (rungs.best >= Some(needed), rungs.worst < Some(needed));
        Can { hold, fail, void: rungs.void }
    }

    /// A place where nothing applies is left out.
    fn each_ladder(&self, it: &EachLadderCondition) -> Can {
        let found = self.other(it.ladder.as_str(), it.min.as_str());
        let Some((index, other, needed)) = found else { return Can::NEVER };
        let mut can = Can::SURE;
        let (mut may_be_empty, mut is_empty) = (true, true);
        for at in self.outlook.wiring.plan.nearest_below(&other.at, self.at) {
            let rungs = self.above.get(index).and_then(|it| it.get(&at));
            let Some(rungs) = rungs else { return Can::NEVER };
            if rungs.void == Void::Surely {
                continue;
            }
            is_empty = false;
            may_be_empty &= rungs.void == Void::Maybe;
            can.hold &= rungs.best >= Some(needed) || rungs.void == Void::Maybe;
            can.fail |= rungs.worst < Some(needed);
        }
        if is_empty {
            return self.empty();
        }
        can.or_empty(may_be_empty.into(), self.empty())
    }
}

struct Met {
    hold: bool,
    fail: bool,
    may_leave: bool,
}

//! Which rungs a ladder can still end on.

use std::collections::BTreeMap;

use super::{Outlook, Reach, Reaches};
use crate::{
    framework::{
        Condition, EachCondition, Empty, EvidenceCondition, Ladder, LadderMode, LadderNa, Limit,
        MeasureCondition, Permission, Where,
    },
    scoring::{
        Exact,
        ladder::{fitting, may_not_be_open},
        plan::levels,
        respondents::State,
    },
};

/// Whether a condition can come out either way.
#[derive(Debug, Clone, Copy)]
struct Can {
    hold: bool,
    fail: bool,
}

impl Can {
    /// It holds whatever comes.
    const SURE: Self = Self { hold: true, fail: false };
    /// It can't be judged, whatever comes.
    const NEVER: Self = Self { hold: false, fail: false };
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
            Condition::Answered(_) => self.answered(),
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
        let empty = self.empty();
        Can { hold: true, fail: !stays && empty.fail }
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
            let Some((low, high)) = &reach.range else {
                if reach.may_lack {
                    continue;
                }
                return Can::NEVER;
            };
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

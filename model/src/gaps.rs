//! What is aimed at against what is: gaps of dimensions and questions, and the next gate of every ladder that is
//! climbed step by step.
//!
//! What lies behind a later gate is not a gap yet: where a ladder asks for certain questions to be met, only those of
//! its next rung are shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    framework::{
        Choice, Condition, Framework, Ladder, LadderMode, Limit, Node, Of, OpenLimit, Operator,
    },
    ids::{ActionId, LadderId, MeasureId, NodeId, OptionId, RungId},
    plan::Grade,
    scoring::{
        self, Change, ConditionOutcome, Exact, Inputs, LadderOutcome, Lift, Outcome, QuestionValue,
        Tier, ladder,
        live::Live,
        plan::{Plan, levels},
        respondents::State,
        wiring::Wiring,
    },
    setting::Aim,
};

/// Targets and gaps of a review.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Gaps {
    /// Each dimension that has a target, or a target below; the largest gap first.
    pub dimensions: Vec<DimensionGap>,
    /// Each question that is short of its target: what leads to the next tier first, as far as that is known, then what
    /// is planned to bring most for its effort, then the largest gap.
    pub questions: Vec<QuestionGap>,
    /// The next gate of each ladder that is climbed step by step.
    pub gates: Vec<Gate>,
    /// Questions short of their target that a later gate asks for, and not the next one.
    pub later: usize,
    /// Questions that stand where they are aimed at, or beyond.
    pub reached: usize,
}

/// A dimension and its target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionGap {
    /// The dimension.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// The target set for it; `None` where only questions below have one.
    pub aim: Option<Aim>,
    /// Its figure now.
    pub now: Option<Exact>,
    /// Its figure, if every question below stood where it is aimed at; the least for the rung, if one is aimed at.
    pub target: Option<Exact>,
    /// Target less now.
    pub gap: Option<Exact>,
    /// The rung now, where a rung is aimed at.
    pub rung: Option<Tier>,
    /// The rung aimed at.
    pub target_rung: Option<Tier>,
    /// How many rungs lie between.
    pub rungs: usize,
    /// Questions below that are short of their target.
    pub open: usize,
}

/// A question that is short of its target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionGap {
    /// The question.
    pub id: NodeId,
    /// The dimension it belongs to.
    pub dimension: NodeId,
    /// The option that counts now; `None` while nothing does.
    pub now: Option<OptionId>,
    /// The option aimed at.
    pub target: OptionId,
    /// The place whose target it is: the question itself, or one above.
    pub from: NodeId,
    /// How many levels lie between.
    pub steps: usize,
    /// Value aimed at less value now, on scales with values.
    pub gap: Option<Exact>,
    /// Whether it is part of the smallest known way to the next tier, as far as that was looked for.
    pub lifts: bool,
    /// What is planned to close it, as far as that was looked for: the action that brings most for its effort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
}

/// An action that is about a question, and not closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// Which.
    pub action: ActionId,
    /// How much work it is.
    pub effort: Option<Grade>,
    /// How much it helps.
    pub impact: Option<Grade>,
}

impl Planned {
    /// Returns impact for effort, in twelfths; what nobody graded counts as medium.
    fn worth(&self) -> u32 {
        let weight = |it: Option<Grade>| it.unwrap_or(Grade::Medium).weight();
        weight(self.impact) * 12 / weight(self.effort)
    }
}

/// The next rung of a ladder, and what stops it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// The ladder.
    pub ladder: LadderId,
    /// Its title.
    pub title: String,
    /// Where it stands; `None` at the root.
    pub place: Option<NodeId>,
    /// The next rung.
    pub next: RungId,
    /// Its name.
    pub name: String,
    /// What it means, in a sentence; may be empty.
    pub meaning: String,
    /// The conditions that do not hold.
    pub conditions: Vec<ConditionOutcome>,
    /// The questions these conditions ask for that are not met yet, in the order of the framework.
    pub questions: Vec<NodeId>,
}

/// Returns targets and gaps of `inputs`, whose result is `outcome`; `targets` as they were set, place by place.
pub fn of(
    framework: &Framework,
    inputs: &Inputs,
    targets: &BTreeMap<NodeId, Aim>,
    outcome: &Outcome,
) -> Gaps {
    let wiring = Wiring::of(framework.pack(), &inputs.baselines);
    let live = Live::of(wiring, inputs);
    let work = Work { framework, inputs, targets, outcome, live: &live };
    let gates = work.gates();
    let (mut questions, reached) = work.questions();
    let before = questions.len();
    questions.retain(|it| work.is_next(it, &gates));
    let later = before.saturating_sub(questions.len());
    let dimensions = work.dimensions(&questions);
    let mut gaps = Gaps { dimensions, questions, gates, later, reached };
    gaps.sort();
    gaps
}

impl Gaps {
    /// Marks the questions that `lift` changes.
    pub fn mark(&mut self, lift: &Lift) {
        for it in &mut self.questions {
            it.lifts = lift.steps.iter().any(|step| step.change.question == it.id);
        }
        self.sort();
    }

    /// Puts first what leads to the next tier, then what brings most for its effort where an action says so, then the
    /// largest gap.
    pub(crate) fn sort(&mut self) {
        // A question nobody plans for stands where a plan of medium effort and impact would put it.
        let worth = |it: &QuestionGap| it.planned.as_ref().map_or(12, Planned::worth);
        self.questions.sort_by(|a, b| {
            (b.lifts, worth(b), &b.gap, b.steps).cmp(&(a.lifts, worth(a), &a.gap, a.steps))
        });
    }
}

struct Work<'a> {
    framework: &'a Framework,
    inputs: &'a Inputs,
    targets: &'a BTreeMap<NodeId, Aim>,
    outcome: &'a Outcome,
    live: &'a Live<'a>,
}

impl<'a> Work<'a> {
    fn plan(&self) -> &Plan<'a> {
        &self.live.wiring.plan
    }

    /// Returns every question short of its target, in the order of the framework, and how many are not.
    fn questions(&self) -> (Vec<QuestionGap>, usize) {
        let (mut out, mut reached) = (Vec::new(), 0_usize);
        for (at, item) in self.plan().questions.iter().zip(&self.live.items) {
            let Some(node) = self.plan().node(*at) else { continue };
            let Some(target) = self.inputs.targets.get(&node.id) else { continue };
            let (worth, unknown) = match &item.state {
                State::Value(worth) => (Some(worth), false),
                State::Blank => (None, true),
                State::NotApplicable(_) => continue,
            };
            let Some(scale) = self.framework.scale_of(node) else { continue };
            let steps: Vec<&Choice> = levels(scale).collect();
            let place = |id: &OptionId| steps.iter().position(|it| it.id == *id);
            let now = worth.and_then(|it| scale.options.get(it.option)).map(|it| it.id.clone());
            let (Some(goal), here) = (place(target), now.as_ref().and_then(place)) else {
                continue;
            };
            let aimed = steps.get(goal).and_then(|it| it.value.as_ref());
            let gap =
                worth.and_then(|it| it.value.as_ref()).zip(aimed).map(|(it, aimed)| aimed - it);
            let short = match &gap {
                Some(gap) => !gap.is_negative() && !gap.is_zero(),
                None => unknown || here.is_none_or(|it| it < goal),
            };
            if !short {
                reached = reached.saturating_add(1);
                continue;
            }
            let levels = goal.saturating_sub(here.unwrap_or(0)).max(1);
            out.push(QuestionGap {
                id: node.id.clone(),
                dimension: self.dimension_of(*at),
                from: self.from(*at, target),
                now,
                target: target.clone(),
                steps: levels,
                gap,
                lifts: false,
                planned: None,
            });
        }
        (out, reached)
    }

    fn dimension_of(&self, at: usize) -> NodeId {
        let dimension = self.plan().spot(at).map_or(at, |it| it.dimension);
        self.plan().id(dimension).unwrap_or_else(|| NodeId::nearest(""))
    }

    /// Returns the nearest place at or above `at` that aims at `target`.
    fn from(&self, at: usize, target: &OptionId) -> NodeId {
        let mut here = Some(at);
        while let Some(spot) = here.and_then(|it| self.plan().spot(it)) {
            if matches!(self.targets.get(&spot.node.id), Some(Aim::Option(it)) if it == target) {
                return spot.node.id.clone();
            }
            here = spot.parent;
        }
        self.plan().id(at).unwrap_or_else(|| NodeId::nearest(""))
    }

    /// Returns every dimension with a target in it.
    fn dimensions(&self, open: &[QuestionGap]) -> Vec<DimensionGap> {
        let aimed = self.aimed();
        let mut out = Vec::new();
        for (node, now) in self.framework.dimensions().iter().zip(&self.outcome.dimensions) {
            let aim = self.targets.get(&node.id).cloned();
            let any = self.below(node).iter().any(|it| self.inputs.targets.contains_key(it));
            if aim.is_none() && !any {
                continue;
            }
            let target = match &aim {
                Some(Aim::Rung(rung)) => self.least_for(node, rung),
                Some(Aim::Option(_)) | None => aimed
                    .dimensions
                    .iter()
                    .find(|it| it.id == node.id)
                    .and_then(|it| it.score.clone()),
            };
            let gap = target.as_ref().zip(now.score.as_ref()).map(|(target, it)| target - it);
            let (rung, target_rung) = match &aim {
                Some(Aim::Rung(id)) => self.rung(&node.id, id),
                Some(Aim::Option(_)) | None => (None, None),
            };
            let goal = target_rung.as_ref().map_or(0, |it: &Tier| it.rank.saturating_add(1));
            let here = rung.as_ref().map_or(0, |it: &Tier| it.rank.saturating_add(1));
            out.push(DimensionGap {
                id: node.id.clone(),
                title: now.title.clone(),
                aim,
                now: now.score.clone(),
                target,
                gap,
                rung,
                target_rung,
                rungs: goal.saturating_sub(here),
                open: open.iter().filter(|it| it.dimension == node.id).count(),
            });
        }
        out.sort_by(|a, b| (b.rungs, &b.gap).cmp(&(a.rungs, &a.gap)));
        out
    }

    /// Returns the rung reached of the ladder at `place` that has the rung `id`, and that rung.
    fn rung(&self, place: &NodeId, id: &RungId) -> (Option<Tier>, Option<Tier>) {
        let here = self.outcome.ladders.iter().filter(|it| it.place.as_ref() == Some(place));
        for ladder in here {
            if let Some(rank) = ladder.rungs.iter().position(|it| it.id == *id) {
                let name = ladder.rungs.get(rank).map(|it| it.name.clone()).unwrap_or_default();
                return (ladder.reached.clone(), Some(Tier { id: id.clone(), name, rank }));
            }
        }
        (None, None)
    }

    /// Returns the least figure of the dimension `node` with which it reaches `rung`, where its main figure decides.
    fn least_for(&self, node: &Node, rung: &RungId) -> Option<Exact> {
        let pack = self.framework.pack();
        let at = self.plan().by_id.get(&node.id).copied()?;
        let main = pack.measures.iter().find(|it| self.plan().is_at(&it.at, at))?;
        let mut ladders = pack.ladders.iter().filter(|it| self.plan().is_at(&it.at, at));
        let (ladder, goal) =
            ladders.find_map(|it| Some((it, it.rungs.iter().position(|it| it.id == *rung)?)))?;
        let conditions =
            ladder.rungs.iter().take(goal.saturating_add(1)).flat_map(|it| &it.require);
        let least = conditions.filter_map(|it| match it {
            Condition::Measure(it) if it.measure == main.id => match &it.min {
                Some(Limit::Number(least)) => Some(least.clone()),
                Some(Limit::Measure { .. }) | None => None,
            },
            Condition::Measure(_)
            | Condition::Each(_)
            | Condition::AllMet(_)
            | Condition::ShareMet(_)
            | Condition::Open(_)
            | Condition::Evidence(_)
            | Condition::Answered(_)
            | Condition::Facts(_)
            | Condition::Ladder(_)
            | Condition::EachLadder(_)
            | Condition::AnyOf(_) => None,
        });
        least.max()
    }

    /// Returns the result, if every question stood where it is aimed at.
    fn aimed(&self) -> Outcome {
        let applies = |id: &NodeId| {
            let value = self.outcome.questions.get(id).map(|it| &it.value);
            !matches!(value, Some(QuestionValue::NotApplicable))
        };
        let wanted = self.inputs.targets.iter().filter(|(it, _)| applies(it));
        let change = |(question, to): (&NodeId, &OptionId)| Change {
            question: question.clone(),
            to: to.clone(),
            proven: true,
        };
        let changes: Vec<Change> = wanted.map(change).collect();
        scoring::what_if(self.framework, self.inputs, &changes)
    }

    fn below(&self, node: &Node) -> Vec<NodeId> {
        let Some(at) = self.plan().by_id.get(&node.id) else { return Vec::new() };
        self.plan().questions_at(*at).iter().filter_map(|it| self.plan().id(*it)).collect()
    }

    /// Returns the next gate of the main ladder, and of each dimension whose target is a rung it has not reached; of
    /// every place, where there is no main ladder.
    fn gates(&self) -> Vec<Gate> {
        let has_main = self.outcome.ladders.iter().any(|it| it.place.is_none());
        let wanted = |it: &&LadderOutcome| match &it.place {
            None => true,
            Some(place) => match self.targets.get(place) {
                Some(Aim::Rung(id)) => is_ahead(it, id),
                Some(Aim::Option(_)) | None => !has_main,
            },
        };
        self.outcome.ladders.iter().filter(wanted).filter_map(|it| self.gate(it)).collect()
    }

    fn gate(&self, outcome: &LadderOutcome) -> Option<Gate> {
        let mut ladders = self.framework.pack().ladders.iter().enumerate();
        let (index, ladder) = ladders.find(|it| it.1.id == outcome.ladder)?;
        if ladder.mode != LadderMode::Cumulative {
            return None;
        }
        let stopped = outcome.stopped_by.as_ref()?;
        let next = ladder.rungs.iter().position(|it| it.id == *stopped)?;
        let (rung, told) = (ladder.rungs.get(next)?, outcome.rungs.get(next)?);
        let place = outcome.place.as_ref().and_then(|it| self.plan().by_id.get(it)).copied();
        let place = place.unwrap_or_else(|| self.plan().root());
        let asked = self.asked_for(index, next, place);
        let conditions = told.conditions.iter().filter(|it| it.holds != Some(true)).cloned();
        Some(Gate {
            ladder: ladder.id.clone(),
            title: outcome.title.clone(),
            place: outcome.place.clone(),
            next: rung.id.clone(),
            name: told.name.clone(),
            meaning: self.framework.pack().plain(&rung.text).to_owned(),
            conditions: conditions.collect(),
            questions: asked.into_iter().filter_map(|it| self.plan().id(it)).collect(),
        })
    }

    /// Returns the questions that the rung at position `rung` of `ladder` asks for at `at` and that fall short.
    fn asked_for(&self, ladder: usize, rung: usize, at: usize) -> BTreeSet<usize> {
        let ladders = &self.framework.pack().ladders;
        let asked = ladders.get(ladder).and_then(|it| it.rungs.get(rung));
        let asked = asked.map(|it| it.require.as_slice()).unwrap_or_default();
        let judged = self.live.climb(ladder, at).and_then(|it| it.rungs.get(rung));
        let judged = judged.map(|it| it.conditions.as_slice()).unwrap_or_default();
        let fails = asked.iter().zip(judged).filter(|(_, it)| it.holds != Some(true));
        fails.flat_map(|(it, _)| self.asked_by(it, ladder, at)).collect()
    }

    /// Returns the questions at or below `at` that `condition` asks for and that fall short. Ladders read only those
    /// above them, of which there are `above`.
    fn asked_by(&self, condition: &Condition, above: usize, at: usize) -> Vec<usize> {
        let plan = self.plan();
        let open = |mut all: Vec<usize>| {
            all.retain(|it| self.is_open(*it));
            all
        };
        match condition {
            Condition::AllMet(it) => open(plan.selected(&it.filter, at)),
            Condition::ShareMet(it) => open(plan.selected(&it.filter, at)),
            Condition::Open(it) => {
                let mut all = open(plan.questions_at(at).to_vec());
                all.retain(|at| !self.is_excused(it, *at));
                all
            }
            Condition::Measure(it) => match &it.min {
                Some(Limit::Number(least)) => self.below_least(&it.measure, least, at),
                Some(Limit::Measure { .. }) | None => Vec::new(),
            },
            Condition::Ladder(it) => self.up_to((&it.id, &it.min), above, |_| vec![at]),
            Condition::EachLadder(it) => self
                .up_to((&it.ladder, &it.min), above, |ladder| plan.nearest_below(&ladder.at, at)),
            Condition::Each(_)
            | Condition::Evidence(_)
            | Condition::Answered(_)
            | Condition::Facts(_)
            | Condition::AnyOf(_) => Vec::new(),
        }
    }

    /// Returns what the rungs of another ladder ask for up to one, at places of it.
    fn up_to(
        &self,
        (id, min): (&LadderId, &RungId),
        above: usize,
        places: impl Fn(&Ladder) -> Vec<usize>,
    ) -> Vec<usize> {
        let all = self.framework.pack().ladders.iter().take(above);
        let Some((index, ladder)) = all.enumerate().find(|it| it.1.id == *id) else {
            return Vec::new();
        };
        let until = ladder.rungs.iter().position(|it| it.id == *min).map_or(0, |it| it + 1);
        let asked = |at: usize| (0..until).flat_map(move |rung| self.asked_for(index, rung, at));
        places(ladder).into_iter().flat_map(asked).collect()
    }

    /// Returns the questions worth less than `least`, where the lowest of them decides.
    fn below_least(&self, measure: &MeasureId, least: &Exact, at: usize) -> Vec<usize> {
        let pack = self.framework.pack();
        let found = pack.measures.iter().find(|it| it.id == *measure);
        let Some(found) = found.filter(|it| it.op == Operator::Min) else { return Vec::new() };
        let of_items = matches!(&found.of, Of::One(it) if it.as_str() == "items");
        if !of_items {
            return Vec::new();
        }
        let plan = self.plan();
        let all = plan.questions_at(at).iter().copied();
        let all =
            all.filter(|it| found.filter.as_ref().is_none_or(|filter| plan.selects(filter, *it)));
        let short = |at: &usize| match self.state(*at) {
            Some(State::Value(worth)) => worth.value.as_ref().is_some_and(|it| it < least),
            Some(State::Blank) => true,
            Some(State::NotApplicable(_)) | None => false,
        };
        all.filter(short).collect()
    }

    fn state(&self, at: usize) -> Option<&State> {
        let position = self.plan().questions.binary_search(&at).ok()?;
        self.live.items.get(position).map(|it| &it.state)
    }

    /// Says whether the question at `at` applies and is not met.
    fn is_open(&self, at: usize) -> bool {
        match self.state(at) {
            Some(State::Value(worth)) => worth.met == Some(false),
            Some(State::Blank) => true,
            Some(State::NotApplicable(_)) | None => false,
        }
    }

    /// Says whether `limit` lets the question at `at` stay open as it is.
    fn is_excused(&self, limit: &OpenLimit, at: usize) -> bool {
        let plan = self.plan();
        let option = match self.state(at) {
            Some(State::Value(worth)) => Some(worth.option),
            Some(State::Blank | State::NotApplicable(_)) | None => None,
        };
        let scale = plan.scale_at(at).map(|it| it.scale);
        plan.node(at).is_some_and(|it| ladder::may_be_open(limit, it, scale, option))
    }

    /// Says whether nothing lies before the gap: its question is asked for by a next gate, or by no gate at all.
    fn is_next(&self, gap: &QuestionGap, gates: &[Gate]) -> bool {
        if gates.iter().any(|it| it.questions.contains(&gap.id)) {
            return true;
        }
        let Some(at) = self.plan().by_id.get(&gap.id) else { return true };
        let above = |it: &Gate| match it.place.as_ref().and_then(|it| self.plan().by_id.get(it)) {
            Some(place) => self.plan().below(*place).contains(at),
            None => it.place.is_none(),
        };
        // A gate over it that asks for other questions comes first.
        !gates.iter().any(|it| !it.questions.is_empty() && above(it))
    }
}

/// Says whether `ladder` has the rung `id` and has not reached it.
fn is_ahead(ladder: &LadderOutcome, id: &RungId) -> bool {
    let goal = ladder.rungs.iter().position(|it| it.id == *id);
    goal.is_some_and(|it| ladder.reached.as_ref().is_none_or(|reached| reached.rank < it))
}

#[cfg(test)]
mod tests;

//! Conditions over questions: which are met, open, answered, proven.

use super::{Judge, Verdict};
use crate::{
    framework::{
        AnsweredCondition, But, EvidenceCondition, LadderBlank, LadderNa, OpenLimit, Where,
    },
    ids::NodeId,
    scoring::{
        Exact,
        ladder::{fitting, may_be_open, may_come},
        plan::Plan,
        respondents::State,
        told::{Asked, Clause, Excused, Names},
    },
    time::Date,
};

/// Questions that are not met, or not answered.
#[derive(Default)]
pub(super) struct Open {
    pub(super) unmet: Vec<usize>,
    pub(super) blank: Vec<usize>,
}

impl Open {
    pub(super) fn told(&self, plan: &Plan<'_>) -> Vec<Clause> {
        let named = |at: &[usize], most: usize| {
            let first = at.iter().take(most).map(|it| brief(plan, *it)).collect();
            let more = at.len() > most;
            Names { first, of: more.then_some(at.len()), more }
        };
        let unmet = (!self.unmet.is_empty()).then(|| Clause::NotMet(named(&self.unmet, 10)));
        let blank = (!self.blank.is_empty()).then(|| Clause::NotAnswered(named(&self.blank, 5)));
        unmet.into_iter().chain(blank).collect()
    }
}

/// Names a question in a list.
fn brief(plan: &Plan<'_>, at: usize) -> String {
    let name = plan.name(at);
    match name.char_indices().nth(48) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name,
    }
}

impl<'a> Judge<'a> {
    pub(super) fn share(
        &self,
        (filter, blank): (&Where, Option<LadderBlank>),
        min: &Exact,
    ) -> Verdict {
        let text = Asked::Share { of: Box::new(filter.clone()), min: min.clone() };
        let (mut met, mut denied, mut open) = (0, 0, Open::default());
        for node in self.plan().selected(filter, self.at) {
            match self.state(node) {
                Some(State::Value(worth)) if worth.met == Some(true) => met += 1,
                Some(State::Value(_)) => open.unmet.push(node),
                Some(State::NotApplicable(_)) if self.ladder.na == Some(LadderNa::Deny) => {
                    denied += 1;
                }
                Some(State::NotApplicable(_)) => {}
                Some(State::Blank) | None => open.blank.push(node),
            }
        }
        let total = met + denied + open.unmet.len() + open.blank.len();
        if total == 0 {
            return Verdict::void(text, self.empty());
        }
        let of_total = |n: usize| Exact::count(n).over(&Exact::count(total));
        let low = of_total(met);
        let may_turn = of_total(met + open.blank.len()).is_none_or(|it| it >= *min);
        let is_worst = blank == Some(LadderBlank::Worst);
        let holds = if low.as_ref().is_some_and(|it| it >= min) {
            Some(true)
        } else {
            (!may_turn || is_worst).then_some(false)
        };
        let mut details = vec![Clause::Met { n: met, of: total }];
        if holds != Some(true) {
            details.extend(open.told(self.plan()));
        }
        let verdict = Verdict::of(text, holds).details(details);
        Verdict { may_turn, ..verdict.figures(low, Some(min.clone())) }
    }

    pub(super) fn state(&self, node: usize) -> Option<&'a State> {
        let position = self.plan().questions.binary_search(&node).ok()?;
        self.bench.items.get(position).map(|it| &it.state)
    }

    pub(super) fn open(&self, it: &OpenLimit) -> Verdict {
        let but = it.but.iter().map(|it| self.excused(it)).collect();
        let never = it.never.iter().map(|it| self.reference(it)).collect();
        let text = Asked::Open { most: it.points_max.clone(), but, never };
        let (mut against, mut unknown) = (Vec::new(), Vec::new());
        for node in self.plan().questions_at(self.at) {
            let Some(here) = self.plan().node(*node) else { continue };
            let scale = self.plan().scale_at(*node).map(|it| it.scale);
            match self.state(*node) {
                Some(State::Value(worth)) if worth.met == Some(true) => {}
                Some(State::Value(worth)) => {
                    let is_excused = may_be_open(it, here, scale, Some(worth.option));
                    against.extend((!is_excused).then(|| brief(self.plan(), *node)));
                }
                Some(State::NotApplicable(_)) => {}
                Some(State::Blank) | None => {
                    let is_excused = may_be_open(it, here, scale, None);
                    unknown.extend((!is_excused).then(|| brief(self.plan(), *node)));
                }
            }
        }
        let (holds, details) = match (against.is_empty(), unknown.is_empty()) {
            (false, _) => (Some(false), vec![Clause::Open(listed(against))]),
            (true, false) => (None, vec![Clause::NotAnswered(listed(unknown))]),
            (true, true) => (Some(true), Vec::new()),
        };
        Verdict::of(text, holds).details(details)
    }

    /// Names a question by its reference, else by its name in the file.
    fn reference(&self, id: &NodeId) -> String {
        let node = self.plan().by_id.get(id).and_then(|at| self.plan().node(*at));
        let reference = node.map(|it| it.reference.clone()).filter(|it| !it.is_empty());
        reference.unwrap_or_else(|| id.to_string())
    }

    fn excused(&self, but: &But) -> Excused {
        let question = self.reference(but.node());
        let But::From { node, at_least } = but else { return Excused { question, from: None } };
        let scale = self.plan().by_id.get(node).and_then(|at| self.plan().scale_at(*at));
        let label = scale.and_then(|it| it.scale.option(at_least));
        let label = label.map(|it| self.plan().pack.plain(&it.label)).filter(|it| !it.is_empty());
        let from = Some(label.unwrap_or(at_least.as_str()).to_owned());
        Excused { question, from }
    }

    pub(super) fn evidence(&self, it: &EvidenceCondition) -> Verdict {
        let kind = it.kind.replace(['-', '_'], " ");
        let text = Asked::Evidence { kind, at_least: it.at_least, days: it.max_age_days };
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
            (Some(day), _) => Clause::Found(fresh.len(), *day),
            (None, Some(day)) if *day > as_of => Clause::Ahead(*day, as_of),
            (None, Some(day)) => Clause::Aged(*day, as_of.days() - day.days()),
            (None, None) => Clause::NotRecorded,
        };
        let needed = usize::try_from(it.at_least).unwrap_or(usize::MAX);
        let figures = (Some(Exact::count(fresh.len())), Some(Exact::whole(it.at_least.into())));
        let here = (self.plan(), self.bench.items, self.bench.inputs);
        let may_turn = may_come(here, self.at, &it.kind);
        let verdict = Verdict::of(text, Some(fresh.len() >= needed)).detail(detail);
        Verdict { may_turn, ..verdict.figures(figures.0, figures.1) }
    }

    pub(super) fn answered(&self, it: &AnsweredCondition) -> Verdict {
        let range = self.plan().question_range(self.at);
        let items = self.bench.items.get(range).unwrap_or_default();
        let applicable = items.iter().filter(|it| it.applies()).count();
        let answered = items.iter().filter(|it| it.applies() && !it.is_blank()).count();
        let text = Asked::Answered(it.share.clone());
        match Exact::count(answered).over(&Exact::count(applicable)) {
            Some(share) => {
                let verdict = Verdict::of(text, Some(share >= it.share))
                    .detail(Clause::Answered { n: answered, of: applicable })
                    .figures(Some(share), Some(it.share.clone()));
                // In the end everything is answered.
                Verdict { may_turn: true, ..verdict }
            }
            None => Verdict::void(text, self.empty()),
        }
    }
}

/// Lists names; of many only the first.
fn listed(mut names: Vec<String>) -> Names {
    const MOST: usize = 10;
    let more = names.len() > MOST;
    names.truncate(MOST);
    Names { first: names, of: None, more }
}

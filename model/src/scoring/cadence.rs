//! Marks what has to be done or proven again.

use super::{Inputs, Stale, plan::Plan};
use crate::{
    answer::{Answer, Basis, Said},
    time::Date,
};

/// Returns what is due, in the order of the framework.
///
/// A question that nobody answered, or that does not apply, is not due: there is nothing to repeat yet.
pub(super) fn stale(plan: &Plan<'_>, inputs: &Inputs) -> Vec<Stale> {
    let mut due: Vec<(usize, Stale)> = Vec::new();
    for rhythm in &plan.pack.cadence {
        for at in rhythm.nodes.iter().filter_map(|it| plan.by_id.get(it)) {
            let below = *at..plan.spot(*at).map_or(*at, |it| it.end);
            let what = plan.pack.plain(&rhythm.text);
            due.extend(below.filter_map(|it| mark(plan, inputs, it, (rhythm.every_days, what))));
        }
    }
    for (at, spot) in plan.spots.iter().enumerate() {
        let lasts = spot.node.evidence.as_ref().and_then(|it| it.max_age_days);
        due.extend(lasts.and_then(|it| mark(plan, inputs, at, (it, ""))));
    }
    due.sort_by_key(|it| (it.0, it.1.every_days));
    due.dedup();
    due.into_iter().map(|it| it.1).collect()
}

impl Stale {
    /// Says what is due and since when: “Access review: every 90 days, last on 2026-05-01, 12 days overdue”.
    pub fn words(&self) -> String {
        let days = |n: i64| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
        let lasts = days(i64::from(self.every_days));
        let (what, rhythm) = match self.what.as_str() {
            "" => ("Evidence", format!("lasts {lasts}")),
            what => (what, format!("every {lasts}")),
        };
        match (self.last, self.overdue) {
            (Some(last), Some(overdue)) => {
                format!("{what}: {rhythm}, last on {last}, {} overdue", days(overdue))
            }
            _ => format!("{what}: {rhythm}, nothing on record with a day"),
        }
    }
}

fn mark(
    plan: &Plan<'_>,
    inputs: &Inputs,
    at: usize,
    (every_days, what): (u32, &str),
) -> Option<(usize, Stale)> {
    let node = plan.node(at).filter(|_| plan.is_asked(at))?;
    let mut answers = inputs.spoken(&node.id)?.values().filter(|it| says(it)).peekable();
    answers.peek()?;
    let last = answers.filter_map(|it| day(it, inputs.as_of)).max();
    let overdue = last.map(|it| inputs.as_of.days() - it.days() - i64::from(every_days));
    if overdue.is_some_and(|it| it <= 0) {
        return None;
    }
    let question = node.id.clone();
    Some((at, Stale { question, what: what.to_owned(), every_days, last, overdue }))
}

fn says(answer: &Answer) -> bool {
    match answer.said {
        Said::Option(_) | Said::Text(_) | Said::Number(_) => true,
        Said::NotApplicable { .. } | Said::DontKnow => false,
    }
}

/// Returns the day of the record, unless it lies ahead.
fn day(answer: &Answer, as_of: Date) -> Option<Date> {
    match answer.basis {
        Basis::Tested(day) => (day <= as_of).then_some(day),
        Basis::Claimed | Basis::Documented => None,
    }
}

//! What the model says of a result and of what happened, in the language that is spoken.
//!
//! The model hands over data; in English the words here are the very words it has for files and the command line.

mod asked;
mod clause;
mod happened;
mod import;
mod refusal;
mod void;
mod warning;

use muster_model::{
    framework::{Blank, Operator},
    scoring::{
        ConditionOutcome, Exact, Figure, NoLift,
        told::{Clause, Rule, Several},
    },
};

use crate::say::{self, say};

pub(crate) use self::{
    asked::asked,
    clause::{clause, how},
    happened::happened,
    import::{hint, is_english_only, wrong},
    refusal::refusal,
    void::void,
    warning::{farewell, warning},
};

/// Writes an exact number.
fn number(it: &Exact) -> String {
    say::decimal(&it.to_string())
}

/// Writes a number beside a limit: rounded, and exactly where it would seem to be on the other side.
fn figure(value: &Exact, limit: Option<&Exact>) -> String {
    if !value.to_string().contains('/') {
        return number(value);
    }
    let Figure { rounded, exactly } = Figure::of(value, limit);
    let rounded = say::decimal(&rounded);
    match exactly {
        Some(exactly) => {
            say!("told-rounded-exactly", rounded = rounded, exactly = say::decimal(&exactly))
        }
        None => rounded,
    }
}

/// Returns what is said of a condition beside its figures; may be empty.
pub(crate) fn details(it: &ConditionOutcome) -> String {
    clauses(&it.detail)
}

fn clauses(all: &Several<Clause>) -> String {
    all.0.iter().map(clause).collect::<Vec<_>>().join("; ")
}

/// Returns why there is no lift.
pub(crate) fn no_lift(why: &NoLift) -> String {
    match why {
        NoLift::NoLadder => say!("told-no-tiers").to_owned(),
        NoLift::AtTop => say!("told-at-top").to_owned(),
        NoLift::OutOfReach { rung, why } => {
            let why: Vec<String> = why.0.iter().map(asked).collect();
            say!("told-out-of-reach", rung = rung, why = why.join("; "))
        }
    }
}

/// Returns the rule of a measure.
pub(crate) fn rule(it: &Rule) -> String {
    let of = if it.of_questions {
        say!("told-of-questions", n = it.n)
    } else {
        say!("told-of-values", n = it.n)
    };
    let op = match it.op {
        Operator::Mean if it.is_weighted => say!("told-weighted-mean", of = of),
        Operator::Mean => say!("told-mean", of = of),
        Operator::Sum if it.is_weighted => say!("told-weighted-sum", of = of),
        Operator::Sum => say!("told-sum", of = of),
        Operator::Min => say!("told-lowest", of = of),
        Operator::Max => say!("told-highest", of = of),
        Operator::Median => say!("told-median", of = of),
        Operator::Share => say!("told-share-met", of = of),
        Operator::Count => say!("told-number-met", of = of),
        Operator::Deduct => say!("told-points-left", of = of),
        Operator::Stack => say!("told-levels-stacked", of = of),
    };
    let start = it.start.as_ref().map(|it| say!("told-from", n = number(it)));
    let times = it.times.as_ref().map(|it| say!("told-times", n = number(it)));
    let head: Vec<String> = std::iter::once(op).chain(start).chain(times).collect();
    format!("{}; {}", head.join(", "), blank(&it.blank))
}

fn blank(it: &Blank) -> String {
    match it {
        Blank::Worst => say!("told-blank-worst").to_owned(),
        Blank::WorstOnceBegun => say!("told-blank-once-begun").to_owned(),
        Blank::Skip => say!("told-blank-skip").to_owned(),
        Blank::SkipUpTo(share) => say!("told-blank-skip-up-to", share = number(share)),
        Blank::Value(_) => say!("told-blank-value").to_owned(),
        Blank::Block => say!("told-blank-block").to_owned(),
    }
}

#[cfg(test)]
mod tests;

//! What a condition asks.

use muster_model::{
    framework::Where,
    scoring::{
        Exact,
        told::{Asked, Bound, Excused},
    },
};

use super::number;
use crate::say::say;

/// Most names in a list.
const MOST: usize = 10;

/// Returns what a condition asks.
pub(crate) fn asked(it: &Asked) -> String {
    match it {
        Asked::Figure { title, min, below } => within(title, min.as_ref(), below.as_ref()),
        Asked::Everywhere { title, min, except } => {
            let min = number(min);
            match except {
                0 => say!("told-everywhere", title = title, min = min),
                n => say!("told-everywhere-but", title = title, min = min, n = *n),
            }
        }
        Asked::Share { of, min } => share(of, min),
        Asked::Open { most, but, never } => open(most, but, never),
        Asked::Evidence { kind, at_least: 1, days } => {
            say!("told-evidence", kind = kind, days = *days)
        }
        Asked::Evidence { kind, at_least, days } => {
            say!("told-evidence-several", kind = kind, n = *at_least, days = *days)
        }
        Asked::Answered(share) => say!("told-share-answered", share = number(share)),
        Asked::Fact { name, max } => say!("told-at-most", name = name, max = number(max)),
        Asked::Rung { title, rung } => say!("told-rung", title = title, rung = rung),
        Asked::RungEverywhere { title, rung } => {
            say!("told-rung-everywhere", title = title, rung = rung)
        }
        Asked::Unknown { ladder, rung, everywhere: false } => {
            say!("told-reaches", ladder = ladder, rung = rung)
        }
        Asked::Unknown { ladder, rung, everywhere: true } => {
            say!("told-reaches-everywhere", ladder = ladder, rung = rung)
        }
        Asked::AnyOf(inner) => {
            let mut all = inner.iter().map(asked);
            let first = all.next().unwrap_or_default();
            all.fold(first, |one, other| say!("told-or", one = one, other = other))
        }
    }
}

fn within(title: &str, min: Option<&Bound>, below: Option<&Bound>) -> String {
    match (min.map(bound), below.map(bound)) {
        (Some(min), Some(below)) => {
            say!("told-between", title = title, min = min, below = below)
        }
        (Some(min), None) => say!("told-at-least", title = title, min = min),
        (None, Some(below)) => say!("told-below", title = title, below = below),
        (None, None) => title.to_owned(),
    }
}

fn bound(it: &Bound) -> String {
    match it {
        Bound::Number(it) => number(it),
        Bound::Times(times, title) => {
            say!("told-times-figure", times = number(times), title = title)
        }
    }
}

fn share(of: &Where, min: &Exact) -> String {
    let which = which(of);
    match (*min == Exact::one(), which.is_empty()) {
        (true, true) => say!("told-every").to_owned(),
        (true, false) => say!("told-every-of", which = which),
        (false, true) => say!("told-share", share = number(min)),
        (false, false) => say!("told-share-of", share = number(min), which = which),
    }
}

fn which(it: &Where) -> String {
    let Where { level, level_max, tag, not_tag, ids } = it;
    let parts = [
        level.map(|it| say!("told-of-level", level = it)),
        level_max.map(|it| say!("told-up-to-level", level = it)),
        tag.as_ref().map(|it| say!("told-tagged", tag = it)),
        not_tag.as_ref().map(|it| say!("told-not-tagged", tag = it)),
        (!ids.is_empty()).then(|| say!("told-among-named", n = ids.len())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn open(most: &Exact, but: &[Excused], never: &[String]) -> String {
    let but: Vec<String> = but.iter().map(excused).collect();
    let (most, but, never) = (number(most), listed(&but), listed(never));
    match (but.is_empty(), never.is_empty()) {
        (true, true) => say!("told-open", most = most),
        (false, true) => say!("told-open-but", most = most, but = but),
        (true, false) => say!("told-open-never", most = most, never = never),
        (false, false) => say!("told-open-but-never", most = most, but = but, never = never),
    }
}

fn excused(it: &Excused) -> String {
    match &it.from {
        Some(from) => say!("told-excused-from", question = &it.question, level = from),
        None => it.question.clone(),
    }
}

/// Lists names; of many only the first.
fn listed(names: &[String]) -> String {
    let more = if names.len() > MOST { " …" } else { "" };
    format!("{}{more}", names.get(..MOST).unwrap_or(names).join(", "))
}

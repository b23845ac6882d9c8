//! How a condition or a figure stands.

use muster_model::{
    framework::{Combine, Voice},
    scoring::{
        Exact,
        told::{Came, Clause, How, Names, Note},
    },
};

use super::{asked, figure};
use crate::{
    say::{self, say},
    screens::words,
};

/// Returns one thing that is said of a condition or a figure.
pub(crate) fn clause(it: &Clause) -> String {
    match it {
        Clause::NothingApplies => say!("told-nothing-applies").to_owned(),
        Clause::Rounded { rounded, exactly, is_below, limit } => {
            let (rounded, exactly) = (say::decimal(rounded), say::decimal(exactly));
            let limit = figure(limit, Some(limit));
            if *is_below {
                say!("told-rounded-below", rounded = rounded, exactly = exactly, limit = limit)
            } else {
                say!("told-rounded-above", rounded = rounded, exactly = exactly, limit = limit)
            }
        }
        Clause::Below { places, limit } => {
            say!("told-places-below", places = below(places, limit.as_ref()))
        }
        Clause::CanNotChange(n) => say!("told-cant-change", n = *n),
        Clause::Met { n, of } => say!("told-met", n = *n, of = *of),
        Clause::Answered { n, of } => say!("told-answered", n = *n, of = *of),
        Clause::NotMet(names) => match names.of {
            Some(of) => say!("told-not-met-of", of = of, names = listed(names)),
            None => say!("told-not-met", names = listed(names)),
        },
        Clause::NotAnswered(names) => match names.of {
            Some(of) => say!("told-not-answered-of", of = of, names = listed(names)),
            None => say!("told-not-answered", names = listed(names)),
        },
        Clause::Open(names) => match names.of {
            Some(of) => say!("told-are-open-of", of = of, names = listed(names)),
            None => say!("told-are-open", names = listed(names)),
        },
        Clause::NotCounted(name) => say!("told-not-counted", name = name),
        Clause::NoRung(rung) => say!("told-no-rung", rung = rung),
        Clause::Found(n, day) => say!("told-found", n = *n, day = words::day(*day)),
        Clause::Ahead(day, of) => say!("told-ahead", day = words::day(*day), of = words::day(*of)),
        Clause::Aged(day, n) => say!("told-aged", day = words::day(*day), n = *n),
        Clause::NotRecorded => say!("told-not-recorded").to_owned(),
        Clause::At(place, None) => place.clone(),
        Clause::At(place, Some(why)) => format!("{place}: {}", clause(why)),
        Clause::NoValue => say!("told-no-value").to_owned(),
        Clause::NoValueHere => say!("told-no-value-here").to_owned(),
        Clause::Unjudged { rung, why, more } => {
            let why: Vec<String> = why.iter().map(clause).collect();
            let more = if *more { " …" } else { "" };
            say!("told-unjudged", rung = rung, why = format!("{}{more}", why.join("; ")))
        }
        Clause::Asked(it) => asked(it),
        absent @ (Clause::NothingToCompute
        | Clause::NoRange
        | Clause::TooLong
        | Clause::NothingYet
        | Clause::Away(_)
        | Clause::Unanswered { .. }
        | Clause::NoValueYet { .. }
        | Clause::Came(_)
        | Clause::NoBaseline(_)
        | Clause::NoTiers
        | Clause::BelowAll) => why_absent(absent),
    }
}

/// Says why there is no figure or tier.
fn why_absent(it: &Clause) -> String {
    match it {
        Clause::NothingToCompute => say!("told-nothing-to-compute").to_owned(),
        Clause::NoRange => say!("told-no-range").to_owned(),
        Clause::TooLong => say!("told-too-long").to_owned(),
        Clause::NothingYet => say!("told-nothing-yet").to_owned(),
        Clause::Away(names) => say!("told-away", n = names.len(), names = names.join(", ")),
        Clause::Unanswered { of: 1, .. } => say!("told-unanswered-one").to_owned(),
        Clause::Unanswered { n, of } => say!("told-unanswered", n = *n, of = *of),
        Clause::NoValueYet { names, more: true } => {
            say!("told-no-value-yet-more", names = names.join(", "))
        }
        Clause::NoValueYet { names, more: false } => {
            say!("told-no-value-yet", n = names.len(), names = names.join(", "))
        }
        Clause::Came(it) => came(*it),
        Clause::NoBaseline(name) => say!("told-no-baseline", name = name.as_str()),
        Clause::NoTiers => say!("told-no-tiers").to_owned(),
        Clause::BelowAll => say!("told-below-all").to_owned(),
        Clause::NothingApplies
        | Clause::Rounded { .. }
        | Clause::Below { .. }
        | Clause::CanNotChange(_)
        | Clause::Met { .. }
        | Clause::Answered { .. }
        | Clause::NotMet(_)
        | Clause::NotAnswered(_)
        | Clause::Open(_)
        | Clause::NotCounted(_)
        | Clause::NoRung(_)
        | Clause::Found(..)
        | Clause::Ahead(..)
        | Clause::Aged(..)
        | Clause::NotRecorded
        | Clause::At(..)
        | Clause::NoValue
        | Clause::NoValueHere
        | Clause::Unjudged { .. }
        | Clause::Asked(_) => String::new(),
    }
}

/// Returns how the value of a question came about.
pub(crate) fn how(it: &How) -> String {
    let notes = it.notes.iter().map(|it| match it {
        Note::Unproven => say!("told-unproven").to_owned(),
        Note::DevicesDiffer => say!("told-devices-differ").to_owned(),
        Note::AboutOneself(n) => say!("told-about-oneself", n = *n),
        Note::Apart(spread) => say!("told-apart", spread = figure(spread, None)),
    });
    std::iter::once(came(it.came)).chain(notes).collect::<Vec<_>>().join("; ")
}

/// Returns from what the value of a question came.
fn came(it: Came) -> String {
    match it {
        Came::Agreed => say!("told-agreed"),
        Came::AgreedAway => say!("told-agreed-away"),
        Came::AgreedUnknown => say!("told-agreed-unknown"),
        Came::NobodyKnows => say!("told-nobody-knows"),
        Came::NotAnswered => say!("told-nobody-answered"),
        Came::Few { heard, needed } => return say!("told-few", heard = heard, needed = needed),
        Came::SaidAway { n, of } => return say!("told-said-away", n = n, of = of),
        Came::One(Voice::Person) => say!("told-one-answer"),
        Came::One(Voice::Team) => say!("told-one-team"),
        Came::One(Voice::Role) => say!("told-one-role"),
        Came::Several(combine, n, voice) => return several(combine, n, voice),
        Came::Weightless => say!("told-weightless"),
        Came::Written(n) => return several(Combine::Median, n, Voice::Person),
        Came::Open => say!("told-open-question"),
        Came::Outside => say!("told-outside"),
        Came::NotAsked => say!("told-not-asked"),
        Came::NotYetAsked => say!("told-not-yet-asked"),
    }
    .to_owned()
}

fn several(combine: Combine, n: usize, voice: Voice) -> String {
    let of = match voice {
        Voice::Person => say!("told-of-answers", n = n),
        Voice::Team => say!("told-of-teams", n = n),
        Voice::Role => say!("told-of-roles", n = n),
    };
    match combine {
        Combine::Median => say!("told-median", of = of),
        Combine::Mean => say!("told-mean", of = of),
        Combine::Min => say!("told-lowest", of = of),
        Combine::Max => say!("told-highest", of = of),
        Combine::Mode => say!("told-most-frequent", of = of),
    }
}

fn below(places: &[(String, Option<Exact>)], limit: Option<&Exact>) -> String {
    let told = places.iter().map(|(place, value)| match value {
        Some(value) => format!("{place} {}", figure(value, limit)),
        None => place.clone(),
    });
    told.collect::<Vec<_>>().join(", ")
}

fn listed(names: &Names) -> String {
    format!("{}{}", names.first.join(", "), if names.more { " …" } else { "" })
}

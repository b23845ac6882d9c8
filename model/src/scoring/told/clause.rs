//! How a condition or a figure stands.

use std::fmt;

use super::{Asked, Came, joined};
use crate::{ids::Name, scoring::Exact, time::Date};

/// One thing that is said of a condition, or of a figure that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// There is nothing to judge.
    NothingApplies,
    /// The rounded figure would be on another side of the limit than the exact one.
    Rounded {
        /// The figure rounded.
        rounded: String,
        /// With as many digits as it takes.
        exactly: String,
        /// Whether the exact one is below the limit.
        is_below: bool,
        /// The limit.
        limit: Exact,
    },
    /// Places that are below the limit, with their figure if there is one.
    Below {
        /// The places.
        places: Vec<(String, Option<Exact>)>,
        /// The limit.
        limit: Option<Exact>,
    },
    /// So many places have no value, which changes nothing.
    CanNotChange(usize),
    /// So many questions are met.
    Met {
        /// So many.
        n: usize,
        /// Of so many.
        of: usize,
    },
    /// So many questions are answered.
    Answered {
        /// So many.
        n: usize,
        /// Of so many.
        of: usize,
    },
    /// These are not met.
    NotMet(Names),
    /// These are not answered.
    NotAnswered(Names),
    /// These are open, and may not be.
    Open(Names),
    /// Nobody has counted it.
    NotCounted(String),
    /// A rung that has no value at this place.
    NoRung(String),
    /// So many records, the latest of a day.
    Found(usize, Date),
    /// A record of a day after the day of the result.
    Ahead(Date, Date),
    /// The latest record is of a day, so many days ago.
    Aged(Date, i64),
    /// There is no record.
    NotRecorded,
    /// A place or a measure without a value, with the reason if there is more to say.
    At(String, Option<Box<Self>>),
    /// There is no value.
    NoValue,
    /// There is no value at this place.
    NoValueHere,
    /// A rung can't be judged.
    Unjudged {
        /// Name of the rung.
        rung: String,
        /// Why; of many reasons the first.
        why: Vec<Self>,
        /// Whether there are more.
        more: bool,
    },
    /// What is asked, where there is no more to say.
    Asked(Box<Asked>),
    /// Nothing goes in.
    NothingToCompute,
    /// The scale has no range to map onto.
    NoRange,
    /// The number has grown beyond what is computed exactly.
    TooLong,
    /// Nothing is answered yet.
    NothingYet,
    /// These do not apply, so that there is no value.
    Away(Vec<String>),
    /// So many questions are not answered.
    Unanswered {
        /// So many.
        n: usize,
        /// Of so many.
        of: usize,
    },
    /// These have no value yet.
    NoValueYet {
        /// The first of them.
        names: Vec<String>,
        /// Whether there are more.
        more: bool,
    },
    /// What was said to a question.
    Came(Came),
    /// There is no baseline of this name.
    NoBaseline(Name),
    /// The framework has no tiers.
    NoTiers,
    /// The lowest rung is not reached.
    BelowAll,
}

/// Names in a list; of many only the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The first of them.
    pub first: Vec<String>,
    /// How many there are, where that is told.
    pub of: Option<usize>,
    /// Whether there are more than are named.
    pub more: bool,
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingApplies => f.write_str("nothing here applies"),
            Self::Rounded { rounded, exactly, is_below, limit } => {
                let side = if *is_below { "below" } else { "not below" };
                write!(f, "rounded {rounded}, exactly {exactly}: {side} {limit}")
            }
            Self::Below { places, limit } => below(f, places, limit.as_ref()),
            Self::CanNotChange(1) => f.write_str("one place has no value and can't change that"),
            Self::CanNotChange(n) => write!(f, "{n} places have no value and can't change that"),
            Self::Met { n, of } => write!(f, "{n} of {of} met"),
            Self::Answered { n, of } => write!(f, "{n} of {of} answered"),
            Self::NotMet(names) => counted(f, names, "not met"),
            Self::NotAnswered(names) => counted(f, names, "not answered"),
            Self::Open(names) => counted(f, names, "open"),
            Self::NotCounted(name) => write!(f, "nobody has counted: {name}"),
            Self::NoRung(rung) => write!(f, "{rung} has no value here"),
            Self::Found(n, latest) => write!(f, "{n} found, the latest of {latest}"),
            Self::Ahead(day, as_of) => write!(f, "{day} lies after {as_of}"),
            Self::Aged(day, days) => write!(f, "the latest is of {day}, {days} days old"),
            Self::NotRecorded => f.write_str("none is recorded"),
            Self::At(place, None) => f.write_str(place),
            Self::At(place, Some(why)) => write!(f, "{place}: {why}"),
            Self::NoValue => f.write_str("no value"),
            Self::NoValueHere => f.write_str("no value here"),
            Self::Unjudged { rung, why, more } => {
                write!(f, "“{rung}” can't be judged: ")?;
                joined(f, why, "; ")?;
                f.write_str(if *more { " …" } else { "" })
            }
            Self::Asked(asked) => write!(f, "{asked}"),
            Self::NothingToCompute
            | Self::NoRange
            | Self::TooLong
            | Self::NothingYet
            | Self::Away(_)
            | Self::Unanswered { .. }
            | Self::NoValueYet { .. }
            | Self::Came(_)
            | Self::NoBaseline(_)
            | Self::NoTiers
            | Self::BelowAll => self.absent(f),
        }
    }
}

impl Clause {
    /// Says why there is no figure or tier.
    fn absent(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToCompute => f.write_str("there is nothing to compute"),
            Self::NoRange => f.write_str("the scale has no range"),
            Self::TooLong => f.write_str("the number has grown too long to be exact"),
            Self::NothingYet => f.write_str("nothing is answered yet"),
            Self::Away(names) => {
                let verb = if names.len() == 1 { "does" } else { "do" };
                write!(f, "{} {verb} not apply", names.join(", "))
            }
            Self::Unanswered { of: 1, .. } => f.write_str("its question is not answered"),
            Self::Unanswered { n, of } => write!(f, "{n} of {of} questions not answered"),
            Self::NoValueYet { names, more } => {
                let verb = if names.len() == 1 { "has" } else { "have" };
                let more = if *more { " and more" } else { "" };
                write!(f, "{}{more} {verb} no value yet", names.join(", "))
            }
            Self::Came(came) => write!(f, "{came}"),
            Self::NoBaseline(name) => write!(f, "there is no baseline “{name}”"),
            Self::NoTiers => f.write_str("this framework has no tiers"),
            Self::BelowAll => f.write_str("not even the first rung is reached"),
            Self::NothingApplies
            | Self::Rounded { .. }
            | Self::Below { .. }
            | Self::CanNotChange(_)
            | Self::Met { .. }
            | Self::Answered { .. }
            | Self::NotMet(_)
            | Self::NotAnswered(_)
            | Self::Open(_)
            | Self::NotCounted(_)
            | Self::NoRung(_)
            | Self::Found(..)
            | Self::Ahead(..)
            | Self::Aged(..)
            | Self::NotRecorded
            | Self::At(..)
            | Self::NoValue
            | Self::NoValueHere
            | Self::Unjudged { .. }
            | Self::Asked(_) => Ok(()),
        }
    }
}

fn below(
    f: &mut fmt::Formatter<'_>,
    places: &[(String, Option<Exact>)],
    limit: Option<&Exact>,
) -> fmt::Result {
    f.write_str("below: ")?;
    for (at, (place, value)) in places.iter().enumerate() {
        f.write_str(if at > 0 { ", " } else { "" })?;
        f.write_str(place)?;
        if let Some(value) = value {
            write!(f, " {}", plain(value, limit))?;
        }
    }
    Ok(())
}

/// Writes a value below `limit` with two digits, unless it then seemed to reach the limit.
fn plain(value: &Exact, limit: Option<&Exact>) -> String {
    let exact = value.to_string();
    let short = exact.contains('/') && limit.is_some_and(|it| value.rounded(2) < *it);
    if short { value.display(2) } else { exact }
}

fn counted(f: &mut fmt::Formatter<'_>, names: &Names, what: &str) -> fmt::Result {
    if let Some(of) = names.of {
        write!(f, "{of} ")?;
    }
    write!(f, "{what}: ")?;
    joined(f, &names.first, ", ")?;
    f.write_str(if names.more { " …" } else { "" })
}

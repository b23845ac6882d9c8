//! What a condition asks.

use std::fmt;

use super::joined;
use crate::{framework::Where, scoring::Exact};

/// What a condition asks, with the names of the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A figure within bounds.
    Figure {
        /// Title of the measure.
        title: String,
        /// At least this.
        min: Option<Bound>,
        /// Below this.
        below: Option<Bound>,
    },
    /// A figure at every place below.
    Everywhere {
        /// Title of the measure.
        title: String,
        /// At least this.
        min: Exact,
        /// Places that may be below it.
        except: u32,
    },
    /// A share of questions is met; one is all of them.
    Share {
        /// Which questions.
        of: Box<Where>,
        /// At least this share.
        min: Exact,
    },
    /// Nothing worth more than so many points is open.
    Open {
        /// Points.
        most: Exact,
        /// What may be open all the same.
        but: Vec<Excused>,
        /// What may not be open even so.
        never: Vec<String>,
    },
    /// Evidence that is young enough.
    Evidence {
        /// Kind of evidence, a word of the framework.
        kind: String,
        /// How many.
        at_least: u32,
        /// How old it may be.
        days: u32,
    },
    /// A share of the questions is answered.
    Answered(Exact),
    /// A number counted elsewhere.
    Fact {
        /// Its name.
        name: String,
        /// At most.
        max: Exact,
    },
    /// Another ladder reaches a rung.
    Rung {
        /// Title of the ladder.
        title: String,
        /// Name of the rung.
        rung: String,
    },
    /// Another ladder reaches a rung at every place below.
    RungEverywhere {
        /// Title of the ladder.
        title: String,
        /// Name of the rung.
        rung: String,
    },
    /// A ladder that the framework does not have reaches a rung.
    Unknown {
        /// Its name in the file.
        ladder: String,
        /// The name of the rung in the file.
        rung: String,
        /// Whether that is asked of every place.
        everywhere: bool,
    },
    /// One of several.
    AnyOf(Vec<Self>),
}

/// A bound of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Number(Exact),
    /// Another measure, so many times.
    Times(Exact, String),
}

/// A question that may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excused {
    /// Its reference.
    pub question: String,
    /// The label from which on it may be; always, if there is none.
    pub from: Option<String>,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Times(times, title) => write!(f, "{times} times {title}"),
        }
    }
}

impl fmt::Display for Excused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.from {
            Some(from) => write!(f, "{} from “{from}” up", self.question),
            None => f.write_str(&self.question),
        }
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure { title, min, below } => {
                let min = min.as_ref().map(|it| format!("at least {it}"));
                let below = below.as_ref().map(|it| format!("below {it}"));
                let both: Vec<String> = min.into_iter().chain(below).collect();
                write!(f, "{title} {}", both.join(" and "))
            }
            Self::Everywhere { title, min, except } => {
                write!(f, "{title} at least {min} everywhere")?;
                match except {
                    0 => Ok(()),
                    1 => f.write_str(" but in one place"),
                    n => write!(f, " but in {n} places"),
                }
            }
            Self::Share { of, min } if *min == Exact::one() => {
                write!(f, "every question {}is met", Which(of))
            }
            Self::Share { of, min } => {
                write!(f, "a share of {min} of the questions {}is met", Which(of))
            }
            Self::Open { most, but, never } => {
                write!(f, "nothing worth more than {most} points is open")?;
                if !but.is_empty() {
                    f.write_str(" but for ")?;
                    listed(f, but)?;
                }
                if !never.is_empty() {
                    f.write_str(" and none of ")?;
                    listed(f, never)?;
                }
                Ok(())
            }
            Self::Evidence { kind, at_least: 1, days } => {
                write!(f, "{kind} not older than {days} days")
            }
            Self::Evidence { kind, at_least, days } => {
                write!(f, "{at_least} of {kind} not older than {days} days")
            }
            Self::Answered(share) => write!(f, "a share of {share} is answered"),
            Self::Fact { name, max } => write!(f, "{name} at most {max}"),
            Self::Rung { title, rung } => write!(f, "{title} at least “{rung}”"),
            Self::RungEverywhere { title, rung } => {
                write!(f, "{title} at least “{rung}” everywhere")
            }
            Self::Unknown { ladder, rung, everywhere } => {
                write!(f, "{ladder} reaches {rung}{}", if *everywhere { " everywhere" } else { "" })
            }
            Self::AnyOf(inner) => joined(f, inner, ", or "),
        }
    }
}

/// Most names in a list.
const MOST: usize = 10;

/// Lists names; of many only the first.
fn listed<T: fmt::Display>(f: &mut fmt::Formatter<'_>, names: &[T]) -> fmt::Result {
    joined(f, names.get(..MOST).unwrap_or(names), ", ")?;
    f.write_str(if names.len() > MOST { " …" } else { "" })
}

/// Which questions, in words that end with a space.
struct Which<'a>(&'a Where);

impl fmt::Display for Which<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Where { level, level_max, tag, not_tag, ids } = self.0;
        level.iter().try_for_each(|it| write!(f, "of level {it} "))?;
        level_max.iter().try_for_each(|it| write!(f, "up to level {it} "))?;
        tag.iter().try_for_each(|it| write!(f, "tagged {it} "))?;
        not_tag.iter().try_for_each(|it| write!(f, "not tagged {it} "))?;
        if ids.is_empty() { Ok(()) } else { write!(f, "among {} named ", ids.len()) }
    }
}

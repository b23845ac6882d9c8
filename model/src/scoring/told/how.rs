//! How the one value of a question came about.

use std::fmt;

use crate::{
    framework::{Combine, Voice},
    scoring::Exact,
};

/// How the value of a question came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct How {
    /// From what.
    pub came: Came,
    /// What has to be known beside it.
    pub notes: Vec<Note>,
}

/// From what the value of a question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// The group agreed on it.
    Agreed,
    /// The group agreed that it does not apply.
    AgreedAway,
    /// The group agreed that nobody knows.
    AgreedUnknown,
    /// Everybody who answered does not know.
    NobodyKnows,
    /// Nobody answered.
    NotAnswered,
    /// Fewer voices than it takes.
    Few {
        /// Voices heard.
        heard: usize,
        /// Voices needed.
        needed: usize,
    },
    /// So many voices say that it does not apply.
    SaidAway {
        /// So many.
        n: usize,
        /// Of so many.
        of: usize,
    },
    /// Somebody's answer, or that of one team or role.
    One(Voice),
    /// Several voices put together.
    Several(Combine, usize, Voice),
    /// Voices that carry no weight.
    Weightless,
    /// The middle of numbers that were written.
    Written(usize),
    /// A question without a scale.
    Open,
    /// Outside of the baselines that narrow the framework.
    Outside,
    /// Not asked, because of another answer.
    NotAsked,
    /// Not asked, as long as another question is open.
    NotYetAsked,
}

/// What has to be known beside a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Claimed as met, and not proven.
    Unproven,
    /// Devices of one person say different things.
    DevicesDiffer,
    /// So many answers about oneself were left out.
    AboutOneself(usize),
    /// The answers lie so far apart.
    Apart(Exact),
}

impl How {
    /// Says whether the group agreed on it, whatever it is.
    pub fn is_agreed(&self) -> bool {
        matches!(self.came, Came::Agreed | Came::AgreedAway | Came::AgreedUnknown)
    }

    /// Says whether it plays no part because of the baselines.
    pub fn is_outside(&self) -> bool {
        self.came == Came::Outside
    }
}

impl From<Came> for How {
    fn from(came: Came) -> Self {
        Self { came, notes: Vec::new() }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.came)?;
        self.notes.iter().try_for_each(|it| write!(f, "; {it}"))
    }
}

impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agreed => "agreed answer",
            Self::AgreedAway => "agreed not to apply",
            Self::AgreedUnknown => "agreed that nobody knows",
            Self::NobodyKnows => "nobody knows",
            Self::NotAnswered => "not answered",
            Self::Few { heard, needed } => return write!(f, "{heard} of {needed} voices needed"),
            Self::SaidAway { n, of } => return write!(f, "{n} of {of} say it does not apply"),
            Self::One(Voice::Person) => "one answer",
            Self::One(Voice::Team) => "one team",
            Self::One(Voice::Role) => "one role",
            Self::Several(combine, n, voice) => {
                let voices = match voice {
                    Voice::Person => "",
                    Voice::Team => " teams",
                    Voice::Role => " roles",
                };
                return write!(f, "{} of {n}{voices}", word(*combine));
            }
            Self::Weightless => "the voices carry no weight",
            Self::Written(n) => return write!(f, "median of {n}"),
            Self::Open => "open question",
            Self::Outside => "outside the baseline",
            Self::NotAsked => "not asked, because of the answer to another question",
            Self::NotYetAsked => "not asked until another question is answered",
        })
    }
}

fn word(combine: Combine) -> &'static str {
    match combine {
        Combine::Median => "median",
        Combine::Mean => "mean",
        Combine::Min => "lowest",
        Combine::Max => "highest",
        Combine::Mode => "most frequent",
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unproven => f.write_str("claimed as met, but what it needs as proof is missing"),
            Self::DevicesDiffer => f.write_str(
                "one person's devices disagree, the latest counts until that is settled",
            ),
            Self::AboutOneself(n) => write!(f, "{n} about oneself left out"),
            Self::Apart(spread) => write!(f, "the answers are {spread} apart"),
        }
    }
}

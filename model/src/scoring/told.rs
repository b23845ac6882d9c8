//! What is said of a result, as data: what a condition asks, how it stands, how a figure came about.
//!
//! Everything here says itself in English, which is what files and the command line carry. Whoever speaks another
//! language reads the data, never the words.

mod asked;
mod clause;
mod how;
mod rule;

use std::fmt;

use serde::{Serialize, Serializer};

pub use self::{
    asked::{Asked, Bound, Excused},
    clause::{Clause, Names},
    how::{Came, How, Note},
    rule::Rule,
};

/// Several clauses, said one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Several<T> {
    /// Says whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: fmt::Display> fmt::Display for Several<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        joined(f, &self.0, "; ")
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], between: &str) -> fmt::Result {
    for (at, it) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write!(f, "{it}")?;
    }
    Ok(())
}

impl<T: fmt::Display> Serialize for Several<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Files carry the English words.
macro_rules! carried_as_words {
    ($($name:ident)+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
    )+};
}

carried_as_words!(Asked Clause How Rule);

//! Exact numbers.

use std::{fmt, str::FromStr};

use num_rational::BigRational;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An exact rational number. Written as a decimal where it ends, else as a fraction (`7/3`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub(crate) BigRational);

/// A text that is no exact number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an exact number: write it like 3, 2.6 or 7/3")]
pub struct ExactError(pub String);

impl Exact {
    /// Wraps a whole number.
    pub fn whole(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        text.parse().map(Self).map_err(|_| ExactError(text.chars().take(40).collect()))
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

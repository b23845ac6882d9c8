//! Benchmark cards: what a cohort's dimensions came to, and nothing of anybody.
//!
//! **Invariant:** a card holds figures of at least [`LEAST`] people for each dimension, and no answer, name or id of a
//! person. Reading is total and bounded.

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    control::op::Secrecy,
    framework::Framework,
    ids::{DeviceId, FrameworkHash, MemberId, Name, NodeId},
    scoring::{self, Exact, Inputs, exact::median},
    time::Date,
    workspace::{Review, ReviewState},
};

/// Fewest people whose figures may leave as one: among fewer, somebody could be made out.
pub const LEAST: usize = 5;
/// Largest card, in bytes.
pub const MAX_BYTES: usize = 256 << 10;
/// Version of the form.
pub const VERSION: u32 = 1;
const FORMAT: &str = "muster benchmark";
/// Most dimensions on a card.
const MAX_DIMENSIONS: usize = 500;
/// Longest text on a card, in characters.
const MAX_TEXT: usize = 300;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Who the cohort is, in words.
    pub cohort: String,
    /// Who says so.
    pub source: String,
    /// The day the figures speak of.
    pub date: Date,
    /// Id of the framework.
    pub framework: Name,
    /// Its version.
    pub version: String,
    /// Its content.
    pub hash: FrameworkHash,
    /// How many people answered.
    pub people: u32,
    /// Each dimension that enough people answered, in the order of the framework.
    pub dimensions: Vec<Quartiles>,
}

/// Figures of one dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quartiles {
    /// Which.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// How many people.
    pub n: u32,
    /// A quarter stands at or below this.
    pub low: Exact,
    /// Half stands at or below this.
    pub middle: Exact,
    /// A quarter stands at or above this.
    pub high: Exact,
}

/// A card with its author's signature, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What it says.
    pub card: Card,
    /// The device that signed it.
    pub author: DeviceId,
    /// Its signature of [`Card::statement`].
    pub signature: [u8; 64],
}

/// Why no card can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// Too few people.
    #[error(
        "a card needs at least {wanted} people who answered, and this review has {found}: among fewer, somebody could \
         be made out"
    )]
    Few {
        /// How many there are.
        found: usize,
        /// How many it takes.
        wanted: usize,
    },
    /// What counts is secret or not here.
    #[error("the review is not open to everybody yet")]
    Veiled,
    /// Nothing to tell.
    #[error("no dimension has a figure of enough people")]
    Nothing,
    /// A text is missing or too long.
    #[error("the {0} is empty or longer than {MAX_TEXT} letters")]
    Text(&'static str),
}

/// Why a file is no card.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// It is too long.
    #[error("it is larger than any card may be")]
    TooLarge,
    /// It can't be read.
    #[error("it is no card of Muster: {0}")]
    Unreadable(String),
    /// A newer version made it.
    #[error("it was made by a newer version of Muster (version {0})")]
    Newer(u64),
    /// It says something that can't be.
    #[error("it says something that can't be: {0}")]
    Absurd(String),
}

/// What the maker of a card says of its cohort.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Who the cohort is.
    pub cohort: &'a str,
    /// Who says so.
    pub source: &'a str,
    /// Fewest people for each figure; never less than [`LEAST`].
    pub least: usize,
}

impl Card {
    /// Makes the card of `review`: of each dimension the quartiles over what each person alone came to.
    pub fn of(framework: &Framework, review: &Review, words: Words<'_>) -> Result<Self, MakeError> {
        let least = words.least.max(LEAST);
        let veiled = review.secrecy != Secrecy::Open && review.state == ReviewState::Open;
        let Some(inputs) = review.inputs.as_ref().filter(|_| !veiled && !review.sealed) else {
            return Err(MakeError::Veiled);
        };
        for (what, text) in [("cohort", words.cohort), ("source", words.source)] {
            if !fits(text) {
                return Err(MakeError::Text(what));
            }
        }
        let people: BTreeSet<MemberId> =
            inputs.answers.values().flat_map(|it| it.keys().copied()).collect();
        if people.len() < least {
            return Err(MakeError::Few { found: people.len(), wanted: least });
        }
        let dimensions = dimensions(framework, inputs, &people, least);
        if dimensions.is_empty() {
            return Err(MakeError::Nothing);
        }
        let pack = framework.pack();
        Ok(Self {
            cohort: words.cohort.trim().to_owned(),
            source: words.source.trim().to_owned(),
            date: review.as_of,
            framework: pack.id.clone(),
            version: pack.version.clone(),
            hash: framework.hash(),
            people: small(people.len()),
            dimensions,
        })
    }

    /// Returns the bytes that the author signs.
    pub fn statement(&self) -> Vec<u8> {
        let body = serde_json::to_string(self).unwrap_or_default();
        format!("{FORMAT} {VERSION}\n{body}").into_bytes()
    }

    /// Says whether it is about `framework`, in this or another version.
    pub fn is_about(&self, framework: &Framework) -> bool {
        self.framework == framework.pack().id
    }

    /// Says what speaks against it, if anything does.
    fn check(&self) -> Result<(), CardError> {
        let absurd = |what: &str| Err(CardError::Absurd(what.to_owned()));
        if !fits(&self.cohort) || !fits(&self.source) || self.version.chars().count() > MAX_TEXT {
            return absurd("a text is empty or too long");
        }
        let least = small(LEAST);
        if self.people < least || self.dimensions.iter().any(|it| it.n < least) {
            return absurd("figures of so few people, among whom somebody could be made out");
        }
        if self.dimensions.is_empty() || self.dimensions.len() > MAX_DIMENSIONS {
            return absurd("no dimension, or too many");
        }
        let mut seen = BTreeSet::new();
        for it in &self.dimensions {
            if it.low > it.middle || it.middle > it.high {
                return Err(CardError::Absurd(format!("the quartiles of {} are none", it.id)));
            }
            if it.n > self.people || !fits(&it.title) || !seen.insert(&it.id) {
                return Err(CardError::Absurd(format!("what stands under {}", it.id)));
            }
        }
        Ok(())
    }
}

impl Signed {
    /// Writes the card: keys in order, one form for one content.
    pub fn bytes(&self) -> Vec<u8> {
        let signature = self.signature.iter().fold(String::new(), |mut out, it| {
            let digits = [it >> 4, it & 15].map(|it| char::from_digit(u32::from(it), 16));
            out.extend(digits.into_iter().flatten());
            out
        });
        let body = serde_json::to_string(&self.card).unwrap_or_default();
        let author = self.author;
        format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"author\":\"{author}\",\
             \"signature\":\"{signature}\",\"card\":{body}}}\n"
        )
        .into_bytes()
    }

    /// Reads a card. Whether its signature holds is for the caller to check.
    pub fn parse(bytes: &[u8]) -> Result<Self, CardError> {
        if bytes.len() > MAX_BYTES {
            return Err(CardError::TooLarge);
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|err| unreadable(&err))?;
        if head.format != FORMAT {
            return Err(CardError::Unreadable("it calls itself something else".to_owned()));
        }
        if head.version > u64::from(VERSION) {
            return Err(CardError::Newer(head.version));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|err| unreadable(&err))?;
        file.card.check()?;
        let signature = file.signature.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let signature: Option<Vec<u8>> = signature.collect();
        let signature = signature.and_then(|it| <[u8; 64]>::try_from(it).ok());
        let signature =
            signature.ok_or_else(|| CardError::Unreadable("its signature is none".to_owned()))?;
        let signed = Self { card: file.card, author: file.author, signature };
        if signed.bytes() == bytes {
            Ok(signed)
        } else {
            Err(CardError::Unreadable("it is not spelled as Muster writes it".to_owned()))
        }
    }
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    author: DeviceId,
    signature: String,
    card: Card,
}

fn unreadable(err: &serde_json::Error) -> CardError {
    CardError::Unreadable(format!("line {}, column {}", err.line(), err.column()))
}

fn fits(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns the quartiles of every dimension in which enough people have a figure of their own.
fn dimensions(
    framework: &Framework,
    inputs: &Inputs,
    people: &BTreeSet<MemberId>,
    least: usize,
) -> Vec<Quartiles> {
    let alone: Vec<scoring::Outcome> = people
        .iter()
        .map(|member| {
            let mut own = inputs.clone();
            own.agreed.clear();
            own.conflicts.clear();
            for voices in own.answers.values_mut() {
                Arc::make_mut(voices).retain(|it, _| it == member);
            }
            own.answers.retain(|_, voices| !voices.is_empty());
            scoring::score(framework, &own)
        })
        .collect();
    let mut out = Vec::new();
    for dimension in framework.dimensions() {
        let of = |it: &scoring::Outcome| {
            let found = it.dimensions.iter().find(|it| it.id == dimension.id)?;
            found.score.clone().filter(|_| found.answered > 0)
        };
        let mut figures: Vec<Exact> = alone.iter().filter_map(of).collect();
        figures.sort();
        if figures.len() < least {
            continue;
        }
        let Some([low, middle, high]) = quartiles(&figures) else { continue };
        let title = framework.plain(&dimension.text);
        let title = if fits(title) { title.to_owned() } else { dimension.id.to_string() };
        out.push(Quartiles {
            id: dimension.id.clone(),
            title,
            n: small(figures.len()),
            low,
            middle,
            high,
        });
    }
    out
}

/// Returns the quartiles: the medians of the lower half, of all, and of the upper half, the middle one of an odd count
/// being in neither half.
fn quartiles(sorted: &[Exact]) -> Option<[Exact; 3]> {
    let half = sorted.len() / 2;
    let (lower, upper) = (sorted.get(..half)?, sorted.get(sorted.len() - half..)?);
    Some([median(lower)?, median(sorted)?, median(upper)?])
}

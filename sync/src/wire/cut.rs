//! Why one device hangs up on another: a number on the wire, a sentence on each side.
//!
//! **Invariant:** a number, once given, keeps its meaning; see the golden test. Older devices say why in words only.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest reason in words that is told or read, in bytes.
const MAX_WORDS: usize = 200;

/// Why a connection was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// It is switched off, or goes to sleep.
    Leaving,
    /// Who was cut off is not known there.
    Stranger,
    /// Who was cut off was a member there and is not any more.
    Removed,
    /// Who was cut off runs a newer version, which is not understood there.
    Newer,
    /// Who was cut off runs an older version, which is not spoken there any more.
    Older,
    /// Who was cut off sent more than was agreed.
    Flood,
    /// Who was cut off sent changes that no member signed.
    Forged,
    /// Who was cut off fell silent.
    Silent,
    /// Who was cut off wrote more than one device may.
    Quota,
    /// There are too many connections.
    Full,
    /// What came was no message, or out of turn.
    Garbled,
    /// The disk failed or is full there.
    Disk,
    /// Another connection with the same device serves.
    Replaced,
    /// Who was cut off did not keep up reading.
    Slow,
    /// Whoever was asked did not answer a request to join.
    NotNow,
    /// Too many strangers ask at once.
    Crowd,
    /// Something else, in the words of the other side.
    Other(String),
}

impl Cut {
    /// Every reason that has a number of its own.
    const NUMBERED: [(u32, Self); 16] = [
        (0, Self::Leaving),
        (2, Self::Stranger),
        (3, Self::Removed),
        (4, Self::Newer),
        (5, Self::Older),
        (6, Self::Flood),
        (7, Self::Forged),
        (8, Self::Silent),
        (9, Self::Quota),
        (10, Self::Full),
        (11, Self::Garbled),
        (12, Self::Disk),
        (13, Self::Replaced),
        (14, Self::Slow),
        (15, Self::NotNow),
        (16, Self::Crowd),
    ];

    /// Returns the number that stands for it on the wire; 1 stands for words alone.
    pub fn number(&self) -> u32 {
        Self::NUMBERED.iter().find(|(_, it)| it == self).map_or(1, |(number, _)| *number)
    }

    /// Reads what the other side said. Words count only where the number is not known here.
    pub fn read(number: u64, words: &[u8]) -> Self {
        let known = Self::NUMBERED.iter().find(|(it, _)| u64::from(*it) == number);
        if let Some((_, cut)) = known {
            return cut.clone();
        }
        let words = words.get(..words.len().min(MAX_WORDS)).unwrap_or_default();
        let words = String::from_utf8_lossy(words);
        Self::Other(words.chars().filter(|it| !it.is_control()).collect())
    }

    /// Says it to the one who is cut off; also what travels, for those who don't know the number.
    pub fn words(&self) -> &str {
        match self {
            Self::Leaving => "it is leaving",
            Self::Stranger => "you are not a member here",
            Self::Removed => "you were removed here",
            Self::Newer => "you run a newer Muster than this device understands",
            Self::Older => "you run an older Muster than this device speaks with",
            Self::Flood => "the other device sends more than was agreed",
            Self::Forged => "the other device sends changes that are not signed by a member",
            Self::Silent => "the other device fell silent",
            Self::Quota => "the other device wrote more than one device may",
            Self::Full => "too many devices are connected here",
            Self::Garbled => "the other device does not keep to the protocol",
            Self::Disk => "this device can't store anything now",
            Self::Replaced => "another connection serves",
            Self::Slow => "the other device does not keep up",
            Self::NotNow => "not now",
            Self::Crowd => "too many are asking, try again",
            Self::Other(words) => words,
        }
    }

    /// Says whether it is part of ordinary coming and going, and nothing to tell a person.
    pub fn is_ordinary(&self) -> bool {
        match self {
            Self::Leaving | Self::Replaced => true,
            Self::Other(words) => words == "goodbye",
            Self::Stranger
            | Self::Removed
            | Self::Newer
            | Self::Older
            | Self::Flood
            | Self::Forged
            | Self::Silent
            | Self::Quota
            | Self::Full
            | Self::Garbled
            | Self::Disk
            | Self::Slow
            | Self::NotNow
            | Self::Crowd => false,
        }
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_comes_back_from_its_number() {
        for (number, cut) in Cut::NUMBERED {
            assert_eq!(cut.number(), number);
            assert_eq!(Cut::read(u64::from(number), b"whatever stands here"), cut);
        }
    }

    #[test]
    fn who_says_it_in_words_alone_is_quoted_shortly_and_without_control_characters() {
        let long = [b"no\n\x1b[31m more ".as_slice(), &[b'x'; 400]].concat();
        let Cut::Other(words) = Cut::read(1, &long) else { panic!("it has no number") };
        assert!(words.starts_with("no[31m more x"), "{words}");
        assert!(words.len() <= MAX_WORDS);
        assert_eq!(Cut::read(u64::MAX, b"later"), Cut::Other("later".to_owned()));
        assert!(Cut::read(1, b"goodbye").is_ordinary());
    }
}

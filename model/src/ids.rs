//! Names of things that outlive a process: newtypes that parse, print and sort.
//!
//! **Invariant:** an id is opaque. Nothing in it is a position, and nothing is computed from its text.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::time::At;

/// A text that is not the id it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text has another length or holds something that is not hexadecimal.
    #[error("“{0}” is not {1} hexadecimal digits")]
    NotHex(String, usize),
    /// The name is empty, longer than [`Name::MAX`] bytes or holds a control character.
    #[error("“{0}” is not a name: use 1 to 200 printable characters")]
    NotAName(String),
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// Wraps raw bytes.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// Returns the raw bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Returns the first eight hexadecimal digits, for people.
            pub fn short(&self) -> String {
                self.0.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.short())
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let bytes = unhex(text).and_then(|it| <[u8; $len]>::try_from(it).ok());
                bytes.map(Self).ok_or_else(|| IdError::NotHex(text.to_owned(), $len * 2))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { to.serialize_bytes(&self.0) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    String::deserialize(from)?.parse().map_err(D::Error::custom)
                } else {
                    let bytes = <Vec<u8> as BytesIn>::read(from)?;
                    <[u8; $len]>::try_from(bytes)
                        .map(Self)
                        .map_err(|it| D::Error::invalid_length(it.len(), &stringify!($len)))
                }
            }
        }
    };
}

/// Reads a byte string without taking each byte for a number of its own.
trait BytesIn: Sized {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

impl BytesIn for Vec<u8> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl serde::de::Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits: Option<Vec<u32>> = text.chars().map(|it| it.to_digit(16)).collect();
    digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

bytes_id!(
    /// A device: its Ed25519 public key in one workspace.
    DeviceId, 32);
bytes_id!(
    /// An envelope; for a control envelope also the id of its operation.
    EnvelopeId, 32);
bytes_id!(
    /// A file that travels beside the answers: BLAKE3 of its ciphertext.
    FileId, 32);
bytes_id!(
    /// A workspace: the id of its first envelope.
    WorkspaceId, 32);
bytes_id!(
    /// A member, derived from their first device ([`MemberId::of_first_device`]).
    MemberId, 16);
bytes_id!(
    /// An assessment: the first half of the id of the operation that created it.
    AssessmentId, 16);
bytes_id!(
    /// A review: the first half of the id of the operation that opened it.
    ReviewId, 16);
bytes_id!(
    /// An action of a plan ([`ActionId::made`]).
    ActionId, 16);
bytes_id!(
    /// An invitation: the Ed25519 public key derived from its ticket's secret.
    InviteId, 32);
bytes_id!(
    /// A stream of envelopes that build one view: the control history, a lane or a board.
    StreamId, 16);
bytes_id!(
    /// A content key: BLAKE3 of the key itself.
    KeyId, 32);
bytes_id!(
    /// A framework's content: BLAKE3 of its canonical form.
    FrameworkHash, 32);
bytes_id!(
    /// A change of a lane or board, as Automerge hashes it.
    ChangeHash, 32);

impl MemberId {
    /// Returns the member who first came with `device`.
    pub fn of_first_device(device: DeviceId) -> Self {
        Self(half(blake3::derive_key("muster member v1", device.as_bytes())))
    }
}

impl AssessmentId {
    /// Returns the assessment created by the operation `op`.
    pub fn of_op(op: EnvelopeId) -> Self {
        Self(half(*op.as_bytes()))
    }
}

impl ReviewId {
    /// Returns the review opened by the operation `op`.
    pub fn of_op(op: EnvelopeId) -> Self {
        Self(half(*op.as_bytes()))
    }
}

impl ActionId {
    /// Returns the `nth` action that `device` makes at one moment under this title. Nothing depends on how it came
    /// about; it only has to be another one each time.
    pub fn made(device: DeviceId, at: At, title: &str, nth: u64) -> Self {
        let (at, nth) = (at.0.to_le_bytes(), nth.to_le_bytes());
        Self(half(derive("muster action v1", &[device.as_bytes(), &at, &nth, title.as_bytes()])))
    }
}

impl StreamId {
    /// The one control stream of a workspace.
    pub const CONTROL: Self = Self([0; 16]);
    /// The one stream of framework packs.
    pub const PACKS: Self = Self([1; 16]);

    /// Returns the stream that holds one respondent's answers in one review.
    pub fn lane(review: ReviewId, member: MemberId) -> Self {
        Self(half(derive("muster lane v1", &[review.as_bytes(), member.as_bytes()])))
    }

    /// Returns the stream that holds an assessment's shared decisions.
    pub fn board(assessment: AssessmentId) -> Self {
        Self(half(derive("muster board v1", &[assessment.as_bytes()])))
    }
}

fn derive(context: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

fn half(whole: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    out.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    out
}

/// A name that a framework gives to one of its parts: 1 to 200 printable characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(std::sync::Arc<str>);

impl Name {
    /// Longest name, in bytes.
    pub const MAX: usize = 200;

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name nearest to `text`: what no name may hold falls away, what is too long is cut off, and of
    /// nothing a `_` is made.
    pub fn nearest(text: &str) -> Self {
        let plain: String = text.chars().filter(|it| !it.is_control()).collect();
        let mut end = plain.trim().len().min(Self::MAX);
        while !plain.trim().is_char_boundary(end) {
            end -= 1;
        }
        let kept = plain.trim().get(..end).unwrap_or_default().trim_end();
        Self(if kept.is_empty() { "_" } else { kept }.into())
    }
}

impl TryFrom<String> for Name {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0.as_ref().to_owned()
    }
}

impl FromStr for Name {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = !text.is_empty() && text.len() <= Self::MAX && text.trim() == text;
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text.into()))
        } else {
            let head: String = text.chars().take(40).collect();
            Err(IdError::NotAName(head))
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A node of a framework: dimension, topic, question or criterion. Stable; never its position.
pub type NodeId = Name;
/// An option of a scale.
pub type OptionId = Name;
/// A scale of a framework.
pub type ScaleId = Name;
/// A measure of a framework.
pub type MeasureId = Name;
/// A ladder of a framework.
pub type LadderId = Name;
/// A rung of a ladder: on the framework's main ladder, a tier.
pub type RungId = Name;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_text_and_bytes() {
        let id = DeviceId::from_bytes([0xa7; 32]);
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<DeviceId>(&json).unwrap(), id);
        let bytes = postcard::to_stdvec(&id).unwrap();
        assert_eq!(bytes.len(), 33);
        assert_eq!(postcard::from_bytes::<DeviceId>(&bytes).unwrap(), id);
    }

    #[test]
    fn any_text_has_a_name_near_to_it() {
        for (text, name) in [("a", "a"), (" a\nb ", "ab"), ("", "_"), ("\u{7}", "_")] {
            assert_eq!(Name::nearest(text).as_str(), name);
        }
        let long = Name::nearest(&"ü ".repeat(100));
        assert_eq!(long.as_str().parse(), Ok(long));
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in ["", "abc", "zz", "é", &"0".repeat(63), &"0".repeat(66)] {
            assert!(text.parse::<DeviceId>().is_err(), "{text}");
        }
        for text in ["", " a", "a\n", &"x".repeat(201)] {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
    }
}

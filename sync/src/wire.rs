//! Messages of the sync protocol ⇄ bytes. One message is one frame: `length:u32 little-endian | tag:u8 | body`.
//!
//! **Invariant:** reading is total. Every length is checked against what is there before memory is taken, every list
//! has a bound, and bytes left over refuse the frame. What one version writes never changes; see the golden test.

mod cut;
mod file;
mod read;
mod write;

pub use self::file::{FileMessage, MAX_FILES};

use muster_model::ids::EnvelopeId;

pub use self::cut::Cut;
use crate::engine::index::{Digest, Line, Prefix, Root};

/// Version of the protocol spoken here. In version 1 a record was one envelope, and nobody could take a
/// [checkpoint](crate::checkpoint).
pub const VERSION: u8 = 2;
/// Longest envelope record.
pub const MAX_RECORD: usize = 256 * 1024 + 512;
/// Longest frame, its length not counted.
pub const MAX_FRAME: usize = MAX_RECORD + 512;
/// Bytes of a frame's length.
pub const LENGTH: usize = 4;
/// Most ids in one `Have` or `Want`.
pub const MAX_IDS: usize = 4096;
/// Most lines in a `Summary` and groups in a `Buckets`.
pub const MAX_LINES: usize = 8192;
/// Most bucket digests in one `Buckets`.
pub const MAX_DIGESTS: usize = 12_288;
/// Most records in one `Data` or `Push`.
pub const MAX_RECORDS: usize = 1024;
/// Version of what is said about files.
pub const FILES: u8 = 1;
/// What stands in a word of presence before that version: no addresses, and a mark.
const ABLE: &[u8] = b"\0muster files";
/// Longest word of presence.
pub const MAX_PRESENCE: usize = 1024;

/// What one replica says to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Opens a round: who speaks, and what they have.
    Hello {
        /// The group of the speaker's own device.
        device: Prefix,
        /// What the speaker has.
        seen: Seen,
    },
    /// What the speaker has, a line per group.
    Summary(Vec<Line>),
    /// What the speaker has of the groups that differ.
    Buckets {
        /// The groups, ascending.
        groups: Vec<Group>,
        /// Whether this was all.
        part: Part,
    },
    /// Ids in buckets that differ.
    Have {
        /// Those of the control history.
        control: Vec<EnvelopeId>,
        /// The others.
        rest: Vec<EnvelopeId>,
        /// Whether this was all.
        part: Part,
    },
    /// Asks for envelopes; one such question stands at a time.
    Want(Vec<EnvelopeId>),
    /// Envelopes that were asked for.
    Data {
        /// Their records.
        records: Vec<Vec<u8>>,
        /// Whether the question is now answered as far as it can be.
        part: Part,
    },
    /// Envelopes just written or received.
    Push {
        /// Their records.
        records: Vec<Vec<u8>>,
        /// What the speaker now has.
        seen: Seen,
    },
    /// Record bytes taken in: the other side may send as many more.
    Ack {
        /// How many.
        bytes: u64,
        /// What the speaker now has.
        seen: Seen,
    },
    /// Closes a round: the speaker has taken all that was offered.
    Done(Seen),
    /// A passing word for neighbours, never stored.
    Presence(Vec<u8>),
    /// Says that the speaker understands [`Message::File`] up to this version. It travels as a word of presence that
    /// names nobody, which whoever knows nothing of files passes over.
    Able(u8),
    /// About files that are attached to answers; only to who said [`Message::Able`].
    File(FileMessage),
}

/// Whether more of the same follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// It does.
    #[default]
    More,
    /// This was all.
    Last,
}

/// What a replica has, so that the other side knows what has arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Digest of everything.
    pub root: Root,
    /// How many envelopes.
    pub count: u64,
    /// How many of them in the group of the listener's own device.
    pub yours: u32,
}

/// Part of a group: all its buckets from one number to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which group.
    pub prefix: Prefix,
    /// First bucket spoken of.
    pub from: u32,
    /// Last bucket spoken of.
    pub to: u32,
    /// Those in between that hold anything, ascending.
    pub digests: Vec<(u32, Digest)>,
}

/// Bytes that are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It ends too early.
    #[error("the message is cut short")]
    Short,
    /// It holds more than a message may.
    #[error("the message is too long")]
    Long,
    /// Bytes follow its end.
    #[error("the message has bytes left over")]
    Trailing,
    /// Something in it has no meaning.
    #[error("the message makes no sense")]
    Nonsense,
    /// It was written by a later version.
    #[error(
        "the other device runs a newer Muster (it speaks protocol {0}, this one up to {VERSION})"
    )]
    Newer(u8),
    /// It was written by a version that knows nothing of checkpoints.
    #[error("the other device runs an older Muster (it speaks protocol {0}, this one {VERSION})")]
    Older(u8),
}

impl Message {
    /// Returns the bytes of the message, without the frame's length.
    pub fn encode(&self) -> Vec<u8> {
        write::message(self)
    }

    /// Returns the message with the frame's length before it.
    pub fn frame(&self) -> Vec<u8> {
        let body = self.encode();
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        let mut out = Vec::with_capacity(LENGTH + body.len());
        out.extend(length.to_le_bytes());
        out.extend(body);
        out
    }

    /// Reads the bytes of one message, without the frame's length.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > MAX_FRAME {
            return Err(WireError::Long);
        }
        read::message(bytes)
    }
}

/// Reads a frame's length, so that no memory is taken for a frame that is too long.
pub fn frame_length(head: [u8; LENGTH]) -> Result<usize, WireError> {
    let length = usize::try_from(u32::from_le_bytes(head)).unwrap_or(usize::MAX);
    if length > MAX_FRAME {
        return Err(WireError::Long);
    }
    Ok(length)
}

#[cfg(test)]
mod tests;

//! Why an envelope or record says nothing.

use serde::{Deserialize, Serialize};

use crate::{control::op::BodyError, ids::DeviceId};

/// Why an envelope or record says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Flaw {
    /// The bytes end before the envelope does.
    #[error("the envelope is cut short")]
    CutShort,
    /// Something follows the envelope.
    #[error("something follows the envelope")]
    Trailing,
    /// No envelope is this long or this short.
    #[error("an envelope can't be {0} bytes long")]
    Length(u64),
    /// The bytes don't match their check.
    #[error("the envelope is damaged")]
    Damaged,
    /// Made by a newer version, in this format.
    #[error("the envelope was made by a newer version of Muster (format {0})")]
    Newer(u8),
    /// The parts contradict each other: how, in English.
    #[error("the envelope is malformed: {0}")]
    Malformed(String),
    /// Not signed by its author, or not for this workspace.
    #[error("the envelope is not signed by its author for this workspace")]
    Signature,
    /// The key is not the one the envelope names.
    #[error("the envelope is sealed with another key")]
    OtherKey,
    /// The content was altered, or never sealed with its key.
    #[error("the envelope can't be opened with its key")]
    NotSealed,
    /// Only its place is left.
    #[error("the content of the envelope was destroyed")]
    Bare,
    /// The payload is longer than an envelope can hold.
    #[error("{0} bytes don't fit into one envelope")]
    TooMuch(usize),
    /// Its author has filled the log with all that one device may.
    #[error("device {} has written more than one device may; nothing more of it is kept", .0.short())]
    OverQuota(DeviceId),
    /// The control history can't be told by it.
    #[error("{BodyError}")]
    Operation,
    /// The keys in it can't be read.
    #[error("the sealed key is damaged")]
    Keys,
    /// The keys in it were handed out by a newer version, in this format.
    #[error("these keys were handed out by a newer version of Muster (format {0})")]
    NewerKeys(u8),
    /// The framework pack in it is none.
    #[error("{0}")]
    Pack(#[from] PackFlaw),
    /// It is about a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFlaw),
    /// What only English has words for.
    #[error("{0}")]
    Words(String),
}

/// What is wrong with a record that stands for many envelopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CheckpointFlaw {
    /// Made by a newer version, in this format.
    #[error("the checkpoint was made by a newer version of Muster (format {0})")]
    Newer(u8),
    /// Its parts contradict each other.
    #[error("the checkpoint is malformed: {0}")]
    Malformed(String),
    /// It says that it holds more than a checkpoint may.
    #[error("the checkpoint unfolds to more than one may hold")]
    TooMuch,
    /// Nobody can tell what is in it without its key.
    #[error("the checkpoint can't be checked yet: its key is not here")]
    Shut,
    /// What is in it is not what its authors signed.
    #[error("the checkpoint does not come to what its authors signed")]
    Astray,
}

/// What is wrong with a framework pack on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PackFlaw {
    /// It is none, or of a newer version.
    #[error("it holds no part of a framework pack this version can read")]
    Unreadable,
    /// No part is that large.
    #[error("it holds a part of a framework pack that is too large")]
    TooLarge,
    /// The pack does not hold.
    #[error("it holds a framework pack with {problems} problems: {first}")]
    Bad {
        /// How many.
        problems: usize,
        /// The first of them.
        first: String,
    },
    /// It has another name.
    #[error("it holds another framework pack than it says")]
    Other,
}

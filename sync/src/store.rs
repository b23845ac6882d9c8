//! Where envelopes are kept: appended, never changed, and dropped only where a checkpoint stands for them.
//!
//! **Invariant:** what [`EnvelopeStore::commit`] returned for is on disk; what failed left nothing behind.

use std::io;

use muster_model::ids::{EnvelopeId, WorkspaceId};

use crate::{
    checkpoint::{self, Checkpoint},
    envelope::{EnvelopeError, Sealed, Verified},
    keys::LocalKey,
};

pub(crate) mod folder;
pub mod lock;
mod memory;
mod sqlite;

pub use lock::Lock;
pub use memory::MemoryStore;
pub use sqlite::{Salvaged, SqliteStore, salvage};

/// The log could not be read or written. Nothing of what was asked happened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room.
    #[error("the disk is full")]
    Full,
    /// The file, its folder or the way it was opened does not allow writing.
    #[error("the log can only be read, not written")]
    NotWritable,
    /// The file is not as it was written.
    #[error("the log is damaged: {what}")]
    Damaged {
        /// What was found.
        what: String,
    },
    /// The file was made by a newer version.
    #[error("the log was made by a newer version of Muster (format {found})")]
    Newer {
        /// Its format version.
        found: i64,
    },
    /// The file is a database of some other program.
    #[error("the file is not a Muster log")]
    Foreign,
    /// Another process is writing and did not finish in time.
    #[error("the log is in use by another process")]
    Busy,
    /// Begin, commit and append came in an order that makes no sense, or an append before failed.
    #[error("the log was asked to {0}")]
    OutOfTurn(&'static str),
    /// The disk failed in some other way.
    #[error("the log can't be used: {0}")]
    Io(#[source] io::Error),
}

impl From<io::Error> for StoreError {
    fn from(err: io::Error) -> Self {
        let kind = err.kind();
        if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::Full
        } else if kind == io::ErrorKind::ReadOnlyFilesystem {
            Self::NotWritable
        } else {
            Self::Io(err)
        }
    }
}

/// What a record is: an envelope, or many in one. Its signatures hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// An envelope.
    Envelope(Verified),
    /// A checkpoint. What it covers is still to be computed.
    Checkpoint(checkpoint::Signed),
}

impl Known {
    /// Reads `record` and checks its signatures.
    pub fn read(record: &[u8], workspace: WorkspaceId) -> Result<Self, EnvelopeError> {
        if Checkpoint::is_named_in(record) {
            Checkpoint::parse(record)?.verify(workspace).map(Self::Checkpoint)
        } else {
            Sealed::parse(record)?.verify(workspace).map(Self::Envelope)
        }
    }

    /// Says whether `record` has the shape of either.
    pub(crate) fn has_shape(record: &[u8]) -> bool {
        Sealed::parse(record).is_ok() || Checkpoint::parse(record).is_ok()
    }

    /// Returns the whole record.
    pub fn record(&self) -> &[u8] {
        match self {
            Self::Envelope(envelope) => envelope.record(),
            Self::Checkpoint(checkpoint) => checkpoint.record(),
        }
    }

    /// Returns how many envelopes it stands for.
    pub fn envelopes(&self) -> usize {
        match self {
            Self::Envelope(_) => 1,
            Self::Checkpoint(checkpoint) => checkpoint.checkpoint().covered(),
        }
    }
}

/// A record as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place in this store, from 1, ascending; another store numbers otherwise.
    pub row: u64,
    /// The whole record.
    pub record: Vec<u8>,
    /// This device's mark that it checked the signature when it stored the record.
    pub mark: Option<[u8; 32]>,
}

impl Stored {
    /// Believes the record if this device marked it as checked, else checks its signature.
    ///
    /// A mark can't be made without `key`, so whoever alters the file is found out either way. With a mark this
    /// takes a few microseconds instead of some forty.
    pub fn verify(&self, workspace: WorkspaceId, key: &LocalKey) -> Result<Known, EnvelopeError> {
        let Some(mark) = self.mark else { return Known::read(&self.record, workspace) };
        if Checkpoint::is_named_in(&self.record) {
            let checkpoint = Checkpoint::parse(&self.record)?;
            checkpoint.verify_marked(workspace, key, mark).map(Known::Checkpoint)
        } else {
            let sealed = Sealed::parse(&self.record)?;
            sealed.verify_marked(workspace, key, mark).map(Known::Envelope)
        }
    }

    /// Checks the signature, whatever the mark says.
    pub fn verify_fully(&self, workspace: WorkspaceId) -> Result<Known, EnvelopeError> {
        Known::read(&self.record, workspace)
    }
}

/// Keeps the envelopes of one workspace, and a few small settings of this device.
pub trait EnvelopeStore: Send {
    /// Begins writing. No other process can write until the end; waits some seconds for one that does.
    fn begin(&mut self) -> Result<(), StoreError>;

    /// Ends writing. On return all is on disk; on error nothing of it is.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Ends writing and forgets what was written. Does nothing if nothing was begun.
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Appends envelopes in order and says of each whether it was new.
    ///
    /// Between [`Self::begin`] and [`Self::commit`] it is part of that; else it is on disk on return. After an
    /// error nothing but [`Self::rollback`] is left to do.
    fn append(&mut self, envelopes: &[Verified]) -> Result<Vec<bool>, StoreError>;

    /// Puts each envelope in the place of the record of the same id. Part of what was begun, or on disk on return.
    fn replace(&mut self, envelopes: &[Verified]) -> Result<(), StoreError>;

    /// Appends a checkpoint, unless it is here, and drops the records called `instead`: what it covers, and checkpoints
    /// that are of no use any more. All of it happens or nothing. Part of what was begun, or on disk on return.
    ///
    /// It is found as [`checkpoint::Signed::name`]. A name in `instead` that is not here, and its own, are passed over.
    fn condense(
        &mut self,
        checkpoint: &checkpoint::Signed,
        instead: &[EnvelopeId],
    ) -> Result<(), StoreError>;

    /// Gives room back that what was dropped took, where it is worth the while. Nothing depends on it.
    fn tidy(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Makes sure that nothing is left of records that were replaced. Refused while writing or while somebody reads.
    fn wipe(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Returns up to `limit` records after `row`, in order; also what other processes appended.
    ///
    /// Only [`Stored::verify`] tells whether a record is what was once written.
    fn since(&mut self, row: u64, limit: usize) -> Result<Vec<Stored>, StoreError>;

    /// Returns the record of the envelope `id`, if it is here as it was written.
    fn get(&mut self, id: EnvelopeId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Returns whether another process wrote since this was last asked. Cheap.
    fn changed(&mut self) -> Result<bool, StoreError>;

    /// Returns a setting.
    fn note(&mut self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Remembers a setting.
    fn set_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError>;

    /// Writes a dated line into the small log beside the envelopes, and forgets those dated before the first of
    /// `keep`, and the oldest beyond so many as the second says. Nothing depends on these lines: a store need not
    /// keep them.
    fn add_line(&mut self, at: u64, line: &[u8], keep: (u64, usize)) -> Result<(), StoreError> {
        let (_, _, _) = (at, line, keep);
        Ok(())
    }

    /// Returns up to `limit` lines dated `since` or later, the latest first.
    fn lines(&mut self, since: u64, limit: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let (_, _) = (since, limit);
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests;

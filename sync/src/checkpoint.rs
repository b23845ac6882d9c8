//! Checkpoints: one record that stands for many envelopes of one lane, and proves them.
//!
//! The id of an envelope is a hash over its head and its ciphertext, and its head names the envelope before it. So the
//! signature of the last of a run of envelopes, one after the other in its author's log, holds for all of them: whoever
//! has the key and the payloads computes every ciphertext again, and with it every id, up to the last, and compares that
//! with what is signed. Signatures, ciphertexts and ids in between need not be kept, and nobody has to be believed.
//!
//! ```text
//! record = len:4 | check:8 | title:17 | ver:1 | form:1 | key:32 | stream:16 | runs:1 | run* | rest
//! run    = first:4 | prev:32 | bare:250          number and `prev` of its first envelope; its last, as a bare record
//! rest   = nonce:24 | XChaCha20-Poly1305(key, nonce, content, aad = all from title to the last run)     form 1: sealed
//! rest   = (nonce:24 | digest:32)* | zeros                                                               form 2: bare
//! ```
//!
//! `len` and `check` are those of envelopes, and zeros fill a record up to a length that an envelope may have: a version
//! that knows no checkpoints takes one for an envelope of a newer version, whichever way it comes. What the content is,
//! `content` says. A bare checkpoint is what is left once the content was destroyed: it proves as much without the key.
//!
//! Stages of trust are types: [`Checkpoint`] has the shape of one; in [`Signed`] the last of each run was signed by its
//! author for this workspace; what [`Signed::expand`] returns is what the authors wrote.
//!
//! **Invariant:** from a checkpoint come the ids, heads and payloads that were covered, or nothing.

use std::{fmt, ops::RangeInclusive, sync::Arc};

use muster_model::{
    ids::{DeviceId, EnvelopeId, KeyId, StreamId, WorkspaceId},
    workspace::warning::CheckpointFlaw,
};

use crate::{
    envelope::{self, EnvelopeError, FRAME, Header, Sealed, Verified},
    keys::{ContentKey, LocalKey},
};

mod change;
mod columns;
mod content;
mod layout;
mod make;

use layout::{
    BARE, MAX_RUNS, PLACE, Reader, SEAL, SEALED, TITLE, VERSION, bare_len, clear_len, fill,
    filling, run,
};
pub use make::make;

/// Fewest envelopes that are worth a checkpoint.
pub const LEAST: usize = 16;
/// Most envelopes in a checkpoint: as many as still fit when only their places are left.
pub const MAX_COVERED: usize = 4096;

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckpointError {
    /// Made by a newer version.
    Newer {
        /// Its format version.
        found: u8,
    },
    /// The parts contradict each other.
    Malformed(&'static str),
    /// It says that it holds more than a checkpoint may.
    TooMuch,
    /// Nobody can tell what is in it without its key.
    Shut,
    /// What is in it is not what its authors signed.
    Astray,
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        CheckpointFlaw::from(*self).fmt(f)
    }
}

impl std::error::Error for CheckpointError {}

impl From<CheckpointError> for CheckpointFlaw {
    fn from(it: CheckpointError) -> Self {
        match it {
            CheckpointError::Newer { found } => Self::Newer(found),
            CheckpointError::Malformed(how) => Self::Malformed(how.to_owned()),
            CheckpointError::TooMuch => Self::TooMuch,
            CheckpointError::Shut => Self::Shut,
            CheckpointError::Astray => Self::Astray,
        }
    }
}

/// Refuses for a reason.
fn malformed<T>(why: &'static str) -> Result<T, EnvelopeError> {
    Err(CheckpointError::Malformed(why).into())
}

/// Whether a checkpoint has its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Sealed,
    Bare,
}

/// Envelopes one after the other in one log.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run<E> {
    /// Number of the first.
    first: u32,
    /// What comes before the first.
    prev: EnvelopeId,
    /// The last, without its content.
    last: E,
}

/// Bytes that have the shape of a checkpoint. Nothing is known of who made them.
#[derive(Clone, PartialEq, Eq)]
pub struct Checkpoint {
    form: Form,
    key: KeyId,
    stream: StreamId,
    runs: Vec<Run<Sealed>>,
    covered: usize,
    record: Arc<[u8]>,
}

impl Checkpoint {
    /// Says whether `record` calls itself a checkpoint.
    pub fn is_named_in(record: &[u8]) -> bool {
        record.get(FRAME..).is_some_and(|it| it.starts_with(TITLE))
    }

    /// Reads one record; nothing may follow.
    pub fn parse(record: &[u8]) -> Result<Self, EnvelopeError> {
        let (record, after) = Sealed::split(record)?;
        if !after.is_empty() {
            return Err(EnvelopeError::Trailing);
        }
        let mut reader = Reader(record.get(FRAME..).ok_or(EnvelopeError::CutShort)?);
        if reader.take()? != *TITLE {
            return malformed("it does not begin like one");
        }
        let [found] = reader.take()?;
        if found > VERSION {
            return Err(CheckpointError::Newer { found }.into());
        }
        let form = match reader.take()? {
            [SEALED] if found == VERSION => Form::Sealed,
            [BARE] if found == VERSION => Form::Bare,
            [_] => return malformed("there is no such format"),
        };
        let (key, stream) =
            (KeyId::from_bytes(reader.take()?), StreamId::from_bytes(reader.take()?));
        let [count] = reader.take()?;
        if count == 0 || usize::from(count) > MAX_RUNS {
            return malformed("it has no run, or too many");
        }
        let mut runs = Vec::with_capacity(usize::from(count));
        let mut covered = 0_usize;
        for _ in 0..count {
            let (run, len) = run(&mut reader, key, stream)?;
            covered = covered.saturating_add(len);
            runs.push(run);
        }
        if covered > MAX_COVERED {
            return Err(CheckpointError::TooMuch.into());
        }
        let it = Self { form, key, stream, runs, covered, record: record.into() };
        if form == Form::Bare {
            it.check_places(reader.0)?;
        }
        Ok(it)
    }

    /// Returns the lane it belongs to.
    pub fn stream(&self) -> StreamId {
        self.stream
    }

    /// Returns the key that its envelopes are sealed with, and so is it.
    pub fn key(&self) -> KeyId {
        self.key
    }

    /// Returns whether only the places of its envelopes are left.
    pub fn is_bare(&self) -> bool {
        self.form == Form::Bare
    }

    /// Returns how many envelopes it stands for.
    pub fn covered(&self) -> usize {
        self.covered
    }

    /// Returns the whole record.
    pub fn record(&self) -> &[u8] {
        &self.record
    }

    /// Checks that the authors signed the last envelopes for `workspace`.
    pub fn verify(self, workspace: WorkspaceId) -> Result<Signed, EnvelopeError> {
        self.signed(workspace, |it| it.verify(workspace))
    }

    /// Believes the signatures if `mark` says that this device checked them before; else checks them.
    pub(crate) fn verify_marked(
        self,
        workspace: WorkspaceId,
        key: &LocalKey,
        mark: [u8; 32],
    ) -> Result<Signed, EnvelopeError> {
        if key.knows(workspace, &self.record, mark) {
            self.signed(workspace, |it| it.unchecked(workspace))
        } else {
            self.verify(workspace)
        }
    }

    fn signed(
        self,
        workspace: WorkspaceId,
        verify: impl Fn(Sealed) -> Result<Verified, EnvelopeError>,
    ) -> Result<Signed, EnvelopeError> {
        let believe = |Run { first, prev, last }: &Run<Sealed>| {
            Ok(Run { first: *first, prev: *prev, last: verify(last.clone())? })
        };
        let runs: Result<Vec<Run<Verified>>, EnvelopeError> =
            self.runs.iter().map(believe).collect();
        let name = EnvelopeId::from_bytes(blake3::derive_key("muster checkpoint v1", &self.record));
        Ok(Signed { runs: runs?, name, workspace, checkpoint: self })
    }

    /// Returns all that is not sealed.
    fn clear(&self) -> &[u8] {
        self.record.get(FRAME..FRAME.saturating_add(clear_len(self.runs.len()))).unwrap_or_default()
    }

    /// Returns what follows the last run.
    fn rest(&self) -> &[u8] {
        self.record.get(FRAME.saturating_add(clear_len(self.runs.len()))..).unwrap_or_default()
    }

    /// Refuses a bare one that does not hold just so many places, and as few zeros as may be.
    fn check_places(&self, rest: &[u8]) -> Result<(), EnvelopeError> {
        let places = self.covered.saturating_mul(PLACE);
        let zeros = rest.get(places..).ok_or(EnvelopeError::CutShort)?;
        if zeros.len() == filling(self.record.len().saturating_sub(zeros.len()))
            && zeros.iter().all(|it| *it == 0)
        {
            Ok(())
        } else {
            malformed("it is not filled up as it should be")
        }
    }
}

impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checkpoint({:?}, {} envelopes of {:?})", self.form, self.covered, self.stream)
    }
}

/// A checkpoint whose ends their authors signed for the workspace. What is in between, [`Self::expand`] tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    checkpoint: Checkpoint,
    runs: Vec<Run<Verified>>,
    name: EnvelopeId,
    workspace: WorkspaceId,
}

impl Signed {
    /// Returns the name that a store keeps it under. It follows from its bytes.
    pub fn name(&self) -> EnvelopeId {
        self.name
    }

    /// Returns the workspace it belongs to.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Returns the device that wrote the first of its runs.
    pub fn author(&self) -> DeviceId {
        let first = self.runs.first().map(|it| it.last.header().author);
        first.unwrap_or(DeviceId::from_bytes([0; 32]))
    }

    /// Returns what it says about itself.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Returns the whole record.
    pub fn record(&self) -> &[u8] {
        &self.checkpoint.record
    }

    /// Computes every envelope again that it covers, each after the one before it in its run, and compares what that
    /// comes to with what is signed. A bare one needs no key, and what comes of it has no content.
    ///
    /// Whatever is in the record, this takes some 60 MiB of memory at most, and time for as much.
    pub fn expand(&self, key: Option<&ContentKey>) -> Result<Vec<Verified>, EnvelopeError> {
        let mut out = Vec::with_capacity(self.checkpoint.covered);
        match self.checkpoint.form {
            Form::Sealed => {
                let key = key.ok_or(CheckpointError::Shut)?;
                let mut content = content::open(&self.checkpoint, key)?.into_iter();
                for run in &self.runs {
                    follow(run, &mut out, |header| {
                        let Some((nonce, payload)) = content.next() else {
                            return malformed("it holds too few envelopes");
                        };
                        let nonce = nonce
                            .unwrap_or_else(|| envelope::derived_nonce(&header, key, &payload));
                        envelope::again(self.workspace, Header { nonce, ..header }, key, &payload)
                    })?;
                }
            }
            Form::Bare => {
                let mut places = Reader(self.checkpoint.rest());
                for run in &self.runs {
                    follow(run, &mut out, |header| {
                        let header = Header { nonce: places.take()?, ..header };
                        envelope::bare_again(self.workspace, header, &places.take()?)
                    })?;
                }
            }
        }
        Ok(out)
    }

    /// Returns the ids of the last envelopes of the runs.
    pub fn end_ids(&self) -> impl Iterator<Item = EnvelopeId> {
        self.runs.iter().map(|it| it.last.id())
    }

    /// Returns the author of each run, the numbers in it, and what comes before its first.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (DeviceId, RangeInclusive<u32>, EnvelopeId)> {
        self.runs.iter().map(|it| {
            let end = it.last.header();
            (end.author, it.first..=end.seq, it.prev)
        })
    }

    /// Returns the last envelope of each run with its signature, as it once came, given what this expands to.
    pub fn ends(&self, expanded: &[Verified]) -> Vec<Verified> {
        let whole = |end: &Run<Verified>| {
            let found = expanded.iter().find(|it| it.id() == end.last.id())?;
            found.clone().signed_like(&end.last).ok()
        };
        self.runs.iter().filter_map(whole).collect()
    }

    /// Returns what is left of it without its content, given what it expands to. `None` if these do not belong together.
    pub fn bare(&self, expanded: &[Verified]) -> Option<Self> {
        let mut signed = self.checkpoint.clear().to_vec();
        let form = signed.get_mut(TITLE.len().saturating_add(1))?;
        *form = BARE;
        for envelope in expanded {
            signed.extend_from_slice(&envelope.header().nonce);
            signed.extend_from_slice(&envelope.digest()?);
        }
        fill(&mut signed, 0);
        let record = envelope::framed(&signed).ok()?;
        let bare = Checkpoint::parse(&record).ok()?;
        let bare = bare.signed(self.workspace, |it| it.unchecked(self.workspace)).ok()?;
        // Nothing is destroyed for what does not prove the same places.
        bare.expand(None).is_ok().then_some(bare)
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signed({} {:?})", self.name.short(), self.checkpoint)
    }
}

/// Goes along a run: `compute` makes each envelope of a header without its nonce.
fn follow(
    run: &Run<Verified>,
    out: &mut Vec<Verified>,
    mut compute: impl FnMut(Header) -> Result<Verified, EnvelopeError>,
) -> Result<(), EnvelopeError> {
    let end = run.last.header();
    let mut prev = run.prev;
    for seq in run.first..end.seq {
        let envelope = compute(Header { seq, prev, nonce: [0; 24], ..*end })?;
        prev = envelope.id();
        out.push(envelope);
    }
    let last = compute(Header { prev, nonce: [0; 24], ..*end })?;
    if last.id() != run.last.id() {
        return Err(CheckpointError::Astray.into());
    }
    out.push(last);
    Ok(())
}

#[cfg(test)]
mod tests;

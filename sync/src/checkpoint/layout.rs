//! The layout of a checkpoint, byte by byte: lengths and order.

use muster_model::ids::{EnvelopeId, KeyId, StreamId};

use super::{MAX_COVERED, Run, malformed};
use crate::envelope::{
    BARE_RECORD, EnvelopeError, FRAME, Kind, MAX_RECORD, MIN_RECORD, NO_PREV, OVERHEAD, Sealed,
};

/// Most runs in a checkpoint.
pub(super) const MAX_RUNS: usize = 100;

/// How a checkpoint begins, after length and check. No version of an envelope begins like this.
pub(super) const TITLE: &[u8; 17] = b"muster checkpoint";
/// Version of the format that is written.
pub(super) const VERSION: u8 = 1;
/// `form` of one with its content.
pub(super) const SEALED: u8 = 1;
/// `form` of one without.
pub(super) const BARE: u8 = 2;
/// Length of a run.
pub(super) const RUN: usize = 4 + 32 + BARE_RECORD;
/// Length of what proves a place without its content.
pub(super) const PLACE: usize = 24 + 32;
/// Length of the nonce and of the tag around the content.
pub(super) const SEAL: usize = 24 + 16;
/// Lengths of records are this far apart.
pub(super) const BLOCK: usize = 256;

/// Reads a run and how many envelopes are in it.
pub(super) fn run(
    reader: &mut Reader<'_>,
    key: KeyId,
    stream: StreamId,
) -> Result<(Run<Sealed>, usize), EnvelopeError> {
    let first = u32::from_be_bytes(reader.take()?);
    let prev = EnvelopeId::from_bytes(reader.take()?);
    let bare: [u8; BARE_RECORD] = reader.take()?;
    let last = Sealed::parse(&bare)?;
    let header = last.header();
    if !last.is_bare() || header.kind != Kind::Lane || header.key != key || header.stream != stream
    {
        return malformed("it is not of one lane under one key");
    }
    let before = header.seq.checked_sub(first).filter(|_| first > 0);
    let Some(before) = before.and_then(|it| usize::try_from(it).ok()) else {
        return malformed("a run ends before it begins");
    };
    let begins = (first == 1) == (prev == NO_PREV);
    if !begins || (before == 0 && prev != header.prev) {
        return malformed("a run does not follow on what it names");
    }
    Ok((Run { first, prev, last }, before.saturating_add(1)))
}

/// Returns the length of all that is not sealed, with so many runs.
pub(super) fn clear_len(runs: usize) -> usize {
    (TITLE.len() + 1 + 1 + 32 + 16 + 1).saturating_add(runs.saturating_mul(RUN))
}

/// Returns how long the record of a bare checkpoint is before it is filled up.
pub(super) fn bare_len(runs: usize, covered: usize) -> usize {
    FRAME.saturating_add(clear_len(runs)).saturating_add(covered.saturating_mul(PLACE))
}

/// Returns how many zeros make a record of `len` bytes as long as an envelope's may be.
pub(super) fn filling(len: usize) -> usize {
    let over = len.max(MIN_RECORD).saturating_sub(OVERHEAD);
    over.next_multiple_of(BLOCK).saturating_add(OVERHEAD).saturating_sub(len)
}

/// Fills what will be part of a record up with zeros; `more` bytes are still to come.
pub(super) fn fill(signed: &mut Vec<u8>, more: usize) {
    let len = FRAME.saturating_add(signed.len()).saturating_add(more);
    signed.resize(signed.len().saturating_add(filling(len)), 0);
}

/// Takes pieces off the front of bytes.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N], EnvelopeError> {
        let (piece, rest) = self.0.split_first_chunk().ok_or(EnvelopeError::CutShort)?;
        self.0 = rest;
        Ok(*piece)
    }
}

// Whatever has its content fits without it, too; and both are records.
const _: () = assert!(FRAME + 68 + MAX_RUNS * RUN + MAX_COVERED * PLACE + BLOCK <= MAX_RECORD);

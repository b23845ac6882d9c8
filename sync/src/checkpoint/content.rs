//! What a checkpoint seals: the payloads of its envelopes, and those of their nonces that can't be derived.
//!
//! ```text
//! content = raw:4 | packed:4 | DEFLATE(nonces | columns) | zeros      lengths before and after packing
//! nonces  = count | (gap | nonce:24)*          how many envelopes lie between one with a nonce of its own and the next
//! columns                                      what `columns` makes of the payloads
//! ```
//!
//! **Invariant:** what is unpacked is never longer than it says beforehand, and that is never longer than allowed.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
};

use flate2::{Compression, bufread::DeflateDecoder, write::DeflateEncoder};

use super::{Checkpoint, CheckpointError, FRAME, SEAL, columns, fill, filling, malformed};
use crate::{
    envelope::{EnvelopeError, MAX_RECORD},
    keys::ContentKey,
};

/// Most bytes that the payloads of a checkpoint may have together, and most bytes that they are laid out in.
pub(super) const MAX_CONTENT: usize = 8 * 1024 * 1024;
/// Length of the two lengths.
const LENGTHS: usize = 8;

/// An envelope's nonce, unless it is the derived one, and its payload.
pub(super) type Piece = (Option<[u8; 24]>, Vec<u8>);

/// Seals `pieces` behind `clear` and returns what the record frames; `None` if that is too long for one.
pub(super) fn seal(clear: &[u8], key: &ContentKey, pieces: &[Piece]) -> Option<Vec<u8>> {
    let mut raw = Vec::new();
    let own = pieces.iter().enumerate().filter_map(|(i, (nonce, _))| Some((i, (*nonce)?)));
    let own: Vec<(usize, [u8; 24])> = own.collect();
    columns::number(columns::len(own.len()), &mut raw);
    let mut next = 0_usize;
    for (i, nonce) in own {
        columns::number(columns::len(i.saturating_sub(next)), &mut raw);
        raw.extend_from_slice(&nonce);
        next = i.saturating_add(1);
    }
    let payloads: Vec<&[u8]> = pieces.iter().map(|(_, payload)| payload.as_slice()).collect();
    columns::lay(&payloads, &mut raw);
    if raw.len() > MAX_CONTENT {
        return None;
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&raw).ok()?;
    let packed = packed.finish().ok()?;

    let mut content = Vec::with_capacity(LENGTHS.saturating_add(packed.len()));
    content.extend_from_slice(&u32::try_from(raw.len()).ok()?.to_be_bytes());
    content.extend_from_slice(&u32::try_from(packed.len()).ok()?.to_be_bytes());
    content.extend_from_slice(&packed);
    fill(&mut content, clear.len().saturating_add(SEAL));
    let len = FRAME.saturating_add(clear.len()).saturating_add(SEAL).saturating_add(content.len());
    if len > MAX_RECORD {
        return None;
    }
    let nonce = nonce(key, clear, &content);
    if !key.encrypt(&nonce, clear, &mut content) {
        return None;
    }
    Some([clear, &nonce, &content].concat())
}

/// Returns the nonce for sealing `content` behind `clear`: like that of an envelope, a keyed hash of all that it seals
/// and all that goes with it. It is derived for another purpose than those, so the two are never the same.
fn nonce(key: &ContentKey, clear: &[u8], content: &[u8]) -> [u8; 24] {
    let subkey = blake3::derive_key("muster checkpoint nonce v1", key.as_bytes());
    let mut hasher = blake3::Hasher::new_keyed(&subkey);
    hasher.update(clear).update(content);
    let mut nonce = [0; 24];
    hasher.finalize_xof().fill(&mut nonce);
    nonce
}

/// Returns what `checkpoint` seals: a piece for each envelope it covers.
pub(super) fn open(checkpoint: &Checkpoint, key: &ContentKey) -> Result<Vec<Piece>, EnvelopeError> {
    if key.id() != checkpoint.key {
        return Err(EnvelopeError::OtherKey);
    }
    let (nonce, sealed) = checkpoint.rest().split_first_chunk().ok_or(EnvelopeError::CutShort)?;
    let mut content = sealed.to_vec();
    if !key.decrypt(nonce, checkpoint.clear(), &mut content) {
        return Err(EnvelopeError::NotSealed);
    }
    let raw = unpack(&content, checkpoint.record.len())?;
    let pieces = read(&raw, checkpoint.covered);
    pieces.ok_or(CheckpointError::Malformed("its payloads can't be read").into())
}

fn unpack(content: &[u8], record: usize) -> Result<Vec<u8>, EnvelopeError> {
    let (lengths, rest) = content.split_first_chunk::<LENGTHS>().ok_or(EnvelopeError::CutShort)?;
    let lengths = lengths.as_chunks::<4>().0.iter().map(|it| u32::from_be_bytes(*it));
    let lengths: Option<Vec<usize>> = lengths.map(|it| usize::try_from(it).ok()).collect();
    let Some([raw_len, packed]) = lengths.as_deref() else { return Err(EnvelopeError::CutShort) };
    if *raw_len > MAX_CONTENT {
        return Err(CheckpointError::TooMuch.into());
    }
    let (packed, zeros) = rest.split_at_checked(*packed).ok_or(EnvelopeError::CutShort)?;
    let unfilled = record.saturating_sub(zeros.len());
    if zeros.len() != filling(unfilled) || zeros.iter().any(|it| *it != 0) {
        return malformed("it is not filled up as it should be");
    }
    // One byte more than there may be, so that what is longer shows.
    let most = columns::len(*raw_len).saturating_add(1);
    let mut raw = Vec::with_capacity(raw_len.saturating_add(1));
    let mut unpacked = DeflateDecoder::new(packed).take(most);
    if let Err(err) = unpacked.read_to_end(&mut raw) {
        tracing::debug!(%err, "a checkpoint can't be unpacked");
        return malformed("it can't be unpacked");
    }
    if raw.len() != *raw_len || unpacked.into_inner().total_in() != columns::len(packed.len()) {
        return malformed("it is not as long as it says");
    }
    Ok(raw)
}

fn read(raw: &[u8], covered: usize) -> Option<Vec<Piece>> {
    let mut reader = columns::Reader(raw);
    let count = reader.number().and_then(|it| usize::try_from(it).ok())?;
    let mut nonces: BTreeMap<usize, [u8; 24]> = BTreeMap::new();
    let mut next = 0_usize;
    for _ in 0..count {
        let gap = usize::try_from(reader.number()?).ok()?;
        let at = next.checked_add(gap).filter(|it| *it < covered)?;
        nonces.insert(at, reader.array()?);
        next = at.checked_add(1)?;
    }
    let payloads = columns::gather(reader.0, covered, MAX_CONTENT)?;
    let pieces = payloads.into_iter().enumerate();
    Some(pieces.map(|(i, payload)| (nonces.get(&i).copied(), payload)).collect())
}

//! The layout of a record, byte by byte. Knows lengths and order, not meaning.

use muster_model::ids::{DeviceId, EnvelopeId, KeyId, StreamId};

use super::{EnvelopeError, Form, Header, Kind, NO_PREV};

/// Version of the format that is written.
const VERSION: u8 = 2;
/// Length of `len` and `check`.
pub(crate) const FRAME: usize = 4 + CHECK;
/// Length of `check`.
const CHECK: usize = 8;
/// Length of the nonce, which ends the head.
pub(super) const NONCE: usize = 24;
/// Length of the body before the ciphertext.
pub(super) const HEAD: usize = 1 + 32 + 4 + 32 + 16 + 1 + 32 + NONCE;
/// Length of the tag that ends the ciphertext.
pub(super) const TAG: usize = muster_cipher::TAG;
/// Length of the signature.
pub(super) const SIG: usize = 64;
/// Length of the digest that stands for a ciphertext.
pub(super) const DIGEST: usize = 32;
/// Payloads are padded to a multiple of this, so that lengths tell little.
const BLOCK: usize = 256;
/// Longest padded payload.
const MAX_PADDED: usize = 256 * 1024;
/// All that is not payload.
pub(crate) const OVERHEAD: usize = FRAME + HEAD + TAG + SIG;

/// Longest payload, in bytes.
pub const MAX_PAYLOAD: usize = MAX_PADDED - 1;
/// Length of a record without its content, in bytes.
pub const BARE_RECORD: usize = FRAME + HEAD + DIGEST + SIG;
/// Shortest record with its content, in bytes.
pub const MIN_RECORD: usize = OVERHEAD + BLOCK;
/// Longest record, in bytes.
pub const MAX_RECORD: usize = OVERHEAD + MAX_PADDED;

/// Takes pieces off the front of bytes.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (piece, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*piece)
    }

    /// Returns the last piece, without taking it.
    pub(super) fn last<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.last_chunk().copied()
    }
}

/// Returns how long a record is that begins as `bytes` do.
pub(crate) fn record_len(bytes: &[u8]) -> Result<usize, EnvelopeError> {
    let len = u32::from_be_bytes(Reader(bytes).take().ok_or(EnvelopeError::CutShort)?);
    let whole = usize::try_from(len).ok().and_then(|it| it.checked_add(FRAME));
    let with_content = |it: &usize| {
        (MIN_RECORD..=MAX_RECORD).contains(it) && (it - OVERHEAD).is_multiple_of(BLOCK)
    };
    whole
        .filter(|it| *it == BARE_RECORD || with_content(it))
        .ok_or(EnvelopeError::Length(u64::from(len)))
}

/// Splits the first record off and checks its length and its check.
pub(super) fn frame(bytes: &[u8]) -> Result<(&[u8], &[u8]), EnvelopeError> {
    let whole = record_len(bytes)?;
    let (record, rest) = bytes.split_at_checked(whole).ok_or(EnvelopeError::CutShort)?;
    let (frame, signed) = record.split_at_checked(FRAME).ok_or(EnvelopeError::CutShort)?;
    if frame.last_chunk() == Some(&check(signed)) {
        Ok((record, rest))
    } else {
        Err(EnvelopeError::Damaged)
    }
}

/// Returns the record of an envelope of which only its place is left: its ciphertext gives way to the digest of it.
pub(super) fn bare(record: &[u8]) -> Option<Vec<u8>> {
    let (head, ct) = body(record)?.split_at_checked(HEAD)?;
    let signature: [u8; SIG] = Reader(record).last()?;
    framed(&[head, digest(ct).as_slice(), signature.as_slice()].concat()).ok()
}

/// Returns the digest that stands for a ciphertext in the id of its envelope.
pub(super) fn digest(ct: &[u8]) -> [u8; DIGEST] {
    blake3::derive_key("muster envelope content v2", ct)
}

/// Puts length and check in front of body and signature.
pub(crate) fn framed(signed: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    let len = u32::try_from(signed.len()).ok().ok_or(EnvelopeError::TooMuch(signed.len()))?;
    let mut record = Vec::with_capacity(FRAME + signed.len());
    record.extend_from_slice(&len.to_be_bytes());
    record.extend_from_slice(&check(signed));
    record.extend_from_slice(signed);
    Ok(record)
}

/// Reads form and header of a record whose frame was checked.
pub(super) fn header(record: &[u8]) -> Result<(Form, Header), EnvelopeError> {
    let mut reader = Reader(record.get(FRAME..).ok_or(EnvelopeError::CutShort)?);
    let is_bare = record.len() == BARE_RECORD;
    let form = match reader.take().ok_or(EnvelopeError::CutShort)? {
        [0] => return Err(EnvelopeError::Malformed("there is no format 0")),
        [1] if is_bare => {
            return Err(EnvelopeError::Malformed("in format 1 nothing goes without its content"));
        }
        [1] => Form::First,
        [VERSION] if is_bare => Form::Bare,
        [VERSION] => Form::Whole,
        [found] => return Err(EnvelopeError::Newer { found }),
    };
    let header = fields(&mut reader).ok_or(EnvelopeError::CutShort)?;
    checked(form, header).map(|header| (form, header))
}

fn checked(form: Form, header: Header) -> Result<Header, EnvelopeError> {
    if form == Form::Bare && !header.kind.may_be_bare() {
        Err(EnvelopeError::Malformed("only lanes and boards go without their content"))
    } else if header.seq == 0 {
        Err(EnvelopeError::Malformed("envelopes are counted from 1"))
    } else if (header.seq == 1) != (header.prev == NO_PREV) {
        Err(EnvelopeError::Malformed("only the first envelope of a device has none before it"))
    } else {
        Ok(header)
    }
}

fn fields(reader: &mut Reader<'_>) -> Option<Header> {
    Some(Header {
        author: DeviceId::from_bytes(reader.take()?),
        seq: u32::from_be_bytes(reader.take()?),
        prev: EnvelopeId::from_bytes(reader.take()?),
        stream: StreamId::from_bytes(reader.take()?),
        kind: Kind::from_byte(u8::from_be_bytes(reader.take()?)),
        key: KeyId::from_bytes(reader.take()?),
        nonce: reader.take()?,
    })
}

/// Writes a header as the body begins with it.
pub(super) fn head(header: &Header) -> Vec<u8> {
    let Header { author, seq, prev, stream, kind, key, nonce } = header;
    let mut out = Vec::with_capacity(HEAD);
    out.push(VERSION);
    out.extend_from_slice(author.as_bytes());
    out.extend_from_slice(&seq.to_be_bytes());
    out.extend_from_slice(prev.as_bytes());
    out.extend_from_slice(stream.as_bytes());
    out.push(kind.byte());
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(nonce);
    out
}

/// Returns the body of a record.
pub(super) fn body(record: &[u8]) -> Option<&[u8]> {
    record.get(FRAME..record.len().checked_sub(SIG)?)
}

fn check(signed: &[u8]) -> [u8; CHECK] {
    let mut out = [0; CHECK];
    out.iter_mut().zip(blake3::hash(signed).as_bytes()).for_each(|(to, from)| *to = *from);
    out
}

/// Appends `0x80` and zeros up to a multiple of [`BLOCK`].
pub(super) fn pad(payload: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(EnvelopeError::TooMuch(payload.len()));
    }
    let whole = (payload.len() + 1).next_multiple_of(BLOCK);
    let mut padded = Vec::with_capacity(whole + TAG);
    padded.extend_from_slice(payload);
    padded.push(0x80);
    padded.resize(whole, 0);
    Ok(padded)
}

/// Takes the padding off. There is one padding for each payload; every other is refused.
pub(super) fn unpad(padded: &mut Vec<u8>) -> Result<(), EnvelopeError> {
    let end = padded.iter().rposition(|byte| *byte != 0).unwrap_or(0);
    let is_one_block = padded.len().is_multiple_of(BLOCK) && padded.len() - end <= BLOCK;
    if is_one_block && padded.get(end) == Some(&0x80) {
        padded.truncate(end);
        Ok(())
    } else {
        Err(EnvelopeError::Malformed("the payload is not padded as it should be"))
    }
}

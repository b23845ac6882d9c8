//! Envelopes: the only thing that is stored, sent and carried. Sealed with a content key, signed by a device.
//!
//! Stages of trust are types: [`Sealed`] has the shape of an envelope and nothing more; [`Verified`] was signed by
//! its author for this workspace; what [`Verified::open`] returns was sealed by somebody who held the key.
//!
//! ```text
//! head   = ver:1 | author:32 | seq:4 | prev:32 | stream:16 | kind:1 | key:32 | nonce:24
//! ct     = XChaCha20-Poly1305(key, nonce, payload | 0x80 | zeros to a multiple of 256, aad = head)
//! digest = BLAKE3 derive_key("muster envelope content v2", ct)
//! id     = BLAKE3 derive_key("muster envelope v2", workspace | head | digest)    workspace = zeros for the genesis
//! sig    = Ed25519(author, id)
//! record = len:4 | check:8 | head | ct | sig:64         len of what follows check; check = BLAKE3(of that)[..8]
//! bare   = len:4 | check:8 | head | digest:32 | sig:64  an envelope of a lane or board whose content was destroyed
//! ```
//!
//! Numbers are big-endian. A bare record proves its place among its author's envelopes as a whole one does. Envelopes
//! of format 1 are read for ever; there the id is `derive_key("muster envelope v1", workspace | head | ct)`, so that
//! they can't be bare.
//!
//! **Invariant:** bytes are never encoded again: what was signed is what is kept and sent.

use std::{fmt, sync::Arc};

use muster_model::{
    ids::{DeviceId, EnvelopeId, KeyId, StreamId, WorkspaceId},
    workspace::warning::Flaw,
};
use zeroize::Zeroizing;

use crate::{
    checkpoint::CheckpointError,
    craft::{Craft, System},
    identity::Signer,
    keys::{ContentKey, LocalKey},
};

mod bytes;

pub use bytes::{BARE_RECORD, MAX_PAYLOAD, MAX_RECORD, MIN_RECORD};
use bytes::{DIGEST, HEAD, NONCE, Reader, SIG, TAG};
pub(crate) use bytes::{FRAME, OVERHEAD, framed, record_len};

/// Bytes that are not an envelope, or not one that can be believed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeError {
    /// The bytes end before the envelope does.
    CutShort,
    /// Something follows the envelope.
    Trailing,
    /// No envelope is this long or this short.
    Length(u64),
    /// The bytes don't match their check.
    Damaged,
    /// Made by a newer version.
    Newer {
        /// Its format version.
        found: u8,
    },
    /// The parts contradict each other.
    Malformed(&'static str),
    /// Not signed by its author, or not for this workspace.
    Signature,
    /// The key is not the one the envelope names.
    OtherKey,
    /// The key is right, but the content was altered or never sealed with it.
    NotSealed,
    /// Only its place is left: its content was destroyed.
    Bare,
    /// The payload is longer than an envelope can hold.
    TooMuch(usize),
    /// It holds, but its author has filled the log with all that one device may.
    OverQuota {
        /// The device.
        author: DeviceId,
    },
    /// It is a checkpoint, and not one that can be believed here.
    Checkpoint(CheckpointError),
}

impl EnvelopeError {
    /// Says whether whoever passed it on is to blame: what the author wrote too much of is not their fault, nor that a
    /// key is not here.
    pub fn blames_the_bearer(&self) -> bool {
        !matches!(self, Self::OverQuota { .. } | Self::Checkpoint(CheckpointError::Shut))
    }
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One sentence for who reads bytes and for who looks at what is set aside.
        Flaw::from(*self).fmt(f)
    }
}

impl std::error::Error for EnvelopeError {}

impl From<CheckpointError> for EnvelopeError {
    fn from(why: CheckpointError) -> Self {
        Self::Checkpoint(why)
    }
}

/// What an envelope carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An operation of the control history.
    Control,
    /// Changes of a lane.
    Lane,
    /// Changes of a board.
    Board,
    /// Keys sealed to devices.
    Keys,
    /// A framework pack.
    Pack,
    /// Reserved and never written: a lane so far became a record of its own, [`crate::checkpoint`].
    Checkpoint,
    /// Something a newer version knows: kept and passed on, not interpreted.
    Other(u8),
}

impl Kind {
    /// Returns the kind written as `byte`.
    pub const fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Control,
            1 => Self::Lane,
            2 => Self::Board,
            3 => Self::Keys,
            4 => Self::Pack,
            5 => Self::Checkpoint,
            other => Self::Other(other),
        }
    }

    /// Returns how the kind is written.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Control => 0,
            Self::Lane => 1,
            Self::Board => 2,
            Self::Keys => 3,
            Self::Pack => 4,
            Self::Checkpoint => 5,
            Self::Other(byte) => byte,
        }
    }

    /// Returns whether its content can be destroyed and its place stay. All else is needed to read what is left.
    pub const fn may_be_bare(self) -> bool {
        match self {
            Self::Lane | Self::Board => true,
            Self::Control | Self::Keys | Self::Pack | Self::Checkpoint | Self::Other(_) => false,
        }
    }
}

/// How an envelope is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In format 1.
    First,
    /// In format 2, with its content.
    Whole,
    /// In format 2, without.
    Bare,
}

/// What an envelope says about itself in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Who signed it.
    pub author: DeviceId,
    /// Its place among the author's envelopes, from 1.
    pub seq: u32,
    /// The author's envelope before it; zeros for the first.
    pub prev: EnvelopeId,
    /// What it belongs to.
    pub stream: StreamId,
    /// What it carries.
    pub kind: Kind,
    /// The key it is sealed with.
    pub key: KeyId,
    /// Makes equal payloads differ; never used twice with one key.
    pub nonce: [u8; 24],
}

/// `prev` of an author's first envelope.
pub const NO_PREV: EnvelopeId = EnvelopeId::from_bytes([0; 32]);

/// Bytes that have the shape of an envelope. Nothing is known of who made them.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    form: Form,
    header: Header,
    record: Arc<[u8]>,
}

impl Sealed {
    /// Reads one record; nothing may follow.
    pub fn parse(record: &[u8]) -> Result<Self, EnvelopeError> {
        match Self::read_from(record)? {
            (sealed, []) => Ok(sealed),
            (_, [_, ..]) => Err(EnvelopeError::Trailing),
        }
    }

    /// Reads the first of several records and returns what follows it.
    pub fn read_from(bytes: &[u8]) -> Result<(Self, &[u8]), EnvelopeError> {
        let (record, rest) = bytes::frame(bytes)?;
        let (form, header) = bytes::header(record)?;
        Ok((Self { form, header, record: record.into() }, rest))
    }

    /// Splits the first of several records off, whatever it holds, and returns what follows it.
    pub(crate) fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), EnvelopeError> {
        bytes::frame(bytes)
    }

    /// Returns whether `record` is one record, as it was once written. Its header may say anything.
    pub(crate) fn is_whole(record: &[u8]) -> bool {
        bytes::frame(record).is_ok_and(|(_, rest)| rest.is_empty())
    }

    /// Returns what the envelope says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns whether only its place is left.
    pub fn is_bare(&self) -> bool {
        self.form == Form::Bare
    }

    /// Returns the whole record.
    pub fn record(&self) -> &[u8] {
        &self.record
    }

    /// Checks that its author signed it for `workspace`.
    pub fn verify(self, workspace: WorkspaceId) -> Result<Verified, EnvelopeError> {
        self.verify_by(&System, workspace)
    }

    /// Checks like [`Self::verify`], by the hands of `craft`.
    pub fn verify_by(
        self,
        craft: &dyn Craft,
        workspace: WorkspaceId,
    ) -> Result<Verified, EnvelopeError> {
        let envelope = self.unchecked(workspace)?;
        let signature = Reader(&envelope.record).last::<SIG>().ok_or(EnvelopeError::CutShort)?;
        let author = &envelope.header.author;
        if craft.signed(author, envelope.id.as_bytes(), &signature) {
            Ok(envelope)
        } else {
            Err(EnvelopeError::Signature)
        }
    }

    /// Believes it if `mark` says that this device checked its signature before; else checks it.
    pub(crate) fn verify_marked(
        self,
        workspace: WorkspaceId,
        key: &LocalKey,
        mark: [u8; 32],
    ) -> Result<Verified, EnvelopeError> {
        if key.knows(workspace, &self.record, mark) {
            self.unchecked(workspace)
        } else {
            self.verify(workspace)
        }
    }

    /// Believes it without a look at its signature: for what was looked at before.
    pub(crate) fn unchecked(self, workspace: WorkspaceId) -> Result<Verified, EnvelopeError> {
        let Self { form, header, record } = self;
        let body = bytes::body(&record).ok_or(EnvelopeError::CutShort)?;
        let id_in = |workspace| id_of(form, workspace, body).ok_or(EnvelopeError::CutShort);
        let may_begin = header.seq == 1 && header.kind == Kind::Control;
        let genesis = may_begin && id_in(None)?.as_bytes() == workspace.as_bytes();
        let id = id_in(if genesis { None } else { Some(workspace) })?;
        Ok(Verified { form, header, record, id, workspace, genesis, covered: false, said: None })
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({:?} {} of {:?})", self.header.kind, self.header.seq, self.header.author)
    }
}

/// An envelope that its author signed for the workspace.
///
/// Only [`Sealed::verify`], [`seal`], [`Stored::verify`](crate::store::Stored::verify) and
/// [`Signed::expand`](crate::checkpoint::Signed::expand) make one.
#[derive(Clone)]
pub struct Verified {
    form: Form,
    header: Header,
    record: Arc<[u8]>,
    id: EnvelopeId,
    workspace: WorkspaceId,
    genesis: bool,
    /// Whether a signature on a later envelope proves it, and its own is gone.
    covered: bool,
    /// What it carries, if it was computed from that.
    said: Option<Arc<[u8]>>,
}

impl PartialEq for Verified {
    /// What it carries follows from the rest: whether that is at hand makes no difference.
    fn eq(&self, other: &Self) -> bool {
        let Self { form, header, record, id, workspace, genesis, covered, .. } = self;
        (form, header, record, id) == (&other.form, &other.header, &other.record, &other.id)
            && (workspace, genesis, covered) == (&other.workspace, &other.genesis, &other.covered)
    }
}

impl Eq for Verified {}

impl Verified {
    /// Returns its id.
    pub fn id(&self) -> EnvelopeId {
        self.id
    }

    /// Returns the workspace it belongs to.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Returns what the envelope says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the whole record. Of an envelope that is covered only its length is what it was: check and signature are
    /// gone.
    pub fn record(&self) -> &[u8] {
        &self.record
    }

    /// Returns whether it comes from a checkpoint, which is kept and passed on in its place.
    pub fn is_covered(&self) -> bool {
        self.covered
    }

    /// Returns whether it begins the workspace.
    pub fn is_genesis(&self) -> bool {
        self.genesis
    }

    /// Returns whether only its place is left.
    pub fn is_bare(&self) -> bool {
        self.form == Form::Bare
    }

    /// Returns whether it has content that it could give up.
    pub fn can_be_bare(&self) -> bool {
        self.form == Form::Whole && self.header.kind.may_be_bare()
    }

    /// Returns what stands for its content in its id; `None` in format 1, where the content itself does.
    pub(crate) fn digest(&self) -> Option<[u8; DIGEST]> {
        let (_, said) = bytes::body(&self.record)?.split_at_checked(HEAD)?;
        match self.form {
            Form::First => None,
            Form::Whole => Some(bytes::digest(said)),
            Form::Bare => said.try_into().ok(),
        }
    }

    /// Returns the envelope without its content; as it is, if it can't go without.
    #[must_use]
    pub fn bare(&self) -> Self {
        match bytes::bare(&self.record).filter(|_| self.can_be_bare()) {
            Some(record) => {
                Self { form: Form::Bare, record: record.into(), said: None, ..self.clone() }
            }
            None => self.clone(),
        }
    }

    /// Returns the payload, if `key` is the one it was sealed with.
    pub fn open(&self, key: &ContentKey) -> Result<Vec<u8>, EnvelopeError> {
        if self.is_bare() {
            return Err(EnvelopeError::Bare);
        }
        if key.id() != self.header.key {
            return Err(EnvelopeError::OtherKey);
        }
        if let Some(said) = &self.said {
            return Ok(said.to_vec());
        }
        let body = bytes::body(&self.record).ok_or(EnvelopeError::CutShort)?;
        let (head, ct) = body.split_at_checked(HEAD).ok_or(EnvelopeError::CutShort)?;
        let mut payload = ct.to_vec();
        if !key.decrypt(&self.header.nonce, head, &mut payload) {
            return Err(EnvelopeError::NotSealed);
        }
        bytes::unpad(&mut payload)?;
        Ok(payload)
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Header { kind, seq, author, .. } = self.header;
        write!(f, "Verified({} {kind:?} {seq} of {author:?})", self.id.short())
    }
}

/// What the author decides about an envelope's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// Its place among the author's envelopes, from 1.
    pub seq: u32,
    /// The author's envelope before it; [`NO_PREV`] for the first.
    pub prev: EnvelopeId,
    /// What it belongs to.
    pub stream: StreamId,
    /// What it carries.
    pub kind: Kind,
    /// Random bytes, never used twice; in a lane those of [`derived_nonce`].
    pub nonce: [u8; 24],
}

impl Draft {
    /// Takes the nonce that `author` derives for sealing `payload` with `key`.
    #[must_use]
    pub fn with_derived_nonce(self, author: DeviceId, key: &ContentKey, payload: &[u8]) -> Self {
        let Self { seq, prev, stream, kind, nonce } = self;
        let header = Header { author, seq, prev, stream, kind, key: key.id(), nonce };
        Self { nonce: derived_nonce(&header, key, payload), ..self }
    }
}

/// Seals and signs `payload` for `workspace`; without one, the envelope begins a workspace of its own.
pub fn seal(
    signer: &Signer,
    workspace: Option<WorkspaceId>,
    draft: &Draft,
    key: &ContentKey,
    payload: &[u8],
) -> Result<Verified, EnvelopeError> {
    if workspace.is_none() && (draft.seq != 1 || draft.kind != Kind::Control) {
        return Err(EnvelopeError::Malformed("a workspace begins with a control envelope"));
    }
    let Draft { seq, prev, stream, kind, nonce } = *draft;
    let header = Header { author: signer.device(), seq, prev, stream, kind, key: key.id(), nonce };
    let head = bytes::head(&header);
    let mut ct = bytes::pad(payload)?;
    if !key.encrypt(&nonce, &head, &mut ct) {
        return Err(EnvelopeError::TooMuch(payload.len()));
    }

    let mut content = Vec::with_capacity(HEAD + ct.len() + SIG);
    content.extend_from_slice(&head);
    content.extend_from_slice(&ct);
    let id = id_of(Form::Whole, workspace, &content).ok_or(EnvelopeError::CutShort)?;
    content.extend_from_slice(&signer.sign(id.as_bytes()));

    let record = framed(&content)?;
    let (form, header) = bytes::header(&record)?;
    let genesis = workspace.is_none();
    let workspace = workspace.unwrap_or(WorkspaceId::from_bytes(*id.as_bytes()));
    let record = record.into();
    Ok(Verified { form, header, record, id, workspace, genesis, covered: false, said: None })
}

/// Returns the nonce for sealing `payload` into an envelope of a lane. The nonce in `header` is passed over.
///
/// A nonce must not seal two things with one key. This one is a keyed hash of all that is sealed and all that is signed
/// with it: equal nonces mean an equal head and an equal payload, and so the very same envelope; but for that, two of
/// them are as unlikely to meet as two of 24 random bytes. Who holds the key can compute it again, and with it the
/// envelope: that is what checkpoints live on. To everybody else it looks random, for the key of the hash is derived
/// from the content key, and from nothing else.
pub fn derived_nonce(header: &Header, key: &ContentKey, payload: &[u8]) -> [u8; NONCE] {
    let head = bytes::head(header);
    let said = head.get(..HEAD - NONCE).unwrap_or_default();
    let subkey = Zeroizing::new(blake3::derive_key("muster lane nonce v1", key.as_bytes()));
    let mut hasher = blake3::Hasher::new_keyed(&subkey);
    hasher.update(said).update(payload);
    let mut nonce = [0; NONCE];
    hasher.finalize_xof().fill(&mut nonce);
    nonce
}

/// Computes again the envelope of a lane that carries `payload`, all but its signature.
///
/// Nothing is proven by that: only for [`crate::checkpoint`], which compares what it comes to with what is signed.
pub(crate) fn again(
    workspace: WorkspaceId,
    header: Header,
    key: &ContentKey,
    payload: &[u8],
) -> Result<Verified, EnvelopeError> {
    let head = bytes::head(&header);
    let mut ct = bytes::pad(payload)?;
    if !key.encrypt(&header.nonce, &head, &mut ct) {
        return Err(EnvelopeError::TooMuch(payload.len()));
    }
    let envelope = unsigned(workspace, header, Form::Whole, &ct)?;
    Ok(Verified { said: Some(payload.into()), ..envelope })
}

/// Computes again an envelope of which only its place is left, like [`again`].
pub(crate) fn bare_again(
    workspace: WorkspaceId,
    header: Header,
    digest: &[u8; DIGEST],
) -> Result<Verified, EnvelopeError> {
    unsigned(workspace, header, Form::Bare, digest)
}

fn unsigned(
    workspace: WorkspaceId,
    header: Header,
    form: Form,
    said: &[u8],
) -> Result<Verified, EnvelopeError> {
    let record: Arc<[u8]> =
        [&[0; FRAME], bytes::head(&header).as_slice(), said, &[0; SIG]].concat().into();
    let body = bytes::body(&record).ok_or(EnvelopeError::CutShort)?;
    let id = id_of(form, Some(workspace), body).ok_or(EnvelopeError::CutShort)?;
    let (genesis, covered) = (false, true);
    Ok(Verified { form, header, record, id, workspace, genesis, covered, said: None })
}

impl Verified {
    /// Gives an envelope that was computed again the signature of `end`, which is the same one without its content.
    pub(crate) fn signed_like(self, end: &Self) -> Result<Self, EnvelopeError> {
        if self.id != end.id || end.covered {
            return Err(EnvelopeError::Signature);
        }
        let body = bytes::body(&self.record).ok_or(EnvelopeError::CutShort)?;
        let signature = Reader(&end.record).last::<SIG>().ok_or(EnvelopeError::CutShort)?;
        let record = framed(&[body, signature.as_slice()].concat())?.into();
        Ok(Self { record, covered: false, ..self })
    }
}

/// Returns the id of an envelope; `None` if its body is cut short.
fn id_of(form: Form, workspace: Option<WorkspaceId>, body: &[u8]) -> Option<EnvelopeId> {
    let workspace = workspace.unwrap_or(WorkspaceId::from_bytes([0; 32]));
    let (head, rest) = body.split_at_checked(HEAD)?;
    let digest;
    let (purpose, said) = match form {
        Form::First => ("muster envelope v1", rest),
        Form::Whole => {
            digest = bytes::digest(rest);
            ("muster envelope v2", digest.as_slice())
        }
        Form::Bare => ("muster envelope v2", rest),
    };
    let mut hasher = blake3::Hasher::new_derive_key(purpose);
    hasher.update(workspace.as_bytes()).update(head).update(said);
    Some(EnvelopeId::from_bytes(*hasher.finalize().as_bytes()))
}

// A tag is part of what `bytes` counts; named here so that the layout above stays checked.
const _: () = assert!(TAG == 16 && HEAD == 142 && SIG == 64 && DIGEST == 32 && NONCE == 24);

#[cfg(test)]
mod tests;

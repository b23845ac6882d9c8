//! The trial: Automerge applies changes to a copy, in a cage, and must come out as we foretold.
//!
//! After the checks before it, it should never fail. Where it does, we have misunderstood
//! Automerge, and the change that showed it stays outside.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use automerge::{Automerge, Change, LoadOptions, ObjId, ReadDoc as _, TextEncoding};

use super::chunk::Chunk;
use crate::ids::ChangeHash;

/// What went wrong in a trial.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error,
)]
pub enum Fault {
    /// Automerge panicked.
    #[error("it makes the library fail")]
    Panicked,
    /// Automerge refused the change, or reads another one in its bytes.
    #[error("the library does not take it")]
    Refused,
    /// The document ended up with other heads than it should.
    #[error("it leads to another document than it should")]
    Astray,
    /// The document can't be saved and loaded, or comes back different.
    #[error("the document could not be loaded any more")]
    Unloadable,
}

/// What came out of a trial: a document, and the maps in it.
#[derive(Debug, Clone)]
pub struct Tried {
    pub(super) doc: Automerge,
    pub(super) maps: Vec<ObjId>,
}

/// A payload that was read: changes we know, each spelled the one right way.
#[derive(Debug, Clone)]
pub struct Legible(pub(super) Arc<[Chunk]>);

/// Remembers what came out of reading payloads and of trials: of these by what the document held then.
///
/// The program has none: it is for a simulation, in which many devices and every restart try the same. In which order
/// changes come to a document is tried without it.
pub trait Memory: fmt::Debug + Send + Sync {
    /// Returns what came out when this was tried before.
    fn recall(&self, name: &[u8; 32]) -> Option<Tried>;

    /// Takes note of what came out.
    fn keep(&self, name: [u8; 32], tried: &Tried);

    /// Returns the payload with this hash, if it was read before.
    fn recall_read(&self, name: &[u8; 32]) -> Option<Legible>;

    /// Takes note that it was read.
    fn keep_read(&self, name: [u8; 32], payload: &Legible);
}

/// How texts are counted. Ours are never edited within, so it only has to be the same everywhere.
pub(super) const ENCODING: TextEncoding = TextEncoding::UnicodeCodePoint;

/// Applies `chunks` to `base`, a copy of the document.
pub(super) fn run(
    base: Automerge,
    chunks: &[(&[u8], ChangeHash)],
    heads: &[ChangeHash],
    maps: &[ObjId],
) -> Result<Automerge, Fault> {
    catch_unwind(AssertUnwindSafe(|| caged(base, chunks, heads, maps)))
        .unwrap_or(Err(Fault::Panicked))
}

fn caged(
    mut next: Automerge,
    chunks: &[(&[u8], ChangeHash)],
    heads: &[ChangeHash],
    maps: &[ObjId],
) -> Result<Automerge, Fault> {
    let read = |(bytes, hash): &(&[u8], ChangeHash)| {
        Change::try_from(*bytes).ok().filter(|it| it.hash().0 == *hash.as_bytes())
    };
    let changes: Option<Vec<Change>> = chunks.iter().map(read).collect();
    next.apply_changes(changes.ok_or(Fault::Refused)?).map_err(|_it| Fault::Refused)?;
    if heads_of(&next) != heads {
        return Err(Fault::Astray);
    }
    let strict = LoadOptions::new().text_encoding(ENCODING);
    let again = Automerge::load_with_options(&next.save_nocompress(), strict);
    let again = again.map_err(|_it| Fault::Unloadable)?;
    let same = heads_of(&again) == heads && maps.iter().all(|it| is_same(&next, &again, it));
    if same { Ok(next) } else { Err(Fault::Unloadable) }
}

/// Returns the heads of `doc`, sorted.
pub(super) fn heads_of(doc: &Automerge) -> Vec<ChangeHash> {
    doc.get_heads().into_iter().map(|it| ChangeHash::from_bytes(it.0)).collect()
}

fn is_same(one: &Automerge, other: &Automerge, map: &ObjId) -> bool {
    let mut ours = one.map_range(map, ..);
    let mut theirs = other.map_range(map, ..);
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(a), Some(b))
                if a.key == b.key && a.value == b.value && a.conflict == b.conflict => {}
            _ => return false,
        }
    }
}

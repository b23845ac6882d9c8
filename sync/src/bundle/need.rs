//! What a replica has already, small enough for a stick: one digest per 64 envelopes of each device, and the
//! beginnings of the ids where fewer than 64 are there, so that nothing large is packed twice.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::ids::{EnvelopeId, FileId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::BundleError;
use crate::engine::index::{BUCKET, Digest, Index, LAST_BUCKET, Prefix};

/// What a need begins with.
const MAGIC: &[u8; 10] = b"MUSTERNEED";
/// Version of the format without files; a need that names none is written so, for those who know no other.
const VERSION: u8 = 1;
/// Version of the format that names files too.
const WITH_FILES: u8 = 2;
/// Bytes of the digest at the end, which finds out what was cut or altered on the way.
const CHECK: usize = 16;
/// Most files that are named; of those that are not, all are packed.
const MAX_FILES: usize = 65_536;
/// Largest need, in bytes: some hundred thousand buckets, six million envelopes.
pub(super) const MAX: usize = 4 << 20;

/// What a replica has already. It names devices by digits only, and no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The workspace.
    pub workspace: WorkspaceId,
    groups: Vec<([u8; 8], Buckets)>,
    /// How the ids of the attached files begin that are there.
    #[serde(skip)]
    files: BTreeSet<[u8; 8]>,
}

/// Buckets by number, in order.
type Buckets = Vec<(u32, Held)>;

/// What is there of a bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Held {
    /// All that this digest stands for.
    Whole([u8; 12]),
    /// Envelopes whose ids begin so.
    Some(Vec<[u8; 8]>),
}

impl Held {
    fn of(ids: &[EnvelopeId], digest: Digest) -> Self {
        let whole = u32::try_from(ids.len()).is_ok_and(|it| it >= BUCKET);
        if whole { Self::Whole(digest.0) } else { Self::Some(ids.iter().map(head).collect()) }
    }

    fn lacks(&self, id: &EnvelopeId, digest: Digest) -> bool {
        match self {
            Self::Whole(known) => *known != digest.0,
            Self::Some(ids) => !ids.contains(&head(id)),
        }
    }
}

fn head(id: &EnvelopeId) -> [u8; 8] {
    id.as_bytes().first_chunk().copied().unwrap_or_default()
}

impl Need {
    /// Says what `index` of `workspace` holds.
    pub fn of(workspace: WorkspaceId, index: &Index) -> Self {
        let groups = index.summary().map(|line| {
            let buckets = index.buckets(line.prefix, 0..=LAST_BUCKET).map(|(n, digest)| {
                let ids: Vec<EnvelopeId> =
                    index.ids_in(line.prefix, n).map(|(id, _control)| id).collect();
                (n, Held::of(&ids, digest))
            });
            (line.prefix.0, buckets.collect())
        });
        Self { workspace, groups: groups.collect(), files: BTreeSet::new() }
    }

    /// Names attached files that are there too.
    #[must_use]
    pub fn with_files<'a>(mut self, files: impl IntoIterator<Item = &'a FileId>) -> Self {
        let heads = files.into_iter().filter_map(|it| it.as_bytes().first_chunk().copied());
        self.files = heads.take(MAX_FILES).collect();
        self
    }

    /// Says whether the attached file `id` is lacking.
    pub fn lacks_file(&self, id: &FileId) -> bool {
        id.as_bytes().first_chunk().is_none_or(|it| !self.files.contains(it))
    }

    /// Returns what `index` holds and the need does not name; of a bucket of 64 that differs, all. Control first.
    pub fn lacking(&self, index: &Index) -> Vec<EnvelopeId> {
        let groups = self.groups.iter().flat_map(|(prefix, buckets)| {
            buckets.iter().map(move |(n, held)| ((Prefix(*prefix), *n), held))
        });
        let there: BTreeMap<(Prefix, u32), &Held> = groups.collect();
        let mut out: Vec<(bool, EnvelopeId)> = Vec::new();
        for line in index.summary() {
            for (n, digest) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
                let held = there.get(&(line.prefix, n));
                let ids = index.ids_in(line.prefix, n);
                let lacks = |id: &EnvelopeId| held.is_none_or(|it| it.lacks(id, digest));
                out.extend(ids.filter(|(id, _)| lacks(id)).map(|(id, control)| (!control, id)));
            }
        }
        out.sort_by_key(|(later, _)| *later);
        out.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the bytes of the file.
    pub fn bytes(&self) -> Result<Vec<u8>, BundleError> {
        let mut out = MAGIC.to_vec();
        out.push(if self.files.is_empty() { VERSION } else { WITH_FILES });
        let wrong = |err: postcard::Error| BundleError::NotSealed(err.to_string());
        let mut out = postcard::to_extend(self, out).map_err(wrong)?;
        if !self.files.is_empty() {
            out = postcard::to_extend(&self.files, out).map_err(wrong)?;
        }
        let check = blake3::hash(&out);
        out.extend(check.as_bytes().iter().take(CHECK));
        Ok(out)
    }

    /// Reads a file. Nothing may follow.
    pub fn parse(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() > MAX {
            return Err(BundleError::TooLarge);
        }
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(BundleError::Foreign)?;
        if let Some(&found) = rest.first().filter(|it| **it > WITH_FILES) {
            return Err(BundleError::Newer { found });
        }
        let damaged = BundleError::Damaged("it was cut off or altered");
        let (content, check) = bytes.split_last_chunk::<CHECK>().ok_or(damaged.clone())?;
        if blake3::hash(content).as_bytes().first_chunk::<CHECK>() != Some(check) {
            return Err(damaged);
        }
        let body = content.get(MAGIC.len().saturating_add(1)..).ok_or(damaged.clone())?;
        let Ok((mut need, rest)) = postcard::take_from_bytes::<Self>(body) else {
            return Err(damaged);
        };
        let after = if bytes.get(MAGIC.len()) == Some(&WITH_FILES) {
            let read = postcard::take_from_bytes(rest).map_err(|_err| damaged.clone());
            let (files, after) = read?;
            need.files = files;
            after
        } else {
            rest
        };
        if after.is_empty() { Ok(need) } else { Err(damaged) }
    }
}

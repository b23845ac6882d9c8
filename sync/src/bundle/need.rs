//! What a replica has already, small enough for a stick: one digest per 64 envelopes of each device.

use std::collections::BTreeMap;

use muster_model::ids::{EnvelopeId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::BundleError;
use crate::engine::index::{Digest, Index, LAST_BUCKET, Prefix};

/// What a need begins with.
const MAGIC: &[u8; 10] = b"MUSTERNEED";
/// Version of the format.
const VERSION: u8 = 1;
/// Bytes of the digest at the end, which finds out what was cut or altered on the way.
const CHECK: usize = 16;
/// Largest need, in bytes: some hundred thousand buckets, six million envelopes.
pub(super) const MAX: usize = 4 << 20;

/// What a replica has already. It names devices by digits only, and no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The workspace.
    pub workspace: WorkspaceId,
    groups: Vec<([u8; 8], Vec<(u32, [u8; 12])>)>,
}

impl Need {
    /// Says what `index` of `workspace` holds.
    pub fn of(workspace: WorkspaceId, index: &Index) -> Self {
        let groups = index.summary().map(|line| {
            let buckets = index.buckets(line.prefix, 0..=LAST_BUCKET);
            (line.prefix.0, buckets.map(|(n, digest)| (n, digest.0)).collect())
        });
        Self { workspace, groups: groups.collect() }
    }

    /// Returns what `index` holds in every bucket that differs: some of it may be there already. Control first.
    pub fn lacking(&self, index: &Index) -> Vec<EnvelopeId> {
        let groups = self.groups.iter().map(|(prefix, buckets)| {
            (Prefix(*prefix), buckets.iter().map(|(n, it)| (*n, Digest(*it))).collect())
        });
        let there: BTreeMap<Prefix, BTreeMap<u32, Digest>> = groups.collect();
        let mut out: Vec<(bool, EnvelopeId)> = Vec::new();
        for line in index.summary() {
            let known = there.get(&line.prefix);
            for (n, digest) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
                if known.and_then(|it| it.get(&n)) != Some(&digest) {
                    out.extend(index.ids_in(line.prefix, n).map(|(id, control)| (!control, id)));
                }
            }
        }
        out.sort_by_key(|(later, _)| *later);
        out.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the bytes of the file.
    pub fn bytes(&self) -> Result<Vec<u8>, BundleError> {
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        let mut out = postcard::to_extend(self, out)
            .map_err(|err| BundleError::NotSealed(err.to_string()))?;
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
        if let Some(&found) = rest.first().filter(|it| **it > VERSION) {
            return Err(BundleError::Newer { found });
        }
        let damaged = BundleError::Damaged("it was cut off or altered");
        let (content, check) = bytes.split_last_chunk::<CHECK>().ok_or(damaged.clone())?;
        if blake3::hash(content).as_bytes().first_chunk::<CHECK>() != Some(check) {
            return Err(damaged);
        }
        let body = content.get(MAGIC.len().saturating_add(1)..).ok_or(damaged.clone())?;
        match postcard::take_from_bytes(body) {
            Ok((need, [])) => Ok(need),
            Ok(_) | Err(_) => Err(damaged),
        }
    }
}

//! Framework packs on their way: cut into parts that fit an envelope, and put together again.

use std::{collections::BTreeMap, sync::Arc};

use muster_model::{framework::Framework, ids::FrameworkHash, workspace::warning::PackFlaw};
use serde::{Deserialize, Serialize};

use crate::craft::Craft;

/// Format of a part; postcard of [`Part`] follows.
const FORMAT: u8 = 1;
/// Largest part, in bytes.
const PART: usize = 192 * 1024;
/// Most parts of one pack: 8 MiB together, as much as a pack may have.
const PARTS: u16 = 43;

#[derive(Serialize, Deserialize)]
struct Part {
    pack: FrameworkHash,
    number: u16,
    of: u16,
    bytes: Vec<u8>,
}

/// Packs of which not all parts are here.
#[derive(Debug, Default)]
pub(super) struct PackParts {
    parts: BTreeMap<(FrameworkHash, u16), BTreeMap<u16, Vec<u8>>>,
}

impl PackParts {
    /// Takes one part; returns the framework once it is whole and checked.
    pub(super) fn take(
        &mut self,
        craft: &dyn Craft,
        payload: &[u8],
    ) -> Result<Option<Arc<Framework>>, PackFlaw> {
        let part = parse(payload).ok_or(PackFlaw::Unreadable)?;
        if part.of == 0 || part.of > PARTS || part.number >= part.of || part.bytes.len() > PART {
            return Err(PackFlaw::TooLarge);
        }
        let name = (part.pack, part.of);
        let parts = self.parts.entry(name).or_default();
        parts.insert(part.number, part.bytes);
        if parts.len() < usize::from(part.of) {
            return Ok(None);
        }
        let whole: Vec<u8> = parts.values().flatten().copied().collect();
        self.parts.remove(&name);
        let framework = craft.read_pack(&whole).map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            PackFlaw::Bad { problems: problems.len(), first }
        })?;
        if framework.hash() == part.pack { Ok(Some(framework)) } else { Err(PackFlaw::Other) }
    }
}

fn parse(payload: &[u8]) -> Option<Part> {
    match payload.split_first() {
        Some((&FORMAT, rest)) => match postcard::take_from_bytes::<Part>(rest) {
            Ok((part, [])) => Some(part),
            Ok(_) | Err(_) => None,
        },
        Some(_) | None => None,
    }
}

/// Cuts the canonical bytes of a pack into payloads.
pub(super) fn cut(pack: FrameworkHash, canonical: &[u8]) -> Result<Vec<Vec<u8>>, postcard::Error> {
    let chunks: Vec<&[u8]> = canonical.chunks(PART).collect();
    let of = u16::try_from(chunks.len()).unwrap_or(u16::MAX);
    (0..of)
        .zip(chunks)
        .map(|(number, bytes)| {
            let part = Part { pack, number, of, bytes: bytes.to_vec() };
            let mut payload = vec![FORMAT];
            payload.extend(postcard::to_stdvec(&part)?);
            Ok(payload)
        })
        .collect()
}

//! What a sealed file looks like from outside: its length and the BLAKE3 values of its pieces, which together come to
//! its id, so that every piece can be checked on its own before it is believed.

use blake3::{
    Hasher,
    hazmat::{HasherExt as _, Mode, merge_subtrees_non_root, merge_subtrees_root},
};
use muster_model::ids::FileId;

/// Length of a piece in bytes; the last may be shorter. A power of two of BLAKE3's chunks.
pub const PIECE: usize = 64 * 1024;
/// Most pieces of a file: 25 MiB, sealed.
pub const MAX_PIECES: usize = 402;

/// Length and pieces of a sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    len: u64,
    /// BLAKE3 chaining values; none where there is one piece only, whose hash is the id.
    pieces: Vec<[u8; 32]>,
}

impl Outline {
    /// Computes id and outline of a sealed file; `None` where it is empty or too long.
    pub fn of(sealed: &[u8]) -> Option<(FileId, Self)> {
        let len = u64::try_from(sealed.len()).ok()?;
        let count = count(len)?;
        let id = FileId::from_bytes(*blake3::hash(sealed).as_bytes());
        let pieces = if count < 2 {
            Vec::new()
        } else {
            (0_u64..).zip(sealed.chunks(PIECE)).map(|(n, it)| value(n, it)).collect()
        };
        Some((id, Self { len, pieces }))
    }

    /// Believes an outline if it comes to `id`.
    pub fn checked(id: FileId, len: u64, pieces: Vec<[u8; 32]>) -> Option<Self> {
        let count = count(len)?;
        if count < 2 {
            return pieces.is_empty().then_some(Self { len, pieces });
        }
        (pieces.len() == count && root(&pieces)? == *id.as_bytes()).then_some(Self { len, pieces })
    }

    /// Returns the length of the file in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Says that it is never empty; there for symmetry with [`Self::len`].
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns how many pieces there are.
    pub fn count(&self) -> u32 {
        count(self.len).and_then(|it| u32::try_from(it).ok()).unwrap_or(0)
    }

    /// Returns the values of the pieces.
    pub fn pieces(&self) -> &[[u8; 32]] {
        &self.pieces
    }

    /// Returns the length of piece `n`; 0 where there is none.
    pub fn length_of(&self, n: u32) -> usize {
        let piece = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let rest = self.len.saturating_sub(u64::from(n).saturating_mul(piece));
        usize::try_from(rest.min(piece)).unwrap_or(0)
    }

    /// Says whether `bytes` are piece `n` of the file `id`.
    pub fn fits(&self, id: FileId, n: u32, bytes: &[u8]) -> bool {
        if bytes.is_empty() || bytes.len() != self.length_of(n) {
            return false;
        }
        if self.pieces.is_empty() {
            return blake3::hash(bytes).as_bytes() == id.as_bytes();
        }
        let wanted = usize::try_from(n).ok().and_then(|it| self.pieces.get(it));
        wanted == Some(&value(u64::from(n), bytes))
    }
}

fn count(len: u64) -> Option<usize> {
    let count = usize::try_from(len).ok()?.div_ceil(PIECE);
    (1..=MAX_PIECES).contains(&count).then_some(count)
}

/// Returns the chaining value of piece `n`, which is not empty.
fn value(n: u64, bytes: &[u8]) -> [u8; 32] {
    let piece = u64::try_from(PIECE).unwrap_or(u64::MAX);
    let mut hasher = Hasher::new();
    hasher.set_input_offset(n.saturating_mul(piece));
    hasher.update(bytes).finalize_non_root()
}

/// Returns the hash that two or more pieces come to.
fn root(pieces: &[[u8; 32]]) -> Option<[u8; 32]> {
    let (left, right) = halves(pieces)?;
    let hash = merge_subtrees_root(&subtree(left)?, &subtree(right)?, Mode::Hash);
    Some(*hash.as_bytes())
}

fn subtree(pieces: &[[u8; 32]]) -> Option<[u8; 32]> {
    match pieces {
        [] => None,
        [one] => Some(*one),
        more => {
            let (left, right) = halves(more)?;
            Some(merge_subtrees_non_root(&subtree(left)?, &subtree(right)?, Mode::Hash))
        }
    }
}

/// Splits as BLAKE3 does: the left side holds the largest power of two that leaves something for the right.
fn halves(pieces: &[[u8; 32]]) -> Option<(&[[u8; 32]], &[[u8; 32]])> {
    let left = pieces.len().checked_sub(1).filter(|it| *it > 0)?.checked_ilog2()?;
    pieces.split_at_checked(1_usize.checked_shl(left)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(len: usize) -> Vec<u8> {
        (0..len).map(|it| u8::try_from(it * 7 % 251).unwrap()).collect()
    }

    #[test]
    fn the_values_of_the_pieces_come_to_the_hash_of_the_whole() {
        let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17].map(|it| it * PIECE);
        for len in sizes.into_iter().flat_map(|it| [it - PIECE + 1, it - 1, it]) {
            let whole = bytes(len);
            let (id, outline) = Outline::of(&whole).unwrap();
            let told = Outline::checked(id, outline.len(), outline.pieces().to_vec());
            assert_eq!(told.as_ref(), Some(&outline), "{len}");
            for (n, piece) in (0..).zip(whole.chunks(PIECE)) {
                assert!(outline.fits(id, n, piece), "{len}, {n}");
                let mut other = piece.to_vec();
                other[0] ^= 1;
                assert!(!outline.fits(id, n, &other), "{len}, {n}");
                assert!(!outline.fits(id, n + 1, piece), "{len}, {n}");
            }
        }
    }

    #[test]
    fn an_outline_that_does_not_come_to_the_id_is_not_believed() {
        let (id, outline) = Outline::of(&bytes(3 * PIECE)).unwrap();
        let pieces = outline.pieces().to_vec();
        let mut swapped = pieces.clone();
        swapped.swap(0, 1);
        assert_eq!(Outline::checked(id, outline.len(), swapped), None);
        assert_eq!(Outline::checked(id, outline.len(), pieces[1..].to_vec()), None);
        assert_eq!(Outline::checked(id, u64::MAX, pieces.clone()), None);
        assert_eq!(Outline::checked(id, 0, Vec::new()), None);
        assert!(Outline::of(&[]).is_none());
        assert!(Outline::of(&vec![0; MAX_PIECES * PIECE + 1]).is_none());
    }
}

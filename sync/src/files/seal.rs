//! A file's bytes ⇄ its ciphertext: pieces of 64 KiB, each sealed with its number, the last one marked as the last.
//!
//! Inside stand the length and then the bytes, filled up with zeros to a multiple of 4 KiB, so that the length of the
//! ciphertext tells little. A key seals one file only.

use muster_model::evidence::MAX_FILE;

use super::{FileError, Outline, PIECE};
use crate::keys::ContentKey;

const TAG: usize = muster_cipher::TAG;
const AAD: &[u8] = b"muster file v1";
/// The length within is filled up to a multiple of this.
const FILL: usize = 4096;
/// Bytes of the length within.
const LENGTH: usize = 8;

/// Seals a file under a key that was never used before.
pub fn seal(plain: &[u8], key: &ContentKey) -> Result<Vec<u8>, FileError> {
    let len = u64::try_from(plain.len()).unwrap_or(u64::MAX);
    if len > MAX_FILE {
        return Err(FileError::TooLarge);
    }
    let mut inner = Vec::with_capacity(plain.len().saturating_add(LENGTH + FILL));
    inner.extend_from_slice(&len.to_le_bytes());
    inner.extend_from_slice(plain);
    inner.resize(inner.len().next_multiple_of(FILL), 0);
    let chunks: Vec<&[u8]> = inner.chunks(PIECE - TAG).collect();
    let mut out = Vec::with_capacity(inner.len().saturating_add(chunks.len().saturating_mul(TAG)));
    let mut buffer = Vec::with_capacity(PIECE);
    for (n, chunk) in (0_u64..).zip(&chunks) {
        buffer.clear();
        buffer.extend_from_slice(chunk);
        let last = n.saturating_add(1) == u64::try_from(chunks.len()).unwrap_or(u64::MAX);
        if !key.encrypt(&nonce(n, u8::from(last)), AAD, &mut buffer) {
            return Err(FileError::TooLarge);
        }
        out.append(&mut buffer);
    }
    Ok(out)
}

/// Opens a file of `outline`, whose pieces `read` brings one by one.
pub fn open(
    outline: &Outline,
    key: &ContentKey,
    mut read: impl FnMut(u32) -> Result<Vec<u8>, FileError>,
) -> Result<Vec<u8>, FileError> {
    let mut inner = Vec::new();
    for n in 0..outline.count() {
        let mut piece = read(n)?;
        let last = n.saturating_add(1) == outline.count();
        if !key.decrypt(&nonce(u64::from(n), u8::from(last)), AAD, &mut piece) {
            return Err(FileError::WrongKey);
        }
        inner.append(&mut piece);
    }
    let (len, rest) = inner.split_first_chunk::<LENGTH>().ok_or(FileError::WrongKey)?;
    let len = usize::try_from(u64::from_le_bytes(*len)).unwrap_or(usize::MAX);
    let (plain, filling) = rest.split_at_checked(len).ok_or(FileError::WrongKey)?;
    if filling.len() >= FILL || filling.iter().any(|it| *it != 0) {
        return Err(FileError::WrongKey);
    }
    Ok(plain.to_vec())
}

fn nonce(n: u64, mark: u8) -> [u8; 24] {
    let mut out = [0; 24];
    let parts = n.to_le_bytes().into_iter().chain([mark]);
    out.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(sealed: &[u8], key: &ContentKey) -> Result<Vec<u8>, FileError> {
        let (_, outline) = Outline::of(sealed).unwrap();
        let pieces: Vec<&[u8]> = sealed.chunks(PIECE).collect();
        open(&outline, key, |n| Ok(pieces[usize::try_from(n).unwrap()].to_vec()))
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_only_and_not_when_cut() {
        let key = ContentKey::from_bytes([7; 32]);
        for len in [0, 1, 4088, 4089, PIECE - 24, PIECE - 23, 3 * PIECE] {
            let plain: Vec<u8> = (0..len).map(|it| u8::try_from(it % 251).unwrap()).collect();
            let sealed = seal(&plain, &key).unwrap();
            assert_eq!(opened(&sealed, &key).unwrap(), plain, "{len}");
            let other = ContentKey::from_bytes([8; 32]);
            assert!(matches!(opened(&sealed, &other), Err(FileError::WrongKey)), "{len}");
            if sealed.len() > PIECE {
                let cut = &sealed[..PIECE];
                assert!(matches!(opened(cut, &key), Err(FileError::WrongKey)), "{len}");
            }
        }
    }

    #[test]
    fn the_largest_file_fits_and_one_byte_more_does_not() {
        let key = ContentKey::from_bytes([7; 32]);
        let most = usize::try_from(MAX_FILE).unwrap();
        let sealed = seal(&vec![1; most], &key).unwrap();
        assert!(Outline::of(&sealed).is_some());
        assert!(matches!(seal(&vec![1; most + 1], &key), Err(FileError::TooLarge)));
    }

    /// Golden: what was sealed once must open for ever.
    #[test]
    fn the_ciphertext_of_a_file_stays_as_it_is() {
        let sealed = seal(b"minutes", &ContentKey::from_bytes([7; 32])).unwrap();
        assert_eq!(sealed.len(), 4096 + 16);
        expect_test::expect!["36b737700c32cf463ae5b425fd6ec24ce9a9662ab8a289a2f797f845ad8c23cc"]
            .assert_eq(&blake3::hash(&sealed).to_hex());
    }
}

//! The one cipher that seals what is stored and sent: XChaCha20-Poly1305, by the `RustCrypto` project.
//!
//! It is a package of its own for one reason. The cipher's code is made where it is first used with all its types, and
//! is slow where the compiler does not help it along; here the development profile has it do so.

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{AeadInOut as _, KeyInit as _},
};

/// How many bytes a tag takes.
pub const TAG: usize = 16;

/// Encrypts `buffer` in place and appends the tag; `false` if it is too long for the cipher.
pub fn encrypt(key: &[u8; 32], nonce: &[u8; 24], aad: &[u8], buffer: &mut Vec<u8>) -> bool {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher.encrypt_in_place(&XNonce::from(*nonce), aad, buffer).is_ok()
}

/// Decrypts `buffer` in place and takes the tag off; `false` if anything was altered.
pub fn decrypt(key: &[u8; 32], nonce: &[u8; 24], aad: &[u8], buffer: &mut Vec<u8>) -> bool {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher.decrypt_in_place(&XNonce::from(*nonce), aad, buffer).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting<const N: usize>(from: u8) -> [u8; N] {
        std::array::from_fn(|i| from + u8::try_from(i).unwrap())
    }

    /// Source: draft-irtf-cfrg-xchacha-03, A.3.1.
    #[test]
    fn it_is_the_cipher_of_the_draft() {
        let (key, nonce) = (counting(0x80), counting(0x40));
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let plain =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for \
            the future, sunscreen would be it.";
        let mut buffer = plain.to_vec();
        assert!(encrypt(&key, &nonce, &aad, &mut buffer));
        assert_eq!(buffer.len(), plain.len() + TAG);
        assert!(buffer.starts_with(&0xbd6d_179d_3e83_d43b_u64.to_be_bytes()));
        assert!(buffer.ends_with(&0xc087_5924_c1c7_9879_47de_afd8_780a_cf49_u128.to_be_bytes()));

        let mut altered = buffer.clone();
        altered[7] ^= 1;
        assert!(!decrypt(&key, &nonce, &aad, &mut altered));
        assert!(!decrypt(&key, &nonce, b"of another kind", &mut buffer.clone()));
        assert!(decrypt(&key, &nonce, &aad, &mut buffer));
        assert_eq!(buffer, plain);
    }
}

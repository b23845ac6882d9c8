//! The recovery code: an owner key that lives on paper only.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use muster_model::ids::DeviceId;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::Signer;
use crate::keys;

/// A text that is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    /// Too short, too long or with a character that no code has.
    #[error("this is not a recovery code: it has 28 letters and digits in groups of four")]
    NotACode,
    /// The code does not match its own check.
    #[error("the recovery code is mistyped")]
    Mistyped,
}

/// The secret behind a recovery code: 128 bits, shown once when a workspace begins.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct Recovery([u8; 16]);

/// Letters of a code. Those that look like others (I, L, O) or make words (U) are left out.
const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The same letters as the base32 of RFC 4648 writes them.
const RFC_LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Letters in a code: 128 secret bits and 12 to check them.
const LEN: usize = 28;

impl Recovery {
    /// Makes a new one; `dice` fills what it is given with random bytes.
    pub fn generate(dice: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut secret = Zeroizing::new([0; 16]);
        dice(secret.as_mut());
        Self(*secret)
    }

    /// Returns the code, `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn code(&self) -> String {
        let rfc = Zeroizing::new(BASE32_NOPAD.encode(&*self.checked()));
        let mut code = String::with_capacity(LEN + LEN / 4);
        for (at, letter) in rfc.chars().take(LEN).enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                code.push('-');
            }
            code.extend(swap(letter, RFC_LETTERS, LETTERS));
        }
        code
    }

    /// Reads a code. Case, spaces and dashes don't matter; O counts as 0, I and L as 1.
    pub fn parse(text: &str) -> Result<Self, RecoveryError> {
        let mut rfc = Zeroizing::new(String::with_capacity(LEN + 1));
        for letter in text.chars().filter(|it| !it.is_whitespace() && *it != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let letter = swap(letter, LETTERS, RFC_LETTERS).ok_or(RecoveryError::NotACode)?;
            if rfc.len() == LEN {
                return Err(RecoveryError::NotACode);
            }
            rfc.push(letter);
        }
        rfc.push('A');
        let bytes = BASE32_NOPAD.decode(rfc.as_bytes()).map(Zeroizing::new);
        let bytes = bytes.ok().ok_or(RecoveryError::NotACode)?;
        let secret = bytes.first_chunk::<16>().ok_or(RecoveryError::NotACode)?;
        let recovery = Self(*secret);
        if recovery.checked().as_slice() == bytes.as_slice() {
            Ok(recovery)
        } else {
            Err(RecoveryError::Mistyped)
        }
    }

    /// Returns the offline owner's public key, for the genesis of a workspace.
    pub fn device(&self) -> DeviceId {
        self.signer().device()
    }

    /// Returns what signs as the offline owner.
    pub fn signer(&self) -> Signer {
        Signer::from_secret(&keys::derive(&self.0, b"muster recovery v1", "sign"))
    }

    /// Returns the secret, 12 bits that check it and 4 that are zero.
    fn checked(&self) -> Zeroizing<[u8; 18]> {
        let check = blake3::derive_key("muster recovery check v1", &self.0);
        let tail = check.into_iter().zip([0xff, 0xf0]).map(|(byte, mask)| byte & mask);
        let mut out = Zeroizing::new([0; 18]);
        out.iter_mut().zip(self.0.into_iter().chain(tail)).for_each(|(to, from)| *to = from);
        out
    }
}

impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recovery({})", self.device().short())
    }
}

fn swap(letter: char, from: &str, to: &str) -> Option<char> {
    from.chars().zip(to.chars()).find(|(it, _)| *it == letter).map(|(_, other)| other)
}

//! Who this device is in one workspace: a seed, and every key that follows from it.
//!
//! **Invariant:** two workspaces share no key, so that nobody can tell that one device is in both.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use muster_model::{control::op::DeviceCard, ids::DeviceId};
use zeroize::Zeroizing;

use crate::keys::{self, LocalKey};

mod file;
mod lock;
mod recovery;
mod statement;

pub use recovery::{Recovery, RecoveryError};
pub use statement::Statement;

/// The device's keys could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// There is no key file.
    #[error("there is no key file")]
    Missing,
    /// The key file is not one.
    #[error("the key file is damaged")]
    Damaged,
    /// The key file was made by a newer version.
    #[error("the key file was made by a newer version of Muster (format {found})")]
    Newer {
        /// Its format version.
        found: u32,
    },
    /// The key file is under a passphrase.
    #[error("its key file is under a passphrase")]
    Locked,
    /// The passphrase is another one. Nothing changed.
    #[error("the passphrase does not open the key file")]
    WrongPassphrase,
    /// The passphrase is easily guessed.
    #[error(
        "the passphrase is too short: whoever copies the key file can try as many as they like"
    )]
    WeakPassphrase,
    /// It could not be put under a passphrase; the key file is as it was.
    #[error("the key file could not be protected: {0}")]
    NotProtected(String),
    /// There is a key file already, and it holds other keys. It is never overwritten.
    #[error("there is a key file already, for another device")]
    Taken,
    /// The disk failed.
    #[error("the key file can't be used: {0}")]
    Io(#[from] std::io::Error),
}

/// Signs as one device.
#[derive(Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// Makes the signer whose Ed25519 secret is `secret`.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// Returns the public key, by which others know the device.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.0.verifying_key().to_bytes())
    }

    /// Signs `digest`. It must come from a BLAKE3 context of its own, so that no signature serves two ends.
    pub fn sign(&self, digest: &[u8; 32]) -> [u8; 64] {
        self.0.sign(digest).to_bytes()
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.device().short())
    }
}

/// Returns whether `signature` is what `device` signed `digest` with. Strict: one statement has one signature.
pub fn signature_holds(device: &DeviceId, digest: &[u8; 32], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(device.as_bytes())
        .is_ok_and(|key| key.verify_strict(digest, &Signature::from_bytes(signature)).is_ok())
}

/// This device in one workspace.
#[derive(Clone)]
pub struct Identity {
    seed: Zeroizing<[u8; 32]>,
    signer: Signer,
    age: age::x25519::Identity,
}

impl Identity {
    /// Derives every key from 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        let signer = Signer::from_secret(&purpose(&seed, "sign"));
        let age = keys::age_identity(&purpose(&seed, "age"));
        Self { seed, signer, age }
    }

    /// Returns the device's name to others: its signing key.
    pub fn device(&self) -> DeviceId {
        self.signer.device()
    }

    /// Returns what signs for it.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Returns what others need to know of this device, which its owner calls `name`.
    pub fn card(&self, name: &str) -> DeviceCard {
        let endpoint = Signer::from_secret(&self.endpoint_secret()).device();
        DeviceCard {
            device: self.device(),
            recipient: self.age.to_public().to_string(),
            endpoint: *endpoint.as_bytes(),
            name: name.to_owned(),
        }
    }

    /// Returns the secret of the iroh endpoint. Its public key is the card's `endpoint`.
    pub fn endpoint_secret(&self) -> [u8; 32] {
        *purpose(&self.seed, "endpoint")
    }

    /// Returns the age identity that opens keys sealed to this device.
    pub fn age(&self) -> &age::x25519::Identity {
        &self.age
    }

    /// Returns the key for what stays on this device: caches, and marks of what was checked.
    pub fn local_key(&self) -> LocalKey {
        LocalKey::from_bytes(*purpose(&self.seed, "local"))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.device().short())
    }
}

fn purpose(seed: &[u8; 32], what: &str) -> Zeroizing<[u8; 32]> {
    keys::derive(seed, b"muster device v1", what)
}

#[cfg(test)]
mod tests;

//! What a device says of a file that leaves the workspace: it can be checked by whoever has nothing else.

use muster_model::ids::DeviceId;

use super::{Signer, signature_holds};

/// BLAKE3 context of what is signed; no other signature of a device uses it.
const CONTEXT: &str = "muster statement v1";

/// A device's word that these are the bytes it wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The device.
    pub author: DeviceId,
    /// Its signature.
    pub signature: [u8; 64],
}

impl Statement {
    /// Signs `bytes`.
    pub fn of(signer: &Signer, bytes: &[u8]) -> Self {
        let digest = blake3::derive_key(CONTEXT, bytes);
        Self { author: signer.device(), signature: signer.sign(&digest) }
    }

    /// Says whether the author signed `bytes`.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let digest = blake3::derive_key(CONTEXT, bytes);
        signature_holds(&self.author, &digest, &self.signature)
    }
}

//! What a replica does with its hands: it rolls dice, seals keys to devices and opens them, checks signatures, reads
//! packs.
//!
//! **Invariant:** the program knows [`System`] alone. A simulation may hand in another [`Craft`], with dice that roll the
//! same each time, and one that remembers what comes out of work that always comes to the same.

use std::{fmt, sync::Arc};

use muster_model::{
    framework::{Framework, problem::Problem},
    ids::DeviceId,
    workspace::views::Memory,
};

use crate::{
    identity::{self, Identity},
    keys::{self, ContentKey, KeyError},
    node::clock::{self, NoDice},
};

/// How the work is done that hangs on chance or takes long.
pub trait Craft: fmt::Debug + Send + Sync {
    /// Fills `bytes` with what nobody can guess.
    ///
    /// # Errors
    ///
    /// Where there is no randomness to be had.
    fn roll(&self, bytes: &mut [u8]) -> Result<(), NoDice> {
        clock::dice(bytes)
    }

    /// Seals `key` to the age recipient `recipient`.
    fn wrap(&self, key: &ContentKey, recipient: &str) -> Result<Vec<u8>, KeyError> {
        keys::wrap(key, recipient)
    }

    /// Opens a key sealed to the device of `identity`.
    fn unwrap(&self, sealed: &[u8], identity: &Identity) -> Result<ContentKey, KeyError> {
        keys::unwrap(sealed, identity)
    }

    /// Says whether `signature` is what `device` signed `digest` with.
    fn signed(&self, device: &DeviceId, digest: &[u8; 32], signature: &[u8; 64]) -> bool {
        identity::signature_holds(device, digest, signature)
    }

    /// Returns what remembers folds and trials, if anything does.
    fn memory(&self) -> Option<Arc<dyn Memory>> {
        None
    }

    /// Reads a framework pack as envelopes carry it.
    fn read_pack(&self, bytes: &[u8]) -> Result<Arc<Framework>, Vec<Problem>> {
        Framework::parse(bytes, "pack.json").map(Arc::new)
    }
}

/// The craft of the program: the dice of the operating system, and every piece of work done each time.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Craft for System {}

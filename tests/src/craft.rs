//! A craft whose dice roll the same for the same seed: so a seed is one history.
//!
//! It does no piece of work twice that always comes to the same: a signature is checked once, not by every device anew,
//! and the same operations are folded once.
//!
//! The age crate takes no dice from outside. What it would make is made here, with an ephemeral key from the seed: true
//! age files, which the shipped code opens.

#![expect(
    clippy::disallowed_types,
    reason = "what is remembered is shared by the devices of a world"
)]

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chacha20poly1305::{
    ChaCha20Poly1305, Nonce,
    aead::{Aead as _, KeyInit as _},
};
use data_encoding::BASE64_NOPAD;
use hkdf::{
    Hkdf,
    hmac::{Hmac, Mac as _},
};
use muster_model::{
    control::fold::Control,
    document::{self, Legible, Tried},
    framework::{Framework, Problem},
    ids::DeviceId,
    workspace::views::Memory,
};
use muster_sync::{
    craft::{Craft, System},
    identity::Identity,
    keys::{ContentKey, KeyError},
    node::clock::NoDice,
};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::dice::Dice;

/// What `work` came to, by a hash of what it was given.
type Done<T> = BTreeMap<[u8; 32], T>;

/// A craft that comes from a seed. Copies go on where the others are.
#[derive(Clone)]
pub struct Seeded {
    dice: Arc<Mutex<Dice>>,
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    signed: Done<bool>,
    unwrapped: Done<Result<ContentKey, KeyError>>,
    packs: Done<Result<Arc<Framework>, Vec<Problem>>>,
    tried: Done<Tried>,
    folded: Done<Arc<Control>>,
    read: Done<Legible>,
}

impl fmt::Debug for Seeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seeded(…)")
    }
}

impl Seeded {
    /// Begins with `seed`.
    pub fn new(seed: u64) -> Self {
        Self { dice: Arc::new(Mutex::new(Dice::new(seed))), known: Arc::default() }
    }

    /// Begins anew with `seed`, knowing what this one found out.
    #[must_use]
    pub fn again(&self, seed: u64) -> Self {
        Self { known: Arc::clone(&self.known), ..Self::new(seed) }
    }

    fn dice(&self) -> MutexGuard<'_, Dice> {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rolled<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        let rolled = self.dice().bytes(N);
        out.iter_mut().zip(rolled).for_each(|(to, from)| *to = from);
        out
    }
}

/// Names what a piece of work is given.
fn named(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

impl Craft for Seeded {
    fn roll(&self, bytes: &mut [u8]) -> Result<(), NoDice> {
        let rolled = self.dice().bytes(bytes.len());
        bytes.iter_mut().zip(rolled).for_each(|(to, from)| *to = from);
        Ok(())
    }

    fn wrap(&self, key: &ContentKey, recipient: &str) -> Result<Vec<u8>, KeyError> {
        let point = bech32::decode(recipient).ok().and_then(|(_, bytes)| bytes.try_into().ok());
        let to: [u8; 32] = point.ok_or(KeyError::BadRecipient)?;
        let letter =
            Letter { ephemeral: self.rolled(), file_key: self.rolled(), nonce: self.rolled() };
        Ok(letter.seal(key.as_bytes(), PublicKey::from(to)))
    }

    fn unwrap(&self, sealed: &[u8], identity: &Identity) -> Result<ContentKey, KeyError> {
        let name = named(&[identity.device().as_bytes(), sealed]);
        let work = || System.unwrap(sealed, identity);
        self.known().unwrapped.entry(name).or_insert_with(work).clone()
    }

    fn signed(&self, device: &DeviceId, digest: &[u8; 32], signature: &[u8; 64]) -> bool {
        let name = named(&[device.as_bytes(), digest, signature]);
        let work = || System.signed(device, digest, signature);
        *self.known().signed.entry(name).or_insert_with(work)
    }

    fn memory(&self) -> Option<Arc<dyn Memory>> {
        Some(Arc::new(self.clone()))
    }

    fn read_pack(&self, bytes: &[u8]) -> Result<Arc<Framework>, Vec<Problem>> {
        let work = || System.read_pack(bytes);
        self.known().packs.entry(named(&[bytes])).or_insert_with(work).clone()
    }
}

impl Memory for Seeded {
    fn recall_fold(&self, name: &[u8; 32]) -> Option<Arc<Control>> {
        self.known().folded.get(name).cloned()
    }

    fn keep_fold(&self, name: [u8; 32], control: &Arc<Control>) {
        self.known().folded.insert(name, Arc::clone(control));
    }
}

impl document::Memory for Seeded {
    fn recall(&self, name: &[u8; 32]) -> Option<Tried> {
        self.known().tried.get(name).cloned()
    }

    fn keep(&self, name: [u8; 32], tried: &Tried) {
        self.known().tried.insert(name, tried.clone());
    }

    fn recall_read(&self, name: &[u8; 32]) -> Option<Legible> {
        self.known().read.get(name).cloned()
    }

    fn keep_read(&self, name: [u8; 32], payload: &Legible) {
        self.known().read.insert(name, payload.clone());
    }
}

/// What chance gives to one age file.
struct Letter {
    ephemeral: [u8; 32],
    file_key: [u8; 16],
    nonce: [u8; 16],
}

impl Letter {
    /// Seals `plain`, at most 64 KiB, to `recipient`. Source: <https://c2sp.org/age>.
    fn seal(&self, plain: &[u8], recipient: PublicKey) -> Vec<u8> {
        let secret = StaticSecret::from(self.ephemeral);
        let share = PublicKey::from(&secret);
        let salt = [share.as_bytes().as_slice(), recipient.as_bytes()].concat();
        let shared = secret.diffie_hellman(&recipient);
        let wrapping = derived(shared.as_bytes(), &salt, b"age-encryption.org/v1/X25519");
        let wrapped = encrypted(wrapping, [0; 12], &self.file_key);
        let (share, wrapped) =
            (BASE64_NOPAD.encode(share.as_bytes()), BASE64_NOPAD.encode(&wrapped));
        let head = format!("age-encryption.org/v1\n-> X25519 {share}\n{wrapped}\n---");
        let mac = mac(derived(&self.file_key, &[], b"header"), head.as_bytes());
        let head = format!("{head} {}\n", BASE64_NOPAD.encode(&mac));
        let mut last = [0; 12];
        if let Some(it) = last.last_mut() {
            *it = 1;
        }
        let body = encrypted(derived(&self.file_key, &self.nonce, b"payload"), last, plain);
        [head.as_bytes(), &self.nonce, &body].concat()
    }
}

#[expect(clippy::expect_used, reason = "32 bytes are within what HKDF gives")]
fn derived(secret: &[u8], salt: &[u8], end: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(end, &mut out).expect("32 bytes are few");
    out
}

#[expect(clippy::expect_used, reason = "a few bytes are not too long for the cipher")]
fn encrypted(key: [u8; 32], nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(&key.into());
    cipher.encrypt(&Nonce::from(nonce), plain).expect("a few bytes are not too many")
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: [u8; 32], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_from_a_seed_the_shipped_code_opens_and_the_same_seed_seals_the_same() {
        let ann = Identity::from_seed([1; 32]);
        let key = ContentKey::from_bytes([7; 32]);
        let recipient = ann.card("laptop").recipient;
        let sealed = Seeded::new(5).wrap(&key, &recipient).unwrap();
        assert_eq!(System.unwrap(&sealed, &ann).unwrap(), key);
        assert_eq!(Seeded::new(5).wrap(&key, &recipient).unwrap(), sealed);
        assert_ne!(Seeded::new(6).wrap(&key, &recipient).unwrap(), sealed);
        let ben = Identity::from_seed([2; 32]);
        assert_eq!(System.unwrap(&sealed, &ben), Err(KeyError::NotForUs));
    }
}

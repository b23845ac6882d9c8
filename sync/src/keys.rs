//! The keys that seal what envelopes carry, and how they travel: each sealed to one device with age.
//!
//! **Invariant:** no key is ever printed; what holds one wipes it when dropped.

use std::{collections::BTreeMap, fmt, io::Read as _};

use hkdf::Hkdf;
use muster_model::{
    control::op::{DeviceCard, Wrap},
    ids::{KeyId, StreamId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::identity::Identity;

/// The one stream of [`Kind::Keys`](crate::envelope::Kind::Keys) envelopes.
pub const STREAM: StreamId = StreamId::from_bytes([2; 16]);

/// A key could not be sealed, opened or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The recipient is not an `age1…` key of the plain kind, or one that would give the key away.
    #[error("the device's recipient is not a usable age key")]
    BadRecipient,
    /// Sealing failed.
    #[error("the key could not be sealed: {0}")]
    NotSealed(String),
    /// Not an age file, too long for one key, or damaged.
    #[error("the sealed key is damaged")]
    Damaged,
    /// Sealed for another device.
    #[error("the key is sealed for another device")]
    NotForUs,
    /// Made by a newer version.
    #[error("these keys were handed out by a newer version of Muster (format {found})")]
    Newer {
        /// Its format version.
        found: u8,
    },
}

/// A key that seals the payloads of envelopes.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct ContentKey([u8; 32]);

impl ContentKey {
    /// Wraps raw bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the raw bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the key's name: BLAKE3 of the key.
    pub fn id(&self) -> KeyId {
        KeyId::from_bytes(*blake3::hash(&self.0).as_bytes())
    }

    /// Encrypts `buffer` in place and appends the tag; `false` if it is too long for the cipher.
    pub(crate) fn encrypt(&self, nonce: &[u8; 24], aad: &[u8], buffer: &mut Vec<u8>) -> bool {
        muster_cipher::encrypt(&self.0, nonce, aad, buffer)
    }

    /// Decrypts `buffer` in place and takes the tag off; `false` if anything was altered.
    pub(crate) fn decrypt(&self, nonce: &[u8; 24], aad: &[u8], buffer: &mut Vec<u8>) -> bool {
        muster_cipher::decrypt(&self.0, nonce, aad, buffer)
    }
}

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentKey({}…)", self.id().short())
    }
}

/// Returns the key of the keys stream, known to whoever knows the workspace's id.
///
/// What is sealed with it is as good as open: it is there so that one format serves all. A new device must
/// read the keys stream before it holds any key; the keys in there are each sealed to a device.
pub fn keys_stream_key(workspace: WorkspaceId) -> ContentKey {
    ContentKey(blake3::derive_key("muster keys stream v1", workspace.as_bytes()))
}

/// A key that never leaves this device: it seals caches and vouches for what this device already checked.
#[derive(Clone, ZeroizeOnDrop)]
pub struct LocalKey([u8; 32]);

/// Format of a sealed setting.
const NOTE_FORMAT: u8 = 1;

impl LocalKey {
    /// Wraps raw bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the raw bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the mark by which this device knows `record` of `workspace` again.
    pub(crate) fn mark(&self, workspace: WorkspaceId, record: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"muster checked v1").update(workspace.as_bytes()).update(record);
        *hasher.finalize().as_bytes()
    }

    /// Returns whether `mark` is the one [`Self::mark`] gives. Takes equally long whatever differs.
    pub(crate) fn knows(&self, workspace: WorkspaceId, record: &[u8], mark: [u8; 32]) -> bool {
        blake3::Hash::from_bytes(self.mark(workspace, record)) == blake3::Hash::from_bytes(mark)
    }

    /// Seals a setting called `name` that nobody should read on the disk. `nonce` is random and never used twice.
    ///
    /// Bytes: `ver:1 | nonce:24 | XChaCha20-Poly1305(setting, aad = name)`. `None` if it is too long for the cipher.
    pub(crate) fn seal_note(&self, name: &str, nonce: [u8; 24], setting: &[u8]) -> Option<Vec<u8>> {
        let mut sealed = setting.to_vec();
        let fits = self.note_key().encrypt(&nonce, name.as_bytes(), &mut sealed);
        fits.then(|| [&[NOTE_FORMAT], nonce.as_slice(), &sealed].concat())
    }

    /// Opens a setting that [`Self::seal_note`] sealed under this name; `None` if it is anything else.
    pub(crate) fn open_note(&self, name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = bytes.strip_prefix(&[NOTE_FORMAT])?.split_first_chunk()?;
        let mut setting = sealed.to_vec();
        self.note_key().decrypt(nonce, name.as_bytes(), &mut setting).then_some(setting)
    }

    fn note_key(&self) -> ContentKey {
        ContentKey::from_bytes(blake3::derive_key("muster sealed note v1", &self.0))
    }
}

impl fmt::Debug for LocalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalKey(…)")
    }
}

/// Keys by name.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(BTreeMap<KeyId, ContentKey>);

impl KeyRing {
    /// Takes a key in and returns its name.
    pub fn insert(&mut self, key: ContentKey) -> KeyId {
        let id = key.id();
        self.0.insert(id, key);
        id
    }

    /// Returns the key called `id`.
    pub fn get(&self, id: &KeyId) -> Option<&ContentKey> {
        self.0.get(id)
    }

    /// Returns whether the key called `id` is there.
    pub fn contains(&self, id: &KeyId) -> bool {
        self.0.contains_key(id)
    }

    /// Returns all keys, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&KeyId, &ContentKey)> {
        self.0.iter()
    }

    /// Returns how many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Longest sealed key, in bytes. Ours take 230 to 480: age adds a line of random length.
pub const MAX_SEALED: usize = 1024;

/// Seals `key` to the age recipient `recipient` (`age1…`), as a binary age file.
pub fn wrap(key: &ContentKey, recipient: &str) -> Result<Vec<u8>, KeyError> {
    let to = self::recipient(recipient).ok_or(KeyError::BadRecipient)?;
    age::encrypt(&to, &key.0).map_err(|err| KeyError::NotSealed(err.to_string()))
}

/// Reads an `age1…` recipient; none if it is not one, or one that would give away what is sealed to it.
pub(crate) fn recipient(text: &str) -> Option<age::x25519::Recipient> {
    let point = recipient_point(text)?;
    let gives_away = LOW_ORDER.iter().any(|low| same_point(&point, low));
    if gives_away { None } else { text.parse().ok() }
}

/// Seals `key` to the device of `card`.
pub fn wrap_for(key: &ContentKey, card: &DeviceCard) -> Result<Wrap, KeyError> {
    Ok(Wrap { device: card.device, sealed: wrap(key, &card.recipient)? })
}

/// Opens a key sealed to this device.
pub fn unwrap(sealed: &[u8], identity: &Identity) -> Result<ContentKey, KeyError> {
    if sealed.len() > MAX_SEALED {
        return Err(KeyError::Damaged);
    }
    let file = age::Decryptor::new_buffered(sealed).map_err(|err| refusal(&err))?;
    let identities = std::iter::once(identity.age() as &dyn age::Identity);
    let reader = file.decrypt(identities).map_err(|err| refusal(&err))?;

    let mut plain = Zeroizing::new(Vec::with_capacity(40));
    reader.take(33).read_to_end(&mut plain).map_err(|err| {
        tracing::debug!(%err, "a sealed key could not be read");
        KeyError::Damaged
    })?;
    let key = <[u8; 32]>::try_from(plain.as_slice());
    key.map(ContentKey).ok().ok_or(KeyError::Damaged)
}

fn refusal(err: &age::DecryptError) -> KeyError {
    tracing::debug!(%err, "a sealed key was refused");
    if matches!(err, age::DecryptError::NoMatchingKeys) {
        KeyError::NotForUs
    } else {
        KeyError::Damaged
    }
}

/// The points of small order on Curve25519 and its twist. Sealing to one of them would give the key to
/// everybody, and makes age panic. Source: <https://cr.yp.to/ecdh.html>.
const LOW_ORDER: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/// Reads the point in an `age1…` recipient, without the top bit, which X25519 ignores.
fn recipient_point(recipient: &str) -> Option<[u8; 32]> {
    if recipient.len() > 100 {
        return None;
    }
    let (_prefix, bytes) = bech32::decode(recipient).ok()?;
    let mut point = <[u8; 32]>::try_from(bytes).ok()?;
    if let Some(last) = point.last_mut() {
        *last &= 0x7f;
    }
    Some(point)
}

fn same_point(point: &[u8; 32], hex: &str) -> bool {
    data_encoding::HEXLOWER.encode(point) == hex
}

/// A key sealed under a newer one: who has the newer can read what was written before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The key that opens it.
    pub newer: KeyId,
    /// The key in it.
    pub older: KeyId,
    /// Nonce and sealed key.
    pub sealed: Vec<u8>,
}

impl Link {
    /// Seals `older` under `newer`; `None` if the cipher refuses, which it does not for 32 bytes.
    pub fn seal(older: &ContentKey, newer: &ContentKey, nonce: [u8; 24]) -> Option<Self> {
        let (older_id, newer_id) = (older.id(), newer.id());
        let mut buffer = older.0.to_vec();
        let aad = Self::context(newer_id, older_id);
        let done = newer.encrypt(&nonce, &aad, &mut buffer);
        let sealed = [nonce.as_slice(), &buffer].concat();
        done.then_some(Self { newer: newer_id, older: older_id, sealed })
    }

    /// Opens it with the newer key; `None` unless the key in it is the one it names.
    pub fn open(&self, newer: &ContentKey) -> Option<ContentKey> {
        let (nonce, sealed) = self.sealed.split_first_chunk::<24>()?;
        if newer.id() != self.newer || sealed.len() != 48 {
            return None;
        }
        let mut buffer = sealed.to_vec();
        let opened = newer.decrypt(nonce, &Self::context(self.newer, self.older), &mut buffer);
        let plain = Zeroizing::new(buffer);
        let key = ContentKey(plain.as_slice().try_into().ok()?);
        (opened && key.id() == self.older).then_some(key)
    }

    fn context(newer: KeyId, older: KeyId) -> Vec<u8> {
        [b"muster key link v1".as_slice(), newer.as_bytes(), older.as_bytes()].concat()
    }
}

/// What a [`Kind::Keys`](crate::envelope::Kind::Keys) envelope carries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysPayload {
    /// Keys, each sealed to one device.
    pub wraps: Vec<(KeyId, Wrap)>,
    /// Older keys, each sealed under a newer one.
    pub links: Vec<Link>,
}

impl KeysPayload {
    /// Version of the format without links.
    const WRAPS: u8 = 1;
    /// Version of the format with them.
    const LINKS: u8 = 2;

    /// Returns the bytes: a version byte, then postcard. Without links they are those of the first version.
    pub fn encode(&self) -> Result<Vec<u8>, KeyError> {
        let encoded = if self.links.is_empty() {
            postcard::to_extend(&self.wraps, vec![Self::WRAPS])
        } else {
            postcard::to_extend(self, vec![Self::LINKS])
        };
        encoded.map_err(|err| KeyError::NotSealed(err.to_string()))
    }

    /// Reads the bytes. Nothing may follow.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        match bytes.split_first() {
            Some((&Self::WRAPS, rest)) => match postcard::take_from_bytes(rest) {
                Ok((wraps, [])) => Ok(Self { wraps, links: Vec::new() }),
                Ok((_, [_, ..])) | Err(_) => Err(KeyError::Damaged),
            },
            Some((&Self::LINKS, rest)) => match postcard::take_from_bytes(rest) {
                Ok((payload, [])) => Ok(payload),
                Ok((_, [_, ..])) | Err(_) => Err(KeyError::Damaged),
            },
            Some((&found, _)) if found > Self::LINKS => Err(KeyError::Newer { found }),
            Some(_) | None => Err(KeyError::Damaged),
        }
    }
}

/// Derives 32 bytes for one purpose, with HKDF-SHA256.
#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8,160 bytes; 32 can't be too many")]
pub(crate) fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(purpose.as_bytes(), out.as_mut())
        .expect("32 bytes are within what HKDF gives");
    out
}

/// Returns the age identity whose secret is `secret`. The age crate takes secrets as text only.
#[expect(clippy::expect_used, reason = "32 bytes always have a bech32 text, and age reads it")]
pub(crate) fn age_identity(secret: &[u8; 32]) -> age::x25519::Identity {
    let prefix = bech32::Hrp::parse("age-secret-key-").expect("the prefix is printable ASCII");
    let text = bech32::encode_upper::<bech32::Bech32>(prefix, secret).map(Zeroizing::new);
    text.expect("32 bytes fit").parse().expect("age reads what it writes")
}

#[cfg(test)]
mod tests;

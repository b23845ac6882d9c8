//! Files that carry envelopes by hand: a *bundle* brings what the receiver lacks, a *need* says what is there already.
//!
//! A bundle is a short cover that anybody can read (which workspace, made when, how it is locked), then an age file
//! to the members' devices or under a passphrase, in which the records stand as they stand on disk and wire. What
//! comes out of it takes the same door as everything else, so a bundle can be carried by anyone.
//!
//! **Invariant:** nothing a file claims is believed: the cover is repeated inside the lock and compared, every
//! record is verified by the replica, and sizes are bounded before anything is held in memory.

mod need;

#[cfg(test)]
mod tests;

use std::{
    fmt,
    io::{self, Read as _, Write as _},
};

use age::secrecy::SecretString;
use muster_model::{ids::WorkspaceId, time::At};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use self::need::Need;
use crate::{envelope::Sealed, identity::Identity};

/// What a bundle begins with.
const MAGIC: &[u8; 12] = b"MUSTERBUNDLE";
/// Version of the format without files; a bundle that has none is written so, for those who know no other.
const VERSION: u8 = 1;
/// Version of the format with files after the records.
const WITH_FILES: u8 = 2;
/// Longest cover, in bytes.
const MAX_COVER: usize = 1024;
/// Largest content, in bytes: four thousand of the largest envelopes, or some millions of ordinary ones.
pub const MAX_CONTENT: u64 = 1 << 30;
/// Work a passphrase may ask of whoever opens the file: 2^20 rounds of scrypt, some seconds and 1 GiB.
const MAX_WORK: u8 = 20;
/// Work a passphrase costs whoever guesses: 2^17 rounds of scrypt, some tenths of a second and 128 MiB each.
const WORK: u8 = 17;

/// A file that is no bundle, or can't be opened here. Nothing was taken from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// It begins with something else.
    #[error("this is not a Muster bundle")]
    Foreign,
    /// Made by a newer version.
    #[error("the file was made by a newer version of Muster (format {found})")]
    Newer {
        /// Its format version.
        found: u8,
    },
    /// Cut off or altered.
    #[error("the file is damaged: {0}")]
    Damaged(&'static str),
    /// Its content is larger than any bundle may be.
    #[error("the file holds more than a bundle may")]
    TooLarge,
    /// It is for devices, and this one is not among them.
    #[error("the bundle was not made for this device")]
    NotForUs,
    /// It is under a passphrase, and none was given.
    #[error("the bundle is under a passphrase")]
    NeedsPassphrase,
    /// The passphrase is wrong.
    #[error("the passphrase does not open the bundle")]
    WrongPassphrase,
    /// The passphrase is easily guessed.
    #[error(
        "the passphrase is too short: a bundle under a passphrase can be tried by anybody who finds it"
    )]
    WeakPassphrase,
    /// It belongs to another workspace.
    #[error("the file belongs to another workspace")]
    OtherWorkspace,
    /// It could not be sealed.
    #[error("the bundle could not be sealed: {0}")]
    NotSealed(String),
}

/// How a bundle is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locked {
    /// To the devices that were members when it was made.
    Members,
    /// Under a passphrase.
    Passphrase,
}

/// What anybody can read of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The workspace it belongs to. The id tells nothing to whoever is not in it.
    pub workspace: WorkspaceId,
    /// When it was made, as claimed.
    pub made: At,
    /// How it is locked.
    pub locked: Locked,
}

/// A passphrase. It is never printed, and wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Fewest characters of a passphrase a bundle is made under.
    pub const SHORTEST: usize = 10;

    /// Takes the words as they were typed; line ends at the end don't count.
    pub fn of(words: &str) -> Self {
        Self(Zeroizing::new(words.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// For whom a bundle is locked.
#[derive(Debug)]
pub enum Lock<'a> {
    /// These devices, by their age recipients (`age1…`).
    Devices(Vec<&'a str>),
    /// Whoever has the words.
    Passphrase(&'a Passphrase),
}

/// What opens a bundle.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    /// This device.
    pub identity: &'a Identity,
    /// Words a person gave.
    pub passphrase: Option<&'a Passphrase>,
}

/// An opened bundle: records not yet verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What stands on it.
    pub cover: Cover,
    /// What it brings, in the order of packing.
    pub records: Vec<Vec<u8>>,
    /// Attached files, as a cabinet keeps them; not yet checked.
    pub files: Vec<Vec<u8>>,
}

/// What goes into a bundle.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Records of envelopes.
    pub records: &'a [Vec<u8>],
    /// Attached files, as a cabinet keeps them.
    pub files: &'a [Vec<u8>],
}

impl Cover {
    /// Reads the cover of a bundle, and returns the locked rest.
    pub fn read(bytes: &[u8]) -> Result<(Self, &[u8]), BundleError> {
        Self::read_version(bytes).map(|(_version, cover, rest)| (cover, rest))
    }

    fn read_version(bytes: &[u8]) -> Result<(u8, Self, &[u8]), BundleError> {
        let (magic, rest) = bytes.split_first_chunk::<12>().ok_or(BundleError::Foreign)?;
        if magic != MAGIC {
            return Err(BundleError::Foreign);
        }
        let cut = BundleError::Damaged("it ends within its cover");
        let (&version, rest) = rest.split_first().ok_or(cut.clone())?;
        if version > WITH_FILES {
            return Err(BundleError::Newer { found: version });
        }
        if version < VERSION {
            return Err(BundleError::Damaged("its cover makes no sense"));
        }
        let (len, rest) = rest.split_first_chunk::<2>().ok_or(cut.clone())?;
        let len = usize::from(u16::from_le_bytes(*len));
        let (cover, rest) = rest.split_at_checked(len).ok_or(cut)?;
        if len > MAX_COVER {
            return Err(BundleError::Damaged("its cover makes no sense"));
        }
        match postcard::take_from_bytes(cover) {
            Ok((cover, [])) => Ok((version, cover, rest)),
            Ok(_) | Err(_) => Err(BundleError::Damaged("its cover makes no sense")),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, BundleError> {
        postcard::to_allocvec(self).map_err(|err| BundleError::NotSealed(err.to_string()))
    }
}

/// Packs `records` of `workspace` for `lock`.
pub fn pack(
    workspace: WorkspaceId,
    made: At,
    lock: &Lock<'_>,
    records: &[Vec<u8>],
) -> Result<Vec<u8>, BundleError> {
    pack_with(workspace, made, lock, Content { records, files: &[] })
}

/// Packs records and files of `workspace` for `lock`.
pub fn pack_with(
    workspace: WorkspaceId,
    made: At,
    lock: &Lock<'_>,
    content: Content<'_>,
) -> Result<Vec<u8>, BundleError> {
    let locked = match lock {
        Lock::Devices(_) => Locked::Members,
        Lock::Passphrase(_) => Locked::Passphrase,
    };
    let cover = Cover { workspace, made, locked }.bytes()?;
    let len = u16::try_from(cover.len());
    let len = len.map_err(|err| BundleError::NotSealed(err.to_string()))?;
    let mut out = MAGIC.to_vec();
    out.push(if content.files.is_empty() { VERSION } else { WITH_FILES });
    out.extend_from_slice(&len.to_le_bytes());
    out.extend_from_slice(&cover);
    let wrong = |err: io::Error| BundleError::NotSealed(err.to_string());
    let mut within = encryptor(lock)?.wrap_output(&mut out).map_err(wrong)?;
    within.write_all(&cover).map_err(wrong)?;
    if !content.files.is_empty() {
        let all = content.records.iter().map(Vec::len).fold(0, usize::saturating_add);
        within.write_all(&length(all)).map_err(wrong)?;
    }
    for record in content.records {
        within.write_all(record).map_err(wrong)?;
    }
    for file in content.files {
        within.write_all(&length(file.len())).map_err(wrong)?;
        within.write_all(file).map_err(wrong)?;
    }
    within.finish().map_err(wrong)?;
    Ok(out)
}

fn encryptor(lock: &Lock<'_>) -> Result<age::Encryptor, BundleError> {
    let wrong = |err: age::EncryptError| BundleError::NotSealed(err.to_string());
    match lock {
        Lock::Devices(recipients) => {
            // A device whose recipient is no recipient gets nothing; the others must not suffer for it.
            let usable = recipients.iter().filter_map(|it| crate::keys::recipient(it));
            let usable: Vec<age::x25519::Recipient> = usable.collect();
            let all = usable.iter().map(|it| it as &dyn age::Recipient);
            age::Encryptor::with_recipients(all).map_err(wrong)
        }
        Lock::Passphrase(words) => {
            if words.0.chars().count() < Passphrase::SHORTEST {
                return Err(BundleError::WeakPassphrase);
            }
            let mut recipient = age::scrypt::Recipient::new(words.secret());
            recipient.set_work_factor(WORK);
            age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
                .map_err(wrong)
        }
    }
}

/// Opens a bundle of `workspace`. The records are split, not verified.
pub fn open(bytes: &[u8], workspace: WorkspaceId, keys: Keys<'_>) -> Result<Opened, BundleError> {
    let (version, cover, locked) = Cover::read_version(bytes)?;
    if cover.workspace != workspace {
        return Err(BundleError::OtherWorkspace);
    }
    let content = unlock(locked, cover.locked, keys)?;
    let expected = cover.bytes()?;
    let Some(rest) = content.strip_prefix(expected.as_slice()) else {
        return Err(BundleError::Damaged("its cover was exchanged"));
    };
    let cut = BundleError::Damaged("its content makes no sense");
    let (mut rest, mut after): (&[u8], &[u8]) = match version {
        WITH_FILES => split(rest).ok_or(cut.clone())?,
        _ => (rest, &[]),
    };
    let mut files = Vec::new();
    while !after.is_empty() {
        let (file, more) = split(after).ok_or(cut.clone())?;
        files.push(file.to_vec());
        after = more;
    }
    let mut records = Vec::new();
    while !rest.is_empty() {
        let (record, after) = Sealed::split(rest).map_err(|err| {
            tracing::debug!(%err, "a bundle was refused");
            BundleError::Damaged("it holds something that is no envelope")
        })?;
        records.push(record.to_vec());
        rest = after;
    }
    Ok(Opened { cover, records, files })
}

fn length(len: usize) -> [u8; 8] {
    u64::try_from(len).unwrap_or(u64::MAX).to_le_bytes()
}

/// Splits off what stands behind its length.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)
}

fn unlock(locked: &[u8], how: Locked, keys: Keys<'_>) -> Result<Vec<u8>, BundleError> {
    let damaged = |err: &dyn fmt::Display, what| {
        tracing::debug!(%err, "a bundle was refused");
        BundleError::Damaged(what)
    };
    let file = age::Decryptor::new_buffered(locked)
        .map_err(|err| damaged(&err, "its lock makes no sense"))?;
    let words;
    let identity: &dyn age::Identity = match how {
        Locked::Members => keys.identity.age(),
        Locked::Passphrase => {
            let given = keys.passphrase.ok_or(BundleError::NeedsPassphrase)?;
            let mut it = age::scrypt::Identity::new(given.secret());
            it.set_max_work_factor(MAX_WORK);
            words = it;
            &words
        }
    };
    let reader = file.decrypt(std::iter::once(identity)).map_err(|err| match (&err, how) {
        (age::DecryptError::NoMatchingKeys, Locked::Members) => BundleError::NotForUs,
        (
            age::DecryptError::NoMatchingKeys
            | age::DecryptError::DecryptionFailed
            | age::DecryptError::KeyDecryptionFailed,
            Locked::Passphrase,
        ) => BundleError::WrongPassphrase,
        _ => damaged(&err, "its lock makes no sense"),
    })?;
    let mut content = Vec::new();
    let read = reader.take(MAX_CONTENT.saturating_add(1)).read_to_end(&mut content);
    read.map_err(|err| damaged(&err, "it was cut off or altered"))?;
    let len = u64::try_from(content.len()).unwrap_or(u64::MAX);
    if len > MAX_CONTENT { Err(BundleError::TooLarge) } else { Ok(content) }
}

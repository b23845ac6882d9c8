//! The key file: a few lines of text, readable by its owner only.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Identity, IdentityError};

/// First line of a key file, before its version.
pub(super) const TITLE: &str = "muster device key ";
const VERSION: u32 = 1;
/// A key file under a passphrase.
pub(super) const LOCKED: u32 = 2;
/// Longest key file that is read.
const MAX: u64 = 4096;

impl Identity {
    /// Writes the key file, readable by its owner only, and makes its folder if need be. Durable on return.
    ///
    /// A file that holds the same keys stays; one that holds others is never overwritten.
    pub fn save(&self, path: &Path) -> Result<(), IdentityError> {
        if path.exists() {
            return self.check_same(path);
        }
        let folder = folder_of(path);
        crate::store::folder::make_private(&folder)?;
        let new = path.with_extension("new");
        match fs::remove_file(&new) {
            Ok(()) => {}
            Err(err) if err.kind() == io::ErrorKind::NotFound => {}
            Err(err) => return Err(err.into()),
        }
        let mut file = crate::store::folder::create_private(&new)?;
        file.write_all(self.text().as_bytes())?;
        file.sync_all()?;
        crate::store::folder::publish(&new, path).or_else(|err| {
            if err.kind() == io::ErrorKind::AlreadyExists {
                self.check_same(path)
            } else {
                Err(err.into())
            }
        })
    }

    /// Reads a key file. Permissions that let others read it are tightened.
    pub fn load(path: &Path) -> Result<Self, IdentityError> {
        Self::parse(&read(path)?)
    }

    fn check_same(&self, path: &Path) -> Result<(), IdentityError> {
        if Self::load(path)?.seed == self.seed { Ok(()) } else { Err(IdentityError::Taken) }
    }

    /// Returns the text of the key file.
    pub(super) fn text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(data_encoding::HEXLOWER.encode(&*self.seed));
        Zeroizing::new(format!(
            "{TITLE}{VERSION}\n\
             # Whoever has this file can sign and read as this device. Keep it to yourself.\n\
             seed {}\n\
             check {}\n",
            *seed,
            check(&self.seed),
        ))
    }

    /// Reads the text of a key file.
    pub(super) fn parse(text: &str) -> Result<Self, IdentityError> {
        let mut lines = text.lines().map(str::trim_end).filter(|it| !it.starts_with('#'));
        let version = lines.next().and_then(|it| it.strip_prefix(TITLE));
        match version.and_then(|it| it.parse::<u32>().ok()) {
            Some(VERSION) => {}
            Some(LOCKED) => {
                let sealed = super::lock::sealed(text).is_some();
                return Err(if sealed { IdentityError::Locked } else { IdentityError::Damaged });
            }
            Some(found) if found > LOCKED => return Err(IdentityError::Newer { found }),
            Some(_) | None => return Err(IdentityError::Damaged),
        }
        let seed = lines.next().and_then(|it| it.strip_prefix("seed ")).and_then(|it| {
            let bytes = Zeroizing::new(data_encoding::HEXLOWER.decode(it.as_bytes()).ok()?);
            <[u8; 32]>::try_from(bytes.as_slice()).ok()
        });
        let seed = seed.map(Zeroizing::new).ok_or(IdentityError::Damaged)?;
        let checked = lines.next().and_then(|it| it.strip_prefix("check "));
        if checked == Some(check(&seed).as_str()) && lines.next().is_none() {
            Ok(Self::from_seed(*seed))
        } else {
            Err(IdentityError::Damaged)
        }
    }
}

/// Reads the text of a key file. Permissions that let others read it are tightened.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, IdentityError> {
    let file = File::open(path).map_err(|err| {
        let missing = err.kind() == io::ErrorKind::NotFound;
        if missing { IdentityError::Missing } else { IdentityError::Io(err) }
    })?;
    if let Err(err) = crate::store::folder::tighten(path, &file) {
        tracing::warn!(path = %path.display(), %err, "others may read the key file");
    }
    let mut text = Zeroizing::new(String::new());
    file.take(MAX).read_to_string(&mut text).map_err(|err| {
        let no_text = err.kind() == io::ErrorKind::InvalidData;
        if no_text { IdentityError::Damaged } else { IdentityError::Io(err) }
    })?;
    Ok(text)
}

fn check(seed: &[u8; 32]) -> String {
    let check = blake3::derive_key("muster device key check v1", seed);
    data_encoding::HEXLOWER.encode(check.first_chunk::<4>().unwrap_or(&[0; 4]))
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

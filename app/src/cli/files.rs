//! Files the command line reads and writes, and where data lives.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use super::failure::Failure;

/// Returns the data directory: the one given, else the user's.
pub(super) fn data_dir(given: Option<&Path>) -> Result<PathBuf, Failure> {
    let own =
        || directories::ProjectDirs::from("", "", "muster").map(|it| it.data_dir().to_owned());
    given.map(Path::to_owned).or_else(own).ok_or_else(|| {
        Failure::failed(
            "Muster can't tell where your data belongs: there is no home directory",
            "Say where with --data-dir DIR or MUSTER_DATA_DIR",
        )
    })
}

/// Reads a file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let wrong = |err: io::Error| Failure::file("read", path, &err);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(wrong)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(wrong)?;
    within(bytes, limit, &path.display().to_string())
}

/// Reads standard input, at most `limit` bytes.
pub(super) fn read_stdin(limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let stdin = io::stdin().lock();
    let wrong = |err: io::Error| Failure::file("read", Path::new("Standard input"), &err);
    stdin.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(wrong)?;
    within(bytes, limit, "Standard input")
}

fn within(bytes: Vec<u8>, limit: u64, name: &str) -> Result<Vec<u8>, Failure> {
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if len <= limit {
        return Ok(bytes);
    }
    let headline = format!("{name} is larger than {} KiB", limit >> 10);
    Err(Failure::failed(headline, "Check that it is the right file"))
}

/// Reads files and, with everything below them, folders: paths as people would name them, and content.
///
/// Hidden files are left out, and links are not followed.
pub(super) fn read_all(
    paths: &[PathBuf],
    most: usize,
    limit: usize,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut found = Vec::new();
    let mut size = 0_usize;
    for root in paths {
        let base = if root.is_dir() { root.as_path() } else { root.parent().unwrap_or(root) };
        let mut open = vec![root.clone()];
        while let Some(path) = open.pop() {
            let wrong = |err: io::Error| Failure::file("read", &path, &err);
            let kind =
                if path == *root { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
            let kind = kind.map_err(wrong)?;
            if kind.is_dir() {
                let mut inside: Vec<PathBuf> = Vec::new();
                for entry in fs::read_dir(&path).map_err(wrong)? {
                    let entry = entry.map_err(wrong)?;
                    if !entry.file_name().to_string_lossy().starts_with('.') {
                        inside.push(entry.path());
                    }
                }
                inside.sort();
                open.extend(inside.into_iter().rev());
            } else if kind.is_file() {
                let left = u64::try_from(limit.saturating_sub(size)).unwrap_or(u64::MAX);
                let bytes = read(&path, left)?;
                size = size.saturating_add(bytes.len());
                let name = path.strip_prefix(base).unwrap_or(&path).display().to_string();
                found.push((name, bytes));
            }
            if found.len() > most {
                let headline = format!("{} holds more than {most} files", root.display());
                return Err(Failure::failed(headline, "Name the folder of one framework"));
            }
        }
    }
    Ok(found)
}

/// Whether a file may take the place of one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overwrite {
    /// It may not.
    Never,
    /// The person said so.
    Yes,
}

impl From<bool> for Overwrite {
    fn from(force: bool) -> Self {
        if force { Self::Yes } else { Self::Never }
    }
}

/// Says beforehand why a file could not be written, as far as that can be told.
pub(super) fn may_write(path: &Path, overwrite: Overwrite) -> Result<(), Failure> {
    if overwrite == Overwrite::Never && path.symlink_metadata().is_ok() {
        let headline = format!("{} is there already", path.display());
        return Err(Failure::failed(headline, "Choose another name, or say --force"));
    }
    let draft = tempfile::Builder::new().prefix(".muster-").tempfile_in(folder_of(path));
    draft.map(drop).map_err(|err| Failure::file("written", path, &err))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// Writes a file whole or not at all, readable by its owner only, and checks it by reading it again.
pub(super) fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), Failure> {
    let wrong = |err: io::Error| Failure::file("written", path, &err);
    if overwrite == Overwrite::Never && path.symlink_metadata().is_ok() {
        let headline = format!("{} is there already", path.display());
        return Err(Failure::failed(headline, "Choose another name, or say --force"));
    }
    let draft = tempfile::Builder::new().prefix(".muster-").tempfile_in(folder_of(path));
    let mut draft = draft.map_err(wrong)?;
    draft.write_all(bytes).map_err(wrong)?;
    draft.as_file().sync_all().map_err(wrong)?;
    draft.persist(path).map_err(|err| wrong(err.error))?;
    if fs::read(path).map_err(wrong)? == bytes {
        Ok(())
    } else {
        let headline = format!("{} does not hold what was written to it", path.display());
        Err(Failure::failed(headline, "Write it to another disk"))
    }
}

//! The folder of one's own look for reports, on this device: `template` in the data directory, or any other.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::report::template::{MAX_BYTES, MAX_FILES, SHIPPED, Template, TemplateError};

/// How deep folders in it may lie.
const MAX_DEPTH: usize = 4;

/// Why a folder is not used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It can't be read.
    #[error("{} can't be read: {why}", path.display())]
    Read {
        /// What.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: io::Error,
    },
    /// It holds no template.
    #[error("{} is no template: {why}", path.display())]
    Template {
        /// Which folder.
        path: PathBuf,
        /// Why.
        #[source]
        why: TemplateError,
    },
}

/// Returns the folder whose look every report of this device has, if it is there.
pub fn usual(data_dir: &Path) -> PathBuf {
    data_dir.join("template")
}

/// Reads the usual folder; `None` if there is none.
pub fn own(data_dir: &Path) -> Result<Option<Template>, FolderError> {
    let folder = usual(data_dir);
    if folder.is_dir() { read(&folder).map(Some) } else { Ok(None) }
}

/// Reads a folder. Links and hidden files in it are passed over.
pub fn read(folder: &Path) -> Result<Template, FolderError> {
    let mut files = BTreeMap::new();
    let mut room = MAX_BYTES;
    take(folder, "", MAX_DEPTH, &mut (&mut files, &mut room))?;
    Template::of(files).map_err(|why| FolderError::Template { path: folder.to_owned(), why })
}

fn take(
    folder: &Path,
    before: &str,
    depth: usize,
    into: &mut (&mut BTreeMap<String, Vec<u8>>, &mut usize),
) -> Result<(), FolderError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |why| FolderError::Read { path, why }
    };
    let too_much =
        || FolderError::Template { path: folder.to_owned(), why: TemplateError::TooMuch };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let kind = entry.file_type().map_err(failed(&entry.path()))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let whole = format!("{before}{name}");
        if kind.is_dir() && depth > 0 {
            take(&entry.path(), &format!("{whole}/"), depth.saturating_sub(1), into)?;
        } else if kind.is_file() {
            let len = entry.metadata().map_err(failed(&entry.path()))?.len();
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            *into.1 = into.1.checked_sub(len).ok_or_else(too_much)?;
            if into.0.len() >= MAX_FILES {
                return Err(too_much());
            }
            into.0.insert(whole, fs::read(entry.path()).map_err(failed(&entry.path()))?);
        }
    }
    Ok(())
}

/// Writes the look that ships into `folder`, to be changed there. Files that are there already are left alone; returns
/// those that were written.
pub fn write(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut written = Vec::new();
    for (name, text) in SHIPPED {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(&path, text)?;
            written.push(path);
        }
    }
    Ok(written)
}

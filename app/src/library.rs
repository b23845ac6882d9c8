//! Frameworks that somebody imported on this device: packs in a folder of the data directory.
//!
//! They are there to choose from when an assessment begins, and travel only then, inside the workspace.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use muster_model::framework::Framework;

/// Largest pack read, in bytes.
const MAX_PACK: u64 = 64 << 20;
/// Most packs read.
const MAX_PACKS: usize = 500;

/// What the folder holds.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Frameworks, in the order of their file names.
    pub frameworks: Vec<Arc<Framework>>,
    /// Files that could not be read, a sentence each.
    pub problems: Vec<String>,
}

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("frameworks")
}

/// Reads the folder in `data_dir`. What is wrong with one pack does not hide the others.
pub fn read(data_dir: &Path) -> Library {
    read_those(data_dir, |_name| true)
}

/// Reads only those that were kept under this id, or under a hash that begins like this.
pub fn read_named(data_dir: &Path, wanted: &str) -> Library {
    let begins = format!("{}-", plain(wanted));
    let short: String = wanted.chars().take(8).collect();
    let ends = format!("-{short}.json");
    read_those(data_dir, |name| {
        name.starts_with(&begins) || (wanted.len() >= 8 && name.ends_with(&ends))
    })
}

fn read_those(data_dir: &Path, is_meant: impl Fn(&str) -> bool) -> Library {
    let mut library = Library::default();
    let Ok(entries) = fs::read_dir(folder(data_dir)) else { return library };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .filter(|it| it.file_name().is_some_and(|it| is_meant(&it.to_string_lossy())))
        .collect();
    paths.sort();
    for path in paths.into_iter().take(MAX_PACKS) {
        match read_pack(&path) {
            Ok(framework) => library.frameworks.push(Arc::new(framework)),
            Err(why) => library.problems.push(format!("{}: {why}", path.display())),
        }
    }
    library
}

fn read_pack(path: &Path) -> Result<Framework, String> {
    let size = fs::metadata(path).map_err(|err| err.to_string())?.len();
    if size > MAX_PACK {
        return Err("it is larger than any pack may be".to_owned());
    }
    let bytes = fs::read(path).map_err(|err| err.to_string())?;
    let name = path.display().to_string();
    Framework::parse(&bytes, &name).map_err(|problems| {
        problems.first().map_or_else(|| "it is no sound pack".to_owned(), ToString::to_string)
    })
}

/// Keeps `framework` in `data_dir`, and returns its file. One that is there already stays as it is.
pub fn keep(data_dir: &Path, framework: &Framework) -> io::Result<PathBuf> {
    let folder = folder(data_dir);
    fs::create_dir_all(&folder)?;
    let id = plain(framework.pack().id.as_str());
    let path = folder.join(format!("{id}-{}.json", framework.hash().short()));
    if path.exists() {
        return Ok(path);
    }
    let mut draft = tempfile::Builder::new().prefix(".muster-").tempfile_in(&folder)?;
    draft.write_all(&framework.canonical())?;
    draft.as_file().sync_all()?;
    draft.persist(&path).map_err(|err| err.error)?;
    Ok(path)
}

/// Spells an id so that it can begin the name of a file anywhere.
fn plain(id: &str) -> String {
    let letter = |it: char| if it.is_ascii_alphanumeric() || it == '.' { it } else { '-' };
    id.chars().map(letter).take(80).collect()
}

#[cfg(test)]
mod tests {
    use muster_model::framework::shipped_as;

    use super::*;

    #[test]
    fn what_was_kept_is_there_again_and_one_bad_file_hides_no_other() {
        let place = tempfile::tempdir().unwrap();
        assert!(read(place.path()).frameworks.is_empty());
        let framework = shipped_as("five-dimensions").unwrap();
        let path = keep(place.path(), &framework).unwrap();
        assert_eq!(keep(place.path(), &framework).unwrap(), path, "a second time changes nothing");
        fs::write(place.path().join("frameworks/bad.json"), "{").unwrap();
        let short = framework.hash().short();
        for wanted in ["five-dimensions", short.as_str()] {
            let found = read_named(place.path(), wanted);
            assert_eq!(found.frameworks, [Arc::clone(&framework)], "{wanted}");
            assert!(found.problems.is_empty(), "no other file is read");
        }
        assert!(read_named(place.path(), "other").frameworks.is_empty());
        let library = read(place.path());
        assert_eq!(library.frameworks, [framework]);
        assert_eq!(library.problems.len(), 1);
        assert!(library.problems[0].contains("bad.json"), "{:?}", library.problems);
    }
}

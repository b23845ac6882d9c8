//! Reading a framework that somebody brings along: files from the disk, then what they are. Never in a frame.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use muster_model::{
    framework::Framework,
    import::{
        self, File, Format, Groups, Imported, OntoError, Options, Preview, Role, Trouble, Worded,
        Wrong,
    },
};

use crate::{advice::sentence, say::say, screens::files};

/// Files of one framework: paths as people name them, and content.
pub type Source = Arc<Vec<(String, Vec<u8>)>>;

/// How somebody wants it read.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What the columns of a list are for; guessed if left out.
    pub roles: Option<Vec<Role>>,
    /// How the groups of a library add up.
    pub groups: Groups,
    /// The framework that the words are put beside.
    pub onto: Option<Arc<Framework>>,
}

/// What came of reading.
#[derive(Debug)]
pub struct Reading {
    /// What was opened, without its folder.
    pub name: String,
    /// The files, to be read again with other roles.
    pub source: Source,
    /// How a list would be read; `None` for anything else.
    pub preview: Option<Preview>,
    /// What was found, or everything that is in the way.
    pub found: Result<Box<Imported>, Vec<Trouble>>,
    /// The words beside another framework, where that is wished; or why they don't fit.
    pub worded: Option<Result<Box<Worded>, String>>,
    /// How it was read.
    pub wish: Wish,
}

impl Reading {
    /// Returns the framework to be kept, if there is one.
    pub fn framework(&self) -> Option<&Framework> {
        match (&self.worded, &self.found) {
            (Some(worded), _) => worded.as_ref().ok().map(|it| &it.framework),
            (None, found) => found.as_ref().ok().map(|it| &it.framework),
        }
    }
}

/// Reads the file or folder at `path`.
pub fn read(path: &Path) -> Result<Reading, String> {
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let source = Arc::new(gather(path)?);
    Ok(understand(name, source, Wish::default()))
}

/// Finds out what `source` is, read as wished.
pub fn understand(name: String, source: Source, wish: Wish) -> Reading {
    let files: Vec<File<'_>> = source.iter().map(|(path, bytes)| File { path, bytes }).collect();
    let roles = wish.roles.clone();
    let options = Options { roles: roles.clone(), groups: wish.groups };
    let found = import::framework(&files, &options);
    let is_list = match &found {
        Ok(it) => it.format == Format::List,
        // A list whose columns are misunderstood may be mended by saying what they are.
        Err(err) => err.trouble().path.rsplit('.').next().is_some_and(is_table),
    };
    let preview = match files.as_slice() {
        [one] if is_list => import::preview(one).ok(),
        _ => None,
    };
    let preview = preview.map(|it| match roles {
        Some(roles) if roles.len() == it.roles.len() => Preview { roles, ..it },
        Some(_) | None => it,
    });
    let found = found.map(Box::new).map_err(|err| problems(&files, err.trouble()));
    let worded = wish.onto.as_ref().zip(found.as_ref().ok()).map(|(framework, found)| {
        let worded = import::onto(framework, found);
        let why = |err: OntoError| match err {
            OntoError::Strangers(n) => say!("frameworks-onto-strangers", n = n),
            OntoError::Unsound(it) => say!("frameworks-onto-unsound", why = it.to_string()),
        };
        worded.map(Box::new).map_err(why)
    });
    Reading { name, source, preview, found, worded, wish }
}

fn is_table(ending: &str) -> bool {
    // Same everywhere: endings of files.
    ["csv", "tsv", "xlsx"].iter().any(|it| ending.eq_ignore_ascii_case(it))
}

/// Of a pack of our own everything that is wrong is told, not only the first thing.
fn problems(files: &[File<'_>], first: &Trouble) -> Vec<Trouble> {
    // Same everywhere: how packs begin.
    if let [one] = files
        && one.bytes.windows(11).any(|it| it == b"muster_pack")
        && let Err(all) = Framework::parse(one.bytes, one.path)
        && all.len() > 1
    {
        let of = |it: &muster_model::framework::Problem| Trouble {
            path: one.path.to_owned(),
            line: it.line,
            what: if it.place.is_empty() {
                sentence(&it.what).into()
            } else {
                format!("{}: {}", it.place, it.what).into()
            },
            hint: it.hint.as_str().into(),
        };
        return all.iter().map(of).collect();
    }
    let what = if let Wrong::Words(words) = &first.what {
        sentence(words).into()
    } else {
        first.what.clone()
    };
    vec![Trouble { what, ..first.clone() }]
}

/// Reads a file, or a folder with everything below it: hidden files are left out, links are not followed.
fn gather(root: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let base = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
    let named = |path: &Path| path.strip_prefix(base).unwrap_or(path).display().to_string();
    let wrong = |path: &Path, err: &std::io::Error| {
        say!("frameworks-not-read", name = named(path), why = crate::advice::plain(err))
    };
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    let mut left = u64::try_from(import::MAX_BYTES).unwrap_or(u64::MAX);
    let mut open = vec![root.to_owned()];
    while let Some(path) = open.pop() {
        let kind = if path == *root { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
        let kind = kind.map_err(|err| wrong(&path, &err))?;
        if kind.is_dir() {
            let mut inside: Vec<PathBuf> = Vec::new();
            for entry in fs::read_dir(&path).map_err(|err| wrong(&path, &err))? {
                let entry = entry.map_err(|err| wrong(&path, &err))?;
                if !entry.file_name().to_string_lossy().starts_with('.') {
                    inside.push(entry.path());
                }
            }
            inside.sort();
            open.extend(inside.into_iter().rev());
        } else if kind.is_file() {
            if kind.len() > left {
                let most = import::MAX_BYTES >> 20;
                return Err(say!("frameworks-too-large", name = named(root), most = most));
            }
            let read = files::read_within(&path, left)?;
            left = left.saturating_sub(kind.len());
            found.push((named(&path), read.bytes));
        }
        if found.len().saturating_add(open.len()) > import::MAX_FILES.saturating_mul(4)
            || found.len() > import::MAX_FILES
        {
            return Err(say!("frameworks-too-many", n = import::MAX_FILES));
        }
    }
    if found.is_empty() {
        return Err(say!("frameworks-no-file").to_owned());
    }
    Ok(found)
}

//! Where sealed files are kept: whole, or in part while they come. On disk they stand beside the log, one each.
//!
//! They are not in the log's database: 25 MiB in a row would be written twice (write-ahead log, then page by page),
//! would stop every other writer meanwhile, and would make each backup of the log a copy of all files; and a file that
//! is damaged or lost can be fetched again, which must never touch the log.
//!
//! On disk: `MUSTERFILE | ver:1 | len:u64 | value:32 per piece, none for a single one | ciphertext`.
//!
//! **Invariant:** under its own name stands only what is complete and was synced before; every piece is checked
//! against the outline whenever it is read.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use muster_model::ids::FileId;

use super::{FileError, Outline, PIECE};
use crate::store::folder;

/// What a kept file begins with.
const MAGIC: &[u8; 10] = b"MUSTERFILE";
const VERSION: u8 = 1;
/// Bytes before the values of the pieces.
const HEAD: usize = MAGIC.len() + 1 + 8;

/// Keeps sealed files.
pub trait Cabinet: Send {
    /// Returns the files that are whole here, as far as their names tell, and how much room each takes.
    fn held(&mut self) -> Result<BTreeMap<FileId, u64>, FileError>;

    /// Returns the outline of a file that is whole here.
    fn outline(&mut self, id: FileId) -> Result<Option<Outline>, FileError>;

    /// Returns a piece of a file that is whole here, checked.
    fn piece(&mut self, id: FileId, outline: &Outline, n: u32) -> Result<Vec<u8>, FileError>;

    /// Keeps a whole file, in the place of one that is there. Durable on return.
    fn put(&mut self, id: FileId, outline: &Outline, sealed: &[u8]) -> Result<(), FileError>;

    /// Begins a file, or goes on with one, and returns how many pieces of it are there and fit.
    fn begin(&mut self, id: FileId, outline: &Outline) -> Result<u32, FileError>;

    /// Appends the next piece, which was checked.
    fn append(&mut self, id: FileId, bytes: &[u8]) -> Result<(), FileError>;

    /// Makes a file of which every piece is there a whole one. Durable on return.
    fn finish(&mut self, id: FileId) -> Result<(), FileError>;

    /// Forgets a file, whole or in part.
    fn forget(&mut self, id: FileId) -> Result<(), FileError>;
}

/// Returns the bytes of a kept file: what stands on disk and in bundles.
pub fn contained(outline: &Outline, sealed: &[u8]) -> Vec<u8> {
    let mut out = head(outline);
    out.extend_from_slice(sealed);
    out
}

/// Reads the bytes of a kept file and checks all of it.
pub fn read_contained(bytes: &[u8]) -> Result<(FileId, Outline, &[u8]), FileError> {
    let (head, rest) = bytes.split_at_checked(HEAD).ok_or(FileError::Damaged)?;
    let len = read_head(head)?;
    let known = values_length(len).ok_or(FileError::Damaged)?;
    let (_values, sealed) = rest.split_at_checked(known).ok_or(FileError::Damaged)?;
    let (id, outline) = Outline::of(sealed).ok_or(FileError::Damaged)?;
    if contained(&outline, &[]) == bytes.get(..HEAD.saturating_add(known)).unwrap_or_default() {
        Ok((id, outline, sealed))
    } else {
        Err(FileError::Damaged)
    }
}

fn head(outline: &Outline) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    out.extend_from_slice(&outline.len().to_le_bytes());
    outline.pieces().iter().for_each(|it| out.extend_from_slice(it));
    out
}

/// Reads the bytes before the values and returns the length they tell.
fn read_head(bytes: &[u8]) -> Result<u64, FileError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(FileError::Damaged)?;
    match rest.split_first() {
        Some((&VERSION, len)) => {
            let len = <[u8; 8]>::try_from(len).ok().ok_or(FileError::Damaged)?;
            Ok(u64::from_le_bytes(len))
        }
        Some((&found, _)) if found > VERSION => Err(FileError::Newer { found }),
        Some(_) | None => Err(FileError::Damaged),
    }
}

/// Returns how many bytes the values of a file of `len` bytes take.
fn values_length(len: u64) -> Option<usize> {
    let count = usize::try_from(len).ok()?.div_ceil(PIECE);
    match count {
        1 => Some(0),
        2..=super::MAX_PIECES => count.checked_mul(32),
        _ => None,
    }
}

/// Keeps files in a folder that only their owner can read.
#[derive(Debug)]
pub struct FolderCabinet {
    folder: PathBuf,
}

impl FolderCabinet {
    /// Keeps files in `folder`, which is made when the first comes.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, id: FileId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    fn part(&self, id: FileId) -> PathBuf {
        self.folder.join(format!("{id}.part"))
    }

    /// Opens a file and reads its outline.
    fn open(path: &Path, id: FileId) -> Result<Option<(File, Outline)>, FileError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(err) => return Err(err.into()),
        };
        let mut first = [0; HEAD];
        file.read_exact(&mut first).map_err(cut)?;
        let len = read_head(&first)?;
        let mut values = vec![0; values_length(len).ok_or(FileError::Damaged)?];
        file.read_exact(&mut values).map_err(cut)?;
        let values = values.as_chunks::<32>().0.to_vec();
        let outline = Outline::checked(id, len, values).ok_or(FileError::Damaged)?;
        Ok(Some((file, outline)))
    }
}

/// Where piece `n` begins.
fn place(outline: &Outline, n: u32) -> u64 {
    let values = outline.pieces().len().saturating_mul(32).saturating_add(HEAD);
    let before = u64::from(n).saturating_mul(u64::try_from(PIECE).unwrap_or(u64::MAX));
    before.saturating_add(u64::try_from(values).unwrap_or(u64::MAX))
}

/// A file that ends too early is damaged; other trouble is the disk's.
fn cut(err: io::Error) -> FileError {
    if err.kind() == io::ErrorKind::UnexpectedEof { FileError::Damaged } else { err.into() }
}

fn unless_missing(err: io::Error) -> io::Result<()> {
    if err.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(err) }
}

impl Cabinet for FolderCabinet {
    fn held(&mut self) -> Result<BTreeMap<FileId, u64>, FileError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(err) => return Err(err.into()),
        };
        let mut out = BTreeMap::new();
        for entry in entries {
            let entry = entry?;
            if let Some(id) = entry.file_name().to_str().and_then(|it| it.parse::<FileId>().ok()) {
                out.insert(id, entry.metadata()?.len());
            }
        }
        Ok(out)
    }

    fn outline(&mut self, id: FileId) -> Result<Option<Outline>, FileError> {
        Ok(Self::open(&self.path(id), id)?.map(|(_, outline)| outline))
    }

    fn piece(&mut self, id: FileId, outline: &Outline, n: u32) -> Result<Vec<u8>, FileError> {
        let mut file = File::open(self.path(id))?;
        file.seek(SeekFrom::Start(place(outline, n)))?;
        let mut bytes = vec![0; outline.length_of(n)];
        file.read_exact(&mut bytes).map_err(cut)?;
        if outline.fits(id, n, &bytes) { Ok(bytes) } else { Err(FileError::Damaged) }
    }

    fn put(&mut self, id: FileId, outline: &Outline, sealed: &[u8]) -> Result<(), FileError> {
        folder::make_private(&self.folder)?;
        let new = self.folder.join(format!("{id}.new-{}", std::process::id()));
        fs::remove_file(&new).or_else(unless_missing)?;
        let written = (|| {
            let mut file = folder::create_private(&new)?;
            file.write_all(&head(outline))?;
            file.write_all(sealed)?;
            file.sync_all()?;
            fs::rename(&new, self.path(id))?;
            folder::sync_folder(&self.path(id))?;
            // The folder itself may be new.
            folder::sync_folder(&self.folder)
        })();
        if written.is_err() {
            fs::remove_file(&new).or_else(unless_missing)?;
        }
        Ok(written?)
    }

    fn begin(&mut self, id: FileId, outline: &Outline) -> Result<u32, FileError> {
        folder::make_private(&self.folder)?;
        let part = self.part(id);
        let begun = match Self::open(&part, id) {
            Ok(Some((_, told))) if told == *outline => true,
            Ok(_) | Err(FileError::Damaged | FileError::Newer { .. }) => false,
            Err(err) => return Err(err),
        };
        if !begun {
            fs::remove_file(&part).or_else(unless_missing)?;
            folder::create_private(&part)?.write_all(&head(outline))?;
            return Ok(0);
        }
        // What a crash left is looked through again.
        let mut file = OpenOptions::new().read(true).write(true).open(&part)?;
        file.seek(SeekFrom::Start(place(outline, 0)))?;
        let mut there = 0;
        while there < outline.count() {
            let mut bytes = vec![0; outline.length_of(there)];
            match file.read_exact(&mut bytes) {
                Ok(()) if outline.fits(id, there, &bytes) => there = there.saturating_add(1),
                Ok(()) => break,
                Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(err) => return Err(err.into()),
            }
        }
        file.set_len(place(outline, there))?;
        Ok(there)
    }

    fn append(&mut self, id: FileId, bytes: &[u8]) -> Result<(), FileError> {
        let mut file = OpenOptions::new().append(true).open(self.part(id))?;
        Ok(file.write_all(bytes)?)
    }

    fn finish(&mut self, id: FileId) -> Result<(), FileError> {
        let part = self.part(id);
        OpenOptions::new().write(true).open(&part)?.sync_all()?;
        fs::rename(&part, self.path(id))?;
        Ok(folder::sync_folder(&part)?)
    }

    fn forget(&mut self, id: FileId) -> Result<(), FileError> {
        fs::remove_file(self.path(id)).or_else(unless_missing)?;
        Ok(fs::remove_file(self.part(id)).or_else(unless_missing)?)
    }
}

/// Keeps files in memory: for tests.
#[derive(Debug, Clone, Default)]
pub struct MemoryCabinet {
    whole: BTreeMap<FileId, (Outline, Vec<u8>)>,
    parts: BTreeMap<FileId, (Outline, Vec<u8>)>,
}

impl Cabinet for MemoryCabinet {
    fn held(&mut self) -> Result<BTreeMap<FileId, u64>, FileError> {
        Ok(self.whole.iter().map(|(id, (outline, _))| (*id, outline.len())).collect())
    }

    fn outline(&mut self, id: FileId) -> Result<Option<Outline>, FileError> {
        Ok(self.whole.get(&id).map(|(outline, _)| outline.clone()))
    }

    fn piece(&mut self, id: FileId, outline: &Outline, n: u32) -> Result<Vec<u8>, FileError> {
        let held = self.whole.get(&id).and_then(|(_, sealed)| {
            sealed.chunks(PIECE).nth(usize::try_from(n).unwrap_or(usize::MAX))
        });
        let bytes = held.ok_or(FileError::NotHere)?;
        if outline.fits(id, n, bytes) { Ok(bytes.to_vec()) } else { Err(FileError::Damaged) }
    }

    fn put(&mut self, id: FileId, outline: &Outline, sealed: &[u8]) -> Result<(), FileError> {
        self.whole.insert(id, (outline.clone(), sealed.to_vec()));
        Ok(())
    }

    fn begin(&mut self, id: FileId, outline: &Outline) -> Result<u32, FileError> {
        let new = || (outline.clone(), Vec::new());
        let part = self.parts.entry(id).or_insert_with(new);
        if part.0 != *outline {
            *part = new();
        }
        Ok(u32::try_from(part.1.len().div_ceil(PIECE)).unwrap_or(u32::MAX))
    }

    fn append(&mut self, id: FileId, bytes: &[u8]) -> Result<(), FileError> {
        let part = self.parts.get_mut(&id).ok_or(FileError::NotHere)?;
        part.1.extend_from_slice(bytes);
        Ok(())
    }

    fn finish(&mut self, id: FileId) -> Result<(), FileError> {
        let part = self.parts.remove(&id).ok_or(FileError::NotHere)?;
        self.whole.insert(id, part);
        Ok(())
    }

    fn forget(&mut self, id: FileId) -> Result<(), FileError> {
        self.whole.remove(&id);
        self.parts.remove(&id);
        Ok(())
    }
}

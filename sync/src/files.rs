//! Files attached to answers: sealed, named by the BLAKE3 of their ciphertext, kept beside the log, and fetched piece
//! by piece from whoever has them.
//!
//! The key of a file stands in the answer that names it, so that exactly those can open it who can read the answer: a
//! blind round stays blind. Which files belong here is not replicated by itself: it follows from the answers that can
//! be read here.
//!
//! **Invariant:** no byte of a file is believed that does not fit its outline, and no outline that does not come to
//! its id; what is missing or damaged is said so and can be fetched again.

mod cabinet;
mod carry;
mod named;
mod outline;
mod seal;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    time::Duration,
};

use muster_model::{
    ids::{FileId, MemberId},
    workspace::Workspace,
};

pub use self::{
    cabinet::{Cabinet, FolderCabinet, MemoryCabinet, contained, read_contained},
    carry::Packed,
    named::{Named, Names},
    outline::{MAX_PIECES, Outline, PIECE},
    seal::{open, seal},
};
use crate::{
    engine::{
        files::{Action, Ask, Fetch, Input, LinkId},
        session::Reason,
    },
    keys::ContentKey,
    wire::FileMessage,
};

/// Room that the files of one member may take on this device.
pub const QUOTA: u64 = 512 << 20;
/// Room for files that no answer names which can be read here: those that a bundle brought.
pub const QUOTA_UNNAMED: u64 = 256 << 20;

/// A file could not be kept, found or opened.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not on this device.
    #[error("the file is not on this device yet")]
    NotHere,
    /// It is longer than a file may be.
    #[error("the file is larger than 25 MiB")]
    TooLarge,
    /// The files of one person take no more room.
    #[error("the files of one person may take 512 MiB on a device, and would take more")]
    OverQuota,
    /// What is on the disk is not what was written.
    #[error("the file is damaged on this device")]
    Damaged,
    /// It does not open with the key in the answer.
    #[error("the file is not what the answer says: it does not open")]
    WrongKey,
    /// Kept by a newer version.
    #[error("the file was kept by a newer version of Muster (format {found})")]
    Newer {
        /// Its format version.
        found: u8,
    },
    /// The disk has no room.
    #[error("the disk is full")]
    Full,
    /// The disk failed in some other way.
    #[error("the file can't be used: {0}")]
    Io(#[source] io::Error),
}

impl From<io::Error> for FileError {
    fn from(err: io::Error) -> Self {
        let kind = err.kind();
        if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::Full
        } else if kind == io::ErrorKind::NotFound {
            Self::NotHere
        } else {
            Self::Io(err)
        }
    }
}

/// How a file stands on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Standing {
    /// It is here.
    Here,
    /// It is coming: pieces that are here, and how many there are.
    Coming(u32, u32),
    /// It is not here yet.
    Missing,
    /// It was here and is damaged; it is fetched again.
    Damaged,
    /// Its author's files take too much room here.
    OverQuota,
}

/// What has to be done for files.
#[derive(Debug)]
pub enum Todo {
    /// Say this over that connection.
    Send(LinkId, FileMessage),
    /// Cut that connection.
    Cut(LinkId, Reason),
    /// A file is whole here now.
    Arrived(FileId),
    /// The disk failed.
    Trouble(FileError),
}

/// The files of one workspace on this device.
pub struct Files {
    cabinet: Box<dyn Cabinet>,
    held: BTreeMap<FileId, u64>,
    damaged: BTreeSet<FileId>,
    over: BTreeSet<FileId>,
    names: Names,
    fetch: Fetch,
    /// Set once the disk failed: nothing is fetched until the next start.
    stuck: bool,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("held", &self.held.len()).finish_non_exhaustive()
    }
}

impl Files {
    /// Looks at what `cabinet` keeps.
    pub fn open(mut cabinet: Box<dyn Cabinet>) -> Result<Self, FileError> {
        let held = cabinet.held()?;
        let mut damaged = cabinet.aside()?;
        damaged.retain(|id| !held.contains_key(id));
        Ok(Self {
            held,
            cabinet,
            damaged,
            over: BTreeSet::new(),
            names: Names::default(),
            fetch: Fetch::default(),
            stuck: false,
        })
    }

    /// Learns which files the answers name, and wants those that are not here.
    pub fn look(&mut self, workspace: &Workspace, now: Duration) -> Vec<Todo> {
        if self.names.look(workspace) { self.want(now) } else { Vec::new() }
    }

    /// Takes in what another process put into the cabinet.
    pub fn refresh(&mut self, now: Duration) -> Vec<Todo> {
        let Ok(held) = self.cabinet.held() else { return Vec::new() };
        let new: Vec<FileId> =
            held.keys().filter(|it| !self.held.contains_key(it)).copied().collect();
        self.held = held;
        self.held.retain(|it, _| !self.damaged.contains(it));
        let mut out = Vec::new();
        for id in new {
            self.damaged.remove(&id);
            out.extend(self.input(now, Input::Arrived(id)));
        }
        out
    }

    /// Returns what answers name, by file.
    pub fn named(&self) -> &BTreeMap<FileId, Named> {
        self.names.all()
    }

    /// Returns the files that are here, and how much room each takes.
    pub fn held(&self) -> &BTreeMap<FileId, u64> {
        &self.held
    }

    /// Returns how a file stands.
    pub fn standing(&self, id: FileId) -> Standing {
        if self.held.contains_key(&id) {
            return Standing::Here;
        }
        let coming = self.fetch.coming().find(|(it, ..)| *it == id);
        match coming {
            Some((_, there, of)) => Standing::Coming(there, of),
            None if self.over.contains(&id) => Standing::OverQuota,
            None if self.damaged.contains(&id) => Standing::Damaged,
            None => Standing::Missing,
        }
    }

    /// Returns the connections over which a file can be had.
    pub fn holders(&self, id: FileId) -> impl Iterator<Item = LinkId> {
        self.fetch.holders(id)
    }

    /// Says whether nothing comes or goes.
    pub fn is_idle(&self) -> bool {
        self.stuck || self.fetch.is_idle()
    }

    /// Seals and keeps a file of `member`. Durable on return.
    pub fn attach(
        &mut self,
        member: MemberId,
        plain: &[u8],
        key: &ContentKey,
        now: Duration,
    ) -> Result<(FileId, Vec<Todo>), FileError> {
        let sealed = seal(plain, key)?;
        let (id, outline) = Outline::of(&sealed).ok_or(FileError::TooLarge)?;
        if self.room_of(member).saturating_add(outline.len()) > QUOTA {
            return Err(FileError::OverQuota);
        }
        self.cabinet.put(id, &outline, &sealed)?;
        Ok((id, self.arrived(id, outline.len(), now)))
    }

    /// Takes back a file that came to nothing: no answer names it.
    pub fn withdraw(&mut self, id: FileId) -> Result<(), FileError> {
        if self.names.all().contains_key(&id) {
            return Ok(());
        }
        self.held.remove(&id);
        self.cabinet.forget(id)
    }

    /// Forgets every file that no answer names.
    pub fn forget_unnamed(&mut self) -> Result<(), FileError> {
        let known = self.held.keys().chain(&self.damaged);
        let unnamed = known.filter(|it| !self.names.all().contains_key(it));
        for id in unnamed.copied().collect::<Vec<_>>() {
            self.cabinet.forget(id)?;
            self.held.remove(&id);
            self.damaged.remove(&id);
        }
        Ok(())
    }

    /// Opens a file that is here; one that is damaged is fetched again.
    pub fn read(
        &mut self,
        id: FileId,
        key: &ContentKey,
        now: Duration,
    ) -> (Result<Vec<u8>, FileError>, Vec<Todo>) {
        let opened = self.read_kept(id, key);
        let known = self.held.contains_key(&id);
        let lost = known && matches!(opened, Err(FileError::Damaged | FileError::NotHere));
        let todo = if lost { self.is_damaged(id, now) } else { Vec::new() };
        (opened, todo)
    }

    fn read_kept(&mut self, id: FileId, key: &ContentKey) -> Result<Vec<u8>, FileError> {
        let outline = self.cabinet.outline(id)?.ok_or(FileError::NotHere)?;
        open(&outline, key, |n| self.cabinet.piece(id, &outline, n))
    }

    /// Returns a file as it is carried in a bundle.
    pub fn carry(&mut self, id: FileId) -> Result<Vec<u8>, FileError> {
        let outline = self.cabinet.outline(id)?.ok_or(FileError::NotHere)?;
        let mut sealed = Vec::new();
        for n in 0..outline.count() {
            sealed.extend(self.cabinet.piece(id, &outline, n)?);
        }
        Ok(contained(&outline, &sealed))
    }

    /// Takes a file that was carried here; returns which, and whether it was new.
    pub fn take(
        &mut self,
        bytes: &[u8],
        now: Duration,
    ) -> Result<(FileId, bool, Vec<Todo>), FileError> {
        let (id, outline, sealed) = read_contained(bytes)?;
        if self.held.contains_key(&id) {
            return Ok((id, false, Vec::new()));
        }
        if !self.has_room(id, outline.len()) {
            return Err(FileError::OverQuota);
        }
        self.cabinet.put(id, &outline, sealed)?;
        Ok((id, true, self.arrived(id, outline.len(), now)))
    }

    /// Reads every file that is here and returns those that are not as they were written; they are fetched again.
    pub fn verify(&mut self, now: Duration) -> Result<(Vec<FileId>, Vec<Todo>), FileError> {
        self.held = self.cabinet.held()?;
        let mut bad = Vec::new();
        for id in self.held.keys().copied().collect::<Vec<_>>() {
            match self.check(id) {
                Ok(()) => drop(self.damaged.remove(&id)),
                Err(FileError::Damaged | FileError::NotHere | FileError::Newer { .. }) => {
                    bad.push(id);
                }
                Err(err) => return Err(err),
            }
        }
        let named = self.names.all();
        let known: Vec<FileId> = self
            .damaged
            .iter()
            .filter(|it| named.contains_key(it) && !bad.contains(it))
            .copied()
            .collect();
        bad.extend(known);
        let mut todo = Vec::new();
        for id in &bad {
            todo.extend(self.is_damaged(*id, now));
        }
        Ok((bad, todo))
    }

    fn check(&mut self, id: FileId) -> Result<(), FileError> {
        let outline = self.cabinet.outline(id)?.ok_or(FileError::NotHere)?;
        (0..outline.count()).try_for_each(|n| self.cabinet.piece(id, &outline, n).map(drop))
    }

    /// Hears something about files and performs what follows from it.
    pub fn input(&mut self, now: Duration, input: Input) -> Vec<Todo> {
        let mut out = Vec::new();
        let mut inputs = std::collections::VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for action in self.fetch.handle(&self.held, now, input) {
                inputs.extend(self.perform(action, &mut out));
            }
        }
        out
    }

    fn perform(&mut self, action: Action, out: &mut Vec<Todo>) -> Option<Input> {
        match action {
            Action::Send(link, message) => out.push(Todo::Send(link, message)),
            Action::Cut(link, reason) => out.push(Todo::Cut(link, reason)),
            Action::Begin(id, outline) => {
                let room = self.has_room(id, outline.len());
                if !room {
                    self.over.insert(id);
                }
                let begun = if room && !self.stuck {
                    self.cabinet.begin(id, &outline)
                } else {
                    return Some(Input::Begun(id, None));
                };
                let there = begun.map_err(|err| self.fail(err, out)).ok();
                return Some(Input::Begun(id, there));
            }
            Action::Append(id, bytes) => {
                if let Err(err) = self.cabinet.append(id, &bytes) {
                    self.fail(err, out);
                    return Some(Input::Stopped(id));
                }
            }
            Action::Finish(id) => {
                let finished = self.cabinet.finish(id).and_then(|()| self.cabinet.outline(id));
                match finished {
                    Ok(outline) => {
                        let len = outline.map_or(0, |it| it.len());
                        self.held.insert(id, len);
                        self.damaged.remove(&id);
                        out.push(Todo::Arrived(id));
                        return Some(Input::Arrived(id));
                    }
                    Err(err) => self.fail(err, out),
                }
            }
        }
        None
    }

    fn fail(&mut self, err: FileError, out: &mut Vec<Todo>) {
        tracing::warn!(%err, "a file could not be kept");
        self.stuck = true;
        out.push(Todo::Trouble(err));
    }

    /// Answers what `link` asked, at most `room` questions.
    pub fn serve(&mut self, link: LinkId, room: usize, now: Duration) -> Vec<Todo> {
        let mut out = Vec::new();
        for ask in self.fetch.serve(link, room) {
            let (id, answer) = match ask {
                Ask::Outline(id) => (id, self.outline_of(id)),
                Ask::Piece(id, piece) => (id, self.piece_of(id, piece)),
            };
            match answer {
                Ok(answer) => out.push(Todo::Send(link, answer)),
                Err(err) => {
                    tracing::debug!(%err, "a file that was asked for can't be given");
                    let lost = matches!(err, FileError::Damaged | FileError::NotHere);
                    if lost && self.held.contains_key(&id) {
                        out.extend(self.is_damaged(id, now));
                    }
                    let none = match ask {
                        Ask::Outline(id) => FileMessage::Outline { id, len: 0, values: Vec::new() },
                        Ask::Piece(id, piece) => {
                            FileMessage::Piece { id, piece, bytes: Vec::new() }
                        }
                    };
                    out.push(Todo::Send(link, none));
                }
            }
        }
        out
    }

    fn outline_of(&mut self, id: FileId) -> Result<FileMessage, FileError> {
        if !self.held.contains_key(&id) {
            return Err(FileError::NotHere);
        }
        let outline = self.cabinet.outline(id)?.ok_or(FileError::NotHere)?;
        let values = outline.pieces().to_vec();
        Ok(FileMessage::Outline { id, len: outline.len(), values })
    }

    fn piece_of(&mut self, id: FileId, piece: u32) -> Result<FileMessage, FileError> {
        if !self.held.contains_key(&id) {
            return Err(FileError::NotHere);
        }
        let outline = self.cabinet.outline(id)?.ok_or(FileError::NotHere)?;
        if piece >= outline.count() {
            return Ok(FileMessage::Piece { id, piece, bytes: Vec::new() });
        }
        Ok(FileMessage::Piece { id, piece, bytes: self.cabinet.piece(id, &outline, piece)? })
    }

    fn arrived(&mut self, id: FileId, len: u64, now: Duration) -> Vec<Todo> {
        self.held.insert(id, len);
        self.damaged.remove(&id);
        let mut out = vec![Todo::Arrived(id)];
        out.extend(self.input(now, Input::Arrived(id)));
        out
    }

    /// Forgets a file that is not as it was written, so that it is fetched again.
    fn is_damaged(&mut self, id: FileId, now: Duration) -> Vec<Todo> {
        // What is only in memory is forgotten with the process: the next one must know it too.
        if let Err(err) = self.cabinet.set_aside(id) {
            tracing::warn!(%err, "a damaged file could not be put aside");
        }
        self.held.remove(&id);
        self.damaged.insert(id);
        self.want(now)
    }

    fn want(&mut self, now: Duration) -> Vec<Todo> {
        if self.stuck {
            return Vec::new();
        }
        let named = self.names.all().iter();
        let wanted = named.filter(|(id, _)| !self.held.contains_key(id) && !self.over.contains(id));
        let wanted = wanted.map(|(id, it)| (*id, it.file.size)).collect();
        self.input(now, Input::Wanted(wanted))
    }

    /// Returns how much room the files of `member` take here.
    fn room_of(&self, member: MemberId) -> u64 {
        let named = self.names.all().iter().filter(|(_, it)| it.member == member);
        named.filter_map(|(id, _)| self.held.get(id)).fold(0, |sum, it| sum.saturating_add(*it))
    }

    fn has_room(&self, id: FileId, len: u64) -> bool {
        let (taken, quota) = if let Some(it) = self.names.all().get(&id) {
            (self.room_of(it.member), QUOTA)
        } else {
            let unnamed = self.held.iter().filter(|(id, _)| !self.names.all().contains_key(id));
            (unnamed.fold(0, |sum: u64, (_, it)| sum.saturating_add(*it)), QUOTA_UNNAMED)
        };
        taken.saturating_add(len) <= quota
    }
}

#[cfg(test)]
mod tests;

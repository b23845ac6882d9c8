//! What was shown when the program last ended, in a sealed file beside the log: shown again at once, until the log is
//! read. What was said in reviews that are over stays in the file until somebody looks; lanes rest on its word until
//! somebody writes in them.
//!
//! **Invariant:** it was made by this program of the log as it lies there (its length, its time, its own count of
//! changes), or it is nothing. It goes as soon as the log is read, and is written when the program ends. Nothing is ever
//! written or sent on its word: what is pinned, signed or answered upon is read from the log first.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
    sync::{Arc, OnceLock},
    time::UNIX_EPOCH,
};

use muster_model::{
    ids::{DeviceId, FileId},
    workspace::{
        Workspace,
        kept::{self, Kept, Parts},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    clock,
    command::{Mode, Relay},
    event::{FileShown, Peer, Shown, SyncState},
    exchanges::Exchange,
    opening,
    rooms::Room,
};
use crate::{
    files::{Cabinet as _, FolderCabinet, Standing},
    identity::Identity,
    keys::LocalKey,
    replica::Rests,
    store::SqliteStore,
};

/// What the file begins with; its format follows.
const TITLE: &[u8] = b"muster shown ";
const FORMAT: u8 = 3;
/// Longest file that is read.
const MAX: u64 = 1 << 30;
/// What a log begins with, as far as it is compared.
const BEGINNING: usize = 100;

/// When and how long a file is: it is not read to find out whether it is the same.
type Look = Option<(u64, u128)>;

/// What a kept snapshot was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Grounds {
    /// The program: another one may count otherwise.
    program: Look,
    log: Look,
    /// What was written and is not in the log itself yet.
    ahead: Look,
    /// The beginning of the log, where it counts its changes.
    beginning: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    grounds: Grounds,
    workspace: Vec<u8>,
    /// Where each part begins and how long it is, after the head. The last one tells of lanes at rest.
    parts: Vec<(u64, u64)>,
    /// How it stood with others, as JSON.
    sync: Vec<u8>,
    /// Under this name the parts are sealed: those of another file do not fit.
    name: [u8; 16],
}

/// How the workspace stood with others.
#[derive(Debug, Serialize, Deserialize)]
struct Stood {
    mode: Option<Mode>,
    relay: Option<Relay>,
    peers: BTreeMap<DeviceId, Peer>,
    /// The files that answers name.
    files: Vec<(FileId, Standing)>,
    only_here: usize,
    exchanges: Vec<Exchange>,
}

/// A snapshot that is going to be kept, once the log is closed.
#[derive(Debug)]
pub(super) struct Warm {
    kept: Kept,
    stood: Vec<u8>,
    key: LocalKey,
    /// The last row of the log that went into it.
    last: u64,
}

impl Warm {
    /// Prepares what is `shown` of a log up to its row `last` for being kept; `mode` is the one that is remembered.
    /// `None` where it can't be.
    pub(super) fn of(
        (shown, rests): (&Shown, &Rests),
        last: u64,
        mode: Option<Mode>,
        key: LocalKey,
    ) -> Option<Self> {
        let sync = &shown.sync;
        let stood = Stood {
            mode,
            relay: sync.relay.clone(),
            peers: sync.peers.clone(),
            files: sync.files.iter().map(|(id, it)| (*id, it.standing)).collect(),
            only_here: sync.only_here,
            exchanges: sync.exchanges.to_vec(),
        };
        let mut kept = kept::keep(&shown.workspace)?;
        kept.parts.push(postcard::to_stdvec(rests).ok()?);
        Some(Self { kept, stood: serde_json::to_vec(&stood).ok()?, key, last })
    }

    /// Writes the file, once the log is closed here; nothing where another process went on with it meanwhile.
    pub(super) fn write(&self, room: &Room) {
        let written = self.grounds(room).and_then(|grounds| self.bytes(grounds));
        let written = written.and_then(|bytes| replace(&room.shown(), &bytes));
        if let Err(err) = written {
            tracing::debug!(%err, "what is shown is not kept for the next start");
        }
    }

    /// Returns how the log lies there now, if it still ends where what is shown does.
    fn grounds(&self, room: &Room) -> io::Result<Grounds> {
        let before = Grounds::of(room)?;
        let last = SqliteStore::last_row(&room.log()).map_err(io::Error::other)?;
        if last == self.last && Grounds::of(room)? == before {
            Ok(before)
        } else {
            Err(io::Error::other("another process wrote to the log"))
        }
    }

    fn bytes(&self, grounds: Grounds) -> io::Result<Vec<u8>> {
        let mut name = [0; 16];
        clock::dice(&mut name).map_err(io::Error::other)?;
        let mut parts = Vec::with_capacity(self.kept.parts.len());
        let mut sealed = Vec::new();
        for (place, part) in self.kept.parts.iter().enumerate() {
            let part = seal(&self.key, &part_name(&name, place), part)?;
            parts.push((length(sealed.len()), length(part.len())));
            sealed.extend(part);
        }
        let head = Head {
            grounds,
            workspace: self.kept.head.clone(),
            parts,
            sync: self.stood.clone(),
            name,
        };
        let head = postcard::to_stdvec(&head).map_err(io::Error::other)?;
        let head = seal(&self.key, HEAD, &head)?;
        let long = length(head.len()).to_le_bytes();
        Ok([TITLE, &[FORMAT], &long, &head, &sealed].concat())
    }
}

/// What was shown last, and what it was made of.
#[derive(Debug)]
pub(super) struct Asleep {
    pub(super) room: Room,
    pub(super) shown: Arc<Shown>,
    grounds: Grounds,
    lying: Arc<Lying>,
}

impl Asleep {
    /// Says whether the log is still what it was: nobody wrote to it since.
    pub(super) fn fits(&self) -> bool {
        Grounds::of(&self.room).is_ok_and(|it| it == self.grounds)
    }

    /// Returns what need not be read yet of the log, and what is shown instead.
    pub(super) fn rests(&self) -> Option<(Rests, Arc<Workspace>)> {
        let part = self.lying.part(self.lying.parts.len().checked_sub(1)?)?;
        match postcard::take_from_bytes(&part) {
            Ok((rests, [])) => Some((rests, Arc::clone(&self.shown.workspace))),
            Ok(_) | Err(_) => None,
        }
    }
}

/// Returns what was shown when the program last ended, if the log is still what it was then; `mode` overrides the one
/// that is remembered. What does not fit is removed.
pub(super) fn read(room: &Room, mode: Option<Mode>) -> Option<Asleep> {
    let path = room.shown();
    let file = File::open(&path).ok()?;
    let identity = Identity::load(&room.key()).ok()?;
    let found = shown(file, identity.local_key(), room, mode);
    if found.is_none() {
        forget(room);
    }
    found
}

/// Removes the file, so that nothing is left in it of what may be destroyed from now on.
pub(super) fn forget(room: &Room) {
    match fs::remove_file(room.shown()) {
        Ok(()) => {}
        Err(err) if err.kind() == io::ErrorKind::NotFound => {}
        Err(err) => tracing::info!(%err, "what was shown last can't be removed"),
    }
}

const HEAD: &str = "shown";

fn shown(file: File, key: LocalKey, room: &Room, mode: Option<Mode>) -> Option<Asleep> {
    let mut begins = [0; TITLE.len() + 1 + 8];
    (&file).read_exact(&mut begins).ok()?;
    let long = begins.strip_prefix(TITLE)?.strip_prefix(&[FORMAT])?;
    let long = u64::from_le_bytes(long.try_into().ok()?);
    let head = key.open_note(HEAD, &piece(&file, length(begins.len()), long)?)?;
    let (head, rest): (Head, _) = postcard::take_from_bytes(&head).ok()?;
    if !rest.is_empty() || head.grounds != Grounds::of(room).ok()? {
        return None;
    }
    let after = length(begins.len()).checked_add(long)?;
    let Head { grounds, workspace, parts, sync, name } = head;
    let (room, anew) = (room.clone(), OnceLock::new());
    let lying = Arc::new(Lying { room: room.clone(), file, key, after, parts, name, anew });
    let parts: Arc<dyn Parts> = Arc::<Lying>::clone(&lying);
    let workspace = Arc::new(kept::recall(&workspace, &parts)?);
    let stood: Stood = serde_json::from_slice(&sync).ok()?;
    let sync = SyncState {
        mode: mode.or(stood.mode).unwrap_or_default(),
        relay: stood.relay,
        peers: stood.peers,
        files: Arc::new(files(&room, stood.files)?),
        only_here: stood.only_here,
        exchanges: Arc::new(stood.exchanges),
        ..SyncState::default()
    };
    let shown = Arc::new(Shown { workspace, sync });
    Some(Asleep { room, shown, grounds, lying })
}

/// Returns how files stand now that stood so: what is here may have come or gone.
fn files(room: &Room, stood: Vec<(FileId, Standing)>) -> Option<BTreeMap<FileId, FileShown>> {
    let mut cabinet = FolderCabinet::new(room.files());
    let (held, aside) = (cabinet.held().ok()?, cabinet.aside().ok()?);
    let now = |id: FileId, then: Standing| match then {
        _ if held.contains_key(&id) => Standing::Here,
        Standing::OverQuota => Standing::OverQuota,
        _ if aside.contains(&id) => Standing::Damaged,
        Standing::Here | Standing::Coming(..) | Standing::Missing | Standing::Damaged => {
            Standing::Missing
        }
    };
    let shown = |(id, then)| (id, FileShown { standing: now(id, then), with: Vec::new() });
    Some(stood.into_iter().map(shown).collect())
}

/// The parts of the file, read when somebody looks. It stays open: its name may be gone by then.
struct Lying {
    room: Room,
    file: File,
    key: LocalKey,
    /// Where the parts begin.
    after: u64,
    parts: Vec<(u64, u64)>,
    name: [u8; 16],
    anew: OnceLock<Option<Arc<Workspace>>>,
}

impl fmt::Debug for Lying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lying").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

impl Parts for Lying {
    fn part(&self, place: usize) -> Option<Vec<u8>> {
        let (at, long) = self.parts.get(place)?;
        let sealed = piece(&self.file, self.after.checked_add(*at)?, *long)?;
        self.key.open_note(&part_name(&self.name, place), &sealed)
    }

    fn anew(&self) -> Option<Arc<Workspace>> {
        let look = || match opening::look(&self.room) {
            Ok(mut replica) => Some(Arc::new(replica.snapshot())),
            Err(err) => {
                tracing::error!(%err, "what is kept of a review is damaged, and so is the log");
                None
            }
        };
        self.anew.get_or_init(look).clone()
    }
}

impl Grounds {
    fn of(room: &Room) -> io::Result<Self> {
        let log = room.log();
        let mut beginning = Vec::with_capacity(BEGINNING);
        File::open(&log)?.take(length(BEGINNING)).read_to_end(&mut beginning)?;
        let mut ahead = log.clone().into_os_string();
        ahead.push("-wal");
        Ok(Self {
            program: std::env::current_exe().ok().and_then(|it| look(&it)),
            log: look(&log),
            // An empty one says nothing; it may be there or not.
            ahead: look(Path::new(&ahead)).filter(|(long, _)| *long > 0),
            beginning,
        })
    }
}

fn look(path: &Path) -> Look {
    let data = fs::metadata(path).ok()?;
    let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((data.len(), changed.as_nanos()))
}

fn piece(file: &File, at: u64, long: u64) -> Option<Vec<u8>> {
    let end = at.checked_add(long)?;
    if end > MAX || end > file.metadata().ok()?.len() {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(long).ok()?];
    read_at(file, &mut bytes, at).ok()?;
    Some(bytes)
}

/// Fills `bytes` with what stands in `file` from `at` on. Several may do this at once.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// Fills `bytes` with what stands in `file` from `at` on. Several may do this at once.
#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        let rest = std::mem::take(&mut bytes).split_at_mut_checked(read).filter(|_| read > 0);
        bytes = rest.ok_or(io::ErrorKind::UnexpectedEof)?.1;
        at = at.saturating_add(length(read));
    }
    Ok(())
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension(format!("new-{}", std::process::id()));
    match fs::remove_file(&new) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(err),
        Ok(()) | Err(_) => {}
    }
    let mut file = crate::store::folder::create_private(&new)?;
    file.write_all(bytes)?;
    drop(file);
    fs::rename(&new, path)
}

fn seal(key: &LocalKey, name: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut nonce = [0; 24];
    clock::dice(&mut nonce).map_err(io::Error::other)?;
    key.seal_note(name, nonce, bytes).ok_or_else(|| io::Error::other("too long to be sealed"))
}

fn part_name(name: &[u8; 16], place: usize) -> String {
    format!("shown {} {place}", data_encoding::HEXLOWER.encode(name))
}

fn length(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_not_kept_where_another_process_wrote_while_this_one_closed() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::of(folder.path(), muster_model::ids::WorkspaceId::from_bytes([1; 32]));
        room.make().unwrap();
        drop(SqliteStore::open(&room.log()).unwrap());
        let key = Identity::from_seed([7; 32]).local_key();
        let kept = Kept { head: Vec::new(), parts: Vec::new() };
        let mut warm = Warm { kept, stood: Vec::new(), key, last: 1 };
        warm.write(&room);
        assert!(!room.shown().exists(), "the log ends at another row than what is shown");
        warm.last = 0;
        warm.write(&room);
        assert!(room.shown().exists());
    }
}

//! Which file is asked from which neighbour, and what neighbours are told: for all connections of a workspace at once,
//! without disk, sockets or clock.
//!
//! ```text
//! Able ⇄ Able                      both know about files
//! Seek → Holds                     what I lack, what of it you have; again when more comes
//! AskOutline → Outline             believed if it comes to the file's id
//! Ask → Piece, at most 4 on the way    believed if it fits the outline, then kept
//! ```
//!
//! One file comes over one connection at a time, in order, so that what is on disk is a beginning and a cut costs at
//! most the pieces on their way. Pieces of others' files are handed out only while little waits to be sent, so that
//! answers never queue behind them.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use muster_model::ids::FileId;

use super::session::{Allowance, Reason};
use crate::{
    files::Outline,
    wire::{FileMessage, MAX_FILES},
};

/// A connection, by the number its owner gave it.
pub type LinkId = u64;

/// Pieces on their way over one connection.
pub const IN_FLIGHT: u32 = 4;
/// Questions of one neighbour that may wait; who asks more is cut off.
pub const MAX_ASKS: usize = 8;
/// Files that one neighbour may seek.
const MAX_SOUGHT: usize = 16 * 1024;
/// How long a neighbour may leave a question open.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two questions which files a neighbour has.
const SEEK_AGAIN: Duration = Duration::from_millis(500);

/// What this hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The device at the other end understands files.
    Able(LinkId),
    /// It said something about them.
    Message(LinkId, FileMessage),
    /// The connection ended.
    Gone(LinkId),
    /// These are named by answers and not here, with their length for the order: small ones first.
    Wanted(BTreeMap<FileId, u64>),
    /// Answers [`Action::Begin`]: how many pieces are there already; `None` where the file is not to come.
    Begun(FileId, Option<u32>),
    /// A piece could not be kept.
    Stopped(FileId),
    /// A file came by another way.
    Arrived(FileId),
    /// Time went by.
    Tick,
}

/// What this wants done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Say this over that connection.
    Send(LinkId, FileMessage),
    /// Begin a file, or go on with it, and answer [`Input::Begun`].
    Begin(FileId, Outline),
    /// Append this piece.
    Append(FileId, Vec<u8>),
    /// All pieces are there.
    Finish(FileId),
    /// Cut that connection.
    Cut(LinkId, Reason),
}

/// What a neighbour asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The outline of a file.
    Outline(FileId),
    /// A piece of it.
    Piece(FileId, u32),
}

#[derive(Debug)]
struct Peer {
    /// What it has of what was sought.
    holds: BTreeSet<FileId>,
    sought: BTreeSet<FileId>,
    /// What it seeks.
    seeks: BTreeSet<FileId>,
    asks: VecDeque<Ask>,
    job: Option<Job>,
    /// Answers on their way that are of no use any more.
    stray: u32,
    may_seek: Allowance,
    seek_next: Duration,
}

#[derive(Debug)]
struct Job {
    id: FileId,
    outline: Option<Outline>,
    /// Whether the disk said how much is there.
    begun: bool,
    /// Next piece to ask for.
    ask: u32,
    /// Next piece to come.
    come: u32,
    heard: Duration,
}

/// All that goes on about files in one workspace.
#[derive(Debug, Default)]
pub struct Fetch {
    peers: BTreeMap<LinkId, Peer>,
    wanted: BTreeMap<FileId, u64>,
}

impl Fetch {
    /// Takes one input and returns what to do. `held` is what is whole here.
    pub fn handle(
        &mut self,
        held: &BTreeMap<FileId, u64>,
        now: Duration,
        input: Input,
    ) -> Vec<Action> {
        let mut out = Vec::new();
        match input {
            Input::Able(link) => {
                self.peers.entry(link).or_insert_with(|| Peer::new(now));
            }
            Input::Message(link, message) => {
                if let Some(peer) = self.peers.get_mut(&link)
                    && let Err(reason) = peer.hear(held, now, (link, message), &mut out)
                {
                    self.peers.remove(&link);
                    out.push(Action::Cut(link, reason));
                }
            }
            Input::Gone(link) => drop(self.peers.remove(&link)),
            Input::Wanted(wanted) => self.wanted = wanted,
            Input::Begun(id, there) => self.begun(id, there),
            Input::Stopped(id) => {
                self.wanted.remove(&id);
                self.begun(id, None);
            }
            Input::Arrived(id) => self.tell(id, &mut out),
            Input::Tick => self.tick(now, &mut out),
        }
        let finished = out.iter().filter_map(|it| match it {
            Action::Finish(id) => Some(*id),
            Action::Send(..) | Action::Begin(..) | Action::Append(..) | Action::Cut(..) => None,
        });
        for id in finished.collect::<Vec<_>>() {
            self.wanted.remove(&id);
        }
        self.advance(now, &mut out);
        out
    }

    /// Returns what `link` asked for and may be answered now, at most `room` questions.
    pub fn serve(&mut self, link: LinkId, room: usize) -> Vec<Ask> {
        let Some(peer) = self.peers.get_mut(&link) else { return Vec::new() };
        let some = peer.asks.len().min(room);
        peer.asks.drain(..some).collect()
    }

    /// Returns the connections of devices that understand files.
    pub fn links(&self) -> impl Iterator<Item = LinkId> {
        self.peers.keys().copied()
    }

    /// Returns the connections over which `id` can be had.
    pub fn holders(&self, id: FileId) -> impl Iterator<Item = LinkId> {
        self.peers.iter().filter(move |(_, it)| it.holds.contains(&id)).map(|(link, _)| *link)
    }

    /// Returns the files that are coming: how many pieces are there, and how many there are.
    pub fn coming(&self) -> impl Iterator<Item = (FileId, u32, u32)> {
        let jobs = self.peers.values().filter_map(|it| it.job.as_ref());
        jobs.map(|it| (it.id, it.come, it.outline.as_ref().map_or(0, Outline::count)))
    }

    /// Says whether nothing comes, and nothing can come from those who are connected.
    pub fn is_idle(&self) -> bool {
        self.peers.values().all(|peer| {
            let open = |id: &FileId| peer.holds.contains(id) || !peer.sought.contains(id);
            peer.job.is_none() && peer.asks.is_empty() && !self.wanted.keys().any(open)
        })
    }

    fn begun(&mut self, id: FileId, there: Option<u32>) {
        let of_it = |peer: &&mut Peer| peer.job.as_ref().is_some_and(|job| job.id == id);
        let Some(peer) = self.peers.values_mut().find(of_it) else { return };
        match (there, &mut peer.job) {
            (Some(there), Some(job)) => {
                (job.begun, job.ask, job.come) = (true, there, there);
            }
            (None, _) => {
                self.wanted.remove(&id);
                peer.holds.remove(&id);
                peer.give_up();
            }
            (Some(_), None) => {}
        }
    }

    /// Tells those who seek `id` that it is here now.
    fn tell(&mut self, id: FileId, out: &mut Vec<Action>) {
        self.wanted.remove(&id);
        for (link, peer) in &mut self.peers {
            if peer.job.as_ref().is_some_and(|it| it.id == id) {
                peer.give_up();
            }
            peer.forget(id);
            if peer.seeks.contains(&id) {
                out.push(Action::Send(*link, FileMessage::Holds(vec![id])));
            }
        }
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<Action>) {
        let silent =
            |it: &Peer| it.job.as_ref().is_some_and(|job| now.saturating_sub(job.heard) > PATIENCE);
        let cut: Vec<LinkId> =
            self.peers.iter().filter(|(_, it)| silent(it)).map(|(link, _)| *link).collect();
        for link in cut {
            self.peers.remove(&link);
            out.push(Action::Cut(link, Reason::Silent));
        }
    }

    /// Does what has become possible.
    fn advance(&mut self, now: Duration, out: &mut Vec<Action>) {
        let mut busy: BTreeSet<FileId> =
            self.peers.values().filter_map(|it| it.job.as_ref()).map(|it| it.id).collect();
        for (link, peer) in &mut self.peers {
            peer.seek(&self.wanted, now)
                .into_iter()
                .for_each(|it| out.push(Action::Send(*link, it)));
            if peer.job.is_none() && !peer.holds.is_empty() {
                peer.holds.retain(|id| self.wanted.contains_key(id));
                let open = peer.holds.iter().filter(|id| !busy.contains(id));
                let next = open.min_by_key(|id| (self.wanted.get(id), **id)).copied();
                if let Some(id) = next {
                    busy.insert(id);
                    peer.job = Some(Job::new(id, now));
                    out.push(Action::Send(*link, FileMessage::AskOutline(id)));
                }
            }
            if let Some(job) = &mut peer.job {
                out.extend(job.next_asks().into_iter().map(|it| Action::Send(*link, it)));
                // All was there already, and a crash came before the name.
                let whole = job.outline.as_ref().is_some_and(|it| it.count() == job.come);
                if job.begun && whole {
                    out.push(Action::Finish(job.id));
                    self.wanted.remove(&job.id);
                    peer.job = None;
                }
            }
        }
    }
}

impl Job {
    fn new(id: FileId, now: Duration) -> Self {
        Self { id, outline: None, begun: false, ask: 0, come: 0, heard: now }
    }

    fn next_asks(&mut self) -> Vec<FileMessage> {
        let mut out = Vec::new();
        let Some(outline) = self.outline.as_ref().filter(|_| self.begun) else { return out };
        while self.ask < outline.count() && self.ask.saturating_sub(self.come) < IN_FLIGHT {
            out.push(FileMessage::Ask { id: self.id, piece: self.ask });
            self.ask = self.ask.saturating_add(1);
        }
        out
    }
}

impl Peer {
    fn new(now: Duration) -> Self {
        Self {
            holds: BTreeSet::new(),
            sought: BTreeSet::new(),
            seeks: BTreeSet::new(),
            asks: VecDeque::new(),
            job: None,
            stray: 0,
            may_seek: Allowance::new(64, Duration::from_millis(250), now),
            seek_next: now,
        }
    }

    /// Asks for what is wanted and was not asked for yet, now and then.
    fn seek(&mut self, wanted: &BTreeMap<FileId, u64>, now: Duration) -> Option<FileMessage> {
        if now < self.seek_next {
            return None;
        }
        let new = wanted.keys().filter(|it| !self.sought.contains(it));
        let new: Vec<FileId> = new.take(MAX_FILES).copied().collect();
        if new.is_empty() || self.sought.len().saturating_add(new.len()) > MAX_SOUGHT {
            return None;
        }
        self.seek_next = now.saturating_add(SEEK_AGAIN);
        self.sought.extend(new.iter().copied());
        Some(FileMessage::Seek(new))
    }

    /// Lets `id` be sought again, should it be lost.
    fn forget(&mut self, id: FileId) {
        self.sought.remove(&id);
        self.holds.remove(&id);
    }

    /// Drops what comes; pieces that are on their way are let pass.
    fn give_up(&mut self) {
        if let Some(job) = self.job.take() {
            let under_way =
                if job.outline.is_none() { 1 } else { job.ask.saturating_sub(job.come) };
            self.stray = self.stray.saturating_add(under_way);
        }
    }

    fn hear(
        &mut self,
        held: &BTreeMap<FileId, u64>,
        now: Duration,
        (link, message): (LinkId, FileMessage),
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        match message {
            FileMessage::Seek(ids) => {
                if !self.may_seek.spend(now) {
                    return Err(Reason::Flood);
                }
                let here: Vec<FileId> =
                    ids.iter().filter(|it| held.contains_key(it)).copied().collect();
                self.seeks.extend(ids);
                if self.seeks.len() > MAX_SOUGHT {
                    return Err(Reason::Flood);
                }
                if !here.is_empty() {
                    out.push(Action::Send(link, FileMessage::Holds(here)));
                }
            }
            FileMessage::Holds(ids) => {
                self.holds.extend(ids.into_iter().filter(|it| self.sought.contains(it)));
            }
            FileMessage::AskOutline(id) => return self.asked(Ask::Outline(id)),
            FileMessage::Ask { id, piece } => return self.asked(Ask::Piece(id, piece)),
            FileMessage::Outline { id, len, values } => {
                return self.outlined(now, id, (len, values), out);
            }
            FileMessage::Piece { id, piece, bytes } => {
                return self.came(now, (id, piece), bytes, out);
            }
        }
        Ok(())
    }

    fn asked(&mut self, ask: Ask) -> Result<(), Reason> {
        if self.asks.len() >= MAX_ASKS {
            return Err(Reason::Flood);
        }
        self.asks.push_back(ask);
        Ok(())
    }

    fn outlined(
        &mut self,
        now: Duration,
        id: FileId,
        (len, values): (u64, Vec<[u8; 32]>),
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        let Some(job) = self.job.as_mut().filter(|it| it.id == id && it.outline.is_none()) else {
            // It may have been asked for, and be of no use any more.
            let left = self.stray.checked_sub(1);
            self.stray = left.ok_or(Reason::Unexpected("an unasked outline"))?;
            return Ok(());
        };
        if len == 0 {
            self.holds.remove(&id);
            self.job = None;
            return Ok(());
        }
        let outline = Outline::checked(id, len, values).ok_or(Reason::FalseFile)?;
        job.heard = now;
        job.outline = Some(outline.clone());
        out.push(Action::Begin(id, outline));
        Ok(())
    }

    fn came(
        &mut self,
        now: Duration,
        (id, piece): (FileId, u32),
        bytes: Vec<u8>,
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        let due = |it: &&mut Job| it.id == id && piece == it.come && piece < it.ask;
        let Some(job) = self.job.as_mut().filter(due) else {
            self.stray = self.stray.checked_sub(1).ok_or(Reason::Unexpected("an unasked piece"))?;
            return Ok(());
        };
        let Some(outline) = &job.outline else { return Err(Reason::FalseFile) };
        if bytes.is_empty() {
            job.come = job.come.saturating_add(1);
            self.holds.remove(&id);
            self.give_up();
            return Ok(());
        }
        if !outline.fits(id, piece, &bytes) {
            return Err(Reason::FalseFile);
        }
        job.heard = now;
        job.come = job.come.saturating_add(1);
        out.push(Action::Append(id, bytes));
        if job.come == outline.count() {
            self.job = None;
            self.forget(id);
            out.push(Action::Finish(id));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

//! A disk that fails when it is told to.
//!
//! Every call of a store counts; the one that was chosen goes wrong. What was reported as done before it must still
//! be there afterwards, whatever the program did about the failure.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::SeqCst},
    },
};

use muster_model::ids::EnvelopeId;
use muster_sync::{
    checkpoint::Signed,
    envelope::Verified,
    store::{EnvelopeStore, StoreError, Stored},
};

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing of it happens, and the next call is fine again.
    Refused,
    /// It happens, or half of it where it may be taken back, and is reported as failed.
    Torn,
    /// Nothing of it happens, nor of any call after it: the power is gone.
    Dead,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Refused, Self::Torn, Self::Dead];
}

/// Not armed.
const NEVER: u64 = u64::MAX;

/// Decides which call goes wrong. Copies are the same fuse.
#[derive(Debug, Clone)]
pub struct Fuse(Arc<State>);

#[derive(Debug)]
struct State {
    calls: AtomicU64,
    at: AtomicU64,
    fault: AtomicU8,
    blown: AtomicBool,
    off: AtomicBool,
}

impl Default for Fuse {
    fn default() -> Self {
        let (calls, at) = (AtomicU64::new(0), AtomicU64::new(NEVER));
        let (fault, blown, off) =
            (AtomicU8::new(0), AtomicBool::new(false), AtomicBool::new(false));
        Self(Arc::new(State { calls, at, fault, blown, off }))
    }
}

impl Fuse {
    /// Lets one call go wrong, after so many more that go well.
    pub fn arm(&self, after: u64, fault: Fault) {
        let place = Fault::ALL.iter().position(|it| *it == fault);
        self.0.fault.store(place.and_then(|it| u8::try_from(it).ok()).unwrap_or(0), SeqCst);
        self.0.at.store(self.calls().saturating_add(after), SeqCst);
        self.0.blown.store(false, SeqCst);
    }

    /// Lets no call go wrong any more.
    pub fn mend(&self) {
        self.0.at.store(NEVER, SeqCst);
        self.0.blown.store(false, SeqCst);
    }

    /// Says whether a call went wrong since it was armed.
    pub fn blown(&self) -> bool {
        self.0.blown.load(SeqCst)
    }

    /// Returns how many calls there were.
    pub fn calls(&self) -> u64 {
        self.0.calls.load(SeqCst)
    }

    /// Does something during which calls neither count nor fail.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.off.store(true, SeqCst);
        let done = work();
        self.0.off.store(false, SeqCst);
        done
    }

    /// Counts a call; says how it goes wrong, if it does.
    fn pass(&self) -> Option<Fault> {
        if self.0.off.load(SeqCst) {
            return None;
        }
        let call = self.0.calls.fetch_add(1, SeqCst);
        let at = self.0.at.load(SeqCst);
        let fault = Fault::ALL.get(usize::from(self.0.fault.load(SeqCst))).copied()?;
        let hit = call == at || (fault == Fault::Dead && call > at);
        if hit {
            self.0.blown.store(true, SeqCst);
        }
        hit.then_some(fault)
    }
}

/// A store whose calls go wrong when its fuse says so.
pub struct Faulty {
    inner: Box<dyn EnvelopeStore>,
    fuse: Fuse,
    begun: bool,
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faulty").field("fuse", &self.fuse).finish_non_exhaustive()
    }
}

impl Faulty {
    /// Puts `fuse` before `inner`.
    pub fn new(inner: Box<dyn EnvelopeStore>, fuse: Fuse) -> Self {
        Self { inner, fuse, begun: false }
    }

    /// Does `work` unless it goes wrong; `torn` is what happens of it where it goes wrong half-way.
    fn call<T>(
        &mut self,
        work: impl FnOnce(&mut dyn EnvelopeStore) -> Result<T, StoreError>,
        torn: impl FnOnce(&mut dyn EnvelopeStore) -> Result<(), StoreError>,
    ) -> Result<T, StoreError> {
        match self.fuse.pass() {
            None => work(&mut *self.inner),
            Some(Fault::Refused | Fault::Dead) => Err(StoreError::Full),
            Some(Fault::Torn) => {
                torn(&mut *self.inner)?;
                Err(StoreError::Io(std::io::Error::other("the call was cut off")))
            }
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where calls may fail")]
fn nothing(_: &mut dyn EnvelopeStore) -> Result<(), StoreError> {
    Ok(())
}

impl EnvelopeStore for Faulty {
    fn begin(&mut self) -> Result<(), StoreError> {
        self.call(|it| it.begin(), nothing)?;
        self.begun = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let done = self.call(|it| it.commit(), |it| it.commit());
        self.begun &= done.is_err();
        done
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.begun = false;
        self.call(|it| it.rollback(), |it| it.rollback())
    }

    fn append(&mut self, envelopes: &[Verified]) -> Result<Vec<bool>, StoreError> {
        // By itself an append is one deed: all of it is there, or nothing.
        let some = if self.begun { envelopes.len() / 2 } else { envelopes.len() };
        let half = envelopes.get(..some).unwrap_or_default();
        self.call(|it| it.append(envelopes), |it| it.append(half).map(drop))
    }

    fn replace(&mut self, envelopes: &[Verified]) -> Result<(), StoreError> {
        let some = if self.begun { envelopes.len() / 2 } else { envelopes.len() };
        let half = envelopes.get(..some).unwrap_or_default();
        self.call(|it| it.replace(envelopes), |it| it.replace(half))
    }

    fn condense(&mut self, checkpoint: &Signed, instead: &[EnvelopeId]) -> Result<(), StoreError> {
        let some = if self.begun { instead.len() / 2 } else { instead.len() };
        let half = instead.get(..some).unwrap_or_default();
        self.call(|it| it.condense(checkpoint, instead), |it| it.condense(checkpoint, half))
    }

    fn tidy(&mut self) -> Result<(), StoreError> {
        self.call(|it| it.tidy(), |it| it.tidy())
    }

    fn wipe(&mut self) -> Result<(), StoreError> {
        self.call(|it| it.wipe(), |it| it.wipe())
    }

    fn since(&mut self, row: u64, limit: usize) -> Result<Vec<Stored>, StoreError> {
        self.call(|it| it.since(row, limit), nothing)
    }

    fn get(&mut self, id: EnvelopeId) -> Result<Option<Vec<u8>>, StoreError> {
        self.call(|it| it.get(id), nothing)
    }

    fn changed(&mut self) -> Result<bool, StoreError> {
        self.call(|it| it.changed(), nothing)
    }

    fn note(&mut self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.call(|it| it.note(key), nothing)
    }

    fn set_note(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.call(|it| it.set_note(key, value), |it| it.set_note(key, value))
    }
}

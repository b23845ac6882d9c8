//! One connection between two replicas: both find out what the other lacks, then tell each other what is new.
//!
//! ```text
//! Hello ⇄ Hello                       equal roots: the round is over
//! Summary ⇄ Summary                   a line per group
//! Buckets ⇄ Buckets, Have ⇄ Have      only where lines, then buckets, differ
//! Want → Data* , Ack                  control history first, at most 1 MiB unacknowledged
//! Done ⇄ Done                         the round is over
//! Push → Ack, at any time             what has been written or received since Hello
//! ```
//!
//! Both sides do the same; either may begin a round, and one begins by itself 30 to 60 seconds after the last. A lost
//! connection costs nothing but the way: the state is the set. The session neither reads envelopes nor trusts them:
//! it hands records out ([`Action::Accept`]) and hears what became of them ([`Input::Settled`]).
//!
//! Who drives a session reads and writes the connection in two tasks: if one did both in turns, two sides with much to
//! say would wait for each other. What is to be sent is bounded by [`WINDOW`] but for lists of ids and short words, so
//! a full queue means that the other side does not read, and is a reason to cut it off.

mod demand;
mod round;
mod supply;

use std::time::Duration;

use muster_model::ids::{DeviceId, EnvelopeId};

use self::{
    demand::Demand,
    round::Round,
    supply::{Push, Supply},
};
use super::{
    Dice,
    index::{Index, Prefix},
};
use crate::wire::{Message, Seen, WireError};

/// Record bytes one side may send before the other has acknowledged them.
pub const WINDOW: u64 = 1024 * 1024;
/// Record bytes that may wait for [`Input::Settled`]; who sends more is cut off.
pub const MAX_UNSETTLED: u64 = 8 * WINDOW;
/// Records that do not hold before the connection is cut.
pub const MAX_REFUSED: usize = 16;

/// How long the other side may be silent when it is its turn.
const PATIENCE: Duration = Duration::from_mins(1);
const EARLIEST: Duration = Duration::from_secs(30);
const LATEST: Duration = Duration::from_mins(1);

/// Who opened the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// This side; it speaks first.
    Dialer,
    /// The other side.
    Listener,
}

/// What a session has to know when it begins.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Who opened the connection.
    pub role: Role,
    /// This device.
    pub device: DeviceId,
    /// Decides when rounds begin by themselves.
    pub seed: u64,
}

/// What a session hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The connection stands.
    Connected,
    /// The other side said something.
    Message(Message),
    /// The other side sent what is no message.
    Garbled(WireError),
    /// Answers [`Action::Fetch`].
    Fetched {
        /// The records found, in the order asked for.
        records: Vec<Vec<u8>>,
        /// How many ids, from the first, were looked up, found or not.
        looked_up: usize,
    },
    /// Answers [`Action::Accept`], once it is on disk and in the index.
    Settled {
        /// The envelopes this replica now has, whether they were new or not.
        ids: Vec<EnvelopeId>,
        /// Length of all records this speaks of, those refused too.
        bytes: u64,
        /// How many records do not hold.
        refused: usize,
    },
    /// Envelopes were stored that did not come through this session.
    Stored(Vec<EnvelopeId>),
    /// A person wants to be up to date now.
    Refresh,
    /// Tells the other side a passing word.
    Present(Vec<u8>),
    /// Time went by; once a second is enough.
    Tick,
}

/// What a session wants done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Say this to the other side.
    Send(Message),
    /// Read these records and answer [`Input::Fetched`]; stop once their length comes to `budget`.
    Fetch {
        /// Which.
        ids: Vec<EnvelopeId>,
        /// Bytes after which to stop.
        budget: usize,
    },
    /// Verify, store and admit these records, then answer [`Input::Settled`].
    Accept(Vec<Vec<u8>>),
    /// What the other side has, compared with this one, changed.
    PeerHas(Standing),
    /// A round is over.
    Synced {
        /// Whether both sides then had the same.
        equal: bool,
    },
    /// The other side told a passing word.
    Presence(Vec<u8>),
    /// Cut the connection. The session does nothing any more.
    Close(Reason),
}

/// What the other side has, compared with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether it has the same.
    pub everything: bool,
    /// How many envelopes of this device it lacks.
    pub lacks: u32,
}

/// Why a connection was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// What came is no message.
    #[error(transparent)]
    Garbled(#[from] WireError),
    /// What came is a message, but not its turn.
    #[error("the other device does not keep to the protocol: {0}")]
    Unexpected(&'static str),
    /// More came than was agreed.
    #[error("the other device sends more than was agreed")]
    Flood,
    /// Records that do not hold came again and again.
    #[error("the other device sends changes that are not signed by a member")]
    Forged,
    /// Pieces of a file came that are not what was asked for.
    #[error("the other device sends files that are not what they should be")]
    FalseFile,
    /// Nothing came for too long.
    #[error("the other device fell silent")]
    Silent,
}

/// One connection.
#[derive(Debug)]
pub struct Session {
    role: Role,
    me: Prefix,
    them: Option<Prefix>,
    /// What the other side last said it has.
    theirs: Option<Seen>,
    /// How many envelopes of this device the other side has, as far as is known.
    held: Option<u32>,
    told: Option<Standing>,
    round: Round,
    supply: Supply,
    demand: Demand,
    dice: Dice,
    hellos: Allowance,
    words: Allowance,
    /// Rounds begun because something can be taken now that could not before.
    retries: Allowance,
    /// Whether such a round is due.
    again: bool,
    spoke: bool,
    heard: Duration,
    closed: bool,
}

impl Session {
    /// Begins a session; [`Input::Connected`] sets it going.
    pub fn new(setup: &Setup, now: Duration) -> Self {
        let mut dice = Dice::new(setup.seed);
        Self {
            role: setup.role,
            me: Prefix::of_device(&setup.device),
            them: None,
            theirs: None,
            held: None,
            told: None,
            round: Round::Quiet { next: now + dice.between(EARLIEST, LATEST) },
            supply: Supply::default(),
            demand: Demand::default(),
            dice,
            hellos: Allowance::new(16, Duration::from_secs(2), now),
            words: Allowance::new(32, Duration::from_millis(250), now),
            retries: Allowance::new(4, Duration::from_secs(15), now),
            again: false,
            spoke: false,
            heard: now,
            closed: false,
        }
    }

    /// Takes one input and returns what to do. `index` is what this replica has now.
    pub fn handle(&mut self, index: &Index, now: Duration, input: Input) -> Vec<Action> {
        let mut out = Vec::new();
        if self.closed {
            return out;
        }
        let step = self.take(index, now, input, &mut out);
        match step {
            Ok(()) => self.advance(index, now, &mut out),
            Err(reason) => {
                self.closed = true;
                out.push(Action::Close(reason));
            }
        }
        out
    }

    /// Returns whether there is nothing left to exchange, as far as both sides know.
    pub fn is_idle(&self) -> bool {
        let quiet = matches!(self.round, Round::Quiet { .. });
        quiet && self.theirs.is_some() && self.supply.is_idle() && self.demand.is_idle()
    }

    /// Returns how the other side stands now, as far as it said.
    pub fn standing(&self, index: &Index) -> Option<Standing> {
        let everything = self.theirs?.root == index.root();
        let mine = index.count_in(self.me);
        let held = if everything { mine } else { self.held? };
        Some(Standing { everything, lacks: mine.saturating_sub(held) })
    }

    /// Returns how many envelopes went to the other side so far.
    pub fn sent(&self) -> usize {
        self.supply.sent
    }

    fn take(
        &mut self,
        index: &Index,
        now: Duration,
        input: Input,
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        match input {
            Input::Connected => match self.role {
                Role::Dialer => self.begin(index, out),
                Role::Listener => {}
            },
            Input::Message(message) => {
                self.heard = now;
                self.hear(index, now, message, out)?;
            }
            Input::Garbled(error) => return Err(error.into()),
            Input::Fetched { records, looked_up } => {
                let seen = self.seen(index);
                let messages = self.supply.fetched(records, looked_up, seen);
                out.extend(messages.into_iter().map(Action::Send));
            }
            Input::Settled { ids, bytes, refused } => {
                self.supply.forget(&ids);
                self.demand.settled(&ids, bytes, refused)?;
                self.forgive(index, &ids);
                out.push(Action::Send(Message::Ack { bytes, seen: self.seen(index) }));
            }
            Input::Stored(ids) => {
                self.forgive(index, &ids);
                if self.spoke {
                    self.supply.push(index, &ids);
                }
            }
            Input::Refresh => {
                self.heard = now;
                self.begin(index, out);
            }
            Input::Present(word) => {
                if self.theirs.is_some() && word.len() <= crate::wire::MAX_PRESENCE {
                    out.push(Action::Send(Message::Presence(word)));
                }
            }
            Input::Tick => self.tick(index, now, out)?,
        }
        Ok(())
    }

    /// Keys travel with the control history, and what came sealed with them could not be checked before.
    fn forgive(&mut self, index: &Index, ids: &[EnvelopeId]) {
        if ids.iter().any(|it| index.is_control(it)) {
            self.demand.forgive();
        }
    }

    fn hear(
        &mut self,
        index: &Index,
        now: Duration,
        message: Message,
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        match message {
            Message::Hello { device, seen } => {
                return self.greeted(index, now, (device, seen), out);
            }
            _ if self.theirs.is_none() => return Err(Reason::Unexpected("it did not say hello")),
            Message::Summary(lines) => round::summarised(&mut self.round, index, &lines, out)?,
            Message::Buckets { groups, part } => {
                round::compared(&mut self.round, index, (&groups, part), out)?;
            }
            Message::Have { control, rest, part } => {
                let many = control.len() + rest.len();
                round::offered(&mut self.round, many, part)?;
                self.demand.offered(index, control, rest);
            }
            Message::Want(ids) => {
                round::may_ask(&self.round)?;
                self.supply.asked(index, &ids)?;
            }
            Message::Data { records, part } => {
                self.demand.compare(index, &mut self.dice);
                self.demand.answered(&records, part)?;
                accept(records, out);
            }
            Message::Push { records, seen } => {
                self.demand.pushed(&records)?;
                self.learn(seen);
                accept(records, out);
            }
            Message::Ack { bytes, seen } => {
                self.supply.acknowledged(bytes)?;
                self.learn(seen);
            }
            Message::Done(seen) => {
                round::closed(&mut self.round)?;
                self.learn(seen);
            }
            Message::Presence(word) => {
                if self.words.spend(now) {
                    out.push(Action::Presence(word));
                }
            }
            // These take a way of their own; who drives the session sends them there.
            Message::Able(_) | Message::File(_) => {}
        }
        Ok(())
    }

    /// Says hello, unless a round is under way already.
    fn begin(&mut self, index: &Index, out: &mut Vec<Action>) {
        if matches!(self.round, Round::Quiet { .. }) {
            let seen = self.seen(index);
            out.push(Action::Send(Message::Hello { device: self.me, seen }));
            self.round = Round::Greeting { root: seen.root };
            self.spoke = true;
        }
    }

    fn greeted(
        &mut self,
        index: &Index,
        now: Duration,
        (device, seen): (Prefix, Seen),
        out: &mut Vec<Action>,
    ) -> Result<(), Reason> {
        if *self.them.get_or_insert(device) != device {
            return Err(Reason::Unexpected("it changed its name"));
        }
        let knows_us = match self.round {
            Round::Quiet { .. } => {
                if !self.hellos.spend(now) {
                    return Err(Reason::Flood);
                }
                let knew = self.spoke;
                self.begin(index, out);
                knew
            }
            // Where both said hello at once, neither may have known the other.
            Round::Greeting { .. } => self.theirs.is_some() || seen.yours > 0,
            Round::Open(_) => false,
        };
        let Round::Greeting { root } = self.round else {
            return Err(Reason::Unexpected("it said hello in the middle of a round"));
        };
        self.theirs = Some(seen);
        if knows_us {
            self.held = Some(seen.yours);
        }
        if root == seen.root {
            self.finish(index, now, out);
        } else {
            self.round = Round::opened();
            out.push(Action::Send(round::summary(index)));
        }
        Ok(())
    }

    fn tick(&mut self, index: &Index, now: Duration, out: &mut Vec<Action>) -> Result<(), Reason> {
        let busy = self.demand.is_settling() || self.supply.is_fetching();
        let waited = now.saturating_sub(self.heard);
        match self.round {
            Round::Quiet { .. } if self.theirs.is_none() => {
                if waited > PATIENCE {
                    return Err(Reason::Silent);
                }
            }
            Round::Quiet { next } => {
                if now >= next {
                    self.heard = now;
                    self.begin(index, out);
                }
            }
            Round::Greeting { .. } | Round::Open(_) => {
                if waited > PATIENCE && !busy {
                    return Err(Reason::Silent);
                }
            }
        }
        Ok(())
    }

    /// Does what has become possible.
    fn advance(&mut self, index: &Index, now: Duration, out: &mut Vec<Action>) {
        if let Some(ids) = self.demand.next(index, round::offers(&self.round)) {
            out.push(Action::Send(Message::Want(ids)));
        }
        if self.demand.is_idle() && round::close(&mut self.round) {
            out.push(Action::Send(Message::Done(self.seen(index))));
        }
        if round::is_over(&self.round) {
            self.finish(index, now, out);
        }
        self.again |= self.demand.take_retry() && self.retries.spend(now);
        let rests = matches!(self.round, Round::Quiet { .. }) && self.demand.is_idle();
        if rests && self.theirs.is_some() && std::mem::take(&mut self.again) {
            self.begin(index, out);
        }
        let push =
            if round::is_comparing(&self.round) { Push::Later } else { Push::AllBut(&self.demand) };
        if let Some((ids, budget)) = self.supply.next(push) {
            out.push(Action::Fetch { ids, budget });
        }
        self.tell(index, out);
    }

    fn finish(&mut self, index: &Index, now: Duration, out: &mut Vec<Action>) {
        self.round = Round::Quiet { next: now + self.dice.between(EARLIEST, LATEST) };
        self.demand.rest();
        let equal = self.theirs.is_some_and(|it| it.root == index.root());
        out.push(Action::Synced { equal });
    }

    /// Notes what the other side has.
    fn learn(&mut self, seen: Seen) {
        self.theirs = Some(seen);
        self.held = Some(seen.yours);
    }

    /// Tells how the other side stands, if that changed.
    fn tell(&mut self, index: &Index, out: &mut Vec<Action>) {
        let Some(theirs) = self.theirs else { return };
        let mine = index.count_in(self.me);
        let everything = theirs.root == index.root();
        if everything {
            self.held = Some(mine);
        }
        let Some(held) = self.held else { return };
        let standing = Standing { everything, lacks: mine.saturating_sub(held) };
        if self.told != Some(standing) {
            self.told = Some(standing);
            out.push(Action::PeerHas(standing));
        }
    }

    fn seen(&self, index: &Index) -> Seen {
        let yours = self.them.map_or(0, |them| index.count_in(them));
        Seen { root: index.root(), count: index.count(), yours }
    }
}

fn accept(records: Vec<Vec<u8>>, out: &mut Vec<Action>) {
    if !records.is_empty() {
        out.push(Action::Accept(records));
    }
}

/// Returns the length of all records together.
fn length(records: &[Vec<u8>]) -> u64 {
    records
        .iter()
        .map(|it| u64::try_from(it.len()).unwrap_or(u64::MAX))
        .fold(0, u64::saturating_add)
}

/// How often something may happen: `most` at once, and one more each `refill`.
#[derive(Debug)]
pub(super) struct Allowance {
    most: u32,
    left: u32,
    refill: Duration,
    since: Duration,
}

impl Allowance {
    pub(super) fn new(most: u32, refill: Duration, now: Duration) -> Self {
        Self { most, left: most, refill, since: now }
    }

    /// Takes one, if there is one.
    pub(super) fn spend(&mut self, now: Duration) -> bool {
        while self.left < self.most && now.saturating_sub(self.since) >= self.refill {
            self.left += 1;
            self.since += self.refill;
        }
        if self.left == self.most {
            self.since = now;
        }
        let some = self.left > 0;
        self.left = self.left.saturating_sub(1);
        some
    }
}

#[cfg(test)]
pub(crate) mod tests;

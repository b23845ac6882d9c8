//! Wishes that are granted later: when nothing is left to exchange, or when one is in.

use std::{collections::BTreeSet, time::Duration};

use muster_model::ids::{DeviceId, WorkspaceId};
use tokio::sync::oneshot;

use super::command::{CommandError, Reply, Synced};
use crate::refusal::Refusal;

/// Where the answer to a wish goes.
pub(super) type AnswerTo = oneshot::Sender<Result<Reply, CommandError>>;

/// After so long without a word, somebody on a bad line is not waited for any more.
const SILENT: Duration = Duration::from_secs(4);
/// How long nothing must happen before an exchange counts as over, and some round trips more: what arrived may make the
/// other side write something in turn, as a reveal does.
const QUIET: Duration = Duration::from_millis(250);
const QUIET_TRIPS: u32 = 2;

/// Gives an answer; whoever asked may be gone by now.
pub(super) fn answer(to: AnswerTo, reply: Result<Reply, CommandError>) {
    if to.send(reply).is_err() {
        tracing::debug!("whoever asked is gone");
    }
}

/// What somebody waits for in one workspace.
#[derive(Debug, Default)]
pub(super) struct Waits {
    idle: Vec<IdleWait>,
    entry: Vec<EntryWait>,
}

#[derive(Debug)]
struct IdleWait {
    to: AnswerTo,
    begun: Duration,
    deadline: Duration,
    /// How long to look for others before giving up on finding any.
    search: Duration,
    last: Duration,
    so_far: Synced,
    reached: BTreeSet<DeviceId>,
    /// Whether a round came to its end with somebody, or somebody turned us away.
    heard_out: bool,
}

#[derive(Debug)]
struct EntryWait {
    to: AnswerTo,
    deadline: Duration,
}

/// How things stand when waits are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) now: Duration,
    /// Whether nothing is left to exchange with those connected.
    pub(super) idle: bool,
    /// Whether somebody who is waited for may still be reached.
    pub(super) searching: bool,
    /// Whether this device was admitted and can show something.
    pub(super) inside: bool,
    pub(super) workspace: WorkspaceId,
    /// What a word and its answer take with the farthest device connected.
    pub(super) round_trip: Duration,
}

fn quiet(round_trip: Duration) -> Duration {
    QUIET.saturating_add(round_trip.saturating_mul(QUIET_TRIPS)).min(SILENT)
}

impl Waits {
    /// Waits until nothing is left to exchange, at most `patience`.
    pub(super) fn for_idle(
        &mut self,
        to: AnswerTo,
        now: Duration,
        patience: Duration,
        search: Duration,
    ) {
        self.idle.push(IdleWait {
            to,
            begun: now,
            deadline: now.saturating_add(patience),
            search,
            last: now,
            so_far: Synced::default(),
            reached: BTreeSet::new(),
            heard_out: false,
        });
    }

    /// Waits until this device is in, at most `patience`.
    pub(super) fn for_entry(&mut self, to: AnswerTo, now: Duration, patience: Duration) {
        self.entry.push(EntryWait { to, deadline: now.saturating_add(patience) });
    }

    /// Tells that envelopes came or went.
    pub(super) fn moved(&mut self, now: Duration, received: usize, sent: usize) {
        for wait in &mut self.idle {
            wait.so_far.received = wait.so_far.received.saturating_add(received);
            wait.so_far.sent = wait.so_far.sent.saturating_add(sent);
            wait.last = now;
        }
    }

    /// Tells that a device was reached; telling it again changes nothing.
    pub(super) fn reached(&mut self, now: Duration, device: DeviceId) {
        for wait in &mut self.idle {
            if wait.reached.insert(device) {
                wait.last = now;
            }
        }
    }

    /// Tells that a round came to its end with somebody, or that somebody turned us away.
    pub(super) fn heard_out(&mut self, now: Duration) {
        for wait in &mut self.idle {
            wait.last = if wait.heard_out { wait.last } else { now };
            wait.heard_out = true;
        }
    }

    /// Says whether anybody waits.
    pub(super) fn any(&self) -> bool {
        !self.idle.is_empty() || !self.entry.is_empty()
    }

    /// Returns how long until it was quiet long enough for somebody, if nothing happens and it is not so already.
    pub(super) fn due(
        &self,
        now: Duration,
        round_trip: impl FnOnce() -> Duration,
    ) -> Option<Duration> {
        if self.idle.is_empty() {
            return None;
        }
        let quiet = quiet(round_trip());
        let due = self.idle.iter().map(|it| it.last.saturating_add(quiet));
        due.filter_map(|it| it.checked_sub(now)).filter(|it| !it.is_zero()).min()
    }

    /// Answers those whose time has come.
    pub(super) fn check(&mut self, it: Standing) {
        for wait in std::mem::take(&mut self.idle) {
            let quiet = it.now.saturating_sub(wait.last) >= quiet(it.round_trip);
            let looked = it.now.saturating_sub(wait.begun) >= wait.search;
            let all = looked || !(it.searching || wait.reached.is_empty());
            // Who was reached and not heard out, on a bad line, is waited for longer.
            let silent = it.now.saturating_sub(wait.last) >= SILENT;
            let heard_out = wait.heard_out || wait.reached.is_empty() || silent;
            let idle = it.idle && quiet && all && heard_out;
            if idle || it.now >= wait.deadline {
                let reached = wait.reached.into_iter().collect();
                answer(wait.to, Ok(Reply::Synced(Synced { reached, idle, ..wait.so_far })));
            } else {
                self.idle.push(wait);
            }
        }
        for wait in std::mem::take(&mut self.entry) {
            if it.inside && it.idle {
                answer(wait.to, Ok(Reply::Joined { workspace: it.workspace }));
            } else if it.now >= wait.deadline {
                answer(wait.to, Err(CommandError::Refused(Refusal::CameInPart)));
            } else {
                self.entry.push(wait);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A wait that begins at 0 and looks for others until 1,500 ms; then how things stand at each of `looks`.
    fn ended_at(reached: &[u8], looks: &[(u64, bool)]) -> Option<u64> {
        let mut waits = Waits::default();
        let (to, mut told) = oneshot::channel();
        waits.for_idle(to, ms(0), ms(60_000), ms(1_500));
        for n in reached {
            waits.reached(ms(10), DeviceId::from_bytes([*n; 32]));
            waits.heard_out(ms(20));
        }
        let workspace = WorkspaceId::from_bytes([7; 32]);
        let ended = looks.iter().find(|(now, searching)| {
            let searching = *searching;
            waits.check(Standing {
                now: ms(*now),
                idle: true,
                searching,
                inside: true,
                workspace,
                round_trip: ms(0),
            });
            told.try_recv().is_ok()
        });
        ended.map(|(now, _)| *now)
    }

    #[test]
    fn who_syncs_does_not_wait_for_others_once_those_asked_for_were_reached() {
        assert_eq!(ended_at(&[1], &[(200, false), (500, false), (1_600, false)]), Some(500));
        assert_eq!(ended_at(&[1], &[(500, true), (1_400, true), (1_600, true)]), Some(1_600));
        assert_eq!(ended_at(&[], &[(500, false), (1_400, false), (1_600, false)]), Some(1_600));
    }

    #[test]
    fn on_a_line_that_is_long_it_must_be_quiet_for_longer() {
        let mut waits = Waits::default();
        let (to, mut told) = oneshot::channel();
        assert_eq!(waits.due(ms(0), || ms(1)), None, "nobody waits");
        waits.for_idle(to, ms(0), ms(60_000), ms(1_500));
        waits.reached(ms(100), DeviceId::from_bytes([1; 32]));
        waits.heard_out(ms(100));
        assert_eq!(waits.due(ms(150), || ms(0)), Some(ms(200)));
        assert_eq!(waits.due(ms(150), || ms(300)), Some(ms(800)));
        assert_eq!(
            waits.due(ms(2_000), || ms(300)),
            None,
            "a beat looks after what stands in the way"
        );
        let workspace = WorkspaceId::from_bytes([7; 32]);
        let mut is_told = |now| {
            let (now, round_trip) = (ms(now), ms(300));
            let (idle, searching, inside) = (true, false, true);
            waits.check(Standing { now, idle, searching, inside, workspace, round_trip });
            told.try_recv().is_ok()
        };
        assert_eq!([949, 950].map(&mut is_told), [false, true]);
    }

    #[test]
    fn who_was_reached_but_not_heard_out_is_not_taken_for_done() {
        let mut waits = Waits::default();
        let (to, mut told) = oneshot::channel();
        waits.for_idle(to, ms(0), ms(60_000), ms(1_500));
        waits.reached(ms(10), DeviceId::from_bytes([1; 32]));
        let workspace = WorkspaceId::from_bytes([7; 32]);
        let mut look = |waits: &mut Waits, now| {
            let now = ms(now);
            waits.check(Standing {
                now,
                idle: true,
                searching: false,
                inside: true,
                workspace,
                round_trip: ms(0),
            });
            match told.try_recv() {
                Ok(Ok(Reply::Synced(it))) => Some(it.idle),
                Ok(_) | Err(_) => None,
            }
        };
        assert_eq!(look(&mut waits, 3_000), None, "the line is bad; it may come back");
        waits.heard_out(ms(3_100));
        assert_eq!(look(&mut waits, 3_200), None);
        assert_eq!(look(&mut waits, 3_600), Some(true));
    }
}

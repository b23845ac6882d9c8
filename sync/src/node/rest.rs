//! What a log's rest is used for: lanes are condensed, one at a time, and room is given back.
//!
//! **Invariant:** nobody waits longer for it than one lane takes, and nothing that is shown or exchanged depends on it.

use std::time::Duration;

use crate::replica::Replica;

/// How long nothing has to come to a log before it is condensed.
const QUIET: Duration = Duration::from_secs(5);

/// Since when nothing came to a log, and what was done with that time.
#[derive(Debug, Default)]
pub(super) struct Rest {
    /// How many envelopes there were at the last look.
    count: u64,
    since: Duration,
    /// Whether all that is worth it is condensed.
    done: bool,
    /// Whether anything was condensed since room was last given back.
    loose: bool,
}

impl Rest {
    /// Somebody is at work: the rest begins anew. `now` is the time since the start.
    pub(super) fn disturb(&mut self, now: Duration) {
        self.since = now;
        self.done = false;
    }

    /// Does the next piece of work if there is any and nothing came for a while. What fails leaves the log as it is and
    /// is tried again once something came.
    pub(super) fn use_for(&mut self, replica: &mut Replica, now: Duration) {
        let count = replica.index().count();
        if count != self.count {
            self.count = count;
            self.disturb(now);
        }
        if self.done || now.saturating_sub(self.since) < QUIET {
            return;
        }
        match replica.condense_next() {
            Ok(0) => self.done = true,
            Ok(envelopes) => {
                tracing::debug!(envelopes, "condensed");
                self.loose = true;
            }
            Err(err) => {
                tracing::info!(%err, "the log is not condensed");
                self.done = true;
            }
        }
        if self.done && std::mem::take(&mut self.loose) {
            replica.tidy();
        }
    }
}

//! How replicas come to the same set of envelopes, without sockets, clock or dice: `handle(now, Input) -> Vec<Action>`.
//!
//! Here an envelope is opaque: an id, its author and sequence number, and bytes that the replica alone understands.

pub mod files;
pub mod index;
pub mod peers;
pub mod session;

use std::time::Duration;

/// Numbers that look random, from a seed: the same seed gives the same run.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Takes the seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number (`SplitMix64`).
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// Returns a number below `n`; zero where `n` is zero.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.roll().checked_rem(n).unwrap_or(0)
    }

    /// Returns a time from `low` up to `high`, in whole milliseconds.
    pub(crate) fn between(&mut self, low: Duration, high: Duration) -> Duration {
        let span = high.saturating_sub(low).as_millis();
        let span = u64::try_from(span).unwrap_or(u64::MAX);
        low + Duration::from_millis(self.below(span))
    }
}

//! How often strangers may ask: three times each in ten minutes, and not too many of them.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

const EACH: usize = 3;
/// Keys cost a stranger nothing, so all of them together are limited too.
const TOGETHER: usize = 120;
const SPAN: Duration = Duration::from_mins(10);

/// Remembers who asked when. Time is an argument.
#[derive(Debug, Default)]
pub struct Attempts {
    times: VecDeque<(Duration, [u8; 32])>,
    counts: BTreeMap<[u8; 32], usize>,
}

impl Attempts {
    /// Returns whether `remote` may ask now, and counts it if so.
    pub fn allow(&mut self, remote: [u8; 32], now: Duration) -> bool {
        while let Some((time, who)) = self.times.front().copied()
            && now.saturating_sub(time) >= SPAN
        {
            self.times.pop_front();
            if let Some(count) = self.counts.get_mut(&who) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&who);
                }
            }
        }
        let count = self.counts.get(&remote).copied().unwrap_or(0);
        if count >= EACH || self.times.len() >= TOGETHER {
            return false;
        }
        self.times.push_back((now, remote));
        self.counts.insert(remote, count + 1);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_has_three_attempts_in_ten_minutes() {
        let mut attempts = Attempts::default();
        let mut ask = |who: u8, minute: u64| attempts.allow([who; 32], Duration::from_mins(minute));
        assert_eq!([ask(1, 0), ask(1, 1), ask(1, 2), ask(1, 3)], [true, true, true, false]);
        assert!(ask(2, 3));
        assert!(!ask(1, 9));
        assert_eq!([ask(1, 10), ask(1, 10), ask(1, 11)], [true, false, true]);
    }

    #[test]
    fn a_crowd_of_strangers_is_turned_away_and_costs_no_memory() {
        let mut attempts = Attempts::default();
        let allowed = (0..10_000_u32).filter(|n| {
            let mut who = [0; 32];
            who[..4].copy_from_slice(&n.to_le_bytes());
            attempts.allow(who, Duration::ZERO)
        });
        assert_eq!(allowed.count(), TOGETHER);
        assert!(attempts.counts.len() <= TOGETHER && attempts.times.len() <= TOGETHER);
        assert!(attempts.allow([9; 32], SPAN));
        assert_eq!(attempts.counts.len(), 1);
    }
}

//! Notices that this machine slept: the wall clock went on, the clock of the process did not, or nobody looked.

use std::time::Duration;

use muster_model::time::At;

/// How much more than expected must have gone by.
const JUMP: Duration = Duration::from_secs(15);

/// When the clocks were last looked at.
#[derive(Debug, Default)]
pub(super) struct Watchman(Option<(At, Duration)>);

impl Watchman {
    /// Says whether the machine slept since the last look, a fraction of a second ago if it did not.
    pub(super) fn slept(&mut self, wall: At, now: Duration) -> bool {
        let Some((wall_before, before)) = self.0.replace((wall, now)) else { return false };
        let by_wall = Duration::from_millis(wall.0.saturating_sub(wall_before.0));
        by_wall.max(now.saturating_sub(before)) >= JUMP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_lid_is_noticed_and_a_clock_set_back_is_not_taken_for_one() {
        let mut watchman = Watchman::default();
        let mut look = |wall: u64, now: u64| {
            watchman.slept(At(1_000_000 + wall * 1_000), Duration::from_secs(now))
        };
        assert!(!look(0, 0));
        assert!(!look(1, 1));
        assert!(look(3_601, 2), "the process stood still with the machine");
        assert!(!look(10, 3), "the clock was set back");
        assert!(look(40, 33), "nobody looked for half a minute");
    }
}

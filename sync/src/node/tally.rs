//! What one connection has moved since the last line in the log of exchanges, and when a line is due.

use std::time::Duration;

use muster_model::{ids::DeviceId, time::At};

use super::exchanges::{Exchange, Outcome, Way};
use crate::wire::Cut;

/// How long nothing must move for a line to be written while the connection stands.
const QUIET: Duration = Duration::from_mins(1);

/// Who hung up, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// The other side, or the line broke.
    Theirs(Option<Cut>),
    /// This side.
    Ours(Cut),
}

/// What one connection has moved since the last line.
#[derive(Debug)]
pub(super) struct Tally {
    begun: At,
    ended: At,
    moved: Duration,
    sent: usize,
    received: usize,
    lines: usize,
    /// Whether a round was ever finished, and whether both then had the same.
    equal: Option<bool>,
}

impl Tally {
    pub(super) fn new(now: Duration, at: At) -> Self {
        Self { begun: at, ended: at, moved: now, sent: 0, received: 0, lines: 0, equal: None }
    }

    /// Counts envelopes that went or came.
    pub(super) fn moved(&mut self, now: Duration, at: At, (sent, received): (usize, usize)) {
        if sent == 0 && received == 0 {
            return;
        }
        if self.is_empty() && self.lines > 0 {
            self.begun = at;
        }
        self.moved = now;
        self.ended = at;
        self.sent = self.sent.saturating_add(sent);
        self.received = self.received.saturating_add(received);
    }

    /// Notes whether both sides have the same.
    pub(super) fn stands(&mut self, equal: impl Into<Option<bool>>) {
        self.equal = equal.into();
    }

    fn is_empty(&self) -> bool {
        self.sent == 0 && self.received == 0
    }

    /// Returns a line if something moved and nothing has for a minute.
    pub(super) fn rested(&mut self, now: Duration, device: DeviceId, way: Way) -> Option<Exchange> {
        let due = !self.is_empty() && now.saturating_sub(self.moved) >= QUIET;
        due.then(|| self.line(self.ended, device, way, self.outcome()))
    }

    /// Returns the last line, if there is anything to say.
    pub(super) fn over(
        &mut self,
        at: At,
        device: DeviceId,
        way: Way,
        end: &End,
    ) -> Option<Exchange> {
        let outcome = match end {
            End::Theirs(Some(cut)) if !cut.is_ordinary() => Outcome::TurnedAway(cut.clone()),
            End::Ours(cut) if !cut.is_ordinary() => Outcome::CutOff(cut.clone()),
            End::Theirs(_) | End::Ours(_) => self.outcome(),
        };
        let met = self.lines == 0 && self.equal.is_some();
        let odd = matches!(outcome, Outcome::TurnedAway(_) | Outcome::CutOff(_));
        let ended = if self.is_empty() || odd { at } else { self.ended };
        (met || odd || !self.is_empty()).then(|| self.line(ended, device, way, outcome))
    }

    fn outcome(&self) -> Outcome {
        if self.equal == Some(true) { Outcome::Equal } else { Outcome::Partly }
    }

    fn line(&mut self, ended: At, device: DeviceId, way: Way, outcome: Outcome) -> Exchange {
        let (begun, sent, received) = (self.begun, self.sent, self.received);
        self.lines = self.lines.saturating_add(1);
        (self.sent, self.received) = (0, 0);
        Exchange { begun, ended, device: Some(device), way, sent, received, outcome }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEN: DeviceId = DeviceId::from_bytes([2; 32]);

    fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn at(secs: u64) -> At {
        At(1_000_000 + secs * 1_000)
    }

    #[test]
    fn a_long_connection_is_one_line_for_each_time_something_moved() {
        let mut tally = Tally::new(secs(0), at(0));
        tally.stands(true);
        tally.moved(secs(1), at(1), (3, 0));
        tally.moved(secs(5), at(5), (0, 2));
        assert_eq!(tally.rested(secs(20), BEN, Way::SameNetwork), None);
        let line = tally.rested(secs(65), BEN, Way::SameNetwork).unwrap();
        assert_eq!((line.begun, line.ended, line.sent, line.received), (at(0), at(5), 3, 2));
        assert_eq!(line.outcome, Outcome::Equal);
        assert_eq!(tally.rested(secs(600), BEN, Way::SameNetwork), None);
        tally.moved(secs(700), at(700), (1, 0));
        let line = tally.over(at(710), BEN, Way::Relay, &End::Theirs(None)).unwrap();
        assert_eq!((line.begun, line.ended, line.sent), (at(700), at(700), 1));
        assert_eq!(tally.over(at(720), BEN, Way::Relay, &End::Theirs(None)), None);
    }

    #[test]
    fn meeting_without_news_is_a_line_and_not_meeting_at_all_is_none() {
        let mut tally = Tally::new(secs(0), at(0));
        assert_eq!(tally.over(at(1), BEN, Way::Direct, &End::Theirs(None)), None);
        tally.stands(true);
        let line = tally.over(at(2), BEN, Way::Direct, &End::Ours(Cut::Leaving)).unwrap();
        assert_eq!((line.sent, line.received, line.outcome), (0, 0, Outcome::Equal));
    }

    #[test]
    fn why_somebody_was_turned_away_is_always_a_line() {
        let mut tally = Tally::new(secs(0), at(0));
        let line = tally.over(at(1), BEN, Way::Direct, &End::Theirs(Some(Cut::Removed))).unwrap();
        assert_eq!(line.outcome, Outcome::TurnedAway(Cut::Removed));
        let mut tally = Tally::new(secs(0), at(0));
        let line = tally.over(at(1), BEN, Way::Direct, &End::Ours(Cut::Flood)).unwrap();
        assert_eq!(line.outcome, Outcome::CutOff(Cut::Flood));
    }
}

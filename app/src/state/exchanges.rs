//! Who came, went and sent something in this session, for the short log on People & sync.

use std::collections::VecDeque;

use muster_model::{
    ids::{DeviceId, WorkspaceId},
    time::At,
};
use muster_sync::node::event::Happening;

/// What a device did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It connected.
    Came,
    /// It went away.
    Went,
    /// It sent so many changes.
    Sent(usize),
}

/// One line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// When, by this device's clock.
    pub at: At,
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// Which device.
    pub device: DeviceId,
    /// What it did.
    pub what: What,
}

/// The log, bounded.
#[derive(Debug, Default)]
pub struct Exchanges(VecDeque<Exchange>);

/// How many lines are kept, over all workspaces.
const KEPT: usize = 200;

impl Exchanges {
    /// Notes a happening, if it is about a device.
    pub fn note(&mut self, happening: &Happening, at: At) {
        let (workspace, device, what) = match happening {
            Happening::Received { workspace, from, envelopes } => {
                (*workspace, *from, What::Sent(*envelopes))
            }
            Happening::Peer { workspace, device, online } => {
                (*workspace, *device, if *online { What::Came } else { What::Went })
            }
            Happening::Knock { .. } | Happening::Warning { .. } => return,
        };
        let within = |it: &Exchange| at.0.saturating_sub(it.at.0) < 60_000;
        if let (What::Sent(more), Some(last)) = (what, self.0.front_mut())
            && let What::Sent(before) = last.what
            && (last.workspace, last.device) == (workspace, device)
            && within(last)
        {
            *last = Exchange { at, what: What::Sent(before.saturating_add(more)), ..*last };
            return;
        }
        self.0.push_front(Exchange { at, workspace, device, what });
        self.0.truncate(KEPT);
    }

    /// Returns the lines about `workspace`, the latest first.
    pub fn of(&self, workspace: WorkspaceId) -> impl Iterator<Item = &Exchange> {
        self.0.iter().filter(move |it| it.workspace == workspace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: WorkspaceId = WorkspaceId::from_bytes([1; 32]);

    fn sent(envelopes: usize) -> Happening {
        let from = DeviceId::from_bytes([2; 32]);
        Happening::Received { workspace: HERE, from, envelopes }
    }

    #[test]
    fn what_one_device_sends_within_a_minute_is_one_line() {
        let mut log = Exchanges::default();
        log.note(&sent(3), At(1_000));
        log.note(&sent(4), At(30_000));
        log.note(&sent(5), At(200_000));
        let lines: Vec<What> = log.of(HERE).map(|it| it.what).collect();
        assert_eq!(lines, [What::Sent(5), What::Sent(7)]);
    }

    #[test]
    fn the_log_is_bounded_and_keeps_workspaces_apart() {
        let mut log = Exchanges::default();
        let device = DeviceId::from_bytes([2; 32]);
        for at in 0..1_000 {
            let online = at % 2 == 0;
            log.note(&Happening::Peer { workspace: HERE, device, online }, At(at));
        }
        assert_eq!(log.of(HERE).count(), KEPT);
        assert_eq!(log.of(WorkspaceId::from_bytes([9; 32])).count(), 0);
    }
}

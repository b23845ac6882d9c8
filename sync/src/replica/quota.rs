//! How much one device may fill the log with: enough for any honest work, too little to fill a disk.

use std::collections::BTreeMap;

use muster_model::ids::DeviceId;

/// Record bytes of one member's device. Fifty people with 1,200 answers each are some 40 MB, all together.
const DEVICE: u64 = 256 * 1024 * 1024;
/// Record bytes of all devices together that no member's history names: theirs may come before the operation that
/// admits them.
const STRANGERS: u64 = 32 * 1024 * 1024;

/// Who has filled how much.
#[derive(Debug)]
pub(super) struct Quota {
    held: BTreeMap<DeviceId, u64>,
    device: u64,
    strangers: u64,
}

impl Default for Quota {
    fn default() -> Self {
        Self { held: BTreeMap::new(), device: DEVICE, strangers: STRANGERS }
    }
}

impl Quota {
    /// Returns one with other limits, for tests.
    #[cfg(test)]
    pub(super) fn of(device: u64, strangers: u64) -> Self {
        Self { device, strangers, ..Self::default() }
    }

    /// Counts a record that is in the log.
    pub(super) fn count(&mut self, author: DeviceId, bytes: usize) {
        self.count_all(author, u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    /// Counts records that are in the log, so many bytes all together.
    pub(super) fn count_all(&mut self, author: DeviceId, bytes: u64) {
        let held = self.held.entry(author).or_default();
        *held = held.saturating_add(bytes);
    }

    /// Begins to count what a batch of records would add.
    pub(super) fn batch(&self, is_known: impl Fn(&DeviceId) -> bool) -> Batch<'_> {
        let strangers = self.held.iter().filter(|(it, _)| !is_known(it)).map(|(_, held)| *held);
        let strangers = strangers.fold(0, u64::saturating_add);
        Batch { quota: self, strangers, coming: BTreeMap::new() }
    }
}

/// What a batch of records would add.
#[derive(Debug)]
pub(super) struct Batch<'a> {
    quota: &'a Quota,
    strangers: u64,
    coming: BTreeMap<DeviceId, u64>,
}

impl Batch<'_> {
    /// Counts a record and says whether there is room for it. Whose history names nobody shares what strangers have.
    pub(super) fn add(&mut self, author: DeviceId, bytes: usize, standing: Standing) -> bool {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        match standing {
            Standing::Known => {
                let held = self.quota.held.get(&author).copied().unwrap_or(0);
                let coming = self.coming.entry(author).or_insert(held);
                *coming = coming.saturating_add(bytes);
                *coming <= self.quota.device
            }
            Standing::Stranger => {
                self.strangers = self.strangers.saturating_add(bytes);
                self.strangers <= self.quota.strangers
            }
        }
    }
}

/// Whether the control history names a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is a member's, or was.
    Known,
    /// It does not.
    Stranger,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: DeviceId = DeviceId::from_bytes([1; 32]);

    fn is_ana(device: &DeviceId) -> bool {
        *device == ANA
    }

    #[test]
    fn a_device_fills_its_own_share_and_nobody_elses() {
        let mut quota = Quota::of(1_000, 300);
        quota.count(ANA, 900);
        let mut batch = quota.batch(is_ana);
        assert!(batch.add(ANA, 100, Standing::Known));
        assert!(!batch.add(ANA, 1, Standing::Known));
        assert!(batch.add(DeviceId::from_bytes([2; 32]), 300, Standing::Stranger));
    }

    #[test]
    fn a_thousand_invented_devices_share_what_one_stranger_has() {
        let mut quota = Quota::of(1_000, 300);
        let stranger = |n: u16| {
            let mut bytes = [9; 32];
            bytes[..2].copy_from_slice(&n.to_le_bytes());
            DeviceId::from_bytes(bytes)
        };
        for n in 0..20 {
            quota.count(stranger(n), 10);
        }
        let mut batch = quota.batch(is_ana);
        let stored = (20..1_000).filter(|n| batch.add(stranger(*n), 10, Standing::Stranger));
        assert_eq!(stored.count(), 10);
    }
}

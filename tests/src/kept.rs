//! What a device shows, written down and read again as the next start would.

use std::sync::Arc;

use muster_model::workspace::{
    Workspace,
    kept::{self, Kept, Parts},
};

/// Parts of what is kept that lie in memory.
struct AtHand(Vec<Vec<u8>>);

impl Parts for AtHand {
    fn part(&self, place: usize) -> Option<Vec<u8>> {
        self.0.get(place).cloned()
    }

    fn anew(&self) -> Option<Arc<Workspace>> {
        None
    }
}

/// Returns what the next start shows of what is `shown` now; `None` where it can't be kept.
pub(crate) fn again(shown: &Workspace) -> Option<Workspace> {
    let Kept { head, parts } = kept::keep(shown)?;
    let parts: Arc<dyn Parts> = Arc::new(AtHand(parts));
    kept::recall(&head, &parts)
}

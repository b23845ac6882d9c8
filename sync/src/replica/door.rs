//! The one door: records from elsewhere, whichever way they came.

use muster_model::ids::{EnvelopeId, WorkspaceId};

use super::{Replica, batch, quota};
use crate::{
    checkpoint::Checkpoint,
    craft::Craft,
    envelope::{self, EnvelopeError, Sealed},
    store::{Known, StoreError},
};

/// Which envelopes a record from elsewhere holds, or why it was turned away.
pub type Accepted = Result<Vec<EnvelopeId>, EnvelopeError>;

impl Replica {
    /// Takes records from elsewhere: the door. Returns only after what was new is on disk.
    ///
    /// Says of each record, in order, which envelopes it holds, or why it was turned away.
    pub fn accept(&mut self, records: &[Vec<u8>]) -> Result<Vec<Accepted>, StoreError> {
        let mut told = Vec::with_capacity(records.len());
        let mut fine = Vec::new();
        let mut again = Vec::new();
        let mut checkpoints = Vec::new();
        let mut room = self.quota.batch(|it| self.is_known(it));
        let (craft, workspace) = (&*self.craft, self.workspace);
        let verified = batch::each(records, |it| verified(craft, it, workspace));
        for (place, verified) in verified.into_iter().enumerate() {
            told.push(verified.and_then(|known| {
                let envelope = match known {
                    Known::Envelope(envelope) => envelope,
                    Known::Checkpoint(checkpoint) => {
                        checkpoints.push((place, checkpoint));
                        return Ok(Vec::new());
                    }
                };
                let id = envelope.id();
                if !self.index.contains(&id) {
                    self.check_room(&envelope, &mut room)?;
                } else if self.condensed.covers(&id) {
                    return Ok(vec![id]);
                }
                if self.doomed.is_hollow(&id) && !envelope.is_bare() {
                    again.push(envelope.clone());
                }
                fine.push(if self.doomed.covers(&envelope) { envelope.bare() } else { envelope });
                Ok(vec![id])
            }));
        }
        self.store.append(&fine)?;
        if !again.is_empty() {
            self.store.replace(&again)?;
        }
        for envelope in fine {
            self.take(envelope);
        }
        self.settle();
        for (place, checkpoint) in checkpoints {
            let accepted = self.accept_checkpoint(checkpoint)?;
            told.get_mut(place).into_iter().for_each(|it| it.clone_from(&accepted));
            self.settle();
        }
        self.forget_what_was_taken_back()?;
        self.carry_out_destruction()?;
        Ok(told)
    }

    /// Refuses what its author has no room for. This device itself always has.
    pub(super) fn check_room(
        &self,
        envelope: &envelope::Verified,
        room: &mut quota::Batch<'_>,
    ) -> Result<(), EnvelopeError> {
        let author = envelope.header().author;
        let standing =
            if self.is_known(&author) { quota::Standing::Known } else { quota::Standing::Stranger };
        let is_mine = author == self.identity.device();
        if is_mine || room.add(author, envelope.record().len(), standing) {
            Ok(())
        } else {
            Err(EnvelopeError::OverQuota { author })
        }
    }
}

/// Reads a record from elsewhere and checks its signatures.
fn verified(
    craft: &dyn Craft,
    record: &[u8],
    workspace: WorkspaceId,
) -> Result<Known, EnvelopeError> {
    if Checkpoint::is_named_in(record) {
        return Checkpoint::parse(record)?.verify(workspace).map(Known::Checkpoint);
    }
    Sealed::parse(record)?.verify_by(craft, workspace).map(Known::Envelope)
}

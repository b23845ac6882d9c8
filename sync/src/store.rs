//! Where envelopes are kept.

/// The log could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room.
    #[error("the disk is full")]
    Full,
}

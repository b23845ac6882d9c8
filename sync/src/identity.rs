//! Who this device is in one workspace.

/// The device's keys could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The key file is not one.
    #[error("the key file is damaged")]
    Damaged,
}

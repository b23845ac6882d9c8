//! The wall clock and the dice: read here and nowhere else.

use std::time::{SystemTime, UNIX_EPOCH};

use muster_model::time::At;

/// Reads the wall clock.
#[expect(clippy::disallowed_methods, reason = "this is the node's clock")]
pub fn now() -> At {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    At(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Fills `bytes` with randomness of the operating system.
///
/// # Errors
///
/// Where the operating system has none to give.
pub fn dice(bytes: &mut [u8]) -> Result<(), NoDice> {
    getrandom::fill(bytes).map_err(NoDice)
}

/// Rolls a number that decides when things are tried, not what is secret.
pub(crate) fn seed() -> Result<u64, NoDice> {
    let mut bytes = [0; 8];
    dice(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// The operating system gives no randomness: no key can be made safely.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no randomness: {0}")]
pub struct NoDice(#[source] getrandom::Error);

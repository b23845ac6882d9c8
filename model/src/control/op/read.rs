//! Reading what a control envelope carries, also where only a newer version knows it all.

use super::{Body, Op};
use crate::{ids::EnvelopeId, time::At};

/// Why the bytes of a control envelope say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was made by a newer version of Muster, or is damaged")]
pub struct BodyError;

impl Body {
    /// Reads what a control envelope carries.
    ///
    /// Of an operation that only a newer version knows, its place in the history is read, and that it is
    /// [`Op::Newer`]: what follows it must not wait for it for ever.
    pub fn read(bytes: &[u8]) -> Result<Self, BodyError> {
        match postcard::take_from_bytes::<Self>(bytes) {
            Ok((body, [])) => Ok(body),
            Ok(_) | Err(_) => {
                match postcard::take_from_bytes::<(Vec<EnvelopeId>, At, u32)>(bytes) {
                    Ok(((parents, at, number), _)) if number >= Op::KNOWN => {
                        Ok(Self { parents, at, op: Op::Newer })
                    }
                    Ok(_) | Err(_) => Err(BodyError),
                }
            }
        }
    }
}

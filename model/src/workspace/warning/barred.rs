//! Why a change of a lane or board never counts.

use serde::{Deserialize, Serialize};

use crate::document::AdmitError;

/// Why a change of a lane or board never counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Barred {
    /// Nobody writes in another's lane.
    #[error("these are somebody else’s answers")]
    NotTheirs,
    /// Observers look on.
    #[error("an observer does not answer")]
    Observer,
    /// On a board, the others only comment.
    #[error("only facilitators and owners do more than comment")]
    OnlyComments,
    /// Its author or device was gone by then, or in another role.
    #[error("it is past the end of what counts")]
    Past,
    /// It is no change such a document takes.
    #[error("{0}")]
    Unfit(#[from] AdmitError),
}

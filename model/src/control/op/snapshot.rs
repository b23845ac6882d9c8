//! What a signature under a review pins.

use serde::{Deserialize, Serialize};

use crate::ids::{ChangeHash, MemberId, RungId};

/// What a signature under a review pins: where every document stood, and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Each lane in which something was written, by member.
    pub lanes: Vec<LanePin>,
    /// Heads of the board.
    pub board: Vec<ChangeHash>,
    /// Hash of everything the result depends on.
    pub inputs: [u8; 32],
    /// Hash of the result.
    pub result: [u8; 32],
    /// The tier reached, if one was.
    pub tier: Option<RungId>,
}

/// Where one lane stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanePin {
    /// Whose.
    pub member: MemberId,
    /// The heads that counted, sorted; none where nothing did.
    pub counted: Vec<ChangeHash>,
    /// All heads there were, sorted: what was written after the reveal is in them, too.
    pub seen: Vec<ChangeHash>,
}

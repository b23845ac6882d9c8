//! Invitations as text, QR code or file.

use muster_model::ids::WorkspaceId;

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Into which workspace.
    pub workspace: WorkspaceId,
}

//! Six words that two people compare aloud.

use muster_model::ids::{DeviceId, WorkspaceId};

/// Returns what says which `device` asks to join which `workspace`.
///
/// Both sides derive it on their own; if it is the same, nobody stands in between.
pub fn words(workspace: WorkspaceId, device: &DeviceId) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("muster words v1");
    hasher.update(workspace.as_bytes()).update(device.as_bytes());
    let digest = hasher.finalize();
    let groups: Vec<String> =
        digest.as_bytes().iter().take(6).map(|it| format!("{it:02x}")).collect();
    groups.join(" ")
}

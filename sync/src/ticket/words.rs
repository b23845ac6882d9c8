//! Six words that two people compare aloud.

use muster_model::ids::{DeviceId, WorkspaceId};

/// 256 words, one a line, easy to say and hard to mishear.
const WORDS: &str = include_str!("../../../assets/words.txt");

/// Returns six words that say which `device` asks to join which `workspace`.
///
/// Both sides derive them on their own; if they are the same, nobody stands in between.
pub fn words(workspace: WorkspaceId, device: &DeviceId) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("muster words v1");
    hasher.update(workspace.as_bytes()).update(device.as_bytes());
    let digest = hasher.finalize();
    let words: Vec<&str> = digest.as_bytes().iter().take(6).filter_map(|it| word(*it)).collect();
    words.join(" ")
}

/// Returns the word of a byte.
pub(super) fn word(byte: u8) -> Option<&'static str> {
    WORDS.lines().filter(|it| !it.is_empty()).nth(usize::from(byte))
}

//! What a payload says of itself before anything is admitted: its changes, what they follow on, and where they write.

use super::{admit, chunk, schema};
use crate::{ids::ChangeHash, time::At};

/// Returns the changes in `payload`, each with those it follows on; none if it can't be read.
pub fn links(payload: &[u8]) -> Vec<(ChangeHash, Vec<ChangeHash>)> {
    if admit::check_size(payload).is_err() {
        return Vec::new();
    }
    let chunks = chunk::parse(payload).unwrap_or_default();
    chunks.into_iter().map(|it| (it.hash, it.change.deps)).collect()
}

/// Returns the keys that the changes in `payload` write under, each once; none if it can't be read. The fields of all
/// actions are one: the plan.
pub fn keys_written(payload: &[u8]) -> Vec<String> {
    if admit::check_size(payload).is_err() {
        return Vec::new();
    }
    let chunks = chunk::parse(payload).unwrap_or_default();
    let puts = chunks.iter().flat_map(|it| &it.change.puts);
    let of_plan = |key: &str| {
        schema::read_action_key(key).is_some() || schema::read_action_comment_key(key).is_some()
    };
    let name = |key: &str| if of_plan(key) { "the plan".to_owned() } else { key.to_owned() };
    let mut keys: Vec<String> = puts.map(|it| name(&it.key)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Returns the moment that `payload` claims to be written at; `None` if it can't be read.
pub fn written_at(payload: &[u8]) -> Option<At> {
    admit::check_size(payload).ok()?;
    let chunks = chunk::parse(payload).ok()?;
    chunks.iter().map(|it| schema::read_time(it.change.time)).max()
}

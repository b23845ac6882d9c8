//! The one way a pack is written when its identity is at stake.
//!
//! JSON with sorted keys and no blanks; exact numbers in their shortest form; lists keep their order, which is meaning.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Pack;
use crate::ids::FrameworkHash;

const CONTEXT: &str = "muster framework v1";

/// Returns the canonical bytes of `pack`.
pub(super) fn bytes(pack: &Pack) -> Vec<u8> {
    // Every key of the model is text, so nothing in a pack fails to serialise.
    let value = serde_json::to_value(pack).unwrap_or_default();
    let mut out = String::new();
    write(&value, &mut out);
    out.into_bytes()
}

/// Returns the hash of `pack`.
pub(super) fn hash(pack: &Pack) -> FrameworkHash {
    FrameworkHash::from_bytes(blake3::derive_key(CONTEXT, &bytes(pack)))
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            // Sorted here, whatever order the map of this build keeps.
            let sorted: BTreeMap<&String, &Value> = entries.iter().collect();
            out.push('{');
            for (index, (key, item)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

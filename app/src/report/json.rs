//! All facts as JSON: canonical (keys in order, no blanks), versioned, and with a digest of every part.
//!
//! The file is `{"author", "body", "digests", "format", "signature", "version"}`. Digests are BLAKE3 of the canonical
//! form of each part of the body, so that a change can be placed; a signature covers format, version, digests and
//! author.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    ReportError,
    facts::{FORMAT, Facts, VERSION},
};

/// Context of the digest of a part.
const PART: &str = "muster report part v1";

/// Writes `facts`, not signed.
pub(super) fn bytes(facts: &Facts) -> Result<Vec<u8>, ReportError> {
    let body = serde_json::to_value(facts).map_err(|err| wrong(&err))?;
    let mut file = Map::new();
    file.insert("format".to_owned(), FORMAT.into());
    file.insert("version".to_owned(), VERSION.into());
    let digests = serde_json::to_value(digests(&body)).map_err(|err| wrong(&err))?;
    file.insert("digests".to_owned(), digests);
    file.insert("body".to_owned(), body);
    file.insert("author".to_owned(), Value::Null);
    file.insert("signature".to_owned(), Value::Null);
    Ok(canonical(&Value::Object(file)).into_bytes())
}

fn wrong(err: &serde_json::Error) -> ReportError {
    ReportError::Form { form: "JSON", why: err.to_string() }
}

/// Returns the digest of every part of `body`, by its place: questions one by one, the rest by key.
pub(super) fn digests(body: &Value) -> BTreeMap<String, String> {
    let digest =
        |it: &Value| blake3::Hash::from(blake3::derive_key(PART, canonical(it).as_bytes()));
    let mut out = BTreeMap::new();
    for (key, value) in body.as_object().into_iter().flatten() {
        match value {
            Value::Array(all) if key == "questions" => {
                for (nth, it) in all.iter().enumerate() {
                    out.insert(format!("{key}/{nth:05}"), digest(it).to_hex().to_string());
                }
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => {
                out.insert(key.clone(), digest(value).to_hex().to_string());
            }
        }
    }
    out
}

/// Returns `value` with keys in order and nothing between.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(all) => {
            let sorted: BTreeMap<&String, &Value> = all.iter().collect();
            let pair = |(key, it): (&String, &Value)| {
                format!("{}:{}", Value::String(key.clone()), canonical(it))
            };
            let pairs: Vec<String> = sorted.into_iter().map(pair).collect();
            format!("{{{}}}", pairs.join(","))
        }
        Value::Array(all) => {
            let items: Vec<String> = all.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

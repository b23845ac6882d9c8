//! Reads one part of a pack so that one mistake does not hide the next.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::tree::Located;
use crate::{
    framework::problem::{Problems, Trail},
    ids::Name,
};

/// Reads a list, item by item; a missing one is empty.
pub(crate) fn list<T>(
    problems: &mut Problems<'_>,
    (at, trail): (Option<&Located>, Trail),
    mut read: impl FnMut(&mut Problems<'_>, &Located, &Trail) -> Option<T>,
) -> Vec<T> {
    let Some(at) = at else { return Vec::new() };
    let Some(items) = at.items() else {
        problems.add(
            &trail,
            format!("a list belongs here, not {}", at.sort()),
            "begin each item with “- ”",
        );
        return Vec::new();
    };
    let mut out = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match read(problems, item, &trail.index(index)) {
            Some(value) => out.push(value),
            None => problems.drop_item(&trail, index),
        }
    }
    out
}

/// Reads a table whose keys are names; a missing one is empty.
pub(crate) fn table<T>(
    problems: &mut Problems<'_>,
    (at, trail): (Option<&Located>, Trail),
    mut read: impl FnMut(&mut Problems<'_>, &Located, &Trail) -> Option<T>,
) -> BTreeMap<Name, T> {
    let mut out = BTreeMap::new();
    let Some(at) = at else { return out };
    let Some(entries) = at.entries() else {
        let what = format!("a table of names belongs here, not {}", at.sort());
        problems.add(&trail, what, "write it as “name: …”");
        return out;
    };
    for entry in entries {
        let trail = trail.key(&entry.key);
        match entry.key.parse::<Name>() {
            Ok(name) => {
                if let Some(value) = read(problems, &entry.value, &trail) {
                    out.insert(name, value);
                }
            }
            Err(err) => problems.add(&trail, err.to_string(), "choose a short plain name"),
        }
    }
    out
}

/// Reads a table into `T`, leaving out the keys in `apart`, which are read by themselves.
///
/// `base` has a value for every key that `T` needs. Where something is wrong, each key is tried alone, so that all
/// problems of the piece are found and the sound rest of it can still be checked.
pub(crate) fn piece<T: DeserializeOwned>(
    problems: &mut Problems<'_>,
    at: &Located,
    trail: &Trail,
    base: &Value,
    apart: &[&str],
) -> Option<T> {
    let Some(entries) = at.entries() else {
        problems.add(
            trail,
            format!("a table of keys belongs here, not {}", at.sort()),
            "write “key: value”",
        );
        return None;
    };
    let mut given = Map::new();
    for entry in entries.iter().filter(|it| !apart.contains(&it.key.as_str())) {
        given.insert(entry.key.clone(), entry.value.to_value());
    }
    let empty = Map::new();
    let base = base.as_object().unwrap_or(&empty);
    let mut whole = given.clone();
    for key in apart {
        if let Some(value) = base.get(*key) {
            whole.insert((*key).to_owned(), value.clone());
        }
    }
    if let Ok(done) = T::deserialize(Value::Object(whole)) {
        return Some(done);
    }
    let mut sound = base.clone();
    for (key, value) in given {
        let mut probe = base.clone();
        probe.insert(key.clone(), value.clone());
        match serde_path_to_error::deserialize::<_, T>(Value::Object(probe)) {
            Ok(_) => drop(sound.insert(key, value)),
            Err(err) => {
                report(problems, &steps(trail, err.path(), &key), &err.inner().to_string(), &key);
            }
        }
    }
    for key in base.keys().filter(|it| !apart.contains(&it.as_str()) && at.get(it).is_none()) {
        // A key with a value of its own when left out is not missed.
        let mut without = base.clone();
        without.remove(key);
        if T::deserialize(Value::Object(without)).is_err() {
            let hint = "every part of this sort needs it";
            problems.add(trail, format!("the key “{key}” is missing"), hint);
        }
    }
    T::deserialize(Value::Object(sound)).ok()
}

fn steps(trail: &Trail, path: &serde_path_to_error::Path, key: &str) -> Trail {
    let mut out = trail.clone();
    for segment in path {
        match segment {
            Segment::Seq { index } => out = out.index(*index),
            Segment::Map { key } => out = out.key(key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    if out == *trail { trail.key(key) } else { out }
}

/// Says in our words what serde found.
fn report(problems: &mut Problems<'_>, trail: &Trail, message: &str, key: &str) {
    let shown: String = message.chars().take(400).collect();
    let ticked: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (what, hint) = if message.starts_with("unknown field") {
        let known = ticked.get(1..).unwrap_or_default().join(", ");
        let name = ticked.first().copied().unwrap_or(key);
        (format!("the key “{name}” does not belong here"), format!("use one of: {known}"))
    } else if message.starts_with("unknown variant") {
        let known = ticked.get(1..).unwrap_or_default().join(", ");
        let name = ticked.first().copied().unwrap_or_default();
        (format!("“{name}” is not one of the words this key takes"), format!("use one of: {known}"))
    } else if message.starts_with("missing field") {
        let name = ticked.first().copied().unwrap_or_default();
        (format!("the key “{name}” is missing"), "every part of this sort needs it".to_owned())
    } else if message.contains("invalid type: floating point")
        || message.contains("invalid type: integer")
    {
        (shown, "put it in quotes, like \"2.6\"".to_owned())
    } else if message.contains("invalid type: null") {
        (shown, "write a value, or leave the key out".to_owned())
    } else if message.contains("expected u32") {
        let what = format!("“{key}” takes a whole number that is not below nought");
        (what, "write it without quotes, like 365".to_owned())
    } else if message.contains("expected a boolean") {
        (format!("“{key}” takes true or false"), "write true or false, without quotes".to_owned())
    } else if message.contains("expected a map") {
        (shown, "write a table; a text has a language: {en: …}".to_owned())
    } else {
        (shown, "write it in the form that is expected here".to_owned())
    };
    problems.add(trail, what, hint);
}

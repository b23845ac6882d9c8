//! Files of others as located trees: sizes are bounded before anything is read.

use serde_json::Value;

use super::{File, Hint, ImportError, MAX_BYTES, MAX_FILES, Skipped, Trouble, Wrong, workbook};
use crate::framework::parse::{
    json,
    tree::{Data, Limits, Located},
    yaml,
};

/// What a tree of somebody else's file may hold.
const LIMITS: Limits = Limits {
    values: 1_000_000,
    text: MAX_BYTES,
    hint: "one million values and 32 MiB of text are the limit; take a smaller part of the source",
};

/// Checks sizes before a single byte is looked at.
pub(super) fn fits(files: &[File<'_>]) -> Result<(), ImportError> {
    let Some(first) = files.first() else {
        return Err(ImportError::Unknown(Trouble::of("", None, Wrong::NoFile, Hint::Folder)));
    };
    let total: usize = files.iter().map(|it| it.bytes.len()).sum();
    if total > MAX_BYTES {
        let (what, hint) = (Wrong::TooMuch(total >> 20), Hint::Mebibytes);
        return Err(ImportError::TooLarge(Trouble::of(first.path, None, what, hint)));
    }
    if files.len() > MAX_FILES {
        let (what, hint) = (Wrong::TooMany(files.len()), Hint::Files);
        return Err(ImportError::TooLarge(Trouble::of("", None, what, hint)));
    }
    Ok(())
}

/// Returns the text of a file.
pub(super) fn text<'a>(file: &File<'a>) -> Result<&'a str, ImportError> {
    let broken = |line, what: Wrong, hint: Hint| {
        Err(ImportError::Broken(Trouble::of(file.path, line, what, hint)))
    };
    let bytes = file.bytes;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return broken(Some(1), Wrong::Utf16, Hint::Encode);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => broken(None, Wrong::Empty, Hint::Another),
        Ok(text) => Ok(text),
        Err(_) if let Some(err) = workbook::damaged(file) => Err(err),
        Err(err) => {
            let before = bytes.get(..err.valid_up_to()).unwrap_or_default();
            let line = u32::try_from(before.split(|it| *it == b'\n').count()).ok();
            broken(line, Wrong::NotUtf8, Hint::EncodeFile)
        }
    }
}

/// Reads JSON.
pub(super) fn json(file: &File<'_>) -> Result<Located, ImportError> {
    let read = json::read_within(text(file)?, LIMITS);
    read.map_err(|it| ImportError::Broken(Trouble::from_problem(file.path, it)))
}

/// Reads YAML; notes which keys stand twice.
pub(super) fn yaml(file: &File<'_>, notes: &mut Vec<Skipped>) -> Result<Located, ImportError> {
    let read = yaml::read_foreign(text(file)?, LIMITS);
    let (tree, repeated) =
        read.map_err(|it| ImportError::Broken(Trouble::from_problem(file.path, it)))?;
    for (line, key) in repeated {
        let key: String = key.chars().filter(|it| !it.is_control()).take(60).collect();
        let what = format!("the key “{key}” stands twice in the same table; the last one counts");
        notes.push(Skipped { place: format!("{}: line {line}", file.path), what });
    }
    Ok(tree)
}

impl Located {
    /// Returns what is written here, if it is one word or text.
    pub(super) fn words(&self) -> Option<&str> {
        match &self.data {
            Data::Text(it) | Data::Whole(it) | Data::Float(it) => Some(it.trim()),
            Data::Bool(true) => Some("true"),
            Data::Bool(false) => Some("false"),
            Data::Null | Data::List(_) | Data::Table(_) => None,
        }
    }

    /// Returns the words at `key`; empty where there are none.
    pub(super) fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Self::words).unwrap_or_default()
    }

    /// Returns the first of `keys` that holds words.
    pub(super) fn first_text(&self, keys: &[&str]) -> &str {
        keys.iter().map(|it| self.text(it)).find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// Returns the list at `key`; empty where there is none.
    pub(super) fn list(&self, key: &str) -> &[Self] {
        self.get(key).and_then(Self::items).unwrap_or_default()
    }

    /// Returns the words of the list at `key`, or of the one word that stands there instead.
    pub(super) fn word_list(&self, key: &str) -> Vec<&str> {
        let Some(found) = self.get(key) else { return Vec::new() };
        let one = found.words().into_iter();
        let words = one.chain(found.items().unwrap_or_default().iter().filter_map(Self::words));
        words.filter(|it| !it.is_empty()).collect()
    }

    /// Says whether `key` is true.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.text(key).eq_ignore_ascii_case("true")
    }

    /// Returns the plain value, with numbers as text where a float would change them.
    pub(super) fn faithful(&self) -> Value {
        match &self.data {
            Data::Float(written) => {
                let number = serde_json::from_str::<serde_json::Number>(written).ok();
                let kept = number.filter(|it| it.to_string() == *written);
                kept.map_or_else(|| Value::String(written.clone()), Value::Number)
            }
            Data::List(items) => items.iter().map(Self::faithful).collect(),
            Data::Table(entries) => {
                entries.iter().map(|it| (it.key.clone(), it.value.faithful())).collect()
            }
            Data::Null | Data::Bool(_) | Data::Whole(_) | Data::Text(_) => self.to_value(),
        }
    }
}

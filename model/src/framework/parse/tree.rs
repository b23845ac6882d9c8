//! One tree for every notation, in which each value knows its line.

use serde_json::Value;

use crate::framework::problem::{Problem, Step};

/// Largest file that is read, in bytes.
pub(crate) const MAX_BYTES: usize = 8 << 20;
/// Most values in a file, aliases expanded.
pub(crate) const MAX_VALUES: usize = 500_000;
/// Most text in a file, aliases expanded, in bytes.
pub(crate) const MAX_TEXT: usize = 2 * MAX_BYTES;
/// Deepest nesting.
pub(crate) const MAX_DEPTH: usize = 64;

/// A value and the line it begins on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Located {
    pub(crate) line: u32,
    pub(crate) data: Data,
}

/// A value as it is written; numbers keep their text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Whole(String),
    Float(String),
    Text(String),
    List(Vec<Located>),
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) line: u32,
    pub(crate) value: Located,
}

impl Located {
    /// Returns the value of `key`, if this is a table that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let found = self.entries()?.iter().find(|it| it.key == key)?;
        Some(&found.value)
    }

    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        if let Data::Table(entries) = &self.data { Some(entries) } else { None }
    }

    pub(crate) fn items(&self) -> Option<&[Self]> {
        if let Data::List(items) = &self.data { Some(items) } else { None }
    }

    /// Names the sort of value, with its article.
    pub(crate) fn sort(&self) -> &'static str {
        match &self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "true or false",
            Data::Whole(_) | Data::Float(_) => "a number",
            Data::Text(_) => "text",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }

    /// Returns the line of what `steps` lead to, as far as they lead anywhere.
    pub(crate) fn line_at(&self, steps: &[Step]) -> u32 {
        let mut here = self;
        let mut line = self.line;
        for step in steps {
            match (step, &here.data) {
                (Step::Key(key), Data::Table(entries)) => {
                    let Some(entry) = entries.iter().find(|it| it.key == *key) else { return line };
                    line = entry.line;
                    here = &entry.value;
                }
                (Step::Index(index), Data::List(items)) => {
                    let Some(item) = items.get(*index) else { return line };
                    line = item.line;
                    here = item;
                }
                (
                    Step::Key(_) | Step::Index(_),
                    Data::Null
                    | Data::Bool(_)
                    | Data::Whole(_)
                    | Data::Float(_)
                    | Data::Text(_)
                    | Data::List(_)
                    | Data::Table(_),
                ) => return line,
            }
        }
        line
    }

    /// Returns the plain value.
    pub(crate) fn to_value(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Bool(it) => Value::Bool(*it),
            Data::Whole(it) => whole(it),
            Data::Float(it) => float(it),
            Data::Text(it) => Value::String(it.clone()),
            Data::List(items) => items.iter().map(Self::to_value).collect(),
            Data::Table(entries) => {
                entries.iter().map(|it| (it.key.clone(), it.value.to_value())).collect()
            }
        }
    }
}

/// Numbers too long for a machine word stay text, which the exact numbers understand.
fn whole(text: &str) -> Value {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let small = plain.parse::<i64>().map(Value::from).ok();
    small
        .or_else(|| plain.parse::<u64>().map(Value::from).ok())
        .unwrap_or_else(|| Value::String(plain.to_owned()))
}

fn float(text: &str) -> Value {
    let number = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// What a tree may hold at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Values, aliases expanded.
    pub(crate) values: usize,
    /// Bytes of text, aliases expanded.
    pub(crate) text: usize,
    /// What to do about a tree that holds more.
    pub(crate) hint: &'static str,
}

impl Limits {
    /// A pack of our own.
    pub(crate) const PACK: Self = Self {
        values: MAX_VALUES,
        text: MAX_TEXT,
        hint: "repeat less by alias, or split the pack: 500,000 values and 16 MiB of text are the limit",
    };
}

/// What is left of the limits while a tree is built.
#[derive(Debug)]
pub(crate) struct Budget {
    values: usize,
    text: usize,
    limits: Limits,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(Limits::PACK)
    }
}

impl Budget {
    /// Begins with nothing spent.
    pub(crate) fn of(limits: Limits) -> Self {
        Self { values: 0, text: 0, limits }
    }

    /// Takes one value with `text` bytes of text.
    pub(crate) fn spend(&mut self, line: u32, text: usize) -> Result<(), Problem> {
        self.spend_many(line, Size { values: 1, text })
    }

    /// Takes a whole tree.
    pub(crate) fn spend_many(&mut self, line: u32, size: Size) -> Result<(), Problem> {
        self.values = self.values.saturating_add(size.values);
        self.text = self.text.saturating_add(size.text);
        if self.values > self.limits.values || self.text > self.limits.text {
            let what = "the file unfolds to more than this program reads";
            return Err(Problem::of_file(Some(line), what, self.limits.hint));
        }
        Ok(())
    }
}

/// How much a tree holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Size {
    pub(crate) values: usize,
    pub(crate) text: usize,
}

pub(crate) fn too_deep(line: u32) -> Problem {
    let hint = "64 levels are the limit; a framework needs about ten";
    Problem::of_file(Some(line), "the file is nested too deeply", hint)
}

/// Adds an entry to a table that must not have the key yet.
///
/// `seen` holds the keys so far, so that long tables stay cheap.
pub(crate) fn duplicate(key: &str, line: u32) -> Problem {
    let short: String = key.chars().take(60).collect();
    let hint = "each key may stand once in a table; remove or rename one";
    Problem::of_file(Some(line), format!("the key “{short}” stands twice in the same table"), hint)
}

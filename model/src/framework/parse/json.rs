//! JSON into a located tree.

use std::collections::BTreeSet;

use super::tree::{Budget, Data, Entry, Limits, Located, MAX_DEPTH, duplicate, too_deep};
use crate::framework::problem::Problem;

/// Reads one JSON text.
pub(crate) fn read(text: &str) -> Result<Located, Problem> {
    read_within(text, Limits::PACK)
}

/// Reads one JSON text of at most this size.
pub(crate) fn read_within(text: &str, limits: Limits) -> Result<Located, Problem> {
    let mut reader = Reader { rest: text, line: 1, budget: Budget::of(limits) };
    let value = reader.value(0)?;
    reader.blank();
    if reader.rest.is_empty() { Ok(value) } else { reader.fail("there is something after the end") }
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    budget: Budget,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, what: &str) -> Result<T, Problem> {
        let next: String = self.rest.chars().take(12).collect();
        let what = if next.is_empty() {
            format!("{what}: the file ends too early")
        } else {
            format!("{what}: found “{}”", next.escape_debug())
        };
        let hint = "this is not JSON; look at commas, quotes and brackets here";
        Err(Problem::of_file(Some(self.line), what, hint))
    }

    fn blank(&mut self) {
        let trimmed = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.advance(self.rest.len() - trimmed.len());
    }

    /// Goes on by `bytes` and returns what was passed.
    fn advance(&mut self, bytes: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        let lines = passed.bytes().filter(|it| *it == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.rest = rest;
        passed
    }

    fn take(&mut self, token: &str) -> bool {
        self.blank();
        let found = self.rest.starts_with(token);
        if found {
            self.advance(token.len());
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Located, Problem> {
        self.blank();
        let line = self.line;
        if depth > MAX_DEPTH {
            return Err(too_deep(line));
        }
        self.budget.spend(line, 0)?;
        let data = match self.rest.chars().next() {
            Some('{') => self.table(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Data::Text(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            Some(_) if self.take("true") => Data::Bool(true),
            Some(_) if self.take("false") => Data::Bool(false),
            Some(_) if self.take("null") => Data::Null,
            Some(_) | None => return self.fail("a value is expected"),
        };
        Ok(Located { line, data })
    }

    fn list(&mut self, depth: usize) -> Result<Data, Problem> {
        self.take("[");
        let mut items = Vec::new();
        if self.take("]") {
            return Ok(Data::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take("]") {
                return Ok(Data::List(items));
            }
            if !self.take(",") {
                return self.fail("a comma or the end of the list is expected");
            }
        }
    }

    fn table(&mut self, depth: usize) -> Result<Data, Problem> {
        self.take("{");
        let mut entries = Vec::new();
        let mut seen = BTreeSet::new();
        if self.take("}") {
            return Ok(Data::Table(entries));
        }
        loop {
            self.blank();
            let line = self.line;
            let key = self.string()?;
            if !seen.insert(key.clone()) {
                return Err(duplicate(&key, line));
            }
            if !self.take(":") {
                return self.fail("a colon is expected after the key");
            }
            entries.push(Entry { key, line, value: self.value(depth + 1)? });
            if self.take("}") {
                return Ok(Data::Table(entries));
            }
            if !self.take(",") {
                return self.fail("a comma or the end of the table is expected");
            }
        }
    }

    fn string(&mut self) -> Result<String, Problem> {
        let mut escaped = false;
        let inner = self.rest.strip_prefix('"').unwrap_or_default();
        let end = inner.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        let Some(end) = end else { return self.fail("text in double quotes is expected") };
        let quoted = self.rest.get(..end + 2).unwrap_or_default();
        let Ok(text) = serde_json::from_str::<String>(quoted) else {
            return self
                .fail("the text holds an escape or a control character JSON does not allow");
        };
        self.advance(end + 2);
        self.budget.spend(self.line, text.len())?;
        Ok(text)
    }

    fn number(&mut self) -> Result<Data, Problem> {
        let is_part = |it: char| matches!(it, '-' | '+' | '.' | 'e' | 'E' | '0'..='9');
        let length = self.rest.find(|it| !is_part(it)).unwrap_or(self.rest.len());
        let text = self.rest.get(..length).unwrap_or_default();
        if serde_json::from_str::<serde_json::Number>(text).is_err() {
            return self.fail("a number is expected");
        }
        let text = self.advance(length).to_owned();
        self.budget.spend(self.line, text.len())?;
        let is_whole = !text.contains(['.', 'e', 'E']);
        Ok(if is_whole { Data::Whole(text) } else { Data::Float(text) })
    }
}

//! Where the command line prints: results to one stream, asides and errors to the other.

use std::{
    fmt::Display,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::{Map, Value};

use super::failure::Failure;

/// Format of every `--json` output. It grows by new keys; it changes when a key changes its meaning.
const FORMAT: u32 = 1;

/// For whom results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people: lines.
    People,
    /// For machines: one JSON object.
    Json,
}

/// The two streams, and whether a machine reads the first.
pub struct Out {
    form: Form,
    results: Box<dyn Write>,
    asides: Box<dyn Write>,
}

impl std::fmt::Debug for Out {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Out").field("form", &self.form).finish_non_exhaustive()
    }
}

impl Out {
    /// Prints to standard output and standard error.
    pub fn standard(form: Form) -> Self {
        Self::to(form, Box::new(io::stdout()), Box::new(io::stderr()))
    }

    /// Prints to these.
    pub fn to(form: Form, results: Box<dyn Write>, asides: Box<dyn Write>) -> Self {
        Self { form, results, asides }
    }

    /// Says whether a machine reads the results.
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// Prints a line of the result for people; nothing for machines.
    pub fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        if self.is_json() { Ok(()) } else { Ok(writeln!(self.results, "{text}")?) }
    }

    /// Prints raw bytes of the result, whoever reads.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.results.write_all(bytes)?;
        Ok(self.results.flush()?)
    }

    /// Prints a line beside the result: progress, hints.
    pub fn aside(&mut self, text: impl Display) -> Result<(), Failure> {
        Ok(writeln!(self.asides, "{text}")?)
    }

    /// Prints the result for machines, with its format; nothing for people.
    pub fn json(&mut self, value: impl Serialize) -> Result<(), Failure> {
        if !self.is_json() {
            return Ok(());
        }
        let unprintable = |err: serde_json::Error| Failure::Output(io::Error::from(err));
        let mut object = Map::new();
        object.insert("format".to_owned(), FORMAT.into());
        match serde_json::to_value(value).map_err(unprintable)? {
            Value::Object(fields) => object.extend(fields),
            other @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)) => {
                object.insert("value".to_owned(), other);
            }
        }
        let text = serde_json::to_string_pretty(&object).map_err(unprintable)?;
        writeln!(self.results, "{text}")?;
        Ok(self.results.flush()?)
    }

    /// Prints rows for people, columns aligned; the first row is the heading.
    pub fn table(&mut self, rows: &[Vec<String>]) -> Result<(), Failure> {
        for line in aligned(rows) {
            self.line(line)?;
        }
        Ok(())
    }

    /// Tells what is left to tell of a failure.
    pub fn failure(&mut self, failure: &Failure) -> Result<(), Failure> {
        if let Some(advice) = failure.advice() {
            self.aside(format!("muster: {}.", advice.headline.trim_end_matches('.')))?;
            if !advice.remedy.is_empty() {
                self.aside(format!("{}.", advice.remedy.trim_end_matches('.')))?;
            }
        }
        Ok(())
    }
}

fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            let width = cell.chars().count();
            match widths.get_mut(index) {
                Some(widest) => *widest = (*widest).max(width),
                None => widths.push(width),
            }
        }
    }
    let line = |row: &Vec<String>| {
        let mut text = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            text.push_str(cell);
            let missing = width.saturating_sub(cell.chars().count()) + 2;
            text.extend(std::iter::repeat_n(' ', missing));
        }
        text.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["name", "role"], ["Zoë", "owner"], ["Bartholomew", "observer"]];
        let rows: Vec<Vec<String>> =
            rows.iter().map(|it| it.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(
            aligned(&rows),
            ["name         role", "Zoë          owner", "Bartholomew  observer"]
        );
    }
}

//! Answers as a sheet: CSV that spreadsheets open and that Muster takes back.
//!
//! Columns: `question, level, na, dont_know, note, basis, date, evidence, text`. A row without a
//! statement changes nothing. Cells that a spreadsheet would run as a formula carry a leading `'` in the file. A report
//! holds the answers of several people; its column `respondent` says whose a row is.

pub(super) mod cell;
mod row;

use std::{collections::BTreeMap, fmt};

use super::{File, workbook};
use crate::{
    answer::{Answer, Basis, Said},
    framework::{Choice, Framework, Node, OpenAnswer, Scale, in_language},
    ids::NodeId,
    scoring::Exact,
};

/// Largest sheet read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Most rows read.
pub const MAX_ROWS: usize = 200_000;
/// Longest cell read, in bytes.
pub const MAX_CELL: usize = 64 << 10;
/// Most problems reported; one more line says how many there are beyond.
pub const MAX_PROBLEMS: usize = 200;

/// The columns that say something, in the order they are written.
pub const COLUMNS: [&str; 9] =
    ["question", "level", "na", "dont_know", "note", "basis", "date", "evidence", "text"];
/// Columns for the reader's eye: written, and passed over when read.
pub const REMARKS: [&str; 2] = ["dimension", "title"];
/// One more such column, in sheets of several people: what else to know of an answer.
pub const REMARK: &str = "remark";
/// The column that says whose answer a row holds, in sheets of several people.
pub const RESPONDENT: &str = "respondent";

/// Answers read from a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Question and answer, each question once, in the order of the file.
    pub answers: Vec<(NodeId, Answer)>,
    /// Rows that name a question and say nothing.
    pub blank: usize,
}

/// Something in a sheet that can't be taken in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Line of the file, from 1; 0 where the file as a whole is meant.
    pub line: u64,
    /// Column by name; empty where the whole line is meant.
    pub column: String,
    /// What is wrong.
    pub text: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}", self.line)?;
            if !self.column.is_empty() {
                write!(f, ", {}", self.column)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.text)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, " ({})", self.hint) }
    }
}

impl Problem {
    fn file(text: &str, hint: &str) -> Self {
        Self { line: 0, column: String::new(), text: text.to_owned(), hint: hint.to_owned() }
    }
}

/// Reads a sheet of answers to `framework`, or returns everything that is wrong with it.
///
/// A workbook may hold other sheets too: the first one with a column `question` is read.
pub fn read(bytes: &[u8], framework: &Framework) -> Result<Sheet, Vec<Problem>> {
    read_of(bytes, framework, None)
}

/// Reads the answers of one person from a sheet that may hold those of several; see [`read`].
pub fn read_of(
    bytes: &[u8],
    framework: &Framework,
    whose: Option<&str>,
) -> Result<Sheet, Vec<Problem>> {
    if workbook::is_workbook(bytes) {
        return read_workbook(bytes, framework, whose);
    }
    let text = text_of(bytes).map_err(|it| vec![it])?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter_of(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(Ok(record)) => row::Header::of(&record)?,
        Some(Err(_)) | None => {
            return Err(vec![Problem::file(
                "the sheet is empty",
                "export your answers first to get one that fits",
            )]);
        }
    };
    let mut gather = row::Gather::new(framework, header, whose);
    let mut lines = Lines::of(text);
    for (index, record) in records.enumerate() {
        if index >= MAX_ROWS {
            gather.fail_file(&format!("the sheet has more than {MAX_ROWS} rows"));
            break;
        }
        match record {
            Ok(record) => gather.row(&record, lines.at(&record)),
            Err(err) => gather.unreadable(&err),
        }
    }
    gather.finish()
}

fn read_workbook(
    bytes: &[u8],
    framework: &Framework,
    whose: Option<&str>,
) -> Result<Sheet, Vec<Problem>> {
    let file = File { path: "", bytes };
    let tables = workbook::tables(&file).map_err(|err| {
        let trouble = err.trouble();
        vec![Problem::file(&trouble.what.to_string(), &trouble.hint.to_string())]
    })?;
    let Some(table) = tables.iter().find(|it| it.column(&["question"]).is_some()) else {
        let hint = "export your answers first to get one that fits";
        return Err(vec![Problem::file("no sheet has a column “question”", hint)]);
    };
    let header = row::Header::of(&csv::StringRecord::from(table.header.clone()))?;
    let mut gather = row::Gather::new(framework, header, whose);
    for row in &table.rows {
        gather.row(&csv::StringRecord::from(row.cells.clone()), row.line.into());
    }
    gather.finish()
}

/// Writes `answers` to the questions given as a sheet that [`read`] takes back.
pub fn write(
    framework: &Framework,
    questions: &[&Node],
    answers: &BTreeMap<NodeId, Answer>,
) -> Vec<u8> {
    let dimensions = dimension_titles(framework);
    let mut out = String::new();
    cell::push_record(&mut out, COLUMNS.iter().chain(&REMARKS).copied());
    for question in questions {
        let mut cells = row::cells_of(&question.id, answers.get(&question.id));
        cells.push(dimensions.get(&question.id).cloned().unwrap_or_default());
        cells.push(in_language(&question.text, "en").to_owned());
        let guarded: Vec<String> = cells.iter().map(|it| cell::guard(it)).collect();
        cell::push_record(&mut out, guarded.iter().map(String::as_str));
    }
    out.into_bytes()
}

/// Returns the cells of [`COLUMNS`] for an answer to the question called `question`, not guarded.
pub fn cells_of(question: &NodeId, answer: Option<&Answer>) -> Vec<String> {
    row::cells_of(question, answer)
}

/// Puts a `'` before text that a spreadsheet would run as a formula; reading takes it away again.
pub fn guarded(text: &str) -> String {
    cell::guard(text)
}

/// Writes rows as CSV, every cell guarded.
pub fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        let guarded: Vec<String> = row.iter().map(|it| cell::guard(it)).collect();
        cell::push_record(&mut out, guarded.iter().map(String::as_str));
    }
    out.into_bytes()
}

/// Counts the rows below the header of every sheet of a workbook, by the sheet's name.
pub fn rows_in(bytes: &[u8]) -> Result<BTreeMap<String, usize>, Problem> {
    let tables = workbook::tables(&File { path: "", bytes }).map_err(|err| {
        let trouble = err.trouble();
        Problem::file(&trouble.what.to_string(), &trouble.hint.to_string())
    })?;
    Ok(tables.into_iter().map(|it| (it.name, it.rows.len())).collect())
}

/// Returns the option of `scale` that `text` names: by id, else by label, else by the number it is worth.
pub fn option_of<'a>(scale: &'a Scale, text: &str) -> Option<&'a Choice> {
    let wanted = text.trim();
    let by_id = scale.options.iter().find(|it| it.id.as_str() == wanted);
    by_id.or_else(|| only(scale, |it| has_label(it, wanted))).or_else(|| {
        let number: Exact = wanted.parse().ok()?;
        only(scale, |it| it.value.as_ref() == Some(&number))
    })
}

fn has_label(choice: &Choice, wanted: &str) -> bool {
    let wanted = wanted.to_lowercase();
    choice.label.values().any(|it| it.to_lowercase() == wanted)
        || choice.id.as_str().to_lowercase() == wanted
}

fn only(scale: &Scale, fits: impl Fn(&Choice) -> bool) -> Option<&Choice> {
    let mut found = scale.options.iter().filter(|it| fits(it));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Returns the exact decimal in `text` if an open question of this kind takes it; a percent sign may follow.
pub fn number_of(kind: &OpenAnswer, text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let decimal = text.len() <= 40
        && text.chars().all(|it| it.is_ascii_digit() || it == '.' || it == '-')
        && text.chars().any(|it| it.is_ascii_digit());
    let number: Exact = if decimal { text.parse().ok()? } else { return None };
    let fits = match kind {
        OpenAnswer::Text => false,
        OpenAnswer::Percent => number >= Exact::whole(0) && number <= Exact::whole(100),
        OpenAnswer::Number => true,
    };
    fits.then(|| text.to_owned())
}

/// Says what kind of number an open question takes.
pub fn number_in_words(kind: &OpenAnswer) -> &'static str {
    match kind {
        OpenAnswer::Text => "text",
        OpenAnswer::Percent => "a number from 0 to 100",
        OpenAnswer::Number => "a number",
    }
}

/// Says in words which levels `scale` has: `1 Ad hoc, 2 Defined …`.
pub fn levels_in_words(scale: &Scale) -> String {
    let one = |it: &Choice| {
        let label = in_language(&it.label, "en");
        if label.is_empty() || label == it.id.as_str() {
            it.id.to_string()
        } else {
            format!("{} ({label})", it.id)
        }
    };
    scale.options.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Counts lines up to a record. (The reader itself miscounts where lines end with `\r\n`.)
pub(super) struct Lines<'a> {
    rest: &'a str,
    begin: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { rest: text, begin: 0, line: 1 }
    }

    /// Returns the line on which `record` begins; records come in their order.
    pub(super) fn at(&mut self, record: &csv::StringRecord) -> u64 {
        let byte = record.position().map_or(0, csv::Position::byte);
        let ahead = usize::try_from(byte).unwrap_or(usize::MAX).saturating_sub(self.begin);
        let (before, rest) = self.rest.split_at_checked(ahead).unwrap_or((self.rest, ""));
        let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let (ends, rest) = rest.split_at_checked(blank).unwrap_or((rest, ""));
        let new = before.matches('\n').count() + ends.matches('\n').count();
        self.begin += before.len() + ends.len();
        self.rest = rest;
        self.line = self.line.saturating_add(u64::try_from(new).unwrap_or(u64::MAX));
        self.line
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_BYTES {
        let limit = MAX_BYTES >> 20;
        return Err(Problem::file(&format!("the sheet is larger than {limit} MiB"), ""));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|err| {
        if let Some(damaged) = workbook::damaged(&File { path: "", bytes }) {
            let trouble = damaged.trouble();
            return Problem::file(&trouble.what.to_string(), &trouble.hint.to_string());
        }
        let before = bytes.get(..err.valid_up_to()).unwrap_or_default();
        let line = before.split(|it| *it == b'\n').count();
        Problem {
            line: u64::try_from(line).unwrap_or(u64::MAX),
            column: String::new(),
            text: "the text is not UTF-8".to_owned(),
            hint: "save the sheet as “CSV UTF-8”".to_owned(),
        }
    })
}

/// Spreadsheets write commas, semicolons or tabs, by country.
pub(super) fn delimiter_of(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |wanted: char| header.chars().filter(|it| *it == wanted).count();
    let (commas, semicolons, tabs) = (count(','), count(';'), count('\t'));
    if semicolons > commas && semicolons >= tabs {
        b';'
    } else if tabs > commas {
        b'\t'
    } else {
        b','
    }
}

fn dimension_titles(framework: &Framework) -> BTreeMap<NodeId, String> {
    let mut out = BTreeMap::new();
    for dimension in framework.dimensions() {
        let title = in_language(&dimension.text, "en");
        let mut open = vec![dimension];
        while let Some(node) = open.pop() {
            out.insert(node.id.clone(), title.to_owned());
            open.extend(node.children.iter());
        }
    }
    out
}

/// Returns the words of a statement's basis: `claimed`, `documented` or `tested`, and the day it was tested.
fn basis_words(basis: Basis) -> (&'static str, String) {
    match basis {
        Basis::Claimed => ("claimed", String::new()),
        Basis::Documented => ("documented", String::new()),
        Basis::Tested(day) => ("tested", day.to_string()),
    }
}

/// What a statement puts into `level`, `na`, `dont_know` and `text`.
fn said_cells(said: &Said) -> [String; 4] {
    let mut cells = [const { String::new() }; 4];
    let [level, na, dont_know, text] = &mut cells;
    match said {
        Said::Option(option) => option.as_str().clone_into(level),
        Said::NotApplicable { reason } => reason.clone_into(na),
        Said::DontKnow => "yes".clone_into(dont_know),
        Said::Text(words) => words.clone_into(text),
        Said::Number(number) => number.clone_into(text),
    }
    cells
}

#[cfg(test)]
mod tests;

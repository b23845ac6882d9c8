//! XLSX workbooks as tables, and tables as workbooks.
//!
//! A workbook is a ZIP of XML. Its parts are unpacked once within limits, and what the reading library would believe
//! without looking is looked at first; only then is it opened.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::{ZipArchive, result::ZipError};

use super::{
    File, Hint, ImportError, Trouble, Wrong,
    table::{MAX_CELLS, Row, Table},
};

/// Most bytes all parts of a workbook may unpack to.
const MAX_UNPACKED: u64 = 32 << 20;
/// Most parts.
const MAX_PARTS: usize = 2000;
/// Most bytes of the text in all cells.
const MAX_TEXT: usize = 32 << 20;
/// Most columns that are looked at.
const MAX_COLUMN: u32 = 2000;

/// Says whether this may be a workbook, whole or damaged: it begins as a ZIP does.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..])
}

/// Says that what should be a workbook is damaged, if it should: by its first letters or its name.
pub(super) fn damaged(file: &File<'_>) -> Option<ImportError> {
    let ending = file.path.rsplit('.').next().unwrap_or_default();
    let begins = matches!(file.bytes, [b'P', b'K', 0..=8, ..]);
    let meant = begins || ending.eq_ignore_ascii_case("xlsx");
    let trouble = || Trouble::of(file.path, None, Wrong::Damaged, Hint::Resave);
    meant.then(|| ImportError::Broken(trouble()))
}

/// Reads every sheet.
pub(super) fn tables(file: &File<'_>) -> Result<Vec<Table>, ImportError> {
    probe(file)?;
    let broken =
        |what: Wrong| ImportError::Broken(Trouble::of(file.path, None, what, Hint::Resave));
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(file.bytes)).map_err(|err| broken(Wrong::NoBook(err.to_string())))?;
    let mut budget = Budget { path: file.path, cells: 0, text: 0 };
    let mut out = Vec::new();
    for name in book.sheet_names() {
        let mut rows: Vec<Row> = Vec::new();
        // A sheet that holds a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        loop {
            let cell = cells
                .next_cell()
                .map_err(|err| broken(Wrong::Sheet { name: name.clone(), why: err.to_string() }))?;
            let Some(cell) = cell else { break };
            let (row, column) = cell.get_position();
            let words = words_of(cell.get_value());
            budget.spend(&name, row, words.len())?;
            if !words.is_empty() && column < MAX_COLUMN {
                put(&mut rows, row.saturating_add(1), column, words);
            }
        }
        out.push(Table::of(file.path, &name, rows)?);
    }
    Ok(out)
}

struct Budget<'a> {
    path: &'a str,
    cells: usize,
    text: usize,
}

impl Budget<'_> {
    fn spend(&mut self, sheet: &str, row: u32, text: usize) -> Result<(), ImportError> {
        self.cells = self.cells.saturating_add(1);
        self.text = self.text.saturating_add(text);
        if self.cells > MAX_CELLS || self.text > MAX_TEXT {
            let what = Wrong::LargeSheet(sheet.to_owned());
            let trouble = Trouble::of(self.path, row.checked_add(1), what, Hint::Less);
            return Err(ImportError::TooLarge(trouble));
        }
        Ok(())
    }
}

/// Puts words into their row, which is the last one or a new one.
fn put(rows: &mut Vec<Row>, line: u32, column: u32, words: String) {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if rows.last().is_none_or(|it| it.line != line) {
        rows.push(Row { line, cells: Vec::new() });
    }
    let Some(row) = rows.last_mut() else { return };
    if row.cells.len() <= column {
        row.cells.resize(column.saturating_add(1), String::new());
    }
    if let Some(cell) = row.cells.get_mut(column) {
        *cell = words;
    }
}

fn words_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(it) => (*it).to_owned(),
        DataRef::String(it) | DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => it.clone(),
        DataRef::Int(it) => it.to_string(),
        DataRef::Float(it) => it.to_string(),
        DataRef::Bool(it) => if *it { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(it) => {
            let (year, month, day, ..) = it.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Unpacks every part once, within limits, and looks at what would be believed.
fn probe(file: &File<'_>) -> Result<(), ImportError> {
    let broken = |err: ZipError| {
        let what = Wrong::Torn(err.to_string());
        ImportError::Broken(Trouble::of(file.path, None, what, Hint::Resave))
    };
    let large =
        |what: Wrong| Err(ImportError::TooLarge(Trouble::of(file.path, None, what, Hint::Attack)));
    let mut archive = ZipArchive::new(Cursor::new(file.bytes)).map_err(broken)?;
    if archive.len() > MAX_PARTS {
        return large(Wrong::Parts);
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let shared =
            part.name().map_err(broken)?.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let mut bytes = Vec::new();
        let read = part.take(left.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|err| broken(ZipError::Io(err)))?;
        left = match left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)) {
            Some(left) => left,
            None => return large(Wrong::Unpacked),
        };
        if shared && claims_too_much(&bytes) {
            return large(Wrong::Texts);
        }
    }
    Ok(())
}

/// The count of shared texts is reserved before they are read; it must not exceed what the bytes can hold.
fn claims_too_much(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).into_owned();
    head.split("uniqueCount").skip(1).any(|rest| {
        let digits: String = rest
            .chars()
            .skip_while(|it| !it.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<usize>().map_or(true, |it| it > bytes.len())
    })
}

/// Writes tables as a workbook: every cell is text, the first row is the header and stays in view.
///
/// The same tables give the same bytes: the time of writing is not in it.
pub(super) fn write(tables: &[(String, Vec<Vec<String>>)]) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    out.set_properties(&DocProperties::new().set_creation_datetime(&never));
    for (name, rows) in tables {
        let sheet = out.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (0..).zip(rows) {
            for (column, words) in (0..).zip(cells).filter(|it| !it.1.is_empty()) {
                sheet.write_string(row, column, words)?;
            }
        }
    }
    out.save_to_buffer()
}

//! XLSX workbooks as tables, and tables as workbooks.
//!
//! A workbook is a ZIP of XML. Its parts are unpacked once within limits, and what the reading library would believe
//! without looking is looked at first; only then is it opened.

use std::io::{Cursor, Read as _, Write as _};

use calamine::{DataRef, Reader as _, Xlsx};
use zip::{ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    File, ImportError, Trouble,
    table::{MAX_CELLS, Row, Table},
};

/// Most bytes all parts of a workbook may unpack to.
const MAX_UNPACKED: u64 = 64 << 20;
/// Most parts.
const MAX_PARTS: usize = 2000;
/// Most bytes of the text in all cells.
const MAX_TEXT: usize = 32 << 20;
/// Most columns that are looked at.
const MAX_COLUMN: u32 = 2000;

/// Says whether this may be a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads every sheet.
pub(super) fn tables(file: &File<'_>) -> Result<Vec<Table>, ImportError> {
    probe(file)?;
    let broken = |what: String| {
        let hint = "open it in a spreadsheet and save it again as .xlsx";
        ImportError::Broken(Trouble::of(file.path, None, what, hint))
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes))
        .map_err(|err| broken(format!("this is no workbook: {err}")))?;
    let mut budget = Budget { path: file.path, cells: 0, text: 0 };
    let mut out = Vec::new();
    for name in book.sheet_names() {
        let mut rows: Vec<Row> = Vec::new();
        // A sheet that holds a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        loop {
            let cell = cells.next_cell().map_err(|err| broken(format!("sheet “{name}”: {err}")))?;
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
            let what =
                format!("sheet “{sheet}” brings more than two million cells or 32 MiB of text");
            let trouble =
                Trouble::of(self.path, row.checked_add(1), what, "take a smaller part of it");
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
        let hint = "open it in a spreadsheet and save it again as .xlsx";
        ImportError::Broken(Trouble::of(
            file.path,
            None,
            format!("this is no workbook: {err}"),
            hint,
        ))
    };
    let large = |what: &str| {
        let hint = "a framework needs a hundredth of that; this may be an attack";
        Err(ImportError::TooLarge(Trouble::of(file.path, None, what, hint)))
    };
    let mut archive = ZipArchive::new(Cursor::new(file.bytes)).map_err(broken)?;
    if archive.len() > MAX_PARTS {
        return large("the workbook has more than 2,000 parts");
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
            None => return large("the workbook unpacks to more than 64 MiB"),
        };
        if shared && claims_too_much(&bytes) {
            return large("the workbook claims to hold more texts than it can");
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

/// Writes tables as a workbook: every cell is text, the first row is the header.
pub(super) fn write(tables: &[(String, Vec<Vec<String>>)]) -> Result<Vec<u8>, ZipError> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<&str> = tables.iter().map(|it| it.0.as_str()).collect();
    let mut part = |name: &str, xml: String| -> Result<(), ZipError> {
        out.start_file(name, SimpleFileOptions::default())?;
        out.write_all(format!("{HEAD}{xml}").as_bytes())?;
        Ok(())
    };
    part("[Content_Types].xml", content_types(names.len()))?;
    part(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    )?;
    let sheets = names.iter().enumerate().map(|(at, name)| {
        let (name, id) = (escaped(name), at + 1);
        format!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#)
    });
    part(
        "xl/workbook.xml",
        format!(
            r#"<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{}</sheets></workbook>"#,
            sheets.collect::<String>()
        ),
    )?;
    let relations = (1..=names.len()).map(|id| {
        format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{id}.xml"/>"#)
    });
    part(
        "xl/_rels/workbook.xml.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
            relations.collect::<String>()
        ),
    )?;
    for (at, (_, rows)) in tables.iter().enumerate() {
        part(&format!("xl/worksheets/sheet{}.xml", at + 1), sheet(rows))?;
    }
    Ok(out.finish()?.into_inner())
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let each = (1..=sheets).map(|it| {
        format!(r#"<Override PartName="/xl/worksheets/sheet{it}.xml" ContentType="{kind}.worksheet+xml"/>"#)
    });
    format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{}</Types>"#,
        each.collect::<String>()
    )
}

fn sheet(rows: &[Vec<String>]) -> String {
    let mut out = format!(
        r#"<worksheet xmlns="{SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#
    );
    for (row, cells) in rows.iter().enumerate() {
        out.push_str(&["<row r=\"", &(row + 1).to_string(), "\">"].concat());
        for (column, words) in cells.iter().enumerate().filter(|it| !it.1.is_empty()) {
            let place = [letters(column), (row + 1).to_string()].concat();
            let open =
                ["<c r=\"", &place, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"].concat();
            out.push_str(&[open.as_str(), &escaped(words), "</t></is></c>"].concat());
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    out
}

/// Names a column: A … Z, AA …
fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column;
    loop {
        out.push(u8::try_from(rest % 26).unwrap_or(0).saturating_add(b'A'));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    out.iter().rev().map(|it| char::from(*it)).collect()
}

/// Escapes text for XML; what XML can't hold is written the way spreadsheets do, as `_x0001_`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if looks_escaped(rest) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(char),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&["_x", &format!("{:04X}", u32::from(char)), "_"].concat());
            }
            _ => out.push(char),
        }
        rest = rest.get(char.len_utf8()..).unwrap_or_default();
    }
    out
}

fn looks_escaped(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|it| it.get(..4));
    digits.is_some_and(|it| it.chars().all(|it| it.is_ascii_hexdigit()))
        && text.get(6..7) == Some("_")
}

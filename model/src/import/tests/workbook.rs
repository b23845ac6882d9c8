//! Workbooks nobody should open without looking.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::import::{File, ImportError, Options, export, framework, sheet, workbook};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn refusal(bytes: &[u8]) -> ImportError {
    framework(&[File { path: "book.xlsx", bytes }], &Options::default()).unwrap_err()
}

fn book() -> Vec<u8> {
    let framework = crate::framework::shipped().into_iter().next().unwrap();
    export::xlsx(&framework).unwrap()
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let one = zipped(&[("xl/workbook.xml", &vec![b' '; 4 << 20])]);
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for copy in 0..9 {
        let mut archive = zip::ZipArchive::new(Cursor::new(&one)).unwrap();
        let part = archive.by_index_raw(0).unwrap();
        bomb.raw_copy_file_rename(part, format!("part{copy}.xml")).unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(refusal(&bytes), ImportError::TooLarge(_)));
}

#[test]
fn a_workbook_that_claims_more_texts_than_it_holds_is_refused() {
    for count in ["99999999999999", "99999999999999999999999999"] {
        let text = format!("<sst xmlns=\"x\" uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        let bytes = zipped(&[("xl/SharedStrings.xml", text.as_bytes())]);
        assert!(matches!(refusal(&bytes), ImportError::TooLarge(_)), "{count}");
    }
}

#[test]
fn a_cell_far_out_takes_no_room() {
    let rows =
        [vec!["id".to_owned(), "question".to_owned()], vec!["a".to_owned(), "Locked?".to_owned()]];
    let bytes = workbook::write(&[("list".to_owned(), rows.to_vec())]).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row></sheetData>";
        parts.push((part.name().unwrap().into_owned(), text.replace("</sheetData>", far)));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|it| (it.0.as_str(), it.1.as_bytes())).collect();
    let bytes = zipped(&parts);
    let found =
        framework(&[File { path: "book.xlsx", bytes: &bytes }], &Options::default()).unwrap();
    assert_eq!(found.counts.assessable, 1);
}

#[test]
fn a_workbook_that_breaks_off_or_is_garbled_is_one_error() {
    let book = book();
    for end in (0..book.len()).step_by(book.len() / 40) {
        if let Some(cut) = book.get(..end) {
            framework(&[File { path: "book.xlsx", bytes: cut }], &Options::default()).unwrap_err();
        }
    }
    // Without its name, too, as long as its first letters are there; without these, by its name.
    let questions = crate::framework::shipped().into_iter().next().unwrap();
    let told = |path: &str, bytes: &[u8]| {
        let found = framework(&[File { path, bytes }], &Options::default());
        found.unwrap_err().trouble().what.to_string()
    };
    let mut garbled = book.clone();
    garbled[2] = 0;
    let mut headless = book.clone();
    headless[..4].copy_from_slice(&[0xfe, 0xed, 0, 0]);
    for (path, bytes) in [
        ("book.xlsx", &book[..100]),
        ("book", &book[..100]),
        ("book", &garbled),
        ("book.xlsx", &headless),
        ("empty.xlsx", &b"PK\x05\x06\xff"[..]),
    ] {
        let told = told(path, bytes);
        assert!(told.starts_with("this spreadsheet is damaged"), "{told}");
    }
    for bytes in [&book[..100], &garbled] {
        let problems = sheet::read(bytes, &questions).unwrap_err();
        assert!(problems[0].text.starts_with("this spreadsheet is damaged"), "{problems:?}");
    }
    for at in (0..book.len()).step_by(book.len() / 60) {
        let mut bytes = book.clone();
        bytes[at] ^= 0x55;
        // Whatever comes of it: no panic.
        drop(framework(&[File { path: "book.xlsx", bytes: &bytes }], &Options::default()));
    }
}

#[test]
fn answers_come_from_a_workbook_too_with_dates_and_row_numbers() {
    let framework = crate::framework::shipped().into_iter().next().unwrap();
    let question = framework.questions().into_iter().find(|it| it.scale.is_some()).unwrap();
    let level = framework.scale_of(question).unwrap().options[1].id.to_string();
    let row = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
    let sheet = |level: &str| {
        let rows = vec![
            row(&["question", "level", "basis", "date", "note"]),
            row(&[]),
            row(&[question.id.as_str(), level, "tested", "2026-01-05", "seen"]),
        ];
        let other = vec![row(&["remark"]), row(&["not this one"])];
        workbook::write(&[("about".to_owned(), other), ("answers".to_owned(), rows)]).unwrap()
    };
    let read = sheet::read(&sheet(&level), &framework).unwrap();
    assert_eq!(read.answers.len(), 1);
    assert_eq!(read.answers[0].1.note, "seen");
    let problems = sheet::read(&sheet("nowhere"), &framework).unwrap_err();
    assert_eq!((problems[0].line, problems[0].column.as_str()), (3, "level"));
    assert!(sheet::read(&book(), &framework).is_err());
}

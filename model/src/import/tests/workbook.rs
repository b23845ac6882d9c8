//! Workbooks nobody should open without looking.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::import::{File, ImportError, Options, export, framework, workbook};

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
    let zeros = vec![b' '; 65 << 20];
    let bytes = zipped(&[("xl/workbook.xml", &zeros)]);
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
    for at in (0..book.len()).step_by(book.len() / 60) {
        let mut bytes = book.clone();
        bytes[at] ^= 0x55;
        // Whatever comes of it: no panic.
        drop(framework(&[File { path: "book.xlsx", bytes: &bytes }], &Options::default()));
    }
}

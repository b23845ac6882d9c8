//! Finds records in the raw bytes of a log that `SQLite` refuses, by their length and their check.
//!
//! Knows of `SQLite`'s file format only what that takes: pages, frames of the write-ahead log, and how a row too long
//! for its page goes on in others. Source: <https://www.sqlite.org/fileformat2.html>.

use std::collections::BTreeMap;

use crate::{
    envelope::{Sealed, record_len},
    store::Known,
};

/// The page size `SQLite` uses unless told otherwise; we never do.
const PAGE: usize = 4096;
/// Length of the header of a write-ahead log.
const WAL_HEAD: usize = 32;
/// Length of what precedes each page there.
const FRAME_HEAD: usize = 24;
/// Bytes of a page that serves a long row, without the number of the next.
const CONTENT: usize = PAGE - 4;

/// Calls `found` with each record in the bytes of a log and of its write-ahead log.
pub(super) fn records(file: &[u8], wal: &[u8], found: &mut dyn FnMut(&[u8])) {
    let frames = wal.get(WAL_HEAD..).unwrap_or_default();
    let frames = frames.chunks(FRAME_HEAD + PAGE).filter_map(|it| it.split_at_checked(FRAME_HEAD));
    let frames: Vec<(u32, &[u8])> =
        frames.filter_map(|(head, page)| Some((number(head)?, page))).collect();

    let numbered = (1..).zip(file.chunks(PAGE));
    // The write-ahead log holds the newer pages, so its come last and stay.
    let by_number: BTreeMap<u32, &[u8]> = numbered.chain(frames.iter().copied()).collect();

    // Every page is looked at, also those that a newer one replaces: it may be the newer one that is damaged.
    let mut scan = Scan { by_number, patience: patience(file.len() + wal.len()), found };
    for page in file.chunks(PAGE).chain(frames.iter().map(|(_, page)| *page)) {
        scan.page(page);
    }
}

/// Returns how many bytes may be hashed. Bytes made to look like the begin of many long records can't cost more.
fn patience(len: usize) -> usize {
    len.saturating_mul(64).saturating_add(64 * 1024 * 1024)
}

struct Scan<'a> {
    by_number: BTreeMap<u32, &'a [u8]>,
    patience: usize,
    found: &'a mut dyn FnMut(&[u8]),
}

impl Scan<'_> {
    fn page(&mut self, page: &[u8]) {
        let mut rest = page;
        while !rest.is_empty() {
            let taken = self.record_at(rest).unwrap_or(1);
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    /// Looks whether `rest`, the end of a page, begins with a record; returns how much of the page it takes.
    fn record_at(&mut self, rest: &[u8]) -> Option<usize> {
        let len = record_len(rest).ok()?;
        self.patience = self.patience.checked_sub(len)?;
        if let Ok((record, _)) = Sealed::split(rest)
            && Known::has_shape(record)
        {
            (self.found)(record);
            return Some(len);
        }
        [0, 32].into_iter().find_map(|mark| self.long_record(rest, len, mark))
    }

    /// Puts together a record of `len` bytes that begins at `rest` and goes on in other pages. The row has a mark
    /// of `mark` bytes.
    fn long_record(&mut self, rest: &[u8], len: usize, mark: usize) -> Option<usize> {
        self.patience = self.patience.checked_sub(len)?;
        let here = bytes_here(len, mark)?;
        let (begin, after) = rest.split_at_checked(here)?;
        let mut record = Vec::with_capacity(len);
        record.extend_from_slice(begin);
        let mut next = number(after)?;
        while record.len() < len {
            let page = self.by_number.get(&next)?;
            let content = page.get(4..)?;
            record.extend_from_slice(content.get(..content.len().min(len - record.len()))?);
            next = number(page).filter(|_| content.len() == CONTENT)?;
        }
        if !Known::has_shape(&record) {
            return None;
        }
        (self.found)(&record);
        Some(here)
    }
}

/// Returns how much of a record of `len` bytes stands in the page of its row, if not all of it does.
fn bytes_here(len: usize, mark: usize) -> Option<usize> {
    // A row is a list of types (its own length, the row's number, id, mark, record), then id, mark and record.
    let record_type = if 12 + 2 * len < 1 << 14 { 2 } else { 3 };
    let before = 4 + record_type + 32 + mark;
    let row = before + len;
    let (most, least) = (PAGE - 35, (PAGE - 12) * 32 / 255 - 23);
    if row <= most {
        return None;
    }
    let fitting = least + (row - least) % CONTENT;
    let here = if fitting <= most { fitting } else { least };
    here.checked_sub(before)
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|it| u32::from_be_bytes(*it))
}

//! Finds records in the raw bytes of a log that SQLite refuses, by their length and their check.

use crate::envelope::Sealed;

/// Calls `found` with each record that stands in one piece in the file's bytes or its write-ahead log.
pub(super) fn records(file: &[u8], wal: &[u8], found: &mut dyn FnMut(&[u8])) {
    for bytes in [file, wal] {
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = after;
            if *first != 0 {
                continue;
            }
            let here = bytes.get(bytes.len() - after.len() - 1..).unwrap_or_default();
            if let Ok((sealed, next)) = Sealed::read_from(here) {
                found(sealed.record());
                rest = next;
            }
        }
    }
}

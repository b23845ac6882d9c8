//! A file that says what somebody has, as it is and with its checksum made right.

#![no_main]

use muster_sync::{bundle::Need, engine::index::Index};

const MAGIC: &[u8] = b"MUSTERNEED";
/// Length of the check at the end.
const CHECK: usize = 16;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    try_it(bytes);
    let content = [MAGIC, bytes].concat();
    let check = blake3::hash(&content);
    try_it(&[content.as_slice(), &check.as_bytes()[..CHECK]].concat());
});

fn try_it(bytes: &[u8]) {
    if let Ok(need) = Need::parse(bytes) {
        assert!(need.lacking(&Index::default()).is_empty(), "nothing is lacking of nothing");
        assert!(need.bytes().is_ok());
    }
}

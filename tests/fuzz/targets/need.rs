//! A file that says what somebody has.

#![no_main]

use muster_sync::{bundle::Need, engine::index::Index};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(need) = Need::parse(bytes) {
        assert!(need.lacking(&Index::default()).is_empty(), "nothing is lacking of nothing");
        assert!(need.bytes().is_ok());
    }
});

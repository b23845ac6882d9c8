//! A record, as it comes by wire, by stick or from the disk: as it is, and with length and checksum made right.

#![no_main]

use muster_sync::{checkpoint::Checkpoint, envelope::Sealed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    try_it(bytes);
    let len = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    let check = blake3::hash(bytes);
    try_it(&[&len, &check.as_bytes()[..8], bytes].concat());
});

fn try_it(bytes: &[u8]) {
    if let Ok(checkpoint) = Checkpoint::parse(bytes) {
        assert_eq!(checkpoint.record(), bytes, "bytes are never written anew");
        assert!(Sealed::parse(bytes).is_err(), "nothing is both");
    }
    if let Ok(sealed) = Sealed::parse(bytes) {
        assert_eq!(sealed.record(), bytes, "bytes are never written anew");
    }
}

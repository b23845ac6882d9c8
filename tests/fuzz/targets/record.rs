//! A record, as it comes by wire, by stick or from the disk.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = muster_sync::envelope::Sealed::parse(bytes) {
        assert_eq!(sealed.record(), bytes, "bytes are never written anew");
    }
});

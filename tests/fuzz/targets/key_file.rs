//! A key file, read as it is and under a passphrase.

#![no_main]

use std::{fs, process};

use muster_sync::{bundle::Passphrase, identity::Identity};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("muster-fuzz-{}.key", process::id()));
    if fs::write(&path, bytes).is_err() {
        return;
    }
    let read = Identity::load(&path);
    // What asks for work of whoever opens it is tried by the ordinary tests: it would be all that is done here.
    if let Ok(identity) = read {
        let words = Passphrase::of("any words will do here");
        assert_eq!(Identity::unlock(&path, &words).map(|it| it.device()).ok(), Some(identity.device()));
    }
});

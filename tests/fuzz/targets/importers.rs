//! A framework in anybody's format.

#![no_main]

use muster_model::import::{self, File, Options};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for path in ["f.json", "f.yaml", "f.xml", "f.csv", "f.xlsx"] {
        let file = File { path, bytes };
        let _framework = import::framework(&[file], &Options::default());
        let _preview = import::preview(&File { path, bytes });
    }
});

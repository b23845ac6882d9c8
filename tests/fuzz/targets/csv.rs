//! A sheet of answers.

#![no_main]

use std::sync::{Arc, LazyLock};

use muster_model::{
    framework::{self, Framework},
    import::sheet,
};

static FRAMEWORK: LazyLock<Arc<Framework>> = LazyLock::new(|| framework::shipped().remove(0));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match sheet::read(bytes, &FRAMEWORK) {
        Ok(read) => assert!(read.answers.len() <= FRAMEWORK.questions().len()),
        Err(problems) => assert!(!problems.is_empty()),
    }
});

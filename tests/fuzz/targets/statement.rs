//! What somebody signed, and a recovery code.

#![no_main]

use muster_model::ids::DeviceId;
use muster_sync::identity::{Recovery, Statement};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((author, rest)) = bytes.split_first_chunk::<32>()
        && let Some((signature, said)) = rest.split_first_chunk::<64>()
    {
        let statement =
            Statement { author: DeviceId::from_bytes(*author), signature: *signature };
        assert!(!statement.holds(said), "nobody signed this");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(code) = Recovery::parse(text)
    {
        assert_eq!(Recovery::parse(&code.code()).map(|it| it.device()).ok(), Some(code.device()));
    }
});

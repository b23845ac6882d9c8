//! What a control envelope carries, once opened; and what hands out keys.

#![no_main]

use muster_model::control::op::Body;
use muster_sync::keys::KeysPayload;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _body = postcard::from_bytes::<Body>(bytes);
    let _keys = KeysPayload::parse(bytes);
});

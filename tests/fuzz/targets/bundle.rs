//! A bundle file, opened by somebody it may be for.

#![no_main]

use muster_model::ids::WorkspaceId;
use muster_sync::{
    bundle::{self, Cover, Keys},
    identity::Identity,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _cover = Cover::read(bytes);
    let identity = Identity::from_seed([1; 32]);
    let keys = Keys { identity: &identity, passphrase: None };
    let _opened = bundle::open(bytes, WorkspaceId::from_bytes([9; 32]), keys);
});

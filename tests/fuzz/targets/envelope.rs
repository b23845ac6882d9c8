//! An envelope that is whole on the outside: length and check are right, the rest is anything.

#![no_main]

use muster_model::ids::WorkspaceId;
use muster_sync::{envelope::Sealed, identity::Identity, replica::Replica, store::MemoryStore};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let identity = Identity::from_seed([1; 32]);
    let workspace = WorkspaceId::from_bytes([9; 32]);
    let store = Box::new(MemoryStore::default());
    let Ok(mut replica) = Replica::open(workspace, identity, store, [1; 8]) else { return };
    let _told = replica.accept(&[bytes.to_vec()]);
    let verified = Sealed::parse(bytes).and_then(|it| it.verify(workspace));
    assert_eq!(replica.index().count() > 0, verified.is_ok(), "only what holds is taken");
    let _shown = replica.snapshot();
});

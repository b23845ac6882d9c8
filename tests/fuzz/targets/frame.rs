//! A message of a peer, and what a session makes of a row of them.

#![no_main]

use std::time::Duration;

use muster_model::ids::DeviceId;
use muster_sync::{
    engine::{
        index::Index,
        session::{Input, Role, Session, Setup},
    },
    wire::Message,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let setup = Setup { role: Role::Listener, device: DeviceId::from_bytes([1; 32]), seed: 1 };
    let mut session = Session::new(&setup, Duration::ZERO);
    let index = Index::default();
    // Frames with a length of two bytes each.
    let mut rest = bytes;
    while let Some((head, tail)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*head)).min(tail.len());
        let (frame, tail) = tail.split_at(length);
        rest = tail;
        let input = match Message::decode(frame) {
            Ok(message) => {
                assert_eq!(Message::decode(&message.encode()), Ok(message.clone()));
                Input::Message(message)
            }
            Err(err) => Input::Garbled(err),
        };
        let _actions = session.handle(&index, Duration::ZERO, input);
    }
});

//! A ticket, as somebody pasted it; an address; what is said at the door.

#![no_main]

use muster_sync::{
    node::command::Address,
    replica::{JoinAnswer, JoinAsk},
    ticket::Ticket,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes) {
        if let Ok(ticket) = text.parse::<Ticket>() {
            assert_eq!(ticket.to_string().parse::<Ticket>().as_ref(), Ok(&ticket));
        }
        let _address = text.parse::<Address>();
    }
    let _ask = JoinAsk::parse(bytes);
    let _answer = JoinAnswer::parse(bytes);
});

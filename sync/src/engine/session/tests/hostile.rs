//! The other side breaks the rules.

use super::*;
use crate::{
    engine::index::{Digest, LAST_BUCKET, Line, Root},
    wire::Group,
};

fn hello(root: u8) -> Message {
    let seen = Seen { root: Root([root; 32]), count: 1, yours: 0 };
    Message::Hello { device: Prefix([9; 8]), seen }
}

fn summary() -> Message {
    Message::Summary(vec![line(1), line(2)])
}

fn line(n: u8) -> Line {
    Line { prefix: Prefix([n; 8]), count: 1, digest: Digest([1; 12]) }
}

fn buckets(from: u32, to: u32) -> Message {
    let group = Group { prefix: Prefix([1; 8]), from, to, digests: Vec::new() };
    Message::Buckets { groups: vec![group], part: Part::More }
}

fn have(part: Part) -> Message {
    Message::Have { control: Vec::new(), rest: vec![entry(5, 5, 5).id], part }
}

fn want() -> Message {
    Message::Want(vec![entry(1, 0, 0).id])
}

fn data(records: usize) -> Message {
    Message::Data { records: vec![vec![0; 80]; records], part: Part::More }
}

fn push(records: Vec<Vec<u8>>) -> Message {
    Message::Push { records, seen: Seen::default() }
}

/// Says hello and then this to a listener, and checks why they hang up.
fn check_refused(messages: Vec<Message>, reason: &Expect) {
    let mut pair = Pair::new();
    pair.sides[1].has.put(entry(1, 0, 0), 20);
    pair.sides[1].stands_still = true;
    pair.give(1, Input::Message(hello(1)));
    for message in messages {
        assert_eq!(pair.sides[1].closed, None);
        pair.give(1, Input::Message(message));
    }
    let closed = pair.sides[1].closed.map(|it| it.to_string());
    reason.assert_eq(&closed.unwrap_or_default());
}

#[test]
fn a_round_has_its_order() {
    let done = Message::Done(Seen::default());
    check_refused(
        vec![hello(1)],
        &expect![
            "the other device does not keep to the protocol: it said hello in the middle of a round"
        ],
    );
    check_refused(
        vec![summary(), summary()],
        &expect!["the other device does not keep to the protocol: a second or disordered summary"],
    );
    check_refused(
        vec![Message::Summary(vec![line(2), line(1)])],
        &expect!["the other device does not keep to the protocol: a second or disordered summary"],
    );
    check_refused(
        vec![buckets(0, 1)],
        &expect!["the other device does not keep to the protocol: buckets out of turn"],
    );
    check_refused(
        vec![have(Part::Last)],
        &expect!["the other device does not keep to the protocol: ids out of turn"],
    );
    check_refused(
        vec![summary(), have(Part::Last), have(Part::Last)],
        &expect!["the other device does not keep to the protocol: ids out of turn"],
    );
    check_refused(
        vec![done.clone(), done.clone()],
        &expect!["the other device does not keep to the protocol: done twice"],
    );
    check_refused(
        vec![done, want()],
        &expect!["the other device does not keep to the protocol: a question out of turn"],
    );
}

#[test]
fn a_bucket_is_spoken_of_once_a_round() {
    check_refused(
        vec![summary(), buckets(0, 5), buckets(5, 9)],
        &expect!["the other device does not keep to the protocol: disordered buckets"],
    );
    check_refused(
        vec![summary(), buckets(5, 4)],
        &expect!["the other device does not keep to the protocol: disordered buckets"],
    );
    check_refused(
        vec![summary(), buckets(0, LAST_BUCKET), buckets(0, 0)],
        &expect!["the other device does not keep to the protocol: disordered buckets"],
    );
}

#[test]
fn only_what_was_asked_for_is_taken() {
    check_refused(
        vec![data(1)],
        &expect!["the other device does not keep to the protocol: an answer without a question"],
    );
    check_refused(
        vec![summary(), have(Part::Last), data(2)],
        &expect!["the other device does not keep to the protocol: more than was asked for"],
    );
    check_refused(
        vec![Message::Want(Vec::new())],
        &expect![
            "the other device does not keep to the protocol: an empty question, or one before the last was answered"
        ],
    );
    let ack = Message::Ack { bytes: 1, seen: Seen::default() };
    check_refused(
        vec![ack],
        &expect!["the other device does not keep to the protocol: it took in what was not sent"],
    );
}

#[test]
fn who_sends_on_while_nothing_is_settled_is_cut_off_at_eight_mebibytes() {
    let bulk = vec![vec![0; 200_000]];
    check_refused(vec![push(bulk); 42], &expect!["the other device sends more than was agreed"]);
}

#[test]
fn nothing_is_heard_before_hello() {
    let mut pair = Pair::new();
    pair.give(1, Input::Connected);
    pair.give(1, Input::Message(push(vec![vec![1]])));
    assert_eq!(pair.sides[1].closed, Some(Reason::Unexpected("it did not say hello")));
    pair.give(1, Input::Message(hello(1)));
    assert!(pair.log.is_empty());
}

#[test]
fn hello_over_and_over_is_a_flood() {
    let mut pair = Pair::new();
    let root = pair.sides[1].has.index.root();
    let hello = Message::Hello { device: Prefix([9; 8]), seen: Seen { root, count: 0, yours: 0 } };
    for _ in 0..100 {
        pair.give(1, Input::Message(hello.clone()));
    }
    assert_eq!(pair.log.iter().filter(|it| it.contains("hello")).count(), 16);
    assert_eq!(pair.sides[1].closed, Some(Reason::Flood));
}

#[test]
fn records_that_do_not_hold_end_the_connection() {
    let mut pair = Pair::new();
    pair.meet();
    for _ in 0..17 {
        pair.give(0, Input::Message(push(vec![vec![1, 2, 3]])));
    }
    assert_eq!(pair.sides[0].closed, Some(Reason::Forged));
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::More), Just(Part::Last)]
}

fn message() -> impl Strategy<Value = Message> {
    let id = (0..3_u8, 0..100_u32).prop_map(|(device, seq)| entry(device, seq, 0).id);
    let ids = move || prop::collection::vec(id.clone(), 0..20);
    let seen = || {
        (0..4_u8, any::<u64>(), any::<u32>()).prop_map(|(root, count, yours)| Seen {
            root: Root([root; 32]),
            count,
            yours,
        })
    };
    let prefix = || (0..4_u8).prop_map(|it| Prefix([it; 8]));
    let line = (prefix(), any::<u32>()).prop_map(|(prefix, count)| Line {
        prefix,
        count,
        digest: Digest([1; 12]),
    });
    let digests = prop::collection::vec((0..4_u32, Just(Digest([1; 12]))), 0..3);
    let bound = || prop_oneof![0..4_u32, Just(LAST_BUCKET), Just(u32::MAX)];
    let group = (prefix(), bound(), bound(), digests)
        .prop_map(|(prefix, from, to, digests)| Group { prefix, from, to, digests });
    let size = prop_oneof![0..200_usize, Just(200_000)];
    let records = || prop::collection::vec(size.clone().prop_map(|it| vec![7; it]), 0..4);
    prop_oneof![
        4 => (prefix(), seen()).prop_map(|(device, seen)| Message::Hello { device, seen }),
        3 => prop::collection::vec(line, 0..3).prop_map(Message::Summary),
        2 => (prop::collection::vec(group, 0..3), part())
            .prop_map(|(groups, part)| Message::Buckets { groups, part }),
        2 => (ids(), ids(), part())
            .prop_map(|(control, rest, part)| Message::Have { control, rest, part }),
        2 => ids().prop_map(Message::Want),
        2 => (records(), part()).prop_map(|(records, part)| Message::Data { records, part }),
        2 => records().prop_map(push),
        1 => (0..1000_u64, seen()).prop_map(|(bytes, seen)| Message::Ack { bytes, seen }),
        1 => seen().prop_map(Message::Done),
        1 => Just(Message::Presence(b"hm".to_vec())),
    ]
}

proptest! {
    #[test]
    fn no_sequence_of_messages_brings_a_session_down(
        messages in prop::collection::vec(message(), 1..40), honest in any::<bool>(),
    ) {
        let mut side = Side::new(200, if honest { Role::Dialer } else { Role::Listener });
        for seq in 0..100 {
            side.has.put(entry(1, seq, 0), 20);
        }
        let mut pair = Pair::new();
        pair.sides[0] = side;
        pair.give(0, Input::Connected);
        if honest {
            // A proper beginning, so that what follows meets an open round.
            pair.give(0, Input::Message(hello(9)));
        }
        for message in messages {
            let closed = pair.sides[0].closed.is_some();
            let said = pair.wires[0].len();
            pair.give(0, Input::Message(message));
            prop_assert!(!closed || pair.wires[0].len() == said, "it spoke after hanging up");
        }
        prop_assert!(pair.bytes[0] < 400_000, "{}", pair.bytes[0]);
    }
}

//! Every message survives its bytes, and no bytes hurt.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use muster_model::ids::FileId;

use super::*;
use crate::engine::Dice;

fn seen() -> Seen {
    Seen { root: Root([0xaa; 32]), count: 300, yours: 5 }
}

fn id(byte: u8) -> EnvelopeId {
    EnvelopeId::from_bytes([byte; 32])
}

fn examples() -> Vec<Message> {
    let line = Line { prefix: Prefix([1; 8]), count: 129, digest: Digest([2; 12]) };
    let group = Group {
        prefix: Prefix([3; 8]),
        from: 0,
        to: u32::MAX,
        digests: vec![(0, Digest([4; 12])), (200, Digest([5; 12]))],
    };
    vec![
        Message::Hello { device: Prefix([9; 8]), seen: seen() },
        Message::Summary(vec![line]),
        Message::Buckets { groups: vec![group], part: Part::Last },
        Message::Have { control: vec![id(6)], rest: vec![id(7)], part: Part::More },
        Message::Want(vec![id(8)]),
        Message::Data { records: vec![b"one".to_vec(), Vec::new()], part: Part::Last },
        Message::Push { records: vec![b"two".to_vec()], seen: seen() },
        Message::Ack { bytes: 1 << 40, seen: seen() },
        Message::Done(seen()),
        Message::Presence(b"looking at question 3".to_vec()),
    ]
}

fn about_files() -> Vec<Message> {
    let id = FileId::from_bytes([7; 32]);
    let file = [
        FileMessage::Seek(vec![id]),
        FileMessage::Holds(vec![id]),
        FileMessage::AskOutline(id),
        FileMessage::Outline { id, len: 70_000, values: vec![[1; 32], [2; 32]] },
        FileMessage::Ask { id, piece: 300 },
        FileMessage::Piece { id, piece: 1, bytes: b"piece".to_vec() },
    ];
    let mut all: Vec<Message> = file.into_iter().map(Message::File).collect();
    all.insert(0, Message::Able(FILES));
    all
}

#[test]
fn what_is_said_about_files_keeps_its_bytes_and_survives_them() {
    let mut lines = Vec::new();
    for message in about_files() {
        let bytes = message.encode();
        assert_eq!(Message::decode(&bytes).as_ref(), Ok(&message));
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Message::decode(&longer), Err(WireError::Trailing), "{message:?}");
        for end in 0..bytes.len() {
            assert!(Message::decode(&bytes[..end]).is_err(), "{message:?} cut at {end}");
        }
        lines.push(data_encoding::HEXLOWER.encode(&bytes));
    }
    expect![[r"
        0a0e006d75737465722066696c657301
        0b01010707070707070707070707070707070707070707070707070707070707070707
        0b02010707070707070707070707070707070707070707070707070707070707070707
        0b030707070707070707070707070707070707070707070707070707070707070707
        0b040707070707070707070707070707070707070707070707070707070707070707f0a2040201010101010101010101010101010101010101010101010101010101010101010202020202020202020202020202020202020202020202020202020202020202
        0b050707070707070707070707070707070707070707070707070707070707070707ac02
        0b06070707070707070707070707070707070707070707070707070707070707070701057069656365
    "]].assert_eq(&(lines.join("\n") + "\n"));
    let piece =
        FileMessage::Piece { id: FileId::from_bytes([7; 32]), piece: 0, bytes: vec![1; 65_537] };
    assert_eq!(Message::decode(&Message::File(piece).encode()), Err(WireError::Long));
}

fn check(message: &Message, expected: &Expect) {
    expected.assert_eq(&data_encoding::HEXLOWER.encode(&message.frame()));
}

#[test]
fn the_bytes_of_version_2_stay_as_they_are() {
    let [hello, summary, buckets, have, want, data, push, ack, done, presence] =
        examples().try_into().unwrap();
    check(
        &hello,
        &expect![
            "2d00000001020909090909090909aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac0205"
        ],
    );
    check(&summary, &expect!["18000000020101010101010101018101020202020202020202020202"]);
    check(
        &buckets,
        &expect![
            "2d000000030101030303030303030300ffffffff0f0200040404040404040404040404c801050505050505050505050505"
        ],
    );
    check(
        &have,
        &expect![
            "440000000400010606060606060606060606060606060606060606060606060606060606060606010707070707070707070707070707070707070707070707070707070707070707"
        ],
    );
    check(
        &want,
        &expect!["2200000005010808080808080808080808080808080808080808080808080808080808080808"],
    );
    check(&data, &expect!["08000000060102036f6e6500"]);
    check(
        &push,
        &expect![
            "2900000007aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac0205010374776f"
        ],
    );
    check(
        &ack,
        &expect![
            "2a00000008808080808020aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac0205"
        ],
    );
    check(
        &done,
        &expect![
            "2400000009aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac0205"
        ],
    );
    check(&presence, &expect!["170000000a156c6f6f6b696e67206174207175657374696f6e2033"]);
}

#[test]
fn a_message_survives_its_bytes_and_no_part_of_them_passes_for_it() {
    for message in examples() {
        let bytes = message.encode();
        assert_eq!(Message::decode(&bytes), Ok(message.clone()));
        for end in 0..bytes.len() {
            assert!(Message::decode(&bytes[..end]).is_err(), "{message:?} cut at {end}");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Message::decode(&longer), Err(WireError::Trailing), "{message:?}");
    }
}

#[test]
fn a_newer_version_is_refused_with_a_sentence() {
    let mut bytes = examples()[0].encode();
    bytes[1] = 3;
    bytes.truncate(9);
    let error = Message::decode(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the other device runs a newer Muster (it speaks protocol 3, this one up to 2)"
    );
}

/// All messages but the first have the same bytes in both versions.
#[test]
fn who_speaks_version_1_is_told_to_update() {
    let hello = "01010909090909090909aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac0205";
    let hello = data_encoding::HEXLOWER.decode(hello.as_bytes()).unwrap();
    let error = Message::decode(&hello).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the other device runs an older Muster (it speaks protocol 1, this one 2)"
    );
}

#[test]
fn lengths_that_promise_too_much_are_refused_before_memory_is_taken() {
    let lie = |tag: u8, rest: &[u8]| Message::decode(&[&[tag], rest].concat());
    assert_eq!(lie(write::SUMMARY, &[0xff, 0x3f]), Err(WireError::Short));
    assert_eq!(lie(write::SUMMARY, &[0x81, 0x40]), Err(WireError::Long));
    assert_eq!(lie(write::WANT, &[0xff, 0xff, 0xff, 0xff, 0x0f]), Err(WireError::Long));
    assert_eq!(lie(write::DATA, &[0, 1, 0xff, 0xff, 0x0f]), Err(WireError::Short));
    assert_eq!(lie(write::PRESENCE, &[0x81, 0x08]), Err(WireError::Long));
    assert_eq!(lie(write::WANT, &[0x80, 0x00]), Err(WireError::Nonsense));
    assert_eq!(lie(write::ACK, &[0xff; 11]), Err(WireError::Nonsense));
    assert_eq!(Message::decode(&vec![write::PUSH; MAX_FRAME + 1]), Err(WireError::Long));
    assert_eq!(frame_length([0xff; 4]), Err(WireError::Long));
}

#[test]
fn the_largest_messages_fit_a_frame() {
    let line = Line { prefix: Prefix([1; 8]), count: u32::MAX, digest: Digest([2; 12]) };
    let group = Group {
        prefix: Prefix([3; 8]),
        from: 0,
        to: u32::MAX,
        digests: vec![(u32::MAX, Digest([4; 12])); MAX_DIGESTS],
    };
    for message in [
        Message::Summary(vec![line; MAX_LINES]),
        Message::Buckets { groups: vec![group], part: Part::Last },
        Message::Have { control: vec![id(6)], rest: vec![id(7); MAX_IDS - 1], part: Part::More },
        Message::Want(vec![id(8); MAX_IDS]),
        Message::Data { records: vec![vec![7; MAX_RECORD]], part: Part::Last },
    ] {
        let bytes = message.encode();
        assert!(bytes.len() <= MAX_FRAME, "{}", bytes.len());
        assert_eq!(Message::decode(&bytes), Ok(message));
    }
}

/// Returns how many bytes of memory a message holds, about.
fn weight(message: &Message) -> usize {
    let records = |it: &[Vec<u8>]| it.iter().map(|it| it.len() + size_of::<Vec<u8>>()).sum();
    match message {
        Message::Hello { .. }
        | Message::Ack { .. }
        | Message::Done(_)
        | Message::Able(_)
        | Message::File(FileMessage::AskOutline(_) | FileMessage::Ask { .. }) => 0,
        Message::Summary(lines) => lines.len() * size_of::<Line>(),
        Message::Buckets { groups, .. } => {
            groups.iter().map(|it| size_of::<Group>() + it.digests.len() * 16).sum()
        }
        Message::Have { control, rest, .. } => (control.len() + rest.len()) * 32,
        Message::Want(ids) => ids.len() * 32,
        Message::Data { records: it, .. } | Message::Push { records: it, .. } => records(it),
        Message::Presence(word) => word.len(),
        Message::File(FileMessage::Seek(ids) | FileMessage::Holds(ids)) => ids.len() * 32,
        Message::File(FileMessage::Outline { values, .. }) => values.len() * 32,
        Message::File(FileMessage::Piece { bytes, .. }) => bytes.len(),
    }
}

#[test]
fn fifty_thousand_hostile_strings_neither_bring_the_reader_down_nor_make_it_greedy() {
    let mut dice = Dice::new(20_261_121);
    let mut read = 0;
    for _ in 0..50_000 {
        let tag = u8::try_from(dice.below(13)).unwrap();
        // Mostly small numbers: they look like lengths and lead further in.
        let mut byte = |_| match dice.below(4) {
            0 => u8::try_from(dice.below(256)).unwrap(),
            _ => u8::try_from(dice.below(4)).unwrap(),
        };
        let length = usize::from(byte(0));
        let bytes: Vec<u8> = std::iter::once(tag).chain((0..length).map(&mut byte)).collect();
        if let Ok(message) = Message::decode(&bytes) {
            assert!(weight(&message) <= bytes.len() * 32, "{bytes:?}");
            assert_eq!(message.encode(), bytes);
            read += 1;
        }
    }
    assert!(read > 100, "only {read} strings came far enough to be messages");
}

proptest! {
    #[test]
    fn a_message_with_a_flipped_bit_is_refused_or_says_something_else(
        which in 0..10_usize, at in any::<prop::sample::Index>(), bit in 0..8_u8,
    ) {
        let message = &examples()[which];
        let mut bytes = message.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(other) = Message::decode(&bytes) {
            prop_assert_ne!(&other, message);
            prop_assert_eq!(other.encode(), bytes);
        }
    }
}

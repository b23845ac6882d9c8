//! What an envelope promises.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn ann() -> Signer {
    Signer::from_secret(&[7; 32])
}

fn key() -> ContentKey {
    ContentKey::from_bytes([9; 32])
}

fn begin() -> Verified {
    let draft = Draft {
        seq: 1,
        prev: NO_PREV,
        stream: StreamId::CONTROL,
        kind: Kind::Control,
        nonce: [3; 24],
    };
    seal(&ann(), None, &draft, &key(), b"a workspace").unwrap()
}

fn workspace() -> WorkspaceId {
    begin().workspace()
}

fn second(payload: &[u8]) -> Verified {
    let stream = StreamId::from_bytes([5; 16]);
    let draft = Draft { seq: 2, prev: begin().id(), stream, kind: Kind::Lane, nonce: [4; 24] };
    seal(&ann(), Some(workspace()), &draft, &key(), payload).unwrap()
}

/// Gives altered bytes a check that fits, as an attacker would.
fn checked_again(record: &[u8]) -> Vec<u8> {
    framed(&record[12..]).unwrap()
}

/// Signs altered bytes again, as a dishonest author would.
fn signed_again(signer: &Signer, record: &[u8]) -> Vec<u8> {
    let mut content = record[12..record.len() - 64].to_vec();
    let id = id_of(Form::Whole, Some(workspace()), &content).unwrap();
    content.extend_from_slice(&signer.sign(id.as_bytes()));
    framed(&content).unwrap()
}

/// Seals as format 1 did.
fn in_format_1(workspace: Option<WorkspaceId>, draft: &Draft, payload: &[u8]) -> Vec<u8> {
    let Draft { seq, prev, stream, kind, nonce } = *draft;
    let header = Header { author: ann().device(), seq, prev, stream, kind, key: key().id(), nonce };
    let mut head = bytes::head(&header);
    head[0] = 1;
    let mut ct = bytes::pad(payload).unwrap();
    assert!(key().encrypt(&nonce, &head, &mut ct));
    let mut content = [head, ct].concat();
    let id = id_of(Form::First, workspace, &content).unwrap();
    content.extend_from_slice(&ann().sign(id.as_bytes()));
    framed(&content).unwrap()
}

fn golden(envelope: &Verified) -> String {
    let record = envelope.record();
    let hex = data_encoding::HEXLOWER.encode(&record[..154]);
    let lines: Vec<&str> =
        hex.as_bytes().chunks(64).map(|it| str::from_utf8(it).unwrap()).collect();
    format!(
        "workspace {}\nid {}\nlen {}\nwhole {}\n{}\n",
        envelope.workspace(),
        envelope.id(),
        record.len(),
        blake3::hash(record),
        lines.join("\n"),
    )
}

fn refused(record: &[u8]) -> String {
    match Sealed::parse(record).and_then(|it| it.verify(workspace())).and_then(|it| it.open(&key()))
    {
        Ok(payload) => format!("opened {} bytes", payload.len()),
        Err(err) => err.to_string(),
    }
}

fn check(record: &[u8], expect: &Expect) {
    expect.assert_eq(&refused(record));
}

#[test]
fn what_ann_sealed_bob_opens() {
    let sent = second(b"level 3");
    let came = Sealed::parse(sent.record()).unwrap().verify(workspace()).unwrap();
    assert_eq!(came, sent);
    assert_eq!(came.open(&key()).unwrap(), b"level 3");
    assert!(!came.is_genesis());
    assert_eq!(came.header().author, ann().device());
    assert_eq!(came.header().kind, Kind::Lane);
}

#[test]
fn the_bytes_of_format_1_are_the_same_for_ever_and_open() {
    let genesis = Draft {
        seq: 1,
        prev: NO_PREV,
        stream: StreamId::CONTROL,
        kind: Kind::Control,
        nonce: [3; 24],
    };
    let genesis = in_format_1(None, &genesis, b"a workspace");
    let body = bytes::body(&genesis).unwrap();
    let id = id_of(Form::First, None, body).unwrap();
    let workspace = WorkspaceId::from_bytes(*id.as_bytes());
    let came = Sealed::parse(&genesis).unwrap().verify(workspace).unwrap();
    assert!(came.is_genesis());
    assert_eq!(came.open(&key()).unwrap(), b"a workspace");

    let stream = StreamId::from_bytes([5; 16]);
    let draft = Draft { seq: 2, prev: id, stream, kind: Kind::Lane, nonce: [4; 24] };
    let record = in_format_1(Some(workspace), &draft, b"level 3");
    let came = Sealed::parse(&record).unwrap().verify(workspace).unwrap();
    assert_eq!(came.open(&key()).unwrap(), b"level 3");
    expect![[r"
        workspace 6344fa97ec8b83bce6e379f0855cea96db1fe32026394ce06df6ab15f7f6dfff
        id 89767c0091649d410d6ded3538f303b778ffb62a02f7b23ea63e98813015e917
        len 490
        whole bd1f24226b4bc7705c2de2d81843487bbbe1439530192954e2bdeb142cedddbc
        000001de75da55f58286b90601ea4a6c63e29c520abef5507b132ec5f9954776
        aebebe7b92421eea691446d22c000000026344fa97ec8b83bce6e379f0855cea
        96db1fe32026394ce06df6ab15f7f6dfff050505050505050505050505050505
        05017a861bad5937df089d367abbf0106c37f861af3c17e8d8364962dd377177
        1056040404040404040404040404040404040404040404040404
    "]]
    .assert_eq(&golden(&came));
    // Its id is made of its content, so that its place can't be shown without.
    assert_eq!(came.bare(), came);
}

#[test]
fn the_bytes_are_the_same_for_ever() {
    expect![[r"
        workspace 48ecbf8e738188d97a9dfaa6a53c13487b6ff63aca8b261dab62a0c4821fc900
        id 110e8cf7faf34326abb1616559adc8d7f9155aef0cff3682c529614ed8d4a718
        len 490
        whole 0edf98c32c70d3eedc1adc3eaa9e3ebaadf1af2364e118cfd19c3ea6807c518e
        000001dee3e540dbe25bc0c902ea4a6c63e29c520abef5507b132ec5f9954776
        aebebe7b92421eea691446d22c0000000248ecbf8e738188d97a9dfaa6a53c13
        487b6ff63aca8b261dab62a0c4821fc900050505050505050505050505050505
        05017a861bad5937df089d367abbf0106c37f861af3c17e8d8364962dd377177
        1056040404040404040404040404040404040404040404040404
    "]]
    .assert_eq(&golden(&second(b"level 3")));
    expect![[r"
        workspace 48ecbf8e738188d97a9dfaa6a53c13487b6ff63aca8b261dab62a0c4821fc900
        id 110e8cf7faf34326abb1616559adc8d7f9155aef0cff3682c529614ed8d4a718
        len 250
        whole 0185d3c0cddd8b6f907f965a1666fa4171d5835665c68bc05d2b84d24c5ae622
        000000ee03198c1c9305862d02ea4a6c63e29c520abef5507b132ec5f9954776
        aebebe7b92421eea691446d22c0000000248ecbf8e738188d97a9dfaa6a53c13
        487b6ff63aca8b261dab62a0c4821fc900050505050505050505050505050505
        05017a861bad5937df089d367abbf0106c37f861af3c17e8d8364962dd377177
        1056040404040404040404040404040404040404040404040404
    "]]
    .assert_eq(&golden(&second(b"level 3").bare()));
}

#[test]
fn what_is_left_of_a_destroyed_envelope_proves_its_place_and_says_nothing() {
    let whole = second(b"level 3");
    let bare = whole.bare();
    assert_eq!(bare.record().len(), BARE_RECORD);
    assert!(bare.is_bare() && !whole.is_bare());
    assert_eq!((bare.id(), bare.header()), (whole.id(), whole.header()));
    let came = Sealed::parse(bare.record()).unwrap().verify(workspace()).unwrap();
    assert_eq!(came, bare);
    assert_eq!(came.open(&key()), Err(EnvelopeError::Bare));
    assert_eq!(bare.bare(), bare);
    for at in 12..BARE_RECORD {
        let mut record = bare.record().to_vec();
        record[at] ^= 1;
        let seen = Sealed::parse(&checked_again(&record)).and_then(|it| it.verify(workspace()));
        assert!(seen.is_err(), "byte {at} came through");
    }
}

#[test]
fn only_lanes_and_boards_can_go_without_their_content() {
    for kind in (0..=u8::MAX).map(Kind::from_byte) {
        let may = matches!(kind, Kind::Lane | Kind::Board);
        let draft =
            Draft { seq: 2, prev: begin().id(), stream: StreamId::CONTROL, kind, nonce: [4; 24] };
        let sent = seal(&ann(), Some(workspace()), &draft, &key(), b"?").unwrap();
        assert_eq!(sent.bare().is_bare(), may, "{kind:?}");
        // Nor can somebody else take it away.
        let stripped = Sealed::parse(&bytes::bare(sent.record()).unwrap());
        assert_eq!(stripped.is_ok(), may, "{kind:?}");
    }
    let mut old = second(b"level 3").bare().record().to_vec();
    old[12] = 1;
    check(
        &checked_again(&old),
        &expect!["the envelope is malformed: in format 1 nothing goes without its content"],
    );
}

#[test]
fn the_first_envelope_names_the_workspace() {
    let genesis = begin();
    let came = Sealed::parse(genesis.record()).unwrap().verify(workspace()).unwrap();
    assert!(genesis.is_genesis() && came.is_genesis());
    assert_eq!(came.id().as_bytes(), workspace().as_bytes());
    assert_eq!(came.open(&key()).unwrap(), b"a workspace");
}

#[test]
fn an_envelope_says_nothing_in_another_workspace() {
    let elsewhere = WorkspaceId::from_bytes([1; 32]);
    for envelope in [begin(), second(b"level 3")] {
        let moved = Sealed::parse(envelope.record()).unwrap().verify(elsewhere);
        assert_eq!(moved, Err(EnvelopeError::Signature));
    }
}

#[test]
fn only_the_right_key_opens() {
    let other = ContentKey::from_bytes([8; 32]);
    assert_eq!(second(b"level 3").open(&other), Err(EnvelopeError::OtherKey));
}

#[test]
fn every_altered_byte_is_found() {
    let honest = second(b"level 3");
    for at in 0..honest.record().len() {
        for bit in [0x01, 0x80] {
            let mut record = honest.record().to_vec();
            record[at] ^= bit;
            assert!(Sealed::parse(&record).is_err(), "byte {at} came through");
            if at >= 12 {
                let seen =
                    Sealed::parse(&checked_again(&record)).and_then(|it| it.verify(workspace()));
                assert!(seen.is_err(), "byte {at} came through with a new check");
            }
        }
    }
}

#[test]
fn every_missing_or_added_byte_is_found() {
    let honest = second(b"level 3");
    let record = honest.record();
    for end in 0..record.len() {
        assert_eq!(Sealed::parse(&record[..end]), Err(EnvelopeError::CutShort), "{end}");
    }
    let longer = [record, &[0]].concat();
    assert_eq!(Sealed::parse(&longer), Err(EnvelopeError::Trailing));
}

#[test]
fn records_in_a_row_are_read_one_by_one() {
    let (first, last) = (begin(), second(b"level 3"));
    let stream = [first.record(), last.record(), b"end"].concat();
    let (came, rest) = Sealed::read_from(&stream).unwrap();
    assert_eq!(came.record(), first.record());
    let (came, rest) = Sealed::read_from(rest).unwrap();
    assert_eq!(came.record(), last.record());
    assert_eq!(rest, b"end");
}

#[test]
fn a_newer_format_is_refused_with_a_sentence() {
    let mut record = second(b"level 3").record().to_vec();
    record[12] = 3;
    check(
        &checked_again(&record),
        &expect!["the envelope was made by a newer version of Muster (format 3)"],
    );
    record[12] = 0;
    check(&checked_again(&record), &expect!["the envelope is malformed: there is no format 0"]);
}

#[test]
fn a_place_that_can_not_be_is_refused() {
    let mut record = second(b"level 3").record().to_vec();
    record[45..49].copy_from_slice(&0_u32.to_be_bytes());
    check(
        &checked_again(&record),
        &expect!["the envelope is malformed: envelopes are counted from 1"],
    );
    record[45..49].copy_from_slice(&1_u32.to_be_bytes());
    check(
        &checked_again(&record),
        &expect![
            "the envelope is malformed: only the first envelope of a device has none before it"
        ],
    );
}

#[test]
fn an_unknown_kind_is_kept() {
    let draft = Draft {
        seq: 2,
        prev: begin().id(),
        stream: StreamId::CONTROL,
        kind: Kind::Other(77),
        nonce: [4; 24],
    };
    let sent = seal(&ann(), Some(workspace()), &draft, &key(), b"?").unwrap();
    let came = Sealed::parse(sent.record()).unwrap().verify(workspace()).unwrap();
    assert_eq!(came.header().kind, Kind::Other(77));
    for byte in 0..=u8::MAX {
        assert_eq!(Kind::from_byte(byte).byte(), byte);
    }
}

#[test]
fn a_signature_by_somebody_else_is_refused() {
    let eve = Signer::from_secret(&[6; 32]);
    let forged = signed_again(&eve, second(b"level 3").record());
    check(&forged, &expect!["the envelope is not signed by its author for this workspace"]);
}

#[test]
fn a_weak_public_key_signs_nothing() {
    // With the neutral point as key, a lax check takes one signature for every message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut record = second(b"level 3").record().to_vec();
    record[13..45].copy_from_slice(&neutral);
    let at = record.len() - 64;
    record[at..].copy_from_slice(&[neutral, [0; 32]].concat());
    check(
        &checked_again(&record),
        &expect!["the envelope is not signed by its author for this workspace"],
    );
}

#[test]
fn an_author_can_not_pad_otherwise() {
    let head = bytes::head(second(b"").header());
    let sealed_with = |padded: Vec<u8>| {
        let mut ct = padded;
        assert!(key().encrypt(&[4; 24], &head, &mut ct));
        signed_again(&ann(), &framed(&[head.as_slice(), &ct, &[0; 64]].concat()).unwrap())
    };
    let padded = |payload: &[u8], len: usize| {
        let mut padded = [payload, &[0x80]].concat();
        padded.resize(len, 0);
        padded
    };
    check(&sealed_with(padded(b"level 3", 256)), &expect!["opened 7 bytes"]);
    let wrong = [padded(b"level 3", 512), vec![0; 256], vec![1; 256], padded(b"level 3", 256 * 9)];
    for padded in wrong {
        check(
            &sealed_with(padded),
            &expect!["the envelope is malformed: the payload is not padded as it should be"],
        );
    }
    check(&sealed_with(padded(b"level 3", 255)), &expect!["an envelope can't be 477 bytes long"]);
}

#[test]
fn the_longest_payload_fits_and_one_byte_more_does_not() {
    let longest = second(&vec![0; MAX_PAYLOAD]);
    assert_eq!(longest.record().len(), MAX_RECORD);
    let came = Sealed::parse(longest.record()).unwrap().verify(workspace()).unwrap();
    assert_eq!(came.open(&key()).unwrap().len(), MAX_PAYLOAD);
    assert_eq!(second(b"").record().len(), MIN_RECORD);

    let draft = Draft {
        seq: 2,
        prev: begin().id(),
        stream: StreamId::CONTROL,
        kind: Kind::Pack,
        nonce: [4; 24],
    };
    let more = seal(&ann(), Some(workspace()), &draft, &key(), &vec![0; MAX_PAYLOAD + 1]);
    assert_eq!(more, Err(EnvelopeError::TooMuch(MAX_PAYLOAD + 1)));
    let huge = [u32::MAX.to_be_bytes().as_slice(), &[0; 600]].concat();
    assert_eq!(Sealed::parse(&huge), Err(EnvelopeError::Length(u64::from(u32::MAX))));
}

#[test]
fn a_workspace_begins_with_a_control_envelope_only() {
    for (seq, kind) in [(2, Kind::Control), (1, Kind::Lane)] {
        let prev = if seq == 1 { NO_PREV } else { begin().id() };
        let draft = Draft { seq, prev, stream: StreamId::CONTROL, kind, nonce: [3; 24] };
        assert!(seal(&ann(), None, &draft, &key(), b"").is_err());
    }
}

#[test]
fn nothing_secret_is_printed() {
    let printed = format!("{:?} {:?} {:?}", key(), ann(), second(b"level 3"));
    expect![
        "ContentKey(7a861bad…) Signer(ea4a6c63) Verified(110e8cf7 Lane 2 of DeviceId(ea4a6c63))"
    ]
    .assert_eq(&printed);
    assert!(!format!("{:?}", LocalKey::from_bytes([9; 32])).contains('9'));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_comes_back(payload in prop::collection::vec(any::<u8>(), 0..1500)) {
        let sent = second(&payload);
        prop_assert_eq!(sent.record().len() % 256, MIN_RECORD % 256);
        let came = Sealed::parse(sent.record()).unwrap().verify(workspace()).unwrap();
        prop_assert_eq!(came.open(&key()).unwrap(), payload);
    }
}

/// A generator of bytes that is the same on every run.
struct Dice(blake3::OutputReader);

impl Dice {
    fn new(name: &str) -> Self {
        Self(blake3::Hasher::new().update(name.as_bytes()).finalize_xof())
    }

    fn below(&mut self, end: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        usize::try_from(u32::from_be_bytes(bytes)).unwrap() % end.max(1)
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        let mut bytes = vec![0; len];
        self.0.fill(&mut bytes);
        bytes
    }
}

#[test]
fn fifty_thousand_hostile_byte_strings_are_refused() {
    let mut dice = Dice::new("hostile records");
    let honest = second(b"level 3").record().to_vec();
    for _ in 0..50_000 {
        let mut record = match dice.below(3) {
            0 => {
                let len = dice.below(700);
                dice.bytes(len)
            }
            _ => honest.clone(),
        };
        match dice.below(4) {
            0 => record.truncate(dice.below(record.len())),
            1 => {
                let at = dice.below(record.len());
                let len = dice.below(300);
                let new = dice.bytes(len);
                record.splice(at..at, new);
            }
            _ => {}
        }
        for _ in 0..dice.below(4) {
            let at = dice.below(record.len());
            if let Some(byte) = record.get_mut(at) {
                *byte = dice.bytes(1)[0];
            }
        }
        if dice.below(2) == 0 && record.len() > 12 {
            record = checked_again(&record);
        }
        if record != honest {
            assert!(!refused(&record).starts_with("opened"));
        }
    }
}

#[test]
fn a_derived_nonce_is_the_same_for_the_same_and_another_for_anything_else() {
    let stream = StreamId::from_bytes([5; 16]);
    let draft = Draft { seq: 2, prev: begin().id(), stream, kind: Kind::Lane, nonce: [0; 24] };
    let ann = ann().device();
    let nonce = |draft: Draft, author: DeviceId, key: &ContentKey, payload: &[u8]| {
        draft.with_derived_nonce(author, key, payload).nonce
    };
    let first = nonce(draft, ann, &key(), b"yes");
    assert_eq!(nonce(Draft { nonce: [9; 24], ..draft }, ann, &key(), b"yes"), first);
    let bob = DeviceId::from_bytes([6; 32]);
    let others = [
        nonce(draft, ann, &key(), b"no"),
        nonce(draft, ann, &key(), b""),
        nonce(draft, bob, &key(), b"yes"),
        nonce(draft, ann, &ContentKey::from_bytes([1; 32]), b"yes"),
        nonce(Draft { seq: 3, ..draft }, ann, &key(), b"yes"),
        nonce(Draft { prev: NO_PREV, ..draft }, ann, &key(), b"yes"),
        nonce(Draft { stream: StreamId::CONTROL, ..draft }, ann, &key(), b"yes"),
        nonce(Draft { kind: Kind::Board, ..draft }, ann, &key(), b"yes"),
    ];
    let all: std::collections::BTreeSet<[u8; 24]> = others.into_iter().chain([first]).collect();
    assert_eq!(all.len(), 9);
}

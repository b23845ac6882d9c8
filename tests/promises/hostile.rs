//! Whoever sends what they like gets a refusal: no panic, and never much out of little.
//!
//! Half of the strings are spoilt copies of valid ones. Where a checksum would turn all of those away at the first
//! step, it is made right again for most of them, so that the steps behind it are tried too.

use muster_model::{
    answer::{Answer, Said},
    control::op::Body,
    document::{Board, BoardEdit, Lane, Pen},
    framework::Framework,
    ids::{DeviceId, EnvelopeId, NodeId, ReviewId, StreamId, WorkspaceId},
    import::{self, sheet},
    time::At,
};
use muster_sync::{
    bundle::{self, Cover, Keys, Lock, Need},
    engine::index::{Digest, Entry, Index, Line, Prefix},
    envelope::{self, Draft, Kind, MAX_RECORD, NO_PREV, Sealed},
    identity::Identity,
    keys::{ContentKey, KeysPayload, wrap_for},
    node::command::Address,
    replica::{JoinAnswer, JoinAsk},
    ticket::Ticket,
    wire::{Message, Part, Seen},
};
use muster_tests::{dice::Dice, malice::summed};

const MANY: usize = 50_000;
/// Length of the check at the end of a need.
const CHECK: usize = 16;

/// Puts [`MANY`] strings to `try_it`: spoilt copies of `valid`, with `mend` making checksums right again for most of
/// them, and random bytes. Every valid one must be taken first. Returns how many of the others were.
fn assail(
    seed: u64,
    valid: &[Vec<u8>],
    mend: impl Fn(Vec<u8>) -> Vec<u8>,
    mut try_it: impl FnMut(&[u8]) -> bool,
) -> usize {
    for it in valid {
        assert!(try_it(it), "what is valid is taken");
        assert!(try_it(&mend(it.clone())), "what is valid needs no mending");
    }
    let mut dice = Dice::new(seed);
    let mut taken = 0;
    for _ in 0..MANY {
        let n = dice.below(300);
        let bytes = match dice.below(8) {
            0 => dice.bytes(n),
            1 => mend(dice.bytes(n)),
            2 => dice.spoil(dice.clone().one_of(valid).unwrap()),
            _ => {
                let it = dice.one_of(valid).unwrap().clone();
                mend(dice.spoil(&it))
            }
        };
        taken += usize::from(try_it(&bytes));
    }
    taken
}

/// What is printed of something is at most so many times as long as what it came from.
fn check_size(bytes: &[u8], shown: &str) {
    let most = 64 * bytes.len() + 4_096;
    assert!(shown.len() <= most, "{} bytes became {}", bytes.len(), shown.len());
}

fn asis(bytes: Vec<u8>) -> Vec<u8> {
    bytes
}

fn address(port: u16) -> Address {
    Address { endpoint: [3; 32], sockets: vec![([127, 0, 0, 1], port).into()], relay: None }
}

fn tickets() -> Vec<Vec<u8>> {
    let workspace = WorkspaceId::from_bytes([7; 32]);
    let hosts = [vec![], vec![address(1)], vec![address(2), address(3)]];
    let of = |hosts| Ticket { workspace, secret: [9; 16], hosts, relay: None };
    hosts.into_iter().map(|it| of(it).to_string().into_bytes()).collect()
}

#[test]
fn a_ticket_can_say_what_it_likes() {
    let base32 = data_encoding::BASE32_NOPAD;
    // Under the text lie bytes: spoil those, and say the check anew.
    let bare = |text: &[u8]| base32.decode(&text[7..].to_ascii_uppercase()).unwrap();
    let valid: Vec<Vec<u8>> = tickets().iter().map(|it| bare(it)).collect();
    let whole = |bytes: &[u8]| format!("muster1{}", base32.encode(bytes)).to_ascii_lowercase();
    let mend = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len().saturating_sub(4));
        let check = blake3::hash(&bytes);
        bytes.extend_from_slice(&check.as_bytes()[..4]);
        bytes
    };
    let taken = assail(1, &valid, mend, |bytes| match whole(bytes).parse::<Ticket>() {
        Ok(ticket) => {
            assert!(ticket.hosts.len() <= Ticket::MAX_HOSTS);
            assert!(ticket.hosts.iter().all(|it| it.sockets.len() <= Ticket::MAX_SOCKETS));
            assert_eq!(ticket.to_string(), whole(bytes), "there is one way to write it");
            true
        }
        Err(err) => {
            check_size(&[], &err.to_string());
            false
        }
    });
    assert!(taken > 1_000, "spoilt tickets come past the check: {taken}");
    // And the text itself.
    assail(2, &tickets(), asis, |bytes| {
        String::from_utf8_lossy(bytes).parse::<Ticket>().is_ok() && str::from_utf8(bytes).is_ok()
    });
    let addresses = [address(7300).to_string().into_bytes()];
    assail(3, &addresses, asis, |bytes| String::from_utf8_lossy(bytes).parse::<Address>().is_ok());
}

fn messages() -> Vec<Vec<u8>> {
    let (id, prefix) = (EnvelopeId::from_bytes([8; 32]), Prefix([1; 8]));
    let seen = Seen { count: 300, yours: 7, ..Seen::default() };
    let records = vec![vec![5; 40], vec![6; 3]];
    let line = |prefix| Line { prefix, count: 3, digest: Digest([4; 12]) };
    let all = [
        Message::Hello { device: prefix, seen },
        Message::Summary(vec![line(prefix), line(Prefix([2; 8]))]),
        Message::Buckets { groups: Vec::new(), part: Part::Last },
        Message::Have { control: vec![id], rest: vec![id, id], part: Part::More },
        Message::Want(vec![id; 3]),
        Message::Data { records: records.clone(), part: Part::Last },
        Message::Push { records, seen },
        Message::Ack { bytes: 77, seen },
        Message::Done(seen),
        Message::Presence(vec![1, 2, 3]),
    ];
    all.iter().map(Message::encode).collect()
}

#[test]
fn a_peer_can_say_what_it_likes() {
    let taken = assail(4, &messages(), asis, |bytes| match Message::decode(bytes) {
        Ok(message) => {
            assert!(message.encode().len() <= bytes.len() + 16, "{message:?}");
            assert_eq!(Message::decode(&message.encode()).as_ref(), Ok(&message));
            check_size(bytes, &format!("{message:?}"));
            true
        }
        Err(_) => false,
    });
    assert!(taken > 1_000, "some of it makes sense: {taken}");
}

#[test]
fn a_stranger_at_the_door_can_say_what_they_like() {
    let card = Identity::from_seed([4; 32]).card("pad");
    let ticket: Ticket = String::from_utf8(tickets().remove(0)).unwrap().parse().unwrap();
    let identity = Identity::from_seed([4; 32]);
    let ask = JoinAsk::to_join(&ticket, card, "Ben", identity.signer());
    assail(5, &[ask.to_bytes()], asis, |bytes| {
        let ask = JoinAsk::parse(bytes);
        check_size(bytes, &format!("{ask:?}"));
        ask.is_some()
    });
    let answers = [
        JoinAnswer::Welcome { genesis: vec![1; 80] },
        JoinAnswer::Waiting { words: "a b c".to_owned(), genesis: vec![2; 80] },
        JoinAnswer::Refused("no".to_owned()),
    ];
    let answers: Vec<Vec<u8>> = answers.iter().map(JoinAnswer::to_bytes).collect();
    assail(6, &answers, asis, |bytes| {
        let answer = JoinAnswer::parse(bytes);
        check_size(bytes, &format!("{answer:?}"));
        answer.is_some()
    });
}

fn record(payload: &[u8], kind: Kind) -> Vec<u8> {
    let signer = Identity::from_seed([5; 32]);
    let draft = Draft {
        seq: 1,
        prev: NO_PREV,
        stream: StreamId::from_bytes([6; 16]),
        kind,
        nonce: [7; 24],
    };
    let key = ContentKey::from_bytes([8; 32]);
    let workspace = Some(WorkspaceId::from_bytes([7; 32]));
    let sealed = envelope::seal(signer.signer(), workspace, &draft, &key, payload);
    sealed.unwrap().record().to_vec()
}

#[test]
fn an_envelope_can_hold_what_it_likes() {
    let valid = [record(b"short", Kind::Lane), record(&[1; 700], Kind::Other(99))];
    let mend = |mut bytes: Vec<u8>| {
        if bytes.len() > 12 {
            let len = u32::try_from(bytes.len() - 12).unwrap();
            bytes[..4].copy_from_slice(&len.to_be_bytes());
            let check = blake3::hash(&bytes[12..]);
            bytes[4..12].copy_from_slice(&check.as_bytes()[..8]);
        }
        bytes
    };
    let workspace = WorkspaceId::from_bytes([7; 32]);
    let mut past = 0;
    let taken = assail(7, &valid, mend, |bytes| match Sealed::parse(bytes) {
        Ok(sealed) => {
            assert_eq!(sealed.record(), bytes, "bytes are never written anew");
            assert!(bytes.len() <= MAX_RECORD);
            past += 1;
            // Signatures take most of the time: one in eight is asked for.
            past % 8 != 1 || sealed.verify(workspace).is_ok() || past > 8
        }
        Err(err) => {
            check_size(&[], &err.to_string());
            false
        }
    });
    assert!(past > 1_000, "spoilt envelopes come past the check: {past} of {taken}");
    let forged = {
        let mut bytes = valid[0].clone();
        bytes[20] ^= 1;
        Sealed::parse(&mend(bytes)).unwrap().verify(workspace)
    };
    assert!(forged.is_err(), "and no further");
}

#[test]
fn whoever_holds_the_keys_can_seal_what_they_like() {
    let identity = Identity::from_seed([4; 32]);
    let op = muster_model::control::op::Op::Genesis {
        workspace: "Harbour".to_owned(),
        member: "Ana".to_owned(),
        card: identity.card("pad"),
        recovery: identity.device(),
        nonce: [9; 16],
    };
    let body = Body { parents: vec![EnvelopeId::from_bytes([1; 32])], at: At(1), op };
    let valid = [postcard::to_stdvec(&body).unwrap()];
    assail(8, &valid, asis, |bytes| {
        let body = postcard::from_bytes::<Body>(bytes);
        check_size(bytes, &format!("{body:?}"));
        body.is_ok()
    });
    let key = ContentKey::from_bytes([8; 32]);
    let wrap = wrap_for(&key, &identity.card("pad")).unwrap();
    let keys = KeysPayload { wraps: vec![(key.id(), wrap)], links: Vec::new() };
    assail(9, &[keys.encode().unwrap()], asis, |bytes| {
        let keys = KeysPayload::parse(bytes);
        check_size(bytes, &format!("{keys:?}"));
        keys.is_ok()
    });
}

const STREAM: StreamId = StreamId::from_bytes([6; 16]);

fn pen() -> Pen {
    Pen { device: DeviceId::from_bytes([1; 32]), incarnation: [2; 8] }
}

fn node(id: &str) -> NodeId {
    id.parse().unwrap()
}

#[test]
fn a_change_can_do_what_it_likes_to_a_lane() {
    let say = |lane: &Lane, question: &str, note: &str| {
        let answer =
            Answer { note: note.to_owned(), ..Answer::of(Said::Option("two".parse().unwrap())) };
        lane.draft(&pen(), At(1), &[(node(question), Some(answer))]).unwrap()
    };
    let mut begun = Lane::new(STREAM);
    let first = say(&begun, "gov", "why");
    begun.admit(pen().device, &first).unwrap();
    let valid = [first, say(&begun, "gov", "another"), say(&begun, "it", "")];
    let taken = assail(10, &valid, summed, |bytes| {
        let mut lane = begun.clone();
        let admitted = lane.admit(pen().device, bytes);
        if admitted.is_err() {
            assert_eq!(lane.heads(), begun.heads(), "what is refused changes nothing");
            return false;
        }
        check_size(&[bytes, &[0; 400]].concat(), &format!("{:?}", lane.answers()));
        // Whatever was let in, the lane can be read, kept and written to.
        let later = say(&lane, "later", "still here");
        lane.admit(pen().device, &later).unwrap();
        assert!(lane.answers().contains_key(&node("later")));
        true
    });
    assert!(taken > 100, "some of it is what the device might have written: {taken}");
}

#[test]
fn a_change_can_do_what_it_likes_to_a_board() {
    let review = ReviewId::from_bytes([3; 16]);
    let say = |board: &Board, text: &str| {
        let edit = BoardEdit::Comment { review, question: node("gov"), text: text.to_owned() };
        board.draft(&pen(), At(1), &[edit]).unwrap()
    };
    let mut begun = Board::new(STREAM);
    let first = say(&begun, "first");
    begun.admit(pen().device, &first).unwrap();
    let valid = [first, say(&begun, "second")];
    assail(11, &valid, summed, |bytes| {
        let mut board = begun.clone();
        let admitted = board.admit(pen().device, bytes).is_ok();
        if admitted {
            check_size(&[bytes, &[0; 400]].concat(), &format!("{:?}", board.view(review)));
        } else {
            assert_eq!(board.heads(), begun.heads(), "what is refused changes nothing");
        }
        admitted
    });
}

const PACK: &str = r#"muster_pack: 1
id: tiny
version: "1"
title: {en: Tiny}
languages: [en]
scales:
  s:
    options:
      - {id: "no", label: {en: no}, value: "0.50"}
      - {id: "yes", label: {en: yes}, value: "4/2"}
measures:
  - {id: m, at: root, of: items, op: mean, blank: block, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: low, name: {en: Low}}
      - {id: high, name: {en: High}, require: [{measure: m, min: 1}]}
nodes:
  - id: d
    kind: dimension
    text: {en: Dimension}
    children:
      - id: q
        assessable: true
        scale: s
        text: {en: "Is it so?"}
        anchors: {"no": {en: no}, "yes": {en: yes}}
"#;

#[test]
fn a_pack_can_hold_what_it_likes() {
    let tiny = Framework::parse(PACK.as_bytes(), "pack.yaml").unwrap();
    let json = tiny.canonical();
    for (seed, valid, name) in
        [(12, PACK.as_bytes().to_vec(), "pack.yaml"), (13, json, "pack.json")]
    {
        assail(seed, &[valid], asis, |bytes| match Framework::parse(bytes, name) {
            Ok(framework) => {
                let canonical = framework.canonical();
                assert!(canonical.len() <= 16 * bytes.len() + 4_096);
                true
            }
            Err(problems) => {
                assert!(!problems.is_empty(), "a refusal has a reason");
                let shown: usize = problems.iter().map(|it| it.to_string().len()).sum();
                assert!(shown <= 400 * bytes.len() + 8_192, "{shown} bytes of problems");
                false
            }
        });
    }
}

#[test]
fn a_sheet_can_hold_what_it_likes() {
    let framework = muster_model::framework::shipped().remove(0);
    let questions = framework.questions();
    let said = Answer::of(Said::Option("level2".parse().unwrap()));
    let answers = questions.iter().take(3).map(|it| (it.id.clone(), said.clone())).collect();
    let sheet = sheet::write(&framework, &questions[..4], &answers);
    let semicolons = b"question;level;note\nstaffing.capacity;2;\"so; it is\"\n".to_vec();
    assail(14, &[sheet, semicolons], asis, |bytes| match sheet::read(bytes, &framework) {
        Ok(sheet) => {
            assert!(sheet.answers.len() <= questions.len());
            check_size(bytes, &format!("{sheet:?}"));
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= sheet::MAX_PROBLEMS + 1);
            let longest = problems.iter().map(|it| it.to_string().len()).max().unwrap();
            assert!(longest <= 2_048, "a problem is a sentence");
            false
        }
    });
}

#[test]
fn a_bundle_and_a_need_can_hold_what_they_like() {
    let (workspace, identity) = (WorkspaceId::from_bytes([7; 32]), Identity::from_seed([4; 32]));
    let card = identity.card("pad");
    let lock = Lock::Devices(vec![&card.recipient]);
    let records = [record(b"short", Kind::Lane), record(&[1; 700], Kind::Other(99))];
    let bundle = bundle::pack(workspace, At(1), &lock, &records).unwrap();
    let mut tried = 0;
    assail(15, &[bundle], asis, |bytes| {
        let cover = Cover::read(bytes).is_ok();
        tried += 1;
        // Opening takes a key exchange: some are tried.
        if tried % 64 > 2 {
            return cover;
        }
        let keys = Keys { identity: &identity, passphrase: None };
        let opened = bundle::open(bytes, workspace, keys);
        check_size(bytes, &opened.as_ref().map_or_else(ToString::to_string, |_| String::new()));
        opened.is_ok()
    });

    let mut index = Index::default();
    for n in 0..80_u32 {
        let id = EnvelopeId::from_bytes(*blake3::hash(&n.to_be_bytes()).as_bytes());
        let author = DeviceId::from_bytes([u8::try_from(n % 3).unwrap(); 32]);
        index.insert(Entry { id, author, seq: n / 3 + 1, control: n % 2 == 0 });
    }
    let mend = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len().saturating_sub(CHECK));
        let check = blake3::hash(&bytes);
        bytes.extend_from_slice(&check.as_bytes()[..CHECK]);
        bytes
    };
    let valid = [Need::of(workspace, &index).bytes().unwrap()];
    let taken = assail(16, &valid, mend, |bytes| match Need::parse(bytes) {
        Ok(need) => {
            check_size(bytes, &format!("{need:?}"));
            assert!(need.lacking(&index).len() <= 80);
            true
        }
        Err(_) => false,
    });
    assert!(taken > 100, "spoilt needs come past the check: {taken}");
}

#[test]
fn a_framework_of_others_can_hold_what_it_likes() {
    let list =
        b"id,question,level 1,level 2\na.1,Is it so?,no,yes\na.2,And this?,no,yes\n".to_vec();
    let tree = br#"{"title": "T", "groups": [{"id": "a", "title": "A", "controls": [{"id": "a-1", "title": "One"}]}]}"#;
    let catalog = br#"{"catalog": {"uuid": "u", "metadata": {"title": "C", "version": "1"},
        "groups": [{"id": "a", "title": "A", "controls": [{"id": "a-1", "title": "One"}]}]}}"#;
    let library = b"urn: urn:x:risk:library:l\nlocale: en\nref_id: l\nname: L\nobjects:\n  framework:\n    \
        urn: urn:x:risk:framework:f\n    ref_id: f\n    name: F\n    requirement_nodes:\n    - urn: urn:x:r:1\n      \
        assessable: true\n      depth: 1\n      ref_id: A\n      name: One\n"
        .to_vec();
    let all = [
        ("f.csv", list),
        ("f.json", tree.to_vec()),
        ("f.json", catalog.to_vec()),
        ("f.yaml", library),
    ];
    for (path, valid) in all {
        let mut dice = Dice::new(17);
        let try_it = |bytes: &[u8]| {
            let file = || import::File { path, bytes };
            let told = import::framework(&[file()], &import::Options::default());
            let preview = import::preview(&file());
            if let Ok(preview) = &preview {
                check_size(bytes, &format!("{preview:?}"));
            }
            match told {
                Ok(imported) => {
                    assert!(imported.counts.nodes <= bytes.len() + 64);
                    assert!(imported.framework.canonical().len() <= 64 * bytes.len() + 16_384);
                }
                Err(err) => assert!(err.to_string().len() <= 4_096 + 4 * bytes.len()),
            }
        };
        try_it(&valid);
        for _ in 0..2_000 {
            let spoilt = if dice.once_in(10) { dice.bytes(200) } else { dice.spoil(&valid) };
            try_it(&spoilt);
        }
    }
}

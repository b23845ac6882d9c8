//! What a checkpoint promises.

use std::{collections::BTreeMap, io::Write as _};

use expect_test::expect;
use flate2::{Compression, write::DeflateEncoder};
use muster_model::{
    answer::{Answer, Said},
    document::{Lane, Pen},
    ids::NodeId,
    time::At,
};
use proptest::prelude::*;

use super::*;
use crate::{
    envelope::{Draft, Kind, MAX_RECORD, NO_PREV, framed, seal},
    identity::Signer,
};

const NOW: At = At(1_795_000_000_000);

fn workspace() -> WorkspaceId {
    WorkspaceId::from_bytes([8; 32])
}

fn stream() -> StreamId {
    StreamId::from_bytes([5; 16])
}

fn key() -> ContentKey {
    ContentKey::from_bytes([9; 32])
}

/// The devices of one person, and what they wrote.
struct House {
    lane: Lane,
    devices: Vec<Device>,
    all: Vec<Verified>,
    written: u64,
}

struct Device {
    signer: Signer,
    head: (u32, EnvelopeId),
}

impl House {
    fn of(devices: u8) -> Self {
        let device = |n: u8| Device { signer: Signer::from_secret(&[n; 32]), head: (0, NO_PREV) };
        let devices = (1..=devices).map(device).collect();
        Self { lane: Lane::new(stream()), devices, all: Vec::new(), written: 0 }
    }

    /// Answers one question, as the device `n`.
    fn draft(&mut self, n: usize, question: u64) -> Vec<u8> {
        self.written += 1;
        let device = self.devices[n].signer.device();
        let pen = Pen { device, incarnation: [1; 8] };
        let option = ["low", "middling", "high"][usize::try_from(self.written % 3).unwrap()];
        let mut answer = Answer::of(Said::Option(option.parse().unwrap()));
        if self.written.is_multiple_of(7) {
            answer.note = format!("as seen on visit {}", self.written);
        }
        let question: NodeId = format!("gov.q{question}").parse().unwrap();
        let at = NOW.plus(self.written * 7_321);
        let payload = self.lane.draft(&pen, at, &[(question, Some(answer))]).unwrap();
        self.lane.admit(device, &payload).unwrap();
        payload
    }

    fn write(&mut self, n: usize, (kind, nonce): (Kind, Option<[u8; 24]>), payload: &[u8]) {
        let device = &mut self.devices[n];
        let (seq, prev) = (device.head.0 + 1, device.head.1);
        let mut draft =
            Draft { seq, prev, stream: stream(), kind, nonce: nonce.unwrap_or_default() };
        if nonce.is_none() {
            draft = draft.with_derived_nonce(device.signer.device(), &key(), payload);
        }
        let sealed = seal(&device.signer, Some(workspace()), &draft, &key(), payload).unwrap();
        device.head = (seq, sealed.id());
        self.all.push(sealed);
    }

    fn answer(&mut self, n: usize, question: u64) {
        let payload = self.draft(n, question);
        self.write(n, (Kind::Lane, None), &payload);
    }

    fn made(&self) -> Signed {
        make((workspace(), stream()), &key(), &self.all, LEAST).unwrap().0
    }
}

/// One device that answered so many questions, three times each.
fn plain(questions: u64) -> House {
    let mut house = House::of(1);
    (0..questions * 3).for_each(|it| house.answer(0, it % questions));
    house
}

fn payloads(envelopes: &[Verified]) -> BTreeMap<EnvelopeId, (Header, Vec<u8>)> {
    let opened = |it: &Verified| (it.id(), (*it.header(), it.open(&key()).unwrap()));
    envelopes.iter().map(opened).collect()
}

/// Reads a record as it comes from anybody.
fn read(record: &[u8]) -> Result<Vec<Verified>, EnvelopeError> {
    Checkpoint::parse(record)?.verify(workspace())?.expand(Some(&key()))
}

/// Gives altered bytes a length and a check that fit, as an attacker would.
fn framed_again(record: &[u8]) -> Vec<u8> {
    framed(&record[12..]).unwrap()
}

#[test]
fn a_checkpoint_gives_back_what_it_stands_for() {
    let house = plain(20);
    let (signed, covered) = make((workspace(), stream()), &key(), &house.all, LEAST).unwrap();
    assert_eq!(covered.len(), 60);
    let expanded = read(signed.record()).unwrap();
    assert_eq!(payloads(&expanded), payloads(&house.all));
    for (again, once) in expanded.iter().zip(&house.all) {
        assert!(again.is_covered());
        assert_eq!(again.record().len(), once.record().len());
    }
    assert_eq!(signed.ends(&expanded), house.all[59..]);
}

#[test]
fn a_lane_that_took_half_a_megabyte_takes_a_few_kilobytes() {
    let house = plain(356);
    let before: usize = house.all.iter().map(|it| it.record().len()).sum();
    let after = house.made().record().len();
    expect!["1068 envelopes: 523320 bytes before, 2794 after"]
        .assert_eq(&format!("{} envelopes: {before} bytes before, {after} after", house.all.len()));
}

#[test]
fn what_is_not_worth_it_or_does_not_follow_is_left_alone() {
    let few = plain(5);
    assert!(make((workspace(), stream()), &key(), &few.all, LEAST).is_none());
    let house = plain(20);
    // Every other one is missing: nothing follows anything.
    let holes: Vec<Verified> = house.all.iter().step_by(2).cloned().collect();
    assert!(make((workspace(), stream()), &key(), &holes, LEAST).is_none());
    // Another key, another lane, another workspace.
    let other = ContentKey::from_bytes([1; 32]);
    assert!(make((workspace(), stream()), &other, &house.all, LEAST).is_none());
    let elsewhere = StreamId::from_bytes([1; 16]);
    assert!(make((workspace(), elsewhere), &key(), &house.all, LEAST).is_none());
    let foreign = WorkspaceId::from_bytes([1; 32]);
    assert!(make((foreign, stream()), &key(), &house.all, LEAST).is_none());
}

#[test]
fn of_a_lane_too_long_for_one_a_part_is_covered() {
    let mut house = House::of(1);
    let mut seed = 1_u64;
    for _ in 0..60 {
        // Nothing that could be packed.
        let noise: Vec<u8> = (0..9_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                seed.to_be_bytes()[0]
            })
            .collect();
        house.write(0, (Kind::Lane, None), &noise);
    }
    let (signed, covered) = make((workspace(), stream()), &key(), &house.all, LEAST).unwrap();
    assert!(covered.len() >= LEAST && covered.len() < 60, "{}", covered.len());
    assert!(signed.record().len() <= MAX_RECORD);
    assert_eq!(payloads(&covered), payloads(&house.all[..covered.len()]));
}

#[test]
fn a_longer_one_is_made_of_a_shorter_one_and_what_came_after() {
    let mut house = plain(10);
    let shorter = house.made();
    let covered = read(shorter.record()).unwrap();
    (0..20).for_each(|it| house.answer(0, it));
    // What the shorter one covers is not there by itself any more.
    let mut known = shorter.ends(&covered);
    known.extend(covered);
    known.extend_from_slice(&house.all[30..]);
    let (longer, ids) = make((workspace(), stream()), &key(), &known, LEAST).unwrap();
    assert_eq!(ids.len(), 50);
    assert_eq!(payloads(&read(longer.record()).unwrap()), payloads(&house.all));
}

#[test]
fn any_bit_that_was_turned_is_found_out() {
    let house = plain(8);
    let (sealed, bare) = (house.made(), house.made().bare(&house.all).unwrap());
    for honest in [sealed.record(), bare.record()] {
        assert!(read(honest).is_ok());
        for at in 0..honest.len() {
            let mut record = honest.to_vec();
            record[at] ^= 1 << (at % 8);
            assert!(read(&record).is_err(), "byte {at}");
            if at >= 12 {
                assert!(read(&framed_again(&record)).is_err(), "byte {at}, with a check that fits");
            }
        }
        for len in (0..honest.len()).step_by(5) {
            assert!(read(&honest[..len]).is_err());
            if len >= 12 {
                assert!(read(&framed_again(&honest[..len])).is_err());
            }
        }
    }
}

#[test]
fn what_is_left_without_content_proves_the_same_places() {
    let mut house = plain(12);
    house.write(0, (Kind::Control, None), b"something else");
    (0..20).for_each(|it| house.answer(0, it));
    let signed = house.made();
    let expanded = read(signed.record()).unwrap();
    let bare = signed.bare(&expanded).unwrap();
    assert!(bare.checkpoint().is_bare() && !signed.checkpoint().is_bare());
    let places = bare.expand(None).unwrap();
    assert_eq!(places.len(), 56);
    for (place, whole) in places.iter().zip(&expanded) {
        assert!(place.is_bare() && place.is_covered());
        assert_eq!((place.id(), place.header()), (whole.id(), whole.header()));
    }
    assert_eq!(bare.bare(&places).unwrap().record(), bare.record());
    // None of it fits what is not its own.
    assert!(signed.bare(&expanded[1..]).is_none());
}

#[test]
fn without_its_key_nothing_is_believed() {
    let signed = plain(8).made();
    let told = |it: Result<Vec<Verified>, EnvelopeError>| it.unwrap_err().to_string();
    expect!["the checkpoint can't be checked yet: its key is not here"]
        .assert_eq(&told(signed.expand(None)));
    expect!["the envelope is sealed with another key"]
        .assert_eq(&told(signed.expand(Some(&ContentKey::from_bytes([1; 32])))));
}

#[test]
fn what_a_newer_version_made_is_refused_with_a_sentence() {
    let mut record = plain(8).made().record().to_vec();
    record[12 + 17] = 2;
    let refused = Checkpoint::parse(&framed_again(&record)).unwrap_err();
    expect!["the checkpoint was made by a newer version of Muster (format 2)"]
        .assert_eq(&refused.to_string());
    // A version that knows no checkpoints takes it for an envelope.
    let refused = Sealed::parse(plain(8).made().record()).unwrap_err();
    expect!["the envelope was made by a newer version of Muster (format 109)"]
        .assert_eq(&refused.to_string());
}

/// Seals any content behind what `honest` says in the open.
fn sealed_again(honest: &Signed, content: &[u8]) -> Vec<u8> {
    let clear = honest.checkpoint().clear();
    let mut content = content.to_vec();
    fill(&mut content, clear.len() + SEAL);
    assert!(key().encrypt(&[7; 24], clear, &mut content));
    framed(&[clear, &[7; 24], &content].concat()).unwrap()
}

fn packed(said: usize, raw: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(raw).unwrap();
    let packed = packed.finish().unwrap();
    let lengths = [said, packed.len()].map(|it| u32::try_from(it).unwrap().to_be_bytes());
    [lengths.as_flattened(), &packed].concat()
}

#[test]
fn a_record_that_unfolds_without_end_is_refused_early() {
    let honest = plain(8).made();
    let told = |content: &[u8]| read(&sealed_again(&honest, content)).unwrap_err().to_string();
    let zeros = vec![0; 100 << 20];
    expect!["the checkpoint is malformed: it is not as long as it says"]
        .assert_eq(&told(&packed(1_000, &zeros)));
    expect!["the checkpoint unfolds to more than one may hold"]
        .assert_eq(&told(&packed(zeros.len(), &zeros)));
    expect!["the checkpoint is malformed: its payloads can't be read"]
        .assert_eq(&told(&packed(8 << 20, &zeros[..8 << 20])));
    expect!["the checkpoint is malformed: it can't be unpacked"]
        .assert_eq(&told(&[[0, 0, 1, 0, 0, 0, 0, 9].as_slice(), &[0xff; 9]].concat()));
    // A few bytes that say a great many changes.
    let mut many = Vec::new();
    columns::lay(&[b"a".as_slice(); 24], &mut many);
    let no_nonces = [0];
    let honest_shape = [no_nonces.as_slice(), &many].concat();
    expect!["the checkpoint does not come to what its authors signed"]
        .assert_eq(&told(&packed(honest_shape.len(), &honest_shape)));
    let mut endless = vec![0, 1, 0, 10];
    endless.extend([0xff; 9]);
    endless.push(1);
    expect!["the checkpoint is malformed: its payloads can't be read"]
        .assert_eq(&told(&packed(endless.len(), &endless)));
}

/// Made by the first version that knew checkpoints, of what `plain(6)` writes. Never edited.
const GOLDEN: &str = include_str!("golden.base64");

#[test]
fn a_checkpoint_of_the_first_version_is_read_for_ever() {
    let text: String = GOLDEN.split_whitespace().collect();
    let house = plain(6);
    let record = data_encoding::BASE64.decode(text.as_bytes()).unwrap();
    let Ok(read) = read(&record) else {
        panic!("{}", data_encoding::BASE64.encode(house.made().record()));
    };
    assert_eq!(payloads(&read), payloads(&house.all));
    // What is sealed again comes to the same but for how it is packed.
    assert_eq!(house.made().checkpoint().clear(), &record[12..12 + clear_len(1)]);
}

#[derive(Debug, Clone)]
enum Step {
    Answer { device: usize, question: u64 },
    Both { device: usize },
    Noise { device: usize, bytes: Vec<u8> },
    Explicit { device: usize, nonce: [u8; 24] },
    Other { device: usize },
    Lose,
    GoBack { device: usize, by: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let device = 0..3_usize;
    let step = prop_oneof![
        12 => (device.clone(), 0..9_u64).prop_map(|(device, question)| Step::Answer { device, question }),
        2 => device.clone().prop_map(|device| Step::Both { device }),
        1 => (device.clone(), prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(device, bytes)| Step::Noise { device, bytes }),
        1 => (device.clone(), any::<[u8; 24]>()).prop_map(|(device, nonce)| Step::Explicit { device, nonce }),
        1 => device.clone().prop_map(|device| Step::Other { device }),
        1 => Just(Step::Lose),
        1 => (device, 1..5_usize).prop_map(|(device, by)| Step::GoBack { device, by }),
    ];
    prop::collection::vec(step, 20..120)
}

fn played(steps: &[Step]) -> House {
    let mut house = House::of(3);
    for step in steps {
        match step.clone() {
            Step::Answer { device, question } => house.answer(device, question),
            Step::Both { device } => {
                let both = [house.draft(device, 1), house.draft(device, 2)].concat();
                house.write(device, (Kind::Lane, None), &both);
            }
            Step::Noise { device, bytes } => house.write(device, (Kind::Lane, None), &bytes),
            Step::Explicit { device, nonce } => {
                let payload = house.draft(device, 3);
                house.write(device, (Kind::Lane, Some(nonce)), &payload);
            }
            Step::Other { device } => house.write(device, (Kind::Control, None), b"deed"),
            Step::Lose => drop(house.all.pop()),
            // An old backup: what follows forks off.
            Step::GoBack { device, by } => {
                let author = house.devices[device].signer.device();
                let mut own = house.all.iter().rev().filter(|it| it.header().author == author);
                if let Some(it) = own.nth(by) {
                    house.devices[device].head = (it.header().seq, it.id());
                }
            }
        }
    }
    house
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_was_written_comes_back_as_it_was(steps in steps(), turn in 0..100_usize) {
        let mut house = played(&steps);
        let n = house.all.len().max(1);
        house.all.rotate_left(turn % n);
        let lane: Vec<Verified> =
            house.all.iter().filter(|it| it.header().kind == Kind::Lane).cloned().collect();
        let originals = payloads(&lane);
        let Some((signed, covered)) = make((workspace(), stream()), &key(), &house.all, LEAST) else {
            return Ok(());
        };
        let expanded = read(signed.record()).unwrap();
        prop_assert!(expanded.len() >= LEAST);
        prop_assert_eq!(&covered, &expanded);
        prop_assert_eq!(expanded.len(), signed.checkpoint().covered());
        for (id, found) in payloads(&expanded) {
            prop_assert_eq!(originals.get(&id), Some(&found));
        }
        let places = signed.bare(&expanded).unwrap().expand(None).unwrap();
        prop_assert!(places.iter().map(Verified::id).eq(expanded.iter().map(Verified::id)));
    }

    #[test]
    fn any_payload_is_laid_out_and_gathered(
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..20),
        real in 0..20_u64,
    ) {
        let house = plain(real);
        let mut all: Vec<Vec<u8>> = house.all.iter().map(|it| it.open(&key()).unwrap()).collect();
        all.extend(payloads);
        // Some with the end cut off, some with something behind it.
        let cut: Vec<Vec<u8>> = all.iter().map(|it| it[..it.len() / 2].to_vec()).collect();
        all.extend(cut);
        let refs: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        let mut laid = Vec::new();
        columns::lay(&refs, &mut laid);
        prop_assert_eq!(columns::gather(&laid, all.len(), 1 << 20), Some(all.clone()));
        prop_assert_eq!(columns::gather(&laid, all.len() + 1, 1 << 20), None);
        let total: usize = all.iter().map(Vec::len).sum();
        prop_assert!(total == 0 || columns::gather(&laid, all.len(), total - 1).is_none());
    }

    #[test]
    fn any_bytes_are_gathered_without_harm(bytes in prop::collection::vec(0..40_u8, 0..300), many in 0..50_usize) {
        let gathered = columns::gather(&bytes, many, 1 << 16);
        prop_assert!(gathered.is_none_or(|it| it.len() == many));
    }
}

/// What `house` wrote as it is laid out before it is packed: with nonces of its own, or none.
fn raw(house: &House) -> Vec<u8> {
    let payloads: Vec<Vec<u8>> = house.all.iter().map(|it| it.open(&key()).unwrap()).collect();
    let payloads: Vec<&[u8]> = payloads.iter().map(Vec::as_slice).collect();
    let mut raw = vec![0];
    columns::lay(&payloads, &mut raw);
    raw
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn who_holds_the_key_can_seal_what_they_like(
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let house = plain(8);
        let (honest, right) = (house.made(), raw(&house));
        prop_assert!(read(&sealed_again(&honest, &packed(right.len(), &right))).is_ok());
        let mut wrong = right.clone();
        for (at, byte) in spoilt {
            let at = at.index(wrong.len());
            wrong[at] = byte;
        }
        if let Some(at) = cut {
            wrong.truncate(at.index(wrong.len()));
        }
        let found = read(&sealed_again(&honest, &packed(wrong.len(), &wrong)));
        prop_assert!(found.is_err() || wrong == right);
    }
}

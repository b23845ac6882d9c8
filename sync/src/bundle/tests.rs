//! Bundles: who opens one, and what a finder learns.

use expect_test::expect;
use muster_model::{ids::WorkspaceId, time::At};
use proptest::prelude::*;

use super::{BundleError, Cover, Keys, Lock, Locked, MAGIC, Need, Passphrase, open, pack};
use crate::{
    engine::index::{Entry, Index},
    envelope::{Draft, Kind, Sealed, seal},
    identity::Identity,
    keys::{ContentKey, STREAM},
};

const MADE: At = At(1_795_000_000_000);

fn harbour() -> WorkspaceId {
    WorkspaceId::from_bytes([9; 32])
}

fn ana() -> Identity {
    Identity::from_seed([1; 32])
}

fn records() -> Vec<Vec<u8>> {
    let key = ContentKey::from_bytes([3; 32]);
    let draft = Draft {
        seq: 1,
        prev: muster_model::ids::EnvelopeId::from_bytes([0; 32]),
        stream: STREAM,
        kind: Kind::Control,
        nonce: [4; 24],
    };
    let sealed = seal(ana().signer(), Some(harbour()), &draft, &key, b"words").unwrap();
    vec![sealed.record().to_vec()]
}

fn to_ana() -> Vec<u8> {
    let card = ana().card("laptop");
    pack(harbour(), MADE, &Lock::Devices(vec![&card.recipient]), &records()).unwrap()
}

fn open_as(bytes: &[u8], identity: &Identity) -> Result<super::Opened, BundleError> {
    open(bytes, harbour(), Keys { identity, passphrase: None })
}

#[test]
fn a_member_opens_what_anybody_carried() {
    let opened = open_as(&to_ana(), &ana()).unwrap();
    assert_eq!(opened.records, records());
    assert_eq!(opened.cover, Cover { workspace: harbour(), made: MADE, locked: Locked::Members });
}

#[test]
fn the_finder_of_a_stick_learns_its_cover_and_no_more() {
    let bytes = to_ana();
    assert!(Cover::read(&bytes).is_ok());
    let finder = Identity::from_seed([2; 32]);
    assert_eq!(open_as(&bytes, &finder), Err(BundleError::NotForUs));
    let other = WorkspaceId::from_bytes([8; 32]);
    let keys = Keys { identity: &ana(), passphrase: None };
    assert_eq!(open(&bytes, other, keys), Err(BundleError::OtherWorkspace));
}

#[test]
fn a_passphrase_opens_for_whoever_has_it_and_a_short_one_is_refused() {
    let words = Passphrase::of("paper boat seven lamps\n");
    let bytes = pack(harbour(), MADE, &Lock::Passphrase(&words), &records()).unwrap();
    let stranger = Identity::from_seed([2; 32]);
    let with = |words| open(&bytes, harbour(), Keys { identity: &stranger, passphrase: words });
    assert_eq!(with(Some(&words)).unwrap().records, records());
    assert_eq!(with(None), Err(BundleError::NeedsPassphrase));
    let wrong = Passphrase::of("paper boat seven lamp");
    assert_eq!(with(Some(&wrong)), Err(BundleError::WrongPassphrase));
    let short = Passphrase::of("boat");
    let made = pack(harbour(), MADE, &Lock::Passphrase(&short), &records());
    assert_eq!(made, Err(BundleError::WeakPassphrase));
}

#[test]
fn a_cover_that_was_exchanged_is_found_out() {
    let bytes = to_ana();
    let (cover, locked) = Cover::read(&bytes).unwrap();
    let forged = Cover { made: At(1), ..cover }.bytes().unwrap();
    let mut other = bytes[..13].to_vec();
    other.extend(u16::try_from(forged.len()).unwrap().to_le_bytes());
    other.extend(forged);
    other.extend(locked);
    let refused = open_as(&other, &ana());
    assert_eq!(refused, Err(BundleError::Damaged("its cover was exchanged")));
}

#[test]
fn every_wrong_file_is_refused_with_its_reason() {
    let bytes = to_ana();
    let said = |bytes: &[u8]| open_as(bytes, &ana()).unwrap_err().to_string();
    let newer = {
        let mut it = bytes.clone();
        it[12] = 2;
        it
    };
    let told = [
        said(b""),
        said(b"MUSTERBUNDLE"),
        said(b"%PDF-1.7 something else"),
        said(&newer),
        said(&bytes[..bytes.len() - 1]),
        said(&bytes[..40]),
        said(&[&bytes[..], b"x"].concat()),
    ];
    expect![[r"
        this is not a Muster bundle
        the file is damaged: it ends within its cover
        this is not a Muster bundle
        the file is damaged: its content makes no sense
        the file is damaged: it was cut off or altered
        the file is damaged: it ends within its cover
        the file is damaged: it was cut off or altered
    "]]
    .assert_eq(&format!("{}\n", told.join("\n")));
}

/// Made by the first version that wrote bundles, for the device of the seed `[1; 32]`. Never edited.
const GOLDEN: &str = include_str!("golden.base64");

#[test]
fn a_bundle_of_the_first_version_opens_for_ever() {
    let text: String = GOLDEN.split_whitespace().collect();
    let bytes = data_encoding::BASE64.decode(text.as_bytes()).unwrap();
    // What it holds was written in the first format of envelopes, which is read for ever too.
    let opened = |record: &Vec<u8>| {
        let verified = Sealed::parse(record).and_then(|it| it.verify(harbour())).unwrap();
        verified.open(&ContentKey::from_bytes([3; 32])).unwrap()
    };
    let found = open_as(&bytes, &ana()).unwrap().records;
    assert_eq!(found.iter().map(opened).collect::<Vec<_>>(), [b"words"]);
    assert_ne!(found, records());
}

fn index(entries: &[(u8, u32)]) -> Index {
    let mut index = Index::default();
    for (device, seq) in entries {
        let mut id = [*device; 32];
        id[..4].copy_from_slice(&seq.to_le_bytes());
        let author = muster_model::ids::DeviceId::from_bytes([*device; 32]);
        let id = muster_model::ids::EnvelopeId::from_bytes(id);
        index.insert(Entry { id, author, seq: *seq, control: *seq % 3 == 0 });
    }
    index
}

#[test]
fn a_need_of_the_first_version_is_read_for_ever() {
    let need = Need::of(harbour(), &index(&[(1, 1), (1, 70), (2, 3)]));
    let bytes = need.bytes().unwrap();
    expect!["4d55535445524e4545440120090909090909090909090909090909090909090909090909090909090909090902010101010101010102000101010000000101010101010146000000010101010202020202020202010001010300000002020202adeb33fea6e804844f259400d5150be0"].assert_eq(&data_encoding::HEXLOWER.encode(&bytes));
    assert_eq!(Need::parse(&bytes), Ok(need));
}

#[test]
fn a_need_that_was_cut_or_altered_is_refused() {
    let bytes = Need::of(harbour(), &index(&[(1, 1)])).bytes().unwrap();
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(Need::parse(&other).is_err(), "byte {at}");
        assert!(Need::parse(&bytes[..at]).is_err(), "cut at {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_need_lacks_and_what_is_there_make_the_whole(
        here in prop::collection::vec((0..3_u8, 0..80_u32), 0..500),
        there in prop::collection::vec((0..3_u8, 0..80_u32), 0..500),
    ) {
        let (mine, theirs) = (index(&here), index(&there));
        let sent = Need::of(harbour(), &theirs).lacking(&mine);
        let mut controls_over = false;
        for id in &sent {
            prop_assert!(mine.contains(id));
            controls_over |= !mine.is_control(id);
            prop_assert!(!(controls_over && mine.is_control(id)), "control comes first");
        }
        for line in mine.summary() {
            for (n, _) in mine.buckets(line.prefix, 0..=u32::MAX / 64) {
                for (id, _) in mine.ids_in(line.prefix, n) {
                    prop_assert!(theirs.contains(&id) || sent.contains(&id));
                }
            }
        }
        let nothing = Need::of(harbour(), &mine).lacking(&mine);
        prop_assert_eq!(nothing.len(), 0);
    }

    #[test]
    fn hostile_files_are_refused_without_a_crash(bytes in prop::collection::vec(any::<u8>(), 0..400), flip in any::<prop::sample::Index>()) {
        prop_assert!(open_as(&bytes, &ana()).is_err());
        prop_assert!(Need::parse(&bytes).is_err());
        let headed = [MAGIC.as_slice(), &[1], &bytes].concat();
        prop_assert!(open_as(&headed, &ana()).is_err());
        let mut altered = to_ana();
        let at = flip.index(altered.len());
        altered[at] ^= 0x40;
        // The type of an unused stanza may be altered without harm; the records never.
        if let Ok(opened) = open_as(&altered, &ana()) {
            prop_assert_eq!(opened.records, records());
        }
    }
}

//! What keys promise.

use expect_test::expect;
use proptest::prelude::*;

use super::*;

fn ann() -> Identity {
    Identity::from_seed([1; 32])
}

fn key() -> ContentKey {
    ContentKey::from_bytes([9; 32])
}

/// Writes a point as an age recipient.
fn recipient(point: &[u8; 32]) -> String {
    bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("age").unwrap(), point).unwrap()
}

#[test]
fn a_key_sealed_to_ann_is_opened_by_ann_alone() {
    let wrapped = wrap_for(&key(), &ann().card("laptop")).unwrap();
    assert_eq!(wrapped.device, ann().device());
    assert_eq!(unwrap(&wrapped.sealed, &ann()).unwrap(), key());
    let bob = Identity::from_seed([2; 32]);
    assert_eq!(unwrap(&wrapped.sealed, &bob), Err(KeyError::NotForUs));
    assert!(wrapped.sealed.len() < 500, "{} bytes", wrapped.sealed.len());
}

#[test]
fn a_sealed_key_that_was_altered_is_refused() {
    let sealed = wrap(&key(), &ann().card("laptop").recipient).unwrap();
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert!(unwrap(&altered, &ann()).is_err(), "byte {at}");
        assert!(unwrap(&sealed[..at], &ann()).is_err(), "cut at {at}");
    }
    assert_eq!(unwrap(&[0; MAX_SEALED + 1], &ann()), Err(KeyError::Damaged));
}

#[test]
fn what_is_sealed_must_be_one_key() {
    let to: age::x25519::Recipient = ann().card("laptop").recipient.parse().unwrap();
    for content in [b"short".as_slice(), &[0; 33], &[0; 500]] {
        let sealed = age::encrypt(&to, content).unwrap();
        assert_eq!(unwrap(&sealed, &ann()), Err(KeyError::Damaged));
    }
}

#[test]
fn a_recipient_that_would_give_the_key_away_is_refused() {
    for low in LOW_ORDER {
        let mut point = [0; 32];
        point.copy_from_slice(&data_encoding::HEXLOWER.decode(low.as_bytes()).unwrap());
        for top in [0, 0x80] {
            point[31] = (point[31] & 0x7f) | top;
            assert_eq!(wrap(&key(), &recipient(&point)), Err(KeyError::BadRecipient), "{low}");
        }
    }
}

#[test]
fn the_list_of_points_that_give_keys_away_is_right() {
    // Age refuses each of them with a panic; that is how we know that the list holds no typing error.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panics = LOW_ORDER.map(|low| {
        let point = data_encoding::HEXLOWER.decode(low.as_bytes()).unwrap().try_into().unwrap();
        let to: age::x25519::Recipient = recipient(&point).parse().unwrap();
        std::panic::catch_unwind(|| age::encrypt(&to, b"key").is_ok()).is_err()
    });
    std::panic::set_hook(quiet);
    assert_eq!(panics, [true; 7]);
}

#[test]
fn what_is_not_a_recipient_is_refused() {
    let long = format!("age1{}", "q".repeat(500));
    for text in
        ["", "age1", "age1é", "ssh-ed25519 AAAA", &long, &recipient(&[5; 32]).replace('q', "b")]
    {
        assert_eq!(wrap(&key(), text), Err(KeyError::BadRecipient), "{text}");
    }
    let secret =
        bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("age-secret-key-").unwrap(), &[5; 32]);
    assert_eq!(wrap(&key(), &secret.unwrap()), Err(KeyError::BadRecipient));
}

#[test]
fn keys_are_found_by_name() {
    let mut ring = KeyRing::default();
    let id = ring.insert(key());
    assert_eq!(ring.insert(key()), id);
    assert_eq!(ring.get(&id), Some(&key()));
    assert_eq!(ring.len(), 1);
    assert!(!ring.contains(&KeyId::from_bytes([0; 32])));
}

#[test]
fn the_keys_stream_of_each_workspace_has_its_own_key() {
    let of = |byte| keys_stream_key(WorkspaceId::from_bytes([byte; 32]));
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn the_bytes_of_handed_out_keys_are_the_same_for_ever() {
    let wrap = Wrap { device: ann().device(), sealed: vec![0xa6; 5] };
    let payload = KeysPayload { wraps: vec![(key().id(), wrap)], links: Vec::new() };
    let bytes = payload.encode().unwrap();
    expect!["0101207a861bad5937df089d367abbf0106c37f861af3c17e8d8364962dd3771771056200bdc5eb9ccc6a76aab8de2f0c79aaeacca8cc3d42749f61cd5a5a5810682f27705a6a6a6a6a6"].assert_eq(&data_encoding::HEXLOWER.encode(&bytes));
    assert_eq!(KeysPayload::parse(&bytes), Ok(payload));

    let mut newer = bytes.clone();
    newer[0] = 3;
    let refused = KeysPayload::parse(&newer).unwrap_err().to_string();
    expect!["these keys were handed out by a newer version of Muster (format 3)"]
        .assert_eq(&refused);
    assert_eq!(KeysPayload::parse(&[bytes.as_slice(), &[0]].concat()), Err(KeyError::Damaged));
    for end in 0..bytes.len() {
        assert_eq!(KeysPayload::parse(&bytes[..end]), Err(KeyError::Damaged));
    }
}

#[test]
fn who_has_the_new_key_has_the_old_one() {
    let (old, new) = (ContentKey::from_bytes([1; 32]), ContentKey::from_bytes([2; 32]));
    let link = Link::seal(&old, &new, [3; 24]).unwrap();
    assert_eq!(link.open(&new), Some(old.clone()));
    assert_eq!(link.open(&old), None);
    let payload = KeysPayload { wraps: Vec::new(), links: vec![link.clone()] };
    let bytes = payload.encode().unwrap();
    expect!["02000120e4d60b4531b114100aab5f9907d1718c613e603482a15bee8ccda17e5c9bb3ea209515049071ed913149a80d3bb7891fcd4c6c1e3d14ad878939a80f9b9a91e08c480303030303030303030303030303030303030303030303035c08205e3c523b86813286cf358e79f89870d2338f8ff1134fa8a10268d9255551b5a1f85659f5533bb68c64b6d7f5c5"].assert_eq(&data_encoding::HEXLOWER.encode(&bytes));
    assert_eq!(KeysPayload::parse(&bytes), Ok(payload));
    for at in 0..link.sealed.len() {
        let mut damaged = link.clone();
        damaged.sealed[at] ^= 1;
        assert_eq!(damaged.open(&new), None);
        damaged.sealed.truncate(at);
        assert_eq!(damaged.open(&new), None);
    }
    let other = ContentKey::from_bytes([9; 32]).id();
    assert_eq!(Link { older: other, ..link }.open(&new), None);
    for end in 0..bytes.len() {
        assert_eq!(KeysPayload::parse(&bytes[..end]), Err(KeyError::Damaged));
    }
}

#[test]
fn a_sealed_setting_is_read_by_this_device_under_its_name_only() {
    let key = LocalKey::from_bytes([4; 32]);
    let sealed = key.seal_note("relay", [3; 24], b"token").unwrap();
    assert!(!sealed.windows(5).any(|it| it == b"token"));
    assert_eq!(key.open_note("relay", &sealed).as_deref(), Some(b"token".as_slice()));
    assert_eq!(key.open_note("mode", &sealed), None);
    assert_eq!(LocalKey::from_bytes([5; 32]).open_note("relay", &sealed), None);
    for end in 0..sealed.len() {
        assert_eq!(key.open_note("relay", &sealed[..end]), None);
    }
    expect!["010303030303030303030303030303030303030303030303030c8ac9ec7f04efcba908ce9495c299f8ba1232ad12"]
        .assert_eq(&data_encoding::HEXLOWER.encode(&sealed));
}

proptest! {
    #[test]
    fn hostile_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(unwrap(&bytes, &ann()).is_err());
        let claim = [[1].as_slice(), &[0xff, 0xff, 0xff, 0xff, 0x0f], &bytes].concat();
        prop_assert!(KeysPayload::parse(&claim).is_err());
    }
}

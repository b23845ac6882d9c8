//! What an identity, its file and the recovery code promise.

use std::{fs, path::PathBuf};

use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::bundle::Passphrase;

fn ann() -> Identity {
    Identity::from_seed([1; 32])
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace").join("device.key");
    (folder, path)
}

#[test]
fn the_keys_of_a_seed_are_the_same_for_ever() {
    let card = ann().card("laptop");
    let local = blake3::hash(ann().local_key().as_bytes());
    let golden = format!(
        "device {}\nrecipient {}\nendpoint {}\nlocal {local}\n",
        card.device,
        card.recipient,
        DeviceId::from_bytes(card.endpoint),
    );
    expect![[r"
        device 0bdc5eb9ccc6a76aab8de2f0c79aaeacca8cc3d42749f61cd5a5a5810682f277
        recipient age1awt029udrukdnx3x2nz0kv26lagm4qms2wxdnynul4z0vc647cfs3ah45q
        endpoint f721fa1a9cb2ff5e1e76866cd67ee5b2d854e80ef9a96e3ff091366191a28e27
        local 22e79577608e3be15a819140da484e6b002d37dbe533a6904d4528460ae7bac0
    "]]
    .assert_eq(&golden);
}

#[test]
fn no_two_purposes_and_no_two_seeds_share_a_key() {
    let of = |seed: u8| {
        let identity = Identity::from_seed([seed; 32]);
        let card = identity.card("laptop");
        [*card.device.as_bytes(), card.endpoint, *identity.local_key().as_bytes()]
    };
    let mut all = [of(1), of(2)].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 6);
}

#[test]
fn the_card_names_the_endpoint_that_iroh_will_have() {
    let secret = iroh::SecretKey::from_bytes(&ann().endpoint_secret());
    assert_eq!(secret.public().as_bytes(), &ann().card("laptop").endpoint);
}

#[test]
fn a_signature_holds_for_its_author_and_its_words_only() {
    let signature = ann().signer().sign(&[5; 32]);
    assert!(signature_holds(&ann().device(), &[5; 32], &signature));
    assert!(!signature_holds(&ann().device(), &[6; 32], &signature));
    assert!(!signature_holds(&Identity::from_seed([2; 32]).device(), &[5; 32], &signature));
    assert!(!signature_holds(&DeviceId::from_bytes([0xff; 32]), &[5; 32], &signature));
}

#[test]
fn the_key_file_comes_back_and_is_the_owners_alone() {
    let (_folder, path) = folder();
    ann().save(&path).unwrap();
    assert_eq!(Identity::load(&path).unwrap().device(), ann().device());
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(Identity::load(&path).unwrap().device(), ann().device());
        assert_eq!(mode(&path), 0o600);
    }
}

#[test]
fn the_text_of_the_key_file_is_the_same_for_ever() {
    expect![[r"
        muster device key 1
        # Whoever has this file can sign and read as this device. Keep it to yourself.
        seed 0101010101010101010101010101010101010101010101010101010101010101
        check 3c364cf0
    "]]
    .assert_eq(&ann().text());
}

#[test]
fn keys_are_never_overwritten() {
    let (_folder, path) = folder();
    ann().save(&path).unwrap();
    ann().save(&path).unwrap();
    let other = Identity::from_seed([2; 32]).save(&path);
    assert!(matches!(other, Err(IdentityError::Taken)));
    assert_eq!(Identity::load(&path).unwrap().device(), ann().device());
}

#[test]
fn a_missing_damaged_or_newer_key_file_is_told_apart() {
    let (_folder, path) = folder();
    assert!(matches!(Identity::load(&path), Err(IdentityError::Missing)));
    assert!(matches!(
        Identity::load(path.parent().unwrap().parent().unwrap()),
        Err(IdentityError::Io(_))
    ));

    let text = ann().text();
    assert_eq!(Identity::parse(&text).unwrap().device(), ann().device());
    assert!(Identity::parse(&text.replace('\n', "\r\n")).is_ok());
    let newer = Identity::parse(&text.replace("key 1", "key 3")).unwrap_err().to_string();
    expect!["the key file was made by a newer version of Muster (format 3)"].assert_eq(&newer);
    for end in 0..text.len() - 1 {
        let cut = Identity::parse(text.get(..end).unwrap());
        assert!(matches!(cut, Err(IdentityError::Damaged)), "cut at {end}");
    }
    let at = text.find("seed 01").unwrap() + 5;
    let mut altered = text.to_string();
    altered.replace_range(at..=at, "1");
    assert!(matches!(Identity::parse(&altered), Err(IdentityError::Damaged)));

    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, [0xff; 10_000]).unwrap();
    assert!(matches!(Identity::load(&path), Err(IdentityError::Damaged)));
    assert!(matches!(ann().save(&path), Err(IdentityError::Damaged)));
}

#[test]
fn a_crash_while_saving_leaves_nothing_in_the_way() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path.with_extension("new"), "half").unwrap();
    ann().save(&path).unwrap();
    assert_eq!(Identity::load(&path).unwrap().device(), ann().device());
}

const WORDS: &str = "four kettles on a hill";

fn words() -> Passphrase {
    Passphrase::of(WORDS)
}

#[test]
fn a_protected_key_file_opens_with_its_passphrase_only() {
    let (_folder, path) = folder();
    ann().save(&path).unwrap();
    ann().protect(&path, Some(&words())).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("muster device key 2\n"), "{text}");
    assert!(!text.contains("0101"), "{text}");
    assert!(matches!(Identity::load(&path), Err(IdentityError::Locked)));
    assert_eq!(Identity::unlock(&path, &words()).unwrap().device(), ann().device());
    let wrong = Identity::unlock(&path, &Passphrase::of("four kettles on a hull"));
    assert!(matches!(wrong, Err(IdentityError::WrongPassphrase)));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);

    ann().protect(&path, None).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), *ann().text());
    assert_eq!(Identity::unlock(&path, &words()).unwrap().device(), ann().device());
}

#[test]
fn a_short_passphrase_is_refused_and_nothing_changes() {
    let (_folder, path) = folder();
    ann().save(&path).unwrap();
    let refused = ann().protect(&path, Some(&Passphrase::of("123456789")));
    assert!(matches!(refused, Err(IdentityError::WeakPassphrase)));
    assert_eq!(fs::read_to_string(&path).unwrap(), *ann().text());
}

#[test]
fn a_crash_while_protecting_never_loses_the_key() {
    let (_folder, path) = folder();
    ann().save(&path).unwrap();
    // It came before the new file took its name: the old one opens, and the next try is not in its way.
    fs::write(path.with_extension("new"), "muster device key 2\nseal").unwrap();
    assert_eq!(Identity::load(&path).unwrap().device(), ann().device());
    ann().protect(&path, Some(&words())).unwrap();
    assert_eq!(Identity::unlock(&path, &words()).unwrap().device(), ann().device());
}

/// Golden: what was protected once must open for ever.
#[test]
fn a_key_file_that_was_protected_long_ago_opens() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, PROTECTED).unwrap();
    assert_eq!(Identity::unlock(&path, &words()).unwrap().device(), ann().device());
    for end in [30, 60, PROTECTED.len() - 30] {
        fs::write(&path, PROTECTED.as_bytes().get(..end).unwrap()).unwrap();
        let cut = Identity::unlock(&path, &words());
        assert!(matches!(cut, Err(IdentityError::Damaged)), "cut at {end}: {cut:?}");
    }
}

const PROTECTED: &str = include_str!("protected-key-2.txt");

fn recovery() -> Recovery {
    Recovery::generate(&mut |bytes| bytes.iter_mut().zip(0..).for_each(|(to, from)| *to = from))
}

#[test]
fn the_recovery_code_is_the_same_for_ever() {
    let golden = format!("{}\n{}\n", recovery().code(), recovery().device());
    expect![[r"
        000G-40R4-0M30-E209-185G-R38E-1Y6W
        c0bfe0e5c6ac0e1a0363fe4d12672fbf80883c7fc5d278bd3b96e5355c54caf4
    "]]
    .assert_eq(&golden);
}

#[test]
fn a_recovery_code_is_read_as_people_write_it() {
    let code = recovery().code();
    let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    for text in [code.clone(), sloppy, code.replace('-', ""), format!("\n{code}\n")] {
        assert_eq!(Recovery::parse(&text).as_ref(), Ok(&recovery()), "{text}");
    }
}

#[test]
fn a_slip_in_a_recovery_code_is_noticed() {
    let code: Vec<char> = recovery().code().chars().collect();
    let mut missed = 0;
    for at in (0..code.len()).filter(|at| code[*at] != '-') {
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|it| *it != code[at]) {
            let mut slip = code.clone();
            slip[at] = letter;
            let slip: String = slip.into_iter().collect();
            match Recovery::parse(&slip) {
                Ok(_) => missed += 1,
                Err(err) => assert_eq!(err, RecoveryError::Mistyped),
            }
        }
    }
    assert!(missed <= 2, "{missed} of 868 slips came through");
    for text in ["", "0000", "muster1abc", "0000-0000-0000-0000-0000-0000-000U", &"0".repeat(29)] {
        assert_eq!(Recovery::parse(text), Err(RecoveryError::NotACode), "{text}");
    }
}

proptest! {
    #[test]
    fn every_recovery_code_comes_back(secret in any::<[u8; 16]>()) {
        let recovery = Recovery::generate(&mut |bytes| bytes.copy_from_slice(&secret));
        prop_assert_eq!(Recovery::parse(&recovery.code()), Ok(recovery));
    }

    #[test]
    fn a_key_file_can_hold_what_it_likes(
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<char>(), 0..4),
        cut in any::<bool>(),
    ) {
        let whole: Vec<char> = ann().text().chars().collect();
        let at = at.index(whole.len());
        let after = if cut { whole.len() } else { at + 1 };
        let spoilt: String = whole[..at].iter().chain(&with).chain(&whole[after..]).collect();
        if let Ok(read) = Identity::parse(&spoilt) {
            prop_assert_eq!(read.device(), ann().device(), "nobody else comes out");
        } else {
            prop_assert_ne!(&spoilt, &*ann().text());
        }
    }

    #[test]
    fn hostile_texts_are_refused(text in "\\PC{0,60}") {
        prop_assert!(Recovery::parse(&text).is_err());
        prop_assert!(Identity::parse(&text).is_err());
        let title = format!("muster device key 1\n{text}");
        prop_assert!(Identity::parse(&title).is_err());
    }
}

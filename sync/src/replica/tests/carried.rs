//! What is carried by hand brings what a wire would have brought.

use super::*;
use crate::bundle::{BundleError, Passphrase};

fn gain(carried: &crate::replica::Carried) -> String {
    let it = &carried.gain;
    format!(
        "{} new of {}, {} unread: {} answers, people {:?}, reviews {:?}, {} conflicts",
        carried.new,
        carried.envelopes,
        carried.unread,
        it.answers,
        it.people,
        it.reviews,
        it.conflicts
    )
}

#[test]
fn a_stick_brings_what_a_wire_would_have_brought() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let people = [ana.snapshot().me.unwrap(), ben.snapshot().me.unwrap()];
    let review = review(&mut ana, Secrecy::Open, &people);
    say(&mut ana, review, 1);

    let (file, packed) = ana.pack_bundle(Some(&ben.need()), None, NOW).unwrap();
    let opened = ben.open_bundle(&file, None).unwrap();
    assert_eq!(opened.records.len(), packed);

    let before = ben.snapshot();
    let rehearsed = ben.rehearse(&opened.records).unwrap();
    assert_eq!(ben.snapshot(), before, "a rehearsal changes nothing");
    let taken = ben.take_records(&opened.records).unwrap();
    assert_eq!(taken, rehearsed, "what was announced is what came");
    expect_test::expect![[
        r#"5 new of 5, 0 unread: 46 answers, people [], reviews ["2026 H2"], 0 conflicts"#
    ]]
    .assert_eq(&gain(&taken));

    let again = ben.take_records(&opened.records).unwrap();
    assert_eq!((again.new, again.gain.is_nothing()), (0, true), "a second time brings nothing");

    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    meet(&mut ana, &mut ben);
    meet(&mut ben, &mut cleo);
    assert_eq!(
        ben.snapshot().reviews[&review].fingerprint,
        cleo.snapshot().reviews[&review].fingerprint
    );
}

#[test]
fn a_two_way_stick_makes_both_the_same() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let people = [ana.snapshot().me.unwrap(), ben.snapshot().me.unwrap()];
    let review = review(&mut ana, Secrecy::Open, &people);
    meet(&mut ana, &mut ben);
    say(&mut ana, review, 1);
    say(&mut ben, review, 3);

    let out = ana.pack_bundle(Some(&ben.need()), None, NOW).unwrap().0;
    let back = ben.pack_bundle(Some(&ana.need()), None, NOW).unwrap().0;
    for (to, file) in [(&mut ben, out), (&mut ana, back)] {
        let opened = to.open_bundle(&file, None).unwrap();
        let carried = to.take_records(&opened.records).unwrap();
        assert_eq!(carried.refused, [""; 0]);
    }
    let (a, b) = (ana.snapshot(), ben.snapshot());
    assert_eq!(a.reviews[&review].fingerprint, b.reviews[&review].fingerprint);
    assert_eq!(a.reviews[&review].result, b.reviews[&review].result);
}

#[test]
fn a_bundle_is_for_members_of_its_workspace_only() {
    let mut ana = founded();
    let (file, _) = ana.pack_bundle(None, None, NOW).unwrap();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    assert_eq!(ben.open_bundle(&file, None), Err(BundleError::NotForUs), "made before he joined");

    let identity = Identity::from_seed([7; 32]);
    let founding = Founding::prepare(&identity, "Quay", "Zoe", "zoe's laptop", NOW).unwrap();
    let mut store = MemoryStore::default();
    store.append(&founding.envelopes).unwrap();
    let mut zoe = Replica::open(founding.workspace, identity, Box::new(store), [7; 8]).unwrap();
    assert_eq!(zoe.open_bundle(&file, None), Err(BundleError::OtherWorkspace));
    let foreign = zoe.need();
    assert!(ana.pack_bundle(Some(&foreign), None, NOW).is_err());

    // Records smuggled into a bundle of another workspace do not verify there.
    let strange = all(&mut zoe);
    let taken = ben.take_records(&strange).unwrap();
    assert_eq!((taken.new, taken.refused.len()), (0, 1));
}

#[test]
fn words_open_a_bundle_also_for_who_joined_later() {
    let mut ana = founded();
    let words = Passphrase::of("paper boat seven lamps");
    let (file, _) = ana.pack_bundle(None, Some(&words), NOW).unwrap();
    let ben = join(&mut ana, "Ben", 2, Whose::New);
    assert_eq!(ben.open_bundle(&file, None), Err(BundleError::NeedsPassphrase));
    assert!(ben.open_bundle(&file, Some(&words)).is_ok());
}

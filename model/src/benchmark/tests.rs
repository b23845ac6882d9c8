//! What a card tells, what it never tells, and what is refused.

use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::{
    answer::{Answer, Said},
    framework::shipped_as,
};

const WORDS: Words<'_> =
    Words { cohort: "ports, 100 to 500 people", source: "Harbour Logistics", least: LEAST };

/// A review in which `people` people answered all of leadership, each another level.
fn review(people: u8) -> (Arc<Framework>, Inputs) {
    let framework = shipped_as("five-dimensions").unwrap();
    let mut inputs = Inputs::on(Date::new(2026, 11, 21).unwrap());
    for question in framework.questions() {
        if !question.id.as_str().starts_with("leadership.") || question.scale.is_none() {
            continue;
        }
        let voices = inputs.spoken_mut(question.id.clone());
        for person in 0..people {
            let option = format!("level{}", person % 5 + 1).parse().unwrap();
            voices.insert(MemberId::from_bytes([person; 16]), Answer::of(Said::Option(option)));
        }
    }
    (framework, inputs)
}

fn card() -> Card {
    let (framework, inputs) = review(5);
    let people = inputs.answers.values().flat_map(|it| it.keys().copied()).collect();
    Card {
        cohort: WORDS.cohort.to_owned(),
        source: WORDS.source.to_owned(),
        date: inputs.as_of,
        framework: framework.pack().id.clone(),
        version: "1".to_owned(),
        hash: FrameworkHash::from_bytes([0xf4; 32]),
        people: 5,
        dimensions: dimensions(&framework, &inputs, &people, LEAST),
    }
}

fn signed() -> Signed {
    Signed { card: card(), author: DeviceId::from_bytes([0xd1; 32]), signature: [0x5b; 64] }
}

#[test]
fn a_card_is_written_like_this_for_ever() {
    let text = String::from_utf8(signed().bytes()).unwrap();
    expect![[r#"
        {"format":"muster benchmark","version":1,"author":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","signature":"5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b","card":{"cohort":"ports, 100 to 500 people","source":"Harbour Logistics","date":"2026-11-21","framework":"five-dimensions","version":"1","hash":"f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4","people":5,"dimensions":[{"id":"leadership","title":"Leadership","n":5,"low":"1.5","middle":"3","high":"4.5"}]}}
    "#]].assert_eq(&text);
    assert_eq!(Signed::parse(text.as_bytes()), Ok(signed()));
}

#[test]
fn a_figure_of_fewer_than_enough_is_left_out() {
    let (framework, inputs) = review(4);
    let people: BTreeSet<MemberId> =
        inputs.answers.values().flat_map(|it| it.keys().copied()).collect();
    assert!(dimensions(&framework, &inputs, &people, LEAST).is_empty());
    let few = MakeError::Few { found: 4, wanted: 5 };
    assert!(few.to_string().contains("at least 5 people"), "{few}");
}

#[test]
fn what_no_honest_card_says_is_refused() {
    type Spoil = fn(&mut Card);
    let spoils: [(Spoil, &str); 7] = [
        (|it| it.people = 4, "so few people"),
        (|it| it.dimensions[0].n = 3, "so few people"),
        (|it| it.dimensions[0].n = 9, "stands under"),
        (|it| it.dimensions[0].low = "9".parse().unwrap(), "quartiles"),
        (|it| it.dimensions.clear(), "no dimension"),
        (|it| it.cohort = " ".to_owned(), "a text"),
        (|it| it.dimensions.push(it.dimensions[0].clone()), "stands under"),
    ];
    for (spoil, told) in spoils {
        let mut it = signed();
        spoil(&mut it.card);
        let err = Signed::parse(&it.bytes()).unwrap_err().to_string();
        assert!(err.contains(told), "{err} instead of {told}");
    }
    let newer = String::from_utf8(signed().bytes())
        .unwrap()
        .replace("\"version\":1,\"a", "\"version\":2,\"a");
    assert_eq!(Signed::parse(newer.as_bytes()), Err(CardError::Newer(2)));
    assert_eq!(Signed::parse(&vec![b' '; MAX_BYTES + 1]), Err(CardError::TooLarge));
}

proptest! {
    #[test]
    fn damaged_cards_are_refused_or_read_and_never_taken_for_the_same(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = signed().bytes();
        let mut bytes = whole.clone();
        let len = bytes.len();
        bytes[at.index(len)] = byte;
        bytes.truncate(cut.index(len) + 1);
        if let Ok(read) = Signed::parse(&bytes) {
            prop_assert_eq!(read == signed(), bytes == whole);
        }
    }
}

//! What holds for every set of changes, honest or not, in whatever order they come.

mod flood;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{
    poison::{data, sealed},
    *,
};
use crate::{
    answer::{Past, Stated},
    ids::{ActionId, ChangeHash, ReviewId},
    plan::Entry,
    time::Date,
};

/// One thing that happens in a small world of four lanes: two devices, each also as a clone that
/// writes under the same name.
#[derive(Debug, Clone)]
enum Deed {
    /// Somebody answers.
    Write(usize, u8, u8),
    /// Somebody answers two questions in two changes, sent as one payload.
    Pair(usize, u8),
    /// The first takes in all that the second has.
    Meet(usize, usize),
    /// Somebody forges a change on top of what they have, in one of several ways.
    Forge(usize, u8),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let who = 0..4_usize;
    let deed = prop_oneof![
        4 => (who.clone(), 0..3_u8, 0..4_u8).prop_map(|(w, q, v)| Deed::Write(w, q, v)),
        1 => (who.clone(), 0..4_u8).prop_map(|(w, v)| Deed::Pair(w, v)),
        3 => (who.clone(), who.clone()).prop_map(|(a, b)| Deed::Meet(a, b)),
        1 => (who, 0..9_u8).prop_map(|(w, how)| Deed::Forge(w, how)),
    ];
    prop::collection::vec(deed, 0..28)
}

type Payload = (DeviceId, Vec<u8>);

/// A device, its lane, and all payloads it has seen.
struct Side {
    pen: Pen,
    lane: Lane,
    seen: Vec<Payload>,
}

impl Side {
    fn take(&mut self, payload: Payload) {
        if !self.seen.contains(&payload) {
            self.seen.push(payload);
            let all: Vec<(DeviceId, &[u8])> =
                self.seen.iter().map(|(by, it)| (*by, it.as_slice())).collect();
            self.lane.admit_all(all);
        }
    }

    fn answer(&self, lane: &Lane, name: u8, value: u8) -> Vec<u8> {
        let answer = (value > 0).then(|| option(&format!("level-{value}")));
        lane.draft(&self.pen, At(1), &[(question(&format!("q{name}")), answer)]).unwrap()
    }

    fn pair(&self, value: u8) -> Vec<u8> {
        let mut ahead = self.lane.clone();
        let one = self.answer(&ahead, 0, value);
        ahead.admit(self.pen.device, &one).unwrap();
        [one, self.answer(&ahead, 1, value)].concat()
    }

    fn forge(&self, how: u8) -> Payload {
        let honest = self.answer(&self.lane, 0, 3);
        let mut it = chunk::parse(&honest).unwrap().remove(0).change;
        match how {
            0 => it.seq += 1,
            1 => it.start += 1,
            2 => it.start -= 1,
            3 => it.puts.iter_mut().for_each(|put| put.replaces.clear()),
            4 => it.puts.truncate(3),
            5 => it.puts.swap(0, 1),
            6 => it.deps.reverse(),
            7 => it.deps.truncate(1),
            _ => return (pen(3).device, honest),
        }
        (self.pen.device, chunk::encode(&it).0)
    }
}

/// Plays `deeds` and returns every payload anybody made.
fn play(deeds: &[Deed]) -> Vec<Payload> {
    let mut sides: Vec<Side> = [1, 2, 1, 2]
        .map(|it| Side { pen: pen(it), lane: Lane::new(STREAM), seen: Vec::new() })
        .into();
    let mut made: Vec<Payload> = Vec::new();
    for deed in deeds {
        let (who, payload) = match deed {
            Deed::Write(who, name, value) => {
                let side = &sides[*who];
                (*who, (side.pen.device, side.answer(&side.lane, *name, *value)))
            }
            Deed::Pair(who, value) => (*who, (sides[*who].pen.device, sides[*who].pair(*value))),
            Deed::Forge(who, how) => (*who, sides[*who].forge(*how)),
            Deed::Meet(to, from) => {
                for payload in sides[*from].seen.clone() {
                    sides[*to].take(payload);
                }
                continue;
            }
        };
        sides[who].take(payload.clone());
        if !made.contains(&payload) {
            made.push(payload);
        }
    }
    made
}

type Answers = BTreeMap<NodeId, Stated>;

/// All that can be seen of a lane.
#[derive(Debug, PartialEq)]
struct Sight {
    heads: Vec<ChangeHash>,
    answers: Answers,
    history: BTreeMap<NodeId, Vec<Past>>,
    void: BTreeSet<ChangeHash>,
    /// The state right after each change, whether it stands or not.
    then: BTreeMap<ChangeHash, Option<Answers>>,
    /// Per payload: taken in, or why not.
    results: BTreeMap<Payload, Result<(), AdmitError>>,
}

fn sight(lane: &Lane, results: BTreeMap<Payload, Result<(), AdmitError>>) -> Sight {
    let answers = lane.answers();
    let again = Lane::clone(lane).answers_at(&lane.heads()).unwrap();
    assert_eq!(answers, again);
    let mut then = BTreeMap::new();
    for (_, payload) in results.keys() {
        let last = chunk::parse(payload).ok().and_then(|mut it| it.pop());
        let Some(hash) = last.map(|it| it.hash) else { continue };
        let state = lane.answers_at(&[hash]);
        then.insert(hash, state);
    }
    Sight {
        heads: lane.heads(),
        history: (0..3)
            .map(|it| question(&format!("q{it}")))
            .map(|it| (it.clone(), lane.history(&it)))
            .collect(),
        void: lane.void().into_iter().map(|(it, _)| it).collect(),
        answers,
        then,
        results,
    }
}

/// Delivers payloads one by one, and those that wait again and again.
fn one_by_one(payloads: &[Payload]) -> Sight {
    let mut lane = Lane::new(STREAM);
    let mut results: BTreeMap<Payload, Result<(), AdmitError>> = BTreeMap::new();
    loop {
        // What does not count is here too, and something may have missed it.
        let mut is_news = false;
        for payload in payloads {
            if results.get(payload).is_none_or(|it| matches!(it, Err(AdmitError::Missing(_)))) {
                let result = lane.admit(payload.0, &payload.1).map(|_| ());
                is_news |= results.get(payload) != Some(&result);
                results.insert(payload.clone(), result);
            }
        }
        if !is_news {
            return sight(&lane, results);
        }
    }
}

/// Delivers payloads in heaps of `size`, then all of them once more.
fn in_heaps(payloads: &[Payload], size: usize) -> Sight {
    let mut lane = Lane::new(STREAM);
    for heap in payloads.chunks(size) {
        let heap: Vec<(DeviceId, &[u8])> =
            heap.iter().map(|(by, it)| (*by, it.as_slice())).collect();
        lane.admit_all(heap);
    }
    let all: Vec<(DeviceId, &[u8])> =
        payloads.iter().map(|(by, it)| (*by, it.as_slice())).collect();
    // What is missed is told as of its turn; once more, and it is told as of the end.
    let mut last = Vec::new();
    loop {
        let results = lane.admit_all(all.clone()).into_iter().map(|it| it.map(|_| ()));
        let results: Vec<Result<(), AdmitError>> = results.collect();
        if results == last {
            return sight(&lane, payloads.iter().cloned().zip(results).collect());
        }
        last = results;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_delivery_decides_nothing(
        (made, shuffled) in deeds().prop_map(|it| play(&it)).prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        size in 1..9_usize,
    ) {
        let straight = one_by_one(&made);
        prop_assert_eq!(&straight, &one_by_one(&shuffled));
        prop_assert_eq!(&straight, &in_heaps(&shuffled, size));
        let failed = straight.results.values().any(|it| matches!(it, Err(AdmitError::Failed(_))));
        prop_assert!(!failed, "{:?}", straight.results);
    }

    #[test]
    fn every_value_that_stands_is_seen_and_no_other(made in deeds().prop_map(|it| play(&it))) {
        let seen = one_by_one(&made);
        for (question, past) in &seen.history {
            let standing: BTreeSet<ChangeHash> =
                past.iter().filter(|it| it.standing).map(|it| it.value.change).collect();
            let stated = seen.answers.get(question);
            let shown: BTreeSet<ChangeHash> =
                stated.into_iter().flat_map(|it| it.rivals.iter().chain([&it.now])).map(|it| it.change).collect();
            prop_assert_eq!(standing, shown);
            for value in stated.into_iter().flat_map(|it| it.rivals.iter().chain([&it.now])) {
                prop_assert!(past.iter().any(|it| it.value == *value), "history tells it otherwise");
            }
        }
    }

    #[test]
    fn an_older_state_is_what_its_past_alone_gives(made in deeds().prop_map(|it| play(&it))) {
        let mut lane = Lane::new(STREAM);
        let all: Vec<(DeviceId, &[u8])> = made.iter().map(|(by, it)| (*by, it.as_slice())).collect();
        lane.admit_all(all);
        for (_, payload) in &made {
            let last = chunk::parse(payload).ok().and_then(|mut it| it.pop());
            let heads: Vec<ChangeHash> = last.map(|it| it.hash).into_iter().collect();
            let alone = lane.has(&heads).then(|| Lane(lane.0.at(&heads).unwrap()).answers());
            prop_assert_eq!(lane.answers_at(&heads), alone);
        }
    }
}

/// Boards of four people: two who decide and comment, one who comments, and a clone of the last that
/// writes under the same name.
fn talk(deeds: &[(usize, u8, usize)]) -> Vec<Payload> {
    let mut boards: Vec<Board> = vec![Board::new(STREAM); 4];
    let mut made: Vec<Payload> = Vec::new();
    for (who, what, with) in deeds {
        let (pen, question) = (pen([1, 2, 3, 3][*who]), question("gov"));
        let edit = match what {
            0 if *who < 2 => BoardEdit::Agree { review: REVIEW, question, agreed: None },
            1 if *who < 2 => {
                let day = Date::of_days(i64::try_from(made.len()).unwrap());
                let (action, entry) = (ActionId::from_bytes([5; 16]), Entry::Due(Some(day)));
                BoardEdit::Plan { action, entry }
            }
            _ => BoardEdit::Comment { review: REVIEW, question, text: format!("word {what}") },
        };
        let payload = boards[*who].draft(&pen, At(1), &[edit]).unwrap();
        boards[*who].admit(pen.device, &payload).unwrap();
        if !made.iter().any(|it| it.1 == payload) {
            made.push((pen.device, payload));
        }
        if with != who {
            let all: Vec<(DeviceId, &[u8])> = made.iter().map(|it| (it.0, &it.1[..])).collect();
            boards[*with].admit_all(all);
        }
    }
    made
}

const REVIEW: ReviewId = ReviewId::from_bytes([4; 16]);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn turns_drafted_at_once_are_those_drafted_one_after_the_other(
        turns in prop::collection::vec((0..3_u8, 0..4_u8), 1..12),
        before in 0..3_usize,
    ) {
        let mut lane = Lane::new(STREAM);
        for (name, n) in ["q0", "q1", "q2"].into_iter().zip(0..before) {
            let other = pen(u8::try_from(n).unwrap() % 2 + 1);
            let payload = say(&lane, &other, name, "level-1");
            lane.admit(other.device, &payload).unwrap();
        }
        let pen = pen(1);
        let turn = |(name, value): &(u8, u8)| {
            let answer = (*value > 0).then(|| option(&format!("level-{value}")));
            vec![(question(&format!("q{name}")), answer)]
        };
        let turns: Vec<_> = turns.iter().map(turn).collect();
        let at_once = lane.draft_turns(&pen, At(5), &turns).unwrap();
        for (answers, payload) in turns.iter().zip(&at_once) {
            prop_assert_eq!(&lane.draft(&pen, At(5), answers).unwrap(), payload);
            lane.admit(pen.device, payload).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_board_is_the_same_in_any_order_and_only_the_liar_loses(
        (made, shuffled) in prop::collection::vec((0..4_usize, 0..3_u8, 0..4_usize), 0..20)
            .prop_map(|it| talk(&it))
            .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
    ) {
        let board = |payloads: &[Payload]| {
            let mut board = Board::new(STREAM);
            let all: Vec<(DeviceId, &[u8])> = payloads.iter().map(|it| (it.0, &it.1[..])).collect();
            assert!(board.admit_all(all).iter().all(Result::is_ok));
            board
        };
        let (one, other) = (board(&made), board(&shuffled));
        prop_assert_eq!((one.heads(), one.view(REVIEW)), (other.heads(), other.view(REVIEW)));
        prop_assert_eq!(one.plan(), other.plan());
        for page in one.plan().values() {
            let standing: usize = page.standing.values().map(Vec::len).sum();
            prop_assert_eq!(page.history.iter().filter(|it| it.stands).count(), standing);
        }
        let liar = Some(pen(3).device);
        prop_assert!(one.void().iter().all(|(_, by)| *by == liar), "others fell with the liar");
    }
}

/// A small generator of numbers, so that 20,000 tries stay quick and the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0).unwrap() % below.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.roll(256)).unwrap()
    }
}

fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(bytes.len());
        match dice.roll(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at.min(bytes.len()), dice.byte()),
            2 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            3 if at < bytes.len() => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][dice.roll(5)],
            4 => {
                let part: Vec<u8> = bytes.iter().skip(at).take(dice.roll(12)).copied().collect();
                bytes.splice(at..at, part);
            }
            _ => {
                bytes.drain(at..(at + dice.roll(4)).min(bytes.len()));
            }
        }
    }
}

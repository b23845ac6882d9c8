//! Hostile changes by the thousand: bytes turned at random, bytes with their checksum made right again, and changes
//! that are well spelled and say what they must not. `MUSTER_HOSTILE=N` tries so many instead of a few.

use std::{num::NonZero, thread};

use super::*;
use crate::document::{
    chunk::{Change, OpName},
    pen::Actor,
};

/// How many are tried where nobody asks for more.
const USUAL: usize = 16_000;
/// Payloads against one lane, before another is begun.
const GROUP: usize = 250;

fn many() -> usize {
    std::env::var("MUSTER_HOSTILE").ok().and_then(|it| it.parse().ok()).unwrap_or(USUAL)
}

/// Shares the work among the processors; returns the sum of what came of it.
fn share(many: usize, work: impl Fn(Dice, usize) -> usize + Sync) -> usize {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let begin = |n: usize| {
            let dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n as u64 * 2 + 1));
            let work = &work;
            scope.spawn(move || work(dice, many.div_ceil(workers)))
        };
        let all: Vec<_> = (0..workers).map(begin).collect();
        all.into_iter().map(|it| it.join().unwrap()).sum()
    })
}

fn some_deeds(dice: &mut Dice) -> Vec<Deed> {
    let deed = |dice: &mut Dice| {
        let (who, other) = (dice.roll(4), dice.roll(4));
        let value = u8::try_from(dice.roll(4)).unwrap();
        match dice.roll(9) {
            0..4 => Deed::Write(who, u8::try_from(dice.roll(3)).unwrap(), value),
            4 => Deed::Pair(who, value),
            5..8 => Deed::Meet(who, other),
            _ => Deed::Forge(who, u8::try_from(dice.roll(9)).unwrap()),
        }
    };
    (0..dice.roll(20) + 4).map(|_| deed(dice)).collect()
}

fn odd_number(dice: &mut Dice, it: u64) -> u64 {
    let all =
        [0, 1, it.wrapping_add(1), it.wrapping_sub(1), 1 << 30, u64::from(u32::MAX), u64::MAX];
    all[dice.roll(all.len())]
}

fn odd_text(dice: &mut Dice) -> String {
    match dice.roll(6) {
        0 => String::new(),
        1 => "q0".to_owned(),
        2 => "\u{202e}\u{0}".to_owned(),
        3 => "long".repeat(dice.roll(2_000)),
        4 => "{\"level\":null}".to_owned(),
        _ => char::from(dice.byte()).to_string(),
    }
}

fn odd_actor(dice: &mut Dice) -> Actor {
    match dice.roll(4) {
        0 => Actor::genesis(STREAM),
        1 => Actor((0..dice.roll(40)).map(|_| dice.byte()).collect()),
        n => pen(u8::try_from(n).unwrap()).actor(),
    }
}

/// Says something else, in good spelling.
fn twist(dice: &mut Dice, it: &mut Change) {
    let n = it.puts.len();
    let at = dice.roll(n);
    match dice.roll(15) {
        0 => it.seq = odd_number(dice, it.seq),
        1 => it.start = odd_number(dice, it.start),
        2 => it.time = i64::from(dice.byte()) - 200,
        3 => drop(it.deps.pop()),
        4 => it.deps.push(ChangeHash::from_bytes([dice.byte(); 32])),
        5 => it.deps.reverse(),
        6 => it.puts.truncate(at),
        7 if n > 1 => it.puts.swap(0, n - 1),
        8 if n > 0 => it.puts.push(it.puts[at].clone()),
        9 if n > 0 => it.puts[at].key = odd_text(dice).into(),
        10 if n > 0 => it.puts[at].value = odd_text(dice).into(),
        11 if n > 0 => it.puts[at].replaces.clear(),
        12 if n > 0 => {
            let counter = odd_number(dice, it.start);
            it.puts[at].replaces.push(OpName { counter, actor: odd_actor(dice) });
        }
        13 if n > 0 => {
            let counter = odd_number(dice, it.puts[at].map.counter);
            it.puts[at].map = OpName { counter, actor: odd_actor(dice) };
        }
        _ => it.actor = odd_actor(dice),
    }
}

/// Makes something of `honest` that nobody should have written.
fn hostile(dice: &mut Dice, honest: &[u8]) -> Vec<u8> {
    match dice.roll(6) {
        0 => {
            let mut bytes: Vec<u8> = (0..dice.roll(200)).map(|_| dice.byte()).collect();
            mutate(dice, &mut bytes);
            bytes
        }
        1 => {
            let mut bytes = honest.to_vec();
            mutate(dice, &mut bytes);
            bytes
        }
        2 => {
            let mut bytes = data(honest);
            mutate(dice, &mut bytes);
            sealed(&bytes)
        }
        _ => {
            let mut change = chunk::parse(honest).unwrap().remove(0).change;
            for _ in 0..=dice.roll(2) {
                twist(dice, &mut change);
            }
            chunk::encode(&change).0
        }
    }
}

fn lane_of(made: &[Payload]) -> Lane {
    let mut lane = Lane::new(STREAM);
    let all: Vec<(DeviceId, &[u8])> = made.iter().map(|(by, it)| (*by, it.as_slice())).collect();
    lane.admit_all(all);
    lane
}

/// Whatever was let in, the lane can be kept, read and written to.
fn check_sound(lane: &mut Lane) {
    let kept = automerge::Automerge::load(&lane.export()).unwrap();
    assert_eq!(kept.get_heads().len(), lane.heads().len());
    for device in [1, 2] {
        let later = say(lane, &pen(device), "later", "level-1");
        let admitted = lane.admit(pen(device).device, &later);
        assert!(admitted.is_ok(), "{admitted:?}");
    }
    assert!(lane.answers().contains_key(&question("later")));
}

#[test]
fn hostile_payloads_break_nothing() {
    let taken = share(many(), |mut dice, many| {
        let mut taken = 0;
        for _ in 0..many.div_ceil(GROUP) {
            let mut lane = lane_of(&play(&some_deeds(&mut dice)));
            for _ in 0..GROUP {
                let by = u8::try_from(dice.roll(2) + 1).unwrap();
                let honest = say(&lane, &pen(by), "gov", "three");
                let payload = hostile(&mut dice, &honest);
                let heads = lane.heads();
                match lane.admit(pen(by).device, &payload) {
                    Ok(admitted) => taken += admitted.new,
                    Err(refusal) => {
                        let caged = matches!(refusal, AdmitError::Failed(_));
                        assert!(!caged, "stopped only by the cage: {refusal}: {payload:02x?}");
                        assert_eq!(lane.heads(), heads, "what is refused changes nothing");
                    }
                }
            }
            check_sound(&mut lane);
        }
        taken
    });
    assert!(taken > 0, "some of it is harmless: another time, another word");
}

/// Compares, and names what was judged differently.
fn check_same(one: &Sight, other: &Sight) {
    for ((by, payload), result) in &one.results {
        let then = &other.results[&(*by, payload.clone())];
        assert_eq!(result, then, "{payload:02x?} is {:?}", chunk::parse(payload));
    }
    assert_eq!(one.heads, other.heads);
    assert_eq!(one, other);
}

#[test]
fn the_order_in_which_hostile_payloads_come_decides_nothing() {
    // Each is taken in three times.
    let groups = share(many() / 8, |mut dice, many| {
        let (mut tried, mut groups) = (0, 0);
        while tried < many {
            let mut all = play(&some_deeds(&mut dice));
            for _ in 0..all.len() * 2 {
                let (by, honest) = all[dice.roll(all.len())].clone();
                let payload = match chunk::parse(&honest) {
                    Ok(_) => hostile(&mut dice, &honest),
                    Err(_) => continue,
                };
                if !all.iter().any(|it| it.1 == payload) {
                    all.push((by, payload));
                }
            }
            let straight = one_by_one(&all);
            for last in (1..all.len()).rev() {
                all.swap(last, dice.roll(last + 1));
            }
            check_same(&straight, &one_by_one(&all));
            check_same(&straight, &in_heaps(&all, 1 + dice.roll(9)));
            let failed =
                straight.results.values().any(|it| matches!(it, Err(AdmitError::Failed(_))));
            assert!(!failed, "stopped only by the cage: {:?}", straight.results);
            (tried, groups) = (tried + all.len(), groups + 1);
        }
        groups
    });
    assert!(groups > 0);
}

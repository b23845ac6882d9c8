//! Changes made to do harm: each is refused, and the lane goes on as if nothing had been.
//!
//! What a change does to Automerge when nobody stands in the way is tried first, so that no test
//! here refuses something harmless by mistake and calls it safety.

use std::{
    fmt::Write as _,
    panic::{AssertUnwindSafe, catch_unwind},
};

use automerge::{
    ActorId, Automerge, ExpandedChange, ObjId, ObjType, ROOT, ScalarValue,
    legacy::{Key, ObjectId, Op, OpId, OpType},
    transaction::{CommitOptions, Transactable as _},
};
use expect_test::{Expect, expect};

use super::*;
use crate::{
    answer::Basis,
    document::{chunk::Change, pen::Actor},
};

/// A lane in which device 1 answered “gov” (operations 5 to 8; the genesis has 1 to 4).
fn lane() -> Lane {
    let mut lane = Lane::new(STREAM);
    let payload = say(&lane, &pen(1), "gov", "two");
    lane.admit(pen(1).device, &payload).unwrap();
    lane
}

fn actor() -> ActorId {
    pen(1).actor().0.as_ref().into()
}

fn genesis() -> ActorId {
    Actor::genesis(STREAM).0.as_ref().into()
}

fn mine(counter: u64) -> OpId {
    OpId(counter, actor())
}

fn field(i: u64) -> ObjectId {
    ObjectId::Id(OpId(1 + i, genesis()))
}

fn op(action: OpType, obj: ObjectId, key: &str, pred: Vec<OpId>) -> Op {
    Op { action, obj, key: Key::Map(key.into()), pred: pred.into(), insert: false }
}

fn put(obj: ObjectId, key: &str, pred: Vec<OpId>) -> Op {
    op(OpType::Put(ScalarValue::Str("x".into())), obj, key, pred)
}

/// Puts into all four fields, as an honest change does, with predecessors of one's choice.
fn whole(key: &str, pred: impl Fn(u64) -> Vec<OpId>) -> Vec<Op> {
    (0..4).map(|i| put(field(i), key, pred(i))).collect()
}

/// A change on top of `lane`, spelled by Automerge itself.
fn change(lane: &Lane, actor_id: ActorId, seq: u64, start: u64, operations: Vec<Op>) -> Vec<u8> {
    let deps = lane.heads().iter().map(|it| automerge::ChangeHash(*it.as_bytes())).collect();
    let change = ExpandedChange {
        operations,
        actor_id,
        hash: None,
        seq,
        start_op: start.try_into().unwrap(),
        time: 0,
        message: None,
        deps,
        extra_bytes: Vec::new(),
        author: None,
    };
    automerge::Change::from(change).raw_bytes().to_vec()
}

fn next(lane: &Lane, operations: Vec<Op>) -> Vec<u8> {
    change(lane, actor(), 2, 9, operations)
}

/// What `payload` does to a document that nobody guards.
fn harm(lane: &Lane, payload: &[u8]) -> &'static str {
    let mut doc = Automerge::load(&lane.export()).unwrap();
    let Ok(change) = automerge::Change::try_from(payload) else { return "unreadable" };
    match catch_unwind(AssertUnwindSafe(|| doc.apply_changes([change]))) {
        Err(_) => return "applying it panics",
        Ok(Err(_)) => return "applying it fails",
        Ok(Ok(())) => {}
    }
    let saved = doc.save();
    match catch_unwind(|| Automerge::load(&saved)) {
        Err(_) => return "loading it again panics",
        Ok(Err(_)) => return "it can't be loaded again",
        Ok(Ok(_)) => {}
    }
    let edit = || {
        let mut change = doc.transaction();
        let done = change.put(ROOT, "later", 1).is_ok();
        change.commit();
        done
    };
    match catch_unwind(AssertUnwindSafe(edit)) {
        Err(_) => "the next edit panics",
        Ok(false) => "the next edit fails",
        Ok(true) => "none at once",
    }
}

/// Refuses `payload`, and checks that the lane has not changed and can go on.
fn refuse(lane: &mut Lane, payload: &[u8]) -> AdmitError {
    let (heads, answers, file) = (lane.heads(), lane.answers(), lane.export());
    let refusal = lane.admit(pen(1).device, payload).unwrap_err();
    assert!(!matches!(refusal, AdmitError::Failed(_)), "stopped only by the cage: {refusal}");
    assert_eq!(lane.admit(pen(1).device, payload).as_ref(), Err(&refusal));
    assert_eq!((lane.heads(), lane.answers(), lane.export()), (heads, answers, file));

    let mut later = lane.clone();
    let honest = say(&later, &pen(1), "gov", "three");
    assert_eq!(later.admit(pen(1).device, &honest), Ok(Admitted { new: 1, void: 0 }));
    assert!(Automerge::load(&later.export()).is_ok());
    refusal
}

fn check(cases: Vec<(&str, Vec<u8>)>, expected: &Expect) {
    let mut lane = lane();
    let mut out = String::new();
    for (name, payload) in cases {
        let harm = harm(&lane, &payload);
        let refusal = refuse(&mut lane, &payload);
        writeln!(out, "{name} ({} B): {harm}; {refusal}", payload.len()).unwrap();
    }
    // Without its own assertions Automerge notices some of the harm later.
    if cfg!(debug_assertions) {
        expected.assert_eq(&out);
    }
}

#[test]
fn a_change_that_writes_elsewhere_is_refused() {
    let it = lane();
    let strange: ActorId = ActorId::from(&[7_u8; 24][..]);
    let at = |obj| next(&it, vec![put(obj, "k", vec![])]);
    check(
        vec![
            ("map that does not exist", at(ObjectId::Id(mine(77)))),
            ("map of an unknown actor", at(ObjectId::Id(OpId(1, strange)))),
            ("map that is a text", at(ObjectId::Id(mine(5)))),
            ("root", at(ObjectId::Root)),
            ("one field without the others", at(field(0))),
            ("field no lane has", at(ObjectId::Id(OpId(5, genesis())))),
            ("key that is no question", next(&it, whole(" k", |_| vec![]))),
            ("key too long", next(&it, whole(&"k".repeat(5_000), |_| vec![]))),
            (
                "same question twice",
                next(&it, [whole("k", |_| vec![]), whole("k", |_| vec![])].concat()),
            ),
        ],
        &expect![[r"
            map that does not exist (105 B): applying it panics; it writes what does not belong here
            map of an unknown actor (130 B): applying it panics; it writes what does not belong here
            map that is a text (105 B): applying it panics; it writes what does not belong here
            root (97 B): none at once; it cannot be read: it does more than put texts into maps
            one field without the others (122 B): none at once; it writes what does not belong here
            field no lane has (122 B): applying it panics; it writes what does not belong here
            key that is no question (129 B): none at once; it writes what does not belong here
            key too long (5130 B): none at once; it writes what does not belong here
            same question twice (136 B): none at once; it writes what does not belong here
        "]],
    );
}

#[test]
fn a_change_that_replaces_what_it_could_not_see_is_refused() {
    let it = lane();
    let strange: ActorId = ActorId::from(&[7_u8; 24][..]);
    let with = |pred: &dyn Fn(u64) -> Vec<OpId>| next(&it, whole("gov", pred));
    check(
        vec![
            ("what does not exist", with(&|i| vec![mine(70 + i)])),
            ("what an unknown actor wrote", with(&|i| vec![OpId(5 + i, strange.clone())])),
            ("itself", with(&|i| vec![mine(9 + i)])),
            ("what comes later", with(&|i| vec![mine(10 + i)])),
            ("another question", next(&it, whole("k", |i| vec![mine(5 + i)]))),
            ("the same twice", with(&|i| vec![mine(5 + i), mine(5 + i)])),
            ("only in one field", with(&|i| if i == 0 { vec![mine(5)] } else { vec![] })),
            ("nothing, though there is an answer", with(&|_| vec![])),
            ("the map itself", with(&|i| vec![OpId(1 + i, genesis())])),
        ],
        &expect![[r"
            what does not exist (142 B): it can't be loaded again; it does not replace what its past holds
            what an unknown actor wrote (166 B): applying it panics; it does not replace what its past holds
            itself (141 B): loading it again panics; it does not replace what its past holds
            what comes later (141 B): loading it again panics; it does not replace what its past holds
            another question (139 B): loading it again panics; it does not replace what its past holds
            the same twice (146 B): none at once; it does not replace what its past holds
            only in one field (141 B): none at once; it does not replace what its past holds
            nothing, though there is an answer (130 B): none at once; it does not replace what its past holds
            the map itself (139 B): it can't be loaded again; it does not replace what its past holds
        "]],
    );
}

#[test]
fn a_change_whose_numbers_do_not_continue_its_past_is_refused() {
    let it = lane();
    let at = |seq, start| change(&it, actor(), seq, start, whole("k", |_| vec![]));
    check(
        vec![
            ("sequence skipped", at(3, 9)),
            ("sequence enormous", at(u64::MAX, 9)),
            ("sequence zero", at(0, 9)),
            ("sequence used before", at(1, 9)),
            ("counter too low", at(2, 5)),
            ("counter too high", at(2, 10)),
            ("counter at the end of all numbers", at(2, u64::from(u32::MAX) - 3)),
        ],
        &expect![[r"
            sequence skipped (128 B): applying it panics; its numbers do not continue those of its past
            sequence enormous (137 B): applying it panics; its numbers do not continue those of its past
            sequence zero (128 B): applying it fails; its numbers do not continue those of its past
            sequence used before (128 B): applying it fails; its numbers do not continue those of its past
            counter too low (128 B): loading it again panics; its numbers do not continue those of its past
            counter too high (128 B): none at once; its numbers do not continue those of its past
            counter at the end of all numbers (132 B): the next edit panics; its numbers do not continue those of its past
        "]],
    );
}

#[test]
fn a_change_that_does_more_than_put_texts_is_refused() {
    let it = lane();
    let key = || "gov";
    let raw = |action, key: Key, insert| {
        next(&it, vec![Op { action, obj: field(0), key, pred: Vec::new().into(), insert }])
    };
    check(
        vec![
            ("no operation", next(&it, vec![])),
            ("number", next(&it, vec![op(OpType::Put(7.into()), field(0), key(), vec![mine(5)])])),
            ("map", next(&it, vec![op(OpType::Make(ObjType::Map), field(0), key(), vec![])])),
            (
                "text object",
                next(&it, vec![op(OpType::Make(ObjType::Text), field(0), key(), vec![])]),
            ),
            (
                "counted up",
                next(&it, vec![op(OpType::Increment(5), field(0), key(), vec![mine(5)])]),
            ),
            ("deletion", next(&it, vec![op(OpType::Delete, field(0), key(), vec![mine(5)])])),
            ("deletion of nothing", next(&it, vec![op(OpType::Delete, field(0), key(), vec![])])),
            (
                "deletion of a field",
                next(
                    &it,
                    vec![op(OpType::Delete, ObjectId::Root, "said", vec![OpId(1, genesis())])],
                ),
            ),
            ("insertion into a map", raw(OpType::Put(1.into()), Key::Map("k".into()), true)),
            ("place in a list", raw(OpType::Put(1.into()), Key::head(), true)),
            ("mark", raw(OpType::MarkEnd(true), Key::head(), true)),
        ],
        &expect![[r"
            no operation (74 B): none at once; it cannot be read: it does more than put texts into maps
            number (132 B): none at once; it cannot be read: it does more than put texts into maps
            map (121 B): none at once; it cannot be read: it does more than put texts into maps
            text object (121 B): none at once; it cannot be read: it does more than put texts into maps
            counted up (132 B): none at once; it cannot be read: it does more than put texts into maps
            deletion (129 B): none at once; it cannot be read: it does more than put texts into maps
            deletion of nothing (121 B): it can't be loaded again; it cannot be read: it does more than put texts into maps
            deletion of a field (122 B): none at once; it cannot be read: it does more than put texts into maps
            insertion into a map (123 B): none at once; it cannot be read: it does more than put texts into maps
            place in a list (122 B): applying it panics; it cannot be read: it has the unknown column 19
            mark (124 B): applying it panics; it cannot be read: it has the unknown column 19
        "]],
    );
}

#[test]
fn a_change_under_another_name_is_refused() {
    let mut it = lane();
    let named = |name: &[u8]| change(&it, name.into(), 1, 9, whole("k", |_| vec![]));
    let short = named(&pen(1).actor().0[..20]);
    let genesis = change(&it, genesis(), 2, 9, whole("k", |_| vec![]));
    let other = named(&pen(2).actor().0);
    assert_eq!(refuse(&mut it, &short).to_string(), "it cannot be read: its actor cannot be read");
    assert_eq!(refuse(&mut it, &genesis), AdmitError::Foreign);
    assert_eq!(refuse(&mut it, &other), AdmitError::Foreign);
    // The same bytes are fine if the device whose name they bear signed them.
    assert_eq!(it.admit(pen(2).device, &other), Ok(Admitted { new: 1, void: 0 }));
}

/// Maps in maps, `depth` deep, as one change of device 1.
fn nested(lane: &Lane, depth: usize) -> Vec<u8> {
    let mut doc = Automerge::load(&lane.export()).unwrap().with_actor(actor());
    let mut change = doc.transaction();
    let mut at: ObjId = ROOT;
    for _ in 0..depth {
        at = change.put_object(&at, "k", ObjType::Map).unwrap();
    }
    change.commit();
    doc.get_last_local_change().unwrap().raw_bytes().to_vec()
}

#[test]
fn maps_nested_too_deep_for_the_stack_are_refused_before_anything_follows_them() {
    let mut it = lane();
    for depth in [1, 16, 400, 19_999, 40_000] {
        let payload = nested(&it, depth);
        let refusal = refuse(&mut it, &payload);
        assert!(matches!(refusal, AdmitError::Unreadable(_)), "{depth}: {refusal}");
    }
    assert!(nested(&it, 400).len() < 2_000);
}

#[test]
fn what_is_compressed_is_refused_without_unpacking_it() {
    let mut it = lane();
    let huge = ScalarValue::Str("0".repeat(50_000_000).into());
    let mut bomb = automerge::Change::try_from(
        &next(&it, vec![op(OpType::Put(huge), field(0), "k", vec![])])[..],
    )
    .unwrap();
    let bomb = bomb.bytes().into_owned();
    assert!(bomb.len() < 60_000);
    assert_eq!(refuse(&mut it, &bomb), AdmitError::Unreadable(ChunkError::Kind(2)));

    let document = it.export();
    assert_eq!(refuse(&mut it, &document), AdmitError::Unreadable(ChunkError::Kind(0)));
}

#[test]
fn a_torn_lengthened_or_oversized_payload_is_refused() {
    let mut it = lane();
    let honest = say(&it, &pen(1), "gov", "three");
    for end in 0..honest.len() {
        assert!(matches!(refuse_quickly(&mut it, &honest[..end]), AdmitError::Unreadable(_)));
    }
    for tail in [&b"\0"[..], b"tail", &honest[..20]] {
        let long = [&honest, tail].concat();
        assert_eq!(refuse(&mut it, &long), AdmitError::Unreadable(ChunkError::Torn));
    }
    for at in 0..honest.len() {
        let mut flipped = honest.clone();
        flipped[at] ^= 1;
        let refusal = refuse_quickly(&mut it, &flipped);
        assert!(matches!(refusal, AdmitError::Unreadable(_)), "{at}");
        if (4..8).contains(&at) || at > 10 {
            assert_eq!(refusal, AdmitError::Unreadable(ChunkError::Checksum), "{at}");
        }
    }
    let much = vec![0; 256 * 1024 + 1];
    assert_eq!(refuse(&mut it, &much), AdmitError::TooLarge(much.len()));
}

fn refuse_quickly(lane: &mut Lane, payload: &[u8]) -> AdmitError {
    lane.admit(pen(1).device, payload).unwrap_err()
}

/// Gives `data` the header of a change chunk with the right checksum.
pub(super) fn sealed(data: &[u8]) -> Vec<u8> {
    let mut head = vec![1];
    columns::unsigned(data.len() as u64, &mut head);
    let hash = <sha2::Sha256 as sha2::Digest>::digest([&head[..], data].concat());
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &head, data].concat()
}

/// The data of the one chunk in `payload`.
pub(super) fn data(payload: &[u8]) -> Vec<u8> {
    let mut reader = columns::Reader(&payload[9..]);
    reader.unsigned().unwrap();
    reader.0.to_vec()
}

#[test]
fn a_change_in_another_spelling_is_refused() {
    let mut it = lane();
    let honest = say(&it, &pen(1), "gov", "three");
    let body = data(&honest);
    assert_eq!(sealed(&body), honest);

    // Something after the end, which Automerge keeps as extra bytes.
    let extra = sealed(&[&body[..], b"extra"].concat());
    assert!(automerge::Change::try_from(&extra[..]).is_ok());
    assert_eq!(refuse(&mut it, &extra), AdmitError::Unreadable(ChunkError::field("end")));

    // A column that Automerge does not know and would drop: the insertions' number, moved out of
    // its range.
    let at = body.windows(4).position(|it| it == [52, 1, 66, 2]).unwrap();
    let unknown = [&body[..at], &[53], &body[at + 1..]].concat();
    assert_eq!(refuse(&mut it, &sealed(&unknown)), AdmitError::Unreadable(ChunkError::Column(53)));

    // A length written with one byte more than it needs.
    let deps = [&[body[0] | 0x80, 0], &body[1..]].concat();
    assert_eq!(refuse(&mut it, &sealed(&deps)), AdmitError::Unreadable(ChunkError::Spelling));

    // A header whose length is spelled longer.
    let [low, ..] = body.len().to_le_bytes();
    assert!(body.len() < 256 && honest[9] == low | 0x80, "two bytes of length");
    let mut padded = honest.clone();
    padded[10] |= 0x80;
    padded.insert(11, 0);
    assert!(matches!(refuse(&mut it, &padded), AdmitError::Unreadable(_)));
}

#[test]
fn a_run_of_a_billion_operations_is_refused_without_unrolling_it() {
    let mut it = lane();
    let body = data(&say(&it, &pen(1), "gov", "three"));
    // After the key “gov”: 4 insertions are false; the actions are one run, “4 times 1”, in 2
    // bytes.
    let run = body.windows(5).position(|it| it == [b'o', b'v', 4, 4, 1]).unwrap() + 3;
    let len = body.windows(4).position(|it| it == [52, 1, 66, 2]).unwrap() + 3;
    let long = [0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    let mut bomb = [&body[..run], &long, &body[run + 1..]].concat();
    bomb[len] += 5;
    let refusal = refuse(&mut it, &sealed(&bomb));
    assert!(matches!(refusal, AdmitError::Unreadable(ChunkError::Field(_))), "{refusal}");
}

#[test]
fn many_operations_or_many_predecessors_are_refused() {
    let mut it = lane();
    let keys = |n: u32| (0..n).flat_map(|i| whole(&format!("{i}"), |_| vec![])).collect();
    let many = next(&it, keys(5_001));
    assert_eq!(refuse(&mut it, &many), AdmitError::Unreadable(ChunkError::field("column")));
    let fit = next(&it, keys(5_000));
    assert!(it.admit(pen(1).device, &fit).is_ok());

    let mut it = lane();
    let crowd = next(&it, whole("gov", |i| (0..6_000).map(|_| mine(5 + i)).collect()));
    assert!(matches!(refuse(&mut it, &crowd), AdmitError::Unreadable(_)));
}

#[test]
fn automerge_spells_an_honest_change_as_we_do() {
    let it = lane();
    let answers = [
        (question("gov"), Some(option("three"))),
        (question("ops"), None),
        (question("ops.night"), Some(option("one"))),
    ];
    let ours = it.draft(&pen(1), At(5), &answers).unwrap();
    let theirs = automerge::Change::try_from(&ours[..]).unwrap();
    assert_eq!(automerge::Change::from(theirs.decode()).raw_bytes(), ours);

    let mut doc = Automerge::load(&it.export()).unwrap().with_actor(actor());
    let mut change = doc.transaction();
    for (i, value) in (0..).zip(["option:three", "why", "documented", "[\"x\"]"]) {
        change.put(ObjId::Id(1 + i, genesis(), 0), "gov", value).unwrap();
    }
    change.commit_with(CommitOptions::default().with_time(1000));
    let theirs = doc.get_last_local_change().unwrap();
    let answer = Answer {
        note: "why".into(),
        basis: Basis::Documented,
        evidence: vec!["x".into()],
        ..option("three")
    };
    let ours = it.draft(&pen(1), At(1000), &[(question("gov"), Some(answer))]).unwrap();
    assert_eq!(ours, theirs.raw_bytes());
}

#[test]
fn a_change_changed_by_its_bearer_is_refused() {
    let mut it = lane();
    let honest = it.draft(&pen(1), At(5), &[(question("gov"), Some(option("three")))]).unwrap();
    let parsed = chunk::parse(&honest).unwrap().remove(0).change;
    let mut forge = |alter: &dyn Fn(&mut Change)| {
        let mut change = parsed.clone();
        alter(&mut change);
        refuse(&mut it, &chunk::encode(&change).0)
    };
    assert_eq!(forge(&|it| it.deps.clear()), AdmitError::OutOfLine);
    assert_eq!(forge(&|it| it.deps.push(it.deps[0])), AdmitError::OutOfLine);
    assert_eq!(forge(&|it| it.time = -1), AdmitError::OutOfLine);
    let nobody = crate::ids::ChangeHash::from_bytes([0xff; 32]);
    let mut late = parsed.clone();
    late.deps.push(nobody);
    let waiting = it.admit(pen(1).device, &chunk::encode(&late).0);
    assert_eq!(waiting, Err(AdmitError::Missing(vec![nobody])));
}

#[test]
fn whatever_slips_through_the_checks_is_caught_in_the_cage() {
    let it = lane();
    let (blank, whole_doc) = (Lane::new(STREAM), Automerge::load(&it.export()).unwrap());
    let maps: Vec<ObjId> = (1..=4).map(|i| ObjId::Id(i, genesis(), 0)).collect();
    let run = |payload: &[u8]| {
        let hash = automerge::Change::try_from(payload).unwrap().hash();
        let hash = crate::ids::ChangeHash::from_bytes(hash.0);
        trial::run(whole_doc.clone(), &[(payload, hash)], &[hash], &maps).map(|_| ())
    };
    let nowhere = next(&it, vec![put(ObjectId::Id(mine(77)), "k", vec![])]);
    let unloadable = next(&it, whole("gov", |i| vec![mine(70 + i)]));
    let honest = say(&it, &pen(1), "gov", "three");
    let after = honest_after(&it, &honest);
    assert_eq!(run(&nowhere), Err(Fault::Panicked));
    assert_eq!(run(&unloadable), Err(Fault::Unloadable));
    assert_eq!(run(&honest), Ok(()));
    assert_eq!(run(&after), Err(Fault::Astray), "what it follows on is not there");
    let first = blank.heads()[0];
    let other = trial::run(whole_doc.clone(), &[(&honest, first)], &[first], &maps).map(|_| ());
    assert_eq!(other, Err(Fault::Refused), "another change than announced");
}

/// A change that follows on `payload`.
fn honest_after(lane: &Lane, payload: &[u8]) -> Vec<u8> {
    let mut ahead = lane.clone();
    ahead.admit(pen(1).device, payload).unwrap();
    say(&ahead, &pen(1), "gov", "four")
}

#[test]
fn a_failed_trial_leaves_the_lane_as_it_was() {
    let mut made = Lane::new(STREAM);
    let one = say(&made, &pen(1), "gov", "one");
    made.admit(pen(1).device, &one).unwrap();
    let two = say(&made, &pen(2), "ops", "two");
    let (one, two) = ((pen(1).device, one.as_slice()), (pen(2).device, two.as_slice()));

    let mut lane = Lane::new(STREAM);
    lane.0.sabotage();
    let failed = Err(AdmitError::Failed(Fault::Astray));
    let heads = lane.heads();
    assert_eq!(lane.admit(one.0, one.1), failed);
    let both = lane.admit_all([two, one]);
    assert!(matches!(both.as_slice(), [Err(AdmitError::Missing(_)), again] if *again == failed));
    assert_eq!((lane.heads(), lane.changes()), (heads, 0));

    lane.0.repair();
    assert!(lane.admit_all([two, one]).iter().all(Result::is_ok));
    assert_eq!(lane.answers().len(), 2);
}

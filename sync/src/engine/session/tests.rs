//! Two replicas in memory, a wire between them that can be cut, and a clock turned by hand.

mod hostile;
mod mesh;
pub(crate) mod replica;

use std::collections::VecDeque;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use self::replica::{Replica, entry};
use super::*;
use crate::{
    engine::index::Entry,
    wire::{MAX_IDS, Part},
};

struct Side {
    has: Replica,
    session: Session,
    standing: Option<Standing>,
    closed: Option<Reason>,
    most_waiting: usize,
    stands_still: bool,
    unsettled: Vec<Vec<u8>>,
}

impl Side {
    fn new(device: u8, role: Role) -> Self {
        let setup = Setup { role, device: DeviceId::from_bytes([device; 32]), seed: 7 };
        Self {
            has: Replica::default(),
            session: Session::new(&setup, Duration::ZERO),
            standing: None,
            closed: None,
            most_waiting: 0,
            stands_still: false,
            unsettled: Vec::new(),
        }
    }
}

/// Two sides and what is on its way between them.
struct Pair {
    now: Duration,
    sides: [Side; 2],
    wires: [VecDeque<Vec<u8>>; 2],
    log: Vec<String>,
    bytes: [usize; 2],
    records: usize,
}

impl Pair {
    fn new() -> Self {
        Self {
            now: Duration::ZERO,
            sides: [Side::new(200, Role::Dialer), Side::new(201, Role::Listener)],
            wires: [VecDeque::new(), VecDeque::new()],
            log: Vec::new(),
            bytes: [0; 2],
            records: 0,
        }
    }

    /// Lets side `i` take an input and carries out what it wants done, but for what is on the wire.
    fn give(&mut self, i: usize, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let side = &mut self.sides[i];
            for action in side.session.handle(&side.has.index, self.now, input) {
                inputs.extend(self.act(i, action));
            }
            self.sides[i].most_waiting = self.sides[i].most_waiting.max(inputs.len());
        }
    }

    fn act(&mut self, i: usize, action: Action) -> Option<Input> {
        let side = &mut self.sides[i];
        match action {
            Action::Send(message) => self.send(i, &message),
            Action::Fetch { ids, budget } => return Some(side.has.fetch(&ids, budget)),
            Action::Accept(records) if side.stands_still => side.unsettled.extend(records),
            Action::Accept(records) => return Some(side.has.take(&records).0),
            Action::PeerHas(standing) => side.standing = Some(standing),
            Action::Synced { equal } => {
                self.log.push(format!("{} round over, equal: {equal}", name(i)));
            }
            Action::Presence(word) => {
                self.log.push(format!("{} hears {}", name(i), String::from_utf8_lossy(&word)));
            }
            Action::Close(reason) => side.closed = Some(reason),
        }
        None
    }

    fn send(&mut self, i: usize, message: &Message) {
        let bytes = message.encode();
        self.bytes[i] += bytes.len();
        if let Message::Data { records, .. } | Message::Push { records, .. } = message {
            self.records += records.len();
        }
        self.log.push(format!("{} {}, {} B", name(i), describe(message), bytes.len()));
        self.wires[i].push_back(bytes);
    }

    /// Carries up to `steps` messages; returns how many there were.
    fn carry(&mut self, steps: usize) -> usize {
        for step in 0..steps {
            let from = if self.wires[step % 2].is_empty() { 1 - step % 2 } else { step % 2 };
            let Some(bytes) = self.wires[from].pop_front() else { return step };
            let message = Message::decode(&bytes).expect("what we write, we can read");
            self.give(1 - from, Input::Message(message));
        }
        steps
    }

    fn connect(&mut self) {
        for (i, device, role) in [(0, 200, Role::Dialer), (1, 201, Role::Listener)] {
            self.sides[i].session = Side::new(device, role).session;
            self.wires[i].clear();
        }
        self.log.clear();
        self.bytes = [0; 2];
        self.records = 0;
        self.give(1, Input::Connected);
        self.give(0, Input::Connected);
    }

    fn meet(&mut self) {
        self.connect();
        assert!(self.carry(1_000_000) < 1_000_000, "they never come to rest");
        assert_eq!((self.sides[0].closed, self.sides[1].closed), (None, None));
    }

    fn write(&mut self, i: usize, entry: Entry) {
        self.sides[i].has.put(entry, 20);
        self.give(i, Input::Stored(vec![entry.id]));
    }

    fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.now += Duration::from_secs(1);
            self.give(0, Input::Tick);
            self.give(1, Input::Tick);
            self.carry(1_000_000);
        }
    }

    fn agree(&self) -> bool {
        let both = self.sides.each_ref();
        both.iter().all(|it| it.session.is_idle() && it.standing.is_some_and(|it| it.everything))
            && both[0].has.index.root() == both[1].has.index.root()
            && both[0].has.store == both[1].has.store
    }
}

fn name(i: usize) -> &'static str {
    if i == 0 { "→" } else { "←" }
}

fn describe(message: &Message) -> String {
    match message {
        Message::Hello { .. } => "hello".to_owned(),
        Message::Summary(lines) => format!("summary of {}", lines.len()),
        Message::Buckets { groups, .. } => {
            let digests = groups.iter().map(|it| it.digests.len()).sum::<usize>();
            format!("{digests} buckets of {}", groups.len())
        }
        Message::Have { control, rest, .. } => format!("have {} + {}", control.len(), rest.len()),
        Message::Want(ids) => format!("want {}", ids.len()),
        Message::Data { records, .. } => format!("data {}", records.len()),
        Message::Push { records, .. } => format!("push {}", records.len()),
        Message::Ack { .. } => "ack".to_owned(),
        Message::Done(_) => "done".to_owned(),
        Message::Presence(_) => "presence".to_owned(),
        Message::Able(_) => "able".to_owned(),
        Message::File(_) => "file".to_owned(),
    }
}

fn check(pair: &Pair, expected: &Expect) {
    expected.assert_eq(&format!("{}\n", pair.log.join("\n")));
}

/// Fifty devices with forty envelopes each, the same on both sides.
fn fifty_devices() -> Pair {
    let mut pair = Pair::new();
    for device in 0..50 {
        for seq in 0..40 {
            pair.sides[0].has.put(entry(device, seq, 0), 20);
            pair.sides[1].has.put(entry(device, seq, 0), 20);
        }
    }
    pair
}

#[test]
fn two_who_have_the_same_find_out_in_one_round_trip() {
    let mut pair = fifty_devices();
    pair.meet();
    check(
        &pair,
        &expect![[r"
        → hello, 45 B
        ← hello, 45 B
        ← round over, equal: true
        → round over, equal: true
    "]],
    );
    assert!(pair.bytes.iter().sum::<usize>() <= 3 * 1024);
    assert!(pair.agree());
}

#[test]
fn one_answer_given_offline_crosses_in_few_bytes() {
    let mut pair = fifty_devices();
    pair.sides[1].has.put(entry(17, 40, 0), 500);
    pair.meet();
    check(
        &pair,
        &expect![[r"
        → hello, 45 B
        ← hello, 45 B
        ← summary of 50, 1052 B
        → summary of 50, 1052 B
        ← 1 buckets of 1, 30 B
        → 1 buckets of 1, 30 B
        ← have 5 + 36, 1316 B
        → have 4 + 36, 1284 B
        ← done, 36 B
        → want 1, 34 B
        ← data 1, 574 B
        → ack, 38 B
        → done, 36 B
        → round over, equal: true
        ← round over, equal: true
    "]],
    );
    assert!(pair.agree());
}

#[test]
fn a_newcomer_gets_everything_with_the_control_history_first() {
    let mut pair = Pair::new();
    for device in 0..50 {
        for seq in 0..120 {
            pair.sides[1].has.put(entry(device, seq, 0), 450);
        }
    }
    pair.meet();
    assert!(pair.agree());
    assert_eq!(pair.records, 6000);
    let controls = pair.sides[0].has.arrived.iter().position(|it| !it.control);
    assert_eq!(controls, Some(50 * 12));
    let overhead = pair.bytes.iter().sum::<usize>() - 6000 * (69 + 450);
    assert!(overhead < 600_000, "{overhead}");
    assert!(pair.sides[0].most_waiting <= 20);
}

#[test]
fn an_answer_is_told_at_once_to_who_is_connected_and_comes_back_as_seen() {
    let mut pair = Pair::new();
    pair.meet();
    pair.log.clear();
    pair.write(0, entry(200, 0, 0));
    assert_eq!(pair.sides[0].standing, Some(Standing { everything: false, lacks: 1 }));
    pair.carry(100);
    check(
        &pair,
        &expect![[r"
        → push 1, 126 B
        ← ack, 36 B
    "]],
    );
    assert_eq!(pair.sides[0].standing, Some(Standing { everything: true, lacks: 0 }));
    assert!(pair.agree());
}

#[test]
fn both_writing_at_once_end_up_with_both() {
    let mut pair = Pair::new();
    pair.meet();
    for seq in 0..30 {
        pair.write(0, entry(200, seq, 0));
        pair.write(1, entry(201, seq, 0));
        pair.carry(usize::try_from(seq % 4).unwrap());
    }
    pair.carry(1000);
    assert!(pair.agree());
    assert_eq!(pair.records, 60);
}

#[test]
fn a_change_that_no_one_told_is_found_within_a_minute() {
    let mut pair = Pair::new();
    pair.meet();
    // Stored by another process on the same data directory, say.
    pair.sides[1].has.put(entry(201, 0, 0), 20);
    pair.wait(29);
    assert!(!pair.sides[0].has.index.contains(&entry(201, 0, 0).id));
    pair.wait(31);
    assert!(pair.agree());
}

#[test]
fn a_person_who_wants_to_be_up_to_date_need_not_wait() {
    let mut pair = Pair::new();
    pair.meet();
    pair.sides[1].has.put(entry(201, 0, 0), 20);
    pair.give(0, Input::Refresh);
    pair.give(1, Input::Refresh);
    pair.carry(1000);
    assert!(pair.agree());
    assert_eq!(pair.sides[0].closed, None);
}

#[test]
fn who_cannot_deliver_what_they_offered_is_not_asked_again() {
    let mut pair = Pair::new();
    for seq in 0..5 {
        pair.sides[1].has.put(entry(1, seq, 0), 20);
    }
    pair.sides[1].has.store.remove(&entry(1, 3, 0).id);
    pair.meet();
    assert_eq!(pair.sides[0].has.index.count(), 4);
    assert_eq!(pair.sides[0].standing.map(|it| it.everything), Some(false));
    pair.log.clear();
    pair.wait(120);
    assert!(!pair.log.iter().any(|it| it.contains("want")), "{:?}", pair.log);
}

#[test]
fn what_could_not_be_taken_is_asked_for_again_once_the_control_history_grew() {
    let mut pair = Pair::new();
    for seq in 1..5 {
        pair.sides[1].has.put(entry(1, seq, 0), 20);
    }
    let shut = entry(1, 3, 0).id;
    let record = pair.sides[1].has.store.remove(&shut).unwrap();
    pair.meet();
    pair.wait(120);
    pair.sides[1].has.store.insert(shut, record);
    pair.wait(120);
    assert!(!pair.sides[0].has.index.contains(&shut), "it is not asked for without end");
    // What hands its key out, say.
    pair.write(1, entry(2, 0, 0));
    pair.wait(120);
    assert!(pair.agree());
}

/// Two hundred envelopes of one device, all but the control history in one record.
fn packed() -> (Pair, Vec<Entry>) {
    let mut pair = Pair::new();
    let all: Vec<Entry> = (0..200).map(|seq| entry(1, seq, 0)).collect();
    for it in &all {
        pair.sides[1].has.put(*it, 400);
    }
    let lane: Vec<Entry> = all.into_iter().filter(|it| !it.control).collect();
    pair.sides[1].has.pack(&lane);
    (pair, lane)
}

#[test]
fn who_has_nothing_is_told_one_name_for_all_that_is_kept_together() {
    let (mut pair, _) = packed();
    pair.meet();
    assert!(pair.agree());
    assert_eq!(pair.records, 21, "twenty of the control history, and one for all others");
    let listed = pair.log.iter().find(|it| it.starts_with("← have")).unwrap();
    assert!(listed.starts_with("← have 20 + 1,"), "{listed}");
}

#[test]
fn who_has_a_part_in_its_own_form_gets_the_rest_once_and_both_have_the_same() {
    let (mut pair, lane) = packed();
    for it in lane.iter().take(30) {
        pair.sides[0].has.put(*it, 400);
    }
    pair.meet();
    assert_eq!(pair.sides[0].has.index.root(), pair.sides[1].has.index.root());
    assert_eq!(pair.records, 21, "{:?}", pair.log);
}

#[test]
fn what_is_kept_together_is_pushed_once() {
    let mut pair = Pair::new();
    pair.meet();
    let (full, lane) = packed();
    let [_, theirs] = full.sides;
    pair.sides[1].has = theirs.has;
    pair.give(1, Input::Stored(lane.iter().map(|it| it.id).collect()));
    pair.carry(1_000);
    assert_eq!(pair.records, 1, "{:?}", pair.log);
}

#[test]
fn a_passing_word_reaches_the_neighbour_but_not_a_thousand_of_them() {
    let mut pair = Pair::new();
    pair.meet();
    pair.log.clear();
    for _ in 0..1000 {
        pair.give(0, Input::Present(b"here".to_vec()));
    }
    pair.carry(2000);
    assert_eq!(pair.log.iter().filter(|it| *it == "← hears here").count(), 32);
}

#[test]
fn a_slow_reader_is_never_sent_more_than_the_window() {
    let mut pair = Pair::new();
    for seq in 0..100 {
        pair.sides[0].has.put(entry(200, seq, 0), 100_000);
    }
    pair.connect();
    pair.sides[1].stands_still = true;
    pair.carry(10_000);
    let waiting = length(&pair.sides[1].unsettled);
    assert!((WINDOW..=WINDOW + 512 * 1024).contains(&waiting), "{waiting}");

    pair.sides[1].stands_still = false;
    let records = std::mem::take(&mut pair.sides[1].unsettled);
    let (settled, _) = pair.sides[1].has.take(&records);
    pair.give(1, settled);
    pair.carry(10_000);
    assert!(pair.agree());
}

#[test]
fn silence_in_the_middle_of_a_round_ends_it() {
    let mut pair = fifty_devices();
    pair.sides[1].has.put(entry(17, 40, 0), 500);
    pair.connect();
    pair.carry(2);
    for second in 0..70 {
        pair.now = Duration::from_secs(second);
        pair.give(0, Input::Tick);
    }
    assert_eq!(pair.sides[0].closed, Some(Reason::Silent));
}

#[test]
fn a_bucket_with_more_forks_than_a_message_holds_still_crosses() {
    let mut pair = Pair::new();
    for fork in 0..5000_u32 {
        let mut it = entry(1, 3, 0);
        let hash = blake3::hash(&fork.to_le_bytes());
        it.id = EnvelopeId::from_bytes(*hash.as_bytes());
        pair.sides[usize::try_from(fork % 2).unwrap()].has.put(it, 0);
    }
    const { assert!(5000 > MAX_IDS) };
    pair.meet();
    assert!(pair.agree());
    assert_eq!(pair.sides[0].has.index.count(), 5000);
}

fn sets() -> impl Strategy<Value = Vec<(u8, u32, u8, u8)>> {
    // Device, number, fork, and who has it: one, the other, both.
    prop::collection::vec((0..6_u8, 0..200_u32, 0..2_u8, 1..4_u8), 0..300)
}

fn pair_of(sets: &[(u8, u32, u8, u8)]) -> Pair {
    let mut pair = Pair::new();
    for (device, seq, fork, who) in sets {
        for i in 0..2 {
            if who & (1 << i) != 0 {
                pair.sides[i].has.put(entry(*device, *seq, *fork), 20);
            }
        }
    }
    pair
}

proptest! {
    #[test]
    fn whatever_each_has_both_end_up_with_all_of_it(sets in sets()) {
        let mut pair = pair_of(&sets);
        pair.meet();
        prop_assert!(pair.agree());
        let mut all = Index::default();
        for (device, seq, fork, _) in &sets {
            all.insert(entry(*device, *seq, *fork));
        }
        prop_assert_eq!(pair.sides[0].has.index.root(), all.root());
        // Nothing went that was there already.
        let one_has = pair.sides.iter().map(|it| it.has.arrived.len()).sum::<usize>();
        prop_assert_eq!(pair.records, one_has);

        pair.meet();
        prop_assert_eq!(pair.records, 0);
        prop_assert!(pair.agree());
    }

    #[test]
    fn a_connection_cut_at_any_moment_loses_nothing_and_the_next_goes_on(
        sets in sets(), cuts in prop::collection::vec(0..30_usize, 1..5),
    ) {
        let mut pair = pair_of(&sets);
        for cut in cuts {
            pair.connect();
            pair.carry(cut);
        }
        pair.meet();
        prop_assert!(pair.agree());
    }

    #[test]
    fn answers_written_at_any_moment_of_a_round_reach_the_other(
        sets in sets(),
        late in prop::collection::vec((0..2_usize, 0..12_usize, 300..400_u32), 0..20),
    ) {
        let mut pair = pair_of(&sets);
        pair.connect();
        for (i, steps, seq) in late {
            pair.carry(steps);
            let device = if i == 0 { 200 } else { 201 };
            pair.write(i, entry(device, seq, 0));
        }
        pair.carry(100_000);
        prop_assert!(pair.agree(), "{:?}", pair.log);
    }
}

#[test]
fn the_control_history_is_asked_for_however_much_else_was_listed_before() {
    let id = |n: u32| {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&n.to_le_bytes());
        EnvelopeId::from_bytes(bytes)
    };
    let (index, mut demand) = (Index::default(), Demand::default());
    for part in 0..40 {
        demand.offered(&index, Vec::new(), (0..4096).map(|n| id(part * 4096 + n)).collect());
    }
    let control: Vec<EnvelopeId> = (1_000_000..1_000_003).map(id).collect();
    demand.offered(&index, control.clone(), Vec::new());
    assert_eq!(demand.next(&index, Part::More), Some(control));
}

//! Two replicas in memory, a wire between them that can be cut, and a clock turned by hand.

use std::collections::{BTreeMap, VecDeque};

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::{
    engine::index::{Digest, Entry, LAST_BUCKET, Line, Root},
    wire::{Group, MAX_IDS},
};

/// A replica that takes every record for genuine.
struct Side {
    index: Index,
    store: BTreeMap<EnvelopeId, Vec<u8>>,
    session: Session,
    standing: Option<Standing>,
    closed: Option<Reason>,
    most_waiting: usize,
    arrived: Vec<Entry>,
}

impl Side {
    fn new(device: u8, role: Role) -> Self {
        let setup = Setup { role, device: DeviceId::from_bytes([device; 32]), seed: 7 };
        Self {
            index: Index::default(),
            store: BTreeMap::new(),
            session: Session::new(&setup, Duration::ZERO),
            standing: None,
            closed: None,
            most_waiting: 0,
            arrived: Vec::new(),
        }
    }

    fn put(&mut self, entry: Entry, size: usize) {
        if self.index.insert(entry) {
            self.store.insert(entry.id, record(&entry, size));
        }
    }
}

fn entry(device: u8, seq: u32, fork: u8) -> Entry {
    let author = DeviceId::from_bytes([device; 32]);
    let mut id = [0; 32];
    id.copy_from_slice(
        blake3::hash(&[&[device, fork], &seq.to_le_bytes()[..]].concat()).as_bytes(),
    );
    Entry { id: EnvelopeId::from_bytes(id), author, seq, control: seq.is_multiple_of(10) }
}

fn record(entry: &Entry, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(69 + size);
    bytes.extend(entry.id.as_bytes());
    bytes.extend(entry.author.as_bytes());
    bytes.extend(entry.seq.to_le_bytes());
    bytes.push(u8::from(entry.control));
    bytes.resize(69 + size, 0);
    bytes
}

fn read(record: &[u8]) -> Option<Entry> {
    Some(Entry {
        id: EnvelopeId::from_bytes(record.get(..32)?.try_into().ok()?),
        author: DeviceId::from_bytes(record.get(32..64)?.try_into().ok()?),
        seq: u32::from_le_bytes(record.get(64..68)?.try_into().ok()?),
        control: *record.get(68)? == 1,
    })
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
            for action in side.session.handle(&side.index, self.now, input) {
                inputs.extend(self.act(i, action));
            }
            self.sides[i].most_waiting = self.sides[i].most_waiting.max(inputs.len());
        }
    }

    fn act(&mut self, i: usize, action: Action) -> Option<Input> {
        let side = &mut self.sides[i];
        match action {
            Action::Send(message) => self.send(i, &message),
            Action::Fetch { ids, budget } => return Some(fetch(side, &ids, budget)),
            Action::Accept(records) => return Some(take(side, &records)),
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
        self.sides[i].put(entry, 20);
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
            && both[0].index.root() == both[1].index.root()
            && both[0].store == both[1].store
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
    }
}

fn fetch(side: &Side, ids: &[EnvelopeId], budget: usize) -> Input {
    let mut records = Vec::new();
    let mut size = 0;
    let mut looked_up = 0;
    for id in ids {
        if size >= budget {
            break;
        }
        looked_up += 1;
        if let Some(record) = side.store.get(id) {
            size += record.len();
            records.push(record.clone());
        }
    }
    Input::Fetched { records, looked_up }
}

fn take(side: &mut Side, records: &[Vec<u8>]) -> Input {
    let bytes = length(records);
    let mut ids = Vec::new();
    let mut refused = 0;
    for record in records {
        let Some(entry) = read(record) else {
            refused += 1;
            continue;
        };
        if side.index.insert(entry) {
            side.store.insert(entry.id, record.clone());
            side.arrived.push(entry);
        }
        ids.push(entry.id);
    }
    Input::Settled { ids, bytes, refused }
}

fn check(pair: &Pair, expected: &Expect) {
    expected.assert_eq(&format!("{}\n", pair.log.join("\n")));
}

/// Fifty devices with forty envelopes each, the same on both sides.
fn fifty_devices() -> Pair {
    let mut pair = Pair::new();
    for device in 0..50 {
        for seq in 0..40 {
            pair.sides[0].put(entry(device, seq, 0), 20);
            pair.sides[1].put(entry(device, seq, 0), 20);
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
        &expect![[r#"
        → hello, 45 B
        ← hello, 45 B
        ← round over, equal: true
        → round over, equal: true
    "#]],
    );
    assert!(pair.bytes.iter().sum::<usize>() <= 3 * 1024);
    assert!(pair.agree());
}

#[test]
fn one_answer_given_offline_crosses_in_few_bytes() {
    let mut pair = fifty_devices();
    pair.sides[1].put(entry(17, 40, 0), 500);
    pair.meet();
    check(
        &pair,
        &expect![[r#"
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
    "#]],
    );
    assert!(pair.agree());
}

#[test]
fn a_newcomer_gets_everything_with_the_control_history_first() {
    let mut pair = Pair::new();
    for device in 0..50 {
        for seq in 0..120 {
            pair.sides[1].put(entry(device, seq, 0), 450);
        }
    }
    pair.meet();
    assert!(pair.agree());
    assert_eq!(pair.records, 6000);
    let controls = pair.sides[0].arrived.iter().position(|it| !it.control);
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
        &expect![[r#"
        → push 1, 126 B
        ← ack, 36 B
    "#]],
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
    pair.sides[1].put(entry(201, 0, 0), 20);
    pair.wait(29);
    assert!(!pair.sides[0].index.contains(&entry(201, 0, 0).id));
    pair.wait(31);
    assert!(pair.agree());
}

#[test]
fn a_person_who_wants_to_be_up_to_date_need_not_wait() {
    let mut pair = Pair::new();
    pair.meet();
    pair.sides[1].put(entry(201, 0, 0), 20);
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
        pair.sides[1].put(entry(1, seq, 0), 20);
    }
    pair.sides[1].store.remove(&entry(1, 3, 0).id);
    pair.meet();
    assert_eq!(pair.sides[0].index.count(), 4);
    assert_eq!(pair.sides[0].standing.map(|it| it.everything), Some(false));
    pair.log.clear();
    pair.wait(120);
    assert!(!pair.log.iter().any(|it| it.contains("want")), "{:?}", pair.log);
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
        pair.sides[0].put(entry(200, seq, 0), 100_000);
    }
    pair.connect();
    // The reader's disk stands still: what arrives is not settled.
    let mut waiting = 0;
    for _ in 0..1000 {
        let Some(bytes) = pair.wires[0].pop_front() else {
            if pair.carry(1) == 0 {
                break;
            }
            continue;
        };
        let message = Message::decode(&bytes).unwrap();
        let side = &mut pair.sides[1];
        for action in side.session.handle(&side.index, pair.now, Input::Message(message)) {
            match action {
                Action::Send(message) => pair.wires[1].push_back(message.encode()),
                Action::Accept(records) => waiting += length(&records),
                _ => {}
            }
        }
        while let Some(bytes) = pair.wires[1].pop_front() {
            pair.give(0, Input::Message(Message::decode(&bytes).unwrap()));
        }
    }
    assert!(waiting >= WINDOW && waiting <= WINDOW + 512 * 1024, "{waiting}");
}

fn hello(root: u8) -> Message {
    let seen = Seen { root: Root([root; 32]), count: 1, yours: 0 };
    Message::Hello { device: Prefix([9; 8]), seen }
}

fn push(records: Vec<Vec<u8>>) -> Message {
    Message::Push { records, seen: Seen::default() }
}

/// Says these messages to a fresh listener and returns why it hung up.
fn hangs_up(messages: Vec<Message>) -> Option<Reason> {
    let mut side = Side::new(200, Role::Listener);
    side.put(entry(1, 0, 0), 20);
    let handle =
        |message| side.session.handle(&side.index, Duration::ZERO, Input::Message(message));
    messages.into_iter().flat_map(handle).find_map(|it| match it {
        Action::Close(reason) => Some(reason),
        _ => None,
    })
}

#[test]
fn who_breaks_the_rules_is_cut_off() {
    let line = |n| Line { prefix: Prefix([n; 8]), count: 1, digest: Digest([1; 12]) };
    let group = |n, from, to| Group { prefix: Prefix([n; 8]), from, to, digests: Vec::new() };
    let buckets = |groups| Message::Buckets { groups, last: false };
    let have = |last| Message::Have { control: Vec::new(), rest: vec![entry(5, 5, 5).id], last };
    let summary = Message::Summary(vec![line(1), line(2)]);
    let data = |n| Message::Data { records: vec![vec![0; 80]; n], last: false };
    let bulk = || push(vec![vec![0; 200_000]]);
    let done = Message::Done(Seen::default());
    let cases: Vec<(&str, Vec<Message>)> = vec![
        ("no hello", vec![summary.clone()]),
        ("two hellos", vec![hello(1), hello(1)]),
        ("two summaries", vec![hello(1), summary.clone(), summary.clone()]),
        ("disorder", vec![hello(1), Message::Summary(vec![line(2), line(1)])]),
        ("early buckets", vec![hello(1), buckets(vec![])]),
        (
            "a bucket twice",
            vec![
                hello(1),
                summary.clone(),
                buckets(vec![group(1, 0, 5)]),
                buckets(vec![group(1, 5, 9)]),
            ],
        ),
        ("backwards", vec![hello(1), summary.clone(), buckets(vec![group(1, 5, 4)])]),
        ("ids after the last", vec![hello(1), summary.clone(), have(true), have(true)]),
        ("unasked data", vec![hello(1), data(1)]),
        ("too much data", vec![hello(1), summary.clone(), have(true), data(2)]),
        (
            "two questions",
            vec![
                hello(1),
                Message::Want(vec![entry(1, 0, 0).id]),
                Message::Want(vec![entry(1, 0, 0).id]),
            ],
        ),
        ("no question", vec![hello(1), Message::Want(vec![])]),
        ("done twice", vec![hello(1), done.clone(), done]),
        ("an ack for nothing", vec![hello(1), Message::Ack { bytes: 1, seen: Seen::default() }]),
        (
            "a flood",
            vec![hello(1)].into_iter().chain(std::iter::repeat_with(bulk).take(42)).collect(),
        ),
    ];
    let mut out = String::new();
    for (name, messages) in cases {
        let reason = hangs_up(messages).map_or("stays".to_owned(), |it| it.to_string());
        out.push_str(&format!("{name}: {reason}\n"));
    }
    expect![[r#"
        no hello: the other device does not keep to the protocol: it did not say hello
        two hellos: the other device does not keep to the protocol: it said hello in the middle of a round
        two summaries: the other device does not keep to the protocol: a second or disordered summary
        disorder: the other device does not keep to the protocol: a second or disordered summary
        early buckets: the other device does not keep to the protocol: buckets out of turn
        a bucket twice: the other device does not keep to the protocol: disordered buckets
        backwards: the other device does not keep to the protocol: disordered buckets
        ids after the last: the other device does not keep to the protocol: ids out of turn
        unasked data: the other device does not keep to the protocol: an answer without a question
        too much data: the other device does not keep to the protocol: more than was asked for
        two questions: the other device does not keep to the protocol: an empty question, or one before the last was answered
        no question: the other device does not keep to the protocol: an empty question, or one before the last was answered
        done twice: the other device does not keep to the protocol: done twice
        an ack for nothing: the other device does not keep to the protocol: it took in what was not sent
        a flood: the other device sends more than was agreed
    "#]].assert_eq(&out);
}

#[test]
fn hello_over_and_over_is_a_flood() {
    let mut side = Side::new(200, Role::Listener);
    let root = side.index.root();
    let hello = Message::Hello { device: Prefix([9; 8]), seen: Seen { root, count: 0, yours: 0 } };
    let mut answers = 0;
    for _ in 0..100 {
        let input = Input::Message(hello.clone());
        for action in side.session.handle(&side.index, Duration::from_secs(1), input) {
            match action {
                Action::Send(_) => answers += 1,
                Action::Close(reason) => side.closed = Some(reason),
                _ => {}
            }
        }
    }
    assert_eq!((answers, side.closed), (16, Some(Reason::Flood)));
}

#[test]
fn records_that_do_not_hold_end_the_connection() {
    let mut pair = Pair::new();
    pair.meet();
    for _ in 0..17 {
        pair.give(0, Input::Message(push(vec![vec![1, 2, 3]])));
    }
    assert_eq!(pair.sides[0].closed, Some(Reason::Forged));
}

#[test]
fn silence_in_the_middle_of_a_round_ends_it() {
    let mut pair = fifty_devices();
    pair.sides[1].put(entry(17, 40, 0), 500);
    pair.connect();
    pair.carry(2);
    for second in 0..70 {
        pair.now = Duration::from_secs(second);
        pair.give(0, Input::Tick);
    }
    assert_eq!(pair.sides[0].closed, Some(Reason::Silent));
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
                pair.sides[i].put(entry(*device, *seq, *fork), 20);
            }
        }
    }
    pair
}

fn message() -> impl Strategy<Value = Message> {
    let id = (0..3_u8, 0..100_u32).prop_map(|(device, seq)| entry(device, seq, 0).id);
    let ids = move || prop::collection::vec(id.clone(), 0..20);
    let seen = || {
        (0..4_u8, any::<u64>(), any::<u32>()).prop_map(|(root, count, yours)| Seen {
            root: Root([root; 32]),
            count,
            yours,
        })
    };
    let prefix = || (0..4_u8).prop_map(|it| Prefix([it; 8]));
    let line = (prefix(), any::<u32>()).prop_map(|(prefix, count)| Line {
        prefix,
        count,
        digest: Digest([1; 12]),
    });
    let digests = prop::collection::vec((0..4_u32, Just(Digest([1; 12]))), 0..3);
    let bound = || prop_oneof![0..4_u32, Just(LAST_BUCKET), Just(u32::MAX)];
    let group = (prefix(), bound(), bound(), digests)
        .prop_map(|(prefix, from, to, digests)| Group { prefix, from, to, digests });
    let size = prop_oneof![0..200_usize, Just(200_000)];
    let records = || prop::collection::vec(size.clone().prop_map(|it| vec![7; it]), 0..4);
    prop_oneof![
        4 => (prefix(), seen()).prop_map(|(device, seen)| Message::Hello { device, seen }),
        3 => prop::collection::vec(line, 0..3).prop_map(Message::Summary),
        2 => (prop::collection::vec(group, 0..3), any::<bool>())
            .prop_map(|(groups, last)| Message::Buckets { groups, last }),
        2 => (ids(), ids(), any::<bool>())
            .prop_map(|(control, rest, last)| Message::Have { control, rest, last }),
        2 => ids().prop_map(Message::Want),
        2 => (records(), any::<bool>()).prop_map(|(records, last)| Message::Data { records, last }),
        2 => records().prop_map(push),
        1 => (0..1000_u64, seen()).prop_map(|(bytes, seen)| Message::Ack { bytes, seen }),
        1 => seen().prop_map(Message::Done),
        1 => Just(Message::Presence(b"hm".to_vec())),
    ]
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
        prop_assert_eq!(pair.sides[0].index.root(), all.root());
        // Nothing went that was there already.
        let one_has = pair.sides.iter().map(|it| it.arrived.len()).sum::<usize>();
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

    #[test]
    fn no_sequence_of_messages_brings_a_session_down(
        messages in prop::collection::vec(message(), 1..40), honest in any::<bool>(),
    ) {
        let mut side = Side::new(200, if honest { Role::Dialer } else { Role::Listener });
        for seq in 0..100 {
            side.put(entry(1, seq, 0), 20);
        }
        let mut pair = Pair::new();
        pair.sides[0] = side;
        pair.give(0, Input::Connected);
        if honest {
            // A proper beginning, so that what follows meets an open round.
            pair.give(0, Input::Message(hello(9)));
        }
        for message in messages {
            let closed = pair.sides[0].closed.is_some();
            let said = pair.wires[0].len();
            pair.give(0, Input::Message(message));
            prop_assert!(!closed || pair.wires[0].len() == said, "it spoke after hanging up");
        }
        prop_assert!(pair.bytes[0] < 400_000, "{}", pair.bytes[0]);
    }
}

#[test]
fn a_bucket_with_more_forks_than_a_message_holds_still_crosses() {
    let mut pair = Pair::new();
    for fork in 0..5000_u32 {
        let mut it = entry(1, 3, 0);
        let hash = blake3::hash(&fork.to_le_bytes());
        it.id = EnvelopeId::from_bytes(*hash.as_bytes());
        pair.sides[usize::try_from(fork % 2).unwrap()].put(it, 0);
    }
    assert!(5000 > MAX_IDS);
    pair.meet();
    assert!(pair.agree());
    assert_eq!(pair.sides[0].index.count(), 5000);
}

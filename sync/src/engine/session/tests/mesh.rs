//! Several replicas with a session on each link between two of them; messages take any order a network may give them.

use std::collections::BTreeSet;

use super::*;
use crate::engine::peers::MAX_OUTGOING;

/// Session `1` of link `0` belongs to replica `nodes[1]` of it, and so on.
struct Mesh {
    nodes: Vec<Replica>,
    links: Vec<Link>,
    dice: Dice,
    records: usize,
}

struct Link {
    nodes: [usize; 2],
    sessions: [Session; 2],
    wires: [VecDeque<Message>; 2],
    everything: [bool; 2],
}

impl Mesh {
    fn new(nodes: usize, links: &[[usize; 2]], seed: u64) -> Self {
        let session = |node: usize, role| {
            let [high, low] = u16::try_from(node).unwrap().to_be_bytes();
            let device = DeviceId::from_bytes(std::array::from_fn(|n| [low, high][n % 2]));
            Session::new(&Setup { role, device, seed }, Duration::ZERO)
        };
        let link = |nodes: &[usize; 2]| Link {
            nodes: *nodes,
            sessions: [session(nodes[0], Role::Dialer), session(nodes[1], Role::Listener)],
            wires: [VecDeque::new(), VecDeque::new()],
            everything: [false; 2],
        };
        Self {
            nodes: (0..nodes).map(|_| Replica::default()).collect(),
            links: links.iter().map(link).collect(),
            dice: Dice::new(seed),
            records: 0,
        }
    }

    fn connect(&mut self) {
        for link in 0..self.links.len() {
            self.give(link, 0, Input::Connected);
        }
    }

    fn give(&mut self, link: usize, end: usize, input: Input) {
        let mut inputs = VecDeque::from([(link, end, input)]);
        while let Some((link, end, input)) = inputs.pop_front() {
            let node = self.links[link].nodes[end];
            let session = &mut self.links[link].sessions[end];
            for action in session.handle(&self.nodes[node].index, Duration::ZERO, input) {
                inputs.extend(self.act((link, end), action));
            }
        }
    }

    fn act(&mut self, (link, end): (usize, usize), action: Action) -> Vec<(usize, usize, Input)> {
        let it = &mut self.links[link];
        let node = it.nodes[end];
        match action {
            Action::Send(message) => it.wires[1 - end].push_back(message),
            Action::Fetch { ids, budget } => {
                return vec![(link, end, self.nodes[node].fetch(&ids, budget))];
            }
            Action::Accept(records) => {
                self.records += records.len();
                let (settled, fresh) = self.nodes[node].take(&records);
                let mut inputs = vec![(link, end, settled)];
                inputs.extend(stored(&self.links, (node, link), &fresh));
                return inputs;
            }
            Action::PeerHas(standing) => it.everything[end] = standing.everything,
            Action::Synced { .. } | Action::Presence(_) => {}
            Action::Close(reason) => panic!("{reason}"),
        }
        Vec::new()
    }

    fn write(&mut self, node: usize, entry: Entry) {
        self.nodes[node].put(entry, 20);
        for (link, end, input) in stored(&self.links, (node, usize::MAX), &[entry.id]) {
            self.give(link, end, input);
        }
    }

    /// Carries one message from a wire chosen by lot; `false` where there is none.
    fn carry(&mut self) -> bool {
        let wires: Vec<(usize, usize)> = (0..self.links.len())
            .flat_map(|link| [(link, 0), (link, 1)])
            .filter(|(link, end)| !self.links[*link].wires[*end].is_empty())
            .collect();
        let lot = self.dice.below(u64::try_from(wires.len()).unwrap());
        let Some((link, end)) = wires.get(usize::try_from(lot).unwrap()).copied() else {
            return false;
        };
        let message = self.links[link].wires[end].pop_front().unwrap();
        self.give(link, end, Input::Message(message));
        true
    }

    /// Carries every message that is on its way now, and returns how many bytes they have.
    fn sweep(&mut self) -> usize {
        let mut bytes = 0;
        for link in 0..self.links.len() {
            for end in 0..2 {
                for message in std::mem::take(&mut self.links[link].wires[end]) {
                    bytes += message.frame().len();
                    self.give(link, end, Input::Message(message));
                }
            }
        }
        bytes
    }

    fn agrees(&self) -> bool {
        let root = self.nodes[0].index.root();
        self.nodes.iter().all(|it| it.index.root() == root)
            && self.links.iter().all(|it| it.everything == [true; 2])
            && self.links.iter().all(|it| it.sessions.iter().all(Session::is_idle))
    }
}

/// What is told to the other sessions of a node when envelopes came through one of them.
fn stored(
    links: &[Link],
    (node, through): (usize, usize),
    fresh: &[EnvelopeId],
) -> Vec<(usize, usize, Input)> {
    let ends =
        links.iter().enumerate().flat_map(|(n, it)| [(n, 0, it.nodes[0]), (n, 1, it.nodes[1])]);
    let others = ends.filter(|(n, _, owner)| *owner == node && *n != through && !fresh.is_empty());
    others.map(|(n, end, _)| (n, end, Input::Stored(fresh.to_vec()))).collect()
}

#[test]
fn an_answer_reaches_who_never_meets_its_author() {
    let mut mesh = Mesh::new(3, &[[0, 1], [1, 2]], 1);
    mesh.connect();
    while mesh.carry() {}
    mesh.write(0, entry(0, 0, 0));
    while mesh.carry() {}
    assert!(mesh.agrees());
    assert_eq!(mesh.nodes[2].arrived, [entry(0, 0, 0)]);
    assert_eq!(mesh.records, 2);
}

#[test]
fn a_newcomer_with_six_neighbours_does_not_fetch_everything_six_times() {
    let links = [[0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [0, 6]];
    let mut mesh = Mesh::new(7, &links, 1);
    for (n, link) in mesh.links.iter_mut().enumerate() {
        // In life each session has its own seed.
        let seed = u64::try_from(n).unwrap();
        let device = DeviceId::from_bytes([0; 32]);
        link.sessions[0] =
            Session::new(&Setup { role: Role::Dialer, device, seed }, Duration::ZERO);
    }
    for node in 1..7 {
        for device in 0..50 {
            for seq in 0..40 {
                mesh.nodes[node].put(entry(device, seq, 0), 450);
            }
        }
    }
    mesh.connect();
    while mesh.carry() {}
    assert!(mesh.agrees());
    // Sessions know nothing of each other but what has arrived; without that, it would be six times as much.
    assert!(mesh.records < 5000, "{} records for 2000", mesh.records);
}

/// Whom each of many dials, by lot; those who dial each other have one link.
fn by_lot(many: usize, seed: u64) -> Vec<[usize; 2]> {
    let mut dice = Dice::new(seed);
    let mut links = BTreeSet::new();
    for node in 0..many {
        for _ in 0..MAX_OUTGOING {
            let other = usize::try_from(dice.below(u64::try_from(many).unwrap())).unwrap();
            if other != node {
                links.insert([node.min(other), node.max(other)]);
            }
        }
    }
    links.into_iter().collect()
}

/// Why nothing but neighbours is needed among hundreds: a change is everywhere after a few steps, and what all hear twice
/// is less than what would have to be said to avoid it.
#[test]
fn a_change_is_with_five_hundred_devices_after_five_steps_and_costs_each_a_few_kilobytes() {
    const MANY: usize = 500;
    let mut mesh = Mesh::new(MANY, &by_lot(MANY, 3), 3);
    mesh.connect();
    while mesh.sweep() > 0 {}
    mesh.nodes[0].put(entry(0, 0, 0), 600);
    let new = entry(0, 0, 0).id;
    for (link, end, input) in stored(&mesh.links, (0, usize::MAX), &[new]) {
        mesh.give(link, end, input);
    }
    let (mut steps, mut bytes) = (0, 0);
    while !mesh.nodes.iter().all(|it| it.index.contains(&new)) {
        bytes += mesh.sweep();
        steps += 1;
        assert!(steps < 20, "it never gets everywhere");
    }
    loop {
        let more = mesh.sweep();
        bytes += more;
        if more == 0 {
            break;
        }
    }
    assert!(mesh.agrees());
    let each = bytes / MANY;
    assert!(steps <= 5 && each <= 12_000, "{steps} steps, {each} bytes for each device");
}

proptest! {
    #[test]
    fn all_who_are_linked_somehow_end_up_with_the_same(
        seed in any::<u64>(),
        extra in prop::collection::vec((0..6_usize, 0..6_usize), 0..6),
        written in prop::collection::vec((0..6_usize, 0..90_u32, 0..8_usize), 1..40),
    ) {
        // A line, so that all are linked, and more links across.
        let mut links: Vec<[usize; 2]> = (0..5).map(|it| [it, it + 1]).collect();
        links.extend(extra.into_iter().filter(|(a, b)| a != b).map(|(a, b)| [a, b]));
        let mut mesh = Mesh::new(6, &links, seed);
        for (node, seq, _) in written.iter().take(written.len() / 2) {
            mesh.nodes[*node].put(entry(u8::try_from(*node).unwrap(), *seq, 0), 20);
        }
        mesh.connect();
        for (node, seq, steps) in &written {
            for _ in 0..*steps {
                mesh.carry();
            }
            mesh.write(*node, entry(u8::try_from(*node).unwrap(), *seq, 1));
        }
        let mut steps = 0;
        while mesh.carry() {
            steps += 1;
            prop_assert!(steps < 100_000, "it goes in circles");
        }
        prop_assert!(mesh.agrees());
        // An envelope crosses a link at most once each way.
        let all = usize::try_from(mesh.nodes[0].index.count()).unwrap();
        prop_assert!(mesh.records <= all * links.len() * 2, "{}", mesh.records);
    }
}

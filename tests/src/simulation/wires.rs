//! Connections that stay open, and what is on its way over them.

use std::{collections::BTreeMap, time::Duration};

use muster_model::ids::EnvelopeId;
use muster_sync::{
    engine::session::{Action, Input, Role, Session, Setup},
    replica::WriteError,
    wire::Message,
};

use super::Simulation;
use crate::{dice::Dice, world::settle};

type Pair = (usize, usize);

/// All connections.
pub(super) struct Wires {
    open: BTreeMap<Pair, Wire>,
    /// What arrives when: the event queue.
    under_way: BTreeMap<(Duration, u64), Parcel>,
    /// Which part of the network a device is in.
    part: BTreeMap<usize, bool>,
    numbered: u64,
    dice: Dice,
    pub(super) delivered: usize,
    pub(super) bytes: usize,
}

struct Wire {
    number: u64,
    sessions: [Session; 2],
    /// When the last message to each end arrives: one connection keeps the order.
    last: [Duration; 2],
    /// How long a message takes at most.
    slow_ms: usize,
    /// What was said over it, in messages and bytes.
    said: (usize, usize),
}

struct Parcel {
    pair: Pair,
    number: u64,
    to: usize,
    bytes: Vec<u8>,
}

fn pair(a: usize, b: usize) -> Pair {
    (a.min(b), a.max(b))
}

impl Wires {
    pub(super) fn new(dice: Dice) -> Self {
        Self {
            open: BTreeMap::new(),
            under_way: BTreeMap::new(),
            part: BTreeMap::new(),
            numbered: 0,
            dice,
            delivered: 0,
            bytes: 0,
        }
    }

    /// Puts a device into the larger part.
    pub(super) fn whole(&mut self, n: usize) {
        self.part.insert(n, false);
    }

    /// Every connection of `n` breaks.
    pub(super) fn cut_all(&mut self, n: usize) {
        self.open.retain(|(a, b), _| *a != n && *b != n);
    }

    pub(super) fn cut(&mut self, a: usize, b: usize) {
        self.open.remove(&pair(a, b));
    }

    pub(super) fn cut_everything(&mut self) {
        self.open.clear();
        self.under_way.clear();
    }

    pub(super) fn split(&mut self, lot: u64) {
        for (n, part) in &mut self.part {
            *part = (lot >> (n % 64)) & 1 == 1;
        }
        let part = self.part.clone();
        self.open.retain(|(a, b), _| part.get(a) == part.get(b));
    }

    pub(super) fn mend(&mut self) {
        self.part.values_mut().for_each(|it| *it = false);
    }

    fn push(&mut self, now: Duration, pair: Pair, to: usize, message: &Message) {
        let Some(wire) = self.open.get_mut(&pair) else { return };
        let delay = self.dice.below(wire.slow_ms).max(1);
        let delay = Duration::from_millis(u64::try_from(delay).unwrap_or(1));
        let Some(last) = wire.last.get_mut(to) else { return };
        *last = (*last).max(now + delay);
        self.numbered += 1;
        let bytes = message.encode();
        wire.said.0 += 1;
        wire.said.1 += bytes.len();
        self.bytes += bytes.len();
        let parcel = Parcel { pair, number: wire.number, to, bytes };
        self.under_way.insert((*last, self.numbered), parcel);
    }
}

impl Simulation {
    /// Lets time go by, and everything arrive that is due.
    pub(super) fn pass(&mut self, time: Duration) -> Result<(), String> {
        let until = self.now + time;
        self.deliver(until)?;
        self.now = until;
        let open: Vec<Pair> = self.wires.open.keys().copied().collect();
        for pair in open {
            for end in 0..2 {
                self.give(pair, end, Input::Tick)?;
            }
        }
        Ok(())
    }

    /// Lets everything arrive, however long it takes; fails where that never ends.
    pub(super) fn drain(&mut self) -> Result<(), String> {
        let before = self.wires.delivered;
        while let Some(((due, _), _)) = self.wires.under_way.first_key_value() {
            let due = *due;
            self.deliver(due)?;
            if self.wires.delivered - before > 200_000 + 4_000 * self.names.len() {
                return Err("the devices never stop talking".to_owned());
            }
        }
        Ok(())
    }

    fn deliver(&mut self, until: Duration) -> Result<(), String> {
        while let Some(next) = self.wires.under_way.first_entry() {
            let (due, _) = *next.key();
            if due > until {
                break;
            }
            let Parcel { pair, number, to, bytes } = next.remove();
            self.now = self.now.max(due);
            if self.wires.open.get(&pair).is_none_or(|it| it.number != number) {
                continue;
            }
            self.wires.delivered += 1;
            let mark =
                [self.now.as_nanos(), u128::try_from(to).unwrap_or(0)].map(u128::to_le_bytes);
            self.trace.update(mark.as_flattened()).update(&bytes);
            let input = match Message::decode(&bytes) {
                Ok(message) => Input::Message(message),
                Err(err) => Input::Garbled(err),
            };
            self.give(pair, to, input)?;
        }
        Ok(())
    }

    pub(super) fn connect(&mut self, a: usize, b: usize) -> Result<(), String> {
        let (a, b) = pair(a % self.names.len(), b % self.names.len());
        let parts = &self.wires.part;
        if a == b || parts.get(&a) != parts.get(&b) || self.wires.open.contains_key(&(a, b)) {
            return Ok(());
        }
        let seed = self.wires.dice.roll();
        let known = self.names.clone();
        let names = |n: usize| known.get(n).cloned().unwrap_or_default();
        let mut session = |n: usize, role| {
            let device = self.world.device(&names(n)).replica.identity().device();
            Session::new(&Setup { role, device, seed }, self.now)
        };
        let sessions = [session(a, Role::Dialer), session(b, Role::Listener)];
        self.wires.numbered += 1;
        let number = self.wires.numbered;
        let slow_ms = *self.wires.dice.one_of(&[2, 20, 300, 5_000]).unwrap_or(&2);
        let last = [self.now; 2];
        self.wires.open.insert((a, b), Wire { number, sessions, last, slow_ms, said: (0, 0) });
        self.give((a, b), 0, Input::Connected)?;
        self.give((a, b), 1, Input::Connected)
    }

    /// A disk failed: the device stops, and starts anew with what is on it. What it reported as saved is.
    pub(super) fn failed(
        &mut self,
        here: usize,
        err: &dyn std::error::Error,
    ) -> Result<(), String> {
        let name = self.name(here);
        if !self.world.device(&name).fuse.blown() {
            return Err(format!("the disk of {name} fails by itself: {err}"));
        }
        self.failures += 1;
        self.wires.cut_all(here % self.names.len());
        self.world.reopen(&name);
        let index = self.world.device(&name).replica.index();
        let mut own = self.saved.iter().filter(|(_, by)| **by == name);
        match own.find(|(id, _)| !index.contains(id)) {
            Some((id, _)) => Err(format!("{name} lost {id} with a failing disk ({err})")),
            None => Ok(()),
        }
    }

    /// No connection carried much more than what its two ends have to tell each other.
    pub(super) fn check_budget(&mut self) -> Result<(), String> {
        let open: Vec<(Pair, (usize, usize))> =
            self.wires.open.iter().map(|(pair, it)| (*pair, it.said)).collect();
        for ((a, b), (messages, bytes)) in open {
            let names = [self.name(a), self.name(b)];
            let logs =
                names.clone().map(|it| self.world.records(&it).iter().map(Vec::len).sum::<usize>());
            let most = 2 * logs.iter().sum::<usize>() + 1_000 * messages + 65_536;
            if bytes > most {
                let [a, b] = names;
                return Err(format!("{bytes} bytes between {a} and {b}, at most {most} are due"));
            }
        }
        Ok(())
    }

    /// Something else than what was sent arrives.
    pub(super) fn garble(&mut self, a: usize, b: usize, lot: u64) -> Result<(), String> {
        let pair = pair(a % self.names.len(), b % self.names.len());
        if !self.wires.open.contains_key(&pair) {
            return Ok(());
        }
        let mut dice = Dice::new(lot);
        let on_its_way = self.wires.under_way.values().find(|it| it.pair == pair);
        let bytes = on_its_way.map_or_else(|| dice.bytes(40), |it| it.bytes.clone());
        let input = match Message::decode(&dice.spoil(&bytes)) {
            Ok(message) => Input::Message(message),
            Err(err) => Input::Garbled(err),
        };
        self.give(pair, dice.below(2), input)?;
        // Nobody can say any more what the two ends believe of each other.
        self.wires.cut(pair.0, pair.1);
        Ok(())
    }

    fn give(&mut self, pair: Pair, end: usize, input: Input) -> Result<(), String> {
        let here = if end == 0 { pair.0 } else { pair.1 };
        let name = self.name(here);
        let mut inputs = std::collections::VecDeque::from([input]);
        let mut took = false;
        while let Some(input) = inputs.pop_front() {
            let Some(wire) = self.wires.open.get_mut(&pair) else { break };
            let Some(session) = wire.sessions.get_mut(end) else { break };
            let replica = &mut self.world.device(&name).replica;
            let actions = session.handle(replica.index(), self.now, input);
            for action in actions {
                match action {
                    Action::Send(message) => self.wires.push(self.now, pair, 1 - end, &message),
                    Action::Fetch { ids, budget } => {
                        let replica = &mut self.world.device(&name).replica;
                        match replica.records(&ids, budget) {
                            Ok((records, looked_up)) => {
                                inputs.push_back(Input::Fetched { records, looked_up });
                            }
                            Err(err) => return self.failed(here, &err),
                        }
                    }
                    Action::Accept(records) => {
                        let replica = &mut self.world.device(&name).replica;
                        match settle(replica, &records) {
                            Ok(told) => inputs.push_back(told),
                            Err(err) => return self.failed(here, &err),
                        }
                        took = true;
                    }
                    Action::Close(_) => self.wires.cut(pair.0, pair.1),
                    Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => {}
                }
            }
        }
        if took { self.spread(here, Some(pair)) } else { Ok(()) }
    }

    /// The device does what it owes, and tells everybody connected what is new on it.
    pub(super) fn spread(&mut self, here: usize, by: Option<Pair>) -> Result<(), String> {
        let name = self.name(here);
        let came: Vec<EnvelopeId> = self.world.device(&name).replica.drain_fresh();
        match self.world.try_tend(&name) {
            Ok(_) | Err(WriteError::Refused(_)) => {}
            Err(err) => return self.failed(here, &err),
        }
        let wrote: Vec<EnvelopeId> = self.world.device(&name).replica.drain_fresh();
        let open: Vec<Pair> = self.wires.open.keys().copied().collect();
        for pair in open.into_iter().filter(|(a, b)| *a == here || *b == here) {
            let news = came.iter().filter(|_| by != Some(pair)).chain(&wrote).copied();
            let news: Vec<EnvelopeId> = news.collect();
            if !news.is_empty() {
                self.give(pair, usize::from(pair.1 == here), Input::Stored(news))?;
            }
        }
        Ok(())
    }
}

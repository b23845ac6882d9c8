//! Whom to dial, and when: six by lot, and those nearby; again and again, but never in a hurry.
//!
//! A device is an iroh endpoint key here. The caller numbers its links, tells what became of them, and passes only
//! members' devices in; who may connect at all is decided elsewhere.

use std::{collections::BTreeMap, time::Duration};

use super::Dice;

/// Most links this side keeps up by dialling.
pub const MAX_OUTGOING: usize = 6;
/// Most links this side keeps up by dialling those on the same network, beside the others.
pub const MAX_NEAR: usize = 10;
/// Most links that others may keep up to this side.
pub const MAX_INCOMING: usize = 32;

const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// A link that held this long starts the waiting afresh when it breaks.
const STEADY: Duration = Duration::from_secs(30);
/// Two links made this close together are two who dialled each other at once.
const AT_ONCE: Duration = Duration::from_secs(10);

/// A device, by its endpoint key.
pub type Endpoint = [u8; 32];
/// A link, by the number its owner gave it.
pub type LinkId = u64;

/// What the peers' keeper hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A member's device may be reachable: found on the network, or its address was typed or stood in a ticket.
    Met(Endpoint),
    /// A member's device was found on this network.
    Near(Endpoint),
    /// Somebody asked for this member's device and said where it is now: it is dialled there at once, whatever is under way.
    Called(Endpoint),
    /// This machine slept or moved: what could not be reached before may be reached now.
    Woke,
    /// A link stands.
    Connected {
        /// With whom.
        endpoint: Endpoint,
        /// Which.
        link: LinkId,
        /// Who dialled.
        by: By,
    },
    /// Dialling led nowhere.
    Failed(Endpoint),
    /// A link broke or was closed.
    Lost {
        /// With whom.
        endpoint: Endpoint,
        /// Which.
        link: LinkId,
    },
    /// A device is no member's any more.
    Forget(Endpoint),
    /// Time went by; once a second is enough.
    Tick,
}

/// Who dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// This side.
    Us,
    /// The other side.
    Them,
}

/// What the peers' keeper wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Dial, in place of any dial under way there; answer [`Input::Connected`] or [`Input::Failed`].
    Dial(Endpoint),
    /// Start a session on this link.
    Open(LinkId),
    /// Close this link and say why. Needs no answer.
    Hangup(LinkId, Why),
}

/// Why a link is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another link with the same device serves.
    Another,
    /// There are too many.
    Full,
    /// The device is no member's any more.
    Forgotten,
}

/// Who is known, who is linked, and who is to be dialled when.
#[derive(Debug)]
pub struct Peers {
    me: Endpoint,
    known: BTreeMap<Endpoint, Peer>,
    dice: Dice,
}

#[derive(Debug, Clone, Copy)]
struct Peer {
    tries: u32,
    state: State,
    /// Whether it was found on this network and did answer since.
    near: bool,
}

impl Peer {
    /// Says whether this side dials it, or dialled it.
    fn is_ours(&self) -> bool {
        match self.state {
            State::Dialling | State::Linked { by: By::Us, .. } => true,
            State::Waiting { .. } | State::Linked { by: By::Them, .. } => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// May be dialled from `until` on.
    Waiting {
        until: Duration,
    },
    Dialling,
    Linked {
        link: LinkId,
        by: By,
        since: Duration,
    },
}

impl Peers {
    /// Begins with nobody known. `seed` decides whom of many to dial, and how long exactly to wait.
    pub fn new(me: Endpoint, seed: u64) -> Self {
        Self { me, known: BTreeMap::new(), dice: Dice::new(seed) }
    }

    /// Takes one input and returns what to do.
    pub fn handle(&mut self, now: Duration, input: Input) -> Vec<Action> {
        let mut out = Vec::new();
        match input {
            Input::Met(endpoint) => self.met(now, endpoint),
            Input::Near(endpoint) => {
                self.met(now, endpoint);
                if let Some(peer) = self.known.get_mut(&endpoint) {
                    peer.near = true;
                }
            }
            Input::Called(endpoint) => self.called(now, endpoint, &mut out),
            Input::Woke => self.woke(now),
            Input::Connected { endpoint, link, by } => {
                self.connected(now, endpoint, (link, by), &mut out);
            }
            Input::Failed(endpoint) => {
                if self.state(&endpoint) == Some(State::Dialling) {
                    self.wait(now, endpoint);
                    if let Some(peer) = self.known.get_mut(&endpoint) {
                        peer.near = false;
                    }
                }
            }
            Input::Lost { endpoint, link } => self.lost(now, endpoint, link),
            Input::Forget(endpoint) => {
                if let Some(State::Linked { link, .. }) = self.state(&endpoint) {
                    out.push(Action::Hangup(link, Why::Forgotten));
                }
                self.known.remove(&endpoint);
            }
            Input::Tick => {}
        }
        self.dial(now, &mut out);
        out
    }

    /// Returns the link with a device, if there is one.
    pub fn link(&self, endpoint: &Endpoint) -> Option<LinkId> {
        match self.state(endpoint)? {
            State::Linked { link, .. } => Some(link),
            State::Waiting { .. } | State::Dialling => None,
        }
    }

    /// Returns whether somebody is being dialled right now.
    pub fn is_dialling(&self) -> bool {
        self.known.values().any(|it| it.state == State::Dialling)
    }

    fn state(&self, endpoint: &Endpoint) -> Option<State> {
        self.known.get(endpoint).map(|it| it.state)
    }

    /// A sighting shortens the wait but does not end it: whoever shouts on the network can't make us dial in circles.
    fn met(&mut self, now: Duration, endpoint: Endpoint) {
        if endpoint == self.me {
            return;
        }
        let fresh = Peer { tries: 0, state: State::Waiting { until: now }, near: false };
        let peer = self.known.entry(endpoint).or_insert(fresh);
        if let State::Waiting { until } = &mut peer.state {
            *until = (*until).min(now + FIRST_WAIT * u32::from(peer.tries > 0));
        }
    }

    /// A dial under way is for where the device was before: what comes of it does not matter any more. There is always
    /// room for who was asked for.
    fn called(&mut self, now: Duration, endpoint: Endpoint, out: &mut Vec<Action>) {
        self.met(now, endpoint);
        if let Some(peer) = self.known.get_mut(&endpoint)
            && !matches!(peer.state, State::Linked { .. })
        {
            *peer = Peer { tries: 0, state: State::Dialling, ..*peer };
            out.push(Action::Dial(endpoint));
        }
    }

    /// Starts the waiting afresh: all are due within two seconds, but not all at once.
    fn woke(&mut self, now: Duration) {
        let Self { known, dice, .. } = self;
        for peer in known.values_mut() {
            if let State::Waiting { until } = &mut peer.state {
                peer.tries = 0;
                *until = (*until).min(now + dice.between(Duration::ZERO, FIRST_WAIT * 2));
            }
        }
    }

    fn connected(
        &mut self,
        now: Duration,
        endpoint: Endpoint,
        (link, by): (LinkId, By),
        out: &mut Vec<Action>,
    ) {
        let incoming = self.links(By::Them);
        let (tries, near) = self.known.get(&endpoint).map_or((0, false), |it| (it.tries, it.near));
        if let Some(State::Linked { link: old, by: old_by, since }) = self.state(&endpoint) {
            // Both sides keep the link that the lesser key dialled. Otherwise the newer one is the living one.
            let crossed = old_by != by && now.saturating_sub(since) < AT_ONCE;
            let ours_stays = self.me < endpoint;
            if crossed && (old_by == By::Us) == ours_stays {
                out.push(Action::Hangup(link, Why::Another));
                return;
            }
            out.push(Action::Hangup(old, Why::Another));
        } else if endpoint == self.me || (by == By::Them && incoming >= MAX_INCOMING) {
            out.push(Action::Hangup(link, Why::Full));
            return;
        }
        let state = State::Linked { link, by, since: now };
        self.known.insert(endpoint, Peer { tries, state, near });
        out.push(Action::Open(link));
    }

    fn lost(&mut self, now: Duration, endpoint: Endpoint, lost: LinkId) {
        let Some(Peer { state: State::Linked { link, since, .. }, tries, .. }) =
            self.known.get_mut(&endpoint)
        else {
            return;
        };
        if *link == lost {
            if now.saturating_sub(*since) >= STEADY {
                *tries = 0;
            }
            self.wait(now, endpoint);
        }
    }

    /// Doubles the wait, give or take a quarter.
    fn wait(&mut self, now: Duration, endpoint: Endpoint) {
        let Some(peer) = self.known.get_mut(&endpoint) else { return };
        let wait = FIRST_WAIT * 2_u32.saturating_pow(peer.tries.min(6));
        let wait = wait.min(LONGEST_WAIT);
        let wait = self.dice.between(wait * 3 / 4, wait * 5 / 4);
        peer.tries = peer.tries.saturating_add(1);
        peer.state = State::Waiting { until: now + wait };
    }

    /// Dials who is due, by lot, while there is room: for those nearby first in a room of their own.
    fn dial(&mut self, now: Duration, out: &mut Vec<Action>) {
        let (mut far, mut near) = (MAX_OUTGOING, MAX_NEAR);
        for peer in self.known.values().filter(|it| it.is_ours()) {
            let room = if peer.near && near > 0 { &mut near } else { &mut far };
            *room = room.saturating_sub(1);
        }
        let is_due = |it: &Peer| matches!(it.state, State::Waiting { until } if until <= now);
        let due = self.known.iter().filter(|(_, it)| is_due(it)).map(|(endpoint, _)| *endpoint);
        let mut due: Vec<Endpoint> = due.collect();
        while far + near > 0 && !due.is_empty() {
            let n = u64::try_from(due.len()).unwrap_or(u64::MAX);
            let lot = usize::try_from(self.dice.below(n)).unwrap_or(0);
            let endpoint = due.swap_remove(lot);
            let Some(peer) = self.known.get_mut(&endpoint) else { continue };
            let room = if peer.near && near > 0 { &mut near } else { &mut far };
            if *room > 0 {
                *room -= 1;
                peer.state = State::Dialling;
                out.push(Action::Dial(endpoint));
            }
        }
    }

    fn links(&self, whose: By) -> usize {
        let linked = |it: &&Peer| matches!(it.state, State::Linked { by, .. } if by == whose);
        self.known.values().filter(linked).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANN: Endpoint = [1; 32];
    const BOB: Endpoint = [2; 32];

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn linked(endpoint: Endpoint, link: LinkId, by: By) -> Input {
        Input::Connected { endpoint, link, by }
    }

    #[test]
    fn a_lost_peer_is_dialled_again_but_not_at_once() {
        let mut peers = Peers::new(ANN, 1);
        let mut at = |time, input| peers.handle(ms(time), input);

        assert_eq!(at(0, Input::Met(BOB)), [Action::Dial(BOB)]);
        assert_eq!(at(100, linked(BOB, 1, By::Us)), [Action::Open(1)]);
        assert_eq!(at(200, Input::Lost { endpoint: BOB, link: 1 }), []);
        assert_eq!(at(900, Input::Tick), []);
        assert_eq!(at(1500, Input::Tick), [Action::Dial(BOB)]);
    }

    #[test]
    fn waits_double_up_to_a_minute() {
        let mut peers = Peers::new(ANN, 1);
        peers.handle(ms(0), Input::Met(BOB));
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..10 {
            peers.handle(ms(now), Input::Failed(BOB));
            let start = now;
            while peers.handle(ms(now), Input::Tick).is_empty() {
                now += 50;
            }
            waits.push(now - start);
        }
        for (n, wait) in waits.iter().enumerate() {
            let whole = (1000 << n.min(6)).min(60_000);
            assert!(*wait >= whole * 3 / 4 && *wait <= whole * 5 / 4 + 50, "{waits:?}");
        }
    }

    #[test]
    fn a_sighting_shortens_the_wait_but_shouting_does_not_help() {
        let mut peers = Peers::new(ANN, 1);
        peers.handle(ms(0), Input::Met(BOB));
        for _ in 0..8 {
            peers.handle(ms(0), Input::Failed(BOB));
            peers.handle(ms(100_000), Input::Tick);
        }
        peers.handle(ms(200_000), Input::Failed(BOB));
        assert_eq!(peers.handle(ms(200_000), Input::Met(BOB)), []);
        assert_eq!(peers.handle(ms(200_900), Input::Met(BOB)), []);
        assert_eq!(peers.handle(ms(201_000), Input::Met(BOB)), [Action::Dial(BOB)]);
        assert_eq!(peers.handle(ms(201_001), Input::Met(BOB)), []);
    }

    #[test]
    fn who_is_asked_for_is_dialled_at_once_though_an_older_address_is_being_tried() {
        let mut peers = Peers::new(ANN, 1);
        assert_eq!(peers.handle(ms(0), Input::Met(BOB)), [Action::Dial(BOB)]);
        assert_eq!(peers.handle(ms(10), Input::Called(BOB)), [Action::Dial(BOB)]);
        for _ in 0..8 {
            peers.handle(ms(20), Input::Failed(BOB));
            peers.handle(ms(100_000), Input::Tick);
        }
        peers.handle(ms(200_000), Input::Failed(BOB));
        assert_eq!(peers.handle(ms(200_000), Input::Called(BOB)), [Action::Dial(BOB)]);
        peers.handle(ms(200_100), linked(BOB, 1, By::Us));
        assert_eq!(peers.handle(ms(200_200), Input::Called(BOB)), []);
        assert_eq!(peers.handle(ms(200_200), Input::Called(ANN)), []);
    }

    #[test]
    fn two_who_dial_each_other_at_once_keep_the_same_link() {
        // Link 1 was dialled by Ann, link 2 by Bob, whatever order they come to know of them in.
        for ann_first in [1, 2] {
            for bob_first in [1, 2] {
                let mut ann = Peers::new(ANN, 1);
                let mut bob = Peers::new(BOB, 1);
                let by = |ann, link| if (link == 1) == ann { By::Us } else { By::Them };
                for link in [ann_first, 3 - ann_first] {
                    ann.handle(ms(5), linked(BOB, link, by(true, link)));
                }
                for link in [bob_first, 3 - bob_first] {
                    bob.handle(ms(5), linked(ANN, link, by(false, link)));
                }
                assert_eq!((ann.link(&BOB), bob.link(&ANN)), (Some(1), Some(1)));
            }
        }
    }

    #[test]
    fn who_comes_back_after_a_crash_replaces_their_dead_link() {
        let mut ann = Peers::new(ANN, 1);
        ann.handle(ms(0), linked(BOB, 1, By::Us));
        assert_eq!(
            ann.handle(ms(60_000), linked(BOB, 2, By::Them)),
            [Action::Hangup(1, Why::Another), Action::Open(2)]
        );
        assert_eq!(ann.handle(ms(60_001), Input::Lost { endpoint: BOB, link: 1 }), []);
        assert_eq!(ann.link(&BOB), Some(2));
    }

    #[test]
    fn six_are_dialled_of_many_and_thirty_two_let_in() {
        let mut peers = Peers::new(ANN, 1);
        let mut dialled = Vec::new();
        for n in 2..50 {
            dialled.extend(peers.handle(ms(0), Input::Met([n; 32])));
        }
        assert_eq!(dialled.len(), MAX_OUTGOING);

        let strangers = (100..).take(40).map(|n| linked([n; 32], u64::from(n), By::Them));
        let opened = strangers
            .flat_map(|it| peers.handle(ms(1), it))
            .filter(|it| matches!(it, Action::Open(_)));
        assert_eq!(opened.count(), MAX_INCOMING);
    }

    #[test]
    fn those_nearby_are_dialled_beside_the_six() {
        let mut peers = Peers::new(ANN, 1);
        let far: Vec<Action> =
            (2..50).flat_map(|n| peers.handle(ms(0), Input::Met([n; 32]))).collect();
        assert_eq!(far.len(), MAX_OUTGOING);
        let near: Vec<Action> =
            (100..150).flat_map(|n| peers.handle(ms(0), Input::Near([n; 32]))).collect();
        assert_eq!(near.len(), MAX_NEAR);
        assert!(near.iter().all(|it| matches!(it, Action::Dial(it) if it[0] >= 100)));
    }

    #[test]
    fn after_a_sleep_nobody_waits_for_long() {
        let mut peers = Peers::new(ANN, 1);
        peers.handle(ms(0), Input::Met(BOB));
        for _ in 0..8 {
            peers.handle(ms(0), Input::Failed(BOB));
            peers.handle(ms(100_000), Input::Tick);
        }
        peers.handle(ms(200_000), Input::Failed(BOB));
        assert_eq!(peers.handle(ms(210_000), Input::Tick), []);
        let at_once = peers.handle(ms(210_000), Input::Woke);
        let soon = peers.handle(ms(212_000), Input::Tick);
        assert_eq!([at_once, soon].concat(), [Action::Dial(BOB)]);
    }

    #[test]
    fn another_takes_the_place_of_who_cannot_be_reached() {
        let mut peers = Peers::new(ANN, 1);
        let all = (2..9).flat_map(|n| peers.handle(ms(0), Input::Met([n; 32])));
        let dialled: Vec<Action> = all.collect();
        let Some(Action::Dial(first)) = dialled.first().copied() else { panic!("{dialled:?}") };
        let next = peers.handle(ms(0), Input::Failed(first));
        assert!(matches!(next.as_slice(), [Action::Dial(it)] if *it != first));
    }

    #[test]
    fn a_removed_member_is_cut_off_and_not_dialled_again() {
        let mut peers = Peers::new(ANN, 1);
        peers.handle(ms(0), Input::Met(BOB));
        peers.handle(ms(0), linked(BOB, 1, By::Us));
        assert_eq!(peers.handle(ms(1), Input::Forget(BOB)), [Action::Hangup(1, Why::Forgotten)]);
        assert_eq!(peers.handle(ms(90_000), Input::Tick), []);
        assert_eq!(peers.handle(ms(90_000), Input::Met(ANN)), []);
    }

    fn inputs() -> impl Strategy<Value = Vec<(u64, Input)>> {
        let endpoint = || (1..12_u8).prop_map(|n| [n; 32]);
        let by = prop_oneof![Just(By::Us), Just(By::Them)];
        let input = prop_oneof![
            endpoint().prop_map(Input::Met),
            endpoint().prop_map(Input::Near),
            endpoint().prop_map(Input::Called),
            Just(Input::Woke),
            (endpoint(), 0..50_u64, by).prop_map(|(endpoint, link, by)| Input::Connected {
                endpoint,
                link,
                by
            }),
            endpoint().prop_map(Input::Failed),
            (endpoint(), 0..50_u64).prop_map(|(endpoint, link)| Input::Lost { endpoint, link }),
            endpoint().prop_map(Input::Forget),
            Just(Input::Tick),
        ];
        prop::collection::vec((0..40_000_u64, input), 0..200)
    }

    proptest! {
        #[test]
        fn nobody_is_dialled_twice_at_once_nor_more_than_six(inputs in inputs(), seed in any::<u64>()) {
            let mut peers = Peers::new(ANN, seed);
            let mut now = 0;
            let mut called = 0;
            for (wait, input) in inputs {
                now += wait;
                let free: Vec<Endpoint> = peers
                    .known
                    .iter()
                    .filter(|(_, it)| matches!(it.state, State::Waiting { .. }))
                    .map(|it| *it.0)
                    .collect();
                for action in peers.handle(ms(now), input) {
                    if let Action::Dial(endpoint) = action {
                        let released = match input {
                            Input::Met(it)
                            | Input::Near(it)
                            | Input::Called(it)
                            | Input::Failed(it)
                            | Input::Lost { endpoint: it, .. } => it == endpoint,
                            Input::Connected { .. } | Input::Forget(_) | Input::Tick | Input::Woke => false,
                        };
                        prop_assert!(endpoint != ANN);
                        prop_assert!(released || free.contains(&endpoint));
                    }
                }
                let dialling = peers.known.values().filter(|it| it.state == State::Dialling).count();
                called += usize::from(matches!(input, Input::Called(_)));
                prop_assert!(dialling <= MAX_OUTGOING + MAX_NEAR + called);
                prop_assert!(peers.links(By::Them) <= MAX_INCOMING);
            }
        }
    }
}

//! The real sessions over a wire in memory.

use std::{collections::VecDeque, time::Duration};

use muster_model::ids::EnvelopeId;
use muster_sync::{
    engine::{
        index::LAST_BUCKET,
        session::{Action, Input, Role, Session, Setup},
    },
    envelope::EnvelopeError,
    replica::{Accepted, Replica},
    store::StoreError,
    wire::Message,
};

/// When the wire breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Never.
    Never,
    /// After so many messages.
    After(usize),
}

/// What went over a wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// Envelopes, both ways.
    pub records: usize,
    /// Messages, both ways.
    pub messages: usize,
    /// Bytes, both ways.
    pub bytes: usize,
}

/// Most messages of one exchange.
const MOST: usize = 100_000;

/// Returns which envelopes are here.
pub(super) fn ids(replica: &Replica) -> Vec<EnvelopeId> {
    let index = replica.index();
    let mut out = Vec::new();
    for line in index.summary() {
        for (bucket, _) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
            out.extend(index.ids_in(line.prefix, bucket).map(|(id, _)| id));
        }
    }
    out
}

struct Wire<'a> {
    ends: [&'a mut Replica; 2],
    sessions: [Session; 2],
    under_way: VecDeque<(usize, Vec<u8>)>,
    moved: Moved,
    /// Everything that went over it.
    heard: Vec<u8>,
}

/// Lets the sessions of two replicas talk until they have nothing to say.
///
/// # Panics
/// When they do not come to an end, or one breaks off.
pub fn exchange(a: &mut Replica, b: &mut Replica, cut: Cut) -> Moved {
    run(a, b, cut).0
}

/// Lets the sessions of two replicas talk, and returns every byte that went over the wire.
///
/// # Panics
/// When they do not come to an end, or one breaks off.
pub fn overhear(a: &mut Replica, b: &mut Replica) -> Vec<u8> {
    run(a, b, Cut::Never).1
}

fn run(a: &mut Replica, b: &mut Replica, cut: Cut) -> (Moved, Vec<u8>) {
    let session = |replica: &Replica, role| {
        let setup = Setup { role, device: replica.identity().device(), seed: 7 };
        Session::new(&setup, Duration::ZERO)
    };
    let sessions = [session(a, Role::Dialer), session(b, Role::Listener)];
    let (under_way, moved, heard) = (VecDeque::new(), Moved::default(), Vec::new());
    let mut wire = Wire { ends: [a, b], sessions, under_way, moved, heard };
    wire.give(0, Input::Connected);
    wire.give(1, Input::Connected);
    let last = match cut {
        Cut::Never => MOST,
        Cut::After(n) => n,
    };
    while wire.moved.messages < last {
        let Some((to, bytes)) = wire.under_way.pop_front() else { break };
        wire.moved.messages += 1;
        wire.moved.bytes += bytes.len();
        wire.heard.extend_from_slice(&bytes);
        let message = Message::decode(&bytes).expect("what a session writes, another reads");
        wire.give(to, Input::Message(message));
    }
    assert!(wire.moved.messages < MOST, "the exchange does not come to an end");
    (wire.moved, wire.heard)
}

impl Wire<'_> {
    fn give(&mut self, to: usize, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let Some(session) = self.sessions.get_mut(to) else { return };
            let Some(end) = self.ends.get(to) else { return };
            for action in session.handle(end.index(), Duration::ZERO, input) {
                inputs.extend(self.act(to, action));
            }
        }
    }

    fn act(&mut self, at: usize, action: Action) -> Option<Input> {
        let end = self.ends.get_mut(at)?;
        match action {
            Action::Send(message) => {
                self.under_way.push_back((1 - at, message.encode()));
                None
            }
            Action::Fetch { ids, budget } => {
                let got = end.records(&ids, budget).expect("memory gives what it took");
                Some(Input::Fetched { records: got.0, looked_up: got.1 })
            }
            Action::Accept(records) => {
                self.moved.records += records.len();
                Some(settle(end, &records).expect("memory takes everything"))
            }
            Action::Close(reason) => {
                assert!(reason.to_string().is_empty(), "a session broke off: {reason}");
                None
            }
            Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => None,
        }
    }
}

/// Lets a replica take records, and says what a session hears of it.
pub(crate) fn settle(end: &mut Replica, records: &[Vec<u8>]) -> Result<Input, StoreError> {
    let told = end.accept(records)?;
    let forged = |it: &&Accepted| it.as_ref().is_err_and(EnvelopeError::blames_the_bearer);
    let refused = told.iter().filter(forged).count();
    let ids = told.into_iter().flatten().flatten().collect();
    let bytes = records.iter().map(|it| u64::try_from(it.len()).unwrap_or(u64::MAX)).sum();
    Ok(Input::Settled { ids, bytes, refused })
}

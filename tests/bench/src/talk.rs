//! Two replicas that talk until neither has anything to say: the real sessions, no network between them.

use std::time::{Duration, Instant};

use muster_sync::{
    engine::session::{Action, Input, Role, Session, Setup},
    replica::Replica,
};

/// What a talk came to.
#[derive(Default)]
pub struct Talk {
    pub bytes: usize,
    pub messages: usize,
    pub trips: usize,
    pub took: Duration,
}

/// Lets two replicas talk.
pub fn talk(a: &mut Replica, b: &mut Replica) -> Talk {
    let begun = Instant::now();
    let setup = |replica: &Replica, role| {
        let device = replica.identity().device();
        Session::new(&Setup { role, device, seed: 1 }, Duration::ZERO)
    };
    let mut ends = [setup(a, Role::Dialer), setup(b, Role::Listener)];
    let replicas = [a, b];
    let mut talk = Talk::default();
    let mut inputs: Vec<(usize, Input)> = vec![(0, Input::Connected), (1, Input::Connected)];
    while !inputs.is_empty() {
        talk.trips += 1;
        let mut next = Vec::new();
        for (end, input) in inputs {
            let mut own = vec![input];
            while let Some(input) = own.pop() {
                for action in ends[end].handle(replicas[end].index(), Duration::ZERO, input) {
                    match action {
                        Action::Send(message) => {
                            talk.bytes += message.frame().len();
                            talk.messages += 1;
                            next.push((1 - end, Input::Message(message)));
                        }
                        Action::Fetch { ids, budget } => {
                            let (records, looked_up) = replicas[end].records(&ids, budget).unwrap();
                            own.push(Input::Fetched { records, looked_up });
                        }
                        Action::Accept(records) => {
                            let bytes = records.iter().map(Vec::len).sum::<usize>();
                            let told = replicas[end].accept(&records).unwrap();
                            let ids = told.into_iter().flat_map(Result::unwrap).collect();
                            let bytes = u64::try_from(bytes).unwrap();
                            own.push(Input::Settled { ids, bytes, refused: 0 });
                        }
                        Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => {}
                        Action::Close(reason) => panic!("{reason}"),
                    }
                }
            }
        }
        inputs = next;
    }
    talk.took = begun.elapsed();
    talk
}

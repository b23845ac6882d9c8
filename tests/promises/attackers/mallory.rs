//! A device that was admitted like any other, and says what it likes.

use std::{collections::VecDeque, time::Duration};

use muster_sync::{
    engine::{
        index::{LAST_BUCKET, Prefix},
        session::{Action, Input, Role, Session, Setup},
    },
    envelope::Sealed,
    identity::Identity,
    net::{Link, Net},
    node::command::Address,
    replica::{JoinAnswer, Replica},
    store::{EnvelopeStore as _, MemoryStore},
    ticket::Ticket,
    wire::{Message, Seen},
};
use tokio::time::timeout;

use super::{PATIENCE, asks, net, stranger};

/// How long a silent other side counts as content.
const CONTENT: Duration = Duration::from_millis(700);

pub(super) struct Mallory {
    pub(super) identity: Identity,
    pub(super) replica: Replica,
    net: Net,
}

impl Mallory {
    /// Joins at the door of `host` and fetches all there is.
    pub(super) async fn join(ticket: &Ticket, host: &Address) -> Self {
        let [n, ..] = *ticket.invite_id().as_bytes();
        let identity = stranger(n);
        let net = net(&identity).await;
        let ask = asks(ticket, &identity);
        let reply = net.ask_to_join(host, ask.to_bytes()).await.unwrap();
        let Some(JoinAnswer::Welcome { genesis }) = JoinAnswer::parse(&reply) else {
            panic!("Mallory is admitted")
        };
        let genesis = Sealed::parse(&genesis).unwrap().verify(ticket.workspace).unwrap();
        let mut store = MemoryStore::default();
        store.append(&[genesis]).unwrap();
        let replica =
            Replica::open(ticket.workspace, identity.clone(), Box::new(store), [1; 8]).unwrap();
        let mut mallory = Self { identity, replica, net };
        mallory.sync(host).await;
        mallory
    }

    pub(super) fn records(&mut self) -> Vec<Vec<u8>> {
        let index = self.replica.index();
        let mut ids = Vec::new();
        for line in index.summary() {
            for (bucket, _) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
                ids.extend(index.ids_in(line.prefix, bucket).map(|(id, _)| id));
            }
        }
        self.replica.records(&ids, usize::MAX).unwrap().0
    }

    /// Returns what this device wrote itself.
    pub(super) fn records_of_mine(&mut self) -> Vec<Vec<u8>> {
        let me = self.identity.device();
        let mine = |it: &Vec<u8>| Sealed::parse(it).is_ok_and(|it| it.header().author == me);
        self.records().into_iter().filter(mine).collect()
    }

    pub(super) fn take(&mut self, records: &[Vec<u8>]) {
        for told in self.replica.accept(records).unwrap() {
            told.unwrap();
        }
    }

    async fn link(&self, to: &Address) -> Link {
        self.net.learn(to);
        self.net.dial(to).await.unwrap()
    }

    /// Exchanges as an honest device would.
    pub(super) async fn sync(&mut self, with: &Address) {
        let mut link = self.link(with).await;
        let setup = Setup { role: Role::Dialer, device: self.identity.device(), seed: 1 };
        let mut session = Session::new(&setup, Duration::ZERO);
        let mut inputs = VecDeque::from([Input::Connected]);
        loop {
            while let Some(input) = inputs.pop_front() {
                for action in session.handle(self.replica.index(), Duration::ZERO, input) {
                    match action {
                        Action::Send(message) => link.send(&message.frame()).await.unwrap(),
                        Action::Fetch { ids, budget } => {
                            let got = self.replica.records(&ids, budget).unwrap();
                            inputs.push_back(Input::Fetched { records: got.0, looked_up: got.1 });
                        }
                        Action::Accept(records) => {
                            let told = self.replica.accept(&records).unwrap();
                            let ids = told.into_iter().flat_map(Result::unwrap).collect();
                            let bytes = records.iter().map(|it| it.len() as u64).sum();
                            inputs.push_back(Input::Settled { ids, bytes, refused: 0 });
                        }
                        Action::Close(reason) => panic!("{reason}"),
                        Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => {}
                    }
                }
            }
            if session.is_idle() {
                break;
            }
            let frame = timeout(PATIENCE, link.recv()).await.unwrap().unwrap();
            inputs.push_back(Input::Message(Message::decode(&frame.unwrap()).unwrap()));
        }
    }

    /// Sends records that nobody asked for. Returns why the other side hung up, if it did.
    pub(super) async fn push(&self, to: &Address, records: &[Vec<u8>]) -> Option<String> {
        let device = Prefix::of_device(&self.identity.device());
        let seen = Seen { root: self.replica.index().root(), ..Seen::default() };
        let push = Message::Push { records: records.to_vec(), seen };
        self.say(to, &[Message::Hello { device, seen }.frame(), push.frame()]).await
    }

    /// Sends frames. Returns why the other side hung up, if it did.
    pub(super) async fn say(&self, to: &Address, frames: &[Vec<u8>]) -> Option<String> {
        self.net.learn(to);
        let link = match self.net.dial(to).await {
            Ok(link) => link,
            Err(err) => return Some(err.to_string()),
        };
        let (mut sender, mut receiver) = link.split();
        for frame in frames {
            if sender.send(frame).await.is_err() {
                break;
            }
        }
        loop {
            match timeout(CONTENT, receiver.recv()).await {
                Err(_silent) => return None,
                Ok(Ok(Some(_))) => {}
                Ok(Ok(None)) => return Some("it hung up".to_owned()),
                Ok(Err(err)) => return Some(err.to_string()),
            }
        }
    }
}

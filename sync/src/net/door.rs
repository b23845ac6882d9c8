//! Who comes in: members to sync, strangers to ask once whether they may join.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use iroh::{Endpoint, endpoint::Connection};
use tokio::{
    sync::{Semaphore, mpsc, oneshot, watch},
    task::JoinSet,
    time::timeout,
};

use super::{JOIN, Link, MAX_JOIN, SYNC, link::hang_up};
use crate::wire::Cut;

/// Most connections that are being let in at the same time.
const MAX_WAITING: usize = 64;
/// From so many on, who connects has to prove first that they are where they say.
const CROWD: usize = 16;
/// Most strangers heard out at the same time; members never wait for them.
const MAX_STRANGERS: usize = 8;
const HANDSHAKE: Duration = Duration::from_secs(5);
const FIRST_WORD: Duration = Duration::from_secs(10);
/// How long the node may think about a request.
const THINKING: Duration = Duration::from_secs(10);

/// Somebody came.
#[derive(Debug)]
pub enum Incoming {
    /// A member's device.
    Sync(Link),
    /// Somebody who may want to join.
    Join {
        /// The key of their device, proved.
        remote: [u8; 32],
        /// What they ask, at most [`MAX_JOIN`] bytes.
        request: Vec<u8>,
        /// Answers them.
        reply: Replier,
    },
}

/// Answers a request to join; dropping it turns the stranger away.
#[derive(Debug)]
pub struct Replier(oneshot::Sender<Vec<u8>>);

impl Replier {
    /// Sends the answer, at most [`MAX_JOIN`] bytes; `false` where the stranger has gone.
    pub fn send(self, reply: Vec<u8>) -> bool {
        self.0.send(reply).is_ok()
    }
}

/// Who is known at the gate.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Who may come in.
    pub(super) members: BTreeSet<[u8; 32]>,
    /// Who could once, and is told that they can't any more.
    pub(super) removed: BTreeSet<[u8; 32]>,
}

impl Gate {
    /// Returns why somebody may not come in, if so.
    fn why_not(&self, remote: &[u8; 32]) -> Option<Cut> {
        if self.members.contains(remote) {
            None
        } else if self.removed.contains(remote) {
            Some(Cut::Removed)
        } else {
            Some(Cut::Stranger)
        }
    }
}

type Guarded = watch::Receiver<Gate>;

/// Lets people in until the endpoint closes.
pub(super) async fn keep(endpoint: Endpoint, gate: Guarded, to: mpsc::Sender<Incoming>) {
    let mut waiting = JoinSet::new();
    let strangers = Arc::new(Semaphore::new(MAX_STRANGERS));
    while let Some(incoming) = endpoint.accept().await {
        while waiting.try_join_next().is_some() {}
        if waiting.len() >= MAX_WAITING {
            incoming.refuse();
            continue;
        }
        if waiting.len() >= CROWD && !incoming.remote_addr_validated() {
            if incoming.retry().is_err() {
                tracing::debug!("somebody could not be asked to prove where they are");
            }
            continue;
        }
        let gate = gate.clone();
        let to = to.clone();
        let strangers = Arc::clone(&strangers);
        waiting.spawn(async move {
            if let Ok(Ok(connection)) = timeout(HANDSHAKE, incoming).await {
                greet(connection, &gate, &strangers, &to).await;
            }
        });
    }
}

async fn greet(
    connection: Connection,
    gate: &Guarded,
    strangers: &Semaphore,
    to: &mpsc::Sender<Incoming>,
) {
    let remote = *connection.remote_id().as_bytes();
    if connection.alpn() == JOIN {
        match strangers.try_acquire() {
            Ok(_seat) => hear_out(&connection, remote, to).await,
            Err(_full) => hang_up(&connection, &Cut::Crowd),
        }
        return;
    }
    let shut = if connection.alpn() == SYNC {
        gate.borrow().why_not(&remote)
    } else {
        Some(Cut::Stranger)
    };
    if let Some(why) = shut {
        return hang_up(&connection, &why);
    }
    if let Ok(Ok(streams)) = timeout(FIRST_WORD, connection.accept_bi()).await {
        let link = Link::new(connection, streams);
        if to.send(Incoming::Sync(link)).await.is_err() {
            tracing::debug!("a member came while we were leaving");
        }
    }
}

async fn hear_out(connection: &Connection, remote: [u8; 32], to: &mpsc::Sender<Incoming>) {
    let Ok(Ok((mut send, mut receive))) = timeout(FIRST_WORD, connection.accept_bi()).await else {
        return hang_up(connection, &Cut::NotNow);
    };
    // The streams outlive the farewell: one that is let go of ends by itself, and an answer that ends before it began is an
    // empty one.
    let answered = async {
        let request = timeout(FIRST_WORD, receive.read_to_end(MAX_JOIN)).await.ok()?.ok()?;
        let (reply, answer) = oneshot::channel();
        to.send(Incoming::Join { remote, request, reply: Replier(reply) }).await.ok()?;
        let answer = timeout(THINKING, answer).await.ok()?.ok()?;
        let answer = answer.get(..MAX_JOIN.min(answer.len()))?;
        timeout(FIRST_WORD, send.write_all(answer)).await.ok()?.ok()?;
        send.finish().ok()
    };
    if answered.await.is_none() {
        return hang_up(connection, &Cut::NotNow);
    }
    // The stranger hangs up once they have read the answer.
    if timeout(FIRST_WORD, connection.closed()).await.is_err() {
        hang_up(connection, &Cut::Slow);
    }
}

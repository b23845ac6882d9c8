//! Who comes in: members to sync, strangers to ask once whether they may join.

use std::{collections::BTreeSet, time::Duration};

use iroh::{
    Endpoint,
    endpoint::{Connection, VarInt},
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinSet,
    time::timeout,
};

use super::{JOIN, Link, MAX_JOIN, SYNC};

/// Most connections that are being let in at the same time.
const MAX_WAITING: usize = 64;
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

type Gate = watch::Receiver<BTreeSet<[u8; 32]>>;

/// Lets people in until the endpoint closes.
pub(super) async fn keep(endpoint: Endpoint, gate: Gate, to: mpsc::Sender<Incoming>) {
    let mut waiting = JoinSet::new();
    while let Some(incoming) = endpoint.accept().await {
        while waiting.try_join_next().is_some() {}
        if waiting.len() >= MAX_WAITING {
            incoming.refuse();
            continue;
        }
        let gate = gate.clone();
        let to = to.clone();
        waiting.spawn(async move {
            if let Ok(Ok(connection)) = timeout(HANDSHAKE, incoming).await {
                greet(connection, &gate, &to).await;
            }
        });
    }
}

async fn greet(connection: Connection, gate: &Gate, to: &mpsc::Sender<Incoming>) {
    let remote = *connection.remote_id().as_bytes();
    if connection.alpn() == JOIN {
        hear_out(&connection, remote, to).await;
        return;
    }
    let is_member = gate.borrow().contains(&remote);
    if connection.alpn() != SYNC || !is_member {
        connection.close(VarInt::from_u32(1), b"you are not a member here");
        return;
    }
    if let Ok(Ok(streams)) = timeout(FIRST_WORD, connection.accept_bi()).await {
        let link = Link::new(connection, streams);
        if to.send(Incoming::Sync(link)).await.is_err() {
            tracing::debug!("a member came while we were leaving");
        }
    }
}

async fn hear_out(connection: &Connection, remote: [u8; 32], to: &mpsc::Sender<Incoming>) {
    let answered = async {
        let (mut send, mut receive) =
            timeout(FIRST_WORD, connection.accept_bi()).await.ok()?.ok()?;
        let request = timeout(FIRST_WORD, receive.read_to_end(MAX_JOIN)).await.ok()?.ok()?;
        let (reply, answer) = oneshot::channel();
        to.send(Incoming::Join { remote, request, reply: Replier(reply) }).await.ok()?;
        let answer = timeout(THINKING, answer).await.ok()?.ok()?;
        let answer = answer.get(..MAX_JOIN.min(answer.len()))?;
        timeout(FIRST_WORD, send.write_all(answer)).await.ok()?.ok()?;
        send.finish().ok()
    };
    if answered.await.is_none() {
        connection.close(VarInt::from_u32(1), b"not now");
        return;
    }
    // The stranger hangs up once they have read the answer.
    if timeout(FIRST_WORD, connection.closed()).await.is_err() {
        connection.close(VarInt::from_u32(1), b"too slow");
    }
}

//! Devices reach each other: an iroh endpoint that is silent unless it has somebody to talk to.
//!
//! **Invariant:** the only room that names iroh. No name server of others, no port mapping, and no relay but those of
//! the [`Reach`] a person chose: packets go to addresses that were given or, where devices look around, found on this
//! network; in [`Mode::Loopback`] none leaves the machine.

mod attempts;
mod door;
mod link;
mod nearby;
mod reach;

use std::{
    collections::BTreeSet,
    error::Error,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use iroh::{
    Endpoint, EndpointAddr, EndpointId, TransportAddr, Watcher as _,
    address_lookup::memory::MemoryLookup,
};
use n0_future::StreamExt as _;
use tokio::{
    sync::{Mutex, mpsc, watch},
    task::JoinSet,
    time::timeout,
};

pub use self::{
    attempts::Attempts,
    door::{Incoming, Replier},
    link::{Link, LinkReceiver, LinkSender, Road},
    nearby::service_name,
    reach::{Reach, public_relays},
};
use self::{door::Gate, nearby::Nearby};
use crate::{
    node::{
        command::{Address, Mode},
        exchanges::Way,
    },
    relay::RelayUrl,
    wire::{Cut, WireError},
};

/// Name of the protocol between members.
const SYNC: &[u8] = b"muster/sync/1";
/// Name of the protocol for those who are no members yet.
const JOIN: &[u8] = b"muster/join/1";
/// Longest request to join and longest reply.
pub const MAX_JOIN: usize = 64 * 1024;

const DIAL: Duration = Duration::from_secs(5);
/// Through a relay, on a bad line, it takes longer.
const DIAL_FAR: Duration = Duration::from_secs(12);
const ASK: Duration = Duration::from_secs(8);
/// What a round trip takes where nobody knows better: through a relay, far away.
pub const FAR: Duration = Duration::from_millis(200);
/// A farewell is given so long, and some round trips more.
const FAREWELL: Duration = Duration::from_millis(50);
const FAREWELL_TRIPS: u32 = 4;
/// Record bytes under way on one connection are bounded by the session; this bounds what iroh keeps for it.
const WINDOW: u32 = 2 * 1024 * 1024;

/// The network did not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// No socket could be opened.
    #[error("no socket can be opened")]
    Bind(#[source] Box<dyn Error + Send + Sync>),
    /// An address names no endpoint.
    #[error("the address does not name a device")]
    Address,
    /// Nobody answers.
    #[error("nobody answers")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    /// The answer did not come in time.
    #[error("the answer did not come in time")]
    TimedOut,
    /// The other side closed the connection and said why.
    #[error("the other device hung up: {0}")]
    Refused(Cut),
    /// The two have no version of the protocol in common.
    #[error(
        "the other device runs a version of Muster that this one has no language in common with"
    )]
    Version,
    /// The connection broke.
    #[error("the connection broke")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
    /// What came is not a frame.
    #[error(transparent)]
    Frame(#[from] WireError),
    /// A request or reply is longer than allowed.
    #[error("the request is too long")]
    TooLong,
}

/// One device of one workspace on the network.
#[derive(Debug)]
pub struct Net {
    endpoint: Endpoint,
    reach: Reach,
    /// Relays that may be contacted.
    relays: BTreeSet<RelayUrl>,
    book: MemoryLookup,
    gate: watch::Sender<Gate>,
    incoming: Mutex<mpsc::Receiver<Incoming>>,
    nearby: Nearby,
    moved: watch::Receiver<u64>,
    trouble: watch::Sender<Option<String>>,
    tasks: Mutex<JoinSet<()>>,
}

impl Net {
    /// Opens sockets. `service` is the name ([`service_name`]) under which the workspace's devices find each other on
    /// this network; without it, or where the mode does not look around, they do not look.
    pub async fn bind(
        secret: [u8; 32],
        reach: impl Into<Reach>,
        service: Option<String>,
    ) -> Result<Self, NetError> {
        let reach = reach.into();
        let book = MemoryLookup::new();
        let endpoint = reach::open(&secret, &reach, &book).await?;
        let (gate, guarded) = watch::channel(Gate::default());
        let (trouble, _) = watch::channel(None);
        let (tell_move, moved) = watch::channel(0);
        let (to, incoming) = mpsc::channel(64);
        let mut tasks = JoinSet::new();
        tasks.spawn(door::keep(endpoint.clone(), guarded, to));
        tasks.spawn(follow(endpoint.clone(), tell_move, trouble.clone()));
        let net = Self {
            relays: reach.relays(),
            endpoint,
            reach,
            book,
            gate,
            incoming: Mutex::new(incoming),
            nearby: Nearby::new(),
            moved,
            trouble,
            tasks: Mutex::new(tasks),
        };
        if let Some(service) = service {
            net.look_around(service).await;
        }
        Ok(net)
    }

    /// Announces this device on this network under a name and listens for others, if the mode allows. Doing without
    /// is trouble, but no failure.
    pub async fn look_around(&self, service: String) {
        if !self.looks_around() {
            return;
        }
        let looked = self.nearby.look(service, &self.endpoint, &self.book, &self.tasks).await;
        if let Err(error) = looked {
            tracing::warn!(%error, "devices on this network can't be found");
            let sentence = "devices on this network can't be found".to_owned();
            self.trouble.send_replace(Some(sentence));
        }
    }

    /// Returns where others can reach this device now.
    pub fn address(&self) -> Address {
        let bound = self.endpoint.bound_sockets();
        let now = self.endpoint.addr();
        let mut sockets: Vec<SocketAddr> = match self.reach.mode {
            Mode::Lan | Mode::Relay | Mode::Public => {
                now.ip_addrs().copied().filter(reach::is_for_others).collect()
            }
            Mode::Loopback | Mode::Off => bound.clone(),
        };
        if sockets.is_empty() {
            // No network at all: still to be found by others on this machine.
            let port = bound.iter().find(|it| it.is_ipv4()).map(SocketAddr::port);
            sockets.extend(port.map(|it| SocketAddr::from((Ipv4Addr::LOCALHOST, it))));
        }
        let relay = match (self.reach.mode, &self.reach.relay) {
            (Mode::Relay, Some(own)) => Some(own.url.clone()),
            (Mode::Public, _) => now.relay_urls().find_map(reach::ours),
            (Mode::Off | Mode::Lan | Mode::Loopback | Mode::Relay, _) => None,
        };
        Address { endpoint: *self.endpoint.id().as_bytes(), sockets, relay }
    }

    /// Says whether devices on this network may look for each other.
    pub fn looks_around(&self) -> bool {
        self.reach.mode.looks_around()
    }

    /// Returns what does not work, if anything.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.borrow().clone()
    }

    /// Tells each time this device's addresses, or what does not work, may have changed.
    pub fn moves(&self) -> watch::Receiver<u64> {
        self.moved.clone()
    }

    /// Looks at the network anew, after a sleep or when another was joined.
    pub async fn look_again(&self) {
        self.endpoint.network_change().await;
    }

    /// Sets who may open a sync connection; everybody else is turned away before a byte of theirs is read.
    /// Connections that stand already stay: close those yourself.
    pub fn let_in(&self, endpoints: BTreeSet<[u8; 32]>) {
        self.gate.send_modify(|it| it.members = endpoints);
    }

    /// Sets who was a member once, and is told so.
    pub fn keep_out(&self, endpoints: BTreeSet<[u8; 32]>) {
        self.gate.send_modify(|it| it.removed = endpoints);
    }

    /// Remembers where a device can be reached.
    pub fn learn(&self, address: &Address) {
        if let Ok(there) = self.endpoint_addr(address) {
            self.book.add_endpoint_info(there);
        }
    }

    /// Opens a sync connection to a device, at `address` and wherever else it is known to be. Speak first: the other side
    /// hears of it only then.
    pub async fn dial(&self, address: &Address) -> Result<Link, NetError> {
        let there = self.endpoint_addr(address)?;
        let dial = async {
            let connection = self.endpoint.connect(there, SYNC).await.map_err(unreachable)?;
            let streams = connection.open_bi().await.map_err(link::broken)?;
            Ok(Link::new(connection, streams))
        };
        let patience = if self.relays.is_empty() { DIAL } else { DIAL_FAR };
        timeout(patience, dial).await.ok().ok_or(NetError::TimedOut)?
    }

    /// Sends one request to a device that need not know us, and returns its reply.
    pub async fn ask_to_join(
        &self,
        address: &Address,
        request: Vec<u8>,
    ) -> Result<Vec<u8>, NetError> {
        if request.len() > MAX_JOIN {
            return Err(NetError::TooLong);
        }
        let there = self.endpoint_addr(address)?;
        timeout(ASK, self.ask(there, request)).await.ok().ok_or(NetError::TimedOut)?
    }

    async fn ask(&self, there: EndpointAddr, request: Vec<u8>) -> Result<Vec<u8>, NetError> {
        let connection = self.endpoint.connect(there, JOIN).await.map_err(unreachable)?;
        let (mut send, mut receive) = connection.open_bi().await.map_err(link::broken)?;
        let reply = async {
            send.write_all(&request).await.map_err(|it| NetError::Broken(it.into()))?;
            send.finish().map_err(|it| NetError::Broken(it.into()))?;
            receive.read_to_end(MAX_JOIN).await.map_err(|it| NetError::Broken(it.into()))
        };
        let reply = reply.await.map_err(|error| link::reason(&connection).unwrap_or(error));
        link::hang_up(&connection, &Cut::Leaving);
        reply
    }

    /// Waits for the next connection; `None` once the net is closed.
    pub async fn accept(&self) -> Option<Incoming> {
        self.incoming.lock().await.recv().await
    }

    /// Waits for the next device found on this network, a stranger or not; for ever where nobody looks.
    pub async fn discovered(&self) -> [u8; 32] {
        self.nearby.next().await
    }

    fn endpoint_addr(&self, address: &Address) -> Result<EndpointAddr, NetError> {
        let id = EndpointId::from_bytes(&address.endpoint).ok().ok_or(NetError::Address)?;
        let sockets = address.sockets.iter().copied().map(TransportAddr::Ip);
        let there = EndpointAddr::new(id).with_addrs(sockets);
        // Whatever others say of themselves, no relay is contacted but those chosen here.
        let relay = address.relay.as_ref().filter(|it| self.relays.contains(it));
        let relay = relay.and_then(|it| it.as_str().parse().ok());
        Ok(relay.into_iter().fold(there, EndpointAddr::with_relay_url))
    }

    /// Closes all connections and sockets, telling the others, of whom the farthest is a `round_trip` away. Those who do
    /// not answer are not waited for: iroh would do so for seconds, also after a dial that was given up.
    pub async fn close(&self, round_trip: Duration) {
        let patience = FAREWELL + round_trip.min(FAR) * FAREWELL_TRIPS;
        if timeout(patience, self.endpoint.close()).await.is_err() {
            tracing::debug!("some devices did not hear us leave");
        }
        self.tasks.lock().await.shutdown().await;
    }
}

/// Tells when addresses change, and keeps in mind what is wrong with the relay.
async fn follow(
    endpoint: Endpoint,
    moves: watch::Sender<u64>,
    trouble: watch::Sender<Option<String>>,
) {
    let mut addresses = endpoint.watch_addr().stream();
    let mut relays = endpoint.home_relay_status().stream();
    loop {
        tokio::select! {
            Some(_) = addresses.next() => {}
            Some(status) = relays.next() => {
                let wrong = status.iter().find(|it| !it.is_connected()).and_then(|it| {
                    if it.auth_denied_reason().is_some() {
                        Some("the relay does not accept the token")
                    } else {
                        it.last_error().map(|_| "the relay can't be reached")
                    }
                });
                trouble.send_replace(wrong.map(str::to_owned));
            }
            else => return,
        }
        moves.send_modify(|it| *it = it.wrapping_add(1));
    }
}

fn unreachable(error: iroh::endpoint::ConnectError) -> NetError {
    // The handshake ends with this alert of TLS where two have no protocol in common.
    let no_language = "no_application_protocol";
    let text = format!("{error:?}").to_ascii_lowercase();
    let version = [no_language, "noapplicationprotocol", "doesn't support any known protocol"];
    if version.iter().any(|it| text.contains(it)) {
        return NetError::Version;
    }
    NetError::Unreachable(error.into())
}

#[cfg(test)]
mod tests;

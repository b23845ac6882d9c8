//! Devices reach each other: an iroh endpoint that is silent unless it has somebody to talk to.
//!
//! **Invariant:** the only room that names iroh. No relay, no name server, no port mapping, no probe: packets go to
//! addresses that were given or, in [`Mode::Lan`], found on this network; in [`Mode::Loopback`] none leaves the machine.

mod attempts;
mod door;
mod link;

use std::{
    collections::BTreeSet,
    error::Error,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use iroh::{
    Endpoint, EndpointAddr, EndpointId, SecretKey, TransportAddr,
    address_lookup::memory::MemoryLookup,
    dns::DnsResolver,
    endpoint::{
        BindOpts, Builder, NetReportConfig, PortmapperConfig, QuicTransportConfig, VarInt, presets,
    },
};
use iroh_mdns_address_lookup::{DiscoveryEvent, MdnsAddressLookup};
use n0_future::StreamExt as _;
use tokio::{
    sync::{Mutex, mpsc, watch},
    task::JoinSet,
    time::timeout,
};

pub use self::{
    attempts::Attempts,
    door::{Incoming, Replier},
    link::{Link, LinkReceiver, LinkSender},
};
use crate::{
    node::command::{Address, Mode},
    wire::WireError,
};

/// Name of the protocol between members.
const SYNC: &[u8] = b"muster/sync/1";
/// Name of the protocol for those who are no members yet.
const JOIN: &[u8] = b"muster/join/1";
/// Longest request to join and longest reply.
pub const MAX_JOIN: usize = 64 * 1024;

const DIAL: Duration = Duration::from_secs(5);
const ASK: Duration = Duration::from_secs(10);
const CLOSE: Duration = Duration::from_millis(800);
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
    Refused(String),
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
    mode: Mode,
    book: MemoryLookup,
    members: watch::Sender<BTreeSet<[u8; 32]>>,
    incoming: Mutex<mpsc::Receiver<Incoming>>,
    found: Option<Mutex<mpsc::Receiver<[u8; 32]>>>,
    trouble: Option<String>,
    tasks: Mutex<JoinSet<()>>,
}

impl Net {
    /// Opens sockets. `service` is the name ([`service_name`]) under which the workspace's devices find each other on
    /// this network; without it, or outside [`Mode::Lan`], they do not look.
    pub async fn bind(
        secret: [u8; 32],
        mode: Mode,
        service: Option<String>,
    ) -> Result<Self, NetError> {
        let book = MemoryLookup::new();
        let endpoint = open(&secret, mode, &book).await?;
        let (members, gate) = watch::channel(BTreeSet::new());
        let mut tasks = JoinSet::new();
        let (to, incoming) = mpsc::channel(64);
        tasks.spawn(door::keep(endpoint.clone(), gate, to));
        let mut net = Self {
            endpoint,
            mode,
            book,
            members,
            incoming: Mutex::new(incoming),
            found: None,
            trouble: None,
            tasks: Mutex::new(tasks),
        };
        if let (Mode::Lan, Some(service)) = (mode, service) {
            net.look_around(service).await;
        }
        Ok(net)
    }

    /// Announces this device on this network and listens for others. Doing without is trouble, but no failure.
    async fn look_around(&mut self, service: String) {
        let mdns =
            match MdnsAddressLookup::builder().service_name(service).build(self.endpoint.id()) {
                Ok(mdns) => mdns,
                Err(error) => {
                    tracing::warn!(%error, "devices on this network can't be found");
                    self.trouble = Some("devices on this network can't be found".to_owned());
                    return;
                }
            };
        let (to, found) = mpsc::channel(64);
        let mut events = mdns.subscribe().await;
        if let Ok(lookup) = self.endpoint.address_lookup() {
            lookup.add(mdns);
        }
        self.found = Some(Mutex::new(found));
        self.tasks.get_mut().spawn(async move {
            while let Some(event) = events.next().await {
                if let DiscoveryEvent::Discovered { endpoint_info, .. } = event {
                    let endpoint = *endpoint_info.endpoint_id.as_bytes();
                    if to.send(endpoint).await.is_err() {
                        return;
                    }
                }
            }
        });
    }

    /// Returns where others can reach this device now.
    pub fn address(&self) -> Address {
        let bound = self.endpoint.bound_sockets();
        let mut sockets: Vec<SocketAddr> = match self.mode {
            Mode::Lan => self.endpoint.addr().ip_addrs().copied().filter(is_for_others).collect(),
            Mode::Loopback | Mode::Off => bound.clone(),
        };
        if sockets.is_empty() {
            // No network at all: still to be found by others on this machine.
            let port = bound.iter().find(|it| it.is_ipv4()).map(SocketAddr::port);
            sockets.extend(port.map(|it| SocketAddr::from((Ipv4Addr::LOCALHOST, it))));
        }
        Address { endpoint: *self.endpoint.id().as_bytes(), sockets }
    }

    /// Returns what does not work, if anything.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Sets who may open a sync connection; everybody else is turned away before a byte of theirs is read.
    /// Connections that stand already stay: close those yourself.
    pub fn let_in(&self, endpoints: BTreeSet<[u8; 32]>) {
        self.members.send_replace(endpoints);
    }

    /// Remembers where a device can be reached.
    pub fn learn(&self, address: &Address) {
        if let Ok(there) = endpoint_addr(address) {
            self.book.add_endpoint_info(there);
        }
    }

    /// Opens a sync connection to a device, wherever it is known to be. Speak first: the other side hears of it only then.
    pub async fn dial(&self, endpoint: [u8; 32]) -> Result<Link, NetError> {
        let id = EndpointId::from_bytes(&endpoint).ok().ok_or(NetError::Address)?;
        let dial = async {
            let connection = self.endpoint.connect(id, SYNC).await.map_err(unreachable)?;
            let streams = connection.open_bi().await.map_err(link::broken)?;
            Ok(Link::new(connection, streams))
        };
        timeout(DIAL, dial).await.ok().ok_or(NetError::TimedOut)?
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
        let there = endpoint_addr(address)?;
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
        connection.close(VarInt::from_u32(0), b"thank you");
        reply
    }

    /// Waits for the next connection; `None` once the net is closed.
    pub async fn accept(&self) -> Option<Incoming> {
        self.incoming.lock().await.recv().await
    }

    /// Waits for the next device found on this network, a stranger or not; for ever where nobody looks.
    pub async fn discovered(&self) -> [u8; 32] {
        if let Some(found) = &self.found
            && let Some(endpoint) = found.lock().await.recv().await
        {
            return endpoint;
        }
        std::future::pending().await
    }

    /// Closes all connections and sockets, telling the others.
    pub async fn close(&self) {
        if timeout(CLOSE, self.endpoint.close()).await.is_err() {
            tracing::debug!("some devices did not hear us leave");
        }
        self.tasks.lock().await.shutdown().await;
    }
}

/// Returns the name under which a workspace's devices find each other on a network; it tells strangers nothing.
pub fn service_name(workspace_secret: &[u8; 32]) -> String {
    let hash = blake3::derive_key("muster mdns service v1", workspace_secret);
    let mut name = data_encoding::BASE32_NOPAD.encode(&hash).to_ascii_lowercase();
    // A service name has at most 15 letters, the first of them no digit.
    name.truncate(14);
    name.insert(0, 'm');
    name
}

async fn open(secret: &[u8; 32], mode: Mode, book: &MemoryLookup) -> Result<Endpoint, NetError> {
    let port = port_of(secret);
    match bind(secret, (mode, port), book).await {
        Ok(endpoint) => Ok(endpoint),
        Err(error) => {
            tracing::debug!(%error, port, "the usual port is taken");
            bind(secret, (mode, 0), book).await
        }
    }
}

async fn bind(
    secret: &[u8; 32],
    (mode, port): (Mode, u16),
    book: &MemoryLookup,
) -> Result<Endpoint, NetError> {
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(secret))
        .alpns(vec![SYNC.to_vec(), JOIN.to_vec()])
        .portmapper_config(PortmapperConfig::Disabled)
        .net_report_config(NetReportConfig::minimal())
        .dns_resolver(DnsResolver::builder().disable_fallback().build())
        .transport_config(transport())
        .address_lookup(book.clone())
        .clear_relay_transports()
        .clear_ip_transports();
    sockets(builder, mode, port)?.bind().await.map_err(|it| NetError::Bind(it.into()))
}

fn sockets(builder: Builder, mode: Mode, port: u16) -> Result<Builder, NetError> {
    let bound = match mode {
        Mode::Lan => builder.bind_addr((Ipv4Addr::UNSPECIFIED, port)).and_then(|it| {
            let optional = BindOpts::default().set_is_required(false);
            it.bind_addr_with_opts((Ipv6Addr::UNSPECIFIED, port), optional)
        }),
        Mode::Loopback | Mode::Off => builder.bind_addr((Ipv4Addr::LOCALHOST, port)),
    };
    bound.map_err(|it| NetError::Bind(it.into()))
}

/// One stream a connection, opened by who dialled.
fn transport() -> QuicTransportConfig {
    QuicTransportConfig::builder()
        .max_concurrent_bidi_streams(VarInt::from_u32(1))
        .max_concurrent_uni_streams(VarInt::from_u32(0))
        .stream_receive_window(VarInt::from_u32(WINDOW))
        .receive_window(VarInt::from_u32(WINDOW))
        .send_window(u64::from(WINDOW))
        .build()
}

/// Returns the port a device asks for, always the same, so that addresses in tickets outlive a restart.
fn port_of(secret: &[u8; 32]) -> u16 {
    let id = SecretKey::from_bytes(secret).public();
    let hash = blake3::derive_key("muster port v1", id.as_bytes());
    let [low, high, ..] = hash;
    // The ports nobody is registered for: 49152 to 65535.
    u16::from_le_bytes([low, high]) | 0xc000
}

fn is_for_others(socket: &SocketAddr) -> bool {
    let ip = socket.ip();
    let is_local_only = match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    !ip.is_loopback() && !ip.is_unspecified() && !is_local_only
}

fn endpoint_addr(address: &Address) -> Result<EndpointAddr, NetError> {
    let id = EndpointId::from_bytes(&address.endpoint).ok().ok_or(NetError::Address)?;
    let sockets = address.sockets.iter().copied().map(TransportAddr::Ip);
    Ok(EndpointAddr::new(id).with_addrs(sockets))
}

fn unreachable(error: iroh::endpoint::ConnectError) -> NetError {
    NetError::Unreachable(error.into())
}

#[cfg(test)]
mod tests;

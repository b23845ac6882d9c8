//! How far packets may go, and the endpoint that goes no farther.

use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use iroh::{
    Endpoint, RelayConfig, RelayMap, RelayMode, SecretKey,
    address_lookup::memory::MemoryLookup,
    dns::DnsResolver,
    endpoint::{
        BindOpts, Builder, NetReportConfig, PortmapperConfig, QuicTransportConfig, VarInt, presets,
    },
};

use super::{JOIN, NetError, SYNC, WINDOW};
use crate::{
    node::command::Mode,
    relay::{Relay, RelayUrl},
};

/// How far packets may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The mode.
    pub mode: Mode,
    /// The relay of [`Mode::Relay`]; without it that mode reaches as far as [`Mode::Lan`].
    pub relay: Option<Relay>,
}

impl From<Mode> for Reach {
    fn from(mode: Mode) -> Self {
        Self { mode, relay: None }
    }
}

impl Reach {
    /// Returns the relays that may be contacted. Whatever others say, no other is.
    pub(super) fn relays(&self) -> BTreeSet<RelayUrl> {
        match (self.mode, &self.relay) {
            (Mode::Relay, Some(relay)) => BTreeSet::from([relay.url.clone()]),
            (Mode::Public, _) => public_relays(),
            (Mode::Off | Mode::Lan | Mode::Loopback | Mode::Relay, _) => BTreeSet::new(),
        }
    }

    fn relay_mode(&self) -> Result<RelayMode, NetError> {
        match (self.mode, &self.relay) {
            (Mode::Relay, Some(relay)) => {
                let url = relay.url.as_str().parse().ok().ok_or(NetError::Address)?;
                let mut config = RelayConfig::from(iroh::RelayUrl::clone(&url));
                if let Some(token) = &relay.token {
                    config = config.with_auth_token(token.secret());
                }
                Ok(RelayMode::Custom(RelayMap::from(config)))
            }
            (Mode::Public, _) => Ok(RelayMode::Default),
            (Mode::Off | Mode::Lan | Mode::Loopback | Mode::Relay, _) => Ok(RelayMode::Disabled),
        }
    }
}

/// Returns the public relays of iroh's makers, by name.
pub fn public_relays() -> BTreeSet<RelayUrl> {
    let all: Vec<iroh::RelayUrl> = RelayMode::Default.relay_map().urls();
    all.iter().filter_map(ours).collect()
}

/// Returns the address of a relay as this side writes it.
pub(super) fn ours(url: &iroh::RelayUrl) -> Option<RelayUrl> {
    url.to_string().parse().ok()
}

/// Opens sockets, on the device's own port where it is free.
pub(super) async fn open(
    secret: &[u8; 32],
    reach: &Reach,
    book: &MemoryLookup,
) -> Result<Endpoint, NetError> {
    let port = port_of(secret);
    match bind(secret, (reach, port), book).await {
        Ok(endpoint) => Ok(endpoint),
        Err(error) => {
            tracing::debug!(%error, port, "the usual port is taken");
            bind(secret, (reach, 0), book).await
        }
    }
}

async fn bind(
    secret: &[u8; 32],
    (reach, port): (&Reach, u16),
    book: &MemoryLookup,
) -> Result<Endpoint, NetError> {
    let relay_mode = reach.relay_mode()?;
    let relayed = !matches!(relay_mode, RelayMode::Disabled);
    let mut report = NetReportConfig::minimal();
    // Where a firewall lets no QUIC out, asking the relay over HTTPS is the only way to come to know it as one's own.
    report.https_probes = relayed;
    // Names are looked up only for relays; nobody else's name servers are asked than those this machine is set to.
    let names = DnsResolver::builder().disable_fallback();
    let names = if relayed { names.with_system_defaults() } else { names };
    let builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(secret))
        .alpns(vec![SYNC.to_vec(), JOIN.to_vec()])
        .portmapper_config(PortmapperConfig::Disabled)
        .net_report_config(report)
        .dns_resolver(names.build())
        .transport_config(transport())
        .address_lookup(book.clone())
        .clear_relay_transports()
        .clear_ip_transports()
        .relay_mode(relay_mode);
    let builder = sockets(builder, reach.mode, port)?;
    builder.bind().await.map_err(|it| NetError::Bind(it.into()))
}

fn sockets(builder: Builder, mode: Mode, port: u16) -> Result<Builder, NetError> {
    let bound = match mode {
        Mode::Lan | Mode::Relay | Mode::Public => {
            builder.bind_addr((Ipv4Addr::UNSPECIFIED, port)).and_then(|it| {
                let optional = BindOpts::default().set_is_required(false);
                it.bind_addr_with_opts((Ipv6Addr::UNSPECIFIED, port), optional)
            })
        }
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
pub(super) fn port_of(secret: &[u8; 32]) -> u16 {
    let id = SecretKey::from_bytes(secret).public();
    let hash = blake3::derive_key("muster port v1", id.as_bytes());
    let [low, high, ..] = hash;
    // The ports nobody is registered for: 49152 to 65535.
    u16::from_le_bytes([low, high]) | 0xc000
}

/// Says whether a socket is worth telling others of.
pub(super) fn is_for_others(socket: &SocketAddr) -> bool {
    let ip = socket.ip();
    let is_local_only = match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    !ip.is_loopback() && !ip.is_unspecified() && !is_local_only
}

//! Devices on this network find each other by multicast DNS, under names that tell strangers nothing.
//!
//! **Invariant:** only sockets are announced and only sockets are believed: neither the relay in use is told to the
//! neighbourhood, nor does anybody there name one to be contacted.

use std::collections::BTreeSet;

use iroh::{
    Endpoint, EndpointAddr, TransportAddr,
    address_lookup::{AddressLookup, EndpointData, memory::MemoryLookup},
    endpoint_info::AddrFilter,
};
use iroh_mdns_address_lookup::{DiscoveryEvent, MdnsAddressLookup};
use n0_future::StreamExt as _;
use tokio::{
    sync::{Mutex, mpsc},
    task::JoinSet,
};

/// Most names under which one device looks at the same time.
const MAX_NAMES: usize = 4;

/// Where devices are looked for.
#[derive(Debug)]
pub(super) struct Nearby {
    names: Mutex<BTreeSet<String>>,
    tell: mpsc::Sender<[u8; 32]>,
    found: Mutex<mpsc::Receiver<[u8; 32]>>,
}

/// Announces this device, and resolves nothing: what is found goes through the address book.
#[derive(Debug)]
struct Announcer(MdnsAddressLookup);

impl AddressLookup for Announcer {
    fn publish(&self, data: &EndpointData) {
        self.0.publish(data);
    }
}

impl Nearby {
    pub(super) fn new() -> Self {
        let (tell, found) = mpsc::channel(64);
        Self { names: Mutex::default(), tell, found: Mutex::new(found) }
    }

    /// Announces this device under `name` and listens for others; does nothing if it does already.
    pub(super) async fn look(
        &self,
        name: String,
        endpoint: &Endpoint,
        book: &MemoryLookup,
        tasks: &Mutex<JoinSet<()>>,
    ) -> Result<(), String> {
        let mut names = self.names.lock().await;
        if names.contains(&name) || names.len() >= MAX_NAMES {
            return Ok(());
        }
        let mdns = MdnsAddressLookup::builder()
            .service_name(name.clone())
            .addr_filter(AddrFilter::ip_only())
            .build(endpoint.id());
        let mdns = mdns.map_err(|it| it.to_string())?;
        let mut events = mdns.subscribe().await;
        if let Ok(lookup) = endpoint.address_lookup() {
            lookup.add(Announcer(mdns));
        }
        names.insert(name);
        let (tell, book) = (self.tell.clone(), book.clone());
        tasks.lock().await.spawn(async move {
            while let Some(event) = events.next().await {
                let DiscoveryEvent::Discovered { endpoint_info, .. } = event else { continue };
                let id = endpoint_info.endpoint_id;
                let sockets = endpoint_info.ip_addrs().copied().map(TransportAddr::Ip);
                book.add_endpoint_info(EndpointAddr::new(id).with_addrs(sockets));
                if tell.send(*id.as_bytes()).await.is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Waits for the next device found, a stranger or not.
    pub(super) async fn next(&self) -> [u8; 32] {
        match self.found.lock().await.recv().await {
            Some(endpoint) => endpoint,
            None => std::future::pending().await,
        }
    }
}

/// Returns the name under which those who share a secret find each other on a network.
pub fn service_name(secret: &[u8; 32]) -> String {
    let hash = blake3::derive_key("muster mdns service v1", secret);
    let mut name = data_encoding::BASE32_NOPAD.encode(&hash).to_ascii_lowercase();
    // A service name has at most 15 letters, the first of them no digit.
    name.truncate(14);
    name.insert(0, 'm');
    name
}

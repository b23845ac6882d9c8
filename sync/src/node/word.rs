//! The passing words of neighbours: where devices can be reached, and who was seen how long ago. Never stored as said.
//!
//! ```text
//! first kind   postcard of a list of (endpoint, sockets)                what every Muster understands
//! second kind  0 | 2 | postcard of places and sightings                  a list of none to those of before
//! ```

use std::net::SocketAddr;

use muster_model::ids::DeviceId;
use serde::{Deserialize, Serialize};

use super::command::Address;
use crate::wire::MAX_PRESENCE;

/// Most places told of at once, beside one's own.
const PLACES: usize = 24;
/// Most sightings told at once.
const SIGHTINGS: usize = 240;
/// Most sockets believed of one device.
const SOCKETS: usize = 8;
const SECOND: [u8; 2] = [0, 2];

/// The beginning of a device's id: enough to know it again among members.
type Short = [u8; 8];

#[derive(Debug, Serialize, Deserialize)]
struct Place {
    endpoint: [u8; 32],
    sockets: Vec<SocketAddr>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Second {
    places: Vec<(Place, Option<String>)>,
    /// Devices, each with the minutes since it was seen.
    seen: Vec<(Short, u32)>,
}

/// What a neighbour said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// Where devices can be reached.
    pub(super) addresses: Vec<Address>,
    /// Who was seen how many minutes ago.
    pub(super) seen: Vec<(Short, u32)>,
}

/// Returns the beginning of a device's id.
pub(super) fn short(device: &DeviceId) -> Short {
    let mut out = [0; 8];
    out.iter_mut().zip(device.as_bytes()).for_each(|(to, from)| *to = *from);
    out
}

/// Says where this device and others can be reached, and who was seen; each word fits into one message.
pub(super) fn say(
    own: &Address,
    others: impl Iterator<Item = Address>,
    seen: &[(Short, u32)],
) -> Vec<Vec<u8>> {
    let all: Vec<Address> = std::iter::once(own.clone()).chain(others.take(PLACES)).collect();
    let mut words: Vec<Vec<u8>> = first(&all).into_iter().collect();
    let relayed = all.iter().filter(|it| it.relay.is_some());
    for few in relayed.collect::<Vec<_>>().chunks(4) {
        let places = few.iter().map(|it| (place(it), it.relay.as_ref().map(ToString::to_string)));
        words.extend(second(&Second { places: places.collect(), seen: Vec::new() }));
    }
    for few in seen.get(..seen.len().min(SIGHTINGS)).unwrap_or_default().chunks(60) {
        words.extend(second(&Second { places: Vec::new(), seen: few.to_vec() }));
    }
    words
}

/// As many places as fit, one's own first.
fn first(all: &[Address]) -> Option<Vec<u8>> {
    let mut places: Vec<Place> = all.iter().map(place).collect();
    while !places.is_empty() {
        let word = postcard::to_stdvec(&places).ok()?;
        if word.len() <= MAX_PRESENCE {
            return Some(word);
        }
        places.pop();
    }
    None
}

fn second(word: &Second) -> Option<Vec<u8>> {
    let body = postcard::to_stdvec(word).ok()?;
    let word = [SECOND.as_slice(), &body].concat();
    (word.len() <= MAX_PRESENCE).then_some(word)
}

fn place(address: &Address) -> Place {
    let sockets = address.sockets.iter().copied().take(SOCKETS).collect();
    Place { endpoint: address.endpoint, sockets }
}

/// Reads a word. What can't be read says nothing.
pub(super) fn hear(word: &[u8]) -> Heard {
    if let Some(body) = word.strip_prefix(SECOND.as_slice()) {
        let Ok(Second { places, seen }) = postcard::from_bytes(body) else {
            return Heard::default();
        };
        let addresses = places.into_iter().map(|(it, relay)| {
            let relay = relay.and_then(|it| it.parse().ok());
            Address { endpoint: it.endpoint, sockets: it.sockets, relay }
        });
        return believed(Heard { addresses: addresses.collect(), seen });
    }
    let Ok(places) = postcard::from_bytes::<Vec<Place>>(word) else { return Heard::default() };
    let addresses = places.into_iter().map(|it| Address {
        endpoint: it.endpoint,
        sockets: it.sockets,
        relay: None,
    });
    believed(Heard { addresses: addresses.collect(), seen: Vec::new() })
}

fn believed(mut heard: Heard) -> Heard {
    heard.addresses.retain(|it| it.sockets.len() <= SOCKETS);
    heard
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(endpoint: u8, relay: Option<&str>) -> Address {
        Address {
            endpoint: [endpoint; 32],
            sockets: vec!["192.168.1.20:7300".parse().unwrap()],
            relay: relay.map(|it| it.parse().unwrap()),
        }
    }

    #[test]
    fn a_muster_of_before_hears_addresses_and_nothing_it_could_misread() {
        let own = address(1, Some("https://relay.example.org"));
        let words = say(&own, std::iter::once(address(2, None)), &[([7; 8], 3)]);
        // What it does with a word: read a list, and leave what follows.
        let before = |it: &Vec<u8>| postcard::from_bytes::<Vec<Place>>(it).unwrap();
        let heard: Vec<Place> = words.iter().flat_map(before).collect();
        let known: Vec<u8> = heard.iter().map(|it| it.endpoint[0]).collect();
        assert_eq!(known, [1, 2]);
    }

    #[test]
    fn what_is_said_is_heard() {
        let own = address(1, Some("https://relay.example.org"));
        let seen: Vec<(Short, u32)> = (0..200).map(|n| ([n; 8], u32::from(n))).collect();
        let words = say(&own, (2..20).map(|it| address(it, None)), &seen);
        assert!(words.iter().all(|it| it.len() <= MAX_PRESENCE));
        let heard: Vec<Heard> = words.iter().map(|it| hear(it)).collect();
        let all: Vec<(Short, u32)> = heard.iter().flat_map(|it| it.seen.clone()).collect();
        assert_eq!(all, seen);
        assert!(heard.iter().flat_map(|it| &it.addresses).any(|it| *it == own));
    }

    proptest! {
        #[test]
        fn any_bytes_say_something_or_nothing(bytes in prop::collection::vec(any::<u8>(), 0..200), second: bool) {
            let word = if second { [SECOND.as_slice(), &bytes].concat() } else { bytes };
            hear(&word);
        }
    }
}

//! The bytes of a ticket.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use muster_model::ids::WorkspaceId;

use super::{Address, Ticket, TicketError};
use crate::relay::{MAX_TOKEN, MAX_URL, Relay, RelayUrl, Token};

/// Version without relays.
const PLAIN: u8 = 1;
/// Version with relays, and the last one known here.
const RELAYED: u8 = 2;
const CHECK: usize = 4;

/// Writes a ticket; hosts and sockets beyond the limits are left out.
pub(super) fn write(ticket: &Ticket) -> Vec<u8> {
    let is_relayed = ticket.relay.is_some() || ticket.hosts.iter().any(|it| it.relay.is_some());
    let version = if is_relayed { RELAYED } else { PLAIN };
    let mut out = vec![version];
    out.extend_from_slice(ticket.workspace.as_bytes());
    out.extend_from_slice(&ticket.secret);
    counted(&mut out, &ticket.hosts, Ticket::MAX_HOSTS, |out, host| {
        out.extend_from_slice(&host.endpoint);
        counted(out, &host.sockets, Ticket::MAX_SOCKETS, socket);
        if is_relayed {
            text(out, host.relay.as_ref().map(RelayUrl::as_str));
        }
    });
    if is_relayed {
        text(&mut out, ticket.relay.as_ref().map(|it| it.url.as_str()));
        text(&mut out, ticket.relay.as_ref().and_then(|it| it.token.as_ref()).map(Token::secret));
    }
    let check = check(&out);
    out.extend_from_slice(&check);
    out
}

/// Writes how many of `items` follow, and these.
fn counted<T>(out: &mut Vec<u8>, items: &[T], max: usize, write: impl Fn(&mut Vec<u8>, &T)) {
    let count = items.len().min(max);
    out.push(u8::try_from(count).unwrap_or(u8::MAX));
    items.iter().take(count).for_each(|item| write(out, item));
}

/// Writes a text of at most 255 bytes, as every relay and token is.
fn text(out: &mut Vec<u8>, text: Option<&str>) {
    let bytes = text.unwrap_or_default().as_bytes();
    out.push(u8::try_from(bytes.len()).unwrap_or_default());
    if u8::try_from(bytes.len()).is_ok() {
        out.extend_from_slice(bytes);
    }
}

fn socket(out: &mut Vec<u8>, socket: &SocketAddr) {
    match socket.ip() {
        IpAddr::V4(ip) => {
            out.push(4);
            out.extend_from_slice(&ip.octets());
        }
        IpAddr::V6(ip) => {
            out.push(6);
            out.extend_from_slice(&ip.octets());
        }
    }
    out.extend_from_slice(&socket.port().to_be_bytes());
}

/// Reads a ticket; nothing may follow.
pub(super) fn read(bytes: &[u8]) -> Result<Ticket, TicketError> {
    let (content, found) = bytes.split_last_chunk::<CHECK>().ok_or(TicketError::Damaged)?;
    if *found != check(content) {
        return Err(TicketError::Damaged);
    }
    match content.split_first() {
        Some((&PLAIN, rest)) => ticket(rest, Relays::Left).ok_or(TicketError::Damaged),
        Some((&RELAYED, rest)) => ticket(rest, Relays::Named).ok_or(TicketError::Damaged),
        Some((&found, _)) if found > RELAYED => Err(TicketError::Newer),
        Some(_) | None => Err(TicketError::Damaged),
    }
}

/// Whether the bytes name relays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relays {
    Left,
    Named,
}

fn ticket(mut rest: &[u8], relays: Relays) -> Option<Ticket> {
    let workspace = WorkspaceId::from_bytes(take(&mut rest)?);
    let secret = take(&mut rest)?;
    let hosts = count(&mut rest, Ticket::MAX_HOSTS)?;
    let hosts = (0..hosts).map(|_| read_host(&mut rest, relays)).collect::<Option<_>>()?;
    let relay = match relays {
        Relays::Left => None,
        Relays::Named => read_relay(&mut rest).ok()?,
    };
    rest.is_empty().then_some(Ticket { workspace, secret, hosts, relay })
}

fn read_host(rest: &mut &[u8], relays: Relays) -> Option<Address> {
    let endpoint = take(rest)?;
    let sockets = count(rest, Ticket::MAX_SOCKETS)?;
    let sockets = (0..sockets).map(|_| read_socket(rest)).collect::<Option<_>>()?;
    let relay = match relays {
        Relays::Left => None,
        Relays::Named => read_text(rest, MAX_URL)?.read().ok()?,
    };
    Some(Address { endpoint, sockets, relay })
}

/// A text that need not be there.
enum Text<'a> {
    None,
    Some(&'a str),
}

impl Text<'_> {
    /// Reads what it says; an error is damage.
    fn read<T: std::str::FromStr>(self) -> Result<Option<T>, T::Err> {
        match self {
            Self::None => Ok(None),
            Self::Some(text) => text.parse().map(Some),
        }
    }
}

/// Reads the inviter's own relay; an error is damage.
fn read_relay(rest: &mut &[u8]) -> Result<Option<Relay>, TicketError> {
    let url: Option<RelayUrl> =
        read_text(rest, MAX_URL).and_then(|it| it.read().ok()).ok_or(TicketError::Damaged)?;
    let token: Option<Token> =
        read_text(rest, MAX_TOKEN).and_then(|it| it.read().ok()).ok_or(TicketError::Damaged)?;
    match (url, token) {
        (None, Some(_)) => Err(TicketError::Damaged),
        (url, token) => Ok(url.map(|url| Relay { url, token })),
    }
}

/// Reads a text; `None` is damage.
fn read_text<'a>(rest: &mut &'a [u8], most: usize) -> Option<Text<'a>> {
    let length = count(rest, most)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    let text = std::str::from_utf8(text).ok()?;
    Some(if text.is_empty() { Text::None } else { Text::Some(text) })
}

fn read_socket(rest: &mut &[u8]) -> Option<SocketAddr> {
    let ip = match take(rest)? {
        [4] => IpAddr::V4(Ipv4Addr::from(take::<4>(rest)?)),
        [6] => IpAddr::V6(Ipv6Addr::from(take::<16>(rest)?)),
        [_] => return None,
    };
    Some(SocketAddr::new(ip, u16::from_be_bytes(take(rest)?)))
}

fn count(rest: &mut &[u8], max: usize) -> Option<usize> {
    let [count] = take(rest)?;
    Some(usize::from(count)).filter(|it| *it <= max)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (piece, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*piece)
}

fn check(content: &[u8]) -> [u8; CHECK] {
    let mut out = [0; CHECK];
    out.iter_mut().zip(blake3::hash(content).as_bytes()).for_each(|(to, from)| *to = *from);
    out
}

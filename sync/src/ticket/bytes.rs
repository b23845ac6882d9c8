//! The bytes of a ticket.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use muster_model::ids::WorkspaceId;

use super::{Address, Ticket, TicketError};

const VERSION: u8 = 1;
const CHECK: usize = 4;

/// Writes a ticket; hosts and sockets beyond the limits are left out.
pub(super) fn write(ticket: &Ticket) -> Vec<u8> {
    let mut out = vec![VERSION];
    out.extend_from_slice(ticket.workspace.as_bytes());
    out.extend_from_slice(&ticket.secret);
    counted(&mut out, &ticket.hosts, Ticket::MAX_HOSTS, |out, host| {
        out.extend_from_slice(&host.endpoint);
        counted(out, &host.sockets, Ticket::MAX_SOCKETS, socket);
    });
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
        Some((&VERSION, rest)) => ticket(rest).ok_or(TicketError::Damaged),
        Some((&found, _)) if found > VERSION => Err(TicketError::Newer),
        Some(_) | None => Err(TicketError::Damaged),
    }
}

fn ticket(mut rest: &[u8]) -> Option<Ticket> {
    let workspace = WorkspaceId::from_bytes(take(&mut rest)?);
    let secret = take(&mut rest)?;
    let hosts = count(&mut rest, Ticket::MAX_HOSTS)?;
    let hosts = (0..hosts).map(|_| read_host(&mut rest)).collect::<Option<_>>()?;
    rest.is_empty().then_some(Ticket { workspace, secret, hosts })
}

fn read_host(rest: &mut &[u8]) -> Option<Address> {
    let endpoint = take(rest)?;
    let sockets = count(rest, Ticket::MAX_SOCKETS)?;
    let sockets = (0..sockets).map(|_| read_socket(rest)).collect::<Option<_>>()?;
    Some(Address { endpoint, sockets })
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

//! One sync connection: frames both ways, on one stream.

use iroh::{
    TransportAddr,
    endpoint::{
        ApplicationClose, Connection, ConnectionError, Path, ReadExactError, RecvStream,
        SendStream, VarInt,
    },
};

use super::NetError;
use crate::wire::{LENGTH, frame_length};

/// Longest reason told when hanging up.
const MAX_REASON: usize = 200;

/// A sync connection to a device whose key iroh has proved.
#[derive(Debug)]
pub struct Link {
    sender: LinkSender,
    receiver: LinkReceiver,
}

/// The half of a link that speaks.
#[derive(Debug)]
pub struct LinkSender {
    connection: Connection,
    stream: SendStream,
}

/// The half of a link that hears.
#[derive(Debug)]
pub struct LinkReceiver {
    connection: Connection,
    stream: RecvStream,
}

impl Link {
    pub(super) fn new(connection: Connection, (send, receive): (SendStream, RecvStream)) -> Self {
        Self {
            sender: LinkSender { connection: connection.clone(), stream: send },
            receiver: LinkReceiver { connection, stream: receive },
        }
    }

    /// Returns the key of the device at the other end.
    pub fn remote(&self) -> [u8; 32] {
        *self.sender.connection.remote_id().as_bytes()
    }

    /// Returns both halves, so that one task can read while another writes.
    pub fn split(self) -> (LinkSender, LinkReceiver) {
        (self.sender, self.receiver)
    }

    /// Sends a frame, its length included.
    pub async fn send(&mut self, frame: &[u8]) -> Result<(), NetError> {
        self.sender.send(frame).await
    }

    /// Waits for the next frame and returns it without its length; `None` where the other side is through.
    pub async fn recv(&mut self) -> Result<Option<Vec<u8>>, NetError> {
        self.receiver.recv().await
    }

    /// Returns how the device is reached.
    pub fn way(&self) -> &'static str {
        self.sender.way()
    }
}

impl LinkSender {
    /// Sends a frame, its length included; waits while the other side does not read.
    pub async fn send(&mut self, frame: &[u8]) -> Result<(), NetError> {
        let sent = self.stream.write_all(frame).await;
        sent.map_err(|it| reason(&self.connection).unwrap_or_else(|| NetError::Broken(it.into())))
    }

    /// Hangs up and says why; frames on their way may be lost.
    pub fn close(&self, why: &str) {
        let why = why.as_bytes();
        let why = why.get(..why.len().min(MAX_REASON)).unwrap_or_default();
        self.connection.close(VarInt::from_u32(1), why);
    }

    /// Returns how the device is reached now: `this machine`, `same network`, `direct` or `relay`.
    pub fn way(&self) -> &'static str {
        let paths = self.connection.paths();
        let selected = paths.iter().find(Path::is_selected).or_else(|| paths.iter().next());
        selected.map_or("direct", |it| way(it.remote_addr()))
    }
}

fn way(address: &TransportAddr) -> &'static str {
    if address.is_relay() {
        return "relay";
    }
    let TransportAddr::Ip(socket) = address else { return "direct" };
    match socket.ip() {
        ip if ip.to_canonical().is_loopback() => "this machine",
        ip if is_private(ip) => "same network",
        _ => "direct",
    }
}

fn is_private(ip: std::net::IpAddr) -> bool {
    match ip.to_canonical() {
        std::net::IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        std::net::IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

impl LinkReceiver {
    /// Waits for the next frame and returns it without its length; `None` where the other side is through.
    pub async fn recv(&mut self) -> Result<Option<Vec<u8>>, NetError> {
        let mut head = [0; LENGTH];
        match self.stream.read_exact(&mut head).await {
            Ok(()) => {}
            Err(ReadExactError::FinishedEarly(0)) => return Ok(None),
            Err(error) => return Err(self.broken(error)),
        }
        let mut frame = vec![0; frame_length(head)?];
        self.stream.read_exact(&mut frame).await.map_err(|it| self.broken(it))?;
        Ok(Some(frame))
    }

    fn broken(&self, error: ReadExactError) -> NetError {
        reason(&self.connection).unwrap_or_else(|| NetError::Broken(error.into()))
    }
}

/// Returns why the other side hung up, if it did.
pub(super) fn reason(connection: &Connection) -> Option<NetError> {
    if let ConnectionError::ApplicationClosed(close) = connection.close_reason()? {
        Some(refused(&close))
    } else {
        None
    }
}

pub(super) fn broken(error: ConnectionError) -> NetError {
    if let ConnectionError::ApplicationClosed(close) = &error {
        refused(close)
    } else {
        NetError::Broken(error.into())
    }
}

fn refused(close: &ApplicationClose) -> NetError {
    let why = close.reason.get(..close.reason.len().min(MAX_REASON)).unwrap_or_default();
    let why = String::from_utf8_lossy(why);
    NetError::Refused(why.chars().filter(|it| !it.is_control()).collect())
}

//! One sync connection: frames both ways, on one stream.

use std::time::Duration;

use iroh::{
    TransportAddr,
    endpoint::{
        ApplicationClose, Connection, ConnectionError, Path, PathList, ReadExactError, RecvStream,
        SendStream, VarInt,
    },
};

use tokio::time::timeout;

use super::{NetError, Way};
use crate::wire::{Cut, LENGTH, frame_length};

/// How long to wait for the last words to arrive.
const FAREWELL: Duration = Duration::from_secs(1);

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

    /// Hangs up at once and says why.
    pub fn close(&self, why: &Cut) {
        self.sender.close(why);
    }

    /// Returns a way to see, later on, how the device is reached: a connection may change its road.
    pub fn road(&self) -> Road {
        Road(self.sender.connection.clone())
    }

    /// Returns how the device is reached.
    pub fn way(&self) -> Way {
        self.sender.way()
    }
}

impl LinkSender {
    /// Sends a frame, its length included; waits while the other side does not read.
    pub async fn send(&mut self, frame: &[u8]) -> Result<(), NetError> {
        let sent = self.stream.write_all(frame).await;
        sent.map_err(|it| reason(&self.connection).unwrap_or_else(|| NetError::Broken(it.into())))
    }

    /// Hangs up once the other side has all that was sent, or after a second, and says why.
    pub async fn finish(mut self, why: &Cut) {
        let ended = self.stream.finish().is_ok();
        if !ended || timeout(FAREWELL, self.stream.stopped()).await.is_err() {
            tracing::debug!("the last words may not have arrived");
        }
        self.close(why);
    }

    /// Hangs up at once and says why; frames on their way may be lost.
    pub fn close(&self, why: &Cut) {
        hang_up(&self.connection, why);
    }

    /// Returns how the device is reached now.
    pub fn way(&self) -> Way {
        way_of(&self.connection)
    }
}

/// How a connection goes.
#[derive(Debug, Clone)]
pub struct Road(Connection);

impl Road {
    /// Returns how the device is reached now.
    pub fn way(&self) -> Way {
        way_of(&self.0)
    }

    /// Returns what a word and its answer take now.
    pub fn round_trip(&self) -> Duration {
        let paths = self.0.paths();
        selected(&paths).map_or(Duration::ZERO, |it| it.rtt())
    }
}

/// Hangs up at once and says why.
pub(super) fn hang_up(connection: &Connection, why: &Cut) {
    connection.close(VarInt::from_u32(why.number()), why.words().as_bytes());
}

fn way_of(connection: &Connection) -> Way {
    let paths = connection.paths();
    selected(&paths).map_or(Way::Direct, |it| way(it.remote_addr()))
}

/// Returns the path that is used.
fn selected<'a>(paths: &'a PathList<'_>) -> Option<Path<'a>> {
    paths.iter().find(Path::is_selected).or_else(|| paths.iter().next())
}

fn way(address: &TransportAddr) -> Way {
    if address.is_relay() {
        return Way::Relay;
    }
    let TransportAddr::Ip(socket) = address else { return Way::Direct };
    match socket.ip() {
        ip if ip.to_canonical().is_loopback() => Way::ThisMachine,
        ip if is_private(ip) => Way::SameNetwork,
        _ => Way::Direct,
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
    NetError::Refused(Cut::read(close.error_code.into_inner(), &close.reason))
}

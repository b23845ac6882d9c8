//! Somebody on the wire between two devices: they pass packets on, keep a copy of each, and meddle if they like.

use std::{
    net::{SocketAddr, UdpSocket},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread::JoinHandle,
    time::Duration,
};

use muster_tests::dice::Dice;

/// What they do with packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manners {
    /// They only listen.
    Quiet,
    /// They turn bits, send packets twice, hold some back and drop some.
    Rough,
}

/// Stands before a device: who wants to reach it, speaks to `at`.
pub(crate) struct Tap {
    pub(crate) at: SocketAddr,
    over: Arc<AtomicBool>,
    heard: JoinHandle<Vec<u8>>,
}

struct Line {
    socket: UdpSocket,
    to: SocketAddr,
    guest: Option<SocketAddr>,
    manners: Manners,
    dice: Dice,
    held: Option<(Vec<u8>, SocketAddr)>,
}

impl Tap {
    pub(crate) fn before(to: SocketAddr, manners: Manners) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        let (at, over) = (socket.local_addr().unwrap(), Arc::new(AtomicBool::new(false)));
        let until = Arc::clone(&over);
        let mut line = Line { socket, to, guest: None, manners, dice: Dice::new(23), held: None };
        let listen = move || {
            let (mut heard, mut packet) = (Vec::new(), vec![0; 65_536]);
            while !until.load(SeqCst) {
                match line.socket.recv_from(&mut packet) {
                    Ok((len, from)) => {
                        heard.extend_from_slice(&packet[..len]);
                        line.pass(&packet[..len], from);
                    }
                    Err(_nothing) => line.let_go(),
                }
            }
            heard
        };
        let heard = std::thread::Builder::new().name("tap".to_owned()).spawn(listen).unwrap();
        Self { at, over, heard }
    }

    /// Ends it; returns everything that went by.
    pub(crate) fn heard(self) -> Vec<u8> {
        self.over.store(true, SeqCst);
        self.heard.join().unwrap()
    }
}

impl Line {
    fn pass(&mut self, packet: &[u8], from: SocketAddr) {
        let to = if from == self.to { self.guest } else { Some(self.to) };
        if from != self.to {
            self.guest = Some(from);
        }
        let Some(to) = to else { return };
        let mut packet = packet.to_vec();
        if self.manners == Manners::Rough {
            match self.dice.below(20) {
                0 => return,
                1 => {
                    let at = self.dice.below(packet.len());
                    packet[at] ^= 1 << self.dice.below(8);
                }
                2 => drop(self.socket.send_to(&packet, to)),
                3 if self.held.is_none() => {
                    self.held = Some((packet, to));
                    return;
                }
                _ => {}
            }
        }
        drop(self.socket.send_to(&packet, to));
        if self.dice.once_in(3) {
            self.let_go();
        }
    }

    fn let_go(&mut self) {
        if let Some((packet, to)) = self.held.take() {
            drop(self.socket.send_to(&packet, to));
        }
    }
}

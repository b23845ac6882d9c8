//! The network: being written by someone else; this draft only fixes names.
#![allow(missing_docs, dead_code, reason = "draft")]
use crate::node::command::{Address, Mode};
use std::{net::SocketAddr, time::Duration};
#[derive(Debug)]
pub struct Net;
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct NetError;
#[derive(Debug)]
pub struct Link;
#[derive(Debug)]
pub struct Knock {
    pub remote: [u8; 32],
    pub request: Vec<u8>,
}
#[derive(Debug)]
pub enum Incoming {
    Sync(Link),
    Join(Knock),
}
#[derive(Debug)]
pub enum Event {
    Incoming(Incoming),
    Found([u8; 32]),
}
#[derive(Debug, Default)]
pub struct JoinLimiter;
#[derive(Debug)]
pub struct Bind {
    pub secret: [u8; 32],
    pub mode: Mode,
    pub port: Option<u16>,
    pub service: Option<String>,
}
impl JoinLimiter {
    pub fn allow(&mut self, _now: Duration, _remote: [u8; 32]) -> bool {
        true
    }
}
impl Knock {
    pub fn refuse(self) {}
    pub fn answer(self, _b: Vec<u8>) {}
}
impl Net {
    pub async fn bind(_b: Bind) -> Result<Self, NetError> {
        Err(NetError)
    }
    pub fn learn(&self, _a: &Address) {}
    pub fn address(&self) -> Address {
        Address { endpoint: [0; 32], sockets: vec![] }
    }
    pub async fn next(&self) -> Option<Event> {
        None
    }
    pub async fn close(&self) {}
    pub async fn dial(&self, _e: [u8; 32]) -> Result<Link, NetError> {
        Err(NetError)
    }
    pub async fn ask_to_join(&self, _a: &Address, _b: Vec<u8>) -> Result<Vec<u8>, NetError> {
        Err(NetError)
    }
}
#[derive(Debug)]
pub struct Speak;
#[derive(Debug)]
pub struct Listen;
impl Link {
    pub fn remote(&self) -> [u8; 32] {
        [0; 32]
    }
    pub fn way(&self) -> &'static str {
        ""
    }
    pub fn sockets(&self) -> Vec<SocketAddr> {
        vec![]
    }
    pub fn split(self) -> (Speak, Listen) {
        (Speak, Listen)
    }
}
impl Speak {
    pub async fn send(&mut self, _f: &[u8]) -> Result<(), NetError> {
        Ok(())
    }
    pub async fn finish(self) {}
}
impl Listen {
    pub async fn recv(&mut self) -> Result<Option<Vec<u8>>, NetError> {
        Ok(None)
    }
}

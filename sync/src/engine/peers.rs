//! draft
#![allow(missing_docs, dead_code, reason = "draft")]
use std::time::Duration;
#[derive(Debug)]
pub enum Input {
    Met([u8; 32]),
    Connected([u8; 32]),
    Failed([u8; 32]),
    Lost([u8; 32]),
    Tick,
}
#[derive(Debug)]
pub enum Action {
    Dial([u8; 32]),
}
#[derive(Debug)]
pub struct Peers;
impl Peers {
    pub fn new(_s: u64) -> Self {
        Self
    }
    pub fn handle(&mut self, _n: Duration, _i: Input) -> Vec<Action> {
        vec![]
    }
    pub fn is_dialling(&self, _n: Duration) -> bool {
        false
    }
}

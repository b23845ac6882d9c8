//! Trials of lanes and boards: people, devices, and those who mean harm.

use super::*;
use crate::{
    answer::{Answer, Said},
    ids::{DeviceId, NodeId, StreamId},
    time::At,
};

mod laws;
mod plan;
mod poison;
mod stories;

pub(super) const STREAM: StreamId = StreamId::from_bytes([9; 16]);

pub(super) fn pen(device: u8) -> Pen {
    Pen { device: DeviceId::from_bytes([device; 32]), incarnation: [device; 8] }
}

pub(super) fn question(name: &str) -> NodeId {
    name.parse().unwrap()
}

pub(super) fn option(id: &str) -> Answer {
    Answer::of(Said::Option(id.parse().unwrap()))
}

pub(super) fn say(lane: &Lane, pen: &Pen, name: &str, id: &str) -> Vec<u8> {
    lane.draft(pen, At(1000), &[(question(name), Some(option(id)))]).unwrap()
}

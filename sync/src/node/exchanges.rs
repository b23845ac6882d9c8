//! The log of exchanges: who, when, by which way, how much, and how it ended. Kept thirty days, on this device only.
//!
//! It is a cache: nothing depends on it, and whoever drops it loses a memory, not work.

use muster_model::{ids::DeviceId, time::At};
use serde::{Deserialize, Serialize};

use crate::wire::Cut;

/// How long a line is kept, in milliseconds.
pub const KEPT_MS: u64 = 30 * 24 * 3_600_000;
/// Most lines kept; beyond, the oldest go first.
pub const KEPT: usize = 5_000;
/// Most lines shown.
pub const SHOWN: usize = 500;

/// One exchange with another device, or by a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When it began, by this device's clock.
    pub begun: At,
    /// When it ended, by this device's clock.
    pub ended: At,
    /// With which device; `None` for a bundle.
    pub device: Option<DeviceId>,
    /// By which way.
    pub way: Way,
    /// Envelopes that went.
    pub sent: usize,
    /// Envelopes that came and were new here.
    pub received: usize,
    /// How it ended.
    pub outcome: Outcome,
}

/// By which way envelopes travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Between two processes on this machine.
    ThisMachine,
    /// Over the local network.
    SameNetwork,
    /// Straight from device to device, over the internet.
    Direct,
    /// Through a relay.
    Relay,
    /// By a file.
    Bundle,
}

impl Way {
    /// Returns its name: `this machine`, `same network`, `direct`, `relay` or `bundle`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ThisMachine => "this machine",
            Self::SameNetwork => "same network",
            Self::Direct => "direct",
            Self::Relay => "relay",
            Self::Bundle => "bundle",
        }
    }
}

/// How an exchange ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Both had the same in the end. A bundle: all that was in it is here, or is on its way.
    Equal,
    /// The connection ended before both had the same.
    Partly,
    /// The other device hung up, and why.
    TurnedAway(Cut),
    /// This device hung up, and why.
    CutOff(Cut),
}

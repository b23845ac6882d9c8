//! Who writes: a device, once per start of the app, under a name that Automerge calls an actor.

use std::{borrow::Borrow, sync::Arc};

use crate::ids::{DeviceId, StreamId};

/// One incarnation of a device's writing.
///
/// Every start of the app takes a new one, so that a restored backup or a cloned machine does not
/// write two different changes under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pen {
    /// The device.
    pub device: DeviceId,
    /// Random, new at each start.
    pub incarnation: [u8; 8],
}

/// Returns the part of an actor's name that belongs to `device`.
pub fn device_tag(device: DeviceId) -> [u8; 16] {
    let hash = blake3::hash(device.as_bytes());
    let mut out = [0; 16];
    out.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    out
}

impl Pen {
    /// Returns a pen for nothing but `change`, where this one must not write any more: two machines
    /// that hold the same pen take different ones, unless they write the same.
    pub(super) fn aside(self, change: &[u8]) -> Self {
        let hash = blake3::derive_key("muster pen aside v1", change);
        let mut incarnation = [0; 8];
        incarnation.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Self { incarnation, ..self }
    }

    /// Returns the name this pen writes under.
    pub(super) fn actor(&self) -> Actor {
        let mut name = device_tag(self.device).to_vec();
        name.extend(self.incarnation);
        Actor(name.into())
    }
}

/// A name under which changes are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Actor(pub(super) Arc<[u8]>);

impl Borrow<[u8]> for Actor {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl Actor {
    /// Length of a device's name.
    pub(super) const PEN_LEN: usize = 24;
    /// Length of the name of a stream's first change: no device can write under it.
    pub(super) const GENESIS_LEN: usize = 16;

    /// Returns the name of the first change of `stream`, which every device makes for itself.
    pub(super) fn genesis(stream: StreamId) -> Self {
        let hash = blake3::derive_key("muster document genesis v1", stream.as_bytes());
        Self(hash.iter().copied().take(Self::GENESIS_LEN).collect())
    }

    /// Says whether `device` may write under this name.
    pub(super) fn is_of(&self, device: DeviceId) -> bool {
        self.0.len() == Self::PEN_LEN && self.0.starts_with(&device_tag(device))
    }

    /// Returns the name as hexadecimal digits.
    pub(super) fn hex(&self) -> String {
        let digit = |it: u8| char::from_digit(u32::from(it), 16).unwrap_or('0');
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
    }
}

//! The keys to check checkpoints with.
//!
//! A checkpoint proves the place of its envelopes only to those who hold its key, and the envelopes that hand keys out may
//! follow, in their authors' logs, on what it covers. So a key is looked for in all that is here, be its past complete or
//! not, and whether it counts or not. That is enough to check with: whatever hashes to the key's name is the key, whoever
//! said it.
//!
//! **Invariant:** what is shown is still read with nothing but the keys that the control history hands out.

use muster_model::{
    control::op::Op,
    ids::{DeviceId, KeyId},
};

use super::Condensed;
use crate::{
    envelope::{Kind, Verified},
    keys::{ContentKey, KeysPayload, Link, keys_stream_key},
    replica::{Replica, control_body},
};

impl Condensed {
    /// Takes note of the keys that an operation hands out to everybody or to `device`, if they are what it says.
    pub(in crate::replica) fn hear(&mut self, op: &Op, device: DeviceId) {
        if let Op::LaneKey { key, wraps, .. } = op {
            let mine = wraps.iter().filter(|it| it.device == device);
            self.wraps.extend(mine.map(|it| (*key, it.sealed.clone())));
        }
        let keys: Vec<[u8; 32]> = match op {
            Op::LaneKey { open, .. } => open.iter().copied().collect(),
            Op::Reveal { lanes, .. } => lanes.iter().filter_map(|it| it.key).collect(),
            Op::PublishKey { key, .. } => vec![*key],
            Op::Genesis { .. }
            | Op::Invite { .. }
            | Op::RevokeInvite { .. }
            | Op::Request { .. }
            | Op::Admit { .. }
            | Op::Refuse { .. }
            | Op::CreateAssessment { .. }
            | Op::OpenReview { .. }
            | Op::Assign { .. }
            | Op::Submit { .. }
            | Op::CloseReview { .. }
            | Op::Epoch { .. }
            | Op::SetRole { .. }
            | Op::Remove { .. }
            | Op::Revoke { .. }
            | Op::RenewInvite { .. }
            | Op::SetTeam { .. }
            | Op::Recover { .. }
            | Op::AskToSign { .. }
            | Op::Ratify { .. }
            | Op::Destroy { .. }
            | Op::Newer => return,
        };
        for key in keys {
            self.heard.insert(ContentKey::from_bytes(key));
        }
    }
}

impl Replica {
    /// Returns the key called `id`, if anything that is here gives it away to this device.
    pub(super) fn key_to_check_with(&mut self, id: KeyId) -> Option<ContentKey> {
        self.key_at_hand(id).or_else(|| {
            self.listen(Some(id));
            self.key_at_hand(id)
        })
    }

    pub(super) fn key_at_hand(&self, id: KeyId) -> Option<ContentKey> {
        self.ring.get(&id).or_else(|| self.condensed.heard.get(&id)).cloned()
    }

    /// Looks for keys in all that waits for what comes before it: for the one that is `wanted`, and those of checkpoints
    /// in the log.
    pub(super) fn listen(&mut self, wanted: Option<KeyId>) {
        let mut ring = self.ring.clone();
        for (_, key) in self.condensed.heard.iter() {
            ring.insert(key.clone());
        }
        let device = self.identity.device();
        let under = keys_stream_key(self.workspace).id();
        let mut links: Vec<Link> = self.handed.links.values().flatten().cloned().collect();
        let mut control: Vec<&Verified> = self.chains.held().collect();
        control.extend(self.sealed.values().flatten());
        for waiting in control.iter().filter(|it| it.header().kind == Kind::Keys) {
            let Some(key) = ring.get(&under) else { continue };
            let payload = waiting.open(key).ok().and_then(|it| KeysPayload::parse(&it).ok());
            let Some(KeysPayload { wraps, links: more }) = payload else { continue };
            links.extend(more);
            for (id, wrap) in wraps.iter().filter(|(_, it)| it.device == device) {
                if !ring.contains(id)
                    && let Ok(key) = self.craft.unwrap(&wrap.sealed, &self.identity)
                {
                    ring.insert(key);
                }
            }
        }
        control.retain(|it| it.header().kind == Kind::Control);
        let mut heard = Condensed { heard: ring, ..Condensed::default() };
        loop {
            let before = (heard.heard.len(), control.len());
            for link in &links {
                if !heard.heard.contains(&link.older)
                    && let Some(key) = heard.heard.get(&link.newer).and_then(|it| link.open(it))
                {
                    heard.heard.insert(key);
                }
            }
            control.retain(|it| {
                let Some(key) = heard.heard.get(&it.header().key) else { return true };
                let body = it.open(key).ok().and_then(|payload| control_body(&payload).ok());
                if let Some(body) = body {
                    heard.hear(&body.op, device);
                }
                false
            });
            if (heard.heard.len(), control.len()) == before {
                break;
            }
        }
        // Opening takes long: only what is waited for.
        let waits = |id: &KeyId| self.condensed.shut.iter().any(|it| it.checkpoint().key() == *id);
        let wraps = self.condensed.wraps.iter().chain(&heard.wraps);
        let wraps: Vec<_> = wraps.filter(|(id, _)| Some(*id) == wanted || waits(id)).collect();
        let mut opened = Vec::new();
        for (id, sealed) in wraps.into_iter().filter(|(id, _)| !heard.heard.contains(id)) {
            let key = self.craft.unwrap(sealed, &self.identity).ok();
            opened.extend(key.filter(|it| it.id() == *id));
        }
        for key in opened {
            heard.heard.insert(key);
        }
        self.condensed.heard = heard.heard;
    }
}

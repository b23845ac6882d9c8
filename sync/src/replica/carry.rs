//! Envelopes carried by hand: packing what others lack, rehearsing what a file would bring, and taking it.

use std::{borrow::Cow, slice, sync::Arc};

use muster_model::{time::At, workspace::gain::Gain};

use super::Replica;
use crate::{
    bundle::{self, BundleError, Keys, Lock, Need, Opened, Passphrase},
    checkpoint::Checkpoint,
    store::{EnvelopeStore as _, Known, MemoryStore, StoreError},
};

/// A bundle could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The file could not be sealed, or what was given is no need of this workspace.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The log could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a bundle brought, or would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Carried {
    /// Envelopes in the file.
    pub envelopes: usize,
    /// Of these, new here.
    pub new: usize,
    /// Of the new ones, how many can't be read here: sealed, or waiting for earlier ones.
    pub unread: usize,
    /// What people see of it.
    pub gain: Gain,
    /// Attached files in it.
    pub files: usize,
    /// Of these, new here.
    pub new_files: usize,
    /// Why envelopes or files were turned away, each reason once.
    pub refused: Vec<String>,
}

impl Replica {
    /// Says what is here already, so that another device packs only the rest.
    pub fn need(&self) -> Need {
        Need::of(self.workspace, &self.index)
    }

    /// Packs what a need lacks, or everything; for all members' devices, or under a passphrase. Returns the file and
    /// how many envelopes are in it.
    pub fn pack_bundle(
        &mut self,
        need: Option<&Need>,
        passphrase: Option<&Passphrase>,
        now: At,
    ) -> Result<(Vec<u8>, usize), PackError> {
        self.pack_with(need, passphrase, now, &[])
    }

    /// Packs like [`Self::pack_bundle`], with `files` as the cabinet keeps them.
    pub fn pack_with(
        &mut self,
        need: Option<&Need>,
        passphrase: Option<&Passphrase>,
        now: At,
        files: &[Vec<u8>],
    ) -> Result<(Vec<u8>, usize), PackError> {
        if need.is_some_and(|it| it.workspace != self.workspace) {
            return Err(BundleError::OtherWorkspace.into());
        }
        let nothing = Need::of(self.workspace, &crate::engine::index::Index::default());
        let ids = need.unwrap_or(&nothing).lacking(&self.index);
        let (records, _looked_up) = self.records(&ids, usize::MAX)?;
        let size = records.iter().chain(files).fold(0_u64, |size, it| {
            size.saturating_add(u64::try_from(it.len()).unwrap_or(u64::MAX))
        });
        if size >= bundle::MAX_CONTENT {
            return Err(BundleError::TooLarge.into());
        }
        let control = self.views.control();
        let devices = control.cards().map(|(_, card)| card.recipient.as_str()).collect();
        let lock = passphrase.map_or(Lock::Devices(devices), Lock::Passphrase);
        let file = bundle::pack_with(
            self.workspace,
            now,
            &lock,
            bundle::Content { records: &records, files },
        )?;
        Ok((file, envelopes_in(&records)))
    }

    /// Opens a bundle for this device. Nothing is taken yet.
    pub fn open_bundle(
        &self,
        bytes: &[u8],
        passphrase: Option<&Passphrase>,
    ) -> Result<Opened, BundleError> {
        bundle::open(bytes, self.workspace, Keys { identity: &self.identity, passphrase })
    }

    /// Says what taking `records` would bring, by taking them on a copy in memory.
    pub fn rehearse(&mut self, records: &[Vec<u8>]) -> Result<Carried, StoreError> {
        let key = self.identity.local_key();
        let mut copy = MemoryStore::default().with_local_key(key.clone());
        let mut row = 0;
        loop {
            let page = self.store.since(row, super::PAGE)?;
            let Some(last) = page.last() else { break };
            row = last.row;
            for known in page.iter().filter_map(|it| it.verify(self.workspace, &key).ok()) {
                match known {
                    Known::Envelope(envelope) => drop(copy.append(slice::from_ref(&envelope))?),
                    Known::Checkpoint(checkpoint) => copy.condense(&checkpoint, &[])?,
                }
            }
        }
        let identity = self.identity.clone();
        let (craft, me) = (Arc::clone(&self.craft), (self.workspace, identity));
        let mut rehearsal = Self::open_by(craft, me, Box::new(copy), [0; 8])?;
        rehearsal.take_records(records)
    }

    /// Takes records that were carried here: the same door as for those that came by wire.
    pub fn take_records(&mut self, records: &[Vec<u8>]) -> Result<Carried, StoreError> {
        let before = self.snapshot();
        let (known, unread) = (self.whole(), self.unread());
        let mut refused: Vec<String> = Vec::new();
        // Checkpoints come last: the key to check one with may be among the rest.
        let is_checkpoint = |it: &Vec<u8>| Checkpoint::is_named_in(it);
        let mut sorted = Cow::Borrowed(records);
        if records.iter().any(is_checkpoint) {
            sorted.to_mut().sort_by_key(is_checkpoint);
        }
        for page in sorted.chunks(super::PAGE) {
            for told in self.accept(page)? {
                refused.extend(told.err().map(|err| err.to_string()));
            }
        }
        refused.sort();
        refused.dedup();
        let new = self.whole().saturating_sub(known);
        Ok(Carried {
            envelopes: envelopes_in(records),
            new: usize::try_from(new).unwrap_or(usize::MAX),
            unread: self.unread().saturating_sub(unread),
            gain: Gain::between(&before, &self.snapshot()),
            files: 0,
            new_files: 0,
            refused,
        })
    }

    fn whole(&self) -> u64 {
        self.index.count().saturating_sub(self.index.hollow())
    }

    fn unread(&self) -> usize {
        self.sealed().saturating_add(self.chains.waiting())
    }
}

/// Returns how many envelopes are in `records`.
fn envelopes_in(records: &[Vec<u8>]) -> usize {
    let each = |it: &Vec<u8>| Checkpoint::parse(it).map_or(1, |it| it.covered());
    records.iter().map(each).sum()
}

//! The proof that who comes in holds a ticket and a device, and gave the name that others write down.
//!
//! ```text
//! version 1 = sig:64 | sig:64              the key's signature and the device's, over the device
//! version 2 = 2:1 | sig:64 | sig:64        the same, over the device and the name
//! ```
//!
//! A version is known by its length. Version 1 is what the recovery code proves, which brings no name; joiners sent it
//! once, so it is read where it stands in a log. Who wrote version 2 can't be made to have written version 1, nor to
//! have asked for more than a look: each is signed for its own end.

use muster_model::{
    control::{Claim, op::DeviceCard},
    ids::{DeviceId, InviteId, WorkspaceId},
};

use crate::{craft::Craft, identity::Signer};

const NAMED: u8 = 2;
const SIGNATURES: usize = 128;

/// Proves to hold `key`, with the device of `card` and without a name: version 1.
pub fn unnamed(
    workspace: WorkspaceId,
    key: &Signer,
    card: &DeviceCard,
    signer: &Signer,
) -> Vec<u8> {
    signed(key, signer, |invite| digest("muster join v1", workspace, invite, &[card_digest(card)]))
}

/// Proves to hold `key`, with a device and a name: version 2.
pub(super) fn named(
    workspace: WorkspaceId,
    key: &Signer,
    (card, name): (&DeviceCard, &str),
    signer: &Signer,
) -> Vec<u8> {
    let parts = named_parts(card, name);
    let proof = signed(key, signer, |it| digest("muster join v2", workspace, it, &parts));
    std::iter::once(NAMED).chain(proof).collect()
}

/// Proves to hold `key`, only to be told where it leads.
pub(super) fn look(
    workspace: WorkspaceId,
    key: &Signer,
    card: &DeviceCard,
    signer: &Signer,
) -> Vec<u8> {
    signed(key, signer, |it| digest("muster look v1", workspace, it, &[card_digest(card)]))
}

/// Says whether `proof` is of the version that covers the name.
pub fn covers_name(proof: &[u8]) -> bool {
    matches!(proof.split_first(), Some((&NAMED, rest)) if rest.len() == SIGNATURES)
}

/// Says whether who holds the key and the device signed what is claimed.
pub fn holds(craft: &dyn Craft, workspace: WorkspaceId, claim: &Claim<'_>) -> bool {
    let Claim { invite, card, name, proof } = *claim;
    match (proof.split_first(), name) {
        (Some((&NAMED, rest)), Some(name)) if rest.len() == SIGNATURES => {
            let parts = named_parts(card, name);
            let digest = digest("muster join v2", workspace, invite, &parts);
            both(craft, (invite, card), &digest, rest)
        }
        _ => {
            let signed = digest("muster join v1", workspace, invite, &[card_digest(card)]);
            both(craft, (invite, card), &signed, proof)
        }
    }
}

/// Says whether who holds the key and the device asked where it leads.
pub fn holds_look(
    craft: &dyn Craft,
    workspace: WorkspaceId,
    invite: &InviteId,
    card: &DeviceCard,
    proof: &[u8],
) -> bool {
    let signed = digest("muster look v1", workspace, invite, &[card_digest(card)]);
    both(craft, (invite, card), &signed, proof)
}

fn signed(key: &Signer, signer: &Signer, digest: impl Fn(&InviteId) -> [u8; 32]) -> Vec<u8> {
    let digest = digest(&InviteId::from_bytes(*key.device().as_bytes()));
    [key.sign(&digest), signer.sign(&digest)].concat()
}

fn both(
    craft: &dyn Craft,
    (invite, card): (&InviteId, &DeviceCard),
    digest: &[u8; 32],
    signatures: &[u8],
) -> bool {
    let Some((by_key, rest)) = signatures.split_first_chunk::<64>() else { return false };
    let Ok(by_device) = <&[u8; 64]>::try_from(rest) else { return false };
    let key = DeviceId::from_bytes(*invite.as_bytes());
    craft.signed(&key, digest, by_key) && craft.signed(&card.device, digest, by_device)
}

/// What a proof of version 1 covers of a card, as it was hashed from the beginning.
fn card_digest(card: &DeviceCard) -> Vec<u8> {
    let DeviceCard { device, recipient, endpoint, name } = card;
    let texts = [recipient, name].map(|it| *blake3::hash(it.as_bytes()).as_bytes());
    [device.as_bytes().as_slice(), endpoint, &texts.concat()].concat()
}

fn named_parts(card: &DeviceCard, name: &str) -> [Vec<u8>; 2] {
    [card_digest(card), blake3::hash(name.as_bytes()).as_bytes().to_vec()]
}

fn digest(end: &str, workspace: WorkspaceId, invite: &InviteId, parts: &[Vec<u8>]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(end);
    hasher.update(workspace.as_bytes()).update(invite.as_bytes());
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

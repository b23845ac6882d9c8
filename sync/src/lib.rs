//! How Muster talks, keeps and signs: envelopes, keys, storage, replication over iroh.

pub mod bundle;
pub mod checkpoint;
pub mod craft;
pub mod engine;
pub mod envelope;
pub mod files;
pub mod identity;
pub mod keys;
pub mod net;
pub mod node;
pub mod refusal;
pub mod relay;
pub mod replica;
pub mod store;
pub mod ticket;
pub mod wire;

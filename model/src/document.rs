//! Lanes and boards: the only room that names Automerge.
//!
//! A change is bytes. Its way in is always the same: `chunk` takes the bytes apart and refuses what
//! our own encoder would not have written; `graph` asks whether it follows on its causal past;
//! `trial` lets Automerge apply it to a copy. Only then is it believed.
//!
//! **Invariant:** reading is total, and nothing reaches a document but through `admit`.

mod admit;
mod board;
mod chunk;
mod clock;
mod columns;
mod graph;
mod lane;
mod links;
mod paper;
mod pen;
mod schema;
mod trial;

use std::sync::Arc;

pub use self::{
    admit::{AdmitError, Admitted, DraftError},
    board::{
        ActionComment, ActionPage, Agreed, Board, BoardEdit, BoardPage, Comment, PlanPage,
        PlanStep, Set, SetPage, Wrote,
    },
    chunk::ChunkError,
    lane::Lane,
    links::{keys_written, links, written_at},
    pen::{Pen, device_tag},
    trial::{Fault, Legible, Memory, Tried},
};

/// The bytes of one or several changes that came together; kept once, however many look at them.
pub type Payload = Arc<[u8]>;

#[cfg(test)]
mod tests;

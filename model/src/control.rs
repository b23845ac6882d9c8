//! Members, roles, reviews and assignments: signed operations and their total fold.

pub mod fold;
pub mod happening;
pub mod op;

pub use fold::{Claim, Control, Proofs, fold};

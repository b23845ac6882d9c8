//! The async shell: one task owns every replica, hears commands, the network and the clock, and takes no decisions.
//!
//! **Invariant:** this room alone reads the clock and rolls dice.

pub mod command;
pub mod event;

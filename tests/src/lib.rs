//! Muster's promises, one module each: a small world of people, devices and a network that can be cut.

pub mod answering;
pub mod craft;
pub mod dice;
pub mod faults;
mod kept;
pub mod malice;
pub mod simulation;
pub mod world;

#[cfg(test)]
mod window;

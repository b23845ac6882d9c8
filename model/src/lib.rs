//! What Muster knows and decides: frameworks, scoring, the control history, answers.
//!
//! **Invariant:** no input or output, no clock, no randomness, no float that decides, no hash order.

pub mod answer;
pub mod benchmark;
pub mod compare;
pub mod control;
pub mod disagreement;
pub mod document;
pub mod edit;
pub mod evidence;
pub mod framework;
pub mod gaps;
pub mod ids;
pub mod import;
pub mod late;
pub mod plan;
pub mod scoring;
pub mod setting;
pub mod signing;
pub mod time;
pub mod workspace;
pub mod xray;

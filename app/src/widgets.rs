//! The parts every screen is made of.
//!
//! **Invariant:** widgets know egui and the theme, never the model. Each has an accessible name, can be reached
//! and worked with the keyboard, and shows its focus.

pub mod button;
pub mod chart;
pub mod dialog;
pub mod feedback;
pub mod field;
pub mod level;
pub mod page;
mod paint;
pub mod palette;
pub mod people;
pub mod picker;
pub mod progress;
pub mod qr;
pub mod rail_item;
pub mod strip;
pub mod text;
pub mod tier;
pub mod toast;

pub use button::Button;
pub use page::{card, page, section};

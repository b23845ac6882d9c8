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
pub mod prose;
pub mod qr;
pub mod rail_item;
pub mod strip;
pub mod text;
pub mod tier;
pub mod toast;

pub use button::Button;
pub use page::{card, page, section};

/// Whether something is on: chosen, marked, switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lit {
    /// It is.
    On,
    /// It is not.
    Off,
}

impl From<bool> for Lit {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

impl Lit {
    /// Says whether it is on.
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

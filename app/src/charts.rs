//! Charts: one geometry function each, made into a [`Scene`] that the window, SVG and screen readers share.
//!
//! **Invariant:** a chart knows numbers and words, never the model and never a pixel's colour.

pub mod bars;
pub mod gap;
pub mod heatmap;
pub mod matrix;
pub mod radar;
pub mod scene;
pub mod strip;
mod svg;
pub mod trend;

pub use scene::{Ink, Mark, Place, Scene};

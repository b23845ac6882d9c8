//! Muster as people meet it: the window and the command line over the same commands.

pub mod app;
pub mod bridge;
pub mod charts;
pub mod command;
pub mod screens;
pub mod state;
pub mod theme;
pub mod widgets;
pub mod window;

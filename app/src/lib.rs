//! Muster as people meet it: the window and the command line over the same commands.

pub mod advice;
pub mod app;
pub mod attached;
pub mod bridge;
pub mod cards;
pub mod charts;
pub mod cli;
pub mod command;
pub mod demo;
mod fonts;
pub mod help;
pub mod keychain;
pub mod library;
mod parting;
#[cfg(target_os = "linux")]
mod portal;
pub mod prose;
pub mod report;
pub mod say;
pub mod screens;
mod signed;
pub mod state;
pub mod template;
pub mod theme;
pub mod widgets;
pub mod window;
mod xrayed;

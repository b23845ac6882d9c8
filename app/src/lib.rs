//! Muster as people meet it: the window and the command line over the same commands.

pub mod advice;
pub mod cli;
pub mod demo;

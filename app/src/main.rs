//! The program `muster`: without a subcommand the window, with one the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    muster::cli::main(std::env::args_os())
}

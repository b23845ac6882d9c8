//! The example: four people of an invented company on four devices, and how they come to one result.
//!
//! Devices are real: separate data directories, separate keys, iroh endpoints on this machine. No packet leaves it.

mod content;
mod device;
mod past;
mod play;

use std::path::{Path, PathBuf};

use muster_model::ids::WorkspaceId;
use muster_sync::node::command::{Command, CommandError, Mode};

use self::device::{Device, Net};

pub use self::play::{Ending, Meeting, Saw};

/// The example did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A device did not do what it was asked.
    #[error("{0}: {1}")]
    Command(String, #[source] CommandError),
    /// A device answered something else than was asked.
    #[error("a device answered something else than was asked: {0}")]
    Unexpected(String),
    /// Something the example builds on is not there.
    #[error("the example builds on {0}, and it is not there")]
    Missing(String),
    /// The devices did not exchange everything in time.
    #[error("{0} and {1} did not come to an end with their exchange")]
    Unfinished(String, String),
    /// The place for it is taken or can't be used.
    #[error("{path} can't be used: {why}")]
    Place {
        /// Where.
        path: PathBuf,
        /// Why not.
        why: String,
    },
}

/// Says whether a workspace of this name is the example: marked so that nobody takes it for their own.
pub fn is_example(name: &str) -> bool {
    name == content::EXAMPLE
}

/// Says whether there is a display a window could open on.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    set("WAYLAND_DISPLAY") || set("DISPLAY") || cfg!(any(target_os = "macos", windows))
}

/// Plays the example in `dir`, which must be empty or not there yet, and tells each step as it happens.
pub async fn play(dir: &Path, tell: &mut dyn FnMut(&str)) -> Result<Ending, DemoError> {
    device::prepare(dir)?;
    play::all(dir, (content::WORKSPACE, &[]), tell).await
}

/// Makes the example workspace in the data directory `data_dir`, as the facilitator sees it and with two earlier
/// reviews, and returns its id; each step is told as it happens.
///
/// The others' devices live for the time of it in a folder that is removed. A running node takes the workspace in with
/// `Refresh`.
pub async fn example_workspace(
    data_dir: &Path,
    tell: &mut dyn FnMut(&str),
) -> Result<WorkspaceId, DemoError> {
    device::prepare_beside(data_dir)?;
    let stage = tempfile::Builder::new()
        .prefix(".example-")
        .tempdir_in(data_dir)
        .map_err(|err| device::place(data_dir, &err))?;
    let ending = play::all(stage.path(), (content::EXAMPLE, &past::PAST), tell).await?;
    let [founder, ..] = &content::PEOPLE;
    let device = Device::start(stage.path(), founder, Net::Off).await?;
    let (workspace, mode) = (ending.workspace, Mode::Off);
    device.ask(Command::SetMode { workspace, mode }).await?;
    device.stop().await;
    device::move_workspaces(&stage.path().join(founder.folder), data_dir)?;
    Ok(ending.workspace)
}

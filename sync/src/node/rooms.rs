//! Where workspaces lie on the disk: one folder each, with its key file and its log.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use muster_model::ids::WorkspaceId;

/// The folder of one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    folder: PathBuf,
}

impl Room {
    /// Returns the place of `workspace` under `data_dir`.
    pub(super) fn of(data_dir: &Path, workspace: WorkspaceId) -> Self {
        let name: String = workspace.to_string().chars().take(16).collect();
        Self { folder: data_dir.join("workspaces").join(name) }
    }

    /// Returns every folder that holds a workspace, in the order of their names.
    ///
    /// # Errors
    ///
    /// Where the data directory can't be read; one that is not there yet is empty.
    pub(super) fn all(data_dir: &Path) -> io::Result<Vec<Self>> {
        let entries = match fs::read_dir(data_dir.join("workspaces")) {
            Ok(entries) => entries,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(err) => return Err(err),
        };
        let mut rooms = Vec::new();
        for entry in entries {
            let folder = entry?.path();
            if folder.join("log.sqlite").exists() || folder.join("key").exists() {
                rooms.push(Self { folder });
            }
        }
        rooms.sort_by(|a, b| a.folder.cmp(&b.folder));
        Ok(rooms)
    }

    /// Makes the folder, readable by its owner alone.
    pub(super) fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)
    }

    /// Deletes the folder and all in it.
    pub(super) fn remove(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn key(&self) -> PathBuf {
        self.folder.join("key")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("log.sqlite")
    }

    /// What was shown last, until the log is read.
    pub(super) fn shown(&self) -> PathBuf {
        self.folder.join("shown")
    }

    /// Says which workspace this is.
    pub(super) fn workspace(&self) -> PathBuf {
        self.folder.join("workspace")
    }

    /// Where attached files are kept.
    pub(super) fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// Held by the process that runs the network for this workspace.
    pub(super) fn network_lock(&self) -> PathBuf {
        self.folder.join("network.lock")
    }
}

//! Locks between processes: "the network runs here", "the window is open here".

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use super::{StoreError, folder};

/// A lock that this process holds until it drops it or ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock file `path`, which is made if need be; `None` if another process or handle has it.
    pub fn try_take(path: &Path) -> Result<Option<Self>, StoreError> {
        let made = match folder::create_private(path) {
            Err(err) if err.kind() == std::io::ErrorKind::AlreadyExists => {
                OpenOptions::new().read(true).write(true).open(path)
            }
            made => made,
        };
        let file = made?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(err)) => Err(err.into()),
        }
    }
}

//! Files and folders that only their owner can read, and files that appear whole or not at all.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

/// Makes the folder `path` and those above it that are missing, for the owner only.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Creates the file `path` for the owner only. It must not be there yet.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes from everybody but the owner what they may do with `file`, which is at `path`.
pub(crate) fn tighten(path: &Path, file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            tracing::info!(path = %path.display(), "others could read this file; not any more");
            file.set_permissions(fs::Permissions::from_mode(mode & 0o700))?;
        }
    }
    #[cfg(not(unix))]
    let _: (&Path, &File) = (path, file);
    Ok(())
}

/// Gives the finished file `new` its name `path`, unless something has that name already. Durable on return.
pub(crate) fn publish(new: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(new, path) {
        Ok(()) => fs::remove_file(new)?,
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(new)?;
            return Err(err);
        }
        // Some file systems know no hard links.
        Err(_) if !path.exists() => fs::rename(new, path)?,
        Err(err) => return Err(err),
    }
    // The folder may be new too.
    sync_folder(path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _: &Path = path;
    Ok(())
}

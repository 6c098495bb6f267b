//! Folders are written whole or not at all: a new one takes the place of the old one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::output;

/// Writes a folder in place of what stood there. Should anything go wrong, what stood there stays.
pub(super) fn whole(place: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    swept(place)?;
    let mut builder = tempfile::Builder::new();
    let prefix = prefix(place);
    builder.prefix(&prefix);
    open_to_all(&mut builder);
    let new = builder.tempdir_in(output::folder(place))?;
    fill(new.path())?;
    swapped(&new, place)
}

/// Writes a file into a folder that is being written, safe on the disk.
pub(super) fn filed(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufWriter::new(File::create_new(folder.join(name))?);
    fill(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// What every folder that is being written begins with.
fn prefix(place: &Path) -> String {
    format!(".{}.", place.file_name().unwrap_or_default().to_string_lossy())
}

/// Where the old folder stands, should a writer have been stopped between its two steps.
pub(super) fn aside(place: &Path) -> PathBuf {
    output::folder(place).join(prefix(place) + "old")
}

/// Clears away what a writer that was stopped left behind; an old folder that is the only one is put back.
fn swept(place: &Path) -> io::Result<()> {
    let old = aside(place);
    if !place.exists() && old.is_dir() {
        fs::rename(&old, place)?;
    }
    for entry in fs::read_dir(output::folder(place))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(&prefix(place)) && path.is_dir() {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// The mask of the system decides who may read it.
#[cfg(unix)]
fn open_to_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o777));
}

#[cfg(not(unix))]
fn open_to_all(_builder: &mut tempfile::Builder<'_, '_>) {}

/// The new folder takes the place of the old one.
fn swapped(new: &tempfile::TempDir, place: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(new.path(), place);
    }
    // The old one then stands where the new one was made, and goes with it.
    if exchanged(new.path(), place).is_ok() {
        return Ok(());
    }
    let old = aside(place);
    fs::rename(place, &old)?;
    fs::rename(new.path(), place)?;
    fs::remove_dir_all(old)
}

/// Both names change their folders at once.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchanged(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchanged(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

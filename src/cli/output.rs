//! Files are written whole or not at all: into a new file beside the old one, which then takes its place.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::console::Stop;

/// Writes a file. Should anything go wrong, what stood there before stays.
pub(super) fn whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
    written(path, write).map_err(|error| Stop::File(path.to_owned(), error))
}

fn written(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    readable(&mut builder);
    let mut file = BufWriter::new(builder.tempfile_in(folder(path))?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The folder that a file or folder stands in.
pub(super) fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// Temporary files are for their owner alone; results are for whoever the system's mask lets read them.
#[cfg(unix)]
fn readable(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_builder: &mut tempfile::Builder<'_, '_>) {}

/// A text as the name of a file: without what such a name may not hold.
pub(super) fn safe_name(text: &str) -> String {
    let safe = |letter: char| if letter.is_alphanumeric() || letter == '-' { letter } else { '_' };
    text.chars().map(safe).collect()
}

/// Moves a file aside, to its name with `.old` behind it, over what was there before; none where there is no such file.
pub(super) fn aside(path: &Path) -> Result<Option<PathBuf>, Stop> {
    if !path.is_file() {
        return Ok(None);
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".old");
    let old = PathBuf::from(name);
    fs::rename(path, &old).map_err(|error| Stop::File(path.to_owned(), error))?;
    Ok(Some(old))
}

/// Makes a folder, and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Stop> {
    fs::create_dir_all(path).map_err(|error| Stop::File(path.to_owned(), error))
}

/// Writes a new file; one that is there already is left alone.
pub(super) fn new_file(path: &Path, text: &str) -> Result<(), Stop> {
    let trouble = |error| Stop::File(path.to_owned(), error);
    let mut file = fs::File::create_new(path).map_err(trouble)?;
    file.write_all(text.as_bytes()).map_err(trouble)
}

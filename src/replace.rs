//! Files that are replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Replaces a file by this text, or makes it, as [`replace_by`] does.
///
/// # Errors
/// Those of the file system; then the old file stands.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    replace_by(path, |out| out.write_all(text))
}

/// Replaces a file by what is written, or makes it. Whoever reads it sees the old text or the new one, never a part: the
/// text goes into a new file beside it, which then takes its name.
///
/// # Errors
/// Those of the file system and of the writing; then the old file stands.
pub fn replace_by(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link; what it leads to is replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.metadata().is_ok_and(|old| !old.is_file()) {
        // A device or a pipe, as in `--output /dev/stderr`, takes the text itself.
        return write_into(&mut File::create(&path)?, write);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = builder(&path).tempfile_in(folder)?;
    write_into(file.as_file_mut(), write)?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

fn write_into(file: &mut File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// A temporary file that others may read where they may read the old one.
#[cfg(unix)]
fn builder(path: &Path) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    let old = path.metadata().map(|metadata| metadata.permissions());
    builder.permissions(old.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)));
    builder
}

#[cfg(not(unix))]
fn builder(_: &Path) -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

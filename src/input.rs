//! Stand-in: files as text.

use std::fmt;
use std::path::Path;

/// Why a file cannot be read as text.
#[derive(Debug)]
pub struct InputError(String);

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Reads a file as text.
///
/// # Errors
/// It cannot be opened, is a folder, is not UTF-8 or holds a NUL.
pub fn read(path: &Path) -> Result<String, InputError> {
    if path.is_dir() {
        return Err(InputError("is a folder, not a file".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| InputError(format!("cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| InputError("is not UTF-8 text".to_owned()))?;
    if text.contains('\0') {
        return Err(InputError("holds a NUL byte, so it is not text".to_owned()));
    }
    Ok(text)
}

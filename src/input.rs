//! Files from disk, as text that every later stage can trust.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that [`read`] accepts, in bytes: 64 MiB. The longest policies in use are below 1 MiB.
pub const POLICY_LIMIT: u64 = 64 * MEBIBYTE;

/// The largest declaration file, in bytes: 32 MiB, room for some 150,000 transfers.
pub const DECLARATION_LIMIT: u64 = 32 * MEBIBYTE;

const MEBIBYTE: u64 = 1024 * 1024;

/// Why a file is no text to work with. Shown, it is the rest of a sentence that starts with the file's path: ``` `a.md`
/// does not exist ```.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputError {
    /// There is nothing at this path.
    Missing,
    /// The path leads to a folder.
    Folder,
    /// The user may not read it.
    Denied,
    /// It is larger than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It is in another encoding than UTF-8.
    NotUtf8 {
        /// The first byte that is no UTF-8, from 0.
        offset: usize,
    },
    /// It contains a NUL, so it is no text, or it is UTF-16.
    Nul {
        /// The byte, from 0.
        offset: usize,
    },
    /// It may be on the disk, but only what stands in a line is read.
    Elsewhere,
    /// The declaration that names it may not lead so far.
    Outside {
        /// What it leads out of.
        bounds: Bounds,
        /// How it does.
        way: Way,
    },
    /// It is none of the repository's files, but of what Git keeps in `.git`.
    OfGit,
    /// Reading failed for another reason.
    Io(io::ErrorKind),
}

/// What the paths of a declaration may not lead out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// The repository that it is in.
    Repository,
    /// Where it is in none: the folder that it is in or was found from.
    Folder,
}

/// How a path leads out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As it is written: absolute, or with `..`.
    Path,
    /// By a symbolic link.
    Link,
}

impl InputError {
    /// What to do about it, where its own words do not say so.
    #[must_use]
    pub fn help(self) -> Option<&'static str> {
        match self {
            Self::Outside { bounds: Bounds::Folder, .. } => Some(
                "check from a folder that holds both, or allow it with --allow-outside (`allowOutside` in an editor)",
            ),
            Self::Outside { bounds: Bounds::Repository, .. } | Self::OfGit => Some(
                "if you trust the declaration, allow it with --allow-outside (`allowOutside` in an editor)",
            ),
            _ => None,
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("does not exist"),
            Self::Folder => out.write_str("is a folder; expected a file"),
            Self::Denied => out.write_str("cannot be read: permission denied"),
            Self::TooLarge { limit } => write!(out, "is larger than {} MiB", limit / MEBIBYTE),
            Self::NotUtf8 { offset } => write!(out, "is not UTF-8 text: byte {offset} is invalid"),
            Self::Nul { offset } => write!(out, "is not text: byte {offset} is a NUL"),
            Self::Elsewhere => out.write_str("is not in the line, and no file is read besides"),
            Self::Outside { bounds, way } => {
                out.write_str(match bounds {
                    Bounds::Repository => "leads out of the repository",
                    Bounds::Folder => "leads out of the folder that is checked",
                })?;
                out.write_str(if *way == Way::Link { ", by a symbolic link" } else { "" })
            }
            Self::OfGit => out.write_str("leads into `.git`"),
            Self::Io(kind) => write!(out, "cannot be read: {kind}"),
        }
    }
}

impl std::error::Error for InputError {}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // `a.md/b.md`, where `a.md` is a file, is as missing as any other.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::PermissionDenied => Self::Denied,
            kind => Self::Io(kind),
        }
    }
}

/// Where the files of a check come from: the disk, or what an editor holds and has not saved.
pub trait Files: Sync {
    /// The text at a path, under the conditions of [`read`], with this limit in bytes.
    ///
    /// # Errors
    /// The reason why it is not such a text.
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError>;

    /// Whether there is a file at a path, without reading it.
    ///
    /// # Errors
    /// Missing, a folder, or out of the user's reach.
    fn check(&self, path: &Path) -> Result<(), InputError>;

    /// Whether files may be looked for on the disk along this path, which may have wildcards.
    ///
    /// # Errors
    /// Why not.
    fn search(&self, path: &Path) -> Result<(), InputError> {
        let _ = path;
        Ok(())
    }
}

/// The files as they are saved.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        read_within(path, limit)
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        check(path).map(drop)
    }
}

/// The text of a policy file: UTF-8 without NUL, no larger than [`POLICY_LIMIT`]. A leading byte order mark stays, so that
/// offsets count the bytes of the file.
///
/// # Errors
/// The reason why it is not such a text.
pub fn read(path: &Path) -> Result<String, InputError> {
    read_within(path, POLICY_LIMIT)
}

/// Like [`read`], with another limit in bytes.
///
/// # Errors
/// The reason why it is not such a text.
pub fn read_within(path: &Path, limit: u64) -> Result<String, InputError> {
    let metadata = check(path)?;
    if metadata.len() > limit {
        return Err(InputError::TooLarge { limit });
    }
    read_from(File::open(path)?, limit)
}

/// The text that `reader` gives, under the same conditions: for standard input.
///
/// # Errors
/// The reason why it is not such a text.
pub fn read_from(reader: impl Read, limit: u64) -> Result<String, InputError> {
    let mut bytes = Vec::new();
    // A device or a file that still grows has no honest length, so the limit holds for what is really read.
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > limit) {
        return Err(InputError::TooLarge { limit });
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| InputError::NotUtf8 { offset: error.utf8_error().valid_up_to() })?;
    match text.find('\0') {
        Some(offset) => Err(InputError::Nul { offset }),
        None => Ok(text),
    }
}

/// Whether there is a file at `path`, without reading it.
///
/// # Errors
/// Missing, a folder, or out of the user's reach.
pub fn check(path: &Path) -> Result<std::fs::Metadata, InputError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() { Err(InputError::Folder) } else { Ok(metadata) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], limit: u64) -> Result<String, InputError> {
        read_from(bytes, limit)
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        assert_eq!(text_of(b"ab\xffcd", 99), Err(InputError::NotUtf8 { offset: 2 }));
        assert_eq!(text_of("가\0".as_bytes(), 99), Err(InputError::Nul { offset: 3 }));
        assert_eq!(text_of(b"\xff\xfea\0", 99), Err(InputError::NotUtf8 { offset: 0 }), "UTF-16");
        assert_eq!(InputError::NotUtf8 { offset: 2 }.to_string(), "is not UTF-8 text: byte 2 is invalid");
    }

    #[test]
    fn a_byte_order_mark_stays() {
        assert_eq!(text_of("\u{feff}x".as_bytes(), 99).unwrap().len(), 4);
    }

    #[test]
    fn the_limit_is_the_largest_size_allowed() {
        assert_eq!(text_of(b"abc", 3).unwrap(), "abc");
        assert_eq!(text_of(b"abcd", 3), Err(InputError::TooLarge { limit: 3 }));
        assert_eq!(
            text_of(&[b'x'; 9], 2 * MEBIBYTE)
                .map(|_| InputError::TooLarge { limit: POLICY_LIMIT }.to_string()),
            Ok("is larger than 64 MiB".to_owned())
        );
    }

    #[test]
    fn paths_without_a_file_are_told_apart() {
        let folder = std::env::temp_dir();
        assert_eq!(read(&folder), Err(InputError::Folder));
        assert_eq!(read(&folder.join("divulge-there-is-no-such-file")), Err(InputError::Missing));
        assert_eq!(read(&folder.join("divulge-no-folder/x.md")), Err(InputError::Missing));
        assert_eq!(read(Path::new("")), Err(InputError::Missing));
        assert_eq!(InputError::from(io::Error::from(io::ErrorKind::PermissionDenied)), InputError::Denied);
    }
}

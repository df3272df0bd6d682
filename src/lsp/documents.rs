//! What the editor holds: texts that stand before those on the disk, whether they are saved or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::positions::Encoding;
use super::uris;
use crate::input::{self, Disk, Files, InputError};
use crate::source::Source;
use crate::workspace::paths::identity;

/// One open file.
#[derive(Debug)]
pub(super) struct Buffer {
    /// Its address, as the client writes it.
    pub(super) uri: Uri,
    /// The version that the client gave.
    pub(super) version: i32,
    /// The text.
    pub(super) source: Source,
}

/// The open files, by what makes a file the same file.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Buffer>,
}

impl Documents {
    /// Takes over a file; none where the address is no file's.
    pub(super) fn open(&mut self, uri: Uri, version: i32, text: String) -> Option<PathBuf> {
        let path = identity(&uris::path(&uri)?);
        let source = Source::new(path.to_string_lossy(), text);
        self.open.insert(path.clone(), Buffer { uri, version, source });
        Some(path)
    }

    /// Applies changes one after the other, each to what the one before it left.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<PathBuf> {
        let path = identity(&uris::path(uri)?);
        let buffer = self.open.get_mut(&path)?;
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let span = encoding.span(&buffer.source, range);
                    let mut text = buffer.source.text().to_owned();
                    text.replace_range(span.start..span.end, &change.text);
                    text
                }
            };
            buffer.source = Source::new(buffer.source.path(), text);
        }
        buffer.version = version;
        Some(path)
    }

    /// Gives a file back to the disk.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let path = identity(&uris::path(uri)?);
        self.open.remove(&path).map(|_| path)
    }

    /// The open file at this path, which must be its identity.
    pub(super) fn get(&self, path: &Path) -> Option<&Buffer> {
        self.open.get(path)
    }

    /// All of them, in the order of their paths.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Buffer)> {
        self.open.iter().map(|(path, buffer)| (path.as_path(), buffer))
    }
}

impl Files for Documents {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        match self.open.get(&identity(path)) {
            Some(buffer) => input::read_from(buffer.source.text().as_bytes(), limit),
            None => Disk.read_within(path, limit),
        }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        if self.open.contains_key(&identity(path)) { Ok(()) } else { Disk.check(path) }
    }
}

/// The open files with one more change, which is only thought of: what would be found after an edit.
#[derive(Debug)]
pub(super) struct Imagined<'a> {
    /// What is open.
    pub(super) documents: &'a Documents,
    /// The file that changes, by its identity.
    pub(super) path: &'a Path,
    /// Its text after the change.
    pub(super) text: &'a str,
}

impl Files for Imagined<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        if identity(path) == self.path {
            input::read_from(self.text.as_bytes(), limit)
        } else {
            self.documents.read_within(path, limit)
        }
    }

    fn check(&self, path: &Path) -> Result<(), InputError> {
        if identity(path) == self.path { Ok(()) } else { self.documents.check(path) }
    }
}

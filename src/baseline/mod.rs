//! Findings that a project knows of and accepts for now, in a file: one entry per finding, keyed by what it is about and
//! never by its line.

mod apply;
mod file;
mod key;
mod ledger;
mod update;
mod write;

use std::path::{Path, PathBuf};

pub use apply::apply;
pub use file::read;
pub use key::{Frame, Key};
pub use update::{Update, Updated, update};
pub use write::save;

use crate::declaration::Date;
use crate::source::Span;

/// The file that is written where a call names none.
pub const FILE_NAME: &str = "divulge-baseline.yaml";

/// The findings of one file.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file.
    pub path: PathBuf,
    /// The path as it is shown.
    pub shown: String,
    /// The text of the file; empty where it is still to be written.
    pub text: String,
    /// Its entries, in the order of the file.
    pub entries: Vec<Entry>,
}

/// One accepted finding.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which one.
    pub key: Key,
    /// Why, where somebody wrote it down.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The bytes of the entry in the file.
    pub span: Span,
}

impl Baseline {
    /// A baseline that is still to be written. `root` is the working directory, to which `path` may be relative.
    #[must_use]
    pub fn empty(path: &Path, root: &Path) -> Self {
        let shown = crate::workspace::shown(root, path);
        Self { path: root.join(path), shown, text: String::new(), entries: Vec::new() }
    }

    /// How paths are written in this file: from its own folder, so that it holds from every working directory.
    fn frame<'a>(&'a self, root: &'a Path) -> Frame<'a> {
        Frame { root, base: self.path.parent().unwrap_or(root) }
    }
}

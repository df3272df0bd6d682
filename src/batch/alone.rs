//! A declaration that came without files.

use std::path::Path;

use crate::input::{self, Files, InputError};

/// The only file that there is. What it names besides is not read from the disk: the machine that judges a line is not the
/// one where the declaration was written, and a table must not decide what it reads.
#[derive(Debug)]
pub(super) struct Alone<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
}

impl Files for Alone<'_> {
    fn read_within(&self, path: &Path, limit: u64) -> Result<String, InputError> {
        if path == self.path {
            input::read_from(self.text.as_bytes(), limit)
        } else {
            Err(InputError::Elsewhere)
        }
    }

    /// A policy that is listed need not be there: the only one that is judged stands in the line.
    fn check(&self, _: &Path) -> Result<(), InputError> {
        Ok(())
    }

    fn search(&self, _: &Path) -> Result<(), InputError> {
        Err(InputError::Elsewhere)
    }
}

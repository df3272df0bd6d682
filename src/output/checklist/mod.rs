//! [`Checklist`] -> what a release waits for: one file per format.
//!
//! A new format is a new file with a `FORMAT`, and its line in [`FORMATS`].

mod json;
mod markdown;

use std::io::{self, Write};

use crate::checklist::Checklist;

/// Every format, in the order in which help lists them; the first is the default.
pub const FORMATS: &[&Format] = &[&markdown::FORMAT, &json::FORMAT];

/// One way to write a checklist.
#[derive(Debug)]
pub struct Format {
    /// The name after `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Writes the whole list.
    pub render: fn(&Checklist<'_>, &mut dyn Write) -> io::Result<()>,
}

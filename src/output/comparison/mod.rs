//! [`Comparison`] -> what has changed, for people and for programs: one file per format.
//!
//! A new format is a new file with a `FORMAT`, and its line in [`FORMATS`].

mod human;
mod json;
mod markdown;
#[cfg(test)]
mod sample;
mod words;

use std::io::{self, Write};

use crate::comparison::Comparison;

/// Every format, in the order in which help lists them; the first is the default.
pub const FORMATS: &[&Format] = &[&human::FORMAT, &json::FORMAT, &markdown::FORMAT];

/// One way to write a comparison.
#[derive(Debug)]
pub struct Format {
    /// The name after `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Writes the whole of it.
    pub render: fn(&Comparison, &mut dyn Write) -> io::Result<()>,
}

//! Results -> what a person, an editor or a CI system reads: one file per format.
//!
//! A new format is a new file with a `FORMAT`, and its line in [`FORMATS`]. Nothing here opens a file or a terminal.

mod card;
pub mod checklist;
mod cited;
mod clip;
pub mod comparison;
mod concise;
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod json_text;
mod junit;
mod located;
mod markdown;
mod markdown_text;
mod ndjson;
mod problems;
#[cfg(test)]
pub(crate) mod sample;
mod sarif;
mod standing;
pub(crate) mod uri;
mod visible;

use std::io::{self, Write};

use crate::Checked;

#[cfg(test)]
pub(crate) use json::schema as report_schema;
pub(crate) use ndjson::{judged as judged_lines, refused as refused_line};
pub use problems::{human as human_problems, lines as problem_lines};
pub use visible::one_line;
pub(crate) use visible::steers;

/// Every format, in the order in which help lists them; the first is the default.
pub const FORMATS: &[&Format] = &[
    &human::FORMAT,
    &concise::FORMAT,
    &json::FORMAT,
    &ndjson::FORMAT,
    &sarif::FORMAT,
    &github::FORMAT,
    &gitlab::FORMAT,
    &junit::FORMAT,
    &markdown::FORMAT,
    &html::FORMAT,
];

/// One way to write results.
#[derive(Debug)]
pub struct Format {
    /// The name after `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// What it needs to have before it writes.
    pub unit: Unit,
    /// Writes the results of a run, in the order of its declarations.
    pub render: fn(&[Checked], Look, &mut dyn Write) -> io::Result<()>,
}

impl Format {
    /// The format of this name, where there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.name == name)
    }
}

/// What a format needs to have before it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The whole run: it sorts, counts or groups what all results have.
    Run,
    /// One declaration: what it writes on several is what it writes on each, one after the other.
    Declaration,
}

/// How text for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Colours and drawn lines, or plain text.
    pub paint: Paint,
    /// Columns of a line.
    pub width: usize,
}

/// Colours and drawn lines, or plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// ASCII lines, no colours: files, pipes, `NO_COLOR`.
    Plain,
    /// Box drawing and colours.
    Coloured,
}

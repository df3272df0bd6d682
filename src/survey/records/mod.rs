//! What other tools have written down about transfers -> a first declaration: one file per format.
//!
//! A new format is a new file with a `FORMAT`, and its line in [`FORMATS`]. A record tells what happens, so nothing of it is
//! checked against a policy; what it does not tell is left open, and what is not taken over is said.

mod csv;
mod fides;
mod har;

use super::{Details, Surveyed};
use crate::declaration::{Located, Problem, Recipient};
use crate::source::{Location, SourceId, Sources, Span};

/// Every format, in the order in which help lists them.
pub const FORMATS: &[&Format] = &[&csv::FORMAT, &fides::FORMAT, &har::FORMAT];

/// One kind of file.
#[derive(Debug)]
pub struct Format {
    /// The name after `--from`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Reads a file.
    pub read: fn(&Input<'_>) -> Result<Records, Vec<Problem>>,
}

impl Format {
    /// The format of this name, where there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.name == name)
    }
}

/// A file, and what is known already.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file.
    pub source: SourceId,
    /// All files of the run.
    pub sources: &'a Sources,
    /// The recipients of the declaration that there is, for their internet domains; none where it cannot be used.
    pub known: Option<&'a [Recipient]>,
}

/// What a file tells.
#[derive(Debug, Default)]
pub struct Records {
    /// What happens, in the order of the file.
    pub transfers: Vec<Surveyed>,
    /// What was not taken over, in sentences without their full stops.
    pub remarks: Vec<String>,
}

impl Input<'_> {
    fn text(&self) -> &str {
        self.sources.get(self.source).text()
    }

    fn at(&self, start: usize, end: usize) -> Location {
        let length = self.text().len();
        Location { source: self.source, span: Span::new(start.min(length), end.min(length)) }
    }

    /// The reason why a file cannot be used, as a whole or from a place on.
    fn refused(&self, location: Option<Location>, message: &str) -> Vec<Problem> {
        let path = self.sources.get(self.source).path().to_owned();
        vec![Problem { message: message.to_owned(), help: None, location, path }]
    }
}

/// A transfer of which only the recipient is known.
fn transfer_to(name: &str, location: Location) -> Surveyed {
    Surveyed {
        recipient: Located { value: name.to_owned(), location },
        aliases: Vec::new(),
        role: None,
        countries: Vec::new(),
        details: Details::default(),
        policies: Vec::new(),
    }
}

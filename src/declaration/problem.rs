//! What is wrong with a declaration.

use std::fmt;

use crate::input::InputError;
use crate::source::{Location, Sources};

/// One thing that is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in one sentence without its full stop.
    pub message: String,
    /// What to do, or where else to look.
    pub help: Option<String>,
    /// The place in the YAML; none for a file that could not be read.
    pub location: Option<Location>,
    /// The file, as it is shown.
    pub path: String,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    drafts: Vec<Draft>,
}

/// A problem whose places are not yet shown: only the end of a run knows all files.
#[derive(Debug)]
struct Draft {
    location: Location,
    message: String,
    hint: Hint,
}

#[derive(Debug)]
enum Hint {
    Nothing,
    Help(String),
    /// The other place that takes part.
    Also(Location),
}

impl Problems {
    /// Records a problem that explains itself.
    pub(crate) fn report(&mut self, location: Location, message: impl Into<String>) {
        self.drafts.push(Draft { location, message: message.into(), hint: Hint::Nothing });
    }

    /// Records a problem with a word on what to do.
    pub(crate) fn report_with_help(
        &mut self,
        location: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.drafts.push(Draft { location, message: message.into(), hint: Hint::Help(help.into()) });
    }

    /// Records that a file, called so, cannot be used.
    pub(crate) fn report_file(&mut self, location: Location, name: impl fmt::Display, error: InputError) {
        let hint = error.help().map_or(Hint::Nothing, |help| Hint::Help(help.to_owned()));
        self.drafts.push(Draft { location, message: format!("{name} {error}"), hint });
    }

    /// Records that `location` clashes with what stands at `earlier`.
    pub(crate) fn report_clash(&mut self, location: Location, message: impl Into<String>, earlier: Location) {
        self.drafts.push(Draft { location, message: message.into(), hint: Hint::Also(earlier) });
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// All of them, ordered by file and place.
    pub(crate) fn finish(mut self, sources: &Sources) -> Vec<Problem> {
        self.drafts.sort_by_key(|draft| draft.location);
        self.drafts.into_iter().map(|draft| draft.finish(sources)).collect()
    }
}

impl Draft {
    fn finish(self, sources: &Sources) -> Problem {
        let help = match self.hint {
            Hint::Nothing => None,
            Hint::Help(help) => Some(help),
            Hint::Also(other) => Some(format!("the other place is {}", show(other, sources))),
        };
        let path = sources.get(self.location.source).path().to_owned();
        Problem { message: self.message, help, location: Some(self.location), path }
    }
}

/// A place as compilers write it: `path:line:column`.
fn show(location: Location, sources: &Sources) -> String {
    let source = sources.get(location.source);
    let position = source.position(location.span.start);
    format!("{}:{}:{}", source.path(), position.line, position.column)
}

//! Comments of a YAML file, and the entries that they may stand at.

use granit_parser::{Event, Parser};

use super::problem::Problems;
use super::yaml::{self, Value};
use crate::source::{Location, SourceId, Span};

/// A comment that YAML takes for one: no `#` inside a quoted or block scalar.
#[derive(Debug)]
pub(crate) struct Comment {
    /// What stands after the `#`.
    pub(crate) text: String,
    /// From the `#` to the end of the line.
    pub(crate) location: Location,
}

/// The comments of a file, in order; those before the place where it stops being YAML.
pub(crate) fn comments(source: SourceId, text: &str) -> Vec<Comment> {
    let mut options = granit_parser::options! {
        // Comments are as many as the file has: its size is limited already.
        max_buffered_comment_events: text.len(),
    };
    options.set_emit_comments(true);
    Parser::new_from_str_with_options(text, options)
        .map_while(Result::ok)
        .filter_map(|(event, span)| {
            let Event::Comment(text, _) = event else { return None };
            let span = Span::new(span.start.byte_offset()?, span.end.byte_offset()?);
            Some(Comment { text: text.into_owned(), location: Location { source, span } })
        })
        .collect()
}

/// The places of the recipients and transfers that a file lists.
pub(crate) fn entries(source: SourceId, text: &str) -> Vec<Location> {
    // Whatever is wrong with the file was reported when it was loaded.
    let Some(root) = yaml::parse(source, text, &mut Problems::default()) else { return Vec::new() };
    let Value::Map(keys) = &*root.value else { return Vec::new() };
    keys.iter()
        .filter(|entry| matches!(entry.key.as_str(), "recipients" | "transfers"))
        .flat_map(|entry| match &*entry.value.value {
            Value::List(items) => items.iter().map(|item| item.location).collect(),
            Value::Map(_) => vec![entry.value.location],
            _ => Vec::new(),
        })
        .collect()
}

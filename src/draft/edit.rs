//! Changes of a text that leave all else as it is written.

use crate::source::Span;

/// What is put in the place of what.
pub(crate) type Edit = (Span, String);

/// The line break that a file uses.
pub(crate) fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The text after the edits, all of which are by the text as it is.
pub(crate) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|(span, _)| *span);
    let mut result = text.to_owned();
    for (span, new) in sorted.into_iter().rev() {
        result.replace_range(span.start..span.end, new);
    }
    result
}

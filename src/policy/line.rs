//! Lines of a paragraph, and which of them belong together.

use std::borrow::Cow;
use std::ops::Range;

use super::marker::{Marker, ends_sentence};

/// What one line is, seen alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Rule,
    Heading,
    Item(Marker),
    /// `※ …`, `* …`: a remark that belongs to no list.
    Note,
    /// So many pipes; whether both ends of the line have one.
    Piped(usize, Ends),
    Tabbed,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    Closed,
    Open,
}

pub(super) struct Line<'p> {
    pub(super) pieces: Range<usize>,
    pub(super) text: Cow<'p, str>,
    pub(super) kind: Kind,
}

/// Lines that belong together.
#[derive(Debug)]
pub(super) enum Segment {
    Paragraph(Range<usize>),
    Item(Marker, Range<usize>),
    Heading(usize),
    Tabbed(Range<usize>),
    Piped(Range<usize>),
}

impl Segment {
    pub(super) fn first_line(&self) -> usize {
        match self {
            Self::Heading(line) => *line,
            Self::Paragraph(lines) | Self::Item(_, lines) | Self::Tabbed(lines) | Self::Piped(lines) => {
                lines.start
            }
        }
    }
}

/// Which lines belong together.
pub(super) fn segments(lines: &[Line<'_>]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (segment, end) = match line.kind {
            Kind::Blank | Kind::Rule => (None, at + 1),
            Kind::Heading => (Some(Segment::Heading(at)), at + 1),
            Kind::Item(marker) => {
                let end = paragraph_end(lines, at);
                (Some(Segment::Item(marker, at..end)), end)
            }
            Kind::Tabbed | Kind::Piped(..) | Kind::Note | Kind::Text => {
                let rows = rows(lines, at);
                let end = rows.as_ref().map_or_else(|| text_end(lines, at), |(_, end)| *end);
                (Some(rows.map_or(Segment::Paragraph(at..end), |(rows, _)| rows)), end)
            }
        };
        segments.extend(segment);
        at = end;
    }
    segments
}

/// An item goes on until a line that ends a sentence.
fn paragraph_end(lines: &[Line<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while lines.get(end).is_some_and(|line| line.kind == Kind::Text)
        && lines
            .get(end - 1)
            .is_some_and(|line| !ends_sentence(&line.text) || end == start + 1 && is_bare(line))
    {
        end += 1;
    }
    end
}

/// A number alone on its line, its text below.
fn is_bare(line: &Line<'_>) -> bool {
    matches!(line.kind, Kind::Item(marker) if marker.len >= line.text.len())
}

fn text_end(lines: &[Line<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(line) = lines.get(end) {
        let goes_on = match line.kind {
            Kind::Text => true,
            Kind::Tabbed | Kind::Piped(..) => rows(lines, end).is_none(),
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// The table that starts at a line, and where it ends.
fn rows(lines: &[Line<'_>], at: usize) -> Option<(Segment, usize)> {
    match lines.get(at)?.kind {
        Kind::Tabbed => tabbed_end(lines, at).map(|end| (Segment::Tabbed(at..end), end)),
        Kind::Piped(..) => piped_end(lines, at).map(|end| (Segment::Piped(at..end), end)),
        _ => None,
    }
}

/// The end of a run of TAB rows: two at least, with at most two lines of a wrapped cell between them.
fn tabbed_end(lines: &[Line<'_>], start: usize) -> Option<usize> {
    let mut end = start + 1;
    let mut rows = 1;
    loop {
        let ahead = lines.get(end..).unwrap_or_default();
        let wrapped = ahead.iter().take(3).take_while(|line| line.kind == Kind::Text).count();
        if ahead.get(wrapped).is_none_or(|line| line.kind != Kind::Tabbed) {
            break;
        }
        rows += 1;
        end += wrapped + 1;
    }
    (rows >= 2).then_some(end)
}

/// The end of a run of pipe rows: two at least, or one that pipes close at both ends.
fn piped_end(lines: &[Line<'_>], start: usize) -> Option<usize> {
    let rows = lines.get(start..)?.iter().take_while(|line| matches!(line.kind, Kind::Piped(..))).count();
    let is_closed = matches!(lines.get(start)?.kind, Kind::Piped(pipes, Ends::Closed) if pipes >= 3);
    (rows >= 2 || is_closed).then_some(start + rows)
}

//! The lines of files that a report shows, with marks under them.
//!
//! miette shows one source per report, counts columns in bytes and prints lines however long they are. So the lines are
//! prepared here: those of all files of a report as one virtual source, each part with the name and the numbers of its own
//! file, long lines clipped around what is marked, and nothing in them that steers a terminal.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::clip::clip;
use super::visible;
use crate::source::{Location, Position, Source, SourceId, Sources, Span};

/// Marks on lines no farther apart than this are shown in one piece.
const NEARBY_LINES: usize = 3;

/// A place to show, and what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) location: Location,
    pub(super) text: String,
}

/// Lines of one or more files, in the form that miette reads.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    parts: Vec<Part>,
    labels: Vec<LabeledSpan>,
}

/// Consecutive lines of one file.
#[derive(Debug)]
struct Part {
    path: String,
    /// Where the text begins in the virtual source.
    base: usize,
    text: String,
    first_line: usize,
    /// Where each mark begins in the virtual source, and in its file.
    marks: Vec<(usize, Position)>,
}

impl Excerpt {
    /// The lines that hold these marks, with one line around them: the files in the order of their first marks, lines of
    /// at most `width` columns. A mark on several lines is shown on its first.
    pub(super) fn new(sources: &Sources, marks: Vec<Mark>, width: usize) -> Self {
        let mut excerpt = Self::default();
        let mut files: Vec<(SourceId, Vec<Mark>)> = Vec::new();
        for mark in marks {
            match files.iter_mut().find(|(file, _)| *file == mark.location.source) {
                Some((_, marks)) => marks.push(mark),
                None => files.push((mark.location.source, vec![mark])),
            }
        }
        for (file, mut marks) in files {
            let source = sources.get(file);
            marks.sort_by_key(|mark| mark.location.span);
            let line = |mark: &Mark| source.position(mark.location.span.start).line;
            for near in marks.chunk_by(|left, right| line(right) - line(left) <= NEARBY_LINES) {
                excerpt.add(source, near, width);
            }
        }
        excerpt
    }

    /// The marks as miette's labels.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.labels.iter().cloned()
    }

    fn add(&mut self, source: &Source, marks: &[Mark], width: usize) {
        let start = |mark: &Mark| source.position(mark.location.span.start);
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return };
        let base = self.parts.last().map_or(0, |part| part.base + part.text.len());
        let (first_line, last_line) = (start(first).line, start(last).line);
        let mut part = Part {
            path: visible::one_line(source.path()),
            base,
            text: String::new(),
            first_line: if is_blank(source, first_line - 1) { first_line } else { first_line - 1 },
            marks: Vec::new(),
        };
        let end = if is_blank(source, last_line + 1) { last_line } else { last_line + 1 };
        for number in part.first_line..=end {
            let line = source.line_span(number);
            let here: Vec<&Mark> = marks.iter().filter(|mark| start(mark).line == number).collect();
            let spans: Vec<Span> = here.iter().map(|mark| within(mark.location.span, line)).collect();
            let clipped = clip(source.slice(line), &spans, width);
            for (mark, span) in here.iter().zip(clipped.spans) {
                let at = base + part.text.len() + span.start;
                part.marks.push((at, start(mark)));
                let text = Some(visible::one_line(&mark.text)).filter(|text| !text.is_empty());
                self.labels.push(LabeledSpan::new(text, at, span.end - span.start));
            }
            part.text.push_str(&clipped.text);
            part.text.push('\n');
        }
        self.parts.push(part);
    }
}

/// The span as offsets within its first line.
fn within(span: Span, line: Span) -> Span {
    let start = span.start.clamp(line.start, line.end);
    Span::new(start - line.start, span.end.min(line.end).saturating_sub(line.start))
}

/// Whether a line is blank or is not there.
fn is_blank(source: &Source, line: usize) -> bool {
    source.slice(source.line_span(line)).trim().is_empty()
}

impl SourceCode for Excerpt {
    /// miette asks with context for the lines to show, and without for the place that their heading names. Marks of
    /// different parts cannot be read as one: so it shows the parts one after the other.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let part = self
            .parts
            .iter()
            .find(|part| {
                part.base <= span.offset() && span.offset() + span.len() <= part.base + part.text.len()
            })
            .ok_or(MietteError::OutOfBounds)?;
        let mark = part.marks.iter().find(|(at, _)| *at == span.offset()).map(|&(_, position)| position);
        let (line, column) = match (mark, before + after) {
            (Some(position), 0) => (position.line - 1, position.column - 1),
            _ => (part.first_line - 1, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            part.path.clone(),
            part.text.as_bytes(),
            (part.base, part.text.len()).into(),
            line,
            column,
            part.text.matches('\n').count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_the_name_and_the_numbers_of_its_own_file() {
        let mut sources = Sources::default();
        let yaml = sources.add(Source::new("divulge.yaml", "version: 1\n\ncountry: CN\n"));
        let policy = sources.add(Source::new("개인.md", "머리\r\n😀 알리페이\r\n끝"));
        let mark = |source, start, end| Mark {
            location: Location { source, span: Span::new(start, end) },
            text: "here".to_owned(),
        };
        let excerpt = Excerpt::new(&sources, vec![mark(yaml, 21, 23), mark(policy, 13, 25)], 90);
        let shown: Vec<(&str, usize, &str)> = excerpt
            .parts
            .iter()
            .map(|part| (part.path.as_str(), part.first_line, part.text.as_str()))
            .collect();
        assert_eq!(shown, [("divulge.yaml", 3, "country: CN\n"), ("개인.md", 1, "머리\n😀 알리페이\n끝\n")]);
        let [first, second] = excerpt.labels.as_slice() else { panic!("{:?}", excerpt.labels) };
        assert_eq!((first.offset(), second.offset()), (9, 12 + 7 + 5));
        let header = excerpt.read_span(second.inner(), 0, 0).unwrap();
        assert_eq!((header.line(), header.column()), (1, 2), "characters, from 0");
        let both = (first.offset(), second.offset() + second.len() - first.offset()).into();
        assert!(excerpt.read_span(&both, 1, 1).is_err());
    }
}

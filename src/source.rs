//! Files as text, and places in them.
//!
//! Every stage speaks in byte [`Span`]s. Lines and columns exist only at the edge, where a person or an editor reads them.

/// A range of bytes in one file, counted from 0, half-open. Both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte; never before `start`.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`; an inverted range is read as the empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Which file of a run a span is about: an index into its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A span in a known file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub source: SourceId,
    /// The bytes in it.
    pub span: Span,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
    /// Byte of the file, from 0.
    pub offset: usize,
}

/// A file's path as it is shown, and its text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    /// The byte at which each line starts; the first is 0.
    line_starts: Vec<usize>,
    /// How many characters begin before each multiple of `STRETCH`: a line may be the whole file, and is not counted anew for
    /// each of its findings.
    characters: Vec<usize>,
}

/// Bytes that are counted at once.
const STRETCH: usize = 4_096;

impl Source {
    /// `path` is shown to people as it stands: relative to the working directory, with `/`.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                line_starts.push(at + 1);
            }
        }
        let mut characters = vec![0];
        let mut count = 0;
        for stretch in bytes.chunks(STRETCH) {
            count += beginnings(stretch);
            characters.push(count);
        }
        Self { path: path.into(), text, line_starts, characters }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let rest = self.text.as_bytes().get(stretch * STRETCH..offset).unwrap_or_default();
        self.characters.get(stretch).copied().unwrap_or_default() + beginnings(rest)
    }

    /// The path as it is shown.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at a span; empty where the span does not lie on character boundaries of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Line and column of a byte; past the end of the text it is the end, inside a character the character's start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.characters_before(offset) - self.characters_before(start) + 1;
        Position { line, column, offset }
    }

    /// The span of a line, counted from 1, without its line break; the empty span at the end for a line that is not there.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let end_of_text = self.text.len();
        let Some(&start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return Span::new(end_of_text, end_of_text);
        };
        let next = self.line_starts.get(line).copied().unwrap_or(end_of_text);
        let body = self.text.get(start..next).unwrap_or_default();
        Span::new(start, start + body.trim_end_matches(['\n', '\r']).len())
    }
}

/// How many characters begin in these bytes of UTF-8: all but those that go on with one.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| !(0x80..0xc0).contains(&byte)).count()
}

/// The files of one run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The file with this id.
    ///
    /// # Panics
    /// Never for an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Every file, in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(SourceId)
    }

    /// The text at a location.
    #[must_use]
    pub fn slice(&self, location: Location) -> &str {
        self.get(location.source).slice(location.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_counted_alike() {
        let text = "x\n".to_owned() + &"가a😀é".repeat(3_000);
        let source = Source::new("p.md", text.as_str());
        let (line, _) = text.split_at(2);
        for (index, (at, _)) in text.char_indices().enumerate().skip(2).step_by(37) {
            assert_eq!(source.position(at), Position { line: 2, column: index - line.len() + 1, offset: at });
        }
    }

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let source = Source::new("p.md", "가나😀x\r\nsecond\rthird");
        assert_eq!(source.position(10), Position { line: 1, column: 4, offset: 10 });
        assert_eq!(source.position(13), Position { line: 2, column: 1, offset: 13 });
        assert_eq!(source.position(20), Position { line: 3, column: 1, offset: 20 });
        assert_eq!(source.position(1).offset, 0, "inside a character is its start");
        assert_eq!(source.position(999).offset, source.text().len());
        assert_eq!(source.slice(source.line_span(1)), "가나😀x");
        assert_eq!(source.slice(source.line_span(3)), "third");
        assert_eq!(source.slice(source.line_span(9)), "");
    }
}

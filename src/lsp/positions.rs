//! Bytes of a file <-> lines and columns as an editor counts them.
//!
//! A column counts UTF-16 code units, unless client and server agree on UTF-8 or UTF-32.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::source::{Source, Span};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client knows.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// The first that the client offers, in the order of its preference.
    pub(super) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let known = |kind: &PositionEncodingKind| {
            [Self::Utf8, Self::Utf16, Self::Utf32].into_iter().find(|encoding| encoding.kind() == *kind)
        };
        offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, letter: char) -> usize {
        match self {
            Self::Utf8 => letter.len_utf8(),
            Self::Utf16 => letter.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// Where a byte of a file stands.
    pub(super) fn position(self, source: &Source, offset: usize) -> Position {
        let place = source.position(offset);
        let start = source.line_span(place.line).start;
        let before = source.slice(Span::new(start, place.offset));
        let column = match self {
            Self::Utf8 => before.len(),
            Self::Utf16 | Self::Utf32 => before.chars().map(|letter| self.width(letter)).sum(),
        };
        Position { line: small(place.line - 1), character: small(column) }
    }

    /// The byte at a position. What lies behind the end of a line is its end, what lies inside a character its start.
    pub(super) fn offset(self, source: &Source, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX - 1).saturating_add(1);
        let span = source.line_span(line);
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut column = 0;
        for (at, letter) in source.slice(span).char_indices() {
            column += self.width(letter);
            if column > wanted {
                return span.start + at;
            }
        }
        span.end
    }

    /// The place of a span.
    pub(super) fn range(self, source: &Source, span: Span) -> Range {
        Range { start: self.position(source, span.start), end: self.position(source, span.end) }
    }

    /// The span of a range; an inverted one is empty.
    pub(super) fn span(self, source: &Source, range: Range) -> Span {
        Span::new(self.offset(source, range.start), self.offset(source, range.end))
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn columns_count_what_was_agreed() {
        let source = Source::new("p.md", "가😀e\u{301}x\r\n두\rz");
        let columns = |offset| ALL.map(|encoding| encoding.position(&source, offset).character);
        assert_eq!(columns(3), [3, 1, 1]);
        assert_eq!(columns(7), [7, 3, 2]);
        assert_eq!(columns(10), [10, 5, 4]);
        assert_eq!(Encoding::Utf16.position(&source, 16), Position::new(1, 1));
        assert_eq!(Encoding::Utf16.position(&source, 17), Position::new(2, 0));
    }

    #[test]
    fn every_byte_comes_back() {
        let source = Source::new("p.md", "가나😀e\u{301}\r\n\n두 👩‍👧\rz\n");
        for encoding in ALL {
            for (offset, _) in source.text().char_indices().filter(|(_, letter)| !"\r\n".contains(*letter)) {
                assert_eq!(encoding.offset(&source, encoding.position(&source, offset)), offset);
            }
        }
    }

    #[test]
    fn positions_outside_are_drawn_in() {
        let source = Source::new("p.md", "a😀\r\nb");
        for encoding in ALL {
            assert_eq!(encoding.offset(&source, Position::new(0, 99)), 5, "before the line break");
            assert_eq!(encoding.offset(&source, Position::new(9, 0)), source.text().len());
            assert_eq!(encoding.offset(&source, Position::new(u32::MAX, u32::MAX)), source.text().len());
        }
        assert_eq!(Encoding::Utf16.offset(&source, Position::new(0, 2)), 1, "between surrogates");
        assert_eq!(Encoding::Utf8.offset(&source, Position::new(0, 3)), 1, "inside a character");
    }

    #[test]
    fn the_clients_preference_decides() {
        let offered = |kinds: &[PositionEncodingKind]| Encoding::negotiate(Some(kinds));
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(offered(&[PositionEncodingKind::new("utf-7")]), Encoding::Utf16);
        assert_eq!(offered(&[PositionEncodingKind::UTF32, PositionEncodingKind::UTF8]), Encoding::Utf32);
    }
}

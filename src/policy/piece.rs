//! The inline text of one block while it is being read: pieces that still know their bytes, before anything is normalised.
//!
//! Tables without markup, bullets and numbering are told by TABs, pipes and line starts, which a finished [`Text`] has
//! smoothed away; so blocks are collected as pieces and become texts last.

use std::borrow::Cow;
use std::ops::Range;

use super::text::{Text, TextBuilder};
use crate::source::{SourceId, Span};

/// How a piece relates to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Letter for letter.
    Linear,
    /// It stands for other bytes: an entity, an escape.
    Replaced,
    /// A line break, soft or hard.
    Break,
}

/// How a run of text is emphasised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Not at all.
    None,
    /// `_like this_`, and not bold.
    Italic,
    /// `**like this**`.
    Bold,
}

/// A run of visible text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) form: Form,
    pub(super) emphasis: Emphasis,
}

impl<'s> Piece<'s> {
    /// The part of this piece's text at `range`, which lies on character boundaries.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let span = match self.form {
            Form::Linear => Span::new(self.span.start + range.start, self.span.start + range.end),
            Form::Replaced | Form::Break => self.span,
        };
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        };
        Self { text, span, ..*self }
    }

    pub(super) fn is_break(&self) -> bool {
        self.form == Form::Break
    }
}

/// Appends pieces to a text.
pub(super) fn append(builder: &mut TextBuilder, pieces: &[Piece<'_>]) {
    for piece in pieces {
        match piece.form {
            Form::Linear => builder.push(&piece.text, piece.span.start),
            Form::Replaced => builder.push_for(&piece.text, piece.span),
            Form::Break => builder.push_break(piece.span),
        }
    }
}

/// Pieces as a finished text.
pub(super) fn finish(source: SourceId, pieces: &[Piece<'_>]) -> Text {
    let mut builder = TextBuilder::new(source);
    append(&mut builder, pieces);
    builder.finish()
}

/// The bytes that pieces cover, breaks at either end left out.
pub(super) fn cover(pieces: &[Piece<'_>]) -> Option<Span> {
    let first = pieces.iter().find(|piece| !piece.is_break())?;
    let last = pieces.iter().rfind(|piece| !piece.is_break())?;
    Some(first.span.cover(last.span))
}

/// Whether nothing can be seen.
pub(super) fn is_blank(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().all(|piece| piece.is_break() || piece.text.trim().is_empty())
}

/// The index ranges of the lines that breaks separate.
pub(super) fn lines(pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.is_break() {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..pieces.len());
    lines
}

/// The text of one line as it was written.
pub(super) fn line_text<'p>(pieces: &'p [Piece<'_>]) -> Cow<'p, str> {
    match pieces {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(&one.text),
        many => Cow::Owned(many.iter().map(|piece| &*piece.text).collect()),
    }
}

/// The pieces without their first `len` bytes of text.
pub(super) fn skip<'s>(pieces: &[Piece<'s>], mut len: usize) -> Vec<Piece<'s>> {
    let mut rest = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if len == 0 || piece.is_break() {
            rest.push(piece.clone());
        } else if piece.text.len() <= len {
            len -= piece.text.len();
        } else {
            rest.push(piece.part(len..piece.text.len()));
            len = 0;
        }
    }
    rest
}

/// The first `len` bytes of the text of pieces.
pub(super) fn take<'s>(pieces: &[Piece<'s>], mut len: usize) -> Vec<Piece<'s>> {
    let mut first = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if len == 0 {
            break;
        }
        let part = piece.text.len().min(len);
        first.push(piece.part(0..part));
        len -= part;
    }
    first
}

/// The pieces of one line, parted at every `separator` for which `parts` holds.
pub(super) fn split<'s>(
    pieces: &[Piece<'s>],
    separator: char,
    parts: impl Fn(&Piece<'s>, usize) -> bool,
) -> Vec<Vec<Piece<'s>>> {
    let mut cells = vec![Vec::new()];
    for piece in pieces {
        let mut start = 0;
        for (at, _) in piece.text.match_indices(separator) {
            if parts(piece, at) {
                push_part(&mut cells, piece, start..at);
                cells.push(Vec::new());
                start = at + separator.len_utf8();
            }
        }
        push_part(&mut cells, piece, start..piece.text.len());
    }
    cells
}

fn push_part<'s>(cells: &mut [Vec<Piece<'s>>], piece: &Piece<'s>, range: Range<usize>) {
    if let (Some(cell), false) = (cells.last_mut(), range.is_empty()) {
        cell.push(piece.part(range));
    }
}

//! Structure that Markdown does not see: rows of TABs or pipes without a separator line, bullets and numbers of word
//! processors, lines that are headings by their words.

use std::ops::Range;

use super::builder::{Builder, Draft};
use super::frame::Role;
use super::line::{Ends, Kind, Line, Segment, segments};
use super::marker::{Class, Marker, ends_sentence, heads_article, is_rule, is_title, marker};
use super::piece::{self, Emphasis, Piece};
use super::raw_table::row_end;
use super::table::{CellDraft, RowDraft, TableDraft, lay_out};
use super::{BlockId, BlockKind};
use crate::source::Span;

/// The level of a line that merely looks like a heading.
pub(super) const LOOSE_HEADING: u8 = 7;

/// A list that line starts make.
#[derive(Debug)]
pub(super) struct LooseList {
    class: Class,
    id: usize,
    parent: Option<BlockId>,
    lead_in: Option<BlockId>,
    last: BlockId,
}

impl<'s> Builder<'s> {
    /// Turns the lines of a paragraph into blocks.
    pub(super) fn settle_loose(&mut self, pieces: &[Piece<'s>], outer: Option<Span>) {
        if let Some(level) = heading_level(pieces).filter(|_| self.around().is_none()) {
            return self.settle_heading(pieces, outer, level);
        }
        let lines = self.read_lines(pieces, Place::Paragraph);
        let segments = segments(&lines);
        let outer = outer.filter(|_| segments.len() == 1);
        for segment in segments {
            self.settle_segment(&segment, pieces, &lines, outer);
        }
    }

    /// Adds a paragraph of an item to it; rows and headings that Markdown drew into the item become blocks of their own.
    pub(super) fn settle_item(&mut self, pieces: &[Piece<'s>], sink: usize) {
        if !pieces.iter().any(Piece::is_break) {
            return self.extend_item(sink, pieces);
        }
        let lines = self.read_lines(pieces, Place::Item);
        if let Some(body) = self.titled_body(&lines, sink) {
            self.extend_item(sink, part(pieces, &lines, &(0..1)));
            let rest = pieces.get(body..).unwrap_or_default();
            return self.settle_loose(rest, None);
        }
        let mut is_own = true;
        for segment in segments(&lines) {
            let first = part(pieces, &lines, &(segment.first_line()..segment.first_line() + 1));
            match &segment {
                Segment::Paragraph(range) if is_own => self.extend_item(sink, part(pieces, &lines, range)),
                _ => {
                    if segment.first_line() > 0 && self.leaves_item(&segment, first) {
                        is_own = false;
                        self.leave_lists();
                    }
                    self.settle_segment(&segment, pieces, &lines, None);
                }
            }
        }
    }

    /// Whether lines that Markdown draws into an item stand outside of it: a heading, and what heads sections elsewhere.
    fn leaves_item(&self, segment: &Segment, first: &[Piece<'s>]) -> bool {
        let is_outer = match segment {
            Segment::Heading(_) => true,
            Segment::Item(marker, _) => marker.may_head(),
            _ => false,
        };
        is_outer && self.is_unindented(first)
    }

    /// Where the body starts if an item of a text without headings is a title with its body right below, not indented.
    fn titled_body(&mut self, lines: &[Line<'_>], sink: usize) -> Option<usize> {
        let [title, body, ..] = lines else { return None };
        let Some(Role::Item(item)) = self.frames.get(sink).map(|frame| &frame.role) else { return None };
        let is_titled = self.is_plain
            && item.is_ordered
            && item.text.is_empty()
            && body.kind != Kind::Blank
            && is_title(&title.text)
            && !is_title(&body.text);
        let draft = self.drafts.get_mut(item.block).filter(|_| is_titled)?;
        draft.may_head = true;
        Some(body.pieces.start)
    }

    fn read_lines<'p>(&self, pieces: &'p [Piece<'s>], place: Place) -> Vec<Line<'p>> {
        let mut lines: Vec<Line<'p>> = Vec::new();
        for range in piece::lines(pieces) {
            let own = pieces.get(range.clone()).unwrap_or_default();
            let text = piece::line_text(own);
            let is_fresh =
                lines.last().is_none_or(|last| last.kind != Kind::Text || ends_sentence(&last.text));
            let place = if lines.is_empty() && place == Place::Item { Place::ItemStart } else { place };
            let kind = self.line_kind(own, &text, place, is_fresh);
            lines.push(Line { pieces: range, text, kind });
        }
        if self.is_plain {
            self.find_numbered_headings(&mut lines, pieces, place);
        }
        lines
    }

    fn line_kind(&self, pieces: &[Piece<'s>], text: &str, place: Place, is_fresh: bool) -> Kind {
        if text.trim().is_empty() {
            return Kind::Blank;
        }
        if is_rule(text) {
            return Kind::Rule;
        }
        let pipes = text.matches('|').count();
        if pipes >= 2 {
            let is_closed = text.trim().starts_with('|') && text.trim().ends_with('|');
            return Kind::Piped(pipes, if is_closed { Ends::Closed } else { Ends::Open });
        }
        if place != Place::ItemStart {
            if heads_article(text, is_fresh) && (place == Place::Paragraph || self.is_unindented(pieces)) {
                return Kind::Heading;
            }
            if let Some(marker) = marker(text).filter(|marker| is_fresh || !needs_finished_line(marker)) {
                let rest = text.get(marker.len..).unwrap_or_default();
                return if rest.contains('\t') { Kind::Tabbed } else { Kind::Item(marker) };
            }
            if text.trim_start().starts_with(['※', '*', '＊']) {
                return Kind::Note;
            }
        }
        if text.trim().contains('\t') || self.leading_tab(pieces).is_some() {
            Kind::Tabbed
        } else {
            Kind::Text
        }
    }

    /// The TAB that a line starts with: Markdown strips it, but it says that the first cell is empty.
    fn leading_tab(&self, pieces: &[Piece<'s>]) -> Option<usize> {
        let start = pieces.first()?.span.start;
        let before = self.input.get(..start)?.as_bytes();
        let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let line = before.len() - blanks;
        let is_line_start = line == 0 || matches!(before.get(line - 1), Some(b'\n' | b'\r'));
        let tab = before.iter().skip(line).position(|&byte| byte == b'\t')?;
        is_line_start.then_some(line + tab)
    }

    fn is_unindented(&self, pieces: &[Piece<'s>]) -> bool {
        let start = pieces.first().map_or(0, |piece| piece.span.start);
        start == 0 || matches!(self.input.as_bytes().get(start - 1), Some(b'\n' | b'\r'))
    }

    /// In a text without headings a short numbered line heads what follows, unless its neighbours are numbered alike.
    fn find_numbered_headings(&self, lines: &mut [Line<'_>], pieces: &[Piece<'s>], place: Place) {
        let class = |line: Option<&Line<'_>>| match line.map(|line| line.kind) {
            Some(Kind::Item(marker)) => Some(marker.class),
            _ => None,
        };
        let mut before = None;
        for at in 0..lines.len() {
            let after = class(lines.get(at + 1));
            let own = class(lines.get(at));
            if let Some(line) = lines.get_mut(at)
                && let Kind::Item(marker) = line.kind
                && marker.may_head()
                && before != own
                && after != own
                && is_title(line.text.get(marker.len..).unwrap_or_default())
                && (place == Place::Paragraph
                    || self.is_unindented(pieces.get(line.pieces.clone()).unwrap_or_default()))
            {
                line.kind = Kind::Heading;
            }
            before = own;
        }
    }

    fn settle_segment(
        &mut self,
        segment: &Segment,
        pieces: &[Piece<'s>],
        lines: &[Line<'_>],
        outer: Option<Span>,
    ) {
        match segment {
            Segment::Paragraph(range) => self.settle_paragraph(part(pieces, lines, range), outer),
            Segment::Heading(line) => {
                self.settle_heading(part(pieces, lines, &(*line..line + 1)), outer, LOOSE_HEADING);
            }
            Segment::Item(marker, range) => self.settle_loose_item(marker, part(pieces, lines, range)),
            Segment::Tabbed(range) => self.settle_tabbed(pieces, lines, range.clone()),
            Segment::Piped(range) => self.settle_piped(pieces, lines, range.clone()),
        }
    }

    fn settle_paragraph(&mut self, pieces: &[Piece<'s>], outer: Option<Span>) {
        let Some(span) = outer.or_else(|| piece::cover(pieces)) else { return };
        let text = piece::finish(self.source, pieces);
        if !text.is_empty() {
            self.loose_lists.clear();
            self.add(BlockKind::Paragraph(text), span, 0);
        }
    }

    fn settle_loose_item(&mut self, marker: &Marker, pieces: &[Piece<'s>]) {
        let Some(span) = piece::cover(pieces) else { return };
        let text = piece::finish(self.source, &piece::skip(pieces, marker.len));
        if text.is_empty() {
            return;
        }
        let block = self.drafts.len();
        let known = self.loose_lists.iter().position(|list| list.class == marker.class);
        match known {
            Some(at) => self.loose_lists.truncate(at + 1),
            None => {
                // Numbers stand above bullets, whichever came first.
                if !matches!(marker.class, Class::Bullet(_)) {
                    self.loose_lists.retain(|list| !matches!(list.class, Class::Bullet(_)));
                }
                let outer = self.loose_lists.last().map(|list| list.last);
                let parent = outer.or_else(|| self.around());
                let lead_in = parent.or_else(|| self.introduction());
                let id = self.next_list();
                self.loose_lists.push(LooseList { class: marker.class, id, parent, lead_in, last: block });
            }
        }
        let Some(list) = self.loose_lists.last_mut() else { return };
        list.last = block;
        let item = super::Item { text, list: list.id, parent: list.parent, lead_in: list.lead_in };
        self.drafts.push(Draft { kind: BlockKind::Item(item), span, level: 0, may_head: false });
    }

    fn settle_tabbed(&mut self, pieces: &[Piece<'s>], lines: &[Line<'_>], range: Range<usize>) {
        let mut rows: Vec<(Span, Vec<Vec<Piece<'s>>>)> = Vec::new();
        for at in range {
            let own = part(pieces, lines, &(at..at + 1));
            let Some(span) = piece::cover(own) else { continue };
            if lines.get(at).is_some_and(|line| line.kind == Kind::Tabbed) {
                let mut cells = piece::split(own, '\t', |_, _| true);
                if self.leading_tab(own).is_some() {
                    cells.insert(0, Vec::new());
                }
                rows.push((span, cells));
            } else if let Some((row, cells)) = rows.last_mut()
                && let Some(cell) = cells.last_mut()
            {
                // A line without a TAB between rows goes on with the cell above it.
                *row = row.cover(span);
                let at = Span::new(span.start, span.start);
                cell.push(Piece {
                    text: "\n".into(),
                    span: at,
                    form: piece::Form::Break,
                    emphasis: Emphasis::None,
                });
                cell.extend_from_slice(own);
            }
        }
        let drafts = rows.into_iter().map(|(span, cells)| self.loose_row(span, &cells)).collect();
        self.settle_rows(fill_first_column(drafts));
    }

    fn settle_piped(&mut self, pieces: &[Piece<'s>], lines: &[Line<'_>], range: Range<usize>) {
        let mut rows = Vec::new();
        let mut headings = 0;
        for at in range {
            let own = part(pieces, lines, &(at..at + 1));
            let Some(span) = piece::cover(own) else { continue };
            if own.iter().all(|piece| piece.text.chars().all(|letter| "|-: ".contains(letter))) {
                headings = rows.len();
                continue;
            }
            let is_open = lines.get(at).is_some_and(|line| matches!(line.kind, Kind::Piped(_, Ends::Open)));
            let cells = piece::split(own, '|', |piece, at| !self.is_escaped(piece, at));
            for mut cells in if is_open { part_rows(cells) } else { vec![cells] } {
                cells.pop_if(|cell| piece::is_blank(cell));
                if cells.first().is_some_and(|cell| piece::is_blank(cell)) {
                    cells.remove(0);
                }
                let own = cells.iter().filter_map(|cell| piece::cover(cell)).reduce(Span::cover);
                rows.push(self.loose_row(own.unwrap_or(span), &cells));
            }
        }
        if let (1, Some(first)) = (headings, rows.first_mut()) {
            first.is_head = true;
        }
        self.settle_rows(rows);
    }

    fn is_escaped(&self, piece: &Piece<'s>, at: usize) -> bool {
        let before = (piece.span.start + at).checked_sub(1);
        piece.form == piece::Form::Linear
            && before.and_then(|at| self.input.as_bytes().get(at)) == Some(&b'\\')
    }

    fn loose_row(&self, span: Span, cells: &[Vec<Piece<'s>>]) -> RowDraft {
        let cells = cells.iter().map(|cell| CellDraft::plain(piece::finish(self.source, cell))).collect();
        RowDraft { cells, span, is_head: false }
    }

    fn settle_rows(&mut self, rows: Vec<RowDraft>) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let span = first.span.cover(last.span);
        let lead_in = self.introduction();
        if let Some(table) = lay_out(TableDraft { rows, ..TableDraft::default() }, self.source, lead_in) {
            self.add(BlockKind::Table(table), span, 0);
        }
    }
}

/// Where lines stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    /// The first line of a list item, whose marker Markdown has read.
    ItemStart,
    Item,
}

/// A dash may also stand at a line start because a sentence was wrapped there.
fn needs_finished_line(marker: &Marker) -> bool {
    matches!(marker.class, Class::Bullet('–' | '—'))
}

fn part<'p, 's>(pieces: &'p [Piece<'s>], lines: &[Line<'_>], range: &Range<usize>) -> &'p [Piece<'s>] {
    let start = lines.get(range.start).map_or(0, |line| line.pieces.start);
    let end = lines.get(range.end.saturating_sub(1)).map_or(start, |line| line.pieces.end);
    pieces.get(start..end).unwrap_or_default()
}

/// Cells of several rows in one line: two blanks inside a cell part them, as in [`super::raw_table`].
fn part_rows<'s>(cells: Vec<Vec<Piece<'s>>>) -> Vec<Vec<Vec<Piece<'s>>>> {
    let mut rows = vec![Vec::new()];
    let last = cells.len().saturating_sub(1);
    for (nth, cell) in cells.into_iter().enumerate() {
        let end = if nth > 0 && nth < last { row_end(&piece::line_text(&cell)) } else { None };
        let Some(row) = rows.last_mut() else { continue };
        match end {
            Some(end) => {
                row.push(piece::take(&cell, end));
                rows.push(vec![piece::skip(&cell, end)]);
            }
            None => row.push(cell),
        }
    }
    rows
}

/// TAB rows lose row spans: an empty first cell is the one above.
fn fill_first_column(mut rows: Vec<RowDraft>) -> Vec<RowDraft> {
    let mut above = None;
    for row in &mut rows {
        let Some(first) = row.cells.first_mut() else { continue };
        if !first.text.is_empty() {
            above = Some(first.text.clone());
        } else if let Some(text) = &above {
            first.text = text.clone();
            first.repeats = true;
        }
    }
    rows
}

/// The level of a paragraph that is a short line, bold or in italics as a whole: people write headings so.
fn heading_level(pieces: &[Piece<'_>]) -> Option<u8> {
    if is_heading(pieces, Emphasis::Bold) {
        return Some(LOOSE_HEADING);
    }
    // `_Last updated: 1 May_`, `_Example Ltd., London_`: what stands in italics is often a note.
    let is_title = |piece: &Piece<'_>| {
        piece.text.chars().all(|letter| letter.is_alphabetic() || " &/-'’".contains(letter))
    };
    let words: usize = pieces.iter().map(|piece| piece.text.split_whitespace().count()).sum();
    let is_note = words > LONGEST_TITLE || !pieces.iter().all(is_title);
    (!is_note && is_heading(pieces, Emphasis::Italic)).then_some(LOOSE_HEADING + 1)
}

/// How many words a heading in italics has at the most.
const LONGEST_TITLE: usize = 6;

fn is_heading(pieces: &[Piece<'_>], emphasis: Emphasis) -> bool {
    let mut letters = 0;
    let mut has_name = false;
    for piece in pieces {
        if piece.is_break() || letters > 80 {
            return false;
        }
        letters += piece.text.chars().count();
        has_name |= piece.text.chars().any(char::is_alphabetic);
        let is_decoration =
            || piece.text.chars().all(|letter| letter.is_numeric() || " .:()：\u{a0}".contains(letter));
        if piece.emphasis != emphasis && !is_decoration() {
            return false;
        }
    }
    let last = pieces.iter().rfind(|piece| !piece.text.trim().is_empty());
    has_name && letters <= 80 && !last.is_some_and(|piece| ends_sentence(&piece.text))
}

//! What GFM loses of a table: cells beyond the header's width, rows that a raw line break splits, and text right below the
//! last row, which GFM takes for one more row.

use std::ops::Range;

use super::builder::Builder;
use super::frame::{Cell, Tag};
use super::markdown::read_inline;
use super::table::RowDraft;
use crate::source::Span;

/// The rows of the table that is being read, as the file has them.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    columns: usize,
    /// Rows have a pipe at either end.
    has_outer_pipes: bool,
    above: Option<RawRow>,
    /// Lines without any pipe at the end of the table.
    trailing: Vec<Span>,
    last_end: Option<usize>,
}

#[derive(Debug)]
struct RawRow {
    cells: Vec<Range<usize>>,
    is_opened: bool,
    is_closed: bool,
    /// How many lines were joined to it.
    joined: usize,
}

/// A cell that is broken more often than this is no cell.
const MAX_JOINED: usize = 30;

impl RawTable {
    /// Looks at a row that the builder has just taken.
    pub(super) fn row(&mut self, builder: &mut Builder<'_>, span: Span) {
        let mut raw = raw_row(builder.input, &builder.masks, span);
        if self.columns == 0 {
            self.columns = raw.cells.len().max(1);
            self.has_outer_pipes = raw.is_opened;
        } else if self.continues(&raw) {
            self.rejoin(builder, &mut raw, span);
        } else if raw.cells.len() <= 1 && !raw.is_opened && !raw.is_closed && self.columns > 1 {
            return self.trailing.push(span);
        } else if !self.has_outer_pipes && fused(builder.input, &raw.cells).is_some() {
            raw = split_rows(builder, raw, span);
        } else if raw.cells.len() > self.columns {
            let extra = raw.cells.get(self.columns..).unwrap_or_default().to_vec();
            append_cells(builder, extra);
        }
        self.trailing.clear();
        self.above = Some(raw);
        self.last_end = Some(span.end);
    }

    /// A row without its closing pipe, then a line without its opening one: they are one row.
    fn continues(&self, raw: &RawRow) -> bool {
        let is_cut = self.above.as_ref().is_some_and(|above| {
            above.is_opened
                && !above.is_closed
                && above.joined < MAX_JOINED
                && above.cells.len() + raw.cells.len() - 1 <= self.columns
        });
        self.has_outer_pipes && is_cut && !raw.is_opened && self.trailing.is_empty()
    }

    fn rejoin(&mut self, builder: &mut Builder<'_>, raw: &mut RawRow, span: Span) {
        let Some(mut above) = self.above.take() else { return };
        let Some(from) = above.cells.pop().map(|cell| cell.start) else { return };
        let Some(to) = raw.cells.first().map(|cell| cell.end) else { return };
        forget(builder, from);
        if let Some(table) = builder.table() {
            table.rows.pop();
            if let Some(row) = table.rows.last_mut() {
                row.cells.truncate(above.cells.len());
                row.span.end = span.end;
            }
        }
        let rest = raw.cells.iter().skip(1).cloned();
        let cells: Vec<_> = std::iter::once(from..to).chain(rest).collect();
        append_cells(builder, cells.clone());
        above.cells.extend(cells);
        *raw = RawRow {
            is_opened: true,
            is_closed: raw.is_closed,
            cells: above.cells,
            joined: above.joined + 1,
        };
        if let Some(RowDraft { cells, .. }) = builder.table().and_then(|table| table.rows.last_mut()) {
            let is_header = cells.first().is_some_and(|cell| cell.is_header);
            cells.iter_mut().for_each(|cell| cell.is_header = is_header);
        }
    }

    /// Takes the lines below the table out of it; where the table ends without them.
    pub(super) fn end(&self, builder: &mut Builder<'_>) -> Option<usize> {
        let first = self.trailing.first()?;
        forget(builder, first.start);
        let count = self.trailing.len();
        if let Some(table) = builder.table() {
            table.rows.truncate(table.rows.len().saturating_sub(count));
        }
        self.last_end
    }

    /// Reads those lines as the paragraph that they are.
    pub(super) fn read_after(&self, builder: &mut Builder<'_>) {
        for (nth, span) in self.trailing.iter().enumerate() {
            if nth > 0 {
                builder.line_break(Span::new(span.start, span.start));
            }
            read_inline(builder, span.start..span.end);
        }
        builder.flush();
    }
}

/// Converters of HTML end the rows of such tables with two blanks, and others wrap their lines: two blanks inside a cell, with
/// cells on either side, part two rows. The cell, and where in the file the next row begins.
fn fused(input: &str, cells: &[Range<usize>]) -> Option<(usize, usize)> {
    let inner = cells.iter().enumerate().skip(1).take(cells.len().saturating_sub(2));
    inner.filter_map(|(nth, cell)| row_end(input.get(cell.clone())?).map(|at| (nth, cell.start + at))).next()
}

/// Where two blanks begin inside a cell.
pub(super) fn row_end(cell: &str) -> Option<usize> {
    let indent = cell.len() - cell.trim_start().len();
    cell.trim().find("  ").map(|at| indent + at)
}

/// Takes a row apart that holds several; the last of them remains to be looked at.
fn split_rows(builder: &mut Builder<'_>, mut raw: RawRow, span: Span) -> RawRow {
    forget(builder, span.start);
    if let Some(row) = builder.table().and_then(|table| table.rows.last_mut()) {
        row.cells.clear();
    }
    while let Some((nth, at)) = fused(builder.input, &raw.cells) {
        let rest = raw.cells.split_off(nth + 1);
        let Some(cell) = raw.cells.pop() else { break };
        raw.cells.push(cell.start..at);
        append_cells(builder, raw.cells);
        if let Some(table) = builder.table() {
            if let Some(row) = table.rows.last_mut() {
                row.span.end = at;
            }
            let span = Span::new(at, span.end);
            table.rows.push(RowDraft { cells: Vec::new(), span, is_head: false });
        }
        raw.cells = std::iter::once(at..cell.end).chain(rest).collect();
    }
    append_cells(builder, raw.cells.clone());
    raw
}

/// Drops the links and hidden texts from a place on: it is read again.
fn forget(builder: &mut Builder<'_>, from: usize) {
    while builder.links.pop_if(|link| link.span.start >= from).is_some() {}
    while builder.hidden.pop_if(|hidden| hidden.text.location().span.start >= from).is_some() {}
}

/// Adds cells to the row that was closed last.
fn append_cells(builder: &mut Builder<'_>, ranges: Vec<Range<usize>>) {
    for range in ranges {
        let end = range.end;
        builder.start_cell(Cell::new(builder.source), Tag::Markdown);
        read_inline(builder, range);
        builder.close_markdown(end);
    }
}

fn raw_row(input: &str, masks: &[Span], span: Span) -> RawRow {
    let row = input.get(span.start..span.end).unwrap_or_default();
    let bytes = row.as_bytes();
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let is_masked = || {
            let nth = masks.partition_point(|mask| mask.end <= span.start + at);
            masks.get(nth).is_some_and(|mask| mask.start <= span.start + at)
        };
        if byte == b'|' && (at == 0 || bytes.get(at - 1) != Some(&b'\\')) && !is_masked() {
            cells.push(span.start + start..span.start + at);
            start = at + 1;
        }
    }
    let is_closed = start == bytes.len() && start > 0;
    if !is_closed {
        cells.push(span.start + start..span.end);
    }
    let is_blank = |cell: &Range<usize>| input.get(cell.clone()).is_none_or(|cell| cell.trim().is_empty());
    let is_opened = cells.len() > 1 - usize::from(is_closed)
        && cells.first().is_some_and(is_blank)
        && row.trim_start().starts_with('|');
    if is_opened {
        cells.remove(0);
    }
    RawRow { cells, is_opened, is_closed, joined: 0 }
}

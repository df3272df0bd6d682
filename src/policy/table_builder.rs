//! Tables while they are read: rows and cells as the markup gives them.

use super::builder::Builder;
use super::frame::{Cell, Frame, Role, Tag};
use super::table::{CellDraft, RowDraft, TableDraft, lay_out};
use super::text::TextBuilder;
use super::{BlockId, BlockKind};
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn start_table(&mut self, start: usize, tag: Tag) {
        self.flush();
        let lead_in = if self.is_in_cell() { None } else { self.introduction() };
        let table = super::Table { header_rows: 0, rows: Vec::new(), lead_in, caption: None };
        let block = self.add(BlockKind::Table(table), Span::new(start, start), 0);
        self.open(Frame::block(Role::Table(TableDraft::default(), block), tag));
    }

    pub(super) fn table(&mut self) -> Option<&mut TableDraft> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.role {
            Role::Table(table, _) => Some(table),
            _ => None,
        })
    }

    pub(super) fn set_table_head(&mut self, in_head: bool) {
        if let Some(table) = self.table() {
            table.in_head = in_head;
        }
    }

    pub(super) fn start_row(&mut self, start: usize, tag: Tag) {
        self.flush();
        if let Some(table) = self.table() {
            let is_head = table.in_head;
            table.rows.push(RowDraft { cells: Vec::new(), span: Span::new(start, start), is_head });
        }
        self.open(Frame::block(Role::Row, tag));
    }

    pub(super) fn finish_row(&mut self, end: usize) {
        if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
            row.span.end = row.span.end.max(end);
        }
    }

    pub(super) fn start_cell(&mut self, cell: Cell, tag: Tag) {
        self.flush();
        self.open(Frame::block(Role::Cell(Box::new(cell)), tag));
    }

    pub(super) fn finish_cell(&mut self, cell: Cell) {
        let draft = CellDraft {
            text: cell.text.finish(),
            is_header: cell.is_header,
            repeats: false,
            columns: cell.columns,
            rows: cell.rows,
        };
        if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
            row.cells.push(draft);
        }
    }

    pub(super) fn finish_caption(&mut self, text: TextBuilder) {
        let text = text.finish();
        if let Some(table) = self.table().filter(|_| !text.is_empty()) {
            table.caption = Some(text);
        }
    }

    pub(super) fn finish_table(&mut self, table: TableDraft, block: BlockId, end: usize) {
        let source = self.source;
        let Some(draft) = self.drafts.get_mut(block) else { return };
        draft.span.end = draft.span.end.max(end);
        if let BlockKind::Table(place) = &mut draft.kind
            && let Some(table) = lay_out(table, source, place.lead_in)
        {
            *place = table;
        }
    }
}

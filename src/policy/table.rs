//! From rows as they were written to a grid in which every row has the same number of cells.

use super::text::{Text, TextBuilder};
use super::{Cell, Row, Table};
use crate::source::{Location, SourceId, Span};

/// The widest span that is honoured; real tables stay far below, and a hostile one must not cost memory.
const MAX_SPAN: usize = 200;
/// How many places of a grid may be filled without a cell of their own, beyond three per written cell.
const FREE_PADDING: usize = 200_000;
/// How many bytes copies of spanning cells may take altogether.
const COPY_BUDGET: usize = 4 << 20;

/// A cell as it was written.
#[derive(Debug)]
pub(super) struct CellDraft {
    pub(super) text: Text,
    pub(super) is_header: bool,
    /// It repeats the cell above, whose span the markup lost.
    pub(super) repeats: bool,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl CellDraft {
    pub(super) fn plain(text: Text) -> Self {
        Self { text, is_header: false, repeats: false, columns: 1, rows: 1 }
    }
}

/// A row as it was written.
#[derive(Debug)]
pub(super) struct RowDraft {
    pub(super) cells: Vec<CellDraft>,
    pub(super) span: Span,
    /// It stands in a header by its markup: `<thead>`, the first row of a GFM table.
    pub(super) is_head: bool,
}

impl RowDraft {
    fn is_header(&self) -> bool {
        self.is_head || self.cells.iter().all(|cell| cell.is_header)
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct TableDraft {
    pub(super) rows: Vec<RowDraft>,
    pub(super) caption: Option<Text>,
    /// The rows now read are headings.
    pub(super) in_head: bool,
}

/// A place that a cell of a row above still covers.
#[derive(Clone)]
struct Covering {
    rows_left: usize,
    cell: Cell,
}

/// Lays the rows out as a grid; none where no row has any text.
pub(super) fn lay_out(mut draft: TableDraft, source: SourceId, lead_in: Option<usize>) -> Option<Table> {
    draft.rows.retain(|row| !row.cells.is_empty() && !row.is_empty());
    if draft.rows.is_empty() {
        return None;
    }
    let header_rows = draft.rows.iter().take_while(|row| row.is_header()).count();
    let mut grid = Grid { covering: Vec::new(), budget: COPY_BUDGET, source };
    let count = draft.rows.len();
    let mut rows: Vec<Row> = draft
        .rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| grid.row(row, at < header_rows, count - at))
        .collect();
    even_out(&mut rows, source);
    Some(Table { header_rows, rows, lead_in, caption: draft.caption })
}

struct Grid {
    covering: Vec<Option<Covering>>,
    budget: usize,
    source: SourceId,
}

impl Grid {
    fn row(&mut self, row: RowDraft, is_header: bool, rows_left: usize) -> Row {
        let mut cells = Vec::with_capacity(row.cells.len());
        for draft in row.cells {
            self.covered(&mut cells, StopAt::FreePlace);
            let cell =
                Cell { text: draft.text, is_header: is_header || draft.is_header, is_spanned: draft.repeats };
            self.place(&mut cells, cell, draft.columns.clamp(1, MAX_SPAN), draft.rows.clamp(1, rows_left));
        }
        self.covered(&mut cells, StopAt::End);
        if self.covering.iter().all(Option::is_none) {
            self.covering.clear();
        }
        Row { cells, location: Location { source: self.source, span: row.span } }
    }

    /// Puts a cell into as many columns as it spans and remembers the rows below.
    fn place(&mut self, cells: &mut Vec<Cell>, cell: Cell, columns: usize, rows: usize) {
        if (columns, rows) == (1, 1) {
            return cells.push(cell);
        }
        for nth in 0..columns {
            if rows > 1 {
                let Some(copy) = self.copy(&cell) else { break };
                self.cover(cells.len() + nth, Covering { rows_left: rows - 1, cell: copy });
            }
        }
        let copies = (1..columns).map_while(|_| self.copy(&cell)).collect::<Vec<_>>();
        cells.push(cell);
        cells.extend(copies);
    }

    fn cover(&mut self, column: usize, covering: Covering) {
        if self.covering.len() <= column {
            self.covering.resize(column + 1, None);
        }
        if let Some(place) = self.covering.get_mut(column) {
            *place = Some(covering);
        }
    }

    /// Fills the next places of a row that cells of rows above cover.
    fn covered(&mut self, cells: &mut Vec<Cell>, stop: StopAt) {
        let end = match stop {
            StopAt::FreePlace => self.covering.len(),
            StopAt::End => self.covering.iter().rposition(Option::is_some).map_or(0, |last| last + 1),
        };
        while cells.len() < end {
            let column = cells.len();
            let Some(place) = self.covering.get_mut(column) else { return };
            match place {
                Some(above) => {
                    above.rows_left -= 1;
                    let done = above.rows_left == 0;
                    let cell = above.cell.clone();
                    if done {
                        *place = None;
                    }
                    let Some(copy) = self.copy(&cell) else { return };
                    cells.push(copy);
                }
                None if stop == StopAt::FreePlace => return,
                None => cells.push(empty_cell(self.source)),
            }
        }
    }

    /// A copy for a spanned place; none once copies have taken more than any honest table needs.
    fn copy(&mut self, cell: &Cell) -> Option<Cell> {
        let size = cell.text.as_str().len() + size_of::<Cell>();
        let Some(left) = self.budget.checked_sub(size) else {
            self.covering.clear();
            return None;
        };
        self.budget = left;
        Some(Cell { is_spanned: true, ..cell.clone() })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StopAt {
    FreePlace,
    End,
}

fn empty_cell(source: SourceId) -> Cell {
    Cell { text: TextBuilder::new(source).finish(), is_header: false, is_spanned: false }
}

/// Pads every row to the widest. Where one endless row would make that costly, its last cells are left to stand in the
/// last column that is affordable.
fn even_out(rows: &mut [Row], source: SourceId) {
    let written: usize = rows.iter().map(|row| row.cells.len()).sum();
    let affordable = (written * 4 + FREE_PADDING) / rows.len().max(1);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().min(affordable.max(1));
    for row in rows {
        while row.cells.len() > width {
            let Some(cell) = row.cells.pop() else { break };
            if row.cells.len() == width {
                // The text of the first cell that does not fit is worth more than none.
                if let Some(last) = row.cells.last_mut().filter(|last| last.text.is_empty()) {
                    *last = cell;
                }
            }
        }
        let is_header = row.cells.iter().all(|cell| cell.is_header);
        row.cells.resize_with(width, || Cell { is_header, ..empty_cell(source) });
    }
}

//! A table as records: one per row under its column headings, or one per column beside its row headings.

use crate::lexicon::{Column, Lexicon};
use crate::policy::{Cell, Row, Table, Text};
use crate::source::Location;

use super::field::{Field, column_of, is_recipient};
use super::roster::Roster;

/// The fields that belong together.
#[derive(Debug)]
pub(super) struct Record<'p> {
    pub(super) fields: Vec<Field<'p>>,
    pub(super) location: Location,
}

/// Reads a table as records.
pub(super) fn records<'p>(lexicon: &Lexicon, roster: &Roster, table: &'p Table) -> Vec<Record<'p>> {
    let headings = headings(lexicon, roster, table);
    let across = |columns: &[Option<Column>]| columns.iter().any(|column| column.is_some_and(is_recipient));
    let first_column: Vec<Option<Column>> =
        table.rows.iter().map(|row| row.cells.first().and_then(|cell| heading(lexicon, roster, &cell.text))).collect();
    let (body_start, columns) = headings;
    if !across(&columns) && is_transposed(&first_column, body_start, table) {
        return transposed(table, &first_column);
    }
    table
        .rows
        .iter()
        .skip(body_start)
        .filter(|row| !is_heading_row(lexicon, roster, row))
        .map(|row| Record { fields: fields(row, &columns), location: row.location })
        .collect()
}

/// Where the body starts, and what each column announces.
fn headings(lexicon: &Lexicon, roster: &Roster, table: &Table) -> (usize, Vec<Option<Column>>) {
    let width = table.rows.first().map_or(0, |row| row.cells.len());
    if table.header_rows > 0 {
        let mut columns = vec![None; width];
        for row in table.rows.iter().take(table.header_rows) {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                // Of two heading rows the lower one is the more exact: `위탁받는 자` above `수탁자 | 재수탁자`.
                *column = heading(lexicon, roster, &cell.text).or(*column);
            }
        }
        return (table.header_rows, columns);
    }
    match table.rows.first() {
        Some(row) if is_heading_row(lexicon, roster, row) => {
            (1, row.cells.iter().map(|cell| heading(lexicon, roster, &cell.text)).collect())
        }
        _ => (0, vec![None; width]),
    }
}

/// Without markup, a first row is a heading when its cells are known headings and none names an organisation.
fn is_heading_row(lexicon: &Lexicon, roster: &Roster, row: &Row) -> bool {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    let known = filled.iter().filter(|cell| heading(lexicon, roster, &cell.text).is_some()).count();
    filled.len() > 1 && known * 2 > filled.len() && known == filled.len().min(known.max(2))
        && filled.iter().all(|cell| cell.text.as_str().chars().count() <= 40)
}

/// A cell as a heading: short, known, and naming nobody.
fn heading(lexicon: &Lexicon, roster: &Roster, text: &Text) -> Option<Column> {
    let words = text.as_str();
    if words.chars().count() > 60 || !roster.find(words, text.folded(), &[], super::roster::Setting::Field).is_empty() {
        return None;
    }
    column_of(lexicon, text.folded())
}

/// The first column holds headings where it announces a recipient and at most the first cell is none.
fn is_transposed(first_column: &[Option<Column>], body_start: usize, table: &Table) -> bool {
    let known = first_column.iter().filter(|column| column.is_some()).count();
    let has_recipient = first_column.iter().skip(usize::from(body_start > 1)).any(|column| column.is_some_and(is_recipient));
    let widest = table.rows.iter().filter_map(|row| row.cells.first()).all(|cell| cell.text.as_str().chars().count() <= 60);
    has_recipient && widest && known * 3 >= first_column.len() * 2 && known >= 2
}

fn transposed<'p>(table: &'p Table, first_column: &[Option<Column>]) -> Vec<Record<'p>> {
    let width = table.rows.first().map_or(0, |row| row.cells.len());
    (1..width)
        .filter_map(|index| {
            let mut fields = Vec::new();
            let mut location: Option<Location> = None;
            for (row, column) in table.rows.iter().zip(first_column) {
                let Some(cell) = row.cells.get(index) else { continue };
                let place = cell.text.location();
                location = Some(location.map_or(place, |all| Location { source: all.source, span: all.span.cover(place.span) }));
                fields.push(Field { column: *column, text: &cell.text, range: 0..cell.text.as_str().len() });
            }
            Some(Record { fields, location: location? })
        })
        .collect()
}

fn fields<'p>(row: &'p Row, columns: &[Option<Column>]) -> Vec<Field<'p>> {
    row.cells
        .iter()
        .enumerate()
        .map(|(index, cell)| Field {
            column: columns.get(index).copied().flatten(),
            text: &cell.text,
            range: 0..cell.text.as_str().len(),
        })
        .collect()
}

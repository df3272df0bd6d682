//! A table as records: one per row under its column headings, or one per column beside its row headings.

use crate::lexicon::{Column, Lexicon};
use crate::policy::{Cell, Row, Table, Text};
use crate::source::Location;

use super::field::{Field, Heading, heading_of, without_brackets};
use super::roster::{Roster, Setting};

/// The fields that belong together.
#[derive(Debug)]
pub(super) struct Record<'p> {
    pub(super) fields: Vec<Field<'p>>,
    pub(super) location: Location,
    /// How many records its table has; 1 for one that stands alone.
    pub(super) one_of: usize,
}

/// Reads a table as records.
pub(super) fn records<'p>(lexicon: &Lexicon, roster: &Roster, table: &'p Table) -> Vec<Record<'p>> {
    let reader = Headings { lexicon, roster };
    let (body_start, columns) = reader.across(table);
    let down = reader.down(table);
    let names_recipients = columns.iter().flatten().any(|heading| heading.is_recipient());
    // `| 이전받는 자 | Google LLC |` as the heading row: only its first cell is a heading.
    let heads_alone = columns.iter().skip(1).flatten().all(|heading| heading.column == Column::Generic);
    // An empty corner stands above a column of headings.
    let is_corner_empty =
        table.rows.first().and_then(|row| row.cells.first()).is_some_and(|cell| cell.text.is_empty());
    if (!names_recipients || heads_alone || is_corner_empty) && is_transposed(&down, table) {
        return transposed(table, &down);
    }
    let mut records: Vec<Record<'p>> = Vec::new();
    let rows: Vec<&Row> =
        table.rows.iter().skip(body_start).filter(|row| !reader.is_heading_row(row)).collect();
    for &row in &rows {
        let shift = reader.shift(row, &columns);
        let mut fields = fields(row, &columns, shift);
        if let (1.., Some(above)) = (shift, records.last()) {
            // What the lost cells spanned says the same of this row.
            fields.splice(..0, above.fields.iter().take(shift).cloned());
        }
        records.push(Record { fields, location: row.location, one_of: rows.len() });
    }
    records
}

/// What each column of a table announces.
#[derive(Debug)]
pub struct Layout {
    /// The first row that is none of headings.
    pub body_start: usize,
    /// By column; none where the heading says nothing that is known.
    pub columns: Vec<Option<Column>>,
}

impl Layout {
    /// Whether a column announces recipients.
    #[must_use]
    pub fn names_recipients(&self) -> bool {
        self.columns.iter().flatten().any(|&column| super::field::is_recipient(column))
    }
}

/// How a table with a row for each recipient is read; none for one that has a column for each.
#[must_use]
pub fn layout(lexicon: &Lexicon, roster: &Roster, table: &Table) -> Option<Layout> {
    let reader = Headings { lexicon, roster };
    let (body_start, headings) = reader.across(table);
    let columns: Vec<Option<Column>> =
        headings.into_iter().map(|heading| heading.map(|heading| heading.column)).collect();
    let layout = Layout { body_start, columns };
    layout.names_recipients().then_some(layout)
}

/// How a table with a column for each recipient is read: what the heading of each row announces; none for one with rows.
#[must_use]
pub fn layout_down(lexicon: &Lexicon, roster: &Roster, table: &Table) -> Option<Vec<Option<Column>>> {
    let reader = Headings { lexicon, roster };
    let down = reader.down(table);
    is_transposed(&down, table)
        .then(|| down.into_iter().map(|heading| heading.map(|heading| heading.column)).collect())
}

/// What the headings of a table are read with.
struct Headings<'a> {
    lexicon: &'a Lexicon,
    roster: &'a Roster,
}

impl Headings<'_> {
    /// Where the body starts, and what each column announces.
    fn across(&self, table: &Table) -> (usize, Vec<Option<Heading>>) {
        let width = table.rows.first().map_or(0, |row| row.cells.len());
        let mut columns = vec![None; width];
        let mut body_start = table.header_rows;
        // Markup may have lost the heading, or have taken its second row for the body: `수탁자 | 재수탁자` under `위탁받는 자`.
        if table.rows.get(body_start).is_some_and(|row| self.is_heading_row(row)) {
            body_start += 1;
        }
        for row in table.rows.iter().take(body_start) {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                // Of two heading rows the lower one is the more exact.
                *column = self.heading(&cell.text).or(*column);
            }
        }
        (body_start, columns)
    }

    /// What the first cell of each row announces.
    fn down(&self, table: &Table) -> Vec<Option<Heading>> {
        table.rows.iter().map(|row| row.cells.first().and_then(|cell| self.heading(&cell.text))).collect()
    }

    /// Without markup a row is one of headings when most of its cells are different known ones, all are short, and none names
    /// an organisation. `| 이메일 | Sendgrid | 미국 | 이메일 | 이메일 발송 |` says one thing three times: it is a row of values.
    fn is_heading_row(&self, row: &Row) -> bool {
        let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        let mut known: Vec<Column> =
            filled.iter().filter_map(|cell| self.heading(&cell.text)).map(|heading| heading.column).collect();
        known.sort_unstable();
        known.dedup();
        let known = known.len();
        filled.len() > 1
            && known >= 2
            && known * 2 > filled.len()
            && filled.iter().all(|cell| {
                // `Sendgrid (privacy@twilio.com)` stands in a body, even beside cells that say `e-mail`.
                let words = cell.text.as_str();
                is_short(words) && !words.contains('@') && !self.names_somebody(&cell.text)
            })
    }

    /// A cell as a heading: short, known, and naming nobody.
    fn heading(&self, text: &Text) -> Option<Heading> {
        if text.as_str().len() > 240 || text.as_str().chars().count() > 60 {
            return None;
        }
        let heading = heading_of(self.lexicon, text.folded())?;
        (!self.names_somebody(text)).then_some(heading)
    }

    /// How many leading cells a row has lost to a span of the row above: as many as a recipient stands too far to the left.
    fn shift(&self, row: &Row, columns: &[Option<Heading>]) -> usize {
        let first = columns.iter().position(|heading| heading.is_some_and(Heading::is_recipient));
        let Some(recipients) = first.filter(|&at| at > 0) else { return 0 };
        let used = row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
        let names = |cell: &Cell| self.names_somebody(&cell.text) || self.has_legal_form(&cell.text);
        let in_place = row.cells.iter().zip(columns).any(|(cell, heading)| {
            heading.is_some_and(Heading::is_recipient) && (cell.text.is_empty() || names(cell))
        });
        let is_padded = row.cells.get(used..).unwrap_or_default().len();
        let found = row.cells.iter().take(recipients).position(names);
        let shift = found.map_or(0, |at| recipients - at);
        if in_place && used > recipients || shift > is_padded { 0 } else { shift }
    }

    fn has_legal_form(&self, text: &Text) -> bool {
        let folded = text.folded();
        let forms = self.roster.legal_forms();
        folded.char_indices().any(|(at, _)| forms.glued_at(folded, at) > at)
    }

    fn names_somebody(&self, text: &Text) -> bool {
        !self.roster.find(text.as_str(), text.folded(), &[], Setting::Field).is_empty()
    }
}

/// Whether a cell is no longer than headings are, the explanation in brackets aside.
fn is_short(cell: &str) -> bool {
    without_brackets(cell).trim().chars().count() <= 40
}

/// The first column holds headings where it announces a recipient and most of its cells are known ones.
fn is_transposed(down: &[Option<Heading>], table: &Table) -> bool {
    let known = down.iter().flatten().count();
    let names_recipients = down.iter().flatten().any(|heading| heading.is_recipient());
    let is_narrow = table
        .rows
        .iter()
        .filter_map(|row| row.cells.first())
        .all(|cell| cell.text.as_str().chars().count() <= 60);
    names_recipients && is_narrow && known >= 2 && known * 3 >= down.len() * 2
}

fn transposed<'p>(table: &'p Table, down: &[Option<Heading>]) -> Vec<Record<'p>> {
    let width = table.rows.first().map_or(0, |row| row.cells.len());
    (1..width)
        .filter_map(|index| {
            let mut fields = Vec::new();
            let mut location: Option<Location> = None;
            for (row, heading) in table.rows.iter().zip(down) {
                let Some(cell) = row.cells.get(index) else { continue };
                let place = cell.text.location();
                location =
                    Some(location.map_or(place, |all| Location {
                        source: all.source,
                        span: all.span.cover(place.span),
                    }));
                fields.push(Field::new(*heading, &cell.text, 0..cell.text.as_str().len()));
            }
            Some(Record { fields, location: location?, one_of: width.saturating_sub(1) })
        })
        .collect()
}

/// The cells of a row under their headings, from the one after the first `shift` on.
fn fields<'p>(row: &'p Row, columns: &[Option<Heading>], shift: usize) -> Vec<Field<'p>> {
    row.cells
        .iter()
        .enumerate()
        .take(row.cells.len().saturating_sub(shift))
        .map(|(index, cell)| {
            let heading = columns.get(index + shift).copied().flatten();
            Field::new(heading, &cell.text, 0..cell.text.as_str().len())
        })
        .collect()
}

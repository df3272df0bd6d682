//! A missing country, in the rows that name its recipient.

use super::edit::Edit;
use super::{Candidate, statements};
use crate::Checked;
use crate::declaration::TransferId;
use crate::disclosure;
use crate::lexicon::Column;
use crate::lexicon::country::Country;
use crate::policy::{BlockKind, Row};
use crate::reading::Reading;
use crate::source::{Location, Source, Span};

/// The country, added to each cell that lists those of the recipient.
pub(crate) fn candidates(
    checked: &Checked,
    reading: &Reading,
    transfer: TransferId,
    country: Country,
) -> Vec<Candidate> {
    let name = country.name(reading.language()).unwrap_or_else(|| country.english_name());
    let cells = cells(reading, &statements(checked, transfer));
    let candidate = |cell: Location| Candidate {
        file: cell.source,
        edits: vec![edit(checked.sources.get(cell.source), cell.span, name)],
    };
    cells.into_iter().map(candidate).collect()
}

/// The words of the cells for countries, in the rows where one of these statements stands.
fn cells(reading: &Reading, statements: &[Location]) -> Vec<Location> {
    let mut found = Vec::new();
    for block in &reading.policy.blocks {
        let BlockKind::Table(table) = &block.kind else { continue };
        let states = |row: &&Row| {
            let holds = |place: &Location| {
                place.source == row.location.source && row.location.span.contains(place.span)
            };
            statements.iter().any(holds)
        };
        let mut rows = table.rows.iter().filter(states).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let Some(layout) = disclosure::layout(&reading.lexicon, &reading.roster, table) else { continue };
        for row in rows {
            let cells = row.cells.iter().zip(&layout.columns);
            let countries = cells.filter(|(cell, column)| {
                **column == Some(Column::Country) && !cell.is_spanned && !cell.text.is_empty()
            });
            found.extend(countries.map(|(cell, _)| cell.text.location()));
        }
    }
    found
}

/// One more name, joined as the others are; alone where a dash says that there is none.
fn edit(source: &Source, cell: Span, name: &str) -> Edit {
    let written = source.slice(cell);
    if written.chars().all(|letter| !letter.is_alphanumeric()) {
        return (cell, name.to_owned());
    }
    let joint = ["、", "，", "/", "<br>", "; "].into_iter().find(|joint| written.contains(joint));
    (Span::new(cell.end, cell.end), format!("{}{name}", joint.unwrap_or(", ")))
}

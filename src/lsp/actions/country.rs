//! A missing country, in the row that names its recipient.

use super::{Case, Draft, yaml};
use crate::assessment::Element;
use crate::disclosure;
use crate::lexicon::Column;
use crate::lexicon::country::Country;
use crate::lsp::reading::Reading;
use crate::lsp::subject;
use crate::policy::{BlockKind, Row};
use crate::source::{Location, Source, Span};

/// Adds the country to the cell that lists them.
pub(super) fn add(case: &Case<'_>) -> Option<Draft> {
    let finding = case.finding;
    if !matches!(finding.rule.name(), "undisclosed-country" | "vague-country") {
        return None;
    }
    let policy = case.policy()?;
    let country = Country::from_code(finding.subject.as_deref()?)?;
    let reading = Reading::new(case.checked(), policy)?;
    let name = country.name(reading.language()).unwrap_or_else(|| country.english_name());
    let statements: Vec<Location> = subject::elements(&case.seen, policy)
        .filter(|(id, element)| Some(*id) == finding.transfer && element.element == Element::Recipient)
        .flat_map(|(_, element)| element.evidence.iter().copied())
        .collect();
    let cells = cells(&reading, &statements);
    let file = cells.first()?.source;
    let edit = cells
        .into_iter()
        .filter(|cell| cell.source == file)
        .map(|cell| edit(case.source(file), cell.span, name))
        .find(|edit| case.mends(file, std::slice::from_ref(edit)))?;
    let recipient = finding.recipient.as_deref().unwrap_or_default();
    let title = format!("Add {name} to the row of {recipient} in {}", case.checked().policy_path(policy));
    Some(Draft { is_best: true, ..Draft::new(title, file, edit) })
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
fn edit(source: &Source, cell: Span, name: &str) -> yaml::Edit {
    let written = source.slice(cell);
    if written.chars().all(|letter| !letter.is_alphanumeric()) {
        return (cell, name.to_owned());
    }
    let joint = ["、", "，", "/", "<br>", "; "].into_iter().find(|joint| written.contains(joint));
    (Span::new(cell.end, cell.end), format!("{}{name}", joint.unwrap_or(", ")))
}

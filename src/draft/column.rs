//! One more column of a table that has one for each recipient.

use super::edit::Edit;
use super::row::{PLACEHOLDER, escaped, is_name, unknown};
use super::values::Facts;
use crate::Checked;
use crate::declaration::TransferId;
use crate::disclosure;
use crate::lexicon::{Column, Part};
use crate::policy::{Block, Row, Table};
use crate::reading::Reading;
use crate::source::{Source, Span};

/// A cell at the end of every line of the table; none where it is no such table, or has a form that this cannot write.
pub(super) fn beside(
    checked: &Checked,
    reading: &Reading,
    block: &Block,
    table: &Table,
    transfer: TransferId,
) -> Option<Vec<Edit>> {
    let columns = disclosure::layout_down(&reading.lexicon, &reading.roster, table)?;
    let facts = Facts::new(&checked.declaration, transfer, reading)?;
    let source = checked.sources.get(block.location.source);
    let values: Vec<String> = values(&facts, table, &columns);
    if source.slice(block.location.span).trim_start().starts_with('<') {
        in_html(table, source, &values)
    } else {
        in_pipes(block, table, source, &values)
    }
}

fn values(facts: &Facts<'_>, table: &Table, columns: &[Option<Column>]) -> Vec<String> {
    let first = columns.iter().position(|column| column.is_some_and(|column| is_name(column, columns)));
    let value = |(at, (column, row)): (usize, (&Option<Column>, &Row))| {
        if first == Some(at) {
            return facts.value(Part::Recipient);
        }
        let above = row.cells.last().map_or(PLACEHOLDER, |cell| cell.text.as_str());
        facts.under(*column).unwrap_or_else(|| unknown(above))
    };
    columns.iter().zip(&table.rows).enumerate().map(value).collect()
}

/// The rows of a Markdown table and the line of dashes between them, which is no row.
fn in_pipes(block: &Block, table: &Table, source: &Source, values: &[String]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut start = block.location.span.start;
    for line in source.slice(block.location.span).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let text = source.slice(span);
        if !text.contains('|') {
            continue;
        }
        let here = |row: &Row| span.start <= row.location.span.start && row.location.span.start < span.end;
        let cell = match table.rows.iter().position(here) {
            Some(row) => values.get(row)?.replace('|', "\\|"),
            None if text.contains('-') => "---".to_owned(),
            // The empty heading of a table that has its headings at the side.
            None => " ".to_owned(),
        };
        let addition = if text.ends_with('|') { format!(" {cell} |") } else { format!(" | {cell}") };
        edits.push((Span::new(span.end, span.end), addition));
    }
    (edits.len() > table.rows.len()).then_some(edits)
}

fn in_html(table: &Table, source: &Source, values: &[String]) -> Option<Vec<Edit>> {
    let edit = |(row, value): (&Row, &String)| {
        let text = source.slice(row.location.span);
        let end = row.location.span.start + text.rfind("</tr")?;
        Some((Span::new(end, end), format!("<td>{}</td>", escaped(value))))
    };
    table.rows.iter().zip(values).map(edit).collect()
}

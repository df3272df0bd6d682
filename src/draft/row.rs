//! One more row of a table, in the table's own form: pipes, tabs or HTML.

use unicode_width::UnicodeWidthStr;

use super::edit::{Edit, line_break};
use super::values::Facts;
use crate::Checked;
use crate::declaration::TransferId;
use crate::disclosure::Layout;
use crate::lexicon::{Column, Part};
use crate::policy::{Cell, Row, Table};
use crate::reading::Reading;
use crate::source::{Source, Span};

/// What stands for what nobody has declared, under a heading that says what. The rule `unfilled-placeholder` finds it again.
pub(super) const PLACEHOLDER: &str = "[TODO]";

/// The table, and the transfer that the row is on.
pub(super) struct Target<'a> {
    pub(super) checked: &'a Checked,
    pub(super) reading: &'a Reading,
    pub(super) table: &'a Table,
    pub(super) layout: &'a Layout,
    pub(super) transfer: TransferId,
}

/// The row, behind the last one of the table; none where the table has a form that this cannot write.
pub(super) fn behind(target: &Target<'_>, source: &Source) -> Option<Edit> {
    let body = target.table.rows.get(target.layout.body_start..)?;
    let written = |row: &&Row| source.slice(row.location.span).trim_end().contains(['|', '\t', '<']);
    let model = body.iter().rev().find(written)?;
    let span = model.location.span;
    let text = source.slice(span).trim_end();
    let values = values(target, model)?;
    let row = if text.starts_with('<') {
        in_html(model, source, &values).unwrap_or_else(|| in_new_html(&values))
    } else if text.contains('|') {
        in_pipes(text, &header(target.table, source), &values)
    } else {
        values.join("\t")
    };
    let line = source.line_span(source.position(span.start).line);
    let before = source.slice(Span::new(line.start, span.start));
    // What stands before the first row of a line-wise table begins every line of it.
    let before = if before.trim_start_matches(['>', ' ', '\t']).is_empty() { before } else { "" };
    let at = span.start + text.len();
    Some((Span::new(at, at), format!("{}{before}{row}", line_break(source.text()))))
}

fn header(table: &Table, source: &Source) -> String {
    table.rows.first().map_or_else(String::new, |row| source.slice(row.location.span).trim_end().to_owned())
}

/// What each cell says.
fn values(target: &Target<'_>, model: &Row) -> Option<Vec<String>> {
    let facts = Facts::new(&target.checked.declaration, target.transfer, target.reading)?;
    let columns = &target.layout.columns;
    let titles = target.layout.body_start.checked_sub(1).and_then(|at| target.table.rows.get(at));
    let titled = |at: usize| facts.titled(titles?.cells.get(at)?.text.as_str());
    // Of several columns for recipients the first is for this one, and the others for those behind it.
    let first = columns.iter().position(|column| column.is_some_and(|column| is_name(column, columns)));
    let value = |(at, (column, cell)): (usize, (&Option<Column>, &Cell))| {
        if first == Some(at) {
            return facts.value(Part::Recipient);
        }
        let is_other = column.is_some_and(|column| is_name(column, columns));
        let known = || if is_other { None } else { facts.under(*column) };
        let declared = titled(at).or_else(known);
        declared.unwrap_or_else(|| unknown(cell.text.as_str()))
    };
    Some(columns.iter().zip(&model.cells).enumerate().map(value).collect())
}

/// Whether a column names who receives; one of products does where no other one does.
pub(super) fn is_name(column: Column, columns: &[Option<Column>]) -> bool {
    let names = |column: &Column| {
        matches!(column, Column::Recipient | Column::Processor | Column::ThirdParty | Column::JointController)
    };
    names(&column) || (column == Column::Product && !columns.iter().flatten().any(names))
}

/// A number counts on, a dash stays; whatever else stands above is about somebody else.
pub(super) fn unknown(above: &str) -> String {
    let above = above.trim();
    let next = above.parse::<u32>().ok().and_then(|number| number.checked_add(1));
    match next {
        Some(next) => next.to_string(),
        None if above.chars().all(|letter| !letter.is_alphanumeric()) => above.to_owned(),
        None => PLACEHOLDER.to_owned(),
    }
}

/// `| a | b |`, or without the pipes at the ends, padded where the table is.
fn in_pipes(model: &str, header: &str, values: &[String]) -> String {
    let cells = split(model);
    let is_tight = cells.iter().all(|cell| !cell.starts_with(' ') && !cell.is_empty());
    let is_even = split(header).iter().map(|cell| cell.width()).eq(cells.iter().map(|cell| cell.width()))
        && cells.len() == values.len();
    let blank = if is_tight { "" } else { " " };
    let padded: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let cell = format!("{blank}{}{blank}", value.replace('|', "\\|"));
            let width = cells.get(at).filter(|_| is_even).map_or(0, |cell| cell.width());
            let missing = width.saturating_sub(cell.width());
            format!("{cell}{}", " ".repeat(missing))
        })
        .collect();
    let open = if model.starts_with('|') { "|" } else { "" };
    let close = if model.ends_with('|') && !model.ends_with("\\|") { "|" } else { "" };
    let row = format!("{open}{}{close}", padded.join("|"));
    row.trim().to_owned()
}

/// The cells between pipes that are not escaped, blanks included.
fn split(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in row.match_indices('|') {
        if !row.get(..at).is_some_and(|before| before.ends_with('\\')) {
            cells.push(row.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    cells.push(row.get(start..).unwrap_or_default());
    cells
}

/// The markup of the model with other words in it.
fn in_html(model: &Row, source: &Source, values: &[String]) -> Option<String> {
    let mut row = source.slice(model.location.span).trim_end().to_owned();
    let is_own = model.cells.iter().all(|cell| !cell.is_spanned && !cell.text.is_empty());
    if !is_own || model.cells.len() != values.len() || row.contains("span=") {
        return None;
    }
    for (cell, value) in model.cells.iter().zip(values).rev() {
        let place = cell.text.location().span;
        let start = place.start.checked_sub(model.location.span.start)?;
        let end = place.end.checked_sub(model.location.span.start)?;
        row.get(start..end)?;
        row.replace_range(start..end, &escaped(value));
    }
    Some(row)
}

/// A row of its own, where that above has lost cells to a span.
fn in_new_html(values: &[String]) -> String {
    let cells: String = values.iter().map(|value| format!("<td>{}</td>", escaped(value))).collect();
    format!("<tr>{cells}</tr>")
}

pub(super) fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(model: &str, header: &str, values: &[&str]) -> String {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        in_pipes(model, header, &values)
    }

    #[test]
    fn rows_look_like_the_others() {
        assert_eq!(row("| a | b |", "| name | x |", &["c", "d"]), "| c | d |");
        assert_eq!(row("a | b", "name | x", &["c", "d"]), "c | d");
        assert_eq!(row("|a|b|", "|name|x|", &["c", "d"]), "|c|d|");
        assert_eq!(row("| 가   | b |", "| name | x |", &["다", "d"]), "| 다   | d |");
        assert_eq!(row(r"| a\|b | c |", "| name | x |", &["x|y", "d"]), r"| x\|y | d |");
    }

    #[test]
    fn what_nobody_declares_is_marked() {
        assert_eq!(unknown("3"), "4");
        assert_eq!(unknown("-"), "-");
        assert_eq!(unknown("Visa"), "[TODO]");
    }
}

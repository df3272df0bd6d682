//! One more row of a table, in the table's own form: pipes, tabs or HTML.

use unicode_width::UnicodeWidthStr;

use super::yaml;
use crate::Checked;
use crate::declaration::{Located, Recipient, Transfer, TransferId};
use crate::disclosure::Layout;
use crate::lexicon::Column;
use crate::lexicon::country::Country;
use crate::lsp::reading::Reading;
use crate::policy::{Cell, Row, Table};
use crate::source::{Source, Span};

/// What stands for what nobody has declared. The rule `unfilled-placeholder` finds it again.
const PLACEHOLDER: &str = "[TODO]";

/// The table, and the transfer that the row is on.
pub(super) struct Target<'a> {
    pub(super) checked: &'a Checked,
    pub(super) reading: &'a Reading,
    pub(super) table: &'a Table,
    pub(super) layout: &'a Layout,
    pub(super) transfer: TransferId,
}

/// The row, behind the last one of the table; none where the table has a form that this cannot write.
pub(super) fn behind(target: &Target<'_>, source: &Source) -> Option<yaml::Edit> {
    let body = target.table.rows.get(target.layout.body_start..)?;
    let written = |row: &&Row| source.slice(row.location.span).trim_end().contains(['|', '\t', '<']);
    let model = body.iter().rev().find(written)?;
    let span = model.location.span;
    let text = source.slice(span).trim_end();
    let values = values(target, model)?;
    let row = if text.starts_with('<') {
        in_html(model, source, &values)?
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
    Some((Span::new(at, at), format!("{}{before}{row}", yaml::line_break(source.text()))))
}

fn header(table: &Table, source: &Source) -> String {
    table.rows.first().map_or_else(String::new, |row| source.slice(row.location.span).trim_end().to_owned())
}

/// What each cell says.
fn values(target: &Target<'_>, model: &Row) -> Option<Vec<String>> {
    let declaration = &target.checked.declaration;
    let transfer = declaration.transfers.get(target.transfer)?;
    let recipient = declaration.recipients.get(transfer.recipient)?;
    let facts = Facts { transfer, recipient, language: target.reading.language(), layout: target.layout };
    let cells = target.layout.columns.iter().zip(&model.cells).enumerate();
    // Of several columns for recipients the first is for this one, and the others for those behind it.
    let first = target.layout.columns.iter().flatten().copied().find(|&column| facts.is_recipient(column));
    let first = target.layout.columns.iter().position(|column| column.is_some() && *column == first);
    let value = |(at, (column, cell)): (usize, (&Option<Column>, &Cell))| {
        let above = cell.text.as_str();
        match column {
            Some(column) if facts.is_recipient(*column) && first == Some(at) => recipient.name.value.clone(),
            Some(column) if facts.is_recipient(*column) => facts.value(None, above),
            column => facts.value(*column, above),
        }
    };
    Some(cells.map(value).collect())
}

struct Facts<'a> {
    transfer: &'a Transfer,
    recipient: &'a Recipient,
    language: &'static str,
    layout: &'a Layout,
}

impl Facts<'_> {
    /// What is declared of that which a column is on; `above` is what the row above says there.
    fn value(&self, column: Option<Column>, above: &str) -> String {
        let one = |value: &Option<Located<String>>| value.as_ref().map(|value| value.value.clone());
        let Self { transfer, recipient, .. } = self;
        let declared = match column {
            Some(Column::Country) => self.countries(),
            Some(Column::Seat) => recipient.country.as_ref().map(|country| self.name(country.value)),
            Some(Column::Data) => list(&transfer.data),
            Some(Column::Purpose) => self.purpose(),
            Some(Column::Retention) => one(&transfer.retention),
            Some(Column::Method) => one(&transfer.method),
            Some(Column::Contact) => recipient.contact.clone(),
            Some(Column::LegalBasis) => one(&transfer.legal_basis),
            Some(Column::Safeguard) => list(&transfer.safeguards),
            Some(Column::Refusal) => one(&transfer.refusal),
            _ => unknown(above),
        };
        declared.unwrap_or_else(|| PLACEHOLDER.to_owned())
    }

    /// Whether a column names who receives; one of products does where no other one does.
    fn is_recipient(&self, column: Column) -> bool {
        let names = |column: &Column| {
            matches!(
                column,
                Column::Recipient | Column::Processor | Column::ThirdParty | Column::JointController
            )
        };
        names(&column) || (column == Column::Product && !self.layout.columns.iter().flatten().any(names))
    }

    /// For whom the recipient works stands beside what it does.
    fn purpose(&self) -> Option<String> {
        let purposes = list(&self.transfer.purposes);
        match &self.transfer.on_behalf_of {
            Some(principal) => {
                let purposes = purposes.unwrap_or_else(|| PLACEHOLDER.to_owned());
                Some(format!("{purposes} ({})", principal.value))
            }
            None => purposes,
        }
    }

    fn countries(&self) -> Option<String> {
        let names: Vec<String> =
            self.transfer.countries.iter().map(|country| self.name(country.value)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn name(&self, country: Country) -> String {
        country.name(self.language).unwrap_or_else(|| country.english_name()).to_owned()
    }
}

fn list(values: &[Located<String>]) -> Option<String> {
    let words: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A number counts on, a dash stays; whatever else stands above is about somebody else.
fn unknown(above: &str) -> Option<String> {
    match above.trim().parse::<u32>() {
        Ok(number) => number.checked_add(1).map(|number| number.to_string()),
        Err(_) => above.chars().all(|letter| !letter.is_alphanumeric()).then(|| above.trim().to_owned()),
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
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        row.replace_range(start..end, &value);
    }
    Some(row)
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
        assert_eq!(unknown("3").as_deref(), Some("4"));
        assert_eq!(unknown("-").as_deref(), Some("-"));
        assert_eq!(unknown("Visa"), None);
    }
}

//! `csv`: a record of processing, as a spreadsheet exports it. The headings are those that tables of policies have, in any
//! language.

use super::{Format, Input, Records, transfer_to};
use crate::declaration::quote::Quoted;
use crate::declaration::{Located, Problem, Role};
use crate::disclosure;
use crate::lexicon::country::Country;
use crate::lexicon::{Column, Lexicon};
use crate::policy::fold;
use crate::source::Location;
use crate::survey::statement::parts;

pub(super) const FORMAT: Format =
    Format { name: "csv", about: "a record of processing from a spreadsheet, one recipient per row", read };

fn read(input: &Input<'_>) -> Result<Records, Vec<Problem>> {
    // Spreadsheets begin a file with a byte order mark.
    let text = input.text();
    let body = text.trim_start_matches('\u{feff}');
    let offset = text.len() - body.len();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(body)).flexible(true).from_reader(body.as_bytes());
    let headings = reader.headers().map_err(|error| input.refused(None, &error.to_string()))?.clone();
    let table = Table::new(&headings);
    if !table.columns.iter().flatten().any(|(column, _)| disclosure::is_recipient(*column)) {
        let message =
            "no column of its first line names recipients (`Recipient`, `Processor`, 수탁자, Empfänger …)";
        return Err(input.refused(Some(input.at(0, text.lines().next().map_or(0, str::len))), message));
    }
    let mut records = Records::default();
    for record in reader.records() {
        let record = record.map_err(|error| input.refused(None, &error.to_string()))?;
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        // Of the line break before it, CR and LF, only the first is gone by then.
        let rest = body.get(start..).unwrap_or_default();
        let start = offset + start + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let location = input.at(start, start);
        table.row(&record, location, &mut records);
    }
    records.remarks.extend(table.unknown().map(|heading| format!("the column {}", Quoted(heading))));
    Ok(records)
}

/// What separates cells: of the usual three the one that is most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |wanted: &u8| first.bytes().filter(|byte| byte == wanted).count();
    // The last of several that are level is taken: commas are the most usual.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// What the columns hold.
struct Table {
    lexicon: Lexicon,
    headings: Vec<String>,
    columns: Vec<Option<(Column, Option<Role>)>>,
}

impl Table {
    fn new(headings: &csv::StringRecord) -> Self {
        let folded: Vec<String> = headings.iter().map(fold).collect();
        let all: Vec<&str> = folded.iter().map(String::as_str).collect();
        let language = Lexicon::detect_headings(&all).map_or("en", |language| language.tag);
        let lexicon = Lexicon::new(&[language, "en"]);
        let columns = folded.iter().map(|heading| disclosure::column(&lexicon, heading)).collect();
        Self { lexicon, headings: headings.iter().map(str::to_owned).collect(), columns }
    }

    /// The headings of columns that hold something which a declaration has no place for.
    fn unknown(&self) -> impl Iterator<Item = &str> {
        let known = |column: &Option<(Column, Option<Role>)>| {
            column.is_some_and(|(column, _)| {
                disclosure::is_recipient(column)
                    || matches!(
                        column,
                        Column::Country
                            | Column::Seat
                            | Column::Role
                            | Column::Data
                            | Column::Purpose
                            | Column::Retention
                            | Column::Method
                            | Column::LegalBasis
                            | Column::Safeguard
                            | Column::Refusal
                    )
            })
        };
        let pairs = self.headings.iter().zip(&self.columns);
        pairs
            .filter(move |(heading, column)| !heading.trim().is_empty() && !known(column))
            .map(|(heading, _)| heading.as_str())
    }

    /// The cells of a row that stand under such columns, with the role that each heading tells.
    fn cells<'r>(
        &'r self,
        record: &'r csv::StringRecord,
        wanted: impl Fn(Column) -> bool + 'r,
    ) -> impl Iterator<Item = (&'r str, Option<Role>)> {
        record.iter().zip(&self.columns).filter_map(move |(cell, column)| {
            let (column, role) = (*column)?;
            (wanted(column) && !cell.trim().is_empty()).then_some((cell.trim(), role))
        })
    }

    fn row(&self, record: &csv::StringRecord, location: Location, records: &mut Records) {
        let items = |wanted: Column| -> Vec<Located<String>> {
            let cells = self.cells(record, move |column| column == wanted);
            let mut items: Vec<Located<String>> = Vec::new();
            for value in cells.flat_map(|(cell, _)| parts(cell)) {
                // `Hosting` is the activity and `hosting` its purpose.
                if items.iter().all(|known| fold(&known.value) != fold(&value)) {
                    items.push(Located { value, location });
                }
            }
            items
        };
        let one = |wanted: Column| -> Option<Located<String>> {
            let (cell, _) = self.cells(record, move |column| column == wanted).next()?;
            Some(Located { value: cell.replace(['\n', '\r'], " "), location })
        };
        let role = self
            .cells(record, |column| column == Column::Role)
            .find_map(|(cell, _)| disclosure::column(&self.lexicon, &fold(cell))?.1);
        let countries = self.countries(record, location, &mut records.remarks);
        for (cell, heading_role) in self.cells(record, disclosure::is_recipient) {
            for name in cell.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
                let mut transfer = transfer_to(name, location);
                transfer.role = role.or(heading_role);
                transfer.countries.clone_from(&countries);
                let details = &mut transfer.details;
                details.data = items(Column::Data);
                details.purposes = items(Column::Purpose);
                details.safeguards = items(Column::Safeguard);
                details.retention = one(Column::Retention);
                details.method = one(Column::Method);
                details.legal_basis = one(Column::LegalBasis);
                details.refusal = one(Column::Refusal);
                records.transfers.push(transfer);
            }
        }
    }

    /// Where data goes; where no column says so, where the recipient is.
    fn countries(
        &self,
        record: &csv::StringRecord,
        location: Location,
        remarks: &mut Vec<String>,
    ) -> Vec<Located<Country>> {
        let mut countries: Vec<Located<Country>> = Vec::new();
        for wanted in [Column::Country, Column::Seat] {
            if !countries.is_empty() {
                break;
            }
            for (cell, _) in self.cells(record, move |column| column == wanted) {
                for part in parts(&cell.replace('/', ",")) {
                    match Country::parse(&part) {
                        Some(value) if countries.iter().all(|known| known.value != value) => {
                            countries.push(Located { value, location });
                        }
                        Some(_) => {}
                        None => {
                            remarks.push(format!("the country {}: there is none of this name", Quoted(&part)))
                        }
                    }
                }
            }
        }
        countries
    }
}

//! Label and value, line by line: `제공받는 자: ㈜토스`, `Location: Ireland`.

use std::ops::Range;

use crate::lexicon::Cue;
use crate::policy::{BlockId, BlockKind, Text};
use crate::source::Location;

use super::field::{Field, labelled};
use super::roster::Setting;
use super::scan::{Reader, Scan};
use super::table::Record;

/// The labelled values of a block, where all of its lines are that. Sentences after a label are left to be read as such.
pub(super) fn fields<'p>(reader: Reader<'_>, kind: &'p BlockKind) -> Vec<Field<'p>> {
    let text = match kind {
        BlockKind::Paragraph(text) | BlockKind::Code(text) => text,
        BlockKind::Item(item) => &item.text,
        BlockKind::Heading(_) | BlockKind::Table(_) => return Vec::new(),
    };
    if !text.as_str().contains([':', '】']) {
        return Vec::new();
    }
    let lines = lines(text);
    let mut fields: Vec<Field<'p>> = Vec::new();
    for line in lines {
        match labelled(reader.lexicon, text, line.clone()) {
            Some(field) => fields.push(field),
            None => match fields.last_mut() {
                Some(last) => last.range.end = line.end,
                None => return Vec::new(),
            },
        }
    }
    if fields.iter().any(|field| is_sentence(reader, field)) { Vec::new() } else { fields }
}

/// A value that denies something, or that goes on for long, is prose.
fn is_sentence(reader: Reader<'_>, field: &Field<'_>) -> bool {
    if field.as_str().len() > 240 {
        return true;
    }
    if !field.is_recipient() {
        return false;
    }
    let scan = Scan::new(reader, field.text, Setting::Prose);
    [Cue::Negation, Cue::Denial, Cue::NoOutsourcing, Cue::Controller]
        .into_iter()
        .any(|cue| scan.has(&field.range, cue))
}

fn lines(text: &Text) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.as_str().split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if !line.trim().is_empty() {
            lines.push(start..end);
        }
        start += line.len();
    }
    lines
}

/// Cuts a run of labelled values into records: a new one begins with every recipient after the first.
pub(super) fn records(pending: Vec<(BlockId, Vec<Field<'_>>)>) -> Vec<Record<'_>> {
    let mut records: Vec<Record<'_>> = Vec::new();
    for field in pending.into_iter().flat_map(|(_, fields)| fields) {
        let place = field.text.locate(field.range.start, field.range.end);
        let begins = match records.last() {
            None => true,
            Some(record) => {
                field.is_recipient() && record.fields.iter().any(|other| other.column == field.column)
            }
        };
        match records.last_mut() {
            Some(record) if !begins => {
                record.location = cover(record.location, place);
                record.fields.push(field);
            }
            _ => records.push(Record { location: place, fields: vec![field] }),
        }
    }
    records
}

fn cover(first: Location, second: Location) -> Location {
    Location { source: first.source, span: first.span.cover(second.span) }
}

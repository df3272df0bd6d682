//! Label and value, line by line: `제공받는 자: ㈜토스`, `Location: Ireland`.

use std::ops::Range;

use crate::lexicon::{Column, Cue, Lexicon};
use crate::policy::{BlockId, BlockKind, Text};
use crate::source::Location;

use super::field::{Field, labelled};
use super::memory::Memory;
use super::roster::{Roster, Setting};
use super::scan::{Reader, Scan};
use super::segment::is_han_or_kana;
use super::table::Record;

/// What a block says in labels, and what in sentences around them.
#[derive(Debug, Default)]
pub(super) struct Labelled<'p> {
    /// The labelled values.
    pub(super) fields: Vec<Field<'p>>,
    /// What stands in sentences, in bytes of the normalised text.
    pub(super) prose: Vec<Range<usize>>,
}

/// The labelled values of a block, where all of its lines are that, or where a record of a recipient follows some sentences.
/// Sentences after a label are left to be read as such.
pub(super) fn read<'p>(reader: Reader<'_>, kind: &'p BlockKind) -> Labelled<'p> {
    let text = match kind {
        BlockKind::Paragraph(text) | BlockKind::Code(text) => text,
        BlockKind::Item(item) => &item.text,
        BlockKind::Heading(_) | BlockKind::Table(_) => return Labelled::default(),
    };
    if !text.as_str().contains([':', '】']) {
        return Labelled::default();
    }
    let mut fields: Vec<Field<'p>> = Vec::new();
    let mut lead: Option<Range<usize>> = None;
    for piece in pieces(reader.lexicon, text) {
        match (labelled(reader.lexicon, text, piece.clone()), fields.last_mut()) {
            (Some(field), _) => fields.push(field),
            (None, Some(last)) => last.range.end = piece.end,
            (None, None) => lead = Some(lead.map_or(piece.start, |lead| lead.start)..piece.end),
        }
    }
    if lead.is_some() && !is_record(&fields) {
        return Labelled::default();
    }
    let mut prose: Vec<Range<usize>> = lead.into_iter().collect();
    if is_record(&fields) {
        prose.extend(fields.iter_mut().filter_map(cut_sentences));
    }
    if fields.iter().any(|field| is_sentence(reader, field)) {
        return Labelled::default();
    }
    Labelled { fields, prose }
}

/// What the labels of a block announce, each with the place of its value.
#[must_use]
pub fn labels(lexicon: &Lexicon, roster: &Roster, kind: &BlockKind) -> Vec<(Column, Location)> {
    let labelled = read(Reader { lexicon, roster, memory: &Memory::default() }, kind);
    let value =
        |field: &Field<'_>| Some((field.column?, field.text.locate(field.range.start, field.range.end)));
    labelled.fields.iter().filter_map(value).collect()
}

/// Whether labels are those of a record that names a recipient.
fn is_record(fields: &[Field<'_>]) -> bool {
    let names = |field: &Field<'_>| field.is_recipient() && !field.as_str().trim().is_empty();
    fields.len() > 1
        && fields.iter().any(names)
        && fields.iter().any(|field| field.column != fields[0].column)
}

/// `使用目的:推送消息。我们不会…`: the value ends with its sentence; what is told after it.
fn cut_sentences(field: &mut Field<'_>) -> Option<Range<usize>> {
    let stop = '。';
    let end = field.range.start + field.as_str().find(stop)?;
    let rest = end + stop.len_utf8()..field.range.end;
    field.range.end = end;
    field.text.as_str().get(rest.clone()).filter(|rest| !rest.trim().is_empty()).map(|_| rest)
}

/// A value that denies something, or that goes on for long, is prose. Lists of data are long.
fn is_sentence(reader: Reader<'_>, field: &Field<'_>) -> bool {
    if field.as_str().len() > 240 && field.column != Some(Column::Data) {
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

/// The lines, and the parts of a line that begin with a label: two records may stand in one line, and one in several.
fn pieces(lexicon: &Lexicon, text: &Text) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for line in lines(text) {
        let mut start = line.start;
        for next in inner_labels(lexicon, text.folded(), &line) {
            push_piece(&mut pieces, text, start..next);
            start = next;
        }
        push_piece(&mut pieces, text, start..line.end);
    }
    pieces
}

/// Adds a part of a line without what parts it from the next.
fn push_piece(pieces: &mut Vec<Range<usize>>, text: &Text, range: Range<usize>) {
    let words = text.as_str().get(range.clone()).unwrap_or_default();
    let body = words.trim_end_matches([' ', ';', ',', '、']);
    if !body.trim().is_empty() {
        pieces.push(range.start..range.start + body.len());
    }
}

/// A label inside a line is no longer, in letters.
const LONGEST_LABEL: usize = 24;

/// Where labels begin behind the beginning of a line, in scripts without blanks between words: elsewhere the word before a
/// label cannot be told from it.
fn inner_labels(lexicon: &Lexicon, folded: &str, line: &Range<usize>) -> Vec<usize> {
    let words = folded.get(line.clone()).unwrap_or_default();
    let starts =
        words.match_indices(':').filter(|&(at, _)| !words[at..].starts_with("://")).filter_map(|(at, _)| {
            let from =
                words[..at].char_indices().rev().take(LONGEST_LABEL).last().map_or(at, |(from, _)| from);
            let before = words.get(from..at)?;
            let edge = before
                .char_indices()
                .rfind(|&(_, letter)| matches!(letter, ' ' | ';' | ',' | '。' | '、' | '>'));
            let (edge, letter) = edge?;
            let edge = edge + letter.len_utf8();
            let hits = lexicon.columns.find(before);
            // `第三方 SDK 名称`: a label may hold blanks.
            let start =
                hits.iter().filter(|hit| hit.start < edge && hit.end > edge).map(|hit| hit.start).min();
            let start = start.unwrap_or(edge);
            let label = before.get(start..)?;
            let covered =
                hits.iter().filter(|hit| hit.start >= start).map(|hit| hit.end - hit.start).max()?;
            (label.contains(is_han_or_kana) && covered * 5 >= label.len() * 3)
                .then_some(line.start + from + start)
        });
    starts.collect()
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
            _ => records.push(Record { location: place, fields: vec![field], one_of: 1 }),
        }
    }
    records
}

fn cover(first: Location, second: Location) -> Location {
    Location { source: first.source, span: first.span.cover(second.span) }
}

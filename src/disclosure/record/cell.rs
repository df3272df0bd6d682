//! A cell that names recipients, and what it says of each of them.

use std::ops::Range;

use crate::declaration::Role;
use crate::lexicon::Cue;
use crate::lexicon::places::PlaceMention;

use super::super::Destination;
use super::super::bracket;
use super::super::field::Field;
use super::super::roster::Mention;
use super::super::scan::{Reader, Scan};
use super::super::sentence::{bracketed_role, destination, meant};
use super::only_role;

/// How many bytes a cell may have that is one sentence at the most.
const SENTENCE: usize = 64;

/// A cell that names recipients.
pub(super) struct Cell<'s, 'p> {
    field: &'s Field<'p>,
    scan: &'s Scan<'p>,
    /// Whether it names one organisation and no other.
    pub(super) names_one: bool,
    /// Where its lines end.
    pub(super) breaks: Vec<usize>,
    /// Its sentences, where it is long enough for several.
    sentences: Vec<Range<usize>>,
}

impl<'s, 'p> Cell<'s, 'p> {
    pub(super) fn new(reader: Reader<'_>, field: &'s Field<'p>, scan: &'s Scan<'p>) -> Self {
        let mut names = scan.names_in(&field.range);
        let first = names.next();
        // One name may be that of two declared units.
        let is_first = |name: &Mention| {
            first.is_some_and(|first| name.organisation == first.organisation || name.start == first.start)
        };
        let names_one = names.all(is_first);
        let words = field.as_str().trim_end();
        let breaks = words.match_indices('\n').map(|(at, _)| field.range.start + at).collect();
        let is_short = words.len() <= SENTENCE;
        let sentences = if is_short { Vec::new() } else { scan.sentences(reader.lexicon) };
        Self { field, scan, names_one, breaks, sentences }
    }

    /// The part of the cell that is about this name alone: all of it, or a line or sentence that names nobody else.
    fn own(&self, name: &Mention) -> Option<Range<usize>> {
        if self.names_one {
            return Some(self.field.range.clone());
        }
        let piece = self.piece(name);
        let is_alone = self.scan.names_in(&piece).all(|other| other.organisation == name.organisation);
        is_alone.then_some(piece)
    }

    /// The sentence in the line that a name stands in.
    fn piece(&self, name: &Mention) -> Range<usize> {
        let range = &self.field.range;
        let line = self.breaks.partition_point(|&at| at < name.start);
        let line_start = line.checked_sub(1).and_then(|before| self.breaks.get(before)).copied();
        let line_end = self.breaks.get(line).copied();
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= name.start);
        let sentence = self.sentences.get(sentence).unwrap_or(range);
        let start = range.start.max(sentence.start).max(line_start.unwrap_or_default());
        let end = range.end.min(sentence.end).min(line_end.unwrap_or(usize::MAX));
        start..end.max(name.end)
    }

    /// `X AB, which provides payments in the role of data controller`: the capacity that the cell tells of one name. In a
    /// column of recipients a bare word for a processor may be that for its trade.
    pub(super) fn own_role(&self, name: &Mention) -> Option<Role> {
        let piece = self.piece(name);
        if let Some(role) = bracketed_role(self.scan, &piece, name) {
            return Some(role);
        }
        let told = only_role(self.scan, &piece)?;
        let is_trade =
            told == Role::Processor && self.field.is_recipient() && !self.scan.has(&piece, Cue::Capacity);
        (!is_trade).then_some(told)
    }

    /// The place whose bracket a name stands in: `United States (OpenAI, xAI)`; else the places in the brackets that follow
    /// the name: `Infobip (인포빕, 크로아티아)`; and, where the cell names nobody else, any place in it.
    pub(super) fn bracketed(&self, reader: Reader<'_>, name: &Mention) -> Vec<Destination> {
        let (scan, range) = (self.scan, &self.field.range);
        let is_inside = |place: &&PlaceMention| {
            bracket::behind(scan, place)
                .is_some_and(|inside| inside.start <= name.start && name.end <= inside.end)
        };
        // Only the nearest place: a cell may be endless.
        let before = scan.places.partition_point(|place| place.start < name.start);
        let nearest = before.checked_sub(1).and_then(|at| scan.places.get(at));
        if let Some(place) = nearest.filter(|place| place.start >= range.start).filter(is_inside) {
            return vec![destination(scan, &meant(scan, range, place))];
        }
        let line = self.breaks.partition_point(|&at| at < name.end);
        let line_end = self.breaks.get(line).copied().unwrap_or(range.end);
        let next = scan
            .names_in(&(name.end..range.end))
            .find(|other| other.organisation != name.organisation)
            .map_or(line_end, |next| next.start.min(line_end));
        let gap = scan.text.as_str().get(name.end..next).unwrap_or_default();
        let opens = gap.trim_start().starts_with(['(', '[', ',', '-', ':', '/']);
        let own = self.own(name);
        if own.is_none() && !opens {
            return Vec::new();
        }
        let reach = own.unwrap_or(name.end..next);
        let is_of_another = |place: &PlaceMention| {
            place.start >= name.end && bracket::is_of_another(reader, scan, name, place)
                || place.end <= name.start
                    && bracket::is_of_one_before(reader, scan, range.start, place, name)
        };
        scan.places_in(&reach)
            .filter(|place| !is_of_another(place))
            .map(|place| destination(scan, &meant(scan, range, place)))
            .collect()
    }
}

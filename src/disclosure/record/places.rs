//! Where the data of a record's recipients goes.

use std::ops::Range;

use crate::lexicon::places::{Group, Place};
use crate::lexicon::{Column, Cue};

use super::super::Destination;
use super::super::bracket;
use super::super::field::Field;
use super::super::roster::Mention;
use super::super::scan::{Reader, Scan};
use super::super::sentence::{destination, meant};
use super::cell::Cell;

/// The places of a record.
pub(super) struct Places<'s, 'p> {
    reader: Reader<'s>,
    scans: &'s [(&'s Field<'p>, Scan<'p>)],
}

impl<'s, 'p> Places<'s, 'p> {
    pub(super) fn of(reader: Reader<'s>, scans: &'s [(&'s Field<'p>, Scan<'p>)]) -> Self {
        Self { reader, scans }
    }

    /// Where the data of one name of the record goes: a bracket behind the name, the same line of the column of
    /// countries, or that whole column.
    pub(super) fn tied_to(&self, cell: &Cell<'_, 'p>, name: &Mention) -> Vec<Destination> {
        let own = cell.bracketed(self.reader, name);
        if !own.is_empty() {
            // `Stripe, Inc. (in Japan through Stripe Japan KK)` beside `United States`: the column still speaks of the only one.
            return match cell.names_one {
                true => own.into_iter().chain(self.all()).chain(self.described()).collect(),
                false => own,
            };
        }
        let countries = self.column(Column::Country);
        if !countries.is_empty() {
            let said = Self::said_of(name, &countries);
            if !said.is_empty() {
                return said;
            }
            let line = cell.breaks.partition_point(|&at| at < name.start);
            let lines = cell.breaks.len() + 1;
            let same: Vec<Destination> =
                countries.iter().flat_map(|(field, scan)| line_of(scan, field, line, lines)).collect();
            let told = if same.is_empty() { self.all() } else { same };
            let closer = self.seats().into_iter().filter(|seat| lies_in_a_region(*seat, &told));
            return told.iter().copied().chain(closer).collect();
        }
        let seat = self.seats();
        if seat.is_empty() { self.elsewhere() } else { seat }
    }

    /// `일본(TiDB), 미국(Vultr)`: the places in whose brackets the column itself names the recipient.
    fn said_of(name: &Mention, countries: &[&'s (&'s Field<'p>, Scan<'p>)]) -> Vec<Destination> {
        let tells = |(field, scan): &&'s (&'s Field<'p>, Scan<'p>)| {
            let names_it = |inside: Range<usize>| {
                scan.names_in(&inside).any(|other| other.organisation == name.organisation)
            };
            let places = scan.places_in(&field.range);
            let own = places.filter(|place| bracket::behind(scan, place).is_some_and(names_it));
            own.map(|place| destination(scan, &meant(scan, &field.range, place))).collect::<Vec<_>>()
        };
        countries.iter().flat_map(tells).collect()
    }

    /// `Firebase | Google LLC（米国）`: where the one is that provides a service, or where the record says that data goes.
    pub(super) fn of_provider(&self) -> Vec<Destination> {
        let countries = self.all();
        if !countries.is_empty() {
            return countries;
        }
        self.column(Column::Recipient).iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
    }

    /// The columns of this kind that are filled.
    fn column(&self, column: Column) -> Vec<&'s (&'s Field<'p>, Scan<'p>)> {
        self.scans
            .iter()
            .filter(|(field, _)| field.column == Some(column) && !field.as_str().trim().is_empty())
            .collect()
    }

    /// Places in cells that may speak of the recipient.
    fn elsewhere(&self) -> Vec<Destination> {
        let read = |(field, scan): &(&Field<'p>, Scan<'p>)| match field.column {
            None => all_in(scan, field),
            Some(Column::Safeguard | Column::Generic | Column::Method | Column::Purpose)
                if scan.has(&field.range, Cue::Destination) =>
            {
                all_in(scan, field)
            }
            Some(_) => Vec::new(),
        };
        self.scans.iter().flat_map(read).chain(self.described()).collect()
    }

    /// Where cells on which data, why or how long say that something is: `Text of the task; processed in the USA`.
    fn described(&self) -> Vec<Destination> {
        let tells = |(field, _): &&(&Field<'p>, Scan<'p>)| {
            matches!(field.column, Some(Column::Data | Column::Retention | Column::Purpose))
        };
        self.scans
            .iter()
            .filter(tells)
            .flat_map(|(field, scan)| located_in(self.reader, scan, field))
            .collect()
    }

    fn seats(&self) -> Vec<Destination> {
        self.column(Column::Seat).iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
    }

    /// Every destination, for a record without a recipient.
    pub(super) fn all(&self) -> Vec<Destination> {
        self.column(Column::Country).iter().flat_map(|(field, scan)| all_in(scan, field)).collect()
    }
}

/// `Dublin, IE` as the seat beside `EU` as the region: the seat says which part of it.
fn lies_in_a_region(seat: Destination, told: &[Destination]) -> bool {
    let (Place::Country(of) | Place::Within(of)) = seat.place else { return false };
    // `Outside the EU` is no region.
    let is_region = |group: Group| !matches!(group, Group::Abroad | Group::Worldwide) && group.contains(of);
    told.iter().any(|region| matches!(region.place, Place::Group(group) if is_region(group)))
}

fn all_in(scan: &Scan<'_>, field: &Field<'_>) -> Vec<Destination> {
    scan.places_in(&field.range).map(|place| destination(scan, &meant(scan, &field.range, place))).collect()
}

/// The places in those sentences of a field that say that something is somewhere.
fn located_in(reader: Reader<'_>, scan: &Scan<'_>, field: &Field<'_>) -> Vec<Destination> {
    if !scan.has(&field.range, Cue::Destination) || scan.places_in(&field.range).next().is_none() {
        return Vec::new();
    }
    let within = |range: &Range<usize>| field.range.start <= range.start && range.end <= field.range.end;
    let sentences = scan.sentences(reader.lexicon).into_iter().filter(within);
    sentences
        .filter(|range| scan.has(range, Cue::Destination))
        .flat_map(|range| {
            let places = scan.places_in(&range).map(|place| destination(scan, &meant(scan, &range, place)));
            places.collect::<Vec<_>>()
        })
        .collect()
}

/// The places on one line of a cell with as many lines as the names have.
fn line_of(scan: &Scan<'_>, field: &Field<'_>, line: usize, lines: usize) -> Vec<Destination> {
    let words = field.as_str();
    if lines < 2 || words.lines().count() != lines {
        return Vec::new();
    }
    let start = field.range.start + words.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let end = start + words.split('\n').nth(line).map_or(0, str::len);
    scan.places_in(&(start..end)).map(|place| destination(scan, &meant(scan, &(start..end), place))).collect()
}

//! Blocks and records by their places in the text.

use std::ops::Range;

use crate::policy::{BlockId, Policy};
use crate::source::{Location, SourceId};

use super::super::table::Record;

/// Finds blocks by place.
pub(super) struct Blocks<'p> {
    policy: &'p Policy,
    /// The blocks of each file, which stand together.
    sources: Vec<(SourceId, Range<BlockId>)>,
}

impl<'p> Blocks<'p> {
    pub(super) fn new(policy: &'p Policy) -> Self {
        let mut sources = Vec::new();
        let mut start = 0;
        for blocks in policy.blocks.chunk_by(|one, next| one.location.source == next.location.source) {
            let end = start + blocks.len();
            sources.extend(blocks.first().map(|block| (block.location.source, start..end)));
            start = end;
        }
        Self { policy, sources }
    }

    /// The block that a place lies in: of those around it, the one that begins last.
    pub(super) fn at(&self, place: Location) -> Option<BlockId> {
        let (_, range) = self.sources.iter().find(|(source, _)| *source == place.source)?;
        let blocks = self.policy.blocks.get(range.clone())?;
        let after = blocks.partition_point(|block| block.location.span.start <= place.span.start);
        let inside = blocks.get(..after)?.iter().rposition(|block| holds(block.location, place))?;
        Some(range.start + inside)
    }
}

/// The records of a table, and where each of their fields stands.
pub(super) struct Rows<'p> {
    records: Vec<Record<'p>>,
    /// By place: the numbers of records.
    places: Vec<(Location, usize)>,
}

impl<'p> Rows<'p> {
    pub(super) fn new(records: Vec<Record<'p>>) -> Self {
        let fields = |(number, record): (usize, &Record<'p>)| {
            let places = record.fields.iter().map(|field| field.text.location());
            places.map(|place| (place, number)).collect::<Vec<_>>()
        };
        let mut places: Vec<(Location, usize)> = records.iter().enumerate().flat_map(fields).collect();
        places.sort_unstable();
        places.dedup();
        Self { records, places }
    }

    /// The records with a field around this place: several where a cell spans them.
    pub(super) fn holding(&self, place: Location) -> impl Iterator<Item = &Record<'p>> {
        let begins = |(field, _): &(Location, usize)| {
            (field.source, field.span.start) <= (place.source, place.span.start)
        };
        let after = self.places.partition_point(begins);
        let around = self.places.get(..after).unwrap_or_default().iter().rev();
        around
            .skip_while(move |(field, _)| !holds(*field, place))
            .take_while(move |(field, _)| holds(*field, place))
            .filter_map(|(_, number)| self.records.get(*number))
    }
}

/// Whether one place lies in another.
pub(super) fn holds(outer: Location, inner: Location) -> bool {
    outer.source == inner.source && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}

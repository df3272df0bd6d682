//! The tables that could have a row, or a column, on a transfer.
//!
//! Which of them should, the checks themselves tell: a row belongs where it makes less wrong.

use super::row::{self, Target};
use super::{Candidate, column, statements};
use crate::Checked;
use crate::declaration::TransferId;
use crate::disclosure;
use crate::policy::BlockKind;
use crate::reading::Reading;
use crate::source::Location;

/// How many tables are tried.
const MOST_TABLES: usize = 8;

/// The row, or the column, for every table that lists recipients: those behind the place where the fix belongs first.
pub(crate) fn candidates(
    checked: &Checked,
    reading: &Reading,
    transfer: TransferId,
    anchor: Option<Location>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let known = statements(checked, transfer);
    for block in &reading.policy.blocks {
        // A table that names the recipient lacks no row.
        let names = |place: &Location| {
            place.source == block.location.source && block.location.span.contains(place.span)
        };
        if known.iter().any(names) {
            continue;
        }
        let BlockKind::Table(table) = &block.kind else { continue };
        let file = block.location.source;
        let source = checked.sources.get(file);
        let edits = match disclosure::layout(&reading.lexicon, &reading.roster, table) {
            Some(layout) => {
                let target = Target { checked, reading, table, layout: &layout, transfer };
                row::behind(&target, source).map(|edit| vec![edit])
            }
            None => column::beside(checked, reading, block, table, transfer),
        };
        if let Some(edits) = edits {
            let is_before = anchor
                .is_some_and(|anchor| file == anchor.source && block.location.span.end < anchor.span.start);
            found.push((is_before, Candidate { file, edits }));
        }
    }
    found.sort_by_key(|(is_before, _)| *is_before);
    found.into_iter().take(MOST_TABLES).map(|(_, candidate)| candidate).collect()
}

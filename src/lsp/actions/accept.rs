//! Accepting a finding: an exception in the declaration, or a comment where it is found.

use super::{Case, Draft, yaml};
use crate::draft::edit::{Edit, line_break};
use crate::policy::{Block, BlockKind};
use crate::reading::Reading;
use crate::source::{Location, Source, SourceId, Span};

/// What stands for the reason until somebody gives it.
const REASON: &str = "TODO say why this is accepted";

/// An exception for the transfer. One for a finding on no transfer would accept whatever the rule finds, on all of them.
pub(super) fn exception(case: &Case<'_>) -> Option<Draft> {
    let rule = case.finding.rule;
    let transfer = case.checked().declaration.transfers.get(case.finding.transfer?)?;
    if !rule.is_suppressible() {
        return None;
    }
    let file = case.checked().declaration.source;
    let fields = [
        ("rule", rule.name().to_owned()),
        ("transfer", yaml::scalar(&transfer.id)),
        ("reason", yaml::scalar(REASON)),
    ];
    let edit = yaml::add_item(case.source(file).text(), "exceptions", &fields)?;
    Some(Draft::new(format!("Accept {rule} of `{}` by an exception", transfer.id), file, edit))
}

/// A comment in the file that is looked at.
pub(super) fn comment(case: &Case<'_>) -> Option<Draft> {
    let rule = case.finding.rule;
    if !rule.is_suppressible() {
        return None;
    }
    let words = format!("divulge-ignore {rule}: {REASON}");
    let edit = match (case.seen.policy(), case.finding.policy) {
        (None, _) => {
            let transfer = case.checked().declaration.transfers.get(case.finding.transfer?)?;
            let source = case.source(case.seen.id);
            let is_here = transfer.location.source == case.seen.id;
            is_here.then(|| yaml::add_comment(source.text(), transfer.location.span, &words))??
        }
        (Some(policy), Some(place)) if place.source == case.seen.id => {
            in_policy(case, policy, place, &format!("<!-- {words} -->"))?
        }
        _ => return None,
    };
    Some(Draft::new(format!("Ignore {rule} here, by a comment"), case.seen.id, edit))
}

/// The first way to put a comment that does accept the finding.
fn in_policy(case: &Case<'_>, policy: usize, place: Location, comment: &str) -> Option<Edit> {
    let reading = Reading::new(case.checked(), policy)?;
    let here = Span::new(place.span.start, place.span.start);
    let is_around =
        |block: &&Block| block.location.source == place.source && block.location.span.contains(here);
    let block = reading.policy.blocks.iter().rfind(is_around)?;
    let source = case.source(place.source);
    let ways = [beside(source, block, here, comment), above(source, block, comment)];
    ways.into_iter().flatten().find(|edit| case.mends(file(block), std::slice::from_ref(edit)))
}

fn file(block: &Block) -> SourceId {
    block.location.source
}

/// Behind the words of a table's row, or of an item's first line.
fn beside(source: &Source, block: &Block, here: Span, comment: &str) -> Option<Edit> {
    let at = match &block.kind {
        BlockKind::Table(table) => {
            let row = table.rows.iter().find(|row| row.location.span.contains(here))?;
            let mut filled = row.cells.iter().filter(|cell| !cell.text.is_empty() && !cell.is_spanned);
            filled.next_back()?.text.location().span.end
        }
        BlockKind::Item(_) => {
            let line = source.position(block.location.span.start).line;
            let line = source.line_span(line);
            line.start + source.slice(line).trim_end().len()
        }
        _ => return None,
    };
    Some((Span::new(at, at), format!(" {comment}")))
}

/// On a line of its own above the block, behind the signs that all lines there begin with.
fn above(source: &Source, block: &Block, comment: &str) -> Option<Edit> {
    let start = block.location.span.start;
    let line = source.line_span(source.position(start).line);
    let before = source.slice(Span::new(line.start, start));
    let newline = line_break(source.text());
    Some((Span::new(line.start, line.start), format!("{before}{comment}{newline}")))
}

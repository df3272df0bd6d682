//! The rows that a policy lacks on a transfer, in the tables that they belong in.
//!
//! Which tables these are, the checks themselves tell: a row belongs where it makes less wrong.

use super::row::{self, Target};
use super::{Case, Draft, yaml};
use crate::Checked;
use crate::assessment::Element;
use crate::declaration::TransferId;
use crate::disclosure;
use crate::lsp::reading::Reading;
use crate::lsp::subject;
use crate::policy::BlockKind;
use crate::rules::{Finding, Severity};
use crate::source::{Location, SourceId};

/// How many tables are tried.
const MOST_TABLES: usize = 8;

/// What a new row can mend.
const RULES: &[&str] =
    &["undisclosed-recipient", "undisclosed-country", "undisclosed-outsourcing", "vague-recipient"];

/// Adds a row to each table that lacks one.
pub(super) fn add(case: &Case<'_>) -> Option<Draft> {
    let finding = case.finding;
    let (transfer, anchor) = (finding.transfer?, finding.policy?);
    if !RULES.contains(&finding.rule.name()) {
        return None;
    }
    let policy = case.policy()?;
    let reading = Reading::new(case.checked(), policy)?;
    let candidates = candidates(case, &reading, transfer, anchor);
    let file = candidates.first()?.0;
    let mut edits: Vec<yaml::Edit> = Vec::new();
    let mut left = wrong(case.checked(), transfer, policy);
    for (_, edit) in candidates.into_iter().filter(|(source, _)| *source == file) {
        edits.push(edit);
        match case.after(file, &edits).map(|after| wrong(&after, transfer, policy)) {
            Some(now) if now < left => left = now,
            _ => drop(edits.pop()),
        }
    }
    if edits.is_empty() || !case.mends(file, &edits) {
        return None;
    }
    let recipient = finding.recipient.as_deref().unwrap_or_default();
    let rows = if edits.len() == 1 { "row".to_owned() } else { format!("{} rows", edits.len()) };
    let path = case.checked().policy_path(policy);
    let title = format!("Add the missing {rows} on {recipient} to {path}");
    Some(Draft { title, file, edits, is_best: true })
}

/// How much is wrong with what a policy says of a transfer: errors, then what it says too vaguely of whom, where and in
/// which role.
fn wrong(checked: &Checked, transfer: TransferId, policy: usize) -> (usize, usize) {
    let is_meant = |finding: &&Finding| {
        let place = finding.policy.and_then(|place| checked.policy_of(place.source));
        finding.transfer == Some(transfer) && place == Some(policy)
    };
    let is_core = |finding: &&Finding| {
        matches!(finding.element, Some(Element::Recipient | Element::Country | Element::Role))
    };
    let findings = || checked.findings.iter().filter(is_meant);
    let errors = findings().filter(|finding| finding.severity == Severity::Error).count();
    (errors, findings().filter(is_core).count())
}

/// Where policies name the recipient of a transfer.
fn statements(case: &Case<'_>, transfer: TransferId) -> Vec<Location> {
    let policies = case.checked().assessments.iter().map(|assessment| assessment.policy);
    let elements = policies.flat_map(|policy| subject::elements(&case.seen, policy));
    elements
        .filter(|(id, element)| *id == transfer && element.element == Element::Recipient)
        .flat_map(|(_, element)| element.evidence.iter().copied())
        .collect()
}

/// The row for every table that lists recipients: those behind the place where the fix belongs first.
fn candidates(
    case: &Case<'_>,
    reading: &Reading,
    transfer: TransferId,
    anchor: Location,
) -> Vec<(SourceId, yaml::Edit)> {
    let mut found = Vec::new();
    let known = statements(case, transfer);
    for block in &reading.policy.blocks {
        // A table that names the recipient lacks no row.
        let names = |place: &Location| {
            place.source == block.location.source && block.location.span.contains(place.span)
        };
        if known.iter().any(names) {
            continue;
        }
        let BlockKind::Table(table) = &block.kind else { continue };
        let Some(layout) = disclosure::layout(&reading.lexicon, &reading.roster, table) else { continue };
        let source = block.location.source;
        let target = Target { checked: case.checked(), reading, table, layout: &layout, transfer };
        if let Some(edit) = row::behind(&target, case.source(source)) {
            let is_before = source == anchor.source && block.location.span.end < anchor.span.start;
            found.push((is_before, source, edit));
        }
    }
    found.sort_by_key(|(is_before, ..)| *is_before);
    found.into_iter().take(MOST_TABLES).map(|(_, source, edit)| (source, edit)).collect()
}

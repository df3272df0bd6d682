//! The rows that a policy lacks on a transfer, in the tables that they belong in.
//!
//! Which tables these are, the checks themselves tell: a row belongs where it makes less wrong.

use super::{Case, Draft};
use crate::Checked;
use crate::assessment::Element;
use crate::declaration::TransferId;
use crate::draft::edit::Edit;
use crate::draft::tables;
use crate::reading::Reading;
use crate::rules::{Finding, Severity};

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
    let candidates = tables::candidates(case.checked(), &reading, transfer, Some(anchor));
    let file = candidates.first()?.file;
    let mut edits: Vec<Edit> = Vec::new();
    let mut left = wrong(case.checked(), transfer, policy);
    let mut rows = 0;
    for candidate in candidates.into_iter().filter(|candidate| candidate.file == file) {
        let before = edits.len();
        edits.extend(candidate.edits);
        match case.after(file, &edits).map(|after| wrong(&after, transfer, policy)) {
            Some(now) if now < left => (left, rows) = (now, rows + 1),
            _ => edits.truncate(before),
        }
    }
    if edits.is_empty() || !case.mends(file, &edits) {
        return None;
    }
    let recipient = finding.recipient.as_deref().unwrap_or_default();
    let rows = if rows == 1 { "row".to_owned() } else { format!("{rows} rows") };
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

//! A missing country, in the row that names its recipient.

use super::{Case, Draft};
use crate::draft::cells;
use crate::lexicon::country::Country;
use crate::reading::Reading;

/// Adds the country to the cell that lists them.
pub(super) fn add(case: &Case<'_>) -> Option<Draft> {
    let finding = case.finding;
    if !matches!(finding.rule.name(), "undisclosed-country" | "vague-country") {
        return None;
    }
    let policy = case.policy()?;
    let country = Country::from_code(finding.subject.as_deref()?)?;
    let reading = Reading::new(case.checked(), policy)?;
    let name = country.name(reading.language()).unwrap_or_else(|| country.english_name());
    let transfer = finding.transfer?;
    let candidates = cells::candidates(case.checked(), &reading, transfer, country);
    let best = candidates.into_iter().find(|candidate| case.mends(candidate.file, &candidate.edits))?;
    let recipient = finding.recipient.as_deref().unwrap_or_default();
    let title = format!("Add {name} to the row of {recipient} in {}", case.checked().policy_path(policy));
    Some(Draft { title, file: best.file, edits: best.edits, is_best: true })
}

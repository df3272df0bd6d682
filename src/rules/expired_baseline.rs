//! An entry of a baseline past its last day.

use super::case::{BaselineCase, EntryState};
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "expired-baseline",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an entry of the baseline is past its last day and accepts nothing any more",
    docs: DOCS,
    check: Check::Baseline(check),
};

const DOCS: &str = r#"## What it checks

An entry of the baseline holds up to and including the day in its `until`. After that it accepts no finding any more,
and is itself reported.

## Why it matters

An entry with a date is a promise to mend the policy by then. If it lapsed in silence, nobody would know why a check
that passed yesterday fails today.

## Example

Fails: `until: 2027-01-31`, and today is 2027-02-01.

Passes: a later `until`, with a reason.

## How to fix

Correct the policy and remove the entry (`divulge baseline --prune`), or decide anew and set a later `until` with the
reason for it.
"#;

fn check(case: &BaselineCase<'_>) -> Option<Finding> {
    let EntryState::Expired(until) = case.state else { return None };
    let message = format!("the baseline's entry for {} expired on {until}", case.scope());
    let reason = match &case.entry.reason {
        Some(reason) => format!("; the reason given was: {}", reason.trim_end_matches('.')),
        None => String::new(),
    };
    let help = format!("Correct the policy and remove the entry, or set a later `until`{reason}.");
    Some(case.finding(message, help))
}

//! An entry of a baseline that accepts nothing.

use super::case::{BaselineCase, EntryState};
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unused-baseline",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an entry of the baseline accepts no finding",
    docs: DOCS,
    check: Check::Baseline(check),
};

const DOCS: &str = r#"## What it checks

Every entry of the baseline that has not expired must accept one finding: of its rule, policy, transfer, element and
subject. Each finding has an entry of its own.

## Why it matters

An entry that outlives its finding will hide the same mistake when it is made again.

## Example

Fails: The missing country was added to the policy, and the baseline still accepts that it is missing.

Passes: `divulge baseline --prune` has removed the entry.

## How to fix

Run `divulge baseline --prune`, which removes the entries without a finding and leaves the others as they are.
"#;

fn check(case: &BaselineCase<'_>) -> Option<Finding> {
    if case.state != EntryState::Unused {
        return None;
    }
    let message =
        format!("the baseline's entry for {} accepts nothing: there is no such finding", case.scope());
    let help = "Remove the entry, or run `divulge baseline --prune`.";
    Some(case.finding(message, help.to_owned()))
}

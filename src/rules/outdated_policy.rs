//! A policy that is older than a transfer.

use super::case::TransferCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};

pub(super) static RULE: Rule = Rule {
    name: "outdated-policy",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "the policy was last updated before a transfer began",
    docs: DOCS,
    check: Check::Transfer(check),
};

const DOCS: &str = r#"## What it checks

The day that a policy gives for its last change ("Last updated: 3 May 2024", 시행일: 2024. 5. 3.) must not lie before the
`since` of a transfer that it has to disclose. Of several days the latest counts. Days that are written in figures
alone, with the year last, are not read: 05/03/2024 is two different days.

## Why it matters

A text that is older than a transfer was not written for it: either the date was not kept up, or what the policy seems
to disclose is something else. Changes must be made known before they take effect (PIPA Art. 30(2) (Korea); GDPR Art.
13(3)).

## Example

Fails: "Last updated: 3 May 2024", and a transfer with `since: 2025-01-01`.

Passes: "Last updated: 1 January 2025".

## How to fix

Check that the policy discloses the transfer as it is, and set the date to the day of its last change.
"#;

fn check(case: &TransferCase<'_>) -> Option<Finding> {
    let since = case.declared.since.as_ref()?;
    let updated = case.assessment.upkeep.updated.filter(|updated| updated.date < since.value)?;
    let policy = case.context.path(updated.location);
    let line = words::line(case.context.sources, updated.location, updated.location.source);
    let message = format!(
        "{policy} was last updated on {} ({line}), before the transfer to {} began on {}",
        updated.date, case.recipient, since.value
    );
    let help =
        "Check that the policy describes this transfer, and set its date to the day of the last change."
            .to_owned();
    let finding = case.finding(since.location, &[], message, help);
    Some(Finding { policy: Some(updated.location), ..finding })
}

#[cfg(test)]
mod tests {
    use crate::rules::Severity;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_a_text_older_than_the_transfer() {
        let scene = Scene::new().since("2025-01-01");
        let place = scene.place("# Privacy policy");
        let finding = scene.updated("2024-12-31", place).only("outdated-policy");
        assert_eq!(
            finding.message,
            "policy.md was last updated on 2024-12-31 (line 1), before the transfer to Alipay began on 2025-01-01"
        );
        assert_eq!((finding.policy, finding.severity), (Some(place), Severity::Warning));
    }

    #[test]
    fn quiet_on_the_same_day_and_without_a_day() {
        let scene = Scene::new().since("2025-01-01");
        let place = scene.place("# Privacy policy");
        scene.never("outdated-policy");
        scene.updated("2025-01-01", place).never("outdated-policy");
        Scene::new().updated("2020-01-01", place).never("outdated-policy");
    }
}

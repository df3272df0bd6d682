//! An exception past its last day.

use super::case::{ExceptionCase, ExceptionState};
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "expired-exception",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an exception is past its last day and accepts nothing any more",
    docs: DOCS,
    check: Check::Exception(check),
};

const DOCS: &str = r#"## What it checks

An exception holds up to and including the day in its `until`. After that it accepts no finding any more, and is itself
reported.

## Why it matters

An exception with a date is a promise to mend the policy by then. If it lapsed in silence, nobody would know why a check
that passed yesterday fails today.

## Example

Fails: `until: 2027-01-31`, and today is 2027-02-01.

Passes: the policy is corrected and the exception gone, or `until` lies ahead.

## How to fix

Correct the policy and remove the exception, or decide anew and set a later `until` with the reason for it.
"#;

fn check(case: &ExceptionCase<'_>) -> Option<Finding> {
    let ExceptionState::Expired(until) = case.state else { return None };
    let message = format!("the exception for {} expired on {until}", case.scope());
    let help = format!(
        "Correct the policy and remove the exception, or set a later `until`; the reason given was: {}.",
        case.exception.reason.trim_end_matches('.')
    );
    let date = case.exception.until.as_ref().map(|until| until.location);
    Some(case.finding(date.unwrap_or(case.exception.location), message, help))
}

#[cfg(test)]
mod tests {
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_the_day_after_the_last_and_accepts_nothing() {
        let scene = Scene::new()
            .recipient(Verdict::Omitted, Reason::NotStated)
            .exception("undisclosed-recipient", Some(0), Some("2026-11-22"))
            .on("2026-11-23");
        let finding = scene.only("expired-exception");
        assert_eq!(
            finding.message,
            "the exception for undisclosed-recipient on nsf-score expired on 2026-11-22"
        );
        assert!(finding.help.ends_with("the reason given was: agreed with counsel."), "{}", finding.help);
        assert!(finding.declaration.is_some() && finding.policy.is_none());
        scene.only("undisclosed-recipient");
        scene.never("unused-exception");
    }

    #[test]
    fn quiet_on_the_last_day_and_without_one() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated).on("2026-11-22");
        scene
            .exception("undisclosed-recipient", None, Some("2026-11-22"))
            .exception("undisclosed-recipient", None, None)
            .never("expired-exception");
    }
}

//! An exception that accepts nothing.

use super::case::{ExceptionCase, ExceptionState};
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::declaration::Level;

pub(super) static RULE: Rule = Rule {
    name: "unused-exception",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an exception accepts no finding",
    docs: DOCS,
    check: Check::Exception(check),
};

const DOCS: &str = r#"## What it checks

Every exception that has not expired must accept at least one finding of its rule, and of its transfer where it names
one.

## Why it matters

An exception that outlives its finding will hide the next one: a reviewer who sees none believes that the policy is
right.

## Example

Fails: The missing country was added to the policy, and the exception for `undisclosed-country` is still in the
declaration.

Passes: the exception is gone.

## How to fix

Remove the exception. If it was meant for another finding, correct its `rule` or `transfer`.
"#;

fn check(case: &ExceptionCase<'_>) -> Option<Finding> {
    if case.state != ExceptionState::Unused {
        return None;
    }
    let is_off = case.context.declaration.severities.get(&case.exception.rule) == Some(&Level::Off);
    let why = if is_off { "its rule is off" } else { "there is no such finding" };
    let message = format!("the exception for {} accepts nothing: {why}", case.scope());
    let help =
        "Remove the exception, or correct its `rule` or `transfer` if it was meant for another finding.";
    Some(case.finding(case.exception.location, message, help.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_an_exception_without_a_finding() {
        let finding = Scene::new().exception("vague-country", Some(0), None).only("unused-exception");
        assert_eq!(
            finding.message,
            "the exception for vague-country on nsf-score accepts nothing: there is no such finding"
        );
        assert_eq!((finding.transfer, finding.recipient.as_deref()), (Some(0), Some("Alipay")));
    }

    #[test]
    fn fires_where_the_rule_is_off() {
        let finding = Scene::new()
            .recipient(Verdict::Omitted, Reason::NotStated)
            .exception("undisclosed-recipient", None, None)
            .level("undisclosed-recipient", "off")
            .only("unused-exception");
        assert!(finding.message.ends_with("its rule is off"), "{}", finding.message);
    }

    #[test]
    fn quiet_where_it_is_used_or_expired() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated).on("2026-11-22");
        scene
            .exception("undisclosed-recipient", Some(0), None)
            .exception("undisclosed-recipient", None, Some("2026-11-22"))
            .exception("vague-country", None, Some("2026-11-21"))
            .never("unused-exception");
    }
}

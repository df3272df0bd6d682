//! A comment that accepts findings without saying why.

use super::case::CommentCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::suppression::{Reach, RuleName};

pub(super) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "a comment that should suppress findings gives no reason, and suppresses none",
    docs: DOCS,
    check: Check::Comment(check),
};

const DOCS: &str = r#"## What it checks

A comment that suppresses findings gives a reason after a colon. Without one it suppresses nothing.

## Why it matters

That a policy may leave something unsaid is a decision. Whoever reads the policy next must be able to see who took it
and on what ground, and a gate must not open to a comment that says nothing.

## Example

Fails: `<!-- divulge-ignore undisclosed-country -->`

Passes: `<!-- divulge-ignore undisclosed-country: agreed with counsel until January -->`

## How to fix

Write the reason: `<!-- divulge-ignore undisclosed-country: wording agreed with counsel for the January release -->`.
"#;

fn check(case: &CommentCase<'_>) -> Option<Finding> {
    let suppression = case.suppression;
    let RuleName::Known(rule) = suppression.rule else { return None };
    if suppression.reason.is_some() || matches!(suppression.reach, Reach::Nowhere(_)) {
        return None;
    }
    let message =
        format!("the comment that should suppress {rule} gives no reason, so it suppresses nothing");
    let help = format!("Write the reason after a colon, as in `{rule}: agreed with counsel`.");
    Some(case.finding(message, help))
}

#[cfg(test)]
mod tests {
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_and_suppresses_nothing() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated);
        let place = scene.place("# Privacy policy");
        let scene = scene.comment("undisclosed-recipient", None, place);
        let finding = scene.only("suppression-without-reason");
        assert!(finding.message.contains("undisclosed-recipient"), "{}", finding.message);
        assert!(finding.policy.is_some() && finding.declaration.is_none());
        scene.only("undisclosed-recipient");
        scene.never("unused-suppression");
    }

    #[test]
    fn quiet_with_a_reason() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated);
        let place = scene.place("# Privacy policy");
        let scene = scene.comment("undisclosed-recipient", Some("why"), place);
        scene.never("suppression-without-reason");
        scene.never("undisclosed-recipient");
    }
}

//! A period that the policy does not state for its recipient.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-retention",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "how long a recipient keeps personal data is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The declared `retention` must be stated for its recipient: the same length in any unit (1 year, 12개월), or the same event
(until the account is deleted, 회원 탈퇴 시까지). Another length or event is stated wrongly; "as long as necessary" is `vague`,
which this rule leaves alone.

## Why it matters

PIPA Art. 17(2) and 28-8(2) (Korea) demand the period for which a recipient keeps and uses data; GDPR Art. 13(2)(a) the
period or the criteria for it.

## Example

Fails: the recipient's row says "3 years", and `retention: 5 years` is declared.

Passes: the row says "5 years".

## How to fix

State the period in the recipient's own row or sentence, or correct the declaration.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact =
        || format!("{} keeps the data: {}", case.recipient, case.declared_text(&case.declared.retention));
    let fix = || {
        format!(
            "State this period beside {}, in the same row or sentence, or correct `retention`.",
            case.recipient
        )
    };
    detail::check(case, Element::Retention, fact, fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_where_nothing_is_said_or_something_else() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        let found = scene
            .detail(Element::Retention, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Retention, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-retention");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene
            .detail(Element::Retention, Verdict::Vague, Reason::Broader(place))
            .never("undisclosed-retention");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Retention, Verdict::Omitted, missing).never("undisclosed-retention");
    }
}

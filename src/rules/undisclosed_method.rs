//! A way of transfer that the policy does not state.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-method",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "when and how personal data is transferred is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The declared `method` (when and by which means data is transferred) must be stated for its recipient, or for all transfers
of its section.

## Why it matters

PIPA Art. 28-8(2)(2) (Korea) demands the date and method of every transfer abroad.

## Example

Fails: the table has no column for it, and `method: daily batch over a private network` is declared.

Passes: the recipient's row says "daily, over a private network".

## How to fix

State when and by which means the data is sent, in the recipient's own row or for the whole table.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || {
        format!("data is transferred to {}: {}", case.recipient, case.declared_text(&case.declared.method))
    };
    let fix = || {
        format!(
            "State when and by which means data goes to {}, in the same row or for the whole table.",
            case.recipient
        )
    };
    detail::check(case, Element::Method, fact, fix)
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
            .detail(Element::Method, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Method, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-method");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Method, Verdict::Vague, Reason::Broader(place)).never("undisclosed-method");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Method, Verdict::Omitted, missing).never("undisclosed-method");
    }
}

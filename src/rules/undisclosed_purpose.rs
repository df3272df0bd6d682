//! A purpose that the policy does not state for its recipient.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-purpose",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "a purpose for which a recipient receives personal data is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Every declared purpose must be stated for its recipient, in the declared words or in others for the same: the lexicon knows
what hosting, payment, support and the like are called. Another purpose does not count, and a statement that says no more
than "to provide our services" makes the verdict `vague`, which this rule leaves alone.

## Why it matters

Data may be used only for purposes that people were told: GDPR Art. 13(1)(c), PIPA Art. 17(2) and 26(2) (Korea).

## Example

Fails: the recipient's row says "Error tracking", and `purposes: [advertising]` is declared.

Passes: the row says "Error tracking, advertising".

## How to fix

State the purpose in the recipient's own row or sentence; if it is not pursued any more, take it out of `purposes`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("{} receives personal data for \"{}\"", case.recipient, case.element.subject);
    let fix = || {
        format!(
            "Add it to the purposes stated for {}; if it is not pursued any more, remove it from `purposes`.",
            case.recipient
        )
    };
    detail::check(case, Element::Purpose, fact, fix)
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
            .detail(Element::Purpose, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Purpose, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-purpose");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Purpose, Verdict::Vague, Reason::Broader(place)).never("undisclosed-purpose");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Purpose, Verdict::Omitted, missing).never("undisclosed-purpose");
    }
}

//! A way to refuse that the policy does not state.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-refusal",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "how a person refuses a transfer is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The policy must say how a person refuses the transfer: beside the recipient, or in the section that discloses it.

## Why it matters

PIPA Art. 28-8(2)(5) (Korea) demands the way and the effect of refusing a transfer abroad; GDPR Art. 13(2) the rights to
object and to withdraw consent.

## Example

Fails: the section on transfers abroad names no way to refuse, and `refusal: account settings` is declared.

Passes: "You can refuse the transfer to Acme in the settings of your account".

## How to fix

Say in that section how a person refuses, and what follows from it.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("a person can refuse the transfer to {}", case.recipient);
    let fix =
        || format!("Say how a person refuses the transfer to {}, and with which effect.", case.recipient);
    detail::check(case, Element::Refusal, fact, fix)
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
            .detail(Element::Refusal, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Refusal, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-refusal");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Refusal, Verdict::Vague, Reason::Broader(place)).never("undisclosed-refusal");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Refusal, Verdict::Omitted, missing).never("undisclosed-refusal");
    }
}

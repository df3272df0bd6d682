//! A recipient's contact that the policy does not state.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-contact",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "how a recipient is reached is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The declared `contact` of a recipient (an e-mail address, a telephone number) must stand beside its name.

## Why it matters

PIPA Art. 28-8(2)(3) (Korea) demands the contact of every recipient abroad.

## Example

Fails: the recipient's row gives none, and `contact: privacy@alipay.example` is declared.

Passes: the row says "Alipay (privacy@alipay.example)".

## How to fix

Add the contact to the recipient's row, or correct it there.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("{} is reached at its declared contact", case.recipient);
    let fix = || format!("Add the declared `contact` beside {}, or correct it.", case.recipient);
    detail::check(case, Element::Contact, fact, fix)
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
            .detail(Element::Contact, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Contact, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-contact");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Contact, Verdict::Vague, Reason::Broader(place)).never("undisclosed-contact");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Contact, Verdict::Omitted, missing).never("undisclosed-contact");
    }
}

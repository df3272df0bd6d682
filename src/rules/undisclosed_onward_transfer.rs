//! An organisation behind a recipient that the policy does not name.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-onward-transfer",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "the organisation that a recipient works for is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Where `on_behalf_of` is declared, the organisation for which the recipient processes must be named where the recipient is.

## Why it matters

Data that a processor handles for somebody else is provided to that somebody: PIPA Art. 17 (Korea) asks for consent to it,
GDPR Art. 13(1)(e) for its being told.

## Example

Fails: the policy names the processor alone, and `on_behalf_of: Apple` is declared.

Passes: "Alipay computes the score on behalf of Apple".

## How to fix

Name the organisation in the recipient's row or sentence.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("{} works for {}", case.recipient, case.declared_text(&case.declared.on_behalf_of));
    let fix = || format!("Name, beside {}, the organisation on whose behalf it processes.", case.recipient);
    detail::check(case, Element::OnBehalfOf, fact, fix)
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
            .detail(Element::OnBehalfOf, Verdict::Omitted, Reason::NotStated)
            .detail(Element::OnBehalfOf, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-onward-transfer");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene
            .detail(Element::OnBehalfOf, Verdict::Vague, Reason::Broader(place))
            .never("undisclosed-onward-transfer");
        let missing = Reason::RecipientUndisclosed;
        Scene::new()
            .detail(Element::OnBehalfOf, Verdict::Omitted, missing)
            .never("undisclosed-onward-transfer");
    }
}

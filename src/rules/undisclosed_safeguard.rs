//! A safeguard that the policy does not state.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-safeguard",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "what protects a transfer abroad is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Every declared safeguard (standard contractual clauses, an adequacy decision, the Data Privacy Framework, binding corporate
rules, a certification) must be stated for its recipient or for all transfers of its section. The Privacy Shield is none
any more.

## Why it matters

GDPR Art. 13(1)(f) demands the safeguards of transfers to third countries, and how to obtain a copy of them.

## Example

Fails: the policy speaks of the Privacy Shield, and `safeguards: [standard contractual clauses]` is declared.

Passes: "The transfer to Acme is covered by the EU's standard contractual clauses".

## How to fix

Name the safeguard beside the recipient or for the whole section, or correct the declaration.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("the transfer to {} is protected by \"{}\"", case.recipient, case.element.subject);
    let fix =
        || format!("Name this safeguard for the transfer to {}, or correct `safeguards`.", case.recipient);
    detail::check(case, Element::Safeguard, fact, fix)
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
            .detail(Element::Safeguard, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Safeguard, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-safeguard");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene
            .detail(Element::Safeguard, Verdict::Vague, Reason::Broader(place))
            .never("undisclosed-safeguard");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Safeguard, Verdict::Omitted, missing).never("undisclosed-safeguard");
    }
}

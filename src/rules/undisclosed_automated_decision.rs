//! A decision by machine that the policy does not describe.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-automated-decision",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an automated decision is not described",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Where `automated_decision` is declared, the policy must say, for the recipient, that people are scored, profiled or decided
about by machine.

## Why it matters

GDPR Art. 13(2)(f) demands that automated decisions be told with their logic; PIPA Art. 37-2 (Korea) gives a right to
refuse them, and demands that their criteria be published.

## Example

Fails: nothing in the policy speaks of a score, and `automated_decision: NSF score from 0 to 100` is declared.

Passes: "Alipay computes a score from 0 to 100, by which payments are grouped".

## How to fix

Describe the decision beside the recipient: what is computed, and what follows from it.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || {
        format!(
            "{} is used for an automated decision: {}",
            case.recipient,
            case.declared_text(&case.declared.automated_decision)
        )
    };
    let fix = || {
        format!("Describe beside {} what is computed about people, and what follows from it.", case.recipient)
    };
    detail::check(case, Element::AutomatedDecision, fact, fix)
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
            .detail(Element::AutomatedDecision, Verdict::Omitted, Reason::NotStated)
            .detail(Element::AutomatedDecision, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-automated-decision");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene
            .detail(Element::AutomatedDecision, Verdict::Vague, Reason::Broader(place))
            .never("undisclosed-automated-decision");
        let missing = Reason::RecipientUndisclosed;
        Scene::new()
            .detail(Element::AutomatedDecision, Verdict::Omitted, missing)
            .never("undisclosed-automated-decision");
    }
}

//! A legal basis that the policy does not state.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-legal-basis",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "the legal basis of a transfer is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The declared `legal_basis` must be stated for its recipient, or by what governs its list: consent, contract, legal
obligation, legitimate interest, or a citation. Another basis under a heading for it is stated wrongly.

## Why it matters

GDPR Art. 13(1)(c) demands the legal basis of processing; PIPA Art. 28-8(2) and 30(1) (Korea) the ground of a transfer.

## Example

Fails: the recipient's row says "contract", and `legal_basis: consent` is declared.

Passes: the row says "your consent".

## How to fix

State the basis in the recipient's own row or sentence, or correct the declaration.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || {
        format!(
            "the transfer to {} rests on {}",
            case.recipient,
            case.declared_text(&case.declared.legal_basis)
        )
    };
    let fix =
        || format!("State the basis of the transfer beside {}, or correct `legal_basis`.", case.recipient);
    detail::check(case, Element::LegalBasis, fact, fix)
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
            .detail(Element::LegalBasis, Verdict::Omitted, Reason::NotStated)
            .detail(Element::LegalBasis, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-legal-basis");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene
            .detail(Element::LegalBasis, Verdict::Vague, Reason::Broader(place))
            .never("undisclosed-legal-basis");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::LegalBasis, Verdict::Omitted, missing).never("undisclosed-legal-basis");
    }
}

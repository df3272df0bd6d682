//! A disclosure that speaks of fewer people than the transfer concerns.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "understated-subjects",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "a disclosure is limited to fewer people than are concerned",
    docs: DOCS,
    check: Check::Statement(check),
};

const DOCS: &str = r#"## What it checks

Where `subjects` are declared, the disclosure must not be limited to others: "Apple Pay users" is less than "all users". A
disclosure that names no people speaks of all.

## Why it matters

Whoever reads that only others are concerned is not informed. The decision on Kakao Pay of January 2025 turned on data of
all users being sent where a disclosure could have spoken only of those who pay at one shop.

## Example

Fails: "for users who pay in the App Store", and `subjects: all users` is declared.

Passes: "for all users".

## How to fix

Say whose data is transferred, or correct `subjects`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || {
        format!("the transfer to {} concerns {}", case.recipient, case.declared_text(&case.declared.subjects))
    };
    let fix = || {
        format!("Say beside {} whose data it receives, without limiting it to fewer people.", case.recipient)
    };
    detail::check(case, Element::Subjects, fact, fix)
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
            .detail(Element::Subjects, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Subjects, Verdict::Incorrect, Reason::Instead(place))
            .all("understated-subjects");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Subjects, Verdict::Vague, Reason::Broader(place)).never("understated-subjects");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Subjects, Verdict::Omitted, missing).never("understated-subjects");
    }
}

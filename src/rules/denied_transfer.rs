//! A policy that denies what is declared.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};
use crate::assessment::{Element, ElementAssessment, Reason, Verdict};
use crate::lexicon::country::Country;
use crate::source::Location;

pub(super) static RULE: Rule = Rule {
    name: "denied-transfer",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "the policy denies a transfer that is declared",
    docs: DOCS,
    check: Check::Statement(check),
};

const DOCS: &str = r#"## What it checks

No statement may deny what the declaration says happens: "we do not share personal data with anyone" against a declared
recipient, "we do not transfer personal data abroad" against a declared foreign country, or a denial that another
statement of the same policy contradicts. A denial with an exception ("not without your consent", "except as listed
below") is none. It fires once per transfer and policy.

## Why it matters

A false statement weighs more than a missing one: people decide by it. It breaches GDPR Art. 5(1)(a) and 13(1)(e), (f),
PIPA Art. 26(2) and 28-8 (Korea) where the transfer has to be disclosed, and is a deceptive practice under Section 5 of
the FTC Act (United States).

## Example

Fails: The policy says "We never transfer your data outside Korea"; a transfer with `countries: [CN]` is declared.

Passes: "We transfer your data outside Korea only to the processors listed below".

## How to fix

Delete the denial or limit it to what is true ("except to the processors listed below"), and disclose the transfer.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    // A recipient in five countries is denied once, not five times.
    let first = denied(case).next()?;
    if !std::ptr::eq(first, case.element) {
        return None;
    }
    let fact = fact(case);
    let ambiguous = first.verdict == Verdict::Ambiguous;
    let place = denial(first).unwrap_or(first.anchor);
    let policy = case.context.path(place);
    let message = match denial(first).map(|place| (case.quote(place), case.line(place))) {
        Some((words, line)) if ambiguous => {
            format!("{policy} says {words} ({line}), although it discloses elsewhere that {fact}")
        }
        Some((words, line)) => format!("{policy} says {words} ({line}), but {fact}"),
        None if ambiguous => format!("{policy} both discloses and denies that {fact}"),
        None => format!("{policy} denies that {fact}"),
    };
    let help = format!(
        "Delete the denial or limit it to what is true, for example \"except to the recipients listed below\", and \
         disclose {} in {}.",
        case.recipient,
        case.list()
    );
    Some(Finding { policy: Some(place), ..case.finding(message, help) })
}

/// What really happens, and the policy denies.
fn fact(case: &ElementCase<'_>) -> String {
    let recipient = case.recipient;
    match case.element.element {
        Element::Recipient => format!("{recipient} receives personal data"),
        Element::Role => format!("{recipient} acts in the declared role"),
        Element::Country => {
            let countries = words::countries(denied(case).filter_map(|it| Country::from_code(&it.subject)));
            format!("{recipient} receives or accesses personal data in {countries}")
        }
        element => format!("{recipient} receives personal data, with the declared {}", element.name()),
    }
}

/// The elements of the transfer that the policy denies.
fn denied<'a>(case: &ElementCase<'a>) -> impl Iterator<Item = &'a ElementAssessment> {
    let elements = case.transfer.elements.iter();
    elements.filter(|element| is_of_transfer(element.element) && is_denied(element))
}

/// What is denied of one item of data, or of one purpose, leaves the transfer as it is: it is the item that is undisclosed.
fn is_of_transfer(element: Element) -> bool {
    matches!(element, Element::Recipient | Element::Country | Element::Role)
}

fn is_denied(element: &ElementAssessment) -> bool {
    match element.verdict {
        Verdict::NotRequired => false,
        Verdict::Ambiguous => true,
        // Nothing can be stated in place of a recipient: an incorrect one is a denied one.
        Verdict::Incorrect if element.element == Element::Recipient => true,
        _ => denial(element).is_some(),
    }
}

/// Where the policy denies the element.
fn denial(element: &ElementAssessment) -> Option<Location> {
    match element.reason {
        Some(Reason::Denied(place) | Reason::DeniedAbroad(place)) => Some(place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_a_denied_recipient_instead_of_undisclosed_recipient() {
        let scene = Scene::new();
        let place = scene.place("We share nothing.");
        let scene = scene.recipient(Verdict::Incorrect, Reason::Denied(place));
        let finding = scene.only("denied-transfer");
        assert_eq!(
            finding.message,
            "policy.md says \"We share nothing.\" (line 3), but Alipay receives personal data"
        );
        assert_eq!((finding.policy, finding.element), (Some(place), Some(Element::Recipient)));
        scene.never("undisclosed-recipient");
    }

    #[test]
    fn fires_on_a_policy_that_contradicts_itself() {
        let scene = Scene::new();
        let place = scene.place("We share nothing.");
        let finding = scene.recipient(Verdict::Ambiguous, Reason::Denied(place)).only("denied-transfer");
        assert!(finding.message.contains("although it discloses elsewhere"), "{}", finding.message);
    }

    #[test]
    fn a_denial_of_all_transfers_abroad_is_one_finding_beside_those_on_countries() {
        let scene = Scene::new();
        let place = scene.place("We transfer nothing abroad.");
        let scene = scene.country("CN", Verdict::Incorrect, Reason::DeniedAbroad(place)).country(
            "SG",
            Verdict::Incorrect,
            Reason::DeniedAbroad(place),
        );
        let finding = scene.only("denied-transfer");
        assert!(finding.message.contains("CN") && finding.message.contains("SG"), "{}", finding.message);
        assert_eq!((finding.policy, finding.subject.as_deref()), (Some(place), Some("CN")));
        assert_eq!(scene.all("undisclosed-country").len(), 2);
    }

    #[test]
    fn a_denial_must_be_true_even_where_no_law_asks_for_a_disclosure() {
        let scene = Scene::new();
        let place = scene.place("We share nothing.");
        scene.recipient(Verdict::Incorrect, Reason::Denied(place)).not_required().only("denied-transfer");
    }

    #[test]
    fn another_country_or_role_is_no_denial() {
        Scene::new()
            .country("CN", Verdict::Incorrect, Reason::OtherCountries(Vec::new()))
            .role(Verdict::Incorrect, Reason::OtherRole(crate::declaration::Role::ThirdParty))
            .never("denied-transfer");
        Scene::new().recipient(Verdict::Omitted, Reason::NotStated).never("denied-transfer");
    }

    #[test]
    fn a_denied_item_of_data_is_no_denied_transfer() {
        let scene = Scene::new();
        let place = scene.place("We share nothing.");
        let scene = scene.detail(Element::Data, Verdict::Incorrect, Reason::Denied(place));
        scene.never("denied-transfer");
    }

    #[test]
    fn a_denial_without_a_place_is_told_too() {
        let message =
            |verdict| Scene::new().recipient(verdict, Reason::NotStated).only("denied-transfer").message;
        assert_eq!(
            message(Verdict::Ambiguous),
            "policy.md both discloses and denies that Alipay receives personal data"
        );
        assert_eq!(message(Verdict::Incorrect), "policy.md denies that Alipay receives personal data");
    }
}

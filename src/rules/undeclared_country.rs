//! A destination that the policy names for a recipient and the declaration lacks.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};
use crate::assessment::{Element, UndeclaredCountry};

pub(super) static RULE: Rule = Rule {
    name: "undeclared-country",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "the policy names a country for a recipient that its transfers do not declare",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

A country that the policy gives for a declared recipient should be among the `countries` or `access_from` of one of its
transfers.

## Why it matters

Either data goes where the declaration does not know of, and neither a safeguard nor a ground was checked (GDPR Art. 44
to 46, PIPA Art. 28-8(1) (Korea)), or the policy sends people after the wrong authorities.

## Example

Fails: The policy says "Alipay (Singapore, China)"; the transfer declares `country: SG`.

Passes: the transfer declares `countries: [SG, CN]`.

## How to fix

Add the country to the transfer, or take it out of the recipient's row in the policy.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    case.assessment.undeclared_countries.iter().filter_map(|country| finding(case, country)).collect()
}

fn finding(case: &PolicyCase<'_>, undeclared: &UndeclaredCountry) -> Option<Finding> {
    let recipient = case.context.recipient(undeclared.transfer)?;
    let policy = case.context.path(undeclared.location);
    let country = words::country(undeclared.country);
    let message =
        format!("{policy} names {country} for {recipient}, but no transfer to it declares that country");
    let help = format!(
        "Add {} to the `countries` or `access_from` of the transfer, or remove {country} from what the policy says \
         of {recipient}, if no data goes there.",
        undeclared.country.code()
    );
    Some(Finding {
        element: Some(Element::Country),
        transfer: Some(undeclared.transfer),
        recipient: Some(recipient.to_owned()),
        subject: Some(undeclared.country.code().to_owned()),
        policy: Some(undeclared.location),
        ..case.context.finding(message, help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_at_the_mention() {
        let scene = Scene::new();
        let place = scene.place("Ant Group");
        let finding = scene.undeclared_country("JP", place).only("undeclared-country");
        assert!(
            finding.message.contains("JP") && finding.message.contains("for Alipay"),
            "{}",
            finding.message
        );
        assert_eq!((finding.transfer, finding.subject.as_deref()), (Some(0), Some("JP")));
        assert_eq!((finding.policy, finding.severity), (Some(place), Severity::Warning));
    }

    #[test]
    fn quiet_where_all_are_declared() {
        Scene::new().never("undeclared-country");
    }
}

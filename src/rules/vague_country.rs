//! A country of destination of which the policy states only something wider or narrower.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "vague-country",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "only a region, a city or \"abroad\" is disclosed, not the country",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The policy must state a recipient's country as a country. It fires when the policy has only something wider ("overseas",
"the EEA") or narrower (a city) for this recipient.

## Why it matters

"Overseas" tells nobody which law applies. PIPA Art. 28-8(2) (Korea), FADP Art. 19(4) (Switzerland) and, where consent
is the ground, APPI Art. 28(2) (Japan) demand the country itself; under GDPR Art. 13(1)(f) the transparency guidelines
(WP260) ask that third countries be named.

## Example

Fails: "Our servers are located in the Asia-Pacific region", and `country: SG` is declared.

Passes: "Our servers are located in Singapore".

## How to fix

Write the country beside the place that the policy gives, in the recipient's own row or sentence.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    if !case.is(Element::Country) || case.element.verdict != Verdict::Vague {
        return None;
    }
    let (policy, recipient, country) = (case.policy(), case.recipient, case.country());
    let message = match case.element.reason {
        Some(Reason::VaguePlace(place)) => {
            let (named, line) = (case.quote(place), case.line(place));
            format!(
                "{policy} says only {named} ({line}) of where {recipient} is, and does not name {country}"
            )
        }
        _ => format!("{policy} says only vaguely where {recipient} is, and does not name {country}"),
    };
    let help = format!("Name {country} beside {recipient}, in addition to or in place of the vaguer words.");
    Some(case.finding(message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_a_region() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        let finding = scene.country("CN", Verdict::Vague, Reason::VaguePlace(place)).only("vague-country");
        assert!(finding.message.starts_with("policy.md says only \"overseas\" (line 7) of where Alipay is"));
        assert_eq!(finding.subject.as_deref(), Some("CN"));
    }

    #[test]
    fn quiet_on_other_verdicts_and_elements() {
        Scene::new().country("CN", Verdict::Omitted, Reason::NotStated).never("vague-country");
        Scene::new().recipient(Verdict::Vague, Reason::NotStated).never("vague-country");
    }
}

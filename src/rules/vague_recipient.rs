//! A recipient that the policy describes and does not name.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "vague-recipient",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "only the category of a recipient is disclosed, not its name",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

The policy must name a declared recipient. It fires when the policy has only the recipient's category, such as "payment
service providers".

## Why it matters

PIPA Art. 26(2) and 28-8(2) (Korea) demand names. GDPR Art. 13(1)(e) lets categories suffice in its text, but the
transparency guidelines (WP260) prefer names and want categories as specific as possible; the California Consumer
Privacy Act asks for categories alone. That is why this is a warning.

## Example

Fails: "We use payment service providers", and a transfer to Alipay Singapore E-Commerce is declared.

Passes: "We use payment service providers, namely Alipay Singapore E-Commerce".

## How to fix

Name the recipient beside its category. Where no law that binds you demands names, set `vague-recipient: off` under
`rules`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    if !case.is(Element::Recipient) || case.element.verdict != Verdict::Vague {
        return None;
    }
    let (policy, recipient) = (case.policy(), case.recipient);
    let message = match case.element.reason {
        Some(Reason::OnlyCategory(place)) => {
            let (category, line) = (case.quote(place), case.line(place));
            format!("{policy} discloses only a category, {category} ({line}), and does not name {recipient}")
        }
        _ => format!("{policy} speaks only in general of recipients and does not name {recipient}"),
    };
    let help = format!(
        "Name {recipient} beside the category or in {}; where no law that binds you demands names, set \
         `vague-recipient: off` under `rules`.",
        case.list()
    );
    Some(case.finding(message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_a_category() {
        let scene = Scene::new();
        let place = scene.place("Payment providers");
        let finding = scene.recipient(Verdict::Vague, Reason::OnlyCategory(place)).only("vague-recipient");
        assert_eq!(
            finding.message,
            "policy.md discloses only a category, \"Payment providers\" (line 7), and does not name Alipay"
        );
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn quiet_on_other_verdicts_and_elements() {
        Scene::new().recipient(Verdict::Omitted, Reason::NotStated).never("vague-recipient");
        Scene::new().role(Verdict::Vague, Reason::NoRole).never("vague-recipient");
    }
}

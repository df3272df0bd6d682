//! A processor that the policy does not disclose as one.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Verdict};
use crate::declaration::Role;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-outsourcing",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "the policy does not say that a processor processes on someone's behalf",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

For a transfer with `role: processor`, some statement must say that this recipient processes personal data on someone's
behalf: a table of processors, a section on outsourcing, "our service providers". A processor that is listed only under
another role is `misclassified-role` instead.

## Why it matters

PIPA Art. 26(2) and 30(1)4 (Korea) demand that outsourced work and the processor be published so that people can easily
find them; where a contract needs a processor abroad, publication is part of what makes the transfer lawful (Art.
28-8(1)3). Under the GDPR a processor is a recipient (Art. 4(9)), of whom Art. 13(1)(e) has people told.

## Example

Fails: The policy says that data "may go to Alipay", and nowhere that Alipay computes scores for the controller.

Passes: "Alipay computes scores for us as our processor".

## How to fix

Add the recipient to the list of processors, with the work that it does. If it decides itself what the data is used for,
declare `role: third-party`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    if !case.is(Element::Role) || case.role() != Some(Role::Processor) {
        return None;
    }
    let (policy, recipient, principal) = (case.policy(), case.recipient, principal(case));
    let message = match case.element.verdict {
        Verdict::Omitted => {
            format!("{policy} does not say that {recipient} processes personal data on behalf of {principal}")
        }
        Verdict::Vague => format!(
            "{policy} discloses {recipient}, but not that it processes personal data on behalf of {principal}"
        ),
        _ => return None,
    };
    let help = format!(
        "Add a row for {recipient} to {}, with the work that it does on behalf of {principal}; if it uses the data \
         for purposes of its own, declare `role: third-party`.",
        case.list()
    );
    Some(case.finding(message, help))
}

/// For whom the recipient processes.
fn principal<'a>(case: &ElementCase<'a>) -> &'a str {
    let declared = case.declared.on_behalf_of.as_ref().map(|name| name.value.as_str());
    declared.or(case.context.declaration.controller.name.as_deref()).unwrap_or("the controller")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Reason;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_omitted_and_on_vague() {
        let finding = Scene::new().role(Verdict::Omitted, Reason::NotStated).only("undisclosed-outsourcing");
        assert_eq!(
            finding.message,
            "policy.md does not say that Alipay processes personal data on behalf of Kakao Pay"
        );
        let finding = Scene::new().role(Verdict::Vague, Reason::NoRole).only("undisclosed-outsourcing");
        assert!(finding.message.starts_with("policy.md discloses Alipay, but not"), "{}", finding.message);
    }

    #[test]
    fn names_the_one_it_really_works_for() {
        let finding = Scene::new()
            .on_behalf_of("Apple")
            .role(Verdict::Omitted, Reason::NotStated)
            .only("undisclosed-outsourcing");
        assert!(finding.message.ends_with("on behalf of Apple"), "{}", finding.message);
    }

    #[test]
    fn quiet_on_other_roles_and_on_other_verdicts() {
        for role in [Role::ThirdParty, Role::JointController] {
            Scene::new()
                .declared_as(role)
                .role(Verdict::Omitted, Reason::NotStated)
                .never("undisclosed-outsourcing");
        }
        Scene::new()
            .role(Verdict::Incorrect, Reason::OtherRole(Role::ThirdParty))
            .never("undisclosed-outsourcing");
        Scene::new().role(Verdict::Clear, Reason::NoRole).never("undisclosed-outsourcing");
    }
}

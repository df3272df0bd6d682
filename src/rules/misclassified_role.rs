//! A recipient that is disclosed in another capacity than the real one.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Reason, Verdict};
use crate::declaration::Role;

pub(super) static RULE: Rule = Rule {
    name: "misclassified-role",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "a recipient is disclosed only under another role than the declared one",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

A recipient that is declared with a role must be disclosed under that role. It fires when the policy lists a processor
only among third parties, a third party only among processors, and so on.

## Why it matters

The role decides who answers for the data and what makes the transfer lawful. Provision to a third party needs a ground
of its own, mostly consent (PIPA Art. 17 (Korea)), outsourcing needs publication (PIPA Art. 26); GDPR Art. 4(7), 4(8),
26 and 28 draw the same line. A third party that is listed as a processor is how a transfer without consent goes
unnoticed.

## Example

Fails: `role: third-party` is declared for an advertising network that the policy lists under "Companies that work for
us".

Passes: the network stands in the list of third parties.

## How to fix

Move the recipient to the list that fits, or correct `role` in the declaration if the policy is right.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let (Some(declared), Some(Reason::OtherRole(disclosed))) = (case.role(), &case.element.reason) else {
        return None;
    };
    if !case.is(Element::Role) || case.element.verdict != Verdict::Incorrect {
        return None;
    }
    let (policy, recipient, list) = (case.policy(), case.recipient, case.list());
    let message =
        format!("{policy} discloses {recipient} as a {disclosed}, but it is declared as a {declared}");
    let help = format!(
        "Move {recipient} to {list}, or correct `role` in the declaration if the policy is right.{}",
        caution(declared)
    );
    Some(case.finding(message, help))
}

/// What moving a line does not mend.
fn caution(declared: Role) -> &'static str {
    match declared {
        Role::ThirdParty => {
            " A third party may also need people's consent, which a line in the policy does not replace."
        }
        Role::Processor | Role::JointController => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_in_both_directions() {
        let finding = Scene::new()
            .role(Verdict::Incorrect, Reason::OtherRole(Role::ThirdParty))
            .only("misclassified-role");
        assert_eq!(
            finding.message,
            "policy.md discloses Alipay as a third party, but it is declared as a processor"
        );
        let finding = Scene::new()
            .declared_as(Role::ThirdParty)
            .role(Verdict::Incorrect, Reason::OtherRole(Role::Processor))
            .only("misclassified-role");
        assert!(finding.help.contains("consent"), "{}", finding.help);
    }

    #[test]
    fn quiet_on_other_verdicts() {
        Scene::new().role(Verdict::Omitted, Reason::NotStated).never("misclassified-role");
        Scene::new().role(Verdict::Vague, Reason::NoRole).never("misclassified-role");
        Scene::new().role(Verdict::Clear, Reason::OtherRole(Role::ThirdParty)).never("misclassified-role");
    }
}

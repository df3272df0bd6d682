//! A recipient that the policy names and the declaration lacks.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, UndeclaredRecipient};

pub(super) static RULE: Rule = Rule {
    name: "undeclared-recipient",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "the policy names a recipient that no transfer declares",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

Every organisation that the policy discloses as a recipient should be the recipient of a declared transfer. It fires
once per policy that names it.

## Why it matters

Either the declaration is incomplete, and transfers go unchecked, or the policy is out of date. PIPA Art. 30(2) (Korea)
has changes of a policy published so that people can see them, and GDPR Art. 5(1)(a) asks for transparency about what
happens, not about what happened once.

## Example

Fails: The table of processors still lists Call Center Ltd., whose contract ended last year.

Passes: the row is gone, or a transfer to Call Center Ltd. is declared.

## How to fix

Declare the transfer, add the name to the `aliases` of the recipient that it means, or take it out of the policy.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    case.assessment.undeclared_recipients.iter().map(|recipient| finding(case, recipient)).collect()
}

fn finding(case: &PolicyCase<'_>, recipient: &UndeclaredRecipient) -> Finding {
    let (policy, name) = (case.context.path(recipient.location), &recipient.name);
    let message =
        format!("{policy} names {name} as a recipient of personal data, but no transfer declares it");
    let help = format!(
        "Declare a transfer to {name}, add the name to the `aliases` of the recipient that it means, or remove it \
         from the policy if it receives nothing any more."
    );
    Finding {
        element: Some(Element::Recipient),
        recipient: Some(name.clone()),
        subject: Some(name.clone()),
        policy: Some(recipient.location),
        ..case.context.finding(message, help)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Scene;

    #[test]
    fn fires_at_the_mention() {
        let scene = Scene::new();
        let place = scene.place("Ant Group");
        let finding = scene.undeclared_recipient("Ant Group", place).only("undeclared-recipient");
        assert_eq!(
            finding.message,
            "policy.md names Ant Group as a recipient of personal data, but no transfer declares it"
        );
        assert_eq!((finding.policy, finding.declaration), (Some(place), None));
        assert_eq!((finding.transfer, finding.subject.as_deref()), (None, Some("Ant Group")));
    }

    #[test]
    fn fires_once_per_policy() {
        let scene = Scene::new();
        let place = scene.place("Ant Group");
        let scene = scene.undeclared_recipient("Ant Group", place).another_policy();
        let found = scene.undeclared_recipient("Ant Group", place).all("undeclared-recipient");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn quiet_where_all_are_declared() {
        Scene::new().never("undeclared-recipient");
    }
}

//! A transfer that needs people's consent and is declared to rest on something else.

use super::case::TransferCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::laws;

pub(super) static RULE: Rule = Rule {
    name: "missing-consent",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "a law demands consent to a transfer that is declared to rest on another ground",
    docs: DOCS,
    check: Check::Transfer(check),
};

const DOCS: &str = r#"## What it checks

Some laws let data go to a third party only with people's consent, or on a few other grounds. It fires when such a law
is in force for the policy and `legal_basis` is declared as something that the law does not accept. It says nothing
where no `legal_basis` is declared. A processor that works `on_behalf_of` another organisation is a way to that one: the
transfer is then provision to a third party.

## Why it matters

No line in a policy makes up for a consent that is missing. PIPA Art. 17(1) (Korea) and PIPL Art. 23 (China) demand it
of provision to third parties; Kakao Pay was fined in January 2025 because it had none. Nothing that divulge says is
legal advice.

## Example

Fails: `laws: [kr-pipa]`, `role: third-party` and `legal_basis: contract`.

Passes: the same with `legal_basis: consent`, where people really gave it.

## How to fix

Ask people for their consent before data goes to the recipient, and declare `legal_basis: consent`; else end the
transfer. Ask a lawyer whether another ground applies.
"#;

fn check(case: &TransferCase<'_>) -> Option<Finding> {
    let basis = case.declared.legal_basis.as_ref()?;
    let demands = laws::consents(case.laws, case.flow);
    let first = demands.first()?;
    let (recipient, law) = (receiver(case), &first.pack.id);
    let message = format!(
        "{law} demands people's consent before personal data goes to {recipient}, but the transfer is declared to \
         rest on \"{}\": disclosing it in the policy is not enough",
        basis.value
    );
    let help = "Obtain consent and declare `legal_basis: consent`, or end the transfer; if the law accepts another ground, \
                declare that one."
        .to_owned();
    Some(case.finding(basis.location, &demands, message, help))
}

/// Who receives in the end: the one that a processor works for.
fn receiver<'a>(case: &TransferCase<'a>) -> String {
    match &case.declared.on_behalf_of {
        Some(principal) => format!("{} through {}", principal.value, case.recipient),
        None => case.recipient.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::assessment::{Reason, Verdict};
    use crate::declaration::Role;
    use crate::rules::Severity;
    use crate::rules::testing::Scene;

    fn scene(role: Role, basis: &str) -> Scene {
        Scene::new().laws(&["kr-pipa"]).declared_as(role).legal_basis(basis)
    }

    #[test]
    fn fires_on_another_ground_however_complete_the_policy_is() {
        let finding = scene(Role::ThirdParty, "contract")
            .recipient(Verdict::Clear, Reason::NotStated)
            .only("missing-consent");
        assert_eq!(finding.severity, Severity::Error);
        assert_eq!(
            (finding.laws[0].pack.as_ref(), finding.laws[0].article.as_ref()),
            ("kr-pipa", "PIPA 17(1)")
        );
        assert!(finding.message.contains("to Alipay"), "{}", finding.message);
    }

    #[test]
    fn a_processor_of_another_controller_is_a_way_to_that_one() {
        let finding =
            scene(Role::Processor, "outsourcing agreement").on_behalf_of("Apple").only("missing-consent");
        assert!(finding.message.contains("Apple through Alipay"), "{}", finding.message);
        scene(Role::Processor, "outsourcing agreement").never("missing-consent");
        scene(Role::Processor, "contract").on_behalf_of("Kakao Pay").never("missing-consent");
    }

    #[test]
    fn a_ground_that_cannot_be_placed_is_a_warning() {
        let finding = scene(Role::ThirdParty, "see file 12").only("missing-consent");
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn quiet_with_consent_with_an_accepted_ground_and_without_a_law() {
        scene(Role::ThirdParty, "separate consent").never("missing-consent");
        scene(Role::ThirdParty, "legal obligation").never("missing-consent");
        Scene::new().laws(&["kr-pipa"]).declared_as(Role::ThirdParty).never("missing-consent");
        Scene::new().declared_as(Role::ThirdParty).legal_basis("contract").never("missing-consent");
        Scene::new()
            .laws(&["eu-gdpr"])
            .declared_as(Role::ThirdParty)
            .legal_basis("contract")
            .never("missing-consent");
    }
}

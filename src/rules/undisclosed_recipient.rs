//! A declared recipient that the policy does not disclose.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-recipient",
    severity: Severity::Error,
    points_at: Side::Declaration,
    summary: "a recipient of personal data is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Every recipient that the declaration lists must be named in the policy as one that receives personal data. A mere
mention (a trademark, a link, a sign-in button), a name in text that readers do not see, or another company of the same
group is not a disclosure.

## Why it matters

People can only judge, refuse or pursue a transfer whose recipient they know. PIPA Art. 26(2) and 30(1) (Korea) demand
the name of every processor, Art. 17(2) that of a third party when consent is asked for, Art. 28-8(2) that of a
recipient abroad. GDPR Art. 13(1)(e) demands the recipients or categories of recipients; the transparency guidelines
(WP260) prefer the names.

## Example

Fails: The declaration has a transfer to Alipay Singapore E-Commerce; the policy's table of processors lists only a call
centre.

Passes: a row of that table names Alipay Singapore E-Commerce.

## How to fix

Add the recipient to the list that fits its role, with what it does. If the policy uses another name, declare that name
under `aliases`; if the list stands in another file, name the file under `annexes`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    if !case.is(Element::Recipient) || case.element.verdict != Verdict::Omitted {
        return None;
    }
    let (policy, recipient, list) = (case.policy(), case.recipient, case.list());
    let (message, help) = match &case.element.reason {
        Some(Reason::OnlyMentioned(place)) => {
            let line = case.line(*place);
            (
                format!("{policy} names {recipient} on {line}, but not as a recipient of personal data"),
                format!("Add {recipient} to {list}, with what it does; the mention alone does not say it."),
            )
        }
        Some(Reason::SisterCompany(place)) => {
            let (named, line) = (case.quote(*place), case.line(*place));
            (
                format!(
                    "{policy} names only {named} ({line}), another company of the group, but {recipient} \
                     receives the personal data"
                ),
                format!(
                    "Name {recipient} in {list}; if the company that the policy names is the one that receives \
                     the data, declare that one instead."
                ),
            )
        }
        _ => (
            format!("{policy} does not name {recipient} as a recipient of personal data"),
            format!(
                "Add {recipient} to {list}, with what it does; if the policy calls it by another name, declare \
                 that name under `aliases`, and if the list is in another file, name it under `annexes`."
            ),
        ),
    };
    Some(case.finding(message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_a_recipient_that_is_nowhere() {
        let finding =
            Scene::new().recipient(Verdict::Omitted, Reason::NotStated).only("undisclosed-recipient");
        assert_eq!(finding.message, "policy.md does not name Alipay as a recipient of personal data");
        assert!(finding.help.contains("the list of processors"), "{}", finding.help);
        assert_eq!((finding.severity, finding.subject.as_deref()), (Severity::Error, Some("Alipay")));
    }

    #[test]
    fn says_what_is_there_instead() {
        let scene = Scene::new();
        let mention = Reason::OnlyMentioned(scene.place("Alipay is a trademark"));
        let finding = scene.recipient(Verdict::Omitted, mention).only("undisclosed-recipient");
        assert_eq!(
            finding.message,
            "policy.md names Alipay on line 5, but not as a recipient of personal data"
        );

        let scene = Scene::new();
        let sister = Reason::SisterCompany(scene.place("Ant Group"));
        let finding = scene.recipient(Verdict::Omitted, sister).only("undisclosed-recipient");
        assert!(
            finding
                .message
                .starts_with("policy.md names only \"Ant Group\" (line 6), another company of the group")
        );
    }

    #[test]
    fn leaves_other_verdicts_to_other_rules() {
        for verdict in
            [Verdict::Clear, Verdict::Vague, Verdict::Incorrect, Verdict::Ambiguous, Verdict::Unknown]
        {
            Scene::new().recipient(verdict, Reason::NotStated).never("undisclosed-recipient");
        }
        Scene::new()
            .recipient(Verdict::Omitted, Reason::NotStated)
            .not_required()
            .never("undisclosed-recipient");
    }
}

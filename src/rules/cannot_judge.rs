//! An element that could not be judged.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::{Element, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "cannot-judge",
    severity: Severity::Info,
    points_at: Side::Declaration,
    summary: "it cannot be judged whether an element is disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

It reports what was not checked: the policy defers to another page that was not given, or the declared words are unknown
in the policy's language and do not occur literally.

## Why it matters

A check that silently skips something looks like a check that passed. Nothing is known to be wrong; a person has to
look.

## Example

Fails: "The list of our sub-processors is at https://example.com/subprocessors", and that page is no annex of the
policy.

Passes: the same sentence, and the page saved as `subprocessors.md` under `annexes`.

## How to fix

Name the missing page under `annexes` of the policy, or declare, under `aliases`, the name that the policy uses.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let is_covered = case.element.reason == Some(Reason::RecipientUndisclosed);
    if case.element.verdict != Verdict::Unknown || is_covered {
        return None;
    }
    let (policy, subject) = (case.policy(), subject(case));
    let (message, help) = match case.element.reason {
        Some(Reason::Deferred(place)) => (
            format!(
                "{policy} defers to a page that was not given ({}), so {subject} cannot be judged",
                case.line(place)
            ),
            "Save that page as Markdown and name it under `annexes` of this policy.".to_owned(),
        ),
        Some(Reason::Incomparable(place)) => (
            format!(
                "{policy} says {} in another language than {subject} ({}), so it cannot be judged",
                case.quote(place),
                case.line(place)
            ),
            "Declare it in words that the policy uses.".to_owned(),
        ),
        _ => (
            format!(
                "{policy} has no words that could be matched with the declared ones, so {subject} cannot be judged"
            ),
            format!(
                "Declare under `aliases` the name that the policy uses of {}, or name the file that discloses it \
                 under `annexes`.",
                case.recipient
            ),
        ),
    };
    Some(case.finding(message, help))
}

/// What was looked for.
fn subject(case: &ElementCase<'_>) -> String {
    let recipient = case.recipient;
    match case.element.element {
        Element::Recipient => format!("the disclosure of {recipient}"),
        Element::Country => format!("the disclosure of {} for {recipient}", case.country()),
        Element::Role => format!("the role of {recipient}"),
        Element::Data | Element::Purpose | Element::Safeguard => {
            format!("{} \"{}\" for {recipient}", case.element.element.name(), case.element.subject)
        }
        element => format!("the {} of {recipient}", element.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_on_every_element_that_is_unknown() {
        let scene = Scene::new();
        let place = scene.place("Ant Group");
        let found = scene
            .recipient(Verdict::Unknown, Reason::Deferred(place))
            .country("CN", Verdict::Unknown, Reason::NotStated)
            .role(Verdict::Unknown, Reason::Deferred(place))
            .all("cannot-judge");
        assert_eq!(
            found[0].message,
            "policy.md defers to a page that was not given (line 6), so the disclosure of Alipay cannot be judged"
        );
        assert!(found[0].help.contains("`annexes`"));
        assert!(found[1].message.contains("CN") && found[1].help.contains("`aliases`"));
        assert_eq!(found.len(), 3);
        assert_eq!(found[2].severity, Severity::Info);
    }

    #[test]
    fn quiet_on_what_is_judged_or_not_required() {
        Scene::new().recipient(Verdict::Omitted, Reason::NotStated).never("cannot-judge");
        Scene::new().recipient(Verdict::Unknown, Reason::NotStated).not_required().never("cannot-judge");
    }
}

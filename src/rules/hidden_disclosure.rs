//! A recipient that only text names which no reader sees.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "hidden-disclosure",
    severity: Severity::Error,
    points_at: Side::Policy,
    summary: "a recipient is named only in text that readers do not see",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

A recipient must be named where readers see it. It fires, beside `undisclosed-recipient`, when the only mention is in an
HTML comment, the title of a link or an image, an alternative text, front matter, or hidden HTML. A link's target is
no mention: that a page links to a company says nothing about data.

## Why it matters

What nobody can read informs nobody: GDPR Art. 12(1) asks for an easily accessible form, PIPA Art. 26(2) and 30(2)
(Korea) for publication that people can easily find. A commented-out row also looks as if it had been disclosed once.

## Example

Fails: `<!-- | Alipay | risk scoring | China | -->` in the table of processors.

Passes: the same row without the comment around it.

## How to fix

Move the text to where it is shown.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let place = case.transfer.hidden.filter(|_| case.is(Element::Recipient))?;
    let (policy, line, recipient) = (case.context.path(place), case.line(place), case.recipient);
    let message = format!("{policy} names {recipient} only in text that readers do not see ({line})");
    let help = format!(
        "Name {recipient} in visible text, in {}: comments, titles of links, image texts and front matter disclose \
         nothing.",
        case.list()
    );
    Some(Finding { policy: Some(place), ..case.finding(message, help) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_beside_undisclosed_recipient() {
        let scene = Scene::new();
        let place = scene.place("<!-- Alipay -->");
        let scene = scene
            .recipient(Verdict::Omitted, Reason::NotStated)
            .role(Verdict::Omitted, Reason::NotStated)
            .hidden(place);
        let finding = scene.only("hidden-disclosure");
        assert_eq!(finding.message, "policy.md names Alipay only in text that readers do not see (line 8)");
        assert_eq!((finding.policy, finding.severity), (Some(place), Severity::Error));
        scene.only("undisclosed-recipient");
    }

    #[test]
    fn quiet_where_nothing_is_hidden() {
        Scene::new().recipient(Verdict::Omitted, Reason::NotStated).never("hidden-disclosure");
    }
}

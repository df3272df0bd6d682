//! An item of personal data that the policy does not name for its recipient.

use super::case::ElementCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, detail};
use crate::assessment::Element;

pub(super) static RULE: Rule = Rule {
    name: "undisclosed-data",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "an item of personal data that a recipient receives is not disclosed",
    docs: DOCS,
    check: Check::Element(check),
};

const DOCS: &str = r#"## What it checks

Every declared item of `data` must be named for its recipient: in the same table row, sentence, list item or label block,
in the section whose heading names the recipient, or in the lead-in of its list. Another name for the same item counts, in
any language that the lexicon knows; so does a narrower one. A broader one ("contact details" for a phone number) makes the
verdict `vague`, which this rule leaves alone.

## Why it matters

Who receives what is the core of a disclosure: PIPA Art. 17(2) and 28-8(2) (Korea) demand the items for every provision and
every transfer abroad, APPI Art. 27 (Japan) likewise, and GDPR Art. 14(1)(d) the categories of data.

## Example

Fails: the recipient's row says "name, e-mail address", and `data: [date of birth]` is declared.

Passes: the row says "name, e-mail address, date of birth".

## How to fix

Name the item in the recipient's own row or sentence; if it is not sent any more, take it out of `data`.
"#;

fn check(case: &ElementCase<'_>) -> Option<Finding> {
    let fact = || format!("{} receives \"{}\"", case.recipient, case.element.subject);
    let fix = || {
        format!(
            "Add it to the data named for {}; if it is not sent any more, remove it from `data`.",
            case.recipient
        )
    };
    detail::check(case, Element::Data, fact, fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_where_nothing_is_said_or_something_else() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        let found = scene
            .detail(Element::Data, Verdict::Omitted, Reason::NotStated)
            .detail(Element::Data, Verdict::Incorrect, Reason::Instead(place))
            .all("undisclosed-data");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("does not say that"), "{}", found[0].message);
        assert!(found[1].message.contains("(line 7)"), "{}", found[1].message);
    }

    #[test]
    fn quiet_where_it_is_said_or_the_recipient_is_missing() {
        let scene = Scene::new();
        let place = scene.place("Payment providers overseas");
        scene.detail(Element::Data, Verdict::Vague, Reason::Broader(place)).never("undisclosed-data");
        let missing = Reason::RecipientUndisclosed;
        Scene::new().detail(Element::Data, Verdict::Omitted, missing).never("undisclosed-data");
    }
}

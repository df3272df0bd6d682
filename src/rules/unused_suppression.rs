//! A comment that suppresses nothing.

use super::accept::why_nothing;
use super::case::{CommentCase, CommentState};
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::suppression::{Lapse, Reach, RuleName};

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "a comment suppresses no finding",
    docs: DOCS,
    check: Check::Comment(check),
};

const DOCS: &str = r#"## What it checks

Every rule that a comment names must suppress at least one finding where the comment reaches: `divulge-ignore` the next
block of the policy or the entry of the declaration, `divulge-ignore-file` the document, `divulge-disable` all up to
`divulge-enable`.

## Why it matters

A comment that outlives its finding hides the next one, and a comment in the wrong place looks as though it worked.

## Example

Fails: The missing country was added to the policy, and the comment above the table is still there.

Passes: the comment is gone.

## How to fix

Remove the comment, or the one rule from its list. If the finding is still there, move the comment just before the block
that the finding points at.
"#;

fn check(case: &CommentCase<'_>) -> Option<Finding> {
    let suppression = case.suppression;
    let (why, help) = match (&suppression.reach, &suppression.rule) {
        (Reach::Nowhere(lapse @ (Lapse::NothingToEnd | Lapse::Misspelt(_))), _) => lapsed(*lapse),
        (_, RuleName::Unknown(_) | RuleName::Missing) => return None,
        (Reach::Nowhere(lapse), _) => lapsed(*lapse),
        (_, RuleName::Known(rule)) if case.state == CommentState::Unused && suppression.reason.is_some() => (
            why_nothing(case.context.declaration, *rule).to_owned(),
            "Remove the comment, or move it just before what the finding points at.".to_owned(),
        ),
        _ => return None,
    };
    let named = match &suppression.rule {
        RuleName::Known(rule) => format!("the comment for {rule}"),
        RuleName::Unknown(_) | RuleName::Missing => "the comment".to_owned(),
    };
    Some(case.finding(format!("{named} suppresses nothing: {why}"), help))
}

/// Why a comment reaches nothing, and what to do.
fn lapsed(lapse: Lapse) -> (String, String) {
    let (why, help) = match lapse {
        Lapse::NoBlock => {
            ("no block follows it".to_owned(), "Move it just before the block that it is for.".to_owned())
        }
        Lapse::NoEntry => (
            "it stands neither at nor just above a line of a recipient or transfer".to_owned(),
            "Move it to the line above the entry, or to the end of a line of it.".to_owned(),
        ),
        Lapse::NothingToEnd => (
            "no `divulge-disable` before it is still open".to_owned(),
            "Remove it, or write the `divulge-disable` with the same rule before it.".to_owned(),
        ),
        Lapse::OnlyInPolicies => (
            "only policies have blocks, documents and ranges".to_owned(),
            "Write `# divulge-ignore` at each entry, or `exceptions` in the declaration.".to_owned(),
        ),
        Lapse::Misspelt(word) => {
            (format!("`{word}` is misspelt"), format!("Write `{word}`, if that is meant."))
        }
    };
    (why, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Reason, Verdict};
    use crate::rules::testing::Scene;

    #[test]
    fn fires_where_the_finding_is_elsewhere() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated);
        let place = scene.place("Ant Group");
        let scene = scene.comment("undisclosed-recipient", Some("why"), place);
        let finding = scene.only("unused-suppression");
        assert!(finding.message.ends_with("there is no such finding"), "{}", finding.message);
        scene.only("undisclosed-recipient");
    }

    #[test]
    fn fires_where_the_rule_is_off_or_not_to_be_suppressed() {
        let scene = Scene::new();
        let place = scene.place("# Privacy policy");
        let scene = scene.comment("vague-country", Some("why"), place).level("vague-country", "off");
        assert!(scene.only("unused-suppression").message.ends_with("its rule is off"));
        let scene = Scene::new().comment("unused-suppression", Some("why"), place);
        assert!(scene.only("unused-suppression").message.contains("cannot be suppressed"));
    }

    #[test]
    fn fires_on_comments_that_reach_nothing() {
        for (lapse, why, help) in [
            (Lapse::NoBlock, "no block follows it", "Move it"),
            (Lapse::NoEntry, "it stands neither at nor just above a line", "Move it"),
            (Lapse::NothingToEnd, "no `divulge-disable` before it", "Remove it"),
            (Lapse::OnlyInPolicies, "only policies have blocks", "Write `# divulge-ignore`"),
            (Lapse::Misspelt("divulge-ignore"), "`divulge-ignore` is misspelt", "Write `divulge-ignore`"),
        ] {
            let scene = Scene::new();
            let place = scene.place("overseas");
            let scene = scene.comment("vague-country", None, place).reaching(Reach::Nowhere(lapse));
            let finding = scene.only("unused-suppression");
            let told = finding.message.strip_prefix("the comment for vague-country suppresses nothing: ");
            assert!(told.is_some_and(|told| told.starts_with(why)), "{}", finding.message);
            assert!(finding.help.starts_with(help), "{}", finding.help);
            scene.never("suppression-without-reason");
        }
    }

    #[test]
    fn quiet_where_it_is_used() {
        let scene = Scene::new().recipient(Verdict::Omitted, Reason::NotStated);
        let place = scene.place("# Privacy policy");
        scene.comment("undisclosed-recipient", Some("why"), place).never("unused-suppression");
    }
}

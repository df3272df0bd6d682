//! A comment that names no rule that there is.

use super::case::CommentCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, RuleId, Severity};
use crate::suppression::{Lapse, Reach, RuleName};

pub(super) static RULE: Rule = Rule {
    name: "unknown-rule-in-suppression",
    severity: Severity::Warning,
    points_at: Side::Declaration,
    summary: "a comment should suppress a rule that does not exist",
    docs: DOCS,
    check: Check::Comment(check),
};

const DOCS: &str = r#"## What it checks

A comment that suppresses findings names one or more rules, as findings show them, separated by commas.

## Why it matters

A misspelt rule suppresses nothing, and nobody notices until the finding blocks a release. A comment that names no rule
would hide whatever comes.

## Example

Fails: `<!-- divulge-ignore undisclosed-contry: agreed with counsel -->`

Passes: `<!-- divulge-ignore undisclosed-country: agreed with counsel -->`

## How to fix

Write the name as the finding shows it, such as `undisclosed-country`.
"#;

fn check(case: &CommentCase<'_>) -> Option<Finding> {
    let (message, help) = match (&case.suppression.rule, &case.suppression.reach) {
        (RuleName::Known(_), _) | (_, Reach::Nowhere(Lapse::NothingToEnd | Lapse::Misspelt(_))) => {
            return None;
        }
        (RuleName::Missing, _) => (
            "a comment should suppress findings and names no rule, so it suppresses nothing".to_owned(),
            "Name the rule before the colon, as in `undisclosed-country: agreed with counsel`.".to_owned(),
        ),
        (RuleName::Unknown(name), _) => (
            format!("a comment should suppress {}, but there is no such rule", shortened(name)),
            match nearest(name) {
                Some(rule) => format!("Write `{rule}`, if that is meant."),
                None => "Write the name as findings show it, such as `undisclosed-country`.".to_owned(),
            },
        ),
    };
    Some(case.finding(message, help))
}

/// What is written where a rule should be may be a whole sentence.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = name.chars().take(LONGEST).collect();
    if short.len() < name.len() { format!("`{short}…`") } else { format!("`{short}`") }
}

fn nearest(name: &str) -> Option<RuleId> {
    // One letter in four: rules have long names.
    let allowed = (name.len() / 4).max(1);
    RuleId::all()
        .filter(|rule| rule.name().len().abs_diff(name.len()) <= allowed)
        .map(|rule| (strsim::damerau_levenshtein(rule.name(), name), rule))
        .filter(|&(slips, _)| slips <= allowed)
        .min()
        .map(|(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Scene;

    #[test]
    fn fires_with_the_nearest_rule() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        let scene = scene.comment("undisclosed-contry", Some("why"), place);
        let finding = scene.only("unknown-rule-in-suppression");
        assert_eq!(
            finding.message,
            "a comment should suppress `undisclosed-contry`, but there is no such rule"
        );
        assert_eq!(finding.help, "Write `undisclosed-country`, if that is meant.");
        assert_eq!(finding.subject.as_deref(), Some("undisclosed-contry"));
        scene.never("unused-suppression");
    }

    #[test]
    fn a_sentence_is_shown_in_part_and_taken_for_no_rule() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        let words = "this line is about the newsletter, which the marketing team looks after";
        let finding = scene.comment(words, Some("why"), place).only("unknown-rule-in-suppression");
        assert_eq!(
            finding.message,
            "a comment should suppress `this line is about the newsletter, which the marketing team …`, but there is no such rule"
        );
        assert_eq!(finding.help, "Write the name as findings show it, such as `undisclosed-country`.");
    }

    #[test]
    fn quiet_on_rules_that_exist() {
        let scene = Scene::new();
        let place = scene.place("overseas");
        scene.comment("vague-country", None, place).never("unknown-rule-in-suppression");
    }
}

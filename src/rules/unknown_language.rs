//! A policy in a language of which there are no words.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown-language",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "a policy is in a language that cannot be read, so that its verdicts rest on names and tables alone",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

It fires once for a policy of which most sentences are in a language that divulge has no words of. Names of organisations
are still found, and so are tables with headings in English; what a sentence does with a name, whether it shares or denies,
is not. A language that is close to one that is read (Catalan to Spanish, Slovak to Czech) is taken for that one, and not
reported.

## Why it matters

Nothing that could not be read counts as disclosed, so that such a policy looks silent about what it may well disclose.
Whoever reads the findings has to know that they say little.

## Example

Fails: a policy in Greek or Arabic.

Passes: the same policy in one of the languages that divulge reads; the README lists them.

## How to fix

Check a translation into a language that is read, or add the language: it is one file (CONTRIBUTING.md). Where the policy
is in such a language after all, name it as `language` of the policy in the declaration.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    let Some(place) = case.assessment.unread else { return Vec::new() };
    let policy = case.context.path(place);
    let message = format!(
        "most of {policy} is in a language that is not read, so that its verdicts rest on names and tables alone"
    );
    let help = "Check a translation of this policy, or name its `language` in the declaration.".to_owned();
    vec![Finding { policy: Some(place), ..case.context.finding(message, help) }]
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Scene;

    #[test]
    fn fires_once_at_the_first_text_that_is_not_read() {
        let scene = Scene::new();
        let place = scene.place("# Privacy policy");
        let finding = scene.unread(place).only("unknown-language");
        assert_eq!(
            finding.message,
            "most of policy.md is in a language that is not read, so that its verdicts rest on names and tables alone"
        );
        assert_eq!(finding.policy, Some(place));
    }

    #[test]
    fn quiet_where_a_policy_is_read() {
        Scene::new().never("unknown-language");
    }
}

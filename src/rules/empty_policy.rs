//! A policy that has no words of its own.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};
use crate::disclosure::Wordless;

pub(super) static RULE: Rule = Rule {
    name: "empty-policy",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "a policy has no text, or only leads to another page",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

It fires once for a policy in which there is nothing below the headings, and for one that in a few words leads to another page and
discloses nothing itself. Annexes count as text of the policy.

## Why it matters

Such a file is mostly the wrong one: a page that includes the policy, one whose text a script inserts, or one that has moved.
Every transfer is then reported as undisclosed, and where none is declared, nothing would be reported at all.

## Example

Fails: an empty file; a page that says "Our privacy policy is [here](https://example.com/privacy)" and no more.

Passes: the same page with `annexes: [privacy.md]`, or a policy of a single sentence.

## How to fix

Declare the file that holds the text, or save the page that is linked as Markdown and declare that one.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    let Some(wordless) = case.assessment.gaps.wordless else { return Vec::new() };
    let (Wordless::Empty(place) | Wordless::Elsewhere(place)) = wordless;
    let policy = case.context.path(place);
    let (message, help) = match wordless {
        Wordless::Empty(_) => (
            format!("{policy} has no text, so that it discloses nothing"),
            "Declare under `policies` the file that holds the text of the policy.",
        ),
        Wordless::Elsewhere(_) => (
            format!("{policy} only leads to another page, which is not read, so that it discloses nothing"),
            "Save that page as Markdown or HTML, and declare it under `policies` or `annexes`.",
        ),
    };
    vec![Finding { policy: Some(place), ..case.context.finding(message, help.to_owned()) }]
}

#[cfg(test)]
mod tests {
    use crate::disclosure::Wordless;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_once_where_there_is_nothing_to_read() {
        let scene = Scene::new();
        let place = scene.place("# Privacy policy");
        let finding = scene.wordless(Wordless::Empty(place)).only("empty-policy");
        assert_eq!(finding.message, "policy.md has no text, so that it discloses nothing");
        assert_eq!(finding.policy, Some(place));
        let finding = Scene::new().wordless(Wordless::Elsewhere(place)).only("empty-policy");
        assert!(finding.message.contains("only leads to another page"), "{}", finding.message);
    }

    #[test]
    fn quiet_where_a_policy_has_words() {
        Scene::new().never("empty-policy");
    }
}

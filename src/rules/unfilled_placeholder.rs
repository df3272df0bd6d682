//! A place of a template where a recipient or country should stand.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity, words};
use crate::source::Location;

pub(super) static RULE: Rule = Rule {
    name: "unfilled-placeholder",
    severity: Severity::Warning,
    points_at: Side::Policy,
    summary: "a placeholder stands where the policy should disclose something",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

What a template leaves open ("[COMPANY]", "{{ country }}", "TBD", "[결제대행사 명]") must not be left in the sections that
disclose recipients; in a policy without such a section, nowhere.

## Why it matters

A placeholder names nobody, and shows that nobody read the policy before it was published.

## Example

Fails: "Payments are processed by [PAYMENT PROVIDER]."

Passes: "Payments are processed by Stripe, Inc."

## How to fix

Write what belongs there. Where a program fills it in, check the text that people see rather than the template.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    case.assessment.upkeep.placeholders.iter().map(|&place| finding(case, place)).collect()
}

fn finding(case: &PolicyCase<'_>, place: Location) -> Finding {
    let sources = case.context.sources;
    let message = format!(
        "{} leaves {} open ({})",
        case.context.path(place),
        words::quote(sources, place),
        words::line(sources, place, place.source)
    );
    let help =
        "Write what belongs there, or check the text that people see rather than its template.".to_owned();
    let subject = Some(sources.slice(place).to_owned());
    Finding { subject, policy: Some(place), ..case.context.finding(message, help) }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Scene;

    #[test]
    fn fires_at_each() {
        let scene = Scene::new();
        let (one, two) = (scene.place("Ant Group"), scene.place("overseas"));
        let found = scene.placeholder(one).placeholder(two).all("unfilled-placeholder");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].message, "policy.md leaves \"Ant Group\" open (line 6)");
        assert_eq!((found[0].policy, found[0].subject.as_deref()), (Some(one), Some("Ant Group")));
    }

    #[test]
    fn quiet_where_there_is_none() {
        Scene::new().never("unfilled-placeholder");
    }
}

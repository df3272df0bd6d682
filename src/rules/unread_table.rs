//! A table that is drawn and not read.

use super::case::PolicyCase;
use super::rule::{Check, Rule, Side};
use super::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unread-table",
    severity: Severity::Info,
    points_at: Side::Policy,
    summary: "a table of a policy is drawn with letters or broken, so that its columns are not read",
    docs: DOCS,
    check: Check::Policy(check),
};

const DOCS: &str = r#"## What it checks

It fires where lines look like a table and no markup makes them one: a grid of `+---+`, columns under runs of dashes, a row
of pipes that nothing joins to others. Their words are read as loose text, without their columns.

## Why it matters

A recipient in such a table and the country beside it do not count as disclosed together. Whoever reads the findings has to know
that the table is the reason.

## Example

Fails: `+------+----+`, `| Acme | US |`, `+------+----+` on three lines.

Passes: the same as a table of Markdown, with `| --- | --- |` below its head, or as one of HTML.

## How to fix

Write it as a table of Markdown or HTML, which also shows it as one on a page.
"#;

fn check(case: &PolicyCase<'_>) -> Vec<Finding> {
    let finding = |&place| {
        let message = format!(
            "{} has a table here that is drawn or broken, so that what stands in its columns is not read together",
            case.context.path(place)
        );
        let help =
            "Write it as a table of Markdown, with `| --- | --- |` below its head, or of HTML.".to_owned();
        Finding { policy: Some(place), ..case.context.finding(message, help) }
    };
    case.assessment.gaps.drawn_tables.iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::Severity;
    use crate::rules::testing::Scene;

    #[test]
    fn fires_at_every_table_that_is_not_read() {
        let scene = Scene::new();
        let (one, other) = (scene.place("Ant Group"), scene.place("Alipay is"));
        let found = scene.drawn_table(other).drawn_table(one).all("unread-table");
        assert_eq!(found.iter().map(|finding| finding.policy).collect::<Vec<_>>(), [Some(other), Some(one)]);
        assert_eq!(found[0].severity, Severity::Info);
        assert!(found[0].message.starts_with("policy.md has a table here"), "{}", found[0].message);
    }

    #[test]
    fn quiet_where_all_tables_are_read() {
        Scene::new().never("unread-table");
    }
}

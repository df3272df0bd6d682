//! The rules, as each of them documents itself.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{columns, lowered};
use crate::rules::RuleId;

/// The page of one rule, in Markdown.
#[must_use]
pub fn text(rule: RuleId) -> String {
    format!(
        "# {rule}\n\nReports: {}. Severity: {}, unless `rules:` or a law in force says otherwise.\n\n{}\n",
        rule.summary(),
        rule.default_severity(),
        rule.docs().trim_end()
    )
}

/// One line for each rule.
#[must_use]
pub fn list() -> String {
    let rows: Vec<[String; 3]> = RuleId::all()
        .map(|rule| [rule.name().to_owned(), rule.default_severity().to_string(), rule.summary().to_owned()])
        .collect();
    columns(&rows)
}

/// Every rule, for programs.
#[must_use]
pub fn json() -> Value {
    let rule = |rule: RuleId| {
        json!({
            "rule": rule.name(),
            "severity": rule.default_severity().name(),
            "summary": rule.summary(),
            "suppressible": rule.is_suppressible(),
            "docs": rule.docs(),
        })
    };
    RuleId::all().map(rule).collect()
}

/// All of them on one page: `docs/rules.md`.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Rules\n\n<!-- Written by `divulge rules --format markdown > docs/rules.md`; a test compares. -->\n\n\
         Every finding is one rule on one transfer, element and policy. `divulge explain RULE` shows one of these texts. Where \
         laws are in force ([laws.md](laws.md)), what they ask for weighs as much as they give it: an error where a law that was \
         read asks, a warning where a row rests on memory or on a case that is not declared. `rules:` in the declaration goes \
         before both. Nothing here is legal advice.\n\n| rule | reports | severity |\n| --- | --- | --- |\n",
    );
    for rule in RuleId::all() {
        let _ = writeln!(page, "| [`{rule}`](#{rule}) | {} | {} |", rule.summary(), rule.default_severity());
    }
    for rule in RuleId::all() {
        let _ = write!(page, "\n{}\n", lowered(&text(rule)));
    }
    page
}

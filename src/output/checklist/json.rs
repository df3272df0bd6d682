//! `json`: the checklist for programs. The fields may become more, never fewer or other:
//!
//! ```json
//! {
//!   "schema_version": 1,
//!   "today": "2026-11-22",
//!   "strict": false,
//!   "passed": true,
//!   "items": [
//!     {
//!       "transfer": "nsf-score", "recipient": "Alipay …", "policy": "privacy.ko.md", "declaration": "divulge.yaml",
//!       "ticked": false,
//!       "passed": true,
//!       "missing": [
//!         {
//!           "element": "country", "subject": "CN", "verdict": "omitted", "accepted": true,
//!           "findings": [{"rule": "undisclosed-country", "message": "…"}]
//!         }
//!       ],
//!       "accepted": [
//!         {
//!           "rule": "undisclosed-country", "reason": "…", "by": "…", "until": "2027-01-31", "in_force": true,
//!           "declaration": {"path": "divulge.yaml", "range": {"…": "…"}}
//!         }
//!       ]
//!     }
//!   ],
//!   "summary": {"items": 1, "ticked": 0, "accepted": 1, "open": 0}
//! }
//! ```
//!
//! `element` and `verdict` are null where a finding is about the transfer as a whole. `accepted` lists each exception once,
//! those that are past their day with `in_force` false. `ticked` is as strict as it gets; `passed` is what the exit status
//! says.

use std::io::{self, Write};

use serde::Serialize;

use super::Format;
use crate::checklist::{Acceptance, Checklist, DeclarationList, Item, Missing, PolicyList, State};
use crate::declaration::Exception;
use crate::output::json::{Place, place};
use crate::output::json_text;
use crate::source::Sources;

pub(super) const FORMAT: Format = Format {
    name: "json",
    about: "every item with what is missing and who accepts it, for programs",
    render,
};

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    today: String,
    strict: bool,
    passed: bool,
    items: Vec<ItemEntry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct ItemEntry<'a> {
    transfer: &'a str,
    recipient: &'a str,
    policy: &'a str,
    declaration: &'a str,
    ticked: bool,
    passed: bool,
    missing: Vec<MissingEntry<'a>>,
    accepted: Vec<AcceptedEntry<'a>>,
}

#[derive(Serialize)]
struct MissingEntry<'a> {
    element: Option<&'a str>,
    subject: &'a str,
    verdict: Option<&'a str>,
    accepted: bool,
    findings: Vec<FindingEntry<'a>>,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    rule: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct AcceptedEntry<'a> {
    rule: &'a str,
    reason: &'a str,
    by: Option<&'a str>,
    until: Option<String>,
    in_force: bool,
    declaration: Place<'a>,
}

#[derive(Serialize)]
struct Summary {
    items: usize,
    ticked: usize,
    accepted: usize,
    open: usize,
}

fn render(list: &Checklist<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = list.counts();
    let report = Report {
        schema_version: 1,
        today: list.today.to_string(),
        strict: list.is_strict(),
        passed: list.is_passed(),
        items: list.declarations.iter().flat_map(|declaration| items(list, declaration)).collect(),
        summary: Summary {
            items: counts.all(),
            ticked: counts.ticked,
            accepted: counts.accepted,
            open: counts.open,
        },
    };
    json_text::write(&report, out)
}

fn items<'a>(
    list: &'a Checklist<'_>,
    declaration: &'a DeclarationList<'_>,
) -> impl Iterator<Item = ItemEntry<'a>> {
    declaration
        .policies
        .iter()
        .flat_map(move |policy| policy.items.iter().map(move |one| item(list, declaration, policy, one)))
}

fn item<'a>(
    list: &'a Checklist<'_>,
    declaration: &'a DeclarationList<'_>,
    policy: &'a PolicyList<'_>,
    item: &'a Item<'_>,
) -> ItemEntry<'a> {
    ItemEntry {
        transfer: item.id,
        recipient: item.recipient,
        policy: policy.path,
        declaration: declaration.path(),
        ticked: item.state() == State::Ticked,
        passed: list.passes(item),
        missing: item.missing.iter().map(missing).collect(),
        accepted: accepted(&declaration.checked.sources, item),
    }
}

fn missing<'a>(missing: &'a Missing<'_>) -> MissingEntry<'a> {
    MissingEntry {
        element: missing.element.map(|element| element.name()),
        subject: missing.subject,
        verdict: missing.verdict.map(|verdict| verdict.name()),
        accepted: missing.acceptance.is_in_force(),
        findings: missing
            .findings
            .iter()
            .map(|finding| FindingEntry { rule: finding.rule.name(), message: &finding.message })
            .collect(),
    }
}

/// Each exception of an item once, in the order of what is missing.
fn accepted<'a>(sources: &'a Sources, item: &'a Item<'_>) -> Vec<AcceptedEntry<'a>> {
    let mut known: Vec<&Exception> = Vec::new();
    let mut entries = Vec::new();
    for missing in &item.missing {
        let (exceptions, in_force): (Vec<&Exception>, bool) = match &missing.acceptance {
            Acceptance::InForce(exceptions) => (exceptions.clone(), true),
            Acceptance::None(lapses) => (lapses.iter().map(|lapse| lapse.exception).collect(), false),
        };
        for exception in exceptions {
            if !known.iter().any(|one| std::ptr::eq(*one, exception)) {
                known.push(exception);
                entries.push(AcceptedEntry {
                    rule: exception.rule.name(),
                    reason: &exception.reason,
                    by: exception.by.as_deref(),
                    until: exception.until.as_ref().map(|until| until.value.to_string()),
                    in_force,
                    declaration: place(sources, exception.location),
                });
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::checklist::Exceptions;
    use crate::declaration::Date;
    use crate::output::sample;

    fn rendered(exceptions: Exceptions) -> Value {
        let results = [sample::checked()];
        let list = Checklist::new(&results, exceptions, Date::parse("2026-11-22").unwrap());
        let mut out = Vec::new();
        render(&list, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn an_item_has_the_fields_that_are_documented() {
        let report = rendered(Exceptions::Honoured);
        assert_eq!(report["schema_version"], 1);
        assert_eq!((&report["today"], &report["strict"]), (&json!("2026-11-22"), &json!(false)));
        assert_eq!(report["summary"], json!({"items": 2, "ticked": 0, "accepted": 0, "open": 2}));
        let item = &report["items"][0];
        assert_eq!((&item["ticked"], &item["passed"]), (&json!(false), &json!(false)));
        assert_eq!(
            item["missing"][2],
            json!({
                "element": "country", "subject": "SG", "verdict": "omitted", "accepted": true,
                "findings": [{
                    "rule": "undisclosed-country",
                    "message": "The policy does not say that data goes to SG.",
                }],
            })
        );
        let accepted = &item["accepted"][0];
        assert_eq!((&accepted["reason"], &accepted["until"]), (&json!("legal review"), &Value::Null));
        assert_eq!(accepted["by"], "Kim [Legal]");
        assert_eq!(accepted["declaration"]["range"]["start"]["line"], 11);
        assert_eq!(item["accepted"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn strictness_is_told() {
        let report = rendered(Exceptions::Refused);
        assert_eq!((&report["strict"], &report["passed"]), (&json!(true), &json!(false)));
    }
}

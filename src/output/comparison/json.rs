//! `json`: every change, for programs. The fields may become more, never fewer or other:
//!
//! ```json
//! {
//!   "schema_version": 1,
//!   "base": "v1", "head": "the working tree",
//!   "changes": [
//!     {
//!       "change": "weakened", "of": "disclosure", "calls_for": "loss",
//!       "transfer": "mail", "recipient": "Post", "element": "country", "subject": "US", "policy": "privacy.md",
//!       "before": "clear", "after": "vague",
//!       "place": {"path": "privacy.md", "line": 9, "in_base": false}
//!     }
//!   ],
//!   "summary": {"changes": 1, "notice": 0, "loss": 1}
//! }
//! ```
//!
//! `of` is `transfer` (as declared), `disclosure` (what a policy says of it) or `statement` (what a policy says that nothing
//! declares). `calls_for` is `notice`, `loss` or `none`. `element` is null for a transfer as a whole, `subject` where the
//! element is about the recipient.

use std::io::{self, Write};

use serde::Serialize;

use super::Format;
use crate::comparison::{Change, Comparison, Weight};
use crate::output::json_text;

pub(super) const FORMAT: Format = Format { name: "json", about: "every change, for programs", render };

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    base: &'a str,
    head: &'a str,
    changes: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    change: &'a str,
    of: &'a str,
    calls_for: &'a str,
    transfer: Option<&'a str>,
    recipient: Option<&'a str>,
    element: Option<&'a str>,
    subject: Option<&'a str>,
    policy: Option<&'a str>,
    before: Option<String>,
    after: Option<String>,
    place: Option<PlaceEntry<'a>>,
}

#[derive(Serialize)]
struct PlaceEntry<'a> {
    path: &'a str,
    line: usize,
    in_base: bool,
}

#[derive(Serialize)]
struct Summary {
    changes: usize,
    notice: usize,
    loss: usize,
}

fn render(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema_version: 1,
        base: &comparison.base,
        head: &comparison.head,
        changes: comparison.changes.iter().map(entry).collect(),
        summary: Summary {
            changes: comparison.changes.len(),
            notice: comparison.count(Weight::Notice),
            loss: comparison.count(Weight::Loss),
        },
    };
    json_text::write(&report, out)
}

fn entry(change: &Change) -> Entry<'_> {
    Entry {
        change: change.kind.name(),
        of: change.of.name(),
        calls_for: change.weight.name(),
        transfer: change.transfer.as_deref(),
        recipient: change.recipient.as_deref(),
        element: change.element.map(|element| element.name()),
        subject: change.subject.as_deref(),
        policy: change.policy.as_deref(),
        before: change.before.as_ref().map(ToString::to_string),
        after: change.after.as_ref().map(ToString::to_string),
        place: change.place.as_ref().map(|place| PlaceEntry {
            path: &place.path,
            line: place.line,
            in_base: place.in_base,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::comparison::sample;

    #[test]
    fn every_change_is_there_with_what_it_calls_for() {
        let text = sample::rendered(&FORMAT, &sample::comparison());
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        let changes = report["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 10);
        let weakened = &changes[8];
        for (key, value) in [
            ("change", "weakened"),
            ("of", "disclosure"),
            ("calls_for", "loss"),
            ("transfer", "mail"),
            ("element", "country"),
            ("subject", "US"),
            ("before", "clear"),
            ("after", "vague"),
        ] {
            assert_eq!(weakened[key], value, "{key}");
        }
        assert!(changes[0]["element"].is_null() && changes[0]["before"].is_null());
        assert_eq!(changes[9]["place"]["in_base"], true);
        assert_eq!(report["summary"]["loss"], 1);
    }
}

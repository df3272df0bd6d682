//! `sarif`: SARIF 2.1.0, as GitHub code scanning takes it.
//!
//! What GitHub does beyond the standard is from its page "SARIF support for code scanning": only the first location counts;
//! related locations are shown where the message links to them; `primaryLocationLineHash` is left to its upload action.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::json_text::{self, Each};
use super::located::{self, Located, Place, sentence};
use super::{Format, Look, Unit, one_line, uri};
use crate::Checked;
use crate::rules::{Acceptance, AcceptedBy, Finding, RuleId, Severity};
use crate::source::Sources;

pub(super) const FORMAT: Format = Format {
    name: "sarif",
    about: "SARIF 2.1.0, for code scanning by GitHub and others",
    unit: Unit::Run,
    render,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What paths are relative to; the upload action and viewers put the repository in its place.
const BASE: &str = "%SRCROOT%";

/// The name of our fingerprint, with the version of how it is made.
const FINGERPRINT: &str = "divulgeFinding/v1";

#[derive(Serialize)]
struct Log<Results> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<Results>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<Results> {
    column_kind: &'static str,
    original_uri_base_ids: Value,
    results: Results,
    tool: Value,
}

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    // Every rule, not only those that fired: else GitHub takes a rule that found nothing for one that is gone.
    let rules: Vec<RuleId> = RuleId::all().collect();
    let located = located::all(results);
    let run = Run {
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({
            BASE: {"description": {"text": "The folder in which divulge was run: the root of the repository."}},
        }),
        results: Each(|| located.iter().map(|one| result(one, &rules))),
        tool: json!({"driver": {
            "name": "divulge",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().copied().map(rule).collect::<Vec<_>>(),
        }}),
    };
    json_text::write(&Log { schema: SCHEMA, runs: [run], version: "2.1.0" }, out)
}

fn rule(rule: RuleId) -> Value {
    json!({
        "id": rule.name(),
        "name": pascal_case(rule.name()),
        "shortDescription": {"text": sentence(&capitalised(rule.summary()))},
        "fullDescription": {"text": one_line(what_it_checks(rule.docs()))},
        "help": {"text": rule.docs(), "markdown": rule.docs()},
        "defaultConfiguration": {"level": level(rule.default_severity())},
        "properties": {"tags": ["privacy"]},
    })
}

/// The first section of a rule's documentation.
fn what_it_checks(docs: &str) -> &str {
    let body = docs.split_once('\n').map_or(docs, |(_, body)| body);
    body.split_once("\n## ").map_or(body, |(section, _)| section).trim()
}

fn result(located: &Located<'_>, rules: &[RuleId]) -> Value {
    let finding = located.finding;
    let transfer = finding.transfer.and_then(|id| located.checked.declaration.transfers.get(id));
    let mut result = json!({
        "ruleId": finding.rule.name(),
        "ruleIndex": rules.iter().position(|&rule| rule == finding.rule),
        "level": level(finding.severity),
        "message": {"text": message(located)},
        "locations": [location(&located.primary)],
        "partialFingerprints": {FINGERPRINT: located.fingerprint.to_string()},
        // The standard wants them on all results of a run or on none.
        "suppressions": located.accepted.map(|one| suppression(&located.checked.sources, &one.by)).into_iter().collect::<Vec<_>>(),
        "properties": {
            "transfer": transfer.map(|transfer| &transfer.id),
            "recipient": finding.recipient,
            "element": finding.element.map(|element| element.name()),
            "verdict": finding.verdict.map(|verdict| verdict.name()),
            "subject": finding.subject,
            "laws": laws(finding),
        },
    });
    if let Some(place) = &located.related {
        let mut related = location(place);
        related["id"] = json!(1);
        result["relatedLocations"] = json!([related]);
    }
    result
}

/// The laws that ask for what is missing.
fn laws(finding: &Finding) -> Value {
    let laws = finding.laws.iter().map(|law| json!({"pack": law.pack, "citation": law.article}));
    laws.collect()
}

/// What is wrong, which GitHub takes for the title; what to do; and a link to the related location.
fn message(located: &Located<'_>) -> String {
    let finding = located.finding;
    let mut text = literal(&sentence(&finding.message));
    for part in [&finding.help].into_iter().filter(|help| !help.is_empty()) {
        text.push(' ');
        text.push_str(&literal(&sentence(part)));
    }
    if let Some(place) = &located.related {
        let label = format!("{}, line {}", one_line(place.path), place.start.line);
        text.push_str(&format!(" See [{}](1).", literal(&label)));
    }
    text
}

/// Text in which nothing is a link: the standard escapes brackets with `\`.
fn literal(text: &str) -> String {
    text.replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]")
}

fn location(place: &Place<'_>) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri::encoded(place.path), "uriBaseId": BASE},
            "region": {
                "startLine": place.start.line,
                "startColumn": place.start.column,
                "endLine": place.end.line,
                "endColumn": place.end.column,
            },
        },
    })
}

/// A comment stands beside what it accepts, all else in another file.
fn suppression(sources: &Sources, by: &Acceptance) -> Value {
    let kind = if by.source == AcceptedBy::Comment { "inSource" } else { "external" };
    let until = by.until.map_or_else(String::new, |until| format!(" (until {until})"));
    let reason = by.reason.as_deref().map_or_else(|| format!("in the {}", by.source.name()), one_line);
    let mut suppression = json!({
        "kind": kind,
        "status": "accepted",
        "justification": format!("{reason}{until}"),
    });
    if let Some(written) = by.location {
        suppression["location"] = location(&Place::new(sources, written));
    }
    suppression
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// `undisclosed-country` -> `UndisclosedCountry`.
fn pascal_case(name: &str) -> String {
    name.split('-').map(capitalised).collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn run(results: &[Checked]) -> Value {
        let log: Value = serde_json::from_str(&sample::rendered(&FORMAT, results)).unwrap();
        assert_eq!((&log["version"], &log["$schema"]), (&json!("2.1.0"), &json!(SCHEMA)));
        log["runs"][0].clone()
    }

    #[test]
    fn a_result_points_at_the_declaration_and_links_to_the_policy() {
        let run = run(&[sample::checked()]);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let uri = |uri| json!({"uri": uri, "uriBaseId": "%SRCROOT%"});
        assert_eq!(
            run["results"][1],
            json!({
                "ruleId": "undisclosed-country",
                "ruleIndex": 1,
                "level": "error",
                "message": {"text": "The policy does not say that data goes to CN. Write that Alipay Singapore \
                    E-Commerce Private Limited receives the data in CN. See [privacy.ko.md, line 3](1)."},
                "locations": [{"physicalLocation": {
                    "artifactLocation": uri("divulge.yaml"),
                    "region": {"startLine": 6, "startColumn": 17, "endLine": 6, "endColumn": 19},
                }}],
                "relatedLocations": [{"id": 1, "physicalLocation": {
                    "artifactLocation": uri("privacy.ko.md"),
                    "region": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 13},
                }}],
                "partialFingerprints": {"divulgeFinding/v1": "2d99d7aec7dc784e"},
                "suppressions": [],
                "properties": {
                    "transfer": "nsf-score",
                    "recipient": "Alipay Singapore E-Commerce Private Limited",
                    "element": "country",
                    "verdict": "omitted",
                    "subject": "CN",
                    "laws": [],
                },
            })
        );
        let stale = &run["results"][4];
        assert_eq!(stale["ruleId"], "undeclared-recipient");
        assert_eq!(stale["locations"][0]["physicalLocation"]["artifactLocation"], uri("privacy.ko.md"));
        assert!(stale["relatedLocations"].is_null());
    }

    #[test]
    fn what_an_exception_accepts_is_suppressed_with_its_reason() {
        let run = run(&[sample::checked()]);
        let accepted = &run["results"][2];
        assert_eq!(accepted["properties"]["subject"], "SG");
        let suppression = &accepted["suppressions"][0];
        assert_eq!((&suppression["kind"], &suppression["status"]), (&json!("external"), &json!("accepted")));
        assert_eq!(suppression["justification"], "legal review");
        assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 11);
    }

    #[test]
    fn fingerprints_are_those_of_yesterday() {
        let run = run(&[sample::checked()]);
        let all: Vec<_> = run["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["partialFingerprints"][FINGERPRINT])
            .collect();
        let expected = [
            "514ad801871320a3",
            "2d99d7aec7dc784e",
            "a16747ae77ffc15f",
            "f7a60bb9ec521d53",
            "f8b79d4426b45001",
        ];
        assert_eq!(all, expected, "changing them reopens every alert that users have closed");
    }

    #[test]
    fn every_rule_is_there_within_the_limits_of_github() {
        let run = run(&[]);
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), RuleId::all().count());
        assert_eq!(run["results"], json!([]));
        for rule in rules {
            for text in ["shortDescription", "fullDescription"] {
                let text = rule[text]["text"].as_str().unwrap();
                assert!((1..=1024).contains(&text.chars().count()) && text.ends_with('.'), "{rule}");
                assert!(!text.contains('#'), "{text}");
            }
            assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("## What it checks"));
        }
        assert_eq!(rules[1]["name"], "UndisclosedCountry");
        assert_eq!(
            rules[1]["shortDescription"]["text"],
            "A country where a recipient receives or accesses personal data is not disclosed."
        );
    }

    #[test]
    fn paths_are_uris_and_text_makes_no_links() {
        let run = run(&[sample::awkward()]);
        let uris: Vec<_> = run["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap())
            .collect();
        assert_eq!(uris[0], "%EC%95%BD%EA%B4%80%20100%25/divulge%2C%201%3A2.yaml");
        assert_eq!(
            uris[4],
            "%EC%95%BD%EA%B4%80%20100%25/%EA%B0%9C%EC%9D%B8%20%F0%9F%98%80%20%5Ba%5D%28b%29.md"
        );
        let message = run["results"][0]["message"]["text"].as_str().unwrap();
        assert_eq!(
            message,
            r#"\[x\](1) 100% | `y` <b>&amp; @team #1 https://a.example \]\]>  ::error::가😀<U+202E>. "#
                .to_owned()
                + r#"one ##\[warning\]two \\ "three". See [약관 100%/개인 😀 \[a\](b).md, line 3](1)."#
        );
    }
}

//! `gitlab`: a Code Quality report, as GitLab shows it in merge requests.
//!
//! GitLab reads five fields of the Code Climate format and shows the description alone, so that begins with the rule. Of
//! findings with one fingerprint it shows one.

use std::io::{self, Write};

use serde::Serialize;

use super::located::{self, Located};
use super::{Format, Look, Unit, cited, json_text, one_line};
use crate::Checked;
use crate::rules::Severity;

pub(super) const FORMAT: Format = Format {
    name: "gitlab",
    about: "a GitLab Code Quality report, for merge requests",
    unit: Unit::Run,
    render,
};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<_> = located::findings(results).iter().map(issue).collect();
    json_text::write(&issues, out)
}

fn issue<'a>(located: &Located<'a>) -> Issue<'a> {
    let (rule, primary) = (located.finding.rule.name(), &located.primary);
    let mut description = format!("{rule}: {}", cited::message(located.finding));
    if let Some(related) = &located.related {
        description.push_str(&format!(" (see {}:{})", one_line(related.path), related.start.line));
    }
    Issue {
        description,
        check_name: rule,
        fingerprint: located.fingerprint.to_string(),
        severity: severity(located.finding.severity),
        location: Location {
            path: primary.path,
            lines: Lines { begin: primary.start.line, end: primary.last_line() },
        },
    }
}

/// GitLab has five degrees; those above are for what breaks a running system.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn issues(results: &[Checked]) -> Vec<Value> {
        serde_json::from_str(&sample::rendered(&FORMAT, results)).unwrap()
    }

    #[test]
    fn one_issue_per_finding_that_stands() {
        let issues = issues(&[sample::checked()]);
        assert_eq!(issues.len(), 4);
        assert_eq!(
            issues[2],
            json!({
                "description": "vague-country: The policy says only “overseas” where data goes to the United States. \
                    (see privacy.ko.md:5)",
                "check_name": "vague-country",
                "fingerprint": "f7a60bb9ec521d53",
                "severity": "minor",
                "location": {"path": "divulge.yaml", "lines": {"begin": 9, "end": 9}},
            })
        );
        assert_eq!(issues[3]["location"], json!({"path": "privacy.ko.md", "lines": {"begin": 7, "end": 7}}));
    }

    #[test]
    fn fingerprints_are_unique_even_of_the_same_findings() {
        let issues = issues(&[sample::checked(), sample::checked()]);
        let fingerprints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].to_string()).collect();
        assert_eq!(fingerprints.len(), 8);
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        assert_eq!(sample::rendered(&FORMAT, &[]), "[]\n");
    }

    #[test]
    fn paths_stand_as_they_are_and_descriptions_on_one_line() {
        let issues = issues(&[sample::awkward()]);
        assert_eq!(issues[0]["location"]["path"], "약관 100%/divulge, 1:2.yaml");
        assert_eq!(
            issues[0]["description"],
            "undisclosed-recipient: [x](1) 100% | `y` <b>&amp; @team #1 https://a.example ]]>  ::error::가😀<U+202E> \
             (see 약관 100%/개인 😀 [a](b).md:3)"
        );
    }
}

//! `ndjson`: each policy on a line of its own, for engines that split a table by its lines. The shapes are those of `json`.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use super::json::{self, Place, SCHEMA_VERSION, Summary};
use super::json_text::{self, Each};
use super::{Format, Look, Unit};
use crate::Checked;
use crate::rules::{Finding, Suppressed};
use crate::source::SourceId;
use crate::workspace::Failure;

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    about: "the same as json, one line per policy, for engines and tables",
    unit: Unit::Declaration,
    render,
};

#[derive(Serialize)]
struct Line<'a, Findings, Transfers, Accepted> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    declaration: &'a str,
    policy: &'a str,
    findings: Findings,
    transfers: Transfers,
    suppressed: Accepted,
    summary: Summary,
}

/// A line in the place of those of a declaration that cannot be used.
#[derive(Serialize)]
struct Refusal<'a> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    declaration: &'a str,
    error: Vec<ProblemEntry<'a>>,
}

#[derive(Serialize)]
struct ProblemEntry<'a> {
    message: &'a str,
    help: Option<&'a str>,
    place: Option<Place<'a>>,
}

/// What stands in the line of one policy.
#[derive(Default)]
struct Part<'a> {
    findings: Vec<&'a Finding>,
    suppressed: Vec<&'a Suppressed>,
}

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    results.iter().try_for_each(|checked| judged(checked, None, out))
}

/// Writes a line for each policy that was asked for. `id` is what the question calls itself, where it does.
///
/// # Errors
/// Those of the writer.
pub(crate) fn judged(checked: &Checked, id: Option<&RawValue>, out: &mut dyn Write) -> io::Result<()> {
    for (assessment, part) in checked.assessments.iter().zip(parts(checked)) {
        let line = Line {
            schema_version: SCHEMA_VERSION,
            id,
            declaration: checked.sources.get(checked.declaration.source).path(),
            policy: checked.policy_path(assessment.policy),
            findings: Each(|| part.findings.iter().map(|one| json::finding(checked, one))),
            transfers: Each(|| json::transfers(checked, assessment)),
            suppressed: Each(|| part.suppressed.iter().map(|one| json::suppressed(checked, one))),
            summary: json::summary(part.findings.iter().copied()),
        };
        json_text::write_line(&line, out)?;
    }
    Ok(())
}

/// Writes the line in the place of those of a declaration that cannot be used. `declaration` is its path as it is shown.
///
/// # Errors
/// Those of the writer.
pub(crate) fn refused(
    failure: &Failure,
    declaration: &str,
    id: Option<&RawValue>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let problems = failure.problems.iter().map(|problem| ProblemEntry {
        message: &problem.message,
        help: problem.help.as_deref(),
        place: problem.location.map(|location| json::place(&failure.sources, location)),
    });
    let line = Refusal { schema_version: SCHEMA_VERSION, id, declaration, error: problems.collect() };
    json_text::write_line(&line, out)
}

/// The findings by policy, in the order of the assessments. What is about the declaration alone stands with its first
/// policy, so that nothing is told twice and nothing is left out.
fn parts(checked: &Checked) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = checked.assessments.iter().map(|_| Part::default()).collect();
    let mut known: HashMap<SourceId, usize> = HashMap::new();
    for (at, assessment) in checked.assessments.iter().enumerate() {
        let files = checked.documents.get(assessment.policy);
        known.extend(files.into_iter().flatten().map(|&file| (file, at)));
    }
    let part_of = |finding: &Finding| -> usize {
        finding.policy.and_then(|place| known.get(&place.source)).copied().unwrap_or_default()
    };
    for finding in &checked.findings {
        if let Some(part) = parts.get_mut(part_of(finding)) {
            part.findings.push(finding);
        }
    }
    for accepted in &checked.suppressed {
        if let Some(part) = parts.get_mut(part_of(&accepted.finding)) {
            part.suppressed.push(accepted);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn rendered(results: &[Checked]) -> Vec<Value> {
        let text = sample::rendered(&FORMAT, results);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_line_has_what_the_report_on_its_policy_alone_has() {
        for checked in [sample::checked(), sample::awkward()] {
            let results = [checked];
            let report: Value = serde_json::from_str(&sample::rendered(&json::FORMAT, &results)).unwrap();
            let lines = rendered(&results);
            assert_eq!(lines.len(), 1, "the line breaks of texts are escaped");
            for key in ["schema_version", "findings", "transfers", "suppressed", "summary"] {
                assert_eq!(lines[0][key], report[key], "{key}");
            }
        }
        let lines = rendered(&[sample::checked(), sample::checked()]);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (&lines[0]["declaration"], &lines[0]["policy"]),
            (&json!("divulge.yaml"), &json!("privacy.ko.md"))
        );
    }

    #[test]
    fn what_is_about_the_declaration_alone_stands_with_its_first_policy() {
        let mut checked = sample::checked();
        for finding in &mut checked.findings {
            finding.policy = None;
        }
        let findings = checked.findings.len();
        assert_eq!(rendered(&[checked])[0]["findings"].as_array().unwrap().len(), findings);
    }
}

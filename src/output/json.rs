//! `json`: everything, for programs. The fields are those of the contract: they may become more, never fewer or other.

mod report;

use std::io::{self, Write};

#[cfg(test)]
pub(crate) use report::schema;
use report::{
    ElementEntry, Evidence, FindingEntry, LawEntry, Position, Range, Report, SuppressedEntry,
    SuppressionEntry, TransferEntry,
};
pub(super) use report::{Place, SCHEMA_VERSION, Summary};

use super::json_text::{self, Each};
use super::{Format, Look, Unit};
use crate::Checked;
use crate::assessment::{Assessment, ElementAssessment, TransferAssessment};
use crate::laws::Citation;
use crate::rules::{Finding, Severity, Suppressed};
use crate::source::{self, Sources};

pub(super) const FORMAT: Format = Format {
    name: "json",
    about: "findings and every verdict with its evidence, for programs",
    unit: Unit::Run,
    render,
};

fn render(results: &[Checked], _: Look, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema_version: SCHEMA_VERSION,
        findings: Each(|| {
            results.iter().flat_map(|checked| checked.findings.iter().map(|one| finding(checked, one)))
        }),
        transfers: Each(|| {
            results.iter().flat_map(|checked| {
                checked.assessments.iter().flat_map(move |assessment| transfers(checked, assessment))
            })
        }),
        suppressed: Each(|| {
            results.iter().flat_map(|checked| checked.suppressed.iter().map(|one| suppressed(checked, one)))
        }),
        summary: summary(results.iter().flat_map(|checked| &checked.findings)),
    };
    json_text::write(&report, out)
}

pub(super) fn summary<'a>(findings: impl Iterator<Item = &'a Finding>) -> Summary {
    let mut summary = Summary::default();
    for finding in findings {
        match finding.severity {
            Severity::Error => summary.error += 1,
            Severity::Warning => summary.warning += 1,
            Severity::Info => summary.info += 1,
        }
    }
    summary
}

pub(super) fn finding<'a>(checked: &'a Checked, finding: &'a Finding) -> FindingEntry<'a> {
    let transfer = finding.transfer.and_then(|id| checked.declaration.transfers.get(id));
    FindingEntry {
        rule: finding.rule.name(),
        severity: finding.severity,
        element: finding.element,
        verdict: finding.verdict,
        message: &finding.message,
        help: &finding.help,
        transfer: transfer.map(|transfer| transfer.id.as_str()),
        recipient: finding.recipient.as_deref(),
        subject: finding.subject.as_deref(),
        laws: finding.laws.iter().map(law).collect(),
        policy: finding.policy.map(|location| place(&checked.sources, location)),
        declaration: finding.declaration.map(|location| place(&checked.sources, location)),
    }
}

fn law(citation: &Citation) -> LawEntry<'_> {
    LawEntry { pack: &citation.pack, citation: &citation.article }
}

pub(super) fn suppressed<'a>(checked: &'a Checked, entry: &'a Suppressed) -> SuppressedEntry<'a> {
    let by = &entry.by;
    SuppressedEntry {
        finding: finding(checked, &entry.finding),
        suppression: SuppressionEntry {
            kind: by.source.into(),
            reason: by.reason.as_deref(),
            until: by.until.map(|until| until.to_string()),
            place: by.location.map(|location| place(&checked.sources, location)),
        },
    }
}

/// What one policy says of each transfer that it must disclose.
pub(super) fn transfers<'a>(
    checked: &'a Checked,
    assessment: &'a Assessment,
) -> impl Iterator<Item = TransferEntry<'a>> {
    let policy = checked.policy_path(assessment.policy);
    assessment.transfers.iter().filter_map(move |one| transfer(checked, policy, one))
}

fn transfer<'a>(
    checked: &'a Checked,
    policy: &'a str,
    judged: &'a TransferAssessment,
) -> Option<TransferEntry<'a>> {
    let declaration = &checked.declaration;
    let transfer = declaration.transfers.get(judged.transfer)?;
    let recipient = declaration.recipient_of(judged.transfer)?;
    Some(TransferEntry {
        transfer: &transfer.id,
        recipient: &recipient.name.value,
        policy,
        declaration: checked.sources.get(declaration.source).path(),
        elements: judged.elements.iter().map(|element| self::element(&checked.sources, element)).collect(),
    })
}

fn element<'a>(sources: &'a Sources, judged: &'a ElementAssessment) -> ElementEntry<'a> {
    let evidence = |&location: &source::Location| Evidence {
        place: place(sources, location),
        text: sources.slice(location),
    };
    ElementEntry {
        element: judged.element,
        subject: &judged.subject,
        verdict: judged.verdict,
        required: judged.required,
        evidence: judged.evidence.iter().map(evidence).collect(),
    }
}

pub(super) fn place(sources: &Sources, location: source::Location) -> Place<'_> {
    let source = sources.get(location.source);
    let position = |offset| {
        let source::Position { line, column, offset } = source.position(offset);
        Position { line, column, offset }
    };
    Place {
        path: source.path(),
        range: Range { start: position(location.span.start), end: position(location.span.end) },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::{Paint, sample};

    fn rendered(results: &[Checked]) -> Value {
        let mut out = Vec::new();
        render(results, Look { paint: Paint::Plain, width: 100 }, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    fn range(line: usize, columns: (usize, usize), offsets: (usize, usize)) -> Value {
        json!({
            "start": {"line": line, "column": columns.0, "offset": offsets.0},
            "end": {"line": line, "column": columns.1, "offset": offsets.1},
        })
    }

    #[test]
    fn findings_have_the_fields_of_the_contract() {
        let report = rendered(&[sample::checked()]);
        assert_eq!(report["schema_version"], 1);
        assert_eq!(report["summary"], json!({"error": 2, "warning": 2, "info": 0}));
        assert_eq!(
            report["findings"][1],
            json!({
                "rule": "undisclosed-country",
                "severity": "error",
                "element": "country",
                "verdict": "omitted",
                "message": "The policy does not say that data goes to CN.",
                "help": "Write that Alipay Singapore E-Commerce Private Limited receives the data in CN.",
                "transfer": "nsf-score",
                "recipient": "Alipay Singapore E-Commerce Private Limited",
                "subject": "CN",
                "laws": [],
                "policy": {"path": "privacy.ko.md", "range": range(3, (3, 13), (36, 64))},
                "declaration": {"path": "divulge.yaml", "range": range(6, (17, 19), (141, 143))},
            })
        );
        let undeclared = &report["findings"][3];
        assert_eq!(undeclared["policy"]["path"], "privacy.ko.md");
        for absent in ["element", "verdict", "transfer", "subject", "declaration"] {
            assert!(undeclared[absent].is_null(), "{absent}");
        }
    }

    #[test]
    fn transfers_have_every_element_with_its_evidence() {
        let report = rendered(&[sample::checked(), sample::checked()]);
        assert_eq!(report["transfers"].as_array().unwrap().len(), 4);
        assert_eq!(report["transfers"][0]["elements"].as_array().unwrap().len(), 3);
        assert_eq!(
            report["transfers"][1],
            json!({
                "transfer": "mail",
                "recipient": "우체국 Mail",
                "policy": "privacy.ko.md",
                "declaration": "divulge.yaml",
                "elements": [
                    {
                        "element": "recipient", "subject": "우체국 Mail", "verdict": "clear", "required": true,
                        "evidence": [{
                            "path": "privacy.ko.md",
                            "range": range(5, (676, 684), (755, 769)),
                            "text": "우체국 Mail",
                        }],
                    },
                    {
                        "element": "country", "subject": "US", "verdict": "vague", "required": true,
                        "evidence": [{
                            "path": "privacy.ko.md",
                            "range": range(5, (713, 721), (798, 806)),
                            "text": "overseas",
                        }],
                    },
                ],
            })
        );
    }

    #[test]
    fn suppressed_findings_say_why() {
        let report = rendered(&[sample::checked()]);
        let suppressed = &report["suppressed"][0];
        assert_eq!(suppressed["rule"], "undisclosed-country");
        assert_eq!(suppressed["subject"], "SG");
        let suppression = &suppressed["suppression"];
        assert_eq!(suppression["kind"], "exception");
        assert_eq!((&suppression["reason"], &suppression["until"]), (&json!("legal review"), &Value::Null));
        assert_eq!(suppression["place"]["path"], "divulge.yaml");
    }
}

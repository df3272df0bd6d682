//! Findings as diagnostics: each at its own place, and, as a weaker note, at the place on the other side.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportKind, FullDocumentDiagnosticReport, NumberOrString,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::desk::Desk;
use super::projects::Project;
use super::uris;
use crate::Checked;
use crate::declaration::Problem;
use crate::rules::{Finding, Severity};
use crate::source::{Location, SourceId, Sources, Span};
use crate::workspace::Failure;
use crate::workspace::paths::identity;

/// Who says it.
const SOURCE: &str = "divulge";

/// The code of what is wrong with the declaration itself.
const INVALID: &str = "invalid-declaration";

/// Rules whose findings are about words that have outlived what they speak of.
const STALE: &[&str] = &[
    "undeclared-recipient",
    "undeclared-country",
    "expired-exception",
    "unused-exception",
    "unused-suppression",
];

/// What is to be shown of each file, by its identity.
pub(super) type ByFile = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// The diagnostics of every file of every declaration, by place.
pub(super) fn all(desk: &Desk) -> ByFile {
    let mut files = ByFile::new();
    for project in desk.projects.iter() {
        let Some(outcome) = &project.outcome else { continue };
        let made = match outcome {
            Ok(checked) => findings(desk, project, checked),
            Err(failure) => problems(desk, project, failure),
        };
        // A file that has nothing wrong is in the list all the same: a client may ask for it.
        for id in project.sources().into_iter().flat_map(Sources::ids) {
            files.entry(project.path(id).map(Path::to_path_buf).unwrap_or_default()).or_default();
        }
        for (path, diagnostic) in made {
            files.entry(path).or_default().push(diagnostic);
        }
    }
    for diagnostics in files.values_mut() {
        diagnostics.sort_by_key(|one| (one.range.start, one.range.end));
        // A file that two declarations include may be told the same twice.
        diagnostics.dedup();
    }
    files
}

fn problems(desk: &Desk, project: &Project, failure: &Failure) -> Vec<(PathBuf, Diagnostic)> {
    failure.problems.iter().filter_map(|problem| told(desk, project, failure, problem)).collect()
}

/// A problem where it is, or at the start of the declaration where it has no place.
fn told(
    desk: &Desk,
    project: &Project,
    failure: &Failure,
    problem: &Problem,
) -> Option<(PathBuf, Diagnostic)> {
    let mut message = problem.message.clone();
    if let Some(help) = &problem.help {
        message = format!("{message}\n{help}");
    }
    let range =
        problem.location.map(|location| desk.range(failure.sources.get(location.source), location.span));
    let path = match problem.location {
        Some(location) => project.path(location.source)?.to_path_buf(),
        None => identity(&project.declaration),
    };
    let diagnostic = Diagnostic {
        range: range.unwrap_or_default(),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(INVALID.to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    };
    Some((path, diagnostic))
}

fn findings(desk: &Desk, project: &Project, checked: &Checked) -> Vec<(PathBuf, Diagnostic)> {
    let maker = Maker { desk, project, checked };
    let mut made: Vec<_> = maker.shown().filter_map(|finding| maker.primary(finding)).collect();
    made.extend(maker.notes());
    made
}

/// Makes the diagnostics of one check.
struct Maker<'a> {
    desk: &'a Desk,
    project: &'a Project,
    checked: &'a Checked,
}

impl<'a> Maker<'a> {
    /// The findings that the person has not set aside as too light.
    fn shown(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let least = self.desk.settings.severity;
        self.checked.findings.iter().filter(move |finding| finding.severity >= least)
    }

    fn primary(&self, finding: &Finding) -> Option<(PathBuf, Diagnostic)> {
        // A finding that names no place is about the declaration as a whole.
        let whole = Location { source: self.checked.declaration.source, span: Span::new(0, 0) };
        let place = finding.primary().unwrap_or(whole);
        let other = match (finding.related(), finding.rule.points_at_the_policy()) {
            (Some(related), true) => self.related(related, "what is declared"),
            (Some(related), false) => self.related(related, "where the policy would say it"),
            (None, _) => None,
        };
        let laws = finding.laws.iter().map(|law| law.article.as_ref()).collect::<Vec<&str>>().join(", ");
        let laws = if laws.is_empty() { String::new() } else { format!(" ({laws})") };
        let diagnostic = Diagnostic {
            severity: Some(severity(finding.severity)),
            message: format!("{}{laws}\n{}", finding.message, finding.help),
            related_information: other.map(|other| vec![other]),
            tags: STALE.contains(&finding.rule.name()).then(|| vec![DiagnosticTag::UNNECESSARY]),
            ..self.blank(place, finding)
        };
        Some((self.project.path(place.source)?.to_path_buf(), diagnostic))
    }

    fn blank(&self, place: Location, finding: &Finding) -> Diagnostic {
        let source = self.checked.sources.get(place.source);
        Diagnostic {
            range: self.desk.range(source, place.span),
            code: Some(NumberOrString::String(finding.rule.name().to_owned())),
            code_description: self.desk.docs.as_ref().and_then(|docs| docs.of(finding.rule)),
            source: Some(SOURCE.to_owned()),
            ..Diagnostic::default()
        }
    }

    fn related(&self, place: Location, message: &str) -> Option<DiagnosticRelatedInformation> {
        let location = self.desk.place(self.project, &self.checked.sources, place)?;
        Some(DiagnosticRelatedInformation { location, message: message.to_owned() })
    }

    /// One note for all that one place lacks of one transfer.
    fn notes(&self) -> Vec<(PathBuf, Diagnostic)> {
        let mut groups: BTreeMap<(SourceId, Span, Option<usize>), Vec<&Finding>> = BTreeMap::new();
        for finding in self.shown() {
            if let Some(place) = finding.related() {
                groups.entry((place.source, place.span, finding.transfer)).or_default().push(finding);
            }
        }
        groups
            .into_iter()
            .filter_map(|((source, span, _), group)| self.note(Location { source, span }, &group))
            .collect()
    }

    fn note(&self, place: Location, group: &[&Finding]) -> Option<(PathBuf, Diagnostic)> {
        let first = group.first()?;
        let message = match (group, self.checked.policy_of(place.source)) {
            ([only], _) => only.message.clone(),
            (group, Some(_)) => {
                format!("{} lacks here: {}", self.name(first), listed(group))
            }
            (group, None) => format!("of {}: {}", self.name(first), listed(group)),
        };
        let weakest = group.iter().all(|finding| finding.severity == Severity::Info);
        let related: Vec<_> =
            group.iter().filter_map(|finding| self.related(finding.primary()?, &finding.message)).collect();
        let level = if weakest { DiagnosticSeverity::HINT } else { DiagnosticSeverity::INFORMATION };
        let diagnostic = Diagnostic {
            severity: Some(level),
            message,
            related_information: Some(related),
            ..self.blank(place, first)
        };
        Some((self.project.path(place.source)?.to_path_buf(), diagnostic))
    }

    fn name(&self, finding: &Finding) -> String {
        let transfer = finding.transfer.and_then(|id| self.checked.declaration.transfers.get(id));
        let id = transfer.map(|transfer| format!("`{}`", transfer.id)).unwrap_or_default();
        match &finding.recipient {
            Some(recipient) => format!("{id} ({recipient})"),
            None => id,
        }
    }
}

/// What findings are about: `recipient, country CN, role`.
fn listed(group: &[&Finding]) -> String {
    let mut names: Vec<String> = Vec::new();
    for finding in group {
        let element = finding.element.map_or(finding.rule.name(), crate::assessment::Element::name);
        let subject = finding.subject.as_ref().filter(|subject| finding.recipient.as_ref() != Some(subject));
        let name = subject.map_or_else(|| element.to_owned(), |subject| format!("{element} {subject}"));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// `textDocument/diagnostic`, with the other files that the same declarations concern.
pub(super) fn pull(desk: &Desk, params: DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let mut files = all(desk);
    let own = uris::path(&params.text_document.uri).map(|path| identity(&path)).unwrap_or_default();
    let items = files.remove(&own).unwrap_or_default();
    let result_id = stamp(&items);
    #[expect(clippy::mutable_key_type, reason = "the protocol's type; addresses do not change")]
    let others: HashMap<Uri, DocumentDiagnosticReportKind> = files
        .into_iter()
        .filter_map(|(path, items)| Some((desk.uri(&path)?, DocumentDiagnosticReportKind::Full(full(items)))))
        .collect();
    let related_documents = Some(others).filter(|others| !others.is_empty());
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let report = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: report,
        }
        .into();
    }
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    };
    report.into()
}

/// `workspace/diagnostic`.
pub(super) fn pull_all(desk: &Desk, params: WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
    let known: BTreeMap<&str, &str> =
        params.previous_result_ids.iter().map(|one| (one.uri.as_str(), one.value.as_str())).collect();
    let report = |(path, items): (PathBuf, Vec<Diagnostic>)| {
        let uri = desk.uri(&path)?;
        let version = desk.documents.get(&path).map(|buffer| i64::from(buffer.version));
        let result_id = stamp(&items);
        Some(if known.get(uri.as_str()) == Some(&result_id.as_str()) {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report,
            })
        } else {
            let full_document_diagnostic_report = full(items);
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report,
            })
        })
    };
    WorkspaceDiagnosticReport { items: all(desk).into_iter().filter_map(report).collect() }
}

fn full(items: Vec<Diagnostic>) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: Some(stamp(&items)), items }
}

/// The same for the same diagnostics, within one run of the server.
fn stamp(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

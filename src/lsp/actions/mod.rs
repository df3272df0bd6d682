//! `textDocument/codeAction`: what mends or accepts a finding.
//!
//! Every edit only inserts, or replaces the one value that it is about: all else stays as it is written.

mod accept;
mod country;
mod declare;
mod rows;
pub(super) mod yaml;

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Diagnostic, NumberOrString, TextEdit,
    WorkspaceEdit,
};

use super::desk::{Desk, Seen};
use super::documents::Imagined;
use crate::Checked;
use crate::draft::edit::applied;
use crate::rules::Finding;
use crate::source::{Source, SourceId, Span};

/// What could be done about a finding.
#[derive(Debug)]
struct Draft {
    /// What a person reads.
    title: String,
    /// The file that it changes.
    file: SourceId,
    /// What is put in the place of what, all by the text as it is.
    edits: Vec<(Span, String)>,
    /// Whether it is what most people want.
    is_best: bool,
}

impl Draft {
    fn new(title: String, file: SourceId, edit: (Span, String)) -> Self {
        Self { title, file, edits: vec![edit], is_best: false }
    }
}

/// One finding, and all that an action may look at.
struct Case<'a> {
    desk: &'a Desk,
    seen: Seen<'a>,
    finding: &'a Finding,
}

impl<'a> Case<'a> {
    fn checked(&self) -> &'a Checked {
        self.seen.checked
    }

    fn source(&self, id: SourceId) -> &'a Source {
        self.seen.checked.sources.get(id)
    }

    /// The policy that the finding is on.
    fn policy(&self) -> Option<usize> {
        self.seen.checked.policy_of(self.finding.policy?.source)
    }

    /// What would be found after these edits of one file.
    fn after(&self, file: SourceId, edits: &[(Span, String)]) -> Option<Checked> {
        let text = applied(self.source(file).text(), edits);
        let path = self.seen.project.path(file)?;
        let files = Imagined { documents: &self.desk.documents, path, text: &text };
        self.seen.project.imagine(&files, self.desk.today())
    }

    /// Whether the finding would be gone.
    fn mends(&self, file: SourceId, edits: &[(Span, String)]) -> bool {
        let key = key(self.checked(), self.finding);
        self.after(file, edits)
            .is_some_and(|after| after.findings.iter().all(|one| self::key(&after, one) != key))
    }
}

/// What makes a finding the same one after an edit.
fn key(checked: &Checked, finding: &Finding) -> impl PartialEq + use<> {
    let policy = finding.policy.and_then(|place| checked.policy_of(place.source));
    (finding.rule, finding.transfer, finding.element, finding.subject.clone(), policy)
}

/// Everything that can be done about the findings at a place.
pub(super) fn actions(desk: &Desk, params: CodeActionParams) -> Vec<CodeActionOrCommand> {
    let is_asked = |kinds: &Vec<CodeActionKind>| {
        kinds.iter().any(|kind| kind.as_str().is_empty() || *kind == CodeActionKind::QUICKFIX)
    };
    if !params.context.only.as_ref().is_none_or(is_asked) {
        return Vec::new();
    }
    let mut found: Vec<CodeAction> = Vec::new();
    for seen in desk.seen(&params.text_document.uri) {
        let span = desk.client.encoding.span(seen.source(), params.range);
        for finding in &seen.checked.findings {
            let places = [finding.policy, finding.declaration];
            if !places.into_iter().flatten().any(|place| seen.meets(place, span)) {
                continue;
            }
            let case = Case { desk, seen, finding };
            for draft in drafts(&case) {
                let action = action(&case, draft, &params.context.diagnostics);
                found.extend(action.filter(|new| found.iter().all(|old| !is_same(old, new))));
            }
        }
    }
    found.sort_by_key(|action| !action.is_preferred.unwrap_or_default());
    found.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    drafts.extend(rows::add(case));
    drafts.extend(country::add(case));
    drafts.extend(declare::transfer(case));
    drafts.extend(declare::aliases(case));
    drafts.extend(accept::exception(case));
    drafts.extend(accept::comment(case));
    drafts
}

fn is_same(old: &CodeAction, new: &CodeAction) -> bool {
    old.title == new.title && old.edit == new.edit
}

fn action(case: &Case<'_>, draft: Draft, diagnostics: &[Diagnostic]) -> Option<CodeAction> {
    let source = case.source(draft.file);
    let edit = |(span, text): (Span, String)| TextEdit::new(case.desk.range(source, span), text);
    let edits = draft.edits.into_iter().map(edit).collect();
    let uri = case.desk.uri_of(case.seen.project, draft.file)?;
    let code = NumberOrString::String(case.finding.rule.name().to_owned());
    let mended: Vec<Diagnostic> =
        diagnostics.iter().filter(|one| one.code.as_ref() == Some(&code)).cloned().collect();
    #[expect(clippy::mutable_key_type, reason = "the protocol's type; addresses do not change")]
    let changes = HashMap::from([(uri, edits)]);
    Some(CodeAction {
        title: draft.title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(mended).filter(|mended| !mended.is_empty()),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        is_preferred: draft.is_best.then_some(true),
        ..CodeAction::default()
    })
}

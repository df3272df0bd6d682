//! `textDocument/completion`.

mod cursor;
mod keys;
mod policy;
mod values;

pub(super) use keys::description;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionTextEdit, TextEdit,
};

use super::desk::Desk;
use super::uris;
use crate::source::{Source, Span};

/// What could be written at a place.
#[derive(Debug, Clone)]
struct Proposal {
    /// What a person reads.
    label: String,
    /// What is inserted.
    text: String,
    /// What the typed letters are compared with, where that is not the label.
    filter: Option<String>,
    /// A word on it.
    detail: Option<String>,
    /// More on it.
    documentation: Option<String>,
    kind: CompletionItemKind,
}

impl Proposal {
    fn new(label: impl Into<String>, text: impl Into<String>, kind: CompletionItemKind) -> Self {
        Self { label: label.into(), text: text.into(), filter: None, detail: None, documentation: None, kind }
    }
}

/// Keys and values in a declaration; in a policy the recipients that it lacks.
pub(super) fn complete(desk: &Desk, params: CompletionParams) -> Option<CompletionList> {
    let place = params.text_document_position;
    let uri = place.text_document.uri;
    let source = desk.open(&uri)?;
    let offset = desk.offset(source, place.position);
    let path = uris::path(&uri)?;
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let (span, proposals) = if is_yaml {
        let cursor = cursor::at(source.text(), offset);
        let mut proposals = keys::proposals(&cursor);
        proposals.extend(values::proposals(desk, &uri, &path, &cursor));
        (cursor.typed, proposals)
    } else {
        policy::proposals(desk, &uri, source, offset)?
    };
    let items =
        proposals.into_iter().enumerate().map(|(at, one)| item(desk, source, span, at, one)).collect();
    // Names of countries depend on what is typed, so the client must ask again.
    Some(CompletionList { is_incomplete: true, items })
}

fn item(desk: &Desk, source: &Source, span: Span, at: usize, proposal: Proposal) -> CompletionItem {
    let Proposal { label, text, filter, detail, documentation, kind } = proposal;
    CompletionItem {
        label,
        kind: Some(kind),
        detail,
        documentation: documentation.map(lsp_types::Documentation::String),
        sort_text: Some(format!("{at:05}")),
        filter_text: filter,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(desk.range(source, span), text))),
        ..CompletionItem::default()
    }
}

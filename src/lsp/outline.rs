//! `textDocument/documentSymbol`, `textDocument/foldingRange` and `textDocument/documentLink`.

use lsp_types::{
    DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, SymbolInformation, SymbolKind, Uri,
};

use super::desk::Desk;
use super::{tree, uris};
use crate::declaration::yaml::{Node, Value};
use crate::policy::{BlockKind, Policy, SectionId};
use crate::source::{Source, Sources, Span};
use crate::workspace::paths::lexical;

/// A part of a file, with the parts in it.
#[derive(Debug)]
struct Part {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    whole: Span,
    name_span: Span,
    parts: Vec<Part>,
}

/// The sections of a policy; the controller, policies, recipients and transfers of a declaration.
pub(super) fn symbols(desk: &Desk, params: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let uri = params.text_document.uri;
    let source = desk.open(&uri)?;
    let parts = parts(&uri, source.text());
    Some(if desk.client.nests_symbols {
        DocumentSymbolResponse::Nested(parts.into_iter().map(|part| nested(desk, source, part)).collect())
    } else {
        let mut flat = Vec::new();
        parts.into_iter().for_each(|part| flatten(desk, source, &uri, part, None, &mut flat));
        DocumentSymbolResponse::Flat(flat)
    })
}

#[expect(deprecated, reason = "the protocol's structure has a field that tags replace")]
fn nested(desk: &Desk, source: &Source, part: Part) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        part.parts.into_iter().map(|part| nested(desk, source, part)).collect();
    DocumentSymbol {
        name: part.name,
        detail: part.detail,
        kind: part.kind,
        tags: None,
        deprecated: None,
        range: desk.range(source, part.whole.cover(part.name_span)),
        selection_range: desk.range(source, part.name_span),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

#[expect(deprecated, reason = "the protocol's structure has a field that tags replace")]
fn flatten(
    desk: &Desk,
    source: &Source,
    uri: &Uri,
    part: Part,
    container: Option<&str>,
    out: &mut Vec<SymbolInformation>,
) {
    let range = desk.range(source, part.whole.cover(part.name_span));
    out.push(SymbolInformation {
        name: part.name.clone(),
        kind: part.kind,
        tags: None,
        deprecated: None,
        location: lsp_types::Location { uri: uri.clone(), range },
        container_name: container.map(str::to_owned),
    });
    for inner in part.parts {
        flatten(desk, source, uri, inner, Some(&part.name), out);
    }
}

/// Sections, tables and entries of more than one line.
pub(super) fn folds(desk: &Desk, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let uri = params.text_document.uri;
    let source = desk.open(&uri)?;
    let mut spans = Vec::new();
    parts(&uri, source.text()).iter().for_each(|part| wholes(part, &mut spans));
    spans.extend(tables(&uri, source.text()));
    let mut folds: Vec<FoldingRange> =
        spans.into_iter().filter_map(|span| fold(desk, source, span)).collect();
    folds.sort_by_key(|fold| (fold.start_line, fold.end_line));
    folds.dedup();
    Some(folds)
}

fn wholes(part: &Part, out: &mut Vec<Span>) {
    out.push(part.whole.cover(part.name_span));
    part.parts.iter().for_each(|part| wholes(part, out));
}

fn fold(desk: &Desk, source: &Source, span: Span) -> Option<FoldingRange> {
    let text = source.slice(span).trim_end();
    let range = desk.range(source, Span::new(span.start, span.start + text.len()));
    (range.start.line < range.end.line).then(|| FoldingRange {
        start_line: range.start.line,
        end_line: range.end.line,
        ..FoldingRange::default()
    })
}

fn is_yaml(uri: &Uri) -> bool {
    let path = uri.as_str().split(['?', '#']).next().unwrap_or_default();
    path.ends_with(".yaml") || path.ends_with(".yml")
}

fn parts(uri: &Uri, text: &str) -> Vec<Part> {
    if is_yaml(uri) {
        tree::of_text(text).map(|root| entries(&root)).unwrap_or_default()
    } else {
        sections(&parsed(text), None, text.len())
    }
}

fn parsed(text: &str) -> Policy {
    let id = Sources::default().add(Source::new("", ""));
    Policy::parse(&[(id, text)])
}

/// The keys of a declaration, with the entries of its lists.
fn entries(root: &Node) -> Vec<Part> {
    let part = |entry: &crate::declaration::yaml::Entry| {
        let inner = match entry.key.as_str() {
            "recipients" => listed(&entry.value, &["name"], SymbolKind::OBJECT),
            "transfers" => listed(&entry.value, &["id", "recipient"], SymbolKind::EVENT),
            "policies" => listed(&entry.value, &["path"], SymbolKind::FILE),
            "exceptions" => listed(&entry.value, &["rule", "transfer"], SymbolKind::KEY),
            _ => Vec::new(),
        };
        Part {
            name: entry.key.clone(),
            detail: tree::text(&entry.value).map(str::to_owned),
            kind: SymbolKind::MODULE,
            whole: entry.key_location.span.cover(entry.value.location.span),
            name_span: entry.key_location.span,
            parts: inner,
        }
    };
    tree::entries(root).iter().map(part).collect()
}

/// The entries of a list, called by the first of these keys that they have; the second tells more.
fn listed(list: &Node, keys: &[&str], kind: SymbolKind) -> Vec<Part> {
    let part = |item: &Node| {
        let named: Vec<&Node> = match &*item.value {
            Value::Text(_) => vec![item],
            _ => keys.iter().filter_map(|key| Some(&tree::entry(item, key)?.value)).collect(),
        };
        let name = named.first().copied().and_then(tree::text).unwrap_or("?");
        Part {
            name: if name.is_empty() { "?".to_owned() } else { name.to_owned() },
            detail: named.get(1).copied().and_then(tree::text).map(str::to_owned),
            kind,
            whole: item.location.span,
            name_span: named.first().map_or(item.location.span, |node| node.location.span),
            parts: Vec::new(),
        }
    };
    tree::items(list).into_iter().map(part).collect()
}

/// The sections below another one, or below the document.
fn sections(policy: &Policy, parent: Option<SectionId>, end: usize) -> Vec<Part> {
    let root = parent.or_else(|| policy.sections.iter().position(|section| section.parent.is_none()));
    let children: Vec<SectionId> = policy
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.parent == root && root.is_some())
        .map(|(id, _)| id)
        .collect();
    let heading = |id: SectionId| {
        let block = policy.blocks.get(policy.sections.get(id)?.heading?)?;
        match &block.kind {
            BlockKind::Heading(text) => Some((text, block.location.span)),
            _ => None,
        }
    };
    let starts: Vec<usize> =
        children.iter().map(|&id| heading(id).map_or(end, |(_, span)| span.start)).collect();
    let part = |(index, &id): (usize, &SectionId)| {
        let (text, span) = heading(id)?;
        let next = starts.get(index + 1).copied().unwrap_or(end);
        let name = text.as_str().replace('\n', " ");
        Some(Part {
            name: if name.trim().is_empty() { "?".to_owned() } else { name },
            detail: None,
            kind: SymbolKind::STRING,
            whole: Span::new(span.start, next.max(span.end)),
            name_span: text.location().span,
            parts: sections(policy, Some(id), next),
        })
    };
    children.iter().enumerate().filter_map(part).collect()
}

fn tables(uri: &Uri, text: &str) -> Vec<Span> {
    if is_yaml(uri) {
        return Vec::new();
    }
    let blocks = parsed(text).blocks;
    let tables = blocks.into_iter().filter(|block| matches!(block.kind, BlockKind::Table(_)));
    tables.map(|block| block.location.span).collect()
}

/// The files that a declaration names.
pub(super) fn links(desk: &Desk, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let uri = params.text_document.uri;
    let source = desk.open(&uri).filter(|_| is_yaml(&uri))?;
    let folder = uris::path(&uri)?.parent()?.to_path_buf();
    let root = tree::of_text(source.text())?;
    let mut named: Vec<&Node> = Vec::new();
    let value = |node: &'_ Node, key: &str| tree::entry(node, key).map(|entry| entry.value.clone());
    let policies = value(&root, "policies");
    for policy in policies.iter().flat_map(tree::items) {
        named.extend(tree::entry(policy, "path").map_or(Some(policy), |entry| Some(&entry.value)));
        named.extend(tree::entry(policy, "annexes").into_iter().flat_map(|entry| tree::items(&entry.value)));
    }
    let others: Vec<Node> = ["include", "laws"].iter().filter_map(|key| value(&root, key)).collect();
    named.extend(others.iter().flat_map(tree::items));
    let link = |node: &Node| {
        let path = lexical(&folder.join(tree::text(node)?));
        let target = Some(uris::uri(&path)?).filter(|_| path.is_file())?;
        let range = desk.range(source, node.location.span);
        Some(DocumentLink { range, target: Some(target), tooltip: None, data: None })
    };
    Some(named.into_iter().filter_map(link).collect())
}

//! `textDocument/hover`.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::desk::{Desk, Seen};
use super::{completion, matrix, subject, tree};
use crate::declaration::yaml::Value;
use crate::laws;
use crate::lexicon::country::Country;
use crate::manual;
use crate::rules::RuleId;
use crate::source::{Source, Span};

/// A recipient with many transfers is told of these.
const MOST_TRANSFERS: usize = 5;

/// What a person wants to know of the words under the pointer.
pub(super) fn hover(desk: &Desk, params: HoverParams) -> Option<Hover> {
    let place = params.text_document_position_params;
    let uri = &place.text_document.uri;
    let seen = desk.seen(uri);
    let source = desk.open(uri).or_else(|| seen.first().map(Seen::source))?;
    let offset = desk.offset(source, place.position);
    let key = || is_yaml(uri).then(|| key(source.text(), offset)).flatten();
    let (text, span) = explained(source, offset).or_else(key).or_else(|| {
        let told: Vec<(String, Option<Span>)> =
            seen.iter().filter_map(|one| told(desk, one, offset)).collect();
        let span = told.first()?.1;
        let mut texts: Vec<String> = told.into_iter().map(|(text, _)| text).collect();
        texts.dedup();
        Some((texts.join("\n\n"), span))
    })?;
    let kind = if desk.client.reads_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let contents = HoverContents::Markup(MarkupContent { kind, value: text });
    Some(Hover { contents, range: span.map(|span| desk.range(source, span)) })
}

/// The explanation of the rule or law whose name stands here.
fn explained(source: &Source, offset: usize) -> Option<(String, Option<Span>)> {
    let span = word(source.text(), offset);
    let word = source.slice(span);
    let law = || laws::shipped().iter().find(|pack| pack.id == word).map(manual::law_text);
    let text = RuleId::parse(word).map(manual::rule_text).or_else(law)?;
    Some((text, Some(span)))
}

fn is_yaml(uri: &lsp_types::Uri) -> bool {
    uri.as_str().ends_with(".yaml") || uri.as_str().ends_with(".yml")
}

/// What the key that stands here is for.
fn key(text: &str, offset: usize) -> Option<(String, Option<Span>)> {
    let root = tree::of_text(text)?;
    let path = tree::at(&root, offset);
    let (_, around) = path.last()?;
    let here = Span::new(offset, offset);
    let entry = tree::entries(around).iter().find(|entry| entry.key_location.span.contains(here))?;
    let mut keys: Vec<String> = Vec::new();
    for (key, _) in path.into_iter().filter(|(key, _)| !key.is_empty()) {
        // A list's items have the list's key.
        if keys.last() != Some(&key) {
            keys.push(key);
        }
    }
    keys.push(entry.key.clone());
    Some((completion::description(&keys)?, Some(entry.key_location.span)))
}

/// The letters around a byte that the names of rules and laws are made of.
fn word(text: &str, offset: usize) -> Span {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let before = text.get(..offset).unwrap_or_default();
    let after = text.get(offset..).unwrap_or_default();
    let start = before.trim_end_matches(is_part).len();
    let end = offset + (after.len() - after.trim_start_matches(is_part).len());
    Span::new(start, end)
}

/// What is known of a place of a check.
fn told(desk: &Desk, seen: &Seen<'_>, offset: usize) -> Option<(String, Option<Span>)> {
    let subject = subject::at(seen, offset);
    let mut parts: Vec<String> = Vec::new();
    let country =
        subject.country.or_else(|| seen.policy().is_none().then(|| written(seen, offset)).flatten());
    parts.extend(country.map(|country| named(seen, country)));
    let shown = subject.transfers.iter().take(MOST_TRANSFERS);
    parts.extend(shown.filter_map(|&id| matrix::markdown(desk, seen, id, seen.policy())));
    if let more @ 1.. = subject.transfers.len().saturating_sub(MOST_TRANSFERS) {
        parts.push(format!("… and {more} more transfers"));
    }
    (!parts.is_empty()).then(|| (parts.join("\n\n"), subject.span))
}

/// A country in English and in the languages of the policies.
fn named(seen: &Seen<'_>, country: Country) -> String {
    let declared = seen.checked.declaration.policies.iter().filter_map(|policy| policy.language.as_ref());
    let mut names = vec![country.english_name()];
    for name in declared.filter_map(|language| country.name(&language.value)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!("**{}**: {}", country.code(), names.join(", "))
}

/// The country that a value of the declaration means, where the model has no place for it: the controller's.
fn written(seen: &Seen<'_>, offset: usize) -> Option<Country> {
    let tree = tree::parse(seen.id, seen.source().text())?;
    let path = tree::at(&tree, offset);
    let (key, node) = path.last()?;
    match &*node.value {
        Value::Text(text) if matches!(key.as_str(), "country" | "countries" | "access_from") => {
            Country::parse(text)
        }
        _ => None,
    }
}

//! One document: what kind it is, and who reads it.

use super::builder::Builder;
use super::html::Html;
use super::preprocess::prepare;
use super::{markdown, marker};
use crate::source::SourceId;

/// Reads a document.
pub(super) fn read(source: SourceId, input: &str) -> Builder<'_> {
    let prepared = prepare(input);
    let body = input.get(prepared.body..).unwrap_or_default();
    let mut builder = Builder::new(input, source, !has_headings(body));
    builder.masks.clone_from(&prepared.masks);
    for &(kind, span) in &prepared.hidden {
        builder.hide(kind, input.get(span.start..span.end).unwrap_or_default(), span);
    }
    if is_html(body) {
        Html::default().read(&mut builder, body, prepared.body);
    } else {
        markdown::read(&mut builder, &prepared);
    }
    builder.finish();
    builder
}

/// Whether the text has headings by its markup, or articles: then numbered lines are items. One alone is its title.
fn has_headings(body: &str) -> bool {
    let headings = body.lines().filter(|line| is_heading(line.trim_start()));
    headings.take(2).count() == 2
}

fn is_heading(line: &str) -> bool {
    let is_atx = || {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && line.len() - rest.len() <= 6 && rest.starts_with([' ', '\t'])
    };
    let is_bold = || {
        let inner =
            line.trim_end().trim_end_matches(':').strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        inner.is_some_and(|inner| marker::is_title(inner) && !inner.contains("**"))
    };
    let is_element =
        || line.match_indices("<h").any(|(at, _)| matches!(line.as_bytes().get(at + 2), Some(b'1'..=b'6')));
    match line.as_bytes().first() {
        Some(b'#') => is_atx(),
        Some(b'*') => is_bold(),
        Some(b'<') => is_element(),
        _ => line.starts_with(['제', '第', 'A', 'S']) && marker::heads_article(line, true),
    }
}

/// Whether a whole document is HTML: Markdown would take its indented lines for code.
fn is_html(body: &str) -> bool {
    let text = body.trim();
    let start = text.get(..16).unwrap_or(text).to_ascii_lowercase();
    if ["<!doctype", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag)) {
        return true;
    }
    let Some(name) = text.strip_prefix('<') else { return false };
    let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_box = ["div", "main", "section", "article", "table", "h1", "h2", "p"].contains(&name);
    is_box && text.ends_with('>') && !text.lines().any(is_markdown)
}

fn is_markdown(line: &str) -> bool {
    let line = line.trim_start();
    ["# ", "## ", "### ", "- ", "* ", "1. ", "> ", "| "].iter().any(|mark| line.starts_with(mark))
        || line.contains("**")
        || line.contains("](")
}

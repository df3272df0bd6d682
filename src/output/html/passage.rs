//! A text of a policy, with what rests on it marked.

use std::collections::BTreeSet;

use super::anchors::{Anchor, Anchors, Look};
use super::markup::{escape, push};
use super::names::Names;
use crate::policy::Text;
use crate::source::{Sources, Span};

/// What line breaks in a text become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// A break of the source is a blank, a hard one a break.
    Flowing,
    /// Every one is a break.
    Kept,
    /// They stay as they are: the text is preformatted.
    Verbatim,
}

/// Writes texts, and remembers which places they have shown.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    sources: &'a Sources,
    anchors: &'a Anchors,
    names: &'a Names<'a>,
    placed: BTreeSet<usize>,
}

/// A stretch of text on which the same places rest.
struct Fragment<'a> {
    html: String,
    anchors: Vec<&'a Anchor>,
}

impl<'a> Passages<'a> {
    pub(super) fn new(sources: &'a Sources, anchors: &'a Anchors, names: &'a Names<'a>) -> Self {
        Self { sources, anchors, names, placed: BTreeSet::new() }
    }

    /// The text, its marks, and behind each mark the way back to the cells that rest on it.
    pub(super) fn text(&mut self, text: &Text, breaks: Breaks) -> String {
        let fragments = self.fragments(text, breaks);
        let mut html = String::new();
        let mut begun: Vec<usize> = Vec::new();
        for (at, fragment) in fragments.iter().enumerate() {
            let mut ids = String::new();
            for anchor in &fragment.anchors {
                if self.placed.insert(anchor.number) {
                    begun.push(anchor.number);
                    ids.push_str(&self.id(anchor));
                }
            }
            match fragment.anchors.iter().map(|anchor| anchor.look).max().unwrap_or(Look::Plain) {
                Look::Plain => html.push_str(&format!("{ids}{}", fragment.html)),
                Look::Evidence => {
                    html.push_str(&format!("<mark class=\"evidence\">{ids}{}</mark>", fragment.html))
                }
                Look::Doubtful => {
                    html.push_str(&format!("<mark class=\"doubtful\">{ids}{}</mark>", fragment.html))
                }
            }
            let next = fragments.get(at + 1).map_or(&[][..], |next| next.anchors.as_slice());
            let is_over = |anchor: &&&Anchor| {
                begun.contains(&anchor.number) && !next.iter().any(|other| other.number == anchor.number)
            };
            let over: Vec<&Anchor> = fragment.anchors.iter().filter(is_over).copied().collect();
            html.push_str(&self.ways_back(&over));
        }
        html
    }

    /// The ids of places that stand here without any text of theirs having been shown.
    pub(super) fn unplaced(&mut self, anchors: &[&Anchor]) -> String {
        let mut html = String::new();
        for anchor in anchors {
            if self.placed.insert(anchor.number) {
                html.push_str(&self.id(anchor));
            }
        }
        html
    }

    fn id(&self, anchor: &Anchor) -> String {
        format!("<span class=\"at\" id=\"{}\"></span>", self.anchors.id(anchor))
    }

    /// One link per transfer: its number in the matrix.
    fn ways_back(&self, anchors: &[&Anchor]) -> String {
        let mut cells: Vec<_> = anchors.iter().flat_map(|anchor| &anchor.cells).copied().collect();
        cells.sort();
        cells.dedup();
        let links = cells.chunk_by(|left, right| left.transfer == right.transfer).filter_map(|cells| {
            let first = cells.first()?;
            let elements: Vec<&str> = cells.iter().map(|cell| cell.element.name()).collect();
            let label = format!("{}: {}", self.names.transfer(first.transfer), elements.join(", "));
            let (to, number) = (self.anchors.cell(*first), first.transfer + 1);
            let label = escape(&label);
            Some(format!(
                "<a href=\"#{to}\" aria-label=\"{number}, back to {label}\" title=\"{label}\">{number}</a>"
            ))
        });
        let links = links.collect::<Vec<_>>().join(" ");
        if links.is_empty() { links } else { format!("<sup class=\"back\">{links}</sup>") }
    }

    fn fragments(&self, text: &Text, breaks: Breaks) -> Vec<Fragment<'a>> {
        let whole = text.location().span;
        let anchors: Vec<&'a Anchor> =
            self.anchors.of(text.source()).iter().filter(|anchor| overlaps(anchor.span, whole)).collect();
        let mut fragments: Vec<Fragment<'a>> = Vec::new();
        let mut add = |html: String, span: Span| {
            let here: Vec<&'a Anchor> =
                anchors.iter().filter(|anchor| overlaps(anchor.span, span)).copied().collect();
            match fragments.last_mut() {
                Some(last)
                    if last.anchors.iter().map(|one| one.number).eq(here.iter().map(|one| one.number)) =>
                {
                    last.html.push_str(&html);
                }
                _ => fragments.push(Fragment { html, anchors: here }),
            }
        };
        let source = self.sources.get(text.source());
        let mut last = None;
        for (plain, span) in text.pieces() {
            if plain.len() == span.end - span.start {
                for (part, span) in split(plain, span, &anchors) {
                    add(letters(part, breaks), span);
                }
            } else if last != Some(span) {
                // Several pieces may come from the same bytes, as the three letters of ㈜ do.
                add(replaced(plain, source.slice(span), breaks), span);
            }
            last = Some(span);
        }
        fragments
    }
}

fn overlaps(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// A piece that stands in the file byte for byte, cut where places begin and end.
fn split<'t>(plain: &'t str, span: Span, anchors: &[&Anchor]) -> Vec<(&'t str, Span)> {
    let edges = anchors.iter().flat_map(|anchor| [anchor.span.start, anchor.span.end]);
    let inside =
        |&edge: &usize| span.start < edge && edge < span.end && plain.is_char_boundary(edge - span.start);
    let mut cuts: Vec<usize> = edges.filter(inside).collect();
    cuts.extend([span.start, span.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts.windows(2).filter_map(|cut| match cut {
        &[start, end] => Some((plain.get(start - span.start..end - span.start)?, Span::new(start, end))),
        _ => None,
    });
    parts.collect()
}

fn letters(text: &str, breaks: Breaks) -> String {
    let mut html = String::with_capacity(text.len());
    push(text, &mut html);
    if breaks == Breaks::Kept { html.replace('\n', "<br>") } else { html }
}

/// What a piece of the text was in the file, where that is letters and no markup.
fn replaced(plain: &str, written: &str, breaks: Breaks) -> String {
    if plain == "\n" {
        let is_soft = written.trim_matches('\r') == "\n" && breaks == Breaks::Flowing;
        return if is_soft || breaks == Breaks::Verbatim { "\n" } else { "<br>" }.to_owned();
    }
    let is_letters = !written.is_empty() && !written.contains(['&', '<', '>', '\\', '\n', '\r', '\t', ' ']);
    escape(if is_letters { written } else { plain })
}

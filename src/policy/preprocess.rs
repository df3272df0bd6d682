//! What is cut away before Markdown is read: front matter, template tags, attribute lists. It is hidden, not lost.

use std::borrow::Cow;

use super::HiddenKind;
use crate::source::Span;

/// A document and what in it is no text.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// Where the text starts.
    pub(super) body: usize,
    /// What is hidden, in order.
    pub(super) hidden: Vec<(HiddenKind, Span)>,
    /// The bytes of the body that are not shown, in order and apart.
    pub(super) masks: Vec<Span>,
}

/// A template tag that is longer than this is a stray bracket.
const MAX_TAG: usize = 4_000;
/// An attribute list that is longer than this is text.
const MAX_LINE: usize = 400;

/// Finds front matter and template syntax.
pub(super) fn prepare(input: &str) -> Prepared {
    let mut prepared = Prepared { body: bom(input), ..Prepared::default() };
    if let Some(span) = fenced(input, prepared.body).or_else(|| bare(input, prepared.body)) {
        prepared.hidden.push((HiddenKind::FrontMatter, span));
        prepared.body = span.end;
    }
    prepared.imports(input);
    prepared.templates(input);
    prepared
}

fn bom(input: &str) -> usize {
    if input.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The lines of a text with the byte after each, its line break included.
fn lines(input: &str, from: usize) -> impl Iterator<Item = (&str, usize)> {
    let mut end = from;
    input.get(from..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        end += line.len();
        (line.trim_end(), end)
    })
}

/// `---` or `+++` on the first line, up to the same again.
fn fenced(input: &str, from: usize) -> Option<Span> {
    let mut lines = lines(input, from);
    let (fence, _) = lines.next().filter(|(line, _)| matches!(*line, "---" | "+++"))?;
    let mut lines = lines.peekable();
    // A thematic break is followed by an empty line, front matter by a key.
    lines.peek().filter(|(line, _)| !line.is_empty())?;
    let (_, end) = lines.find(|(line, _)| *line == fence || (fence == "---" && *line == "..."))?;
    Some(Span::new(from, end))
}

/// `layout: page` and its like at the very top, from files that lost their fences.
fn bare(input: &str, from: usize) -> Option<Span> {
    let mut end = from;
    let mut keys = 0;
    let mut known = 0;
    for (line, after) in lines(input, from) {
        if let Some(key) = key(line) {
            keys += 1;
            known += usize::from(KEYS.contains(&key));
        } else if !(keys > 0 && (line.starts_with("  ") || line == "---")) {
            break;
        }
        end = after;
    }
    (keys >= 2 && known >= 1).then_some(Span::new(from, end))
}

/// Keys that site generators know: without one of them, `key: value` lines are text.
const KEYS: [&str; 20] = [
    "layout",
    "title",
    "permalink",
    "date",
    "slug",
    "lang",
    "locale",
    "draft",
    "tags",
    "categories",
    "author",
    "description",
    "sidebar_position",
    "id",
    "weight",
    "type",
    "url",
    "updated",
    "redirect_from",
    "nav_order",
];

fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_simple = key.starts_with(|letter: char| letter.is_ascii_lowercase())
        && key
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-".contains(letter));
    (is_simple && (rest.is_empty() || rest.starts_with(' '))).then_some(key)
}

impl Prepared {
    /// The text with its masks filled by a letter that means nothing to Markdown, byte for byte: the quotes, pipes and
    /// colons of a template tag would mean something.
    pub(super) fn veil<'i>(&self, input: &'i str) -> Cow<'i, str> {
        if self.masks.is_empty() {
            return Cow::Borrowed(input);
        }
        let mut veiled = String::with_capacity(input.len());
        let mut at = 0;
        for mask in &self.masks {
            veiled.push_str(input.get(at..mask.start).unwrap_or_default());
            let hidden = input.get(mask.start..mask.end).unwrap_or_default();
            veiled.extend(
                hidden
                    .bytes()
                    .map(|byte| if byte.is_ascii_whitespace() { char::from(byte) } else { '\u{1}' }),
            );
            at = mask.end;
        }
        veiled.push_str(input.get(at..).unwrap_or_default());
        Cow::Owned(veiled)
    }

    /// MDX `import … from '…'` lines before the text.
    fn imports(&mut self, input: &str) {
        let mut start = self.body;
        for (line, end) in lines(input, self.body) {
            let is_import =
                line.starts_with("import ") && (line.contains(" from '") || line.contains(" from \""));
            if is_import {
                self.mask(HiddenKind::Markup, Span::new(start, end));
            } else if !line.is_empty() {
                break;
            }
            start = end;
        }
    }

    fn mask(&mut self, kind: HiddenKind, span: Span) {
        self.hidden.push((kind, span));
        self.masks.push(span);
    }

    /// `{% … %}`, `{: … }`, `{/* … */}` and `:::name`.
    fn templates(&mut self, input: &str) {
        let mut at = self.masks.last().map_or(self.body, |last| last.end);
        let mut missing = Missing::default();
        while let Some(found) = input.get(at..).and_then(|rest| rest.find(['{', ':'])) {
            let start = at + found;
            let rest = input.get(start..).unwrap_or_default();
            let tag = template(rest, &mut missing).or_else(|| admonition(input, start));
            at = match tag {
                Some((kind, len)) => {
                    self.mask(kind, Span::new(start, start + len));
                    start + len
                }
                None if rest.starts_with(':') => start + colons(rest),
                None => start + 1,
            };
        }
    }
}

fn colons(text: &str) -> usize {
    text.len() - text.trim_start_matches(':').len()
}

/// Which closing brackets do not come any more, so that nobody looks for them again and again.
#[derive(Default)]
struct Missing {
    liquid: bool,
    comment: bool,
}

fn template(rest: &str, missing: &mut Missing) -> Option<(HiddenKind, usize)> {
    if rest.starts_with("{%") {
        return closed(rest, "%}", &mut missing.liquid).map(|len| (HiddenKind::Markup, len));
    }
    if rest.starts_with("{/*") {
        return closed(rest, "*/}", &mut missing.comment).map(|len| (HiddenKind::Comment, len));
    }
    let attributes = rest.strip_prefix("{:").filter(|after| after.starts_with([' ', '#', '.', ':']))?;
    let inner = attributes.bytes().take(MAX_LINE).position(|byte| matches!(byte, b'}' | b'\n' | b'\r'))?;
    let after = attributes.get(inner..)?.strip_prefix('}')?;
    let next = after.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
    let len = "{:".len() + inner + "}".len();
    matches!(next, None | Some(b'\n' | b'\r')).then_some((HiddenKind::Markup, len))
}

fn closed(rest: &str, close: &str, is_missing: &mut bool) -> Option<usize> {
    if *is_missing {
        return None;
    }
    let found = rest.find(close);
    *is_missing = found.is_none();
    found.map(|at| at + close.len()).filter(|&len| len <= MAX_TAG || close == "*/}")
}

/// `:::info` at the start of a line; the title after it is seen.
fn admonition(input: &str, start: usize) -> Option<(HiddenKind, usize)> {
    let rest = input.get(start..).filter(|rest| rest.starts_with(":::"))?;
    let before = input.get(..start)?.bytes().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    if !matches!(before, None | Some(b'\n' | b'\r')) {
        return None;
    }
    let colons = colons(rest);
    let name = rest.get(colons..)?.bytes().take_while(u8::is_ascii_alphanumeric).count();
    Some((HiddenKind::Markup, colons + name))
}

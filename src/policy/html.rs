//! HTML -> blocks, by html5gum's tokens. An element may open in one fragment and close in another: what is open stands in
//! the builder's frames.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};

use super::HiddenKind;
use super::builder::Builder;
use super::element::{self, Attributes, Element};
use super::frame::{Role, Tag};
use super::piece;
use crate::source::Span;

/// Elements deeper than this are read without their own meaning, as browsers do.
const MAX_DEPTH: usize = 512;

/// The state that outlives a fragment.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// The lines of the HTML block that is being gathered.
    block: Vec<Span>,
    links: Vec<OpenAnchor>,
    /// A comment that a block opens and does not close: nothing is seen up to here.
    pub(super) dark_until: usize,
    /// There is no `-->` any more.
    never_light: bool,
}

#[derive(Debug)]
struct OpenAnchor {
    piece: usize,
    place: Span,
    target: String,
}

impl Html {
    /// Adds a line of an HTML block.
    pub(super) fn gather(&mut self, input: &str, span: Span) {
        match self.block.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            // Between the lines of a quoted block stand its `>` signs.
            _ if input.is_char_boundary(span.start) => self.block.push(span),
            _ => {}
        }
    }

    /// Reads the gathered block.
    pub(super) fn finish_block(&mut self, builder: &mut Builder<'_>) {
        let (Some(first), Some(last)) = (self.block.first().copied(), self.block.last().copied()) else {
            return;
        };
        let block = std::mem::take(&mut self.block);
        let start = first.start.max(self.dark_until);
        if start >= last.end {
            return;
        }
        match block.as_slice() {
            [_] => self.read(builder, builder.input.get(start..last.end).unwrap_or_default(), start),
            _ => {
                let text = without_gaps(builder.input, &block);
                self.read(builder, text.get(start - first.start..).unwrap_or_default(), start);
            }
        }
    }

    /// Reads one tag or comment within a line of Markdown.
    pub(super) fn inline(&mut self, builder: &mut Builder<'_>, span: Span) {
        if span.start >= self.dark_until {
            let text = builder.input.get(span.start..span.end).unwrap_or_default();
            self.tokens(builder, text, span.start);
        }
    }

    /// Whether the innermost open block is an HTML table.
    pub(super) fn is_inside_table(&self, builder: &Builder<'_>) -> bool {
        let around = builder.frames.iter().rev().find(|frame| !matches!(frame.role, Role::Plain));
        around.is_some_and(|frame| {
            frame.tag != Tag::Markdown && matches!(frame.role, Role::Table(..) | Role::Row)
        })
    }

    /// Reads a fragment that stands at byte `base`.
    pub(super) fn read(&mut self, builder: &mut Builder<'_>, fragment: &str, base: usize) {
        let open =
            fragment.rfind("<!--").filter(|&at| !fragment.get(at..).unwrap_or_default().contains("-->"));
        let Some(at) = open.filter(|_| !self.never_light) else {
            return self.tokens(builder, fragment, base);
        };
        let from = base + at + "<!--".len();
        match builder.input.get(from..).and_then(|rest| rest.find("-->")) {
            Some(len) => {
                self.tokens(builder, fragment.get(..at).unwrap_or_default(), base);
                let text = builder.input.get(from..from + len).unwrap_or_default();
                builder.hide(HiddenKind::Comment, text, Span::new(from, from + len));
                self.dark_until = from + len + "-->".len();
            }
            None => {
                self.never_light = true;
                self.tokens(builder, fragment, base);
            }
        }
    }

    fn tokens(&mut self, builder: &mut Builder<'_>, fragment: &str, base: usize) {
        let reader = Reader { html: self, builder, fragment, base, at: 0, tag: None };
        let mut emitter = CallbackEmitter::new(reader);
        emitter.naively_switch_states(true);
        let mut tokenizer = Tokenizer::new_with_emitter(fragment, emitter);
        // Both the tokens and the errors of this tokenizer are uninhabited: this runs it to the end.
        while let Some(Ok(_)) = tokenizer.next() {}
        drop(tokenizer);
    }

    fn close_anchor(&mut self, builder: &mut Builder<'_>) {
        let Some(link) = self.links.pop() else { return };
        let shown = piece::cover(builder.pieces.get(link.piece..).unwrap_or_default());
        if builder.concealed == 0 && !link.target.is_empty() {
            builder.pending_links.push((shown.unwrap_or(link.place), link.target));
        }
    }
}

/// A block's lines with the signs between them blanked, so that offsets stay.
fn without_gaps(input: &str, block: &[Span]) -> String {
    let mut text = String::new();
    let mut at = block.first().map_or(0, |first| first.start);
    for span in block {
        let gap = input.as_bytes().get(at..span.start).unwrap_or_default();
        text.extend(gap.iter().map(|byte| if byte.is_ascii_whitespace() { char::from(*byte) } else { ' ' }));
        text.push_str(input.get(span.start..span.end).unwrap_or_default());
        at = span.end;
    }
    text
}

struct Reader<'h, 'b, 's, 'f> {
    html: &'h mut Html,
    builder: &'b mut Builder<'s>,
    fragment: &'f str,
    base: usize,
    /// Where the last token ended: text is what stands between tokens.
    at: usize,
    tag: Option<OpenTag>,
}

struct OpenTag {
    element: Element,
    start: usize,
    attribute: Vec<u8>,
    attributes: Attributes,
}

impl Callback<Infallible, usize> for Reader<'_, '_, '_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: html5gum::Span<usize>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.text_up_to(span.start);
                self.tag = Some(OpenTag {
                    element: element::element(name),
                    start: span.start,
                    attribute: Vec::new(),
                    attributes: Attributes::default(),
                });
            }
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => {
                let place = Span::new(self.base + span.start, self.base + span.end);
                self.attribute_value(value, place);
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.at = span.end;
                self.start_element(span.end);
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.text_up_to(span.start);
                self.at = span.end;
                self.end_element(element::element(name), span.end);
            }
            CallbackEvent::Comment { .. } => {
                self.text_up_to(span.start);
                self.at = span.end;
                self.comment(span.start, span.end);
            }
            CallbackEvent::Doctype { .. } => {
                self.text_up_to(span.start);
                self.at = span.end;
            }
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

impl Drop for Reader<'_, '_, '_, '_> {
    fn drop(&mut self) {
        if self.tag.is_none() {
            self.text_up_to(self.fragment.len());
        }
    }
}

impl<'s> Reader<'_, '_, 's, '_> {
    fn text_up_to(&mut self, end: usize) {
        let start = self.at;
        self.at = end.max(start);
        let Some(text) = self.fragment.get(start..end).filter(|text| !text.is_empty()) else { return };
        let keeps_lines =
            self.builder.frames.iter().rev().take(16).any(|frame| frame.tag == Tag::Preformatted);
        let mut at = self.base + start;
        for line in text.split_inclusive('\n') {
            self.line(line, at);
            at += line.len();
            if line.ends_with('\n') {
                let span = Span::new(at - 1, at);
                if keeps_lines {
                    self.builder.line_break(span);
                } else if !self.builder.pieces.is_empty() {
                    self.builder.text(" ".into(), span);
                }
            }
        }
    }

    /// A line of text, its entities decoded.
    fn line(&mut self, line: &str, at: usize) {
        let text = line.trim_end_matches(['\n', '\r']);
        let indent = text.len() - text.trim_start().len();
        if indent == text.len() {
            if indent > 0 && !self.builder.pieces.is_empty() {
                self.builder.text(" ".into(), Span::new(at, at + indent));
            }
            return;
        }
        if indent > 0 {
            self.builder.text(" ".into(), Span::new(at, at + indent));
        }
        let mut from = indent;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find('&')) {
            let start = from + found;
            let Some((decoded, len)) = element::entity(text.get(start..).unwrap_or_default()) else {
                self.letters(at + from, at + start + 1);
                from = start + 1;
                continue;
            };
            self.letters(at + from, at + start);
            self.builder.text(decoded, Span::new(at + start, at + start + len));
            from = start + len;
        }
        self.letters(at + from, at + text.len());
    }

    fn letters(&mut self, start: usize, end: usize) {
        let input: &'s str = self.builder.input;
        if let Some(text) = input.get(start..end).filter(|text| !text.is_empty()) {
            self.builder.text(Cow::Borrowed(text), Span::new(start, end));
        }
    }

    fn comment(&mut self, start: usize, end: usize) {
        let Some(written) = self.fragment.get(start..end) else { return };
        let inner = written.strip_prefix("<!--").unwrap_or(written);
        let from = self.base + end - inner.len();
        let inner = inner.strip_suffix("-->").unwrap_or(inner);
        self.builder.hide(HiddenKind::Comment, inner, Span::new(from, from + inner.len()));
    }

    fn attribute_name(&mut self, name: &[u8]) {
        let Some(tag) = &mut self.tag else { return };
        if name == b"hidden" {
            tag.attributes.is_hidden = true;
        }
        tag.attribute.clear();
        tag.attribute.extend_from_slice(name);
    }

    fn attribute_value(&mut self, value: &[u8], place: Span) {
        let Some(tag) = &mut self.tag else { return };
        let value = String::from_utf8_lossy(value);
        let kind = match tag.attribute.as_slice() {
            b"href" => {
                tag.attributes.target.clone_from(&value.clone().into_owned());
                HiddenKind::LinkTarget
            }
            b"src" => HiddenKind::LinkTarget,
            b"title" | b"alt" | b"aria-label" => HiddenKind::Title,
            name => return tag.attributes.set(name, &value),
        };
        self.builder.hide(kind, &value, place);
    }

    fn start_element(&mut self, end: usize) {
        let Some(tag) = self.tag.take() else { return };
        let place = Span::new(self.base + tag.start, self.base + end);
        let builder = &mut *self.builder;
        match tag.element {
            Element::Break => return builder.line_break(place),
            Element::Rule => return builder.flush(),
            Element::Void => return,
            _ if builder.elements >= MAX_DEPTH => return,
            Element::Anchor => self.html.links.push(OpenAnchor {
                piece: builder.pieces.len(),
                place,
                target: tag.attributes.target.clone(),
            }),
            _ => {}
        }
        element::start(builder, tag.element, &tag.attributes, place.start);
    }

    fn end_element(&mut self, element: Element, end: usize) {
        if element == Element::Anchor {
            self.html.close_anchor(self.builder);
        }
        element::end(self.builder, element, self.base + end);
    }
}

//! What HTML elements mean for the outline of a text.

use std::borrow::Cow;

use super::builder::Builder;
use super::frame::{Cell, Frame, Role, Tag};
use super::text::TextBuilder;

/// The elements that a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Break,
    Rule,
    /// Has no content: `img`, `input`, `meta`.
    Void,
    Anchor,
    Bold,
    Inline,
    Paragraph,
    Box,
    Preformatted,
    Heading(u8),
    List,
    OrderedList,
    Item,
    Glossary,
    Term,
    Definition,
    Table,
    Head,
    RowGroup,
    Row,
    Cell,
    HeaderCell,
    Caption,
    Unseen,
}

/// The element of a name in lower case.
pub(super) fn element(name: &[u8]) -> Element {
    match name {
        b"br" => Element::Break,
        b"hr" => Element::Rule,
        b"img" | b"input" | b"meta" | b"link" | b"col" | b"wbr" | b"source" | b"base" | b"area"
        | b"embed" | b"track" => Element::Void,
        b"a" => Element::Anchor,
        b"b" | b"strong" => Element::Bold,
        b"p" | b"summary" | b"legend" | b"figcaption" | b"address" => Element::Paragraph,
        b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"nav" | b"aside"
        | b"blockquote" | b"details" | b"figure" | b"form" | b"fieldset" | b"center" | b"body" | b"html"
        | b"head" | b"colgroup" | b"hgroup" | b"dialog" => Element::Box,
        b"pre" => Element::Preformatted,
        b"h1" => Element::Heading(1),
        b"h2" => Element::Heading(2),
        b"h3" => Element::Heading(3),
        b"h4" => Element::Heading(4),
        b"h5" => Element::Heading(5),
        b"h6" => Element::Heading(6),
        b"ul" | b"menu" => Element::List,
        b"ol" => Element::OrderedList,
        b"li" => Element::Item,
        b"dl" => Element::Glossary,
        b"dt" => Element::Term,
        b"dd" => Element::Definition,
        b"table" => Element::Table,
        b"thead" => Element::Head,
        b"tbody" | b"tfoot" => Element::RowGroup,
        b"tr" => Element::Row,
        b"td" => Element::Cell,
        b"th" => Element::HeaderCell,
        b"caption" => Element::Caption,
        b"script" | b"style" | b"template" | b"title" => Element::Unseen,
        _ => Element::Inline,
    }
}

/// The attributes that matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) is_hidden: bool,
    pub(super) target: String,
    columns: Option<usize>,
    rows: Option<usize>,
}

impl Attributes {
    pub(super) fn set(&mut self, name: &[u8], value: &str) {
        match name {
            b"colspan" => self.columns = value.trim().parse().ok(),
            // To span 0 rows is to span all that follow.
            b"rowspan" => {
                self.rows = value.trim().parse().ok().map(|rows| if rows == 0 { usize::MAX } else { rows })
            }
            b"style" => {
                let style: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
                self.is_hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            _ => {}
        }
    }
}

fn tag(element: Element) -> Tag {
    match element {
        Element::Anchor => Tag::Anchor,
        Element::Paragraph => Tag::Paragraph,
        Element::Box => Tag::Box,
        Element::Preformatted => Tag::Preformatted,
        Element::Heading(_) => Tag::Heading,
        Element::List | Element::OrderedList => Tag::List,
        Element::Item => Tag::Item,
        Element::Glossary => Tag::Glossary,
        Element::Term => Tag::Term,
        Element::Definition => Tag::Definition,
        Element::Table => Tag::Table,
        Element::Head | Element::RowGroup => Tag::RowGroup,
        Element::Row => Tag::Row,
        Element::Cell | Element::HeaderCell => Tag::Cell,
        Element::Caption => Tag::Caption,
        Element::Unseen => Tag::Unseen,
        Element::Bold => Tag::Bold,
        Element::Inline | Element::Break | Element::Rule | Element::Void => Tag::Inline,
    }
}

/// Opens an element whose start tag stands at byte `start`.
pub(super) fn start(builder: &mut Builder<'_>, element: Element, attributes: &Attributes, start: usize) {
    let own = tag(element);
    close_implied(builder, element, start);
    let height = builder.frames.len();
    match element {
        Element::Inline | Element::Anchor | Element::Bold | Element::Unseen => builder.open(Frame {
            is_bold: element == Element::Bold,
            is_concealed: element == Element::Unseen || attributes.is_hidden,
            ..Frame::inline(own)
        }),
        Element::Heading(level) if !builder.is_in_cell() => open_block(builder, Role::Heading(level), own),
        Element::List | Element::Glossary => builder.start_list(false, own),
        Element::OrderedList => builder.start_list(true, own),
        Element::Item => builder.start_item(start, own),
        Element::Term => builder.start_term(start, own),
        Element::Definition => builder.start_definition(start, own),
        // No block fits into a cell that Markdown wrote on one line.
        Element::Table if is_in_markdown_cell(builder) => open_block(builder, Role::Plain, Tag::Box),
        Element::Table => builder.start_table(start, own),
        _ if !is_in_table(builder) => open_block(builder, Role::Plain, own),
        Element::Head | Element::RowGroup => {
            builder.set_table_head(element == Element::Head);
            open_block(builder, Role::Plain, own);
        }
        Element::Row => builder.start_row(start, own),
        Element::Cell | Element::HeaderCell => start_cell(builder, element, attributes, start),
        Element::Caption => open_block(builder, Role::Caption(TextBuilder::new(builder.source)), own),
        _ => open_block(builder, Role::Plain, own),
    }
    if attributes.is_hidden
        && let Some(frame) = builder.frames.get_mut(height).filter(|frame| !frame.is_concealed)
    {
        frame.is_concealed = true;
        builder.concealed += 1;
    }
}

fn open_block(builder: &mut Builder<'_>, role: Role, tag: Tag) {
    builder.flush();
    builder.open(Frame::block(role, tag));
}

fn start_cell(builder: &mut Builder<'_>, element: Element, attributes: &Attributes, start: usize) {
    let has_row = builder.frames.iter().rev().find(|frame| matches!(frame.tag, Tag::Row | Tag::Table));
    if has_row.is_none_or(|frame| frame.tag == Tag::Table) {
        builder.start_row(start, Tag::Row);
    }
    let cell = Cell {
        text: TextBuilder::new(builder.source),
        is_header: element == Element::HeaderCell,
        columns: attributes.columns.unwrap_or(1),
        rows: attributes.rows.unwrap_or(1),
    };
    builder.start_cell(cell, Tag::Cell);
}

/// Whether the nearest open table is HTML, with no Markdown block in between.
fn is_in_table(builder: &Builder<'_>) -> bool {
    let around = builder.frames.iter().rev().find(|frame| matches!(frame.tag, Tag::Table | Tag::Markdown));
    around.is_some_and(|frame| frame.tag == Tag::Table)
}

fn is_in_markdown_cell(builder: &Builder<'_>) -> bool {
    let around = builder.frames.iter().rev().find(|frame| matches!(frame.role, Role::Cell(_)));
    around.is_some_and(|frame| frame.tag == Tag::Markdown)
}

/// Closes what a start tag closes without an end tag: `<li>` the item before it, `<td>` the cell, any block a paragraph.
fn close_implied(builder: &mut Builder<'_>, element: Element, at: usize) {
    let (closed, within): (&[Tag], &[Tag]) = match element {
        Element::Inline | Element::Anchor | Element::Bold | Element::Unseen => return,
        Element::Item => (&[Tag::Item], &[Tag::List, Tag::Cell, Tag::Table]),
        Element::Term | Element::Definition => {
            (&[Tag::Term, Tag::Definition], &[Tag::Glossary, Tag::Cell, Tag::Table])
        }
        Element::Cell | Element::HeaderCell => (&[Tag::Cell, Tag::Caption], &[Tag::Row, Tag::Table]),
        Element::Row => (&[Tag::Row, Tag::Caption], &[Tag::RowGroup, Tag::Table]),
        Element::Head | Element::RowGroup => (&[Tag::RowGroup, Tag::Row, Tag::Caption], &[Tag::Table]),
        _ => (&[Tag::Paragraph], BLOCKS),
    };
    close(builder, closed, within, at);
}

/// A block of Markdown ends the HTML paragraph before it, and the elements within a line that nobody closed in it.
pub(super) fn end_paragraph(builder: &mut Builder<'_>, at: usize) {
    close(builder, &[Tag::Paragraph], BLOCKS, at);
}

/// What a paragraph's implied end does not reach beyond.
const BLOCKS: &[Tag] = &[
    Tag::Box,
    Tag::Heading,
    Tag::List,
    Tag::Item,
    Tag::Glossary,
    Tag::Term,
    Tag::Definition,
    Tag::Table,
    Tag::Row,
    Tag::Cell,
    Tag::Caption,
    Tag::Preformatted,
];

/// Closes the nearest frame with one of these tags, unless one of `within` or Markdown comes first.
fn close(builder: &mut Builder<'_>, closed: &[Tag], within: &[Tag], at: usize) {
    for height in (0..builder.frames.len()).rev() {
        let Some(frame) = builder.frames.get(height) else { return };
        if closed.contains(&frame.tag) {
            return builder.close_to(height, at);
        }
        if frame.tag == Tag::Markdown || within.contains(&frame.tag) {
            return;
        }
    }
}

/// Closes an element whose end tag ends at byte `end`.
pub(super) fn end(builder: &mut Builder<'_>, element: Element, end: usize) {
    let own = tag(element);
    let within: &[Tag] = match element {
        Element::Break | Element::Rule | Element::Void => return,
        Element::Inline | Element::Anchor | Element::Bold | Element::Paragraph => BLOCKS,
        Element::Item | Element::Term | Element::Definition => &[Tag::List, Tag::Glossary, Tag::Table],
        Element::Row
        | Element::Cell
        | Element::HeaderCell
        | Element::Head
        | Element::RowGroup
        | Element::Caption => &[Tag::Table],
        _ => &[Tag::Cell],
    };
    let within = if element == Element::Table { &[] } else { within };
    close(builder, &[own], within, end);
    if matches!(element, Element::Head) {
        builder.set_table_head(false);
    }
}

/// The character reference that a text starts with, and its length.
pub(super) fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let body = text.strip_prefix('&')?;
    let len = body.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let is_closed = body.as_bytes().get(len) == Some(&b';');
    let whole = text.get(..1 + len + usize::from(is_closed)).filter(|_| len > 0)?;
    let decoded = match whole {
        "&amp;" => Cow::Borrowed("&"),
        "&lt;" => Cow::Borrowed("<"),
        "&gt;" => Cow::Borrowed(">"),
        "&quot;" => Cow::Borrowed("\""),
        "&nbsp;" => Cow::Borrowed("\u{a0}"),
        other => Cow::Owned(decode(other)),
    };
    (decoded != whole).then_some((decoded, whole.len()))
}

fn decode(reference: &str) -> String {
    let mut decoded = String::new();
    for token in html5gum::Tokenizer::new(reference).flatten() {
        if let html5gum::Token::String(text) = token {
            decoded.push_str(&String::from_utf8_lossy(&text));
        }
    }
    decoded
}

//! pulldown-cmark's events -> blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag as Md, TagEnd};

use super::builder::Builder;
use super::frame::{Cell, Frame, Role, Tag};
use super::html::Html;
use super::preprocess::Prepared;
use super::raw_table::RawTable;
use super::text::TextBuilder;
use super::{BlockKind, HiddenKind, element, marker, piece};
use crate::source::Span;

/// Reads a document's Markdown into the builder.
pub(super) fn read(builder: &mut Builder<'_>, prepared: &Prepared) {
    let input = builder.input;
    let veiled = prepared.veil(input);
    let Some(body) = veiled.get(prepared.body..) else { return };
    let events = Parser::new_ext(body, options()).into_offset_iter();
    hide_definitions(builder, &events, prepared.body);
    let mut reader = Reader::new(builder);
    for (event, range) in events {
        reader.event(event, Span::new(range.start + prepared.body, range.end + prepared.body));
    }
    reader.end_html();
}

/// No smart punctuation: it would change letters. Front matter is cut off before.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// `[name]: target "title"` lines are no events.
fn hide_definitions(builder: &mut Builder<'_>, events: &OffsetIter<'_>, base: usize) {
    let mut definitions: Vec<_> =
        events.reference_definitions().iter().map(|(_, definition)| definition).collect();
    definitions.sort_by_key(|definition| definition.span.start);
    for definition in definitions {
        let span = Span::new(definition.span.start + base, definition.span.end + base);
        builder.hide_within(HiddenKind::LinkTarget, &definition.dest, span);
        if let Some(title) = &definition.title {
            builder.hide_within(HiddenKind::Title, title, span);
        }
    }
}

struct OpenLink {
    /// Where its visible text starts in the builder's pieces.
    piece: usize,
    target: String,
    title: String,
    kind: LinkType,
}

struct OpenImage {
    target: String,
    title: String,
    alt: TextBuilder,
}

struct Reader<'b, 's> {
    builder: &'b mut Builder<'s>,
    html: Html,
    links: Vec<OpenLink>,
    images: Vec<OpenImage>,
    code: Option<(TextBuilder, Span)>,
    /// What Markdown takes for an indented code block is HTML that was gathered.
    is_markup: bool,
    table: Option<RawTable>,
    /// Where the last event ended: the target of a link follows the text in it.
    inner_end: usize,
}

impl<'b, 's> Reader<'b, 's> {
    fn new(builder: &'b mut Builder<'s>) -> Self {
        Self {
            builder,
            html: Html::default(),
            links: Vec::new(),
            images: Vec::new(),
            code: None,
            is_markup: false,
            table: None,
            inner_end: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        if !matches!(event, Event::Html(_)) {
            self.end_html();
        }
        let is_start = matches!(event, Event::Start(_));
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.code_span(&text, span)
            }
            Event::Html(_) => self.html.gather(self.builder.input, span),
            Event::InlineHtml(_) => self.html.inline(self.builder, span),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::Rule => self.builder.flush(),
        }
        // A start's range reaches as far as its end.
        if !is_start {
            self.inner_end = span.end;
        }
    }

    fn end_html(&mut self) {
        self.html.finish_block(self.builder);
    }

    fn is_dark(&self, span: Span) -> bool {
        span.start < self.html.dark_until
    }

    fn line_break(&mut self, span: Span) {
        if self.is_dark(span) {
            return;
        }
        match self.images.last_mut() {
            Some(image) => image.alt.push_break(span),
            None => self.builder.line_break(span),
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.is_dark(span) || self.is_markup {
            return;
        }
        if let Some((code, whole)) = &mut self.code {
            *whole = whole.cover(span);
            return push_written(code, self.builder.input, text, span);
        }
        if let Some(image) = self.images.last_mut() {
            return push_written(&mut image.alt, self.builder.input, text, span);
        }
        self.builder.text_at(text, span);
    }

    fn code_span(&mut self, text: &str, span: Span) {
        if self.is_dark(span) {
            return;
        }
        if let Some(image) = self.images.last_mut() {
            return push_written(&mut image.alt, self.builder.input, text, span);
        }
        let written = self.builder.input.get(span.start..span.end).unwrap_or_default();
        let own = match written.find(text) {
            Some(at) => Span::new(span.start + at, span.start + at + text.len()),
            None => span,
        };
        self.builder.text_at(text, own);
    }

    fn start(&mut self, tag: Md<'_>, span: Span) {
        if !matches!(tag, Md::HtmlBlock) && !is_inline(&tag) {
            element::end_paragraph(self.builder, span.start);
        }
        match tag {
            Md::Paragraph => self.start_block(span),
            Md::Heading { level, .. } => {
                self.start_block(span);
                self.builder.open(Frame::block(Role::Heading(level as u8), Tag::Markdown));
            }
            Md::List(first) => self.builder.start_list(first.is_some(), Tag::Markdown),
            Md::Item => self.builder.start_item(span.start, Tag::Markdown),
            Md::DefinitionList => self.builder.start_list(false, Tag::Markdown),
            Md::DefinitionListTitle => self.builder.start_term(span.start, Tag::Markdown),
            Md::DefinitionListDefinition => self.builder.start_definition(span.start, Tag::Markdown),
            Md::CodeBlock(kind) => self.start_code(&kind, span),
            Md::Table(_) => {
                self.builder.start_table(span.start, Tag::Markdown);
                self.table = Some(RawTable::default());
            }
            Md::TableHead => {
                self.builder.set_table_head(true);
                self.builder.start_row(span.start, Tag::Markdown);
            }
            Md::TableRow => self.builder.start_row(span.start, Tag::Markdown),
            Md::TableCell => self.builder.start_cell(Cell::new(self.builder.source), Tag::Markdown),
            Md::Strong => self.builder.bold += 1,
            Md::Emphasis => self.builder.italic += 1,
            Md::Link { link_type, dest_url, title, .. } => self.links.push(OpenLink {
                piece: self.builder.pieces.len(),
                target: dest_url.into_string(),
                title: title.into_string(),
                kind: link_type,
            }),
            Md::Image { dest_url, title, .. } => self.images.push(OpenImage {
                target: dest_url.into_string(),
                title: title.into_string(),
                alt: TextBuilder::new(self.builder.source),
            }),
            Md::BlockQuote(_) | Md::FootnoteDefinition(_) | Md::HtmlBlock | Md::MetadataBlock(_) => {
                self.builder.flush()
            }
            Md::Strikethrough | Md::Superscript | Md::Subscript => {}
        }
    }

    fn start_block(&mut self, span: Span) {
        self.builder.flush();
        let written = self.builder.input.get(span.start..span.end).unwrap_or_default();
        self.builder.outer = Some(Span::new(span.start, span.start + written.trim_end().len()));
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        self.builder.flush();
        if matches!(kind, CodeBlockKind::Indented) && self.html.is_inside_table(self.builder) {
            // Indented rows after an empty line: the author wrote one HTML table.
            self.is_markup = true;
            return self.html.gather(self.builder.input, span);
        }
        self.code = Some((TextBuilder::new(self.builder.source), span));
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.end_inline(),
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.builder.close_markdown(span.end),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Table => {
                self.end_table(span);
            }
            TagEnd::TableHead => {
                self.end_row(span);
                self.builder.set_table_head(false);
            }
            TagEnd::TableRow => self.end_row(span),
            TagEnd::TableCell => self.builder.close_markdown(span.end),
            TagEnd::Strong => self.builder.bold = self.builder.bold.saturating_sub(1),
            TagEnd::Emphasis => self.builder.italic = self.builder.italic.saturating_sub(1),
            TagEnd::Link => self.end_link(span),
            TagEnd::Image => self.end_image(span),
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.builder.flush(),
            _ => {}
        }
    }

    fn end_inline(&mut self) {
        self.builder.flush();
        self.builder.close_inline();
    }

    fn trimmed_end(&self, span: Span) -> usize {
        let written = self.builder.input.get(span.start..span.end).unwrap_or_default();
        span.start + written.trim_end().len()
    }

    fn end_row(&mut self, span: Span) {
        let end = self.trimmed_end(span);
        self.builder.close_markdown(end);
        if let Some(table) = &mut self.table {
            table.row(self.builder, Span::new(span.start, end));
        }
    }

    fn end_table(&mut self, span: Span) {
        let table = self.table.take().unwrap_or_default();
        let end = table.end(self.builder).unwrap_or_else(|| self.trimmed_end(span));
        self.builder.close_markdown(end);
        table.read_after(self.builder);
    }

    /// A setext "heading" of several lines, or one that is a sentence, is a paragraph above a rule.
    fn end_heading(&mut self, span: Span) {
        let is_setext =
            !self.builder.input.get(span.start..).unwrap_or_default().trim_start().starts_with('#');
        let is_title = || {
            let pieces = &self.builder.pieces;
            let line = piece::line_text(pieces);
            !pieces.iter().any(piece::Piece::is_break)
                && line.chars().take(121).count() <= 120
                && !marker::ends_sentence(&line)
        };
        if is_setext && !is_title() {
            self.builder.outer = None;
            self.builder.demote_heading();
        }
        self.builder.close_markdown(span.end);
    }

    fn end_code(&mut self) {
        self.is_markup = false;
        if let Some((code, span)) = self.code.take() {
            let text = code.finish();
            if !text.is_empty() && !self.is_dark(span) {
                self.builder.add(BlockKind::Code(text), span, 0);
            }
        }
    }

    fn end_link(&mut self, span: Span) {
        let Some(link) = self.links.pop() else { return };
        let shown = piece::cover(self.builder.pieces.get(link.piece..).unwrap_or_default());
        if !matches!(link.kind, LinkType::Autolink | LinkType::Email) && !self.is_dark(span) {
            self.hide_target(&link.target, &link.title, span, link.kind);
        }
        if !self.is_dark(span) && self.builder.concealed == 0 {
            self.builder.pending_links.push((shown.unwrap_or(span), link.target));
        }
    }

    fn end_image(&mut self, span: Span) {
        let Some(image) = self.images.pop() else { return };
        if self.is_dark(span) {
            return;
        }
        self.builder.hide_text(HiddenKind::Title, image.alt);
        self.hide_target(&image.target, &image.title, span, LinkType::Inline);
    }

    fn hide_target(&mut self, target: &str, title: &str, span: Span, kind: LinkType) {
        // The target of a reference stands in its definition.
        if kind == LinkType::Inline {
            let from = if self.inner_end < span.end { span.start.max(self.inner_end) } else { span.start };
            let span = Span::new(from, span.end);
            self.builder.hide_within(HiddenKind::LinkTarget, target, span);
            self.builder.hide_within(HiddenKind::Title, title, span);
        }
    }
}

fn is_inline(tag: &Md<'_>) -> bool {
    matches!(tag, Md::Emphasis | Md::Strong | Md::Strikethrough | Md::Link { .. } | Md::Image { .. })
}

/// Text as the file has it; a code block's may lack indentation or carriage returns, and template tags are veiled in it.
fn push_written(builder: &mut TextBuilder, input: &str, text: &str, span: Span) {
    match input.get(span.start..span.end).filter(|written| written.len() == text.len()) {
        Some(written) => builder.push(written, span.start),
        None => builder.push_for(text, span),
    }
}

/// The inline text of a slice of the file: for cells that a table's own parser dropped.
pub(super) fn read_inline(builder: &mut Builder<'_>, range: Range<usize>) {
    let input = builder.input;
    let Some(slice) = input.get(range.clone()) else { return };
    let mut reader = Reader::new(builder);
    for (event, own) in Parser::new_ext(slice, options()).into_offset_iter() {
        let span = Span::new(own.start + range.start, own.end + range.start);
        let is_inline = match &event {
            Event::Start(tag) => matches!(tag, Md::Link { .. } | Md::Image { .. } | Md::Strong),
            Event::End(tag) => matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::Strong),
            Event::Html(_) | Event::Rule => false,
            _ => true,
        };
        if is_inline {
            reader.event(event, span);
        }
    }
    reader.builder.close_inline();
}

//! Collects blocks while a document is read. Markdown events and HTML tags drive the same [`Builder`], so a list is a list
//! whichever markup wrote it.

use std::borrow::Cow;

use super::frame::{Frame, Role, Tag};
use super::piece::{self, Emphasis, Form, Piece};
use super::text::TextBuilder;
use super::{BlockId, BlockKind, Hidden, HiddenKind};
use crate::source::{SourceId, Span};

/// A block before its section is known.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    /// Of a heading.
    pub(super) level: u8,
    /// A list item that is a heading if the document has no other and text follows it.
    pub(super) may_head: bool,
}

/// A link whose block is not known yet.
#[derive(Debug)]
pub(super) struct LinkDraft {
    pub(super) span: Span,
    pub(super) target: String,
    pub(super) block: BlockId,
}

/// The document while it is read.
pub(super) struct Builder<'s> {
    pub(super) input: &'s str,
    pub(super) source: SourceId,
    pub(super) drafts: Vec<Draft>,
    pub(super) hidden: Vec<Hidden>,
    pub(super) links: Vec<LinkDraft>,
    pub(super) frames: Vec<Frame>,
    /// Template tags and the like, in order: they are not shown wherever they stand.
    pub(super) masks: Vec<Span>,
    /// The inline text since the last block boundary.
    pub(super) pieces: Vec<Piece<'s>>,
    /// Links in `pieces`.
    pub(super) pending_links: Vec<(Span, String)>,
    /// How many open frames are HTML elements.
    pub(super) elements: usize,
    /// How many elements around this place are bold, and how many are not shown.
    pub(super) bold: usize,
    /// How many are in italics.
    pub(super) italic: usize,
    pub(super) concealed: usize,
    veiled: TextBuilder,
    veiled_end: usize,
    /// The lists that bullets and numbers at line starts make, outermost first.
    pub(super) loose_lists: Vec<super::loose::LooseList>,
    pub(super) lists: usize,
    /// The document has no headings by its markup.
    pub(super) is_plain: bool,
    /// The whole of the Markdown block that is being read.
    pub(super) outer: Option<Span>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(input: &'s str, source: SourceId, is_plain: bool) -> Self {
        Self {
            input,
            source,
            drafts: Vec::new(),
            hidden: Vec::new(),
            links: Vec::new(),
            frames: Vec::new(),
            masks: Vec::new(),
            pieces: Vec::new(),
            pending_links: Vec::new(),
            elements: 0,
            bold: 0,
            italic: 0,
            concealed: 0,
            veiled: TextBuilder::new(source),
            veiled_end: 0,
            loose_lists: Vec::new(),
            lists: 0,
            is_plain,
            outer: None,
        }
    }

    /// Adds inline text; `span` is what it stands for in the file.
    pub(super) fn text(&mut self, text: Cow<'s, str>, span: Span) {
        let first = self.masks.partition_point(|mask| mask.end <= span.start);
        if self.masks.get(first).is_some_and(|mask| mask.start < span.end) {
            return self.unmasked_text(span, first);
        }
        let written = self.input.get(span.start..span.end).unwrap_or_default();
        let (text, form) =
            if *text == *written { (written.into(), Form::Linear) } else { (text, Form::Replaced) };
        self.push(Piece { text, span, form, emphasis: self.emphasis() });
    }

    /// The parts of a text that no mask covers.
    fn unmasked_text(&mut self, span: Span, mut nth: usize) {
        let mut start = span.start;
        while start < span.end {
            let mask = self.masks.get(nth).copied().filter(|mask| mask.start < span.end);
            let end = mask.map_or(span.end, |mask| mask.start);
            if let Some(text) = self.input.get(start..end).filter(|text| !text.is_empty()) {
                let span = Span::new(start, end);
                self.push(Piece { text: text.into(), span, form: Form::Linear, emphasis: self.emphasis() });
            }
            start = mask.map_or(span.end, |mask| mask.end);
            nth += 1;
        }
    }

    /// The same for a text of another life than the file's.
    pub(super) fn text_at(&mut self, text: &str, span: Span) {
        match self.input.get(span.start..span.end) {
            Some(written) if written == text => self.text(written.into(), span),
            _ => self.text(text.to_owned().into(), span),
        }
    }

    fn emphasis(&self) -> Emphasis {
        match (self.bold, self.italic) {
            (0, 0) => Emphasis::None,
            (0, _) => Emphasis::Italic,
            _ => Emphasis::Bold,
        }
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, span: Span) {
        self.push(Piece { text: "\n".into(), span, form: Form::Break, emphasis: self.emphasis() });
    }

    fn push(&mut self, piece: Piece<'s>) {
        if self.concealed > 0 {
            self.veiled_end = piece.span.end;
            piece::append(&mut self.veiled, &[piece]);
        } else {
            self.pieces.push(piece);
        }
    }

    /// The same where `span` holds the text somewhere, with markup around it.
    pub(super) fn hide_within(&mut self, kind: HiddenKind, text: &str, span: Span) {
        let written = self.input.get(span.start..span.end).unwrap_or_default();
        let own = match written.find(text) {
            Some(at) => Span::new(span.start + at, span.start + at + text.len()),
            None => span,
        };
        self.hide(kind, text, own);
    }

    /// Records text that is not seen; `text` as decoded, `span` as written.
    pub(super) fn hide(&mut self, kind: HiddenKind, text: &str, span: Span) {
        let mut builder = TextBuilder::new(self.source);
        if text.len() == span.end - span.start {
            self.push_lines(&mut builder, text, span.start);
        } else {
            builder.push_for(text, span);
        }
        self.hide_text(kind, builder);
    }

    /// Adds a text from byte `start` that may lack the quotation signs before its lines.
    fn push_lines(&self, builder: &mut TextBuilder, text: &str, start: usize) {
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let from = at + line.len() - line.trim_start().len();
            at += line.len();
            match self.input.get(from..at) {
                Some(written) if line.ends_with(written) => builder.push(written, from),
                _ => builder.push_for(line, Span::new(from, at)),
            }
        }
    }

    /// The same for a text that is built already.
    pub(super) fn hide_text(&mut self, kind: HiddenKind, text: TextBuilder) {
        if !text.is_empty() {
            self.hidden.push(Hidden { kind, text: text.finish() });
        }
    }

    pub(super) fn open(&mut self, frame: Frame) {
        self.elements += usize::from(frame.tag != Tag::Markdown);
        self.bold += usize::from(frame.is_bold);
        self.concealed += usize::from(frame.is_concealed);
        self.frames.push(frame);
    }

    /// Closes frames down to `height`.
    pub(super) fn close_to(&mut self, height: usize, end: usize) {
        while self.frames.len() > height {
            self.close_top(end);
        }
    }

    /// Closes the innermost Markdown frame and all that HTML left open in it.
    pub(super) fn close_markdown(&mut self, end: usize) {
        if let Some(height) = self.frames.iter().rposition(|frame| frame.tag == Tag::Markdown) {
            self.close_to(height, end);
        }
    }

    /// Closes the HTML elements within a line that nobody closed before its end.
    pub(super) fn close_inline(&mut self) {
        while self.frames.last().is_some_and(|frame| frame.is_inline) {
            self.close_top(0);
        }
    }

    /// What was read as a heading is a paragraph.
    pub(super) fn demote_heading(&mut self) {
        if let Some(frame) = self.frames.iter_mut().rev().find(|frame| matches!(frame.role, Role::Heading(_)))
        {
            frame.role = Role::Plain;
        }
    }

    /// Closes the innermost frame.
    fn close_top(&mut self, end: usize) {
        if self.frames.last().is_some_and(|frame| !frame.is_inline) {
            self.flush();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.elements = self.elements.saturating_sub(usize::from(frame.tag != Tag::Markdown));
        self.bold = self.bold.saturating_sub(usize::from(frame.is_bold));
        self.concealed = self.concealed.saturating_sub(usize::from(frame.is_concealed));
        if frame.is_concealed && self.concealed == 0 {
            self.unveil();
        }
        match frame.role {
            Role::Plain | Role::Heading(_) => {}
            Role::List(list) => self.finish_list(&list),
            Role::Item(item) => self.finish_item(item),
            Role::Row => self.finish_row(end),
            Role::Cell(cell) => self.finish_cell(*cell),
            Role::Caption(text) => self.finish_caption(text),
            Role::Table(table, block) => self.finish_table(table, block, end),
        }
    }

    fn unveil(&mut self) {
        let text = std::mem::replace(&mut self.veiled, TextBuilder::new(self.source)).finish();
        if !text.is_empty() {
            self.hidden.push(Hidden { kind: HiddenKind::Markup, text });
        }
    }

    /// A block that starts here stands under this one.
    pub(super) fn add(&mut self, kind: BlockKind, span: Span, level: u8) -> BlockId {
        self.drafts.push(Draft { kind, span, level, may_head: false });
        self.drafts.len() - 1
    }

    pub(super) fn next_list(&mut self) -> usize {
        self.lists += 1;
        self.lists - 1
    }

    /// The item around this place.
    pub(super) fn around(&self) -> Option<BlockId> {
        self.frames.iter().rev().find_map(|frame| match &frame.role {
            Role::Item(item) if !item.is_left => Some(item.block),
            _ => None,
        })
    }

    /// A line that is not indented stands outside the list that Markdown drew it into: what follows is a new list.
    pub(super) fn leave_lists(&mut self) {
        for frame in &mut self.frames {
            match &mut frame.role {
                Role::Item(item) => item.is_left = true,
                Role::List(list) => list.is_broken = true,
                _ => {}
            }
        }
    }

    /// The block just before, if it can introduce what follows.
    pub(super) fn introduction(&self) -> Option<BlockId> {
        let last = self.drafts.len().checked_sub(1)?;
        match &self.drafts.get(last)?.kind {
            BlockKind::Paragraph(_) | BlockKind::Item(_) => Some(last),
            _ => None,
        }
    }

    /// Ends the current block: its pieces go where the innermost open frame wants them.
    pub(super) fn flush(&mut self) {
        let outer = self.outer.take();
        if self.concealed > 0 {
            self.veiled.push_break(Span::new(self.veiled_end, self.veiled_end));
        }
        if self.pieces.is_empty() {
            return;
        }
        let pieces = std::mem::take(&mut self.pieces);
        let first_block = self.drafts.len();
        if !piece::is_blank(&pieces) {
            self.settle(&pieces, outer);
        }
        self.settle_links(first_block);
        self.pieces = pieces;
        self.pieces.clear();
    }

    fn settle(&mut self, pieces: &[Piece<'s>], outer: Option<Span>) {
        let Some(sink) = self.frames.iter().rposition(|frame| frame.role.takes_text()) else {
            return self.settle_loose(pieces, outer);
        };
        match self.frames.get_mut(sink).map(|frame| &mut frame.role) {
            Some(Role::Cell(cell)) => add_paragraph(&mut cell.text, pieces),
            Some(Role::Caption(text)) => add_paragraph(text, pieces),
            Some(Role::Heading(level)) => {
                let level = *level;
                self.settle_heading(pieces, outer, level);
            }
            Some(Role::Item(_)) => self.settle_item(pieces, sink),
            _ => self.settle_loose(pieces, outer),
        }
    }

    pub(super) fn settle_heading(&mut self, pieces: &[Piece<'s>], outer: Option<Span>, level: u8) {
        let Some(span) = outer.or_else(|| piece::cover(pieces)) else { return };
        let text = piece::finish(self.source, pieces);
        self.loose_lists.clear();
        self.add(BlockKind::Heading(text), span, level);
    }

    /// Adds lines to the item at this height of the stack.
    pub(super) fn extend_item(&mut self, sink: usize, pieces: &[Piece<'s>]) {
        let Some(Role::Item(item)) = self.frames.get_mut(sink).map(|frame| &mut frame.role) else { return };
        add_paragraph(&mut item.text, pieces);
        if let (Some(span), Some(draft)) = (piece::cover(pieces), self.drafts.get_mut(item.block)) {
            draft.span = draft.span.cover(span);
        }
    }

    fn settle_links(&mut self, first_block: usize) {
        if self.pending_links.is_empty() {
            return;
        }
        let around = self.frames.iter().rev().find_map(|frame| frame.role.block());
        for (span, target) in std::mem::take(&mut self.pending_links) {
            let own = self.drafts.get(first_block..).unwrap_or_default();
            let after = own.partition_point(|draft| draft.span.start <= span.start);
            let block = if after > 0 { Some(first_block + after - 1) } else { around };
            if let Some(block) = block.or_else(|| self.drafts.len().checked_sub(1)) {
                self.links.push(LinkDraft { span, target, block });
            }
        }
    }

    /// Whether text goes to a cell or a caption, where blocks are only lines.
    pub(super) fn is_in_cell(&self) -> bool {
        let sink = self.frames.iter().rev().find(|frame| frame.role.takes_text());
        matches!(sink.map(|frame| &frame.role), Some(Role::Cell(_) | Role::Caption(_)))
    }

    /// Ends the document.
    pub(super) fn finish(&mut self) {
        self.flush();
        self.close_to(0, self.input.len());
        self.unveil();
    }
}

fn add_paragraph(text: &mut TextBuilder, pieces: &[Piece<'_>]) {
    if let Some(first) = pieces.first() {
        text.push_break(Span::new(first.span.start, first.span.start));
    }
    piece::append(text, pieces);
}

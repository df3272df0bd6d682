//! Collects blocks while a document is read. Markdown events and HTML tags drive the same [`Builder`], so a list is a list
//! whichever markup wrote it.

use std::borrow::Cow;

use super::frame::{Cell as CellFrame, Frame, Item, List, Role, Tag};
use super::piece::{self, Form, Piece};
use super::table::{CellDraft, RowDraft, TableDraft, lay_out};
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
    pub(super) concealed: usize,
    veiled: TextBuilder,
    /// The lists that bullets and numbers at line starts make, outermost first.
    pub(super) loose_lists: Vec<super::loose::LooseList>,
    lists: usize,
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
            concealed: 0,
            veiled: TextBuilder::new(source),
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
        self.push(Piece { text, span, form, bold: self.bold > 0 });
    }

    /// The parts of a text that no mask covers.
    fn unmasked_text(&mut self, span: Span, mut nth: usize) {
        let mut start = span.start;
        while start < span.end {
            let mask = self.masks.get(nth).copied().filter(|mask| mask.start < span.end);
            let end = mask.map_or(span.end, |mask| mask.start);
            if let Some(text) = self.input.get(start..end).filter(|text| !text.is_empty()) {
                let span = Span::new(start, end);
                self.push(Piece { text: text.into(), span, form: Form::Linear, bold: self.bold > 0 });
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

    /// Adds a line break.
    pub(super) fn line_break(&mut self, span: Span) {
        self.push(Piece { text: "\n".into(), span, form: Form::Break, bold: self.bold > 0 });
    }

    fn push(&mut self, piece: Piece<'s>) {
        if self.concealed > 0 {
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
        if self.input.get(span.start..span.end) == Some(text) {
            builder.push(text, span.start);
        } else {
            builder.push_for(text, span);
        }
        if !builder.is_empty() {
            self.hidden.push(Hidden { kind, text: builder.finish() });
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

    /// How many lists there were.
    pub(super) fn lists(&self) -> usize {
        self.lists
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

    pub(super) fn start_list(&mut self, is_ordered: bool, tag: Tag) {
        self.flush();
        if !self.is_in_cell() {
            self.loose_lists.clear();
        }
        let parent = self.around();
        let lead_in = parent.or_else(|| self.list_introduction(is_ordered));
        let (id, first) = (self.next_list(), self.drafts.len());
        let list = List { id, parent, lead_in, is_ordered, first, ..List::default() };
        self.open(Frame::block(Role::List(list), tag));
    }

    /// A paragraph introduces a list; a numbered item introduces the bullets under it that nobody indented.
    fn list_introduction(&self, is_ordered: bool) -> Option<BlockId> {
        let block = self.introduction()?;
        match &self.drafts.get(block)?.kind {
            BlockKind::Item(_) if is_ordered => None,
            _ => Some(block),
        }
    }

    fn finish_list(&mut self, list: &List) {
        let own = self.drafts.get_mut(list.first..).unwrap_or_default();
        if let [only] = own
            && list.is_ordered
            && list.parent.is_none()
        {
            only.may_head = true;
        }
    }

    pub(super) fn start_item(&mut self, start: usize, tag: Tag) {
        self.flush();
        if self.is_in_cell() {
            return self.open(Frame::block(Role::Plain, tag));
        }
        self.mend_list();
        let list = self.list().map(|list| *list);
        let list = list.unwrap_or_else(|| List { id: self.next_list(), ..List::default() });
        self.open_item(start, tag, &list);
    }

    /// A list that other lines interrupted goes on as another one, under what stands before it now.
    fn mend_list(&mut self) {
        if !self.list().is_some_and(|list| list.is_broken) {
            return;
        }
        let id = self.next_list();
        let parent = self.around();
        let lead_in = parent.or_else(|| self.introduction());
        if let Some(list) = self.list() {
            *list = List { id, parent, lead_in, is_broken: false, ..*list };
        }
    }

    fn open_item(&mut self, start: usize, tag: Tag, list: &List) -> BlockId {
        let empty = TextBuilder::new(self.source).finish();
        let item = super::Item { text: empty, list: list.id, parent: list.parent, lead_in: list.lead_in };
        let block = self.add(BlockKind::Item(item), Span::new(start, start), 0);
        let text = TextBuilder::new(self.source);
        let role = Role::Item(Item { block, text, is_ordered: list.is_ordered, is_left: false });
        self.open(Frame::block(role, tag));
        block
    }

    fn list(&mut self) -> Option<&mut List> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.role {
            Role::List(list) => Some(list),
            _ => None,
        })
    }

    /// A term of a glossary is an item.
    pub(super) fn start_term(&mut self, start: usize, tag: Tag) {
        self.flush();
        if self.is_in_cell() {
            return self.open(Frame::block(Role::Plain, tag));
        }
        let list = self.list().map(|list| *list).unwrap_or_default();
        let block = self.open_item(start, tag, &list);
        let definitions = self.next_list();
        if let Some(list) = self.list() {
            list.term = Some((block, definitions));
        }
    }

    /// What a glossary says of a term is an item under it.
    pub(super) fn start_definition(&mut self, start: usize, tag: Tag) {
        self.flush();
        if self.is_in_cell() {
            return self.open(Frame::block(Role::Plain, tag));
        }
        let list = self.list().map(|list| *list).unwrap_or_default();
        let list = match list.term {
            Some((term, id)) => List { id, parent: Some(term), lead_in: Some(term), ..list },
            None => list,
        };
        self.open_item(start, tag, &list);
    }

    fn finish_item(&mut self, item: Item) {
        if let Some(Draft { kind: BlockKind::Item(block), .. }) = self.drafts.get_mut(item.block) {
            block.text = item.text.finish();
        }
    }

    /// Whether text goes to a cell or a caption, where blocks are only lines.
    pub(super) fn is_in_cell(&self) -> bool {
        let sink = self.frames.iter().rev().find(|frame| frame.role.takes_text());
        matches!(sink.map(|frame| &frame.role), Some(Role::Cell(_) | Role::Caption(_)))
    }

    pub(super) fn start_table(&mut self, start: usize, tag: Tag) {
        self.flush();
        let lead_in = if self.is_in_cell() { None } else { self.introduction() };
        let table = super::Table { header_rows: 0, rows: Vec::new(), lead_in, caption: None };
        let block = self.add(BlockKind::Table(table), Span::new(start, start), 0);
        self.open(Frame::block(Role::Table(TableDraft::default(), block), tag));
    }

    pub(super) fn table(&mut self) -> Option<&mut TableDraft> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.role {
            Role::Table(table, _) => Some(table),
            _ => None,
        })
    }

    pub(super) fn set_table_head(&mut self, in_head: bool) {
        if let Some(table) = self.table() {
            table.in_head = in_head;
        }
    }

    pub(super) fn start_row(&mut self, start: usize, tag: Tag) {
        self.flush();
        if let Some(table) = self.table() {
            let is_head = table.in_head;
            table.rows.push(RowDraft { cells: Vec::new(), span: Span::new(start, start), is_head });
        }
        self.open(Frame::block(Role::Row, tag));
    }

    fn finish_row(&mut self, end: usize) {
        if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
            row.span.end = row.span.end.max(end);
        }
    }

    pub(super) fn start_cell(&mut self, cell: CellFrame, tag: Tag) {
        self.flush();
        self.open(Frame::block(Role::Cell(Box::new(cell)), tag));
    }

    fn finish_cell(&mut self, cell: CellFrame) {
        let draft = CellDraft {
            text: cell.text.finish(),
            is_header: cell.is_header,
            repeats: false,
            columns: cell.columns,
            rows: cell.rows,
        };
        if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
            row.cells.push(draft);
        }
    }

    fn finish_caption(&mut self, text: TextBuilder) {
        let text = text.finish();
        if let Some(table) = self.table().filter(|_| !text.is_empty()) {
            table.caption = Some(text);
        }
    }

    fn finish_table(&mut self, table: TableDraft, block: BlockId, end: usize) {
        let source = self.source;
        let Some(draft) = self.drafts.get_mut(block) else { return };
        draft.span.end = draft.span.end.max(end);
        if let BlockKind::Table(place) = &mut draft.kind
            && let Some(table) = lay_out(table, source, place.lead_in)
        {
            *place = table;
        }
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

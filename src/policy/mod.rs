//! Markdown -> [`Policy`]: blocks that hold the text as a reader sees it, each piece mapped to its bytes in the file.
//!
//! This stage knows Markdown and nothing of privacy.

mod builder;
mod dedent;
mod document;
mod drawn;
mod element;
mod frame;
mod html;
mod letters;
mod line;
mod list;
mod loose;
mod markdown;
mod marker;
mod outline;
mod piece;
mod preprocess;
mod raw_table;
mod table;
mod table_builder;
#[cfg(test)]
mod tests;
mod text;

pub use letters::{fold, normalise};
pub use text::{Text, TextBuilder};

use crate::source::{Location, SourceId, Span};

/// A policy document together with its annexes, in reading order.
#[derive(Debug, Default)]
pub struct Policy {
    /// Everything that a reader sees, in order.
    pub blocks: Vec<Block>,
    /// A tree of sections for each document, main document first; its root is the document itself, above any heading.
    pub sections: Vec<Section>,
    /// What a reader does not see: comments, link targets, image titles, front matter.
    pub hidden: Vec<Hidden>,
    /// Links that a reader sees, for lists that stand on another page; in the order of their blocks.
    pub links: Vec<Link>,
    /// Tables that are drawn with letters, and stand among the blocks as loose lines.
    pub drawn_tables: Vec<Location>,
    /// Where the main document begins, which may be all that there is of it; none where there is no document.
    pub start: Option<Location>,
}

/// Index of a block in its [`Policy`].
pub type BlockId = usize;
/// Index of a section in its [`Policy`].
pub type SectionId = usize;

/// A heading and what it governs.
#[derive(Debug)]
pub struct Section {
    /// The heading block; none for the document itself.
    pub heading: Option<BlockId>,
    /// 0 for the document, 1 to 6 for headings, 7 for a line that merely looks like one (bold alone on its line, or
    /// numbered as `제3조` or `3.` in a text that has no Markdown headings), 8 for such a line without a number below one
    /// that is bold and has one, or for a short line in italics.
    pub level: u8,
    /// The section around this one; none for the document itself.
    pub parent: Option<SectionId>,
}

/// One piece of the document.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The innermost section that it stands in; a heading stands in its own.
    pub section: SectionId,
    /// Its bytes in the file, markup included; of an item from its marker to the end of its own text, which may lie behind
    /// items nested in it. Blocks of a document stand in ascending order of their first byte.
    pub location: Location,
}

/// The kinds of blocks.
#[derive(Debug)]
pub enum BlockKind {
    /// A heading, or a line that looks like one.
    Heading(Text),
    /// Running text. Lines that a hard break or a soft break separates are joined by `\n`.
    Paragraph(Text),
    /// A list item's own text, without the items nested in it.
    Item(Item),
    /// A Markdown, HTML, TAB-separated or separator-less table.
    Table(Table),
    /// A code block: a reader sees it, and an indented one is often a slip of formatting. Lines are joined by `\n`.
    Code(Text),
}

/// One item of a list.
#[derive(Debug)]
pub struct Item {
    /// The item's first paragraph and any further ones, joined by `\n`.
    pub text: Text,
    /// Which list it belongs to: items of one list share it.
    pub list: usize,
    /// The item in which this list is nested.
    pub parent: Option<BlockId>,
    /// The paragraph or item just before the list that introduces it, where there is one; the item around a nested list.
    /// Never a heading: that governs its section anyway.
    pub lead_in: Option<BlockId>,
}

/// A table as a grid: every row has the same number of cells; a cell that spans several places stands in each of them.
#[derive(Debug)]
pub struct Table {
    /// How many of the first rows the markup itself calls headings (GFM header with any text, `<thead>`, rows of `<th>`).
    /// 0 where the header is empty or the markup has none: then the first row may or may not be one.
    pub header_rows: usize,
    /// The rows, headings included. An empty header row is left out.
    pub rows: Vec<Row>,
    /// The paragraph or item just before the table that introduces it, where there is one.
    pub lead_in: Option<BlockId>,
    /// An HTML `<caption>`.
    pub caption: Option<Text>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// The cells, left to right; never more or fewer than in the table's other rows.
    pub cells: Vec<Cell>,
    /// All bytes of the row.
    pub location: Location,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The text; `<br>`, list items and paragraphs inside the cell are separated by `\n`.
    pub text: Text,
    /// A `<th>`, or a cell of a header row.
    pub is_header: bool,
    /// A copy that fills a place which a spanning cell covers.
    pub is_spanned: bool,
}

/// Text that a reader does not see.
#[derive(Debug)]
pub struct Hidden {
    /// Why not.
    pub kind: HiddenKind,
    /// The text.
    pub text: Text,
}

/// Why a text is not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKind {
    /// An HTML or MDX comment.
    Comment,
    /// Where a link goes.
    LinkTarget,
    /// A link's or an image's title, an image's alternative text.
    Title,
    /// Front matter: fenced, or bare `key: value` lines before the text.
    FrontMatter,
    /// HTML that is not shown: `hidden`, `display:none`, `<script>`, `<style>`, `<template>`.
    Markup,
}

/// A link that a reader can follow.
#[derive(Debug)]
pub struct Link {
    /// Its visible text's place.
    pub location: Location,
    /// Where it goes, as written.
    pub target: String,
    /// The block that it stands in.
    pub block: BlockId,
}

impl Policy {
    /// Reads a policy: its main document first, then its annexes. Whatever the bytes are, there is a policy.
    #[must_use]
    pub fn parse(documents: &[(SourceId, &str)]) -> Self {
        let start = documents.first().map(|&(source, _)| Location { source, span: Span::new(0, 0) });
        let mut policy = Self { start, ..Self::default() };
        let mut lists = 0;
        for &(source, text) in documents {
            let text = dedent::prose(text);
            let builder = document::read(source, &text);
            let read = builder.lists;
            outline::add(&mut policy, builder, lists);
            let drawn = drawn::tables(&policy, source, &text);
            policy.drawn_tables.extend(drawn);
            lists += read;
        }
        policy
    }

    /// The links that stand in a block.
    #[must_use]
    pub fn links_in(&self, block: BlockId) -> &[Link] {
        let start = self.links.partition_point(|link| link.block < block);
        let end = self.links.partition_point(|link| link.block <= block);
        self.links.get(start..end).unwrap_or_default()
    }

    /// Whether a text of a block begins with a link that leads out of this document.
    #[must_use]
    pub fn opens_with_link(&self, block: BlockId, text: &Text) -> bool {
        /// The bytes of marks that may stand before it, as of `**[`.
        const MARKS: usize = 3;
        let start = text.location().span.start;
        let opens = |link: &Link| link.location.span.start <= start + MARKS && !link.target.starts_with('#');
        self.links_in(block).iter().any(opens)
    }

    /// The headings above a block, innermost first.
    pub fn headings(&self, block: BlockId) -> impl Iterator<Item = &Text> {
        let mut section = self.blocks.get(block).map(|block| block.section);
        std::iter::from_fn(move || {
            let current = self.sections.get(section?)?;
            section = current.parent;
            Some(current)
        })
        .filter_map(|section| match &self.blocks.get(section.heading?)?.kind {
            BlockKind::Heading(text) => Some(text),
            _ => None,
        })
    }
}

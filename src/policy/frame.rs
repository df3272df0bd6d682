//! What is open around a place: lists, items, tables, HTML elements.

use super::BlockId;
use super::table::TableDraft;
use super::text::TextBuilder;
use crate::source::SourceId;

/// Which markup opened a frame; an end tag closes the nearest frame of its own tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Markdown: closed by its own event only, never by an end tag.
    Markdown,
    /// An HTML element that is a block of text.
    Paragraph,
    /// `div` and other boxes.
    Box,
    /// `h1` to `h6`.
    Heading,
    /// `ul`, `ol`, `menu`.
    List,
    /// `li`.
    Item,
    /// `dl`.
    Glossary,
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    RowGroup,
    /// `tr`.
    Row,
    /// `td` and `th`.
    Cell,
    /// `caption`.
    Caption,
    /// `a`.
    Anchor,
    /// `pre`.
    Preformatted,
    /// `script`, `style`, `template`, `title`: never shown.
    Unseen,
    /// `b`, `strong`.
    Bold,
    /// Everything that stands within a line.
    Inline,
}

/// One open list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    pub(super) id: usize,
    pub(super) parent: Option<BlockId>,
    pub(super) lead_in: Option<BlockId>,
    pub(super) is_ordered: bool,
    /// The first block inside.
    pub(super) first: BlockId,
    /// In a glossary the last term, and the list of its definitions.
    pub(super) term: Option<(BlockId, usize)>,
    /// Lines that are not part of it stand after its last item.
    pub(super) is_broken: bool,
}

/// One open item.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) block: BlockId,
    pub(super) text: TextBuilder,
    pub(super) is_ordered: bool,
    /// The lines now read stand outside of it.
    pub(super) is_left: bool,
}

/// One open cell.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) text: TextBuilder,
    pub(super) is_header: bool,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Cell {
    /// An empty cell that spans nothing.
    pub(super) fn new(source: SourceId) -> Self {
        Self { text: TextBuilder::new(source), is_header: false, columns: 1, rows: 1 }
    }
}

/// What a frame is.
#[derive(Debug)]
pub(super) enum Role {
    /// Nothing of its own.
    Plain,
    Heading(u8),
    List(List),
    Item(Item),
    Table(TableDraft, BlockId),
    Row,
    Cell(Box<Cell>),
    Caption(TextBuilder),
}

impl Role {
    /// Whether text inside belongs to this frame. A list or a table takes it too: between their items and cells stands
    /// nothing that belongs to the item around them.
    pub(super) fn takes_text(&self) -> bool {
        !matches!(self, Self::Plain | Self::List(_) | Self::Row)
    }

    /// The block that this frame fills.
    pub(super) fn block(&self) -> Option<BlockId> {
        match self {
            Self::Item(item) => Some(item.block),
            Self::Table(_, block) => Some(*block),
            _ => None,
        }
    }
}

/// One open element.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) role: Role,
    pub(super) tag: Tag,
    pub(super) is_bold: bool,
    pub(super) is_concealed: bool,
    pub(super) is_inline: bool,
}

impl Frame {
    /// A frame that ends the line of text before it.
    pub(super) fn block(role: Role, tag: Tag) -> Self {
        Self { role, tag, is_bold: false, is_concealed: false, is_inline: false }
    }

    /// A frame within a line.
    pub(super) fn inline(tag: Tag) -> Self {
        Self { role: Role::Plain, tag, is_bold: false, is_concealed: false, is_inline: true }
    }
}

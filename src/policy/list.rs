//! Lists while they are read: which items belong together, in what they are nested, and what introduces them.

use super::builder::{Builder, Draft};
use super::frame::{Frame, Item, List, Role, Tag};
use super::text::TextBuilder;
use super::{BlockId, BlockKind};
use crate::source::Span;

impl Builder<'_> {
    /// Opens a list.
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

    pub(super) fn finish_list(&mut self, list: &List) {
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

    pub(super) fn finish_item(&mut self, item: Item) {
        if let Some(Draft { kind: BlockKind::Item(block), .. }) = self.drafts.get_mut(item.block) {
            block.text = item.text.finish();
        }
    }
}

//! From what was read to a [`Policy`]: headings that only the whole document shows, empty blocks away, the tree of sections.

use super::builder::{Builder, Draft};
use super::loose::LOOSE_HEADING;
use super::{Block, BlockId, BlockKind, Link, Policy, Section, SectionId, Text, marker};
use crate::source::Location;

/// Adds a document to the policy, under a section of its own.
pub(super) fn add(policy: &mut Policy, builder: Builder<'_>, lists: usize) {
    let Builder { mut drafts, mut hidden, links, source, is_plain, .. } = builder;
    if is_plain {
        promote_items(&mut drafts);
    }
    let places = places(&drafts, policy.blocks.len());
    let mut sections = Sections::new(policy);
    for draft in drafts {
        let Some(block) = kept(draft.kind, &places, lists) else { continue };
        let section = sections.place(policy, &block, draft.level);
        policy.blocks.push(Block { kind: block, section, location: Location { source, span: draft.span } });
    }
    let links = links.into_iter().filter_map(|link| {
        let block = nearest(&places, Some(link.block))?;
        Some(Link { location: Location { source, span: link.span }, target: link.target, block })
    });
    let own = policy.links.len();
    policy.links.extend(links);
    policy.links[own..].sort_by_key(|link| link.block);
    unlink_headings(policy);
    hidden.sort_by_key(|hidden| hidden.text.location().span);
    policy.hidden.append(&mut hidden);
}

/// In a text without headings, a numbered item is one if it is a title and alone in its list or has text right below.
fn promote_items(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        // A title has something under it.
        let is_followed = drafts.get(at + 1).is_some_and(|next| !matches!(next.kind, BlockKind::Heading(_)));
        let Some(draft) = drafts.get_mut(at).filter(|draft| draft.may_head && is_followed) else { continue };
        if let BlockKind::Item(item) = &draft.kind
            && marker::is_title(item.text.as_str())
            && !item.text.as_str().contains('\n')
        {
            draft.kind = BlockKind::Heading(item.text.clone());
            draft.level = LOOSE_HEADING;
        }
    }
}

fn is_empty(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => text.is_empty(),
        BlockKind::Item(item) => item.text.is_empty(),
        BlockKind::Table(table) => table.rows.is_empty(),
    }
}

/// What becomes of each draft: its block, or for an empty item the block of the item around it.
fn places(drafts: &[Draft], mut next: BlockId) -> Vec<Option<BlockId>> {
    let mut places: Vec<Option<BlockId>> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let place = match &draft.kind {
            BlockKind::Item(item) if item.text.is_empty() => nearest(&places, item.parent),
            kind if is_empty(kind) => None,
            _ => {
                next += 1;
                Some(next - 1)
            }
        };
        places.push(place);
    }
    places
}

fn nearest(places: &[Option<BlockId>], draft: Option<BlockId>) -> Option<BlockId> {
    places.get(draft?).copied().flatten()
}

/// The block with its references led to where those blocks are now.
fn kept(kind: BlockKind, places: &[Option<BlockId>], lists: usize) -> Option<BlockKind> {
    if is_empty(&kind) {
        return None;
    }
    Some(match kind {
        BlockKind::Item(mut item) => {
            item.parent = nearest(places, item.parent);
            item.lead_in = nearest(places, item.lead_in);
            item.list += lists;
            BlockKind::Item(item)
        }
        BlockKind::Table(mut table) => {
            table.lead_in = nearest(places, table.lead_in);
            BlockKind::Table(table)
        }
        other => other,
    })
}

/// A heading is no lead-in: it governs its section anyway.
fn unlink_headings(policy: &mut Policy) {
    let is_heading: Vec<bool> =
        policy.blocks.iter().map(|block| matches!(block.kind, BlockKind::Heading(_))).collect();
    let keep = |block: Option<BlockId>| block.filter(|&id| !is_heading.get(id).copied().unwrap_or_default());
    for block in &mut policy.blocks {
        match &mut block.kind {
            BlockKind::Item(item) => {
                item.lead_in = keep(item.lead_in);
                item.parent = keep(item.parent);
            }
            BlockKind::Table(table) => table.lead_in = keep(table.lead_in),
            _ => {}
        }
    }
}

/// The sections that are open while blocks are placed.
struct Sections {
    current: SectionId,
}

impl Sections {
    fn new(policy: &mut Policy) -> Self {
        policy.sections.push(Section { heading: None, level: 0, parent: None });
        Self { current: policy.sections.len() - 1 }
    }

    /// The section of the next block; a heading opens one.
    fn place(&mut self, policy: &mut Policy, kind: &BlockKind, level: u8) -> SectionId {
        if let BlockKind::Heading(text) = kind {
            let level = self.rank(policy, text, level);
            let mut parent = self.current;
            while let Some(Section { level: above, parent: Some(up), .. }) = policy.sections.get(parent)
                && *above >= level
            {
                parent = *up;
            }
            let section = Section { heading: Some(policy.blocks.len()), level, parent: Some(parent) };
            policy.sections.push(section);
            self.current = policy.sections.len() - 1;
        }
        self.current
    }

    /// `**Storage period:**` below `**11.1 Statora**` is part of it.
    fn rank(&self, policy: &Policy, heading: &Text, level: u8) -> u8 {
        let numbered =
            |id: Option<BlockId>| match id.and_then(|id| policy.blocks.get(id)).map(|block| &block.kind) {
                Some(BlockKind::Heading(text)) => is_numbered(text),
                _ => false,
            };
        let mut open = policy.sections.get(self.current);
        while let Some(section) = open {
            if level == LOOSE_HEADING && section.level == level && numbered(section.heading) {
                return if is_numbered(heading) { level } else { level + 1 };
            }
            open = section.parent.and_then(|parent| policy.sections.get(parent));
        }
        level
    }
}

fn is_numbered(heading: &Text) -> bool {
    heading
        .as_str()
        .trim_start_matches(|letter: char| !letter.is_alphanumeric())
        .starts_with(|letter: char| letter.is_ascii_digit())
}

//! The languages of a document: a Korean policy may hold an English table, a Swiss one is in three languages.

use crate::lexicon::Lexicon;
use crate::policy::{Block, BlockKind, Item, Policy, Text};
use crate::source::Location;

/// How much of one block is looked at, in bytes, and how many blocks.
const BLOCK: usize = 200;
const BLOCKS: usize = 600;
/// So many letters make a sentence, whose language words tell.
const SENTENCE: usize = 60;
/// A language in which less than one part in so many is written is not one of the document's.
const SHARE: usize = 12;

/// A heading or a company's name of a Japanese document may hold no kana, and is not Chinese for that.
fn return_loans(lengths: &mut Vec<(&'static str, usize)>) {
    let owner = |tag: &str, length: usize| {
        let mut others = lengths.iter();
        let owns =
            |&&(other, own): &&(&'static str, usize)| own >= length && Lexicon::writes_like(other, tag);
        others.find(owns).map(|&(other, _)| other)
    };
    let loans: Vec<(&str, usize, &str)> =
        lengths.iter().filter_map(|&(tag, length)| Some((tag, length, owner(tag, length)?))).collect();
    for (tag, loan, owner) in loans {
        lengths.retain(|&(other, _)| other != tag);
        if let Some((_, length)) = lengths.iter_mut().find(|(other, _)| *other == owner) {
            *length += loan;
        }
    }
}

/// The language of a page that holds a heading and a table and hardly a sentence, `Liste des sous-traitants`: `de` and `la`
/// are common in several.
fn by_headings(policy: &Policy) -> Option<&'static str> {
    let texts = policy.blocks.iter().take(BLOCKS).flat_map(|block| match &block.kind {
        BlockKind::Heading(text) => vec![text.folded()],
        BlockKind::Table(table) => {
            table.rows.iter().take(2).flat_map(|row| &row.cells).map(|cell| cell.text.folded()).collect()
        }
        _ => Vec::new(),
    });
    Lexicon::detect_headings(&texts.collect::<Vec<_>>()).map(|language| language.tag)
}

/// The first text of a document of which most is in languages that there are no words of; none where it is read. Headings,
/// names and short lines tell nothing.
pub(super) fn unread(policy: &Policy) -> Option<Location> {
    let sentences: Vec<(&Text, usize)> = policy.blocks.iter().take(BLOCKS).filter_map(sentence).collect();
    let total: usize = sentences.iter().map(|(_, letters)| letters).sum();
    let (mut known, mut first) = (0, None);
    for (text, letters) in sentences {
        if Lexicon::detect(text.as_str()).is_none() {
            first = first.or(Some(text.location()));
            continue;
        }
        known += letters;
        // Where half of it is read, the rest need not be looked at.
        if known * 2 >= total {
            return None;
        }
    }
    first
}

/// A text that is long enough to tell its language, and how many of its letters count.
fn sentence(block: &Block) -> Option<(&Text, usize)> {
    let (BlockKind::Paragraph(text) | BlockKind::Item(Item { text, .. })) = &block.kind else { return None };
    let letters = text.as_str().chars().filter(|letter| letter.is_alphabetic()).take(BLOCK).count();
    (letters >= SENTENCE).then_some((text, letters))
}

/// The languages of a document by how much is written in them, the main one first.
pub(super) fn of(policy: &Policy) -> Vec<&'static str> {
    let mut lengths: Vec<(&'static str, usize)> = Vec::new();
    let mut total = 0;
    let mut tell = |text: &str| {
        let end = (0..=BLOCK.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        let sample = text.get(..end).unwrap_or_default();
        let Some(language) = Lexicon::detect(sample) else { return };
        total += sample.len();
        match lengths.iter_mut().find(|(tag, _)| *tag == language.tag) {
            Some((_, length)) => *length += sample.len(),
            None => lengths.push((language.tag, sample.len())),
        }
    };
    for block in policy.blocks.iter().take(BLOCKS) {
        match &block.kind {
            BlockKind::Heading(text) | BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                tell(text.as_str())
            }
            BlockKind::Item(item) => tell(item.text.as_str()),
            BlockKind::Table(table) => {
                for row in table.rows.iter().take(20) {
                    row.cells.iter().for_each(|cell| tell(cell.text.as_str()));
                }
            }
        }
    }
    if lengths.is_empty() {
        return by_headings(policy).into_iter().collect();
    }
    return_loans(&mut lengths);
    lengths.sort_by_key(|&(tag, length)| (std::cmp::Reverse(length), tag));
    lengths.retain(|&(_, length)| length * SHARE > total);
    lengths.into_iter().map(|(tag, _)| tag).collect()
}

//! All phrases of a lexicon in one pass over a text.

use std::cmp::Reverse;
use std::marker::PhantomData;

use super::marks::Mark;
use super::{Blanks, Search, Starts, Trie};
use super::{Language, PhraseEnd};

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<M> {
    /// Its first byte in the text; for the last part of a compound, the first byte of the word.
    pub start: usize,
    /// One past its last byte; for a phrase with an open end, the end of the word.
    pub end: usize,
    /// What it means.
    pub mark: M,
    /// The language that it belongs to.
    pub language: &'static Language,
}

/// The phrases of one language that mean one kind of thing, as the build script writes them.
#[derive(Debug)]
pub(super) struct Phrases {
    /// Those that begin with a word.
    pub(super) words: Texts,
    /// Those that begin inside a word, `*dienstleister`: the last part of a compound.
    pub(super) tails: Texts,
}

/// Texts and what they mean.
#[derive(Debug)]
pub(super) struct Texts {
    /// Whether blanks inside a phrase count.
    pub(super) blanks: Blanks,
    /// A [`Trie`].
    pub(super) trie: &'static [u8],
    /// By the trie's number, which texts that mean the same share: the first of their meanings; and one more. Two bytes each.
    pub(super) starts: &'static [u8],
    /// Three bytes each: whether a word may go on after the phrase, and the number of its mark.
    pub(super) meanings: &'static [u8],
}

impl Texts {
    fn search(&self) -> Search {
        Search::new(Trie::written(self.trie))
    }

    fn meanings<M: Mark>(&self, number: usize) -> impl Iterator<Item = (PhraseEnd, M)> {
        let range = u16_at(self.starts, number).zip(u16_at(self.starts, number + 1));
        let (from, to) = range.map_or((0, 0), |(from, to)| (usize::from(from), usize::from(to)));
        let (meanings, _) = self.meanings.get(from * 3..to * 3).unwrap_or_default().as_chunks();
        meanings.iter().filter_map(|&[end, low, high]| {
            let end = if end == 0 { PhraseEnd::Closed } else { PhraseEnd::Open };
            Some((end, M::from_number(u16::from_le_bytes([low, high]))?))
        })
    }
}

/// Finds the phrases of several languages.
#[derive(Debug)]
pub struct Finder<M> {
    /// In the order of the lexicon's languages.
    tables: Vec<Table>,
    marks: PhantomData<M>,
}

/// Texts of one language, ready to be looked for.
#[derive(Debug)]
struct Table {
    language: &'static Language,
    search: Search,
    texts: &'static Texts,
    starts: Starts,
}

impl<M: Mark> Finder<M> {
    /// A finder for the phrases of a lexicon's languages, in their order.
    pub(super) fn new(
        languages: &[&'static Language],
        phrases: impl Fn(&'static Language) -> &'static Phrases,
    ) -> Self {
        let tables = languages.iter().flat_map(|&language| {
            let Phrases { words, tails } = phrases(language);
            let filled = |(texts, _): &(&Texts, Starts)| !texts.meanings.is_empty();
            [(words, Starts::Words), (tails, Starts::Inside)]
                .into_iter()
                .filter(filled)
                .map(move |(texts, starts)| Table { language, search: texts.search(), texts, starts })
        });
        Self { tables: tables.collect(), marks: PhantomData }
    }

    /// Every phrase in a text that was folded to lower case, by where it starts, the longer one first.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<Hit<M>> {
        let mut hits = Vec::new();
        for &Table { language, ref search, texts, starts } in &self.tables {
            search.find(folded, starts, texts.blanks, |at, end, number| {
                let is_inside = !starts_word(folded, at);
                if is_inside != (starts == Starts::Inside) {
                    return;
                }
                let start = if is_inside { start_of_word(folded, at) } else { at };
                for (kind, mark) in texts.meanings(number) {
                    if let Some(whole) = whole_end(folded, end, kind) {
                        hits.push((end, Hit { start, end: whole, mark, language }));
                    }
                }
            });
        }
        hits.sort_by(|(a_written, a), (b_written, b)| {
            (a.start, Reverse(a.end), a_written)
                .cmp(&(b.start, Reverse(b.end), b_written))
                .then_with(|| a.language.tag.cmp(b.language.tag))
        });
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// Where an occurrence ends that is written up to `end`; nowhere if it is a part of a longer word.
fn whole_end(folded: &str, end: usize, kind: PhraseEnd) -> Option<usize> {
    match kind {
        PhraseEnd::Open => Some(end_of_word(folded, end)),
        PhraseEnd::Closed => ends_word(folded, end).then_some(end),
    }
}

/// The number at a place of a table of numbers of two bytes.
#[inline]
fn u16_at(table: &[u8], at: usize) -> Option<u16> {
    table.get(at * 2..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// Whether a letter belongs to a script that writes words apart, so that a phrase must not begin or end inside a word.
pub(crate) fn is_spaced(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    // What is told by its block comes before the look into the tables of Unicode.
    !matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '가'..='힣' | '\u{e00}'..='\u{e7f}' | '\u{f900}'..='\u{faff}')
        && letter.is_alphanumeric()
}

/// Whether no word goes on across this byte to the left.
pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if let (Some(previous), Some(next)) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at))
        && previous.is_ascii()
        && next.is_ascii()
    {
        return !(previous.is_ascii_alphanumeric() && next.is_ascii_alphanumeric());
    }
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let previous = text.get(..at).and_then(|rest| rest.chars().next_back());
    !(next.is_some_and(is_spaced) && previous.is_some_and(is_spaced))
}

/// Whether no word goes on across this byte to the right.
pub(crate) fn ends_word(text: &str, at: usize) -> bool {
    starts_word(text, at)
}

/// Where the word begins that goes on across this byte.
fn start_of_word(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    at - before.chars().rev().take_while(|&letter| is_spaced(letter)).map(char::len_utf8).sum::<usize>()
}

fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.chars().take_while(|&letter| is_spaced(letter)).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Column, Cue, Lexicon};

    #[test]
    fn the_last_part_of_a_compound_tells_what_it_is() {
        let lexicon = Lexicon::new(&["de"]);
        let column = |heading: &str| {
            let hits = lexicon.columns.find(heading);
            hits.into_iter().find(|hit| hit.mark == Column::Processor).map(|hit| (hit.start, hit.end))
        };
        assert_eq!(column("dienstleister"), Some((0, 13)));
        assert_eq!(column("der zahlungsdienstleister"), Some((4, 25)));
        assert_eq!(column("überdienstleister"), Some((0, 18)));
        assert_eq!(column("hosterei"), None);
        let cues = lexicon.cues.find("drittlandübermittlungen");
        assert!(cues.iter().any(|hit| hit.mark == Cue::Share && (hit.start, hit.end) == (0, 24)), "{cues:?}");
    }
}

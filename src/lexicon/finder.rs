//! All phrases of a lexicon in one pass over a text.

use super::automaton::Automaton;
use super::{Phrase, PhraseEnd};

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<M> {
    /// Its first byte in the text.
    pub start: usize,
    /// One past its last byte; for a phrase with an open end, the end of the word.
    pub end: usize,
    /// What it means.
    pub mark: M,
    /// Which of the lexicon's languages it belongs to: an index.
    pub language: usize,
}

/// Finds the phrases of several languages.
#[derive(Debug)]
pub struct Finder<M: 'static> {
    automaton: Automaton,
    /// Rows sorted by text: the automaton's value is the first row of a text.
    rows: Vec<(usize, &'static Phrase<M>)>,
}

impl<M: Copy> Finder<M> {
    /// A finder for the tables of a lexicon's languages, in their order.
    pub(super) fn new(tables: impl Iterator<Item = &'static [Phrase<M>]>) -> Self {
        let mut rows: Vec<(usize, &'static Phrase<M>)> = tables
            .enumerate()
            .flat_map(|(language, table)| table.iter().map(move |phrase| (language, phrase)))
            .collect();
        rows.sort_by_key(|(language, phrase)| (phrase.text, *language));
        let automaton = Automaton::new(rows.iter().map(|(_, phrase)| phrase.text));
        Self { automaton, rows }
    }

    /// Every phrase in a text that was folded to lower case, by where it starts, the longer one first.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<Hit<M>> {
        let mut hits = Vec::new();
        for (start, end, first) in self.automaton.find(folded) {
            if !starts_word(folded, start) {
                continue;
            }
            let Some((_, phrase)) = self.rows.get(first) else { continue };
            let text = phrase.text;
            for &(language, phrase) in self.rows[first..].iter().take_while(|(_, row)| row.text == text) {
                let end = match phrase.end {
                    PhraseEnd::Open => end_of_word(folded, end),
                    PhraseEnd::Closed if ends_word(folded, end) => end,
                    PhraseEnd::Closed => continue,
                };
                hits.push(Hit { start, end, mark: phrase.mark, language });
            }
        }
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        hits
    }
}

/// Whether a letter belongs to a script that writes words apart, so that a phrase must not begin or end inside a word.
pub(crate) fn is_spaced(letter: char) -> bool {
    letter.is_alphanumeric()
        && !matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '가'..='힣' | '\u{e00}'..='\u{e7f}' | '\u{f900}'..='\u{faff}')
}

/// Whether no word goes on across this byte to the left.
pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let previous = text.get(..at).and_then(|rest| rest.chars().next_back());
    !(next.is_some_and(is_spaced) && previous.is_some_and(is_spaced))
}

/// Whether no word goes on across this byte to the right.
pub(crate) fn ends_word(text: &str, at: usize) -> bool {
    starts_word(text, at)
}

fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.chars().take_while(|&letter| is_spaced(letter)).map(char::len_utf8).sum::<usize>()
}

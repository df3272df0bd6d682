//! Many texts looked for at once, without anything to build for those that are known at compile time.
//!
//! An Aho-Corasick automaton reads every byte once, but has to be built at each start: with daachorse that was four fifths
//! of a short run. What this program looks for begins at the beginning of a word, so a trie that is entered there reads
//! hardly more.

use super::{Blanks, Trie};

/// Where in the text a search begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Starts {
    /// Not inside a word of ASCII letters and digits.
    Words,
    /// Behind another letter or digit, or behind what is not ASCII.
    Inside,
}

/// Searches with one trie. It is ready where it is made: only the ways out of the root are written out.
#[derive(Debug)]
pub(crate) struct Search {
    trie: Trie,
    /// By byte: the root's child, or 0.
    entries: Box<[u32; 256]>,
}

impl Search {
    pub(crate) fn new(trie: Trie) -> Self {
        let entries = trie.entries();
        Self { trie, entries }
    }

    /// Tells start, end and number of every occurrence that begins where `starts` says, by start, the shorter one first.
    #[inline]
    pub(crate) fn find(
        &self,
        text: &str,
        starts: Starts,
        blanks: Blanks,
        mut found: impl FnMut(usize, usize, usize),
    ) {
        let bytes = text.as_bytes();
        let mut before = Class::Blank;
        for (start, &byte) in bytes.iter().enumerate() {
            let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Blank);
            let before = std::mem::replace(&mut before, class);
            let is_left_out = match starts {
                Starts::Words => before == Class::Word && class == Class::Word,
                Starts::Inside => before == Class::Blank,
            };
            if is_left_out {
                continue;
            }
            let entry = self.entries.get(usize::from(byte)).copied().unwrap_or_default();
            if entry != 0 {
                self.trie
                    .walk(entry as usize, bytes, start + 1, blanks, |end, number| found(start, end, number));
            }
        }
    }
}

/// What a byte says about the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of ASCII.
    Word,
    /// Another character of ASCII.
    Blank,
    /// A part of a character that is none of ASCII.
    Other,
}

/// By byte. A look into a table takes less than three comparisons, and there is one for every byte of a text.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        classes[byte as usize] = if byte.is_ascii_alphanumeric() { Class::Word } else { Class::Blank };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::*;

    fn search(texts: &[&str]) -> Search {
        let (_, trie) = Trie::several(texts).remove(0);
        Search::new(trie)
    }

    fn find(texts: &[&str], text: &str, blanks: Blanks) -> Vec<(usize, usize, usize)> {
        let mut all = Vec::new();
        search(texts).find(text, Starts::Words, blanks, |start, end, number| all.push((start, end, number)));
        all
    }

    #[test]
    fn finds_every_text_at_every_beginning_of_a_word() {
        let texts = ["(주)", "a", "and", "and so", "국", "한국"];
        assert_eq!(find(&texts, "and so", Blanks::Count), [(0, 1, 1), (0, 3, 2), (0, 6, 3)]);
        assert_eq!(find(&texts, "sand-and", Blanks::Count), [(5, 6, 1), (5, 8, 2)]);
        assert_eq!(find(&texts, "x(주)한국", Blanks::Count), [(1, 6, 0), (6, 12, 5), (9, 12, 4)]);
        assert_eq!(find(&texts, "aand", Blanks::Count), [(0, 1, 1)]);
        assert_eq!(find(&[], "and", Blanks::Count), []);
    }

    #[test]
    fn finds_the_last_parts_of_words() {
        let mut all = Vec::new();
        let search = search(&["and", "land"]);
        search.find("and sand island", Starts::Inside, Blanks::Count, |start, end, number| {
            all.push((start, end, number));
        });
        assert_eq!(all, [(5, 8, 0), (11, 15, 1), (12, 15, 0)]);
    }

    #[test]
    fn passes_over_blanks() {
        assert_eq!(find(&["andso", "한국"], "and so, 한\n국 ", Blanks::Skip), [(0, 6, 0), (8, 15, 1)]);
        assert_eq!(find(&["andso"], "and so", Blanks::Count), []);
    }
}

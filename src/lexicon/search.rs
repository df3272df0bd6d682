//! Many texts looked for at once, without anything to build for those that are known at compile time.
//!
//! An Aho-Corasick automaton reads every byte once, but has to be built at each start: with daachorse that was four fifths
//! of a short run. What this program looks for begins at the beginning of a word, so a trie that is entered there reads
//! hardly more.

use super::Trie;

/// Blanks in the text that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blanks {
    /// Count like any other letter.
    Count,
    /// Are passed over; the texts that are looked for have none.
    Skip,
}

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
        let mut entries = Box::new([0; 256]);
        if let Some(root) = trie.node(0) {
            for (way, &label) in root.labels.iter().enumerate() {
                let target = trie.target(&root, way).and_then(|node| u32::try_from(node).ok());
                entries[usize::from(label)] = target.unwrap_or_default();
            }
        }
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
        let mut last = b' ';
        for (start, &byte) in bytes.iter().enumerate() {
            let before = std::mem::replace(&mut last, byte);
            let entry = self.entries.get(usize::from(byte)).copied().unwrap_or_default();
            let is_left_out = match starts {
                Starts::Words => before.is_ascii_alphanumeric() && byte.is_ascii_alphanumeric(),
                Starts::Inside => before.is_ascii() && !before.is_ascii_alphanumeric(),
            };
            if entry == 0 || is_left_out {
                continue;
            }
            let mut node = entry as usize;
            let mut end = start + 1;
            loop {
                if let Some(value) = self.trie.value(node) {
                    found(start, end, value);
                }
                while blanks == Blanks::Skip && bytes.get(end).is_some_and(|&byte| is_blank(byte)) {
                    end += 1;
                }
                let Some(next) = bytes.get(end).and_then(|&byte| self.trie.child(node, byte)) else { break };
                (node, end) = (next, end + 1);
            }
        }
    }
}

/// ASCII that is white space; a normalised text has no other.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(texts: &[&str], text: &str, blanks: Blanks) -> Vec<(usize, usize, usize)> {
        let mut all = Vec::new();
        Search::new(Trie::new(texts))
            .find(text, Starts::Words, blanks, |start, end, number| all.push((start, end, number)));
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
        let search = Search::new(Trie::new(&["and", "land"]));
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

//! Many texts looked for at once, without anything to build for those that are known at compile time.
//!
//! An Aho-Corasick automaton reads every byte once, but has to be built at each start: with daachorse that was four fifths
//! of a short run. What this program looks for begins at the beginning of a word, so a trie that is entered there reads
//! hardly more, and its tables can stand in the binary, as bytes: literals of numbers would take the compiler minutes. The
//! build script compiles this file too.

use std::borrow::Cow;
use std::collections::HashMap;

/// No text ends at this node.
const NONE: u16 = u16::MAX;

/// Texts by their bytes, each with a number. The ways out of a node are those from `first[node]` to `first[node + 1]`, by
/// their bytes. Several may lead to one node, where all that follows is the same.
#[derive(Debug)]
pub(crate) struct Trie {
    /// By node, and one more: its first way out, in four bytes.
    pub(crate) first: Cow<'static, [u8]>,
    /// By node: the number of the text that ends there, in two bytes.
    pub(crate) values: Cow<'static, [u8]>,
    /// By way: its byte.
    pub(crate) labels: Cow<'static, [u8]>,
    /// By way: the node that it leads to, in four bytes.
    pub(crate) targets: Cow<'static, [u8]>,
}

/// A node that is not yet written out: the number of the text that ends there, and its ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    value: u16,
    ways: Vec<(u8, u32)>,
}

impl Trie {
    /// A trie of texts that are sorted, distinct and fewer than 65,535; each gets the number of its place.
    pub(crate) fn new(texts: &[&str]) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        // By node: the texts below it, and how many bytes lead to it.
        let mut below = vec![(0, texts.len(), 0)];
        while let Some(&(mut from, to, depth)) = below.get(nodes.len()) {
            let ends_here = texts.get(from).filter(|text| from < to && text.len() == depth).is_some();
            let value = if ends_here { u16::try_from(from).unwrap_or(NONE) } else { NONE };
            from += usize::from(ends_here);
            let mut ways = Vec::new();
            let byte_of = |text: &&str| byte_at(text, depth);
            for group in texts.get(from..to).unwrap_or_default().chunk_by(|a, b| byte_of(a) == byte_of(b)) {
                let byte = group.first().map(byte_of).unwrap_or_default();
                ways.push((byte, u32::try_from(below.len()).unwrap_or(u32::MAX)));
                below.push((from, from + group.len(), depth + 1));
                from += group.len();
            }
            nodes.push(Node { value, ways });
        }
        Self::written_out(&nodes)
    }

    /// A trie of texts that are sorted and distinct, each with its number below 65,535, in which nodes that say the same are
    /// one: phrases in all their inflections share most of their ends. It takes longer to make, and is made once.
    #[allow(dead_code, reason = "the build script makes its tables with it")]
    pub(crate) fn minimal(texts: &[(&str, u16)]) -> Self {
        let mut minimal = Minimal::default();
        let root = minimal.node(texts, 0);
        // A node comes after those that it leads to, and the root last; here it is the first.
        let mut nodes = minimal.nodes;
        nodes.reverse();
        for (_, target) in nodes.iter_mut().flat_map(|node| &mut node.ways) {
            *target = root - *target;
        }
        Self::written_out(&nodes)
    }

    fn written_out(nodes: &[Node]) -> Self {
        let ways = || nodes.iter().flat_map(|node| &node.ways);
        let mut first = vec![0_u32];
        for node in nodes {
            let ways = u32::try_from(node.ways.len()).unwrap_or(u32::MAX);
            first.push(first.last().copied().unwrap_or_default().saturating_add(ways));
        }
        Self {
            first: first.into_iter().flat_map(u32::to_le_bytes).collect(),
            values: nodes.iter().flat_map(|node| node.value.to_le_bytes()).collect(),
            labels: ways().map(|&(label, _)| label).collect(),
            targets: ways().flat_map(|&(_, target)| target.to_le_bytes()).collect(),
        }
    }

    /// The node that a byte leads to. The root is 0, and nothing leads to it.
    #[inline]
    fn child(&self, node: usize, byte: u8) -> Option<usize> {
        let from = u32_at(&self.first, node)? as usize;
        let to = u32_at(&self.first, node + 1)? as usize;
        let labels = self.labels.get(from..to)?;
        let at = if labels.len() <= 8 {
            labels.iter().position(|&label| label == byte)?
        } else {
            labels.binary_search(&byte).ok()?
        };
        u32_at(&self.targets, from + at).map(|target| target as usize)
    }

    fn value(&self, node: usize) -> Option<usize> {
        u16_at(&self.values, node).filter(|&value| value != NONE).map(usize::from)
    }
}

/// Nodes of which no two are the same, each after those that it leads to.
#[derive(Default)]
struct Minimal {
    nodes: Vec<Node>,
    known: HashMap<Node, u32>,
}

impl Minimal {
    /// The number of the node from which these texts go on at this byte.
    fn node(&mut self, texts: &[(&str, u16)], depth: usize) -> u32 {
        let ending = texts.first().filter(|(text, _)| text.len() == depth);
        let value = ending.map_or(NONE, |(_, number)| *number);
        let rest = texts.get(usize::from(ending.is_some())..).unwrap_or_default();
        let byte_of = |(text, _): &(&str, u16)| byte_at(text, depth);
        let ways = rest
            .chunk_by(|a, b| byte_of(a) == byte_of(b))
            .map(|group| (group.first().map(byte_of).unwrap_or_default(), self.node(group, depth + 1)))
            .collect();
        let node = Node { value, ways };
        if let Some(&number) = self.known.get(&node) {
            return number;
        }
        let number = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(node.clone());
        self.known.insert(node, number);
        number
    }
}

fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or_default()
}

/// The number at a place of a table of numbers of four bytes.
#[inline]
fn u32_at(table: &[u8], at: usize) -> Option<u32> {
    table.get(at * 4..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// The number at a place of a table of numbers of two bytes.
#[inline]
pub(crate) fn u16_at(table: &[u8], at: usize) -> Option<u16> {
    table.get(at * 2..)?.first_chunk().copied().map(u16::from_le_bytes)
}

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
        for (byte, entry) in (0..=u8::MAX).zip(entries.iter_mut()) {
            *entry = trie.child(0, byte).and_then(|node| u32::try_from(node).ok()).unwrap_or_default();
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
    fn what_says_the_same_is_one_node() {
        let texts = [("share", 0), ("shares", 0), ("spare", 0), ("spares", 0), ("store", 1)];
        let trie = Trie::minimal(&texts);
        // sh-are(s) and sp-are(s) are one from there on: root, s, sh, sha, shar, share, shares; st, sto, stor, store.
        assert_eq!(trie.values.len() / 2, 11);
        let mut all = Vec::new();
        Search::new(trie).find(
            "spares store share spar",
            Starts::Words,
            Blanks::Count,
            |start, end, number| {
                all.push((start, end, number));
            },
        );
        assert_eq!(all, [(0, 5, 0), (0, 6, 0), (7, 12, 1), (13, 18, 0)]);
        let mut none = 0;
        Search::new(Trie::minimal(&[])).find("a", Starts::Words, Blanks::Count, |_, _, _| none += 1);
        assert_eq!(none, 0);
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

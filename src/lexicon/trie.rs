//! Texts as an automaton that stands in the binary as bytes, with nothing to build when the program starts. (Literals of
//! numbers would take the compiler minutes.) The build script compiles this file too.

use std::borrow::Cow;
use std::collections::HashMap;

/// Blanks in the text that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blanks {
    /// Count like any other letter.
    Count,
    /// Are passed over; the texts that are looked for have none.
    Skip,
}

/// No text ends at this node.
const NONE: u16 = u16::MAX;
/// In the head of a node: a text ends there.
const NUMBERED: u8 = 0b1000_0000;
/// In the head of a node: its last way leads to the node right behind it.
const BEHIND: u8 = 0b0100_0000;
/// In the head of a node: it has one way, of several bytes.
const RUN: u8 = 0b0010_0000;
/// In the head of a node: how many ways lead out of it, if fewer than this; or of how many bytes a run is, less one.
const MANY: u8 = 0b0001_1111;
/// The most bytes of a run.
const LONGEST_RUN: usize = MANY as usize + 1;
/// How many bytes the place of a node takes.
const PLACE: usize = 3;
/// As many texts have numbers of their own in one trie.
const MOST_TEXTS: usize = NONE as usize;
/// The bytes of several texts in one trie: a byte takes seven in it at the most, and a place is told in three.
const MOST_BYTES: usize = (1 << (8 * PLACE)) / 8;

/// Texts by their bytes, each with a number: nodes one after the other, the root first. A node is
///
/// - a head, of the constants above; after `MANY` ways, one byte with their number, less one,
/// - where a text ends, its number, in two bytes,
/// - the bytes of its ways, sorted, or the bytes of its run,
/// - where they lead, as a place in this table, in three bytes each; not for one that leads to the node right behind.
///
/// Several ways may lead to one node, where all that follows is the same. Most of a text that is shared with no other is a
/// run: one byte for one of its own, and compared at once.
#[derive(Debug)]
pub(crate) struct Trie(Cow<'static, [u8]>);

/// A node that is not yet written out: the number of the text that ends there, and its ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    value: u16,
    ways: Vec<(u8, u32)>,
}

impl Trie {
    /// The trie that was written out as these bytes.
    pub(crate) const fn written(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// The bytes that it is written out as.
    #[allow(dead_code, reason = "the build script writes them out")]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Tries of texts that are sorted and distinct, as many as hold them, each with the place of its first text. In a trie the
    /// texts are numbered from 0 on.
    pub(crate) fn several(texts: &[&str]) -> Vec<(usize, Self)> {
        let mut tries = Vec::new();
        let mut first = 0;
        let mut length = 0;
        for (at, text) in texts.iter().enumerate() {
            if at > first && (at - first == MOST_TEXTS || length + text.len() > MOST_BYTES) {
                tries.push((first, Self::new(texts.get(first..at).unwrap_or_default())));
                (first, length) = (at, 0);
            }
            length += text.len();
        }
        tries.push((first, Self::new(texts.get(first..).unwrap_or_default())));
        tries
    }

    /// A trie of no more than `MOST_TEXTS` texts, which are sorted and distinct, each numbered by its place.
    fn new(texts: &[&str]) -> Self {
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
        Self(written_out(&nodes, 0).into())
    }

    /// A trie of texts that are sorted and distinct, each with its number below 65,535, in which nodes that say the same are
    /// one: phrases in all their inflections share most of their ends. It takes longer to make, and is made once.
    #[allow(dead_code, reason = "the build script makes its tables with it")]
    pub(crate) fn minimal(texts: &[(&str, u16)]) -> Self {
        let mut minimal = Minimal::default();
        let root = minimal.node(texts, 0);
        Self(written_out(&minimal.nodes, root).into())
    }

    /// The number of this text.
    pub(crate) fn number(&self, text: &str) -> Option<usize> {
        let mut number = None;
        self.walk(0, text.as_bytes(), 0, Blanks::Count, |end, value| {
            number = (end == text.len()).then_some(value);
        });
        number
    }

    /// By first byte, the place of the node that it leads to; 0 for those that no text begins with. Nothing leads to the
    /// root, which is no run.
    pub(super) fn entries(&self) -> Box<[u32; 256]> {
        let mut entries = Box::new([0; 256]);
        let Some((&head, rest)) = self.0.split_first() else { return entries };
        let numbered = if head & NUMBERED == 0 { 0 } else { 2 };
        let (ways, at) = ways(head, rest.get(numbered..).unwrap_or_default(), 1 + numbered);
        for (way, &label) in ways.iter().enumerate() {
            let target = self.target(head, at, (way, ways.len()));
            entries[usize::from(label)] = target.and_then(|at| u32::try_from(at).ok()).unwrap_or_default();
        }
        entries
    }

    /// Goes on from a node with the bytes of a text from `end` on, and tells where each text ends that is met, with its number,
    /// the shorter one first.
    #[inline]
    pub(super) fn walk(
        &self,
        mut node: usize,
        text: &[u8],
        mut end: usize,
        blanks: Blanks,
        mut found: impl FnMut(usize, usize),
    ) {
        let skip = |end: usize| match blanks {
            Blanks::Count => end,
            Blanks::Skip => text.get(end..).map_or(end, |rest| end + leading_blanks(rest)),
        };
        while let Some((&head, mut rest)) = self.0.get(node..).and_then(<[u8]>::split_first) {
            node += 1;
            if head & NUMBERED != 0 {
                let Some((&number, behind)) = rest.split_first_chunk() else { return };
                found(end, usize::from(u16::from_le_bytes(number)));
                (rest, node) = (behind, node + 2);
            }
            if head & RUN != 0 {
                let run = rest.get(..usize::from(head & MANY) + 1).unwrap_or_default();
                for &byte in run {
                    end = skip(end);
                    if text.get(end) != Some(&byte) {
                        return;
                    }
                    end += 1;
                }
                let Some(next) = self.target(head, node + run.len(), (0, 1)) else { return };
                node = next;
                continue;
            }
            end = skip(end);
            let Some(byte) = text.get(end) else { return };
            let (ways, at) = ways(head, rest, node);
            let way = match ways.len() {
                ..=8 => ways.iter().position(|label| label == byte),
                _ => ways.binary_search(byte).ok(),
            };
            let Some(next) = way.and_then(|way| self.target(head, at, (way, ways.len()))) else { return };
            (node, end) = (next, end + 1);
        }
    }

    /// Where one of several ways leads, whose targets begin at a place.
    #[inline]
    fn target(&self, head: u8, at: usize, (way, of): (usize, usize)) -> Option<usize> {
        let at = at + PLACE * way;
        if head & BEHIND != 0 && way + 1 == of {
            return Some(at);
        }
        let &[low, middle, high] = self.0.get(at..)?.first_chunk()?;
        Some(u32::from_le_bytes([low, middle, high, 0]) as usize)
    }
}

/// The bytes of the ways out of a node that is no run, of whose bytes `rest` is left at the place `at`; and the place behind
/// them.
#[inline]
fn ways(head: u8, rest: &[u8], at: usize) -> (&[u8], usize) {
    let (many, ways) = match (head & MANY, rest.split_first()) {
        (MANY, Some((&count, ways))) => (Some(count), ways),
        _ => (None, rest),
    };
    let count = many.map_or(usize::from(head & MANY), |count| usize::from(count) + 1);
    (ways.get(..count).unwrap_or_default(), at + usize::from(many.is_some()) + count)
}

/// How many bytes of white space a text begins with; a normalised one has no other than ASCII's.
fn leading_blanks(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b'\t'..=b'\r' | b' ')).count()
}

/// The nodes as bytes, as at [`Trie`], those amid a text behind one another.
fn written_out(nodes: &[Node], root: u32) -> Vec<u8> {
    let mut incoming = vec![0_u32; nodes.len()];
    for &(_, target) in nodes.iter().flat_map(|node| &node.ways) {
        incoming[target as usize] += 1;
    }
    let mut bytes = Vec::new();
    let mut places: Vec<Option<u32>> = vec![None; nodes.len()];
    let mut targets: Vec<(usize, usize)> = Vec::new();
    let mut waiting = vec![root as usize];
    while let Some(number) = waiting.pop() {
        let Some((node, None)) = nodes.get(number).zip(places.get(number).copied()) else { continue };
        places[number] = u32::try_from(bytes.len()).ok();
        let (run, end) =
            if number == root as usize { (Vec::new(), node) } else { run(nodes, &incoming, node) };
        let last = end.ways.last().map(|&(_, target)| target as usize);
        let leads_behind = last.is_some_and(|last| places.get(last).is_some_and(Option::is_none));
        write_head(node, &run, leads_behind, &mut bytes);
        if run.is_empty() {
            bytes.extend(node.ways.iter().map(|(label, _)| label));
        }
        bytes.extend(run);
        let written = end.ways.len() - usize::from(leads_behind);
        for &(_, target) in &end.ways[..written] {
            targets.push((bytes.len(), target as usize));
            bytes.extend([0; PLACE]);
        }
        // What is taken next stands behind this one.
        waiting.extend(end.ways.iter().map(|&(_, target)| target as usize));
    }
    for (at, target) in targets {
        let place = places.get(target).copied().flatten().unwrap_or(u32::MAX);
        debug_assert!(place < 1 << (8 * PLACE), "{MOST_BYTES} bytes are too many");
        bytes[at..at + PLACE].copy_from_slice(&place.to_le_bytes()[..PLACE]);
    }
    bytes
}

/// The bytes that lead on from a node without a choice, none where there are fewer than two, and the last node that they
/// lead from: nothing else leads to those in between, and no text ends there.
fn run<'a>(nodes: &'a [Node], incoming: &[u32], node: &'a Node) -> (Vec<u8>, &'a Node) {
    let mut run = Vec::new();
    let mut end = node;
    while let [(label, target)] = end.ways[..] {
        run.push(label);
        let next = &nodes[target as usize];
        let goes_on = incoming[target as usize] == 1 && next.value == NONE && next.ways.len() == 1;
        if !goes_on || run.len() == LONGEST_RUN {
            break;
        }
        end = next;
    }
    if run.len() < 2 { (Vec::new(), node) } else { (run, end) }
}

fn write_head(node: &Node, run: &[u8], leads_behind: bool, bytes: &mut Vec<u8>) {
    let count = match run.len() {
        0 => u8::try_from(node.ways.len()).unwrap_or(MANY).min(MANY),
        length => RUN | u8::try_from(length - 1).unwrap_or(MANY),
    };
    let numbered = if node.value == NONE { 0 } else { NUMBERED };
    bytes.push(count | numbered | if leads_behind { BEHIND } else { 0 });
    if node.value != NONE {
        bytes.extend(node.value.to_le_bytes());
    }
    if run.is_empty() && count == MANY {
        bytes.push(u8::try_from(node.ways.len() - 1).unwrap_or(u8::MAX));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_same_is_one_node() {
        let texts = [("share", 0), ("shares", 0), ("spare", 0), ("spares", 0), ("store", 1)];
        let trie = Trie::minimal(&texts);
        // sh-are(s) and sp-are(s) are one from the second letter on: root, s, sh with the run are, share, shares; st with the
        // run ore, store. Every node has a head, each way a label, a run three; three ends of texts have a number; and two
        // ways do not lead to the node behind: of those to sh, sp and st, which leave one node, only the last does.
        assert_eq!(trie.bytes().len(), 7 + 1 + 3 + 3 + 1 + 3 + 3 * 2 + 2 * PLACE);
        assert_eq!(
            ["share", "spares", "store", "spar", ""].map(|text| trie.number(text)),
            [Some(0), Some(0), Some(1), None, None]
        );
        assert_eq!(Trie::minimal(&[]).number("a"), None);
    }

    #[test]
    fn many_texts_take_several_tries() {
        let number = |tries: &[(usize, Trie)], text: &str| {
            tries.iter().find_map(|(first, trie)| Some(first + trie.number(text)?))
        };
        let texts: Vec<String> = (0..70_000).map(|number| format!("{number:06}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let tries = Trie::several(&texts);
        assert_eq!(tries.len(), 2);
        for at in [0, 65_534, 65_535, 69_999] {
            assert_eq!(number(&tries, texts[at]), Some(at));
        }
        let long = ["a", "b", "c"].map(|letter| letter.repeat(MOST_BYTES));
        let tries = Trie::several(&long.each_ref().map(String::as_str));
        assert_eq!(tries.iter().map(|(first, _)| *first).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(number(&tries, &long[2]), Some(2));
        assert_eq!(number(&Trie::several(&[]), ""), None);
    }

    #[test]
    fn a_run_may_be_longer_than_a_head_can_tell() {
        let (long, longer) = ("x".repeat(200), format!("{}y", "x".repeat(300)));
        let trie = Trie::new(&[&long, &longer, "z"]);
        assert_eq!([&long, &longer, "z"].map(|text| trie.number(text)), [Some(0), Some(1), Some(2)]);
        assert_eq!([&long[1..], &longer[1..], &longer[..300]].map(|text| trie.number(text)), [None; 3]);
    }

    #[test]
    fn blanks_may_be_passed_over_in_a_run() {
        let trie = Trie::new(&["abcdef"]);
        let mut found = Vec::new();
        trie.walk(0, b"ab  cd\nef", 0, Blanks::Skip, |end, number| found.push((end, number)));
        assert_eq!(found, [(9, 0)]);
        trie.walk(0, b"ab cdef", 0, Blanks::Count, |end, number| found.push((end, number)));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_node_has_as_many_ways_as_there_are_bytes() {
        let letters: Vec<String> = ('\u{1}'..'\u{7f}').map(|letter| format!("{letter}x")).collect();
        let texts: Vec<&str> = letters.iter().map(String::as_str).collect();
        let trie = Trie::new(&texts);
        for (number, text) in texts.iter().enumerate() {
            assert_eq!(trie.number(text), Some(number));
        }
        assert_eq!(trie.number("x"), None);
    }
}

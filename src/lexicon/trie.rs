//! Texts as an automaton that stands in the binary as bytes, with nothing to build when the program starts. (Literals of
//! numbers would take the compiler minutes.) The build script compiles this file too.

use std::borrow::Cow;
use std::collections::HashMap;

/// No text ends at this node.
const NONE: u16 = u16::MAX;
/// In the head of a node: a text ends there.
const NUMBERED: u8 = 0b1000_0000;
/// In the head of a node: its last way leads to the node right behind it.
const BEHIND: u8 = 0b0100_0000;
/// In the head of a node: how many ways lead out of it, if fewer than this.
const MANY: u8 = 0b0011_1111;

/// Texts by their bytes, each with a number: nodes one after the other, the root first. A node is
///
/// - a head, of the three constants above; after `MANY`, one byte with the number of ways, less one,
/// - where a text ends, its number, in two bytes,
/// - the bytes of its ways, sorted,
/// - where they lead, as a place in this table, in four bytes each; not for one that leads to the node right behind, so
///   that most nodes, those amid a text, take two bytes in all.
///
/// Several ways may lead to one node, where all that follows is the same.
#[derive(Debug)]
pub(crate) struct Trie(Cow<'static, [u8]>);

/// A node that is not yet written out: the number of the text that ends there, and its ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    value: u16,
    ways: Vec<(u8, u32)>,
}

/// A node that is written out.
pub(super) struct Written<'a> {
    value: Option<u16>,
    /// The bytes of its ways.
    pub(super) labels: &'a [u8],
    /// Where its targets stand.
    targets: usize,
    leads_behind: bool,
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
        let node = text.bytes().try_fold(0, |node, byte| self.child(node, byte))?;
        self.value(node)
    }

    /// The node that is written at this place.
    #[inline]
    pub(super) fn node(&self, at: usize) -> Option<Written<'_>> {
        let head = *self.0.get(at)?;
        let mut at = at + 1;
        let mut count = usize::from(head & MANY);
        if count == usize::from(MANY) {
            count = usize::from(*self.0.get(at)?) + 1;
            at += 1;
        }
        let mut value = None;
        if head & NUMBERED != 0 {
            value = self.0.get(at..)?.first_chunk().copied().map(u16::from_le_bytes);
            at += 2;
        }
        let labels = self.0.get(at..at + count)?;
        Some(Written { value, labels, targets: at + count, leads_behind: head & BEHIND != 0 })
    }

    /// The node that a way of a node leads to.
    #[inline]
    pub(super) fn target(&self, node: &Written<'_>, way: usize) -> Option<usize> {
        let at = node.targets + 4 * way;
        if node.leads_behind && way + 1 == node.labels.len() {
            return Some(at);
        }
        self.0.get(at..)?.first_chunk().map(|&target| u32::from_le_bytes(target) as usize)
    }

    /// The node that a byte leads to. The root is 0, and nothing leads to it.
    #[inline]
    pub(super) fn child(&self, node: usize, byte: u8) -> Option<usize> {
        let node = self.node(node)?;
        let way = if node.labels.len() <= 8 {
            node.labels.iter().position(|&label| label == byte)?
        } else {
            node.labels.binary_search(&byte).ok()?
        };
        self.target(&node, way)
    }

    #[inline]
    pub(super) fn value(&self, node: usize) -> Option<usize> {
        self.node(node)?.value.map(usize::from)
    }
}

/// The nodes as bytes, as at [`Trie`], those amid a text behind one another.
fn written_out(nodes: &[Node], root: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut places: Vec<Option<u32>> = vec![None; nodes.len()];
    let mut targets: Vec<(usize, usize)> = Vec::new();
    let mut waiting = vec![root as usize];
    while let Some(number) = waiting.pop() {
        let Some((node, None)) = nodes.get(number).zip(places.get(number).copied()) else { continue };
        places[number] = u32::try_from(bytes.len()).ok();
        let last = node.ways.last().map(|&(_, target)| target as usize);
        let leads_behind = last.is_some_and(|last| places.get(last).is_some_and(Option::is_none));
        write_head(node, leads_behind, &mut bytes);
        bytes.extend(node.ways.iter().map(|(label, _)| label));
        let written = node.ways.len() - usize::from(leads_behind);
        for &(_, target) in &node.ways[..written] {
            targets.push((bytes.len(), target as usize));
            bytes.extend([0; 4]);
        }
        // What is taken next stands behind this one.
        waiting.extend(node.ways.iter().map(|&(_, target)| target as usize));
    }
    for (at, target) in targets {
        let place = places.get(target).copied().flatten().unwrap_or(u32::MAX);
        bytes[at..at + 4].copy_from_slice(&place.to_le_bytes());
    }
    bytes
}

fn write_head(node: &Node, leads_behind: bool, bytes: &mut Vec<u8>) {
    let count = u8::try_from(node.ways.len()).unwrap_or(MANY).min(MANY);
    let numbered = if node.value == NONE { 0 } else { NUMBERED };
    bytes.push(count | numbered | if leads_behind { BEHIND } else { 0 });
    if count == MANY {
        bytes.push(u8::try_from(node.ways.len() - 1).unwrap_or(u8::MAX));
    }
    if node.value != NONE {
        bytes.extend(node.value.to_le_bytes());
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
        // sh-are(s) and sp-are(s) are one from the second letter on: root, s, sh, sha, shar, share, shares; st, sto, stor,
        // store. Every node has a head, each way a label; three ends of texts have a number; and two ways do not lead to the
        // node behind: of those to sh, sp and st, which leave one node, only the last does.
        assert_eq!(trie.bytes().len(), 11 + 11 + 3 * 2 + 2 * 4);
        assert_eq!(
            ["share", "spares", "store", "spar", ""].map(|text| trie.number(text)),
            [Some(0), Some(0), Some(1), None, None]
        );
        assert_eq!(Trie::minimal(&[]).number("a"), None);
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

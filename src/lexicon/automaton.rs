//! Many texts looked for at once.

use std::fmt;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

/// Finds every occurrence of every text, also inside one another.
pub(crate) struct Automaton(Option<CharwiseDoubleArrayAhoCorasick<u32>>);

impl Automaton {
    /// `rows` are the texts in ascending order; of equal ones the first row's index answers for all.
    pub(crate) fn new<'a>(rows: impl Iterator<Item = &'a str>) -> Self {
        let mut texts: Vec<(&str, u32)> = Vec::new();
        for (row, text) in rows.enumerate() {
            if texts.last().is_none_or(|&(last, _)| last != text) {
                texts.push((text, u32::try_from(row).unwrap_or(u32::MAX)));
            }
        }
        // An automaton of no texts cannot be built, and finds nothing.
        Self(
            CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::Standard)
                .build_with_values(texts)
                .ok(),
        )
    }

    /// Start, end and row of every occurrence, by end.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize, usize)> + 't {
        let found = self.0.as_ref().map(|automaton| automaton.find_overlapping_iter(text));
        found.into_iter().flatten().map(|hit| (hit.start(), hit.end(), hit.value() as usize))
    }
}

impl fmt::Debug for Automaton {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Automaton")
    }
}

//! Which entry has met its finding.

use std::collections::HashMap;

use super::{Entry, Key};

/// The entries of a baseline during one run. Each meets one finding at most: where one mistake is mended and another like it
/// made, only the first has an entry.
pub(super) struct Ledger<'a> {
    /// Entries of each key that have met none, the last first.
    free: HashMap<&'a Key, Vec<usize>>,
    met: Vec<bool>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let mut free: HashMap<&Key, Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate().rev() {
            free.entry(&entry.key).or_default().push(index);
        }
        Self { free, met: vec![false; entries.len()] }
    }

    /// The entry of a finding, which from now on has met it.
    pub(super) fn meet(&mut self, key: &Key) -> Option<usize> {
        let index = self.free.get_mut(key)?.pop()?;
        if let Some(met) = self.met.get_mut(index) {
            *met = true;
        }
        Some(index)
    }

    /// Whether an entry has met its finding.
    pub(super) fn has_met(&self, index: usize) -> bool {
        self.met.get(index).copied().unwrap_or_default()
    }
}

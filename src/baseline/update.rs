//! A baseline after a run: what is new in it, and what has gone.

use std::path::Path;

use super::apply::{Owners, is_judged};
use super::ledger::Ledger;
use super::{Baseline, Entry, Key};
use crate::Checked;
use crate::source::Span;

/// What to do with a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// Add an entry for every finding that has none. All entries stay.
    Add,
    /// Remove the entries that met no finding. Nothing is added: a new finding is not accepted by tidying up.
    Prune,
}

/// What becomes of a baseline.
#[derive(Clone, Debug)]
pub struct Updated {
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// How many of them are new.
    pub added: usize,
    /// How many are left out.
    pub removed: usize,
}

/// Brings a baseline up to date with a run that was made without it. Entries that stay keep their reasons and days; one that
/// has expired stays expired. What an exception or a comment accepts needs no entry, and what is wrong with exceptions
/// and comments gets none. `root` is the working directory.
#[must_use]
pub fn update(baseline: &Baseline, results: &[Checked], root: &Path, update: Update) -> Updated {
    let frame = baseline.frame(root);
    let mut ledger = Ledger::new(&baseline.entries);
    let mut new = Vec::new();
    for checked in results {
        for accepted in &checked.suppressed {
            ledger.meet(&Key::of(checked, &accepted.finding, frame));
        }
        for finding in checked.findings.iter().filter(|finding| finding.rule.is_suppressible()) {
            let key = Key::of(checked, finding, frame);
            if ledger.meet(&key).is_none() {
                new.push(Entry { key, reason: None, until: None, span: Span::new(0, 0) });
            }
        }
    }
    let owners = Owners::new(results, baseline, frame);
    let is_needed = |index: usize, entry: &Entry| {
        let owner = owners.of(index).and_then(|owner| results.get(owner));
        ledger.has_met(index) || !owner.is_some_and(|checked| is_judged(entry, checked, frame))
    };
    let old = baseline.entries.iter().enumerate();
    let old = old.filter(|&(index, entry)| update == Update::Add || is_needed(index, entry));
    let mut entries: Vec<Entry> = old.map(|(_, entry)| entry.clone()).collect();
    let removed = baseline.entries.len() - entries.len();
    let added = match update {
        Update::Add => new.len(),
        Update::Prune => 0,
    };
    entries.extend(new.into_iter().take(added));
    // The sort is stable: entries of one key keep the order of the file.
    entries.sort_by(|left, right| left.key.cmp(&right.key));
    Updated { entries, added, removed }
}

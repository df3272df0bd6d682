//! One declaration on the page: what all of its parts refer to.

use super::anchors::Anchors;
use super::names::Names;
use crate::Checked;
use crate::rules::{Acceptance, Finding};

/// A finding with its number on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) index: usize,
    pub(super) finding: &'a Finding,
    /// What accepts it, where something does.
    pub(super) accepted: Option<&'a Acceptance>,
}

/// One declaration with its policies.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) checked: &'a Checked,
    pub(super) names: Names<'a>,
    pub(super) anchors: Anchors,
    /// What stands, then what is accepted.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Section<'a> {
    /// `index` is the declaration's in the run.
    pub(super) fn new(index: usize, checked: &'a Checked) -> Self {
        let standing = checked.findings.iter().map(|finding| (finding, None));
        let accepted = checked.suppressed.iter().map(|one| (&one.finding, Some(&one.by)));
        let entries: Vec<Entry<'a>> = standing
            .chain(accepted)
            .enumerate()
            .map(|(index, (finding, accepted))| Entry { index, finding, accepted })
            .collect();
        let findings: Vec<&Finding> = entries.iter().map(|entry| entry.finding).collect();
        let anchors = Anchors::new(index, checked, &findings);
        Self { checked, names: Names::new(&checked.declaration), anchors, entries }
    }

    /// The declaration's path as it is shown.
    pub(super) fn path(&self) -> &'a str {
        self.checked.sources.get(self.checked.declaration.source).path()
    }
}

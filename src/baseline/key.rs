//! By what a finding is known again in another run.

use std::path::Path;

use crate::Checked;
use crate::policy::normalise;
use crate::rules::Finding;
use crate::workspace::shown;

/// What a finding is about. Lines, messages and severities may change without making it another one.
///
/// The order is that of the file: by declaration, policy and transfer, as a person would look for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The path of the declaration: two of them may judge one policy, each with transfers of the same name.
    pub declaration: String,
    /// The path of the policy; of its main document, where the finding lies in an annex.
    pub policy: Option<String>,
    /// The id of the transfer.
    pub transfer: Option<String>,
    /// The element.
    pub element: Option<String>,
    /// The rule. Not every entry of a file names one that there is.
    pub rule: String,
    /// What the element is about: a country, a name.
    pub subject: Option<String>,
}

/// How the paths of a run become paths from one folder.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The working directory, from which the paths of the run are shown.
    pub root: &'a Path,
    /// The folder.
    pub base: &'a Path,
}

impl Frame<'_> {
    /// The path from the folder.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        shown(&self.root.join(self.base), &self.root.join(path))
    }

    /// The path of the declaration of a result.
    #[must_use]
    pub fn declaration(&self, checked: &Checked) -> String {
        self.path(checked.sources.get(checked.declaration.source).path())
    }
}

impl Key {
    /// The key of a finding of this result.
    #[must_use]
    pub fn of(checked: &Checked, finding: &Finding, frame: Frame<'_>) -> Self {
        let policy = finding.policy.and_then(|location| checked.policy_of(location.source));
        let transfer = finding.transfer.and_then(|id| checked.declaration.transfers.get(id));
        Self {
            declaration: frame.declaration(checked),
            policy: policy.map(|policy| frame.path(checked.policy_path(policy))),
            transfer: transfer.map(|transfer| transfer.id.clone()),
            element: finding.element.map(|element| element.name().to_owned()),
            rule: finding.rule.name().to_owned(),
            // Blanks at the ends would not come back from the file.
            subject: finding
                .subject
                .as_deref()
                .filter(|subject| !normalise(subject).is_empty())
                .map(|subject| subject.trim().to_owned()),
        }
    }
}

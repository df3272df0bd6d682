//! The documentation of rules and laws, as files that an editor can open: the version that this server has.

use std::fs;

use lsp_types::{CodeDescription, Uri};
use std::str::FromStr;
use tempfile::TempDir;

use super::uris;
use crate::manual;
use crate::rules::RuleId;

/// A folder with the pages; it goes when the server does.
#[derive(Debug)]
pub(super) struct Docs {
    _folder: TempDir,
    rules: Uri,
}

impl Docs {
    /// Writes the pages; none where no file can be written: then findings have no link.
    pub(super) fn write() -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("divulge-docs-").tempdir().ok()?;
        let rules = folder.path().join("rules.md");
        fs::write(&rules, manual::rules_page()).ok()?;
        // The page of the rules links to that of the laws.
        fs::write(folder.path().join("laws.md"), manual::laws_page()).ok()?;
        Some(Self { rules: uris::uri(&rules)?, _folder: folder })
    }

    /// Where a rule is explained.
    pub(super) fn of(&self, rule: RuleId) -> Option<CodeDescription> {
        let href = Uri::from_str(&format!("{}#{rule}", self.rules.as_str())).ok()?;
        Some(CodeDescription { href })
    }
}

//! Checks what a privacy policy says against the transfers of personal data that really happen.
//!
//! The journey of one check, in the order of the folders: [`declaration`] and [`policy`] are read, [`disclosure`] turns the
//! policy into statements, [`assessment`] judges every declared transfer by them, [`laws`] and [`rules`] decide what is worth
//! a finding, and `output` shows it. Nothing flows back.
//!
//! Between rules and output stands what a project accepts: comments ([`suppression`]), a file ([`baseline`]), or what an
//! earlier revision had already ([`revision`]). [`draft`] writes what is missing, and [`comparison`] tells what has
//! changed between two versions. [`lsp`] shows the same in an editor, while the files are written; [`batch`] makes the journey
//! for more policies than memory holds.

pub mod assessment;
pub mod baseline;
pub mod batch;
pub mod checklist;
pub mod comparison;
pub mod declaration;
pub mod disclosure;
pub mod draft;
mod fnv;
pub mod input;
pub mod laws;
pub mod lexicon;
pub mod lsp;
pub mod manual;
pub mod output;
pub mod policy;
mod reading;
pub mod replace;
pub mod revision;
pub mod rules;
pub mod schema;
pub mod source;
#[cfg(test)]
mod stopwatch;
pub mod suppression;
pub mod survey;
pub mod workspace;

use assessment::Assessment;
use declaration::Declaration;
use rules::{Finding, Suppressed};
use source::{SourceId, Sources};

/// One declaration, checked against all of its policies.
#[derive(Debug)]
pub struct Checked {
    /// Every file that was read: the declaration, what it includes, the policies and their annexes.
    pub sources: Sources,
    /// What really happens.
    pub declaration: Declaration,
    /// The files of each policy, in the order of [`Declaration::policies`]: the policy itself, then its annexes; none where
    /// it was not asked for. A file that two policies share stands in both under its own id, so that every place belongs
    /// to one policy.
    pub documents: Vec<Vec<SourceId>>,
    /// The verdicts, one assessment per policy that was asked for.
    pub assessments: Vec<Assessment>,
    /// What is worth reporting, in stable order.
    pub findings: Vec<Finding>,
    /// What an exception, a comment or a baseline accepts.
    pub suppressed: Vec<Suppressed>,
}

impl Checked {
    /// The policy that this file belongs to, as an index into [`Declaration::policies`].
    #[must_use]
    pub fn policy_of(&self, source: SourceId) -> Option<usize> {
        self.documents.iter().position(|files| files.contains(&source))
    }

    /// The path of a policy as it is shown.
    #[must_use]
    pub fn policy_path(&self, policy: usize) -> &str {
        let main = self.documents.get(policy).and_then(|files| files.first());
        main.map_or("", |&id| self.sources.get(id).path())
    }
}

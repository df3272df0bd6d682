//! Checks what a privacy policy says against the transfers of personal data that really happen.
//!
//! The journey of one check, in the order of the folders: [`declaration`] and [`policy`] are read, [`disclosure`] turns the
//! policy into statements, [`assessment`] judges every declared transfer by them, [`rules`] decide what is worth a
//! finding, and `output` shows it. Nothing flows back.

pub mod assessment;
pub mod declaration;
pub mod disclosure;
pub mod input;
pub mod lexicon;
pub mod policy;
pub mod rules;
pub mod source;

use assessment::Assessment;
use declaration::Declaration;
use policy::Policy;
use rules::{Finding, Suppressed};

/// One declaration, checked against all of its policies.
#[derive(Debug)]
pub struct Checked {
    /// What really happens.
    pub declaration: Declaration,
    /// The policies, in the order of [`Declaration::policies`].
    pub policies: Vec<Policy>,
    /// The verdicts, one assessment per policy.
    pub assessments: Vec<Assessment>,
    /// What is worth reporting, in stable order.
    pub findings: Vec<Finding>,
    /// What an exception accepts.
    pub suppressed: Vec<Suppressed>,
}

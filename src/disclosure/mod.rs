//! Policy -> [`Disclosures`]: what the document states, about whom, and whether it affirms it.

use crate::declaration::Declaration;
use crate::policy::Policy;

/// What a policy states.
#[derive(Debug, Default)]
pub struct Disclosures {}

/// Reads a policy. `language` is the one declared for it (BCP 47); detected per block where there is none.
#[must_use]
pub fn read(policy: &Policy, language: Option<&str>, declaration: &Declaration) -> Disclosures {
    let _ = (policy, language, declaration);
    Disclosures::default()
}

//! What is wrong with the entries of a baseline.

use super::Finding;
use super::apply::in_force;
use super::case::{BaselineCase, EntryState};
use super::rule::Check;
use crate::baseline::Entry;
use crate::declaration::Declaration;
use crate::source::{Location, Sources};

/// The findings on entries that accept nothing, each given with the reason and its place in the baseline.
pub(crate) fn judge<'a>(
    sources: &Sources,
    declaration: &Declaration,
    entries: impl IntoIterator<Item = (&'a Entry, EntryState, Location)>,
) -> Vec<Finding> {
    let rules = in_force(sources, declaration);
    let mut findings = Vec::new();
    for (entry, state, location) in entries {
        for &context in &rules {
            if let Check::Baseline(check) = &context.rule.0.check {
                findings.extend(check(&BaselineCase { context, entry, state, location }));
            }
        }
    }
    findings
}

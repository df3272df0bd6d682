//! What a rule is.

use super::case::{BaselineCase, CommentCase, ElementCase, ExceptionCase, PolicyCase, TransferCase};
use super::{Finding, Severity};

/// One rule: what people read of it, and when it fires.
pub(super) struct Rule {
    /// The name that users write; unique.
    pub(super) name: &'static str,
    /// The severity where `rules:` sets none.
    pub(super) severity: Severity,
    /// Where its findings point first.
    pub(super) points_at: Side,
    /// What it reports, on one line, without a full stop.
    pub(super) summary: &'static str,
    /// Markdown under four headings: What it checks, Why it matters, Example, How to fix.
    pub(super) docs: &'static str,
    /// When it fires.
    pub(super) check: Check,
}

/// A side of the comparison.
///
/// Services that comment on a change show a finding only where the change is: an entry that was just declared is what
/// makes a policy silent about it, and a text of the policy is what goes stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What is declared and not disclosed; the policy's place is related.
    Declaration,
    /// What is written and not declared, or not seen; the declaration's place is related.
    Policy,
}

/// What a rule looks at: the narrowest that suffices.
pub(super) enum Check {
    /// Asked of every element of every transfer whose absence would be a violation.
    Element(fn(&ElementCase<'_>) -> Option<Finding>),
    /// Asked of every element of every transfer, required or not: what a policy says must be true.
    Statement(fn(&ElementCase<'_>) -> Option<Finding>),
    /// Asked once of every transfer that a policy must disclose.
    Transfer(fn(&TransferCase<'_>) -> Option<Finding>),
    /// Asked once per policy.
    Policy(fn(&PolicyCase<'_>) -> Vec<Finding>),
    /// Asked of every exception, once it is known what it suppressed.
    Exception(fn(&ExceptionCase<'_>) -> Option<Finding>),
    /// Asked of every rule that a comment names, once it is known what it suppressed.
    Comment(fn(&CommentCase<'_>) -> Option<Finding>),
    /// Asked of every entry of a baseline that does not do its work.
    Baseline(fn(&BaselineCase<'_>) -> Option<Finding>),
}

//! Verdicts and severities as the page shows them: a sign, a word and a class, so that no colour is needed.

use crate::assessment::Verdict;
use crate::rules::Severity;

/// A sign that is unlike all others.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "✓",
        Verdict::Vague => "≈",
        Verdict::Ambiguous => "±",
        Verdict::Incorrect => "✗",
        Verdict::Omitted => "○",
        Verdict::Unknown => "?",
        Verdict::NotRequired => "–",
    }
}

/// The word for people.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotRequired => "not required",
        other => other.name(),
    }
}

/// What it means, for the legend.
pub(super) fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "the policy states it, tied to this recipient",
        Verdict::Vague => "the policy states only something broader",
        Verdict::Ambiguous => "the policy both states and denies it",
        Verdict::Incorrect => "the policy denies it, or states something else in its place",
        Verdict::Omitted => "the policy says nothing of it",
        Verdict::Unknown => "it cannot be judged",
        Verdict::NotRequired => "no law in force asks for it",
    }
}

/// All of them, most urgent first.
pub(super) const VERDICTS: [Verdict; 7] = [
    Verdict::Incorrect,
    Verdict::Ambiguous,
    Verdict::Omitted,
    Verdict::Unknown,
    Verdict::Vague,
    Verdict::Clear,
    Verdict::NotRequired,
];

/// A sign per severity.
pub(super) fn severity_sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✗",
        Severity::Warning => "!",
        Severity::Info => "i",
    }
}

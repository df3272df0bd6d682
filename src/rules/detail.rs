//! What the rules on details have in common: a declared value that is not stated where its recipient is disclosed.

use super::Finding;
use super::case::ElementCase;
use crate::assessment::{Element, Reason, Verdict};

/// A finding where this element is omitted or stated otherwise. `fact` is what the policy should say, after `that`; `fix`
/// how. Where the recipient itself is not disclosed its own finding covers everything.
pub(super) fn check(
    case: &ElementCase<'_>,
    element: Element,
    fact: impl FnOnce() -> String,
    fix: impl FnOnce() -> String,
) -> Option<Finding> {
    let is_missing = matches!(case.element.verdict, Verdict::Omitted | Verdict::Incorrect);
    let is_covered = case.element.reason == Some(Reason::RecipientUndisclosed);
    if !case.is(element) || !is_missing || is_covered {
        return None;
    }
    let (policy, fact) = (case.policy(), fact());
    let message = match case.element.reason {
        Some(Reason::Instead(place)) if case.element.verdict == Verdict::Incorrect => {
            format!("{policy} says {} ({}), and not that {fact}", case.quote(place), case.line(place))
        }
        Some(Reason::Denied(place)) => format!("{policy} denies on {} that {fact}", case.line(place)),
        _ => format!("{policy} does not say that {fact}"),
    };
    Some(case.finding(message, fix()))
}

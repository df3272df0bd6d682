//! What is to be done about what was judged: the same in every format that shows the matrix.

use crate::Checked;
use crate::assessment::{Assessment, ElementAssessment, TransferAssessment};
use crate::rules::Finding;

/// What is to be done about a transfer or an element, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Something was found.
    Open,
    /// What was found is accepted.
    Accepted,
    /// Nothing was found.
    Settled,
}

impl Standing {
    /// Of one element of a transfer.
    pub(super) fn of(
        checked: &Checked,
        assessment: &Assessment,
        transfer: &TransferAssessment,
        element: &ElementAssessment,
    ) -> Self {
        let is_here = |finding: &Finding| {
            finding.transfer == Some(transfer.transfer)
                && finding.element == Some(element.element)
                && finding.subject.as_ref() == Some(&element.subject)
                && finding.policy.and_then(|place| checked.policy_of(place.source)) == Some(assessment.policy)
        };
        if checked.findings.iter().any(is_here) {
            Self::Open
        } else if checked.suppressed.iter().any(|one| is_here(&one.finding)) {
            Self::Accepted
        } else {
            Self::Settled
        }
    }
}

//! What a policy lacks on declared transfers, written in its language and in its form.
//!
//! Places and words are proposed, and the checks themselves tell which proposal mends something: `tables` proposes rows and
//! columns, `cells` countries in rows that are there, `item` items of lists, `section` new sections. What is proposed only
//! adds; the language server offers the same.

pub(crate) mod cells;
mod column;
mod desk;
pub(crate) mod edit;
mod item;
mod row;
mod section;
pub(crate) mod tables;
mod values;

pub use desk::{Changed, Plan, Scope, Uncured, draft};

use crate::Checked;
use crate::assessment::{Element, Verdict};
use crate::declaration::TransferId;
use crate::source::{Location, SourceId};
use edit::Edit;

/// Edits of one file that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The file.
    pub(crate) file: SourceId,
    /// All by the text as it is.
    pub(crate) edits: Vec<Edit>,
}

/// Where policies disclose the recipient of a transfer.
fn statements(checked: &Checked, transfer: TransferId) -> Vec<Location> {
    let judged = checked.assessments.iter().flat_map(|assessment| &assessment.transfers);
    let elements = judged.filter(|one| one.transfer == transfer).flat_map(|one| &one.elements);
    elements
        .filter(|element| element.element == Element::Recipient)
        .flat_map(|element| element.evidence.iter().copied())
        .collect()
}

/// Where policies name anybody as a recipient, declared or not.
fn named(checked: &Checked) -> Vec<Location> {
    let judged = checked.assessments.iter().flat_map(|assessment| &assessment.transfers);
    let elements = judged.flat_map(|one| &one.elements);
    let is_named = |element: &&crate::assessment::ElementAssessment| {
        element.element == Element::Recipient && element.verdict == Verdict::Clear
    };
    let mut places: Vec<Location> =
        elements.filter(is_named).flat_map(|element| element.evidence.iter().copied()).collect();
    let undeclared = checked.assessments.iter().flat_map(|assessment| &assessment.undeclared_recipients);
    places.extend(undeclared.map(|recipient| recipient.location));
    places.sort_by_key(|place| (place.source, place.span));
    places
}

/// Whether all that a policy discloses clearly stays so. A heading or a table that is added may change what the text around
/// it says of others, also where no rule asks for that.
fn keeps_clear(before: &Checked, after: &Checked, policy: usize) -> bool {
    let verdicts = |checked: &Checked| -> Vec<Verdict> {
        let assessment = checked.assessments.iter().find(|assessment| assessment.policy == policy);
        let transfers = assessment.into_iter().flat_map(|assessment| &assessment.transfers);
        transfers.flat_map(|transfer| &transfer.elements).map(|element| element.verdict).collect()
    };
    let was_and_is = verdicts(before).into_iter().zip(verdicts(after));
    was_and_is.into_iter().all(|(before, after)| before != Verdict::Clear || after == Verdict::Clear)
}

//! Does the policy show the recipient in the capacity in which it acts?

use crate::declaration::Role;
use crate::disclosure::{Claim, Naming};

use super::{Case, Element, ElementAssessment, Reason, Verdict};

/// The verdict on a transfer's role; none where no role is declared.
pub(super) fn assess(case: &Case<'_>, recipient: Verdict) -> Option<ElementAssessment> {
    let declared = case.transfer.role.as_ref()?;
    let role = declared.value;
    let naming = if recipient == Verdict::Vague { Naming::Category } else { Naming::Name };
    let claims: Vec<&Claim> = case.affirmed(naming).collect();
    let shown: Vec<&Claim> = claims.iter().copied().filter(|claim| shows(claim, role)).collect();
    let other = claims.iter().find_map(|claim| claim.capacity.stated.filter(|stated| *stated != role));
    let (verdict, reason) = match (claims.is_empty(), shown.is_empty(), other) {
        (true, ..) => (Verdict::Omitted, Some(Reason::NotStated)),
        (false, false, _) => (Verdict::Clear, None),
        (false, true, Some(other)) => (Verdict::Incorrect, Some(Reason::OtherRole(other))),
        (false, true, None) => (Verdict::Vague, Some(Reason::NoRole)),
    };
    let evidence = match verdict {
        Verdict::Clear => shown.iter().map(|claim| claim.location).collect(),
        _ => claims.iter().map(|claim| claim.location).collect::<Vec<_>>(),
    };
    Some(ElementAssessment {
        element: Element::Role,
        subject: case.name(),
        verdict,
        required: true,
        anchor: evidence.first().copied().unwrap_or(case.fallback),
        evidence,
        reason,
        declared: declared.location,
    })
}

/// A statement shows a role when it says so, or when it says no other and the role follows from what it describes.
fn shows(claim: &Claim, role: Role) -> bool {
    match claim.capacity.stated {
        Some(stated) => stated == role,
        None => claim.capacity.implied == Some(role),
    }
}

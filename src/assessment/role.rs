//! Does the policy show the recipient in the capacity in which it acts?

use crate::disclosure::{Claim, Naming};

use super::{Case, Element, ElementAssessment, Reason, Verdict};

/// The verdict on a transfer's role; none where no role is declared.
pub(super) fn assess(case: &Case<'_>, recipient: Verdict) -> Option<ElementAssessment> {
    let declared = case.transfer.role.as_ref()?;
    let role = declared.value;
    let naming = if recipient == Verdict::Vague { Naming::Category } else { Naming::Name };
    let claims: Vec<&Claim> = case.affirmed(naming).collect();
    let states = |claim: &&Claim| claim.capacity.stated == Some(role);
    let other = claims.iter().find_map(|claim| claim.capacity.stated.filter(|stated| *stated != role));
    // What is stated in so many words counts before what follows from a description.
    let is_inferred = other.is_none() && !claims.iter().any(states);
    let shown: Vec<&Claim> = claims
        .iter()
        .copied()
        .filter(|claim| states(claim) || is_inferred && claim.capacity.implied == Some(role))
        .collect();
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

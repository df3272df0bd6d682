//! Does the policy disclose who receives?

use crate::declaration::Role;
use crate::disclosure::{Claim, Content, GeneralClaim, Kind, Naming, Stance};
use crate::source::Location;

use super::{Case, Element, ElementAssessment, Reason, Verdict};

/// The verdict on a transfer's recipient.
pub(super) fn assess(case: &Case<'_>) -> ElementAssessment {
    let affirmed: Vec<Location> = case.affirmed(Naming::Name).map(|claim| claim.location).collect();
    let mut denied: Vec<Location> = named(case, Stance::Denied).map(|claim| claim.location).collect();
    denied.extend(
        case.general().filter(|claim| denies_exactly(claim, case.role())).map(|claim| claim.location),
    );
    let (verdict, evidence, reason) = match (affirmed.is_empty(), denied.first()) {
        (false, None) => (Verdict::Clear, affirmed, None),
        (false, Some(&denial)) => {
            (Verdict::Ambiguous, [affirmed, denied].concat(), Some(Reason::Denied(denial)))
        }
        (true, Some(&denial)) => (Verdict::Incorrect, denied, Some(Reason::Denied(denial))),
        (true, None) => undisclosed(case),
    };
    let anchor = match &reason {
        Some(Reason::Denied(place) | Reason::OnlyCategory(place)) => *place,
        Some(Reason::OnlyMentioned(place) | Reason::SisterCompany(place) | Reason::Deferred(place)) => *place,
        None => evidence.first().copied().unwrap_or(case.fallback),
        Some(_) => case.fallback,
    };
    ElementAssessment {
        element: Element::Recipient,
        subject: case.name(),
        verdict,
        required: true,
        evidence,
        reason,
        anchor,
        declared: case.transfer.recipient_location,
    }
}

/// No statement names the recipient as one: a category, a denial of all of its kind, a list on another page, a mention.
fn undisclosed(case: &Case<'_>) -> (Verdict, Vec<Location>, Option<Reason>) {
    let categories: Vec<Location> = case.affirmed(Naming::Category).map(|claim| claim.location).collect();
    if let Some(&first) = categories.first() {
        return (Verdict::Vague, categories, Some(Reason::OnlyCategory(first)));
    }
    if let Some(denial) = flat_denial(case) {
        return (Verdict::Incorrect, vec![denial.location], Some(Reason::Denied(denial.location)));
    }
    let sister =
        case.claims().find(|claim| claim.naming == Naming::Sister && claim.stance == Stance::Affirmed);
    let reason = match (sister, named(case, Stance::Mentioned).next()) {
        (Some(sister), _) => Reason::SisterCompany(sister.location),
        (None, Some(mention)) => Reason::OnlyMentioned(mention.location),
        (None, None) => Reason::NotStated,
    };
    if let (Reason::NotStated, Some(page)) = (&reason, deferral(case)) {
        return (Verdict::Unknown, vec![page], Some(Reason::Deferred(page)));
    }
    (Verdict::Omitted, Vec::new(), Some(reason))
}

/// A policy that names no processor itself and refers to a list on another page: whether that list names this one cannot be
/// judged until it is given as an annex. One that names some has said which they are.
fn deferral(case: &Case<'_>) -> Option<Location> {
    let names_processors = case.disclosures.claims.iter().any(|claim| {
        claim.stance == Stance::Affirmed
            && claim.naming == Naming::Name
            && claim.capacity.stated == Some(Role::Processor)
    });
    let may_be_listed = case.role().is_none_or(|role| role == Role::Processor);
    let is_silent = case.disclosures.named.is_empty() && !names_processors;
    case.disclosures.deferrals.first().copied().filter(|_| may_be_listed && is_silent)
}

/// "We outsource nothing" denies every processor, "we provide nothing to third parties" every third party. "With anyone"
/// is said by many who name their processors in the next section.
fn denies_exactly(claim: &GeneralClaim, role: Option<Role>) -> bool {
    claim.content == Content::None && (role.is_some() || claim.kind == Kind::Everyone)
}

/// "We share with nobody" denies this recipient too, unless the policy itself goes on to name recipients of the kind: then
/// the denial is about something narrower than it says.
fn flat_denial<'a>(case: &Case<'a>) -> Option<&'a GeneralClaim> {
    let affirms = |kind: Kind| {
        case.disclosures.claims.iter().any(|claim| {
            let role = claim.capacity.stated.or(claim.capacity.implied);
            claim.stance == Stance::Affirmed && claim.naming == Naming::Name && kind.includes(role)
        })
    };
    case.general().find(|claim| claim.content == Content::None && !affirms(claim.kind))
}

fn named<'a>(case: &Case<'a>, stance: Stance) -> impl Iterator<Item = &'a Claim> {
    case.claims().filter(move |claim| claim.naming == Naming::Name && claim.stance == stance)
}

//! What all details have in common: they count only where they are tied to a disclosure of the recipient.

use crate::disclosure::details::{Found, Passage, Value, Weight};
use crate::disclosure::{Frame, Naming};
use crate::lexicon::Column;
use crate::source::Location;

use super::{Case, Element, ElementAssessment, Reason, Verdict};

/// A verdict on one declared value, and what it rests on.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) evidence: Vec<Location>,
    pub(super) reason: Option<Reason>,
}

impl Judgement {
    pub(super) fn clear(evidence: Vec<Location>) -> Self {
        Self { verdict: Verdict::Clear, evidence, reason: None }
    }

    /// Only something broader is said here.
    pub(super) fn vague(place: Location) -> Self {
        Self { verdict: Verdict::Vague, evidence: vec![place], reason: Some(Reason::Broader(place)) }
    }

    /// Something else is said here.
    pub(super) fn incorrect(place: Location) -> Self {
        Self { verdict: Verdict::Incorrect, evidence: vec![place], reason: Some(Reason::Instead(place)) }
    }

    /// It is denied here.
    pub(super) fn denied(place: Location) -> Self {
        Self { verdict: Verdict::Incorrect, evidence: vec![place], reason: Some(Reason::Denied(place)) }
    }

    /// Nothing is said; where something else is, that is the place to add it.
    pub(super) fn omitted(instead: Option<Location>) -> Self {
        let reason = instead.map_or(Reason::NotStated, Reason::Instead);
        Self { verdict: Verdict::Omitted, evidence: Vec::new(), reason: Some(reason) }
    }

    /// What stands here is in words that nothing declared can be compared with.
    pub(super) fn unknown(place: Location) -> Self {
        Self { verdict: Verdict::Unknown, evidence: vec![place], reason: Some(Reason::Incomparable(place)) }
    }

    /// What is said of a category of recipients is not said of this one.
    fn of_category(self) -> Self {
        match (self.verdict, self.evidence.first()) {
            (Verdict::Clear, Some(&place)) => Self::vague(place),
            _ => self,
        }
    }
}

/// The passages that are tied to the disclosure of a recipient.
pub(super) struct Passages<'a>(Vec<&'a Passage>);

impl<'a> Passages<'a> {
    fn of(case: &Case<'a>, naming: Naming) -> Self {
        let mut ids: Vec<usize> =
            case.affirmed(naming).flat_map(|claim| claim.details.iter().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        Self(ids.into_iter().filter_map(|id| case.disclosures.passages.get(id)).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Passage> {
        self.0.iter().copied()
    }

    /// Those under a heading of this kind.
    pub(super) fn column(&self, column: Column) -> impl Iterator<Item = &'a Passage> {
        self.iter().filter(move |passage| passage.frame == Frame::Column(column))
    }
}

/// Judges one declared value, where the recipient is disclosed.
pub(super) fn assess(
    case: &Case<'_>,
    element: Element,
    subject: &str,
    value: &Value,
    judge: impl Fn(&Passages<'_>) -> Judgement,
    recipient: Verdict,
) -> ElementAssessment {
    let undisclosed =
        |verdict| Judgement { verdict, evidence: Vec::new(), reason: Some(Reason::RecipientUndisclosed) };
    let mut judgement = match recipient {
        Verdict::Clear | Verdict::Ambiguous => judge(&Passages::of(case, Naming::Name)),
        Verdict::Vague => judge(&Passages::of(case, Naming::Category)).of_category(),
        verdict => undisclosed(verdict),
    };
    judgement.evidence.sort_unstable();
    judgement.evidence.dedup();
    let anchor = match judgement.reason {
        Some(Reason::Broader(place) | Reason::Instead(place) | Reason::Denied(place)) => Some(place),
        _ => judgement.evidence.first().copied(),
    };
    let claim = || case.affirmed(Naming::Name).map(|claim| claim.location).next();
    ElementAssessment {
        element,
        subject: subject.to_owned(),
        verdict: judgement.verdict,
        required: true,
        evidence: judgement.evidence,
        reason: judgement.reason,
        anchor: anchor.or_else(claim).unwrap_or(case.fallback),
        declared: value.location,
    }
}

/// The places of what is found, where it holds and is not denied.
pub(super) fn places<'a, T: 'a>(
    found: impl Iterator<Item = &'a Found<T>>,
    holds: impl Fn(&T) -> bool,
) -> Vec<Location> {
    found
        .filter(|found| found.weight != Weight::Denied && holds(&found.value))
        .map(|found| found.location)
        .collect()
}

//! Means, grounds, safeguards, ways to refuse, contacts and automated decisions: what the lexicon's terms tell.

use crate::disclosure::Frame;
use crate::disclosure::details::{Passage, Share, Value};
use crate::lexicon::{Column, Term};

use super::detail::{Judgement, Passages, places};

/// How a transfer is made: the same kind of means or of time.
pub(super) fn method(declared: &Value, passages: &Passages<'_>) -> Judgement {
    by_terms(declared, passages, Column::Method, &[Term::Transmission, Term::Timing], Other::Silent)
}

/// The ground: another one in its place is wrong.
pub(super) fn legal_basis(declared: &Value, passages: &Passages<'_>) -> Judgement {
    let grounds = [
        Term::Consent,
        Term::Contract,
        Term::LegalObligation,
        Term::LegitimateInterest,
        Term::VitalInterest,
        Term::PublicTask,
        Term::ProcessingAgreement,
    ];
    by_terms(declared, passages, Column::LegalBasis, &grounds, Other::Contradicts)
}

/// What protects a transfer abroad. The Privacy Shield protects nothing any more.
pub(super) fn safeguard(declared: &Value, passages: &Passages<'_>) -> Judgement {
    let safeguards = [
        Term::Scc,
        Term::Adequacy,
        Term::DataPrivacyFramework,
        Term::BindingCorporateRules,
        Term::Certification,
        Term::ProcessingAgreement,
    ];
    let judgement = by_terms(declared, passages, Column::Safeguard, &safeguards, Other::Silent);
    let mut stated = passages.column(Column::Safeguard).flat_map(|passage| &passage.content.terms);
    match stated.find(|found| found.value == Term::PrivacyShield) {
        Some(dead) if judgement.reason.is_some() => Judgement::incorrect(dead.location),
        _ => judgement,
    }
}

/// How a person refuses: whatever way the policy names.
pub(super) fn refusal(declared: &Value, passages: &Passages<'_>) -> Judgement {
    kind_of_statement(declared, passages, Column::Refusal, Term::Refuse)
}

/// What a machine decides about people.
pub(super) fn automated_decision(declared: &Value, passages: &Passages<'_>) -> Judgement {
    kind_of_statement(declared, passages, Column::Purpose, Term::AutomatedDecision)
}

/// How the recipient is reached: the declared address or number, in the recipient's own statement.
pub(super) fn contact(declared: &Value, passages: &Passages<'_>) -> Judgement {
    let wanted: Vec<&str> = declared.content.addresses.iter().map(|found| found.value.as_str()).collect();
    let own =
        || passages.iter().filter(|passage| !matches!(passage.frame, Frame::Governing | Frame::Section));
    let named: Vec<_> = own()
        .flat_map(|passage| places(passage.content.addresses.iter(), |said| wanted.contains(&said.as_str())))
        .chain(
            own()
                .filter(|passage| wanted.is_empty() && says(declared, passage))
                .map(|passage| passage.location),
        )
        .collect();
    if !named.is_empty() {
        return Judgement::clear(named);
    }
    let column = || passages.column(Column::Contact);
    let other = column().flat_map(|passage| &passage.content.addresses).next();
    match (other, column().next()) {
        (Some(found), _) if !wanted.is_empty() => Judgement::incorrect(found.location),
        (_, Some(passage)) => Judgement::vague(passage.location),
        _ => Judgement::omitted(None),
    }
}

/// What another term of the kind means, in the place of the declared one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    /// The declared one is denied by it.
    Contradicts,
    /// Both may hold.
    Silent,
}

/// The declared words, or one of the declared terms; under the heading for it at least something.
fn by_terms(
    declared: &Value,
    passages: &Passages<'_>,
    column: Column,
    kinds: &[Term],
    other: Other,
) -> Judgement {
    let wanted =
        |term: &Term| kinds.contains(term) && declared.content.terms.iter().any(|found| found.value == *term);
    let named: Vec<_> = passages
        .iter()
        .filter(|passage| passage.frame != Frame::Column(Column::Retention))
        .flat_map(|passage| {
            let literal = says(declared, passage).then_some(passage.location);
            literal.into_iter().chain(places(passage.content.terms.iter(), wanted))
        })
        .collect();
    if !named.is_empty() {
        return Judgement::clear(named);
    }
    let stated = || passages.column(column);
    let instead =
        stated().flat_map(|passage| &passage.content.terms).find(|found| kinds.contains(&found.value));
    let is_known = declared.content.terms.iter().any(|found| kinds.contains(&found.value));
    match (instead, stated().next()) {
        (Some(found), _) if is_known && other == Other::Contradicts => Judgement::incorrect(found.location),
        (_, Some(passage)) => Judgement::vague(passage.location),
        _ => Judgement::omitted(None),
    }
}

/// A statement of this kind, whatever it says: no two policies describe it alike.
fn kind_of_statement(declared: &Value, passages: &Passages<'_>, column: Column, kind: Term) -> Judgement {
    let named: Vec<_> = passages
        .iter()
        .flat_map(|passage| {
            let literal = says(declared, passage).then_some(passage.location);
            literal.into_iter().chain(places(passage.content.terms.iter(), |term| *term == kind))
        })
        .collect();
    let stated = passages.column(column).next().filter(|_| column == Column::Refusal);
    match (named.is_empty(), stated) {
        (false, _) => Judgement::clear(named),
        (true, Some(passage)) => Judgement::vague(passage.location),
        (true, None) => Judgement::omitted(None),
    }
}

/// The declared words, or the provision that is declared.
fn says(declared: &Value, passage: &Passage) -> bool {
    declared.content.words.share_in(&passage.content.words) == Share::Whole
        || declared.content.citation.stands_in(&passage.content.citation)
}

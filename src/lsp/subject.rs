//! What a place of either file is about: the question under hover, definition and references.

use super::desk::Seen;
use crate::assessment::{Assessment, ElementAssessment, TransferAssessment};
use crate::declaration::TransferId;
use crate::declaration::comments;
use crate::lexicon::country::Country;
use crate::reading::{Reading, Thing};
use crate::source::{Location, Span};

/// What a place is about.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// The transfers.
    pub(super) transfers: Vec<TransferId>,
    /// The country that is named there.
    pub(super) country: Option<Country>,
    /// The words that say so.
    pub(super) span: Option<Span>,
}

/// What stands at this byte of a policy or a declaration.
pub(super) fn at(seen: &Seen<'_>, offset: usize) -> Subject {
    match seen.policy() {
        Some(policy) => in_policy(seen, policy, offset),
        None => in_declaration(seen, offset),
    }
}

fn in_policy(seen: &Seen<'_>, policy: usize, offset: usize) -> Subject {
    let thing = Reading::new(seen.checked, policy).and_then(|reading| reading.thing_at(seen.id, offset));
    let span = thing.map(|(_, place)| place.span);
    let country = match thing {
        Some((Thing::Country(country), _)) => Some(country),
        _ => None,
    };
    let here = Span::new(offset, offset);
    let rests_here =
        |element: &ElementAssessment| element.evidence.iter().any(|&place| seen.meets(place, here));
    let mut transfers: Vec<TransferId> = match thing {
        Some((Thing::Recipient(recipient), _)) => transfers_to(seen, recipient),
        _ => elements(seen, policy).filter(|(_, element)| rests_here(element)).map(|(id, _)| id).collect(),
    };
    transfers.dedup();
    Subject { transfers, country, span }
}

fn in_declaration(seen: &Seen<'_>, offset: usize) -> Subject {
    let declaration = &seen.checked.declaration;
    let here = Span::new(offset, offset);
    let holds = |place: Location| seen.meets(place, here);
    let own = declaration.transfers.iter().position(|transfer| holds(transfer.location));
    let transfers = match own {
        Some(own) => vec![own],
        None => listed(seen, offset).map_or_else(Vec::new, |recipient| transfers_to(seen, recipient)),
    };
    let countries = declaration.transfers.iter().flat_map(|transfer| &transfer.countries);
    let seats = declaration.recipients.iter().filter_map(|recipient| recipient.country.as_ref());
    let country = countries.chain(seats).find(|country| holds(country.location));
    Subject {
        transfers,
        country: country.map(|country| country.value),
        span: country.map(|country| country.location.span),
    }
}

/// The recipient whose entry in `recipients:` this is.
fn listed(seen: &Seen<'_>, offset: usize) -> Option<usize> {
    let source = seen.source();
    let here = Span::new(offset, offset);
    let entries = comments::entries(seen.id, source.text());
    let entry = entries.into_iter().find(|entry| seen.meets(*entry, here))?;
    seen.checked.declaration.recipients.iter().position(|recipient| {
        let name = recipient.name.location;
        name.source == entry.source && entry.span.contains(name.span)
    })
}

fn transfers_to(seen: &Seen<'_>, recipient: usize) -> Vec<TransferId> {
    let transfers = seen.checked.declaration.transfers.iter().enumerate();
    transfers.filter(|(_, transfer)| transfer.recipient == recipient).map(|(id, _)| id).collect()
}

/// Every element that was judged in a policy, with its transfer.
pub(super) fn elements<'a>(
    seen: &Seen<'a>,
    policy: usize,
) -> impl Iterator<Item = (TransferId, &'a ElementAssessment)> + use<'a> {
    let assessments = seen.checked.assessments.iter().filter(move |assessment| assessment.policy == policy);
    assessments
        .flat_map(|assessment: &Assessment| &assessment.transfers)
        .flat_map(|one: &TransferAssessment| one.elements.iter().map(|element| (one.transfer, element)))
}

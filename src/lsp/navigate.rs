//! `textDocument/definition` and `textDocument/references`: between statements and transfers.

use lsp_types::{GotoDefinitionParams, Location as Place, ReferenceParams, TextDocumentPositionParams};

use super::desk::{Desk, Seen};
use super::subject::{self, Subject};
use crate::assessment::{Element, ElementAssessment};
use crate::declaration::TransferId;
use crate::source::{Location, Span};

/// From a statement of a policy to what it discloses; from what is declared to the statements that disclose it, or from the
/// name of a recipient to its entry.
pub(super) fn definition(desk: &Desk, params: GotoDefinitionParams) -> Vec<Place> {
    places(desk, &params.text_document_position_params, |seen, subject, offset| match seen.policy() {
        Some(policy) => declared(seen, policy, subject, offset),
        None => defined(seen, subject, offset),
    })
}

/// Every statement on the transfers that a place is about, and the transfers themselves where they are wanted.
pub(super) fn references(desk: &Desk, params: ReferenceParams) -> Vec<Place> {
    let wants_declaration = params.context.include_declaration;
    places(desk, &params.text_document_position, |seen, subject, _| {
        let transfers = subject.transfers.iter().filter_map(|&id| seen.checked.declaration.transfers.get(id));
        let declared = transfers.filter(|_| wants_declaration).map(|transfer| transfer.recipient_location);
        declared.chain(statements(seen, &subject.transfers, |_| true)).collect()
    })
}

fn places(
    desk: &Desk,
    at: &TextDocumentPositionParams,
    find: impl Fn(&Seen<'_>, &Subject, usize) -> Vec<Location>,
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for seen in desk.seen(&at.text_document.uri) {
        let offset = desk.offset(seen.source(), at.position);
        for location in find(&seen, &subject::at(&seen, offset), offset) {
            let place = desk.place(seen.project, &seen.checked.sources, location);
            places.extend(place.filter(|place| !places.contains(place)));
        }
    }
    places
}

/// What is declared of that which a statement says.
fn declared(seen: &Seen<'_>, policy: usize, subject: &Subject, offset: usize) -> Vec<Location> {
    let here = Span::new(offset, offset);
    let is_said = |element: &ElementAssessment| {
        element.element != Element::Recipient && element.evidence.iter().any(|&place| seen.meets(place, here))
    };
    let said: Vec<&ElementAssessment> = subject::elements(seen, policy)
        .filter(|(id, element)| subject.transfers.contains(id) && is_said(element))
        .map(|(_, element)| element)
        .collect();
    // A country that is named in place of another one is evidence on both.
    let is_own = |element: &&ElementAssessment| {
        subject
            .country
            .is_some_and(|country| element.element == Element::Country && element.subject == country.code())
    };
    let own: Vec<Location> = said.iter().copied().filter(is_own).map(|element| element.declared).collect();
    if !own.is_empty() {
        return own;
    }
    let details: Vec<Location> = said.into_iter().map(|element| element.declared).collect();
    let transfers = subject.transfers.iter().filter_map(|&id| seen.checked.declaration.transfers.get(id));
    let names_recipient = subject.country.is_none() && subject.span.is_some();
    if details.is_empty() || names_recipient {
        transfers.map(|transfer| transfer.recipient_location).collect()
    } else {
        details
    }
}

/// Where that stands which a place of the declaration speaks of.
fn defined(seen: &Seen<'_>, subject: &Subject, offset: usize) -> Vec<Location> {
    let here = Span::new(offset, offset);
    let declaration = &seen.checked.declaration;
    let named =
        subject.transfers.iter().filter_map(|&id| declaration.transfers.get(id)).find_map(|transfer| {
            let entry = declaration.recipients.get(transfer.recipient)?.name.location;
            let is_name =
                seen.meets(transfer.recipient_location, here) && entry != transfer.recipient_location;
            is_name.then_some(entry)
        });
    if let Some(entry) = named {
        return vec![entry];
    }
    let own = statements(seen, &subject.transfers, |element| seen.meets(element.declared, here));
    if own.is_empty() {
        statements(seen, &subject.transfers, |element| element.element == Element::Recipient)
    } else {
        own
    }
}

/// The statements on which verdicts rest, policy by policy, in reading order.
fn statements(
    seen: &Seen<'_>,
    transfers: &[TransferId],
    is_wanted: impl Fn(&ElementAssessment) -> bool,
) -> Vec<Location> {
    let policies = seen.checked.assessments.iter().map(|assessment| assessment.policy);
    let mut found: Vec<Location> = policies
        .flat_map(|policy| subject::elements(seen, policy))
        .filter(|(id, element)| transfers.contains(id) && is_wanted(element))
        .flat_map(|(_, element)| element.evidence.iter().copied())
        .collect();
    found.sort();
    found.dedup();
    found
}

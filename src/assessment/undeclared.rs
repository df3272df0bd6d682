//! What the policy discloses and the declaration does not know.

use std::collections::BTreeSet;

use crate::declaration::Declaration;
use crate::disclosure::{Disclosures, Naming, Stance};
use crate::lexicon::places::Place;

use super::{UndeclaredCountry, UndeclaredRecipient};

/// Each name once, in reading order.
pub(super) fn recipients(disclosures: &Disclosures) -> Vec<UndeclaredRecipient> {
    let mut seen = BTreeSet::new();
    disclosures
        .named
        .iter()
        .filter(|named| seen.insert(named.name.to_lowercase()))
        .map(|named| UndeclaredRecipient { name: named.name.clone(), location: named.location })
        .collect()
}

/// Destinations that the policy names for a recipient and that none of its transfers declares, each once.
pub(super) fn countries(declaration: &Declaration, disclosures: &Disclosures) -> Vec<UndeclaredCountry> {
    let mut seen = BTreeSet::new();
    let mut undeclared = Vec::new();
    for claim in disclosures
        .claims
        .iter()
        .filter(|claim| claim.naming == Naming::Name && claim.stance == Stance::Affirmed)
    {
        let transfers = || {
            declaration
                .transfers
                .iter()
                .enumerate()
                .filter(|(_, transfer)| transfer.recipient == claim.recipient)
        };
        let Some((transfer, _)) = transfers().next() else { continue };
        for destination in &claim.destinations {
            let Place::Country(country) = destination.place else { continue };
            let known = transfers()
                .any(|(_, transfer)| transfer.countries.iter().any(|declared| declared.value == country))
                || declaration.controller.country == Some(country);
            if !known && seen.insert((claim.recipient, country)) {
                undeclared.push(UndeclaredCountry { transfer, country, location: destination.location });
            }
        }
    }
    undeclared
}

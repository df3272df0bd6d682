//! What a sentence says of recipients that were named before it: in its section, above its list, in the heading over it.

use crate::declaration::RecipientId;
use crate::policy::SectionId;

use super::super::own_servers::{self, OwnServer};
use super::super::prose;
use super::super::{Claim, Destination};
use super::Document;

/// How many claims above a sentence may be about the software that it speaks of: a section may hold a hundred thousand.
const NEAREST: usize = 64;

impl Document<'_> {
    /// `Both are processors.`, `All of them act on our behalf.`
    pub(super) fn tell_role(&mut self, section: SectionId, reading: &mut prose::Reading) {
        let Some(role) = reading.stated else { return };
        for claim in self.claims_above(section, reading) {
            claim.capacity.stated.get_or_insert(role);
        }
    }

    /// `We use X. … This tool runs on our own server.`
    pub(super) fn tell_own_servers(
        &mut self,
        section: SectionId,
        subjects: &[RecipientId],
        reading: &prose::Reading,
    ) {
        let mut told = reading.on_own_servers.clone();
        if reading.has_own_servers {
            let first = self.sections.get(section).and_then(|section| section.first_claim);
            let above = first.and_then(|first| self.out.claims.get(first..)).unwrap_or_default();
            let mut named: Vec<RecipientId> = match (reading.claims.as_slice(), subjects) {
                ([], []) => above.iter().rev().take(NEAREST).map(|claim| claim.recipient).collect(),
                ([], subjects) => subjects.to_vec(),
                (claims, _) => claims.iter().map(|claim| claim.recipient).collect(),
            };
            named.dedup();
            // Of several it is not told which one is meant.
            told.extend(<[RecipientId; 1]>::try_from(named).into_iter().flatten());
        }
        self.own_servers.extend(told.into_iter().map(|recipient| OwnServer { section, recipient }));
    }

    /// What is told of software anywhere in a section holds for all of it.
    pub(super) fn take_back_own_servers(&mut self) {
        self.own_servers.sort_unstable();
        self.own_servers.dedup();
        let first_claims: Vec<Option<usize>> =
            self.sections.iter().map(|section| section.first_claim).collect();
        own_servers::take_back(self.policy, &self.own_servers, &first_claims, &mut self.out.claims);
    }

    /// `All of the providers above are in the United States.`
    pub(super) fn tell_above(&mut self, section: SectionId, reading: &mut prose::Reading) -> bool {
        let places = std::mem::take(&mut reading.above);
        let mut told = false;
        for claim in self.claims_above(section, reading).filter(|claim| claim.destinations.is_empty()) {
            claim.destinations.extend(places.iter().copied());
            told = true;
        }
        told
    }

    /// What a text points at that speaks of those above: those that it names itself, else all that its section has named.
    fn claims_above<'c>(
        &'c mut self,
        section: SectionId,
        reading: &'c mut prose::Reading,
    ) -> impl Iterator<Item = &'c mut Claim> {
        let all = self.out.claims.len();
        let first = self.sections.get(section).and_then(|section| section.first_claim).unwrap_or(all);
        let first = if reading.claims.is_empty() { first } else { all };
        self.out.claims.iter_mut().skip(first).chain(&mut reading.claims)
    }

    /// Values under a heading or an item that names the recipient are about that recipient.
    pub(super) fn tell_subjects(&mut self, subjects: &[RecipientId], destinations: &[Destination]) {
        for claim in self
            .out
            .claims
            .iter_mut()
            .rev()
            .filter(|claim| subjects.contains(&claim.recipient))
            .take(subjects.len())
        {
            claim.destinations.extend(destinations.iter().copied());
        }
    }
}

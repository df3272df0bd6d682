//! What policies say: two versions of a policy, judged by one declaration.

use std::collections::BTreeSet;

use super::versions::Judged;
use super::{Change, Kind, Of, Said, Weight};
use crate::assessment::{Assessment, Element, ElementAssessment, TransferAssessment, Verdict};
use crate::declaration::TransferId;
use crate::lexicon::country::Country;
use crate::source::Location;

/// What has changed in what all policies say of one transfer. `base` and `head` are judged by the same declaration.
pub(super) fn changes(base: &Judged<'_>, head: &Judged<'_>, transfer: TransferId, fate: Fate) -> Vec<Change> {
    let mut changes = Vec::new();
    for (before, after) in policies(base, head) {
        let of_transfer = |assessment: &'_ Assessment| -> Option<usize> {
            assessment.transfers.iter().position(|one| one.transfer == transfer)
        };
        let (Some(old), Some(new)) = (of_transfer(before), of_transfer(after)) else { continue };
        let (Some(old), Some(new)) = (before.transfers.get(old), after.transfers.get(new)) else { continue };
        elements(base, head, (old, new), after.policy, fate, &mut changes);
    }
    changes
}

/// Whether the transfer goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It does: what the policy no longer says of it is missing.
    GoesOn,
    /// It does not: the policy need not speak of it.
    HasEnded,
}

/// The two judgements on each policy. One declaration lists them, so that they have the same index.
fn policies<'a>(base: &'a Judged<'_>, head: &'a Judged<'_>) -> Vec<(&'a Assessment, &'a Assessment)> {
    let find = |policy: usize| base.checked.assessments.iter().find(|one| one.policy == policy);
    let heads = head.checked.assessments.iter();
    heads.filter_map(|after| Some((find(after.policy)?, after))).collect()
}

fn elements(
    base: &Judged<'_>,
    head: &Judged<'_>,
    (before, after): (&TransferAssessment, &TransferAssessment),
    policy: usize,
    fate: Fate,
    changes: &mut Vec<Change>,
) {
    for new in &after.elements {
        let same = |old: &&ElementAssessment| old.element == new.element && old.subject == new.subject;
        let Some(old) = before.elements.iter().find(same) else { continue };
        let Some(kind) = kind(old.verdict, new.verdict) else { continue };
        let (judged, location) = match kind {
            Kind::Dropped => (base, old.evidence.first().copied().unwrap_or(old.anchor)),
            _ => (head, new.evidence.first().copied().unwrap_or(new.anchor)),
        };
        let weight = weight(kind, new.element, fate);
        let recipient = head.recipient(after.transfer);
        changes.push(Change {
            of: Of::Disclosure,
            element: Some(new.element),
            subject: (recipient.as_ref() != Some(&new.subject)).then(|| new.subject.clone()),
            policy: Some(head.policy(policy)),
            before: Some(Said::Judged(old.verdict)),
            after: Some(Said::Judged(new.verdict)),
            ..judged.change(kind, weight, after.transfer, location)
        });
    }
}

/// What one policy of the older version said of a transfer, where the newer version has no such policy.
pub(super) fn gone(base: &Judged<'_>, policy: usize, transfer: TransferId, fate: Fate) -> Vec<Change> {
    let assessment = base.checked.assessments.iter().find(|one| one.policy == policy);
    let said = assessment.and_then(|it| it.transfers.iter().find(|one| one.transfer == transfer));
    let elements = said.map_or(&[][..], |said| &said.elements);
    let recipient = base.recipient(transfer);
    let dropped = |old: &ElementAssessment| {
        let kind = kind(old.verdict, Verdict::Omitted)?;
        let location = old.evidence.first().copied().unwrap_or(old.anchor);
        Some(Change {
            of: Of::Disclosure,
            element: Some(old.element),
            subject: (recipient.as_ref() != Some(&old.subject)).then(|| old.subject.clone()),
            policy: Some(base.policy(policy)),
            before: Some(Said::Judged(old.verdict)),
            ..base.change(kind, weight(kind, old.element, fate), transfer, location)
        })
    };
    // A denial that is gone is no loss.
    elements.iter().filter_map(dropped).filter(|change| change.kind == Kind::Dropped).collect()
}

/// How clearly a verdict says that something is stated; nothing where it need not be.
fn clarity(verdict: Verdict) -> Option<u8> {
    Some(match verdict {
        Verdict::Incorrect => 0,
        Verdict::Omitted => 1,
        Verdict::Unknown | Verdict::Ambiguous => 2,
        Verdict::Vague => 3,
        Verdict::Clear => 4,
        Verdict::NotRequired => return None,
    })
}

fn kind(before: Verdict, after: Verdict) -> Option<Kind> {
    let (old, new) = (clarity(before)?, clarity(after)?);
    let omitted = clarity(Verdict::Omitted)?;
    match (before, after) {
        _ if old == new => None,
        (Verdict::Omitted, _) if new > omitted => Some(Kind::Added),
        (_, Verdict::Omitted) if old > omitted => Some(Kind::Dropped),
        _ if new > old => Some(Kind::Strengthened),
        _ => Some(Kind::Weakened),
    }
}

fn weight(kind: Kind, element: Element, fate: Fate) -> Weight {
    let is_for_users = matches!(
        element,
        Element::Recipient | Element::Country | Element::Purpose | Element::Data | Element::Subjects
    );
    match kind {
        Kind::Added if is_for_users => Weight::Notice,
        Kind::Dropped | Kind::Weakened if fate == Fate::GoesOn => Weight::Loss,
        _ => Weight::Plain,
    }
}

/// What policies say that nothing declares, judged by the newer declaration on both sides: recipients, and countries of
/// recipients.
pub(super) fn statements(base: &Judged<'_>, head: &Judged<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (before, after) in policies(base, head) {
        let (old, new) = (undeclared(before), undeclared(after));
        let known: BTreeSet<_> = old.iter().map(Undeclared::key).collect();
        let still: BTreeSet<_> = new.iter().map(Undeclared::key).collect();
        let added = new.iter().filter(|one| !known.contains(&one.key()));
        changes.extend(added.map(|one| one.change(Kind::Added, Weight::Notice, head, head, after.policy)));
        let dropped = old.iter().filter(|one| !still.contains(&one.key()));
        changes.extend(dropped.map(|one| one.change(Kind::Dropped, Weight::Plain, base, head, after.policy)));
    }
    changes
}

/// A recipient, or a country of one, that only the policy names.
struct Undeclared<'a> {
    name: Option<&'a str>,
    country: Option<(TransferId, Country)>,
    location: Location,
}

fn undeclared(assessment: &Assessment) -> Vec<Undeclared<'_>> {
    let recipients = assessment.undeclared_recipients.iter().map(|one| Undeclared {
        name: Some(&one.name),
        country: None,
        location: one.location,
    });
    let countries = assessment.undeclared_countries.iter().map(|one| Undeclared {
        name: None,
        country: Some((one.transfer, one.country)),
        location: one.location,
    });
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for one in recipients.chain(countries) {
        if seen.insert(one.key()) {
            all.push(one);
        }
    }
    all
}

impl Undeclared<'_> {
    fn key(&self) -> (Option<String>, Option<(TransferId, &'static str)>) {
        (self.name.map(str::to_lowercase), self.country.map(|(transfer, country)| (transfer, country.code())))
    }

    fn change(
        &self,
        kind: Kind,
        weight: Weight,
        here: &Judged<'_>,
        head: &Judged<'_>,
        policy: usize,
    ) -> Change {
        let transfer = self.country.map(|(transfer, _)| transfer);
        Change {
            kind,
            of: Of::Statement,
            weight,
            transfer: transfer.and_then(|transfer| head.id(transfer)),
            recipient: self.name.map(str::to_owned).or_else(|| head.recipient(transfer?)),
            element: Some(if self.country.is_some() { Element::Country } else { Element::Recipient }),
            subject: self.country.map(|(_, country)| country.code().to_owned()),
            policy: Some(head.policy(policy)),
            before: None,
            after: None,
            place: Some(here.place(self.location)),
        }
    }
}

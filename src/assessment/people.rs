//! Whose data, and for whom the recipient works.

use crate::disclosure::details::{Share, Value, Weight, Words};
use crate::disclosure::{Frame, Naming, Organisation};
use crate::lexicon::{Column, Term};

use super::Case;
use super::detail::{Judgement, Passages};

/// Whose data: a statement that limits itself to no one speaks of all; one on `Apple Pay users` is less than `all users`.
pub(super) fn subjects(case: &Case<'_>, declared: &Value, passages: &Passages<'_>) -> Judgement {
    let own = || passages.iter().filter(|passage| may_limit_people(passage.frame));
    let means_all = declared.content.terms.iter().any(|found| found.value == Term::AllPeople);
    let is_declared = |words: &Words| declared.content.words.share_in(words) == Share::Whole;
    let named: Vec<_> = own()
        .flat_map(|passage| &passage.content.parts)
        .filter(|part| !means_all && part.weight != Weight::Denied && is_declared(&part.words))
        .map(|part| part.location)
        .collect();
    if !named.is_empty() {
        return Judgement::clear(named);
    }
    let says =
        |term: Term| own().flat_map(|passage| &passage.content.terms).find(move |found| found.value == term);
    match (says(Term::AllPeople), says(Term::SomePeople)) {
        (Some(all), _) if means_all => Judgement::clear(vec![all.location]),
        (_, Some(some)) => Judgement::incorrect(some.location),
        _ => {
            let unlimited: Vec<_> = case.affirmed(Naming::Name).map(|claim| claim.location).collect();
            if unlimited.is_empty() { Judgement::omitted(None) } else { Judgement::clear(unlimited) }
        }
    }
}

fn may_limit_people(frame: Frame) -> bool {
    !matches!(
        frame,
        Frame::Section
            | Frame::Column(
                Column::Country | Column::Contact | Column::Link | Column::Retention | Column::Method
            )
    )
}

/// For whom the recipient processes: that organisation is named where the recipient is.
pub(super) fn on_behalf_of(case: &Case<'_>, declared: &Value, passages: &Passages<'_>) -> Judgement {
    let is_principal = |organisation: &Organisation| match organisation {
        Organisation::Principal(transfer) => case.is_principal(*transfer, &declared.text),
        Organisation::Recipient(id) => case.is_named(*id, &declared.text),
        Organisation::Controller => false,
    };
    let named: Vec<_> = passages
        .iter()
        .filter(|passage| {
            declared.content.words.share_in(&passage.content.words) == Share::Whole
                || passage.organisations.iter().any(is_principal)
        })
        .map(|passage| passage.location)
        .collect();
    if named.is_empty() { Judgement::omitted(None) } else { Judgement::clear(named) }
}

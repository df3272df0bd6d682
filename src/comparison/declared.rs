//! What happens: the transfers of two declarations.

use std::collections::BTreeSet;

use super::versions::Judged;
use super::{Change, Kind, Of, Said, Weight};
use crate::assessment::Element;
use crate::declaration::{Date, Declaration, Located, Recipient, Role, Transfer, TransferId};
use crate::lexicon::country::Country;
use crate::source::Location;

/// One transfer in both versions, or in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) base: Option<TransferId>,
    pub(super) head: Option<TransferId>,
}

/// Which transfers are the same: those with the same id, then those to the same recipient, in order. What has ended is not
/// there. Those of the newer version come first.
pub(super) fn pairs(base: Option<&Declaration>, head: &Declaration, today: Date) -> Vec<Pair> {
    let mut gone = base.map_or_else(Vec::new, |base| going_on(base, today));
    let heads = going_on(head, today);
    let mut partners: Vec<Option<TransferId>> = vec![None; heads.len()];
    for is_same in [same_id, same_recipient] {
        for (partner, &id) in partners.iter_mut().zip(&heads).filter(|(partner, _)| partner.is_none()) {
            let found =
                gone.iter().position(|&other| base.is_some_and(|base| is_same(base, other, head, id)));
            *partner = found.map(|index| gone.remove(index));
        }
    }
    let known = heads.into_iter().zip(partners).map(|(head, base)| Pair { base, head: Some(head) });
    known.chain(gone.into_iter().map(|base| Pair { base: Some(base), head: None })).collect()
}

fn going_on(declaration: &Declaration, today: Date) -> Vec<TransferId> {
    let transfers = declaration.transfers.iter().enumerate();
    transfers.filter(|(_, transfer)| !transfer.has_ended(today)).map(|(id, _)| id).collect()
}

fn same_id(base: &Declaration, left: TransferId, head: &Declaration, right: TransferId) -> bool {
    match (base.transfers.get(left), head.transfers.get(right)) {
        (Some(left), Some(right)) => left.id == right.id,
        _ => false,
    }
}

fn same_recipient(base: &Declaration, left: TransferId, head: &Declaration, right: TransferId) -> bool {
    match (base.recipient_of(left), head.recipient_of(right)) {
        (Some(left), Some(right)) => is_same_organisation(left, right),
        _ => false,
    }
}

/// Whether two entries share a name.
fn is_same_organisation(left: &Recipient, right: &Recipient) -> bool {
    let names = |one: &Recipient| -> BTreeSet<String> {
        std::iter::once(&one.name.value).chain(&one.aliases).map(|name| name.to_lowercase()).collect()
    };
    !names(left).is_disjoint(&names(right))
}

/// What has changed about one transfer, as far as the declarations tell.
pub(super) fn changes(base: Option<&Judged<'_>>, head: &Judged<'_>, pair: Pair) -> Vec<Change> {
    let side = |judged: &'_ Judged<'_>, id: TransferId| {
        let transfer = judged.checked.declaration.transfers.get(id)?;
        Some((transfer.location, Said::Declared(scope(transfer))))
    };
    match (pair.base.and_then(|id| Some((base?, id))), pair.head) {
        (None, Some(id)) => {
            let Some((location, after)) = side(head, id) else { return Vec::new() };
            let change =
                Change { after: Some(after), ..head.change(Kind::Added, Weight::Notice, id, location) };
            vec![change]
        }
        (Some((base, id)), None) => {
            let Some((location, before)) = side(base, id) else { return Vec::new() };
            let change =
                Change { before: Some(before), ..base.change(Kind::Dropped, Weight::Plain, id, location) };
            vec![change]
        }
        (Some((base, before)), Some(after)) => {
            Both::new(base, before, head, after).map(Both::changes).unwrap_or_default()
        }
        (None, None) => Vec::new(),
    }
}

/// `processor; CN, SG`: what a reader wants to know of a transfer that begins or ends.
fn scope(transfer: &Transfer) -> String {
    let role = transfer.role.as_ref().map(|role| role.value.to_string());
    let countries: Vec<&str> = transfer.countries.iter().map(|country| country.value.code()).collect();
    let countries = (!countries.is_empty()).then(|| countries.join(", "));
    role.into_iter().chain(countries).collect::<Vec<_>>().join("; ")
}

/// A transfer that both versions have.
struct Both<'a> {
    head: &'a Judged<'a>,
    base: &'a Judged<'a>,
    id: TransferId,
    before: &'a Transfer,
    after: &'a Transfer,
    names: (&'a Recipient, &'a Recipient),
    changes: Vec<Change>,
}

/// How much an item weighs that is declared anew.
#[derive(Clone, Copy)]
enum Items {
    /// It widens the transfer.
    Scope,
    /// It protects people: more of it is no reason for a notice.
    Protection,
}

impl<'a> Both<'a> {
    fn new(base: &'a Judged<'a>, before: TransferId, head: &'a Judged<'a>, id: TransferId) -> Option<Self> {
        let (old, new) = (&base.checked.declaration, &head.checked.declaration);
        Some(Self {
            head,
            base,
            id,
            before: old.transfers.get(before)?,
            after: new.transfers.get(id)?,
            names: (old.recipient_of(before)?, new.recipient_of(id)?),
            changes: Vec::new(),
        })
    }

    fn changes(mut self) -> Vec<Change> {
        let (before, after) = (self.before, self.after);
        let (old, new) = self.names;
        if !is_same_organisation(old, new) {
            self.value(
                Element::Recipient,
                Some(&old.name),
                Some(&new.name),
                |name| name.clone(),
                |_, _| Weight::Notice,
            );
        }
        let countries = |transfer: &Transfer| -> Vec<Located<String>> {
            let code = |country: &Located<Country>| Located {
                value: country.value.code().to_owned(),
                location: country.location,
            };
            transfer.countries.iter().map(code).collect()
        };
        self.items(Element::Country, &countries(before), &countries(after), Items::Scope);
        self.value(Element::Role, before.role.as_ref(), after.role.as_ref(), Role::to_string, |_, after| {
            match after {
                // Someone who decides for himself is another recipient than someone who does as he is told.
                Some(Role::ThirdParty | Role::JointController) => Weight::Notice,
                Some(Role::Processor) | None => Weight::Plain,
            }
        });
        self.items(Element::Data, &before.data, &after.data, Items::Scope);
        self.items(Element::Purpose, &before.purposes, &after.purposes, Items::Scope);
        self.items(Element::Safeguard, &before.safeguards, &after.safeguards, Items::Protection);
        let reaches = |_: Option<&String>, after: Option<&String>| match after {
            Some(_) => Weight::Notice,
            None => Weight::Plain,
        };
        // That people are named who were not narrows at least as often as it widens.
        let other_people = |before: Option<&String>, after: Option<&String>| match (before, after) {
            (Some(_), Some(_)) => Weight::Notice,
            _ => Weight::Plain,
        };
        let plain = |_: Option<&String>, _: Option<&String>| Weight::Plain;
        self.text(Element::Subjects, &before.subjects, &after.subjects, other_people);
        self.text(Element::OnBehalfOf, &before.on_behalf_of, &after.on_behalf_of, reaches);
        self.text(Element::AutomatedDecision, &before.automated_decision, &after.automated_decision, reaches);
        self.text(Element::Retention, &before.retention, &after.retention, plain);
        self.text(Element::Method, &before.method, &after.method, plain);
        self.text(Element::LegalBasis, &before.legal_basis, &after.legal_basis, plain);
        self.text(Element::Refusal, &before.refusal, &after.refusal, plain);
        self.changes
    }

    fn text(
        &mut self,
        element: Element,
        before: &'a Option<Located<String>>,
        after: &'a Option<Located<String>>,
        weight: impl Fn(Option<&String>, Option<&String>) -> Weight,
    ) {
        self.value(element, before.as_ref(), after.as_ref(), String::clone, weight);
    }

    fn value<T: PartialEq>(
        &mut self,
        element: Element,
        before: Option<&Located<T>>,
        after: Option<&Located<T>>,
        words: impl Fn(&T) -> String,
        weight: impl Fn(Option<&T>, Option<&T>) -> Weight,
    ) {
        let (old, new) = (before.map(|one| &one.value), after.map(|one| &one.value));
        if old == new {
            return;
        }
        let kind = match (old, new) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Dropped,
            _ => Kind::Changed,
        };
        let location = after.map(|one| one.location);
        let base = before.map(|one| one.location);
        self.push(kind, weight(old, new), element, None, location, base);
        if let Some(change) = self.changes.last_mut() {
            change.before = old.map(|value| Said::Declared(words(value)));
            change.after = new.map(|value| Said::Declared(words(value)));
        }
    }

    /// Items are the same however they are written in capitals.
    fn items(
        &mut self,
        element: Element,
        before: &[Located<String>],
        after: &[Located<String>],
        items: Items,
    ) {
        let key = |item: &Located<String>| item.value.to_lowercase();
        let known: BTreeSet<String> = before.iter().map(key).collect();
        let still: BTreeSet<String> = after.iter().map(key).collect();
        let (more, less, weight) = match items {
            Items::Scope => (Kind::Widened, Kind::Narrowed, Weight::Notice),
            Items::Protection => (Kind::Added, Kind::Dropped, Weight::Plain),
        };
        for item in after.iter().filter(|item| !known.contains(&key(item))) {
            self.push(more, weight, element, Some(item.value.clone()), Some(item.location), None);
        }
        for item in before.iter().filter(|item| !still.contains(&key(item))) {
            self.push(less, Weight::Plain, element, Some(item.value.clone()), None, Some(item.location));
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        weight: Weight,
        element: Element,
        subject: Option<String>,
        head: Option<Location>,
        base: Option<Location>,
    ) {
        let mut change = self.head.change(kind, weight, self.id, head.unwrap_or(self.after.location));
        if let (None, Some(base)) = (head, base) {
            change.place = Some(self.base.place(base));
        }
        self.changes.push(Change { of: Of::Transfer, element: Some(element), subject, ..change });
    }
}

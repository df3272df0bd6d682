//! What is declared of recipients that tells their namings apart.

use std::collections::HashMap;

use super::super::legal_form::LegalForms;
use crate::declaration::{Declaration, RecipientId};
use crate::lexicon::country::Country;
use crate::policy::{fold, normalise};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) countries: Vec<Country>,
    /// Its names that hold a legal form.
    pub(super) units: Vec<Unit>,
    /// Its category in the singular, as categories are compared.
    category: Option<String>,
}

impl Declared {
    /// Whether it is declared as one legal unit.
    pub(super) fn is_legal_unit(&self) -> bool {
        !self.units.is_empty()
    }
}

/// A name with its legal form, as letters and digits alone: `Acme, Inc.` is `Acme Inc`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unit {
    full: String,
    /// Without the form.
    pub(super) bare: String,
}

impl Unit {
    /// None for a name without a legal form.
    pub(super) fn of(forms: &LegalForms, name: &str) -> Option<Self> {
        let letters = |name: &str| fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect();
        let (full, bare): (String, String) = (letters(name), letters(&forms.strip(name)));
        (full != bare).then_some(Self { full, bare })
    }
}

/// What is declared of each recipient.
pub(super) fn recipients(declaration: &Declaration, forms: &LegalForms) -> Vec<Declared> {
    let mut recipients: Vec<Declared> = declaration
        .recipients
        .iter()
        .map(|recipient| {
            let names = std::iter::once(&recipient.name.value).chain(&recipient.aliases);
            Declared {
                countries: recipient.country.iter().map(|country| country.value).collect(),
                units: names.filter_map(|name| Unit::of(forms, &normalise(name))).collect(),
                category: recipient.category.as_deref().map(singular),
            }
        })
        .collect();
    for transfer in &declaration.transfers {
        if let Some(recipient) = recipients.get_mut(transfer.recipient) {
            recipient.countries.extend(transfer.countries.iter().map(|country| country.value));
        }
    }
    recipients
}

/// A category that is declared in the plural is the same as the singular of another's.
fn singular(category: &str) -> String {
    let folded = fold(&normalise(category));
    folded.strip_suffix('s').unwrap_or(&folded).to_owned()
}

/// By recipient: the first that is declared with its category; itself where it has none.
pub(super) fn first_of_category(recipients: &[Declared]) -> Vec<RecipientId> {
    let mut first: HashMap<&str, RecipientId> = HashMap::new();
    let mut of = |id: RecipientId, declared| match declared {
        Some(category) => *first.entry(category).or_insert(id),
        None => id,
    };
    recipients.iter().enumerate().map(|(id, declared)| of(id, declared.category.as_deref())).collect()
}

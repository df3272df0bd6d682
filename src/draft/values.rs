//! What a draft says of a transfer: the declared values, in the language of the policy where that has words for them.

use super::row::PLACEHOLDER;
use crate::declaration::{Declaration, Located, Recipient, Transfer, TransferId};
use crate::lexicon::country::Country;
use crate::lexicon::{Column, Drafting, Language, Part};
use crate::reading::Reading;

/// A transfer and the words to tell it in.
pub(super) struct Facts<'a> {
    pub(super) transfer: &'a Transfer,
    pub(super) recipient: &'a Recipient,
    language: &'static str,
    words: Option<(&'static Language, &'static Drafting)>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(declaration: &'a Declaration, transfer: TransferId, reading: &Reading) -> Option<Self> {
        let transfer = declaration.transfers.get(transfer)?;
        let recipient = declaration.recipients.get(transfer.recipient)?;
        Some(Self { transfer, recipient, language: reading.language(), words: reading.drafting() })
    }

    /// What is declared of a part.
    pub(super) fn declared(&self, part: Part) -> Option<String> {
        let one = |value: &Option<Located<String>>| value.as_ref().map(|value| value.value.clone());
        let Self { transfer, recipient, .. } = self;
        match part {
            Part::Recipient => Some(recipient.name.value.clone()),
            Part::Country => list(&transfer.countries, |country| self.country(*country)),
            Part::Data => named(&transfer.data, |item| self.data(item)),
            Part::Purpose => named(&transfer.purposes, |purpose| self.purpose(purpose)),
            Part::Retention => one(&transfer.retention),
            Part::Method => one(&transfer.method),
            Part::Contact => recipient.contact.clone(),
            Part::LegalBasis => one(&transfer.legal_basis),
            Part::Safeguard => list(&transfer.safeguards, String::clone),
            Part::Refusal => one(&transfer.refusal),
            Part::Subjects => one(&transfer.subjects),
            Part::OnBehalfOf => one(&transfer.on_behalf_of),
            Part::AutomatedDecision => one(&transfer.automated_decision),
        }
    }

    /// The same, or what marks that nobody has declared it.
    pub(super) fn value(&self, part: Part) -> String {
        let placeholder =
            || self.words.map_or_else(|| PLACEHOLDER.to_owned(), |(_, drafting)| drafting.placeholder(part));
        self.declared(part).unwrap_or_else(placeholder)
    }

    /// What belongs under one of the titles that drafts give to columns: some of them no policy has, so that no list of
    /// headings knows them.
    pub(super) fn titled(&self, title: &str) -> Option<String> {
        let part = self.words?.1.part(title)?;
        Some(self.declared(part).unwrap_or_else(|| PLACEHOLDER.to_owned()))
    }

    /// What belongs under a heading; none where that is on nothing that is declared.
    pub(super) fn under(&self, column: Option<Column>) -> Option<String> {
        match column? {
            Column::Seat => {
                let country = self.recipient.country.as_ref().map(|country| self.country(country.value));
                Some(country.unwrap_or_else(|| PLACEHOLDER.to_owned()))
            }
            Column::Purpose => Some(self.purpose_and_principal()),
            column => Some(self.declared(part_of(column)?).unwrap_or_else(|| PLACEHOLDER.to_owned())),
        }
    }

    /// For whom the recipient works stands beside what it does.
    fn purpose_and_principal(&self) -> String {
        let purposes = self.declared(Part::Purpose).unwrap_or_else(|| PLACEHOLDER.to_owned());
        match &self.transfer.on_behalf_of {
            Some(principal) => format!("{purposes} ({})", principal.value),
            None => purposes,
        }
    }

    fn country(&self, country: Country) -> String {
        country.name(self.language).unwrap_or_else(|| country.english_name()).to_owned()
    }

    fn data(&self, item: &str) -> String {
        self.words.map_or_else(|| item.to_owned(), |(language, drafting)| drafting.data_name(language, item))
    }

    fn purpose(&self, purpose: &str) -> String {
        self.words.map_or_else(
            || purpose.to_owned(),
            |(language, drafting)| drafting.purpose_name(language, purpose),
        )
    }
}

/// What a column of a table says of a transfer, recipients and seats aside.
fn part_of(column: Column) -> Option<Part> {
    Some(match column {
        Column::Country => Part::Country,
        Column::Data => Part::Data,
        Column::Retention => Part::Retention,
        Column::Method => Part::Method,
        Column::Contact => Part::Contact,
        Column::LegalBasis => Part::LegalBasis,
        Column::Safeguard => Part::Safeguard,
        Column::Refusal => Part::Refusal,
        _ => return None,
    })
}

/// The values under their names in the policy's language. What would bear the name of another one keeps the declared words:
/// dates of payments and numbers of payments are both records of payments.
fn named(values: &[Located<String>], name: impl Fn(&str) -> String) -> Option<String> {
    let names: Vec<String> = values.iter().map(|value| name(&value.value)).collect();
    let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let told =
        values.iter().zip(&names).map(|(value, name)| if is_shared(name) { &value.value } else { name });
    let told: Vec<&str> = told.map(String::as_str).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn list<T>(values: &[Located<T>], name: impl Fn(&T) -> String) -> Option<String> {
    let words: Vec<String> = values.iter().map(|value| name(&value.value)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

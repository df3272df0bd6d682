//! What the page calls transfers and countries.

use crate::declaration::{Declaration, TransferId};
use crate::lexicon::country::Country;

/// The names of one declaration.
#[derive(Debug)]
pub(super) struct Names<'a> {
    declaration: &'a Declaration,
}

impl<'a> Names<'a> {
    pub(super) fn new(declaration: &'a Declaration) -> Self {
        Self { declaration }
    }

    /// The id of a transfer.
    pub(super) fn id(&self, transfer: TransferId) -> &'a str {
        self.declaration.transfers.get(transfer).map_or("", |transfer| &transfer.id)
    }

    /// The recipient's name as declared.
    pub(super) fn recipient(&self, transfer: TransferId) -> &'a str {
        let recipient = self.declaration.recipient_of(transfer);
        recipient.map_or("", |recipient| &recipient.name.value)
    }

    /// `Alipay (nsf-score)`.
    pub(super) fn transfer(&self, transfer: TransferId) -> String {
        format!("{} ({})", self.recipient(transfer), self.id(transfer))
    }

    /// Who publishes the policies.
    pub(super) fn controller(&self) -> &'a str {
        self.declaration.controller.name.as_deref().unwrap_or("The controller")
    }

    /// `China (CN)`.
    pub(super) fn country(country: Country) -> String {
        format!("{} ({})", country.english_name(), country.code())
    }
}

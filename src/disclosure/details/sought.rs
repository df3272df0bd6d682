//! The declared values in the form in which those of a policy are, so that comparing them needs no text.

use crate::declaration::{Declaration, Located, Transfer};
use crate::lexicon::Lexicon;
use crate::source::Location;

use super::content::{Content, Contents};

/// What a declaration says of one transfer beyond who, where and in which role.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Which data, item by item.
    pub data: Vec<Value>,
    /// What for.
    pub purposes: Vec<Value>,
    /// How long.
    pub retention: Option<Value>,
    /// By which means.
    pub method: Option<Value>,
    /// How the recipient is reached.
    pub contact: Option<Value>,
    /// On which ground.
    pub legal_basis: Option<Value>,
    /// What protects the transfer.
    pub safeguards: Vec<Value>,
    /// How a person refuses.
    pub refusal: Option<Value>,
    /// Whose data.
    pub subjects: Option<Value>,
    /// For whom the recipient processes.
    pub on_behalf_of: Option<Value>,
    /// What is decided about people from it.
    pub automated_decision: Option<Value>,
}

/// A declared value.
#[derive(Clone, Debug)]
pub struct Value {
    /// As declared.
    pub text: String,
    /// What it says.
    pub content: Content,
    /// Its place in the YAML.
    pub location: Location,
}

impl Sought {
    /// Whether nothing is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let one = [
            &self.retention,
            &self.method,
            &self.contact,
            &self.legal_basis,
            &self.refusal,
            &self.subjects,
            &self.on_behalf_of,
            &self.automated_decision,
        ];
        one.iter().all(|value| value.is_none())
            && [&self.data, &self.purposes, &self.safeguards].iter().all(|values| values.is_empty())
    }
}

/// One per transfer, in the order of the declaration.
pub(super) fn of(declaration: &Declaration, lexicon: &Lexicon) -> Vec<Sought> {
    if !declaration.transfers.iter().any(|transfer| says_more(declaration, transfer)) {
        return vec![Sought::default(); declaration.transfers.len()];
    }
    let contents = Contents::of_declaration(lexicon);
    let value = |declared: &Located<String>| Value {
        text: declared.value.clone(),
        content: contents.of_value(&declared.value, declared.location),
        location: declared.location,
    };
    let one = |declared: &Option<Located<String>>| declared.as_ref().map(value);
    let all = |declared: &[Located<String>]| declared.iter().map(value).collect();
    let sought = |transfer: &Transfer| Sought {
        data: all(&transfer.data),
        purposes: all(&transfer.purposes),
        retention: one(&transfer.retention),
        method: one(&transfer.method),
        contact: contact(declaration, transfer).map(|text| Value {
            content: contents.of_value(text, transfer.recipient_location),
            text: text.to_owned(),
            location: transfer.recipient_location,
        }),
        legal_basis: one(&transfer.legal_basis),
        safeguards: all(&transfer.safeguards),
        refusal: one(&transfer.refusal),
        subjects: one(&transfer.subjects),
        on_behalf_of: one(&transfer.on_behalf_of),
        automated_decision: one(&transfer.automated_decision),
    };
    declaration.transfers.iter().map(sought).collect()
}

fn contact<'a>(declaration: &'a Declaration, transfer: &Transfer) -> Option<&'a str> {
    declaration.recipients.get(transfer.recipient)?.contact.as_deref()
}

/// Whether anything is declared that wants comparing: the words of every language are not put together for nothing.
fn says_more(declaration: &Declaration, transfer: &Transfer) -> bool {
    let one = [
        &transfer.retention,
        &transfer.method,
        &transfer.legal_basis,
        &transfer.refusal,
        &transfer.subjects,
        &transfer.on_behalf_of,
        &transfer.automated_decision,
    ];
    one.iter().any(|value| value.is_some())
        || [&transfer.data, &transfer.purposes, &transfer.safeguards].iter().any(|all| !all.is_empty())
        || contact(declaration, transfer).is_some()
}

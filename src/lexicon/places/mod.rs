//! Finding countries, places in them and groups of them in the text of a policy.
//!
//! The names stand in the tables beside this file and are compiled by `build/places.rs`. A [`Gazetteer`] takes those of the
//! document's languages; `edges` decides where a name may begin and end, `support` whether an ambiguous one is meant.

mod column;
mod edges;
mod gazetteer;
mod group;
mod support;
pub(crate) mod table;
#[cfg(test)]
mod tests;

pub(crate) use column::is_state_of_america;
pub use gazetteer::Gazetteer;
pub(super) use gazetteer::{Meaning, Phrases};
pub use group::Group;

use super::country::Country;

/// A place that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A country.
    Country(Country),
    /// A city, a state or a cloud region in this country.
    Within(Country),
    /// More than one country.
    Group(Group),
    /// Any country but those of a group: `outside the European Economic Area`.
    Outside(Group),
}

/// Where a text names a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Its first byte in [`Text::as_str`](crate::policy::Text::as_str).
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it names.
    pub place: Place,
}

/// What kind of text is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Running text, or a cell of which nothing is known: a name that is also an ordinary word needs support.
    Prose,
    /// A cell or a value that is to name countries: every name counts, and so do bare codes.
    CountryColumn,
}

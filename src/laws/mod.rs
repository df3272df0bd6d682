//! What laws ask a policy to disclose: one pack per law, and what the packs in force ask of one transfer.
//!
//! The packs stand in `packs/*.yaml`, with their sources, and are compiled into the binary; users write their own in the same
//! format. Without any, everything that a declaration says must be disclosed: the baseline. With some, what they ask is asked,
//! and nothing else. Nothing here is legal advice.

mod basis;
mod flow;
mod format;
mod model;
mod read;
mod refine;
mod requirement;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

pub use basis::Ground;
pub use flow::{Automation, Flow};
#[cfg(test)]
pub(crate) use format::{AREA_GROUPS, Entry, File, List};
pub use model::{Adequate, Area, Asks, Example, Many, Pack, Row, Text};
pub use read::Fault;
pub(crate) use refine::of_element;
pub use refine::refine;
pub(crate) use requirement::severity;
pub use requirement::{Citation, Demand, Force, Requirement, closed_lists, consents, requirement};
pub use words::{Basis, Element, Form, Kind, Status, Verified, When};

use crate::declaration::Date;
use crate::lexicon::country::Country;
use crate::lexicon::places::Group;

mod packs {
    use super::{
        Adequate, Area, Asks, Basis, Cow, Date, Element, Example, Form, Kind, Pack, Row, Status, Verified,
        When,
    };

    include!(concat!(env!("OUT_DIR"), "/laws.rs"));
}

/// A pack that a declaration puts in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Law {
    /// One that comes with the program.
    Shipped(&'static Pack),
    /// One that the project wrote.
    Own(Arc<Pack>),
}

impl Law {
    /// The pack of this name that comes with the program.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        shipped().iter().find(|pack| pack.id == id).map(Self::Shipped)
    }

    /// A user's pack, from the text of its file.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read::pack(text, |code| Country::from_code(code).is_some_and(|country| country.code() == code))
            .map(|pack| Self::Own(Arc::new(pack)))
    }
}

impl Deref for Law {
    type Target = Pack;

    fn deref(&self) -> &Pack {
        match self {
            Self::Shipped(pack) => pack,
            Self::Own(pack) => pack,
        }
    }
}

/// Every pack that comes with the program, by name.
#[must_use]
pub fn shipped() -> &'static [Pack] {
    packs::PACKS
}

impl Area {
    /// Whether the country is this one, or one of these.
    #[must_use]
    pub fn contains(self, country: Country) -> bool {
        match self {
            Self::Country(code) => country.code().as_bytes() == code,
            Self::Eu => Group::Eu.contains(country),
            Self::Eea => Group::Eea.contains(country),
        }
    }

    /// The name in reports: the country's own, or that of the group.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Country(code) => {
                let code = std::str::from_utf8(&code).unwrap_or_default().to_owned();
                Country::from_code(&code).map_or("", |country| country.english_name())
            }
            Self::Eu => "the European Union",
            Self::Eea => "the European Economic Area",
        }
    }
}

impl Pack {
    /// Whether data that goes there leaves the law's own area.
    #[must_use]
    pub fn is_foreign(&self, country: Country) -> bool {
        !self.domestic.iter().any(|area| area.contains(country))
    }

    /// Whether the law, or its regulator, is noted to hold that the country protects data well enough.
    #[must_use]
    pub fn is_adequate(&self, country: Country) -> bool {
        self.adequate.as_ref().is_some_and(|list| list.areas.iter().any(|area| area.contains(country)))
    }
}

impl From<crate::assessment::Element> for Element {
    fn from(judged: crate::assessment::Element) -> Self {
        use crate::assessment::Element as Judged;
        match judged {
            Judged::Recipient => Self::Recipient,
            Judged::Country => Self::Country,
            Judged::Role => Self::Role,
            Judged::Data => Self::Data,
            Judged::Purpose => Self::Purpose,
            Judged::Retention => Self::Retention,
            Judged::Method => Self::Method,
            Judged::Contact => Self::Contact,
            Judged::LegalBasis => Self::LegalBasis,
            Judged::Safeguard => Self::Safeguard,
            Judged::Refusal => Self::Refusal,
            Judged::Subjects => Self::Subjects,
            Judged::OnBehalfOf => Self::OnBehalfOf,
            Judged::AutomatedDecision => Self::AutomatedDecision,
        }
    }
}

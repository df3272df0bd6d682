//! Categories of personal data and of purposes: language-neutral, with the broader ones above each.
//!
//! The hierarchies stand in `vocabulary/*.tsv`, the words for them in `languages/*.yaml`. A policy that says `휴대폰번호` and
//! a declaration that says `mobile number` meet in `contact.phone_number`.

use std::fmt;
use std::hash::Hash;

use super::finder::Finder;
use super::marks::{Mark, Term};
use super::{Language, tables};

mod hierarchies {
    use super::{Entry, Taxonomy};

    include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));
}

/// The entries of one hierarchy, by number.
#[derive(Debug)]
pub struct Taxonomy(&'static [Entry]);

#[derive(Debug)]
struct Entry {
    id: &'static str,
    /// Numbers of all broader entries, at any distance.
    ancestors: &'static [u16],
}

impl Taxonomy {
    /// The names of all entries, in the order of the hierarchy's file.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|entry| entry.id)
    }
}

/// An entry of a hierarchy.
pub trait Concept: Mark + Eq + Ord + Hash + fmt::Debug + 'static {
    /// The hierarchy that it is of.
    fn taxonomy() -> &'static Taxonomy;

    /// Its place there.
    fn number(self) -> u16;

    /// The entry with this name in the hierarchy's file.
    #[must_use]
    fn with_id(id: &str) -> Option<Self> {
        let at = Self::taxonomy().ids().position(|own| own == id)?;
        Self::from_number(u16::try_from(at).ok()?)
    }

    /// Its name in the hierarchy's file.
    #[must_use]
    fn id(self) -> &'static str {
        Self::taxonomy().0.get(usize::from(self.number())).map_or("", |entry| entry.id)
    }

    /// Whether it is `other`, or narrower than it.
    #[must_use]
    fn is_a(self, other: Self) -> bool {
        self == other
            || Self::taxonomy()
                .0
                .get(usize::from(self.number()))
                .is_some_and(|entry| entry.ancestors.contains(&other.number()))
    }

    /// Whether it is the first of its hierarchy: personal data as such, the service as such. It says nothing.
    #[must_use]
    fn is_everything(self) -> bool {
        self.number() == 0
    }
}

/// Declares the type of a hierarchy's entries.
macro_rules! concept {
    ($(#[$doc:meta])* $name:ident in $taxonomy:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl Mark for $name {
            fn from_number(number: u16) -> Option<Self> {
                (usize::from(number) < hierarchies::$taxonomy.0.len()).then_some(Self(number))
            }
        }

        impl Concept for $name {
            fn taxonomy() -> &'static Taxonomy {
                &hierarchies::$taxonomy
            }

            fn number(self) -> u16 {
                self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.id())
            }
        }
    };
}

concept! {
    /// A category of personal data.
    DataCategory in DATA
}

concept! {
    /// What data is used for.
    Purpose in PURPOSES
}

/// The words of some languages for data, purposes and the terms of a transfer.
#[derive(Debug)]
pub struct Vocabulary {
    /// Categories of personal data.
    pub data: Finder<DataCategory>,
    /// Purposes.
    pub purposes: Finder<Purpose>,
    /// Durations, grounds, safeguards, ways to refuse, means of transmission, people.
    pub terms: Finder<Term>,
}

impl Vocabulary {
    /// The words of these languages.
    pub(super) fn new(languages: &[&'static Language]) -> Self {
        Self {
            data: Finder::new(languages, |language| &language.data),
            purposes: Finder::new(languages, |language| &language.purposes),
            terms: Finder::new(languages, |language| &language.terms),
        }
    }

    /// The words of every language: a declaration can be written in any.
    #[must_use]
    pub fn of_all_languages() -> Self {
        Self::new(&tables::LANGUAGES.iter().collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(word: &str) -> Vec<&'static str> {
        let all = Vocabulary::of_all_languages();
        all.data
            .find(word)
            .into_iter()
            .filter(|hit| hit.end - hit.start == word.len())
            .map(|hit| hit.mark.id())
            .collect()
    }

    #[test]
    fn words_of_all_languages_meet_in_one_category() {
        assert_eq!(data("phone number"), data("휴대폰번호"));
        assert_eq!(data("e-mail address"), ["contact.email"]);
    }

    #[test]
    fn narrower_is_a_broader_one_and_not_the_reverse() {
        let of = |id: &str| {
            (0..u16::MAX).filter_map(DataCategory::from_number).find(|category| category.id() == id).unwrap()
        };
        assert!(of("contact.email").is_a(of("contact")));
        assert!(of("contact.email").is_a(of("user")));
        assert!(!of("contact").is_a(of("contact.email")));
        assert!(of("financial.bank_account").is_a(of("payment")));
        assert!(of("user").is_everything() && !of("contact").is_everything());
    }
}

//! The words that `divulge draft` writes in a language.

use super::Language;
use super::marks::{Chapter, Mark, Part};
use super::vocabulary::{Concept, DataCategory, Purpose, Vocabulary};
use crate::policy::fold;

/// The words of one language.
#[derive(Debug)]
pub struct Drafting {
    /// By chapter.
    pub(super) sections: &'static [Words],
    /// By part: the title of its column.
    pub(super) titles: &'static [&'static str],
    /// Names of categories of data, by number.
    pub(super) data: &'static [(u16, &'static str)],
    /// Names of purposes, by number.
    pub(super) purposes: &'static [(u16, &'static str)],
}

/// The words that open a section.
#[derive(Debug)]
pub struct Words {
    /// The heading.
    pub heading: &'static str,
    /// The sentence between the heading and the table.
    pub sentence: &'static str,
}

impl Drafting {
    /// The words that open a section; none in a build whose tables are broken.
    #[must_use]
    pub fn section(&self, chapter: Chapter) -> Option<&'static Words> {
        self.sections.get(chapter as usize)
    }

    /// The title of a column.
    #[must_use]
    pub fn title(&self, part: Part) -> &'static str {
        self.titles.get(part as usize).copied().unwrap_or_default()
    }

    /// The part whose column has this title.
    #[must_use]
    pub fn part(&self, title: &str) -> Option<Part> {
        let at = self.titles.iter().position(|own| *own == title)?;
        Part::from_number(u16::try_from(at).ok()?)
    }

    /// What stands for a part that nobody has declared. The rule `unfilled-placeholder` finds it again.
    #[must_use]
    pub fn placeholder(&self, part: Part) -> String {
        format!("[TODO: {}]", self.title(part))
    }

    /// What this language calls a category of data.
    #[must_use]
    pub fn word_for_data(&self, category: DataCategory) -> Option<&'static str> {
        self.data.iter().find(|(number, _)| *number == category.number()).map(|(_, name)| *name)
    }

    /// What this language calls a purpose.
    #[must_use]
    pub fn word_for_purpose(&self, purpose: Purpose) -> Option<&'static str> {
        self.purposes.iter().find(|(number, _)| *number == purpose.number()).map(|(_, name)| *name)
    }

    /// An item of data as this language calls it; the declared words where it has none, or where they are its own.
    #[must_use]
    pub fn data_name(&self, language: &'static Language, declared: &str) -> String {
        let all = Vocabulary::of_all_languages().data;
        named(&all.find(&fold(declared)), self.data, language, declared)
    }

    /// A purpose as this language calls it, in the same way.
    #[must_use]
    pub fn purpose_name(&self, language: &'static Language, declared: &str) -> String {
        let all = Vocabulary::of_all_languages().purposes;
        named(&all.find(&fold(declared)), self.purposes, language, declared)
    }
}

/// Only words that mean one category as a whole are replaced: `logs of searches` says more than `logs`.
fn named<C: Concept + Mark>(
    hits: &[super::Hit<C>],
    names: &[(u16, &'static str)],
    language: &'static Language,
    declared: &str,
) -> String {
    let length = fold(declared).len();
    let mut whole = hits.iter().filter(|hit| hit.end - hit.start == length).peekable();
    let is_own = whole.clone().any(|hit| hit.language == language);
    let first = whole.peek().map(|hit| hit.mark.number());
    let name = names.iter().find(|(number, _)| Some(*number) == first && !is_own);
    name.map_or_else(|| declared.to_owned(), |(_, name)| capitalised(name))
}

/// The word lists are in lower case; what stands alone in a cell begins with a capital.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

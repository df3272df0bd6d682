//! The words of each language: data and look-ups, no judgement.
//!
//! The words stand in `languages/*.yaml`, one file per language, and are compiled into the binary.

pub mod country;
mod finder;
mod marks;
pub mod places;
mod trie;
mod vocabulary;

pub use finder::{Finder, Hit};
pub(crate) use finder::{ends_word, is_spaced, starts_word};
pub use marks::{Column, Cue, Mark, Term, Topic};
pub(crate) use trie::{Blanks, Search, Trie};
pub use vocabulary::{Concept, DataCategory, Purpose, Vocabulary};

use finder::Phrases;

mod tables {
    use super::places::Group;
    use super::{Blanks, DenialSide, Language, Phrases};

    include!(concat!(env!("OUT_DIR"), "/languages.rs"));
}

/// The words of one language, in lower case and normalised.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Where a denial stands.
    pub denial: DenialSide,
    /// Words whose full stop does not end a sentence, without it.
    pub abbreviations: &'static [&'static str],
    /// Words that tell an organisation's legal form, longest first.
    pub legal_forms: &'static [&'static str],
    /// What may be attached to the end of a name, longest first.
    pub particles: &'static [&'static str],
    /// Words before which the head word of a heading stands: `Location of processing`.
    pub prepositions: &'static [&'static str],
    /// Names that are ordinary words too.
    pub common_words: &'static [&'static str],
    /// Nouns that make a name generic: `service providers`, `제휴사`.
    pub generic_names: &'static [&'static str],
    /// Words that say nothing where names of data and purposes are compared: `the`, `service`.
    pub fillers: &'static [&'static str],
    /// What is cut off the end of a word before it is compared, longest first.
    pub endings: &'static [&'static str],
    topics: Phrases,
    columns: Phrases,
    cues: Phrases,
    terms: Phrases,
    data: Phrases,
    purposes: Phrases,
    places: &'static [(&'static str, places::Group)],
}

/// On which side of a verb its denial stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DenialSide {
    /// `do not share with X`: the denial comes first and reaches to the end of the clause.
    Before,
    /// `X에 제공하지 않습니다`: the denial closes the clause that it denies.
    After,
}

/// Whether a word may go on after a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PhraseEnd {
    /// The word ends with the phrase.
    Closed,
    /// `disclos*`: any ending.
    Open,
}

/// The words of the languages that one document is read in.
#[derive(Debug)]
pub struct Lexicon {
    languages: Vec<&'static Language>,
    /// What a section is about, by its heading.
    pub topics: Finder<Topic>,
    /// What a column or label announces.
    pub columns: Finder<Column>,
    /// What a phrase does in a sentence.
    pub cues: Finder<Cue>,
    /// Countries and vaguer places.
    pub places: places::Gazetteer,
}

impl Lexicon {
    /// The lexicon for a document in these languages; tags without a lexicon add nothing. English is always read: names,
    /// table headings and whole sections in it stand in policies of every language.
    #[must_use]
    pub fn new(tags: &[&str]) -> Self {
        let languages: Vec<&'static Language> = tables::LANGUAGES
            .iter()
            .filter(|language| language.tag == "en" || tags.iter().any(|tag| primary(tag) == language.tag))
            .collect();
        let tags: Vec<&str> = languages.iter().map(|language| language.tag).collect();
        let groups = languages.iter().flat_map(|language| language.places.iter().copied());
        Self {
            topics: Finder::new(languages.iter().map(|language| &language.topics)),
            columns: Finder::new(languages.iter().map(|language| &language.columns)),
            cues: Finder::new(languages.iter().map(|language| &language.cues)),
            places: places::Gazetteer::new(&tags, groups),
            languages,
        }
    }

    /// The languages, in the order of their tags.
    #[must_use]
    pub fn languages(&self) -> &[&'static Language] {
        &self.languages
    }

    /// What these languages call data, purposes and the terms of a transfer.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(&self.languages)
    }

    /// Whether this may be attached to the end of a name in the language of the tag.
    #[must_use]
    pub fn is_particle(tag: &str, run: &str) -> bool {
        tables::LANGUAGES
            .iter()
            .any(|language| language.tag == primary(tag) && language.particles.contains(&run))
    }

    /// Whether there is a lexicon for the language of this tag.
    #[must_use]
    pub fn knows(tag: &str) -> bool {
        tables::LANGUAGES.iter().any(|language| language.tag == primary(tag))
    }

    /// The language of a text, told by its script where that decides: Hangul is Korean, everything else is read as English.
    #[must_use]
    pub fn detect(text: &str) -> &'static str {
        let (mut letters, mut hangul) = (0_usize, 0_usize);
        for letter in text.chars() {
            // What is most of any text is told without a look into the tables of Unicode.
            let is_hangul = matches!(letter, '가'..='힣');
            hangul += usize::from(is_hangul);
            letters += usize::from(is_hangul || letter.is_alphabetic());
        }
        if hangul * 10 > letters { "ko" } else { "en" }
    }
}

/// `ko-KR` -> `ko`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

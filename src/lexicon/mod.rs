//! The words of each language: data and look-ups, no judgement.
//!
//! The words stand in `languages/*.yaml`, one file per language, and are compiled into the binary.

pub mod country;
mod detect;
mod drafting;
mod finder;
#[cfg(test)]
#[expect(
    dead_code,
    reason = "the build script reads the files; here is what the schema of them is made from"
)]
pub(crate) mod format;
mod marks;
pub(crate) mod organisations;
pub mod places;
mod search;
mod trie;
mod vocabulary;

pub use drafting::{Drafting, Words};
pub use finder::{Finder, Hit};
pub(crate) use finder::{ends_word, is_spaced, starts_word};
pub use marks::{Chapter, Column, Cue, Mark, Part, Term, Topic, Trace};
pub(crate) use search::{Search, Starts};
pub(crate) use trie::{Blanks, Trie};
pub use vocabulary::{Concept, DataCategory, Purpose, Vocabulary};

use finder::Phrases;

mod tables {
    use super::detect::Script;
    use super::finder::Texts;
    use super::places::{self, Group, Meaning};
    use super::{Blanks, Drafting, Language, Phrases, Side, Words};

    include!(concat!(env!("OUT_DIR"), "/languages.rs"));
}

/// The words of one language, in lower case and normalised.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Its place among all.
    number: u8,
    /// The script that most of its texts are in.
    script: detect::Script,
    /// On which side of a name its adpositions stand: `to X`, `X에게`.
    pub adpositions: Side,
    /// Words whose full stop does not end a sentence, without it.
    pub abbreviations: &'static [&'static str],
    /// Words that tell an organisation's legal form, longest first.
    pub legal_forms: &'static [&'static str],
    /// Those that stand before a name: `PT`, `ООО`; longest first.
    pub leading_legal_forms: &'static [&'static str],
    /// What may be attached to the end of a name, longest first.
    pub particles: &'static [&'static str],
    /// Words before which the head word of a heading stands: `Location of processing`.
    pub prepositions: &'static [&'static str],
    /// Names that are ordinary words too.
    pub common_words: &'static [&'static str],
    /// Nouns that make a name generic: `service providers`, `제휴사`.
    pub generic_names: &'static [&'static str],
    /// Beginnings of words that are no name: `your `.
    pub no_name_starts: &'static [&'static str],
    /// What stands in a cell instead of a name: `n/a`.
    pub no_names: &'static [&'static str],
    /// Words that join names: `and`.
    pub conjunctions: &'static [&'static str],
    /// Words that a line does not end with, unless the next one goes on: `of`.
    pub run_on_words: &'static [&'static str],
    /// Words that often begin a sentence: `we`.
    pub opening_words: &'static [&'static str],
    /// How a sentence ends, where that tells it from a name: `다`.
    pub sentence_ends: &'static [&'static str],
    /// Words that say nothing where names of data and purposes are compared: `the`, `service`.
    pub fillers: &'static [&'static str],
    /// What is cut off the end of a word before it is compared, longest first.
    pub endings: &'static [&'static str],
    topics: Phrases,
    columns: Phrases,
    cues: Phrases,
    upkeep: Phrases,
    terms: Phrases,
    data: Phrases,
    purposes: Phrases,
    places: places::Phrases,
    /// What is written in it; none where nobody gave the words.
    drafting: Option<&'static Drafting>,
}

impl Language {
    /// The words to write in this language; none where there are none yet.
    #[must_use]
    pub fn drafting(&self) -> Option<&'static Drafting> {
        self.drafting
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Language {}

/// On which side of a word another one stands that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `to X`
    Before,
    /// `X에게`
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
    /// What a phrase shows of how the document is kept.
    pub upkeep: Finder<Trace>,
    /// Countries and vaguer places.
    pub places: places::Gazetteer,
}

impl Lexicon {
    /// The lexicon for a document in these languages (BCP 47), its main one first; tags without a lexicon add nothing.
    /// English is always read: names, table headings and whole sections in it stand in policies of every language.
    #[must_use]
    pub fn new(tags: &[&str]) -> Self {
        let mut languages: Vec<&'static Language> = Vec::new();
        for language in tags.iter().filter_map(|tag| language(tag)).chain(language("en")) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Self {
            topics: Finder::new(&languages, |language| &language.topics),
            columns: Finder::new(&languages, |language| &language.columns),
            cues: Finder::new(&languages, |language| &language.cues),
            upkeep: Finder::new(&languages, |language| &language.upkeep),
            places: places::Gazetteer::new(
                &place_tags(tags, &languages),
                languages.iter().map(|language| &language.places),
            ),
            languages,
        }
    }

    /// The languages, the document's main one first.
    #[must_use]
    pub fn languages(&self) -> &[&'static Language] {
        &self.languages
    }

    /// English, which stands in where a language lacks words.
    #[must_use]
    pub fn english() -> Option<&'static Language> {
        language("en")
    }

    /// What these languages call data, purposes and the terms of a transfer.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(&self.languages)
    }

    /// The language that a text of the document is in: told by its script and its words; where they tell nothing, the
    /// document's main language if the script is its own, else English.
    #[must_use]
    pub fn language_of(&self, text: &str) -> &'static Language {
        detect::among(&self.languages, text)
    }

    /// The language of a text, out of all that there is a lexicon for; none where nothing tells.
    #[must_use]
    pub fn detect(text: &str) -> Option<&'static Language> {
        detect::of_any(text)
    }

    /// The language in which most of these texts, folded, are headings: for documents with hardly a word besides; none where
    /// two are level.
    #[must_use]
    pub fn detect_headings(texts: &[&str]) -> Option<&'static Language> {
        let count = |language: &'static Language| {
            let topics = Finder::<Topic>::new(&[language], |language| &language.topics);
            let columns = Finder::<Column>::new(&[language], |language| &language.columns);
            let is_known = |text: &&&str| !topics.find(text).is_empty() || !columns.find(text).is_empty();
            texts.iter().filter(is_known).count()
        };
        detect::most(tables::LANGUAGES.iter().map(|language| (count(language), language)))
    }

    /// Whether a folded word is among the commonest of any language.
    #[must_use]
    pub fn is_function_word(&self, folded: &str) -> bool {
        Trie::written(tables::FUNCTION_WORDS).number(folded).is_some()
    }

    /// Whether short texts in one language may look like the other: Japanese without kana like Chinese.
    #[must_use]
    pub fn writes_like(tag: &str, other: &str) -> bool {
        let script = |tag: &str| language(tag).map(|language| language.script);
        match (script(tag), script(other)) {
            (Some(own), Some(other)) => own != other && own.allows(other),
            _ => false,
        }
    }

    /// Whether there is a lexicon for the language of this tag.
    #[must_use]
    pub fn knows(tag: &str) -> bool {
        language(tag).is_some()
    }
}

/// The lexicon of a tag's language, which may have other tags: `no` and `nn` are read as `nb`.
fn language(tag: &str) -> Option<&'static Language> {
    let primary = primary(tag);
    let known = |tag: &str| tables::LANGUAGES.iter().find(|language| language.tag == tag);
    known(primary).or_else(|| known(places::table::language(primary)?))
}

/// Places are known in more languages than there are lexicons for, and by region: `pt-PT`, `zh-Hant`.
fn place_tags<'a>(tags: &[&'a str], languages: &[&'static Language]) -> Vec<&'a str> {
    let others = languages.iter().map(|language| language.tag);
    tags.iter()
        .copied()
        .chain(others.filter(|tag| !tags.iter().any(|known| primary(known) == *tag)))
        .collect()
}

/// `ko-KR` -> `ko`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

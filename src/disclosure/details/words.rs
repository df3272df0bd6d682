//! The words of a text as they are compared where no category says what they mean.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::lexicon::{Language, is_spaced};

/// The content words of a piece of text, cut down to what does not change with number and tense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    stems: Vec<String>,
    /// The text in lower case, without blanks and marks.
    squeezed: String,
    script: Script,
}

/// The script that most of a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// Latin, and whatever is told apart no further.
    #[default]
    Spaced,
    /// Hangul.
    Hangul,
    /// Han or kana.
    Ideographic,
    /// A script that English is written in too, in a document that is not in English: which of both a declared word is in
    /// cannot be told.
    SpacedForeign,
}

impl Words {
    /// How much of these words the other text says, as a share of the content words.
    #[must_use]
    pub fn share_in(&self, other: &Self) -> Share {
        if !self.squeezed.is_empty() && other.contains(&self.squeezed) {
            return Share::Whole;
        }
        let said = self.stems.iter().filter(|stem| other.says(stem)).count();
        match self.stems.len() {
            0 => Share::None,
            all if said == all => Share::Whole,
            all if said * 3 >= all * 2 => Share::Most,
            _ if said > 0 => Share::Some,
            _ => Share::None,
        }
    }

    /// How many content words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.stems.len()
    }

    /// The script.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }

    /// In a script that writes words apart one word is no part of another.
    fn contains(&self, squeezed: &str) -> bool {
        if self.squeezed == squeezed {
            return true;
        }
        squeezed.contains(|letter: char| letter.is_alphabetic() && !is_spaced(letter))
            && squeezed.chars().count() > 1
            && self.squeezed.contains(squeezed)
    }

    fn says(&self, stem: &str) -> bool {
        self.stems.iter().any(|own| own == stem) || self.contains(stem)
    }
}

/// How much of what is sought a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// None of its words.
    None,
    /// Some of them.
    Some,
    /// Two thirds or more.
    Most,
    /// All of them.
    Whole,
}

/// Cuts words down, in the languages of a document.
#[derive(Debug)]
pub(super) struct Stemmer {
    languages: Vec<&'static Language>,
    /// What a text is in that is neither in Hangul nor in Han or kana.
    spaced: Script,
    /// What has become of the words so far: the same few hundred make up most of any text.
    known: RefCell<HashMap<String, Stem>>,
}

/// A word, cut down.
#[derive(Clone, Debug)]
struct Stem {
    text: String,
    kind: WordKind,
}

/// Whether a word says something where names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordKind {
    Content,
    Filler,
}

impl Stemmer {
    /// For the texts of a document in these languages.
    pub(super) fn of_document(languages: &[&'static Language]) -> Self {
        let is_spaced_language = |language: &Language| {
            language.tag != "en" && language.generic_names.iter().any(|name| name.starts_with(is_spaced))
        };
        let is_foreign = languages.iter().any(|language| is_spaced_language(language));
        let spaced = if is_foreign { Script::SpacedForeign } else { Script::Spaced };
        Self { languages: languages.to_vec(), spaced, known: RefCell::default() }
    }

    /// For declared values that are compared with such a document.
    pub(super) fn of_declaration(languages: &[&'static Language]) -> Self {
        Self { languages: languages.to_vec(), spaced: Script::Spaced, known: RefCell::default() }
    }

    /// The words of a normalised text in lower case.
    pub(super) fn words(&self, folded: &str) -> Words {
        let all: Vec<&str> =
            folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let cut: Vec<Stem> = all.iter().map(|word| self.cut(word)).collect();
        let has_content = cut.iter().any(|stem| stem.kind == WordKind::Content);
        let counts = |stem: &Stem| !has_content || stem.kind == WordKind::Content;
        let mut stems: Vec<String> = cut.into_iter().filter(counts).map(|stem| stem.text).collect();
        stems.dedup();
        Words { stems, squeezed: all.concat(), script: script(folded, self.spaced) }
    }

    fn cut(&self, word: &str) -> Stem {
        if let Some(stem) = self.known.borrow().get(word) {
            return stem.clone();
        }
        let kind = if self.is_filler(word) { WordKind::Filler } else { WordKind::Content };
        let stem = Stem { text: self.stem(word), kind };
        self.known.borrow_mut().insert(word.to_owned(), stem.clone());
        stem
    }

    /// Whether a phrase of one language is a filler of one that comes before it in the document. English is read in all, but
    /// `ai` is a preposition in Italian, and `os` an article in Portuguese.
    pub(super) fn is_filler_before(&self, phrase: &str, language: &Language) -> bool {
        let mut before = self.languages.iter().take_while(|other| other.tag != language.tag);
        before.any(|other| other.fillers.contains(&phrase))
    }

    fn is_filler(&self, word: &str) -> bool {
        self.languages.iter().any(|language| language.fillers.contains(&word))
    }

    /// A word without its endings, one after the other, or without the particle that is attached to it; never down to fewer
    /// than four letters (two in a script without blanks).
    fn stem(&self, word: &str) -> String {
        let is_latin = word.chars().all(is_spaced);
        let (least, endings): (usize, fn(&Language) -> &'static [&'static str]) =
            if is_latin { (4, |language| language.endings) } else { (2, |language| language.particles) };
        let mut stem = word;
        loop {
            let cuts = self.languages.iter().flat_map(|language| endings(language));
            let shorter = cuts
                .filter_map(|ending| stem.strip_suffix(ending))
                .filter(|rest| rest.chars().count() >= least)
                .min_by_key(|rest| rest.len());
            match shorter {
                Some(rest) if rest.len() < stem.len() => stem = rest,
                _ => return stem.to_owned(),
            }
        }
    }
}

fn script(text: &str, otherwise: Script) -> Script {
    let (mut spaced, mut hangul, mut ideographic) = (0_usize, 0_usize, 0_usize);
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        match letter {
            '가'..='힣' => hangul += 1,
            '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => ideographic += 1,
            _ => spaced += 1,
        }
    }
    // A name or an abbreviation in Latin letters is longer than the words around it.
    if hangul * 3 > spaced && hangul >= ideographic {
        Script::Hangul
    } else if ideographic * 3 > spaced {
        Script::Ideographic
    } else {
        otherwise
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn share(sought: &str, said: &str) -> Share {
        let lexicon = Lexicon::new(&["ko"]);
        let stemmer = Stemmer::of_document(lexicon.languages());
        stemmer.words(&sought.to_lowercase()).share_in(&stemmer.words(&said.to_lowercase()))
    }

    #[test]
    fn words_are_compared_without_their_endings() {
        assert_eq!(share("error reporting", "Error monitoring and reporting"), Share::Whole);
        assert_eq!(share("sales tax calculation", "Sales tax calculation & reporting."), Share::Whole);
        assert_eq!(share("process your payments", "payment processing services"), Share::Whole);
        assert_eq!(share("workflow orchestration hosting", "Orchestration of workflows"), Share::Most);
        assert_eq!(share("marketing", "Cloud hosting"), Share::None);
    }

    #[test]
    fn a_word_is_no_part_of_another_where_words_are_written_apart() {
        assert_eq!(share("art", "Smart parts"), Share::None);
        assert_eq!(share("검색어", "책 정보 검색어만 일시 사용"), Share::Whole);
        assert_eq!(share("문자메시지 서비스 제공", "문자 메시지 서비스 제공 / 휴대전화번호"), Share::Whole);
    }

    #[test]
    fn a_preposition_of_the_documents_language_is_no_phrase_of_english() {
        let english = Lexicon::english().unwrap();
        let is_filler =
            |tag| Stemmer::of_document(Lexicon::new(&[tag]).languages()).is_filler_before("ai", english);
        assert!(is_filler("it"), "Servizi ai clienti");
        assert!(!is_filler("es"));
        assert!(!is_filler("en"));
    }

    #[test]
    fn a_word_of_another_script_among_many_does_not_tell_how_words_are_parted() {
        assert_eq!(script("analytics of Amazon Web Services 등", Script::Spaced), Script::Spaced);
        assert_eq!(script("AWS 서버 운영", Script::Spaced), Script::Hangul);
        assert_eq!(script("AWS 服务器运维", Script::Spaced), Script::Ideographic);
    }
}
